"""Whether a file that experts edit is right: a rubric's keys and values, a lexicon's frames and their examples."""

from __future__ import annotations

import tomllib
from os import PathLike
from pathlib import Path

from callscore.errors import ConfigError

__all__ = ["check_file"]


def check_file(path: str | PathLike[str]) -> tuple[str, ...]:
    """Problems of a rubric or lexicon, a line each; empty when all is well.

    Raises
    ------
    ConfigError
        When the file can't be read, or is neither.
    """
    from callscore.language.lexicon import Lexicon
    from callscore.rubric import Rubric

    file = Path(path)
    if not file.is_file():
        raise ConfigError(f"no file at {file}")
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from error
    if "criterion" in data:
        Rubric.load(file)
        return ()
    if "frames" in data:
        return Lexicon.load(file).check()
    raise ConfigError(
        f"{file} is neither a rubric ([[criterion]] tables) nor a lexicon ([[frames]] tables); "
        f"its top keys are {', '.join(data) or 'none'}"
    )
