"""What became of an account over its calls: contacts, promises kept or not, follow-ups due, how often it was called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from callscore.history.contacts import Contact, contact_of
from callscore.history.follow_ups import FollowUp, follow_ups
from callscore.history.frequency import TooOften, too_often
from callscore.history.payments import Payment, Payments, read_payments
from callscore.history.promises import KeptPromise, Promise, judge_promises
from callscore.profiles import Profile

if TYPE_CHECKING:
    from callscore.report import Report

__all__ = [
    "Contact",
    "FollowUp",
    "History",
    "KeptPromise",
    "Payment",
    "Payments",
    "Promise",
    "TooOften",
    "histories",
    "history_table",
    "read_payments",
]


@dataclass(frozen=True, slots=True)
class History:
    """One account over its calls.

    Parameters
    ----------
    account_id
        The account.
    contacts
        Its calls, in order of time; those whose day isn't known stand last.
    promises
        What the customer promised on them, each with what became of it.
    follow_ups
        What is still to be done, by day.
    too_often
        Calls beyond a profile's limits, for review.
    as_of
        The day up to which the account is known.
    """

    account_id: str
    contacts: tuple[Contact, ...]
    promises: tuple[KeptPromise, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    too_often: tuple[TooOften, ...] = ()
    as_of: date | None = None

    def count(self, state: str) -> int:
        """Promises in a state: ``kept``, ``partly``, ``broken``, ``open`` or ``unknown``."""
        return sum(promise.state == state for promise in self.promises)

    @property
    def kept_share(self) -> float | None:
        """Promises kept over those whose outcome is known; None where none is."""
        known = self.count("kept") + self.count("partly") + self.count("broken")
        return self.count("kept") / known if known else None

    def to_row(self) -> dict[str, Any]:
        """The account in one row."""
        days = [contact.day for contact in self.contacts if contact.day is not None]
        promised = {f"promises_{state}": self.count(state) for state in ("kept", "partly", "broken", "open", "unknown")}
        return {
            "account_id": self.account_id,
            "calls": len(self.contacts),
            "conversations": sum(contact.conversation for contact in self.contacts),
            "first_call": min(days, default=None),
            "last_call": max(days, default=None),
            "last_outcome": self.contacts[-1].outcome if self.contacts else None,
            "promises": len(self.promises),
            **promised,
            "kept_share": self.kept_share,
            "next_follow_up": self.follow_ups[0].due if self.follow_ups else None,
            "follow_up": self.follow_ups[0].what if self.follow_ups else None,
            "too_often": len(self.too_often),
        }


def histories(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    payments: Iterable[Payment] | None = None,
    profile: Profile | str | None = None,
    as_of: date | None = None,
) -> tuple[History, ...]:
    """Every account's history, those with the earliest follow-up first.

    Parameters
    ----------
    reports
        Reports, or their dictionaries (`Report.to_dict`), in any order; those without an account id are left out.
    payments
        What came in, when the ledger tells (`read_payments`). Without it only later calls can say what became of a
        promise, and one of which nothing is said stays unknown: silence is not a broken promise.
    profile
        A jurisdiction's profile, its name, or a TOML file: how often may be called. None judges nothing.
    as_of
        The day up to which the reports and payments reach; by default the last of them.

    Examples
    --------
    >>> from datetime import datetime
    >>> from callscore import CallMetadata, Pipeline
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Can you pay £50 on the 5th by card?", "customer: Yes, I'll pay £50 on the 5th.")
    >>> known = CallMetadata(account_id="889", started_at=datetime(2026, 6, 1, 10))
    >>> history, = histories([Pipeline()(call, metadata=known)], as_of=date(2026, 6, 20))
    >>> history.promises[0].promise.due.isoformat(), history.promises[0].state
    ('2026-06-05', 'unknown')
    """
    by_account: dict[str, list[Contact]] = defaultdict(list)
    for report in reports:
        contact = contact_of(report if isinstance(report, Mapping) else report.to_dict())
        if contact is not None:
            by_account[contact.account_id].append(contact)
    came_in: dict[str, list[Payment]] | None = None
    if payments is not None:
        came_in = defaultdict(list)
        for payment in payments:
            came_in[payment.account_id].append(payment)
    if as_of is None:
        as_of = _last_day(by_account, came_in)
    limits = () if profile is None else (Profile.load(profile) if not isinstance(profile, Profile) else profile).limits
    found = [
        _history(account, contacts, None if came_in is None else came_in.get(account, []), limits, as_of)
        for account, contacts in by_account.items()
    ]
    return tuple(
        sorted(found, key=lambda each: (each.follow_ups[0].due if each.follow_ups else date.max, each.account_id))
    )


def _last_day(by_account: Mapping[str, list[Contact]], came_in: Mapping[str, list[Payment]] | None) -> date | None:
    days = [contact.day for contacts in by_account.values() for contact in contacts if contact.day is not None]
    days += [payment.day for own in (came_in or {}).values() for payment in own]
    return max(days, default=None)


def _history(
    account: str, contacts: list[Contact], payments: list[Payment] | None, limits: Any, as_of: date | None
) -> History:
    ordered = tuple(sorted(contacts, key=lambda contact: contact.order))
    promises = judge_promises(ordered, payments, as_of)
    exceeded = tuple(flag for limit in limits for flag in too_often(ordered, limit))
    return History(account, ordered, promises, follow_ups(ordered, promises), exceeded, as_of)


def history_table(accounts: Iterable[History]) -> Any:
    """Histories as a pandas table, one row an account (`History.to_row`).

    Examples
    --------
    >>> list(history_table([History("889", ())])["account_id"])
    ['889']
    """
    import pandas as pd

    return pd.DataFrame([history.to_row() for history in accounts], columns=list(History("", ()).to_row()))
