"""A calibration in a terminal, made from its dictionary: agreement, the calls that differ most, the fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

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
    console = console or Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("criterion")
    for title in ("calls", "kappa", "rank corr.", "ours - theirs", "95 %"):
        table.add_column(title, justify="right")
    table.add_column("differ most (theirs / ours)")
    for row in document["agreements"]:
        table.add_row(
            row["criterion"],
            f"{row['n']}{'*' if row['too_few'] else ''}",
            _two(row["kappa"]),
            _two(row["correlation"]),
            f"{row['difference']:+.1f}",
            "–" if row["low"] is None else f"{row['low']:+.1f} to {row['high']:+.1f}",
            ", ".join(f"{d['call']} ({d['human']:.0f}/{d['ours']:.0f})" for d in row["largest"]),
        )
    console.print(table)
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
        console.print(f"no report for {call}", style="yellow", markup=False)


def _print_rules(rules: Sequence[Mapping[str, Any]], console: Console) -> None:
    if not rules:
        return
    table = Table(
        box=None, pad_edge=False, title="Overruled by people, on the calls that they corrected", title_justify="left"
    )
    table.add_column("criterion")
    table.add_column("rule")
    for title in ("overruled", "of findings", "share", "95 %"):
        table.add_column(title, justify="right")
    for row in rules:
        table.add_row(
            row["criterion"],
            row["rule"],
            str(row["overruled"]),
            str(row["found"]),
            f"{row['share']:.0%}",
            f"{row['low']:.0%} to {row['high']:.0%}",
        )
    console.print()
    console.print(table)
    worst = [row for row in rules if row["low"] > MORE_WRONG_THAN_RIGHT]
    for row in worst:
        console.print(f"{row['rule']}: more often wrong than right here; `callscore explain {row['criterion']}`.")


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
