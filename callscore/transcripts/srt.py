"""SubRip: numbered cues, speakers as "Agent:" in front of the text."""

from __future__ import annotations

import re

from callscore.transcripts.cues import cues, pieces_of_cues
from callscore.transcripts.raw import RawTranscript

__all__ = ["NAME", "matches", "read"]

NAME = "srt"
_TIMES = re.compile(r"^\s*\d[\d:.,]*\s*-->", re.MULTILINE)


def matches(text: str) -> bool:
    """Whether the file holds lines of cue times."""
    return _TIMES.search(text) is not None


def read(text: str) -> RawTranscript:
    """Pieces of the file, in order."""
    return RawTranscript(pieces_of_cues(cues(text)), segmented=True)
