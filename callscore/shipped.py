"""Where what comes with callscore lies: its data in the package, its models there or, in a checkout, beside it."""

from __future__ import annotations

from pathlib import Path

from callscore.errors import ModelError

__all__ = ["DATA", "shipped_model"]

DATA = Path(__file__).resolve().parent / "data"
"""Folder of the data: rubrics, lexicons, profiles, phrase lists, samples, and what is said of each metric."""


def shipped_model(name: str, *files: str) -> Path:
    """Folder of a shipped model that holds all of `files`.

    Raises
    ------
    ModelError
        When this copy of callscore came without it.

    Examples
    --------
    >>> (shipped_model("whisper-micro", "model.bin") / "model.bin").is_file()
    True
    """
    places = (DATA / "models" / name, DATA.parents[1] / "models" / name)
    for place in places:
        if all((place / file).is_file() for file in files):
            return place
    raise ModelError(
        f"the model {name} isn't part of this installation (looked in {places[0]}): install callscore again"
    )
