"""What a room still sounds of a party that has stopped speaking: no sound in it can fall faster than the room does."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from callscore.audio.activity import Activity, noise_floor, smoothed
from callscore.audio.frames import HOP_SECONDS, decibels, speech_level

__all__ = ["fastest_falls", "over_reverberation"]

Frames = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

VOICED = 0.35
"""Silero probability 0-1 from which a frame may be speech that falls."""

DIRECT_FRAMES = 3
"""Frames (24 ms) left out before a fall is measured: the direct sound stops at once, by some 5 dB, in any room."""

FALL_FRAMES = 8
"""Frames (64 ms) over which a fall is measured: rooms of 0.2 s and more fall by under 20 dB in that time, the ends of
dry words by 22 dB and more."""

LOUD_FROM_DB = 25.0
"""dB below the loud frames from which a fall may start."""

ROOM_TO_FALL_DB = 22.4
"""dB that a fall must have above the noise, or the noise ends it and not the room: 350 dB/s for 64 ms."""

OVER_NOISE_DB = 4.0
"""dB above the noise at which it takes over."""

LEAST_FALLS = 200
"""Falls without which their rate isn't known."""

FALL_PERCENTILE = 95.0
"""Percentile of the falls that stands for the fastest."""

REVERBERANT_DB_S = 340.0
"""dB a second that the fastest falls stay below in a room. On rendered calls, 20 to 50 dB over the noise, they were 220
to 316 in rooms of 0.38 to 0.23 s, and 354 to 618 without one."""

ROOM_SHARE = 0.7
"""Share of the fastest falls' rate at which the room itself falls: levels of 24 ms swing, so that some falls come out
faster. Talk share came out best on rendered calls; at 0.6 soft endings are lost, at 0.8 half of the tails are left."""

DELAY_FRAMES = 6
"""Frames (48 ms) before a frame that its own sound isn't compared with; figures are flat from 32 to 72 ms."""


def over_reverberation(activity: Activity) -> Mask:
    """Frames, bool [n_frames], that are more than what the room still sounds of the frames before them.

    A loudspeaker phone in a bare room goes on for 0.2 s and more after its party has stopped. Such a tail falls
    steadily at the room's own rate, and so does every word's end; where words end faster there is no room to hear, and
    everything passes.

    Parameters
    ----------
    activity
        A channel with one party on it.

    Examples
    --------
    >>> level_db = np.where(np.arange(2_000) % 100 < 50, -20.0, -70.0)  # words of 0.4 s, in a room of 0.4 s (150 dB/s)
    >>> level_db = np.maximum(level_db, -20.0 - 1.2 * np.maximum(np.arange(2_000) % 100 - 50, 0))
    >>> bands = np.repeat(10 ** (level_db[:, None] / 10) / 7, 7, axis=1).astype(np.float32)
    >>> own = over_reverberation(Activity(bands, np.ones(2_000, np.float32)))
    >>> bool(own[140:150].all()), bool(own[160:190].any())
    (True, False)
    """
    rate = fastest_falls(activity)
    if rate is None or rate > REVERBERANT_DB_S:
        return np.ones(len(activity.bands), np.bool_)
    level = decibels(smoothed(activity.bands).sum(axis=1))
    slope = np.arange(len(level)) * (ROOM_SHARE * rate * HOP_SECONDS)
    tail = np.maximum.accumulate(level + slope)[:-DELAY_FRAMES] - slope[DELAY_FRAMES:]
    above: Mask = np.concatenate([np.ones(DELAY_FRAMES, np.bool_), level[DELAY_FRAMES:] > tail])
    return above


def fastest_falls(activity: Activity) -> float | None:
    """How fast a party's loud sounds end at their fastest, in dB a second; None where too few end above the noise."""
    reach = DIRECT_FRAMES + FALL_FRAMES
    if len(activity.bands) <= reach:
        return None
    voiced = activity.probability > VOICED
    level = decibels(smoothed(activity.bands).sum(axis=1))
    floor = float(decibels(noise_floor(activity.bands, voiced).sum())) + OVER_NOISE_DB
    first, last = level[DIRECT_FRAMES:-FALL_FRAMES], np.maximum(level[reach:], floor)
    loud = first > max(floor + ROOM_TO_FALL_DB, speech_level(activity.bands) - LOUD_FROM_DB)
    falls = (first - last)[loud & voiced[:-reach]]
    falls = falls[falls > 0]
    if len(falls) < LEAST_FALLS:
        return None
    return float(np.percentile(falls, FALL_PERCENTILE)) / (FALL_FRAMES * HOP_SECONDS)
