"""Follows a negotiation turn by turn: what was proposed, accepted, promised, changed and taken back, and what stands in the end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from callscore.conversation import Conversation, Role, Turn
from callscore.language import commitments
from callscore.language.dates import WEEKDAYS
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["Payment", "Promise", "Standing", "follow", "same_amount", "usable_terms"]

AMOUNT_TOLERANCE = 1.0
"""Units of currency by which two amounts may differ and be the same: pence are often left out when repeated."""

CLOCK_LIKE = 12
"""Bare numbers up to this are counts or hours until a sum has been put forward."""

RANGE_GAP = 6
"""Characters between two sums that are one range ("two and a half, three thousand")."""

CLIPPED_RATIO = 20.0
"""How many times smaller than the sum last negotiated a bare number must be to be read as clipped ("four" for 4,000)."""


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

    `date` is the resolved day or None, `when` the words for it; `strength` is "firm", "conditional" or "weak"; `turn` an
    index into ``conversation.turns``; `start` in seconds or None. `accepted` says that it took up the agent's proposal.
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


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands when the call ends: the payments agreed, the promises on the way, and when the last change was agreed."""

    payments: tuple[Payment, ...] = ()
    promises: tuple[Promise, ...] = ()
    agreed_turn: int | None = None
    first_agreed_turn: int | None = None
    method: str | None = None
    count: int | None = None
    amounts_named: tuple[float, ...] = ()


def same_amount(one: float, other: float) -> bool:
    """Whether two sums are the same up to pence left out.

    Examples
    --------
    >>> same_amount(618.4, 618), same_amount(40, 400)
    (True, False)
    """
    return abs(one - other) < AMOUNT_TOLERANCE or (abs(one - other) <= AMOUNT_TOLERANCE * 1.5 and min(one, other) > 200)


def usable_terms(turn: Turn, call_date: date | None) -> tuple[Term, ...]:
    """Terms of a turn that can be part of an agreement: days gone by and names of months as labels are left out."""
    kept: list[Term] = []
    for term in find_terms(turn.text, call_date):
        if term.kind is TermKind.DATE and call_date is not None:
            ahead = tuple(day for day in term.dates if day >= call_date)
            if not ahead:
                continue
            term = replace(term, dates=ahead)
        kept.append(term)
    return tuple(kept)


@dataclass(slots=True)
class _Floor:
    """Working state while the turns go by."""

    call_date: date | None
    named: list[float] = field(default_factory=list)
    customers: list[float] = field(default_factory=list)
    bargained: list[float] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    pending: tuple[Term, ...] = ()
    pending_text: str = ""
    since: str = ""
    topic: float | None = None
    ceiling: float = 0.0
    offered_count: int | None = None
    offered_frequency: str | None = None
    subjects: list[float] = field(default_factory=list)
    changed: Payment | None = None
    method: str | None = None
    count: int | None = None
    last_change: int | None = None
    first_change: int | None = None


def read_amount(term: Term, named: Sequence[float], bargained: Sequence[float]) -> float | None:
    """The one reading of an amount that fits what was named in the call before.

    Examples
    --------
    >>> four = find_terms("four on Friday")[0]
    >>> read_amount(four, [6400.0], [3000.0])
    4000.0
    """
    if not term.amounts:
        return None
    for reading in term.amounts:
        for known in (*reversed(bargained), *reversed(named)):
            if reading == known or (reading >= 100 and math.floor(known) == reading):
                return known
    literal = term.amounts[0]
    if term.exact or len(term.amounts) == 1:
        return literal
    if bargained:
        anchor = bargained[-1]
        if anchor / literal <= CLIPPED_RATIO:
            return literal
        return min(term.amounts, key=lambda reading: abs(math.log(reading / anchor)))
    largest = max(named, default=0.0)
    if largest and literal < largest / 200:
        return max(reading for reading in term.amounts if reading <= largest)
    return literal


