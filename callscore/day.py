"""A day's reports (or a month's) as tables: calls, turns, findings, criteria, promises, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.results import DAY_TABLES
from callscore.tables.columns import TABLES
from callscore.tables.reports import report_files
from callscore.whole_files import checked_target, save_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure as MatplotlibFigure

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

    Examples
    --------
    >>> import tempfile
    >>> from callscore import CallMetadata, Pipeline
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: you haven't paid", "customer: no")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Pipeline()(call, metadata=CallMetadata(agent_id="ann")).save(f"{folder}/one.json")
    ...     day = read_day(folder)
    >>> day.agents[["agent_id", "n"]].values.tolist()
    [['ann', 1]]
    """

    calls: pd.DataFrame
    turns: pd.DataFrame
    findings: pd.DataFrame
    criteria: pd.DataFrame
    promises: pd.DataFrame
    folders: tuple[Path, ...] = ()
    """Where the reports were read from, for links to the calls."""

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

    def save(self, path: str | PathLike[str], *, by: str = "agent_id") -> Path:
        """Write the day as one self-contained page: agents, heat map, trends, review list, and all calls to search.

        The file is there whole or not at all.

        Parameters
        ----------
        path
            Where to; a name that ends in ``.html``. Links to the calls' pages are written from its folder.
        by
            Column of `calls` that makes the groups.

        Raises
        ------
        ConfigError
            When the ending is another, the folder doesn't exist or can't be written to, or `by` is no column.
        """
        from callscore.render.day_page import render_day_page
        from callscore.team.browsing import browsing_document

        target = checked_target(path, what="a day", endings=(".html",))
        save_text(target, render_day_page(browsing_document(self, by=by, beside=target.parent)))
        return target

    def plot_agents(self, figure: str = "total", *, by: str = "agent_id") -> MatplotlibFigure:
        """One figure of each agent, with its interval: see `callscore.plots.plot_agents`."""
        from callscore.plots import plot_agents

        return plot_agents(self.figures(by=(by,)), figure, by=by)

    def plot_trends(self, figure: str = "total", *, by: str = "agent_id") -> MatplotlibFigure:
        """One figure of each agent week by week: see `callscore.plots.plot_trends`."""
        from callscore.plots import plot_trends

        return plot_trends(self.trends(by=(by,)), figure, by=by)

    def _repr_html_(self) -> str:
        """What a notebook cell shows: how many calls, and the agents."""
        from callscore.render.day_page import render_day_cell
        from callscore.team.document import day_document

        return render_day_cell(day_document(self, first=5))

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, the agents' among them."""
        return {name: getattr(self, name) for name in (*TABLES, "agents")}


def read_day(*folders: str | PathLike[str]) -> Day:
    """Read the reports of one folder, or of several as one.

    Parameters
    ----------
    folders
        OUT of ``callscore batch`` (its tables are read where they are newer than every report), or folders of reports
        as ``Report.save`` and ``callscore score --json`` write them. Files of other kinds are left alone. A folder
        that is named twice is read once; reports that are called alike in two folders are told apart by the folder's
        name before theirs.

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
    places = tuple({Path(folder).resolve(): Path(folder) for folder in folders}.values())
    days = _told_apart(places, [_tables(place) for place in places])
    frames = {
        name: days[0][name] if len(days) == 1 else pd.concat([day[name] for day in days], ignore_index=True)
        for name in TABLES
    }
    return Day(**frames, folders=places)


def _told_apart(
    places: Sequence[Path], days: Sequence[Mapping[str, pd.DataFrame]]
) -> Sequence[Mapping[str, pd.DataFrame]]:
    """The days with reports that are called alike in several of them named after their folder too."""
    seen = Counter(report for day in days for report in day["calls"]["report"].unique())
    shared = {report for report, count in seen.items() if count > 1}
    if not shared:
        return days
    alike = Counter(place.name for place in places)
    apart: list[Mapping[str, pd.DataFrame]] = []
    for place, day in zip(places, days, strict=True):
        folder = place.name if place.name and alike[place.name] == 1 else place.as_posix()
        names = {report: f"{folder}/{report}" for report in shared}
        apart.append(
            {
                name: table.assign(report=table["report"].map(lambda r, new=names: new.get(r, r)))
                for name, table in day.items()
            }
        )
    return apart


def _tables(out: Path) -> Mapping[str, pd.DataFrame]:
    """Tables of one folder: as written, where nothing changed since, else from the reports."""
    from callscore.tables.writing import arrow_tables

    files = report_files(out)
    written = [out / DAY_TABLES / f"{name}.parquet" for name in TABLES]
    if all(path.is_file() for path in written):
        import pyarrow.parquet as pq

        oldest = min(path.stat().st_mtime_ns for path in written)
        fresh = all(path.stat().st_mtime_ns <= oldest for path in (*files, files[0].parent if files else out))
        if fresh:
            tables = {name: pq.read_table(path) for name, path in zip(TABLES, written, strict=True)}
            return {name: table.to_pandas(date_as_object=False) for name, table in tables.items()}
    return {name: table.to_pandas(date_as_object=False) for name, table in arrow_tables(out).items()}
