"""Many calls: in this process, in several, or on a cluster; results that outlive whatever breaks."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING, Literal

from callscore.batch.keeping import at_hand
from callscore.batch.outcomes import Done, Failure, Lost, State, failure
from callscore.batch.tasks import Task, as_task

if TYPE_CHECKING:
    from callscore.batch.running import Executor
    from callscore.ledger.manifest import Job
    from callscore.pipeline import Pipeline
    from callscore.report import Report

__all__ = ["Done", "Failure", "State", "Task", "local", "run"]


def run(
    pipeline: Pipeline,
    paths: Iterable[str | PathLike[str] | Job],
    *,
    workers: int | Literal["auto"] = 1,
    executor: Executor | None = None,
    timeout: float | None = None,
    progress: bool = False,
) -> Iterator[Report | Failure]:
    """Score many calls; yields a `Report` or a `Failure` for each, as they finish.

    Parameters
    ----------
    pipeline
        The recipe.
    paths
        Recordings, transcripts, URLs that fsspec opens, or a manifest's jobs
        (`callscore.ledger.manifest.read_manifest`).
    workers
        Processes, each with a model of its own; with 1 all runs in this one, in order. ``"auto"`` measures cores and
        memory. They are spawned, so a script that asks for more than one calls this under
        ``if __name__ == "__main__":``.
    executor
        What does the work instead: ``callscore.cluster.ray()``.
    timeout
        Seconds that a call may take in a process of its own, None for as long as it needs.
    progress
        Show a bar while it goes: in a terminal, or in a notebook cell.

    Examples
    --------
    >>> from callscore import Pipeline
    >>> [result.kind for result in run(Pipeline(), ["missing.wav"])]
    ['RecordingError']
    """
    if isinstance(workers, int) and workers < 1:
        raise ValueError(f"workers={workers}: at least one process is needed")
    if isinstance(paths, str | PathLike):
        raise ValueError(f"paths={str(paths)!r} is one path: give a list of them")
    tasks = [as_task(path) for path in paths]
    tasks = [Task(t.path, str(number), t.transcript, t.metadata, t.size) for number, t in enumerate(tasks)]
    outcomes = _outcomes(pipeline, tasks, workers, executor, timeout)
    with closing(outcomes):
        yield from _shown(outcomes, tasks) if progress else outcomes


def _outcomes(
    pipeline: Pipeline,
    tasks: list[Task],
    workers: int | Literal["auto"],
    executor: Executor | None,
    timeout: float | None,
) -> Generator[Report | Failure, None, None]:
    """What became of each task."""
    work = _Score(pipeline)
    if executor is None and workers == 1 and timeout is None:
        for task in tasks:
            yield _here(work, task)
        return
    executor = executor or local(pipeline, tasks, workers=workers, timeout=timeout)
    with closing(executor(replace(work, pipeline=executor.suited(pipeline)), tasks)) as outcomes:
        yield from outcomes


def _shown(outcomes: Iterable[Report | Failure], tasks: list[Task]) -> Iterator[Report | Failure]:
    """The same outcomes, with a bar while they come."""
    from callscore.batch.showing import suitable_bar
    from callscore.batch.tally import Tally

    tally = Tally.of(tasks)
    with suitable_bar() as show:
        show(tally, None)
        for outcome in outcomes:
            counted = outcome if isinstance(outcome, Failure) else _counted(outcome)
            tally.add(counted)
            show(tally, counted)
            yield outcome


def _counted(report: Report) -> Done:
    """A report as a tally counts it."""
    call = report.conversation
    path = call.source.path or call.source.transcript_path or ""
    return Done(call.call_id, path, State.SCORED, call.duration, report.scorecard.total, 0.0, {})


def _here(work: _Score, task: Task) -> Report | Failure:
    """Do a task in this process; a connection that is lost is given a second chance."""
    try:
        return work(task)
    except Lost:
        try:
            return work(task)
        except Lost as lost:
            return failure(task.path, lost)


def local(
    pipeline: Pipeline,
    tasks: Iterable[Task],
    *,
    workers: int | Literal["auto"] = "auto",
    timeout: float | None = None,
    share: bool | None = None,
) -> Executor:
    """Processes of this machine that suit a pipeline and its calls.

    Parameters
    ----------
    pipeline
        The recipe.
    tasks
        The calls: whether they have to be recognised decides how much memory a process needs.
    workers
        How many, or ``"auto"``: one a core as far as memory goes, and no more than calls.
    timeout
        Seconds that a call may take, None for as long as it needs.
    share
        Whether one recogniser does the clips of all workers' calls in shared batches; by default on a GPU only. On a
        CPU larger batches are no faster, and a model for each worker keeps all cores busy.
    """
    from callscore.batch.pool import Pool
    from callscore.batch.resources import threads_each
    from callscore.batch.sizing import automatic, recogniser_of, shares

    tasks = list(tasks)
    shared = shares(pipeline, tasks) if share is None else share
    chosen = automatic(pipeline, tasks, shared=shared) if workers == "auto" else workers
    pool = Pool(chosen, threads=threads_each(chosen), timeout=timeout)
    if not shared:
        return pool
    from callscore.batch.shared_pool import SharedPool

    return SharedPool(pool, recogniser_of(pipeline))


@dataclass(frozen=True)
class _Score:
    """What is done with a task whose results nobody keeps."""

    pipeline: Pipeline

    def __call__(self, task: Task) -> Report | Failure:
        path = task.path
        try:
            with at_hand(task) as (path, transcript):
                return self.pipeline(path, transcript=transcript, metadata=task.metadata)
        except ConnectionError as error:
            raise Lost(str(error)) from error
        except Exception as error:  # noqa: BLE001 - a batch turns whatever goes wrong with a call into a row
            failed = failure(path, error)
            return Failure(task.path, failed.error.replace(path, task.path), failed.kind)
