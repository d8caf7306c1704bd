"""Which voice speaks in each frame: the best path through the voices' models, changes of voice costing something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callscore.audio.mixtures import VoiceModel, adapt
from callscore.audio.voices import Frames

__all__ = ["Segmentation", "best_path", "resegment"]

LIKELIHOOD_SCALE = 0.2
"""Neighbouring frames say nearly the same, so each counts as a fifth of an independent one."""

CHANGE_COST = 6.0
"""Log likelihood that a change of voice inside running speech must gain: about 1 s of clear evidence at this scale."""

CHANGE_COST_AFTER_PAUSE = 3.0
"""The same where silence lies before the frame: most changes of speaker happen there."""

MAX_ROUNDS = 6
SETTLED_SHARE = 0.003
"""Rounds stop when fewer than this share of frames changed voice."""

BLOCK_FRAMES = 16384

MIN_VOICE_FRAMES = 50
"""A voice with less than a second of frames can't be modelled and is given up."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Frames given to voices, and how well the models explain them.

    Parameters
    ----------
    path
        ``int64 [n_frames]``: voice of each frame.
    likelihoods
        ``float32 [n_frames, n_voices]``: log likelihood under each voice; 0 for quiet frames.
    score
        Mean log likelihood per frame along the path, changes of voice paid for; higher is better.
    """

    path: NDArray[np.int64]
    likelihoods: NDArray[np.float32]
    score: float


def best_path(likelihoods: NDArray[np.float32], costs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Viterbi path through the voices: the most likely sequence when a change into frame `t` costs ``costs[t]``.

    Time and memory grow with frames times voices; at most eight voices.

    Examples
    --------
    >>> evidence = np.array([[0, -1], [0, -1], [-1, 0], [0, -1]], dtype=np.float32)
    >>> best_path(evidence, np.full(4, 0.75))
    array([0, 0, 0, 0])
    >>> best_path(evidence, np.full(4, 0.25))
    array([0, 0, 1, 0])
    """
    n_frames, n_voices = likelihoods.shape
    path = np.zeros(n_frames, dtype=np.int64)
    if not n_frames:
        return path
    voices = range(n_voices)
    totals = [0.0] * n_voices
    came_from = bytearray(n_frames)  # the voice that a change into this frame would come from
    changed_to = bytearray(n_frames)  # bit k set: voice k is best reached by that change
    for first in range(0, n_frames, BLOCK_FRAMES):
        block = slice(first, first + BLOCK_FRAMES)
        for t, (row, cost) in enumerate(zip(likelihoods[block].tolist(), costs[block].tolist(), strict=True), first):
            highest = max(totals)
            came_from[t] = totals.index(highest)
            for voice in voices:
                if highest - cost > totals[voice]:
                    totals[voice] = highest - cost
                    changed_to[t] |= 1 << voice
                totals[voice] += row[voice]
    voice = totals.index(max(totals))
    for t in range(n_frames - 1, -1, -1):
        path[t] = voice
        if changed_to[t] >> voice & 1:
            voice = came_from[t]
    return path


def resegment(frames: Frames, start: NDArray[np.int64], *, components: int, background: VoiceModel) -> Segmentation:
    """Train a model per voice, give each frame to the best voice, and repeat until it settles.

    Parameters
    ----------
    frames
        The speech of the call.
    start
        ``int64 [n_frames]``: voice of each frame to begin with, -1 where not known.
    components
        Gaussians per voice at most.
    background
        Model of all voices together that each voice's first fit starts from.
    """
    n_voices = int(start.max(initial=0)) + 1
    costs = np.where(frames.after_pause, CHANGE_COST_AFTER_PAUSE, CHANGE_COST)
    models: list[VoiceModel] = [background] * n_voices
    path, likelihoods = start, np.zeros((len(frames), n_voices), dtype=np.float32)
    for _ in range(MAX_ROUNDS):
        counts = [int(((path == voice) & frames.loud).sum()) for voice in range(n_voices)]
        if min(counts) < MIN_VOICE_FRAMES:
            break
        models = [
            adapt(models[voice], frames.features[(path == voice) & frames.loud], components=components)
            for voice in range(n_voices)
        ]
        for voice, model in enumerate(models):
            likelihoods[:, voice] = np.where(frames.loud, model.log_likelihood(frames.features), 0.0)
        before, path = path, best_path(likelihoods * np.float32(LIKELIHOOD_SCALE), costs)
        if np.mean(before != path) < SETTLED_SHARE:
            break
    path = np.maximum(path, 0)
    along = likelihoods[np.arange(len(path)), path] * LIKELIHOOD_SCALE
    paid = costs[1:][np.diff(path) != 0].sum()
    return Segmentation(path, likelihoods, float(along.sum() - paid) / max(1, len(path)))
