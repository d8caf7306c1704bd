"""A day's reports (or a month's) as tables: calls, turns, findings, criteria, promises, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.tables.columns import TABLES
from callscore.tables.reports import TABLES_FOLDER, report_files

if TYPE_CHECKING:
    import pandas as pd

    from callscore.team.comparing import Period

__all__ = ["Day", "read_day"]


@dataclass(frozen=True, slots=True)
class Day:
    """Reports as pandas tables; `report` joins them (and `call_id`, where no two calls share one).

    Parameters
    ----------
    calls
        One row a call: agent, account, total, outcome, duration, each metric under its name, its base under
        ``NAME_base``. The columns are described in ``callscore.tables.TABLES``.
    turns, findings, criteria, promises
        One row each.
    """

    calls: pd.DataFrame
    turns: pd.DataFrame
    findings: pd.DataFrame
    criteria: pd.DataFrame
    promises: pd.DataFrame

    @property
    def agents(self) -> pd.DataFrame:
        """One row an agent: calls ``n``, ``too_few``, ``hours``, and every figure as a ratio of sums."""
        from callscore.team.comparing import agents_table

        return agents_table(self.calls)

    @property
    def teams(self) -> pd.DataFrame:
        """The same, one row a team."""
        from callscore.team.comparing import agents_table

        return agents_table(self.calls, by=("team",))

    @property
    def time_use(self) -> pd.DataFrame:
        """Calls, hours, median length and silence for each outcome."""
        from callscore.team.review import time_use

        return time_use(self.calls)

    def figures(self, *, by: Sequence[str] = ("agent_id",)) -> pd.DataFrame:
        """Every figure for every group, tidy, with intervals: see `callscore.team.comparing.figures`."""
        from callscore.team.comparing import figures

        return figures(self.calls, by=by)

    def trends(self, *, by: Sequence[str] = ("agent_id",), period: Period = "week") -> pd.DataFrame:
        """Figures by period, tidy, with intervals: see `callscore.team.comparing.trends`."""
        from callscore.team.comparing import trends

        return trends(self.calls, by=by, period=period)

    def changes(self, *, since: date, by: Sequence[str] = ("agent_id",)) -> pd.DataFrame:
        """What changed on a day, with intervals: see `callscore.team.comparing.changes`."""
        from callscore.team.comparing import changes

        return changes(self.calls, since=since, by=by)

    def review(self, *, n: int | None = 20) -> pd.DataFrame:
        """Which calls to hear first, and why: see `callscore.team.review.review_list`."""
        from callscore.team.review import review_list

        return review_list(self.calls, self.findings, n=n)

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, the agents' among them."""
        return {name: getattr(self, name) for name in (*TABLES, "agents")}


def read_day(*folders: str | PathLike[str]) -> Day:
    """Read the reports of one folder, or of several as one.

    Parameters
    ----------
    folders
        OUT of ``callscore batch`` (its tables are read where they are newer than every report), or folders of reports
        as ``Report.save`` and ``callscore score --json`` write them. Files of other kinds are left alone.

    Raises
    ------
    ConfigError
        When a folder doesn't exist, holds no report, or a file can't be read; one line that names it.

    Examples
    --------
    >>> import tempfile
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Pipeline()(make_call("agent: you haven't paid", "customer: no")).save(f"{folder}/one.json")
    ...     list(read_day(folder).calls["call_id"])
    ['test']
    """
    import pandas as pd

    if not folders:
        raise ValueError("read_day needs at least one folder")
    days = [_tables(Path(folder)) for folder in folders]
    frames = {
        name: days[0][name] if len(days) == 1 else pd.concat([day[name] for day in days], ignore_index=True)
        for name in TABLES
    }
    return Day(**frames)


def _tables(out: Path) -> Mapping[str, pd.DataFrame]:
    """Tables of one folder: as written, where nothing changed since, else from the reports."""
    from callscore.tables.writing import arrow_tables

    files = report_files(out)
    written = [out / TABLES_FOLDER / f"{name}.parquet" for name in TABLES]
    if all(path.is_file() for path in written):
        import pyarrow.parquet as pq

        oldest = min(path.stat().st_mtime_ns for path in written)
        fresh = all(path.stat().st_mtime_ns <= oldest for path in (*files, files[0].parent if files else out))
        if fresh:
            tables = {name: pq.read_table(path) for name, path in zip(TABLES, written, strict=True)}
            return {name: table.to_pandas(date_as_object=False) for name, table in tables.items()}
    return {name: table.to_pandas(date_as_object=False) for name, table in arrow_tables(out).items()}
