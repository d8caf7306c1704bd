"""One call under two rubrics: what each row costs in either, and why the totals differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from callscore.errors import ConfigError

__all__ = ["read_report", "side_by_side"]

SAME = 0.05
"""Points of the total below which two rows are said to cost the same."""


def side_by_side(one: Mapping[str, Any], other: Mapping[str, Any], *, criterion: str | None = None) -> str:
    """Two reports on one call, as `Report.to_dict` gives them, row by row; the greatest differences first.

    Parameters
    ----------
    one, other
        The reports.
    criterion
        Only this row.

    Raises
    ------
    ConfigError
        When the reports are on different calls, or neither has the criterion.

    Examples
    --------
    >>> import callscore as cs
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: you haven't paid", "customer: I know, I lost my job")
    >>> reports = [cs.Pipeline(name)(call).to_dict() for name in ("default", "consumer_uk")]
    >>> side_by_side(*reports).splitlines()[0]
    'test under two rubrics: default and consumer_uk'
    """
    if one["call_id"] != other["call_id"]:
        raise ConfigError(
            f"the reports are on different calls: {one['call_id']!r} and {other['call_id']!r}; give two on one"
        )
    cards = one["scorecard"], other["scorecard"]
    rows = [{row["id"]: row for row in card["criteria"]} for card in cards]
    ids = [id for id in dict.fromkeys((*rows[0], *rows[1])) if criterion in (None, id)]
    if not ids:
        known = ", ".join(dict.fromkeys((*rows[0], *rows[1])))
        raise ConfigError(f"neither report has the criterion {criterion!r}; they have {known}")
    names = [str(card["rubric"]) for card in cards]
    lines = [f"{one['call_id']} under two rubrics: {names[0]} and {names[1]}", ""]
    width = max(len(name) for name in names)
    lines += [f"  {name.ljust(width)}  {_total(card)}" for name, card in zip(names, cards, strict=True)]
    lines += ["", *_table(ids, rows, names)]
    return "\n".join(lines)


def _total(card: Mapping[str, Any]) -> str:
    if card["total"] is None:
        return f"no score: {card.get('reason') or 'too little could be judged'}"
    said = f"{card['total']:.1f} points, {100 * card['judged_share']:.0f} % of the weight judged"
    failed = card.get("failed") or []
    if failed:
        said += f"; failed by {', '.join(failed)}"
        if card.get("fail_cap") is not None:
            said += f", so capped at {card['fail_cap']:g} ({card['mean']:.1f} without)"
        else:
            said += " (flagged for review)"
    return said


def _table(ids: list[str], rows: list[dict[str, Any]], names: list[str]) -> Iterator[str]:
    """A line for each row: points, share of the judged weight and cost in either rubric, and what differs."""
    shares = [sum(row["weight"] for row in each.values() if row["judged"]) or 1.0 for each in rows]
    order = sorted(ids, key=lambda id: -abs(_lost(rows[0].get(id)) - _lost(rows[1].get(id))))
    wide = max(9, *(len(id) for id in ids))
    column = max(24, *(len(name) for name in names))
    yield f"{'criterion'.ljust(wide)}  {names[0].ljust(column)}  {names[1].ljust(column)}  costs more in the second"
    for id in order:
        cells = [_cell(rows[i].get(id), shares[i]).ljust(column) for i in (0, 1)]
        difference = _lost(rows[1].get(id)) - _lost(rows[0].get(id))
        said = "the same" if abs(difference) < SAME else f"{difference:+.1f}"
        yield f"{id.ljust(wide)}  {cells[0]}  {cells[1]}  {said}{_why(rows[0].get(id), rows[1].get(id))}"


def _lost(row: Mapping[str, Any] | None) -> float:
    return float(row["lost"]) if row is not None and row["lost"] is not None else 0.0


def _cell(row: Mapping[str, Any] | None, every: float) -> str:
    if row is None:
        return "not in this rubric"
    if not row["judged"]:
        return "not judged"
    cost = f"−{_lost(row):.1f}" if _lost(row) >= SAME else "0"
    return f"{row['points']:.0f} p × {100 * row['weight'] / every:.1f} %: {cost}"


def _why(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> str:
    """What makes the difference, where it is more than the weight."""
    if one is None or other is None or one["judged"] != other["judged"]:
        unjudged = next((row for row in (one, other) if row is not None and not row["judged"]), None)
        return f" ({unjudged['reason'].removeprefix('not judged: ')})" if unjudged is not None else ""
    reasons = []
    if one["band"] != other["band"]:
        reasons.append(f"full points for {one['band']} in the first, {other['band']} in the second")
    if one["value"] != other["value"]:
        reasons.append("measured under another profile")
    if one.get("failed") != other.get("failed"):
        reasons.append(f"fails the call under {'the first' if one.get('failed') else 'the second'}")
    return f" ({'; '.join(reasons)})" if reasons else ""


def read_report(path: str | Path) -> dict[str, Any]:
    """A report that ``callscore score --json`` or ``Report.save`` wrote.

    Raises
    ------
    ConfigError
        When the file can't be read or is no report.
    """
    file = Path(path)
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"no report at {file}: {error.strerror}; write one with callscore score --json") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not one report as JSON: {error}") from error
    if not isinstance(document, dict) or "scorecard" not in document or "call_id" not in document:
        raise ConfigError(
            f"{file} is no report of callscore: it has no scorecard; write one with callscore score --json"
        )
    return document
