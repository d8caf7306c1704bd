"""What can go wrong, in four types: the recording, the transcript, the model, the configuration."""

from __future__ import annotations

__all__ = ["CallscoreError", "ConfigError", "ModelError", "RecordingError", "TranscriptError"]


class CallscoreError(Exception):
    """Base of the errors that callscore raises on purpose: one line that says what, where and what to do."""


class RecordingError(CallscoreError):
    """The sound can't be used: missing, empty, no audio stream, broken."""


class TranscriptError(CallscoreError):
    """The transcript can't be used: unknown format, broken, of another call."""


class ModelError(CallscoreError):
    """A model can't be had or can't be loaded."""


class ConfigError(CallscoreError):
    """A rubric, lexicon, profile or option is not valid."""
