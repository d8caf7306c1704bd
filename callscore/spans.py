"""Time as a value: half-open spans in seconds and the algebra that every measure is built from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Span", "gaps", "intersect", "merge", "subtract", "total"]


ROUNDING = 1e-9
"""Seconds: what sums of decimal fractions may be off by."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time ``[start, end)`` in seconds from the start of the recording.

    Examples
    --------
    >>> Span(1.0, 3.5).duration
    2.5
    >>> Span(1.0, 3.5).overlap(Span(3.0, 9.0))
    0.5
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        if not self.end >= self.start:
            raise ValueError(f"a span must not end before it starts: start={self.start}, end={self.end}")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """Midpoint in seconds."""
        return (self.start + self.end) / 2

    def overlap(self, other: Span) -> float:
        """Seconds that both spans share; 0.0 when they only touch or lie apart."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, time: float) -> bool:
        """Whether `time` lies in ``[start, end)``."""
        return self.start <= time < self.end

    def shift(self, seconds: float) -> Span:
        """The same stretch, `seconds` later."""
        return Span(self.start + seconds, self.end + seconds)


def merge(spans: Iterable[Span], *, gap: float = 0.0) -> tuple[Span, ...]:
    """Union of spans, in order; neighbours at most `gap` seconds apart become one.

    Examples
    --------
    >>> merge([Span(2, 3), Span(0, 1), Span(1.2, 1.5)], gap=0.3)
    (Span(start=0, end=1.5), Span(start=2, end=3))
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if span.duration <= 0:
            continue
        if merged and span.start - merged[-1].end <= gap + ROUNDING:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def total(spans: Iterable[Span]) -> float:
    """Seconds covered by the union of `spans`: what overlaps counts once.

    Examples
    --------
    >>> total([Span(0, 2), Span(1, 3)])
    3.0
    """
    return sum((span.duration for span in merge(spans)), 0.0)


def _pairs(ones: tuple[Span, ...], others: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Index pairs of overlapping spans of two merged lists, in one sweep."""
    i = j = 0
    while i < len(ones) and j < len(others):
        if min(ones[i].end, others[j].end) > max(ones[i].start, others[j].start):
            yield i, j
        if ones[i].end <= others[j].end:
            i += 1
        else:
            j += 1


def intersect(ones: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches that lie in both unions: the overlaps of two parties' speech, say.

    Examples
    --------
    >>> intersect([Span(0, 5)], [Span(1, 2), Span(4, 9)])
    (Span(start=1, end=2), Span(start=4, end=5))
    """
    left, right = merge(ones), merge(others)
    return tuple(
        Span(max(left[i].start, right[j].start), min(left[i].end, right[j].end)) for i, j in _pairs(left, right)
    )


def subtract(ones: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """What remains of the first union once the second is cut out.

    Examples
    --------
    >>> subtract([Span(0, 5)], [Span(1, 2), Span(4, 9)])
    (Span(start=0, end=1), Span(start=2, end=4))
    """
    remaining: list[Span] = []
    cuts = merge(others)
    first = 0
    for span in merge(ones):
        start = span.start
        while first < len(cuts) and cuts[first].end <= start:
            first += 1
        index = first
        while index < len(cuts) and cuts[index].start < span.end:
            if cuts[index].start > start:
                remaining.append(Span(start, cuts[index].start))
            start = max(start, cuts[index].end)
            index += 1
        if start < span.end:
            remaining.append(Span(start, span.end))
    return tuple(remaining)


def gaps(spans: Iterable[Span], *, within: Span | None = None, at_least: float = 0.0) -> tuple[Span, ...]:
    """Silences between `spans`, or inside `within` when it is given, of at least `at_least` seconds.

    Examples
    --------
    >>> gaps([Span(0, 1), Span(3, 4)])
    (Span(start=1, end=3),)
    """
    merged = merge(spans)
    if within is None:
        if not merged:
            return ()
        within = Span(merged[0].start, merged[-1].end)
    return tuple(gap for gap in subtract([within], merged) if gap.duration >= at_least)
