"""One party heard faintly on the other's channel: how late, how loud, and taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from callscore.audio.activity import Activity, noise_floor, smoothed
from callscore.audio.frames import HOP_SECONDS, decibels
from callscore.audio.recording import BLOCK_SECONDS, SPEECH_RATE, Recording

__all__ = ["EchoPath", "find_echo_path", "own_frames", "without_echo"]

Samples = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

LONGEST_DELAY = 0.5
"""Seconds: line echo on international and voice-over-IP calls stays below (ITU-T G.131 treats up to 400 ms one way)."""

EARLIEST = 0.02
"""Seconds by which the leak may seem to come before its source: channels of a recorder are aligned to a packet."""

TELEPHONE_BAND_HZ = (250.0, 3450.0)
"""Hz: 300-3400 of the telephone with the slopes of its filters; outside it there is too little sound to learn from."""

PEAK_RATIO = 7.0
"""A tap this many standard deviations above the others is an echo: chance gives one in 10^11."""

TAP_REACH = 0.012
"""Seconds kept on both sides of such a tap: a hybrid or a headset rings for a few milliseconds."""

REGULARISATION = 0.0003
"""Share of the strongest frequency's power added to all (-35 dB): frequencies without sound mustn't blow up."""

RESIDUE_MARGIN_DB = 10.0
"""dB above what usually remains of the leakage from which a frame is the party's own sound. Under 6 dB remnants of
leakage that went through a speech codec pass; up to 12 dB real cross-talk is still kept on synthesised calls with
leakage of -15 dB and parties 12 dB apart."""

LEAST_POWER = 1e-9
"""Power, full scale 1.0 (-90 dB), added to the target's before its inverse is taken: about one step of 16-bit PCM."""

LOUD_SOURCE_DB = 6.0
"""dB below its median speech level from which the source is loud enough to learn its leakage from."""

LEAST_SOURCE_FRAMES = 50
"""Frames (0.4 s) of loud source speech needed to learn from."""

ALONE_PERCENTILE = 70.0
"""Percentile of the level ratio up to which frames count as the source alone: overlapped speech is under a third of any
party's speech."""


@dataclass(frozen=True, slots=True, eq=False)
class EchoPath:
    """How one channel sounds on the other, as a finite impulse response at the recording's rate."""

    taps: Samples
    """float32 [n_taps], at the recording's rate."""
    lead: int
    """How many of the taps come before the source's own sample (negative when the first comes after it)."""
    delay: float
    """Seconds from the source to the strongest tap."""
    gain_db: float
    """Level of the leak against its source in the telephone band."""


def find_echo_path(recording: Recording, source: int, target: int) -> EchoPath | None:
    """The linear echo of channel `source` on channel `target`, or None when there is none.

    A Wiener estimate over windows of about a second: cross spectrum over source spectrum, each window weighted by the
    inverse of the target's power, so that windows in which the target's own party speaks count for little. Once the
    delay is known the windows are moved by it and the estimate is made again, on sound that overlaps in full.
    """
    rate = recording.sample_rate
    one, two = recording.samples[source], recording.samples[target]
    early, late = round(EARLIEST * rate), round(LONGEST_DELAY * rate)
    coarse = _taps(one, two, rate, early, late)
    if coarse is None:
        return None
    shift = max(0, int(np.argmax(np.abs(coarse))) - early)
    taps = _taps(one[: len(one) - shift], two[shift:], rate, early + shift, late - shift) if shift else coarse
    if taps is None:
        return None
    peak = int(np.argmax(np.abs(taps)))
    first, last = (int(tap) for tap in np.flatnonzero(taps)[[0, -1]])
    kept = taps[first : last + 1].astype(np.float32)
    return EchoPath(kept, early - first, (peak - early) / rate, _gain_db(one, kept, rate))


def _taps(source: Samples, target: Samples, rate: int, early: int, late: int) -> npt.NDArray[np.float64] | None:
    """Impulse response from `early` samples before to `late` after, zero where no echo stands out; None without one."""
    response = _response(source, target, rate)
    if response is None:
        return None
    taps = np.concatenate([response[len(response) - early :], response[:late]])
    spread = float(np.median(np.abs(taps))) / 0.6745
    peaks = np.flatnonzero(np.abs(taps) > PEAK_RATIO * spread)
    if spread == 0 or not len(peaks):
        return None
    keep = np.zeros(len(taps), np.bool_)
    reach = round(TAP_REACH * rate)
    for tap in peaks:
        keep[max(0, tap - reach) : tap + reach] = True
    return np.where(keep, taps, 0.0)


