"""Rows out of a table file: CSV in any dialect, JSON, JSON lines, a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any

from callscore.errors import ConfigError
from callscore.ledger.problems import Problem

__all__ = ["Row", "Table", "read_table"]

DELIMITERS = ",;\t|"
"""What may stand between cells, in the order in which a tie is decided."""

LISTS = ("calls", "jobs", "rows", "recordings", "data", "payments")
"""Keys under which a JSON object may hold its rows."""

LARGEST_BYTES = 200_000_000
"""Bytes beyond which a file is taken for something else: a million rows have about 150 MB."""

MISSING = frozenset({"", "null", "none", "nan", "n/a", "#n/a", "nat", "-"})
"""Cells, in small letters, that say nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file and its cells by column, as text; cells that say nothing are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns as spelled there, its rows, and what could not be read."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def read_table(path: str | PathLike[str]) -> Table:
    """Read a table: ``.csv``, ``.tsv``, ``.txt``, ``.json``, ``.jsonl`` / ``.ndjson`` or ``.xlsx``.

    The delimiter (comma, semicolon, tab, bar) and the encoding (UTF-8, UTF-16, Windows-1252) of a CSV are found out.
    JSON is a list of objects, an object that holds one, one object alone, or an object by file name.

    Parameters
    ----------
    path
        The file. Of a spreadsheet the first sheet is read; it needs the package openpyxl.

    Raises
    ------
    ConfigError
        When the file can't be read or holds no table; one line that says what to do.
    """
    place = Path(path)
    try:
        if place.stat().st_size > LARGEST_BYTES:
            raise ConfigError(f"{place}: {place.stat().st_size:,} bytes are too many for a table of calls; split it")
        data = place.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{place}: no such file; check the path") from None
    except OSError as error:
        raise ConfigError(f"{place}: can't be read ({error.strerror})") from None
    suffix = place.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return _from_spreadsheet(place, data)
    if suffix == ".xls":
        raise ConfigError(f"{place}: the old .xls format is not read; save it as .xlsx or CSV")
    text = _decoded(place, data)
    if not text.strip():
        raise _empty(place)
    if suffix in (".jsonl", ".ndjson"):
        return _from_json_lines(place, text)
    if suffix == ".json":
        return _from_json(place, text)
    return _from_csv(place, text)


def _empty(path: Path) -> ConfigError:
    return ConfigError(f"{path}: empty; a table of calls has a header and a row for each call")


def _decoded(path: Path, data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError(f"{path}: neither UTF-8 nor Windows-1252 text; save it as CSV in UTF-8")


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=lambda mark: (header.count(mark), -DELIMITERS.index(mark)))


def _from_csv(path: Path, text: str) -> Table:
    if "\0" in text:
        raise ConfigError(f"{path}: not a text file (it holds NUL bytes); save it as CSV in UTF-8")
    first = next(line for line in text.splitlines() if line.strip())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first), skipinitialspace=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise ConfigError(f"{path} line {reader.line_num}: not CSV ({error}); check the quotes") from None
    return _from_lines(path, lines)


def _from_lines(path: Path, lines: Sequence[Sequence[Any]]) -> Table:
    """A table out of lines of cells, the first that holds anything being the header."""
    start = next((i for i, line in enumerate(lines) if any(_text(cell) for cell in line)), None)
    if start is None:
        raise _empty(path)
    columns = [_text(cell) or "" for cell in lines[start]]
    problems: list[Problem] = []
    rows: list[Row] = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = [_text(cell) for cell in line]
        if not any(cells):
            continue
        if any(cells[len(columns) :]):
            extra = next(cell for cell in cells[len(columns) :] if cell)
            problems.append(
                Problem(
                    f"{len(cells)} cells under {len(columns)} columns, so values may stand under the wrong ones; "
                    "quote cells that hold the delimiter; the row is left out",
                    number,
                    None,
                    extra,
                    path.name,
                )
            )
            continue
        named = zip(columns, cells, strict=False)
        rows.append(Row(number, {column: cell for column, cell in named if column and cell}))
    return Table(tuple(column for column in columns if column), tuple(rows), tuple(problems))


def _from_json(path: Path, text: str) -> Table:
    try:
        document = json.loads(text)
    except ValueError as error:
        if "\n" in text.strip() and text.lstrip().startswith("{"):
            return _from_json_lines(path, text)
        raise ConfigError(f"{path}: not valid JSON ({error})") from None
    if isinstance(document, dict):
        held = next((document[key] for key in LISTS if isinstance(document.get(key), list)), None)
        if held is not None:
            document = held
        elif document and all(isinstance(value, dict) for value in document.values()):
            document = [{"path": key, **value} for key, value in document.items()]
        else:
            document = [document]
    if not isinstance(document, list):
        raise ConfigError(f"{path}: a list of objects is needed, one for each call, not {type(document).__name__}")
    return _from_objects(path.name, enumerate(document, 1))


def _from_json_lines(path: Path, text: str) -> Table:
    objects: list[tuple[int, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                objects.append((number, json.loads(line)))
            except ValueError as error:
                raise ConfigError(f"{path} line {number}: not valid JSON ({error})") from None
    return _from_objects(path.name, objects)


def _from_objects(name: str, objects: Iterable[tuple[int, Any]]) -> Table:
    columns: dict[str, None] = {}
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, item in objects:
        if not isinstance(item, dict):
            problems.append(Problem("not an object with named values; left out", number, None, str(item)[:60], name))
            continue
        cells: dict[str, str] = {}
        for key, value in item.items():
            columns.setdefault(str(key), None)
            if isinstance(value, dict | list):
                problems.append(Problem("a list or an object where one value is needed", number, str(key), None, name))
            elif text := _text(value):
                cells[str(key)] = text
        rows.append(Row(number, cells))
    return Table(tuple(columns), tuple(rows), tuple(problems))


def _from_spreadsheet(path: Path, data: bytes) -> Table:
    try:
        import openpyxl
    except ImportError:
        raise ConfigError(
            f"{path}: spreadsheets need the package openpyxl (pip install openpyxl); or save it as CSV"
        ) from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = [list(line) for line in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # noqa: BLE001 - a broken file raises whatever its zip, its XML or openpyxl raises
        raise ConfigError(f"{path}: can't be read as a spreadsheet ({error}); save it as CSV") from None
    return _from_lines(path, lines)


def _text(value: Any) -> str | None:
    """A cell as text; None where it says nothing.

    Examples
    --------
    >>> [_text(value) for value in (" a ", 7.0, None, "N/A", True, datetime(2026, 11, 20))]
    ['a', '7', None, None, 'true', '2026-11-20']
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return None if text.lower() in MISSING else text
