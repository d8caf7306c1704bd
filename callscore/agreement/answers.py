"""What a customer's line answers to the proposal: its own terms, a yes, an objection, a mere echo of a recap."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.agreement.bargaining import CHANGES, Floor, settled
from callscore.agreement.sums import read_amount, same_amount
from callscore.conversation import Turn
from callscore.language import commitments, offers, pledges
from callscore.language.terms import Term, TermKind

__all__ = ["Answer", "is_readback", "read_answer", "within_reach"]

CLOCK_LIKE = 12
"""Bare numbers up to this are counts or hours until a sum has been put forward."""


UNLIKELY = 0.02
"""Probability of a promise below which a line that answers no question for terms puts no sum and no day forward."""


OUTRIGHT = 0.9
"""Probability of a promise from which what a line names is promised, though no words of committing stand with it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a line says to the proposal: its own terms and their words, what it accepts, whether it objects."""

    own: tuple[Term, ...]
    words: str
    offered: tuple[Term, ...]
    accepted: bool
    contests: bool


def read_answer(floor: Floor, turn: Turn, terms: tuple[Term, ...], index: int) -> Answer:
    """Read a customer's line as an answer to what is on offer."""
    asked_for = commitments.asks_for_terms(floor.pending_text)
    live = floor.live or floor.topic is not None
    talk = pledges.Talk(floor.pending_text, floor.offered, live, floor.method is None, settled(floor))
    own, words = pledges.committing_terms(turn.text, terms, talk)
    past = commitments.asks_of_the_past(floor.pending_text)
    if (
        not past
        and floor.acts.promise(index) >= OUTRIGHT
        and not any(term.kind in (TermKind.AMOUNT, TermKind.DATE) for term in own)
    ):
        own, words = _meant(turn.text, terms), turn.text
    named_days = {day.day for term in floor.pending if term.kind is TermKind.DATE for day in term.dates}
    own = tuple(
        term
        for term in own
        if within_reach(floor, term) and not (not term.exact and term.amounts and term.amounts[0] in named_days)
    )
    if floor.call_date is None and not commitments.commits(words):
        own = tuple(term for term in own if term.kind is not TermKind.DATE or term.exact)
    if floor.acts.promise(index) < UNLIKELY and not asked_for:
        own = tuple(term for term in own if term.kind not in (TermKind.AMOUNT, TermKind.DATE))
    withdrawn = commitments.taken_back(turn.text)
    own = tuple(term for term in own if term.first >= withdrawn)
    if any(commitments.breaks_off_after(turn.text, term.last) for term in own):
        begins = offers.clauses_of(turn.text)[-1][0]
        own = tuple(term for term in own if term.first < begins)
    offered = tuple(
        term
        for term in floor.offered
        if not (term.kind is TermKind.DATE and not term.exact) and within_reach(floor, term)
    )
    agrees = commitments.accepts(turn.text)
    if commitments.asks_if_too_much(floor.pending_text):
        agrees = commitments.starts_with_no(turn.text)
    agrees = agrees or commitments.takes_up(turn.text, {term.kind for term in offered})
    accepted = agrees and any(offers.is_slot(term) for term in offered)
    if floor.contested and not commitments.names_payment(floor.pending_text):
        offered = ()
    spelled_out = len({term.dates[0] for term in offered if term.exact and term.dates}) > len(floor.payments)
    spelled_out = spelled_out and any(payment.frequency for payment in floor.payments)
    if accepted and not own and settled(floor) and not spelled_out and commitments.restates(floor.pending_text):
        offered = tuple(term for term in offered if term.kind in _open_slots(floor))
    text = turn.text.lower()
    contests = commitments.declines(text) or commitments.reopens(text) or bool(CHANGES.search(text))
    return Answer(own, words, offered, accepted, contests)


def _meant(text: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The values of a promise without words of committing: of its clauses that name a sum, else all that it means.

    What a clause denies, tells of the past or says of income is not meant.
    """
    meant: list[tuple[int, Term]] = []
    stated = [term for term in offers.stated_terms(text, terms) if offers.is_slot(term)]
    for first, last in offers.clauses_of(text):
        clause, own = text[first:last], [term for term in stated if first <= term.first < last]
        only_when = bool(own) and all(term.kind is TermKind.DATE for term in own)
        elsewhere = only_when and (commitments.about_another_matter(clause) or offers.is_another_act(clause))
        if commitments.may_be_meant(clause) and not elsewhere:
            meant += [(first, term) for term in own]
    priced = {first for first, term in meant if term.kind is TermKind.AMOUNT}
    return tuple(term for first, term in meant if not priced or first in priced)


def _open_slots(floor: Floor) -> set[TermKind]:
    """The slots that nothing has been agreed for yet."""
    dated = any(payment.when for payment in floor.payments)
    return {kind for kind, filled in ((TermKind.DATE, dated), (TermKind.METHOD, floor.method)) if not filled}


def is_readback(floor: Floor, own: tuple[Term, ...]) -> bool:
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


def within_reach(floor: Floor, term: Term) -> bool:
    """Whether a sum can be a payment: not above the highest that the agent named."""
    if term.kind is not TermKind.AMOUNT or not term.amounts:
        return True
    value = read_amount(term, floor.named, floor.bargained)
    clock_like = not term.exact and term.amounts[0] <= CLOCK_LIKE
    if clock_like and not floor.bargained and not commitments.asks_how_much(floor.pending_text):
        return False
    return value is not None and (not floor.ceiling or value <= floor.ceiling * 1.05) and value >= 2
