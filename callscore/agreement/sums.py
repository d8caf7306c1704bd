"""Which sum is meant: whether two are the same, and what a clipped one says in a call that named others before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from callscore.language.terms import Term

__all__ = ["is_among", "may_be", "read_amount", "same_amount"]

RECENT_AMOUNTS = 100
"""Amounts looked back to for one that was meant: more than any call names, and it keeps long transcripts linear."""

AMOUNT_TOLERANCE = 1.0
"""Units of currency by which two amounts may differ and be the same: pence are often left out when repeated."""

CLIPPED_RATIO = 20.0
"""How many times smaller than the sum last negotiated a bare number must be to count as clipped ("four" for 4,000)."""

MUCH_SMALLER = 200
"""How many times smaller than the highest sum named a bare number must be to be one of thousands."""

CLIPPED_FROM = 1000
"""Reading from which hundreds alone stand for a sum named before in full ("the thirty-four" for 3,415.20)."""


def same_amount(one: float, other: float) -> bool:
    """Whether two sums are the same up to pence left out.

    Examples
    --------
    >>> same_amount(618.4, 618), same_amount(40, 400)
    (True, False)
    """
    return abs(one - other) < AMOUNT_TOLERANCE or (abs(one - other) <= AMOUNT_TOLERANCE * 1.5 and min(one, other) > 200)


def is_among(amount: float, amounts: Iterable[float]) -> bool:
    """Whether a sum is one of several, up to pence left out.

    Examples
    --------
    >>> is_among(618.4, [40.0, 618.0])
    True
    """
    return any(same_amount(amount, other) for other in amounts)


def may_be(term: Term, amount: float) -> bool:
    """Whether one of a term's readings is a sum.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> four = find_terms("four on Friday")[0]
    >>> may_be(four, 4000.0), may_be(four, 40.0)
    (True, False)
    """
    return is_among(amount, term.amounts)


def read_amount(term: Term, named: Sequence[float], bargained: Sequence[float]) -> float | None:
    """The one reading of an amount that fits what was named in the call before.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> four = find_terms("four on Friday")[0]
    >>> read_amount(four, [6400.0], [3000.0])
    4000.0
    """
    if not term.amounts:
        return None
    recent = (*reversed(bargained[-RECENT_AMOUNTS:]), *reversed(named[-RECENT_AMOUNTS:]))
    for reading in term.amounts:
        for known in recent:
            if reading == known or (reading >= 100 and math.floor(known) == reading):
                return known
    for reading in () if term.exact else term.amounts:
        for known in recent:
            if reading >= CLIPPED_FROM and math.floor(known / 100) * 100 == reading:
                return known
    literal = term.amounts[0]
    if term.exact or len(term.amounts) == 1:
        return literal
    largest = max(named, default=0.0)
    if largest and literal < largest / MUCH_SMALLER:
        return max(reading for reading in term.amounts if reading <= largest)
    if bargained and bargained[-1] / literal > CLIPPED_RATIO:
        return min(term.amounts, key=lambda reading: abs(math.log(reading / bargained[-1])))
    return literal
