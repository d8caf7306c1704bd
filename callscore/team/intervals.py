"""How far a figure over calls could be off: bootstrap over calls, and Wilson's interval for shares of calls."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CONFIDENCE", "bootstrap", "resamples", "wilson"]

CONFIDENCE = 0.95
"""Share of such intervals that hold the truth."""

RESAMPLES = 1000
"""Bootstrap samples: enough for two digits of a 95 % bound (Efron & Tibshirani 1993, ch. 13)."""

SEED = 20261
"""So that the same calls give the same interval."""

Z = 1.959963984540054
"""Normal quantile of 97.5 %."""


def resamples(n: int) -> NDArray[np.float64]:
    """How often each of `n` calls is drawn in each bootstrap sample; shape ``(RESAMPLES, n)``."""
    counts = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return counts.astype(np.float64)


def bootstrap(
    numerators: NDArray[np.float64], denominators: NDArray[np.float64], draws: NDArray[np.float64]
) -> tuple[float, float] | None:
    """Percentile interval of a ratio of sums over calls; None where fewer than two calls have a denominator.

    Parameters
    ----------
    numerators, denominators
        One for each call, shape ``(n,)``.
    draws
        `resamples` of n.

    Examples
    --------
    >>> low, high = bootstrap(np.array([0.0, 1.0] * 20), np.ones(40), resamples(40))
    >>> 0.3 < low < 0.5 < high < 0.7
    True
    """
    if np.count_nonzero(denominators) < 2:
        return None
    sums, bases = draws @ numerators, draws @ denominators
    known = bases > 0
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(sums[known] / bases[known], [tail, 100 - tail])
    return float(low), float(high)


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
