"""Batches into a folder, in this process and with an analyzer that costs nothing: what the tests of them share."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callscore import Pipeline
from callscore.batch import Done, Task
from callscore.batch.running import RunOptions, run_into
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
    out: str | Path, calls: Path | Iterable[Any], pipeline: Pipeline = CHEAP, executor: Any = None, **options: Any
) -> dict[str, str]:
    """Run a batch; what became of each call, by the name of its file."""
    if isinstance(calls, Path):
        calls = sorted(calls.rglob("*.json"))
    results = run_into(out, pipeline, calls, executor=executor or Here([]), options=RunOptions(**options))
    return {Path(r.path).name: r.state.value if isinstance(r, Done) else r.kind for r in results}


def written(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "reports").glob("*.json"))}


def broken(folder: Path) -> Path:
    make_calls(folder, "good.json")
    (folder / "bad.json").write_text('{"turns": [')
    return folder
