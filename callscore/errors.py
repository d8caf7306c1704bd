"""What can go wrong, in four types: the recording, the transcript, the model, the configuration."""

from __future__ import annotations

__all__ = ["CallscoreError", "ConfigError", "ModelError", "RecordingError", "TranscriptError"]


class CallscoreError(Exception):
    """Base of the errors that callscore raises on purpose: one line that says what, where and what to do.

    Examples
    --------
    >>> import callscore
    >>> try:
    ...     callscore.read_transcript("gone.json")
    ... except CallscoreError as error:
    ...     print(type(error).__name__, str(error).partition(":")[0])
    TranscriptError gone.json
    """


class RecordingError(CallscoreError):
    """The sound can't be used: missing, empty, no audio stream, broken.

    Examples
    --------
    >>> import callscore
    >>> callscore.listen("gone.wav")
    Traceback (most recent call last):
    callscore.errors.RecordingError: gone.wav: no such file; check the path
    """


class TranscriptError(CallscoreError):
    """The transcript can't be used: unknown format, broken, of another call.

    Examples
    --------
    >>> import callscore
    >>> callscore.read_transcript("gone.json")
    Traceback (most recent call last):
    callscore.errors.TranscriptError: gone.json: no such transcript file; check the path
    """


class ModelError(CallscoreError):
    """A model can't be had or can't be loaded.

    Examples
    --------
    >>> from callscore.shipped import shipped_model
    >>> shipped_model("large", "model.bin")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    callscore.errors.ModelError: the model large isn't part of this installation (looked in ...): ...
    """


class ConfigError(CallscoreError):
    """A rubric, lexicon, profile or option is not valid, or a place can't be written to.

    Examples
    --------
    >>> import callscore
    >>> callscore.Rubric.load("default").criterion("charm")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    callscore.errors.ConfigError: rubric 'default' has no criterion 'charm'; it has talk_share, ...
    """
