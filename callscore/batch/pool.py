"""A pool of processes that outlives its workers: one that dies or takes too long is replaced, and its call named."""

from __future__ import annotations

import pickle
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callscore.batch.outcomes import Failure
from callscore.batch.seats import Seat, describe_exit, dismiss, end_all, heard, hire, receive
from callscore.batch.tasks import Task
from callscore.batch.worker import Again, Ready, Unfit
from callscore.errors import CallscoreError, ConfigError

if TYPE_CHECKING:
    from callscore.pipeline import Pipeline

__all__ = ["TRIES", "Pool"]

TRIES = 2
"""Times that a call may end its worker before it is a failure: the first may have been another's fault."""

FAILED_STARTS = 3
"""Workers in a row that may die before they are ready; then no worker can start here."""

CALLS_PER_WORKER = 500
"""Calls after which a worker is replaced by a fresh one: vocabularies and allocators of native libraries only grow, if
slowly, and analyzers of others may keep what they like. A start costs as much as six calls from transcripts."""


@dataclass(eq=False)
class Pool:
    """Does tasks in `workers` spawned processes; called with the work and the tasks, it yields outcomes as they come.

    Each worker has a pipe of its own, so that one killed at any moment takes nothing with it but its own call.

    Parameters
    ----------
    workers
        Processes.
    threads
        Threads of native libraries in each.
    timeout
        Seconds that a call may take, None for as long as it needs.
    """

    workers: int
    threads: int = 1
    timeout: float | None = None

    def suited(self, pipeline: Pipeline) -> Pipeline:
        """The pipeline as it is: workers run on this machine."""
        return pipeline

    def __call__(self, work: Callable[[Task], Any], tasks: Iterable[Task]) -> Generator[Any]:
        """Outcomes of `work` on each task, as they finish.

        Raises
        ------
        ConfigError
            When the work can't be sent to another process, or no worker can start.
        """
        crew = _Crew(self, _pickled(work), iter(tasks))
        try:
            while crew.staff():
                yield from crew.listen()
                yield from crew.overdue()
        finally:
            end_all(crew.seats)


class _Crew:
    """The workers of one batch, and what is still to do."""

    def __init__(self, pool: Pool, pickled: bytes, tasks: Iterator[Task]) -> None:
        self.pool, self.pickled, self.tasks = pool, pickled, tasks
        self.seats: list[Seat] = []
        self.ahead: deque[Task] = deque()
        """Taken from `tasks` and not given out yet: as many as there are workers that start."""
        self.again: deque[Task] = deque()
        """To be tried once more; they come last."""
        self.tries: Counter[str] = Counter()
        self.failed_starts = 0

    def staff(self) -> bool:
        """Give tasks to whoever is free, and hire while there are more; False when everything is done."""
        for seat in [seat for seat in self.seats if seat.ready and seat.task is None]:
            if seat.calls >= CALLS_PER_WORKER:
                self.seats.remove(seat)
                dismiss(seat)
            elif (task := self._next()) is not None:
                self._give(seat, task)
        starting = sum(not seat.ready for seat in self.seats)
        while len(self.seats) < self.pool.workers and starting < self._wanted(starting + 1):
            self.seats.append(hire(self.pickled, self.pool.threads))
            starting += 1
        return bool(self.ahead or self.again) or any(seat.task is not None for seat in self.seats)

    def listen(self) -> Iterator[Any]:
        """What workers say, as soon as one says something; what came of their tasks is handed on."""
        for seat in heard(self.seats):
            if seat not in self.seats:
                continue  # sent home meanwhile
            message = receive(seat)
            if isinstance(message, Ready):
                seat.ready, self.failed_starts = True, 0
            elif isinstance(message, Unfit):
                raise ConfigError(_unfit(message.reason))
            elif message is None:
                yield from self._buried(seat)
            else:
                task, seat.task, seat.deadline = seat.task, None, None
                again = isinstance(message, Again)
                outcomes = tuple(self._tried(task, message.reason)) if again else (message,)
                self.staff()  # whoever takes an outcome may be long about it
                yield from outcomes

    def overdue(self) -> Iterator[Failure]:
        """End the workers whose call takes too long."""
        now = time.monotonic()
        late = [seat for seat in self.seats if seat.deadline is not None and seat.deadline <= now]
        for seat in late:
            if seat.pipe.poll():
                continue  # it was in time, and only not listened to yet
            self.seats.remove(seat)
            seat.process.kill()
            dismiss(seat)
            if seat.task is not None:
                yield _too_long(seat.task, self.pool.timeout)

    def _next(self) -> Task | None:
        """The next task, in order; those that are tried again come last."""
        if self.ahead:
            return self.ahead.popleft()
        task = next(self.tasks, None)
        return task if task is not None or not self.again else self.again.popleft()

    def _wanted(self, enough: int) -> int:
        """How many tasks wait for a worker, counted up to `enough`."""
        while len(self.ahead) + len(self.again) < enough and (task := next(self.tasks, None)) is not None:
            self.ahead.append(task)
        return len(self.ahead) + len(self.again)

    def _buried(self, seat: Seat) -> Iterator[Failure]:
        """A worker has died: it is replaced, and its task tried again."""
        self.seats.remove(seat)
        code = dismiss(seat)
        if seat.task is not None:
            yield from self._tried(seat.task, f"the process that scored it died ({describe_exit(code)})")
            return
        self.failed_starts += not seat.ready
        if self.failed_starts >= FAILED_STARTS:
            raise CallscoreError(_no_start(code))

    def _tried(self, task: Task | None, reason: str) -> Iterator[Failure]:
        """A task has ended its worker, or lost what it needed: once is forgiven."""
        if task is None:
            return
        self.tries[task.name] += 1
        if self.tries[task.name] < TRIES:
            self.again.append(task)
        else:
            yield Failure(task.path, f"{task.path}: {reason}, twice; score it alone to see why", "WorkerDied")

    def _give(self, seat: Seat, task: Task) -> None:
        """Set a worker to a task; one that has died meanwhile is found out when it is listened to."""
        seat.task = task
        seat.calls += 1
        timeout = self.pool.timeout
        seat.deadline = None if timeout is None else time.monotonic() + timeout
        with suppress(OSError):
            seat.pipe.send(task)


def _pickled(work: Callable[[Task], Any]) -> bytes:
    try:
        return pickle.dumps(work)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise ConfigError(_unfit(str(error))) from error


def _unfit(reason: str) -> str:
    return (
        f"the pipeline can't be sent to another process ({reason}): define analyzers at the top of a module that can be"
        " imported, or use workers=1"
    )


def _no_start(code: int | None) -> str:
    return (
        f"no worker process can start ({describe_exit(code)}): in a script, ask for workers under"
        " if __name__ == '__main__':, or use workers=1"
    )


def _too_long(task: Task, timeout: float | None) -> Failure:
    return Failure(
        task.path, f"{task.path}: stopped after {timeout:g} s (--timeout); give it more, or leave it out", "TimedOut"
    )
