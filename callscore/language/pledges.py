"""Which terms of a customer's line are committed to, given what the agent said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.language import commitments
from callscore.language.commitment_cues import (
    COMMIT,
    CONDITION,
    DID,
    HABIT,
    NEGATED,
    OWN_MONEY,
    PAST,
    PAY,
    SAVED,
    THEIRS,
    WEAK,
    WHOLE_SUM,
)
from callscore.language.dates import find_clock_times
from callscore.language.offer_cues import ASKING, ASKS_WHAT, OTHER_ACT, OTHER_MATTER, PAID, PAST_QUESTION
from callscore.language.offers import ECHO_WORDS, clauses_of, stated_terms
from callscore.language.terms import Term, TermKind

__all__ = ["Talk", "committing_terms"]

SHORT_CLAUSE = 6
"""Words up to which a customer's clause with a term speaks of the payment under negotiation."""

LEAD_WORDS = 4
"""Words before a term up to which a longer clause still answers with it ("just the once, this Friday, then ...")."""

RELATIVE_SUMS = frozenset({"full", "half", "rest"})
"""Sums named by what they are a part of; too common in talk to count without a commitment or a yes."""


SUGGESTS = re.compile(r"\b(?:what|how) (?:about|if)\b|^\W*(?:is|would|will|can|could|are|do) ", re.IGNORECASE)
"""A question that puts something forward ("what about Friday")."""

ASKS_REST = re.compile(
    r"\b(?:and|what about|how about|when) (?:the|that) (?:other|rest|remaining|remainder)\b[^?]{0,30}\?\s*$",
    re.IGNORECASE,
)
"""The agent asks about what is left ("and the other six hundred?")."""

WHEN_PAID = re.compile(r"\bwhen(?:ever)? $|\b(?:the day|as soon as|once|after) $", re.IGNORECASE)
"""Words before an income by which its day is the day of the payment ("the one fifty when I get paid on the 25th")."""

TURNED_DOWN = re.compile(
    r"\W*(?:that(?:'s| is)|it(?:'s| is)|i|we) (?:\w+ )?(?:too|a bit|can't|cannot|couldn't|won't|not|more than)\b",
    re.IGNORECASE,
)
"""How the next clause turns down what was just asked back."""

IF_CLAUSE = re.compile(r"\bif\b.*?(?=\b(?:i|we)(?: can| could| will| might|'ll|'d)\b)", re.IGNORECASE)
"""A condition with the commitment after it ("if he sends it by Friday I can do Saturday")."""

PAYS_SURELY = re.compile(r"\b(?:pay(?:ing)?|post you|settle|transfer|clear it)\b", re.IGNORECASE)
"""Words of paying that a letter or a copy is never sent with."""

AT_ONCE = re.compile(r"right now|now now|straight away|right away", re.IGNORECASE)
"""Words that say when in a commitment and "at the moment" elsewhere ("I'm driving right now")."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the talk stands when the customer answers.

    `line` is what the agent said, `offered` the terms that it put forward; `live` says that a payment is being
    negotiated, `wants_method` that no way to pay is agreed yet, `settled` that a sum and a day are.
    """

    line: str = ""
    offered: tuple[Term, ...] = ()
    live: bool = False
    wants_method: bool = False
    settled: bool = False


def committing_terms(text: str, terms: Sequence[Term], talk: Talk) -> tuple[tuple[Term, ...], str]:
    """Those of a customer's `terms` that are committed to, and the words of the clauses that commit.

    What is refused, past or habit is left out, and days of other matters ("I'll ring you Friday").

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> line = "I can't do 200 but I'll do 150"
    >>> [term.text for term in committing_terms(line, find_terms(line), Talk("How much could you do?"))[0]]
    ['150']
    """
    asked = commitments.asks_for_terms(talk.line) or bool(ASKS_REST.search(talk.line))
    answers = asked or not talk.line
    agrees = bool(talk.offered) and commitments.accepts(text)
    past = bool(PAID.search(talk.line)) or (bool(PAST_QUESTION.search(talk.line)) and not (asked or talk.offered))
    kept: list[Term] = []
    words: list[str] = []
    parts: list[tuple[list[Term], bool]] = []
    carried = earns = False
    spans = clauses_of(text)
    for number, (first, last) in enumerate(spans):
        clause = text[first:last]
        if number + 1 < len(spans) and _is_refused(clause, text[slice(*spans[number + 1])]):
            continue
        saved = bool(SAVED.search(clause))
        own = [t for t in stated_terms(text, terms) if first <= t.first < last]
        own = [t for t in own if t.kind is not TermKind.REFERENCE]
        own = _without_conditions(own, clause, first)
        own = [t for t in own if not (t.kind is TermKind.DATE and DID.search(text[first : t.first]))]
        if HABIT.search(clause) or ((NEGATED.search(clause) or (own and PAST.search(clause))) and not saved):
            continue
        theirs = THEIRS.search(clause)
        if theirs:
            own = [t for t in own if t.last - first <= theirs.start()]
            if not own:
                continue
        commits = bool(COMMIT.search(clause))
        earned, earns = earns, bool(OWN_MONEY.search(clause)) and not saved
        if not own:
            carried = carried or (commits and bool(PAY.search(clause)))
            if carried or WEAK.search(clause) or CONDITION.search(clause):
                words.append(clause)
            continue
        if past and not commits:
            continue
        asking = clause.rstrip().endswith("?") or bool(ASKING.match(clause) or ASKS_WHAT.search(clause))
        held_out = {day for t in talk.offered for day in t.dates[:1]}
        if asking and not commits and len(held_out) > 1 and all(set(t.dates[:1]) & held_out for t in own):
            continue
        probes = ASKING.match(clause) and not SUGGESTS.search(clause)
        if asking and not commits and (len(clause.split()) > ECHO_WORDS or probes):
            own = [t for t in own if t.kind is TermKind.METHOD and carried and not ASKING.match(clause)]
            if not own:
                continue
        affirms = commitments.accepts(clause) or bool(WHOLE_SUM.search(clause))
        clipped = any(t.kind is TermKind.AMOUNT and not t.exact for t in own)
        income = OWN_MONEY.search(clause)
        if earned and not (commits or saved or affirms):
            continue
        if income and not saved:
            before = [t for t in own if t.last - first <= income.start()]
            dated = any(t.kind is TermKind.DATE and t.exact for t in (*kept, *before))
            when_paid = bool(before) and bool(WHEN_PAID.search(clause[: income.start()]))
            own = before + [
                t for t in own if t not in before and t.kind is TermKind.DATE and ((asked and not dated) or when_paid)
            ]
        several = len({t.kind for t in own}) > 1
        priced = any(t.kind is TermKind.AMOUNT for t in own)
        weighs = several or (not clipped and (priced or talk.live or bool(talk.offered)))
        speaks = answers or (affirms and weighs) or (carried and not clipped)
        own = _of_payment(own, clause, commits=commits, speaks=speaks, agrees=agrees, talk=talk)
        if own:
            parts.append((own, commits))
            kept += own
            words.append(clause)
            carried = True
    return _without_reasons(parts), " ".join(words)


