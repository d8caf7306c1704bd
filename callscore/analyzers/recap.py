"""Whether the agent read the agreement back before the close: amount, day and method, right and confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.agreement import Agreement, track_agreement
from callscore.agreement.payments import Payment
from callscore.agreement.slots import day_in_words, money
from callscore.conversation import Conversation, Role
from callscore.findings import Finding, Metric

__all__ = ["recap", "recap_sentence"]

AGREEMENT_CONFIDENCE = 0.75
"""0-1: used where no recap was found: 6 of the 7 calls told "absent" were so among the 32 of
``tests/agreement/agreement_calls.jsonl`` that the rules were not tuned on; put lower, as the count is small."""

_SEVERITY = {"complete": 0, "partial": 1, "absent": 2, "contradicts": 3}
_NOT_JUDGED = {
    "not_applicable": "no payment was agreed, so there was nothing to read back",
    "not_judged": "without the day of the call, the day read back can't be compared with the one agreed",
}
_SYMBOLS = {
    "GBP": "£",
    "EUR": "€",
    "USD": "$",
    "INR": "₹",
    "ZAR": "R",
    "NGN": "₦",
    "PHP": "₱",
    "AUD": "$",
    "CAD": "$",
    "SGD": "$",
    "NZD": "$",
}
_BY = {
    "cash": "in cash", "online": "online", "internet banking": "by internet banking", "checking account": "from your"
    " checking account",
    "direct debit": "by direct debit", "payment link": "through the payment link", "standing order": "by standing"
    " order",
    "payroll deduction": "by payroll deduction",
}  # fmt: skip

_LEAD_WORDS = frozenset(
    "today tomorrow tonight in on by next this at within until from after before when once as soon".split()  # noqa: SIM905
)
"""Words that begin a day and take no "on" before them."""


def recap(conversation: Conversation) -> Iterator[Finding | Metric]:
    """How the agreed terms were read back: one finding with its evidence, and the metrics `recap` and `promises`.

    `recap` is 1.0 for complete, 0.0 for absent or contradicting, the share of agreed parts restated for partial,
    and None when no payment was agreed or its days can't be compared for want of the call's date. `promises` counts the
    customer's commitments; 0 means none were found.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: When could you pay the £150?", "customer: By card on the 28th.", "agent: Bye now.")
    >>> [(item.value if isinstance(item, Metric) else item.rule) for item in recap(call)]
    ['absent', 0.0, 1.0]
    """
    agreement = track_agreement(conversation)
    judged = agreement.recap
    if judged.state in _NOT_JUDGED:
        yield Metric("recap", None, "share", reason=_NOT_JUDGED[judged.state])
    else:
        yield _finding(conversation, agreement)
        base = float(len(judged.slots))
        yield Metric(
            "recap",
            _value(agreement),
            "share",
            base,
            judged.confidence if judged.turn is not None else AGREEMENT_CONFIDENCE,
        )
    yield Metric("promises", float(len(agreement.promises)), "count")


def _value(agreement: Agreement) -> float:
    judged = agreement.recap
    if judged.state == "complete":
        return 1.0
    if judged.state in ("absent", "contradicts") or not judged.slots:
        return 0.0
    return sum(slot.state == "present" for slot in judged.slots.values()) / len(judged.slots)


def _finding(conversation: Conversation, agreement: Agreement) -> Finding:
    """The recap, or where it is absent, the moment of agreement after which it was due."""
    judged = agreement.recap
    index = judged.turn if judged.turn is not None else agreement.turn or 0
    turn = conversation.turns[index]
    return Finding(
        "recap",
        judged.state,
        Role.AGENT,
        index,
        turn.text,
        _why(agreement),
        turn.start,
        turn.end,
        judged.confidence if judged.turn is not None else AGREEMENT_CONFIDENCE,
        _SEVERITY[judged.state],
        None if judged.state == "complete" else recap_sentence(agreement),
    )


def _why(agreement: Agreement) -> str:
    """One sentence for the agent on what the recap had, lacked or got wrong."""
    judged = agreement.recap
    if judged.state == "complete":
        ending = {True: ", and the customer confirmed it", False: ", but the customer did not confirm it", None: ""}[
            judged.confirmed
        ]
        parts = _listed(tuple(judged.slots))
        return f"The agreed {parts} {'was' if len(judged.slots) == 1 else 'were'} read back correctly{ending}."
    if judged.state == "partial":
        missing = judged.missing
        them = "it" if len(missing) == 1 else "them"
        return f"The recap left out the {_listed(missing)}, so the customer may remember {them} differently."
    if judged.state == "contradicts":
        wrong = "; ".join(
            f"{name} as {judged.slots[name].recapped} where {judged.slots[name].agreed} was agreed"
            for name in judged.contradicting
        )
        return f"The recap gave another value than was agreed: {wrong}."
    return "A payment was agreed here and never read back, so nothing was checked before the call ended."


def _listed(names: tuple[str, ...]) -> str:
    """Names as a phrase: "amount, date and method"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "terms"


def recap_sentence(agreement: Agreement) -> str:
    """A recap of what was agreed, ready to say; whatever part isn't known is left out.

    Examples
    --------
    >>> from datetime import date
    >>> recap_sentence(Agreement((Payment(150.0, date(2025, 11, 28), "Friday"),), currency="GBP", method="card"))
    "So that's £150 on Friday 28 November by card; have I got that right?"
    """
    payments = [payment for payment in agreement.payments if _payment(payment, agreement.currency)]
    method = f" {_BY.get(agreement.method, f'by {agreement.method}')}" if agreement.method else ""
    if not payments:
        return (
            f"So that's{method}; have I got that right?"
            if method
            else "So let me read back what we agreed; have I got that right?"
        )
    said = [_payment(payment, agreement.currency) for payment in payments]
    said[0] += method
    listed = said[0] if len(said) == 1 else ", ".join(said[:-1]) + ", and " + said[-1]
    return f"So that's {listed}; have I got that right?"


def _payment(payment: Payment, currency: str | None) -> str:
    """One payment in words: "£150 on Friday 28 November", "the rest at the end of the month"."""
    amount = ""
    if payment.amount is not None:
        figure = money(payment.amount)
        amount = (
            f"{_SYMBOLS[currency]}{figure}" if currency in _SYMBOLS else f"{figure} {currency}" if currency else figure
        )
    elif payment.relative is not None:
        amount = {"rest": "the rest", "half": "half"}.get(payment.relative, "the full amount")
    rhythm = payment.frequency or ""
    return " ".join(part for part in (amount, rhythm, _when(payment)) if part)


def _when(payment: Payment) -> str:
    """The day with its preposition; words that carry one ("by Friday", "in two weeks", "tomorrow") keep it."""
    lead = "from" if payment.frequency else "on"
    if payment.date is not None and payment.exact_date:
        return f"{lead} {day_in_words(payment.date)}"
    if payment.when is None:
        return ""
    words = payment.when.strip()
    first = words.lower().split()[0]
    if first in _LEAD_WORDS:
        return words
    if first in ("the", "end", "middle", "month") and not words.lower().startswith("the end"):
        return f"{lead} {words}" if first == "the" else f"at the {words}"
    if words.lower().startswith("the end"):
        return f"at {words}"
    return f"{lead} {words}"
