"""An evaluation in a terminal, made from its dictionary: totals, a row a call, and what was missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from callscore.wording import clock

__all__ = ["print_evaluation"]

EVENTS = (
    ("interruptions", "interruptions"),
    ("backchannels", "backchannels"),
    ("questions", "agent questions"),
    ("mid_sentence", "questions in mid-sentence"),
)
"""Counted measures, and what a reader calls them."""

COUNTED = ("backchannels_as_interruptions", "roles_wrong_unsaid")
"""Figures that are plain counts."""

LISTED = 5
"""Differences listed for each measure of a call; the rest is in the JSON."""


def print_evaluation(document: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print totals and calls.

    Parameters
    ----------
    document
        `callscore.evaluation.evaluation_document`.
    console
        Where to; by default standard output.
    """
    console = console or Console(highlight=False)
    console.print(_totals(document))
    console.print(_calls(document))
    for call in document["calls"]:
        for name, title in EVENTS:
            counts = call[name]
            for kind in ("missed", "false"):
                for event in (counts or {}).get(kind, [])[:LISTED]:
                    console.print(
                        f"{call['name']}  {clock(event['at'])}  {title}, {kind}: {event['role']}: {event['quote']}",
                        markup=False,
                        soft_wrap=True,
                    )
    for failure in document["failures"]:
        console.print(f"not scored: {failure['error']}", style="red", markup=False, soft_wrap=True)


def _totals(document: Mapping[str, Any]) -> Table:
    figures = document["figures"]
    table = Table(title=f"{figures['calls']:.0f} calls", title_justify="left", box=None, pad_edge=False)
    table.add_column("measure")
    table.add_column("figure", justify="right")
    table.add_column("counts")
    if "der" in figures:
        parts = ", ".join(
            f"{name} {_percent(figures.get(f'der_{key}'))}"
            for key, name in (("missed", "missed"), ("false_alarm", "false"), ("confusion", "confused"))
        )
        table.add_row("DER", _percent(figures["der"]), parts)
        table.add_row("DER, 0.25 s collar", _percent(figures["der_collar"]), "")
    if "talk_share_error_points" in figures:
        worst = f"worst {figures['talk_share_error_points_worst']:.2f}"
        table.add_row("talk share error, points", f"{figures['talk_share_error_points']:.2f}", worst)
    titles = dict(EVENTS)
    for name, counts in document["counts"].items():
        f1 = figures.get(f"{name}_f1")
        said = f"{counts['right']} right of {counts['said']} said, {counts['true']} true"
        table.add_row(f"{titles.get(name, name.replace('_', ' '))}, F1", "–" if f1 is None else f"{f1:.2f}", said)
    for name, title in (
        ("backchannels_as_interruptions", "backchannels taken for interruptions"),
        ("role_accuracy", "roles right"),
        ("roles_wrong_unsaid", "roles wrong without a warning"),
        ("recap_accuracy", "recap state right"),
        ("wer", "WER"),
        ("rank_correlation", "rank correlation with marks"),
    ):
        if name in figures:
            value = figures[name]
            share = name in ("role_accuracy", "recap_accuracy", "wer")
            plain = "–" if value is None else f"{value:g}" if name in COUNTED else f"{value:.2f}"
            table.add_row(title, _percent(value) if share else plain, "")
    return table


def _calls(document: Mapping[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("call")
    for title in ("DER", "share", "interr.", "quest.", "mid-s.", "roles", "WER", "recap", "score"):
        table.add_column(title, justify="right")
    for call in document["calls"]:
        share = call["talk_share_error_points"]
        table.add_row(
            call["name"],
            _percent((call["speech"] or {}).get("der")),
            "–" if share is None else f"{share:+.1f}",
            *(_of(call[name]) for name in ("interruptions", "questions", "mid_sentence")),
            _yes(call["roles_right"]),
            _percent(call["wer"]),
            _yes(call["recap_right"]),
            "–" if call["score"] is None else f"{call['score']:.0f}",
        )
    return table


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _of(counts: Mapping[str, Any] | None) -> str:
    return "–" if counts is None else f"{counts['right']}/{counts['said']}/{counts['true']}"


def _yes(value: bool | None) -> str:
    return "–" if value is None else "right" if value else "wrong"
