"""Figures of agents, teams and weeks, with intervals, and what changed between two times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from callscore.errors import ConfigError
from callscore.team.figures import FEW_CALLS, FIGURES, Figure, parts_of
from callscore.team.intervals import difference_of_ratios, none_seen, ratio_interval, wilson

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["agents_table", "changes", "figures", "trends"]

Period = Literal["day", "week", "month"]

PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}
"""Periods by their pandas names; weeks begin on Monday."""

HEADLINES = ("total", "agent_talk_share", "interruption_rate")
"""Figures whose intervals the agents' table shows."""


def figures(
    calls: pd.DataFrame, *, by: Sequence[str] = ("agent_id",), only: Sequence[str] | None = None
) -> pd.DataFrame:
    """Every figure for every group of calls: tidy, one row a group and figure.

    Parameters
    ----------
    calls
        `Day.calls`.
    by
        Columns that make the groups; none for all calls together.
    only
        Names of the figures wanted; by default all.

    Returns
    -------
    pandas.DataFrame
        The columns of `by`, ``figure``, ``value``, ``low`` and ``high`` (95 %: bootstrap over calls, Wilson for shares
        of calls), ``unit``, ``n`` calls that could be judged, ``base``, ``too_few`` (n < 5).

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.DataFrame({"agent_id": ["a", "a"], "total": [60.0, 80.0]})
    >>> print(figures(calls)[["figure", "value", "n", "too_few"]].to_string(index=False))
    figure  value  n  too_few
     total   70.0  2     True
    """
    import pandas as pd

    wanted = [figure for figure in FIGURES if only is None or figure.name in only]
    rows: list[dict[str, Any]] = []
    for key, own in _groups(calls, by):
        rows += [{**key, **row} for figure in wanted if (row := _figure(own, figure)) is not None]
    columns = [*by, "figure", "value", "low", "high", "unit", "n", "base", "too_few"]
    return pd.DataFrame(rows, columns=columns)


def agents_table(calls: pd.DataFrame, *, by: Sequence[str] = ("agent_id",)) -> pd.DataFrame:
    """One row an agent: calls, hours, and each figure; with intervals for total, talk share and interruptions.

    Agents of unknown name share a row. Sorted by name.
    """
    import pandas as pd

    taken = {"n", "too_few", "hours", *(figure.name for figure in FIGURES)} & set(by)
    if taken:
        raise ConfigError(f"calls can't be grouped by {min(taken)!r}, which is a figure; group by agent_id or team")
    tidy = figures(calls, by=by)
    rows: list[dict[str, Any]] = []
    for key, own in _groups(calls, by):
        n = len(own)
        hours = float(own["duration"].sum()) / 3600 if "duration" in own else None
        rows.append({**key, "n": n, "too_few": n < FEW_CALLS, "hours": hours})
    table = pd.DataFrame(rows, columns=[*by, "n", "too_few", "hours"])
    for figure in FIGURES:
        own = tidy[tidy["figure"] == figure.name]
        kept = ["value", "low", "high"] if figure.name in HEADLINES else ["value"]
        named = {"value": figure.name, "low": f"{figure.name}_low", "high": f"{figure.name}_high"}
        table = table.merge(own[[*by, *kept]].rename(columns=named), on=list(by), how="left")
    return table


def trends(
    calls: pd.DataFrame,
    *,
    by: Sequence[str] = ("agent_id",),
    period: Period = "week",
    only: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Figures of each group in each period, oldest first; calls without a date are left out.

    Returns
    -------
    pandas.DataFrame
        As `figures`, with ``period``: the first day of it.
    """
    if period not in PERIODS:
        raise ConfigError(f"unknown period {period!r}; known are {', '.join(PERIODS)}")
    dated = calls[calls["call_date"].notna()]
    starts = _days(dated).dt.to_period(PERIODS[period]).dt.start_time
    return figures(dated.assign(period=starts), by=(*by, "period"), only=only)


def changes(calls: pd.DataFrame, *, since: date, by: Sequence[str] = ("agent_id",)) -> pd.DataFrame:
    """What changed from the calls before a day to those on and after it: coaching, a new script, a new rubric.

    Returns
    -------
    pandas.DataFrame
        The columns of `by`, ``figure``, ``before``, ``after``, ``change`` with ``low`` and ``high`` (95 %, bootstrap of
        both sides), ``n_before``, ``n_after``, ``too_few``, ``clear`` (the interval leaves zero out). A change is not
        its cause.
    """
    import pandas as pd

    dated = calls[calls["call_date"].notna()]
    rows: list[dict[str, Any]] = []
    for key, own in _groups(dated, by):
        late = (_days(own) >= pd.Timestamp(since)).to_numpy()
        rows += [{**key, **row} for figure in FIGURES if (row := _change(own[~late], own[late], figure)) is not None]
    columns = ["figure", "before", "after", "change", "low", "high", "n_before", "n_after", "too_few", "clear"]
    return pd.DataFrame(rows, columns=[*by, *columns])


def _days(calls: pd.DataFrame) -> Any:
    import pandas as pd

    return pd.to_datetime(calls["call_date"])


def _groups(calls: pd.DataFrame, by: Sequence[str]) -> list[tuple[dict[str, Any], pd.DataFrame]]:
    """Groups in order of their keys; a key that isn't known is None."""
    import pandas as pd

    if not by:
        return [({}, calls)]
    missing = [name for name in by if name not in calls]
    if missing:
        raise ConfigError(f"calls have no column {missing[0]!r} to group by; they have {', '.join(calls.columns[:12])}")
    return [
        ({name: None if pd.isna(value) else value for name, value in zip(by, keys, strict=True)}, own)
        for keys, own in calls.groupby(list(by), dropna=False, sort=True)
    ]


def _figure(calls: pd.DataFrame, figure: Figure) -> dict[str, Any] | None:
    numerators, denominators = parts_of(calls, figure)
    base = float(denominators.sum())
    if base <= 0:
        return None
    n = int(np.count_nonzero(denominators))
    value = float(numerators.sum()) / base
    if figure.kind == "presence":
        interval = wilson(float(numerators.sum()), base)
    elif figure.kind == "rate" and n > 1 and not numerators.any():
        interval = none_seen(base)
    else:
        interval = ratio_interval(numerators, denominators)
    low, high = interval if interval is not None else (None, None)
    return {
        "figure": figure.name,
        "value": value,
        "low": low,
        "high": high,
        "unit": figure.unit,
        "n": n,
        "base": base,
        "too_few": n < FEW_CALLS,
    }


def _change(before: pd.DataFrame, after: pd.DataFrame, figure: Figure) -> dict[str, Any] | None:
    earlier, later = parts_of(before, figure), parts_of(after, figure)
    if earlier[1].sum() <= 0 or later[1].sum() <= 0:
        return None
    old, new = (float(numerators.sum() / bases.sum()) for numerators, bases in (earlier, later))
    counts = [int(np.count_nonzero(bases)) for _, bases in (earlier, later)]
    interval = difference_of_ratios(earlier, later)
    low, high = interval if interval is not None else (None, None)
    return {
        "figure": figure.name,
        "before": old,
        "after": new,
        "change": new - old,
        "low": low,
        "high": high,
        "n_before": counts[0],
        "n_after": counts[1],
        "too_few": min(counts) < FEW_CALLS,
        "clear": min(counts) >= FEW_CALLS and low is not None and high is not None and (low > 0 or high < 0),
    }
