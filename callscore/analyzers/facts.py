"""Whether the figures that the agent states are the account's: balance, due date, reference, against the metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from callscore.conversation import Conversation
from callscore.dialogue.account_facts import (
    Statement,
    amounts_said,
    stated_balances,
    stated_due_dates,
    stated_references,
)
from callscore.dialogue.answered import with_an_agent
from callscore.dialogue.sentences import sentence_around
from callscore.evidence import abstain, moment
from callscore.findings import Finding, Metric

__all__ = ["facts"]

UNITS = {"facts_right": "count", "facts_wrong": "count"}

ROUNDED = 1.0
"""Units of currency by which a sum said without its pence may miss the ledger's."""

ABOUT = 0.05
"""Share by which "about" may miss it."""

MOST_PARTS = 4
"""Sums said by the agent that may add up to the balance: an account of several invoices."""

LEAST_DIGITS = 3
"""Digits of a reference that are enough to recognise it by its end."""

CONFIDENCE = 0.8
"""In a statement in a transcript: patterns can miss what a sum is for."""

RECOGNISED_CONFIDENCE = 0.5
"""In a statement that was recognised from sound: figures are what recognisers get wrong."""


@with_an_agent(UNITS)
def facts(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`facts_right`, `facts_wrong`: how many of the ledger's balance, due date and reference are said right, wrong.

    Part amounts, instalments, fees, offers, what the customer is quoted with and what is left after a payment are not
    the balance, and never wrong. None where the metadata holds none of the three.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from decimal import Decimal
    >>> from callscore.metadata import CallMetadata
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Your balance is £520.")
    >>> call = replace(call, metadata=CallMetadata(expected_amount=Decimal("250")))
    >>> [(item.name, item.value) for item in facts(call) if isinstance(item, Metric)]
    [('facts_right', 0.0), ('facts_wrong', 1.0)]
    """
    known = conversation.metadata
    checks = [
        _balance(conversation) if known.expected_amount is not None else None,
        _due_date(conversation) if known.due_date is not None else None,
        _reference(conversation) if known.reference is not None else None,
    ]
    found = [check for check in checks if check is not None]
    if not found:
        yield from abstain(UNITS, "the metadata holds no balance, due date or reference to check against")
        return
    base = float(len(found))
    confidence = CONFIDENCE if conversation.recogniser is None else RECOGNISED_CONFIDENCE
    yield Metric("facts_right", float(sum(right is not None for right, _ in found)), "count", base, confidence)
    yield Metric("facts_wrong", float(sum(bool(wrong) for _, wrong in found)), "count", base, confidence)
    for right, wrong in found:
        yield from ([right] if right is not None else [])
        yield from wrong


def _finding(conversation: Conversation, statement: Statement, rule: str, why: str, *, severity: int = 0) -> Finding:
    sure = CONFIDENCE if conversation.recogniser is None else RECOGNISED_CONFIDENCE
    instead = "Have the account open before you dial, and read the figure from it." if severity else None
    text = conversation.turns[statement.index].text
    chars = sentence_around(text, statement.term.first, statement.term.last)
    return moment(
        conversation,
        "facts_wrong",
        rule,
        statement.index,
        why,
        chars=chars,
        confidence=sure,
        severity=severity,
        instead=instead,
    )


def _balance(conversation: Conversation) -> tuple[Finding | None, list[Finding]]:
    expected = float(conversation.metadata.expected_amount or 0)
    currency = conversation.metadata.currency
    every = amounts_said(conversation)
    money = f"{currency} {expected:,.2f}" if currency else f"{expected:,.2f}"
    right = next((one for one in every if _is(one, expected)), None)
    credit = _finding(conversation, right, "facts.amount", "The balance is as in the ledger.") if right else None
    if right is None and _add_up(every, expected):
        return None, []
    wrong = [
        one
        for one in stated_balances(conversation)
        if not _is(one, expected) and (right is None or one.index < right.index)
    ]
    corrected = "; it was put right later" if right else ""
    return credit, [
        _finding(
            conversation,
            one,
            "facts.wrong_amount",
            f"Stated as what is owed; the ledger says {money}{corrected}.",
            severity=1 if right else 2,
        )
        for one in wrong[:1]
    ]


def _is(statement: Statement, expected: float) -> bool:
    """Whether any reading of a sum is the one expected, to the pence, rounded, or roughly where it is said so."""
    for value in statement.term.amounts:
        missed = abs(value - expected)
        rounded = value.is_integer() and missed < ROUNDED
        if missed < 0.005 or rounded or (statement.rough and missed <= ABOUT * expected):
            return True
    return False


def _add_up(every: Sequence[Statement], expected: float) -> bool:
    """Whether some of the sums said make the balance together: invoices of one account."""
    values = sorted({value for one in every for value in one.term.amounts[:1] if value < expected})[-12:]
    return any(
        abs(sum(parts) - expected) < ROUNDED
        for count in range(2, MOST_PARTS + 1)
        for parts in combinations(values, count)
    )


def _due_date(conversation: Conversation) -> tuple[Finding | None, list[Finding]]:
    due = conversation.metadata.due_date
    if due is None:
        return None, []
    stated = list(stated_due_dates(conversation))
    right = next((one for one in stated if any((d.month, d.day) == (due.month, due.day) for d in one.term.dates)), None)
    if right is not None:
        return _finding(conversation, right, "facts.due_date", "The due date is as in the ledger."), []
    why = f"Stated as the day it fell due; the ledger says {due.day} {due:%B %Y}."
    return None, [_finding(conversation, one, "facts.wrong_due_date", why, severity=1) for one in stated[:1]]


def _reference(conversation: Conversation) -> tuple[Finding | None, list[Finding]]:
    expected = re.sub(r"\W", "", conversation.metadata.reference or "").lower()
    digits = re.sub(r"\D", "", expected)
    stated = [(one, _digits(one)) for one in stated_references(conversation)]
    for one, said in stated:
        if len(said) >= LEAST_DIGITS and (digits.endswith(said) or said.endswith(digits)) and digits:
            return _finding(conversation, one, "facts.reference", "The reference is as in the ledger."), []
    alike = [one for one, said in stated if len(said) == len(digits) and len(digits) > LEAST_DIGITS]
    why = f"The ledger's reference is {conversation.metadata.reference}."
    return None, [_finding(conversation, one, "facts.wrong_reference", why, severity=1) for one in alike[:1]]


_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPOKEN = {name: str(value) for value, name in enumerate(_DIGITS)} | {"oh": "0"}


def _digits(statement: Statement) -> str:
    """Digits of a reference as said, spelled ones and doubled ones too."""
    said = ""
    double = False
    for word in re.findall(r"[a-z]+|\d", (statement.term.name or "").lower()):
        digit = word if word.isdigit() else _SPOKEN.get(word, "")
        said += digit * (2 if double else 1)
        double = word == "double"
    return said
