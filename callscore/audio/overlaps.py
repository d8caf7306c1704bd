"""Where two voices of one channel speak at once: frames that both voices' models explain better together than alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from callscore.audio.mixtures import VoiceModel, train
from callscore.audio.resegmentation import best_path
from callscore.audio.voices import FRAME_SECONDS, Frames

__all__ = ["overlapping"]

COMPONENTS = 32
"""Gaussians per voice in the model of its band levels; two voices together have the square of it."""

MIN_VOICE_SECONDS = 4.0
"""Seconds of a voice that a model of its band levels needs."""

EVIDENCE_SCALE = 0.25
"""Neighbouring frames say nearly the same, so each counts as a quarter of an independent one."""

EVIDENCE_LIMIT = 6.0
"""Natural log units: no frame speaks more strongly for or against a second voice than this."""

LEAST_BIAS = 0.4
"""Log likelihood per frame that two voices must gain over one at least: two models together have more freedom."""

BIAS_PERCENTILE = 98.0
BIAS_SECONDS = 0.18
"""What they gain anyhow, in a room or in noise, is seen in stretches of this length away from changes of voice, where
people seldom overlap: 98 % of them must lie below."""

AWAY_SECONDS = 1.5
"""Seconds from any change of voice that are away from it."""

NEAR_SECONDS = 0.6
"""Seconds around a change of voice in running speech within which overlaps are likely: at the ends of turns."""

NEAR_COST, FAR_COST = 2.0, 6.0
"""Log likelihood that going into an overlap, and out of it, costs near a change of voice and elsewhere. On rendered
mono calls nine in ten interruptions of 0.1 s and more were seen, and two in three of the frames found were overlaps."""

UNSEEN_SECONDS = 0.1
"""Seconds of an overlap that go unseen at each end: it takes evidence to go into one. On rendered calls overlaps were
found 0.17 s too short in the mean."""

LONGEST_PAUSE = 0.3
"""Seconds of silence over which one voice may still follow the other without a gap."""


def overlapping(frames: Frames, path: NDArray[np.int64]) -> NDArray[np.int64]:
    """The voice that speaks in each frame besides the one on the path, ``int64 [n_frames]``, -1 where none does.

    Speech of two people has in each band about the power of the louder one (the log-max approximation: Nadas,
    Nahamoo & Picheny 1989; for two speakers Roweis 2003), so a model of both together follows from those of each. The
    other voice is that of the nearest change of voice.

    Parameters
    ----------
    frames
        The speech of the call.
    path
        ``int64 [n_frames]``: voice of each frame, as `resegment` gives it.

    Examples
    --------
    >>> nobody = Frames(np.zeros(0, np.int64), np.zeros((0, 20)), np.zeros(0, bool), np.zeros((0, 24), np.float32))
    >>> overlapping(nobody, np.zeros(0, np.int64)).tolist()
    []
    """
    second = np.full(len(path), -1, dtype=np.int64)
    changes = np.flatnonzero(np.diff(path)) + 1
    if not len(changes):
        return second
    other, distance = _nearest_change(frames, path, changes)
    alone = distance > NEAR_SECONDS
    models = {int(voice): _model(frames, path == voice, alone) for voice in np.unique(path)}
    gain = np.full(len(path), -EVIDENCE_LIMIT, dtype=np.float32)
    for one, two in {(int(a), int(b)) for a, b in zip(path[changes - 1], path[changes], strict=True)}:
        low, high = models[min(one, two)], models[max(one, two)]
        between = (np.minimum(path, other) == min(one, two)) & (np.maximum(path, other) == max(one, two))
        if low is not None and high is not None:
            gain[between] = _gain(low, high, frames.bands[between])
    gain = (gain - _bias(gain[distance > AWAY_SECONDS])) * np.float32(EVIDENCE_SCALE)
    evidence = np.stack([np.zeros(len(gain), np.float32), gain], axis=1)
    both = best_path(evidence, np.where(distance < NEAR_SECONDS, NEAR_COST, FAR_COST)) == 1
    for first, last in _runs(frames, both):
        second[first:last] = other[first:last]
    return second


def _runs(frames: Frames, both: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """``[first, last)`` positions of the overlaps, widened by what goes unseen, not across pauses."""
    edges = np.flatnonzero(np.diff(np.r_[0, both.astype(np.int8), 0]))
    unseen = round(UNSEEN_SECONDS / FRAME_SECONDS)
    found = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        begin, end = max(0, first - unseen), min(len(both), last + unseen)
        near = (frames.index[begin:end] >= frames.index[first] - unseen) & (
            frames.index[begin:end] < frames.index[last - 1] + 1 + unseen
        )
        kept = np.flatnonzero(near) + begin
        found.append((int(kept[0]), int(kept[-1]) + 1))
    return found


def _nearest_change(
    frames: Frames, path: NDArray[np.int64], changes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each frame the other voice of the nearest change, and the seconds to the nearest without a pause in it."""
    time = frames.index * FRAME_SECONDS
    place = np.searchsorted(changes, np.arange(len(path)), side="right")
    before, after = np.maximum(place - 1, 0), np.minimum(place, len(changes) - 1)
    to_before = np.where(place > 0, time - time[changes[before]], np.inf)
    to_after = np.where(place < len(changes), time[changes[after]] - time, np.inf)
    other = np.where(to_before <= to_after, path[changes[before] - 1], path[changes[after]])
    running = changes[time[changes] - time[changes - 1] < LONGEST_PAUSE]
    if not len(running):
        return other, np.full(len(path), np.inf)
    place = np.searchsorted(running, np.arange(len(path)), side="right")
    neighbours = np.stack([np.maximum(place - 1, 0), np.minimum(place, len(running) - 1)])
    return other, np.abs(time[running[neighbours]] - time).min(axis=0)


