"""Whether the call opens well: own name and company, the reason for the call, and then room for the customer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from callscore.conversation import Conversation, Role
from callscore.dialogue.account_words import account_words
from callscore.dialogue.answered import with_a_person, with_an_agent
from callscore.dialogue.identity import LOOSE_FRAMES, LOOSE_TURNS
from callscore.dialogue.introduced import Who, introduced_by_place, who_is_said
from callscore.dialogue.name_checks import asks_by_name
from callscore.evidence import abstain, credit, first_of_turns, moment
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit, hits
from callscore.language.verdicts import CLASSIFIER
from callscore.turn_taking.backchannels import backchannels, words_of

__all__ = ["opening"]

INTRODUCTION_TURNS = 5
"""Agent turns in which name and company count as early: on consumer calls the right party is asked for first."""

BY_PLACE = 0.7
"""Confidence of an introduction that only its place in the call shows (a judgement)."""

PURPOSE_TURNS = 8
"""Agent turns in which the reason for the call counts as early: it comes after the identity check."""

YIELD_WORDS = 40
"""Words after the purpose from which the agent is said to go on instead of waiting: about 15 s at 160 words a minute.
A judgement after "state it, then say nothing" (“The Top 3 Techniques for Telephone Collections”)."""

ENOUGH_ROOM = 0.75
"""Value from which a few words more are no fault: up to 50 of them."""

UNITS = {"introduction": "presence", "purpose": "presence", "yield_after_opening": "presence"}

_OWED = (
    r"(?:accounts?|invoices?|bills?|rent|loan|balance|fees?|premiums?|dues|instal?ments?|emis?|arrears|statements?|"
    r"direct debits?|debit orders?|standing orders?|mortgage|tuition|membership|subscription|levy|levies)\b"
)
"""What is paid for, by the words in which a bill is spoken of."""

_CALLING_ABOUT = re.compile(
    r"\b(?:call|calling|called|ringing|phoning|in touch|rang|reason|contacting you) (?:\w+ ){0,4}?(?:about|"
    r"regarding|concerning|because|"
    r"with regard|in relation|in connection|to (?:see|ask|talk|discuss|check|remind|let you|go over|collect|follow))\b|"
    r"\b(?:it's|it is|this is|it was|its) (?:just |only |really |actually )?(?:about|regarding|concerning|"
    r"in relation|to do with) (?:the|your|a|an|two|three|some|an? )|"
    r"\bit's (?:the|your) (?:account|invoice|bill|rent|loan|balance) (?:from|for|of|on|with)\b|"
    r"\b(?:it's|it is|this is|there's|i've(?: got)?|i have(?: got)?|we've(?: got)?) (?:only |just )?(?:an?|the|your|"
    rf"this|that|some|two|three|four)(?: \w+){{0,2}}? {_OWED}|"
    rf"\b(?:didn't|haven't|hasn't|did not|have not|never|not) (?:get|got|had|have|received?|seen?|come in for)"
    rf"(?: [\w']+){{0,3}}? (?:{_OWED}|payment)|"
    rf"\b(?:{_OWED}|payments?|transfer|check|cheque)(?: \w+){{0,3}}? (?:bounced|came back|come back|returned|failed|"
    r"(?:hasn't|haven't|didn't|has not|have not|did not|never|not) (?:\w+ )?(?:come|came|cleared?|go|gone|arrived?|"
    r"landed?|received|been paid|reach\w*))\b",
    re.IGNORECASE,
)

_HINTS = re.compile(
    r"\b(?:you|ya) (?:already )?know (?:already )?(?:what|why)(?: (?:it|this)(?:'s| is) about)?\b|"
    r"\bknow who you're owing\b|\bwhat (?:it|this)(?:'s| is) about\W*$|"
    r"\b(?:attempt|attempting|trying) to collect (?:a|the|this) debt\b",
    re.IGNORECASE,
)
"""Speaks of a reason and doesn't say it; the notice that a debt is to be collected, which is the same on every call."""


