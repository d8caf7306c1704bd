"""Reports into Arrow tables and Parquet files, a few hundred reports at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from callscore.errors import ConfigError
from callscore.results import DAY_TABLES
from callscore.tables.columns import TABLES, arrow_schema
from callscore.tables.reports import read_reports, report_files
from callscore.tables.rows import Row, metric_names, rows_of
from callscore.whole_files import being_written

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_tables", "loaded_meanwhile", "write_tables"]

REPORTS_AT_ONCE = 200
"""Reports whose rows are held before they are written: about 10,000 turns."""

STREAMED = tuple(name for name in TABLES if name != "calls")
"""Tables that are written as they come; `calls` needs to know every metric first, and is small."""


def write_tables(out: str | os.PathLike[str]) -> Path:
    """Write the tables of a batch's OUT, as Parquet, into ``OUT/tables``.

    Each file is written beside its place and then moved there, so that a reader never sees half of one.

    Returns
    -------
    pathlib.Path
        The folder of the tables.

    Raises
    ------
    ConfigError
        When there are no reports, a report can't be read, or the folder can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> out = Path(tempfile.mkdtemp())
    >>> (out / "reports").mkdir()
    >>> _ = Pipeline()(make_call("agent: hello", "customer: hello")).save(out / "reports" / "a.json")
    >>> sorted(path.name for path in write_tables(out).iterdir())
    ['calls.parquet', 'criteria.parquet', 'findings.parquet', 'promises.parquet', 'turns.parquet']
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    files = report_files(Path(out))
    folder = Path(out) / DAY_TABLES
    try:
        folder.mkdir(exist_ok=True)
        with ExitStack() as stack:  # what is entered last ends first: all files are whole before the first one moves
            parts = {name: stack.enter_context(being_written(folder / f"{name}.parquet")) for name in TABLES}
            writers = {
                name: stack.enter_context(pq.ParquetWriter(parts[name], arrow_schema(name), compression="zstd"))
                for name in STREAMED
            }
            calls: list[Row] = []
            for rows in _chunks(files):
                calls += rows.pop("calls")
                for name, own in rows.items():
                    if own:
                        writers[name].write_table(pa.Table.from_pylist(own, schema=arrow_schema(name)))
            pq.write_table(_calls(calls), parts["calls"], compression="zstd")
    except OSError as error:
        raise ConfigError(f"can't write tables into {folder}: {error.strerror or error}") from error
    return folder


@contextmanager
def loaded_meanwhile() -> Iterator[None]:
    """Load the libraries that `write_tables` needs while the block waits for something else: 0.2 seconds."""
    thread = Thread(target=_load)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _load() -> None:
    """What fails here fails again, and is said, where it is needed; at the end of a process nothing can be loaded."""
    with suppress(Exception):
        import pandas  # noqa: F401 - Arrow asks it about every list that becomes a column
        import pyarrow.parquet  # noqa: F401


def arrow_tables(out: str | os.PathLike[str]) -> dict[str, pa.Table]:
    """The same tables in memory, from the reports of a folder."""
    import pyarrow as pa

    collected: dict[str, list[Row]] = {name: [] for name in TABLES}
    for rows in _chunks(report_files(Path(out))):
        for name, own in rows.items():
            collected[name] += own
    tables = {name: pa.Table.from_pylist(collected[name], schema=arrow_schema(name)) for name in STREAMED}
    return {"calls": _calls(collected["calls"]), **tables}


def _calls(rows: list[Row]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=arrow_schema("calls", metric_names(rows)))


def _chunks(files: Iterable[Path]) -> Iterator[dict[str, list[Row]]]:
    """Rows of some hundred reports at a time, by table."""
    remaining = iter(files)
    while some := list(islice(remaining, REPORTS_AT_ONCE)):
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for path in some:
            for number, report in enumerate(read_reports(path), 1):
                for name, own in _rows(report, path, number).items():
                    rows[name] += own
        yield rows


def _rows(report: dict[str, Any], path: Path, number: int) -> dict[str, list[Row]]:
    """Rows of a report; of a file with one a line, those after the first are named by their number too."""
    try:
        return rows_of(report, path.name if number == 1 else f"{path.name}#{number}")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(
            f"{path} can't be read as a report: {type(error).__name__}: {error}; score the call again"
        ) from error