def group_payments(terms: Iterable[Term], named: Sequence[float], bargained: Sequence[float]) -> list[Payment]:
    """Terms of one line put together into payments: an amount with the day next to it."""
    parts: list[Payment] = []
    current = Payment()
    method: str | None = None
    frequency: str | None = None
    last_amount = -RANGE_GAP
    for term in terms:
        if term.kind is TermKind.AMOUNT:
            value = read_amount(term, named, bargained)
            if current.amount is not None or current.relative is not None:
                near = term.first - last_amount < RANGE_GAP
                if (value is not None and value == current.amount) or (near and value is not None):
                    current, last_amount = replace(current, amount=value), term.last
                    continue
                parts.append(current)
                current = Payment()
            current, last_amount = replace(current, amount=value, relative=term.name), term.last
        elif term.kind is TermKind.DATE:
            day = term.dates[0] if term.dates else None
            if current.when is not None and (current.amount is not None or current.relative):
                if current.date == day or (not current.exact_date and term.exact):
                    current = replace(current, date=day, when=term.text, exact_date=term.exact)
                continue
            current = replace(current, date=day, when=term.text, exact_date=term.exact)
        elif term.kind is TermKind.METHOD:
            method = method or term.name
        elif term.kind is TermKind.FREQUENCY:
            frequency = frequency or term.name
    if current != Payment():
        parts.append(current)
    merged: list[Payment] = []
    for part in parts:
        twin = next((i for i, m in enumerate(merged) if m.amount == part.amount and m.relative == part.relative), None)
        if twin is None or (part.date and merged[twin].date and part.date != merged[twin].date):
            merged.append(part)
        elif merged[twin].when is None:
            merged[twin] = replace(merged[twin], date=part.date, when=part.when, exact_date=part.exact_date)
    if not merged and (method or frequency):
        merged = [Payment()]
    return [replace(part, method=method, frequency=frequency) for part in merged]


_ADDITIVE = re.compile(
    r"\b(?:rest|remaining|remains|remainder|other (?:half|one)|the other|left|leaves?|balance|then|second|another|as well|too|both|also|one)\b"
)
_CHANGES = re.compile(
    r"\b(?:actually|instead|make it|rather|no wait|can't do|cannae|hang on|change|i said|sorry|let me do it|reduce|better)\b"
)


def follow(conversation: Conversation) -> Standing:
    """The negotiation of a call and what stands at its end.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Could you do £150 on Friday?", "customer: Yeah, by card.", call_date=date(2025, 11, 24))
    >>> payment = follow(call).payments[0]
    >>> payment.amount, str(payment.date), payment.method
    (150.0, '2025-11-28', 'card')
    """
    floor = _Floor(conversation.call_date)
    for index, turn in enumerate(conversation.turns):
        if turn.flag is not None or turn.role is Role.OTHER:
            continue
        terms = usable_terms(turn, conversation.call_date)
        if turn.role is Role.AGENT:
            _hear_agent(floor, turn, terms)
        else:
            _hear_customer(floor, conversation, index, terms)
        floor.named += [
            term.amounts[0] for term in terms if term.kind is TermKind.AMOUNT and term.exact and term.amounts
        ]
    standing = [p for p in floor.payments if p.when or p.frequency] or floor.payments
    if len(standing) == 1 and standing[0].amount is None and standing[0].relative is None and floor.topic is not None:
        standing = [replace(standing[0], amount=floor.topic, relative="full")]
    return Standing(
        tuple(standing), tuple(floor.promises), floor.last_change, floor.first_change, floor.method,
        floor.count, tuple(floor.named),
    )  # fmt: skip


def _hear_agent(floor: _Floor, turn: Turn, terms: tuple[Term, ...]) -> None:
    """Keep what the agent puts on the table until the customer answers."""
    floor.since += " " + turn.text.lower()
    offered = commitments.offered_terms(turn.text, terms)
    if terms or len(turn.text.split()) > 3:
        floor.pending, floor.pending_text = terms, turn.text
    for term in terms:
        if term.kind is not TermKind.AMOUNT or not term.amounts:
            continue
        value = read_amount(term, floor.named, floor.bargained)
        if value is None or (value in floor.customers and floor.ceiling and value > floor.ceiling):
            continue
        if term.exact:
            floor.ceiling = max(floor.ceiling, value)
            floor.topic = value
            floor.subjects.append(value)
        if term in offered:
            floor.bargained.append(value)
    rhythms = [term.name for term in offered if term.kind is TermKind.FREQUENCY]
    floor.offered_frequency = rhythms[0] if rhythms else floor.offered_frequency
    parts = [term.count for term in offered if term.kind is TermKind.INSTALMENTS]
    floor.offered_count = parts[0] if parts else None
    if floor.changed is not None and len(turn.text.split()) > 2:
        _complete_day(floor, terms)
        floor.changed = None


