"""What a voice sounds like: frame features of the speech in a call, windows of them, and a mixture model per voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.spans import Span, merge

__all__ = ["Frames", "VoiceModel", "cluster_windows", "equalised", "speech_frames", "window_statistics", "windows"]

FRAME_SECONDS = 0.02
"""Step between frames, seconds; the resolution of the result."""

FEATURE_RATE = 8000
"""Hz. Telephone band: everything is compared at this rate, so that a 44.1 kHz file gives the same answer."""

MEL_BANDS = 24
MEL_RANGE = (200.0, 3600.0)
"""Hz. What a telephone line passes, and a little at each edge."""

COEFFICIENTS = 19
"""Cepstral coefficients kept, the 0th (loudness) left out: usual for telling speakers apart on the telephone."""

QUIET_SHARE = 0.25
"""Share of the speech frames, the quietest, that tell nothing about the voice: pauses, breath, fading ends."""

WINDOW_SECONDS = 1.5
WINDOW_STEP_SECONDS = 0.75
MIN_WINDOW_SECONDS = 0.4
BRIDGED_PAUSE_SECONDS = 0.3
"""A pause up to this long inside speech does not end a window."""

MAX_CLUSTERED_WINDOWS = 1500
"""The affinity matrix never grows beyond this many rows: 18 MB. Longer calls are thinned evenly."""

NEIGHBOUR_SHARE = 0.25
"""Share of the other windows that each window is tied to in the affinity matrix."""

MAX_COMPONENTS = 32
FRAMES_PER_COMPONENT = 60
MAX_TRAINING_FRAMES = 8000
"""Frames that one mixture is trained on at most (160 s), thinned evenly: training time does not grow with the call."""

VARIANCE_FLOOR = 0.02
"""In units of the call's own variance per coefficient: no component collapses onto a few frames."""

BLOCK_SECONDS = 30.0
"""Sound is turned into features in blocks this long, so memory stays flat."""

BLOCK_FRAMES = 16384


@dataclass(frozen=True, slots=True)
class Frames:
    """The speech frames of a call, in order, silence left out.

    Parameters
    ----------
    index
        ``int64 [n_frames]``: number of the frame in the recording; it starts at ``index * FRAME_SECONDS``.
    features
        ``float32 [n_frames, COEFFICIENTS]``: cepstra, zero mean and unit variance over the call.
    loud
        ``bool [n_frames]``: whether the frame is loud enough to tell a voice.
    """

    index: NDArray[np.int64]
    features: NDArray[np.float32]
    loud: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.index)

    @property
    def after_pause(self) -> NDArray[np.bool_]:
        """``bool [n_frames]``: whether silence lies right before the frame."""
        return np.diff(self.index, prepend=self.index[:1]) > 1

    def only(self, chosen: NDArray[np.bool_]) -> Frames:
        """The frames in `chosen`, ``bool [n_frames]``."""
        return Frames(self.index[chosen], self.features[chosen], self.loud[chosen])

    def spans(self, chosen: NDArray[np.bool_]) -> tuple[Span, ...]:
        """Seconds covered by the frames in `chosen`, ``bool [n_frames]``, as merged spans."""
        index = self.index[chosen]
        if not len(index):
            return ()
        cuts = np.flatnonzero(np.diff(index) > 1)
        firsts, lasts = index[np.r_[0, cuts + 1]], index[np.r_[cuts, len(index) - 1]]
        return tuple(
            Span(round(float(first) * FRAME_SECONDS, 3), round(float(last + 1) * FRAME_SECONDS, 3))
            for first, last in zip(firsts, lasts, strict=True)
        )


def speech_frames(samples: NDArray[np.float32], sample_rate: int, speech: tuple[Span, ...]) -> Frames:
    """Normalised cepstra of the frames that lie in `speech`.

    Parameters
    ----------
    samples
        ``float32 [n_samples]``, one channel.
    sample_rate
        Hz.
    speech
        Seconds in which anybody speaks.
    """
    hop = round(FRAME_SECONDS * FEATURE_RATE)
    n_frames = int(len(samples) / sample_rate / FRAME_SECONDS)
    spoken = np.zeros(n_frames, dtype=bool)
    for span in speech:
        spoken[max(0, round(span.start / FRAME_SECONDS)) : max(0, round(span.end / FRAME_SECONDS))] = True
    per_block = round(BLOCK_SECONDS / FRAME_SECONDS)
    cepstra = [np.empty((0, COEFFICIENTS), dtype=np.float32)]
    energies = [np.empty(0, dtype=np.float32)]
    for first in range(0, n_frames, per_block):
        chosen = spoken[first : first + per_block]
        if not chosen.any():
            continue
        block = _block(samples, sample_rate, first * hop, len(chosen) * hop)
        cepstrum, energy = _cepstra(block, len(chosen))
        cepstra.append(cepstrum[chosen])
        energies.append(energy[chosen])
    features, energy = np.concatenate(cepstra), np.concatenate(energies)
    if not len(energy):
        return Frames(np.flatnonzero(spoken), features, np.zeros(0, dtype=bool))
    loud = energy > np.quantile(energy, QUIET_SHARE)
    if loud.any():
        features -= features[loud].mean(axis=0)
        features /= features[loud].std(axis=0) + np.float32(1e-6)
    return Frames(np.flatnonzero(spoken), features, loud)


