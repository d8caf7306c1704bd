"""Payments that go with those of a recap and are left out of it: parts of one whole, or for another day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import inf

from callscore.agreement.before_recap import BeforeRecap
from callscore.agreement.payments import Payment
from callscore.agreement.settlements import NEVER
from callscore.agreement.sums import is_among

__all__ = ["are_parts", "left_out", "stands_beside", "totals"]

MOST_OVER = 1.05
"""Share of the highest sum named up to which payments may come together; more would be paid twice."""

MOST_ADDED = 4
"""Payments that one sum of a recap may be the total of."""

MOST_PAYMENTS = 8
"""Payments looked at for such a total."""


def are_parts(rival: float, talk: BeforeRecap) -> bool:
    """Whether a sum and those of the recap, with others that were settled, make a whole that was named."""
    if talk.since(rival) == NEVER:
        return False
    said = tuple(dict.fromkeys(talk.found.said.amounts))
    settled = (a for a in talk.settled.sums(talk.first) if not is_among(a, (rival, *said)))
    others = tuple(settled)[-MOST_PAYMENTS:]
    wholes = (rival + sum(said) + sum(some) for count in range(MOST_ADDED - 1) for some in combinations(others, count))
    return any(talk.was_named(whole) for whole in wholes)


def left_out(amounts: Sequence[float], payments: Sequence[Payment], talk: BeforeRecap) -> tuple[Payment, ...]:
    """The payments that go with those of the recap, on their own days where these aren't the recap's."""
    days = {day for term in talk.found.said.days for day in term.dates}
    single = [amount for amount in amounts if not is_among(amount, totals(amounts))]
    own = {p.amount: p for p in payments if p.amount is not None and p.date not in days}
    return tuple(own.get(amount, Payment(amount=amount)) for amount in single)


def stands_beside(payment: Payment, payments: Sequence[Payment], talk: BeforeRecap) -> bool:
    """Whether a payment that the recap leaves out goes with those that it names: for another day, and settled."""
    if payment.amount is None or talk.since(payment.amount) == NEVER:
        return False
    others = [p for p in payments if p.amount is not None and is_among(p.amount, talk.found.said.amounts)]
    if (
        payment.amount + sum(p.amount or 0.0 for p in others)
        > max(talk.standing.amounts_named, default=inf) * MOST_OVER
    ):
        return False
    return bool(others) and all(p.date is None or p.date != payment.date for p in others)


def totals(amounts: Sequence[float]) -> list[float]:
    """Every sum of two payments or more."""
    some = amounts[:MOST_PAYMENTS]
    return [sum(parts) for count in range(2, MOST_ADDED + 1) for parts in combinations(some, count)]
