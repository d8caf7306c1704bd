"""Third and further voices on a channel: one of two voices divided again where it is clearly two people's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from callscore.audio.mixtures import train
from callscore.audio.resegmentation import resegment
from callscore.audio.separation import Embed, split
from callscore.audio.voices import FRAME_SECONDS, Frames

__all__ = ["divided", "sliver"]

Path = NDArray[np.int64]

CREDIT_OF_ANOTHER = 4.2
"""Standard deviations (`Split.credit`) from which one of two voices is two people's. Higher than between the first two,
because a third voice is the rare case: third voices lay from 4.5 upwards, single voices mostly below 3.8."""

CREDIT_FOR_THIN_SPEECH = 2.0
THIN_SPEECH = 40.0
"""A voice with less than 40 s of speech needs up to 2 more credit to be divided: the figures scatter more."""

LONGEST_AT_LEAST = 1.5
"""Seconds that somebody speaks at a stretch at least once: short sentences take longer. What comes in pieces of up to a
second is a sound, the long "o" of one of the others say, and not a person."""


def divided(
    frames: Frames, path: Path, *, max_voices: int, min_seconds: float, components: int, embed: Embed | None
) -> Path:
    """The path with further voices split off where one of its voices is clearly two people's.

    Parameters
    ----------
    frames
        The speech of the call.
    path
        ``int64 [n_frames]``: voice of each frame, 0 or 1.
    max_voices
        At most this many voices are told apart.
    min_seconds
        A third or later voice needs this much speech.
    components
        Gaussians per voice at most.
    embed
        What turns windows of speech into vectors, where a neural model is at hand.
    """
    waiting = [0, 1]
    n_voices = 2
    while waiting and n_voices < max_voices:
        voice = waiting.pop(0)
        own = path == voice
        seconds = own.sum() * FRAME_SECONDS
        if seconds < 2 * min_seconds:
            continue
        needed = CREDIT_OF_ANOTHER + CREDIT_FOR_THIN_SPEECH * max(0.0, 1 - seconds / THIN_SPEECH)
        found = split(frames.only(own), components=components, embed=embed)
        if found is None or found.credit < needed:
            continue
        second = found.segmentation.path == 1
        if min(second.sum(), (~second).sum()) * FRAME_SECONDS < min_seconds:
            continue
        path = path.copy()
        path[np.flatnonzero(own)[second]] = n_voices
        waiting += [voice, n_voices]
        n_voices += 1
    if n_voices == 2:
        return path
    background = train(frames.features[frames.loud], components=components)
    path = resegment(frames, path, components=components, background=background).path
    while n_voices > 2 and (voice_of := sliver(frames, path, n_voices, min_seconds)) is not None:
        n_voices -= 1
        start = np.where(path == voice_of, -1, path - (path > voice_of))
        path = resegment(frames, start, components=components, background=background).path
    return path


def sliver(frames: Frames, path: Path, n_voices: int, min_seconds: float) -> int | None:
    """The least heard of the voices, where it is no person after all: too little of it, or in snippets only.

    Examples
    --------
    >>> path = np.repeat([0, 1, 2, 1], [1000, 1000, 40, 1000])
    >>> nothing = np.zeros(len(path), np.float32)
    >>> frames = Frames(np.arange(len(path)), nothing[:, None], nothing > 0, nothing[:, None], nothing)
    >>> sliver(frames, path, 3, 5.0)
    2
    """
    counts = np.bincount(path, minlength=n_voices)
    least = int(counts.argmin())
    longest = max((span.duration for span in frames.spans(path == least)), default=0.0)
    return least if counts[least] * FRAME_SECONDS < min_seconds or longest < LONGEST_AT_LEAST else None
