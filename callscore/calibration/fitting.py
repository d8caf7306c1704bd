"""Weights that bring callscore's total nearer to people's, with a figure on calls that they weren't fitted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEWEST_CALLS", "Fit", "fit_weights"]

FEWEST_CALLS = 20
"""Calls with a human total below which no weights are fitted: fewer than one a criterion."""

FOLDS = 5
"""Parts of the calls; each is held out once."""

PULLS = (0.01, 0.1, 1.0, 10.0, 100.0)
"""How strongly weights are held to the rubric's own; chosen inside the training part of each fold."""

SEED = 7
"""So that the same calls fall into the same folds."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted weights.

    Parameters
    ----------
    weights
        By criterion, on the scale of the rubric's own (same sum).
    n
        Calls they were fitted on.
    error_before, error_after
        Mean absolute difference from people's totals in points, on held-out calls (five folds).
    correlation_before, correlation_after
        Spearman's rho with people's totals, on the same.
    """

    weights: Mapping[str, float]
    n: int
    error_before: float
    error_after: float
    correlation_before: float | None
    correlation_after: float | None

    @property
    def helps(self) -> bool:
        """Whether the fitted weights are nearer on calls that they have not seen."""
        return self.error_after < self.error_before


def fit_weights(
    points: Sequence[Mapping[str, float]], totals: Sequence[float], weights: Mapping[str, float]
) -> Fit | None:
    """Fit weights, none negative, held to the rubric's own (non-negative ridge regression).

    Parameters
    ----------
    points
        For each call, points 0-100 of the criteria that could be judged.
    totals
        People's totals, 0-100.
    weights
        The rubric's own.

    Returns
    -------
    Fit or None
        None below 20 calls.
    """
    if len(totals) < FEWEST_CALLS:
        return None
    names = list(weights)
    own = np.array([weights[name] for name in names], dtype=float)
    own = own / own.sum()
    table, target = _table(points, names, own), np.asarray(totals, dtype=float)
    order = np.random.default_rng(SEED).permutation(len(target))
    folds = np.array_split(order, FOLDS)
    predicted = np.zeros(len(target))
    for fold in folds:
        train = np.setdiff1d(order, fold)
        predicted[fold] = table[fold] @ _best(table[train], target[train], own)
    fitted = _best(table, target, own)
    plain = table @ own
    scaled = fitted / fitted.sum() * sum(weights.values())
    return Fit(
        {name: round(float(weight), 2) for name, weight in zip(names, scaled, strict=True)},
        len(target),
        float(np.mean(np.abs(plain - target))),
        float(np.mean(np.abs(predicted - target))),
        _rho(plain, target),
        _rho(predicted, target),
    )


def _table(points: Sequence[Mapping[str, float]], names: Sequence[str], own: NDArray[np.float64]) -> Any:
    """Points of every call, shape ``(n_calls, n_criteria)``; what wasn't judged takes the call's own total."""
    rows = []
    for call in points:
        known = np.array([name in call for name in names])
        values = np.array([call.get(name, 0.0) for name in names], dtype=float)
        share = own[known].sum()
        total = float((own * values)[known].sum() / share) if share else 0.0
        rows.append(np.where(known, values, total))
    return np.array(rows)


def _best(table: Any, target: Any, own: Any) -> Any:
    """Weights with the pull that does best on a quarter kept aside, fitted again on all."""
    aside = np.arange(len(target)) % 4 == 3

    def error(pull: float) -> float:
        fitted = _ridge(table[~aside], target[~aside], own, pull)
        return float(np.mean(np.abs(table[aside] @ fitted - target[aside])))

    return _ridge(table, target, own, min(PULLS, key=error))


def _ridge(table: Any, target: Any, own: Any, pull: float) -> Any:
    """Non-negative least squares with a pull towards the rubric's own weights."""
    from scipy.optimize import nnls

    strength = np.sqrt(pull * len(target)) * 100
    fitted, _ = nnls(np.vstack([table, strength * np.eye(len(own))]), np.concatenate([target, strength * own]))
    return fitted if fitted.sum() > 0 else own


def _rho(predicted: Any, target: Any) -> float | None:
    from scipy.stats import spearmanr

    if len(set(predicted.tolist())) < 2 or len(set(target.tolist())) < 2:
        return None
    return round(float(spearmanr(predicted, target).statistic), 6)
