"""What a telephone does to a window of speech, and the log-mel frames that faster-whisper will show the network."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

__all__ = ["log_mel", "on_the_telephone"]

RATE = 8000
MEL_RATE = 16000
WINDOW, HOP = 400, 160
"""Whisper's analysis: 25 ms windows each 10 ms."""

WIDEBAND = 0.12
"""Share of windows whose upper half band isn't empty: folded from the lower, for speech that never saw a telephone."""

SNR_DB = (5.0, 40.0)
"""Speech over noise. One window in seven is clean."""


def on_the_telephone(sound: NDArray[np.float32], random: np.random.Generator) -> Tensor:
    """Degrade `sound` [n_windows, n_samples] at 8 kHz, each its own way: room, noise, band, tilt, level, mu-law."""
    x = torch.from_numpy(sound)
    n, size = x.shape
    torch.manual_seed(int(random.integers(2**31)))

    def draw(low: float, high: float) -> Tensor:
        return torch.from_numpy(random.uniform(low, high, (n, 1)).astype(np.float32))

    frequency = torch.fft.rfftfreq(size, 1 / RATE)[None]
    spectrum = torch.fft.rfft(x) * _rooms(n, size, random)
    colour = (1 / torch.sqrt(frequency.clamp(min=60) / 60)) ** draw(0, 1.6)
    noise = torch.fft.rfft(torch.randn(n, size)) * colour
    noise = noise / torch.fft.irfft(noise, size).std(1, keepdim=True)
    snr = torch.where(draw(0, 1) < 0.15, torch.full((n, 1), 70.0), draw(*SNR_DB))
    low, high = draw(120, 340), draw(3200, 3900)
    band = 1 / torch.sqrt(1 + (low / frequency.clamp(min=1)) ** 12) / torch.sqrt(1 + (frequency / high) ** 40)
    band = torch.where(draw(0, 1) < 0.9, band, torch.ones(()))
    tilt = 10 ** (draw(-5, 5) * torch.log2(frequency.clamp(min=100) / 1000) / 20)
    x = torch.fft.irfft((spectrum + noise * 10 ** (-snr / 20)) * band * tilt, size)
    x = x / (x.abs().amax(1, keepdim=True) + 1e-6) * 10 ** (draw(-26, -0.5) / 20)
    steps = torch.round(x * 32768) / 32768
    return torch.where(draw(0, 1) < 0.75, mu_law(x), steps)


def mu_law(x: Tensor) -> Tensor:
    """8-bit companding there and back."""
    small = torch.sign(x) * torch.log1p(255 * x.abs()) / math.log(256)
    small = torch.round((small + 1) / 2 * 255) / 255 * 2 - 1
    return torch.sign(small) * (256 ** small.abs() - 1) / 255


def _rooms(n: int, size: int, random: np.random.Generator) -> Tensor:
    """Spectra of rooms: one window in four has reverberation of 0.1 to 0.45 s."""
    reverberant = random.random(n) < 0.25
    replies = torch.zeros(n, size)
    replies[:, 0] = 1
    for i in np.flatnonzero(reverberant):
        length = int(random.uniform(0.1, 0.45) * RATE)
        tail = torch.randn(length) * torch.exp(-6.9 * torch.arange(length) / length) * float(random.uniform(0.02, 0.05))
        tail[: int(0.004 * RATE)] = 0
        replies[i, 1:length] = tail[1:]
    return torch.fft.rfft(replies)


@cache
def _mel_filters() -> Tensor:
    """The filters of faster-whisper itself, [80, 201]."""
    from faster_whisper.feature_extractor import FeatureExtractor

    return torch.from_numpy(FeatureExtractor(feature_size=80).mel_filters).float()


def log_mel(sound: Tensor, ends: NDArray[np.float64], random: np.random.Generator) -> Tensor:
    """Log-mel frames [n_windows, 80, n_frames] of 8 kHz `sound`, as faster-whisper computes them at 16 kHz.

    Frames from `ends` (seconds) on are zero, as faster-whisper pads a window whose sound is over.
    """
    n, size = sound.shape
    spectrum = torch.zeros(n, size + 1, dtype=torch.complex64)
    low = torch.fft.rfft(sound) * 2
    spectrum[:, : size // 2 + 1] = low
    wideband = torch.from_numpy(random.random((n, 1)) < WIDEBAND)
    level = torch.from_numpy(10 ** (random.uniform(-30, -3, (n, 1)) / 20)).float()
    spectrum[:, size // 2 + 1 :] = torch.where(wideband, low[:, :-1].flip(1) * level, torch.zeros(()))
    wide = torch.fft.irfft(spectrum, 2 * size)
    floor = torch.from_numpy(random.uniform(-105, -62, (n, 1)).astype(np.float32))
    wide = wide + torch.randn_like(wide) * 10 ** (floor / 20)
    power = torch.stft(wide, WINDOW, HOP, window=torch.hann_window(WINDOW), return_complex=True)[..., :-1].abs() ** 2
    mel = (_mel_filters() @ power).clamp(min=1e-10).log10()
    inside = torch.arange(mel.shape[-1])[None] < torch.from_numpy(np.round(ends * 100).astype(np.int64))[:, None]
    loudest = torch.where(inside[:, None], mel, torch.full((), -10.0)).amax((1, 2), keepdim=True)
    mel = (torch.maximum(mel, loudest - 8) + 4) / 4
    return mel * inside[:, None]