def _response(source: Samples, target: Samples, rate: int) -> npt.NDArray[np.float64] | None:
    """Impulse response from `source` to `target`, float64 [about `rate`], circular; None where the source is silent."""
    size = 1 << round(np.log2(rate))
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    cross = np.zeros(size // 2 + 1, np.complex128)
    power = np.zeros(size // 2 + 1)
    for start in range(0, len(source) - size + 1, size // 2):
        heard = np.fft.rfft(source[start : start + size] * window)
        leaked = np.fft.rfft(target[start : start + size] * window)
        weight = 1.0 / (float(np.mean(leaked.real**2 + leaked.imag**2)) + LEAST_POWER * size)
        cross += weight * np.conj(heard) * leaked
        power += weight * (heard.real**2 + heard.imag**2)
    if not power.any():
        return None
    frequency = np.fft.rfftfreq(size, 1 / rate)
    transfer = cross / (power + REGULARISATION * power.max())
    transfer[(frequency < TELEPHONE_BAND_HZ[0]) | (frequency > TELEPHONE_BAND_HZ[1])] = 0
    response: npt.NDArray[np.float64] = np.fft.irfft(transfer, size)
    return response


def _gain_db(source: Samples, taps: Samples, rate: int) -> float:
    """Power of the source through `taps` against its own in dB, over its long-term spectrum."""
    size = 1 << round(np.log2(rate))
    count = len(source) // size
    power = np.zeros(size // 2 + 1)
    for window in source[: count * size].reshape(count, size):
        power += np.abs(np.fft.rfft(window)) ** 2
    transfer = np.abs(np.fft.rfft(taps, size)) ** 2
    return float(decibels(np.array((power * transfer).sum() / max(float(power.sum()), 1e-30))))


def without_echo(recording: Recording, target: int, source: int, path: EchoPath | None) -> Iterator[Samples]:
    """Channel `target` at 16 kHz in blocks, as `Recording.blocks` gives it, less what leaks into it from `source`."""
    if path is None:
        yield from recording.blocks(target)
        return
    import soxr

    rate = recording.sample_rate
    length = recording.samples.shape[1]
    step = round(BLOCK_SECONDS * rate)
    stream = soxr.ResampleStream(rate, SPEECH_RATE, 1, dtype="float32") if rate != SPEECH_RATE else None
    for start in range(0, length, step):
        stop = min(length, start + step)
        cleaned = recording.samples[target, start:stop] - _echo(recording.samples[source], path, start, stop)
        yield cleaned if stream is None else stream.resample_chunk(cleaned, last=stop == length)


def _echo(source: Samples, path: EchoPath, start: int, stop: int) -> Samples:
    """The leak at samples ``[start, stop)``, float32 [stop - start]."""
    from scipy.signal import oaconvolve

    first, last = start + path.lead - len(path.taps) + 1, stop + path.lead
    inside = source[max(0, first) : max(0, last)]
    before = min(max(0, -first), last - first)
    padded = np.pad(inside, (before, last - first - before - len(inside)))
    echo: Samples = oaconvolve(padded, path.taps, mode="valid").astype(np.float32)
    return echo


def own_frames(target: Activity, source: Activity, delay: float) -> Mask:
    """Frames, bool [n_frames], of `target` that are more than the remains of `source`.

    What remains after `without_echo` (leakage through a codec, a changing gain) is learnt from frames in which the
    source is loud and the target not unusually so: their median ratio of power above the noise. A frame counts as own
    when it stands `RESIDUE_MARGIN_DB` above that share of the source, so real cross-talk is kept.

    Parameters
    ----------
    target, source
        Both channels, of the same number of frames.
    delay
        Seconds by which the leak comes after its source.
    """
    speech = (target.probability > 0.35) | (source.probability > 0.35)
    noise = float(noise_floor(target.bands, speech).sum())
    power = smoothed(target.bands).sum(axis=1)
    leaking = _leaking(smoothed(source.bands).sum(axis=1), round(delay / HOP_SECONDS))
    spoken = source.probability > 0.5
    if np.count_nonzero(spoken) < LEAST_SOURCE_FRAMES:
        return np.ones(len(power), np.bool_)
    level = decibels(leaking)
    loud = spoken & (level > np.median(level[spoken]) - LOUD_SOURCE_DB)
    ratio = decibels(power) - level
    alone = loud & (ratio <= np.percentile(ratio[loud], ALONE_PERCENTILE))
    share = float(np.median(np.maximum(power[alone] - noise, 0.0) / np.maximum(leaking[alone], 1e-12)))
    own: Mask = power - noise > leaking * (share * 10 ** (RESIDUE_MARGIN_DB / 10))
    return own


def _leaking(power: Samples, shift: int) -> Samples:
    """The source's power, float32 [n_frames], `shift` frames late, each frame the most of itself and its neighbours."""
    padded = np.pad(power, (2, 1))
    widest: Samples = np.maximum.reduce([padded[at : at + len(power)] for at in range(4)])
    if shift <= 0:
        return widest
    late: Samples = np.pad(widest, (shift, 0))[: len(power)]
    return late
