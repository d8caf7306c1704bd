"""A batch on a Ray cluster: the same results as here, with a worker killed under it."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import ray

import callscore as cs
from callscore.batch import Done, Task
from callscore.batch.pool import Pool
from callscore.batch.running import RunOptions, run_into
from callscore.findings import Metric
from callscore.samples import sample
from callscore.testing import make_call
from callscore.transcripts import write_transcript


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A cluster of this machine alone, with two places for workers."""
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the cluster can't import this file
    yield
    ray.shutdown()


def make_calls(folder: Path, *names: str) -> list[Path]:
    folder.mkdir()
    calls = {name: make_call(f"agent: This is {name}.", call_id=name) for name in names}
    return [write_transcript(call, folder / f"{name}.json") for name, call in calls.items()]


class Deadly:
    """An analyzer that kills the process it runs in: once on the call named "once", always on "always"."""

    def __init__(self, folder: Path) -> None:
        self.marker = folder / "killed"

    def __call__(self, conversation: Any) -> Iterable[Metric]:
        again = self.marker.exists()
        if conversation.call_id == "always" or (conversation.call_id == "once" and not again):
            self.marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return ()


@pytest.mark.slow
def test_two_workers_of_a_cluster_give_what_one_process_gives_though_they_are_killed(
    cluster: None, tmp_path: Path
) -> None:
    paths = make_calls(tmp_path / "in", "a", "b", "once", "always", "c")
    paths.append(tmp_path / "missing.wav")
    pipeline = cs.Pipeline(analyzers=(Deadly(tmp_path),))
    executor = cs.cluster.ray(workers=2)
    there = list(cs.run(pipeline, paths, executor=executor))
    reports = {result.call_id: result.to_dict() for result in there if isinstance(result, cs.Report)}
    failures = {Path(result.path).name: result.kind for result in there if isinstance(result, cs.Failure)}
    assert failures == {"always.json": "WorkerDied", "missing.wav": "RecordingError"}
    here = (result for result in cs.run(pipeline, [path for path in paths if path.stem != "always"]))
    assert reports == {result.call_id: result.to_dict() for result in here if isinstance(result, cs.Report)}
    assert set(reports) == {"a", "b", "once", "c"}


@pytest.mark.slow
def test_results_of_a_cluster_are_kept_and_resumed(cluster: None, tmp_path: Path) -> None:
    paths = make_calls(tmp_path / "in", "a", "b")
    pipeline = cs.Pipeline(analyzers=())
    out = f"file://{tmp_path}/out"
    executor = cs.cluster.ray(workers=1, cpus=1)
    states = [[done.state.value for done in run_into(out, pipeline, paths, executor=executor)] for _ in range(2)]
    assert states == [["scored", "scored"], ["kept", "kept"]]
    assert sorted(path.name for path in (tmp_path / "out/reports").iterdir()) == ["a.json", "b.json"]


@pytest.mark.slow
def test_copies_with_private_numbers_muted_are_the_same_from_a_cluster(cluster: None, tmp_path: Path) -> None:
    recording, words = sample("mixed")
    said = json.loads(words.read_text(encoding="utf-8"))
    said["turns"][1] = {**said["turns"][1], "text": "My card is 4929 1234 5678 9013.", "words": []}
    transcript = tmp_path / "mixed.json"
    transcript.write_text(json.dumps(said), encoding="utf-8")
    pipeline = cs.Pipeline(analyzers=())
    copies: list[bytes] = []
    for executor in (cs.cluster.ray(workers=1), Pool(1)):
        muted = tmp_path / type(executor).__name__
        muted.mkdir()
        task = Task(str(recording), transcript=str(transcript))
        options = RunOptions(muted=str(muted))
        (done,) = run_into(f"{muted}-out", pipeline, [task], executor=executor, options=options)
        assert isinstance(done, Done)
        copies.append((muted / "mixed.flac").read_bytes())
    assert copies[0] == copies[1]


@pytest.mark.slow
def test_a_cluster_without_room_is_said_in_a_line(
    cluster: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("callscore.cluster.crew.SECONDS_TO_START", 0.2)
    monkeypatch.setattr("callscore.cluster.crew.LOOK_UP_SECONDS", 0.1)
    executor = cs.cluster.ray(workers=1, cpus=100)
    with pytest.raises(cs.CallscoreError, match=r"no worker started .* each needs 100 CPU; ask for less"):
        list(cs.run(cs.Pipeline(analyzers=()), make_calls(tmp_path / "in", "a"), executor=executor))


def test_no_worker_is_refused() -> None:
    with pytest.raises(cs.ConfigError, match="workers=0"):
        cs.cluster.ray(workers=0)
