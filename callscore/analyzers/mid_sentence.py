"""Whether the agent asks before the customer has finished: into the overlap, or right after a broken-off clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from callscore.certainty import overlap_certainty
from callscore.conversation import Conversation, Role, Turn
from callscore.dialogue.asking import Asked, asked_by_agent
from callscore.findings import Finding, Metric
from callscore.language.clauses import is_unfinished, unfinished_confidence
from callscore.spans import Span, total
from callscore.turn_taking.backchannels import is_backchannel, words_of
from callscore.turn_taking.cut_off import left_unfinished
from callscore.turn_taking.floor import TERMINAL_OVERLAP, Exchange, exchanges, words_before
from callscore.turn_taking.whole_turns import whole_turns

__all__ = ["question_mid_sentence"]

PAUSE_SECONDS = 1.0
"""Seconds of pause after an unfinished clause below which a question still comes mid-sentence (definitions)."""

ASKS_WITHIN_SECONDS = 5.0
"""Seconds after the cut-in in which its question must begin; later the agent holds the floor with something else. Of 20
such questions on rendered calls the last began after 3.6 s."""

HELD_WORDS = 2
"""Words that the customer must have said: a single word is no sentence to cut into."""

ECHO_WORDS = 3
"""Words up to which what sounds like a question may only take up what the customer was saying ..."""

ECHOED_WORDS = 12
"""... in the last so many words."""

OVERLAPPED = 0.8
"""Confidence for an overlap longer than a terminal one, however the sentence ends."""

PLAINLY_UNFINISHED = 0.7
"""Confidence of an unfinished clause that is asked for where nobody overlapped."""

AFTER_A_PAUSE = 0.8
"""Factor on that confidence where nobody overlapped."""

BROKEN_OFF = 0.9
"""Confidence of an unfinished clause that text alone must show where there are no times: a written dash."""


def question_mid_sentence(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Agent questions that begin before the customer has finished: overlapping, or right after an unfinished clause.

    Terminal overlaps of a complete turn, backchannels and mere echoes of the customer's words don't count. Without
    times the metric is None; an unfinished clause that the text itself shows (a dash, then the question) is still
    reported, with severity 0.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-5 customer: I was going to pay it but my", "4.5-7 agent: when are you going to pay")
    >>> next(m.value for m in question_mid_sentence(call) if isinstance(m, Metric))
    1
    """
    if not any(turn.span is not None for turn in conversation.turns):
        yield Metric("question_mid_sentence", None, "count", reason="the transcript has no times")
        yield from _broken_off_in_text(conversation)
        return
    origin = whole_turns(conversation)
    conversation = origin.conversation
    by_turn: dict[int, list[Asked]] = {}
    for asked in asked_by_agent(conversation):
        if asked.question.kind != "backchannel":
            by_turn.setdefault(asked.turn, []).append(asked)
    speech = conversation.speech(Role.CUSTOMER)
    found: list[Finding] = []
    for exchange in exchanges(conversation):
        turn = conversation.turns[exchange.turn]
        if turn.role is not Role.AGENT or turn.start is None or exchange.turn not in by_turn:
            continue
        soon = [
            asked
            for asked in by_turn[exchange.turn]
            if (asked.start is None or asked.start - turn.start <= ASKS_WITHIN_SECONDS)
            and not _only_echoes(asked, turn, conversation.turns[exchange.other])
        ]
        sure = _cut(conversation, exchange, turn.start, speech)
        if soon and sure > 0:
            finding = _cut_finding(conversation, exchange, soon[0], sure * conversation.timing_confidence)
            found.append(replace(finding, turn=origin.first(finding.turn)))
    minutes = total(speech) / 60
    yield Metric(
        "question_mid_sentence", len(found), "count", base=minutes or None, confidence=_certainty(conversation, found)
    )
    yield from found


def _certainty(conversation: Conversation, found: Sequence[Finding]) -> float:
    """How surely the count is right: that of its findings, as far as overlaps can be told at all."""
    seen = overlap_certainty(conversation)
    return min([seen, sum(item.confidence for item in found) / len(found)]) if found else seen


