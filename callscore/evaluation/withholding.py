"""A labelled call's transcript with something withheld, so that callscore has to find that out itself."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from callscore.conversation import Turn
from callscore.transcripts import read_transcript

__all__ = ["Given", "withheld"]


class Given(StrEnum):
    """How much of the transcript that lies beside a recording is given: each kind is one that people have."""

    NONE = "none"
    """Nothing: the words are recognised. Needed for word error."""
    UNTIMED = "untimed"
    """Who says what, without any times."""
    TURNS = "turns"
    """Turns with their times, words without."""
    WORDS = "words"
    """All of it, as it lies there."""


def withheld(transcript: Path, given: Given, folder: Path, *, unnamed: bool = False) -> Path | None:
    """The transcript to score with, or None where none is given.

    Parameters
    ----------
    transcript
        A transcript in any format that callscore reads; it is left as it is.
    given
        What of it is kept.
    folder
        Where a transcript with less in it is written, under the name that this one has.
    unnamed
        Whether speakers lose their names, so that the agent has to be told by what is said.

    Raises
    ------
    TranscriptError
        When it can't be read.
    """
    if given is Given.NONE:
        return None
    if given is Given.WORDS and not unnamed:
        return transcript
    read = read_transcript(transcript)
    names = dict.fromkeys(turn.speaker for turn in read.turns)
    called = {name: f"speaker {number}" if unnamed else name for number, name in enumerate(names, start=1)}
    document = {
        "call_id": read.call_id,
        "call_date": read.call_date.isoformat() if read.call_date else None,
        "language": read.language,
        "turns": [{"speaker": called[turn.speaker], **_less(turn, given)} for turn in read.turns],
    }
    kept = folder / f"{transcript.stem}.json"
    kept.write_text(json.dumps(document), encoding="utf-8")
    return kept


def _less(turn: Turn, given: Given) -> dict[str, Any]:
    """A turn's words, and the times that this kind of transcript has."""
    times = {} if given is Given.UNTIMED else {"start": turn.start, "end": turn.end}
    words = [{"text": word.text, "start": word.start, "end": word.end} for word in turn.words]
    return {"text": turn.text, **times, **({"words": words} if given is Given.WORDS and words else {})}
