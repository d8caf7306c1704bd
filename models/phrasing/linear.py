"""The linear half: logistic regression, one label against the rest, on hashed n-grams of words and characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lines as corpus
import numpy as np
from scipy import sparse

from callscore.language.ngrams import keys

BLOCK_WEIGHTS = (1.0, 0.8, 0.5)
"""Of words, characters and the context's words, each block being of length 1."""
LEAST_LINES = (2, 3, 3)
"""Lines in which an n-gram of each block must occur."""
STRENGTH = 12.0
"""Inverse of the regularisation."""


@dataclass(frozen=True)
class Linear:
    """Vocabulary and weights; `keys` is sorted, `block` tells which kind of n-gram each is."""

    keys: np.ndarray
    block: np.ndarray
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray


def counts(lines: Sequence[corpus.Line]) -> list[list[tuple[np.ndarray, np.ndarray]]]:
    """Per block and line the distinct keys with their counts."""
    found: list[list[tuple[np.ndarray, np.ndarray]]] = [[], [], []]
    for line in lines:
        for block, part in zip(found, keys(line.text, line.context), strict=True):
            block.append(np.unique(part, return_counts=True))
    return found


def vocabulary(counted) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """``(keys, block, idf)`` of the n-grams that occur often enough, by key."""
    all_keys, all_blocks, all_idf = [], [], []
    for number, (block, least) in enumerate(zip(counted, LEAST_LINES, strict=True)):
        unique, lines_with = np.unique(np.concatenate([part for part, _ in block]), return_counts=True)
        keep = lines_with >= least
        all_keys.append(unique[keep])
        all_blocks.append(np.full(keep.sum(), number, np.uint8))
        all_idf.append(np.log((1 + len(block)) / (1 + lines_with[keep])) + 1)
    joined = np.concatenate(all_keys)
    order = np.argsort(joined, kind="stable")
    joined, first = np.unique(joined[order], return_index=True)
    order = order[first]
    return joined, np.concatenate(all_blocks)[order], np.concatenate(all_idf)[order].astype(np.float32)


def matrix(counted, model_keys: np.ndarray, block_of: np.ndarray, idf: np.ndarray) -> sparse.csr_matrix:
    """Features of shape [n_lines, n_keys]."""
    n_lines = len(counted[0])
    rows, columns, values = [], [], []
    for number, block in enumerate(counted):
        for i, (part, times) in enumerate(block):
            at = np.searchsorted(model_keys, part)
            at[at == len(model_keys)] = 0
            good = (model_keys[at] == part) & (block_of[at] == number)
            at, times = at[good], times[good]
            value = (1 + np.log(times)) * idf[at]
            norm = np.sqrt((value**2).sum())
            if norm > 0:
                rows.append(np.full(len(at), i))
                columns.append(at)
                values.append(value / norm * BLOCK_WEIGHTS[number])
    return sparse.csr_matrix(
        (np.concatenate(values).astype(np.float64), (np.concatenate(rows), np.concatenate(columns))),
        shape=(n_lines, len(model_keys)),
    )


def train(lines: Sequence[corpus.Line], labels: Sequence[str] = corpus.LABELS, strength: float = STRENGTH) -> Linear:
    """The fitted model; a label that no line carries, or every one, gets its share alone."""
    from sklearn.linear_model import LogisticRegression

    counted = counts(lines)
    model_keys, block, idf = vocabulary(counted)
    features = matrix(counted, model_keys, block, idf)
    truth, mask = corpus.targets(lines)
    weights = np.zeros((len(model_keys), len(labels)), np.float32)
    bias = np.zeros(len(labels), np.float32)
    for j, label in enumerate(labels):
        at = corpus.LABELS.index(label)
        use = mask[:, at] > 0
        if truth[use, at].min(initial=1.0) == truth[use, at].max(initial=0.0):
            bias[j] = np.log((truth[use, at].sum() + 0.5) / (use.sum() - truth[use, at].sum() + 0.5))
            continue
        fitted = LogisticRegression(C=strength, solver="liblinear", dual=True, tol=0.01, random_state=0).fit(
            features[use], truth[use, at]
        )
        weights[:, j] = fitted.coef_[0]
        bias[j] = fitted.intercept_[0]
    return Linear(model_keys, block, idf, weights, bias)


def logits(model: Linear, lines: Sequence[corpus.Line]) -> np.ndarray:
    """Logits of shape [n_lines, n_labels]."""
    return matrix(counts(lines), model.keys, model.block, model.idf) @ model.weights + model.bias
