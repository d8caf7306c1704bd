"""Whether what was agreed is a plan of payments or a single promise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.agreement import Agreement, Payment
from callscore.conversation import Conversation
from callscore.dialogue.sentences import sentence_around
from callscore.language.terms import TermKind, find_terms

__all__ = ["is_plan"]

PLAN_PAYMENTS = 2
"""Payments on different days from which an agreement is a plan. Of 51 calls on which two were agreed, people called 30
a partial plan and 21 a promise, each author always the same or nearly so; of 29 with three or more, all a partial plan.
One payment is a promise, whether it is the whole or a part whose rest is left open, unless it recurs."""

DAYS_APART = 7
"""Days from which one sum twice is two payments: no instalments of the calls with truth came faster than weekly."""

_COMES_IN = re.compile(
    r"\b(?:pay ?days?|(?:get|gets|getting|got|am|are|is|i'm|we're|she's|he's) paid"
    r"|paid (?:once|twice|every|weekly|monthly|fortnightly)|wages?|salary|pension|benefits?|universal credit|income"
    r"|(?:pay|payment|cheque|check|bacs) runs?|bring\w* home|comes? in)\b",
    re.IGNORECASE,
)
"""Words of when money comes to the customer, or leaves by their office's own calendar."""


def is_plan(conversation: Conversation, agreement: Agreement) -> bool:
    """Whether payments on different days were agreed, or one that recurs; two bills on one day are one promise.

    Examples
    --------
    >>> from callscore.agreement import track_agreement
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Could you do £50 on the 5th by card?", "customer: Yes, I can.")
    >>> is_plan(call, track_agreement(call))
    False
    """
    parts = [payment for payment in agreement.payments if payment.amount is not None or payment.relative == "rest"]
    days = {payment.date or payment.when for payment in parts}
    if len(parts) >= PLAN_PAYMENTS and len(days) >= PLAN_PAYMENTS and not _is_one_put_off(parts):
        return True
    agreed = {payment.frequency for payment in agreement.payments if payment.frequency}
    return (agreement.instalments or 0) > PLAN_PAYMENTS or _is_paid_in(agreed, conversation)


def _is_one_put_off(parts: Sequence[Payment]) -> bool:
    """Whether two payments are one sum on two days so near each other that one day is the other, put off."""
    if len(parts) != PLAN_PAYMENTS or parts[0].amount != parts[1].amount:
        return False
    first, second = (part.date for part in parts)
    return first is not None and second is not None and abs((second - first).days) < DAYS_APART


def _is_paid_in(agreed: set[str], conversation: Conversation) -> bool:
    """Whether an agreed rhythm is said of paying: "forty a month", and not only of when money or a bill comes.

    "When's payday?" - "Every second Friday" is no plan, "every second Friday, then, thirty" is.
    """
    turns = conversation.turns
    for index, turn in enumerate(turns):
        terms = find_terms(turn.text)
        rhythms = [term for term in terms if term.kind is TermKind.FREQUENCY and term.name in agreed]
        sums = any(term.kind is TermKind.AMOUNT for term in terms)
        before = "" if sums else " ".join(each.text for each in turns[max(0, index - 2) : index])
        for rhythm in rhythms:
            around = turn.text[slice(*sentence_around(turn.text, rhythm.first, rhythm.last))]
            if not _COMES_IN.search(around) and not _COMES_IN.search(before):
                return True
    return False
