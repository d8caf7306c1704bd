"""Calls that fail: their reasons, when they are tried again, and what becomes of what an earlier run wrote of them."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest
from batch_runs import CHEAP, Here, broken, go, make_calls, written

from callscore import Pipeline
from callscore.batch.places import LocalFolder
from callscore.batch.running import run_into
from callscore.cli import main
from callscore.findings import Metric
from callscore.retention import expired, purge


def test_a_failure_is_written_with_its_reason_and_left_alone_until_asked(tmp_path: Path) -> None:
    calls, out = broken(tmp_path / "in"), tmp_path / "out"
    assert go(out, calls)["bad.json"] == "TranscriptError"
    (row,) = map(json.loads, (out / "failures.jsonl").read_text().splitlines())
    assert row["path"] == str(calls / "bad.json")
    assert "not valid JSON" in row["error"]
    for expected, options in (([], {}), (["bad"], {"retry_failed": True})):
        executor = Here([])
        assert go(out, calls, executor=executor, **options)["bad.json"] == "TranscriptError"
        assert executor.seen == expected


def test_a_failure_that_was_mended_is_done_and_forgotten(tmp_path: Path) -> None:
    calls, out = broken(tmp_path / "in"), tmp_path / "out"
    go(out, calls)
    make_calls(calls, "bad.json")
    assert go(out, calls) == {"bad.json": "scored", "good.json": "kept"}
    assert (out / "failures.jsonl").read_bytes() == b""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_that_never_ends_is_a_failure(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    os.mkfifo(calls / "b.json")
    assert go(tmp_path / "out", calls) == {"a.json": "scored", "b.json": "RecordingError"}


def test_a_full_disk_fails_the_call_and_the_next_run_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    write = LocalFolder.write

    def full(self: LocalFolder, name: str, data: bytes, *, sure: bool = True) -> None:
        if name == "reports/a.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, name, data, sure=sure)

    with monkeypatch.context() as patched:
        patched.setattr(LocalFolder, "write", full)
        assert go(out, calls) == {"a.json": "DiskFull", "b.json": "scored"}
    assert go(out, calls) == {"a.json": "rescored", "b.json": "kept"}


def test_out_of_memory_fails_the_call_and_the_rest_goes_on(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json", "b.json")

    def hungry(conversation: Any) -> list[Metric]:
        if conversation.call_id == "a":
            raise MemoryError
        return []

    results = go(tmp_path / "out", calls, Pipeline(analyzers=(hungry,)))
    assert results == {"a.json": "MemoryError", "b.json": "scored"}


@pytest.fixture
def spoilt(tmp_path: Path) -> tuple[Path, Path]:
    """A day of two calls, and OUT; one of the files was overwritten since, by what can't be read."""
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    go(out, calls)
    (out / "pages").mkdir()
    (out / "pages/a.html").touch()
    (calls / "a.json").write_text('{"turns": [')
    return calls, out


def rows(out: Path) -> list[str]:
    return pq.read_table(out / "tables" / "calls.parquet")["call_id"].to_pylist()


def test_a_call_whose_changed_file_fails_is_counted_no_longer(spoilt: tuple[Path, Path]) -> None:
    calls, out = spoilt
    assert go(out, calls) == {"a.json": "TranscriptError", "b.json": "kept"}
    assert list(written(out)) == ["b.json"]
    assert rows(out) == ["b"]
    assert [path.name for path in (out / "superseded").iterdir()] == ["a.json"]
    assert not (out / "pages/a.html").exists()
    assert go(out, calls) == {"a.json": "TranscriptError", "b.json": "kept"}
    assert rows(out) == ["b"]


def test_where_the_only_call_fails_the_tables_are_empty(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    (calls / "a.json").write_text("{")
    go(out, calls)
    assert rows(out) == []


def test_a_call_that_is_done_again_has_one_report(spoilt: tuple[Path, Path]) -> None:
    calls, out = spoilt
    go(out, calls)
    make_calls(calls, "a.json")
    assert go(out, calls) == {"a.json": "rescored", "b.json": "kept"}
    assert list(written(out)) == ["a.json", "b.json"]
    assert list((out / "superseded").iterdir()) == []


def test_the_same_behind_a_url(tmp_path: Path) -> None:
    calls, files = make_calls(tmp_path / "in", "a.json"), fsspec.filesystem("memory")
    for text, place in ((None, "reports"), ("{", "superseded")):
        if text is not None:
            (calls / "a.json").write_text(text)
        list(run_into("memory://set-aside", CHEAP, [calls / "a.json"], executor=Here([])))
        assert files.glob("/set-aside/*/a.json") == [f"/set-aside/{place}/a.json"]


def test_a_report_that_was_set_aside_is_purged_with_the_rest(spoilt: tuple[Path, Path]) -> None:
    calls, out = spoilt
    go(out, calls)
    later = datetime.now(UTC).date() + timedelta(days=100)
    old = expired(out, older_than=timedelta(days=90), today=later)
    assert {call.name for call in old} == {"a", "b"}
    purge(out, old)
    assert not list(out.rglob("a.json*"))


def test_a_report_that_cannot_be_set_aside_is_said(spoilt: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    calls, out = spoilt

    def refuse(*_: Any) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(LocalFolder, "move", refuse)
    tallies: list[Any] = []
    go(out, calls, watch=lambda tally, _: tallies.append(tally))
    assert tallies[-1].troubles == [
        "a: its report is of an earlier run and can't be moved (Permission denied); delete it"
    ]


def reported(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        main(["report", *arguments])
    assert end.value.code == 0
    return capsys.readouterr().out


def test_the_report_of_a_day_names_what_failed(spoilt: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    calls, out = spoilt
    assert "could not be scored" not in reported(capsys, str(out)).lower()
    go(out, calls)
    text = reported(capsys, str(out))
    assert "1 call, 0 minutes; 1 more could not be scored" in text
    assert f"{calls}/a.json: line 1, column 12: this is not valid JSON" in text.split("Could not be scored")[1]
    (failed,) = json.loads(reported(capsys, str(out), "--json"))["failures"]
    assert failed["path"] == str(calls / "a.json")


def test_a_day_of_failures_alone_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.json").write_text("{")
    go(tmp_path / "out", tmp_path / "in")
    assert "0 calls, 0 minutes; 1 more could not be scored" in reported(capsys, str(tmp_path / "out"))
