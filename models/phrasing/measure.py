"""Joining both halves, calibrating, choosing thresholds, and the figures: precision, recall, F1 with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lines as corpus
import numpy as np

FIRM = ("accusatory", "condescending", "threat")
"""Labels of which a false one hurts most."""
FIRM_PRECISION = 0.91
"""Of what a threshold lets through, on the calibration lines. Well over half of those were written to go wrong or to
look like it; on calls a threshold lets through far fewer innocent lines (see the card)."""
LEAST_FIRM, MOST_FIRM = 0.6, 0.85
"""Bounds of those thresholds, for corpora too small to tell. On a call that is kind otherwise more is needed
(`callscore/language/phrasing.py`)."""
LEAST_OTHER, MOST_OTHER = 0.4, 0.75
"""The same of the other labels."""
OTHER_PRECISION = 0.82
LISTEN_PRECISION = 0.6
"""Share of the lines worth a listen that carry one of the grave labels."""
LEAST_LISTEN = 0.5
"""Bound of that threshold: lower, one turn in ten of complete polite calls was asked to be listened to."""
LISTEN_RECALL = 0.8
"""Share of another label's lines that is to lie above its lower threshold."""
SHRINK = 12.0
"""How firmly each label's slopes are held to those of all labels together."""


@dataclass(frozen=True)
class Joined:
    """How the two logits become one probability; arrays are [n_labels]."""

    encoder: np.ndarray
    linear: np.ndarray
    offset: np.ndarray

    def __call__(self, encoder: np.ndarray, linear: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(self.encoder * encoder + self.linear * linear + self.offset)))


