"""What a voice sounds like: cepstra and pitch register of the speech frames of a call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callscore.audio.sounds import (
    FRAME_SECONDS,
    HOP,
    MEL_BANDS,
    band_powers,
    pitches,
    sound_block,
)
from callscore.spans import Span

__all__ = ["FRAME_SECONDS", "QUIETEST_POWER", "Frames", "speech_frames", "speech_gain"]

COEFFICIENTS = 19
"""Cepstral coefficients kept, the 0th (loudness) left out: usual for telling speakers apart on the telephone."""

SPEECH_LEVEL = 0.05
"""Root mean square of the speech before features are taken, full scale 1.0."""

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
    voicing
        ``float32 [n_frames]``: how periodic the sound is, 0 to about 1.
    """

    index: NDArray[np.int64]
    features: NDArray[np.float32]
    loud: NDArray[np.bool_]
    bands: NDArray[np.float32]
    voicing: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.index)

    @property
    def after_pause(self) -> NDArray[np.bool_]:
        """``bool [n_frames]``: whether silence lies right before the frame."""
        return np.diff(self.index, prepend=self.index[:1]) > 1

    def only(self, chosen: NDArray[np.bool_]) -> Frames:
        """The frames in `chosen`, ``bool [n_frames]``."""
        return Frames(
            self.index[chosen], self.features[chosen], self.loud[chosen], self.bands[chosen], self.voicing[chosen]
        )

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
    n_frames = int(len(samples) / sample_rate / FRAME_SECONDS)
    spoken = np.zeros(n_frames, dtype=bool)
    for span in speech:
        spoken[max(0, round(span.start / FRAME_SECONDS)) : max(0, round(span.end / FRAME_SECONDS))] = True
    gain = speech_gain(samples, sample_rate, speech)
    per_block = round(BLOCK_SECONDS / FRAME_SECONDS)
    cepstra = [np.empty((0, COEFFICIENTS), dtype=np.float32)]
    bands = [np.empty((0, MEL_BANDS), dtype=np.float32)]
    log_pitch = [np.empty(0, dtype=np.float32)]
    voicing = [np.empty(0, dtype=np.float32)]
    for first in range(0, n_frames, per_block):
        chosen = spoken[first : first + per_block]
        if not chosen.any():
            continue
        block = gain * sound_block(samples, sample_rate, first * HOP, len(chosen) * HOP)
        powers = band_powers(block, len(chosen))[chosen]
        cepstra.append(_cepstra(powers))
        bands.append(np.log(powers + QUIETEST_POWER))
        heard, height = pitches(block, np.flatnonzero(chosen))
        log_pitch.append(heard)
        voicing.append(height)
    levels = np.concatenate(bands)
    energy = np.exp(levels).sum(axis=1)
    if not len(energy):
        nothing = np.zeros((0, COEFFICIENTS + 1), np.float32)
        return Frames(np.zeros(0, np.int64), nothing, np.zeros(0, np.bool_), levels, np.concatenate(voicing))
    register = _register(np.concatenate(log_pitch), np.flatnonzero(spoken))
    features = np.concatenate([np.concatenate(cepstra), register[:, None]], axis=1)
    loud = energy > np.quantile(energy, QUIET_SHARE)
    if loud.any():
        features -= features[loud].mean(axis=0)
        features /= features[loud].std(axis=0) + np.float32(1e-6)
        features[:, -1] *= PITCH_WEIGHT
    return Frames(np.flatnonzero(spoken), features, loud, levels, np.concatenate(voicing))


def speech_gain(samples: NDArray[np.float32], sample_rate: int, speech: tuple[Span, ...]) -> np.float32:
    """Factor that brings the speech to `SPEECH_LEVEL`, so that the level of the recording changes nothing."""
    power, count = 0.0, 0
    for span in speech:
        piece = samples[max(0, round(span.start * sample_rate)) : max(0, round(span.end * sample_rate))]
        power += float(np.dot(piece, piece))
        count += len(piece)
    return np.float32(SPEECH_LEVEL / (power / count) ** 0.5) if power > 0 else np.float32(1.0)


def _cepstra(powers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cepstra ``[n_frames, COEFFICIENTS]`` of powers per mel band, loudness left out."""
    from scipy.fft import dct

    cepstra: NDArray[np.float32] = dct(np.log(powers + 1e-8), axis=1, norm="ortho")[:, 1 : COEFFICIENTS + 1]
    return cepstra.astype(np.float32)


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
