"""Follows a negotiation turn by turn: proposed, accepted, promised, changed, taken back, and what stands in the end."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from datetime import date

from callscore.conversation import Conversation, Role, Turn
from callscore.language import commitments
from callscore.language.date_patterns import WEEKDAYS
from callscore.language.terms import Term, TermKind
from callscore.payments import Payment, Promise, Standing, group_payments, call_terms, read_amount, same_amount
from callscore.schedule import fill_up, inherit, is_undated, same_part, settle

__all__ = ["follow"]

WHOLE = 0.95
"""Share of the sum under discussion from which one payment counts as the whole of it."""

RHYTHM_LASTS = 2
"""Agent lines for which an offered rhythm ("a fortnight") goes with the sums named after it."""

SHORT_LINE = 8
"""Words up to which an agent's line without terms leaves its question before it open ("sorry, on you go")."""

CLOCK_LIKE = 12
"""Bare numbers up to this are counts or hours until a sum has been put forward."""


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
    offered: tuple[Term, ...] = ()
    live: bool = False
    paying: bool = False
    tentative: tuple[int, tuple[Term, ...]] | None = None
    contested: bool = False
    offered_count: int | None = None
    offered_frequency: str | None = None
    rhythm_age: int = 0
    subjects: list[float] = field(default_factory=list)
    changed: Payment | None = None
    reopened: bool = False
    method: str | None = None
    count: int | None = None
    last_change: int | None = None
    first_change: int | None = None


_ADDITIVE = re.compile(
    r"\b(?:rest|remaining|remains|remainder|other (?:half|one)|the other|left|leaves?|balance|and then|then (?:the|on|i|we|\w+ (?:the )?\w+th)|second|another"
    r"|as well|too|both|also|one)\b"
)
_SERIES = re.compile(r"\b(?:then(?: again)?(?: on)? the|and then|both|each time)\b")
_CHANGES = re.compile(
    r"\b(?:actually|instead|make it|rather|no wait|can't do|cannae|hang on|change|i said|sorry|let me do it|reduce"
    r"|better)\b"
)


def follow(conversation: Conversation) -> Standing:
    """The negotiation of a call and what stands at its end.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.testing import make_call
    >>> lines = ("agent: Could you do £150 on Friday?", "customer: Yeah, by card.")
    >>> call = make_call(*lines, call_date=date(2025, 11, 24))
    >>> payment = follow(call).payments[0]
    >>> payment.amount, str(payment.date), payment.method
    (150.0, '2025-11-28', 'card')
    """
    floor = _Floor(conversation.call_date)
    lines = call_terms(conversation)
    for index, (turn, terms) in enumerate(zip(conversation.turns, lines, strict=True)):
        if turn.flag is not None or turn.role is Role.OTHER:
            continue
        if turn.role is Role.AGENT:
            _ground(floor, conversation, index, terms)
            _hear_agent(floor, turn, terms)
        else:
            _hear_customer(floor, conversation, index, terms)
        values = [term.amounts[0] for term in terms if term.kind is TermKind.AMOUNT and term.exact and term.amounts]
        (floor.named if turn.role is Role.AGENT else floor.customers).extend(values)
    standing = _standing(floor)
    promises = tuple(_with_sum(promise, standing) for promise in floor.promises)
    return Standing(
        tuple(standing), promises, floor.last_change,
        floor.last_change if floor.first_change is None else floor.first_change, floor.method,
        floor.count, tuple(floor.named), lines,
    )  # fmt: skip


def _standing(floor: _Floor) -> list[Payment]:
    """The payments that stand at the end: dated ones where there are any, the whole sum where none was named."""
    standing = [payment for payment in floor.payments if payment.when or payment.frequency] or floor.payments
    if len(standing) == 1 and standing[0].amount is None and standing[0].relative is None and floor.topic and floor.paying:
        return [replace(standing[0], amount=floor.topic, relative="full")]
    return standing


def _ground(floor: _Floor, conversation: Conversation, index: int, terms: tuple[Term, ...]) -> None:
    """A sum that the customer named and the agent takes up in the next line is agreed, however it was put."""
    tentative, floor.tentative = floor.tentative, None
    line = conversation.turns[index].text
    if tentative is None or commitments.informs(line) or commitments.declines(line):
        return
    before, named = tentative
    heard = {read_amount(term, floor.named, floor.bargained) for term in terms if term.amounts}
    known = {payment.amount for payment in floor.payments}
    taken = tuple(t for t in named if (value := read_amount(t, floor.named, floor.bargained)) in heard - known)
    if not taken or not all(_within_reach(floor, term) for term in taken):
        return
    parts = group_payments(taken, floor.named + floor.customers, floor.bargained)
    turn = conversation.turns[before]
    strength = commitments.strength_of(turn.text)
    _write_down(floor, turn, before, [replace(p, turn=before, strength=strength) for p in parts], taken, accepted=False)