def _cut(conversation: Conversation, exchange: Exchange, start: float, speech: Sequence[Span]) -> float:
    """How surely the customer's turn was unfinished when the agent began at `start`, 0-1; 0.0 when it wasn't."""
    holder = conversation.turns[exchange.other]
    if words_before(holder, start) < HELD_WORDS or is_backchannel(holder.text):
        return 0.0
    silence = _silence_before(start, speech)
    if silence is not None and silence >= PAUSE_SECONDS:
        return 0.0
    unfinished = left_unfinished(conversation, exchange)
    if exchange.overlap > TERMINAL_OVERLAP:
        return max(OVERLAPPED, unfinished)
    if exchange.overlap > 0:
        return unfinished
    plain = unfinished >= PLAINLY_UNFINISHED and -exchange.overlap < PAUSE_SECONDS
    return AFTER_A_PAUSE * unfinished if plain else 0.0


def _only_echoes(asked: Asked, turn: Turn, holder: Turn) -> bool:
    """Whether the agent takes up a word of the customer's and talks on, awaiting no answer: "Fifty? Don't be silly."""
    taken_up = words_of(asked.question.text)
    echoes = len(taken_up) <= ECHO_WORDS and set(words_of(holder.text)[-ECHOED_WORDS:]).issuperset(taken_up)
    return echoes and bool(words_of(turn.text[asked.question.last :]))


def _silence_before(time: float, speech: Sequence[Span]) -> float | None:
    """Seconds since a party's speech ended; 0.0 while it speaks, None when it hasn't spoken yet."""
    index = bisect_right(speech, time, key=lambda span: span.start) - 1
    return max(0.0, time - speech[index].end) if index >= 0 else None


def _cut_finding(conversation: Conversation, exchange: Exchange, asked: Asked, confidence: float) -> Finding:
    holder = conversation.turns[exchange.other]
    cut_off = " ".join(holder.text.split()[-8:])
    overlap = exchange.overlap
    how = (
        f"{overlap:.1f} s before the customer stopped" if overlap > 0 else f"{-overlap:.1f} s after a broken-off clause"
    )
    return Finding(
        "question_mid_sentence",
        "overlap" if overlap > 0 else "pause",
        Role.AGENT,
        asked.turn,
        asked.question.text,
        f"The question came {how}; the customer was saying “… {cut_off}”.",
        asked.start,
        asked.end,
        round(confidence, 2),
        2 if overlap > 0 and is_unfinished(holder.text) else 1,
        "Let the sentence end and count to two; then take it up before asking: “You were saying … . Thank you. "
        + _as_sentence(asked.question.text)
        + "”",
    )


def _as_sentence(text: str) -> str:
    """The question as one would write it, shortened where it runs on."""
    words = text.strip(" ,.?!—–-").split()
    shown = " ".join(words[:14]) + (" …" if len(words) > 14 else "")
    return f"{shown[:1].upper()}{shown[1:]}?"


def _broken_off_in_text(conversation: Conversation) -> Iterator[Finding]:
    """Questions right after a customer line that its writer ended with a dash: shown, but not held against anybody."""
    for asked in asked_by_agent(conversation):
        previous = conversation.turns[asked.turn - 1] if asked.turn else None
        if previous is None or previous.role is not Role.CUSTOMER or asked.question.kind == "backchannel":
            continue
        confidence = unfinished_confidence(previous.text)
        if confidence >= BROKEN_OFF and not conversation.turns[asked.turn].text[: asked.question.first].strip(" ,.—-"):
            cut_off = " ".join(previous.text.split()[-8:])
            why = (
                f"The transcript shows the customer broken off at “… {cut_off}” before this question; it has no times."
            )
            yield Finding(
                "question_mid_sentence",
                "text",
                Role.CUSTOMER,
                asked.turn - 1,
                f"… {cut_off}",
                why,
                previous.start,
                previous.end,
                round(confidence / 2, 2),
            )
