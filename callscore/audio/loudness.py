"""How loud a stretch of speech is and how fast its syllables come, from its level alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from callscore.audio.frames import decibels
from callscore.audio.pitch import FRAME, HOP, RATE

__all__ = ["count_syllables", "frame_levels", "loud_frames"]

Samples = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

LOUD_DB = 20.0
"""dB below the 95th percentile of a stretch's level down to which frames count: vowels and what is about as loud."""

SYLLABLE_BAND_HZ = (300.0, 2500.0)
"""Where vowels stand out over consonants on a telephone line."""

SYLLABLE_HOP = 80
SYLLABLE_RATE = RATE // SYLLABLE_HOP
"""Hz of the envelope that syllables are counted on."""

FASTEST_HZ = 12.0
"""Hz up to which the envelope is followed: syllables come 3-8 a second."""

COMPRESSION = 0.3
"""Power law of the envelope: about loudness, so that soft syllables count beside loud ones (Stevens)."""

DIP_DB = 1.5
"""dB by which the level must dip between two syllables (de Jong & Wempe 2009 ask for 2). On synthesised voices 0.8 to
1.35 times as fast as usual the count follows tempo with an exponent of 0.78; with smoother envelopes, 0.68."""

SILENT = 1e-10
"""Power, full scale 1.0 (-100 dB), under which nothing is heard."""

FAINT_DB = 25.0
"""dB below the loud frames under which nothing is a syllable."""


def frame_levels(sound: Samples) -> Samples:
    """Level in dB of each frame of `find_candidates`, float32 [n_frames]."""
    if len(sound) < FRAME:
        return np.zeros(0, np.float32)
    power = np.lib.stride_tricks.sliding_window_view(np.square(sound), FRAME)[::HOP].mean(axis=1)
    return decibels(power)


def loud_frames(levels: Samples) -> Mask:
    """Frames, bool [n_frames], that are about as loud as the stretch's vowels."""
    if not len(levels):
        return np.zeros(0, np.bool_)
    loud: Mask = levels > np.percentile(levels, 95) - LOUD_DB
    return loud


def count_syllables(sound: Samples) -> int:
    """How many loud syllables are heard: peaks of the level in the band of vowels.

    Parameters
    ----------
    sound
        float32 [n_samples] at 8 kHz, one party's speech.

    Examples
    --------
    >>> time = np.arange(3 * RATE) / RATE
    >>> beats = np.sin(2 * np.pi * 700 * time) * np.sin(2 * np.pi * 2 * time) ** 2  # four a second
    >>> count_syllables(beats.astype(np.float32))
    12
    """
    from scipy.signal import butter, find_peaks, sosfilt, sosfiltfilt

    if len(sound) < FRAME:
        return 0
    band = butter(2, SYLLABLE_BAND_HZ, "bandpass", fs=RATE, output="sos").astype(np.float32)
    heard = np.square(sosfilt(band, sound))
    count = len(heard) // SYLLABLE_HOP
    power = heard[: count * SYLLABLE_HOP].reshape(count, SYLLABLE_HOP).mean(axis=1)
    if power.max() < SILENT:
        return 0
    follow = butter(2, FASTEST_HZ, fs=SYLLABLE_RATE, output="sos")
    loudness = sosfiltfilt(follow, np.maximum(power, 1e-12) ** COMPRESSION, padlen=min(15, count - 1))
    level = 10 / COMPRESSION * np.log10(np.maximum(loudness, 1e-9))
    padded = np.pad(level, 1, constant_values=level.min() - 2 * DIP_DB)
    peaks, _ = find_peaks(padded, prominence=DIP_DB, height=np.percentile(level, 95) - FAINT_DB)
    return len(peaks)