def _block(samples: NDArray[np.float32], sample_rate: int, start: int, length: int) -> NDArray[np.float32]:
    """`length` samples at `FEATURE_RATE` from sample `start` at that rate, with one frame of margin on both sides."""
    import soxr

    margin = 256
    begin = round((start - margin) * sample_rate / FEATURE_RATE)
    end = round((start + length + margin) * sample_rate / FEATURE_RATE)
    piece = samples[max(0, begin) : end].astype(np.float32, copy=False)
    piece = np.pad(piece, (max(0, -begin), max(0, end - max(end - len(piece), len(samples)))))
    if sample_rate != FEATURE_RATE:
        piece = np.asarray(soxr.resample(piece, sample_rate, FEATURE_RATE), dtype=np.float32)
    wanted = length + 2 * margin
    return np.pad(piece, (0, max(0, wanted - len(piece))))[:wanted]


def _cepstra(block: NDArray[np.float32], n_frames: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Cepstra ``[n_frames, COEFFICIENTS]`` and log energy ``[n_frames]`` of a block with its margins."""
    import librosa
    from scipy.fft import dct

    hop = round(FRAME_SECONDS * FEATURE_RATE)
    # Frame k is centred on the middle of its hop: the window of 256 samples begins at margin + k * hop + hop / 2 - 128.
    centred = block[256 + hop // 2 - 128 :]
    spectrum = np.abs(librosa.stft(centred, n_fft=256, hop_length=hop, win_length=240, center=False)) ** 2
    mel = librosa.filters.mel(
        sr=FEATURE_RATE, n_fft=256, n_mels=MEL_BANDS, fmin=MEL_RANGE[0], fmax=MEL_RANGE[1], dtype=np.float32
    )
    bands = (mel @ spectrum)[:, :n_frames]
    cepstra = dct(np.log(bands + 1e-8), axis=0, norm="ortho")[1 : COEFFICIENTS + 1].T
    return cepstra.astype(np.float32), np.log(bands.sum(axis=0) + 1e-9).astype(np.float32)


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
            if len(window) * FRAME_SECONDS >= MIN_WINDOW_SECONDS / 2:
                found.append(window)
    return found


def window_statistics(frames: Frames, chosen: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """``[n_windows, 2 * COEFFICIENTS]``: mean and spread of the features in each window."""
    features = frames.features
    rows = [np.r_[features[window].mean(axis=0), features[window].std(axis=0)] for window in chosen]
    return np.asarray(rows, dtype=np.float64).reshape(-1, 2 * COEFFICIENTS)


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


class VoiceModel:
    """A mixture of Gaussians over the frames of one voice.

    Parameters
    ----------
    features
        ``float32 [n_frames, COEFFICIENTS]`` of the voice.
    components
        Number of Gaussians; fewer when there are few frames.
    start
        A model to start the fit from, so that repeated fits agree and converge in a few steps.
    """

    def __init__(
        self, features: NDArray[np.float32], *, components: int = MAX_COMPONENTS, start: VoiceModel | None = None
    ) -> None:
        from sklearn.mixture import GaussianMixture

        features = features[:: max(1, -(-len(features) // MAX_TRAINING_FRAMES))]
        count = max(1, min(components, len(features) // FRAMES_PER_COMPONENT))
        given: dict[str, Any] = {"init_params": "k-means++"}
        if start is not None and start.components == count:
            mixture = start._mixture
            given = {
                "weights_init": mixture.weights_,
                "means_init": mixture.means_,
                "precisions_init": mixture.precisions_,
            }
        self.components = count
        self._mixture = GaussianMixture(
            count, covariance_type="diag", reg_covar=VARIANCE_FLOOR, max_iter=15, tol=1e-2, random_state=0, **given
        )
        import warnings

        from sklearn.exceptions import ConvergenceWarning

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._mixture.fit(features)

    def log_likelihood(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log likelihood of each frame, ``float32 [n_frames]``, in blocks so that memory stays flat."""
        blocks = [
            self._mixture.score_samples(features[first : first + BLOCK_FRAMES]).astype(np.float32)
            for first in range(0, len(features), BLOCK_FRAMES)
        ]
        return np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)
