"""A day in a terminal, made from its dictionary: agents, where the time went, which calls to hear first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from callscore.wording import clock, outcome_in_words

__all__ = ["print_day"]

FAILURES_SHOWN = 20
"""Calls that failed which are listed; all of them are in the batch's file."""


def print_day(document: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print a day.

    Parameters
    ----------
    document
        `callscore.team.document.day_document`.
    console
        Where to; by default standard output.
    """
    console = console or Console(highlight=False)
    days = "" if document["from"] is None else f", {document['from']}"
    days += "" if document["from"] == document["to"] else f" to {document['to']}"
    failures = document.get("failures", ())
    failed = f"; {len(failures)} more could not be scored" if failures else ""
    console.print(f"{document['calls']} calls, {document['hours']:.1f} hours{days}{failed}", style="bold")
    console.print(_groups(document))
    if any(row["too_few"] for row in document["groups"]):
        console.print("* fewer than 5 calls: too few to go by. Ranges are 95 % intervals over calls.", style="dim")
    console.print(_time(document))
    console.print(_review(document))
    _say_failures(failures, console)


def _groups(document: Mapping[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(document["by"].removesuffix("_id"))
    for title in ("calls", "score", "95 %", "talk share", "interruptions/min", "recap"):
        table.add_column(title, justify="right")
    for row in document["groups"]:
        name = row[document["by"]]
        table.add_row(
            "(not known)" if name is None else str(name),
            f"{row['n']}{'*' if row['too_few'] else ''}",
            _number(row["total"], 0),
            _range(row["total_low"], row["total_high"]),
            _percent(row["agent_talk_share"]),
            _number(row["interruption_rate"], 2),
            _percent(row["recap"]),
        )
    return table


def _time(document: Mapping[str, Any]) -> Table:
    table = Table(title="\nWhere the time went", title_justify="left", box=None, pad_edge=False)
    table.add_column("outcome")
    for title in ("calls", "hours", "median min", "silence"):
        table.add_column(title, justify="right")
    for row in document["time_use"]:
        table.add_row(
            "not known" if row["outcome"] is None else outcome_in_words(row["outcome"]),
            str(row["n"]),
            f"{row['hours']:.1f}",
            _number(row["median_minutes"], 1),
            _percent(row["silence_share"]),
        )
    return table


def _review(document: Mapping[str, Any]) -> Table:
    table = Table(title="\nHear these first", title_justify="left", box=None, pad_edge=False)
    table.add_column("call")
    table.add_column("agent")
    table.add_column("score", justify="right")
    table.add_column("at", justify="right")
    table.add_column("why")
    for row in document["review"]:
        at = "–" if row["start"] is None else clock(row["start"])
        table.add_row(row["call_id"], row["agent_id"] or "–", _number(row["total"], 0), at, row["why"])
    return table


def _say_failures(failures: Sequence[Mapping[str, str]], console: Console) -> None:
    """Each call that could not be scored, in a line with its reason."""
    if not failures:
        return
    console.print("\nCould not be scored")
    for row in failures[:FAILURES_SHOWN]:
        said = row["error"] if row["path"] in row["error"] else f"{row['path']}: {row['error']}"
        console.print(" ".join(said.split()), markup=False, soft_wrap=True)
    if len(failures) > FAILURES_SHOWN:
        console.print(
            f"… and {len(failures) - FAILURES_SHOWN} more: failures.jsonl in the folder of the batch", style="dim"
        )


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _range(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.0f}–{high:.0f}"
