"""Subtitle cues: blocks with a line of times and the text below it, as WebVTT and SRT share them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from callscore.conversation import Turn
from callscore.errors import TranscriptError
from callscore.transcripts.fields import LONGEST_CALL, ordered
from callscore.transcripts.raw import UNKNOWN_SPEAKER, piece
from callscore.transcripts.speakers import split_tag, trusted_labels

__all__ = ["ARROW", "Cue", "clock_seconds", "cues", "pieces_of_cues"]

ARROW = "-->"
_TIMES = re.compile(r"^\s*(?P<start>[\d:.,]+)\s*-->\s*(?P<end>[\d:.,]+)(?:\s.*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:b|i|u|s|c|v|p|br|em|strong|lang|ruby|rt|font|span)(?:[.\s/][^<>]*)?>|<\d[\d:.]*>|\{\\[^}]*\}", re.IGNORECASE
)
"""Styles and inner times of subtitles; other tags (``<redacted>``) are words."""

_NAMED_BLOCK = re.compile(r'^\S+\s+"(?P<name>[^"]+)"(?:\s+\(\w+\))?$')


@dataclass(frozen=True, slots=True)
class Cue:
    """One block: times in seconds, its lines, the line above it, and its line number in the file."""

    start: float
    end: float
    lines: tuple[str, ...]
    header: str
    line: int


def clock_seconds(clock: str) -> float | None:
    """Seconds of ``"1:02:03.5"``, ``"02:03,5"`` or ``"3.5"``; None when it is no time.

    Examples
    --------
    >>> clock_seconds("00:01:02,500"), clock_seconds("1:2"), clock_seconds("a")
    (62.5, 62.0, None)
    """
    parts = clock.strip().replace(",", ".").split(":")
    try:
        values = [float(part) for part in parts]
    except ValueError:
        return None
    if not 1 <= len(values) <= 3 or any(not 0 <= value < float("inf") for value in values):
        return None
    return round(sum((value * 60.0**power for power, value in enumerate(reversed(values))), 0.0), 6)


def cues(text: str) -> tuple[Cue, ...]:
    """All cues of a subtitle file in order; comments, styles and headers are passed over.

    Raises
    ------
    TranscriptError
        At a line of times that can't be read, with its number.
    """
    lines = text.splitlines()
    at = [index for index, line in enumerate(lines) if ARROW in line]
    found: list[Cue] = []
    for place, index in enumerate(at):
        following = at[place + 1] if place + 1 < len(at) else len(lines)
        body: list[str] = []
        for line in lines[index + 1 : following]:
            if not line.strip():
                break
            body.append(line)
        else:
            if place + 1 < len(at) and body and body[-1].strip().isdigit():
                body.pop()
        header = lines[index - 1].strip() if index else ""
        start, end = _times(lines[index], index + 1)
        found.append(Cue(start, end, tuple(body), header, index + 1))
    return tuple(found)


def _times(line: str, number: int) -> tuple[float, float]:
    """Start and end of a cue's line of times."""
    match = _TIMES.match(line)
    start, end = (clock_seconds(match["start"]), clock_seconds(match["end"])) if match else (None, None)
    if start is None or end is None:
        raise TranscriptError(
            f"line {number}: {line.strip()[:60]!r} is no cue time; write it as 00:00:01.000 --> 00:00:02.500"
        )
    if end > LONGEST_CALL:
        raise TranscriptError(f"line {number}: {end:g} s is more than a day into the call; correct the time")
    ordered(start, end, where=f"line {number}")
    return start, end


def pieces_of_cues(blocks: Iterable[Cue]) -> tuple[Turn, ...]:
    """Pieces of the cues: one for each voice or "Agent:" tag; two in a cue share its time by text length."""
    blocks = tuple(blocks)
    tags = [tag[0] for cue in blocks for line in cue.lines if (tag := split_tag(_plain(line)))]
    trusted = trusted_labels(tags)
    pieces: list[Turn] = []
    for cue in blocks:
        parts = [(speaker, text) for speaker, text in _parts(cue, trusted) if text]
        length = sum(len(text) for _, text in parts)
        clock = cue.start
        for speaker, text in parts:
            after = clock + (cue.end - cue.start) * len(text) / length
            pieces.append(piece(speaker, text=text, start=clock, end=min(after, cue.end)))
            clock = min(after, cue.end)
    return tuple(pieces)


def _parts(cue: Cue, trusted: frozenset[str]) -> list[tuple[str, str]]:
    """``(speaker, text)`` of one cue, the speaker empty where the cue doesn't say."""
    named = _NAMED_BLOCK.match(cue.header)
    speaker = named["name"].strip() if named else UNKNOWN_SPEAKER
    parts: list[tuple[str, str]] = []
    for line in cue.lines:
        voices = _VOICE.split(line)
        for place, chunk in enumerate(voices):
            if place % 2:
                speaker = _plain(chunk)
                parts.append((speaker, ""))
                continue
            text = _plain(chunk)
            tag = split_tag(text)
            if tag and tag[0] in trusted:
                speaker, text = tag
                parts.append((speaker, text))
            elif parts and parts[-1][0] == speaker:
                parts[-1] = (speaker, f"{parts[-1][1]} {text}".strip())
            elif text:
                parts.append((speaker, text))
    return parts


def _plain(text: str) -> str:
    """Text without markup and entities, white space collapsed."""
    return " ".join(html.unescape(_MARKUP.sub("", text)).split())
