"""A day in a terminal, made from its dictionary: agents, where the time went, which calls to hear first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from callscore.render.figures import UNKNOWN, length, number, percent
from callscore.render.plain_tables import plain_console, plain_table
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
    console = plain_console(console)
    days = "" if document["from"] is None else f", {document['from']}"
    days += "" if document["from"] == document["to"] else f" to {document['to']}"
    failures = document.get("failures", ())
    failed = f"; {len(failures)} more could not be scored" if failures else ""
    console.print(
        f"{document['calls']} call{'s' * (document['calls'] != 1)}, {length(document['hours'])}{days}{failed}",
        style="bold",
    )
    console.print(_groups(document))
    if any(row["too_few"] for row in document["groups"]):
        console.print("* fewer than 5 calls: too few to go by. Ranges are 95 % intervals over calls.", style="dim")
    console.print(_time(document))
    console.print(_review(document))
    _say_failures(failures, console)


def _groups(document: Mapping[str, Any]) -> Table:
    by = document["by"]
    titles = ("calls", "score", "95 %", "talk share", "interruptions/min", "recap")
    rows = (
        (
            "(not known)" if row[by] is None else str(row[by]),
            f"{row['n']}{'*' if row['too_few'] else ''}",
            number(row["total"], 0),
            _range(row["total_low"], row["total_high"]),
            percent(row["agent_talk_share"]),
            number(row["interruption_rate"], 2),
            percent(row["recap"]),
        )
        for row in document["groups"]
    )
    return plain_table((by.removesuffix("_id"), *titles), rows, numbers=titles)


def _time(document: Mapping[str, Any]) -> Table:
    titles = ("calls", "hours", "median min", "silence")
    rows = (
        (
            "not known" if row["outcome"] is None else outcome_in_words(row["outcome"]),
            str(row["n"]),
            number(row["hours"], 1),
            number(row["median_minutes"], 1),
            percent(row["silence_share"]),
        )
        for row in document["time_use"]
    )
    return plain_table(("outcome", *titles), rows, numbers=titles, title="\nWhere the time went")


def _review(document: Mapping[str, Any]) -> Table:
    rows = (
        (
            row["call_id"],
            row["agent_id"] or UNKNOWN,
            number(row["total"], 0),
            UNKNOWN if row["start"] is None else clock(row["start"]),
            row["why"],
        )
        for row in document["review"]
    )
    columns = ("call", "agent", "score", "at", "why")
    return plain_table(columns, rows, numbers=("score", "at"), title="\nHear these first")


def _say_failures(failures: Sequence[Mapping[str, str]], console: Console) -> None:
    """Each call that could not be scored, in a line with its reason."""
    if not failures:
        return
    console.print("\nCould not be scored")
    for row in failures[:FAILURES_SHOWN]:
        said = row["error"] if row["path"] in row["error"] else f"{row['path']}: {row['error']}"
        console.print(" ".join(said.split()), soft_wrap=True)
    if len(failures) > FAILURES_SHOWN:
        console.print(
            f"… and {len(failures) - FAILURES_SHOWN} more: failures.jsonl in the folder of the batch", style="dim"
        )


def _range(low: float | None, high: float | None) -> str:
    return UNKNOWN if low is None or high is None else f"{low:.0f}–{high:.0f}"