@with_an_agent(UNITS)
def opening(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Introduction (1.0 name and company, 0.5 one of them), purpose, and whether the customer then gets the floor.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Good morning, it's Priya from Calder Timber, am I speaking to Mr Bell?")
    >>> {m.name: m.value for m in opening(call) if isinstance(m, Metric)}["introduction"]
    1.0
    """
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    said = tuple(hits(conversation, Role.AGENT, "introduction", "purpose", "balance_explained"))
    yield from _introduction(conversation, said, order)
    yield from _purpose(conversation, said, order)


def _introduction(conversation: Conversation, said: Sequence[Hit], order: Sequence[int]) -> Iterator[Finding | Metric]:
    early, loose = set(order[:INTRODUCTION_TURNS]), set(order[:LOOSE_TURNS])
    found = [
        hit
        for hit in first_of_turns(said, "introduction")
        if hit.index in early and (hit.match.frame not in LOOSE_FRAMES or hit.index in loose) and _of_caller(hit)
    ]
    if not found:
        yield from _introduction_without_rule(conversation, order[:INTRODUCTION_TURNS])
        return
    said_in = {hit.index: who_is_said(conversation.turns[hit.index].text) for hit in found}
    elsewhere = [index for index in order[:INTRODUCTION_TURNS] if index not in said_in]
    every = [*said_in.values(), *(who for _, who in _by_place(conversation, elsewhere))]
    name, company = any(each.name for each in every), any(each.company for each in every)
    if not name and not company:
        name = True
    best = max(found, key=lambda hit: (sum(said_in[hit.index]), -hit.index))
    whole = name and company
    half = _half("company" if name else "own name")
    yield Metric("introduction", 1.0 if whole else 0.5, "presence", base=1.0, reason="" if whole else half)
    why = "" if whole else f"{half.capitalize()}: say both, in the first sentence."
    yield replace(credit("introduction", best, why=why), rule=best.match.frame if whole else "introduction.half")


def _of_caller(hit: Hit) -> bool:
    """Whether the name in a turn is the caller's, and not that of the one who is checked ("this is kamran, right?")."""
    return any(who_is_said(hit.turn.text)) or not asks_by_name(hit.turn.text)


def _introduction_without_rule(conversation: Conversation, early: Sequence[int]) -> Iterator[Finding | Metric]:
    """The introduction that no rule or label sees, by its place in the call: an answer to "who is this"."""
    places = _by_place(conversation, early)
    if not places:
        yield Metric("introduction", 0.0, "presence", base=1.0)
        return
    index, who = places[0][0], Who(any(who.name for _, who in places), any(who.company for _, who in places))
    half = "" if who.name and who.company else _half("company" if who.name else "own name")
    yield Metric("introduction", 0.5 if half else 1.0, "presence", base=1.0, reason=half)
    why = f"{half.capitalize()}: say both, in the first sentence." if half else "Name and company, where it was asked."
    rule = "introduction.half" if half else "introduction.answered"
    yield moment(conversation, "introduction", rule, index, why, confidence=BY_PLACE)


def _by_place(conversation: Conversation, turns: Sequence[int]) -> list[tuple[int, Who]]:
    """Each of these turns that introduces the caller by its place."""
    found = (introduced_by_place(conversation, [index]) for index in turns)
    return [place for place in found if place is not None]


def _half(missing: str) -> str:
    return f"the {missing} was not heard"


def _purpose(conversation: Conversation, said: Sequence[Hit], order: Sequence[int]) -> Iterator[Finding | Metric]:
    """The reason for the call, or the account itself, early on; then whether the customer gets the floor."""
    early = order[:PURPOSE_TURNS]
    introduced = {hit.index for hit in first_of_turns(said, "introduction")}
    stated: dict[int, Finding] = {}
    loose: dict[int, Finding] = {}
    for hit in first_of_turns(said, "purpose", "balance_explained"):
        if hit.index in early and not _HINTS.search(hit.quote):
            plain = hit.match.frame != CLASSIFIER or _what_for(hit.turn.text) is not None
            (stated if plain else loose)[hit.index] = credit("purpose", hit)
    for index in early:
        chars = _what_for(conversation.turns[index].text)
        if chars is not None and index not in stated:
            why = "The account comes up here, so the customer knows what the call is about."
            stated[index] = moment(conversation, "purpose", "purpose.account", index, why, confidence=0.7)
    stated = stated or {index: finding for index, finding in loose.items() if index not in introduced}
    if not stated:
        yield Metric("purpose", 0.0, "presence", base=1.0)
        yield from abstain({"yield_after_opening": "presence"}, "the reason for the call was not heard")
        return
    first = stated[min(stated)]
    yield Metric("purpose", 1.0, "presence", base=1.0)
    yield first
    yield from _yield(conversation, first)


def _what_for(text: str) -> tuple[int, int] | None:
    """Characters that say what the call is about, or speak of the account; None where nothing does."""
    plain = _plainly(text)
    match = _CALLING_ABOUT.search(plain)
    return match.span() if match else account_words(plain)


def _plainly(text: str) -> str:
    """The text without hints and notices, each character in its place."""
    return _HINTS.sub(lambda match: " " * len(match[0]), text)


@with_a_person({"yield_after_opening": "presence"})
def _yield(conversation: Conversation, purpose: Finding) -> Iterator[Finding | Metric]:
    """Words of the agent from the purpose to the customer's next turn that takes the floor."""
    mere = backchannels(conversation)
    turn = conversation.turns[purpose.turn]
    at = turn.text.find(purpose.quote.rstrip(" …"))
    words = len(words_of(turn.text[max(at, 0) :]))
    last = purpose.turn
    answered = False
    for index in range(purpose.turn + 1, len(conversation.turns)):
        following = conversation.turns[index]
        if following.flag is not None or index in mere:
            continue
        if following.role is Role.CUSTOMER:
            answered = True
            break
        if following.role is Role.AGENT:
            words += len(words_of(following.text))
            last = index
    if not answered:
        yield from abstain({"yield_after_opening": "presence"}, "the customer says nothing after it")
        return
    over = max(0, words - YIELD_WORDS)
    value = max(0.0, 1.0 - over / YIELD_WORDS)
    detail = f"{words} words from the reason for the call until the customer spoke"
    yield Metric("yield_after_opening", value, "presence", base=1.0, reason=detail)
    if value < ENOUGH_ROOM:
        why = f"{words} words from here until the customer could speak: say why you call, then wait."
        instead = "I'm calling about the March invoice. (Then nothing, until they speak.)"
        severity = 1 if value > 0 else 2
        yield moment(
            conversation, "yield_after_opening", "yield.went_on", last, why, severity=severity, instead=instead
        )
    else:
        yield replace(
            purpose,
            criterion="yield_after_opening",
            rule="yield.waited",
            why="Said, and then the customer had the floor.",
        )
