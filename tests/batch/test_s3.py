"""A day in a bucket: read from S3 and written there, on a server of this machine that speaks S3."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pytest
from batch_runs import CHEAP, Here, go, make_calls, written

from callscore import Pipeline
from callscore.batch import Failure
from callscore.batch.planning import plan
from callscore.batch.pool import Pool
from callscore.batch.running import run_into
from callscore.errors import ConfigError


def put(folder: Path, url: str) -> str:
    fsspec.filesystem("s3").put(f"{folder}/", f"{url}/", recursive=True)
    return url


def there(url: str) -> dict[str, bytes]:
    files = fsspec.filesystem("s3")
    files.invalidate_cache()
    return {path.rpartition("/")[2]: files.cat_file(path) for path in files.find(f"{url}/reports")}


def go_there(out: str, day: str, pipeline: Pipeline = CHEAP, **options: Any) -> dict[str, str]:
    return go(out, plan([day], out=out).tasks, pipeline, **options)


def without_paths(report: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(report)
    document["source"].pop("transcript_path")
    return document


def test_a_day_in_a_bucket_gives_what_a_folder_gives_and_resumes(bucket: str, tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json", "sub/b.json")
    day, out = put(calls, f"{bucket}/day"), f"{bucket}/out"
    assert go_there(out, day) == {"a.json": "scored", "b.json": "scored"}
    executor = Here([])
    assert go_there(out, day, executor=executor) == {"a.json": "kept", "b.json": "kept"}
    assert executor.seen == []
    go(tmp_path / "out", calls)
    here = written(tmp_path / "out")
    assert {name: without_paths(data) for name, data in there(out).items()} == {
        name: without_paths(data) for name, data in here.items()
    }
    make_calls(calls, "a.json", "c.json")
    put(calls, day)
    assert go_there(out, day) == {"a.json": "kept", "b.json": "kept", "c.json": "scored"}


def rows(out: str) -> list[str]:
    return sorted(pd.read_parquet(f"{out}/tables/calls.parquet")["call_id"])


def test_tables_are_written_there_and_anew_when_a_report_comes_or_goes(bucket: str, tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json", "b.json")
    out = f"{bucket}/out"
    results = run_into(out, CHEAP, sorted(calls.iterdir()), executor=Here([]))
    next(results)
    next(results)
    results.close()  # type: ignore[attr-defined]
    files = fsspec.filesystem("s3")
    assert not files.exists(f"{out}/tables/calls.parquet")
    assert set(go(out, calls).values()) == {"kept"}
    assert rows(out) == ["a", "b"]
    written_at = files.info(f"{out}/tables/calls.parquet")["LastModified"]
    go(out, calls)
    files.invalidate_cache()
    assert files.info(f"{out}/tables/calls.parquet")["LastModified"] == written_at
    (calls / "a.json").write_text("{")
    go(out, calls)
    assert rows(out) == ["b"]


def test_markers_of_folders_and_what_else_lies_there_are_no_reports(bucket: str, tmp_path: Path) -> None:
    files, out = fsspec.filesystem("s3"), f"{bucket}/out"
    for name in ("reports/", "reports/old/x.json", "tables/"):
        files.pipe_file(f"{out}/{name}", b"")
    assert go(out, make_calls(tmp_path / "in", "a.json")) == {"a.json": "scored"}
    assert rows(out) == ["a"]


def test_results_beside_the_calls_are_no_calls(bucket: str, tmp_path: Path) -> None:
    day = put(make_calls(tmp_path / "in", "a.json"), bucket)
    for state in ("scored", "kept"):
        assert go_there(f"{bucket}/out", day) == {"a.json": state}
    assert go_there(f"{bucket}/other", day) == {"a.json": "scored"}


def test_a_call_whose_changed_file_fails_is_set_aside(bucket: str, tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    day, out = put(calls, f"{bucket}/day"), f"{bucket}/out"
    go_there(out, day)
    (calls / "a.json").write_text("{")
    put(calls, day)
    assert go_there(out, day) == {"a.json": "TranscriptError"}
    assert there(out) == {}
    make_calls(calls, "a.json")
    put(calls, day)
    assert go_there(out, day) == {"a.json": "rescored"}
    assert list(there(out)) == ["a.json"]


def test_a_bucket_that_is_not_there_is_said_and_not_made(bucket: str, tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    with pytest.raises(ConfigError, match=r"s3://no-such-bucket/out: can't lock the results .*bucket does not exist"):
        go("s3://no-such-bucket/out", calls)
    with pytest.raises(ConfigError, match=r"s3://no-such-bucket/day: can't be listed .*bucket does not exist"):
        plan(["s3://no-such-bucket/day"])
    assert not fsspec.filesystem("s3").exists("no-such-bucket")


def test_a_file_that_is_not_there_is_a_failure(bucket: str, tmp_path: Path) -> None:
    (failure,) = run_into(tmp_path / "out", CHEAP, [f"{bucket}/gone.wav"], executor=Here([]))
    assert isinstance(failure, Failure)
    assert failure.error == f"{bucket}/gone.wav: no such file; check the address"


def test_a_store_that_cannot_be_reached_is_said_in_a_line(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    fsspec.filesystem("s3").clear_instance_cache()
    with pytest.raises(ConfigError, match=r"can't lock the results .*Could not connect"):
        go(f"{bucket}/out", calls)
    with pytest.raises(ConfigError, match=r"can't be listed .*Could not connect"):
        plan([f"{bucket}/day"])


@pytest.mark.slow
def test_workers_of_their_own_write_there(bucket: str, tmp_path: Path) -> None:
    day, out = put(make_calls(tmp_path / "in", "a.json", "b.json", "c.json"), f"{bucket}/day"), f"{bucket}/out"
    pipeline = Pipeline(analyzers=())
    states = go_there(out, day, pipeline, executor=Pool(2))
    assert states == {"a.json": "scored", "b.json": "scored", "c.json": "scored"}
    assert sorted(there(out)) == ["a.json", "b.json", "c.json"]
