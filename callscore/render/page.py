"""The report as one self-contained HTML page, and as a notebook cell, made from its dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from callscore.render.advising import advice_pieces
from callscore.render.highlights import highlighted
from callscore.render.provenance import provenance
from callscore.render.timeline import timeline
from callscore.wording import (
    clock,
    date_in_words,
    in_words,
    measured_in_words,
    outcome_in_words,
    promise_in_words,
    recap_in_words,
    timing_in_words,
    total_word,
)

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render_cell", "render_page"]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("callscore.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for word in (
        clock, date_in_words, grade, in_words, measured_in_words, outcome_in_words, promise_in_words, recap_in_words,
        timing_in_words,
    ):  # fmt: skip
        environment.filters[word.__name__] = word
    environment.globals.update(total_word=total_word)
    return environment


def grade(points: float | None) -> str:
    """The class that colours a number of points: good, fair, poor, or unknown.

    Examples
    --------
    >>> grade(85), grade(60), grade(10), grade(None)
    ('good', 'fair', 'poor', 'unknown')
    """
    if points is None:
        return "unknown"
    return "good" if points >= 80 else "fair" if points >= 60 else "poor"


def render_page(report: Mapping[str, Any], *, audio: str | None = None) -> str:
    """A whole page.

    Parameters
    ----------
    report
        `Report.to_dict`.
    audio
        The recording as a ``data:`` address for the player, or None.
    """
    return _environment().get_template("page.html").render(_context(report), audio=audio)


def render_cell(report: Mapping[str, Any]) -> str:
    """Score, timeline, advice and scorecard for a notebook cell, without the page around them."""
    return _environment().get_template("cell.html").render(_context(report), audio=None)


def _context(report: Mapping[str, Any]) -> dict[str, Any]:
    by_criterion: dict[str, list[Mapping[str, Any]]] = {}
    for finding in report["findings"]:
        by_criterion.setdefault(finding["criterion"], []).append(finding)
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in report["scorecard"]["criteria"]:
        groups.setdefault(row["group"], []).append(row)
    titles = {row["id"]: row["title"] for row in report["scorecard"]["criteria"]}
    return {
        "report": report,
        "groups": groups,
        "evidence": by_criterion,
        "titles": titles,
        "timeline": timeline(report, titles),
        "turns": highlighted(report, titles),
        "advice": {kind: advice_pieces(report, kind) for kind in ("strength", "improve")},
        "provenance": provenance(report),
    }
