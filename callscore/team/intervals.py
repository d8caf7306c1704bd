"""How far a figure over calls could be off: bootstrap over calls, and Wilson's interval for shares of calls."""

from __future__ import annotations

from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CONFIDENCE", "difference_of_ratios", "none_seen", "ratio_interval", "wilson"]

CONFIDENCE = 0.95
"""Share of such intervals that hold the truth."""

RESAMPLES = 1000
"""Bootstrap samples: enough for two digits of a 95 % bound (Efron & Tibshirani 1993, ch. 13)."""

SEED = 20261
"""So that the same calls give the same interval."""

TAILS = [100 * (1 - CONFIDENCE) / 2, 100 * (1 + CONFIDENCE) / 2]
"""Percentiles between which the interval lies."""

Z = 1.959963984540054
"""Normal quantile of 97.5 %."""

MANY_CALLS = 200
"""Calls from which the interval of a ratio is taken from its variance (Cochran 1977, ch. 6): by then it agrees with the
bootstrap to the second digit, and costs a thousandth."""


@lru_cache(maxsize=64)
def _resamples(n: int, seed: int) -> NDArray[np.float64]:
    """How often each of `n` calls is drawn in each bootstrap sample; shape ``(RESAMPLES, n)``."""
    drawn = np.random.default_rng(seed).integers(0, n, size=(RESAMPLES, n))
    drawn += np.arange(RESAMPLES)[:, None] * n
    counts = np.bincount(drawn.ravel(), minlength=RESAMPLES * n)
    return np.asarray(counts.reshape(RESAMPLES, n), dtype=np.float64)


def _ratios(numerators: NDArray[np.float64], bases: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Ratios of sums of bootstrap samples of calls; NaN where a sample has no base. Shape ``(RESAMPLES,)``."""
    draws = _resamples(len(bases), seed)
    sums = draws @ bases
    known = np.where(sums > 0, sums, np.nan)
    return np.asarray(draws @ numerators / known, dtype=np.float64)


def _spread(numerators: NDArray[np.float64], bases: NDArray[np.float64]) -> tuple[float, float]:
    """A ratio of sums over many calls, and its standard error."""
    total = bases.sum()
    ratio = numerators.sum() / total
    n = np.count_nonzero(bases)
    residuals = numerators - ratio * bases
    return float(ratio), float(np.sqrt(n / (n - 1) * np.sum(residuals**2)) / total)


def ratio_interval(numerators: NDArray[np.float64], bases: NDArray[np.float64]) -> tuple[float, float] | None:
    """95 % interval of a ratio of sums over calls; None where fewer than two calls have a base, or all calls are alike.

    Bootstrap over calls (percentiles), or from the ratio's variance where there are many. Calls that are all alike say
    nothing about how far others could lie from them: an interval without width would claim that they do.

    Parameters
    ----------
    numerators, bases
        One for each call, shape ``(n,)``; both 0 where a call couldn't be judged.

    Examples
    --------
    >>> low, high = ratio_interval(np.array([0.0, 1.0] * 20), np.ones(40))
    >>> 0.3 < low < 0.5 < high < 0.7
    True
    """
    known = bases > 0
    if np.count_nonzero(known) < 2:
        return None
    numerators, bases = numerators[known], bases[known]
    if np.ptp(numerators / bases) == 0:
        return None
    if len(bases) >= MANY_CALLS:
        ratio, error = _spread(numerators, bases)
        return ratio - Z * error, ratio + Z * error
    low, high = np.nanpercentile(_ratios(numerators, bases, SEED), TAILS)
    return float(low), float(high)


def difference_of_ratios(
    before: tuple[NDArray[np.float64], NDArray[np.float64]], after: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> tuple[float, float] | None:
    """95 % interval of the ratio after minus the ratio before, calls of both sides drawn anew.

    Parameters
    ----------
    before, after
        Numerators and bases of each call.
    """
    sides = []
    for numerators, bases in (before, after):
        known = bases > 0
        if np.count_nonzero(known) < 2:
            return None
        sides.append((numerators[known], bases[known]))
    if all(np.ptp(numerators / bases) == 0 for numerators, bases in sides):
        return None
    if min(len(bases) for _, bases in sides) >= MANY_CALLS:
        (old, error), (new, other) = (_spread(*side) for side in sides)
        half = Z * sqrt(error**2 + other**2)
        return new - old - half, new - old + half
    drawn = [_ratios(*side, SEED + number) for number, side in enumerate(sides)]
    low, high = np.nanpercentile(drawn[1] - drawn[0], TAILS)
    return float(low), float(high)


def none_seen(base: float) -> tuple[float, float] | None:
    """95 % interval of a rate of which not one was seen in `base` (minutes, turns); Poisson, exact (Garwood 1936).

    Examples
    --------
    >>> [round(bound, 3) for bound in none_seen(60.0)]
    [0.0, 0.061]
    """
    return (0.0, -log((1 - CONFIDENCE) / 2) / base) if base > 0 else None


def wilson(successes: float, n: float) -> tuple[float, float] | None:
    """Wilson's score interval of a share of `n` calls (Wilson 1927); None where there is none.

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if n <= 0:
        return None
    share = successes / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
