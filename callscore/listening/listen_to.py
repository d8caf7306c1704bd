"""From a recording, a transcript or both to a Conversation: decode, find speech, tell voices apart, get the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.conversation import Conversation
from callscore.errors import ConfigError
from callscore.listening.hearing import Heard, hear

if TYPE_CHECKING:
    from callscore.audio.limits import MediaLimits
    from callscore.audio.transcription import Whisper

__all__ = ["ListenOptions", "listen"]

TRANSCRIPT_SUFFIXES = frozenset((".json", ".vtt", ".srt", ".txt", ".rttm"))
"""Files with these endings are transcripts; everything else is taken for sound."""


@dataclass(frozen=True, slots=True)
class ListenOptions:
    """How a recording is heard.

    Parameters
    ----------
    recogniser
        The recipe of the speech recogniser; by default ``Whisper("auto")``.
    agent
        Who the agent is, when you know: ``"left"``, ``"right"``, ``"first"`` or a speaker's label.
    call_date
        Day of the call, for words like "Friday"; a date in the transcript is used otherwise.
    progress
        Called with seconds recognised and seconds in all.
    media
        How large, long and wide a recording may be, and whether a process of its own decodes it.

    Examples
    --------
    >>> from callscore.samples import sample
    >>> _, transcript = sample("mixed")
    >>> listen(transcript, options=ListenOptions(call_date=date(2026, 11, 24))).call_date
    datetime.date(2026, 11, 24)
    """

    recogniser: Whisper | None = None
    agent: str | None = None
    call_date: date | None = None
    progress: Callable[[float, float], None] | None = None
    media: MediaLimits | None = None


def listen(
    path: str | PathLike[str],
    *,
    transcript: str | PathLike[str] | None = None,
    options: ListenOptions | None = None,
) -> Conversation:
    """Hear a call.

    Parameters
    ----------
    path
        A recording; or a transcript file (.json, .vtt, .srt, .txt, .rttm), which is read as it is.
    transcript
        What was said, when it is known: recognition is skipped, and times still come from the recording.
    options
        Model, agent's side, call date.

    Raises
    ------
    RecordingError, TranscriptError, ModelError, ConfigError
        One line that says what, where and what to do.

    Examples
    --------
    >>> from callscore.samples import sample
    >>> _, transcript = sample("mixed")
    >>> listen(transcript).timing_source.value  # with the recording, times come from its sound: "audio"
    'words'
    """
    options = options or ListenOptions()
    if Path(path).suffix.lower() in TRANSCRIPT_SUFFIXES:
        if transcript is not None:
            raise ConfigError(f"{path} is a transcript itself: give a recording together with --transcript")
        from callscore.transcripts import read_transcript

        return read_transcript(path, call_date=options.call_date, agent=options.agent)
    from callscore.audio.reproducible import one_blas_thread
    from callscore.audio.voice import with_voices

    with one_blas_thread():
        heard = hear(path, limits=options.media)
        conversation = _conversation(heard, transcript, options)
        return with_voices(conversation, heard.recording, heard.layout.channels)


def _conversation(heard: Heard, transcript: str | PathLike[str] | None, options: ListenOptions) -> Conversation:
    """The words of a heard recording: those of the transcript, or recognised ones."""
    if transcript is not None:
        from callscore.listening.retiming import retime

        return retime(heard, transcript, agent=options.agent, call_date=options.call_date)
    from callscore.audio.transcription import Whisper
    from callscore.listening.recognition import recognise

    return recognise(
        heard,
        options.recogniser or Whisper(),
        agent=options.agent,
        call_date=options.call_date,
        progress=options.progress,
    )
