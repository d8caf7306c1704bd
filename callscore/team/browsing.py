"""A day as plain data for a page to browse in: every call with its reasons, the heat map, the trends, the failures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.addresses import address_from
from callscore.results import PAGES, REPORTS
from callscore.team.comparing import agents_table, trends
from callscore.team.document import day_document, records
from callscore.wording import outcome_in_words

if TYPE_CHECKING:
    import pandas as pd

    from callscore.day import Day

__all__ = ["browsing_document"]

MOST_TEXT = 12_000_000
"""Characters of transcripts that a page carries for searching; above it only the quotes of findings are searched, so
that the page still opens in a moment (12 MB are about 2,000 calls of eight minutes)."""

PLACES = ((PAGES, ".html"), (REPORTS, ".json"), ("", ".html"), ("", ".json"))
"""Where a call's page lies below OUT, or else its report, in the order of preference: folder and ending."""

BIN_POINTS = 10
"""Width of a bar of the score distribution, in points."""


def browsing_document(day: Day, *, by: str = "agent_id", beside: Path | None = None) -> dict[str, Any]:
    """What a day's page is made from; numbers that aren't known are None.

    Parameters
    ----------
    day
        `callscore.read_day`.
    by
        Column of `Day.calls` that makes the groups.
    beside
        Folder of the page, from which links to calls are written; None for no links.

    Returns
    -------
    dict
        `callscore.team.document.day_document` with the whole review list, and ``teams``, ``criteria`` (id, title,
        group), ``heat`` (a row a group: mean points and calls judged of each criterion), ``distribution`` (calls per
        ten points), ``unscored``, ``trend`` (weekly totals of all and of each group), ``rows`` (a call each),
        ``failures`` and ``searched``: ``words`` or ``quotes``.
    """
    calls = day.calls
    document = day_document(day, by=by, first=None)
    criteria = _criteria(day.criteria)
    words, searched = _texts(day)
    urgent = {row["report"]: row for row in document["review"]}
    points = _points(day.criteria, [row["id"] for row in criteria])
    shared = {name for name, count in Counter(calls["report"]).items() if count > 1}
    rows: list[dict[str, Any]] = []
    for row in records(calls):
        report, review = row["report"], urgent.get(row["report"], {})
        rows.append(
            {
                "id": row["call_id"],
                "group": _named(row.get(by)),
                "agent": row.get("agent_id"),
                "team": row.get("team"),
                "date": str(row["call_date"])[:10] if row.get("call_date") is not None else None,
                "duration": row["duration"],
                "total": row["total"],
                "talk": row.get("agent_talk_share"),
                "outcome": outcome_in_words(row.get("outcome")),
                "faults": row["faults"],
                "serious": row["serious"],
                "why": review.get("why", ""),
                "urgency": review.get("urgency", 0.0),
                "start": review.get("start"),
                "link": None if report in shared else _link(report, day.folders, beside),
                "points": points.get(report, []),
                "text": words.get(report, ""),
            }
        )
    return {
        **document,
        "teams": _teams(calls, by),
        "criteria": criteria,
        "heat": _heat(rows, len(criteria)),
        "distribution": _distribution(rows),
        "unscored": sum(row["total"] is None for row in rows),
        "trend": _trend(day, by),
        "rows": rows,
        "searched": searched,
    }


def _named(value: Any) -> str | None:
    return None if value is None else str(value)


def _criteria(criteria: pd.DataFrame) -> list[dict[str, str]]:
    """Criteria in order of appearance, with title and group."""
    known = criteria.drop_duplicates("id")[["id", "title", "group"]].to_dict("records")
    return [{key: str(row[key] or row["id"]) for key in ("id", "title", "group")} for row in known]


def _points(criteria: pd.DataFrame, ids: Sequence[str]) -> dict[str, list[float | None]]:
    """Points of each report, in the order of `ids`; None where not judged."""
    place = {name: at for at, name in enumerate(ids)}
    found: dict[str, list[float | None]] = defaultdict(lambda: [None] * len(ids))
    judged = criteria[criteria["points"].notna()]
    for report, name, value in zip(judged["report"], judged["id"], judged["points"], strict=True):
        found[report][place[name]] = round(float(value))
    return found


def _texts(day: Day) -> tuple[dict[str, str], str]:
    """What is searched in each report, and whether that is its words or its findings' quotes only."""
    turns = day.turns
    if int(turns["text"].str.len().sum()) <= MOST_TEXT:
        return _joined(turns["report"], turns["text"]), "words"
    return _joined(day.findings["report"], day.findings["quote"]), "quotes"


def _joined(reports: pd.Series[Any], texts: pd.Series[Any]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for report, text in zip(reports, texts, strict=True):
        if isinstance(text, str) and text:
            found[report].append(text)
    return {report: "\n".join(lines) for report, lines in found.items()}


def _teams(calls: pd.DataFrame, by: str) -> list[dict[str, Any]]:
    if by == "team" or "team" not in calls or not calls["team"].notna().any():
        return []
    return records(agents_table(calls, by=("team",)))


def _heat(rows: Sequence[dict[str, Any]], criteria: int) -> list[dict[str, Any]]:
    """Mean points and number of calls judged, a row a group and a cell a criterion."""
    groups: dict[str | None, list[list[float | None]]] = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(row["points"])
    heat: list[dict[str, Any]] = []
    for name in sorted(groups, key=lambda name: (name is None, name or "")):
        cells: list[dict[str, Any]] = []
        for at in range(criteria):
            known = [value for points in groups[name] if points and (value := points[at]) is not None]
            cells.append({"points": sum(known) / len(known) if known else None, "n": len(known)})
        heat.append({"name": name, "n": len(groups[name]), "cells": cells})
    return heat


def _distribution(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Calls with a total of 0 to 10, 10 to 20 ... 90 to 100."""
    counts = [0] * (100 // BIN_POINTS)
    for row in rows:
        if row["total"] is not None:
            counts[min(len(counts) - 1, int(row["total"] // BIN_POINTS))] += 1
    return counts


def _trend(day: Day, by: str) -> list[dict[str, Any]]:
    """Weekly totals: of all calls first (``name`` None, ``all`` true), then of each group."""
    found: list[dict[str, Any]] = []
    for everyone in (True, False):
        table = trends(day.calls, by=() if everyone else (by,), only=("total",))
        series: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
        for row in records(table):
            point = {name: row[name] for name in ("value", "low", "high", "n", "too_few")}
            series[None if everyone else _named(row[by])].append({"period": str(row["period"])[:10], **point})
        found += [{"name": name, "all": everyone, "points": points} for name, points in series.items()]
    return found


def _link(report: str, folders: Sequence[Path], beside: Path | None) -> str | None:
    """Address of a call's page, or else its report, from the folder `beside`; None where neither is found."""
    if beside is None:
        return None
    stem = report.removesuffix(".json")
    for folder in folders:
        for inside, ending in PLACES:
            path = folder / inside / f"{stem}{ending}"
            if path.is_file():
                return address_from(beside, path)
    return None
