"""Payments and promises as data, and the terms of one line put together into payments."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from callscore.agreement.stand_ins import number_days
from callscore.conversation import Conversation, Turn
from callscore.language.terms import Term, TermKind, find_terms

__all__ = [
    "Payment",
    "Promise",
    "Standing",
    "call_terms",
    "read_amount",
    "same_amount",
    "usable_terms",
]

RECENT_AMOUNTS = 100
"""Amounts looked back to for one that was meant: more than any call names, and it keeps long transcripts linear."""

AMOUNT_TOLERANCE = 1.0
"""Units of currency by which two amounts may differ and be the same: pence are often left out when repeated."""

CLIPPED_RATIO = 20.0
"""How many times smaller than the sum last negotiated a bare number must be to count as clipped ("four" for 4,000)."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of an agreement; a part that isn't known is None. `when` keeps the words of the day."""

    amount: float | None = None
    date: date | None = None
    when: str | None = None
    method: str | None = None
    frequency: str | None = None
    relative: str | None = None
    exact_date: bool = True
    strength: str = "firm"
    turn: int = -1


@dataclass(frozen=True, slots=True)
class Promise:
    """A customer's commitment to a future payment, with the words it was made in.

    `date` is the resolved day or None, `when` the words for it; `strength` is "firm",
    "conditional" or "weak"; `turn` an index into ``conversation.turns``; `start` in seconds or None. `accepted` says
    that it took up the agent's proposal, `named` which of amount, date and method its words name or accept, `by` who
    pays where it is not the customer, `stands` that it was not given up or changed later in the call. `instalments` is
    how many payments of its `frequency` it stands for: 1 for a single one, None for as many as it takes.
    """

    amount: float | None
    currency: str | None
    date: date | None
    method: str | None
    strength: str
    quote: str
    turn: int
    start: float | None = None
    when: str | None = None
    accepted: bool = False
    frequency: str | None = None
    named: frozenset[str] = frozenset()
    by: str | None = None
    stands: bool = True
    instalments: int | None = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands when the call ends: the payments agreed, the promises on the way, and when it last changed."""

    payments: tuple[Payment, ...] = ()
    promises: tuple[Promise, ...] = ()
    agreed_turn: int | None = None
    first_agreed_turn: int | None = None
    method: str | None = None
    count: int | None = None
    amounts_named: tuple[float, ...] = ()
    lines: tuple[tuple[Term, ...], ...] = ()


def same_amount(one: float, other: float) -> bool:
    """Whether two sums are the same up to pence left out.

    Examples
    --------
    >>> same_amount(618.4, 618), same_amount(40, 400)
    (True, False)
    """
    return abs(one - other) < AMOUNT_TOLERANCE or (abs(one - other) <= AMOUNT_TOLERANCE * 1.5 and min(one, other) > 200)


def call_terms(conversation: Conversation) -> tuple[tuple[Term, ...], ...]:
    """Terms of every turn that can be part of an agreement; numbers once named as references are no sums.

    Without the day of the call, days have stand-ins by which they are told apart (`callscore.agreement.day_words`).

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> lines = call_terms(make_call("agent: It's invoice 6602.", "customer: So 6602 and not the £50?"))
    >>> [[term.text for term in line if term.amounts] for line in lines]
    [[], ['£50']]
    """
    references: set[str] = set()
    lines: list[tuple[Term, ...]] = []
    spoken_of: date | None = None
    for turn in conversation.turns:
        terms = usable_terms(turn, conversation.call_date, spoken_of)
        spoken_of = next((term.dates[0] for term in reversed(terms) if term.dates and term.exact), spoken_of)
        references.update(term.name for term in terms if term.kind is TermKind.REFERENCE and term.name)
        lines.append(tuple(t for t in terms if t.kind is not TermKind.AMOUNT or t.text not in references))
    return tuple(lines) if conversation.call_date is not None else number_days(conversation.turns, lines)


_LABEL = re.compile(r"['’]s\b|s?['’]? (?:ones?|bills?|invoices?|statements?|instal\w+|accounts?|rent)\b", re.IGNORECASE)
"""What makes the name of a month a label ("October's instalment", "the March one")."""

_LEANS = re.compile(r"\b(?:later|after|from (?:then|that))\b", re.IGNORECASE)
"""Words by which a day counts from the one spoken of before."""


def usable_terms(turn: Turn, call_date: date | None, spoken_of: date | None = None) -> tuple[Term, ...]:
    """Terms of a turn that can be part of an agreement: days gone by and names of months as labels are left out.

    `spoken_of` is the day named last before it.
    """
    kept: list[Term] = []
    for term in find_terms(turn.text, call_date, spoken_of if _LEANS.search(turn.text) else None):
        if term.kind is TermKind.DATE and not term.exact and _LABEL.match(turn.text, term.last):
            continue
        if term.kind is TermKind.DATE and call_date is not None:
            ahead = tuple(day for day in term.dates if day >= call_date)
            if not ahead and term.dates:
                continue
            term = replace(term, dates=ahead)
        kept.append(term)
    return tuple(kept)


def read_amount(term: Term, named: Sequence[float], bargained: Sequence[float]) -> float | None:
    """The one reading of an amount that fits what was named in the call before.

    Examples
    --------
    >>> four = find_terms("four on Friday")[0]
    >>> read_amount(four, [6400.0], [3000.0])
    4000.0
    """
    if not term.amounts:
        return None
    for reading in term.amounts:
        for known in (*reversed(bargained[-RECENT_AMOUNTS:]), *reversed(named[-RECENT_AMOUNTS:])):
            if reading == known or (reading >= 100 and math.floor(known) == reading):
                return known
    literal = term.amounts[0]
    if term.exact or len(term.amounts) == 1:
        return literal
    if bargained:
        anchor = bargained[-1]
        if anchor / literal <= CLIPPED_RATIO:
            return literal
        return min(term.amounts, key=lambda reading: abs(math.log(reading / anchor)))
    largest = max(named, default=0.0)
    if largest and literal < largest / 200:
        return max(reading for reading in term.amounts if reading <= largest)
    return literal
