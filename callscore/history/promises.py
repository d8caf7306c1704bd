"""What became of promises to pay: by what came in, else by what later calls say; silence is not a broken promise."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from callscore.history.payments import Payment

if TYPE_CHECKING:
    from callscore.history.contacts import Contact

__all__ = ["KeptPromise", "Promise", "judge_promises"]

GRACE_DAYS = 3
"""Days after the promised one by which a payment is still in time: transfers take up to a working day within a country
and two between, and a weekend may lie between."""

OPEN_DAYS = 31
"""Days for which a promise without a day is open: a month's pay comes within them."""

ENOUGH = Decimal("0.99")
"""Share of the promised sum from which it is paid: bank charges, and pence dropped in speech."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to pay, as the notes of a call hold it; `made_on` and `due` are None where no day is known."""

    account_id: str
    call_id: str
    made_on: date | None
    amount: float | None
    currency: str | None
    due: date | None
    method: str | None
    strength: str
    quote: str


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """A promise and what became of it.

    Parameters
    ----------
    state
        ``kept``, ``partly`` (some came), ``broken``, ``open`` (its day is not over), ``unknown``.
    told_by
        ``payments``, ``agent`` (a later call), ``customer`` (who says they paid), or empty.
    why
        What it rests on, with the quote.
    paid
        What came in for it; None where no payments are known.
    """

    promise: Promise
    state: str
    told_by: str = ""
    why: str = ""
    paid: Decimal | None = None


@dataclass(slots=True)
class _Rest:
    """A payment and how much of it is not yet counted for a promise."""

    payment: Payment
    rest: Decimal


def judge_promises(
    contacts: Sequence[Contact], payments: Sequence[Payment] | None, as_of: date | None
) -> tuple[KeptPromise, ...]:
    """What became of each promise of one account, in order of their days.

    A payment counts once, for the earliest promise that it can be for: made after it, and in time. One that a later
    call replaced by another promise before its day came is left out.

    Parameters
    ----------
    contacts
        The account's calls in order.
    payments
        What came in on the account; None where that isn't known.
    as_of
        The day up to which the account is known.
    """
    promises = _standing(contacts)
    promises.sort(key=lambda promise: (promise.due or date.max, promise.made_on or date.max))
    if payments is None:
        telling = _Telling.of(contacts)
        return tuple(_by_calls(promise, telling, as_of) for promise in promises)
    left = [_Rest(payment, payment.amount) for payment in sorted(payments, key=lambda payment: payment.day)]
    days = [entry.payment.day for entry in left]
    return tuple(_by_payments(promise, left, days, as_of) for promise in promises)


def _standing(contacts: Sequence[Contact]) -> list[Promise]:
    """Promises that no later call of the account replaced before their day, in order of the calls.

    Calls are in order of their days, so the earliest later one with promises is the next such one: one pass from the
    last call to the first is enough.
    """
    standing: list[list[Promise]] = []
    following: date | None = None
    for _, group in groupby(reversed(contacts), key=lambda contact: contact.order):
        together = tuple(group)
        for contact in together:
            standing.append([each for each in contact.promises if not _replaced(each, following)])
        following = next((each.day for each in together if each.promises and each.day is not None), following)
    return [promise for promises in reversed(standing) for promise in promises]


def _replaced(promise: Promise, following: date | None) -> bool:
    return promise.due is not None and following is not None and following < promise.due


def _last_day(promise: Promise) -> date | None:
    """The last day on which a payment keeps the promise."""
    if promise.due is not None:
        return promise.due + timedelta(days=GRACE_DAYS)
    return promise.made_on + timedelta(days=OPEN_DAYS) if promise.made_on is not None else None


def _by_payments(promise: Promise, left: list[_Rest], days: list[date], as_of: date | None) -> KeptPromise:
    """What the payments of its days, from the call to the last on which it is kept, make of a promise."""
    last = _last_day(promise)
    wanted = None if promise.amount is None else Decimal(str(promise.amount))
    paid = Decimal(0)
    begin = 0 if promise.made_on is None else bisect_left(days, promise.made_on)
    end = len(days) if last is None else bisect_right(days, last)
    for entry in left[begin:end]:
        if entry.rest <= 0 or (promise.currency and entry.payment.currency not in (None, promise.currency)):
            continue
        taken = entry.rest if wanted is None else min(entry.rest, wanted - paid)
        entry.rest -= taken
        paid += taken
        if wanted is None or paid >= wanted * ENOUGH:
            return KeptPromise(promise, "kept", "payments", f"{paid} came in by {entry.payment.day}", paid)
    if last is None:
        return KeptPromise(promise, "unknown", "", "neither its day nor the call's is known", paid)
    if as_of is None or as_of <= last:
        return KeptPromise(promise, "open", "payments" if paid else "", f"due by {promise.due or last}", paid)
    state, what = ("partly", f"{paid} of {wanted} came in") if paid else ("broken", "nothing came in")
    return KeptPromise(promise, state, "payments", f"{what} by {last}", paid)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Those calls of an account that say something of a payment, in order, and their days."""

    contacts: tuple[Contact, ...]
    days: tuple[date, ...]

    @classmethod
    def of(cls, contacts: Sequence[Contact]) -> _Telling:
        """Those among an account's calls in order."""
        telling = [(each, each.day) for each in contacts if _speaks_of_payment(each)]
        dated = [(contact, day) for contact, day in telling if day is not None]
        return cls(tuple(contact for contact, _ in dated), tuple(day for _, day in dated))

    def first(self, promise: Promise, due: date) -> Contact | None:
        """The first on or after a promise's day that is later than the call on which it was made."""
        place = bisect_left(self.days, due)
        if promise.made_on is not None:
            place = max(place, bisect_right(self.days, promise.made_on))
        return self.contacts[place] if place < len(self.contacts) else None


def _speaks_of_payment(contact: Contact) -> bool:
    return any(said is not None for said in (contact.did_not_come, contact.came_in, contact.said_paid))


def _by_calls(promise: Promise, telling: _Telling, as_of: date | None) -> KeptPromise:
    """What the next calls say of a promise."""
    due = promise.due or promise.made_on
    if due is None:
        return KeptPromise(promise, "unknown", "", "neither its day nor the call's is known")
    contact = telling.first(promise, due)
    if contact is not None:
        if contact.did_not_come is not None:
            return KeptPromise(promise, "broken", "agent", f"on {contact.day}: “{contact.did_not_come}”")
        if contact.came_in is not None:
            return KeptPromise(promise, "kept", "agent", f"on {contact.day}: “{contact.came_in}”")
        if contact.said_paid is not None:
            return KeptPromise(promise, "kept", "customer", f"on {contact.day}: “{contact.said_paid}”")
    last = _last_day(promise)
    if last is not None and (as_of is None or as_of <= last):
        return KeptPromise(promise, "open", "", f"due by {promise.due or last}")
    return KeptPromise(promise, "unknown", "", "no payments are known, and no later call speaks of it")
