"""The calls of a batch that wait for a worker: in order, those that ended one are tried once more, last."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable

from callscore.batch.outcomes import Failure
from callscore.batch.tasks import Task

__all__ = ["TRIES", "Waiting", "too_long"]

TRIES = 2
"""Times that a call may end its worker before it is a failure: the first may have been another's fault."""


class Waiting:
    """Tasks that are still to be given out, taken from an iterable no sooner than they are asked for.

    Examples
    --------
    >>> waiting = Waiting([Task("a.wav", "a"), Task("b.wav", "b")])
    >>> first = waiting.next()
    >>> waiting.again(first, "its worker died")
    >>> [waiting.next().name for _ in range(2)], waiting.next()
    (['b', 'a'], None)
    >>> waiting.again(first, "its worker died").error
    'a.wav: its worker died, twice; score it alone to see why'
    """

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = iter(tasks)
        self._ahead: deque[Task] = deque()
        """Looked at and not given out yet."""
        self._again: deque[Task] = deque()
        self._tries: Counter[str] = Counter()

    def next(self) -> Task | None:
        """The next task, None when there is none."""
        if self._ahead:
            return self._ahead.popleft()
        task = next(self._tasks, None)
        return task if task is not None or not self._again else self._again.popleft()

    def count(self, enough: int) -> int:
        """How many wait, counted up to `enough`."""
        while len(self._ahead) + len(self._again) < enough and (task := next(self._tasks, None)) is not None:
            self._ahead.append(task)
        return len(self._ahead) + len(self._again)

    def again(self, task: Task, reason: str) -> Failure | None:
        """A task has ended its worker, or lost what it needed: once is forgiven, then it is a failure."""
        self._tries[task.name] += 1
        if self._tries[task.name] < TRIES:
            self._again.append(task)
            return None
        return Failure(task.path, f"{task.path}: {reason}, twice; score it alone to see why", "WorkerDied")


def too_long(task: Task, timeout: float | None) -> Failure:
    """A call that was stopped when its time was over."""
    why = f"stopped after {timeout:g} s (--timeout); give it more, or leave it out"
    return Failure(task.path, f"{task.path}: {why}", "TimedOut")
