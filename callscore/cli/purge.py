"""``callscore purge``: calls that are kept no longer, told first and removed when you say so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.output import say

__all__ = ["purge"]

LINES_SHOWN = 20
"""Calls listed in the terminal; all of them are counted."""


def purge(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a batch, or of reports.")],
    older_than: Annotated[str, typer.Option(metavar="AGE", help="Age of the calls to remove: 90d, 12w, 2y.")],
    yes: Annotated[bool, typer.Option("--yes", help="Remove them; without it they are only listed.")] = False,
) -> None:
    """Remove calls that are too old, with all that a batch wrote of them.

    Recordings are left alone. A call's day is the one in its report, else its report's file's.
    """
    from callscore.retention import expired, others, parse_age
    from callscore.retention import purge as remove

    calls = expired(out, older_than=parse_age(older_than))
    for call in calls[:LINES_SHOWN]:
        say(f"{call.day.isoformat()}  {call.name}")
    if len(calls) > LINES_SHOWN:
        say(f"… and {len(calls) - LINES_SHOWN} more")
    if not calls:
        say(f"no call is older than {older_than}; nothing was removed")
        return
    if not yes:
        say(f"{len(calls)} calls older than {older_than}; nothing was removed: --yes removes them")
        return
    say(f"{len(calls)} calls removed, {remove(out, calls)} files")
    left = others(out)
    if left:
        say(f"not looked into: {', '.join(left)}; what was exported before may still tell of them")
