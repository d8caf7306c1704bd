"""Histories as plain data: what ``callscore history --json`` prints, and what the terminal shows is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.errors import ConfigError
from callscore.history.contacts import Contact
from callscore.history.follow_ups import FollowUp
from callscore.history.promises import KeptPromise
from callscore.tables.reports import read_reports, report_files

if TYPE_CHECKING:
    from callscore.history import History

__all__ = ["account_document", "accounts_document", "reports_of"]


def reports_of(folders: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """The reports of batches' OUT, or of folders of reports; a folder that is named twice is read once.

    Raises
    ------
    ConfigError
        When a folder doesn't exist, or a report can't be read.
    """
    places = {folder.resolve(): folder for folder in folders}.values()
    for place in places:
        for path in report_files(place):
            yield from read_reports(path)


def accounts_document(accounts: Iterable[History]) -> dict[str, Any]:
    """Each account in one row, those with the earliest follow-up first: `callscore.history.History.to_row`."""
    rows = [{name: _plain(value) for name, value in history.to_row().items()} for history in accounts]
    return {"accounts": rows}


def account_document(accounts: Sequence[History], account_id: str) -> dict[str, Any]:
    """One account: its calls, promises and what became of them, what is due, and calls beyond a profile's limits.

    Parameters
    ----------
    accounts
        `callscore.history.histories`.
    account_id
        Which of them.

    Raises
    ------
    ConfigError
        When no call names the account; it says which accounts there are.
    """
    history = next((each for each in accounts if each.account_id == account_id), None)
    if history is None:
        known = sorted(each.account_id for each in accounts)
        some = ", ".join(known[:5]) + (" …" if len(known) > 5 else "")
        there = f"there are {len(known)}: {some}" if known else "no call names one: give batch a --manifest with them"
        raise ConfigError(f"--account {account_id!r}: no call of it is there; {there}")
    return {
        **{name: _plain(value) for name, value in history.to_row().items()},
        "as_of": _plain(history.as_of),
        "contacts": [_contact(contact) for contact in history.contacts],
        "promised": [_promise(kept) for kept in history.promises],
        "follow_ups": [_follow_up(one, history.as_of) for one in history.follow_ups],
        "beyond_limits": [
            {"rule": one.rule, "day": _plain(one.day), "call_id": one.call_id, "count": one.count, "why": one.why}
            for one in history.too_often
        ],
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "call_id": contact.call_id,
        "day": _plain(contact.day),
        "time": None if contact.started_at is None else f"{contact.started_at:%H:%M}",
        "agent_id": contact.agent_id,
        "outcome": contact.outcome,
        "conversation": contact.conversation,
        "promises": len(contact.promises),
    }


def _promise(kept: KeptPromise) -> dict[str, Any]:
    promise = kept.promise
    return {
        "call_id": promise.call_id,
        "made_on": _plain(promise.made_on),
        "amount": promise.amount,
        "currency": promise.currency,
        "date": _plain(promise.due),
        "method": promise.method,
        "strength": promise.strength,
        "quote": promise.quote,
        "state": kept.state,
        "told_by": kept.told_by,
        "why": kept.why,
        "paid": _plain(kept.paid),
    }


def _follow_up(one: FollowUp, as_of: date | None) -> dict[str, Any]:
    late = None if as_of is None else one.due <= as_of
    return {"due": _plain(one.due), "what": one.what, "quote": one.quote, "call_id": one.call_id, "is_due": late}


def _plain(value: Any) -> Any:
    """Days as ISO 8601, sums of money as numbers."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
