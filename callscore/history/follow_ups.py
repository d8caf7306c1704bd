"""What is still to be done on an account, and by when: promises to look for, call-backs asked for, steps announced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from callscore.history.contacts import Contact
from callscore.history.promises import KeptPromise

__all__ = ["FollowUp", "follow_ups"]

CALL_BACK = "callback_request"
"""Kind of the note that a customer wants to be called back."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to do.

    Parameters
    ----------
    due
        The day.
    what
        ``check_payment``, ``broken_promise``, ``call_back`` or ``next_step``.
    quote
        The words that it rests on.
    call_id
        The call on which they were said.
    """

    account_id: str
    due: date
    what: str
    quote: str
    call_id: str


def follow_ups(contacts: Sequence[Contact], promises: Sequence[KeptPromise]) -> tuple[FollowUp, ...]:
    """What is still to be done on one account, earliest first.

    An open promise is looked for on the day after it is due, a broken or half-kept one at once. A call-back or a step
    whose day lies before a later call is done with.

    Parameters
    ----------
    contacts
        The account's calls in order.
    promises
        What became of its promises.
    """
    found: list[FollowUp] = []
    last_day = max((contact.day for contact in contacts if contact.day is not None), default=None)
    for kept in promises:
        promise = kept.promise
        if kept.state in ("open", "unknown") and promise.due is not None:
            due = promise.due + timedelta(days=1)
            found.append(FollowUp(promise.account_id, due, "check_payment", promise.quote, promise.call_id))
        elif kept.state in ("broken", "partly") and promise.due is not None and _none_after(promise.due, last_day):
            due = promise.due + timedelta(days=1)
            found.append(FollowUp(promise.account_id, due, "broken_promise", promise.quote, promise.call_id))
    last = max(((place, each.day) for place, each in enumerate(contacts) if each.day is not None), default=None)
    for place, contact in enumerate(contacts):
        found += [one for one in _asked(contact) if last is None or place >= last[0] or last[1] < one.due]
    first: dict[tuple[date, str], FollowUp] = {}
    for one in sorted(found, key=lambda one: (one.due, one.what)):
        first.setdefault((one.due, one.what), one)
    return tuple(first.values())


def _none_after(day: date, last_day: date | None) -> bool:
    """Whether there was no call after a day."""
    return last_day is None or last_day <= day


def _asked(contact: Contact) -> Iterator[FollowUp]:
    """Call-backs and steps of one call that name a day."""
    from callscore.language.dates import find_dates

    said = [("call_back", quote) for kind, quote in contact.requests if kind == CALL_BACK]
    said += [("next_step", quote) for quote in contact.next_steps]
    for what, quote in said:
        days = [when.dates[0] for when in find_dates(quote, contact.day) if when.dates and when.precision == "day"]
        ahead = [day for day in days if contact.day is not None and day > contact.day]
        if ahead:
            yield FollowUp(contact.account_id, ahead[0], what, quote, contact.call_id)
