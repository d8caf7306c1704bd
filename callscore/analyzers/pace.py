"""Whether the agent was easy to follow by ear: stretches spoken too fast, sentences too long."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.conversation import Conversation, Role, TimingSource
from callscore.dialogue.answered import with_an_agent
from callscore.dialogue.sentences import sentences_in
from callscore.evidence import abstain, moment
from callscore.findings import Finding, Metric
from callscore.turn_taking.backchannels import words_of

__all__ = ["pace"]

UNITS = {"pace_fast_share": "share", "long_sentences": "count"}

FAST_WPM = 210.0
"""Words a minute from which a stretch is too fast to follow: 110-180 is the band of a whole call (definitions), and
single turns run faster than a call's mean."""

STRETCH_SECONDS = 5.0
"""Seconds of a turn below which its pace says little."""

LONG_SENTENCE = 45
"""Words from which a spoken sentence is too long to be kept in mind (a judgement; written ones are long from 25)."""

PUNCTUATED = 0.5
"""Share of the agent's longer turns that must have a sentence mark inside or at the end for sentences to be judged."""

SHOWN = 3


@with_an_agent(UNITS)
def pace(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`pace_fast_share`: share of the agent's speech at 210 words a minute and more; `long_sentences`.

    Words a minute over the whole call are ``agent_pace_wpm``. Turn times alone, or rough ones, don't show a pace.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-6 agent: " + "so I can see the invoice from March is still open here " * 4)
    >>> {item.name: item.value for item in pace(call) if isinstance(item, Metric)}["pace_fast_share"]
    1.0
    """
    yield from _fast(conversation)
    yield from _long(conversation)


def _fast(conversation: Conversation) -> Iterator[Finding | Metric]:
    if conversation.timing_source in (TimingSource.NONE, TimingSource.TURNS) or conversation.quality.rough_times:
        yield from abstain({"pace_fast_share": "share"}, "the times are not fine enough to show a pace")
        return
    timed = [
        (index, span, len(words_of(turn.text)))
        for index, turn in conversation.turns_of(Role.AGENT)
        if (span := turn.span) is not None and span.duration >= STRETCH_SECONDS and turn.text
    ]
    seconds = sum(span.duration for _, span, _ in timed)
    if not timed:
        yield from abstain({"pace_fast_share": "share"}, f"no turn of the agent's lasts {STRETCH_SECONDS:.0f} s")
        return
    fast = [
        (60 * words / span.duration, index, span)
        for index, span, words in timed
        if 60 * words / span.duration >= FAST_WPM
    ]
    share = sum(span.duration for _, _, span in fast) / seconds
    yield Metric("pace_fast_share", share, "share", base=seconds, confidence=conversation.timing_confidence)
    for wpm, index, _ in sorted(fast, reverse=True)[:SHOWN]:
        why = f"{wpm:.0f} words a minute here; 110 to 180 are easy to follow."
        instead = "Slow down at figures and dates, and pause after each."
        yield moment(
            conversation,
            "pace",
            "pace.fast",
            index,
            why,
            confidence=conversation.timing_confidence,
            severity=1,
            instead=instead,
        )


def _long(conversation: Conversation) -> Iterator[Finding | Metric]:
    texts = [turn.text for _, turn in conversation.turns_of(Role.AGENT) if len(turn.text.split()) >= 8]
    marked = sum(any(mark in text for mark in ".?!") for text in texts)
    if not texts or marked < PUNCTUATED * len(texts):
        yield from abstain({"long_sentences": "count"}, "the transcript has no sentence marks")
        return
    found = [
        (words, index, chars)
        for index, turn in conversation.turns_of(Role.AGENT)
        for chars in sentences_in(turn.text)
        if (words := len(turn.text[slice(*chars)].split())) >= LONG_SENTENCE
    ]
    yield Metric("long_sentences", float(len(found)), "count", base=float(len(texts)))
    for words, index, chars in sorted(found, reverse=True)[:SHOWN]:
        why = f"{words} words in one sentence: too long to be kept in mind by ear."
        yield moment(
            conversation,
            "pace",
            "pace.long_sentence",
            index,
            why,
            chars=chars,
            confidence=0.7,
            severity=1,
            instead="Stop after each fact; one sentence, one thing.",
        )
