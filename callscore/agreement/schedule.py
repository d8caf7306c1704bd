"""The payments that stand in a negotiation, and how a new word of the customer changes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from callscore.agreement.payments import Payment
from callscore.agreement.sums import same_amount

__all__ = ["days_in_rhythm", "fill_up", "inherit", "is_undated", "same_part", "settle"]


def same_part(standing: Payment, part: Payment) -> bool:
    """Whether two payments share their day or their sum."""
    same_sum = standing.amount is not None and part.amount is not None and same_amount(standing.amount, part.amount)
    return same_sum or (standing.date is not None and standing.date == part.date)


def is_undated(payment: Payment) -> bool:
    """Whether a payment has a sum and as yet no day, but perhaps words for one ("on payday")."""
    return (payment.amount is not None or payment.relative is not None) and payment.date is None


def inherit(parts: list[Payment], offered: list[Payment], accepted: bool) -> list[Payment]:
    """The customer's parts filled up from the proposal in the line before."""
    if not offered:
        return parts
    if not parts:
        return offered if accepted else []
    if len(parts) == 1 and (len(offered) == 1 or (parts[0].when is None and not any(_is_priced(o) for o in offered))):
        return [fill_up(parts[0], proposal) for proposal in offered]
    dated = [one for one in offered if one.when]
    if accepted is False and len(parts) == 1 and len(dated) == 1 and _is_priced(parts[0]) and parts[0].when is None:
        return [fill_up(parts[0], dated[0])]
    if len(offered) == 1 and not any(_is_priced(part) for part in parts):
        return [fill_up(part, offered[0]) for part in parts]
    if len(offered) == 1 and not _is_priced(offered[0]) and all(_is_priced(p) for p in parts):
        later = [part.date for part in parts[1:] if part.date is not None]
        if is_undated(parts[0]) and len(later) == len(parts) - 1 and offered[0].date and offered[0].date < min(later):
            return [fill_up(parts[0], offered[0]), *parts[1:]]
    if len(offered) == len(parts) and all(_is_priced(o) for o in offered) and not any(_is_priced(p) for p in parts):
        return [fill_up(part, proposal) for part, proposal in zip(parts, offered, strict=True)]
    return parts


def fill_up(own: Payment, other: Payment) -> Payment:
    """A payment with what it leaves open taken from another."""
    priced = own.amount is not None or own.relative is not None
    return replace(
        own,
        amount=own.amount if priced else other.amount,
        relative=own.relative if priced else other.relative,
        date=own.date if own.when else other.date,
        when=own.when or other.when,
        exact_date=own.exact_date if own.when else other.exact_date,
        method=own.method or other.method,
        frequency=own.frequency or other.frequency,
    )


def settle(standing: Iterable[Payment], parts: list[Payment], *, additive: bool, changing: bool) -> list[Payment]:
    """The payments that stand after the customer committed to `parts`.

    `additive` says that the words speak of a further payment ("the rest"), `changing` that one takes another's place.

    Examples
    --------
    >>> [payment.amount for payment in settle([Payment(40.0)], [Payment(30.0)], additive=False, changing=True)]
    [30.0]
    """
    payments = list(standing)
    if len(payments) == 1 and _is_priced(payments[0]) and sum(not _is_priced(part) for part in parts) > 1:
        parts = [part if _is_priced(part) else fill_up(part, payments[0]) for part in parts]
    if len(parts) > 1 and not any(_is_priced(part) for part in parts) and all(_is_priced(p) for p in payments):
        open_ones = [number for number, payment in enumerate(payments) if is_undated(payment)]
        if len(payments) > 1 and len(open_ones) == 1:
            at = open_ones[0]
            return [*payments[:at], *(fill_up(part, payments[at]) for part in parts), *payments[at + 1 :]]
        if len(payments) == 1:
            others = [fill_up(part, payments[0]) for part in parts]
            goes_on = (additive and not changing) or _next_in_rhythm(payments[0], others[0])
            return [*payments, *others] if goes_on and _all_later(payments, others) else others
        if len(payments) == len(parts):
            return [fill_up(part, payment) for part, payment in zip(parts, payments, strict=True)]
    priced = [part for part in parts if _is_priced(part)]
    dated = sum(1 for part in priced if part.when)
    if dated >= 2:
        if additive and not changing and payments and _all_later(payments, priced):
            return [*payments, *priced]
        known = {payment.amount for payment in payments}
        if dated > len(payments) or not all(part.amount in known for part in priced):
            return priced
        if dated == len(parts) == len(payments) and [p.amount for p in parts] == [p.amount for p in payments]:
            return [fill_up(part, payment) for part, payment in zip(parts, payments, strict=True)]
    for part in parts:
        _settle_one(payments, part, additive=additive, changing=changing)
    return payments


