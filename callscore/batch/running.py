"""A batch whose results are kept in OUT: what is missing or changed is done, everything else left as it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from callscore.batch.local_folder import LocalFolder
from callscore.batch.lock import locked
from callscore.batch.one_run import Run
from callscore.batch.outcomes import Done, Failure
from callscore.batch.places import place_of
from callscore.batch.store import Store
from callscore.batch.tasks import Task, as_task
from callscore.errors import ConfigError
from callscore.results import CONVERSATIONS, REPORTS

if TYPE_CHECKING:
    from callscore.batch.showing import Watch
    from callscore.ledger.manifest import Job
    from callscore.pipeline import Pipeline

__all__ = ["Executor", "RunOptions", "run_into"]


class Executor(Protocol):
    """Something that does tasks, here or elsewhere, and yields outcomes as they finish."""

    def suited(self, pipeline: Pipeline, /) -> Pipeline:
        """The pipeline as it will be run there: with a model named where it would choose by what a machine has."""

    def __call__(self, work: Callable[[Task], Any], tasks: Iterable[Task], /) -> Generator[Any]:
        """Outcomes of `work` on each task."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a batch is run.

    Parameters
    ----------
    force
        Do every call anew.
    retry_failed
        Try again what failed before though nothing of it has changed.
    watch
        Called with the counts as they change.
    problems
        What could not be used of the manifest, in lines; they are kept in ``run.json``.
    muted
        Folder for copies of the recordings with private numbers muted, ``NAME.flac``; None for no copies.
    """

    force: bool = False
    retry_failed: bool = False
    watch: Watch | None = None
    problems: tuple[str, ...] = ()
    muted: str | None = None


def run_into(
    out: str | os.PathLike[str],
    pipeline: Pipeline,
    calls: Iterable[str | os.PathLike[str] | Job | Task],
    *,
    executor: Executor,
    options: RunOptions | None = None,
) -> Iterator[Done | Failure]:
    """Score calls and keep the results in OUT; yields what became of each call, those done before first.

    Parameters
    ----------
    out
        A folder, or a URL that fsspec opens. It gets ``reports/NAME.json``, ``conversations/NAME.json.gz``,
        ``failures.jsonl``, ``index.jsonl``, ``run.json`` and, when a run has ended, ``tables/*.parquet``. A report of
        an earlier run whose call fails now goes to ``superseded/NAME.json``, where nothing counts it, until the call
        is done again.
    pipeline
        The recipe.
    calls
        Recordings, transcripts, or a manifest's jobs.
    executor
        What does the work: `callscore.batch.Pool`, or ``callscore.cluster.ray()``.
    options
        See `RunOptions`.

    Raises
    ------
    ConfigError
        When OUT can't be used or another run holds it.
    """
    options = options or RunOptions()
    pipeline = executor.suited(pipeline)
    place = place_of(out)
    _prepare(place.root, local=isinstance(place, LocalFolder))
    with locked(place):
        store = Store(place)
        run = Run.begin(store, pipeline, [as_task(call) for call in calls], options)
        try:
            yield from run.results(executor)
        except BaseException:
            run.end("stopped")
            raise
        run.end("finished")


def _prepare(root: str, *, local: bool) -> None:
    """Make OUT and its folders."""
    if not local:
        return
    for folder in ("", REPORTS, CONVERSATIONS):
        place = os.path.join(root, folder)  # noqa: PTH118
        try:
            os.makedirs(place, exist_ok=True)  # noqa: PTH103
        except FileExistsError:
            raise ConfigError(f"--out {root} is a file, and a folder is needed; give another name") from None
        except OSError as error:
            raise ConfigError(f"--out {place}: can't make this folder ({error.strerror}); give another") from None
