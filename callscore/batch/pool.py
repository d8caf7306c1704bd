"""A pool of processes that outlives its workers: one that dies or takes too long is replaced, and its call named."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callscore.batch.outcomes import Failure
from callscore.batch.seats import Seat, describe_exit, dismiss, end_all, heard, hire, receive
from callscore.batch.tasks import Task
from callscore.batch.waiting import Waiting, too_long
from callscore.batch.worker import Again, Ready, Unfit
from callscore.errors import CallscoreError, ConfigError

if TYPE_CHECKING:
    from callscore.pipeline import Pipeline

__all__ = ["Pool"]

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
        crew = _Crew(self, _pickled(work), Waiting(tasks))
        try:
            while crew.staff():
                yield from crew.listen()
                yield from crew.overdue()
        finally:
            end_all(crew.seats)


class _Crew:
    """The workers of one batch, and what is still to do."""

    def __init__(self, pool: Pool, pickled: bytes, waiting: Waiting) -> None:
        self.pool, self.pickled, self.waiting = pool, pickled, waiting
        self.seats: list[Seat] = []
        self.failed_starts = 0

    def staff(self) -> bool:
        """Give tasks to whoever is free, and hire while there are more; False when everything is done."""
        for seat in [seat for seat in self.seats if seat.ready and seat.task is None]:
            if seat.calls >= CALLS_PER_WORKER:
                self.seats.remove(seat)
                dismiss(seat)
            elif (task := self.waiting.next()) is not None:
                self._give(seat, task)
        starting = sum(not seat.ready for seat in self.seats)
        while len(self.seats) < self.pool.workers and starting < self.waiting.count(starting + 1):
            self.seats.append(hire(self.pickled, self.pool.threads))
            starting += 1
        return self.waiting.count(1) > 0 or any(seat.task is not None for seat in self.seats)

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
                outcome = message
                if isinstance(message, Again):
                    outcome = None if task is None else self.waiting.again(task, message.reason)
                self.staff()  # whoever takes an outcome may be long about it
                if outcome is not None:
                    yield outcome

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
                yield too_long(seat.task, self.pool.timeout)

    def _buried(self, seat: Seat) -> Iterator[Failure]:
        """A worker has died: it is replaced, and its task tried again."""
        self.seats.remove(seat)
        code = dismiss(seat)
        if seat.task is not None:
            failed = self.waiting.again(seat.task, f"the process that scored it died ({describe_exit(code)})")
            if failed is not None:
                yield failed
            return
        self.failed_starts += not seat.ready
        if self.failed_starts >= FAILED_STARTS:
            raise CallscoreError(_no_start(code))

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
