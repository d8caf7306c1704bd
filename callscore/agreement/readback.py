"""Whether the agent read the agreement back before the close, part by part, and whether the customer confirmed it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from callscore.agreement.payments import Payment, Standing, read_amount
from callscore.agreement.slots import Said, Slot, compare_slots, joined, restated, same_day
from callscore.conversation import Conversation, Role
from callscore.language import commitments, offers
from callscore.language.terms import TermKind

__all__ = ["Recap", "judge_recap"]

CUED = 0.9
"""0-1: confidence in a recap with words of reading back; 13 of 14 were told right on calls not tuned on."""

UNCUED = 0.7
"""0-1: confidence in one without; 3 of 3 were told right there, too few to trust further."""

MOST_PARTS = 4
"""Further turns of the agent that a recap given piece by piece may run to."""

_OWN_DUTY = re.compile(
    r"\b(?:i'll|i will|i'm (?:going|mailing|emailing|sending)|i am (?:going|mailing|emailing|sending)|i send|i lift"
    r"|i drop|i call|i ring|we'll|we (?:can |will )?(?:talk|speak|look|review|discuss|leave)|we will (?:send"
    r"|email|call|post)|"
    r"(?:you'll|you will) (?:get|receive|hear)|from my side|our \w+ (?:will|comes))\b",
    re.IGNORECASE,
)

_PAYING = re.compile(
    r"\b(?:pay|payment|take|put|set|book|schedule|process|run|draft|charge|transfer|debit|have you|down for|expect"
    r"|writ(?:e|ing)|mark|look|watch|pop|jot|stick|diary"
    r"|note|tell (?:him|her|them|my)|inform|report)\w*\b",
    re.IGNORECASE,
)

_PART = re.compile(
    r"[.;!?]+\s+|,\s+(?:and )?(?=(?:i|we|you|our|my|someone)\b)|\s+and (?:then )?(?=(?:i|i'm|i'll|we|we'll"
    r"|you'll|our)\b)",
    re.IGNORECASE,
)

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


@dataclass(frozen=True, slots=True)
class Recap:
    """How the agreement was read back.

    `state` is "complete", "partial", "absent", "contradicts", "not_applicable" (nothing was agreed) or "not_judged"
    (its days can't be compared without the call's date). `turn` is the index of the recap, None without one.
    `confirmed` is True or False as the customer answered, None without an answer or recap.
    """

    state: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confirmed: bool | None = None
    turn: int | None = None
    quote: str | None = None
    confidence: float = 1.0

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the agreed parts that the recap left out."""
        return tuple(name for name, slot in self.slots.items() if slot.state == "missing")

    @property
    def contradicting(self) -> tuple[str, ...]:
        """Names of the parts that the recap gave another value."""
        return tuple(name for name, slot in self.slots.items() if slot.state == "contradicting")


def judge_recap(conversation: Conversation, standing: Standing) -> Recap:
    """Compare the agent's restatements after the agreement with what stands.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.agreement.negotiation import follow
    >>> from callscore.testing import make_call
    >>> call = make_call(
    ...     "agent: Could you do £150 on Friday?",
    ...     "customer: Yeah, by card.",
    ...     "agent: So that's £150 on Friday, have I got that right?",
    ...     "customer: That's right.",
    ...     call_date=date(2025, 11, 24),
    ... )
    >>> recap = judge_recap(call, follow(call))
    >>> recap.state, recap.missing, recap.confirmed
    ('partial', ('method',), True)
    """
    if standing.first_agreed_turn is None or standing.agreed_turn is None:
        return Recap("not_applicable")
    best: Recap | None = None
    for index, turn in conversation.turns_of(Role.AGENT):
        if index <= standing.first_agreed_turn or turn.text.rstrip().endswith("...?"):
            continue
        recap = _read_on(conversation, standing, index)
        if recap is not None and (best is None or _weight(recap) >= _weight(best) or _overturns(recap)):
            best = recap
    return best or Recap("absent", compare_slots(standing, None))


def _read_on(conversation: Conversation, standing: Standing, index: int) -> Recap | None:
    """The recap that begins in a turn, with the turns that go on with it while the customer only nods."""
    said = _said(conversation, standing, index)
    recap = _judge(conversation, standing, said)
    if not commitments.reads_back(conversation.turns[index].text):
        return recap
    following = index
    for _ in range(MOST_PARTS):
        later = _continued(conversation, standing, following)
        if later is None:
            break
        following = later
        said = joined(said, _said(conversation, standing, following))
        longer = _judge(conversation, standing, said, following)
        if longer is not None and (recap is None or _weight(longer) > _weight(recap)):
            recap = longer
    return recap


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


def _weight(recap: Recap) -> int:
    """How much a recap says: the sum counts double. Of two that say as much, the later one stands."""
    said = [name for name, slot in recap.slots.items() if slot.state not in ("missing", "not_judged")]
    return len(said) + ("amount" in said)


