"""Whether two lists of marks order calls alike: Spearman's rank correlation."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["rank_correlation"]


def rank_correlation(marks: Sequence[float], scores: Sequence[float]) -> float | None:
    """Spearman's rho, ties by mean rank; None where one list holds a single value throughout.

    Examples
    --------
    >>> rank_correlation([90, 50, 20], [88, 61, 40])
    1.0
    """
    if len(set(marks)) < 2 or len(set(scores)) < 2:
        return None
    from scipy.stats import spearmanr

    return round(float(spearmanr(marks, scores).statistic), 12)
