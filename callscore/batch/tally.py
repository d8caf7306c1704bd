"""How far a batch is: calls and hours done, speed, time left, failures so far."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from callscore.batch.outcomes import Done, Failure, State
from callscore.batch.tasks import Task

__all__ = ["Tally"]


@dataclass(eq=False)
class Tally:
    """Counts of a batch as it goes.

    Examples
    --------
    >>> tally = Tally.of([Task("a.wav", "a"), Task("b.wav", "b")], clock=0.0)
    >>> tally.add(Done("a", "a.wav", State.SCORED, 300.0, 71.5, 2.0, {}))
    >>> tally.done, tally.left, tally.speed(now=10.0), tally.seconds_left(now=10.0)
    (1, 1, 30.0, 10.0)
    """

    of_calls: int
    of_weight: float
    weights: dict[str, float] = field(repr=False)
    started: float
    scored: int = 0
    rescored: int = 0
    kept: int = 0
    failures: list[Failure] = field(default_factory=list)
    audio_seconds: float = 0.0
    """Seconds of the calls that this run has scored or scored anew."""
    skipped_failures: int = 0
    """Failures of an earlier run that were not tried again; they are in `failures` too."""
    troubles: list[str] = field(default_factory=list)
    """What could not be written of the run's own files, index and tables; the calls' own troubles are failures."""
    done_weight: float = 0.0
    kept_weight: float = 0.0

    @classmethod
    def of(cls, tasks: Iterable[Task], *, clock: float | None = None) -> Tally:
        """A tally of calls, none of them done yet."""
        tasks = list(tasks)
        known = [task.size for task in tasks if task.size > 0]
        usual = sum(known) / len(known) if known else 1.0
        weights = {task.path: float(task.size or usual) for task in tasks}
        return cls(len(tasks), sum(weights.values()), weights, time.monotonic() if clock is None else clock)

    def add(self, outcome: Done | Failure) -> None:
        """Count a call."""
        weight = self.weights.get(outcome.path, 0.0)
        self.done_weight += weight
        if isinstance(outcome, Failure):
            self.failures.append(outcome)
            return
        if outcome.state is State.KEPT:
            self.kept += 1
            self.kept_weight += weight
            return
        self.scored += outcome.state is State.SCORED
        self.rescored += outcome.state is State.RESCORED
        self.audio_seconds += outcome.duration or 0.0

    def add_failed_before(self, failed: Failure) -> None:
        """Count a call that failed in an earlier run and was left alone."""
        self.add(failed)
        self.kept_weight += self.weights.get(failed.path, 0.0)
        self.skipped_failures += 1

    @property
    def done(self) -> int:
        """Calls that are done, failures not counted."""
        return self.scored + self.rescored + self.kept

    @property
    def left(self) -> int:
        """Calls that are still to do."""
        return self.of_calls - self.done - len(self.failures)

    def seconds(self, *, now: float | None = None) -> float:
        """Seconds since the run began."""
        return max(0.0, (time.monotonic() if now is None else now) - self.started)

    def speed(self, *, now: float | None = None) -> float | None:
        """Seconds of calls done in a second, None before the first."""
        seconds = self.seconds(now=now)
        return self.audio_seconds / seconds if seconds > 0 and self.audio_seconds > 0 else None

    def seconds_left(self, *, now: float | None = None) -> float | None:
        """Seconds that the rest will take at the pace so far, long files counting for more; None before the first."""
        worked = self.done_weight - self.kept_weight
        if worked <= 0:
            return 0.0 if self.left == 0 else None
        return self.seconds(now=now) / worked * max(0.0, self.of_weight - self.done_weight)

    def to_dict(self, *, now: float | None = None) -> dict[str, Any]:
        """The counts as plain data."""
        left, speed = self.seconds_left(now=now), self.speed(now=now)
        return {
            "calls": self.of_calls,
            "done": self.done,
            "scored": self.scored,
            "rescored": self.rescored,
            "kept": self.kept,
            "failed": len(self.failures),
            "left": self.left,
            "audio_seconds": round(self.audio_seconds, 1),
            "seconds": round(self.seconds(now=now), 1),
            "times_real_time": None if speed is None else round(speed, 1),
            "seconds_left": None if left is None else round(left, 1),
        }
