"""When somebody speaks on a channel: Silero's voice activity with edges fit for turn timing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from callscore.audio.frames import HOP_SECONDS, WINDOW, HOP, band_powers, decibels, speech_level, speech_probability
from callscore.audio.recording import Recording
from callscore.spans import Span, merge

__all__ = ["SpeechOptions", "detect_speech", "speech_spans"]

Frames = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechOptions:
    """How voice activity becomes spans; times in seconds, probabilities 0-1, levels in dB."""

    onset_probability: float = 0.5
    offset_probability: float = 0.35
    longest_pause: float = 0.3
    shortest_speech: float = 0.1
    noise_margin_db: float = 5.0
    reach: float = 0.12


def runs(mask: Mask) -> list[tuple[int, int]]:
    """``[first, last)`` index pairs of the stretches where `mask` is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def active_windows(probability: Frames, options: SpeechOptions) -> Mask:
    """Windows of speech with hysteresis: stretches above the offset probability that reach the onset probability."""
    mask = np.zeros(len(probability), np.bool_)
    for a, b in runs(probability > options.offset_probability):
        if probability[a:b].max() >= options.onset_probability:
            mask[a:b] = True
    return mask


def noise_floor(bands: Frames, speech: Mask) -> Frames:
    quiet = bands[~speech]
    quiet = quiet[quiet.sum(axis=1) > 1e-10]
    if len(quiet) < 25:
        quiet = bands[np.argsort(bands.sum(axis=1))[: max(1, len(bands) // 10)]]
    floor: Frames = np.median(quiet, axis=0)
    return floor


def dilate(mask: Mask, before: int, after: int) -> Mask:
    out = mask.copy()
    for a, b in runs(mask):
        out[max(0, a - before) : b + after] = True
    return out


def loud_frames(bands: Frames, floor: Frames, margin_db: float) -> Mask:
    """Frames above the noise floor: in the sum of the bands, or in the mean of bands' dB"""
    excess = decibels(_smooth(bands).sum(axis=1)) - decibels(floor.sum())
    each = (decibels(_smooth(bands)) - decibels(floor)).max(axis=1)
    mask: Mask = (excess > margin_db) | (each > margin_db + 4.0)
    return mask


def _smooth(bands: Frames, n: int = 3) -> Frames:
    out = bands.copy()
    out[1:-1] = (bands[:-2] + bands[1:-1] + bands[2:]) / 3
    return out


def speech_spans(probability: Frames, bands: Frames, own: Mask | None, duration: float, options: SpeechOptions) -> tuple[Span, ...]:
    windows = active_windows(probability, options)
    per = WINDOW // HOP
    n = len(bands)
    voiced = np.repeat(windows, per)
    voiced = np.pad(voiced, (0, max(0, n - len(voiced))))[:n]
    floor = noise_floor(bands, dilate(voiced, 40, 40))
    loud = loud_frames(bands, floor, options.noise_margin_db)
    if own is not None:
        loud &= own
    reach = round(options.reach / HOP_SECONDS)
    active = loud & dilate(voiced, reach, reach)
    spans = merge((Span(a * HOP_SECONDS, b * HOP_SECONDS) for a, b in runs(active)), gap=options.longest_pause)
    kept = []
    for s in spans:
        a, b = round(s.start / HOP_SECONDS), round(s.end / HOP_SECONDS)
        if s.duration >= options.shortest_speech and voiced[a:b].any():
            kept.append(Span(s.start, min(s.end, duration)))
    return tuple(kept)


def detect_speech(recording: Recording, channel: int, *, options: SpeechOptions | None = None) -> tuple[Span, ...]:
    options = options or SpeechOptions()
    bands = band_powers(recording.blocks(channel))
    probability = speech_probability(recording.blocks(channel), speech_level(bands))
    return speech_spans(probability, bands, None, recording.duration, options)
