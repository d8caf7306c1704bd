"""Plain text: one "Agent: ..." line a turn, with or without times such as [00:12]."""

from __future__ import annotations

import re
from dataclasses import replace

from callscore.conversation import Turn
from callscore.errors import TranscriptError
from callscore.transcripts.cues import clock_seconds
from callscore.transcripts.fields import LONGEST_CALL, ordered
from callscore.transcripts.raw import RawTranscript, piece
from callscore.transcripts.speakers import split_tag, trusted_labels

__all__ = ["NAME", "matches", "read"]

NAME = "text"

_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d+)?"
_TIME = rf"(?:{_CLOCK}|\d+(?:\.\d+)?\s*s?)"
_RANGE = rf"(?P<start>{_TIME})(?:\s*(?:-+>?|–|to)\s*(?P<end>{_TIME}))?"
_BOXED = re.compile(rf"[\[(]\s*{_RANGE}\s*[\])]")
_LEADING = re.compile(rf"^\s*(?P<start>{_CLOCK}|\d+\.\d+)(?:\s*(?:-+>?|–)\s*(?P<end>{_CLOCK}|\d+\.\d+))?\s+(?=\S)")
_HEADING = re.compile(rf"^\s*(?P<name>[^\W\d_][\w .'’-]{{0,40}}?)\s+[\[(]?(?P<start>{_CLOCK})[\])]?\s*$")


def matches(text: str) -> bool:
    """Whether any line begins with a speaker tag or is a heading of a speaker and a time."""
    return any(_line(line) is not None for line in text.splitlines()[:2000])


def read(text: str) -> RawTranscript:
    """Turns of the file, one a tag; lines without a tag go on with the turn before, those above are left out."""
    parsed = [_line(line) for line in text.splitlines()]
    trusted = trusted_labels(tag.speaker for tag in parsed if tag is not None)
    turns: list[Turn] = []
    for index, (line, turn) in enumerate(zip(text.splitlines(), parsed, strict=True), start=1):
        if turn is not None and turn.speaker in trusted:
            for time in (turn.start, turn.end):
                if time is not None and time > LONGEST_CALL:
                    raise TranscriptError(
                        f"line {index}: {time:g} s is more than a day into the call; correct the time"
                    )
            ordered(turn.start, turn.end, where=f"line {index}")
            turns.append(turn)
        elif turns and line.strip():
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text} {' '.join(line.split())}".strip())
    return RawTranscript(tuple(turn for turn in turns if turn.text))


def _line(line: str) -> Turn | None:
    """The turn that a line begins, or None."""
    heading = _HEADING.match(line)
    if heading:
        return piece(heading["name"].strip(), text="", start=clock_seconds(heading["start"]))
    start = end = None
    boxed = _BOXED.search(line[:80])
    leading = _LEADING.match(line)
    if boxed and split_tag(line[: boxed.start()] + line[boxed.end() :]):
        start, end = _seconds(boxed["start"]), _seconds(boxed["end"])
        line = line[: boxed.start()] + line[boxed.end() :]
    elif leading and split_tag(line[leading.end() :]):
        start, end = _seconds(leading["start"]), _seconds(leading["end"])
        line = line[leading.end() :]
    tag = split_tag(line)
    return None if tag is None else piece(tag[0], text=" ".join(tag[1].split()), start=start, end=end)


def _seconds(clock: str | None) -> float | None:
    """Seconds of a time in a line; a bare number is seconds."""
    return None if clock is None else clock_seconds(clock.rstrip("s "))
