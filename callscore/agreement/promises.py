"""The customer's promises, one entry for each: what was said of a payment in several lines is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from callscore.agreement.day_words import is_known
from callscore.agreement.payments import Payment, Promise
from callscore.agreement.sums import same_amount
from callscore.language.calendar_days import months_on

__all__ = ["gather_promises"]

MOST_INSTALMENTS = 24
"""Payments up to which a plan's instalments are written out; a longer one keeps its first with the rhythm."""

_STEPS = {"weekly": 7, "fortnightly": 14}
_MONTHS = {"monthly": 1, "quarterly": 3}


def gather_promises(
    said: Sequence[Promise],
    payments: Sequence[Payment],
    method: str | None = None,
    count: int | None = None,
    *,
    agreed: bool = True,
) -> tuple[Promise, ...]:
    """Each payment that stands as one promise, in the words that say most of it; then those that were given up.

    Parameters
    ----------
    said
        Commitments line by line, as they were made.
    payments
        What stands at the end of the call; empty when everything was taken back.
    method
        Way to pay that stands for payments without one of their own.
    count
        Number of instalments, where one was named: a plan's payments are then written out.
    agreed
        Whether the call ended in an agreement; without one, only a sum with a day, a rhythm or a way to pay is listed.

    Examples
    --------
    >>> first = Promise(50.0, None, None, None, "firm", "fifty", 1)
    >>> second = Promise(50.0, None, date(2025, 11, 28), "card", "firm", "Friday by card", 3, when="Friday")
    >>> [p.quote for p in gather_promises([first, second], [Payment(50.0, date(2025, 11, 28), "Friday")], "card")]
    ['Friday by card']
    """
    kept: list[Promise] = []
    plan = _written_out(payments, count)
    for payment in plan:
        source = payments[0] if len(plan) > len(payments) else payment
        about = [promise for promise in said if _speaks_of(promise, source, alone=len(payments) == 1)]
        promise = _of_payment(payment, about, method) if about else None
        if promise is not None and promise.frequency and len(plan) == len(payments):
            promise = replace(promise, instalments=count if len(payments) == 1 else None)
        if promise is not None and (agreed or _says_enough(promise)):
            kept.append(promise)
    for promise in said:
        dropped = promise.amount is not None and (promise.when or promise.frequency)
        if dropped and not any(_covers(other, promise) for other in kept):
            kept.append(replace(promise, stands=False))
    if not kept:
        kept = [replace(promise, stands=False) for promise in _distinct(said) if _says_enough(promise)]
    return tuple(sorted(kept, key=lambda promise: (not promise.stands, promise.date or date.max, promise.turn)))


def _speaks_of(promise: Promise, payment: Payment, *, alone: bool) -> bool:
    """Whether a line's commitment is about a payment that stands."""
    if promise.amount is not None and payment.amount is not None and not same_amount(promise.amount, payment.amount):
        return False
    if promise.date is not None and payment.date is not None and promise.date != payment.date:
        return False
    same_sum = promise.amount is not None and payment.amount is not None
    same_day = promise.date is not None and promise.date == payment.date
    return same_sum or same_day or alone or (promise.amount is None and promise.when is None)


def _of_payment(payment: Payment, about: Sequence[Promise], method: str | None) -> Promise:
    """The promise of a payment: the line that says most of it, as firm as the last line on its sum or day was."""
    telling = [promise for promise in about if promise.named & {"amount", "date"}] or about
    words = max(telling, key=lambda promise: (len(promise.named), promise.turn))
    own = [promise.method for promise in about if promise.method and "method" in promise.named]
    return replace(
        words,
        amount=payment.amount if payment.amount is not None else words.amount,
        date=payment.date,
        when=payment.when or words.when,
        method=(own[-1] if own else None) or payment.method or method,
        strength=telling[-1].strength,
        frequency=payment.frequency,
        by=next((promise.by for promise in reversed(about) if promise.by), None),
        stands=True,
    )


def _says_enough(promise: Promise) -> bool:
    """Whether a promise that no agreement stands behind says what would be paid, and when or how."""
    return promise.amount is not None and bool(promise.when or promise.frequency or promise.method)


def _covers(standing: Promise, promise: Promise) -> bool:
    """Whether a commitment adds nothing to a promise that is listed already."""
    if promise.amount is not None and standing.amount is not None and not same_amount(promise.amount, standing.amount):
        return False
    if promise.date is None or standing.date is None:
        return promise.when is None or promise.date is None or promise.when == standing.when
    return promise.date == standing.date


def _distinct(said: Sequence[Promise]) -> list[Promise]:
    """Commitments without those that another one says as well."""
    kept: list[Promise] = []
    for promise in reversed(said):
        if not any(_covers(other, promise) for other in kept):
            kept.insert(0, promise)
    return kept


def _written_out(payments: Sequence[Payment], count: int | None) -> list[Payment]:
    """The payments of a plan one by one, where its first day, its rhythm and the number of its parts are known."""
    if len(payments) != 1 or count is None or not 1 < count <= MOST_INSTALMENTS:
        return list(payments)
    first = payments[0]
    if (
        first.date is None
        or not is_known(first.date)
        or first.frequency not in (_STEPS | _MONTHS)
        or not first.exact_date
    ):
        return [first]
    days = [_step(first.date, first.frequency, number) for number in range(count)]
    return [replace(first, date=day, when=first.when if day == first.date else day.isoformat()) for day in days]


def _step(first: date, rhythm: str, number: int) -> date:
    """Day of the instalment of that number, counted from 0."""
    if rhythm in _MONTHS:
        return months_on(first, number * _MONTHS[rhythm])
    return first + timedelta(days=number * _STEPS[rhythm])
