"""Who cuts in: interruptions by either party, told from backchannels, terminal and cooperative overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callscore.certainty import overlap_certainty
from callscore.conversation import Conversation, Role
from callscore.findings import Finding, Metric
from callscore.spans import total
from callscore.turn_taking.backchannels import backchannels
from callscore.turn_taking.cutting_in import CutIn, cut_ins
from callscore.turn_taking.whole_turns import whole_turns

__all__ = ["CutIn", "cut_ins", "interruptions"]

MIN_CUSTOMER_MINUTES = 1.0
"""A rate is taken over at least this many minutes of customer speech, so that one cut-in of a short call isn't two."""


def interruptions(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Interruptions by the agent (counted against it) and by the customer (reported only), and backchannels.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-5 customer: I was going to pay on the first but my", "4.6-8 agent: when will you pay this")
    >>> next(m.value for m in interruptions(call) if m.name == "interruptions")
    1
    """
    reason = _unknown(conversation)
    if reason:
        for name, unit in UNITS.items():
            yield Metric(name, None, unit, reason=reason)
        return
    found = cut_ins(conversation)
    by_agent = [cut for cut in found if cut.is_interruption and cut.role is Role.AGENT]
    by_customer = [cut for cut in found if cut.is_interruption and cut.role is Role.CUSTOMER]
    confidence = _certainty(conversation, [*by_agent, *by_customer])
    whole = whole_turns(conversation).conversation
    listening = sum(1 for index in backchannels(whole) if whole.turns[index].role is Role.AGENT)
    minutes = total(conversation.speech(Role.CUSTOMER)) / 60
    yield Metric("interruptions", len(by_agent), "count", base=minutes or None, confidence=confidence)
    yield Metric("customer_interruptions", len(by_customer), "count", confidence=confidence)
    yield Metric("backchannels", listening, "count", confidence=overlap_certainty(conversation))
    yield _rate(conversation, len(by_agent), confidence)
    for cut in (*by_agent, *by_customer):
        yield _finding(conversation, cut)


UNITS = {
    "interruptions": "count",
    "customer_interruptions": "count",
    "backchannels": "count",
    "interruption_rate": "per customer minute",
}


def _unknown(conversation: Conversation) -> str:
    """Why interruptions can't be told; empty when they can."""
    if not any(turn.span is not None for turn in conversation.turns):
        return "the transcript has no times"
    if not any(turn.text for turn in conversation.turns):
        return "no words are known, and a listening noise can't be told from an interruption by its length"
    return ""


def _certainty(conversation: Conversation, found: Sequence[CutIn]) -> float:
    """How surely a count of interruptions is right: that of its events, as far as overlaps can be told at all."""
    seen = overlap_certainty(conversation)
    return min(seen, sum(cut.confidence for cut in found) / len(found)) if found else seen


def _rate(conversation: Conversation, count: int, confidence: float) -> Metric:
    """Interruptions by the agent per minute of customer speech; less than a minute counts as one."""
    seconds = total(conversation.speech(Role.CUSTOMER))
    if seconds <= 0:
        return Metric("interruption_rate", None, UNITS["interruption_rate"], reason="the customer was not heard")
    minutes = max(seconds / 60, MIN_CUSTOMER_MINUTES)
    length = f"{seconds:.0f} s" if seconds < 60 else f"{seconds / 60:.1f} min"
    times = {0: "not once", 1: "once"}.get(count, f"{count} times")
    return Metric(
        "interruption_rate",
        count / minutes,
        UNITS["interruption_rate"],
        base=minutes,
        confidence=confidence,
        reason=f"{times} in {length} of customer speech",
    )


def _finding(conversation: Conversation, cut: CutIn) -> Finding:
    turn = conversation.turns[cut.turn]
    overlap = cut.end - cut.start
    who, whom = ("The agent", "the customer") if cut.role is Role.AGENT else ("The customer", "the agent")
    ending = {
        "successful": f"{whom} broke off at “… {cut.cut_off}”",
        "attempted": f"{whom} talked on and finished",
        "cut_in": f"{whom} had not finished: “… {cut.cut_off}”",
    }[cut.kind]
    over = f"with {overlap:.1f} s of overlap" if overlap > 0 else "without a pause"
    severity = 0
    if cut.role is Role.AGENT:
        severity = 2 if cut.kind == "successful" and not cut.repaired else 1
    repair = " The agent gave the floor back." if cut.repaired and cut.role is Role.AGENT else ""
    return Finding(
        "interruptions",
        cut.kind,
        cut.role,
        cut.turn,
        turn.text if len(turn.text) <= 160 else turn.text[:159].rsplit(" ", 1)[0] + " …",
        f"{who} cut in {over}; {ending}.{repair}",
        cut.start,
        turn.end,
        cut.confidence,
        severity,
        "Let the sentence end, count to two, then answer what was said: “You were telling me about …; go on.”"
        if cut.role is Role.AGENT
        else None,
    )
