"""A day as plain data: what ``callscore report --json`` prints, and what tables and pages of a day are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callscore.tables.failures import failed_calls
from callscore.team.comparing import agents_table, figures
from callscore.team.review import review_list, time_use

if TYPE_CHECKING:
    import pandas as pd

    from callscore.day import Day

__all__ = ["day_document", "records"]


def day_document(day: Day, *, by: str = "agent_id", first: int | None = 10) -> dict[str, Any]:
    """Groups, all calls together, time use, the review list and what failed; numbers that aren't known are None.

    Parameters
    ----------
    day
        `read_day`.
    by
        Column of `Day.calls` that makes the groups.
    first
        Calls on the review list; None for all.
    """
    calls = day.calls
    dates = calls["call_date"].dropna()
    return {
        "calls": len(calls),
        "hours": float(calls["duration"].sum()) / 3600,
        "from": str(dates.min())[:10] if len(dates) else None,
        "to": str(dates.max())[:10] if len(dates) else None,
        "by": by,
        "groups": records(agents_table(calls, by=(by,))),
        "figures": records(figures(calls, by=())),
        "time_use": records(time_use(calls)),
        "review": records(review_list(calls, day.findings, n=first)),
        "failures": failed_calls(day.folders),
    }


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain data, NaN as None."""
    import pandas as pd

    return [
        {name: None if pd.isna(value) else _plain(value) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """NumPy's numbers as Python's, rounded to what a reader can use."""
    value = value.item() if hasattr(value, "item") else value
    return round(value, 6) if isinstance(value, float) else value