def _complete_day(floor: _Floor, terms: tuple[Term, ...]) -> None:
    """Take the agent's full date for a bare weekday that the customer just named ("so Tuesday the seventh, then")."""
    for i, payment in enumerate(floor.payments):
        if payment != floor.changed or payment.date is None or not _is_bare_weekday(payment.when):
            continue
        for term in terms:
            fits = [d for d in term.dates if d.weekday() == payment.date.weekday() and d > payment.date]
            if term.kind is TermKind.DATE and fits and not _is_bare_weekday(term.text):
                floor.payments[i] = replace(payment, date=fits[0], when=term.text)
                return


def _is_bare_weekday(words: str | None) -> bool:
    return words is not None and words.lower().removeprefix("the ").removeprefix("on ") in WEEKDAYS


def _hear_customer(floor: _Floor, conversation: Conversation, index: int, terms: tuple[Term, ...]) -> None:
    """Take up what the customer commits to, accepts or takes back."""
    turn = conversation.turns[index]
    text = turn.text.lower()
    if commitments.retracts(text):
        floor.payments.clear()
        floor.last_change = floor.first_change = floor.method = None
    own, words = commitments.committing_terms(
        turn.text, terms, floor.pending_text, floor.pending, bargaining=bool(floor.bargained)
    )
    own = tuple(term for term in own if _within_reach(floor, term))
    offered = tuple(
        term
        for term in commitments.offered_terms(floor.pending_text, floor.pending)
        if not (term.kind is TermKind.DATE and not term.exact) and _within_reach(floor, term)
    )
    accepted = commitments.accepts(turn.text) and any(commitments.is_slot(term) for term in offered)
    kinds = {term.kind for term in offered}
    if _settled(floor) and _is_readback(floor) and not commitments.declines(text):
        return
    if accepted and not own and (
        (_settled(floor) and commitments.restates(floor.pending_text))
        or not (any(term.amounts and term.exact for term in offered) or commitments.about_paying(floor.pending_text))
    ):
        offered = ()
    if not own and not (accepted and offered):
        return
    days = [payment.date for payment in floor.payments if payment.date is not None]
    amounts = (floor.named + floor.customers, floor.bargained)
    parts = _inherit(
        group_payments(_on_known_days(own, days), *amounts),
        group_payments(_on_known_days(_one_choice(floor.pending_text, offered), days), *amounts),
        accepted,
    )
    subject = [_with_subject(part, floor, own) for part in parts]
    about_another = any(one.amount != part.amount for one, part in zip(subject, parts, strict=True)) and _settled(floor)
    parts = [_in_figures(part, floor) for part in subject]
    if len(parts) == 1 and parts[0].amount is not None and not floor.payments and parts[0].frequency is None:
        parts = [replace(parts[0], frequency=floor.offered_frequency)]
    floor.bargained += [part.amount for part in parts if part.amount is not None]
    before = (tuple(_values(payment) for payment in floor.payments), floor.method)
    additive = about_another or bool(_ADDITIVE.search(f"{text} {floor.since}"))
    changing = bool(_CHANGES.search(text))
    strength = commitments.strength_of(words or turn.text)
    for part in parts:
        _promise(floor, turn, index, part, strength, accepted)
    if floor.offered_count and accepted:
        floor.count = floor.offered_count
    floor.count = next((term.count for term in own if term.kind is TermKind.INSTALMENTS), floor.count)
    _settle(floor, [replace(part, turn=index, strength=strength) for part in parts], additive=additive, changing=changing)
    if before != (tuple(_values(payment) for payment in floor.payments), floor.method):
        floor.last_change = index
        floor.subjects.clear()
        floor.changed = next((p for p in floor.payments if p.turn == index or (parts and p.date == parts[-1].date)), None)
        if floor.first_change is None and any(p.amount is not None or p.relative for p in floor.payments):
            floor.first_change = index
    floor.since, floor.pending, floor.pending_text = "", (), ""


