"""Whether a recording really has one party on each channel, from levels and correlation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from callscore.audio.frames import HOP_SECONDS, WINDOW_SECONDS, band_powers, decibels, speech_level, speech_probability
from callscore.audio.recording import Recording
from callscore.conversation import Layout

__all__ = ["ChannelLayout", "decide_layout"]

Frames = npt.NDArray[np.float32]

SEGMENT_SECONDS = 0.256
"""Seconds over which levels and correlation are compared: about one syllable of one talker."""

ACTIVE_DB = 10.0
"""dB above its own floor from which a segment of a channel holds a voice rather than noise."""

FLOOR_PERCENTILE = 10.0
"""Percentile of a channel's segment levels that stands for its floor: somebody pauses for a tenth of any call."""

NEAR_DB = 10.0
"""dB. A voice whose level on both channels differs by less is on both; leakage into a party's own channel lies 15 dB or
more below the voice it comes from."""

ALIKE = 0.35
"""Correlation 0-1 (best lag, telephone band) from which a segment's two channels hold the same voice: reverberant room
microphones reach 0.4-0.9, two separate channels stay below 0.3."""

COPY = 0.8
"""Correlation 0-1 from which a segment is a copy of the other channel but for gain and coding noise."""

COPY_SPREAD_DB = 4.0
"""dB by which the level difference of copies may wander from its median."""

OTHER_PARTY_DB = 12.0
"""dB by which the level difference must leave its median for a second party to have spoken on the quieter channel."""

LEAST_OTHER_SECONDS = 0.5
"""Seconds of such segments that make a second party: a "hello" takes about half a second."""

STEADY_DB = 6.0
"""dB between the 10th percentile of the segment levels and their top: below it a channel holds hum or noise only."""

DOUBTFUL_DB = 15.0
"""dB of the same range below which a channel is checked for speech before it is believed to hold any."""

DOUBTFUL_SHARE = 0.1
"""Share of segments above the floor below which it is checked as well: clicks, ringing, somebody who hardly speaks."""

LEAST_SPEECH_SECONDS = 0.25
"""Seconds of voice activity that make a doubtful channel live."""

LONGEST_LAG = 0.05
"""Seconds between the channels that are looked at: sound takes 50 ms for 17 m."""

MOST_SEGMENTS = 1_500
"""Segments correlated at most, evenly spread; a long call needs no more to be told."""


