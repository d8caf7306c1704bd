"""Payments against all that is owed: what is the whole, what makes it up, and what would be paid twice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from callscore.agreement.payments import Payment
from callscore.agreement.sums import is_among, same_amount

__all__ = ["is_whole", "make_the_whole", "of_the_whole", "within_what_is_owed"]

WHOLE = 0.95
"""Share of the highest sum named from which one payment counts as the whole of it."""

MOST_OVER = 1.05
"""Share of the highest sum named up to which payments may come together; more would be paid twice."""


def is_whole(payment: Payment, ceiling: float) -> bool:
    """Whether a payment is all that is owed; `ceiling` is the highest sum named, 0 where none was.

    Examples
    --------
    >>> is_whole(Payment(538.4), 560.0), is_whole(Payment(350.0), 560.0), is_whole(Payment(350.0), 0.0)
    (True, False, False)
    """
    return (payment.amount or 0.0) > (ceiling or math.inf) * WHOLE


def of_the_whole(payments: list[Payment], parts: list[Payment], ceiling: float) -> tuple[list[Payment], list[Payment]]:
    """The payments that stand and the `parts` of a line, without those that only say how the whole is made up.

    Once all that is owed is promised no part of it stands beside it ("all of it, three fifty in cash").

    Examples
    --------
    >>> _, parts = of_the_whole([Payment(350.0), Payment(210.0)], [Payment(538.4), Payment(350.0)], 560.0)
    >>> [part.amount for part in parts]
    [538.4]
    """
    if any(part.when for part in parts):
        return payments, parts
    whole = [part for part in parts if is_whole(part, ceiling)]
    if whole:
        return [replace(p, amount=whole[0].amount, relative=None) for p in payments[-1:]], whole[:1]
    if len(payments) == 1 and is_whole(payments[0], ceiling):
        return payments, [
            replace(part, relative=None) if part.relative == "rest" and part.amount is None else part for part in parts
        ]
    return payments, parts


def make_the_whole(payments: Sequence[Payment], parts: Sequence[Payment], ceiling: float) -> bool:
    """Whether payments that stand and new `parts` for later days come to just what is owed, and so belong together."""
    if not payments or not parts or any(p.amount is None or p.date is None for p in (*payments, *parts)):
        return False
    last = max(p.date for p in payments if p.date is not None)
    later = all(p.date is not None and p.date > last for p in parts)
    return later and same_amount(sum(p.amount or 0.0 for p in (*payments, *parts)), ceiling)


def within_what_is_owed(payments: list[Payment], parts: Sequence[Payment], ceiling: float) -> list[Payment]:
    """Payments without those said before that, with the new `parts`, come to more than the highest sum named."""
    new = [part.amount for part in parts if part.amount is not None]
    total = sum(p.amount or 0.0 for p in payments)
    if not ceiling or not new or total <= ceiling * MOST_OVER or sum(new) > ceiling * MOST_OVER:
        return payments
    return [p for p in payments if p.amount is None or is_among(p.amount, new)]
