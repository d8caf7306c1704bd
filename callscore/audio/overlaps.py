"""Who is heard in each frame of a channel that voices share: one voice, or two at once where they overlap."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from callscore.audio.resegmentation import best_path
from callscore.audio.together import Evidence, voices_together
from callscore.audio.voices import FRAME_SECONDS, Frames

__all__ = ["heard_voices"]

NEAR_SECONDS = 1.0
"""Seconds around a change of voice within which overlaps are likely, and the voices are looked at again."""

ALONE_SECONDS = 0.6
"""Seconds from a change of voice in running speech from which a voice is taken to be alone."""

LONGEST_PAUSE = 0.3
"""Seconds of silence over which one voice may still follow the other without a gap."""

EVIDENCE_SCALE = 0.25
"""Neighbouring frames say nearly the same, so each counts as a quarter of an independent one."""

BOTH_BONUS = 1.5
"""Log likelihood that a frame of two voices is given: real overlaps are less clear than voices laid over each other."""

KEPT = 0.5
"""Log likelihood by which the voice that was found before is favoured."""

FAR_FROM_CHANGES = 2.0
"""Log likelihood, after scaling, against another voice alone where no change of voice is near: models of whole
stretches know better there."""

NEAR_COST, FAR_COST, PAUSE_COST = 2.0, 6.0, 1.0
"""Log likelihood that a change of who is heard costs near a change of voice, elsewhere, and after a pause."""


def heard_voices(
    samples: NDArray[np.float32], sample_rate: int, frames: Frames, path: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each voice is heard in each frame, ``bool [n_frames, n_voices]``; at least one is.

    Parameters
    ----------
    samples
        ``float32 [n_samples]``, one channel.
    sample_rate
        Hz.
    frames
        The speech of the call.
    path
        ``int64 [n_frames]``: voice of each frame, as `resegment` gives it.
    """
    heard: NDArray[np.bool_] = path[:, None] == np.arange(int(path.max(initial=0)) + 1)[None, :]
    running, any_change = _seconds_to_changes(frames, path)
    evidence = voices_together(samples, sample_rate, frames, path, running > ALONE_SECONDS)
    if evidence is None:
        return heard
    known = np.isin(path, [state[0] for state in evidence.states if len(state) == 1])
    state_of = _best_states(frames, path, evidence, any_change)
    for number, state in enumerate(evidence.states):
        here = known & (state_of == number)
        heard[here] = False
        for voice in state:
            heard[here, voice] = True
    return _bridged(frames, heard)


def _bridged(frames: Frames, heard: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The same with short gaps of a voice filled where it overlaps another on one side of them.

    Somebody who is heard before, or after, two speak at once has not stopped for a fifth of a second in between.
    """
    both = heard.sum(axis=1) > 1
    bridged = heard.copy()
    for voice, own in enumerate(heard.T):
        edges = np.flatnonzero(np.diff(own.astype(np.int8)))
        for last, first in pairwise(edges.tolist()):
            seconds = (frames.index[first + 1] - frames.index[last] - 1) * FRAME_SECONDS if own[last] else np.inf
            if seconds <= LONGEST_PAUSE and (both[last] or both[first + 1]):
                bridged[last + 1 : first + 1, voice] = True
    return bridged


def _best_states(
    frames: Frames, path: NDArray[np.int64], evidence: Evidence, to_change: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The most likely state of each frame, changes of state costing something."""
    near = to_change < NEAR_SECONDS
    likelihoods = evidence.likelihoods.copy()
    for number, state in enumerate(evidence.states):
        among = np.isin(path, state)
        if len(state) > 1:
            likelihoods[:, number] += BOTH_BONUS
            likelihoods[among, number] += KEPT / 2
        else:
            likelihoods[among, number] += KEPT
        likelihoods[~among & ~near, number] -= FAR_FROM_CHANGES / EVIDENCE_SCALE
    costs = np.where(frames.after_pause, PAUSE_COST, np.where(near, NEAR_COST, FAR_COST))
    return best_path(likelihoods * np.float32(EVIDENCE_SCALE), costs)


def _seconds_to_changes(frames: Frames, path: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Seconds from each frame to the nearest change of voice in running speech, and to the nearest change at all."""
    time = frames.index.astype(np.float64) * FRAME_SECONDS
    changes = np.flatnonzero(np.diff(path)) + 1
    running = changes[time[changes] - time[changes - 1] < LONGEST_PAUSE]
    return _to_nearest(time, time[running]), _to_nearest(time, time[changes])


def _to_nearest(time: NDArray[np.float64], moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Seconds from each time to the nearest of some moments, both in order."""
    if not len(moments):
        return np.full(len(time), np.inf)
    place = np.searchsorted(moments, time)
    before, after = moments[np.maximum(place - 1, 0)], moments[np.minimum(place, len(moments) - 1)]
    return np.minimum(np.abs(time - before), np.abs(after - time))