@dataclass(frozen=True, slots=True)
class ChannelLayout:
    """How the parties lie on the channels, and why that is believed."""

    layout: Layout
    reason: str
    """One line for the report, with the figures."""
    confidence: float
    """0-1."""
    channels: tuple[int, ...]
    """Indices of the channels to use: two when dual, one otherwise."""
    delay: float | None = None
    """Seconds by which the second channel lags the first where both hold the same sound; None where not estimated."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """Two channels compared: level differences of all active segments, correlation and lag of some of them."""

    difference: Frames
    correlation: Frames
    lag: Frames
    correlated: npt.NDArray[np.intp]
    """Which of the active segments they are."""


def decide_layout(recording: Recording) -> ChannelLayout:
    """Tell dual channel (one party a channel) from mono in one of its disguises.

    In dual channel, active segments fall into two populations of level difference, or hold unrelated sound; in mono
    saved as stereo the same voice is on both channels at near or constant difference.

    Examples
    --------
    >>> decide_layout(Recording(np.zeros((1, 8_000), np.float32), 8_000)).reason
    'one channel in the file'
    """
    if recording.n_channels == 1:
        return ChannelLayout(Layout.MONO, "one channel in the file", 1.0, (0,))
    levels = np.stack([_segment_levels(recording, index) for index in range(recording.n_channels)])
    states = [_state(recording, index, levels[index]) for index in range(recording.n_channels)]
    live = [index for index, state in enumerate(states) if not state]
    if len(live) < 2:
        return _one_live(levels, states, live)
    one, two = live[:2]
    note = ""
    if recording.n_channels > 2:
        one, two = max(combinations(live, 2), key=lambda pair: _distinctness(levels, *pair))
        note = f"; of {recording.n_channels} channels, {one + 1} and {two + 1} are used, whose levels differ most"
    return _compare(recording, levels, one, two, note)


def _one_live(levels: Frames, states: list[str], live: list[int]) -> ChannelLayout:
    """The layout when at most one channel holds a voice; without any, the loudest channel is used."""
    used = live[0] if live else int(np.argmax(np.percentile(levels, 95, axis=1)))
    others = ", ".join(f"channel {i + 1} {state}" for i, state in enumerate(states) if i != used)
    if not live:
        return ChannelLayout(
            Layout.MONO, f"no voice on any channel; channel {used + 1} is used ({others})", 0.5, (used,)
        )
    return ChannelLayout(Layout.MONO, f"only channel {used + 1} holds a voice ({others})", 0.95, (used,))


def _compare(recording: Recording, levels: Frames, one: int, two: int, note: str) -> ChannelLayout:
    """Dual channel or not, of two channels that both hold a voice."""
    pair = _pair(recording, levels, one, two)
    difference, sampled = pair.difference, pair.difference[pair.correlated]
    middle = float(np.median(difference))
    copied = float(np.mean((np.abs(pair.correlation) >= COPY) & (np.abs(sampled - middle) <= COPY_SPREAD_DB)))
    shared = float(np.mean((np.abs(pair.correlation) >= ALIKE) & (np.abs(sampled) <= NEAR_DB)))
    quieter = difference - middle if middle < 0 else middle - difference
    other = int(np.count_nonzero(quieter >= OTHER_PARTY_DB)) * SEGMENT_SECONDS
    correlation = float(np.median(pair.correlation))
    best = _cleaner(levels, one, two)
    if copied > 0.5 and (other < LEAST_OTHER_SECONDS or abs(middle) < NEAR_DB / 2):
        kind = "inverted copies" if correlation < 0 else "copies"
        gain = f" at {middle:+.1f} dB" if abs(middle) >= 1 else ""
        agreeing = f"correlation {correlation:+.2f} in {100 * copied:.0f} % of the speech"
        reason = f"both channels are {kind}{gain} ({agreeing})"
        lag = float(np.median(pair.lag))
        return ChannelLayout(Layout.MONO_AS_STEREO, f"{reason}; channel {best + 1} is used{note}", copied, (best,), lag)
    if shared > 0.5:
        reason = (
            f"both voices are on both channels: within {NEAR_DB:.0f} dB and correlated in {100 * shared:.0f} % of the "
            f"speech (median difference {middle:+.1f} dB, correlation {abs(correlation):.2f})"
        )
        lag = float(np.median(pair.lag))
        return ChannelLayout(Layout.MONO_AS_STEREO, f"{reason}; channel {best + 1} is used{note}", shared, (best,), lag)
    low, high = np.percentile(difference, (10, 90))
    reason = (
        f"one party a channel: level differences from {low:+.0f} to {high:+.0f} dB, "
        f"the same sound on both in {100 * shared:.0f} % of the speech{note}"
    )
    return ChannelLayout(Layout.DUAL, reason, 1.0 - shared, (one, two))


def _segment_levels(recording: Recording, index: int) -> Frames:
    """Level in dB per segment of one channel in the telephone band, float32 [n_segments]."""
    powers = band_powers(recording.blocks(index)).sum(axis=1)
    per = round(SEGMENT_SECONDS / HOP_SECONDS)
    count = max(1, len(powers) // per)
    if len(powers) < per:
        powers = np.pad(powers, (0, per - len(powers)))
    return decibels(powers[: count * per].reshape(count, per).mean(axis=1))


def _floor(levels: Frames) -> float:
    return float(np.percentile(levels, FLOOR_PERCENTILE))


def _state(recording: Recording, index: int, levels: Frames) -> str:
    """Why a channel holds no voice, or "" when it does."""
    top = float(np.partition(levels, -min(3, len(levels)))[-min(3, len(levels))])
    if top <= -90.0:
        return "is silent"
    reach = top - max(_floor(levels), -100.0)
    if reach < STEADY_DB:
        return f"holds only steady noise or hum at {top:.0f} dB"
    if reach < DOUBTFUL_DB or np.mean(levels > _floor(levels) + ACTIVE_DB) < DOUBTFUL_SHARE:
        level = speech_level(band_powers(recording.blocks(index)))
        seconds = np.count_nonzero(speech_probability(recording.blocks(index), level) > 0.5) * WINDOW_SECONDS
        if seconds < LEAST_SPEECH_SECONDS:
            return f"holds no speech (top level {top:.0f} dB)"
    return ""


def _distinctness(levels: Frames, one: int, two: int) -> float:
    """How far apart two channels' levels wander, in dB: wide when each has its own party."""
    low, high = np.percentile(levels[one] - levels[two], (10, 90))
    return float(high - low)


def _cleaner(levels: Frames, one: int, two: int) -> int:
    """The channel whose speech stands further above its floor."""
    reach = [float(np.percentile(levels[i], 95)) - max(_floor(levels[i]), -90.0) for i in (one, two)]
    return one if reach[0] >= reach[1] - 1.0 else two


def _pair(recording: Recording, levels: Frames, one: int, two: int) -> _Pair:
    """Level difference of every active segment; correlation and lag of at most `MOST_SEGMENTS` of them."""
    excess = np.stack([levels[i] - max(_floor(levels[i]), -100.0) for i in (one, two)]).max(axis=0)
    active = np.flatnonzero(excess >= min(ACTIVE_DB, float(np.percentile(excess, 90))))
    chosen = np.unique(np.linspace(0, len(active) - 1, min(len(active), MOST_SEGMENTS)).round().astype(np.intp))
    length = round(SEGMENT_SECONDS * recording.sample_rate)
    found = [_correlate(recording, one, two, int(active[i]) * length, length) for i in chosen]
    correlation = np.array([value for value, _ in found], np.float32)
    lag = np.array([late for _, late in found], np.float32)
    return _Pair(levels[one][active] - levels[two][active], correlation, lag, chosen)


def _correlate(recording: Recording, one: int, two: int, start: int, length: int) -> tuple[float, float]:
    """Signed correlation at the best lag, and the lag in seconds, of one segment in the telephone band."""
    rate = recording.sample_rate
    size = 1 << (2 * length - 1).bit_length()
    spectra = np.fft.rfft(recording.samples[[one, two], start : start + length], size, axis=1)
    frequency = np.fft.rfftfreq(size, 1 / rate)
    spectra[:, (frequency < 250) | (frequency > 3450)] = 0
    energy = (np.abs(spectra) ** 2).sum(axis=1)
    if not energy.all():
        return 0.0, 0.0
    cross = np.fft.irfft(np.conj(spectra[0]) * spectra[1], size) * size / 2 / np.sqrt(energy[0] * energy[1])
    reach = round(LONGEST_LAG * rate)
    near = np.concatenate([cross[-reach:], cross[: reach + 1]])
    best = int(np.argmax(np.abs(near)))
    return float(near[best]), (best - reach) / rate
