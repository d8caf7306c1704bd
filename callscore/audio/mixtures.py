"""A voice as a mixture of Gaussians over its frames, started from the mixture of the whole call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["MAX_COMPONENTS", "VoiceModel", "adapt", "train"]

MAX_COMPONENTS = 32
FRAMES_PER_COMPONENT = 60
"""A component needs about a second of speech; voices with less speech get fewer."""

MAX_TRAINING_FRAMES = 6000
"""Frames that one mixture is trained on at most (120 s), thinned evenly: training time does not grow with the call."""

VARIANCE_FLOOR = 0.02
"""In units of the call's own variance per feature: no component collapses onto a few frames."""

STEPS = 4
"""Rounds of expectation-maximisation per fit; fits are repeated while voices settle, so few are enough."""

BLOCK_CELLS = 2**20
"""Densities held at once, frames times Gaussians: 4 MB an array, however many Gaussians two voices make together."""


@dataclass(frozen=True, slots=True)
class VoiceModel:
    """Weights ``[n]``, means ``[n, n_features]`` and variances ``[n, n_features]`` of the Gaussians, float32."""

    weights: NDArray[np.float32]
    means: NDArray[np.float32]
    variances: NDArray[np.float32]

    def log_densities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Weighted log density of each frame under each Gaussian, ``float32 [n_frames, n]``."""
        precisions = 1.0 / self.variances
        constant = np.log(self.weights) - 0.5 * (np.log(2 * np.pi * self.variances) + self.means**2 * precisions).sum(
            axis=1
        )
        densities: NDArray[np.float32] = features @ (self.means * precisions).T
        densities -= (features**2) @ (0.5 * precisions).T
        densities += constant
        return densities

    def log_likelihood(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log likelihood of each frame, ``float32 [n_frames]``, in blocks so that memory stays flat."""
        likelihoods = np.empty(len(features), dtype=np.float32)
        block = max(1, BLOCK_CELLS // len(self.weights))
        for first in range(0, len(features), block):
            densities = self.log_densities(features[first : first + block])
            highest = densities.max(axis=1)
            densities -= highest[:, None]
            np.exp(densities, out=densities)
            likelihoods[first : first + block] = highest + np.log(densities.sum(axis=1))
        return likelihoods


def train(features: NDArray[np.float32], *, components: int = MAX_COMPONENTS) -> VoiceModel:
    """A mixture for ``float32 [n_frames, n_features]`` from nothing: k-means, then expectation-maximisation."""
    from sklearn.cluster import KMeans

    features = _thinned(features)
    count = _affordable(len(features), components)
    centres = KMeans(count, n_init=1, max_iter=10, random_state=0).fit(features).cluster_centers_
    spread = np.tile(features.var(axis=0) + VARIANCE_FLOOR, (count, 1))
    start = VoiceModel(
        np.full(count, 1 / count, dtype=np.float32), centres.astype(np.float32), spread.astype(np.float32)
    )
    for _ in range(2 * STEPS):
        start = _improved(start, features)
    return start


def adapt(start: VoiceModel, features: NDArray[np.float32], *, components: int = MAX_COMPONENTS) -> VoiceModel:
    """The mixture `start` moved to the frames of one voice, ``float32 [n_frames, n_features]``.

    Where there are too few frames for all components, those that hold the most of them are kept. Starting from a common
    model makes fits repeatable and keeps the same sounds in the same components.
    """
    features = _thinned(features)
    count = _affordable(len(features), components)
    if count < len(start.weights):
        held = _shares(start, features).sum(axis=0)
        kept = np.sort(np.argsort(-held, kind="stable")[:count])
        start = VoiceModel(start.weights[kept] / start.weights[kept].sum(), start.means[kept], start.variances[kept])
    for _ in range(STEPS):
        start = _improved(start, features)
    return start


def _thinned(features: NDArray[np.float32]) -> NDArray[np.float32]:
    return features[:: max(1, -(-len(features) // MAX_TRAINING_FRAMES))]


def _affordable(n_frames: int, components: int) -> int:
    return max(1, min(components, n_frames // FRAMES_PER_COMPONENT))


def _shares(model: VoiceModel, features: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each Gaussian accounts for each frame, ``float32 [n_frames, n]``, rows adding up to 1."""
    densities = model.log_densities(features)
    densities -= densities.max(axis=1, keepdims=True)
    np.exp(densities, out=densities)
    densities /= densities.sum(axis=1, keepdims=True)
    return densities


def _improved(model: VoiceModel, features: NDArray[np.float32]) -> VoiceModel:
    """One round of expectation-maximisation."""
    shares = _shares(model, features)
    held = shares.sum(axis=0) + np.float32(1e-3)
    means = shares.T @ features / held[:, None]
    variances = np.maximum(shares.T @ features**2 / held[:, None] - means**2, 0.0) + np.float32(VARIANCE_FLOOR)
    empty = held < 2.0
    means[empty], variances[empty] = model.means[empty], model.variances[empty]
    return VoiceModel(held / held.sum(), means, variances)
