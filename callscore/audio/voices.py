"""What a voice sounds like: cepstra and pitch register of the speech frames of a call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callscore.spans import Span

__all__ = ["FRAME_SECONDS", "Frames", "speech_frames"]

FRAME_SECONDS = 0.02
"""Step between frames, seconds; the resolution of the result."""

FEATURE_RATE = 8000
"""Hz. Telephone band: everything is compared at this rate, so that a 44.1 kHz file gives the same answer."""

MEL_BANDS = 24
MEL_RANGE = (200.0, 3600.0)
"""Hz. What a telephone line passes, and a little at each edge."""

COEFFICIENTS = 19
"""Cepstral coefficients kept, the 0th (loudness) left out: usual for telling speakers apart on the telephone."""

SPEECH_LEVEL = 0.05
"""Root mean square of the speech before features are taken, full scale 1.0."""

PITCH_RANGE = (70.0, 400.0)
"""Hz. From a deep male to a high female voice."""

PITCH_WINDOW = 512
"""Samples at `FEATURE_RATE`: 64 ms, four periods of the deepest voice."""

VOICED_FROM = 0.5
"""Height of the normalised autocorrelation peak from which a frame counts as voiced."""

PITCH_SMOOTHING_SECONDS = 0.8
"""The register of a frame is the median pitch of the voiced frames in this stretch around it: melody is left out."""

PITCH_WEIGHT = 0.5
"""Scale of the register beside the cepstra (each of variance 1): enough to part voices that differ in nothing else, too
little to part the moods of one person."""

QUIETEST_POWER = 1e-7
"""Power in a band that silence is taken for, where speech has about 1."""

QUIET_SHARE = 0.25
"""Share of the speech frames, the quietest, that tell nothing about the voice: pauses, breath, fading ends."""

BLOCK_SECONDS = 30.0
"""Sound is turned into features in blocks this long, so memory stays flat."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The speech frames of a call, in order, silence left out.

    Parameters
    ----------
    index
        ``int64 [n_frames]``: number of the frame in the recording; it starts at ``index * FRAME_SECONDS``.
    features
        ``float32 [n_frames, COEFFICIENTS + 1]``: cepstra and pitch register, zero mean and unit variance over the call.
    loud
        ``bool [n_frames]``: whether the frame is loud enough to tell a voice.
    bands
        ``float32 [n_frames, MEL_BANDS]``: natural log of the power per mel band, the speech of the call at one level.
    """

    index: NDArray[np.int64]
    features: NDArray[np.float32]
    loud: NDArray[np.bool_]
    bands: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.index)

    @property
    def after_pause(self) -> NDArray[np.bool_]:
        """``bool [n_frames]``: whether silence lies right before the frame."""
        return np.diff(self.index, prepend=self.index[:1]) > 1

    def only(self, chosen: NDArray[np.bool_]) -> Frames:
        """The frames in `chosen`, ``bool [n_frames]``."""
        return Frames(self.index[chosen], self.features[chosen], self.loud[chosen], self.bands[chosen])

    def spans(self, chosen: NDArray[np.bool_]) -> tuple[Span, ...]:
        """Seconds covered by the frames in `chosen`, ``bool [n_frames]``, as merged spans."""
        index = self.index[chosen]
        if not len(index):
            return ()
        cuts = np.flatnonzero(np.diff(index) > 1)
        firsts, lasts = index[np.r_[0, cuts + 1]], index[np.r_[cuts, len(index) - 1]]
        return tuple(
            Span(round(float(first) * FRAME_SECONDS, 3), round(float(last + 1) * FRAME_SECONDS, 3))
            for first, last in zip(firsts, lasts, strict=True)
        )


def speech_frames(samples: NDArray[np.float32], sample_rate: int, speech: tuple[Span, ...]) -> Frames:
    """Normalised cepstra of the frames that lie in `speech`.

    Parameters
    ----------
    samples
        ``float32 [n_samples]``, one channel.
    sample_rate
        Hz.
    speech
        Seconds in which anybody speaks.
    """
    hop = round(FRAME_SECONDS * FEATURE_RATE)
    n_frames = int(len(samples) / sample_rate / FRAME_SECONDS)
    spoken = np.zeros(n_frames, dtype=bool)
    for span in speech:
        spoken[max(0, round(span.start / FRAME_SECONDS)) : max(0, round(span.end / FRAME_SECONDS))] = True
    gain = _gain(samples, sample_rate, speech)
    per_block = round(BLOCK_SECONDS / FRAME_SECONDS)
    cepstra = [np.empty((0, COEFFICIENTS), dtype=np.float32)]
    bands = [np.empty((0, MEL_BANDS), dtype=np.float32)]
    pitches = [np.empty(0, dtype=np.float32)]
    for first in range(0, n_frames, per_block):
        chosen = spoken[first : first + per_block]
        if not chosen.any():
            continue
        block = gain * _block(samples, sample_rate, first * hop, len(chosen) * hop)
        powers = _band_powers(block, len(chosen))[chosen]
        cepstra.append(_cepstra(powers))
        bands.append(np.log(powers + QUIETEST_POWER))
        pitches.append(_log_pitch(block, np.flatnonzero(chosen)))
    levels = np.concatenate(bands)
    energy = np.exp(levels).sum(axis=1)
    if not len(energy):
        nothing = np.zeros((0, COEFFICIENTS + 1), np.float32)
        return Frames(np.zeros(0, np.int64), nothing, np.zeros(0, np.bool_), levels)
    register = _register(np.concatenate(pitches), np.flatnonzero(spoken))
    features = np.concatenate([np.concatenate(cepstra), register[:, None]], axis=1)
    loud = energy > np.quantile(energy, QUIET_SHARE)
    if loud.any():
        features -= features[loud].mean(axis=0)
        features /= features[loud].std(axis=0) + np.float32(1e-6)
        features[:, -1] *= PITCH_WEIGHT
    return Frames(np.flatnonzero(spoken), features, loud, levels)


def _gain(samples: NDArray[np.float32], sample_rate: int, speech: tuple[Span, ...]) -> np.float32:
    """Factor that brings the speech to `SPEECH_LEVEL`, so that the level of the recording changes nothing."""
    power, count = 0.0, 0
    for span in speech:
        piece = samples[max(0, round(span.start * sample_rate)) : max(0, round(span.end * sample_rate))]
        power += float(np.dot(piece, piece))
        count += len(piece)
    return np.float32(SPEECH_LEVEL / (power / count) ** 0.5) if power > 0 else np.float32(1.0)


def _block(samples: NDArray[np.float32], sample_rate: int, start: int, length: int) -> NDArray[np.float32]:
    """`length` samples at `FEATURE_RATE` from sample `start` at that rate, with a margin of 256 on both sides."""
    import soxr

    margin = 256
    begin = round((start - margin) * sample_rate / FEATURE_RATE)
    end = round((start + length + margin) * sample_rate / FEATURE_RATE)
    piece = samples[max(0, begin) : end].astype(np.float32, copy=False)
    piece = np.pad(piece, (max(0, -begin), max(0, end - max(end - len(piece), len(samples)))))
    if sample_rate != FEATURE_RATE:
        piece = np.asarray(soxr.resample(piece, sample_rate, FEATURE_RATE), dtype=np.float32)
    wanted = length + 2 * margin
    return np.pad(piece, (0, max(0, wanted - len(piece))))[:wanted]


def _band_powers(block: NDArray[np.float32], n_frames: int) -> NDArray[np.float32]:
    """Power per mel band, ``float32 [n_frames, MEL_BANDS]``, of a block with its margins."""
    import librosa

    hop = round(FRAME_SECONDS * FEATURE_RATE)
    # Frame k is centred on the middle of its hop: the window of 256 samples begins at margin + k * hop + hop / 2 - 128.
    centred = block[256 + hop // 2 - 128 :]
    spectrum = np.abs(librosa.stft(centred, n_fft=256, hop_length=hop, win_length=240, center=False)) ** 2
    mel = librosa.filters.mel(
        sr=FEATURE_RATE, n_fft=256, n_mels=MEL_BANDS, fmin=MEL_RANGE[0], fmax=MEL_RANGE[1], dtype=np.float32
    )
    powers: NDArray[np.float32] = (mel @ spectrum)[:, :n_frames].T.astype(np.float32)
    return powers


def _cepstra(powers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cepstra ``[n_frames, COEFFICIENTS]`` of powers per mel band, loudness left out."""
    from scipy.fft import dct

    cepstra: NDArray[np.float32] = dct(np.log(powers + 1e-8), axis=1, norm="ortho")[:, 1 : COEFFICIENTS + 1]
    return cepstra.astype(np.float32)


