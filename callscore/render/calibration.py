"""A calibration in a terminal, made from its dictionary: agreement, the calls that differ most, the fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from callscore.render.figures import UNKNOWN, number, percent
from callscore.render.plain_tables import plain_console, plain_table

__all__ = ["print_calibration"]

MORE_WRONG_THAN_RIGHT = 0.5
"""Lower bound of the share overruled above which a rule is said to mislead."""


def print_calibration(document: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print a calibration.

    Parameters
    ----------
    document
        `Calibration.to_dict`.
    console
        Where to; by default standard output.
    """
    console = plain_console(console)
    console.print(_agreements(document["agreements"]))
    if any(row["too_few"] for row in document["agreements"]):
        console.print("* fewer than 5 calls: too few to go by", style="dim")
    fit = document["fit"]
    if fit is None:
        console.print("No weights fitted: that needs 20 calls with a human total.")
    else:
        verdict = "nearer" if fit["helps"] else "no nearer: keep the rubric's own"
        console.print(
            f"Fitted weights, on held-out calls of {fit['n']}: total off by {fit['error_after']:.1f} points, "
            f"before {fit['error_before']:.1f}; {verdict}."
        )
    _print_rules(document["rules"], console)
    for call in document["unmatched"]:
        console.print(f"no report for {call}", style="yellow")


def _agreements(agreements: Sequence[Mapping[str, Any]]) -> Table:
    titles = ("calls", "kappa", "rank corr.", "ours - theirs", "95 %")
    rows = (
        (
            row["criterion"],
            f"{row['n']}{'*' if row['too_few'] else ''}",
            number(row["kappa"], 2),
            number(row["correlation"], 2),
            number(row["difference"], 1, signed=True),
            UNKNOWN if row["low"] is None else f"{row['low']:+.1f} to {row['high']:+.1f}",
            ", ".join(f"{d['call']} ({d['human']:.0f}/{d['ours']:.0f})" for d in row["largest"]),
        )
        for row in agreements
    )
    return plain_table(("criterion", *titles, "differ most (theirs / ours)"), rows, numbers=titles)


def _print_rules(rules: Sequence[Mapping[str, Any]], console: Console) -> None:
    if not rules:
        return
    titles = ("overruled", "of findings", "share", "95 %")
    rows = (
        (
            row["criterion"],
            row["rule"],
            str(row["overruled"]),
            str(row["found"]),
            percent(row["share"]),
            f"{percent(row['low'])} to {percent(row['high'])}",
        )
        for row in rules
    )
    title = "Overruled by people, on the calls that they corrected"
    table = plain_table(("criterion", "rule", *titles), rows, numbers=titles, title=title)
    console.print()
    console.print(table)
    worst = [row for row in rules if row["low"] > MORE_WRONG_THAN_RIGHT]
    for row in worst:
        console.print(f"{row['rule']}: more often wrong than right here; `callscore explain {row['criterion']}`.")