def join(encoder: np.ndarray, linear: np.ndarray, lines: Sequence[corpus.Line]) -> Joined:
    """Fit slopes and offsets per label by logistic regression, slopes shrunk towards common ones."""
    from scipy.optimize import minimize

    truth, mask = corpus.targets(lines)
    n = truth.shape[1]

    def loss(packed: np.ndarray) -> tuple[float, np.ndarray]:
        common, slope_e, slope_l, offset = packed[:2], packed[2 : 2 + n], packed[2 + n : 2 + 2 * n], packed[2 + 2 * n :]
        logit = slope_e * encoder + slope_l * linear + offset
        value = (mask * (np.logaddexp(0, logit) - truth * logit)).sum()
        error = mask * (1 / (1 + np.exp(-logit)) - truth)
        off_e, off_l = slope_e - common[0], slope_l - common[1]
        value += SHRINK * ((off_e**2).sum() + (off_l**2).sum()) + 0.02 * (offset**2).sum()
        slope = np.concatenate([
            [-2 * SHRINK * off_e.sum(), -2 * SHRINK * off_l.sum()],
            (error * encoder).sum(0) + 2 * SHRINK * off_e,
            (error * linear).sum(0) + 2 * SHRINK * off_l,
            error.sum(0) + 0.04 * offset,
        ])  # fmt: skip
        return float(value), slope

    start = np.concatenate([[0.5, 0.5], np.full(2 * n, 0.5), np.zeros(n)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return Joined(found[2 : 2 + n], found[2 + n : 2 + 2 * n], found[2 + 2 * n :])


def threshold(probability: np.ndarray, truth: np.ndarray, least: float) -> tuple[float, float]:
    """``(holds from, worth a listen from)``: the lowest threshold above which precision is at least `least`.

    Precision is taken as the mean of what was counted and what the calibrated probabilities promise: either alone
    hangs on a few lines.
    """
    order = np.argsort(-probability)
    p, t = probability[order], truth[order]
    said = np.arange(1, len(t) + 1)
    precise = (np.cumsum(t) / said + np.cumsum(p) / said) / 2
    above = np.flatnonzero((precise >= least) & (said >= 3))
    firm = float(p[above[-1]]) if len(above) else 0.85
    recall = np.cumsum(t) / max(1, t.sum())
    low = int(np.searchsorted(recall, LISTEN_RECALL))
    return firm, float(p[min(low, len(p) - 1)])


def thresholds(probability: np.ndarray, lines: Sequence[corpus.Line]) -> dict[str, tuple[float, float]]:
    """Both thresholds of every label."""
    truth, mask = corpus.targets(lines)
    found = {}
    for j, label in enumerate(corpus.LABELS):
        use = mask[:, j] > 0
        if label in FIRM:
            limit, _ = threshold(probability[use, j], truth[use, j], FIRM_PRECISION)
            found[label] = (round(float(np.clip(limit, LEAST_FIRM, MOST_FIRM)), 3), 0.0)
        else:
            limit, listen = threshold(probability[use, j], truth[use, j], OTHER_PRECISION)
            limit = float(np.clip(limit, LEAST_OTHER, MOST_OTHER))
            found[label] = (round(limit, 3), round(float(np.clip(listen, 0.15, limit * 0.75)), 3))
    bound = listen_bound(probability, lines, [found[label][0] for label in FIRM])
    return {label: (limit, bound if label in FIRM else listen) for label, (limit, listen) in found.items()}


def listen_bound(probability: np.ndarray, lines: Sequence[corpus.Line], limits: Sequence[float]) -> float:
    """Probability of a grave label from which a line of which none is said is worth a listen."""
    truth, mask = corpus.targets(lines)
    columns = [corpus.LABELS.index(label) for label in FIRM]
    p, t = probability[:, columns], truth[:, columns].any(1)
    unsaid = (mask[:, columns[0]] > 0) & (p < np.array(limits)).all(1)
    order = np.argsort(-p[unsaid].max(1))
    share = np.cumsum(t[unsaid][order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= LISTEN_PRECISION)
    found = p[unsaid].max(1)[order[good[-1]]] if len(good) else 0.5
    return round(float(np.clip(found, LEAST_LISTEN, max(LEAST_LISTEN, 0.75 * min(limits)))), 3)


def figures(said: np.ndarray, lines: Sequence[corpus.Line]) -> dict[str, tuple[int, int, int]]:
    """Label to ``(right, said, true)`` counts."""
    truth, mask = corpus.targets(lines)
    said = said * (mask > 0)
    return {
        label: (int((said[:, j] * truth[:, j]).sum()), int(said[:, j].sum()), int(truth[:, j].sum()))
        for j, label in enumerate(corpus.LABELS)
    }


def rates(right: int, said: int, true: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where nothing was said."""
    precision = right / said if said else 0.0
    recall = right / true if true else 0.0
    return precision, recall, 2 * right / (said + true) if said + true else 0.0


def mean_average_precision(score: np.ndarray, lines: Sequence[corpus.Line]) -> float:
    """Average precision, averaged over the labels that occur."""
    from sklearn.metrics import average_precision_score

    truth, mask = corpus.targets(lines)
    found = [
        average_precision_score(truth[mask[:, j] > 0, j], score[mask[:, j] > 0, j])
        for j in range(truth.shape[1])
        if truth[:, j].any()
    ]
    return float(np.mean(found))


def table(counted: dict[str, tuple[int, int, int]]) -> str:
    """The figures as a Markdown table."""
    rows = ["| label | precision | recall | F1 | right / said / true |", "|---|---|---|---|---|"]
    for label, (right, said, true) in counted.items():
        p, r, f = rates(right, said, true)
        rows.append(f"| {label} | {p:.2f} | {r:.2f} | {f:.2f} | {right} / {said} / {true} |")
    return "\n".join(rows)


def look_alikes(said: np.ndarray, lines: Sequence[corpus.Line]) -> dict[str, tuple[int, int]]:
    """Label to ``(flagged, of)`` among the lines that imitate it and don't carry it."""
    found = {}
    for label in FIRM:
        j = corpus.LABELS.index(label)
        alike = [i for i, line in enumerate(lines) if label in line.imitates and label not in line.labels]
        found[label] = (int(said[alike, j].sum()), len(alike))
    return found
