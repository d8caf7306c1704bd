"""A batch on more than one machine: Ray places the workers, restarts lost ones, and moves calls and results."""

from __future__ import annotations

import logging
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from callscore.batch.outcomes import Failure, Lost
from callscore.batch.pool import TRIES
from callscore.batch.tasks import Task
from callscore.batch.worker import CALLS_REMEMBERED, forget_lines, limit_threads
from callscore.errors import CallscoreError, ConfigError

if TYPE_CHECKING:
    from callscore.pipeline import Pipeline

__all__ = ["RayExecutor", "ray"]

LOOK_UP_SECONDS = 5.0
"""Seconds between looks at whether a call is late."""

SECONDS_TO_START = 300.0
"""Seconds in which the first worker must be there: a node may have to be brought up, an environment made."""


def ray(
    address: str | None = None,
    *,
    workers: int | None = None,
    cpus: float = 1.0,
    gpus: float | None = None,
    memory: int | None = None,
    timeout: float | None = None,
) -> RayExecutor:
    """An executor for ``cs.run(…, executor=…)`` that does the calls on a Ray cluster.

    Every node must see the recordings under the same paths (a shared folder, or URLs that fsspec opens), and have
    callscore and its models.

    Parameters
    ----------
    address
        Of the cluster (``"ray://head:10001"``, ``"10.0.0.5:6379"``); by default the one at hand, or a new one of this
        machine alone.
    workers
        Actors, each with a model of its own; by default as many as the cluster's cores (or GPUs) allow.
    cpus, gpus
        What each holds. By default a GPU where the cluster has some and calls may use them, none otherwise.
    memory
        Bytes that each is granted; by default as it comes.
    timeout
        Seconds that a call may take, None for as long as it needs.

    Raises
    ------
    ConfigError
        When Ray is not installed.
    """
    if find_spec("ray") is None:
        raise ConfigError("Ray is not installed: pip install 'callscore[ray]'")
    if workers is not None and workers < 1:
        raise ConfigError(f"workers={workers}: at least one is needed")
    return RayExecutor(address, workers, cpus, gpus, memory, timeout)


