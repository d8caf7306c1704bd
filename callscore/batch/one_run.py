"""One run over OUT: which of its calls are to be done, what becomes of each, and what is kept of that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from callscore.batch.identity import Fingerprint, fingerprint, is_recognised
from callscore.batch.index import Entry, FailedBefore, Index, digest_of
from callscore.batch.keeping import Keep, muted_copy, signature
from callscore.batch.naming import tasks_of_run
from callscore.batch.outcomes import Done, Failure, State
from callscore.batch.records import describe, ended_well, write_day
from callscore.batch.store import Store
from callscore.batch.tally import Tally
from callscore.batch.tasks import Task
from callscore.errors import CallscoreError, ConfigError

if TYPE_CHECKING:
    from callscore.batch.running import Executor, RunOptions
    from callscore.pipeline import Pipeline

__all__ = ["Run"]


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
    changed: bool
    """Whether reports have come or gone since the day's tables were written."""
    signatures: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def begin(cls, store: Store, pipeline: Pipeline, tasks: list[Task], options: RunOptions) -> Run:
        """Look at what is there."""
        store.clean()
        index = Index(store, keep_private=pipeline.keep_private)
        prints = fingerprint(pipeline, recognises=any(is_recognised(task) for task in tasks))
        tasks = tasks_of_run(tasks, index, prints, pipeline)
        tally, now = Tally.of(tasks), datetime.now(UTC).isoformat(timespec="seconds")
        changed = not ended_well(store)
        run = cls(store, pipeline, prints, index, tasks, options, tally, now, store.superseded(), changed)
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
        from callscore.tables.writing import loaded_meanwhile

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
        with loaded_meanwhile(), closing(executor(work, to_do)) as outcomes:
            for outcome in outcomes:
                self.tally.add(outcome)
                self._note(outcome, by_path)
                self._tell(outcome)
                yield outcome

    def end(self, state: str) -> None:
        """Write the run's own files; what fails of that is a trouble to tell, as the calls themselves are safe.

        A run whose tables can't be written isn't finished: the next one writes them.
        """
        try:
            self.index.write()
            if state == "finished":
                write_day(self.store, calls=len(self.index.done), new=self.changed)
        except (OSError, CallscoreError) as error:
            self._trouble(error)
            state = "stopped"
        try:
            self.describe(state)
            self.store.settle()
        except OSError as error:
            self._trouble(error)

    def describe(self, state: str) -> None:
        """Write ``run.json``."""
        describe(
            self.store,
            state,
            rubric=self.pipeline.loaded_rubric(),
            prints=self.prints,
            options=self.options,
            tally=self.tally,
            started=self.started,
        )

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
                self.changed |= outcome.state is not State.KEPT
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
        self.changed = True
        self.superseded.add(name)
        try:
            self.store.set_aside(name)
        except OSError as error:
            self.tally.troubles.append(
                f"{name}: its report is of an earlier run and can't be moved ({error.strerror or error}); delete it"
            )

    def _trouble(self, error: OSError | CallscoreError) -> None:
        """Note what could not be written, once."""
        text = f"{self.store.place.root}: {error.strerror or error}" if isinstance(error, OSError) else str(error)
        if text not in self.tally.troubles:
            self.tally.troubles.append(text)

    def _tell(self, outcome: Done | Failure | None) -> None:
        if self.options.watch is not None:
            self.options.watch(self.tally, outcome)


def _same(row: Entry | FailedBefore, signs: tuple[str, ...], prints: str) -> bool:
    return bool(signs) and row.signature == signs and row.prints == prints
