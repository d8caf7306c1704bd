"""From frames to spans: where a channel holds speech, to the frame, given its band powers and speech probability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from callscore.audio.frames import HOP, HOP_SECONDS, WINDOW, decibels, speech_level
from callscore.spans import Span, merge

__all__ = ["Activity", "SpeechOptions", "local_level", "noise_floor", "smoothed", "speech_spans", "stretches"]

Frames = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

NEAR_SPEECH_SECONDS = 0.3
"""Seconds around speech that are left out of the noise floor: reverberation, and what Silero hears late."""

LEAST_NOISE_FRAMES = 25
"""Frames (0.2 s) outside speech that make a noise floor; with fewer, the quietest tenth of all frames stands for it."""

NOISE_RANGE_DB = 10.0
"""dB between the lowest tenth and the median of frames outside speech that still are one noise (steady noise: 3-4 dB);
beyond it ringing, music or a passing car is in the upper half, and the noise is what lies under them."""

AUDIBLE = 1e-10
"""Power, full scale 1.0 (-100 dB), that the noise is at least taken for: digital silence is no measure of anything."""

QUIETEST_DB = 42.0
"""dB below the loud frames of a channel under which nothing counts as speech: the weakest fricatives lie 30-40 dB below
the strongest vowels, decaying rooms and a recorder's noise gate go on below that."""

BACKGROUND_SECONDS = 0.5
"""Seconds over which the level is averaged to find stretches in which the party itself is silent."""

BACKGROUND_BELOW_DB = 12.0
"""dB below the loud frames under which that average must lie in such a stretch."""

BACKGROUND_MARGIN_DB = 2.0
"""dB above the 90th percentile of such stretches from which a frame can be the party's own."""

SOFTEST_DB = 18.0
"""dB below the loud frames: what lies above is never taken for background."""

USUAL_DEPTH_DB = 30.0
"""dB below the loud frames down to which a party must be heard for its pauses to be measured as long as they are."""

PAUSE_PER_DB = 0.005
"""Seconds by which pauses are measured longer for each dB less of that, and shorter for each dB more: soft endings and
onsets lie under the noise. On rendered calls speech came out best with pauses of 0.26 s bridged at 40 dB, of 0.30 s at
30 dB, of 0.38 s at 15 dB."""

DEPTHS_DB = (15.0, 37.0)
"""dB below the loud frames between which pauses are corrected."""

