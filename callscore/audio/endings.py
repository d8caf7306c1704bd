"""How the melody of a turn ends: speakers who have finished let their pitch fall, those who are cut off don't."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from callscore.audio.loudness import frame_levels, loud_frames
from callscore.audio.pitch import FRAME, HOP_SECONDS, find_candidates, voiced_pitch

__all__ = ["HEARD_SECONDS", "final_semitones"]

Samples = npt.NDArray[np.float32]

HEARD_SECONDS = 3.0
"""Seconds before a turn's end that show its melody: a sentence's last phrase."""

LAST_FRAMES = 5
"""Voiced frames (0.1 s) that are its end: less than a syllable, in which a final fall reaches its lowest."""

LEAST_FRAMES = 15
"""Voiced frames (0.3 s) without which there is no melody to end."""

NEAR_END = 0.4
"""Seconds from the end within which the last voiced frame must lie: "cost" ends in a hiss, and a pause isn't an end."""


def final_semitones(sound: Samples, usual: float) -> float | None:
    """How far the pitch lies below (negative) or above its own middle at the end, in semitones; None without a melody.

    Parameters
    ----------
    sound
        float32 [n_samples] at 8 kHz: the last seconds of a turn, up to its very end.
    usual
        The speaker's usual pitch in Hz.

    Examples
    --------
    >>> time = np.arange(16_000) / 8_000
    >>> falling = 2 * np.pi * np.cumsum(np.where(time < 1.7, 120, 95)) / 8_000
    >>> voice = sum(np.sin(k * falling) for k in range(1, 20)).astype(np.float32)
    >>> round(final_semitones(voice, 120.0), 1)
    -4.0
    """
    if len(sound) < FRAME:
        return None
    track = find_candidates(sound)
    pitch = voiced_pitch(track, loud_frames(frame_levels(sound)), usual)
    voiced = np.flatnonzero(pitch)
    if len(voiced) < LEAST_FRAMES or (len(pitch) - 1 - voiced[-1]) * HOP_SECONDS > NEAR_END:
        return None
    hertz = pitch[voiced]
    return float(12 * np.log2(np.median(hertz[-LAST_FRAMES:]) / np.median(hertz)))