def _model(frames: Frames, own: NDArray[np.bool_], alone: NDArray[np.bool_]) -> VoiceModel | None:
    """The band levels of one voice where it is surely alone, or None where it says too little."""
    if (own & alone).sum() * FRAME_SECONDS >= MIN_VOICE_SECONDS:
        own = own & alone
    if own.sum() * FRAME_SECONDS < MIN_VOICE_SECONDS:
        return None
    return train(frames.bands[own], components=COMPONENTS)


def _gain(one: VoiceModel, two: VoiceModel, bands: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log likelihood of both voices together over that of the better one alone, ``float32 [n_frames]``, limited."""
    both = _together(one, two)
    alone = np.maximum(one.log_likelihood(bands), two.log_likelihood(bands))
    gain: NDArray[np.float32] = np.clip(both.log_likelihood(bands) - alone, -EVIDENCE_LIMIT, EVIDENCE_LIMIT)
    return gain


def _together(one: VoiceModel, two: VoiceModel) -> VoiceModel:
    """The band levels of two voices at once: each pair of Gaussians, in each band the powers added."""
    ones, twos = one.means[:, None, :], two.means[None, :, :]
    variances = np.where(ones >= twos, one.variances[:, None, :], two.variances[None, :, :])
    n_features = one.means.shape[1]
    return VoiceModel(
        (one.weights[:, None] * two.weights[None, :]).reshape(-1),
        np.logaddexp(ones, twos).reshape(-1, n_features),
        variances.reshape(-1, n_features),
    )


def _bias(gain: NDArray[np.float32]) -> float:
    """What two voices gain over one in a stretch where only one speaks."""
    size = round(BIAS_SECONDS / FRAME_SECONDS)
    if len(gain) < 10 * size:
        return LEAST_BIAS
    sums = np.cumsum(np.concatenate([[0.0], gain]))
    return max(LEAST_BIAS, float(np.percentile((sums[size:] - sums[:-size]) / size, BIAS_PERCENTILE)))