def _with_sum(promise: Promise, standing: list[Payment]) -> Promise:
    """A promise of a day with the sum that stands for that day in the end."""
    if promise.amount is not None or promise.when is None:
        return promise
    return replace(promise, amount=next((p.amount for p in standing if p.when and p.date == promise.date), None))


def _hear_agent(floor: _Floor, turn: Turn, terms: tuple[Term, ...]) -> None:
    """Keep what the agent puts on the table until the customer answers."""
    floor.since += " " + turn.text.lower()
    offered = commitments.offered_terms(turn.text, terms, live=floor.live)
    asks = commitments.asks_for_terms(turn.text)
    floor.live = floor.live or asks or any(term.kind is TermKind.AMOUNT for term in offered)
    if terms or len(turn.text.split()) > SHORT_LINE or commitments.asks(turn.text):
        kinds = {term.kind for term in offered}
        kept = [term for term in floor.offered if term.kind not in kinds] if kinds and not asks else []
        floor.offered = (*kept, *offered)
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
    floor.rhythm_age = 0 if rhythms else floor.rhythm_age + 1
    parts = [term.count for term in offered if term.kind is TermKind.INSTALMENTS]
    floor.offered_count = parts[0] if parts else floor.offered_count
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
    if commitments.disputes(text):
        floor.topic, floor.contested = None, True
    if floor.payments and commitments.reopens(text):
        floor.reopened = True
    talk = commitments.Talk(floor.pending_text, floor.offered, floor.live or floor.topic is not None)
    own, words = commitments.committing_terms(turn.text, terms, talk)
    named_days = {day.day for term in floor.pending if term.kind is TermKind.DATE for day in term.dates}
    own = tuple(
        term
        for term in own
        if _within_reach(floor, term) and not (not term.exact and term.amounts and term.amounts[0] in named_days)
    )
    offered = tuple(
        term
        for term in floor.offered
        if not (term.kind is TermKind.DATE and not term.exact) and _within_reach(floor, term)
    )
    accepted = commitments.accepts(turn.text) and any(commitments.is_slot(term) for term in offered)
    contests = commitments.declines(text) or commitments.reopens(text) or bool(_CHANGES.search(text))
    if _settled(floor) and _is_readback(floor, own) and not contests:
        floor.offered = ()
        return
    if floor.contested and not commitments.names_payment(floor.pending_text):
        offered = ()
    if accepted and not own and _settled(floor) and commitments.restates(floor.pending_text):
        offered = ()
    sums = tuple(t for t in commitments.stated_terms(turn.text, terms) if t.amounts)
    floor.tentative = (index, sums) if sums and not own and commitments.may_offer(turn.text) else None
    if not own and not (accepted and offered):
        if commitments.declines(text):
            floor.offered = ()
        return
    declined = commitments.declines(turn.text)
    days = [payment.date for payment in floor.payments if payment.date is not None]
    amounts = (floor.named + floor.customers, floor.bargained)
    held_out = () if declined else _on_known_days(_one_choice(floor.pending_text, offered), days)
    series = bool(floor.count or floor.offered_count or len(floor.payments) > 1 or _SERIES.search(text))
    series = series or any(p.frequency for p in floor.payments)
    parts = inherit(
        group_payments(_on_known_days(own, days), *amounts, series=series),
        group_payments(held_out, *amounts, series=series),
        accepted,
    )
    floor.paying = floor.paying or _speaks_of_paying(floor, words)
    strength = commitments.strength_of(words or turn.text)
    _write_down(floor, turn, index, [replace(part, turn=index, strength=strength) for part in parts], own, accepted)
    if floor.offered_count and accepted:
        floor.count = floor.offered_count
    floor.count = next((term.count for term in own if term.kind is TermKind.INSTALMENTS), floor.count)
    floor.since, floor.pending, floor.pending_text, floor.offered = "", (), "", ()


def _speaks_of_paying(floor: _Floor, words: str) -> bool:
    """Whether a day that is agreed is one to pay on: a sum stands already, or the agent or the customer speaks of paying."""
    priced = any(payment.amount is not None or payment.relative for payment in floor.payments)
    line = floor.pending_text
    return priced or commitments.asks_for_terms(line) or commitments.names_payment(f"{line} {words}")


