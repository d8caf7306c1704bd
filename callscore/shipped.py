"""Where the models that come with callscore lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from callscore.errors import ModelError

__all__ = ["shipped_model"]


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
    package = Path(__file__).resolve().parent
    places = (package / "data" / "models" / name, package.parent / "models" / name)
    for place in places:
        if all((place / file).is_file() for file in files):
            return place
    raise ModelError(
        f"the model {name} isn't part of this installation (looked in {places[0]}): install callscore again"
    )