@dataclass(eq=False)
class RayExecutor:
    """Does tasks in actors of a Ray cluster; see `ray` for its parameters."""

    address: str | None = None
    workers: int | None = None
    cpus: float = 1.0
    gpus: float | None = None
    memory: int | None = None
    timeout: float | None = None
    _ours: bool = field(default=False, init=False, repr=False)
    """Whether the connection was made here, and ends with the batch."""

    def suited(self, pipeline: Pipeline) -> Pipeline:
        """The pipeline with the recognition model that the cluster's workers will take, whatever this machine has."""
        from callscore.audio.models import automatic_model
        from callscore.audio.transcription import Whisper
        from callscore.listening import ListenOptions

        options = pipeline.options or ListenOptions()
        whisper = options.recogniser or Whisper()
        if whisper.model != "auto":
            return pipeline
        self._connect()
        gpu = self._gpus(whisper.device) > 0
        model = automatic_model(whisper.language, gpu=gpu)
        return replace(pipeline, options=replace(options, recogniser=replace(whisper, model=model)))

    def __call__(self, work: Callable[[Task], Any], tasks: Iterable[Task]) -> Generator[Any]:
        """Outcomes of `work` on each task, as they finish.

        Raises
        ------
        ConfigError, CallscoreError
            When the cluster can't be reached, or no worker can start on it.
        """
        import ray as library

        self._connect()
        crew = None
        try:
            crew = _Crew(self, library, work, tasks)
            yield from crew.outcomes()
        finally:
            if crew is not None:
                crew.dismiss()
            if self._ours:
                library.shutdown()
                self._ours = False

    def _connect(self) -> None:
        """Join the cluster, or start one of this machine alone; a connection that was there before stays."""
        # Ray counts its uses unless told not to; nothing leaves the machine here.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        import ray as library

        if library.is_initialized():
            return
        try:
            library.init(self.address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            where = self.address or "this machine"
            raise ConfigError(
                f"--ray: no cluster can be had at {where} ({_short(error)}); check its address"
            ) from error
        self._ours = True

    def _gpus(self, device: str = "auto") -> float:
        """GPUs of each worker."""
        if self.gpus is not None:
            return self.gpus
        return 1.0 if device != "cpu" and _resources().get("GPU", 0) >= 1 else 0.0


class _Actor:
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
class _Seat:
    """An actor, what it was last asked, and with which task."""

    actor: Any
    asked: Any
    task: Task | None = None
    deadline: float | None = None


class _Crew:
    """The actors of one batch; one call each at a time, so that no more than that is ever in the cluster's memory."""

    def __init__(self, executor: RayExecutor, library: Any, work: Callable[[Task], Any], tasks: Iterable[Task]) -> None:
        self.executor, self.ray = executor, library
        self.tasks = iter(tasks)
        self.again: deque[Task] = deque()
        self.tries: Counter[str] = Counter()
        self.idle: list[_Seat] = []
        self.seats: list[_Seat] = []
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
        resources = _resources()
        room = resources.get("GPU", 0) / gpus if gpus else resources.get("CPU", 0) / max(executor.cpus, 1e-9)
        needs = {"num_cpus": executor.cpus, "num_gpus": gpus, "max_restarts": -1, "max_task_retries": 0}
        if executor.memory is not None:
            needs["memory"] = executor.memory
        kind = self.ray.remote(_Actor).options(**needs)
        for _ in range(executor.workers or max(1, int(room))):
            actor = kind.remote(work, max(1, int(executor.cpus)))
            self.seats.append(_Seat(actor, _ready(actor)))

    def _give(self) -> bool:
        """Give tasks to idle actors; False when everything is done."""
        while self.idle and (task := self._next()) is not None:
            seat = self.idle.pop()
            timeout = self.executor.timeout
            seat.task, seat.asked = task, seat.actor.do.remote(task)
            seat.deadline = None if timeout is None else time.monotonic() + timeout
        if any(seat.task is not None for seat in self.seats):
            return True
        following = self._next()
        if following is None:
            return False
        self.again.append(following)
        return True

    def _next(self) -> Task | None:
        task = next(self.tasks, None)
        return task if task is not None or not self.again else self.again.popleft()

    def _answered(self, seat: _Seat) -> Iterator[Any]:
        """An actor has answered, or was lost."""
        task, reference = seat.task, seat.asked
        seat.task, seat.deadline, seat.asked = None, None, None
        errors = self.ray.exceptions
        try:
            answer = self.ray.get(reference)
        except (errors.RayActorError, errors.ObjectLostError, errors.NodeDiedError) as error:
            if task is not None:
                seat.asked = _ready(seat.actor)
                yield from self._lost(task, f"its worker on the cluster was lost ({_short(error)})")
                return
            self.seats.remove(seat)  # it can't be started, neither here nor elsewhere
            if not self.seats:
                raise CallscoreError(_no_start(error)) from error
            return
        except errors.RayTaskError as error:
            self.idle.append(seat)
            if task is None:
                raise CallscoreError(_no_start(error)) from error
            reason = _short(error.cause if isinstance(error.cause, Lost) else error)
            yield from self._lost(task, reason)
            return
        self.started = True
        self.idle.append(seat)
        if task is not None:
            yield answer

    def _lost(self, task: Task, reason: str) -> Iterator[Failure]:
        """A task whose worker is gone: once is forgiven."""
        self.tries[task.name] += 1
        if self.tries[task.name] < TRIES:
            self.again.append(task)
        else:
            yield Failure(task.path, f"{task.path}: {reason}, twice; score it alone to see why", "WorkerDied")

    def _overdue(self) -> Iterator[Failure]:
        """End the actors whose call takes too long; Ray starts them again."""
        now = time.monotonic()
        for seat in self.seats:
            if seat.task is not None and seat.deadline is not None and seat.deadline <= now:
                task, seat.task, seat.deadline = seat.task, None, None
                self.ray.kill(seat.actor, no_restart=False)
                seat.asked = _ready(seat.actor)
                limit = self.executor.timeout
                yield Failure(
                    task.path, f"{task.path}: stopped after {limit:g} s (--timeout); give it more", "TimedOut"
                )


def _ready(actor: Any) -> Any:
    """What answers once an actor can take calls: when Ray has started it, or started it again, here or elsewhere."""
    return actor.ready.options(max_task_retries=-1).remote()


def _resources() -> dict[str, float]:
    """What the cluster has: CPU, GPU, memory."""
    import ray as library

    return dict(library.cluster_resources())  # type: ignore[no-untyped-call]


def _no_start(error: BaseException) -> str:
    return (
        f"no worker can start on the Ray cluster ({_short(error)}): callscore, its models and the modules of your own"
        " analyzers must be there on every node"
    )


def _short(error: BaseException | None) -> str:
    """An error in a line: of one that carries a whole traceback, the last, which says what it was."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[-1]}"[:300] if lines else type(error).__name__
