"""Follows a negotiation turn by turn: proposed, accepted, promised, changed, taken back, and what stands in the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from callscore.bargaining import CHANGES, Floor, clear, settled, write_down
from callscore.conversation import Conversation, Role, Turn
from callscore.language import commitments, offers, pledges
from callscore.language.date_patterns import WEEKDAYS
from callscore.language.terms import Term, TermKind
from callscore.payments import Payment, Promise, Standing, call_terms, group_payments, read_amount, same_amount
from callscore.schedule import inherit

__all__ = ["follow"]

SHORT_LINE = 8
"""Words up to which an agent's line without terms leaves its question before it open ("sorry, on you go")."""

CLOCK_LIKE = 12
"""Bare numbers up to this are counts or hours until a sum has been put forward."""

_SERIES = re.compile(r"\b(?:then(?: again)?(?: on)? the|and then|both|each time)\b")


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
    floor = Floor(conversation.call_date)
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
    promises = tuple(_with_sum(promise, standing) for promise in floor.promises if _holds(promise, floor, standing))
    return Standing(
        tuple(standing), promises, floor.last_change,
        floor.last_change if floor.first_change is None else floor.first_change, floor.method,
        floor.count, tuple(floor.named), lines,
    )  # fmt: skip


def _standing(floor: Floor) -> list[Payment]:
    """The payments that stand at the end: dated ones where there are any, the whole sum where none was named."""
    standing = [payment for payment in floor.payments if payment.when or payment.frequency] or floor.payments
    if (
        len(standing) == 1
        and standing[0].amount is None
        and standing[0].relative is None
        and floor.topic
        and floor.paying
    ):
        return [replace(standing[0], amount=floor.topic, relative="full")]
    return standing


def _holds(promise: Promise, floor: Floor, standing: list[Payment]) -> bool:
    """Whether a promise was put as one, or the call's end shows that its day or way to pay was meant."""
    priced = any(payment.amount is not None or payment.relative for payment in standing)
    agreed = any(payment.date == promise.date for payment in standing)
    return promise.turn not in floor.doubtful or (priced and agreed)


def _with_sum(promise: Promise, standing: list[Payment]) -> Promise:
    """A promise of a day with the sum that stands for that day in the end."""
    if promise.amount is not None or promise.when is None:
        return promise
    return replace(promise, amount=next((p.amount for p in standing if p.when and p.date == promise.date), None))


def _hear_agent(floor: Floor, turn: Turn, terms: tuple[Term, ...]) -> None:
    """Keep what the agent puts on the table until the customer answers."""
    if commitments.calls_off(turn.text):
        clear(floor)
    floor.since += " " + turn.text.lower()
    offered = offers.offered_terms(
        turn.text, terms, live=floor.live, settled=settled(floor) and floor.method is not None
    )
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


def _ground(floor: Floor, conversation: Conversation, index: int, terms: tuple[Term, ...]) -> None:
    """A sum that the customer named and the agent takes up in the next line is agreed, however it was put."""
    tentative, floor.tentative = floor.tentative, None
    line = conversation.turns[index].text
    if tentative is None or floor.contested or commitments.informs(line) or commitments.declines(line):
        return
    before, named = tentative
    heard = {read_amount(term, floor.named, floor.bargained) for term in terms if term.amounts}
    days = {day for term in terms for day in term.dates[:1]} - {payment.date for payment in floor.payments}
    known = {payment.amount for payment in floor.payments}
    taken = tuple(
        t
        for t in named
        if (t.amounts and read_amount(t, floor.named, floor.bargained) in heard - known) or set(t.dates[:1]) & days
    )
    if not taken or not all(_within_reach(floor, term) for term in taken):
        return
    parts = group_payments(taken, floor.named + floor.customers, floor.bargained)
    turn = conversation.turns[before]
    strength = commitments.strength_of(turn.text)
    write_down(floor, turn, before, [replace(p, turn=before, strength=strength) for p in parts], taken, accepted=False)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a line says to the proposal: its own terms and their words, what it accepts, whether it objects."""

    own: tuple[Term, ...]
    words: str
    offered: tuple[Term, ...]
    accepted: bool
    contests: bool


def _hear_customer(floor: Floor, conversation: Conversation, index: int, terms: tuple[Term, ...]) -> None:
    """Take up what the customer commits to, accepts or takes back."""
    turn = conversation.turns[index]
    _change_course(floor, turn.text.lower(), terms)
    answer = _answer(floor, turn, terms)
    if settled(floor) and _is_readback(floor, answer.own) and not answer.contests:
        floor.offered = ()
        return
    floor.tentative = None if answer.own else _put_forward(floor, turn, index, terms)
    if answer.own or (answer.accepted and answer.offered):
        _take_up(floor, turn, index, answer)
    elif commitments.declines(turn.text):
        floor.offered = ()


def _change_course(floor: Floor, text: str, terms: tuple[Term, ...]) -> None:
    """Follow a line that takes back, contests, reopens, names the sum or asks for one payment only."""
    if commitments.retracts(text):
        clear(floor)
    if commitments.disputes(text):
        floor.topic, floor.contested = None, True
    if floor.payments and commitments.reopens(text):
        floor.reopened = True
    sums = [term.amounts[0] for term in terms if term.amounts and term.exact]
    if floor.topic is None and not floor.contested and len(sums) == 1 and commitments.may_offer(text):
        floor.topic = sums[0]
    if commitments.only_once(text):
        floor.offered_frequency = None
        floor.payments = [replace(payment, frequency=None) for payment in floor.payments]
        floor.offered = tuple(term for term in floor.offered if term.kind is not TermKind.FREQUENCY)


def _answer(floor: Floor, turn: Turn, terms: tuple[Term, ...]) -> _Answer:
    """Read a customer's line as an answer to what is on offer."""
    talk = pledges.Talk(floor.pending_text, floor.offered, floor.live or floor.topic is not None, floor.method is None)
    own, words = pledges.committing_terms(turn.text, terms, talk)
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
    agrees = commitments.accepts(turn.text)
    if commitments.asks_if_too_much(floor.pending_text):
        agrees = commitments.starts_with_no(turn.text)
    agrees = agrees or commitments.takes_up(turn.text, {term.kind for term in offered})
    accepted = agrees and any(offers.is_slot(term) for term in offered)
    if floor.contested and not commitments.names_payment(floor.pending_text):
        offered = ()
    if accepted and not own and settled(floor) and commitments.restates(floor.pending_text):
        offered = tuple(term for term in offered if term.kind in _open_slots(floor))
    text = turn.text.lower()
    contests = commitments.declines(text) or commitments.reopens(text) or bool(CHANGES.search(text))
    return _Answer(own, words, offered, accepted, contests)


