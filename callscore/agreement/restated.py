"""What a line of the agent restates of an agreement: its terms without what the agent will do and what came before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from callscore.agreement.duties import duty_ranges
from callscore.agreement.payments import Payment, Standing
from callscore.agreement.slots import Said, Slot, compare_slots, restated, same_day
from callscore.agreement.sums import may_be, read_amount, same_amount
from callscore.conversation import Conversation
from callscore.language import commitments, offers
from callscore.language.methods import same_method
from callscore.language.terms import Term, TermKind

__all__ = ["SLOTS", "names_again", "opens_anew", "restates_agreement", "said_in"]

SLOTS = frozenset({TermKind.AMOUNT, TermKind.DATE, TermKind.METHOD})

_ANEW = re.compile(
    r"\b(?:what if|how about|instead|so you'd|(?:if|do) you want|want me to|would you like|i can offer"
    r"|the offer|could you (?:do|manage|pay)|can you (?:do|manage|pay) (?:more|both|it)"
    r"|would you rather|you promised|if you (?:don't|do not|miss)|unless you)\b",
    re.IGNORECASE,
)

_OFFERS = re.compile(
    r"\b(?:could|can|shall|should|would) (?:the|that|we|you|i|it) (?!confirm|read|check|just|be right)[^.]*\?",
    re.IGNORECASE,
)


def opens_anew(text: str) -> bool:
    """Whether a line opens another proposal or accuses ("so once again you promised")."""
    return bool(_ANEW.search(text))


def names_again(term: Term, before: Sequence[Term]) -> bool:
    """Whether a value was named before."""
    for other in before:
        if other.kind is not term.kind:
            continue
        if term.kind is TermKind.AMOUNT and (
            term.name or any(same_amount(one, two) for one in term.amounts for two in other.amounts)
        ):
            return True
        if term.kind is TermKind.DATE and (
            set(term.dates) & set(other.dates) or term.text.lower() == other.text.lower()
        ):
            return True
        if term.kind is TermKind.METHOD and same_method(str(term.name), str(other.name)):
            return True
    return False


def said_in(conversation: Conversation, standing: Standing, index: int) -> Said:
    """The terms that a line states, read with the sums of the call."""
    turn = conversation.turns[index]
    terms = offers.stated_terms(turn.text, standing.lines[index])
    duties = duty_ranges(turn.text)
    kept = _from_where_it_begins(
        turn.text, [term for term in terms if not any(first <= term.first < last for first, last in duties)]
    )
    agreed = [payment.amount for payment in standing.payments if payment.amount is not None]
    if any(term.amounts and term.exact for term in kept):
        known = (*agreed, *standing.amounts_named)
        kept = tuple(term for term in kept if term.exact or not term.amounts or _is_known(term, known))
    kept = tuple(_read(term, standing.amounts_named, agreed) for term in kept)
    return Said(
        index,
        tuple(term.amounts[0] for term in kept if term.kind is TermKind.AMOUNT and term.amounts),
        tuple(term for term in kept if term.kind is TermKind.DATE),
        tuple(term for term in kept if term.kind is TermKind.METHOD),
        tuple(term.name for term in kept if term.kind is TermKind.AMOUNT and term.name),
        kept,
    )


def _read(term: Term, named: Sequence[float], agreed: Sequence[float]) -> Term:
    """A term with the one reading of its sum that the call speaks for."""
    value = read_amount(term, named, agreed) if term.kind is TermKind.AMOUNT else None
    return term if value is None else replace(term, amounts=(value,), exact=True)


def _is_known(term: Term, known: Sequence[float]) -> bool:
    """Whether a bare number is a sum of the call ("all the three by transfer" is none)."""
    return any(may_be(term, amount) for amount in known)


def _from_where_it_begins(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms of a line from the sentence that announces a recap on, unless the recap stands before it."""
    opens = commitments.opens_recap(text)
    if opens is None:
        return tuple(terms)
    before = {term.kind for term in terms if term.first < opens} & SLOTS
    after = {term.kind for term in terms if term.first >= opens} & SLOTS
    if len(before) > 1 and len(after) < 2:
        return tuple(terms)
    return tuple(term for term in terms if term.first >= opens)


def restates_agreement(conversation: Conversation, standing: Standing, said: Said, last: int | None = None) -> bool:
    """Whether a line restates at least two parts of what stands, after it was agreed."""
    if standing.first_agreed_turn is None or standing.agreed_turn is None or said.turn <= standing.first_agreed_turn:
        return False
    index, text = said.turn, conversation.turns[said.turn].text
    cue = commitments.restates(text)
    answered = cue and standing.first_agreed_turn < index and standing.agreed_turn == (last or index) + 1
    early = index < standing.agreed_turn
    listed = len(said.amounts) > 1 and len(said.days) > 1
    echo = not cue and not listed and said.kinds < 3 and index <= standing.agreed_turn + 2 and _repeats(said, standing)
    if said.kinds < 2 or echo or (early and not cue) or (not cue and commitments.informs(text)):
        return False
    if _proposes_anew(text) or (early and commitments.asks_for_terms(text)):
        return False
    slots = compare_slots(standing, said)
    states = [slot.state for slot in slots.values()]
    if _touched(standing.payments, said, slots) < 2:
        return False
    return not ("contradicting" in states and ((early and not answered) or not (cue or "present" in states)))


def _touched(payments: Sequence[Payment], said: Said, slots: Mapping[str, Slot]) -> int:
    """How many agreed parts a line restates at least in part; 0 where neither a sum nor a day is among them."""
    main = [
        slots.get("amount") is not None
        and (
            slots["amount"].state != "missing"
            or any(p.amount is not None and restated(p.amount, said.amounts) for p in payments)
        ),
        slots.get("date") is not None
        and (slots["date"].state != "missing" or any(same_day(p, term) for p in payments for term in said.days)),
    ]
    others = [slots[name].state == "present" for name in ("method", "frequency") if name in slots]
    return sum(main) + sum(others) if any(main) else 0


def _repeats(said: Said, standing: Standing) -> bool:
    """Whether a line has no kind of term but those in the words that settled the agreement."""
    just = {term.kind for term in standing.lines[standing.agreed_turn or 0]}
    return {term.kind for term in said.terms} <= just


def _proposes_anew(text: str) -> bool:
    """Whether a line opens another proposal or accuses ("so once again you promised"), and so is no recap."""
    return bool(opens_anew(text) or (_OFFERS.search(text) and not commitments.reads_back(text)))