def _log_pitch(block: NDArray[np.float32], chosen: NDArray[np.int64]) -> NDArray[np.float32]:
    """Natural log of the pitch in Hz of the frames `chosen` of a block with its margins; nan where not voiced.

    Peak of the autocorrelation, divided by that of the window (Boersma 1993), the shortest period within a tenth of it.
    """
    hop = round(FRAME_SECONDS * FEATURE_RATE)
    window = np.hanning(PITCH_WINDOW).astype(np.float32)
    starts = 256 + chosen * hop + hop // 2 - PITCH_WINDOW // 2
    pieces = block[starts[:, None] + np.arange(PITCH_WINDOW)[None, :]]
    pieces = (pieces - pieces.mean(axis=1, keepdims=True)) * window
    shortest, longest = round(FEATURE_RATE / PITCH_RANGE[1]), round(FEATURE_RATE / PITCH_RANGE[0])
    correlation = np.fft.irfft(np.abs(np.fft.rfft(pieces, 2 * PITCH_WINDOW)) ** 2)[:, : longest + 2]
    own = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * PITCH_WINDOW)) ** 2)[: longest + 2]
    correlation /= (correlation[:, :1] + 1e-9) * (own / own[0])
    inner = correlation[:, shortest : longest + 1]
    before, after = correlation[:, shortest - 1 : longest], correlation[:, shortest + 1 : longest + 2]
    peaks = np.where((inner >= before) & (inner > after), inner, 0.0)
    height = peaks.max(axis=1)
    period = shortest + np.argmax(peaks >= 0.9 * height[:, None], axis=1)
    pitch: NDArray[np.float32] = np.where(height >= VOICED_FROM, np.log(FEATURE_RATE / period), np.nan).astype(
        np.float32
    )
    return pitch


def _register(log_pitch: NDArray[np.float32], index: NDArray[np.int64]) -> NDArray[np.float32]:
    """Median log pitch around each frame, pauses not crossed; the call's median where nothing is voiced."""
    register = np.full(len(log_pitch), np.nan, dtype=np.float32)
    reach = round(PITCH_SMOOTHING_SECONDS / FRAME_SECONDS / 2)
    for stretch in np.split(np.arange(len(index)), np.flatnonzero(np.diff(index) > 1) + 1):
        padded = np.pad(log_pitch[stretch], reach, constant_values=np.nan)
        around = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
        heard = np.sort(around, axis=1)
        voiced = np.sum(~np.isnan(around), axis=1)
        middle = heard[np.arange(len(stretch)), np.maximum(voiced - 1, 0) // 2]
        register[stretch] = np.where(voiced > 0, middle, np.nan)
    known = register[~np.isnan(register)]
    return np.where(np.isnan(register), np.float32(np.median(known) if len(known) else 0.0), register)
