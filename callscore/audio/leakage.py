"""One party heard faintly on the other's channel: how loud and how late, taken out of the sound and out of the speech."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from callscore.audio.recording import Recording

__all__ = ["EchoPath", "find_echo_path", "without_echo"]

Samples = npt.NDArray[np.float32]

LONGEST_DELAY = 0.5
EARLIEST = 0.02
TAP_REACH = 0.012
PEAK_RATIO = 7.0
RATE = 16_000
BLOCK = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class EchoPath:
    """How one channel sounds on the other: taps float32 [n] at 16 kHz, the first `lead` of them before the source."""

    taps: Samples
    lead: int
    delay: float
    gain_db: float


def find_echo_path(recording: Recording, source: int, target: int) -> EchoPath | None:
    rate = recording.sample_rate
    n = 1 << round(np.log2(rate))
    a, b = recording.samples[source], recording.samples[target]
    window = np.hanning(n + 1)[:-1].astype(np.float32)
    cross = np.zeros(n // 2 + 1, np.complex128)
    auto = np.zeros(n // 2 + 1)
    floor = 1e-9 * n
    for start in range(0, len(a) - n + 1, n // 2):
        x = np.fft.rfft(a[start : start + n] * window)
        y = np.fft.rfft(b[start : start + n] * window)
        weight = 1.0 / (float((y.real**2 + y.imag**2).mean()) + floor)
        cross += weight * np.conj(x) * y
        auto += weight * (x.real**2 + x.imag**2)
    if not auto.any():
        return None
    frequency = np.fft.rfftfreq(n, 1 / rate)
    response = cross / (auto + 0.003 * auto.max())
    response[(frequency < 250) | (frequency > 3450)] = 0
    taps = np.fft.irfft(response, n)
    early, late = round(EARLIEST * rate), round(LONGEST_DELAY * rate)
    taps = np.concatenate([taps[-early:], taps[:late]])
    spread = float(np.median(np.abs(taps))) / 0.6745
    peak = int(np.argmax(np.abs(taps)))
    if spread == 0 or abs(taps[peak]) < PEAK_RATIO * spread:
        return None
    keep = np.zeros(len(taps), np.bool_)
    reach = round(TAP_REACH * rate)
    for i in np.flatnonzero(np.abs(taps) > PEAK_RATIO * spread):
        keep[max(0, i - reach) : i + reach] = True
    taps = np.where(keep, taps, 0)
    first, last = np.flatnonzero(keep)[[0, -1]]
    gain = float((taps**2).sum()) * (rate/2) / 3200
    return EchoPath(taps[first : last + 1].astype(np.float32), early - int(first), (peak - early) / rate, 10 * np.log10(gain))


def without_echo(recording: Recording, target: int, source: int, path: EchoPath | None) -> Iterator[Samples]:
    if path is None:
        yield from recording.blocks(target)
        return
    import soxr
    from scipy.signal import oaconvolve

    rate = recording.sample_rate
    a, b = recording.samples[source], recording.samples[target]
    step = round(BLOCK * rate)
    stream = soxr.ResampleStream(rate, RATE, 1, dtype="float32") if rate != RATE else None
    k = len(path.taps)
    for start in range(0, len(b), step):
        stop = min(len(b), start + step)
        # b[t] -= sum_j taps[j] * a[t - j + lead]
        lo, hi = start + path.lead - (k - 1), stop + path.lead
        piece = np.pad(a[max(0, lo) : max(0, min(hi, len(a)))], (max(0, -lo), max(0, hi - max(len(a), 0))))
        echo = oaconvolve(piece, path.taps, mode="valid")
        cleaned = b[start:stop] - echo[: stop - start].astype(np.float32)
        yield stream.resample_chunk(cleaned, last=stop >= len(b)) if stream else cleaned


from concurrent.futures import ThreadPoolExecutor  # noqa: E402

from callscore.audio.frames import HOP_SECONDS, band_powers, decibels, speech_level, speech_probability  # noqa: E402
from callscore.audio.speech import SpeechOptions, dilate, noise_floor, speech_spans, _smooth  # noqa: E402
from callscore.spans import Span  # noqa: E402
import os  # noqa: E402

MARGIN = float(os.environ.get('MARGIN', 6))


def party_speech(recording: Recording, layout, *, options: SpeechOptions | None = None) -> tuple[tuple[Span, ...], ...]:
    options = options or SpeechOptions()
    one, two = layout.channels
    pairs = ((one, two), (two, one))

    def look(pair):
        target, source = pair
        path = find_echo_path(recording, source, target)
        bands = band_powers(without_echo(recording, target, source, path))
        p = speech_probability(without_echo(recording, target, source, path), speech_level(bands))
        return path, bands, p

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(look, pairs))
    out = []
    for k in (0, 1):
        path, bands, p = found[k]
        _, other, po = found[1 - k]
        n = len(bands)
        own = own_frames(bands, other, expand(p, n), expand(po, n), path)
        out.append(speech_spans(p, bands, own, recording.duration, options))
    return tuple(out)


def expand(p, n):
    q = np.repeat(p, 4)
    return np.pad(q, (0, max(0, n - len(q))))[:n]


def own_frames(bands, other, p, po, path):
    shift = round((path.delay if path else 0) / HOP_SECONDS)
    N = noise_floor(bands, dilate((p > .35) | (po > .35), 40, 40)).sum()
    PB = _smooth(bands).sum(1)
    PA = _smooth(other).sum(1)
    PA = np.maximum.reduce([np.roll(PA, j) for j in (-1, 0, 1, 2)])
    if shift > 0:
        PA = np.concatenate([np.zeros(shift, PA.dtype), PA[:-shift]])
    la = decibels(PA)
    loudA = (po > .5) & (la > np.median(la[po > .5]) - 6) if (po > .5).any() else np.zeros(len(p), bool)
    lb = decibels(PB)
    ratio = lb - la
    dominant = loudA
    if dominant.sum() < 50:
        return np.ones(len(p), bool)
    lim = np.percentile(ratio[dominant], 70)
    sel = dominant & (ratio <= lim)
    G = float(np.median(np.maximum(PB[sel] - N, 0) / PA[sel]))
    if os.environ.get('V'):
        print('G', 10*np.log10(G + 1e-9), 'N', 10*np.log10(N))
    pred = G * PA
    return PB - N > pred * 10 ** (MARGIN / 10)
