"""How much of the talking the agent does: talk share, the longest monologue, and pace."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from callscore.certainty import share_certainty
from callscore.conversation import Conversation, Role, TimingSource
from callscore.findings import Finding, Metric
from callscore.spans import Span, intersect, total
from callscore.turn_taking.backchannels import words_of
from callscore.turn_taking.floor import floor_spans
from callscore.turn_taking.whole_turns import whole_turns
from callscore.wording import in_words

__all__ = ["talk"]

TALK_SHARE_FULL = 0.55
"""Agent talk share up to which a call is in the usual band of 0.35-0.55 (definitions)."""

SHOWN = 3
"""Stretches shown as evidence, the longest."""

STRETCH_MIN = 10.0
"""Seconds from which an agent stretch is shown as evidence of a high talk share."""

TALK_SHARE_HIGH = 0.65
"""Agent talk share above which the report warns (sales calls average 0.65-0.75 [Gong]; not proof for collections)."""

MONOLOGUE_WARN = 30.0
"""Seconds of agent speech without the customer taking the floor that are worth a remark (definitions)."""

MONOLOGUE_FLAG = 45.0
"""Seconds from which a monologue is a plain fault (definitions)."""

MONOLOGUE_PAUSE = 3.0
"""Own pauses up to this many seconds don't end a monologue (definitions)."""

PACE_MIN_SPEECH = 15.0
"""Seconds of speech below which words per minute are not judged (definitions)."""


def talk(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Talk share of the agent, of speech and of the call; the longest monologue; pace of both parties.

    Without times every metric is None: a text doesn't show how long anybody spoke.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-6 agent: I am calling about the March invoice", "6-10 customer: yes I have it here")
    >>> round({m.name: m.value for m in talk(call) if isinstance(m, Metric)}["agent_talk_share"], 3)
    0.6
    """
    agent, customer = conversation.speech(Role.AGENT), conversation.speech(Role.CUSTOMER)
    agent_seconds, customer_seconds = total(agent), total(customer)
    speech = agent_seconds + customer_seconds
    confidence = conversation.timing_confidence
    if speech <= 0:
        untimed = conversation.timing_source is TimingSource.NONE
        reason = "the transcript has no times" if untimed else "nobody was heard to speak"
        for name in ("agent_talk_share", "agent_talk_share_of_call"):
            yield Metric(name, None, "share", reason=reason)
        for name in ("agent_speech", "customer_speech", "overlap", "longest_monologue"):
            yield Metric(name, None, "s", reason=reason)
        return
    one_sided = agent_seconds == 0 or customer_seconds == 0
    sure = share_certainty(conversation)
    yield Metric(
        "agent_talk_share",
        None if one_sided else agent_seconds / speech,
        "share",
        base=speech,
        confidence=sure,
        reason="only one party was heard" if one_sided else "",
    )
    if conversation.duration:
        yield Metric(
            "agent_talk_share_of_call",
            agent_seconds / conversation.duration,
            "share",
            base=conversation.duration,
            confidence=confidence if sure is None else sure,
        )
    yield Metric("agent_speech", agent_seconds, "s", confidence=confidence)
    yield Metric("customer_speech", customer_seconds, "s", confidence=confidence)
    yield Metric("overlap", total(intersect(agent, customer)), "s", base=speech, confidence=confidence)
    taken = floor_spans(whole_turns(conversation).conversation, Role.CUSTOMER)
    stretches = sorted(monologues(agent, taken), key=lambda span: -span.duration)
    if not one_sided and agent_seconds / speech > TALK_SHARE_FULL:
        yield from _stretches(conversation, stretches, agent_seconds / speech)
    yield from _monologue(conversation, stretches)
    yield from _pace(conversation, confidence)


def monologues(agent: tuple[Span, ...], customer: tuple[Span, ...]) -> tuple[Span, ...]:
    """Stretches of agent speech that the customer doesn't take the floor in; own pauses up to 3 s lie inside.

    Parameters
    ----------
    agent
        Speech of the agent, merged and in order.
    customer
        Speech of the customer that takes the floor (backchannels left out), merged and in order.
    """
    starts = [span.start for span in customer]
    stretches: list[Span] = []
    for span in agent:
        if stretches:
            last = stretches[-1]
            taken = bisect_right(starts, span.start) > bisect_right(starts, last.start)
            if span.start - last.end <= MONOLOGUE_PAUSE and not taken:
                stretches[-1] = Span(last.start, max(last.end, span.end))
                continue
        stretches.append(span)
    return tuple(stretches)


def _stretches(conversation: Conversation, stretches: Sequence[Span], share: float) -> Iterator[Finding]:
    """The three longest agent stretches of a call in which the agent does most of the talking."""
    for stretch in stretches[:SHOWN]:
        if stretch.duration < STRETCH_MIN:
            break
        yield _finding(
            conversation,
            stretch,
            criterion="talk_share",
            rule="longest_stretch",
            why=f"One of the longest agent stretches ({stretch.duration:.0f} s) of a call in which the agent talks "
            f"{in_words(share, 'share')} of the time.",
            severity=2 if share > TALK_SHARE_HIGH else 1,
            instead="Hand over after one point: “How does that look from your side?”",
        )


def _monologue(conversation: Conversation, stretches: Sequence[Span]) -> Iterator[Finding | Metric]:
    """The longest monologue, and those that are worth a remark."""
    if not stretches:
        yield Metric("longest_monologue", None, "s", reason="the agent was not heard")
        return
    yield Metric("longest_monologue", stretches[0].duration, "s", confidence=conversation.timing_confidence)
    for stretch in stretches[:SHOWN]:
        if stretch.duration < MONOLOGUE_WARN:
            break
        yield _finding(
            conversation,
            stretch,
            criterion="longest_monologue",
            rule="monologue",
            why=f"{stretch.duration:.0f} s without the customer getting a word in: what is told in one piece is not "
            "heard.",
            severity=2 if stretch.duration >= MONOLOGUE_FLAG else 1,
            instead="Say one thing, then ask: “Does that match what you have?”",
        )


def _finding(
    conversation: Conversation, stretch: Span, *, criterion: str, rule: str, why: str, severity: int, instead: str
) -> Finding:
    """A finding about a stretch of agent speech."""
    return Finding(
        criterion,
        rule,
        Role.AGENT,
        conversation.turn_at(Role.AGENT, stretch.start),
        conversation.quote(Role.AGENT, stretch),
        why,
        stretch.start,
        stretch.end,
        conversation.timing_confidence,
        severity,
        instead,
    )


def _pace(conversation: Conversation, confidence: float) -> Iterator[Metric]:
    for role in (Role.AGENT, Role.CUSTOMER):
        name = f"{role.value}_pace_wpm"
        seconds = total(conversation.speech(role))
        words = sum(len(words_of(turn.text)) for _, turn in conversation.turns_of(role))
        if not words:
            yield Metric(name, None, "words/min", reason="no words are known")
        elif seconds < PACE_MIN_SPEECH:
            yield Metric(name, None, "words/min", base=seconds / 60, reason=f"under {PACE_MIN_SPEECH:.0f} s of speech")
        else:
            yield Metric(name, words / (seconds / 60), "words/min", base=seconds / 60, confidence=confidence)
