"""The pitch of a voice, also over a telephone line that cuts its fundamental off: autocorrelation in two passes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["HOP_SECONDS", "PitchTrack", "find_candidates", "usual_pitch", "voiced_pitch"]

Samples = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

RATE = 8_000
"""Hz that pitch is found at: the telephone's, and enough for 450 Hz."""

FRAME = 480
"""Samples of a frame: 60 ms, four periods of the lowest pitch (Boersma 1993 asks for three)."""

HOP = 160
HOP_SECONDS = HOP / RATE
"""Seconds from one frame to the next: 20 ms."""

LOWEST_HZ, HIGHEST_HZ = 65.0, 450.0
"""Pitch of adult voices, raised ones too."""

FUNDAMENTAL_HZ = (70.0, 400.0)
FUNDAMENTAL_WEIGHT = 1.5
"""Share of the rectified sound in this band that is added: it holds the fundamental that a telephone line cuts off
(the nonlinear device of bandwidth extension: Larsen & Aarts 2004). Figures are flat from 1 to 2; from 4 on the octave
below wins."""

OCTAVE_COST = 0.03
"""Periodicity that a candidate loses for each octave downward, so that of a period and its double the period wins."""

VOICED = 0.45
"""Periodicity 0-1 from which a frame is voiced (Boersma 1993)."""

CANDIDATES = 4
"""Peaks of the autocorrelation kept for each frame."""

BELOW, ABOVE = 0.62, 1.6
"""Times a speaker's usual pitch within which the second pass looks: eight semitones, which raised voices stay in and
octave errors don't."""

BATCH = 2_000
"""Frames at a time: 8 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class PitchTrack:
    """Candidates of one stretch of sound, frame by frame."""

    hertz: Samples
    """float32 [n_frames, 4], the likeliest first; 0 where there are fewer."""
    strength: Samples
    """Periodicity 0-1 of each, float32 [n_frames, 4]."""


def find_candidates(sound: Samples) -> PitchTrack:
    """What the pitch of each frame may be.

    The autocorrelation of a windowed frame over that of its window (Boersma 1993, "Accurate short-term analysis of the
    fundamental frequency"), of the sound with its fundamental put back.

    Parameters
    ----------
    sound
        float32 [n_samples] at 8 kHz; frame `i` begins at sample ``160 * i``.

    Examples
    --------
    >>> time = np.arange(8_000) / RATE
    >>> voice = sum(np.sin(2 * np.pi * 120 * k * time) for k in range(3, 20)).astype(np.float32)  # 360 Hz and up
    >>> round(float(np.median(find_candidates(voice).hertz[:, 0])))
    120
    """
    if len(sound) < FRAME:
        return PitchTrack(np.zeros((0, CANDIDATES), np.float32), np.zeros((0, CANDIDATES), np.float32))
    frames = np.lib.stride_tricks.sliding_window_view(_with_fundamental(sound), FRAME)[::HOP]
    found = [_peaks(frames[first : first + BATCH]) for first in range(0, len(frames), BATCH)]
    return PitchTrack(np.concatenate([hertz for hertz, _ in found]), np.concatenate([strong for _, strong in found]))


def usual_pitch(tracks: list[PitchTrack], loud: list[Mask]) -> float | None:
    """The pitch in Hz that a speaker uses most: the mode of the voiced frames, on a scale of semitones; None unvoiced.

    Parameters
    ----------
    tracks
        Stretches of one speaker.
    loud
        For each, bool [n_frames]: frames that count.
    """
    best = [track.hertz[mask & (track.strength[:, 0] > VOICED), 0] for track, mask in zip(tracks, loud, strict=True)]
    hertz = np.concatenate(best) if best else np.zeros(0, np.float32)
    if not len(hertz):
        return None
    bins = round(12 * np.log2(HIGHEST_HZ / LOWEST_HZ)) * 2
    counts, edges = np.histogram(np.log2(hertz), bins=bins, range=(np.log2(LOWEST_HZ), np.log2(HIGHEST_HZ)))
    top = int(np.convolve(counts, np.hanning(13)[1:-1], "same").argmax())
    return float(2 ** ((edges[top] + edges[top + 1]) / 2))


def voiced_pitch(track: PitchTrack, loud: Mask, usual: float) -> Samples:
    """Pitch in Hz, float32 [n_frames], 0 where unvoiced: the likeliest candidate near the speaker's usual."""
    if not len(track.hertz):
        return np.zeros(0, np.float32)
    fits = (track.hertz > usual * BELOW) & (track.hertz < usual * ABOVE) & (track.strength > VOICED)
    first = fits.argmax(axis=1)
    rows = np.arange(len(first))
    pitch: Samples = np.where(fits[rows, first] & loud, track.hertz[rows, first], 0).astype(np.float32)
    return pitch


def _with_fundamental(sound: Samples) -> Samples:
    from scipy.signal import butter, sosfilt

    sections = butter(2, FUNDAMENTAL_HZ, "bandpass", fs=RATE, output="sos").astype(np.float32)
    whole: Samples = (sound + FUNDAMENTAL_WEIGHT * sosfilt(sections, np.abs(sound))).astype(np.float32)
    return whole


@lru_cache(maxsize=1)
def _window() -> tuple[Samples, Samples, int]:
    """The frame's window, its autocorrelation up to the longest period, and the size of the transform."""
    size = 1 << int(np.ceil(np.log2(FRAME + RATE / LOWEST_HZ)))
    window = np.hanning(FRAME + 2)[1:-1]
    spectrum = np.fft.rfft(window, size)
    own = np.fft.irfft(spectrum.real**2 + spectrum.imag**2)[: round(RATE / LOWEST_HZ) + 2]
    return window.astype(np.float32), (own / own[0]).astype(np.float32), size


def _peaks(frames: Samples) -> tuple[Samples, Samples]:
    """Pitch and periodicity of the highest peaks, float32 [n_frames, 4] each."""
    window, own, size = _window()
    spectrum = np.fft.rfft((frames - frames.mean(axis=1, keepdims=True)) * window, size)
    power = spectrum.real**2 + spectrum.imag**2
    again = np.fft.irfft(power)[:, : len(own)]
    again /= np.maximum(again[:, :1], 1e-12) * own
    middle, before, after = again[:, 1:-1], again[:, :-2], again[:, 2:]
    lags = np.arange(1, len(own) - 1)
    shortest = RATE / HIGHEST_HZ
    cost = OCTAVE_COST * np.log2(np.maximum(lags, 1) / shortest)
    score = np.where((middle >= before) & (middle > after) & (lags >= shortest), middle - cost, -1.0)
    at = np.argpartition(-score, CANDIDATES, axis=1)[:, :CANDIDATES]
    at = np.take_along_axis(at, np.argsort(-np.take_along_axis(score, at, 1), axis=1), 1)
    real = np.take_along_axis(score, at, 1) > -1.0
    low, mid, high = (np.take_along_axis(part, at, 1) for part in (before, middle, after))
    bend = low - 2 * mid + high
    shift = np.clip(0.5 * (low - high) / np.where(bend == 0, 1.0, bend), -0.5, 0.5)
    hertz = np.where(real, RATE / (lags[at] + shift), 0.0)
    return hertz.astype(np.float32), np.where(real, mid, 0.0).astype(np.float32)
