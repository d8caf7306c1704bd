"""Which speaker of a transcript is which voice, how far the clocks are apart, and whether it is the same call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from statistics import fmean, pstdev

from callscore.spans import Span, merge

__all__ = ["Match", "match_by_time"]

FRAME = 0.1
"""Seconds: resolution of the comparison."""

LARGEST_OFFSET = 30.0
"""Seconds by which a recorder may have trimmed or padded the start."""

CLEAR_GAIN = 0.04
"""Agreement (0-1) that a shift must gain over no shift to be believed."""

NULL_STEP = 0.7
"""Seconds between the shifts whose agreement shows what chance gives."""

NULL_DISTANCE = 4.0
"""Seconds around the best shift that say nothing about chance."""

MOST_PERMUTED = 5
"""Voices up to which every assignment is tried."""


@dataclass(frozen=True, slots=True)
class Match:
    """Result of laying a transcript's timed speech over the voices of the recording.

    `agreement` is the Dice overlap (0-1) of the two, `chance` its mean over shifted versions, `surprise` how many
    standard deviations of these lie between them, `confidence` (0-1) how surely the voices are told apart.
    """

    voice_of: Mapping[str, int]
    offset: float
    agreement: float
    chance: float
    surprise: float
    confidence: float


def match_by_time(speech: Mapping[str, Sequence[Span]], voices: Sequence[Sequence[Span]], *, duration: float) -> Match:
    """Assign every speaker label to a voice by overlap in time, and find the clock offset.

    Parameters
    ----------
    speech
        Timed speech of each label, in seconds of the transcript.
    voices
        Speech of each voice, in seconds of the recording.
    duration
        Length of the recording in seconds.

    Returns
    -------
    Match
        ``offset`` in seconds is to be added to the transcript's times; 0.0 unless another clearly fits better.

    Examples
    --------
    >>> found = match_by_time({"a": [Span(0, 4)], "b": [Span(5, 7)]}, [[Span(5, 7)], [Span(0, 4)]], duration=8)
    >>> dict(found.voice_of), found.offset, found.agreement
    ({'a': 1, 'b': 0}, 0.0, 1.0)
    """
    labels = list(speech)
    masks = [_mask(speech[label]) for label in labels]
    heard = [_mask(voice) for voice in voices]
    length = max(
        1, round(duration / FRAME), *(mask.bit_length() for mask in masks), *(mask.bit_length() for mask in heard)
    )

    def score(shift: int, *, around: bool) -> tuple[float, tuple[int, ...]]:
        moved = [_shifted(mask, shift, length, around=around) for mask in masks]
        return _best_assignment(moved, heard)

    reach = min(round(LARGEST_OFFSET / FRAME), length // 2)
    scores = {shift: score(shift, around=False)[0] for shift in range(-reach, reach + 1)}
    best = max(scores, key=lambda shift: (round(scores[shift], 6), -abs(shift)))
    if scores[best] - scores[0] < CLEAR_GAIN:
        best = 0
    agreement, assignment = score(best, around=False)
    away = round(NULL_DISTANCE / FRAME)
    null = [
        score(best + shift, around=True)[0] for shift in range(away, length - away, max(1, round(NULL_STEP / FRAME)))
    ]
    chance = fmean(null) if null else 0.0
    spread = pstdev(null) if len(null) > 1 else 0.0
    surprise = (agreement - chance) / spread if spread > 1e-9 else 0.0
    moved = [_shifted(mask, best, length, around=False) for mask in masks]
    return Match(
        dict(zip(labels, assignment, strict=True)),
        best * FRAME,
        agreement,
        chance,
        surprise,
        _margin(moved, heard, assignment),
    )


def _mask(spans: Sequence[Span]) -> int:
    """Speech as bits, one a frame."""
    bits = 0
    for span in merge(spans):
        first, last = round(span.start / FRAME), round(span.end / FRAME)
        bits |= ((1 << max(0, last - first)) - 1) << first
    return bits


def _shifted(mask: int, shift: int, length: int, *, around: bool) -> int:
    """`mask` moved later by `shift` frames; what leaves the end comes in at the start when `around`."""
    whole = (1 << length) - 1
    if around:
        shift %= length
        return ((mask << shift) | (mask >> (length - shift))) & whole
    return (mask << shift if shift >= 0 else mask >> -shift) & whole


def _best_assignment(masks: list[int], heard: list[int]) -> tuple[float, tuple[int, ...]]:
    """Agreement and voice of each mask, every label a voice of its own while there are enough of both."""
    overlap = [[(mask & voice).bit_count() for voice in heard] for mask in masks]
    most = len(heard)
    if len(masks) == most <= MOST_PERMUTED:
        chosen = max(permutations(range(most)), key=lambda order: sum(overlap[i][v] for i, v in enumerate(order)))
        return _dice(masks, heard, overlap, chosen), chosen
    order = sorted(range(len(masks)), key=lambda i: -max(overlap[i], default=0))
    taken: dict[int, int] = {}
    for i in order:
        free = [v for v in range(most) if v not in taken.values()] or list(range(most))
        taken[i] = max(free, key=lambda v: overlap[i][v])
    chosen = tuple(taken[i] for i in range(len(masks)))
    return _dice(masks, heard, overlap, chosen), chosen


def _dice(masks: list[int], heard: list[int], overlap: list[list[int]], chosen: tuple[int, ...]) -> float:
    """Twice the common time over the sum of both times (Dice 1945)."""
    common = sum(overlap[i][v] for i, v in enumerate(chosen))
    sizes = sum(mask.bit_count() for mask in masks) + sum(heard[v].bit_count() for v in set(chosen))
    return min(1.0, 2 * common / sizes) if sizes else 0.0


def _margin(masks: list[int], heard: list[int], chosen: tuple[int, ...]) -> float:
    """How surely the voices are told apart: common time here against the best other voice of each speaker, 0-1."""
    here = there = 0
    for mask, voice in zip(masks, chosen, strict=True):
        here += (mask & heard[voice]).bit_count()
        there += max(((mask & other).bit_count() for v, other in enumerate(heard) if v != voice), default=0)
    return max(0.0, min(1.0, (here - there) / here)) if here else 0.0
