"""Many calls: reports as they finish, a failed call as a row and not as a crash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from os import PathLike
from typing import TYPE_CHECKING

from callscore.errors import CallscoreError

if TYPE_CHECKING:
    from callscore.pipeline import Pipeline
    from callscore.report import Report

__all__ = ["Failure", "run"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that could not be scored, and the one line that says why."""

    path: str
    error: str
    kind: str


def run(pipeline: Pipeline, paths: Iterable[str | PathLike[str]], *, workers: int = 1) -> Iterator[Report | Failure]:
    """Score many calls; yields a `Report` or a `Failure` for each, as they finish.

    Parameters
    ----------
    pipeline
        The recipe.
    paths
        Recordings or transcripts.
    workers
        Processes, each with a model of its own; with 1 all runs in this one, in order. They are spawned, so a script
        that asks for more than one calls this under ``if __name__ == "__main__":``.

    Examples
    --------
    >>> from callscore import Pipeline
    >>> [result.kind for result in run(Pipeline(), ["missing.wav"])]
    ['RecordingError']
    """
    if workers < 1:
        raise ValueError(f"workers={workers}: at least one process is needed")
    if isinstance(paths, str | PathLike):
        raise ValueError(f"paths={str(paths)!r} is one path: give a list of them")
    names = [str(path) for path in paths]
    if workers == 1:
        for name in names:
            yield _one(pipeline, name)
        return
    pool = ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn"))
    broken: list[str] = []
    try:
        futures = {pool.submit(_one, pipeline, name): name for name in names}
        for future in as_completed(futures):
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                broken.append(futures[future])
            else:
                yield future.result() if error is None else _failure(futures[future], error)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    for name in broken:
        yield _alone(pipeline, name)


def _alone(pipeline: Pipeline, path: str) -> Report | Failure:
    """A call that was under way or waiting when a worker died, in a process of its own: only the culprit fails."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_one, pipeline, path).result()
        except BrokenProcessPool:
            return Failure(path, f"{path}: the process that scored it died, out of memory perhaps", "BrokenProcessPool")


def _one(pipeline: Pipeline, path: str) -> Report | Failure:
    try:
        return pipeline(path)
    except Exception as error:  # noqa: BLE001 - a batch turns whatever goes wrong with a call into a row
        return _failure(path, error)


def _failure(path: str, error: BaseException) -> Failure:
    kind = type(error).__name__
    expected = isinstance(error, CallscoreError)
    text = str(error) if expected else f"{path}: {kind}: {error}; this is a defect of callscore or of an analyzer"
    return Failure(path, text, kind)
