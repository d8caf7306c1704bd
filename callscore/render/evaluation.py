"""An evaluation in a terminal, made from its dictionary: totals, a row a call, and what was missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from callscore.render.figures import UNKNOWN, number, percent
from callscore.render.plain_tables import plain_console, plain_table
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
    console = plain_console(console)
    console.print(_totals(document))
    console.print(_calls(document))
    for call in document["calls"]:
        for name, title in EVENTS:
            counts = call[name]
            for kind in ("missed", "false"):
                for event in (counts or {}).get(kind, [])[:LISTED]:
                    console.print(
                        f"{call['name']}  {clock(event['at'])}  {title}, {kind}: {event['role']}: {event['quote']}",
                        soft_wrap=True,
                    )
    for failure in document["failures"]:
        console.print(f"not scored: {failure['error']}", style="red", soft_wrap=True)


def _totals(document: Mapping[str, Any]) -> Table:
    figures = document["figures"]
    title = f"{figures['calls']:.0f} calls"
    rows = [*_speech(figures), *_events(document), *_plain(figures)]
    return plain_table(("measure", "figure", "counts"), rows, numbers=("figure",), title=title)


def _speech(figures: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """How near the times of speech come."""
    if "der" in figures:
        parts = ", ".join(
            f"{name} {percent(figures.get(f'der_{key}'), 1)}"
            for key, name in (("missed", "missed"), ("false_alarm", "false"), ("confusion", "confused"))
        )
        yield "DER", percent(figures["der"], 1), parts
        yield "DER, 0.25 s collar", percent(figures["der_collar"], 1), ""
    if "talk_share_error_points" in figures:
        worst = f"worst {figures['talk_share_error_points_worst']:.2f}"
        yield "talk share error, points", number(figures["talk_share_error_points"], 2), worst


def _events(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What is counted, by F1."""
    titles = dict(EVENTS)
    for name, counts in document["counts"].items():
        said = f"{counts['right']} right of {counts['said']} said, {counts['true']} true"
        title = f"{titles.get(name, name.replace('_', ' '))}, F1"
        yield title, number(document["figures"].get(f"{name}_f1"), 2), said


def _plain(figures: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
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
            yield title, percent(value, 1) if share else number(value, 0 if name in COUNTED else 2), ""


def _calls(document: Mapping[str, Any]) -> Table:
    titles = ("DER", "share", "interr.", "quest.", "mid-s.", "roles", "WER", "recap", "score")
    rows = (
        (
            call["name"],
            percent((call["speech"] or {}).get("der"), 1),
            number(call["talk_share_error_points"], 1, signed=True),
            *(_of(call[name]) for name in ("interruptions", "questions", "mid_sentence")),
            _yes(call["roles_right"]),
            percent(call["wer"], 1),
            _yes(call["recap_right"]),
            number(call["score"], 0),
        )
        for call in document["calls"]
    )
    return plain_table(("call", *titles), rows, numbers=titles)


def _of(counts: Mapping[str, Any] | None) -> str:
    return UNKNOWN if counts is None else f"{counts['right']}/{counts['said']}/{counts['true']}"


def _yes(value: bool | None) -> str:
    return UNKNOWN if value is None else "right" if value else "wrong"
