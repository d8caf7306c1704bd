"""The candidates side by side: n-grams, encoder and both joined, cross-validated with near-duplicates in one fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import linear
import lines as corpus
import measure
import numpy as np

if TYPE_CHECKING:
    import encoder


def compare(lines: Sequence[corpus.Line], folds: int, options: encoder.Options | None) -> None:
    """Print what each candidate reaches on lines that it was not trained on; without `options`, the n-grams alone.

    The two are joined, for the lines of a fold, by what fits best on those of the others.
    """
    fold = folds_of(lines, folds)
    by_linear, by_encoder = out_of_fold(lines, fold, options)
    candidates = {"n-grams": sigmoid(by_linear)}
    if by_encoder is not None:
        candidates |= {
            "encoder": sigmoid(by_encoder),
            "mean of both": (sigmoid(by_linear) + sigmoid(by_encoder)) / 2,
            "both joined": joined(lines, fold, by_encoder, by_linear),
        }
    for name, probability in candidates.items():
        print(
            f"\n## {name}: mean average precision {measure.mean_average_precision(probability, lines):.3f}; at 0.5:\n"
        )
        print(measure.table(measure.figures((probability >= 0.5).astype(float), lines)))


def folds_of(lines: Sequence[corpus.Line], folds: int) -> np.ndarray:
    """Number of each line's fold, whole groups of near-duplicates at a time."""
    group = corpus.groups(lines)
    return np.random.default_rng(0).integers(0, folds, group.max() + 1)[group]


def out_of_fold(
    lines: Sequence[corpus.Line], fold: np.ndarray, options: encoder.Options | None
) -> tuple[np.ndarray, np.ndarray | None]:
    """Logits of n-grams and encoder, shape [n_lines, n_labels], each line's by models that have not seen its fold."""
    by_linear = np.zeros((len(lines), len(corpus.LABELS)), np.float32)
    by_encoder = np.zeros_like(by_linear) if options else None
    for number in range(fold.max() + 1):
        part = [line for line, f in zip(lines, fold, strict=True) if f != number]
        at = np.flatnonzero(fold == number)
        asked = [lines[i] for i in at]
        by_linear[at] = linear.logits(linear.train(part), asked)
        if options and by_encoder is not None:
            import encoder

            by_encoder[at] = encoder.logits(encoder.train(part, replace(options, seed=options.seed + number)), asked)
        print(f"fold {number + 1} of {fold.max() + 1}", flush=True)
    return by_linear, by_encoder


def joined(lines: Sequence[corpus.Line], fold: np.ndarray, by_encoder: np.ndarray, by_linear: np.ndarray) -> np.ndarray:
    """Probabilities of both joined."""
    found = np.zeros_like(by_linear)
    for number in range(fold.max() + 1):
        others = np.flatnonzero(fold != number)
        fitted = measure.join(by_encoder[others], by_linear[others], [lines[i] for i in others])
        at = fold == number
        found[at] = fitted(by_encoder[at], by_linear[at])
    return found


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Probabilities."""
    return 1 / (1 + np.exp(-logits))
