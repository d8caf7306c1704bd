"""How far timing numbers can be trusted: the jitter of edges and the doubt about voices, carried into each number."""

from __future__ import annotations

from math import erf, sqrt

from callscore.conversation import Conversation, Layout, Role, TimingSource, Turn
from callscore.spans import total

__all__ = [
    "beyond",
    "edge_jitter",
    "interval_certainty",
    "onset_certainty",
    "overlap_certainty",
    "share_certainty",
    "share_margin",
]

JITTER = {TimingSource.AUDIO: 0.05, TimingSource.WORDS: 0.1, TimingSource.TURNS: 0.4, TimingSource.NONE: 1.0}
"""Seconds: standard deviation of where speech is found to begin or end. Audio as measured on rendered calls;
recognisers' word times err by about 0.1 s; turn times of vendors hold pauses and roundings."""

DIARIZED_JITTER = 0.15
"""The same where voices share a channel: changes of voice in running speech are found to about that."""

NOISY_DB = 15.0
NOISE_JITTER = 0.02
"""Seconds of jitter added for each dB of speech over noise below 15 dB, where weak onsets and endings drown."""

NOISY_SHARE_DB = 10.5
NOISY_SHARE = 0.02
NOISY_SHARE_MOST = 0.15
"""Margin of a talk share added for each dB of speech over noise below 10.5 dB, and at most: among the voices of an
office one party's speech drowns before the other's. On 12 rendered two-channel calls shares were 1 point off at 9 dB, 6
at 6.6 dB, and up to 23 at 4 dB and below."""

CONFUSED_SHARE = 0.2
"""Share of the speech that may lie with the wrong voice where a diarization has no confidence at all."""

ROUGH_MARGIN = 0.15
"""Margin of a talk share on times that look invented or rounded."""

SHARE_TOLERANCE = 0.05
"""Error of a talk share up to which a reader would judge the same: five points, a quarter of the usual band."""

WAIT_TOLERANCE = 0.2
"""Seconds of error of a response time up to which a reader would judge the same: the usual gap between turns."""

DIARIZED_OVERLAPS = 0.8
"""Factor where voices share a channel: of interruptions with an overlap, eight in ten were seen on rendered calls."""

ESTIMATED_ONSETS = 0.85
"""Factor where questions inside turns are placed by their share of the text, as words have no times."""


def edge_jitter(conversation: Conversation) -> float:
    """Standard deviation in seconds of where a stretch of speech is found to begin or end.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> edge_jitter(make_call("0-2 agent: hello", "3-4 customer: hi"))
    0.1
    """
    quality = conversation.quality
    jitter = JITTER[TimingSource.TURNS if quality.rough_times else conversation.timing_source]
    if conversation.timing_source is TimingSource.AUDIO:
        if quality.layout in (Layout.MONO, Layout.MONO_AS_STEREO):
            jitter = DIARIZED_JITTER
        if quality.snr_db is not None:
            jitter += NOISE_JITTER * max(0.0, NOISY_DB - quality.snr_db)
    return jitter


def share_margin(conversation: Conversation) -> float | None:
    """Standard error of the agent's talk share (0-1), None when nobody or only one party was heard.

    Each edge of speech errs by the jitter on its own, so their sum errs by the root of their number; a diarization that
    isn't sure may give speech to the wrong voice besides.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> round(share_margin(make_call("0-20 agent: hello", "30-50 customer: hi")), 4)
    0.0025
    """
    agent, customer = conversation.speech(Role.AGENT), conversation.speech(Role.CUSTOMER)
    ours, theirs = total(agent), total(customer)
    if not ours or not theirs:
        return None
    jitter, share = edge_jitter(conversation), ours / (ours + theirs)
    edges = jitter * sqrt(2 * (len(agent) * (1 - share) ** 2 + len(customer) * share**2)) / (ours + theirs)
    diarization = conversation.quality.diarization_confidence
    confused = 0.0 if diarization is None else CONFUSED_SHARE * (1 - diarization)
    rough = ROUGH_MARGIN if conversation.quality.rough_times else 0.0
    return sqrt(edges**2 + confused**2 + rough**2 + _drowned(conversation) ** 2)


def _drowned(conversation: Conversation) -> float:
    """Standard error of the talk share (0-1) from speech that noise hides."""
    snr = conversation.quality.snr_db
    if snr is None or conversation.timing_source is not TimingSource.AUDIO:
        return 0.0
    return min(NOISY_SHARE_MOST, max(0.0, NOISY_SHARE * (NOISY_SHARE_DB - snr)))


def share_certainty(conversation: Conversation) -> float | None:
    """How surely (0-1) the talk share lies within five points of the true one; None when it can't be told at all."""
    margin = share_margin(conversation)
    if margin is None:
        return None
    within = _within(SHARE_TOLERANCE, margin)
    return min(within, conversation.timing_confidence)


def beyond(seconds: float, threshold: float, conversation: Conversation) -> float:
    """How surely (0-1) a duration measured as `seconds` is longer than `threshold`, both its edges being uncertain.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-2 agent: hello", "3-4 customer: hi")
    >>> beyond(0.5, 0.5, call), round(beyond(2.0, 0.5, call), 2)
    (0.5, 1.0)
    """
    spread = sqrt(2) * edge_jitter(conversation)
    return 0.5 * (1 + erf((seconds - threshold) / (sqrt(2) * spread)))


def overlap_certainty(conversation: Conversation) -> float:
    """How surely (0-1) counts of overlapping events can be told: voices on one channel hide some of their overlaps."""
    diarized = conversation.timing_source is TimingSource.AUDIO and conversation.quality.layout in (
        Layout.MONO,
        Layout.MONO_AS_STEREO,
    )
    return conversation.timing_confidence * (DIARIZED_OVERLAPS if diarized else 1.0)


def interval_certainty(conversation: Conversation, count: int) -> float:
    """How surely (0-1) the median of `count` pauses lies within 0.2 s of the true one."""
    spread = sqrt(2) * edge_jitter(conversation) * 1.25 / sqrt(max(1, count))  # 1.25: median against mean
    return min(conversation.timing_confidence, _within(WAIT_TOLERANCE, spread))


def onset_certainty(conversation: Conversation, turns: tuple[Turn, ...]) -> float:
    """How surely (0-1) onsets inside these turns are placed: less where words have no times of their own."""
    timed = all(turn.words_timed for turn in turns)
    return conversation.timing_confidence * (1.0 if timed else ESTIMATED_ONSETS)


def _within(tolerance: float, spread: float) -> float:
    """Share of a normal error of this standard deviation that stays within the tolerance."""
    return erf(tolerance / (sqrt(2) * spread)) if spread > 0 else 1.0
