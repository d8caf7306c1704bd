"""The sample calls that come with callscore: recordings, what was really said on them, and the day they play on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from callscore.errors import ConfigError
from callscore.shipped import DATA

__all__ = ["sample", "sample_date", "sample_names"]

FOLDER = DATA / "samples"


def sample_names() -> tuple[str, ...]:
    """Names of the sample calls.

    Examples
    --------
    >>> sample_names()
    ('excellent', 'mixed', 'poor')
    """
    return tuple(sorted(path.name.split(".")[0] for path in FOLDER.glob("*.truth.json")))


def sample(name: str) -> tuple[Path, Path]:
    """Paths of a sample's recording and of its transcript.

    Raises
    ------
    ConfigError
        When there is no such sample; the known ones are listed.
    """
    if name not in sample_names():
        raise ConfigError(f"no sample call {name!r}; there are {', '.join(sample_names())}")
    recordings = [path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".json"]
    return recordings[0], FOLDER / f"{name}.json"


def sample_date(name: str) -> date:
    """The day on which a sample plays: what a telephone system would know of it.

    Raises
    ------
    ConfigError
        When there is no such sample.

    Examples
    --------
    >>> sample_date("mixed")
    datetime.date(2026, 11, 20)
    """
    return date.fromisoformat(json.loads(sample(name)[1].read_text(encoding="utf-8"))["call_date"])
