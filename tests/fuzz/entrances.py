"""The doors by which foreign bytes come in, and what may come out of them: a result or a `CallscoreError`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from callscore.audio.limits import MediaLimits
from callscore.audio.recording import read_recording
from callscore.corrections import load_corrections
from callscore.errors import CallscoreError
from callscore.language.lexicon import Lexicon
from callscore.ledger.manifest import read_manifest
from callscore.profiles import Profile
from callscore.rubric import Rubric
from callscore.transcripts import read_transcript

SMALL = MediaLimits(longest_seconds=600.0)

ENTRANCES: dict[str, tuple[tuple[str, ...], Callable[[Path], object]]] = {
    "transcript": ((".json", ".vtt", ".srt", ".txt", ".rttm"), read_transcript),
    "recording": ((".wav", ".mp3", ".ogg", ".m4a", ".flac"), lambda path: read_recording(path, limits=SMALL)),
    "rubric": ((".toml",), Rubric.load),
    "profile": ((".toml",), Profile.load),
    "lexicon": ((".toml",), Lexicon.load),
    "manifest": ((".csv", ".json", ".jsonl"), read_manifest),
    "corrections": ((".json",), load_corrections),
}
"""Endings of the files that each door takes, and what reads them."""


def enter(door: str, data: bytes, ending: str | None = None) -> bool:
    """Hand bytes in by a door; whether they were taken.

    Raises
    ------
    AssertionError
        When they are refused in more than one line. Anything else that is raised is a defect.
    """
    endings, read = ENTRANCES[door]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"in{ending or endings[len(data) % len(endings)]}")
        path.write_bytes(data)
        try:
            read(path)
        except CallscoreError as error:
            assert "\n" not in str(error).strip(), f"{door}: more than one line: {error}"
            return False
    return True
