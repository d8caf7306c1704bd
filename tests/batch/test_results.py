"""What stands in OUT: a report for every call, tables of the day, one run at a time, on a disk or behind a URL."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from batch_runs import CHEAP, Here, broken, go, make_calls, written

from callscore.batch import Done, Failure, State
from callscore.batch.lock import locked
from callscore.batch.places import place_of
from callscore.batch.running import run_into
from callscore.batch.sources import find_calls
from callscore.errors import ConfigError


def test_calls_of_one_stem_do_not_overwrite_each_other(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "mon/call.json", "tue/call.json"), tmp_path / "out"
    go(out, calls)
    texts = [json.loads(data)["turns"][0]["text"] for data in written(out).values()]
    assert sorted(texts) == ["This is 'mon/call.json'.", "This is 'tue/call.json'."]
    ids = {json.loads(data)["call_id"] for data in written(out).values()}
    assert len(ids) == 2


def test_another_folder_into_the_same_out_overwrites_nothing(tmp_path: Path) -> None:
    make_calls(tmp_path, "mon/call.json", "tue/call.json")
    go(tmp_path / "out", tmp_path / "mon")
    shutil.rmtree(tmp_path / "mon")
    go(tmp_path / "out", tmp_path / "tue")
    assert len(written(tmp_path / "out")) == 2


def test_strange_names_are_scored_and_found_again(tmp_path: Path) -> None:
    names = ("-x.json", "📞.json", "two\nlines.json", "half\udcff.json")
    calls, out = make_calls(tmp_path / "in", *names), tmp_path / "out"
    assert set(go(out, calls).values()) == {"scored"}
    assert set(go(out, calls).values()) == {"kept"}
    assert len(written(out)) == len(names)


@pytest.mark.parametrize("out", ["", " ", "s3://", "s3:///"])
def test_an_out_that_names_nothing_is_refused(tmp_path: Path, out: str) -> None:
    with pytest.raises(ConfigError, match="names no folder"):
        go(out, make_calls(tmp_path / "in", "a.json"))


def test_two_runs_do_not_share_one_out(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    with locked(place_of(out)), pytest.raises(ConfigError, match=f"in use by another run.*process {os.getpid()}"):
        go(out, calls)
    assert go(out, calls) == {"a.json": "kept"}


def test_input_and_output_behind_urls_give_what_folders_give(tmp_path: Path) -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    calls = make_calls(tmp_path / "in", "a.json")
    files.pipe_file("/fsspec-in/a.json", (calls / "a.json").read_bytes())
    for expected in (State.SCORED, State.KEPT):
        (done,) = run_into("memory://fsspec-out", CHEAP, ["memory:///fsspec-in/a.json"], executor=Here([]))
        assert isinstance(done, Done)
        assert done.state is expected
    go(tmp_path / "out", calls)
    here = json.loads((tmp_path / "out/reports/a.json").read_bytes())
    there = json.loads(files.cat_file("/fsspec-out/reports/a.json"))
    assert there["source"].pop("transcript_path") == "memory:///fsspec-in/a.json"
    here["source"].pop("transcript_path")
    assert there == here


def test_counts_are_told_as_calls_are_done(tmp_path: Path) -> None:
    calls = broken(tmp_path / "in")
    told: list[tuple[int, int, int]] = []

    def watch(tally: Any, outcome: Done | Failure | None) -> None:
        told.append((tally.done, len(tally.failures), tally.left))

    go(tmp_path / "out", calls, watch=watch)
    assert told == [(0, 0, 2), (0, 1, 1), (1, 1, 0)]


def test_tables_of_the_day_are_written_at_the_end(tmp_path: Path) -> None:
    go(tmp_path / "out", make_calls(tmp_path / "in", "a.json"))
    assert (tmp_path / "out/tables/calls.parquet").is_file()


def test_tables_that_a_stopped_run_left_behind_are_written_by_the_next(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    make_calls(tmp_path / "in", "b.json", "c.json")
    results = run_into(out, CHEAP, find_calls([calls]).tasks, executor=Here([]))
    while not (out / "reports" / "c.json").exists():
        next(results)
    results.close()  # type: ignore[attr-defined]
    go(out, calls)
    assert pq.read_table(out / "tables" / "calls.parquet").num_rows == 3
