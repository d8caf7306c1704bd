"""Calls that are kept no longer: which of a batch's OUT are too old, and everything that is removed of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from os import PathLike
from pathlib import Path

from callscore.errors import ConfigError
from callscore.results import CONVERSATIONS, CORRECTIONS, DAY_TABLES, FILES, FOLDERS, PAGES, REPORTS, SUPERSEDED

__all__ = ["Expired", "expired", "others", "parse_age", "purge"]

_AGE = re.compile(r"(\d{1,5})\s*(d|w|y)(?:ays?|eeks?|ears?)?", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "y": 365}

_OWN = (FOLDERS - {CORRECTIONS}) | FILES
"""What a batch puts into OUT; `purge` brings all of it up to date, `RUN` holds counts alone."""


@dataclass(frozen=True, slots=True)
class Expired:
    """A call that is too old: its name, the day it was made on (or its report written), and its files."""

    name: str
    day: date
    files: tuple[Path, ...]


def parse_age(text: str) -> timedelta:
    """An age as written: days, weeks or years.

    Raises
    ------
    ConfigError
        When it is none, or no time at all.

    Examples
    --------
    >>> parse_age("90d").days, parse_age("2w").days
    (90, 14)
    """
    match = _AGE.fullmatch(text.strip())
    days = int(match[1]) * _DAYS[match[2].lower()] if match else 0
    if days < 1:
        raise ConfigError(f"{text!r} is no age: write days, weeks or years, like 90d, 12w or 2y")
    return timedelta(days=days)


def expired(out: str | PathLike[str], *, older_than: timedelta, today: date | None = None) -> tuple[Expired, ...]:
    """The calls of a batch's OUT, or of a folder of reports, that are older; nothing is changed.

    A call's day is the one in its report (``call_date``, or the start in its metadata), else its report's file's.

    Raises
    ------
    ConfigError
        When the folder doesn't exist or holds no report, or leads out of itself.

    Examples
    --------
    >>> import tempfile
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> out = Path(tempfile.mkdtemp())
    >>> call = make_call("agent: hello", "customer: hello", call_date=date(2026, 1, 5))
    >>> _ = Pipeline()(call).save(out / "a.json")
    >>> [call.name for call in expired(out, older_than=timedelta(days=90), today=date(2026, 6, 1))]
    ['a']
    """
    from callscore.tables.reports import report_files

    root = Path(out)
    last = (today or datetime.now(UTC).date()) - older_than
    found: list[Expired] = []
    for path in (*report_files(root), *sorted(root.glob(f"{SUPERSEDED}/*.json"))):
        day = _day_of(path)
        if day is not None and day < last:
            _must_be_inside(path, root)
            found.append(Expired(path.stem, day, _files(root, path)))
    return tuple(found)


def purge(out: str | PathLike[str], calls: Iterable[Expired]) -> int:
    """Remove calls: reports, conversations, pages beside the reports, lines of the index; the tables are made anew.

    What a process that was killed left half written goes, too: nobody can say which call it tells of.

    Returns
    -------
    int
        Files that were removed.

    Raises
    ------
    ConfigError
        When a run is writing into OUT, or a file can't be removed; calls removed before stay removed.
    """
    from callscore.batch.index import Index
    from callscore.batch.lock import locked
    from callscore.batch.places import place_of
    from callscore.batch.store import Store
    from callscore.tables import write_tables

    root = Path(out)
    place = place_of(str(root))
    is_batch = (root / REPORTS).is_dir()
    removed = 0
    with locked(place):
        for call in calls:
            for file in call.files:
                _must_be_inside(file, root)
                try:
                    file.unlink(missing_ok=True)
                except OSError as error:
                    raise ConfigError(f"{file}: can't be removed ({error.strerror}); check its permissions") from None
                removed += 1
        for folder in ("", *FOLDERS):
            place.clean(folder)
        if is_batch:
            Index(Store(place)).write()
        if (root / DAY_TABLES).is_dir():
            write_tables(root)
    return removed


def others(out: str | PathLike[str]) -> tuple[str, ...]:
    """Names in OUT that no batch wrote: exports and pages of whole days, which may tell of calls that are removed."""
    root = Path(out)
    if not (root / REPORTS).is_dir():
        return ()
    return tuple(sorted(path.name for path in root.iterdir() if path.name not in _OWN and path.name[0] != "."))


def _day_of(path: Path) -> date | None:
    """Day of the call behind a report file; None for files that are no report of one call."""
    from callscore.tables.reports import read_reports, told_day

    try:
        reports = list(read_reports(path))
    except ConfigError:
        return None  # whatever it is, it isn't ours to remove
    days = [
        told_day(report.get("call_date")) or told_day((report.get("metadata") or {}).get("started_at"))
        for report in reports
    ]
    known = [day for day in days if day is not None]
    if known and len(known) == len(days):
        return max(known)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def _files(root: Path, report: Path) -> tuple[Path, ...]:
    """Everything that belongs to the call of a report."""
    beside = (
        report,
        report.with_suffix(".html"),
        root / PAGES / f"{report.stem}.html",
        root / SUPERSEDED / report.name,
        root / CONVERSATIONS / f"{report.stem}.json.gz",
    )
    return tuple(dict.fromkeys(path for path in beside if path.is_file() or path.is_symlink()))


def _must_be_inside(path: Path, root: Path) -> None:
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise ConfigError(f"{path} leads out of {root}: nothing there is removed; give the folder itself")
