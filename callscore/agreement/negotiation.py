"""Follows a negotiation turn by turn: proposed, accepted, promised, changed, taken back, and what stands in the end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from callscore.agreement.acts import hear_acts
from callscore.agreement.answers import Answer, is_readback, read_answer, within_reach
from callscore.agreement.bargaining import Floor, clear, settled, turn_down, write_down
from callscore.agreement.day_words import day_words, is_known
from callscore.agreement.days_in_talk import is_bare_weekday
from callscore.agreement.duties import days_of_duties
from callscore.agreement.grouping import group_payments
from callscore.agreement.heard_terms import call_terms
from callscore.agreement.payments import Payment, Promise, Standing
from callscore.agreement.proposals import breaks_down, hear_agent, repeats
from callscore.agreement.schedule import inherit
from callscore.agreement.sums import read_amount
from callscore.conversation import Conversation, Role, Turn
from callscore.language import commitments, offers
from callscore.language.terms import Term, TermKind

__all__ = ["follow"]

_EACH = re.compile(r"\beach\b", re.IGNORECASE)

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
    lines = call_terms(conversation)
    acts = hear_acts(conversation, lines)
    floor = Floor(conversation.call_date, acts)
    for index, (turn, terms) in enumerate(zip(conversation.turns, lines, strict=True)):
        if turn.flag is not None or turn.role is Role.OTHER:
            continue
        if turn.role is Role.AGENT:
            _ground(floor, conversation, index, terms)
            if floor.method is None and floor.payments and not commitments.declines(turn.text):
                floor.method = next((t.name for t in terms if t.kind is TermKind.METHOD and t.name in floor.ways), None)
            if commitments.turns_down(turn.text):
                turn_down(floor, terms)
                terms = tuple(term for term in terms if term.kind is not TermKind.AMOUNT)
            owed = days_of_duties(turn, terms)
            hear_agent(floor, turn, tuple(term for term in terms if not set(term.dates[:1]) & owed))
        else:
            _hear_customer(floor, conversation, index, terms)
        floor.duties |= days_of_duties(turn, terms)
        values = [term.amounts[0] for term in terms if term.kind is TermKind.AMOUNT and term.exact and term.amounts]
        (floor.named if turn.role is Role.AGENT else floor.customers).extend(values)
    standing = _standing(floor)
    promises = tuple(_with_sum(promise, standing) for promise in floor.promises if _holds(promise, floor, standing))
    return Standing(
        tuple(standing), promises, floor.last_change,
        floor.last_change if floor.first_change is None else floor.first_change, floor.method,
        floor.count, tuple(floor.named), lines, acts,
    )  # fmt: skip


def _standing(floor: Floor) -> list[Payment]:
    """The payments that stand at the end: dated ones where there are any, the whole sum where none was named."""
    standing = [payment for payment in floor.payments if payment.when or payment.frequency] or floor.payments
    if (
        len(standing) == 1
        and standing[0].amount is None
        and standing[0].relative is None
        and (floor.agreed_sum or floor.topic)
        and floor.paying
    ):
        return [replace(standing[0], amount=floor.agreed_sum or floor.topic, relative="full")]
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


def _ground(floor: Floor, conversation: Conversation, index: int, terms: tuple[Term, ...]) -> None:
    """A sum that the customer named and the agent takes up in the next line is agreed, however it was put."""
    tentative, floor.tentative = floor.tentative, None
    line = conversation.turns[index].text
    if (
        tentative is None
        or floor.contested
        or breaks_down(floor, line, terms)
        or commitments.informs(line)
        or commitments.declines(line)
    ):
        return
    before, named = tentative
    heard = {read_amount(term, floor.named, floor.bargained) for term in terms if term.amounts}
    days = {day for term in terms for day in term.dates[:1]} - {payment.date for payment in floor.payments}
    days -= floor.duties
    known = {payment.amount for payment in floor.payments}
    asked = conversation.turns[before - 1].text if before else ""
    if any(commitments.about_another_matter(said) for said in (asked, line)) and not commitments.names_payment(line):
        days = set()
    taken = tuple(
        t
        for t in named
        if (t.amounts and read_amount(t, floor.named, floor.bargained) in heard - known) or set(t.dates[:1]) & days
    )
    if not taken or not all(within_reach(floor, term) for term in taken):
        return
    several = len({term.dates[0] for term in taken if term.dates}) > 1
    parts = group_payments(taken, floor.named + floor.customers, floor.bargained, series=several)
    turn = conversation.turns[before]
    strength = commitments.strength_of(turn.text)
    write_down(floor, turn, before, [replace(p, turn=before, strength=strength) for p in parts], taken, accepted=False)


def _hear_customer(floor: Floor, conversation: Conversation, index: int, terms: tuple[Term, ...]) -> None:
    """Take up what the customer commits to, accepts or takes back."""
    turn = conversation.turns[index]
    if floor.verifying and not commitments.commits(turn.text):
        return
    if not commitments.commits(turn.text):
        terms = tuple(term for term in terms if not set(term.dates[:1]) & floor.duties)
    _change_course(floor, turn.text.lower(), terms)
    floor.ways = tuple(t.name for t in offers.stated_terms(turn.text, terms) if t.kind is TermKind.METHOD and t.name)
    answer = read_answer(floor, turn, terms, index)
    if settled(floor) and is_readback(floor, answer.own) and not answer.contests:
        if floor.method is None and commitments.accepts(turn.text):
            floor.method = next((term.name for term in floor.pending if term.kind is TermKind.METHOD), None)
        floor.offered = ()
        return
    if floor.count is None and commitments.accepts(turn.text) and any(payment.frequency for payment in floor.payments):
        floor.count = floor.offered_count
    floor.tentative = None if answer.own else _put_forward(floor, turn, index, terms)
    if answer.own or (answer.accepted and answer.offered):
        _take_up(floor, turn, index, answer)
    elif commitments.declines(turn.text):
        floor.offered = ()


def _change_course(floor: Floor, text: str, terms: tuple[Term, ...]) -> None:
    """Follow a line that takes back, contests, reopens, names the sum or asks for one payment only."""
    if commitments.retracts(text):
        clear(floor)
    if commitments.disputes(text) and not commitments.commits(text):
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


def _put_forward(floor: Floor, turn: Turn, index: int, terms: tuple[Term, ...]) -> tuple[int, tuple[Term, ...]] | None:
    """Terms that a line names without committing, which the agent may yet take up; None without any."""
    exact = tuple(t for t in offers.stated_terms(turn.text, terms) if t.exact and (t.amounts or t.dates))
    if exact and len(floor.offered) > len(exact) and repeats(exact, floor.offered):
        return None
    asked = commitments.asks_for_terms(floor.pending_text)
    open_to_it = "?" in turn.text or asked or any(payment.date for payment in floor.payments)
    return (index, exact) if exact and open_to_it and commitments.may_offer(turn.text) else None


def _take_up(floor: Floor, turn: Turn, index: int, answer: Answer) -> None:
    """Put an answer's terms together into payments and enter them."""
    days = [payment.date for payment in floor.payments if payment.date is not None]
    amounts = (floor.named + floor.customers, floor.bargained)
    declined = commitments.declines(turn.text) and not answer.accepted
    held_out = () if declined else _on_known_days(_one_choice(floor, answer), days)
    listed = bool(_SERIES.search(turn.text.lower()))
    series = bool(floor.count or floor.offered_count or len(floor.payments) > 1 or listed)
    series = series or bool(_EACH.search(floor.pending_text))
    series = series or any(payment.frequency for payment in floor.payments)
    parts = inherit(
        group_payments(_on_known_days(answer.own, days), *amounts, series=series, listed=listed),
        group_payments(held_out, *amounts, series=series),
        answer.accepted,
    )
    how = any(term.kind is TermKind.METHOD for term in answer.own)
    speaks = _speaks_of_paying(floor, answer.words) or (how and floor.topic is not None)
    if settled(floor) and not _moves_payment(floor, turn.text):
        parts = [replace(part, date=None, when=None) if part.amount is None else part for part in parts]
    floor.about_payment = speaks or len(parts) > 1 or any(part.amount is not None or part.relative for part in parts)
    floor.paying = floor.paying or speaks
    if not answer.contests and any(not _is_today(floor, payment) for payment in floor.payments if payment.date):
        parts = [
            replace(part, date=None, when=None)
            if _is_today(floor, part) and (len(parts) == 1 or not part.amount)
            else part
            for part in parts
        ]
    strength = commitments.strength_of(answer.words or turn.text)
    parts = [replace(part, turn=index, strength=strength) for part in parts]
    write_down(floor, turn, index, parts, answer.own, answer.accepted)
    if floor.offered_count and not declined:
        floor.count = floor.offered_count
    floor.count = next((term.count for term in answer.own if term.kind is TermKind.INSTALMENTS), floor.count)
    floor.since, floor.pending, floor.pending_text, floor.offered = "", (), "", ()