def _all_later(payments: list[Payment], parts: list[Payment]) -> bool:
    """Whether every one of `parts` comes after the payments that stand, so that they go on with these."""
    days = [payment.date for payment in payments]
    last = max((day for day in days if day is not None), default=None)
    return last is not None and None not in days and all(part.date is not None and part.date > last for part in parts)


def _is_priced(payment: Payment) -> bool:
    return payment.amount is not None or payment.relative is not None


def _settle_one(payments: list[Payment], part: Payment, *, additive: bool, changing: bool) -> None:
    """Enter one part: it joins the payment of its sum or day, takes another's place, or stands beside it."""
    if not _is_priced(part) and part.when is None and part.frequency is None:
        return
    if not payments:
        payments.append(part)
        return
    twin = next((i for i, payment in enumerate(payments) if _same_sum(payment, part)), None)
    same_day = next((i for i, payment in enumerate(payments) if part.date and payment.date == part.date), None)
    if twin is not None:
        if part.when and (part.date is not None or payments[twin].when is None):
            payments[twin] = _on_day_of(payments[twin], part)
        payments[twin] = replace(payments[twin], frequency=part.frequency or payments[twin].frequency)
    elif _is_priced(part) and same_day is not None:
        payments[same_day] = replace(payments[same_day], amount=part.amount, relative=part.relative, turn=part.turn)
    elif _is_priced(part) and part.when:
        _enter_payment(payments, part, additive=additive, changing=changing)
    elif _is_priced(part):
        _enter_sum(payments, part, adds=additive and not changing)
    elif part.when and same_day is None:
        _enter_day(payments, part, additive=additive)
    if part.frequency and part.amount is None:
        payments[-1] = replace(payments[-1], frequency=part.frequency)


def _same_sum(payment: Payment, part: Payment) -> bool:
    return payment.amount is not None and part.amount is not None and same_amount(payment.amount, part.amount)


def _on_day_of(payment: Payment, part: Payment) -> Payment:
    return replace(payment, date=part.date, when=part.when, exact_date=part.exact_date)


def _enter_payment(payments: list[Payment], part: Payment, *, additive: bool, changing: bool) -> None:
    """A sum with a day: beside the last payment when it is later or further, else in its place."""
    last = payments[-1]
    later = part.date is not None and last.date is not None and part.date > last.date
    if not _is_priced(last) or (not additive and (not later or (changing and len(payments) == 1))):
        payments[-1] = replace(part, frequency=part.frequency or last.frequency)
    else:
        payments.append(part)


def _enter_sum(payments: list[Payment], part: Payment, *, adds: bool) -> None:
    """A sum without a day."""
    if not _is_priced(payments[-1]):
        payments[-1] = replace(payments[-1], amount=part.amount, relative=part.relative, strength=part.strength)
    elif adds:
        payments.append(part)
    elif part.amount is not None:
        payments[-1] = replace(payments[-1], amount=part.amount, relative=None, strength=part.strength)


RHYTHM_DAYS = {"weekly": (5, 9), "fortnightly": (12, 16), "monthly": (26, 35)}
"""Days from one payment of a rhythm to the next, at least and at most: weekends and months of 28 to 31 days."""


def _next_in_rhythm(last: Payment, part: Payment) -> bool:
    """Whether a day is the next one of the last payment's rhythm."""
    if last.date is None or part.date is None or last.frequency not in RHYTHM_DAYS:
        return False
    least, most = RHYTHM_DAYS[last.frequency]
    return least <= (part.date - last.date).days <= most


def days_in_rhythm(last: Payment, days: Iterable[date]) -> tuple[date, ...]:
    """Those of some days that go on with a payment in its rhythm, one after another.

    Examples
    --------
    >>> last = Payment(100.0, date(2026, 4, 3), frequency="monthly")
    >>> [day.isoformat() for day in days_in_rhythm(last, [date(2026, 5, 1), date(2026, 5, 2), date(2026, 6, 5)])]
    ['2026-05-01', '2026-06-05']
    """
    found: list[date] = []
    for day in days:
        part = replace(last, date=day)
        if _next_in_rhythm(last, part):
            found.append(day)
            last = part
    return tuple(found)


def _enter_day(payments: list[Payment], part: Payment, *, additive: bool) -> None:
    """A day without a sum: for the payment that has none yet, for the rest, or in place of the last day."""
    undated = next((i for i, payment in enumerate(payments) if is_undated(payment)), None)
    if undated is None and (additive or _next_in_rhythm(payments[-1], part)) and _is_priced(payments[-1]):
        last = payments[-1]
        payments.append(fill_up(part, last) if last.frequency else replace(part, relative="rest"))
    else:
        index = len(payments) - 1 if undated is None else undated
        payments[index] = _on_day_of(payments[index], part)
