"""Files that experts edit, in TOML: found by name or by path, and read with one line for whatever is wrong."""

from __future__ import annotations

import tomllib
from os import PathLike
from pathlib import Path
from typing import Any

from callscore.errors import ConfigError
from callscore.shipped import DATA

__all__ = ["read_toml", "shipped_names", "toml_file"]


def shipped_names(kind: str) -> tuple[str, ...]:
    """Names of the files of a kind that callscore ships.

    Parameters
    ----------
    kind
        Their folder in callscore's data.

    Examples
    --------
    >>> shipped_names("profiles")
    ('none', 'uk', 'us_third_party')
    """
    return tuple(sorted(path.stem for path in (DATA / kind).glob("*.toml")))


def toml_file(source: str | PathLike[str], *, kind: str, what: str) -> Path:
    """The file that a user means: by the name of one that callscore ships, or by its path.

    Parameters
    ----------
    source
        Name or path.
    kind
        Folder of those that ship.
    what
        What it is, as the error says it: "rubric".

    Raises
    ------
    ConfigError
        When there is none; the shipped ones are listed.

    Examples
    --------
    >>> toml_file("uk", kind="profiles", what="profile").name
    'uk.toml'
    """
    path, names = Path(source), shipped_names(kind)
    if str(source) in names:
        return DATA / kind / f"{source}.toml"
    if not path.is_file():
        raise ConfigError(f"no {what} at {source}: give the path of a TOML file or one of {', '.join(names)}")
    return path


def read_toml(path: Path, *, what: str = "") -> dict[str, Any]:
    """What a file says.

    Parameters
    ----------
    path
        The file.
    what
        What it is, where its name alone doesn't say it: "rubric".

    Raises
    ------
    ConfigError
        When it can't be read, or is no TOML in UTF-8.

    Examples
    --------
    >>> read_toml(DATA / "profiles" / "uk.toml")["id"]
    'uk'
    """
    where = f"{what} {path}".strip()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{where} is not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{where} can't be read: {error}; save it as UTF-8 text") from error