def _put_forward(floor: Floor, turn: Turn, index: int, terms: tuple[Term, ...]) -> tuple[int, tuple[Term, ...]] | None:
    """Terms that a line names without committing, which the agent may yet take up; None without any."""
    exact = tuple(t for t in offers.stated_terms(turn.text, terms) if t.exact and (t.amounts or t.dates))
    asked = commitments.asks_for_terms(floor.pending_text)
    open_to_it = "?" in turn.text or asked or any(payment.date for payment in floor.payments)
    return (index, exact) if exact and open_to_it and commitments.may_offer(turn.text) else None


def _take_up(floor: Floor, turn: Turn, index: int, answer: _Answer) -> None:
    """Put an answer's terms together into payments and enter them."""
    days = [payment.date for payment in floor.payments if payment.date is not None]
    amounts = (floor.named + floor.customers, floor.bargained)
    declined = commitments.declines(turn.text) and not answer.accepted
    held_out = () if declined else _on_known_days(_one_choice(floor.pending_text, answer.offered), days)
    series = bool(floor.count or floor.offered_count or len(floor.payments) > 1 or _SERIES.search(turn.text.lower()))
    series = series or any(payment.frequency for payment in floor.payments)
    parts = inherit(
        group_payments(_on_known_days(answer.own, days), *amounts, series=series),
        group_payments(held_out, *amounts, series=series),
        answer.accepted,
    )
    speaks = _speaks_of_paying(floor, answer.words)
    floor.about_payment = speaks or len(parts) > 1 or any(part.amount is not None or part.relative for part in parts)
    floor.paying = floor.paying or speaks
    today = floor.call_date
    if today is not None and not answer.contests and any(day > today for day in days):
        parts = [replace(part, date=None, when=None) if part.date == today else part for part in parts]
    strength = commitments.strength_of(answer.words or turn.text)
    parts = [replace(part, turn=index, strength=strength) for part in parts]
    write_down(floor, turn, index, parts, answer.own, answer.accepted)
    if floor.offered_count and answer.accepted:
        floor.count = floor.offered_count
    floor.count = next((term.count for term in answer.own if term.kind is TermKind.INSTALMENTS), floor.count)
    floor.since, floor.pending, floor.pending_text, floor.offered = "", (), "", ()


def _speaks_of_paying(floor: Floor, words: str) -> bool:
    """Whether a day is one to pay on: a sum stands already, or one of the two speaks of paying."""
    priced = any(payment.amount is not None or payment.relative for payment in floor.payments)
    line = floor.pending_text
    return priced or commitments.asks_for_terms(line) or commitments.names_payment(f"{line} {words}")


def _open_slots(floor: Floor) -> set[TermKind]:
    """The slots that nothing has been agreed for yet."""
    dated = any(payment.when for payment in floor.payments)
    return {kind for kind, filled in ((TermKind.DATE, dated), (TermKind.METHOD, floor.method)) if not filled}


def _is_readback(floor: Floor, own: tuple[Term, ...]) -> bool:
    """Whether the agent's last line reads back what stands and the answer's `own` terms add no day to it."""
    kinds = {term.kind for term in floor.pending if offers.is_slot(term)}
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


def _within_reach(floor: Floor, term: Term) -> bool:
    """Whether a sum can be a payment: not above the highest that the agent named."""
    if term.kind is not TermKind.AMOUNT or not term.amounts:
        return True
    value = read_amount(term, floor.named, floor.bargained)
    clock_like = not term.exact and term.amounts[0] <= CLOCK_LIKE
    if clock_like and not floor.bargained and not commitments.asks_how_much(floor.pending_text):
        return False
    return value is not None and (not floor.ceiling or value <= floor.ceiling * 1.05) and value >= 2


def _one_choice(text: str, offered: tuple[Term, ...]) -> tuple[Term, ...]:
    """What is offered without those slots for which the line names several to choose from."""
    if " or " not in text.lower():
        return offered
    return tuple(
        term for term in offered
        if len({(t.amounts[:1], t.dates[:1], t.name) for t in offered if t.kind is term.kind}) == 1
    )  # fmt: skip


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


def _complete_day(floor: Floor, terms: tuple[Term, ...]) -> None:
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
