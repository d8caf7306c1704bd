"""``callscore check``: a rubric or a lexicon of one's own, before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.output import SOME_FAILED, say

__all__ = ["check"]


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Rubrics or lexicons (TOML).")],
) -> None:
    """Check a rubric or a lexicon of yours.

    Its keys, its values, and the examples that it carries.
    """
    from callscore.checking import check_file
    from callscore.errors import ConfigError

    wrong = 0
    for file in files:
        try:
            problems = check_file(file)
        except ConfigError as error:
            problems = (str(error),)
        for problem in problems:
            say(problem)
        if not problems:
            say(f"{file}: all well")
        wrong += bool(problems)
    if wrong:
        raise typer.Exit(SOME_FAILED)
