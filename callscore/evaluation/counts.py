"""How many were found, how many of those are right, how many there are: precision, recall and F1 as ratios of sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Counts", "Event", "match"]


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happens at a moment: `at` in seconds (or in turns where a call has no times), by `role`."""

    at: float
    role: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was said against what is true; calls are added up before any ratio is taken.

    Parameters
    ----------
    right, said, true
        Found and true; found; true.
    missed, false
        The events behind the differences, for a person to listen to.

    Examples
    --------
    >>> both = Counts(8, 10, 9) + Counts(1, 1, 1)
    >>> round(both.precision, 3), round(both.recall, 3), round(both.f1, 3)
    (0.818, 0.9, 0.857)
    """

    right: int = 0
    said: int = 0
    true: int = 0
    missed: tuple[Event, ...] = ()
    false: tuple[Event, ...] = ()

    def __add__(self, other: Counts) -> Counts:
        """Sums; the events of single calls are left to the calls."""
        return Counts(self.right + other.right, self.said + other.said, self.true + other.true)

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right; None when nothing was said."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """Share of what is true that was said; None when nothing is true."""
        return self.right / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None when nothing was said and nothing is true."""
        return 2 * self.right / (self.said + self.true) if self.said + self.true else None


def match(said: Iterable[Event], true: Iterable[Event], *, tolerance: float) -> Counts:
    """Pair events of the same party that lie at most `tolerance` apart, each with one other at most.

    A sweep over both in order of time: with one tolerance for all, no other pairing finds more.

    Examples
    --------
    >>> said = [Event(10.2, "agent"), Event(50.0, "agent")]
    >>> counts = match(said, [Event(10.0, "agent"), Event(30.0, "agent")], tolerance=1.0)
    >>> counts.right, [event.at for event in counts.missed], [event.at for event in counts.false]
    (1, [30.0], [50.0])
    """
    found, truth = sorted(said), sorted(true)
    missed: list[Event] = []
    false: list[Event] = []
    for role in sorted({event.role for event in (*found, *truth)}):
        own = [event for event in found if event.role == role]
        theirs = [event for event in truth if event.role == role]
        unmatched_said, unmatched_true = _sweep(own, theirs, tolerance)
        false += unmatched_said
        missed += unmatched_true
    return Counts(len(found) - len(false), len(found), len(truth), tuple(sorted(missed)), tuple(sorted(false)))


def _sweep(said: Sequence[Event], true: Sequence[Event], tolerance: float) -> tuple[list[Event], list[Event]]:
    """Events of both lists that find no partner."""
    false: list[Event] = []
    missed: list[Event] = []
    i = j = 0
    while i < len(said) and j < len(true):
        if abs(said[i].at - true[j].at) <= tolerance:
            i, j = i + 1, j + 1
        elif said[i].at < true[j].at:
            false.append(said[i])
            i += 1
        else:
            missed.append(true[j])
            j += 1
    return false + list(said[i:]), missed + list(true[j:])