def _is_readback(floor: _Floor) -> bool:
    """Whether the agent's last line reads back what stands, so that a yes to it changes nothing."""
    kinds = {term.kind for term in floor.pending if commitments.is_slot(term)}
    if len(kinds) > 1 and len(floor.pending) > 2 and commitments.reads_back(floor.pending_text):
        return True
    agreed = [payment.amount for payment in floor.payments if payment.amount is not None]
    days = {payment.date for payment in floor.payments}
    sums = [term for term in floor.pending if term.kind is TermKind.AMOUNT and term.amounts]
    dated = [term for term in floor.pending if term.kind is TermKind.DATE and term.exact]
    return (
        bool(sums and (dated or TermKind.FREQUENCY in {term.kind for term in floor.pending}))
        and all(any(same_amount(reading, amount) for reading in term.amounts for amount in agreed) for term in sums)
        and all(any(day in days for day in term.dates) for term in dated)
    )


def _on_known_days(terms: tuple[Term, ...], days: list[date]) -> tuple[Term, ...]:
    """Bare weekdays read as the day of that name that is already agreed ("the Monday one")."""
    resolved: list[Term] = []
    for term in terms:
        if term.kind is TermKind.DATE and term.text.lower().startswith("the ") and _is_bare_weekday(term.text) and term.dates:
            fits = [day for day in days if day.weekday() == term.dates[0].weekday()]
            term = replace(term, dates=(fits[0],)) if fits else term
        resolved.append(term)
    return tuple(resolved)


def _with_subject(part: Payment, floor: _Floor, own: tuple[Term, ...]) -> Payment:
    """A day without a sum belongs to the sum that the agent has been asking about since the last agreement."""
    if part.amount is not None or part.relative is not None or part.when is None:
        return part
    agreed = [payment.amount for payment in floor.payments if payment.amount is not None]
    if any(_undated(payment) for payment in floor.payments):
        return part
    if any(payment.date == part.date and part.date for payment in floor.payments if payment.amount is not None):
        return part
    subjects = [value for value in dict.fromkeys(floor.subjects) if not any(same_amount(value, a) for a in agreed)]
    recent = [
        term.amounts[0] for term in floor.pending if term.kind is TermKind.AMOUNT and term.exact and term.amounts
    ]  # fmt: skip
    if len(set(recent)) == 1 and recent[0] not in floor.customers and commitments.asks_for_terms(floor.pending_text):
        return replace(part, amount=recent[0])
    if agreed and len(subjects) == 1:
        return replace(part, amount=subjects[0])
    if not agreed and own and floor.topic is not None and _PLANS.search(floor.pending_text):
        return replace(part, amount=floor.topic)
    return part


def _settled(floor: _Floor) -> bool:
    """Whether a payment with a sum and a day stands."""
    return any((p.amount is not None or p.relative) and (p.when or p.frequency) for p in floor.payments)


def _within_reach(floor: _Floor, term: Term) -> bool:
    """Whether a sum can be a payment: not above the highest that the agent named."""
    if term.kind is not TermKind.AMOUNT or not term.amounts:
        return True
    value = read_amount(term, floor.named, floor.bargained)
    if not term.exact and term.amounts[0] <= CLOCK_LIKE and not floor.bargained:
        return False
    return value is not None and (not floor.ceiling or value <= floor.ceiling * 1.05) and value >= 2


def _in_figures(part: Payment, floor: _Floor) -> Payment:
    """A payment of "half" or "all of it" with the sum that the agent named last."""
    if part.amount is None and part.relative in ("full", "half") and floor.topic is not None:
        return replace(part, amount=round(floor.topic * (0.5 if part.relative == "half" else 1.0), 2))
    return part


def _one_choice(text: str, offered: tuple[Term, ...]) -> tuple[Term, ...]:
    """What is offered without those slots for which the line names several to choose from."""
    if " or " not in text.lower():
        return offered
    return tuple(
        term for term in offered
        if len({(t.amounts[:1], t.dates[:1], t.name) for t in offered if t.kind is term.kind}) == 1
    )  # fmt: skip


_PLANS = re.compile(r"\b(?:pay\w*|settle|clear|send|planning|arrange|sort\w*|full|parts|manage)\b", re.IGNORECASE)


def _undated(payment: Payment) -> bool:
    """Whether a payment has a sum and as yet no day."""
    return (payment.amount is not None or payment.relative is not None) and payment.when is None


def _values(payment: Payment) -> tuple[float | None, date | None, str | None]:
    return payment.amount, payment.date, payment.frequency


