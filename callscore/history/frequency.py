"""How often an account was called, against what a jurisdiction's profile allows; flags for review."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from callscore.history.contacts import Contact
from callscore.profiles import ContactLimit

__all__ = ["TooOften", "too_often"]


@dataclass(frozen=True, slots=True)
class TooOften:
    """A call beyond a limit: which, by how much, and by which rule.

    Parameters
    ----------
    rule
        Id of the profile's rule.
    day, call_id
        The call.
    count
        Calls within the rule's days up to this one; for a call too soon after a conversation, days since that.
    why
        One line with the figures and the basis.
    """

    rule: str
    day: date
    call_id: str
    count: int
    why: str


def too_often(contacts: Sequence[Contact], limit: ContactLimit) -> tuple[TooOften, ...]:
    """Calls of one account beyond a limit, in order; only recorded calls are counted, so there may have been more.

    Parameters
    ----------
    contacts
        The account's calls in order.
    limit
        So many calls within so many days, the day of the call being the last; and, where the rule has it, no call
        within so many days after a conversation, the day of the conversation being the first.
    """
    dated = [(contact, contact.day) for contact in contacts if contact.day is not None]
    days = [day for _, day in dated]
    found: list[TooOften] = []
    talked: date | None = None
    for place, (contact, day) in enumerate(dated):
        since = day - timedelta(days=limit.within_days - 1)
        count = place + 1 - bisect_left(days, since)
        if count > limit.calls:
            why = f"For review: call {count} within {limit.within_days} days; {limit.calls} is the limit of"
            found.append(TooOften(limit.rule.id, day, contact.call_id, count, f"{why} {limit.rule.basis}."))
        quiet = limit.after_conversation_days
        if quiet is not None and talked is not None and (day - talked).days < quiet:
            gap = (day - talked).days
            why = f"For review: called {gap} days after the conversation of {talked}; {quiet} days are the rule of"
            found.append(TooOften(limit.rule.id, day, contact.call_id, gap, f"{why} {limit.rule.basis}."))
        if contact.conversation:
            talked = day
    return tuple(found)