ONE_BAND_DB = 4.0
"""dB by which one band alone must pass the margin above its noise: of seven bands of noise the highest lies about that
far above their mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechOptions:
    """How voice activity becomes spans. Tuned on synthesised phone-band calls with exact truth, where figures are flat
    around these values: probabilities ±0.1, noise margin ±1 dB and reach ±0.1 s each move diarization error by under
    half a point.
    """

    onset_probability: float = 0.4
    """Silero probability 0-1 that a stretch of speech must reach."""
    offset_probability: float = 0.3
    """Silero probability 0-1 that it must keep."""
    longest_pause: float = 0.3
    """Seconds of silence that still belong to the speech around it (definitions: gaps up to 0.3 s are bridged). On a
    channel of one party it is corrected for the soft edges that its noise hides."""
    shortest_speech: float = 0.1
    """Seconds; anything shorter is a click or a breath."""
    noise_margin_db: float = 4.5
    """dB above the channel's noise from which a frame can be speech."""
    reach: float = 0.2
    """Seconds by which the level may move an edge outward from where Silero puts it: weak onsets and endings."""


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """One channel as frames of 8 ms."""

    bands: Frames
    """Mean-square power, float32 [n_frames, n_bands]."""
    probability: Frames
    """Silero's probability of speech, float32 [n_frames], each window's value on its four frames."""

    @classmethod
    def of(cls, bands: Frames, windows: Frames) -> Activity:
        """Frames from band powers [n_frames, n_bands] and window probabilities [n_windows], four frames a window."""
        spread = np.repeat(windows, WINDOW // HOP)[: len(bands)]
        return cls(bands, np.pad(spread, (0, len(bands) - len(spread))))


def speech_spans(
    activity: Activity, *, options: SpeechOptions, duration: float, own: Mask | None = None
) -> tuple[Span, ...]:
    """Spans of speech: near where Silero hears a voice, the frames that stand above the noise.

    Silero decides what is a voice, on windows of 32 ms and a little late; the level decides where it begins and ends.

    Parameters
    ----------
    activity
        The channel.
    options
        Thresholds.
    duration
        Length of the recording in seconds; no span ends later.
    own
        bool [n_frames]: frames that are the channel's own sound rather than the other party's leakage. None for a
        channel that may hold several parties: then no softer voice is taken for the background of a louder one.

    Examples
    --------
    >>> bands = np.full((500, 7), 1e-8, np.float32)
    >>> bands[125:250] = 1e-3
    >>> heard = np.zeros(500, np.float32)
    >>> heard[130:260] = 0.9
    >>> speech_spans(Activity(bands, heard), options=SpeechOptions(), duration=4.0)
    (Span(start=0.992, end=2.008),)
    """
    voiced = _hysteresis(activity.probability, options)
    if not voiced.any():
        return ()
    noise = noise_floor(activity.bands, voiced)
    loud = _above_noise(activity.bands, noise, options.noise_margin_db)
    level = decibels(smoothed(activity.bands).sum(axis=1))
    top = speech_level(activity.bands)
    loud &= level > top - QUIETEST_DB
    longest_pause = options.longest_pause
    if own is not None:  # one party on the channel: a much softer voice isn't the other party but the room
        background = _background(level, top)
        loud &= own & (level > background)
        depth = top - max(background, float(decibels(noise.sum())) + options.noise_margin_db)
        longest_pause += PAUSE_PER_DB * (USUAL_DEPTH_DB - float(np.clip(depth, *DEPTHS_DB)))
    reach = round(options.reach / HOP_SECONDS)
    pieces = (Span(a * HOP_SECONDS, b * HOP_SECONDS) for a, b in stretches(loud & _widened(voiced, reach)))
    kept = []
    for span in merge(pieces, gap=longest_pause):
        first, last = round(span.start / HOP_SECONDS), round(span.end / HOP_SECONDS)
        end = min(span.end, duration)
        if end - span.start >= options.shortest_speech and voiced[first:last].any():
            kept.append(Span(round(span.start, 3), round(end, 3)))
    return tuple(kept)


def noise_floor(bands: Frames, speech: Mask) -> Frames:
    """Median power per band outside speech, float32 [n_bands]; near its lowest tenth where that lies far below.

    Parameters
    ----------
    bands
        Power, float32 [n_frames, n_bands].
    speech
        bool [n_frames]: where anybody may speak.
    """
    quiet = bands[~_widened(speech, round(NEAR_SPEECH_SECONDS / HOP_SECONDS))]
    if len(quiet) < LEAST_NOISE_FRAMES:
        quiet = bands[np.argsort(bands.sum(axis=1))[: max(1, len(bands) // 10)]]
    lowest, middle = np.percentile(quiet, (10, 50), axis=0)
    floor: Frames = np.minimum(middle, lowest * 10 ** (NOISE_RANGE_DB / 10)).astype(np.float32)
    return np.maximum(floor, np.float32(AUDIBLE / bands.shape[1]))


def smoothed(bands: Frames) -> Frames:
    """Powers averaged over three frames (24 ms), float32 [n_frames, n_bands]."""
    result = bands.copy()
    result[1:-1] = (bands[:-2] + bands[1:-1] + bands[2:]) / 3
    return result


def local_level(powers: npt.NDArray[np.floating], seconds: float) -> Frames:
    """Level in dB averaged over `seconds` around each frame, float32 [n_frames], of powers [n_frames, n_bands]."""
    per = round(seconds / HOP_SECONDS)
    power = np.pad(powers.sum(axis=1, dtype=np.float64), (per // 2, per - per // 2))
    total = np.cumsum(power)
    return decibels((total[per:] - total[:-per]) / per)[: len(powers)]


def _hysteresis(probability: Frames, options: SpeechOptions) -> Mask:
    """Frames of the stretches that keep the offset probability and reach the onset probability somewhere."""
    mask = np.zeros(len(probability), np.bool_)
    for first, last in stretches(probability >= options.offset_probability):
        mask[first:last] = bool(probability[first:last].max() >= options.onset_probability)
    return mask


def _above_noise(bands: Frames, floor: Frames, margin_db: float) -> Mask:
    """Frames `margin_db` above the noise in all bands together, or a little more in one of them."""
    smooth = smoothed(bands)
    together = decibels(smooth.sum(axis=1)) - decibels(floor.sum())
    highest = (decibels(smooth) - decibels(floor)).max(axis=1)
    above: Mask = (together > margin_db) | (highest > margin_db + ONE_BAND_DB)
    return above


def _background(level: Frames, loud: float) -> float:
    """Level in dB that speech must pass on a channel with `level` [n_frames] in dB and loud frames at `loud` dB.

    The top of what is heard in long quiet stretches, whether it sounds like voices or not: an office full of colleagues
    is speech to Silero and not this party's. Never so high that the party's own soft speech would be lost.
    """
    around = local_level(10.0 ** (level[:, None] / 10), BACKGROUND_SECONDS)
    quiet = level[around < loud - BACKGROUND_BELOW_DB]
    top = float(np.percentile(quiet, 90)) + BACKGROUND_MARGIN_DB if len(quiet) >= LEAST_NOISE_FRAMES else -120.0
    return min(top, loud - SOFTEST_DB)


def stretches(mask: Mask) -> list[tuple[int, int]]:
    """``[first, last)`` indices of the stretches where `mask` is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _widened(mask: Mask, frames: int) -> Mask:
    """`mask` with every stretch `frames` longer at both ends."""
    wide = mask.copy()
    for first, last in stretches(mask):
        wide[max(0, first - frames) : last + frames] = True
    return wide
