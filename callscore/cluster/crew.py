"""The actors of one batch on a Ray cluster: what each does, and what becomes of the calls of one that is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callscore.batch.outcomes import Failure, Lost
from callscore.batch.tasks import Task
from callscore.batch.waiting import Waiting, too_long
from callscore.batch.worker import CALLS_REMEMBERED, forget_lines, limit_threads
from callscore.errors import CallscoreError

if TYPE_CHECKING:
    from callscore.cluster.executor import RayExecutor

__all__ = ["Actor", "Crew", "resources", "short"]

LOOK_UP_SECONDS = 5.0
"""Seconds between looks at whether a call is late."""

SECONDS_TO_START = 300.0
"""Seconds in which the first worker must be there: a node may have to be brought up, an environment made."""


class Actor:
    """What runs on the cluster: holds the work, and with it the models, from the first call on."""

    def __init__(self, work: Callable[[Task], Any], threads: int) -> None:
        limit_threads(threads)
        self.work, self.calls = work, 0

    def ready(self) -> bool:
        """Answers once the worker can take calls."""
        return True

    def do(self, task: Task) -> Any:
        """What became of a task."""
        self.calls += 1
        if self.calls % CALLS_REMEMBERED == 0:
            forget_lines()
        return self.work(task)


@dataclass(eq=False)
class Seat:
    """An actor, what it was last asked, and with which task."""

    actor: Any
    asked: Any
    task: Task | None = None
    deadline: float | None = None


class Crew:
    """The actors of one batch; one call each at a time, so that no more than that is ever in the cluster's memory."""

    def __init__(self, executor: RayExecutor, library: Any, work: Callable[[Task], Any], tasks: Iterable[Task]) -> None:
        self.executor, self.ray = executor, library
        self.waiting = Waiting(tasks)
        self.idle: list[Seat] = []
        self.seats: list[Seat] = []
        self.started = False
        self._hire(work)

    def outcomes(self) -> Iterator[Any]:
        """What became of each task; those of a lost worker are given to another."""
        begun = time.monotonic()
        while self._give():
            asked = {seat.asked: seat for seat in self.seats if seat.asked is not None}
            done, _ = self.ray.wait(list(asked), num_returns=1, timeout=LOOK_UP_SECONDS)
            for reference in done:
                yield from self._answered(asked[reference])
            yield from self._overdue()
            if not self.started and time.monotonic() - begun > SECONDS_TO_START:
                raise CallscoreError(
                    f"no worker started on the Ray cluster in {SECONDS_TO_START:.0f} s: it has "
                    f"{self.ray.available_resources()}, and each needs {self.executor.cpus:g} CPU; ask for less"
                )

    def dismiss(self) -> None:
        """End the actors."""
        for seat in self.seats:
            with suppress(Exception):
                self.ray.kill(seat.actor, no_restart=True)

    def _hire(self, work: Callable[[Task], Any]) -> None:
        """As many actors as were asked for, or as the cluster has room for; Ray starts and restarts them."""
        executor, gpus = self.executor, self.executor._gpus()
        there = resources()
        room = there.get("GPU", 0) / gpus if gpus else there.get("CPU", 0) / max(executor.cpus, 1e-9)
        needs = {"num_cpus": executor.cpus, "num_gpus": gpus, "max_restarts": -1, "max_task_retries": 0}
        if executor.memory is not None:
            needs["memory"] = executor.memory
        kind = self.ray.remote(Actor).options(**needs)
        for _ in range(executor.workers or max(1, int(room))):
            actor = kind.remote(work, max(1, int(executor.cpus)))
            self.seats.append(Seat(actor, _ready(actor)))

    def _give(self) -> bool:
        """Give tasks to idle actors; False when everything is done."""
        while self.idle and (task := self.waiting.next()) is not None:
            seat = self.idle.pop()
            timeout = self.executor.timeout
            seat.task, seat.asked = task, seat.actor.do.remote(task)
            seat.deadline = None if timeout is None else time.monotonic() + timeout
        return self.waiting.count(1) > 0 or any(seat.task is not None for seat in self.seats)

    def _answered(self, seat: Seat) -> Iterator[Any]:
        """An actor has answered, or was lost."""
        task, reference = seat.task, seat.asked
        seat.task, seat.deadline, seat.asked = None, None, None
        errors = self.ray.exceptions
        try:
            answer = self.ray.get(reference)
        except (errors.RayActorError, errors.ObjectLostError, errors.NodeDiedError) as error:
            if task is not None:
                seat.asked = _ready(seat.actor)
                yield from self._tried(task, f"its worker on the cluster was lost ({short(error)})")
                return
            self.seats.remove(seat)  # it can't be started, neither here nor elsewhere
            if not self.seats:
                raise CallscoreError(_no_start(error)) from error
            return
        except errors.RayTaskError as error:
            self.idle.append(seat)
            if task is None:
                raise CallscoreError(_no_start(error)) from error
            reason = short(error.cause if isinstance(error.cause, Lost) else error)
            yield from self._tried(task, reason)
            return
        self.started = True
        self.idle.append(seat)
        if task is not None:
            yield answer

    def _tried(self, task: Task, reason: str) -> Iterator[Failure]:
        """A task whose worker is gone."""
        failed = self.waiting.again(task, reason)
        if failed is not None:
            yield failed

    def _overdue(self) -> Iterator[Failure]:
        """End the actors whose call takes too long; Ray starts them again."""
        now = time.monotonic()
        for seat in self.seats:
            if seat.task is not None and seat.deadline is not None and seat.deadline <= now:
                task, seat.task, seat.deadline = seat.task, None, None
                self.ray.kill(seat.actor, no_restart=False)
                seat.asked = _ready(seat.actor)
                yield too_long(task, self.executor.timeout)


def _ready(actor: Any) -> Any:
    """What answers once an actor can take calls: when Ray has started it, or started it again, here or elsewhere."""
    return actor.ready.options(max_task_retries=-1).remote()


def resources() -> dict[str, float]:
    """What the cluster has: CPU, GPU, memory."""
    import ray as library

    return dict(library.cluster_resources())  # type: ignore[no-untyped-call]


def _no_start(error: BaseException) -> str:
    return (
        f"no worker can start on the Ray cluster ({short(error)}): callscore, its models and the modules of your own"
        " analyzers must be there on every node"
    )


def short(error: BaseException | None) -> str:
    """An error in a line: of one that carries a whole traceback, the last, which says what it was."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[-1]}"[:300] if lines else type(error).__name__
