"""WebVTT: cues with <v Agent> voices or "Agent:" tags."""

from __future__ import annotations

from callscore.transcripts.cues import cues, pieces_of_cues
from callscore.transcripts.raw import RawTranscript

__all__ = ["NAME", "matches", "read"]

NAME = "webvtt"


def matches(text: str) -> bool:
    """Whether the file begins as WebVTT does."""
    return text.lstrip("\ufeff \t\r\n").startswith("WEBVTT")


def read(text: str) -> RawTranscript:
    """Pieces of the file, in order."""
    return RawTranscript(pieces_of_cues(cues(text)), segmented=True)
