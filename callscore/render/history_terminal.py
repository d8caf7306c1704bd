"""Accounts over their calls in a terminal, made from their dictionaries: calls, promises, what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from callscore.render.figures import UNKNOWN
from callscore.render.plain_tables import plain_console, plain_table
from callscore.wording import date_in_words, outcome_in_words, promise_in_words

__all__ = ["print_account", "print_accounts"]

ACCOUNTS_SHOWN = 50
"""Accounts listed; all of them are in the JSON."""

STATES = {"partly": "kept in part", "unknown": "not known"}
"""States of a promise that their id doesn't say in plain words."""

FOLLOW_UPS = {
    "check_payment": "see whether the payment came",
    "broken_promise": "call about the broken promise",
    "call_back": "call back, as asked",
    "next_step": "do what was announced",
}
"""Follow-ups in plain words."""


def print_accounts(document: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print a row for each account.

    Parameters
    ----------
    document
        `callscore.history.document.accounts_document`.
    console
        Where to; by default standard output.
    """
    console = plain_console(console)
    rows = document["accounts"]
    table = plain_table(
        ("account", "calls", "last call", "outcome", "promises", "to do"), map(_account, rows[:ACCOUNTS_SHOWN])
    )
    console.print(f"{len(rows)} account{'s' * (len(rows) != 1)}", style="bold")
    console.print(table)
    if len(rows) > ACCOUNTS_SHOWN:
        console.print(f"… and {len(rows) - ACCOUNTS_SHOWN} more: --json has them all", style="dim")


def print_account(document: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print one account: its calls, its promises and what became of them, what is due.

    Parameters
    ----------
    document
        `callscore.history.document.account_document`.
    console
        Where to; by default standard output.
    """
    console = plain_console(console)
    console.print(_head(document), style="bold")
    calls = [
        (_day(row["day"]), row["time"] or UNKNOWN, row["agent_id"] or UNKNOWN, outcome_in_words(row["outcome"]),
         row["call_id"])
        for row in document["contacts"]
    ]  # fmt: skip
    _print_rows(console, "Calls", ("day", "time", "agent", "outcome", "call"), calls)
    _print_rows(console, "Promises", ("made on", "promise", "became", "why"), [*map(_promised, document["promised"])])
    due = [(_when(row), FOLLOW_UPS.get(row["what"], row["what"]), row["quote"]) for row in document["follow_ups"]]
    _print_rows(console, "To do", ("due", "what", "because of"), due)
    beyond = [(_day(row["day"]), row["call_id"], row["why"]) for row in document["beyond_limits"]]
    if beyond:
        _print_rows(console, "Called too often", ("day", "call", "why"), beyond)


def _account(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The cells of an account's row."""
    to_do = f"{row['next_follow_up']} {str(row['follow_up']).replace('_', ' ')}" if row["next_follow_up"] else UNKNOWN
    last, outcome = row["last_call"] or UNKNOWN, outcome_in_words(row["last_outcome"])
    return row["account_id"], str(row["calls"]), last, outcome, _counted(row) or UNKNOWN, to_do


def _head(document: Mapping[str, Any]) -> str:
    said = [f"{document['calls']} calls, {document['conversations']} of them conversations"]
    if document["promises"]:
        said.append(f"promises: {_counted(document)}")
    return f"Account {document['account_id']}: {'; '.join(said)}; known up to {_day(document['as_of'])}"


def _counted(row: Mapping[str, Any]) -> str:
    """How many promises became what, states without any left out."""
    states = ("kept", "partly", "broken", "open", "unknown")
    return ", ".join(f"{row[f'promises_{state}']} {_state(state)}" for state in states if row[f"promises_{state}"])


def _promised(row: Mapping[str, Any]) -> tuple[str, ...]:
    return _day(row["made_on"]), promise_in_words(row), _state(row["state"]), row["why"]


def _print_rows(console: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        console.print(f"\n{title}: none")
        return
    console.print(plain_table(columns, rows, title=f"\n{title}"))


def _when(row: Mapping[str, Any]) -> str:
    return _day(row["due"]) + (", due" if row["is_due"] else "")


def _state(state: str) -> str:
    return STATES.get(state, state)


def _day(day: str | None) -> str:
    return UNKNOWN if day is None else date_in_words(day)
