"""Joining both halves, calibrating, choosing thresholds, and the figures: precision, recall and F1 with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lines as corpus
import numpy as np

FIRM = ("accusatory", "condescending", "threat")
"""Labels of which a false one hurts most."""
LEAST_PRECISION = {label: 0.92 for label in FIRM}
OTHER_PRECISION = 0.85
"""Precision that a threshold must reach on lines not trained on, where the label can reach it."""
LISTEN_RECALL = 0.8
"""Share of a label's lines that is to lie above the lower threshold, "worth a listen"."""
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
    """``(holds from, worth a listen from)``: the best F1 among thresholds that are precise enough."""
    order = np.argsort(-probability)
    p, t = probability[order], truth[order]
    right, said = np.cumsum(t), np.arange(1, len(t) + 1)
    precision, recall = right / said, right / max(1, t.sum())
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    good = np.where(precision >= least, f1, 0)
    at = int(good.argmax())
    if good[at] < 0.6 * f1.max():
        # The label can't be that precise without falling silent: precision counts twice as much as recall.
        half = 1.25 * precision * recall / np.maximum(0.25 * precision + recall, 1e-9)
        at = int(half.argmax())
    # Half way to the next line below, so that the threshold doesn't hang on one line.
    firm = float((p[at] + p[min(at + 1, len(p) - 1)]) / 2)
    low = int(np.searchsorted(recall, LISTEN_RECALL))
    return firm, float(min(firm * 0.7, p[min(low, len(p) - 1)]))


def thresholds(probability: np.ndarray, lines: Sequence[corpus.Line]) -> dict[str, tuple[float, float]]:
    """Both thresholds of every label."""
    truth, mask = corpus.targets(lines)
    found = {}
    for j, label in enumerate(corpus.LABELS):
        use = mask[:, j] > 0
        least = LEAST_PRECISION.get(label, OTHER_PRECISION)
        firm, listen = threshold(probability[use, j], truth[use, j], least)
        floor = 0.5 if label in FIRM else 0.35
        firm = float(np.clip(firm, floor, 0.9))
        found[label] = (round(firm, 3), round(min(listen, firm * 0.7), 3))
    return found


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
