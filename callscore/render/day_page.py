"""A day as one self-contained page to browse, and as a notebook cell, made from its dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callscore.render.charts import columns, trend
from callscore.render.environment import embedded, environment, sealed_page
from callscore.wording import date_in_words

__all__ = ["render_day_cell", "render_day_page"]

FIRST = 10
"""Calls of the review list that are shown at once; the table of calls has them all."""

HEAT_STEPS = (20, 40, 60, 80)
"""Points between the five colours of the heat map."""

FEW = 5
"""Calls below which a figure is marked as too few to go by (the same as in the tables)."""


def render_day_page(document: Mapping[str, Any]) -> str:
    """A whole page.

    Parameters
    ----------
    document
        `callscore.team.browsing.browsing_document`.
    """
    groups: dict[str, int] = {}
    for criterion in document["criteria"]:
        groups[criterion["group"]] = groups.get(criterion["group"], 0) + 1
    trends = [(row, trend(row["points"])) for row in document["trend"] if row["points"]]
    figures = {row["figure"]: row for row in document["figures"]}
    context = {
        "day": document,
        "what": document["by"].removesuffix("_id").replace("_", " "),
        "title": _title(document),
        "figures": figures,
        "first": document["review"][:FIRST],
        "links": {row["id"]: row["link"] for row in document["rows"]},
        "columns": columns(document["distribution"]),
        "groups": groups,
        "step": step,
        "few": FEW,
        "trends": trends,
        "weeks": max((len(row["points"]) for row in document["trend"]), default=0),
        "data": embedded(
            {
                "rows": document["rows"],
                "criteria": document["criteria"],
                "searched": document["searched"],
                "by": document["by"].removesuffix("_id"),
            }
        ),
    }
    return sealed_page("day.html", scripts=("day.js",), styles=("style.css", "day.css"), context=context)


def render_day_cell(document: Mapping[str, Any]) -> str:
    """Agents and the first calls to hear, for a notebook cell.

    Parameters
    ----------
    document
        `callscore.team.document.day_document`.
    """
    return environment().get_template("day_cell.html").render(day=document, title=_title(document))


def step(points: float | None) -> str:
    """Colour of a cell of the heat map: ``h0`` to ``h4``, or ``none``.

    Examples
    --------
    >>> step(0), step(59.9), step(100), step(None)
    ('h0', 'h2', 'h4', 'none')
    """
    return "none" if points is None else f"h{sum(points >= edge for edge in HEAT_STEPS)}"


def _title(document: Mapping[str, Any]) -> str:
    first, last = document["from"], document["to"]
    if first is None:
        return f"{document['calls']} calls"
    began, ended = date_in_words(first), date_in_words(last)
    return f"Calls of {began}" if first == last else f"Calls of {began} to {ended}"
