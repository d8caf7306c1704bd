"""What a second run does: nothing, what is missing, what has changed; and what a run that broke leaves behind."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from callscore import CallMetadata, Pipeline, Rubric
from callscore.batch import Done, Failure, State, Task
from callscore.batch.identity import fingerprint
from callscore.batch.lock import locked
from callscore.batch.places import LocalFolder, place_of
from callscore.batch.running import RunOptions, run_into
from callscore.batch.sources import find_calls
from callscore.errors import ConfigError
from callscore.findings import Metric
from callscore.testing import make_call
from callscore.transcripts import write_transcript


@dataclass
class Here:
    """Does tasks in this process, and remembers which."""

    seen: list[str]

    def suited(self, pipeline: Pipeline) -> Pipeline:
        return pipeline

    def __call__(self, work: Callable[[Task], Any], tasks: Iterable[Task]) -> Generator[Any]:
        for task in tasks:
            self.seen.append(task.name)
            yield work(task)


def one_metric(conversation: object) -> list[Metric]:
    return [Metric("accusatory", 0.0, "count")]


CHEAP = Pipeline(analyzers=(one_metric,))


def make_calls(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_transcript(make_call(f"agent: This is {name!a}.", "customer: Fine."), folder / name)
    return folder


def go(
    out: Path, calls: Iterable[Any], pipeline: Pipeline = CHEAP, executor: Any = None, **options: Any
) -> dict[str, str]:
    """Run a batch; what became of each call, by the name of its file."""
    if isinstance(calls, Path):
        calls = sorted(calls.rglob("*.json"))
    results = run_into(out, pipeline, calls, executor=executor or Here([]), options=RunOptions(**options))
    return {Path(r.path).name: r.state.value if isinstance(r, Done) else r.kind for r in results}


def written(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "reports").iterdir())}


def test_a_second_run_does_nothing_and_does_not_even_start_a_worker(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    assert go(out, calls) == {"a.json": "scored", "b.json": "scored"}
    before, executor = written(out), Here([])
    assert go(out, calls, executor=executor) == {"a.json": "kept", "b.json": "kept"}
    assert executor.seen == []
    assert written(out) == before


def test_what_is_missing_or_changed_is_done_and_nothing_else(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json", "c.json", "d.json"), tmp_path / "out"
    go(out, calls)
    (out / "reports/b.json").unlink()
    make_calls(calls, "e.json")
    write_transcript(make_call("agent: Something else."), calls / "c.json")
    assert go(out, calls) == {
        "a.json": "kept", "b.json": "rescored", "c.json": "scored", "d.json": "kept", "e.json": "scored",
    }  # fmt: skip


def test_a_file_that_was_only_touched_is_not_scored_again(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    before = (out / "reports/a.json").stat().st_mtime_ns
    os.utime(calls / "a.json", (1, 1))
    assert go(out, calls) == {"a.json": "kept"}
    assert (out / "reports/a.json").stat().st_mtime_ns == before


def test_another_rubric_scores_anew_what_was_heard_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    rubric = Rubric.load("default")
    stricter = replace(rubric, version=99, criteria=tuple(replace(c, weight=c.weight * 2) for c in rubric.criteria))
    monkeypatch.setattr("callscore.listening.listen", lambda *_, **__: pytest.fail("it was heard again"))
    assert go(out, calls, replace(CHEAP, rubric=stricter)) == {"a.json": "rescored"}
    assert json.loads((out / "reports/a.json").read_bytes())["versions"]["rubric"] == "default 99"


def test_scored_anew_is_what_scored_at_once_would_have_been(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    other = replace(CHEAP, analyzers=(one_metric, other_metric))
    go(tmp_path / "out", calls)
    go(tmp_path / "out", calls, other)
    go(tmp_path / "fresh", calls, other)
    assert written(tmp_path / "out") == written(tmp_path / "fresh")


def other_metric(conversation: object) -> list[Metric]:
    return [Metric("condescending", 0.0, "count")]


def test_metadata_that_changed_scores_anew(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    path = str(calls / "a.json")
    assert go(out, [Task(path, metadata=CallMetadata(agent_id="a17"))]) == {"a.json": "scored"}
    assert go(out, [Task(path, metadata=CallMetadata(agent_id="a18"))]) == {"a.json": "rescored"}
    assert json.loads((out / "reports/a.json").read_bytes())["metadata"]["agent_id"] == "a18"


def test_force_does_everything_anew(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    assert go(out, calls, force=True) == {"a.json": "scored"}


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


def test_a_folder_that_was_moved_is_not_heard_again(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    go(tmp_path / "out", calls)
    shutil.move(calls, tmp_path / "moved")
    assert go(tmp_path / "out", tmp_path / "moved") == {"a.json": "kept"}
    assert len(written(tmp_path / "out")) == 1


def test_strange_names_are_scored_and_found_again(tmp_path: Path) -> None:
    names = ("-x.json", "📞.json", "two\nlines.json", "half\udcff.json")
    calls, out = make_calls(tmp_path / "in", *names), tmp_path / "out"
    assert set(go(out, calls).values()) == {"scored"}
    assert set(go(out, calls).values()) == {"kept"}
    assert len(written(out)) == len(names)


def broken(folder: Path) -> Path:
    make_calls(folder, "good.json")
    (folder / "bad.json").write_text('{"turns": [')
    return folder


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


def test_a_full_disk_fails_the_call_and_the_next_run_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    write = LocalFolder.write

    def full(self: LocalFolder, name: str, data: bytes) -> None:
        if name == "reports/a.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, name, data)

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


def test_a_file_that_vanished_is_a_failure(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    assert go(tmp_path / "out", [calls / "a.json", calls / "gone.wav"]) == {
        "a.json": "scored", "gone.wav": "RecordingError",
    }  # fmt: skip


def test_reports_without_an_index_are_recognised(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    go(out, calls)
    (out / "index.jsonl").write_bytes((out / "index.jsonl").read_bytes()[:100])
    assert go(out, calls) == {"a.json": "kept", "b.json": "kept"}


def test_what_a_killed_run_left_half_written_is_removed(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    (out / "reports/.123-abc.part").write_text("half")
    go(out, calls)
    assert [path.name for path in (out / "reports").iterdir()] == ["a.json"]


def test_a_cut_conversation_is_heard_again(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    stored = out / "conversations/a.json.gz"
    stored.write_bytes(stored.read_bytes()[:50])
    (out / "reports/a.json").unlink()
    assert go(out, calls) == {"a.json": "scored"}


def test_a_run_that_is_stopped_keeps_what_is_finished(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    results = run_into(out, CHEAP, sorted(calls.iterdir()), executor=Here([]))
    next(results)
    results.close()
    assert json.loads((out / "run.json").read_bytes())["state"] == "stopped"
    assert go(out, calls) == {"a.json": "kept", "b.json": "scored"}


def test_two_runs_do_not_share_one_out(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    with locked(place_of(out)), pytest.raises(ConfigError, match=f"in use by another run.*process {os.getpid()}"):
        go(out, calls)
    assert go(out, calls) == {"a.json": "kept"}


def test_a_lock_behind_a_url_is_taken_over_from_a_process_that_is_gone() -> None:
    import socket

    place = place_of("memory://lock-test")
    held = {"pid": 4_000_000, "host": socket.gethostname(), "since": 0.0}
    place.write(".lock", json.dumps(held).encode())
    with locked(place):
        pass
    place.write(".lock", json.dumps(held | {"pid": os.getppid()}).encode())
    with pytest.raises(ConfigError, match="in use by another run"), locked(place):
        pass


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


def test_a_report_that_was_cut_is_written_again(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    go(out, calls)
    report = out / "reports" / "a.json"
    whole = report.read_bytes()
    report.write_bytes(whole[: len(whole) // 2])
    assert go(out, calls) == {"a.json": "rescored", "b.json": "kept"}
    assert report.read_bytes() == whole


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


def test_a_phrase_list_and_a_profile_that_changed_score_anew(tmp_path: Path) -> None:
    phrases = tmp_path / "ours.toml"
    phrases.write_text("# one")
    pipeline = Pipeline(phrases=(str(phrases),))
    before = fingerprint(pipeline, recognises=False)
    assert fingerprint(pipeline, recognises=False) == before
    phrases.write_text("# two")
    after = fingerprint(pipeline, recognises=False)
    assert (after.hearing, after.scoring == before.scoring) == (before.hearing, False)
