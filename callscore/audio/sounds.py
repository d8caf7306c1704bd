"""What a frame of telephone sound is made of: its power per mel band, its pitch, and how voiced it is."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEATURE_RATE", "FRAME_SECONDS", "HOP", "MARGIN", "MEL_BANDS", "band_powers", "pitches", "sound_block"]

FRAME_SECONDS = 0.02
"""Step between frames, seconds."""

FEATURE_RATE = 8000
"""Hz. Telephone band: everything is compared at this rate, so that a 44.1 kHz file gives the same answer."""

HOP = round(FRAME_SECONDS * FEATURE_RATE)
"""Samples at `FEATURE_RATE` from one frame to the next."""

MARGIN = 256
"""Samples at `FEATURE_RATE` on both sides of a block: frames at its edges look at them."""

MEL_BANDS = 24
MEL_RANGE = (200.0, 3600.0)
"""Hz. What a telephone line passes, and a little at each edge."""

BAND_WINDOW = 256
"""Samples at `FEATURE_RATE` that a frame's bands are measured in, the outermost eight of each side at zero."""

PITCH_RANGE = (70.0, 400.0)
"""Hz. From a deep male to a high female voice."""

PITCH_WINDOW = 512
"""Samples at `FEATURE_RATE`: 64 ms, four periods of the deepest voice."""

VOICED_FROM = 0.5
"""Height of the normalised autocorrelation peak from which a frame counts as voiced."""

PITCH_BLOCK = 1500
"""Frames whose autocorrelation is held at once: 6 MB."""


def sound_block(samples: NDArray[np.float32], sample_rate: int, start: int, length: int) -> NDArray[np.float32]:
    """`length` samples at `FEATURE_RATE` from sample `start` at that rate, with a margin of `MARGIN` on both sides."""
    import soxr

    begin = round((start - MARGIN) * sample_rate / FEATURE_RATE)
    end = round((start + length + MARGIN) * sample_rate / FEATURE_RATE)
    piece = samples[max(0, begin) : end].astype(np.float32, copy=False)
    piece = np.pad(piece, (max(0, -begin), max(0, end - max(end - len(piece), len(samples)))))
    if sample_rate != FEATURE_RATE:
        piece = np.asarray(soxr.resample(piece, sample_rate, FEATURE_RATE), dtype=np.float32)
    wanted = length + 2 * MARGIN
    return np.pad(piece, (0, max(0, wanted - len(piece))))[:wanted]


def band_powers(block: NDArray[np.float32], n_frames: int) -> NDArray[np.float32]:
    """Power per mel band, ``float32 [n_frames, MEL_BANDS]``, of the first frames of a block with its margins."""
    from scipy.fft import rfft

    # Frame k is centred on the middle of its hop: its window begins at MARGIN + k * HOP + HOP / 2 - BAND_WINDOW / 2.
    begin = MARGIN + HOP // 2 - BAND_WINDOW // 2
    pieces = np.lib.stride_tricks.sliding_window_view(block[begin:], BAND_WINDOW)[::HOP][:n_frames]
    window, to_bands = _bands()
    spectrum = rfft(pieces * window, axis=1)
    powers: NDArray[np.float32] = (spectrum.real**2 + spectrum.imag**2) @ to_bands
    return powers


@cache
def _bands() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The window, and what turns a power spectrum into mel bands.

    ``float32 [BAND_WINDOW]``, a Hann window of 30 ms; ``float32 [BAND_WINDOW // 2 + 1, MEL_BANDS]``, triangles of equal
    area on Slaney's mel scale (Auditory Toolbox, 1998).
    """
    import librosa

    window = np.pad(np.hanning(241)[:-1], (BAND_WINDOW - 240) // 2)
    low, high = MEL_RANGE
    to_bands = librosa.filters.mel(sr=FEATURE_RATE, n_fft=BAND_WINDOW, n_mels=MEL_BANDS, fmin=low, fmax=high)
    return window.astype(np.float32), np.ascontiguousarray(to_bands.T, dtype=np.float32)


def pitches(block: NDArray[np.float32], chosen: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Pitch and voicing of the frames `chosen` of a block with its margins.

    Peak of the autocorrelation, divided by that of the window (Boersma 1993), the shortest period within a tenth of it.

    Returns
    -------
    Natural log of the pitch in Hz, ``float32 [n_chosen]``, nan where not voiced; and the height of the peak, 0 to about
    1, which tells one voice from a hiss or from two voices at once.
    """
    parts = [_pitches(block, part) for part in np.split(chosen, range(PITCH_BLOCK, len(chosen), PITCH_BLOCK))]
    return np.concatenate([pitch for pitch, _ in parts]), np.concatenate([height for _, height in parts])


def _pitches(block: NDArray[np.float32], chosen: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from scipy.fft import rfft

    window, to_lags = _lags()
    starts = MARGIN + chosen * HOP + HOP // 2 - PITCH_WINDOW // 2
    pieces = block[starts[:, None] + np.arange(PITCH_WINDOW)[None, :]]
    pieces = (pieces - pieces.mean(axis=1, keepdims=True)) * window
    spectrum = rfft(pieces, 2 * PITCH_WINDOW, axis=1)
    correlation = (spectrum.real**2 + spectrum.imag**2) @ to_lags
    correlation = correlation[:, 1:] / (correlation[:, :1] + np.float32(1e-9))
    inner = correlation[:, 1:-1]
    peaks = np.where((inner >= correlation[:, :-2]) & (inner > correlation[:, 2:]), inner, np.float32(0.0))
    height = peaks.max(axis=1)
    period = _shortest_period() + np.argmax(peaks >= np.float32(0.9) * height[:, None], axis=1)
    pitch = np.where(height >= VOICED_FROM, np.log(FEATURE_RATE / period), np.nan)
    return pitch.astype(np.float32), height.astype(np.float32)


def _shortest_period() -> int:
    return round(FEATURE_RATE / PITCH_RANGE[1])


@cache
def _lags() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The window, and what turns a power spectrum into its autocorrelation at lag 0 and at the lags of pitch.

    ``float32 [PITCH_WINDOW]`` and ``float32 [PITCH_WINDOW + 1, 1 + n_lags]``: a product is faster than an inverse
    transform of which a tenth is used. One lag more on each side shows where peaks are.
    """
    window = np.hanning(PITCH_WINDOW)
    own = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * PITCH_WINDOW)) ** 2)
    lags = np.r_[0, np.arange(_shortest_period() - 1, round(FEATURE_RATE / PITCH_RANGE[0]) + 2)]
    twice = np.full(PITCH_WINDOW + 1, 2.0)
    twice[[0, -1]] = 1.0
    angles = np.pi * np.outer(np.arange(PITCH_WINDOW + 1), lags) / PITCH_WINDOW
    to_lags = np.cos(angles) * twice[:, None] / (2 * PITCH_WINDOW) / (own[lags] / own[0])
    return window.astype(np.float32), to_lags.astype(np.float32)
