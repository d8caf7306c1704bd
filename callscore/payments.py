"""Payments and promises as data, and the terms of one line put together into payments."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from callscore.conversation import Conversation, Turn
from callscore.language.terms import Term, TermKind, find_terms

__all__ = [
    "Payment",
    "Promise",
    "Standing",
    "call_terms",
    "group_payments",
    "read_amount",
    "same_amount",
    "usable_terms",
]

RECENT_AMOUNTS = 100
"""Amounts looked back to for one that was meant: more than any call names, and it keeps long transcripts linear."""

AMOUNT_TOLERANCE = 1.0
"""Units of currency by which two amounts may differ and be the same: pence are often left out when repeated."""

RANGE_GAP = 6
"""Characters between two sums that are one range ("two and a half, three thousand")."""

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
    "conditional" or "weak"; `turn` an
    index into ``conversation.turns``; `start` in seconds or None. `accepted` says that it took up the agent's proposal.
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

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> lines = call_terms(make_call("agent: It's invoice 6602.", "customer: So 6602 and not the £50?"))
    >>> [[term.text for term in line if term.amounts] for line in lines]
    [[], ['£50']]
    """
    references: set[str] = set()
    lines: list[tuple[Term, ...]] = []
    for turn in conversation.turns:
        terms = usable_terms(turn, conversation.call_date)
        references.update(term.name for term in terms if term.kind is TermKind.REFERENCE and term.name)
        lines.append(tuple(t for t in terms if t.kind is not TermKind.AMOUNT or t.text not in references))
    return tuple(lines)


def usable_terms(turn: Turn, call_date: date | None) -> tuple[Term, ...]:
    """Terms of a turn that can be part of an agreement: days gone by and names of months as labels are left out."""
    kept: list[Term] = []
    for term in find_terms(turn.text, call_date):
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


def group_payments(
    terms: Iterable[Term], named: Sequence[float], bargained: Sequence[float], *, series: bool = False
) -> list[Payment]:
    """Terms of one line put together into payments: an amount with the day next to it.

    Days in a row are a plan of equal payments when there are three or more, or two and `series` says that a plan is
    spoken of; else the last one corrects those before it.
    """
    terms = _without_leading_day(tuple(terms))
    parts = _merged(_spread(_adjacent(terms, named, bargained), series=series))
    names = {
        kind: next((t.name for t in terms if t.kind is kind), None) for kind in (TermKind.METHOD, TermKind.FREQUENCY)
    }
    if not parts and any(names.values()):
        parts = [Payment()]
    return [replace(part, method=names[TermKind.METHOD], frequency=names[TermKind.FREQUENCY]) for part in parts]


def _without_leading_day(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Terms without a first day that answers a question before the schedule is spelled out."""
    slots = [term for term in terms if term.kind in (TermKind.AMOUNT, TermKind.DATE)]
    days = [term for term in slots if term.kind is TermKind.DATE]
    amounts = len(slots) - len(days)
    if amounts > 1 and len(days) > amounts and slots[0] is days[0] and slots[-1] is days[-1]:
        return tuple(term for term in terms if term is not days[0])
    return terms


def _adjacent(
    terms: Iterable[Term], named: Sequence[float], bargained: Sequence[float]
) -> list[tuple[Payment, list[Term]]]:
    """Each sum with all the days said up to the next one; days before the first sum belong to it."""
    groups: list[tuple[Payment, list[Term]]] = [(Payment(), [])]
    last = -RANGE_GAP
    for term in terms:
        payment, days = groups[-1]
        if term.kind is TermKind.DATE:
            days.append(term)
        elif term.kind is TermKind.AMOUNT:
            value = read_amount(term, named, bargained)
            priced = payment.amount is not None or payment.relative is not None
            near = term.first - last < RANGE_GAP
            again = value is not None and (near or (value == payment.amount and not days))
            if priced and not again:
                groups.append((Payment(value, relative=term.name), []))
            else:
                groups[-1] = (replace(payment, amount=value, relative=term.name), days)
            last = term.last
    return groups


def _spread(groups: Iterable[tuple[Payment, list[Term]]], *, series: bool) -> Iterable[Payment]:
    """Payments of each sum on its day or days."""
    for payment, terms in groups:
        days = [t for t in terms if t.exact and t.dates]
        ahead = list({t.dates[0]: t for t in days}.values())
        rising = [t.dates[0] for t in ahead] == sorted(t.dates[0] for t in ahead)
        if rising and len(ahead) >= (2 if series else 3):
            yield from (replace(payment, date=t.dates[0], when=t.text) for t in ahead)
        elif terms:
            priced = payment.amount is not None or payment.relative is not None
            pool = [t for t in terms if t.exact] or terms
            term = pool[0] if priced else pool[-1]
            yield replace(payment, date=next(iter(term.dates), None), when=term.text, exact_date=term.exact)
        elif payment != Payment():
            yield payment


def _merged(parts: Iterable[Payment]) -> list[Payment]:
    """Payments with those of one sum, said twice, as one."""
    merged: list[Payment] = []
    for part in parts:
        twin = next((i for i, m in enumerate(merged) if m.amount == part.amount and m.relative == part.relative), None)
        if twin is None or (part.date and merged[twin].date and part.date != merged[twin].date):
            merged.append(part)
        elif merged[twin].when is None:
            merged[twin] = replace(merged[twin], date=part.date, when=part.when, exact_date=part.exact_date)
    return merged
