"""A manifest beside the recordings: any spelling is read, bad rows are said plainly, and the rest goes on."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callscore.errors import ConfigError
from callscore.ledger.manifest import Job, Manifest, NamePattern, jobs_by_name, read_manifest
from callscore.ledger.moments import read_day, read_moment
from callscore.ledger.sums import read_sum
from callscore.metadata import AccountKind, CallMetadata
from callscore.pipeline import Pipeline
from callscore.testing import make_call

HEADER = "file,agent_id,account_id,started_at"


def manifest(
    folder: Path, text: str, *, name: str = "calls.csv", there: str = "a.wav b.wav", **options: object
) -> Manifest:
    """The manifest of this text, in a folder with these recordings."""
    for file in there.split():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()
    (folder / name).write_text(text, encoding="utf-8")
    return read_manifest(folder / name, **options)  # type: ignore[arg-type]


def said(read: Manifest) -> list[str]:
    return [str(problem) for problem in read.problems]


def test_all_that_is_known_of_a_call(tmp_path: Path) -> None:
    read = manifest(
        tmp_path,
        "path,transcript,agent_id,team,account_id,account_kind,started_at,timezone,expected_amount,currency,due_date,"
        "reference,disposition\n"
        'a.wav,b.wav,a17,north,0889,B2B,2026-11-20T21:05:00Z,America/New_York,"1,234.50",usd,2026-09-01,INV-4411,PTP\n',
    )
    assert not read.problems
    assert read.jobs == (
        Job(
            str(tmp_path / "a.wav"),
            str(tmp_path / "b.wav"),
            CallMetadata(
                "a17",
                "north",
                "0889",
                AccountKind.B2B,
                datetime(2026, 11, 20, 16, 5, tzinfo=ZoneInfo("America/New_York")),
                Decimal("1234.50"),
                "USD",
                date(2026, 9, 1),
                "INV-4411",
                "PTP",
            ),
        ),
    )


SPELLINGS = {
    "other names": "Recording File;Collector;Account No.;Call Start;Outstanding Balance\n"
    "a.wav;a17;889;2026-11-20 16:05;£250\n",
    "tabs and a byte order mark": "\ufefffilename\tagentName\tcustomer id\tdate\tamount_due\n"
    "a.wav\ta17\t889\t20/11/2026 4:05 pm\t£250.00\n",
    "quotes": '"file","agent","account","start","balance"\n"a.wav","a17","889","20 Nov 2026 16:05","GBP 250"\n',
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_common_spellings_and_dialects(tmp_path: Path, text: str) -> None:
    (job,) = manifest(tmp_path, text).jobs
    known = job.metadata
    assert (known.agent_id, known.account_id, known.started_at) == ("a17", "889", datetime(2026, 11, 20, 16, 5))
    assert (known.expected_amount, known.currency) == (Decimal("250"), "GBP")


ROW = {"file": "a.wav", "agent": "a17", "account": 889, "balance": 250.5}
DOCUMENTS = {
    "a list": ("calls.json", json.dumps([ROW])),
    "a list under a key": ("calls.json", json.dumps({"calls": [ROW]})),
    "by file name": ("calls.json", json.dumps({"a.wav": {"agent": "a17", "account": 889, "balance": 250.5}})),
    "one call": ("calls.json", json.dumps(ROW)),
    "lines": ("calls.jsonl", json.dumps(ROW) + "\n\n"),
    "lines under another ending": ("calls.json", json.dumps(ROW) + "\n" + json.dumps({"file": "away.wav"}) + "\n"),
}


@pytest.mark.parametrize("name, text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_json(tmp_path: Path, name: str, text: str) -> None:
    (job,) = manifest(tmp_path, text, name=name).jobs
    assert (job.metadata.agent_id, job.metadata.account_id) == ("a17", "889")
    assert job.metadata.expected_amount == Decimal("250.5")


def test_a_spreadsheet(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["file", "agent", "started_at", "due date", "balance", "account"])
    book.active.append(["a.wav", "a17", datetime(2026, 11, 20, 16, 5), date(2026, 9, 1), 250.5, 889.0])
    book.save(tmp_path / "calls.xlsx")
    (tmp_path / "a.wav").touch()
    (job,) = read_manifest(tmp_path / "calls.xlsx").jobs
    known = job.metadata
    assert (known.started_at, known.due_date, known.account_id) == (
        datetime(2026, 11, 20, 16, 5),
        date(2026, 9, 1),
        "889",
    )


@pytest.mark.parametrize(
    "text",
    ["monday/a.wav", "monday\\a.wav", "./monday/a.wav", "MONDAY/A.wav", "monday/a", "a.wav", "a", "/recorder/7/a.wav"],
)
def test_a_file_is_found_by_path_name_or_stem(tmp_path: Path, text: str) -> None:
    read = manifest(tmp_path, f"file,agent\n{text},a17\n", there="monday/a.wav monday/a.json b.wav")
    if text.startswith("/recorder"):
        assert said(read)[-1].endswith("lies outside the manifest's folder; left out")
        return
    assert [Path(job.path) for job in read.jobs] == [tmp_path / "monday/a.wav"]


def test_two_files_of_one_name_are_not_guessed_between(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,agent\na.wav,a17\nmonday/a.wav,a18\n", there="monday/a.wav tuesday/a.wav")
    assert [job.metadata.agent_id for job in read.jobs] == ["a18"]
    assert any("row 2: path 'a.wav': may mean" in line for line in said(read))


ESCAPES = ["../secret.wav", "monday/../../secret.wav", "{outside}", "..\\secret.wav", "link/secret.wav"]


@pytest.mark.parametrize("text", ESCAPES)
def test_a_path_cannot_leave_the_folder(tmp_path: Path, text: str) -> None:
    (tmp_path / "secret.wav").touch()
    folder = tmp_path / "calls"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    text = text.format(outside=tmp_path / "secret.wav")
    read = manifest(folder, f"file,agent\n{text},a17\na.wav,a18\n")
    assert [job.metadata.agent_id for job in read.jobs] == ["a18"]
    assert any("row 2" in line and "left out" in line for line in said(read))


def test_absolute_paths_when_allowed(tmp_path: Path) -> None:
    (tmp_path / "far.wav").touch()
    folder = tmp_path / "calls"
    folder.mkdir()
    read = manifest(folder, f"file,agent\n{tmp_path / 'far.wav'},a17\n", allow_absolute=True)
    assert [job.path for job in read.jobs] == [str(tmp_path / "far.wav")]


BAD = {
    "an impossible date": ("due_date", "2026-02-30", "row 2: due_date '2026-02-30': there is no such day"),
    "a year that can't be": ("due_date", "2626-02-03", "row 2: due_date '2626-02-03': the year 2626 can't be right"),
    "day or month first": ("due_date", "03/04/2026", "row 2: due_date '03/04/2026': may be day or month first"),
    "an impossible hour": ("started_at", "2026-11-20 25:00", "row 2: started_at '2026-11-20 25:00': there is no such"),
    "a zone": ("timezone", "Atlantis", "row 2: timezone 'Atlantis': is not a time zone"),
    "a sum": ("balance", "lots", "row 2: expected_amount 'lots': is not a sum of money"),
    "less than nothing": ("balance", "-12", "row 2: expected_amount '-12': less than nothing is not owed"),
    "a currency": ("currency", "beads", "row 2: currency 'beads': is not a currency"),
    "a kind": ("account_kind", "alien", "row 2: account_kind 'alien': says neither consumer nor b2b"),
    "spoilt by a spreadsheet": ("account", "1.23457E+15", "row 2: account_id '1.23457E+15': was shortened by a"),
    "an empty agent": ("agent", "", "row 2: agent_id: is empty: the call belongs to no agent"),
    "a slip of the pen": ("due_dat", "2026-03-04", "'due_dat': unknown column; if due_date is meant"),
    "no file": ("file", "", "row 2: path: is empty, so the row belongs to no call"),
    "a missing file": ("file", "c.wav", "row 2: path 'c.wav': no such file in the manifest's folder; left out"),
    "a missing transcript": ("transcript", "c.json", "row 2: transcript 'c.json': no such file"),
}  # fmt: skip


@pytest.mark.parametrize("column, value, expected", BAD.values(), ids=BAD.keys())
def test_bad_values_are_said_and_the_rest_goes_on(tmp_path: Path, column: str, value: str, expected: str) -> None:
    columns = {"file": "a.wav", "team": "north", column: value}
    good = {**dict.fromkeys(columns, ""), "file": "b.wav", "team": "south", "agent": "a18"}
    good = {name: good.get(name, "") for name in {**columns, "agent": ""}}
    rows = [good.keys(), [columns.get(name, "x") for name in good], good.values()]
    text = "\n".join(",".join(row) for row in rows)
    read = manifest(tmp_path, text)
    assert any(
        line.startswith(f"calls.csv {expected}") or line.startswith(f"calls.csv: {expected}") for line in said(read)
    ), said(read)
    assert read.jobs[-1].metadata.team == "south"


def test_a_day_without_an_hour_dates_the_call(tmp_path: Path) -> None:
    read = manifest(
        tmp_path, "file,agent,account,call_date\na.wav,a17,889,2026-11-20\nb.wav,a18,890,2026-11-20 09:30\n"
    )
    assert not [line for line in said(read) if "2026-11-20" in line]
    alone, whole = (job.metadata for job in read.jobs)
    assert (alone.call_date, alone.started_at) == (date(2026, 11, 20), None)
    assert (whole.call_date, whole.started_at) == (None, datetime(2026, 11, 20, 9, 30))
    report = Pipeline()(make_call("agent: so Friday then", "customer: yes"), metadata=alone)
    assert report.conversation.call_date == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("Call Date;Call Time", "20/11/2026;4:05 pm"),
        ("start_time;date", "16:05:00;2026-11-20"),
        ("day;time", "20 Nov 2026;16:05"),
        ("date;start time", "2026-11-20;2026-11-20 16:05"),
        ("started_at;time", "2026-11-20 16:05;whatever"),
        ("call_time;agent", "2026-11-20 16:05;a17"),
        ("date;time", ";2026-11-20 16:05"),
    ],
)
def test_a_day_and_an_hour_in_two_columns_are_one_moment(tmp_path: Path, columns: str, cells: str) -> None:
    read = manifest(tmp_path, f"file;{columns}\na.wav;{cells}\n")
    assert read.jobs[0].metadata.started_at == datetime(2026, 11, 20, 16, 5)
    assert not [line for line in said(read) if "started_at" in line or "time" in line]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("2026-11-20;25:00", "row 2: time '25:00': "),
        ("2026-11-20;2026-11-21 10:00", "row 2: time '2026-11-21 10:00': is on another day than 2026-11-20"),
        ("2026-11-20;2026-11-20", None),
        ("2026-11-20;", None),
    ],
)
def test_an_hour_that_can_not_be_read_leaves_the_day(tmp_path: Path, cells: str, expected: str | None) -> None:
    read = manifest(tmp_path, f"file;date;time\na.wav;{cells}\n")
    known = read.jobs[0].metadata
    assert (known.call_date, known.started_at) == (date(2026, 11, 20), None)
    slips = [line.removeprefix("calls.csv ") for line in said(read) if " time " in line]
    assert len(slips) == (expected is not None)
    assert all(slip.startswith(str(expected)) for slip in slips)


def test_missing_columns_are_said_once(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,team\na.wav,north\nb.wav,south\n")
    assert [line.split(": ")[1] for line in said(read)] == [
        "no column agent_id",
        "no column account_id",
        "no column started_at",
    ]
    assert len(read.jobs) == 2


def test_without_a_column_for_files_nothing_is_joined(tmp_path: Path) -> None:
    read = manifest(tmp_path, "agent,balance\na17,250\na18,300\n", there="a.wav")
    assert read.jobs == ()
    assert "no column names the recording" in said(read)[0]


def test_rows_at_odds_leave_unknown_what_they_differ_on(tmp_path: Path) -> None:
    read = manifest(tmp_path, f"{HEADER},balance\na.wav,a17,889,,250\na,a18,889,,250\na.wav,a17,889,,250\n")
    (job,) = read.jobs
    assert (job.metadata.agent_id, job.metadata.account_id, job.metadata.expected_amount) == (None, "889", Decimal(250))
    assert any("is in row 2, 3 too, with another agent_id" in line for line in said(read))


@pytest.mark.parametrize(
    ("rows", "differing", "left"),
    [
        ("a.wav,2026-11-20,£250\na.wav,2026-11-20,$250\n", "currency, expected_amount", {"call_date"}),
        ("a.wav,2026-11-20,£250\na.wav,2026-11-21 10:00,£250\n", "started_at", {"currency", "expected_amount"}),
    ],
)
def test_a_sum_in_two_currencies_and_a_call_on_two_days_are_unknown(
    tmp_path: Path, rows: str, differing: str, left: set[str]
) -> None:
    read = manifest(tmp_path, f"file,started_at,balance\n{rows}")
    assert {name for name, value in read.jobs[0].metadata.to_dict().items() if value is not None} == left
    assert any(f"with another {differing}:" in line for line in said(read))


def test_a_call_whose_rows_name_its_day_and_its_hour_has_both(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,started_at\na.wav,2026-11-20\na.wav,2026-11-20 10:00\n")
    assert str(read.jobs[0].metadata.started_at) == "2026-11-20 10:00:00"


def test_mixed_currencies_are_said(tmp_path: Path) -> None:
    text = f"{HEADER},balance,currency\na.wav,a17,889,,£250,EUR\nb.wav,a18,890,,250,EUR\nc.wav,a18,890,,250,USD\n"
    read = manifest(tmp_path, text, there="a.wav b.wav c.wav")
    assert read.jobs[0].metadata.expected_amount is None
    assert any("row 2: expected_amount '£250': stands under currency EUR" in line for line in said(read))
    assert any("sums are in EUR, USD: they are kept apart and never added up" in line for line in said(read))
    assert not any("sums without a currency" in line for line in said(read))
    assert any("row 4: currency 'USD': account '890' has EUR in row 3" in line for line in said(read))


def test_sums_without_a_currency_beside_those_of_two_stay_without(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,balance\na.wav,£250\nb.wav,$250\nc.wav,250\n", there="a.wav b.wav c.wav")
    assert read.jobs[2].metadata.currency is None
    assert any("sums are in GBP, USD" in line and "sums without a currency stay without" in line for line in said(read))


def test_two_transcripts_of_one_call_are_none(tmp_path: Path) -> None:
    text = "file,transcript\na.wav,a.json\na.wav,{second}\n"
    for second, transcript in (("b.json", None), ("a.json", str(tmp_path / "a.json"))):
        read = manifest(tmp_path, text.format(second=second), there="a.wav a.json b.json")
        assert read.jobs[0].transcript == transcript
        assert any("with another transcript" in line for line in said(read)) is (transcript is None)


def test_files_in_hidden_folders_are_not_meant(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file\na.wav\nb.wav\n", there=".trash/a.wav monday/b.wav")
    assert [job.path for job in read.jobs] == [str(tmp_path / "monday" / "b.wav")]


def test_a_row_with_too_many_cells_is_left_out(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,agent,balance\na.wav,a17,1,234\nb.wav,a18,12\n")
    assert [job.metadata.agent_id for job in read.jobs] == ["a18"]
    assert "4 cells under 3 columns" in said(read)[-1]


def test_unknown_columns_are_kept(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,agent,weather\na.wav,a17,rain\n")
    assert read.unknown_columns == ("weather",)
    assert read.jobs[0].extra == (("weather", "rain"),)


def test_the_files_to_score_each_get_a_job(tmp_path: Path) -> None:
    files = [tmp_path / "calls" / "a.wav", tmp_path / "calls" / "c.wav"]
    read = manifest(tmp_path, "file,agent\na.wav,a17\nz.wav,a18\n", files=files)
    assert [(job.path, job.metadata.agent_id) for job in read.jobs] == [(str(files[0]), "a17"), (str(files[1]), None)]
    assert any(line == f"{files[1]}: no row of the manifest is about this file" for line in said(read))


def test_one_row_without_a_path_is_about_the_one_file(tmp_path: Path) -> None:
    read = manifest(tmp_path, '{"agent": "a17"}', name="call.json", there="a.wav")
    assert read.jobs == ()
    read = read_manifest(tmp_path / "call.json", files=[tmp_path / "a.wav"])
    assert read.jobs[0].metadata.agent_id == "a17"


UNREADABLE = {
    "missing": (None, "no such file"),
    "empty": (b"", "empty"),
    "not text": (b"\x00\x01\x02,\x00", "not a text file"),
    "not JSON": (b"{'a'", "not valid JSON"),
    "a number": (b"7", "a list of objects is needed"),
}


@pytest.mark.parametrize("data, expected", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_table_that_cannot_be_read(tmp_path: Path, data: bytes | None, expected: str) -> None:
    path = tmp_path / ("calls.json" if data in (b"{'a'", b"7") else "calls.csv")
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ConfigError, match=expected):
        read_manifest(path)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("£1,234.50", (Decimal("1234.50"), "GBP")),
        ("1.234,50 €", (Decimal("1234.50"), "EUR")),
        ("2,40,000", (Decimal(240000), None)),
        ("R 1 200.00", (Decimal("1200.00"), "ZAR")),
        ("Rs. 500", (Decimal(500), "INR")),
    ],
)
def test_sums(text: str, expected: tuple[Decimal, str | None]) -> None:
    assert read_sum(text) == expected


def test_a_shared_sign_is_the_columns_currency() -> None:
    assert read_sum("$120", currency="CAD") == (Decimal(120), "CAD")


def test_a_columns_other_dates_tell_the_order_of_day_and_month(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,agent,due date\na.wav,a,03/04/2026\nb.wav,b,25/04/2026\n")
    assert [job.metadata.due_date for job in read.jobs] == [date(2026, 4, 3), date(2026, 4, 25)]
    assert read_day("03/04/2026", day_first=False) == date(2026, 3, 4)


def test_seconds_since_1970() -> None:
    assert read_moment("1795190400", zone=ZoneInfo("Europe/London")).date() == date(2026, 11, 20)


PATTERN = "{agent_id}_{account_id}_{started_at:%Y%m%d-%H%M%S}.wav"


def test_file_names_tell() -> None:
    (job,) = jobs_by_name(["calls/a17_889-2_20261120-160500.wav"], PATTERN).jobs
    known = job.metadata
    assert (known.agent_id, known.account_id, known.started_at) == ("a17", "889-2", datetime(2026, 11, 20, 16, 5))


def test_a_name_that_tells_a_day_and_no_hour_dates_the_call() -> None:
    (job,) = jobs_by_name(["a17_20261120.wav"], "{agent_id}_{started_at:%Y%m%d}").jobs
    assert (job.metadata.call_date, job.metadata.started_at) == (date(2026, 11, 20), None)


def test_folders_tell() -> None:
    (job,) = jobs_by_name(["out/north/a17/889.mp3"], "{team}/{agent_id}/{account_id}").jobs
    assert (job.metadata.team, job.metadata.agent_id, job.metadata.account_id) == ("north", "a17", "889")


def test_a_name_that_does_not_fit_is_said_and_scored_without() -> None:
    read = jobs_by_name(["a17.wav", "a17_889_20260230-160500.wav"], PATTERN)
    assert len(read.jobs) == 2
    assert "a17.wav: doesn't fit the pattern" in said(read)[0]
    assert "started_at '20260230-160500': is no moment" in said(read)[1]


SLIPS = {
    "{agnet}_x": "unknown field 'agnet'",
    "{agent_id}_{agent_id}": "stands twice",
    "{agent_id}{account_id}": "nothing stands between",
    "{agent_id:%Y}": "takes no format",
    "{started_at:%Q}": "unknown %Q",
    "call": "tells nothing",
    "{agent_id": "write {{ for a brace",
}


@pytest.mark.parametrize("pattern, expected", SLIPS.items())
def test_a_pattern_that_is_wrong(pattern: str, expected: str) -> None:
    with pytest.raises(ConfigError) as error:
        NamePattern(pattern)
    assert expected in str(error.value)


def test_the_command_joins_a_table_and_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from callscore.cli import main

    (tmp_path / "a.txt").write_text("Agent: Your balance is £480.\nCustomer: Is it?\n", encoding="utf-8")
    (tmp_path / "calls.csv").write_text("file,agent,balance,due date\na,a17,£250,2026-02-30\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["score", str(tmp_path / "a.txt"), "--metadata", str(tmp_path / "calls.csv"), "--json"])
    out, err = capsys.readouterr()
    report = json.loads(out)
    assert not stopped.value.code
    assert report["metadata"]["agent_id"] == "a17"
    assert report["metrics"]["facts_wrong"]["value"] == 1
    assert "calls.csv row 2: due_date '2026-02-30': there is no such day" in err


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("2026-11-20 12:05 am", 0),
        ("2026-11-20 1:05 a.m.", 1),
        ("2026-11-20 12:05 pm", 12),
        ("2026-11-20 11:05pm", 23),
        ("20261120-230500", 23),
    ],
)
def test_hours_of_the_morning_and_the_evening(cell: str, hour: int) -> None:
    assert read_moment(cell) == datetime(2026, 11, 20, hour, 5)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-11-20 13:05 pm", "there is no hour 13 pm"),
        ("2026-11-20 0:05 am", "there is no hour 0 am"),
        ("2026-11-20 25:05", "there is no such time of day"),
        ("2026-11-20 9", "has no time of day"),
        ("2026-11-20 09:30+15:00", "no place is that far from UTC"),
    ],
)
def test_an_hour_that_no_clock_shows_is_refused(cell: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        read_moment(cell)


@pytest.mark.parametrize("cell", ["5551234567", "0000000001"])
def test_a_telephone_number_is_no_moment(cell: str) -> None:
    with pytest.raises(ValueError, match="can't be right"):
        read_moment(cell)


@pytest.mark.parametrize("cell", ["1.500", "1.500 EUR", "£250.000"])
def test_a_sum_that_may_be_thousands_or_a_fraction_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="may be thousands"):
        read_sum(cell)


@pytest.mark.parametrize(("cell", "value"), [("1.500 KWD", "1.500"), ("1.500,00", "1500.00"), ("0.125", "0.125")])
def test_a_sum_with_one_reading_is_read(cell: str, value: str) -> None:
    assert str(read_sum(cell)[0]) == value
