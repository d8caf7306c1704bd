"""The tables of a day as CSV, Excel, SQLite or DuckDB; no cell can be read as a formula."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from callscore.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMATS", "export_tables", "harmless"]

FORMATS = ("csv", "xlsx", "sqlite", "duckdb")
"""What tables can be exported as."""

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters from which spreadsheets read a cell as a formula (OWASP, "CSV Injection")."""

SHEET_ROWS = 1_048_576
"""Rows of a sheet, the heading's among them (Microsoft, "Excel specifications and limits")."""


def harmless(text: Any) -> Any:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before what would start one.

    Examples
    --------
    >>> harmless("=HYPERLINK(1)"), harmless("yes"), harmless(-3.5)
    ("'=HYPERLINK(1)", 'yes', -3.5)
    """
    return f"'{text}" if isinstance(text, str) and text.startswith(STARTS_FORMULA) else text


def export_tables(frames: dict[str, pd.DataFrame], folder: Path, format: str) -> list[Path]:
    """Write tables into a folder.

    Parameters
    ----------
    frames
        Tables by name.
    folder
        Where to; it must exist.
    format
        ``"csv"`` (a file a table), ``"xlsx"`` (a sheet a table), ``"sqlite"`` or ``"duckdb"`` (a table each).

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ConfigError
        At an unknown format, where its library isn't installed, or where a file can't be written (no room, locked,
        read-only); the export of before is left as it was.
    """
    if format not in FORMATS:
        raise ConfigError(f"unknown export format {format!r}; known are {', '.join(FORMATS)}")
    try:
        return {"csv": _csv, "xlsx": _xlsx, "sqlite": _sqlite, "duckdb": _duckdb}[format](frames, folder)
    except ImportError as error:
        raise ConfigError(f"--export {format} needs {error.name}: pip install 'callscore[export]'") from error
    except OSError as error:
        raise ConfigError(_unwritten(format, folder, error.strerror or str(error))) from error


def _unwritten(format: str, folder: Path, why: str) -> str:
    return (
        f"can't write {format} into {folder}: {' '.join(why.split())}; close what has the file open, make room, or give"
        " another folder with --export-to"
    )


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder inside `folder`, whose files take their places there once all are whole.

    An export of before stays until then, and whatever a library leaves behind when it fails goes with the folder.
    """
    with TemporaryDirectory(dir=folder, prefix=".export-", ignore_cleanup_errors=True) as new:
        yield Path(new)
        for path in sorted(Path(new).iterdir()):
            path.replace(folder / path.name)


def _escaped(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].map(harmless, na_action="ignore") for name in _text_columns(frame)})


def _text_columns(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame.columns if frame[name].dtype == object or str(frame[name].dtype).startswith("str")]


def _csv(frames: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    with _beside(folder) as new:
        for name, frame in frames.items():
            _escaped(frame).to_csv(new / f"{name}.csv", index=False, encoding="utf-8-sig")
    return [folder / f"{name}.csv" for name in frames]


def _xlsx(frames: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    import openpyxl  # noqa: F401 - so that its absence is named
    import pandas as pd

    for name, frame in frames.items():
        if len(frame) >= SHEET_ROWS:
            raise ConfigError(f"{name} has {len(frame)} rows, more than a sheet holds; use --export csv or sqlite")
    content = BytesIO()  # on a full disk an archive that is half written would complain once more when it is forgotten
    with pd.ExcelWriter(content, engine="openpyxl") as book:
        for name, frame in frames.items():
            _printable(_escaped(frame)).to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
    with _beside(folder) as new:
        (new / "callscore.xlsx").write_bytes(content.getvalue())
    return [folder / "callscore.xlsx"]


def _printable(frame: pd.DataFrame) -> pd.DataFrame:
    """Control characters, which a workbook can't hold, as question marks."""
    table = {code: "?" for code in range(32) if chr(code) not in "\t\n\r"}
    text = _text_columns(frame)
    return frame.assign(**{n: frame[n].map(lambda v: v.translate(table) if isinstance(v, str) else v) for n in text})


def _sqlite(frames: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    import sqlite3
    from contextlib import closing

    try:
        with _beside(folder) as new, closing(sqlite3.connect(new / "callscore.sqlite")) as database:
            for name, frame in frames.items():
                frame.to_sql(name, database, index=False)
    except sqlite3.Error as error:
        raise ConfigError(_unwritten("sqlite", folder, str(error))) from error
    return [folder / "callscore.sqlite"]


def _duckdb(frames: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    import duckdb

    try:
        with _beside(folder) as new, duckdb.connect(str(new / "callscore.duckdb")) as database:
            for name, frame in frames.items():
                database.register("frame", frame)
                database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')  # noqa: S608 - our own tables' names
                database.unregister("frame")
    except duckdb.Error as error:
        raise ConfigError(_unwritten("duckdb", folder, str(error))) from error
    return [folder / "callscore.duckdb"]
