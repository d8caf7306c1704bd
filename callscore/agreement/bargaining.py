"""What is on the table while a payment is negotiated, and how a commitment changes what stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from callscore.agreement.acts import NOTHING_HEARD, Acts
from callscore.agreement.payments import Payment, Promise
from callscore.agreement.schedule import fill_up, is_undated, same_part, settle
from callscore.agreement.sums import is_among, same_amount
from callscore.agreement.wholes import is_whole, make_the_whole, of_the_whole, within_what_is_owed
from callscore.conversation import Turn
from callscore.language import commitments
from callscore.language.terms import Term, TermKind

__all__ = ["CHANGES", "Floor", "clear", "settled", "turn_down", "write_down"]

RHYTHM_LASTS = 2
"""Agent lines for which an offered rhythm ("a fortnight") goes with the sums named after it."""

WHOLES = ("full", "half")
"""Sums without figures that say how much; "the rest" does only beside another."""

_ADDITIVE = re.compile(
    r"\b(?:rest|remaining|remains|remainder|other (?:half|one)|the other|left|leaves?|balance|and then"
    r"|then (?:the|on|i|we|\w+ (?:the )?\w+th)|second|another|again|(?<!my )last (?:lot|one|bit|payment)"
    r"|as well|too|both|also|one)\b"
)

_SOONER = re.compile(
    r"\b(?:any|bit|little|something|do it|make it|pay|be|chance of|possible)(?: \w+)? (?:sooner|earlier|quicker)\b"
    r"|\b(?:sooner|earlier)\?|\bbring (?:it|that) forward\b",
    re.IGNORECASE,
)
"""The agent asks for another day in place of the one just named."""

_REST = re.compile(
    r"\b(?:when'?s|when is|and|what about|how about|for|then) the (?:rest|remain\w+|other half)\b"
    r"|\b(?:the )?same again\b|\bthe last (?:lot|bit|one|payment|part)\b"
)

CHANGES = re.compile(
    r"\b(?:actually|instead|make it|rather|no wait|can't do|cannae|hang on|change|i said|sorry|let me do it|reduce"
    r"|better)\b"
)

_PLANS = re.compile(
    r"\b(?:pay\w*|settle|clear|send|planning|arrange|sort\w*|full|parts|manage"
    r"|set (?:it|that|this) up|take (?:it|that)|put (?:it|that) through)\b",
    re.IGNORECASE,
)


_PAYS_IT = re.compile(
    r"\b(?:will|'ll|can|could|going to) (?:pay|settle|clear|send|transfer) (?:it|that|this"
    r"|the whole|all)\b|(?:will|'ll|can|could|going to) (?:get|put|push|have) (?:it|that|this)(?: all)? (?:on|in|into"
    r"|through"
    r"|out|over|to you|paid|sorted|done)\b"
)
"""The customer will pay the sum under discussion, without naming it."""


@dataclass(slots=True)
class Floor:
    """Working state while the turns go by."""

    call_date: date | None
    acts: Acts = NOTHING_HEARD
    named: list[float] = field(default_factory=list)
    customers: list[float] = field(default_factory=list)
    bargained: list[float] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    pending: tuple[Term, ...] = ()
    pending_text: str = ""
    since: str = ""
    topic: float | None = None
    agreed_sum: float | None = None
    ceiling: float = 0.0
    offered: tuple[Term, ...] = ()
    live: bool = False
    paying: bool = False
    about_payment: bool = True
    doubtful: set[int] = field(default_factory=set)
    tentative: tuple[int, tuple[Term, ...]] | None = None
    contested: bool = False
    offered_count: int | None = None
    offered_frequency: str | None = None
    rhythm_age: int = 0
    subjects: list[float] = field(default_factory=list)
    changed: Payment | None = None
    reopened: bool = False
    pressed: bool = False
    verifying: bool = False
    method: str | None = None
    ways: tuple[str, ...] = ()
    duties: frozenset[date] = frozenset()
    count: int | None = None
    last_change: int | None = None
    first_change: int | None = None


def clear(floor: Floor) -> None:
    """Take everything agreed off the table."""
    floor.payments.clear()
    floor.offered = ()
    floor.last_change = floor.first_change = floor.method = None


def turn_down(floor: Floor, terms: Sequence[Term]) -> None:
    """Take the sums that the agent turns down off the table, and what they were asked for."""
    sums = [reading for term in terms if term.kind is TermKind.AMOUNT for reading in term.amounts]
    floor.tentative = None
    if sums:
        refused = [p for p in floor.payments if any(p.amount and same_amount(p.amount, reading) for reading in sums)]
        floor.payments = [p for p in floor.payments if p not in refused]
        floor.subjects.clear()
        floor.topic = floor.agreed_sum = None


def write_down(
    floor: Floor, turn: Turn, index: int, parts: list[Payment], own: tuple[Term, ...], accepted: bool
) -> None:
    """Enter what the customer took up: the promises, and what stands after them."""
    text = turn.text.lower()
    plans = bool(_PLANS.search(floor.pending_text) or _PAYS_IT.search(text))
    subject = [_with_subject(part, floor, accepted or bool(own), plans=plans) for part in parts]
    about_another = any(one.amount != part.amount for one, part in zip(subject, parts, strict=True)) and settled(floor)
    parts = [_in_figures(part, floor, subject) for part in subject]
    if len(parts) == 1 and len(floor.payments) < 2 and floor.rhythm_age <= RHYTHM_LASTS and parts[0].amount is not None:
        parts = [replace(parts[0], frequency=parts[0].frequency or floor.offered_frequency)]
    floor.bargained += [part.amount for part in parts if part.amount is not None]
    before = _state(floor)
    floor.payments, parts = of_the_whole(floor.payments, parts, floor.ceiling)
    if (floor.reopened or floor.pressed) and any(part.amount is not None and part.when for part in parts):
        floor.reopened = floor.pressed = False
        floor.payments = [p for p in floor.payments if any(same_part(p, part) for part in parts)]
    whole = len(floor.payments) == 1 and is_whole(floor.payments[0], floor.ceiling)
    said = f"{text} {floor.since}"
    additive = about_another or bool(_REST.search(said)) or (not whole and bool(_ADDITIVE.search(said)))
    changing = bool(CHANGES.search(text))
    if _SOONER.search(floor.pending_text):
        additive, changing = False, True
    if make_the_whole(floor.payments, parts, floor.ceiling):
        additive, changing = True, False
    floor.payments = settle(floor.payments, parts, additive=additive, changing=changing)
    floor.payments = within_what_is_owed(floor.payments, parts, floor.ceiling)
    floor.method = next((part.method for part in reversed(parts) if part.method), floor.method)
    changed = before != _state(floor)
    hedged = accepted and any(part.strength != "firm" for part in parts)
    if own or changed or hedged:
        for part in parts:
            _promise(floor, turn, index, part, accepted)
        if not floor.about_payment:
            floor.doubtful.add(index)
    if not changed:
        return
    floor.last_change = index
    floor.agreed_sum = floor.topic
    floor.subjects.clear()
    latest = parts[-1].date if parts else None
    floor.changed = next((p for p in floor.payments if p.turn == index or (parts and p.date == latest)), None)
    if floor.first_change is None and floor.payments:
        floor.first_change = index


def settled(floor: Floor) -> bool:
    """Whether a payment with a sum and a day stands."""
    return any((p.amount is not None or p.relative in WHOLES) and (p.when or p.frequency) for p in floor.payments)


def _with_subject(part: Payment, floor: Floor, answers: bool, *, plans: bool) -> Payment:
    """A day without a sum belongs to the sum that the agent has been asking about since the last agreement."""
    if part.amount is not None or part.relative is not None or part.when is None:
        return part
    agreed = [payment.amount for payment in floor.payments if payment.amount is not None]
    if any(is_undated(payment) for payment in floor.payments):
        return part
    if any(payment.date == part.date and part.date for payment in floor.payments if payment.amount is not None):
        return part
    subjects = [value for value in dict.fromkeys(floor.subjects) if not is_among(value, agreed)]
    recent = [
        term.amounts[0] for term in floor.pending if term.kind is TermKind.AMOUNT and term.exact and term.amounts
    ]  # fmt: skip
    asks_for_rest = bool(agreed) and commitments.turns_to_rest(floor.pending_text) is not None
    if (
        len(set(recent)) == 1
        and not asks_for_rest
        and recent[0] not in floor.customers
        and commitments.asks_for_terms(floor.pending_text)
    ):
        return replace(part, amount=recent[0])
    if agreed and len(subjects) == 1:
        return replace(part, amount=subjects[0])
    if not agreed and answers and floor.topic is not None and plans:
        return replace(part, amount=floor.topic)
    return part


def _in_figures(part: Payment, floor: Floor, line: list[Payment]) -> Payment:
    """A payment of "half" or "all of it" with the sum that the agent named last."""
    if part.amount is None and part.relative in ("full", "half") and floor.topic is not None:
        return replace(part, amount=round(floor.topic * (0.5 if part.relative == "half" else 1.0), 2))
    if part.amount is None and part.relative == "rest":
        return replace(part, amount=_what_is_left(floor, part, line))
    return part


def _what_is_left(floor: Floor, part: Payment, line: list[Payment]) -> float | None:
    """The sum that the payments of the line, or those agreed, leave of what is owed; None where that can't be told."""
    others = [other for other in line if other is not part and other.amount is not None]
    agreed = [payment.amount for payment in others or floor.payments if not same_part(payment, part)]
    sums = [amount for amount in agreed if amount is not None]
    if not sums or len(sums) < len(agreed) or floor.contested:
        return None
    left = round(floor.ceiling - sum(sums), 2)
    return left if left > 0 else None


def _state(floor: Floor) -> object:
    """What stands, to tell whether a line changed it; the sum under discussion counts as named."""
    whole = floor.topic if floor.paying and len(floor.payments) == 1 else None
    return floor.method, [(p.amount or whole, p.date, p.frequency) for p in floor.payments]


def _promise(floor: Floor, turn: Turn, index: int, part: Payment, accepted: bool) -> None:
    """Note a commitment, with what was agreed before about the payment it speaks of."""
    if part.amount is None and not (part.when or part.method or part.relative or part.frequency):
        return
    parts = {"amount": part.amount is not None or part.relative, "date": part.when, "method": part.method}
    about = [payment for payment in floor.payments if same_part(payment, part)] or floor.payments
    if len(about) == 1:
        part = fill_up(part, about[0])
    floor.promises.append(
        Promise(
            part.amount,
            None,
            part.date,
            part.method or floor.method,
            part.strength,
            turn.text,
            index,
            turn.start,
            part.when,
            accepted,
            part.frequency,
            frozenset(name for name, value in parts.items() if value),
            commitments.payer(turn.text),
        )
    )
