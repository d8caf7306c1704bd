"""How far two raters agree on one criterion: weighted kappa, rank correlation, mean difference, and where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

__all__ = ["Agreement", "Disagreement", "agreement"]

LEVELS = 5
"""Levels that points are put into for kappa: 0-20 ... 80-100."""

FEWEST = 5
"""Calls below which agreement is too few to go by."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A call on which two raters differ, in points."""

    call: str
    human: float
    ours: float

    @property
    def difference(self) -> float:
        """Ours minus theirs."""
        return self.ours - self.human


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one criterion.

    Parameters
    ----------
    criterion
        Its id, or ``"total"``.
    n
        Calls that both scored.
    kappa
        Cohen's kappa with quadratic weights over five levels (Cohen 1968); None where either used one level only.
    correlation
        Spearman's rho; None where either gave one value only.
    difference, low, high
        Mean of ours minus theirs in points, and its 95 % interval (paired t); None below two calls.
    too_few
        Whether there are fewer than five.
    largest
        The calls that differ most, worst first.
    """

    criterion: str
    n: int
    kappa: float | None
    correlation: float | None
    difference: float
    low: float | None
    high: float | None
    too_few: bool
    largest: tuple[Disagreement, ...]


def agreement(criterion: str, pairs: Sequence[Disagreement], *, largest: int = 3) -> Agreement:
    """Agreement over the calls that both scored; at least one.

    Examples
    --------
    >>> pairs = [Disagreement(str(i), p, p + 5) for i, p in enumerate((0, 20, 40, 60, 80, 90))]
    >>> found = agreement("recap", pairs)
    >>> found.difference, found.correlation
    (5.0, 1.0)
    """
    from scipy.stats import spearmanr, t
    from sklearn.metrics import cohen_kappa_score

    theirs, ours = [pair.human for pair in pairs], [pair.ours for pair in pairs]
    n = len(pairs)
    differences = [pair.difference for pair in pairs]
    mean = sum(differences) / n
    low = high = None
    if n > 1:
        spread = sqrt(sum((value - mean) ** 2 for value in differences) / (n - 1))
        half = float(t.ppf(0.975, n - 1)) * spread / sqrt(n)
        low, high = mean - half, mean + half
    levels = [_level(points) for points in theirs], [_level(points) for points in ours]
    varied = len(set(theirs)) > 1 and len(set(ours)) > 1
    spoken = len(set(levels[0])) > 1 and len(set(levels[1])) > 1
    return Agreement(
        criterion,
        n,
        float(cohen_kappa_score(*levels, weights="quadratic", labels=list(range(LEVELS)))) if spoken else None,
        round(float(spearmanr(theirs, ours).statistic), 6) if varied else None,
        mean,
        low,
        high,
        n < FEWEST,
        tuple(sorted(pairs, key=lambda pair: (-abs(pair.difference), pair.call))[:largest]),
    )


def _level(points: float) -> int:
    return min(LEVELS - 1, int(points * LEVELS / 100))
