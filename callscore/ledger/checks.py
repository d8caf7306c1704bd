"""What is wrong with a manifest as a whole: columns that are not there, agents not named, accounts at odds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callscore.ledger.account import Columns
from callscore.ledger.problems import Problem
from callscore.ledger.rows import Row
from callscore.metadata import CallMetadata

__all__ = ["problems_between"]

NEEDED_FOR = {
    "agent_id": "calls belong to no agent",
    "account_id": "calls can't be joined into a history",
    "started_at": "days and hours of the calls aren't known",
}
"""Columns whose absence is said, and what can't be done without them."""

STEADY = ("currency", "account_kind")
"""What can't change from one call of an account to the next."""


def problems_between(rows: Sequence[tuple[Row, CallMetadata]], columns: Columns) -> Iterator[Problem]:
    """Problems of the table as a whole, and of rows against each other.

    Parameters
    ----------
    rows
        Each row with what was read out of it.
    columns
        As `columns_of` gives them.
    """
    for name, without in NEEDED_FOR.items():
        if name not in columns.names:
            yield Problem(f"no column {name}: {without}", file=columns.file)
    yield from _currencies([metadata for _, metadata in rows], columns.file)
    if "agent_id" in columns.names:
        for row, _ in rows:
            if columns.cell(row, "agent_id") is None:
                yield Problem("is empty: the call belongs to no agent", row.number, "agent_id", None, columns.file)
    yield from _accounts(rows, columns.file)


def _currencies(rows: Sequence[CallMetadata], file: str) -> Iterator[Problem]:
    known = {metadata.currency for metadata in rows if metadata.expected_amount is not None}
    named = sorted(currency for currency in known if currency)
    if len(named) > 1:
        without = "; sums without a currency stay without" if None in known else ""
        text = f"sums are in {', '.join(named)}: they are kept apart and never added up{without}"
        yield Problem(text, column="currency", file=file)


def _accounts(rows: Sequence[tuple[Row, CallMetadata]], file: str) -> Iterator[Problem]:
    """One account in two currencies, or of two kinds."""
    first: dict[tuple[str, str], tuple[int, object]] = {}
    for row, metadata in rows:
        for name in STEADY:
            value = getattr(metadata, name)
            if metadata.account_id is None or value is None:
                continue
            number, before = first.setdefault((metadata.account_id, name), (row.number, value))
            if before != value:
                text = f"account {metadata.account_id!r} has {before!s} in row {number}; check which is right"
                yield Problem(text, row.number, name, str(value), file)