def _write_down(
    floor: _Floor, turn: Turn, index: int, parts: list[Payment], own: tuple[Term, ...], accepted: bool
) -> None:
    """Enter what the customer took up: the promises, and what stands after them."""
    text = turn.text.lower()
    subject = [_with_subject(part, floor, own) for part in parts]
    about_another = any(one.amount != part.amount for one, part in zip(subject, parts, strict=True)) and _settled(floor)
    parts = [_in_figures(part, floor) for part in subject]
    if len(parts) == 1 and len(floor.payments) < 2 and floor.rhythm_age <= RHYTHM_LASTS and parts[0].amount is not None:
        parts = [replace(parts[0], frequency=parts[0].frequency or floor.offered_frequency)]
    floor.bargained += [part.amount for part in parts if part.amount is not None]
    before = (tuple(_values(payment) for payment in floor.payments), floor.method)
    if floor.reopened and any(part.amount is not None and part.when for part in parts):
        floor.reopened = False
        floor.payments = [p for p in floor.payments if any(same_part(p, part) for part in parts)]
    whole = len(floor.payments) == 1 and (floor.payments[0].amount or 0) > (floor.topic or math.inf) * WHOLE
    additive = about_another or (not whole and bool(_ADDITIVE.search(f"{text} {floor.since}")))
    floor.payments = settle(floor.payments, parts, additive=additive, changing=bool(_CHANGES.search(text)))
    floor.method = next((part.method for part in reversed(parts) if part.method), floor.method)
    for part in parts:
        _promise(floor, turn, index, part, accepted)
    if before == (tuple(_values(payment) for payment in floor.payments), floor.method):
        return
    floor.last_change = index
    floor.subjects.clear()
    latest = parts[-1].date if parts else None
    floor.changed = next((p for p in floor.payments if p.turn == index or (parts and p.date == latest)), None)
    if floor.first_change is None and any(p.amount is not None or p.relative for p in floor.payments):
        floor.first_change = index


def _is_readback(floor: _Floor, own: tuple[Term, ...]) -> bool:
    """Whether the agent's last line reads back what stands and the answer's `own` terms add no day to it."""
    kinds = {term.kind for term in floor.pending if commitments.is_slot(term)}
    if len(kinds) > 1 and len(floor.pending) > 2 and commitments.reads_back(floor.pending_text):
        return True
    agreed = [payment.amount for payment in floor.payments if payment.amount is not None]
    days = {payment.date for payment in floor.payments}
    sums = [term for term in floor.pending if term.kind is TermKind.AMOUNT and term.amounts]
    dated = [term for term in floor.pending if term.kind is TermKind.DATE and term.exact]
    if any(term.kind is TermKind.DATE and not days.intersection(term.dates) for term in own):
        return False
    if floor.method is None and any(term.kind is TermKind.METHOD for term in own):
        return False
    return (
        bool(sums and (dated or TermKind.FREQUENCY in {term.kind for term in floor.pending}))
        and all(any(same_amount(reading, amount) for reading in term.amounts for amount in agreed) for term in sums)
        and all(any(day in days for day in term.dates) for term in dated)
    )


def _on_known_days(terms: tuple[Term, ...], days: list[date]) -> tuple[Term, ...]:
    """Bare weekdays read as the day of that name that is already agreed ("the Monday one")."""
    resolved: list[Term] = []
    for term in terms:
        if (
            term.kind is TermKind.DATE
            and term.text.lower().startswith("the ")
            and _is_bare_weekday(term.text)
            and term.dates
        ):
            fits = [day for day in days if day.weekday() == term.dates[0].weekday()]
            term = replace(term, dates=(fits[0],)) if fits else term
        resolved.append(term)
    return tuple(resolved)


def _with_subject(part: Payment, floor: _Floor, own: tuple[Term, ...]) -> Payment:
    """A day without a sum belongs to the sum that the agent has been asking about since the last agreement."""
    if part.amount is not None or part.relative is not None or part.when is None:
        return part
    agreed = [payment.amount for payment in floor.payments if payment.amount is not None]
    if any(is_undated(payment) for payment in floor.payments):
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
    clock_like = not term.exact and term.amounts[0] <= CLOCK_LIKE
    if clock_like and not floor.bargained and not commitments.asks_how_much(floor.pending_text):
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


def _values(payment: Payment) -> tuple[float | None, date | None, str | None]:
    return payment.amount, payment.date, payment.frequency


def _promise(floor: _Floor, turn: Turn, index: int, part: Payment, accepted: bool) -> None:
    """Note a commitment, with what was agreed before about the payment it speaks of."""
    if part.amount is None and not (part.when or part.method or part.relative or part.frequency):
        return
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
        )
    )
