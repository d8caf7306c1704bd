"""A report's dictionary as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from callscore.tables.columns import TABLES

__all__ = ["BASE", "NEEDED", "Row", "metric_names", "rows_of"]

BASE = "_base"
"""Ending of the column that holds what a metric was measured over."""

NEEDED = frozenset(
    {"schema_version", "call_id", "source", "turns", "metrics", "findings", "scorecard", "notes", "quality"}
)
"""Keys that a report must have to become rows."""

Row = dict[str, Any]


def rows_of(report: Mapping[str, Any], name: str) -> dict[str, list[Row]]:
    """Rows of one report for every table.

    Parameters
    ----------
    report
        `Report.to_dict`, of this or an older schema.
    name
        File of the report, as it shall stand in the column ``report``.

    Examples
    --------
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> report = Pipeline()(make_call("agent: hello", "customer: hello", call_id="a")).to_dict()
    >>> [(row["role"], row["text"]) for row in rows_of(report, "a.json")["turns"]]
    [('agent', 'hello'), ('customer', 'hello')]
    """
    head = {"call_id": _writable(str(report["call_id"])), "report": _writable(name)}
    return {
        "calls": [{**head, **_call(report)}],
        "turns": [{**head, **_known("turns", row), "turn": i} for i, row in enumerate(report["turns"])],
        "findings": [{**head, **_known("findings", row)} for row in report["findings"]],
        "criteria": [{**head, **_known("criteria", row)} for row in report["scorecard"]["criteria"]],
        "promises": [{**head, **_known("promises", row)} for row in report["notes"].get("promises", ())],
    }


def _known(table: str, row: Mapping[str, Any]) -> Row:
    """Those values that the table has a column for."""
    return {column.name: _value(row[column.name], column.kind) for column in TABLES[table] if column.name in row}


def _value(value: Any, kind: str) -> Any:
    """A value as its column wants it; dates in words stay words."""
    if value is None:
        return None
    if kind == "number":
        return float(value)
    if kind == "whole":
        return int(value)
    if kind == "yes_no":
        return bool(value)
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "time":
        return datetime.fromisoformat(value).replace(tzinfo=None)
    return _writable(str(value))


def _writable(text: str) -> str:
    """Text that UTF-8 holds: half characters, as file names may have, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _call(report: Mapping[str, Any]) -> Row:
    source, card, notes = report["source"], report["scorecard"], report["notes"]
    metadata = report.get("metadata") or {}
    faults = [f for f in report["findings"] if f["role"] == "agent" and (f["severity"] or 0) > 0]
    row: Row = {
        "path": _value(source.get("path") or source.get("transcript_path"), "text"),
        "sha256": source.get("sha256"),
        **{
            name: _value(metadata.get(name), kind)
            for name, kind in (
                ("agent_id", "text"),
                ("team", "text"),
                ("account_id", "text"),
                ("account_kind", "text"),
                ("started_at", "time"),
                ("disposition", "text"),
            )
        },
        "call_date": _value(report.get("call_date"), "day"),
        "duration": _value(source.get("duration"), "number"),
        "timing_source": _value(report.get("timing_source"), "text"),
        "layout": _value(report["quality"].get("layout"), "text"),
        "recogniser": _value(source.get("recogniser"), "text"),
        "rubric": _value(card.get("rubric"), "text"),
        "total": _value(card["total"], "number"),
        "judged_share": _value(card.get("judged_share"), "number"),
        "outcome": _value(notes.get("outcome"), "text"),
        "recap_state": _value((notes.get("recap") or {}).get("state"), "text"),
        "promises": len(notes.get("promises", ())),
        "faults": len(faults),
        "serious": sum(1 for fault in faults if fault["severity"] >= 3),
        "warnings": len(report["quality"].get("warnings", ())),
    }
    fixed = {column.name for column in TABLES["calls"]}
    for name, metric in report["metrics"].items():
        if name not in fixed:
            row[name] = _value(metric["value"], "number")
            row[f"{name}{BASE}"] = _value(metric.get("base"), "number")
    return row


def metric_names(calls: Iterable[Row]) -> tuple[str, ...]:
    """Names of all metrics of these rows of `calls`, in order of appearance: those that have a base column.

    Examples
    --------
    >>> metric_names([{"call_id": "a", "overlap": 1.0, "overlap_base": 60.0}])
    ('overlap',)
    """
    names = dict.fromkeys(name for row in calls for name in row if name.endswith(BASE))
    return tuple(name.removesuffix(BASE) for name in names)