def _overturns(recap: Recap) -> bool:
    """Whether a later line in words of reading back gives another sum, and so spoils a good recap before it."""
    amount = recap.slots.get("amount")
    return recap.confidence >= CUED and amount is not None and amount.state == "contradicting"


def _continued(conversation: Conversation, standing: Standing, index: int) -> int | None:
    """The agent's next turn where the customer only nodded in between, or None."""
    for later in range(index + 1, min(index + 4, len(conversation.turns))):
        turn = conversation.turns[later]
        if turn.role is Role.AGENT:
            return later
        if standing.lines[later] or not commitments.accepts(turn.text):
            return None
    return None


def _judge(conversation: Conversation, standing: Standing, said: Said, last: int | None = None) -> Recap | None:
    """The recap that an agent's words make, or None where they make none; `last` is the turn where they end."""
    index = said.turn
    turn = conversation.turns[index]
    cue = commitments.restates(turn.text)
    answered = cue and (standing.first_agreed_turn or 0) < index and (standing.agreed_turn or 0) == index + 1
    early = index < (standing.agreed_turn or 0)
    listed = len(said.amounts) > 1 and len(said.days) > 1
    echo = (
        not cue
        and not listed
        and said.kinds < 3
        and index <= (standing.agreed_turn or 0) + 2
        and _repeats(said, standing)
    )
    if said.kinds < 2 or echo or (early and not cue) or (not cue and commitments.informs(turn.text)):
        return None
    if _proposes_anew(turn.text) or (early and commitments.asks_for_terms(turn.text)):
        return None
    slots = compare_slots(standing, said)
    states = [slot.state for slot in slots.values()]
    if _touched(standing.payments, said, slots) < 2:
        return None
    if "contradicting" in states and ((early and not answered) or not (cue or "present" in states)):
        return None
    main = [slots[name].state for name in ("amount", "date", "method") if name in slots]
    state = _state_of(states, main)
    return Recap(
        state,
        MappingProxyType(slots),
        _confirmed(conversation, last or index),
        index,
        turn.text,
        CUED if cue else UNCUED,
    )


def _state_of(states: Sequence[str], main: Sequence[str]) -> str:
    """What the parts make together; those of sum, day and way to pay decide whether it is complete."""
    if "contradicting" in states:
        return "contradicts"
    if "missing" not in main and "not_judged" in main:
        return "not_judged"
    return "complete" if set(main) == {"present"} else "partial"


def _repeats(said: Said, standing: Standing) -> bool:
    """Whether a line has no kind of term but those in the words that settled the agreement."""
    just = {term.kind for term in standing.lines[standing.agreed_turn or 0]}
    return {term.kind for term in said.terms} <= just


def _proposes_anew(text: str) -> bool:
    """Whether a line opens another proposal or accuses ("so once again you promised"), and so is no recap."""
    return bool(_ANEW.search(text) or (_OFFERS.search(text) and not commitments.reads_back(text)))


def _said(conversation: Conversation, standing: Standing, index: int) -> Said:
    turn = conversation.turns[index]
    terms = offers.stated_terms(turn.text, standing.lines[index])
    duties = _duty_ranges(turn.text)
    kept = tuple(term for term in terms if not any(first <= term.first < last for first, last in duties))
    agreed = [payment.amount for payment in standing.payments if payment.amount is not None]
    amounts = [
        read_amount(term, standing.amounts_named, agreed)
        for term in kept
        if term.kind is TermKind.AMOUNT and term.amounts
    ]
    return Said(
        index,
        tuple(amount for amount in amounts if amount is not None),
        tuple(term for term in kept if term.kind is TermKind.DATE),
        tuple(term for term in kept if term.kind is TermKind.METHOD),
        tuple(term.name for term in kept if term.kind is TermKind.AMOUNT and term.name),
        kept,
    )


def _duty_ranges(text: str) -> list[tuple[int, int]]:
    """Parts of a line that say what the agent will do, not what the customer pays."""
    edges = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
    return [
        (first, last)
        for first, last in pairwise(edges)
        if _OWN_DUTY.search(text[first:last]) and not _PAYING.search(text[first:last])
    ]


def _confirmed(conversation: Conversation, index: int) -> bool | None:
    """The customer's answer to the recap: yes, no or correction, or none."""
    for turn in conversation.turns[index + 1 : index + 4]:
        if turn.role is not Role.CUSTOMER or turn.flag is not None:
            continue
        if commitments.declines(turn.text):
            return False
        if commitments.accepts(turn.text) or re.search(
            r"\b(?:right|yes|yeah|yep|correct|that's it|what i've got|fine|perfect|you have)\b",
            turn.text,
            re.IGNORECASE,
        ):
            return True
        return None
    return None
