"""WAV files for the tests of whatever reads recordings."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

RATE = 8_000
"""Samples a second where a test does not ask for another rate: that of the telephone."""


def write_wav(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    """A 16-bit WAV of floats [n_channels, n_samples], or of one channel [n_samples]; what is over full scale is cut."""
    channels = np.atleast_2d(samples)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((channels.T.clip(-1, 1) * 32_767).astype("<i2").tobytes())
    return path
