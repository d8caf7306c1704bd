"""When each party speaks: voice activity per channel, without the other party's leakage, to the frame."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from callscore.audio.activity import Activity, SpeechOptions, noise_floor, smoothed, speech_spans, stretches
from callscore.audio.frames import HOP_SECONDS, band_powers, decibels, speech_level, speech_probability
from callscore.audio.layout import ChannelLayout
from callscore.audio.leakage import EchoPath, find_echo_path, own_frames, without_echo
from callscore.audio.recording import Recording
from callscore.audio.reverberation import over_reverberation
from callscore.audio.room import over_murmur, over_room
from callscore.spans import Span, merge, subtract

__all__ = ["Speech", "SpeechOptions", "measure_speech"]

NOISY_DB = 10.0
"""dB of speech over noise below which the report warns: at 8 dB about a tenth of the speech was missed on synthesised
calls, at 15 dB a twentieth."""

LOUD_OTHER_SECONDS = 10.0
"""Seconds of loud sound without speech, in one stretch with gaps up to 5 s, from which the report speaks of ringing,
music or noise: a ring-back tone rings for 1-2 s every 3-6 s (ITU-T E.180)."""

LOUD_OTHER_GAP = 5.0
"""Seconds."""

ROOM_SECONDS = 0.5
"""Seconds left out around anybody's speech when other loud sound is looked for."""

LOUD_OTHER_DB = 12.0
"""dB below the channel's loud frames down to which other sound counts as loud."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Speech of the channels in use, with what the report says about it."""

    spans: tuple[tuple[Span, ...], ...]
    """Speech per channel in use, in the order of `ChannelLayout.channels`; merged and in order."""
    snr_db: float | None
    """Level of the speech above the noise in the telephone band, of the worse channel; None without speech."""
    leak_db: tuple[float | None, ...]
    """Level in dB of the leak from the other channel that was taken out of each; None where there is none."""
    warnings: tuple[str, ...] = ()


def measure_speech(recording: Recording, layout: ChannelLayout, *, options: SpeechOptions | None = None) -> Speech:
    """Speech per channel in use, with noise, leakage and warnings for the report.

    With two channels the leak of each into the other is found and subtracted (`find_echo_path`), voice activity is
    measured on what is left, and frames that are no more than remains of the leak (`own_frames`), voices in the room
    behind the party (`over_room`) or what that room still sounds of the party (`over_reverberation`) don't count.

    Parameters
    ----------
    recording
        The call.
    layout
        Which channels are used, as `decide_layout` tells.
    options
        Thresholds; `SpeechOptions()` by default.
    """
    options = options or SpeechOptions()
    if len(layout.channels) != 2:
        heard: list[tuple[Activity, EchoPath | None]] = [
            (_out_of_the_murmur(_listen(recording, index)), None) for index in layout.channels
        ]
    else:
        one, two = layout.channels
        with ThreadPoolExecutor(max_workers=2) as pool:
            heard = list(pool.map(lambda pair: _listen_apart(recording, *pair), ((one, two), (two, one))))
    spans = []
    for index, (activity, path) in enumerate(heard):
        own = None
        if len(heard) == 2:
            other = heard[1 - index][0]
            own = own_frames(activity, other, path.delay if path else 0.0) & over_room(activity, other)
            own &= over_reverberation(activity)
        spans.append(speech_spans(activity, options=options, duration=recording.duration, own=own))
    ratios = [_snr(activity, found) for (activity, _), found in zip(heard, spans, strict=True)]
    known = [ratio for ratio in ratios if ratio is not None]
    everyone = merge(span for found in spans for span in found)
    warnings: list[str] = []
    for channel, (activity, _), found, ratio in zip(layout.channels, heard, spans, ratios, strict=True):
        warnings.extend(_warnings(channel, activity, found, everyone, ratio))
    leaks = tuple(path.gain_db if path else None for _, path in heard)
    return Speech(tuple(spans), min(known, default=None), leaks, tuple(warnings))


def _listen(recording: Recording, channel: int) -> Activity:
    """Frames of one channel as it is."""
    bands = band_powers(recording.blocks(channel))
    return Activity.of(bands, speech_probability(recording.blocks(channel), speech_level(bands)))


def _out_of_the_murmur(activity: Activity) -> Activity:
    """A channel with all parties on it, where nothing that lies under the voices of a room behind them is a voice."""
    return Activity(activity.bands, np.where(over_murmur(activity), activity.probability, np.float32(0)))


def _listen_apart(recording: Recording, target: int, source: int) -> tuple[Activity, EchoPath | None]:
    """Frames of channel `target` less the linear leak from `source`, and the leak."""
    path = find_echo_path(recording, source, target)
    bands = band_powers(without_echo(recording, target, source, path))
    windows = speech_probability(without_echo(recording, target, source, path), speech_level(bands))
    return Activity.of(bands, windows), path


def _snr(activity: Activity, spans: tuple[Span, ...]) -> float | None:
    """Median level of the speech above the noise in dB, the noise taken out of the speech; None without speech."""
    spoken = _mask(spans, len(activity.bands))
    if not spoken.any():
        return None
    noise = float(noise_floor(activity.bands, spoken | (activity.probability > 0.35)).sum())
    power = float(activity.bands[spoken].sum(axis=1).mean())
    return float(decibels(np.array(max(power - noise, 1e-12))) - decibels(np.array(noise)))


def _mask(spans: tuple[Span, ...], n_frames: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Frames inside spans, bool [n_frames]."""
    mask = np.zeros(n_frames, np.bool_)
    for span in spans:
        mask[round(span.start / HOP_SECONDS) : round(span.end / HOP_SECONDS)] = True
    return mask


def _warnings(
    channel: int, activity: Activity, spans: tuple[Span, ...], everyone: tuple[Span, ...], ratio: float | None
) -> list[str]:
    """What the report says about one channel."""
    name = f"channel {channel + 1}"
    if ratio is None:
        return [f"{name}: no speech found"]
    warnings = []
    if ratio < NOISY_DB:
        warnings.append(f"{name}: very noisy, speech only {ratio:.0f} dB above the noise; times are less sure")
    levels = decibels(smoothed(activity.bands).sum(axis=1))
    loud = levels > speech_level(activity.bands) - LOUD_OTHER_DB
    loud_spans = (Span(first * HOP_SECONDS, last * HOP_SECONDS) for first, last in stretches(loud))
    apart = (Span(span.start - ROOM_SECONDS, span.end + ROOM_SECONDS) for span in everyone)
    other = subtract(merge(loud_spans, gap=ROOM_SECONDS), apart)
    for stretch in merge(other, gap=LOUD_OTHER_GAP):
        if stretch.duration >= LOUD_OTHER_SECONDS:
            where = f"{stretch.start:.0f}-{stretch.end:.0f} s"
            warnings.append(
                f"{name}: loud sound without speech at {where} (ringing, music or noise), not counted as speech"
            )
    return warnings
