"""Whether a file that experts edit is right: rubrics, lexicons, phrase lists and profiles, with their examples."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from callscore.errors import ConfigError
from callscore.toml_files import read_toml

__all__ = ["check_file"]


def check_file(path: str | PathLike[str]) -> tuple[str, ...]:
    """Problems of a rubric, lexicon, phrase list or jurisdiction profile, a line each; empty when all is well.

    Raises
    ------
    ConfigError
        When the file can't be read, is not valid, or is none of them.
    """
    from callscore.language.lexicon import Lexicon
    from callscore.phrases import PhraseList
    from callscore.profiles import Profile
    from callscore.rubric import Rubric

    file = Path(path)
    if not file.is_file():
        raise ConfigError(f"no file at {file}")
    data = read_toml(file)
    if "frames" in data:
        if isinstance(data.get("criterion"), str):
            PhraseList(str(file)).checked()
        return Lexicon.load(file).check()
    if "rule" in data:
        return Profile.load(file).check()
    if "criterion" in data or "extends" in data:
        rubric = Rubric.load(file)
        Profile.load(rubric.profile)
        return tuple(problem for path in rubric.phrases for problem in check_file(path))
    raise ConfigError(
        f"{file} is no rubric ([[criterion]] tables), lexicon or phrase list ([[frames]] tables), nor profile "
        f"([[rule]] tables); its top keys are {', '.join(data) or 'none'}"
    )