def _is_today(floor: Floor, payment: Payment) -> bool:
    """Whether a payment is for the day of the call."""
    if floor.call_date is not None:
        return payment.date == floor.call_date
    said = day_words(payment.when) if payment.when else None
    return said is not None and said.ahead == 0


def _moves_payment(floor: Floor, text: str) -> bool:
    """Whether a day said after the agreement is about the payment and not about a visit, a letter or a call."""
    if commitments.about_paying(text):
        return True
    line = floor.pending_text
    return not commitments.about_another_matter(f"{line} {text}") or commitments.names_payment(line)


def _speaks_of_paying(floor: Floor, words: str) -> bool:
    """Whether a day is one to pay on: a sum stands already, or one of the two speaks of paying."""
    priced = any(payment.amount is not None or payment.relative for payment in floor.payments)
    line = floor.pending_text
    return priced or commitments.asks_for_terms(line) or commitments.names_payment(f"{line} {words}")


def _one_choice(floor: Floor, answer: Answer) -> tuple[Term, ...]:
    """What is offered: the one of several that the answer picks out, else without the slots that have several."""
    text, offered = floor.pending_text.lower(), answer.offered
    if " or " not in text:
        return offered
    single = tuple(
        term for term in offered
        if len({(t.amounts[:1], t.dates[:1], t.name) for t in offered if t.kind is term.kind}) == 1
    )  # fmt: skip
    edges = [0, *(match.end() for match in re.finditer(r"\bor\b", text)), len(text)]
    picked = {(term.kind, term.name, term.dates[:1], term.amounts[:1]) for term in answer.own}
    for first, last in pairwise(edges):
        choice = tuple(term for term in offered if first <= term.first < last)
        if any((term.kind, term.name, term.dates[:1], term.amounts[:1]) in picked for term in choice):
            kinds = {term.kind for term in choice}
            return tuple(term for term in offered if term in choice or (term.kind not in kinds and term in single))
    return single


def _on_known_days(terms: tuple[Term, ...], days: list[date]) -> tuple[Term, ...]:
    """Bare weekdays read as the day of that name that is already agreed ("the Monday one")."""
    resolved: list[Term] = []
    for term in terms:
        if (
            term.kind is TermKind.DATE
            and term.text.lower().startswith("the ")
            and is_bare_weekday(term.text)
            and term.dates
            and is_known(term.dates[0])
        ):
            fits = [day for day in days if day.weekday() == term.dates[0].weekday()]
            term = replace(term, dates=(fits[0],)) if fits else term
        resolved.append(term)
    return tuple(resolved)
