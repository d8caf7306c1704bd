"""Whether the agent waits: response time after the customer, and dead air."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.certainty import interval_certainty
from callscore.conversation import Conversation, Role, TimingSource
from callscore.findings import Finding, Metric
from callscore.spans import gaps, merge
from callscore.turn_taking.backchannels import is_backchannel
from callscore.turn_taking.floor import exchanges
from callscore.turn_taking.whole_turns import whole_turns

__all__ = ["silence"]

SILENCE_MIN = 2.0
"""Seconds from which a gap of both parties is silence (definitions)."""

SILENCE_LONG = 10.0
"""Seconds from which silence is long (definitions)."""

SILENCE_HOLD = 30.0
"""Seconds from which silence is like a hold (definitions)."""

QUICK_RESPONSE = 0.2
"""Seconds; the human norm between turns (Heldner & Edlund 2010), so a share below it is counted, not punished."""

MIN_FLOOR_CHANGES = 5
"""Floor changes below which response time is not judged."""


def silence(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Silence of both parties, and how long the agent waits after the customer.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-2 agent: can you see it", "14-15 customer: yes I have it here")
    >>> {m.name: m.value for m in silence(call) if isinstance(m, Metric)}["longest_silence"]
    12.0
    """
    confidence = conversation.timing_confidence
    speech = merge(span for party in conversation.parties for span in party.speech)
    if not speech:
        reason = "the transcript has no times"
        yield Metric("silence", None, "s", reason=reason)
        yield Metric("longest_silence", None, "s", reason=reason)
        yield from _impatient(reason)
        return
    silences = gaps(speech, at_least=SILENCE_MIN)
    yield Metric(
        "silence", sum(gap.duration for gap in silences), "s", base=conversation.duration, confidence=confidence
    )
    yield Metric("longest_silence", max((gap.duration for gap in silences), default=0.0), "s", confidence=confidence)
    for gap in silences:
        if gap.duration >= SILENCE_LONG:
            yield _long_silence(conversation, gap.start, gap.end, confidence)
    yield from _patience(conversation)


def _long_silence(conversation: Conversation, start: float, end: float, confidence: float) -> Finding:
    before = max(
        (i for i, turn in enumerate(conversation.turns) if turn.start is not None and turn.start <= start), default=0
    )
    hold = end - start >= SILENCE_HOLD
    return Finding(
        "time_use",
        "hold" if hold else "long_silence",
        Role.OTHER,
        before,
        "",
        f"{end - start:.0f} s in which nobody speaks{': like a hold' if hold else ''}.",
        start,
        end,
        confidence,
        0,
    )


def _impatient(reason: str) -> Iterator[Metric]:
    """The waiting metrics where they can't be measured."""
    yield Metric("patience", None, "s", reason=reason)
    yield Metric("patience_10th_percentile", None, "s", reason=reason)
    yield Metric("quick_responses", None, "share", reason=reason)


def _patience(conversation: Conversation) -> Iterator[Metric]:
    if conversation.timing_source is TimingSource.TURNS:
        yield from _impatient("turn times are too rough to measure pauses on")
        return
    conversation = whole_turns(conversation).conversation
    waits = sorted(
        -exchange.overlap
        for exchange in exchanges(conversation)
        if conversation.turns[exchange.turn].role is Role.AGENT
        and not is_backchannel(conversation.turns[exchange.turn].text)
        and exchange.overlap > -SILENCE_LONG  # a longer gap is a hold or a look-up, not a wait
    )
    if len(waits) < MIN_FLOOR_CHANGES:
        yield from _impatient(f"fewer than {MIN_FLOOR_CHANGES} changes of floor")
        return
    confidence = interval_certainty(conversation, len(waits))
    middle = len(waits) // 2
    median = waits[middle] if len(waits) % 2 else (waits[middle - 1] + waits[middle]) / 2
    yield Metric("patience", median, "s", base=float(len(waits)), confidence=confidence)
    yield Metric(
        "patience_10th_percentile", waits[len(waits) // 10], "s", base=float(len(waits)), confidence=confidence
    )
    quick = sum(1 for wait in waits if wait < QUICK_RESPONSE)
    yield Metric("quick_responses", quick / len(waits), "share", base=float(len(waits)), confidence=confidence)