def _is_refused(clause: str, following: str) -> bool:
    """Whether a clause only asks back what the next one turns down ("half is what, five twenty? That's too much")."""
    asks_back = clause.rstrip().endswith("?") and not COMMIT.search(clause)
    return asks_back and bool(TURNED_DOWN.match(following)) and not SAVED.search(following)


def _without_conditions(own: list[Term], clause: str, first: int) -> list[Term]:
    """Terms without the days of an if-clause, where the commitment after it has a day of its own."""
    match = IF_CLAUSE.search(clause)
    if match is None:
        return own
    later = any(t.kind is TermKind.DATE and t.first - first >= match.end() for t in own)
    return [t for t in own if not (later and t.kind is TermKind.DATE and t.last - first <= match.end())]


def _without_reasons(parts: Sequence[tuple[list[Term], bool]]) -> tuple[Term, ...]:
    """Terms of clauses without the bare days of those that only lead up to another ("Friday is rent day")."""
    last = max((i for i, (own, commits) in enumerate(parts) if commits and _days(own)), default=-1)
    return tuple(
        term
        for i, (own, commits) in enumerate(parts)
        if commits or i > last or not all(t.kind is TermKind.DATE for t in own)
        for term in own
    )


def _days(terms: Sequence[Term]) -> bool:
    return any(term.kind is TermKind.DATE for term in terms)


def _of_payment(own: list[Term], clause: str, *, commits: bool, speaks: bool, agrees: bool, talk: Talk) -> list[Term]:
    """The terms of a customer's clause that are about the payment.

    `commits` says that the clause commits, `speaks` that it answers for a payment, `agrees` that the line opens
    as a yes.
    """
    pays = bool(PAY.search(clause))
    money = any(t.kind is TermKind.METHOD or (t.kind is TermKind.AMOUNT and (t.exact or t.name)) for t in own)
    elsewhere = OTHER_MATTER.search(talk.line) and not talk.offered and not commitments.asks_for_terms(talk.line)
    elsewhere = elsewhere and not (commits and PAYS_SURELY.search(clause))
    elsewhere = elsewhere or commitments.asks_another_thing(talk.line)
    if (OTHER_ACT.search(clause) or OTHER_MATTER.search(clause) or elsewhere) and not money:
        return []
    halves = sum(t.name == "half" for t in own) > 1
    spelled = _spells_out(own, clause, talk)
    if not (commits or speaks or agrees or halves or spelled):
        own = [t for t in own if t.name not in RELATIVE_SUMS]
    clipped = any(t.kind is TermKind.AMOUNT and not t.exact for t in own)
    several = len({t.kind for t in own}) > 1
    if not (commits or commitments.asks_for_terms(talk.line)):
        own = [t for t in own if not (t.kind is TermKind.DATE and AT_ONCE.fullmatch(t.text))]
        if not own:
            return []
    if (
        speaks
        or halves
        or spelled
        or (agrees and several and money)
        or (commits and (money or pays or (talk.live and not clipped)))
    ):
        return own
    if not talk.live and not talk.offered:
        return []
    offered = {term.kind for term in talk.offered}
    day = next((t.text for t in own if t.kind is TermKind.DATE), None)
    leads = day is not None and len(clause[: clause.find(day)].split()) < LEAD_WORDS
    terse = len(clause.split()) <= SHORT_CLAUSE or (leads and not OWN_MONEY.search(clause))
    free = {TermKind.DATE, TermKind.FREQUENCY} | ({TermKind.METHOD} if agrees or talk.wants_method else set())
    known = [t for t in own if t.kind in offered or (terse and t.kind in free) or (agrees and t.name in RELATIVE_SUMS)]
    return own if known and len({t.kind for t in own}) > 1 else known


def _spells_out(own: Sequence[Term], clause: str, talk: Talk) -> bool:
    """Whether a clause names a whole sum and its day in one breath, in talk of a payment: a commitment by itself."""
    whole = any(t.kind is TermKind.AMOUNT and t.exact and t.amounts for t in own)
    dated = any(t.kind is TermKind.DATE and t.exact for t in own)
    hedged = CONDITION.search(clause) or OWN_MONEY.search(clause) or WEAK.search(clause)
    return (
        talk.live
        and not talk.settled
        and whole
        and dated
        and not (hedged or find_clock_times(clause) or clause.rstrip().endswith("?"))
    )
