"""Speech in windows of a second and a half, and the spectral clustering that groups them by voice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from callscore.audio.voices import FRAME_SECONDS, Frames

__all__ = ["MAX_CLUSTERED_WINDOWS", "cluster_windows", "equalised", "window_statistics", "windows"]

WINDOW_SECONDS = 1.5
WINDOW_STEP_SECONDS = 0.75
"""Long enough to hold the sound of a voice, short enough to hold one voice only: usual in diarization."""

MIN_LOUD_SECONDS = 0.2
"""A window with less loud speech than this says nothing about the voice."""

BRIDGED_PAUSE_SECONDS = 0.3
"""A pause up to this long inside speech does not end a window."""

MAX_CLUSTERED_WINDOWS = 600
"""The affinity matrix never grows beyond this many rows. The windows of calls with more than about 8 minutes of speech
are thinned evenly: they only start the voices' models, which then see all the speech."""

NEIGHBOUR_SHARE = 0.25
"""Share of the other windows that each window is tied to in the affinity matrix."""


def windows(frames: Frames) -> list[NDArray[np.int64]]:
    """Positions in `frames` of overlapping stretches of speech, about 1.5 s each, quiet frames left out.

    No window reaches across a pause longer than 0.3 s; a shorter stretch of speech is one window.
    """
    size, step = round(WINDOW_SECONDS / FRAME_SECONDS), round(WINDOW_STEP_SECONDS / FRAME_SECONDS)
    pause = round(BRIDGED_PAUSE_SECONDS / FRAME_SECONDS)
    cuts = np.flatnonzero(np.diff(frames.index) > pause + 1) + 1
    found: list[NDArray[np.int64]] = []
    for stretch in np.split(np.arange(len(frames)), cuts):
        count = max(1, round((len(stretch) - size) / step) + 1)
        for start in np.linspace(0, max(0, len(stretch) - size), count).round().astype(int):
            window = stretch[start : start + size]
            window = window[frames.loud[window]]
            if len(window) * FRAME_SECONDS >= MIN_LOUD_SECONDS:
                found.append(window)
    return found


def window_statistics(frames: Frames, chosen: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """``[n_windows, 2 * n_features]``: mean and spread of the features in each window."""
    features = frames.features
    rows = [np.r_[features[window].mean(axis=0), features[window].std(axis=0)] for window in chosen]
    return np.asarray(rows, dtype=np.float64).reshape(len(chosen), 2 * features.shape[1])


def cluster_windows(statistics: NDArray[np.float64], n_voices: int) -> NDArray[np.int64]:
    """Spectral clustering of windows by the angle between their statistics.

    Parameters
    ----------
    statistics
        ``[n_windows, n_statistics]``, at most `MAX_CLUSTERED_WINDOWS` rows.
    n_voices
        How many clusters to make.

    Returns
    -------
    ``int64 [n_windows]``: cluster of each window.
    """
    from scipy.linalg import eigh
    from sklearn.cluster import KMeans

    centred = statistics - statistics.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-12
    affinity = ((1 + centred @ centred.T) / 2).astype(np.float32)
    neighbours = min(len(affinity), max(6, int(len(affinity) * NEIGHBOUR_SHARE)))
    nearest = np.partition(affinity, -neighbours, axis=1)[:, -neighbours][:, None]
    affinity[affinity < nearest] = 0.0
    affinity = (affinity + affinity.T) / 2
    np.fill_diagonal(affinity, 0.0)
    degree = affinity.sum(axis=1) + 1e-9
    affinity /= np.sqrt(degree[:, None] * degree[None, :])
    _, vectors = eigh(affinity, subset_by_index=(len(affinity) - n_voices, len(affinity) - 1))
    vectors = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12)
    labels: NDArray[np.int64] = KMeans(n_voices, n_init=10, random_state=0).fit_predict(vectors).astype(np.int64)
    return labels


def equalised(statistics: NDArray[np.float64]) -> NDArray[np.float64]:
    """Statistics turned and scaled so that what varies from one window to the next counts less.

    Neighbouring windows mostly hold the same voice, so what differs between them is words, not voices. A second opinion
    for :func:`cluster_windows` where the plain statistics split by something else than the voice.
    """
    centred = statistics - statistics.mean(axis=0)
    kept = min(30, max(1, len(centred) // 3), centred.shape[1])
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    reduced = centred @ directions[:kept].T
    steps = reduced[2:] - reduced[:-2]
    spread = steps.T @ steps / max(1, len(steps)) / 2
    values, vectors = np.linalg.eigh(spread + 0.1 * np.trace(spread) / kept * np.eye(kept))
    scaled: NDArray[np.float64] = reduced @ vectors / np.sqrt(np.maximum(values, 1e-9))
    return scaled
