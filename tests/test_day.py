"""A folder of reports as tables, and several folders as one."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from callscore import CallMetadata, ConfigError, Pipeline, read_day
from callscore.cli import main
from callscore.tables import write_tables
from callscore.testing import make_call


def save(folder: Path, name: str, *turns: str, agent: str | None = None, day: int = 20, timed: bool = True) -> None:
    """One scored call as a report file."""
    metadata = CallMetadata(agent_id=agent, account_id=f"acc-{name}", started_at=datetime(2026, 11, day, 10, 30))
    folder.mkdir(parents=True, exist_ok=True)
    Pipeline()(make_call(*turns, call_id=name, timed=timed), metadata=metadata).save(folder / f"{name}.json")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "day"
    save(folder / "reports", "one", "0-6 agent: you haven't paid us", "6-10 customer: I lost my job", agent="ann")
    save(folder / "reports", "two", "0-2 agent: good morning", "2-12 customer: I will pay Friday by card", agent="ann")
    save(folder / "reports", "three", "agent: hello", "customer: hello", timed=False)
    return folder


def test_every_call_is_a_row_and_joins_its_findings(out: Path) -> None:
    day = read_day(out)
    assert sorted(day.calls["call_id"]) == ["one", "three", "two"]
    assert set(day.findings["report"]) <= set(day.calls["report"])
    assert len(day.turns) == 6
    assert len(day.criteria) == 3 * len(set(day.criteria["id"]))


def test_metadata_stands_in_the_calls_table(out: Path) -> None:
    call = read_day(out).calls.set_index("call_id").loc["one"]
    assert (call["agent_id"], call["account_id"]) == ("ann", "acc-one")
    assert str(call["started_at"]) == "2026-11-20 10:30:00"


def test_an_agents_talk_share_is_a_ratio_of_sums_and_leaves_unknown_calls_out(out: Path) -> None:
    agents = read_day(out).agents.set_index("agent_id")
    assert agents.loc["ann", "n"] == 2
    assert agents.loc["ann", "agent_talk_share"] == pytest.approx((6 + 2) / (10 + 12))
    assert agents["too_few"].all()


def test_unknown_stays_unknown(out: Path) -> None:
    calls = read_day(out).calls.set_index("call_id")
    assert calls["agent_talk_share"].isna()["three"]
    assert calls["agent_id"].isna()["three"]


def test_written_tables_say_what_the_reports_say(out: Path) -> None:
    before = read_day(out)
    write_tables(out)
    after = read_day(out)
    for name in ("calls", "turns", "findings", "criteria", "promises"):
        pd.testing.assert_frame_equal(getattr(before, name), getattr(after, name))


def test_a_report_written_after_the_tables_counts(out: Path) -> None:
    write_tables(out)
    save(out / "reports", "four", "agent: hello", "customer: hello")
    later = (out / "tables" / "calls.parquet").stat().st_mtime_ns + 5_000_000_000
    os.utime(out / "reports" / "four.json", ns=(later, later))
    assert len(read_day(out).calls) == 4


def test_a_report_taken_away_after_the_tables_no_longer_counts(out: Path) -> None:
    write_tables(out)
    (out / "reports" / "one.json").unlink()
    later = (out / "tables" / "calls.parquet").stat().st_mtime_ns + 5_000_000_000
    os.utime(out / "reports", ns=(later, later))
    assert len(read_day(out).calls) == 2


def test_a_range_of_days_reads_as_one(out: Path, tmp_path: Path) -> None:
    save(tmp_path / "next" / "reports", "five", "agent: hello", "customer: hello", agent="bob", day=21)
    both = read_day(out, tmp_path / "next")
    assert len(both.calls) == 4
    assert set(both.trends(period="day")["period"].dt.day) == {20, 21}


def test_a_plain_folder_of_reports_reads_too(tmp_path: Path) -> None:
    save(tmp_path, "one", "agent: hello", "customer: hello")
    assert list(read_day(tmp_path).calls["call_id"]) == ["one"]


def test_an_empty_folder_and_a_strange_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no reports in"):
        read_day(tmp_path)
    (tmp_path / "strange.json").write_text('{"a": 1}')
    with pytest.raises(ConfigError, match=r"strange\.json is not a report"):
        read_day(tmp_path)
    with pytest.raises(ConfigError, match="no folder at"):
        read_day(tmp_path / "missing")


def test_the_command_adds_up_and_lists_what_to_hear_first(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["report", str(out), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert document["calls"] == 3
    assert {row["agent_id"] for row in document["groups"]} == {"ann", None}
    with pytest.raises(SystemExit):
        main(["report", str(out)])
    printed = capsys.readouterr().out
    assert "Hear these first" in printed
    assert "too few to go by" in printed


def test_faults_of_one_day_are_not_those_of_another_day_whose_call_has_the_same_name(tmp_path: Path) -> None:
    save(tmp_path / "mon" / "reports", "call", "agent: you are a liar and a thief", "customer: no", day=23)
    save(tmp_path / "tue" / "reports", "call", "agent: good morning", "customer: hello", day=24)
    day = read_day(tmp_path / "mon", tmp_path / "tue")
    assert sorted(day.calls["report"]) == ["mon/call.json", "tue/call.json"]
    assert list(day.review()["report"]) == ["mon/call.json"]


def test_results_behind_a_url_are_read_from_a_copy() -> None:
    with pytest.raises(ConfigError, match=r"s3:// is read from a copy"):
        read_day("s3://bucket/out")


def test_a_folder_of_days_is_answered_with_its_days(out: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape(f"in folders of it: give {out}, or {out.parent / '*'}")):
        read_day(out.parent)


def test_a_folder_that_is_named_twice_is_read_once(out: Path) -> None:
    assert len(read_day(out, out / ".." / out.name).calls) == 3


def test_reports_of_one_file_are_told_apart(tmp_path: Path) -> None:
    save(tmp_path, "a", "agent: you are a liar and a thief", "customer: no")
    save(tmp_path, "b", "agent: good morning", "customer: hello")
    both = [json.dumps(json.loads((tmp_path / name).read_text())) for name in ("a.json", "b.json")]
    lines = tmp_path / "lines"
    lines.mkdir()
    (lines / "all.json").write_text("\n".join(both))
    day = read_day(lines)
    assert sorted(day.calls["report"]) == ["all.json", "all.json#2"]
    assert list(day.review()["report"]) == ["all.json"]


def test_half_characters_of_a_file_name_can_be_written(tmp_path: Path) -> None:
    save(tmp_path / "reports", "a", "agent: hello", "customer: hello")
    report = tmp_path / "reports" / "a.json"
    report.write_text(json.dumps(json.loads(report.read_text()) | {"call_id": "caf\udce9"}))
    write_tables(tmp_path)
    assert list(read_day(tmp_path).calls["call_id"]) == ["caf\\udce9"]


@pytest.mark.parametrize("change", ["", "[" * 100_000, "word", "warnings"])
def test_a_spoilt_report_is_named_in_one_line(tmp_path: Path, change: str) -> None:
    save(tmp_path, "a", "agent: hello", "customer: hello")
    report = tmp_path / "a.json"
    document = json.loads(report.read_text())
    if change == "word":
        document["metrics"]["interruptions"]["value"] = "three"
    elif change == "warnings":
        document["findings"] = [{**dict.fromkeys(("role", "severity", "criterion")), "turn": "x"}]
    report.write_text(json.dumps(document) if change.isalpha() else change)
    with pytest.raises(ConfigError, match=r"a\.json can't be read as a report"):
        read_day(tmp_path)
