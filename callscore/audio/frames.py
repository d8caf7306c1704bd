"""What decisions about sound are made of: band powers and speech probability, frame by frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["HOP_SECONDS", "WINDOW_SECONDS", "band_powers", "decibels", "speech_level", "speech_probability"]

Frames = npt.NDArray[np.float32]

RATE = 16_000
"""Hz that frames are measured at."""

HOP = 128
HOP_SECONDS = HOP / RATE
"""Seconds from one frame to the next: 8 ms, four to a Silero window."""

FRAME = 256
"""Samples of a frame: 16 ms, so that a boundary is known to about half of that."""

WINDOW = 512
WINDOW_SECONDS = WINDOW / RATE
"""Seconds of a Silero window at 16 kHz: 32 ms (Silero VAD v4 and later)."""

BATCH = 250
"""Windows per call of the model: 8 s; more is no faster and takes more memory."""

CONTEXT = 64
"""Samples of the window before that Silero sees again (Silero VAD v5 and later, 16 kHz)."""

BAND_EDGES_HZ = (250, 437, 687, 1000, 1375, 1875, 2500, 3437)
"""Edges of the bands: about equal steps on the mel scale through the telephone band, on the frames' 62.5 Hz grid."""

PITCH_BAND_HZ = (70.0, 350.0)
"""The pitch of voices, which a telephone line cuts off below 300 Hz and Silero leans on."""

VAD_LEVEL_DB = -35.0
"""dB of full scale that a channel's loud frames are brought to before Silero: on phone-band voices at 5-40 dB SNR its
probabilities inside speech were highest between -45 and -30 dB."""

LOUD_PERCENTILE = 95.0
"""Percentile of the frame levels that stands for the level of the speech on a channel."""

RARE_PERCENTILE = 99.8
RARE_DB = 8.0
"""Percentile of the frame levels, and how far below it the level of the speech lies at least, for a party that hardly
speaks: two seconds in a call of a quarter of an hour."""

FLOOR = 1e-12
"""Power, full scale 1.0, that silence is taken for: -120 dB, below the noise of 16-bit PCM."""


def decibels(power: npt.NDArray[Any]) -> Frames:
    """Power in dB of full scale, at least -120.

    Examples
    --------
    >>> decibels(np.array([1.0, 0.01, 0.0])).round().tolist()
    [0.0, -20.0, -120.0]
    """
    in_db: Frames = 10.0 * np.log10(np.maximum(power, FLOOR), dtype=np.float32)
    return in_db


def band_powers(blocks: Iterable[Frames]) -> Frames:
    """Mean-square power per frame and band, float32 [n_frames, 7], frame `i` centred on ``(i + 0.5) * 8 ms``."""
    window = np.hanning(FRAME + 1)[:-1].astype(np.float32)
    scale = 2.0 / (FRAME * float((window**2).sum()))
    edges = np.array(BAND_EDGES_HZ) * FRAME // RATE
    powers = []
    half = (FRAME - HOP) // 2
    carry = np.zeros(half, np.float32)
    for block in _with_tail(blocks, half):
        samples = np.concatenate([carry, block])
        count = max(0, (len(samples) - FRAME) // HOP + 1)
        if count:
            frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[: count * HOP : HOP]
            spectrum = np.fft.rfft(frames * window, axis=1)
            power = spectrum.real**2 + spectrum.imag**2
            powers.append((np.add.reduceat(power, edges, axis=1)[:, :-1] * scale).astype(np.float32))
        carry = samples[count * HOP :]
    return np.concatenate(powers) if powers else np.zeros((0, len(BAND_EDGES_HZ) - 1), np.float32)


def speech_level(bands: Frames) -> float:
    """Level in dB of the speech on a channel with band powers float32 [n_frames, n_bands]: that of its loud frames."""
    levels = decibels(bands.sum(axis=1))
    audible = levels[levels > -100.0]
    if not audible.size:
        return -120.0
    usual, rare = np.percentile(audible, (LOUD_PERCENTILE, RARE_PERCENTILE))
    return float(max(usual, rare - RARE_DB))


def speech_probability(blocks: Iterable[Frames], level: float) -> Frames:
    """Silero's probability of speech, float32 [n_windows], 32 ms a window.

    The model's state is carried from block to block, so the edges of blocks leave no trace. Before the model the
    channel is brought to `VAD_LEVEL_DB` and the pitch that a telephone line cuts off is put back (see `_with_pitch`).

    Parameters
    ----------
    blocks
        The channel in order, float32 at 16 kHz, as `Recording.blocks` gives it.
    level
        Level in dB of the speech on the channel, as `speech_level` gives it.
    """
    session = _silero()
    hidden, cell = np.zeros((1, 1, 128), np.float32), np.zeros((1, 1, 128), np.float32)
    context = np.zeros((1, CONTEXT), np.float32)
    gain = np.float32(10 ** ((VAD_LEVEL_DB - level) / 20)) if level > -100.0 else np.float32(1)
    rest = np.zeros(0, np.float32)
    found = []
    for block in _with_tail(_with_pitch(blocks), WINDOW - 1):
        samples = np.concatenate([rest, block])
        whole = len(samples) // WINDOW * WINDOW
        rest = samples[whole:]
        for start in range(0, whole, BATCH * WINDOW):
            windows = (samples[start : min(whole, start + BATCH * WINDOW)] * gain).reshape(-1, WINDOW)
            contexts = np.concatenate([context, windows[:-1, -CONTEXT:]])
            context = windows[-1:, -CONTEXT:]
            feed = {"input": np.concatenate([contexts, windows], axis=1), "h": hidden, "c": cell}
            probability, hidden, cell = session.run(None, feed)
            found.append(probability)
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _with_pitch(blocks: Iterable[Frames]) -> Iterator[Frames]:
    """Blocks at 16 kHz with the voice's pitch put back below 300 Hz.

    The envelope of a voiced sound beats at its pitch, so the rectified signal holds the fundamental that the telephone
    band lacks (the classic nonlinear device of bandwidth extension: Larsen & Aarts, Audio Bandwidth Extension, 2004).
    Without it Silero v6 gives speech that ends sharply at 300 Hz a probability of about 0.4, with it about 0.95.
    """
    from scipy.signal import butter, sosfilt

    sections = butter(2, PITCH_BAND_HZ, "bandpass", fs=RATE, output="sos").astype(np.float32)
    state = np.zeros((len(sections), 2), np.float32)
    for block in blocks:
        if len(block):
            pitch, state = sosfilt(sections, np.abs(block), zi=state)
            yield block + pitch


def _with_tail(blocks: Iterable[Frames], samples: int) -> Iterator[Frames]:
    """The blocks, then as many zeros as the last frame needs to be whole."""
    yield from blocks
    yield np.zeros(samples, np.float32)


@lru_cache(maxsize=1)
def _silero() -> Any:
    """The ONNX session of the Silero model that faster-whisper ships; one a process, used from several threads."""
    from faster_whisper.vad import get_vad_model

    return get_vad_model().session
