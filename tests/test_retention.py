"""Old calls are told first and removed when asked, with all that was written of them; nothing else is touched."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pandas
import pytest

from callscore import Pipeline
from callscore.cli import main
from callscore.errors import ConfigError
from callscore.retention import expired, others, parse_age, purge
from callscore.testing import make_call

TODAY = date(2026, 11, 22)


@pytest.fixture
def out(batch, tmp_path):
    """A copy of the batch."""
    return Path(shutil.copytree(batch, tmp_path / "out"))


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """A batch of three calls: one of January, one of last week, one whose day nobody knows."""
    from callscore.batch.planning import plan
    from callscore.batch.running import RunOptions, run_into

    tmp_path = tmp_path_factory.mktemp("batch")
    calls = tmp_path / "calls"
    calls.mkdir()
    rows = ["file,started_at"]
    for name, day in (("old", "2026-01-05T10:00:00"), ("new", "2026-11-15T10:00:00"), ("undated", "")):
        turns = [
            {"speaker": role, "start": at, "end": at + 1, "text": "hello"}
            for at, role in enumerate(("agent", "customer"))
        ]
        (calls / f"{name}.json").write_text(json.dumps({"turns": turns}))
        rows.append(f"{name}.json,{day}")
    (tmp_path / "calls.csv").write_text("\n".join(rows))
    target = tmp_path / "out"
    planned = plan([str(calls)], out=str(target), manifest=tmp_path / "calls.csv")
    from callscore.batch import local

    executor = local(Pipeline(), planned.tasks, workers=1)
    list(run_into(str(target), Pipeline(), planned.tasks, executor=executor, options=RunOptions()))
    return target


def names(out):
    return sorted(path.name for path in (out / "reports").iterdir())


def names_of(calls):
    return [call.name.rpartition("/")[2].split(".")[0] for call in calls]


@pytest.mark.slow
def test_a_call_that_is_too_old_goes_with_all_that_was_written_of_it(out):
    calls = expired(out, older_than=parse_age("90d"), today=TODAY)
    assert names_of(calls) == ["old"]
    before = names(out)
    assert purge(out, calls) >= 2
    assert len(names(out)) == len(before) - 1
    everything = b"".join(path.read_bytes() for path in out.rglob("*.json*"))
    assert b"old.json" not in everything
    table = pandas.read_parquet(out / "tables" / "calls.parquet")
    assert len(table) == 2
    assert purge(out, expired(out, older_than=parse_age("90d"), today=TODAY)) == 0


@pytest.mark.slow
def test_the_page_of_a_call_goes_with_it(out):
    from callscore.call_pages import write_pages

    write_pages(out)
    assert (out / "pages" / "old.html").is_file()
    (out / "pages" / ".123-abc.part").write_text("half a page of a writer that was killed")
    purge(out, expired(out, older_than=parse_age("90d"), today=TODAY))
    assert not (out / "pages" / "old.html").exists()
    assert not (out / "pages" / ".123-abc.part").exists()
    assert (out / "pages" / "new.html").is_file()


def test_a_call_without_a_day_goes_by_its_report(out):
    report = next(path for path in (out / "reports").iterdir() if "undated" in path.name)
    os.utime(report, (1_500_000_000, 1_500_000_000))
    assert set(names_of(expired(out, older_than=timedelta(days=90), today=TODAY))) == {"old", "undated"}


@pytest.mark.slow
def test_nothing_goes_without_yes_and_nothing_outside(out, capsys):
    (out / "day.html").write_text("a page of the day")
    elsewhere = out.parent / "elsewhere"
    elsewhere.mkdir()
    before = names(out)
    with pytest.raises(SystemExit) as ended:
        main(["purge", str(out), "--older-than", "30d"])
    assert ended.value.code == 0
    assert "nothing was removed" in capsys.readouterr().err
    assert names(out) == before
    assert others(out) == ("day.html",)
    (out / "reports").rename(elsewhere / "reports")
    (out / "reports").symlink_to(elsewhere / "reports")
    with pytest.raises(ConfigError, match="leads out of"):
        expired(out, older_than=timedelta(days=30), today=TODAY)
    assert len(list((elsewhere / "reports").iterdir())) == len(before)


def test_where_nothing_is_old_that_is_said(tmp_path, capsys):
    Pipeline()(make_call("agent: hello", "customer: hello")).save(tmp_path / "new.json")
    with pytest.raises(SystemExit):
        main(["purge", str(tmp_path), "--older-than", "30d", "--yes"])
    assert capsys.readouterr().err == "no call is older than 30d; nothing was removed\n"


def test_a_file_that_is_no_report_stays(tmp_path):
    (tmp_path / "settings.json").write_text('{"a": 1}')
    os.utime(tmp_path / "settings.json", (1, 1))
    assert expired(tmp_path, older_than=timedelta(days=1), today=TODAY) == ()


@pytest.mark.parametrize("age", ["", "90", "d", "0d", "-3d", "90 days ago", "3 h"])
def test_what_is_no_age_is_said(age):
    with pytest.raises(ConfigError, match="is no age"):
        parse_age(age)
