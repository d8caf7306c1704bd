"""A batch's counts as a table in the terminal, made from their dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from callscore.wording import clock

__all__ = ["print_batch"]

HOUR = 3600.0


def print_batch(counts: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print the counts of a batch, as `callscore.batch.tally.Tally.to_dict` gives them, to standard error.

    Parameters
    ----------
    counts
        Calls, and how many of them were scored, scored anew, kept or failed; seconds of calls and of the run.
    console
        Where to; standard error by default.
    """
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for number, text in _rows(counts):
        table.add_row(number, text)
    (console or Console(stderr=True, soft_wrap=True)).print(table)


def _rows(counts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Number and words of each row; what there is none of is left out, but for the failures."""
    rows = [(str(counts["calls"]), "calls")]
    for key, words in (
        ("scored", "scored"),
        ("rescored", "scored anew, from what was heard before"),
        ("kept", "done before and unchanged"),
    ):
        if counts[key]:
            rows.append((str(counts[key]), words))
    rows.append((str(counts["failed"]), "failed"))
    if counts["left"]:
        rows.append((str(counts["left"]), "left"))
    if counts["audio_seconds"]:
        speed = counts["times_real_time"]
        words = f"of calls in {clock(counts['seconds'])}" + (f", {speed:.0f} times real time" if speed else "")
        rows.append((f"{counts['audio_seconds'] / HOUR:.1f} h", words))
    return rows
