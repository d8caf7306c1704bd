"""What became of promises to pay: by what came in, else by what later calls say; silence is not a broken promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
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
    promises = [promise for contact in contacts for promise in _standing(contact, contacts)]
    promises.sort(key=lambda promise: (promise.due or date.max, promise.made_on or date.max))
    if payments is None:
        return tuple(_by_calls(promise, contacts, as_of) for promise in promises)
    left = [_Rest(payment, payment.amount) for payment in sorted(payments, key=lambda payment: payment.day)]
    return tuple(_by_payments(promise, left, as_of) for promise in promises)


def _standing(contact: Contact, contacts: Sequence[Contact]) -> Sequence[Promise]:
    """Promises of a call that no later call replaced before their day."""
    later = [other for other in contacts if other.order > contact.order and other.promises and other.day is not None]

    def replaced(promise: Promise) -> bool:
        return promise.due is not None and any(other.day is not None and other.day < promise.due for other in later)

    return [promise for promise in contact.promises if not replaced(promise)]


def _last_day(promise: Promise) -> date | None:
    """The last day on which a payment keeps the promise."""
    if promise.due is not None:
        return promise.due + timedelta(days=GRACE_DAYS)
    return promise.made_on + timedelta(days=OPEN_DAYS) if promise.made_on is not None else None


def _by_payments(promise: Promise, left: list[_Rest], as_of: date | None) -> KeptPromise:
    last = _last_day(promise)
    wanted = None if promise.amount is None else Decimal(str(promise.amount))
    paid = Decimal(0)
    for entry in left:
        if entry.rest <= 0 or not _may_be_for(promise, entry.payment, last):
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


def _may_be_for(promise: Promise, payment: Payment, last: date | None) -> bool:
    if promise.currency and payment.currency and promise.currency != payment.currency:
        return False
    early = promise.made_on is not None and payment.day < promise.made_on
    return not early and (last is None or payment.day <= last)


def _by_calls(promise: Promise, contacts: Sequence[Contact], as_of: date | None) -> KeptPromise:
    """What the next calls say of a promise."""
    due = promise.due or promise.made_on
    if due is None:
        return KeptPromise(promise, "unknown", "", "neither its day nor the call's is known")
    for contact in contacts:
        after = contact.day is not None and contact.day >= due
        if not after or (promise.made_on is not None and contact.day is not None and contact.day <= promise.made_on):
            continue
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
