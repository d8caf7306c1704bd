"""A batch whose results are kept in OUT: what is missing or changed is done, everything else left as it is."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from callscore.batch.identity import Fingerprint, fingerprint, is_recognised
from callscore.batch.index import Entry, FailedBefore, Index, digest_of
from callscore.batch.keeping import Keep, muted_copy, signature
from callscore.batch.lock import locked
from callscore.batch.naming import tasks_of_run
from callscore.batch.outcomes import Done, Failure, State
from callscore.batch.places import LocalFolder, place_of
from callscore.batch.store import CONVERSATIONS, REPORTS, Store, to_json
from callscore.batch.tally import Tally
from callscore.batch.tasks import Task, as_task
from callscore.errors import CallscoreError, ConfigError
from callscore.privacy.labels import mask_line

if TYPE_CHECKING:
    from callscore.batch.showing import Watch
    from callscore.ledger.manifest import Job
    from callscore.pipeline import Pipeline

__all__ = ["RUN", "Executor", "Run", "RunOptions", "run_into"]

RUN = "run.json"
"""File in OUT that says how its last run went: pipeline, options, counts, times."""

TABLES = "tables"
"""Folder in OUT of the day's tables."""


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
        ``failures.jsonl``, ``index.jsonl`` and ``run.json``. A report of an earlier run whose call fails now goes to
        ``superseded/NAME.json``, where nothing counts it, until the call is done again.
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


@dataclass(eq=False)
class Run:
    """One run over OUT: what is to be done, what came of it so far."""

    store: Store
    pipeline: Pipeline
    prints: Fingerprint
    index: Index
    tasks: list[Task]
    options: RunOptions
    tally: Tally
    started: str
    superseded: set[str]
    """Names of the calls whose report of an earlier run was set aside."""
    signatures: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def begin(cls, store: Store, pipeline: Pipeline, tasks: list[Task], options: RunOptions) -> Run:
        """Look at what is there."""
        store.clean()
        index = Index(store, keep_private=pipeline.keep_private)
        prints = fingerprint(pipeline, recognises=any(is_recognised(task) for task in tasks))
        tasks = tasks_of_run(tasks, index, prints, pipeline)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        run = cls(store, pipeline, prints, index, tasks, options, Tally.of(tasks), now, store.superseded())
        try:
            run.index.write()
            run.describe("running")
        except OSError as error:
            raise ConfigError(
                f"--out {store.place.root}: nothing can be written ({error.strerror or error})"
            ) from error
        return run

    def results(self, executor: Executor) -> Iterator[Done | Failure]:
        """What became of each call."""
        self._tell(None)
        to_do: list[Task] = []
        for task in self.tasks:
            before = self._before(task)
            if before is None:
                to_do.append(task)
                continue
            if isinstance(before, Failure):
                self._set_aside(task.name)
                self.tally.add_failed_before(before)
            else:
                self.tally.add(before)
            self._tell(before)
            yield before
        work = Keep(self.pipeline, self.store, self.prints, self.options.force, self.options.muted)
        by_path = {task.path: task for task in to_do}
        if not to_do:
            return
        with closing(executor(work, to_do)) as outcomes:
            for outcome in outcomes:
                self.tally.add(outcome)
                self._note(outcome, by_path)
                self._tell(outcome)
                yield outcome

    def end(self, state: str) -> None:
        """Write the run's own files; what fails of that is a trouble to tell, as the calls themselves are safe."""
        try:
            self.index.write()
            self.describe(state)
            self.store.settle()
            if state == "finished":
                self._write_tables()
        except OSError as error:
            self.tally.troubles.append(f"{self.store.place.root}: {error.strerror or error}")
        except CallscoreError as error:
            self.tally.troubles.append(str(error))

    def _write_tables(self) -> None:
        """Write the day's tables, where OUT is a folder and something in it is new."""
        from callscore.tables import write_tables

        place, new = self.store.place, self.tally.scored + self.tally.rescored
        if not isinstance(place, LocalFolder) or not (new or _are_stale(place.root)):
            return
        if self.index.done or Path(place.root, TABLES).is_dir():
            write_tables(place.root)

    def describe(self, state: str) -> None:
        """Write ``run.json``."""
        from callscore import __version__

        rubric = self.pipeline.loaded_rubric()
        document = {
            "state": state,
            "callscore": __version__,
            "rubric": f"{rubric.id} {rubric.version}",
            "fingerprint": self.prints.to_dict(),
            "options": {"force": self.options.force, "retry_failed": self.options.retry_failed},
            "started": self.started,
            "ended": None if state == "running" else datetime.now(UTC).isoformat(timespec="seconds"),
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "counts": self.tally.to_dict(),
            "problems": [mask_line(problem) for problem in self.options.problems],
        }
        self.store.place.write(RUN, to_json(document))

    def _before(self, task: Task) -> Done | Failure | None:
        """What an earlier run made of a call of which nothing has changed; None when it is to be done."""
        if self.options.force:
            return None
        copy = muted_copy(self.options.muted, task)
        if copy is not None and not copy.is_file() and task.name in self.index.done:
            return None
        signs = signature(task, self.pipeline.written_metadata(task.metadata))
        self.signatures[task.name] = signs
        prints = digest_of(self.prints)
        entry, failed = self.index.done.get(task.name), self.index.failed.get(task.name)
        if entry is not None and _same(entry, signs, prints):
            return Done(
                task.name, task.path, State.KEPT, entry.duration, entry.total, 0.0, entry.identity.to_dict(), signs
            )
        if failed is not None and _same(failed, signs, prints) and not self.options.retry_failed:
            return None if failed.failure.outside else replace(failed.failure, path=task.path)
        return None

    def _note(self, outcome: Done | Failure, tasks: dict[str, Task]) -> None:
        """Keep an outcome for the next run."""
        prints = digest_of(self.prints)
        with suppress(OSError):  # the lines only save time: the reports say what they are themselves
            if isinstance(outcome, Done):
                self.index.note_done(outcome, prints)
                if outcome.name in self.superseded:
                    self.store.forget_superseded(outcome.name)
            else:
                task = tasks[outcome.path]
                self._set_aside(task.name)
                self.index.note_failed(task, outcome, prints, self.signatures.get(task.name, ()))

    def _set_aside(self, name: str) -> None:
        """A call has failed: what an earlier run wrote of it is counted no longer."""
        if self.index.done.pop(name, None) is None:
            return
        self.superseded.add(name)
        try:
            self.store.set_aside(name)
        except OSError as error:
            self.tally.troubles.append(
                f"{name}: its report is of an earlier run and can't be moved ({error.strerror or error}); delete it"
            )

    def _tell(self, outcome: Done | Failure | None) -> None:
        if self.options.watch is not None:
            self.options.watch(self.tally, outcome)


def _same(row: Entry | FailedBefore, signs: tuple[str, ...], prints: str) -> bool:
    return bool(signs) and row.signature == signs and row.prints == prints


def _are_stale(root: str) -> bool:
    """Whether OUT's tables are missing, or older than a report: a run that was stopped writes none."""
    reports, tables = Path(root, REPORTS), Path(root, TABLES)
    try:
        written = min(path.stat().st_mtime_ns for path in tables.glob("*.parquet"))
        return written < max(path.stat().st_mtime_ns for path in (reports, *reports.glob("*.json")))
    except ValueError:
        return True


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
