"""RTTM: who speaks when, without words, as diarization tools write it."""

from __future__ import annotations

from collections.abc import Sequence

from callscore.conversation import Party, Role, Turn
from callscore.errors import TranscriptError
from callscore.spans import Span, merge
from callscore.transcripts.fields import LONGEST_CALL, number
from callscore.transcripts.raw import RawTranscript, piece

__all__ = ["NAME", "matches", "read"]

NAME = "rttm"
LEAST_FIELDS = 8
"""SPEAKER, file, channel, onset, duration, two unused, speaker; two more may follow."""


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Line number and fields of every row that isn't blank or a comment."""
    rows = [(index, line.split()) for index, line in enumerate(text.splitlines(), start=1)]
    return [(index, row) for index, row in rows if row and not row[0].startswith(";")]


def matches(text: str) -> bool:
    """Whether the first row is an RTTM one."""
    head = next((row for row in (line.split() for line in text.splitlines()) if row and not row[0].startswith(";")), [])
    return len(head) >= LEAST_FIELDS and head[0] in ("SPEAKER", "SPKR-INFO") and not head[0].endswith(":")


def read(text: str) -> RawTranscript:
    """Speech pieces with empty text; rows of other types are passed over.

    Raises
    ------
    TranscriptError
        At a row with too few fields or times that can't be read, with its number; when two recordings are mixed.
    """
    pieces: list[Turn] = []
    recordings: dict[str, None] = {}
    for index, row in _rows(text):
        where = f"line {index}"
        if row[0] != "SPEAKER":
            continue
        if len(row) < LEAST_FIELDS:
            raise TranscriptError(
                f"{where}: {len(row)} fields, an RTTM row has at least {LEAST_FIELDS}; export it again"
            )
        start = number(row[3], where=where, field="onset")
        duration = number(row[4], where=where, field="duration")
        if start < 0 or duration < 0 or start + duration > LONGEST_CALL:
            raise TranscriptError(
                f"{where}: onset {start:g} s and duration {duration:g} s are no part of a call; correct them"
            )
        recordings[row[1]] = None
        pieces.append(piece(row[7], text="", start=start, end=round(start + duration, 6)))
    if len(recordings) > 1:
        names = ", ".join(list(recordings)[:3])
        raise TranscriptError(f"{len(recordings)} recordings in one file ({names} ...); give one recording per file")
    return RawTranscript(tuple(pieces), segmented=True, call_id=next(iter(recordings), None), parties=_parties(pieces))


def _parties(pieces: Sequence[Turn]) -> tuple[Party, ...]:
    """Each speaker's speech as the file has it: turns hold the pauses between its pieces too."""
    speech: dict[str, list[Span]] = {}
    for own in pieces:
        if own.span is not None:
            speech.setdefault(own.speaker, []).append(own.span)
    return tuple(Party(Role.OTHER, label, merge(spans)) for label, spans in speech.items())
