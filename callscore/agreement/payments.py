"""Payments and promises as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from callscore.agreement.acts import NOTHING_HEARD, Acts
from callscore.language.terms import Term

__all__ = ["Payment", "Promise", "Standing"]


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of an agreement; a part that isn't known is None. `when` keeps the words of the day."""

    amount: float | None = None
    date: date | None = None
    when: str | None = None
    method: str | None = None
    frequency: str | None = None
    relative: str | None = None
    exact_date: bool = True
    strength: str = "firm"
    turn: int = -1


@dataclass(frozen=True, slots=True)
class Promise:
    """A customer's commitment to a future payment, with the words it was made in.

    `date` is the resolved day or None, `when` the words for it; `strength` is "firm",
    "conditional" or "weak"; `turn` an index into ``conversation.turns``; `start` in seconds or None. `accepted` says
    that it took up the agent's proposal, `named` which of amount, date and method its words name or accept, `by` who
    pays where it is not the customer, `stands` that it was not given up or changed later in the call. `instalments` is
    how many payments of its `frequency` it stands for: 1 for a single one, None for as many as it takes.
    """

    amount: float | None
    currency: str | None
    date: date | None
    method: str | None
    strength: str
    quote: str
    turn: int
    start: float | None = None
    when: str | None = None
    accepted: bool = False
    frequency: str | None = None
    named: frozenset[str] = frozenset()
    by: str | None = None
    stands: bool = True
    instalments: int | None = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands when the call ends: the payments agreed, the promises on the way, and when it last changed."""

    payments: tuple[Payment, ...] = ()
    promises: tuple[Promise, ...] = ()
    agreed_turn: int | None = None
    first_agreed_turn: int | None = None
    method: str | None = None
    count: int | None = None
    amounts_named: tuple[float, ...] = ()
    lines: tuple[tuple[Term, ...], ...] = ()
    acts: Acts = NOTHING_HEARD
