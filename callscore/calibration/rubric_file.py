"""A rubric file with other weights: everything else, comments too, stays as it was written."""

from __future__ import annotations

from collections.abc import Mapping

from callscore.errors import ConfigError
from callscore.rubric import KIND
from callscore.toml_files import toml_file

__all__ = ["with_weights"]


def with_weights(source: str, weights: Mapping[str, float], *, id: str, description: str) -> str:
    """Text of a rubric with these weights.

    Parameters
    ----------
    source
        Text of the rubric (TOML).
    weights
        By criterion id; those not named stay.
    id, description
        Of the new rubric.
    """
    import tomlkit

    document = tomlkit.parse(source)
    document["id"] = id
    document["description"] = description
    criteria = document["criterion"]
    if not isinstance(criteria, list):
        raise ConfigError("the rubric holds no [[criterion]]; nothing to weigh")
    for row in criteria:
        if row["id"] in weights:
            row["weight"] = weights[row["id"]]
    return tomlkit.dumps(document)


def rubric_source(name: str) -> str:
    """Text of a shipped rubric by name, or of a file by path."""
    return toml_file(name, kind=KIND, what="rubric").read_text(encoding="utf-8")
