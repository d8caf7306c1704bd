"""A pool of processes that outlives its workers: one that dies or takes too long is replaced, and its call named."""

from __future__ import annotations

import pickle
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from callscore.batch.outcomes import Failure
from callscore.batch.tasks import Task
from callscore.batch.worker import Again, Ready, Unfit, serve
from callscore.errors import CallscoreError, ConfigError

if TYPE_CHECKING:
    from callscore.pipeline import Pipeline

__all__ = ["TRIES", "Pool", "describe_exit", "uninterrupted"]

TRIES = 2
"""Times that a call may end its worker before it is a failure: the first may have been another's fault."""

FAILED_STARTS = 3
"""Workers in a row that may die before they are ready; then no worker can start here."""

SECONDS_TO_LEAVE = 3.0
"""Seconds that a worker gets to end by itself before it is killed."""


CALLS_PER_WORKER = 250
"""Calls after which a worker is replaced by a fresh one: vocabularies and allocators of native libraries only grow."""


@dataclass(eq=False)
class _Seat:
    """A worker process, what it is doing, and until when it may."""

    process: BaseProcess
    pipe: Connection
    ready: bool = False
    calls: int = 0
    """Given to it so far."""
    task: Task | None = None
    deadline: float | None = None


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
            _close(crew.seats)


class _Crew:
    """The workers of one batch, and what is still to do."""

    def __init__(self, pool: Pool, pickled: bytes, tasks: Iterator[Task]) -> None:
        self.pool, self.pickled, self.tasks = pool, pickled, tasks
        self.seats: list[_Seat] = []
        self.waiting: deque[Task] = deque()
        """Taken from `tasks` and not given out yet: one at most, and those that are to be tried again."""
        self.tries: Counter[str] = Counter()
        self.failed_starts = 0

    def staff(self) -> bool:
        """Give tasks to whoever is free, and hire while there are more; False when everything is done."""
        for seat in [seat for seat in self.seats if seat.ready and seat.task is None]:
            if seat.calls >= CALLS_PER_WORKER:
                self.seats.remove(seat)
                _dismiss(seat)
            elif (task := self._next()) is not None:
                self._give(seat, task)
        starting = sum(not seat.ready for seat in self.seats)
        while len(self.seats) < self.pool.workers and starting < self._wanted(starting + 1):
            self.seats.append(self._hire())
            starting += 1
        return bool(self.waiting) or any(seat.task is not None for seat in self.seats)

    def listen(self) -> Iterator[Any]:
        """What workers say, as soon as one says something; what came of their tasks is handed on."""
        for seat in _heard(self.seats):
            message = _receive(seat)
            if isinstance(message, Ready):
                seat.ready, self.failed_starts = True, 0
            elif isinstance(message, Unfit):
                raise ConfigError(_unfit(message.reason))
            elif message is None:
                yield from self._buried(seat)
            else:
                task, seat.task, seat.deadline = seat.task, None, None
                yield from self._tried(task, message.reason) if isinstance(message, Again) else (message,)

    def overdue(self) -> Iterator[Failure]:
        """End the workers whose call takes too long."""
        now = time.monotonic()
        for seat in [seat for seat in self.seats if seat.deadline is not None and seat.deadline <= now]:
            self.seats.remove(seat)
            seat.process.kill()
            _dismiss(seat)
            if seat.task is not None:
                yield _too_long(seat.task, self.pool.timeout)

    def _next(self) -> Task | None:
        """The next task; those that are tried again come last."""
        task = next(self.tasks, None)
        if task is not None:
            self.waiting.append(task)
            self.waiting.rotate(1)
        return self.waiting.popleft() if self.waiting else None

    def _wanted(self, enough: int) -> int:
        """How many tasks wait for a worker, counted up to `enough`."""
        while len(self.waiting) < enough and (task := next(self.tasks, None)) is not None:
            self.waiting.append(task)
        return len(self.waiting)

    def _buried(self, seat: _Seat) -> Iterator[Failure]:
        """A worker has died: it is replaced, and its task tried again."""
        self.seats.remove(seat)
        code = _dismiss(seat)
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
            self.waiting.append(task)
        else:
            yield Failure(task.path, f"{task.path}: {reason}, twice; score it alone to see why", "WorkerDied")

    def _hire(self) -> _Seat:
        """A new worker, still starting."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.pickled, self.pool.threads), daemon=True)
        with uninterrupted():
            process.start()
        theirs.close()
        return _Seat(process, ours)

    def _give(self, seat: _Seat, task: Task) -> None:
        """Set a worker to a task; one that has died meanwhile is found out when it is listened to."""
        seat.task = task
        seat.calls += 1
        timeout = self.pool.timeout
        seat.deadline = None if timeout is None else time.monotonic() + timeout
        with suppress(OSError):
            seat.pipe.send(task)


def describe_exit(code: int | None) -> str:
    """The end of a process in words.

    Examples
    --------
    >>> describe_exit(-9), describe_exit(3)
    ('killed by SIGKILL, out of memory perhaps', 'exit code 3')
    """
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"killed by {name}" + (", out of memory perhaps" if name == "SIGKILL" else "")


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


def _heard(seats: list[_Seat]) -> list[_Seat]:
    """Workers that have something to say, or that died; waits for the first, or until one is late."""
    deadlines = [seat.deadline for seat in seats if seat.deadline is not None]
    patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    speaking = wait([seat.pipe for seat in seats], patience)
    return [seat for seat in seats if seat.pipe in speaking]


def _receive(seat: _Seat) -> Any:
    """What a worker says; None when it died."""
    try:
        return seat.pipe.recv()
    except (EOFError, OSError):
        return None


def _dismiss(seat: _Seat) -> int | None:
    """See a worker out, by force where it doesn't go; its exit code."""
    seat.pipe.close()
    seat.process.join(SECONDS_TO_LEAVE)
    if seat.process.is_alive():
        seat.process.kill()
        seat.process.join(SECONDS_TO_LEAVE)
    return seat.process.exitcode


def _close(seats: list[_Seat]) -> None:
    """End all workers: those at work at once, the others by closing their pipes."""
    for seat in seats:
        if seat.task is not None or not seat.ready:
            seat.process.terminate()
        seat.pipe.close()
    until = time.monotonic() + SECONDS_TO_LEAVE
    for seat in seats:
        seat.process.join(max(0.0, until - time.monotonic()))
        if seat.process.is_alive():
            seat.process.kill()
            seat.process.join(SECONDS_TO_LEAVE)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Start a process that Ctrl-C doesn't reach while it starts; where this isn't the main thread, as it is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
