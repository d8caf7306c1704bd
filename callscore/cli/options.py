"""Options that several commands have, each said once: the rubric, how ids are salted, how a page carries its sound."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["AUTO", "PageSound", "PageSounds", "RubricName", "SaltIds"]

AUTO = "auto"
"""What stands for "choose for me"."""

RubricName = Annotated[str, typer.Option(help="A rubric's name, or a TOML file.")]


class PageSounds(StrEnum):
    """How a page carries its recording."""

    EMBED = "embed"
    LINK = "link"
    NONE = "none"


PageSound = Annotated[
    PageSounds,
    typer.Option("--audio", help="The recording on a page: a copy inside, a link to the file, or none."),
]
SaltIds = Annotated[
    Path | None,
    typer.Option(help="Write ids of agents and accounts as digests, salted with this file's text (or CALLSCORE_SALT)."),
]
