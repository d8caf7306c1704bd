"""The option ``--ray``, which may stand alone or name a cluster."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand

from callscore.cli.options import AUTO

__all__ = ["WithAddress"]

_ADDRESS = re.compile(r"auto|local|ray://\S+|[\w.-]+:\d+")
"""What an address of a Ray cluster looks like; anything else after ``--ray`` is another argument."""


class WithAddress(TyperCommand):
    """A command whose ``--ray`` may stand alone: ``--ray``, ``--ray ADDRESS`` and ``--ray=ADDRESS`` are all read."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put in the address of the cluster at hand where none follows."""
        filled: list[str] = []
        for number, argument in enumerate(args):
            filled.append(argument)
            following = args[number + 1] if number + 1 < len(args) else ""
            if argument == "--ray" and not _ADDRESS.fullmatch(following):
                filled.append(AUTO)
        return list(super().parse_args(ctx, filled))
