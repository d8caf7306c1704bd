"""Whether the agent came with the facts: figures, dates and references cited early, or looked for during the call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_an_agent, with_the_right_person
from callscore.dialogue.on_the_line import on_the_line
from callscore.evidence import fault, first_of_turns, moment
from callscore.findings import Finding, Metric
from callscore.language.phrasing import hits
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["preparation"]

UNITS = {"facts_cited": "count", "unprepared": "count"}

FACT_TURNS = 6
"""Agent turns from the one that first speaks of the account in which its facts are expected."""

SLIP_SURE = 0.7
"""Confidence of a slip: below it two of three were none, and good calls have such lines, too (86 labelled calls)."""

LONG_LOOK_UP = 10.0
"""Seconds of waiting after "bear with me" from which the wait is named (definitions: silence is long from 10 s)."""

HOLD = 30.0
"""Seconds from which it is like a hold (definitions), and a fault of its own."""

RULES = {"amount": "fact.amount", "age": "fact.age", "reference": "fact.reference", "subject": "fact.subject"}

_SUBJECT = re.compile(
    r"\b(?:invoices?|instal?lments?|statement|rent|council tax|loan|fees for|credit card|visit|surgery|operation|"
    r"stay in|"
    r"water account|energy|electricity|gas|phone|mobile|car|truck|hilux|tucson|hire|order|delivery|contract|lease|"
    r"policy|"
    r"account for (?:the|your)|balance (?:for|on|from)|bill (?:for|from|of))\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:fell due|was due|were due|due on|due (?:since|from)|overdue|past due|days? (?:late|over|past)|"
    r"weeks? (?:late|over|past|overdue)|"
    r"months? (?:late|over|past|behind)|(?:last|latest) payment|came back|since (?:january|february|march|april|may|"
    r"june|july|august|"
    r"september|october|november|december)|from (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december))\b",
    re.IGNORECASE,
)
_LOOKS_UP = re.compile(
    r"\b(?:bear with me|hold on|hang on|one (?:second|moment|sec|minute)|just a (?:second|moment|minute|sec)|"
    r"give me a (?:second|moment|minute|sec)|"
    r"let me (?:pull|look|find|get|see|bring)|wait a (?:second|moment|minute)|put you on hold)\b",
    re.IGNORECASE,
)


@with_an_agent(UNITS)
def preparation(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`facts_cited`: how many of amount, age, reference and subject come with the account; `unprepared`: slips.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: I'm calling about invoice 4411, £480, which fell due on the 3rd of June.")
    >>> {item.name: item.value for item in preparation(call) if isinstance(item, Metric)}["facts_cited"]
    4.0
    """
    yield from _facts(conversation)
    yield from _unprepared(conversation)


@with_the_right_person({"facts_cited": "count"}, "so the account's facts were not due")
def _facts(conversation: Conversation) -> Iterator[Finding | Metric]:
    line = on_the_line(conversation)
    found: dict[str, Finding] = {}
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    about = next((i for i in order if line.account == i or _SUBJECT.search(conversation.turns[i].text)), None)
    if about is None:
        yield Metric("facts_cited", 0.0, "count", reason="the account was never spoken of")
        return
    for index in [i for i in order if i >= about][:FACT_TURNS]:
        for kind, chars in _facts_of(conversation.turns[index].text):
            if kind not in found:
                what = _KINDS[kind]
                found[kind] = moment(conversation, "facts_cited", RULES[kind], index, what, chars=chars, confidence=0.8)
    missing = [name for name in _KINDS if name not in found]
    detail = f"cited: {', '.join(found)}" if found else "none of amount, age, reference and subject was cited"
    if found and missing:
        detail += f"; not heard: {', '.join(missing)}"
    yield Metric("facts_cited", float(len(found)), "count", reason=detail)
    yield from found.values()


_KINDS = {
    "amount": "The amount is said.",
    "age": "How long it has been due is said.",
    "reference": "A number to look it up by is said.",
    "subject": "What it is for is said.",
}


def _facts_of(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Kinds of facts that a turn cites, with their characters."""
    terms: tuple[Term, ...] = find_terms(text)
    for term in terms:
        if term.kind is TermKind.AMOUNT and term.amounts:
            yield "amount", (term.first, term.last)
        if term.kind is TermKind.REFERENCE:
            yield "reference", (term.first, term.last)
    if found := _AGE.search(text):
        yield "age", found.span()
    if found := _SUBJECT.search(text):
        yield "subject", found.span()


def _unprepared(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Looking things up, being unsure, correcting oneself; and long waits after "bear with me"."""
    slips = [
        fault("unprepared", hit, severity=1)
        for hit in first_of_turns(tuple(hits(conversation, Role.AGENT, "unprepared")), "unprepared", at_least=SLIP_SURE)
    ]
    at = {slip.turn for slip in slips}
    holds: list[Finding] = []
    for index, seconds in _waits(conversation):
        if index in at and seconds < HOLD:
            continue
        if seconds >= HOLD:
            why = f"The customer waited {seconds:.0f} s from here while something was looked for."
            instead = "Have amount, invoice and history open before you dial; else offer to call back."
            holds.append(moment(conversation, "unprepared", "unprepared.hold", index, why, severity=1, instead=instead))
    found = sorted((*slips, *holds), key=lambda finding: finding.turn)
    turns = float(len(conversation.turns_of(Role.AGENT)))
    waited = sum(seconds for _, seconds in _waits(conversation))
    detail = f"{len(found)} moments, {waited:.0f} s of waiting" if waited and found else ""
    yield Metric("unprepared", float(len(found)), "count", base=turns, reason=detail)
    yield from found


def _waits(conversation: Conversation) -> Iterator[tuple[int, float]]:
    """``(agent turn, seconds)`` of long silences after the agent asked for patience; none without times."""
    for index, turn in conversation.turns_of(Role.AGENT):
        if turn.end is None or not _LOOKS_UP.search(turn.text):
            continue
        starts = [
            t.start
            for t in conversation.turns[index + 1 :]
            if t.start is not None and t.start >= turn.end and t.role is Role.AGENT
        ]
        others = [
            t
            for t in conversation.turns[index + 1 :]
            if t.role is Role.CUSTOMER and t.start is not None and t.start >= turn.end
        ]
        if (
            starts
            and starts[0] - turn.end >= LONG_LOOK_UP
            and (not others or (others[0].start or 0.0) - turn.end >= LONG_LOOK_UP / 2)
        ):
            yield index, starts[0] - turn.end