def _inherit(parts: list[Payment], offered: list[Payment], accepted: bool) -> list[Payment]:
    """The customer's parts filled up from the proposal in the line before."""
    if not offered:
        return parts
    if not parts:
        return offered if accepted else []
    if len(parts) == 1 and len(offered) == 1:
        own, other = parts[0], offered[0]
        priced = own.amount is not None or own.relative is not None
        return [
            replace(
                own,
                amount=own.amount if priced else other.amount,
                relative=own.relative if priced else other.relative,
                date=own.date if own.when else other.date,
                when=own.when or other.when,
                exact_date=own.exact_date if own.when else other.exact_date,
                method=own.method or other.method,
                frequency=own.frequency or other.frequency,
            )
        ]
    return parts


def _promise(floor: _Floor, turn: Turn, index: int, part: Payment, strength: str, accepted: bool) -> None:
    if (
        part.amount is None
        and part.when is None
        and part.method is None
        and part.relative is None
        and part.frequency is None
    ):
        return
    floor.promises.append(
        Promise(part.amount, None, part.date, part.method, strength, turn.text, index, turn.start, part.when, accepted)
    )


def _settle(floor: _Floor, parts: list[Payment], *, additive: bool, changing: bool) -> None:
    """Write the customer's parts into what stands."""
    methods = [part.method for part in parts if part.method]
    if methods:
        floor.method = methods[-1]
    priced = [part for part in parts if part.amount is not None or part.relative]
    if len([part for part in priced if part.when]) >= 2:
        known = {p.amount for p in floor.payments}
        if not all(part.amount in known for part in priced):
            floor.payments = priced
            return
    for part in parts:
        _settle_one(floor, part, additive=additive, changing=changing)


def _settle_one(floor: _Floor, part: Payment, *, additive: bool, changing: bool) -> None:
    payments = floor.payments
    priced = part.amount is not None or part.relative is not None
    if not priced and part.when is None and part.frequency is None:
        return
    if not payments:
        payments.append(part)
        return
    by_amount = next(
        (
            i
            for i, p in enumerate(payments)
            if part.amount is not None and p.amount is not None and same_amount(p.amount, part.amount)
        ),
        None,
    )
    by_date = next((i for i, p in enumerate(payments) if part.date is not None and p.date == part.date), None)
    if by_amount is not None:
        if part.when and (part.date is not None or payments[by_amount].when is None):
            payments[by_amount] = replace(
                payments[by_amount], date=part.date, when=part.when, exact_date=part.exact_date
            )
        if part.frequency:
            payments[by_amount] = replace(payments[by_amount], frequency=part.frequency)
    elif priced and by_date is not None:
        payments[by_date] = replace(payments[by_date], amount=part.amount, relative=part.relative, turn=part.turn)
    elif priced and part.when:
        unpriced = payments[-1].amount is None and payments[-1].relative is None
        later = part.date is not None and payments[-1].date is not None and part.date > payments[-1].date
        if unpriced or (not additive and not later) or (changing and len(payments) == 1 and not additive):
            payments[-1] = replace(part, frequency=part.frequency or payments[-1].frequency)
        else:
            payments.append(part)
    elif priced:
        if payments[-1].amount is None and payments[-1].relative is None:
            payments[-1] = replace(payments[-1], amount=part.amount, relative=part.relative)
        elif additive and not changing:
            payments.append(part)
        elif part.amount is not None:
            payments[-1] = replace(payments[-1], amount=part.amount, relative=None)
    elif part.when:
        undated = next((i for i, p in enumerate(payments) if _undated(p)), None)
        if undated is not None:
            payments[undated] = replace(payments[undated], date=part.date, when=part.when, exact_date=part.exact_date)
        elif payments[-1].when is None or (by_date is None and (len(payments) == 1 and not additive)):
            payments[-1] = replace(payments[-1], date=part.date, when=part.when, exact_date=part.exact_date)
        elif by_date is None and additive and (payments[-1].amount is not None or payments[-1].relative):
            payments.append(replace(part, relative="rest"))
        elif by_date is None:
            payments[-1] = replace(payments[-1], date=part.date, when=part.when, exact_date=part.exact_date)
    if part.frequency and part.amount is None:
        payments[-1] = replace(payments[-1], frequency=part.frequency)
