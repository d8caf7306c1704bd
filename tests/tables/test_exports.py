"""Exports hold every table, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from callscore import ConfigError, Pipeline, read_day
from callscore.cli import main
from callscore.tables import FORMATS, TABLES, arrow_tables, export_tables
from callscore.tables.columns import arrow_schema
from callscore.tables.exporting import harmless
from callscore.testing import make_call

FORMULA = "=cmd|' /C calc'!A0 you haven't paid"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    Pipeline()(make_call(f"agent: {FORMULA}", "customer: @no \x07 bell", call_id="=1+1")).save(tmp_path / "a.json")
    return tmp_path


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_would_start_a_formula_gets_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_numbers_and_plain_text_stay_as_they_are() -> None:
    assert [harmless(value) for value in ("a=b", -1.5, None)] == ["a=b", -1.5, None]


def test_csv_cells_are_escaped(out: Path) -> None:
    export_tables(read_day(out).tables(), out, "csv")
    with (out / "turns.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["text"] == f"'{FORMULA}"
    assert rows[1]["text"].startswith("'@no")
    assert rows[0]["call_id"] == "'=1+1"


def test_workbook_cells_hold_no_formula(out: Path) -> None:
    import openpyxl

    (path,) = export_tables(read_day(out).tables(), out, "xlsx")
    book = openpyxl.load_workbook(path)
    assert set(book.sheetnames) == {*TABLES, "agents"}
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_databases_hold_every_table_as_it_is(out: Path) -> None:
    import duckdb

    day = read_day(out)
    (path,) = export_tables(day.tables(), out, "sqlite")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT text FROM turns").fetchone() == (FORMULA,)
    (path,) = export_tables(day.tables(), out, "duckdb")
    with duckdb.connect(str(path), read_only=True) as database:
        assert database.execute("SELECT count(*) FROM criteria").fetchone() == (len(day.criteria),)


@pytest.mark.parametrize("format", FORMATS)
def test_the_command_names_what_it_wrote(out: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = out / "tables for you"
    with pytest.raises(SystemExit) as end:
        main(["report", str(out), "--export", format, "--export-to", str(target)])
    assert not end.value.code
    assert "written: " in capsys.readouterr().err
    assert list(target.iterdir())


@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_written_is_one_line_and_the_export_of_before_stays(
    out: Path, format: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb
    import pandas as pd
    from openpyxl import Workbook

    before = {path: path.read_bytes() for path in export_tables(read_day(out).tables(), out, format)}

    def refuse(*_: Any, **__: Any) -> None:
        raise {
            "sqlite": sqlite3.OperationalError("database or disk is full"),
            "duckdb": duckdb.IOException("IO Error: Could not set lock on file\nConflicting lock is held"),
        }.get(format, OSError(28, "No space left on device"))

    for place, name in ((pd.DataFrame, "to_csv"), (pd.DataFrame, "to_sql"), (Workbook, "save"), (duckdb, "connect")):
        monkeypatch.setattr(place, name, refuse)
    with pytest.raises(SystemExit) as end:
        main(["report", str(out), "--export", format])
    assert end.value.code == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"callscore: can't write {format} into {out}: ")
    assert {path: path.read_bytes() for path in before} == before
    assert not list(out.glob(".export*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files there")
@pytest.mark.parametrize("format", [format for format in FORMATS if format != "xlsx"])
def test_a_disk_that_is_full_leaves_nothing_half_written(out: Path, format: str) -> None:
    """What a process may write is limited for good, so each export has one of its own; sheets are made elsewhere."""
    code = """
import resource, sys
from callscore.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
main(sys.argv[1:])
"""
    command = [sys.executable, "-c", code, "report", str(out), "--export", format, "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    (said,) = ended.stderr.splitlines()
    assert ended.returncode == 2
    assert said.startswith(f"callscore: can't write {format} into {out}: ")
    assert [path.name for path in out.iterdir()] == ["a.json"]


def test_more_rows_than_a_sheet_holds_are_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callscore.tables.exporting.SHEET_ROWS", 1)
    with pytest.raises(ConfigError, match="calls has 1 rows, more than a sheet holds; use --export csv"):
        export_tables(read_day(out).tables(), out, "xlsx")


def test_an_unknown_format_is_refused_by_name(out: Path) -> None:
    with pytest.raises(ConfigError, match=r"'ods'; known are csv, xlsx"):
        export_tables({}, out, "ods")


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_holds(name: str) -> None:
    assert all(column.meaning for column in TABLES[name])
    assert all(field.metadata[b"meaning"] for field in arrow_schema(name))


def test_tables_bear_their_version(out: Path) -> None:
    assert all(table.schema.metadata[b"callscore_tables"] for table in arrow_tables(out).values())
