"""What the telephone system and the ledger know about a call: agent, account, time, and what is owed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

__all__ = ["AccountKind", "CallMetadata"]


class AccountKind(StrEnum):
    """Who owes: a person or a business."""

    CONSUMER = "consumer"
    B2B = "b2b"


@dataclass(frozen=True, slots=True)
class CallMetadata:
    """What is known about a call beside its sound; every field may be unknown.

    Parameters
    ----------
    agent_id, team
        Who made the call, and the team that they belong to.
    account_id
        The account or customer that the call was about; joins calls into a history.
    account_kind
        Consumer or business.
    started_at
        When the call began, on the customer's clock (local time).
    expected_amount, currency
        What is owed by the ledger, and its ISO 4217 code.
    due_date
        Day on which it was due.
    reference
        Invoice, contract or account reference that the agent should cite.
    disposition
        Outcome that the collector keyed in.
    call_date
        Day of the call, where its hour isn't known.

    Examples
    --------
    >>> CallMetadata(agent_id="a17", expected_amount=Decimal("250.00"), currency="GBP").to_dict()["expected_amount"]
    '250.00'
    """

    agent_id: str | None = None
    team: str | None = None
    account_id: str | None = None
    account_kind: AccountKind | None = None
    started_at: datetime | None = None
    expected_amount: Decimal | None = None
    currency: str | None = None
    due_date: date | None = None
    reference: str | None = None
    disposition: str | None = None
    call_date: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain data: days and times in ISO 8601, amounts as decimal text, None where unknown."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | StrEnum):
        return str(value)
    return value
