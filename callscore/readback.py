"""Whether the agent read the agreement back before the close, part by part, and whether the customer confirmed it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from callscore.conversation import Conversation, Role
from callscore.language import commitments
from callscore.language.terms import Term, TermKind, same_method
from callscore.payments import Payment, Standing, read_amount, same_amount, usable_terms

__all__ = ["Recap", "Slot", "judge_recap"]

NOTHING_READ_BACK: Mapping[str, Slot] = MappingProxyType({})


LOOSE_DAYS = 16
"""Days by which a restated day may differ from an agreed period ("second week of April") and lie in it."""


MONTH_END_DAYS = 3
"""Days by which a day may differ from the end of the month and be meant by it: a weekend before the last."""

_MONTH_END = re.compile(r"\b(?:month[- ]?end|end of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of the agreement: the agreed value, what the recap said, "present", "missing" or "contradicting"."""

    agreed: str
    recapped: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Recap:
    """How the agreement was read back.

    `state` is "complete", "partial", "absent",
    "contradicts" or "not_applicable" (nothing was agreed). `turn` is the index
    of the recap, None without one. `confirmed` is True or False as the customer answered,
    None without an answer or recap.
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


_OWN_DUTY = re.compile(
    r"\b(?:i'll|i will|i'm (?:going|mailing|emailing|sending)|i am (?:going|mailing|emailing|sending)|i send|i lift"
    r"|i drop|i call|i ring|we'll|we (?:can |will )?(?:talk|speak|look|review|discuss|leave)|we will (?:send|email|call|post)|"
    r"(?:you'll|you will) (?:get|receive|hear)|from my side|our \w+ (?:will|comes))\b",
    re.IGNORECASE,
)
_PAYING = re.compile(
    r"\b(?:pay|payment|take|put|book|schedule|process|run|draft|charge|transfer|debit|have you|down for|expect|writ(?:e|ing)|mark"
    r"|note)\w*\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[.;!?]+\s+|,\s+(?:and )?(?=(?:i|we|you|our|my|someone)\b)|\s+and (?:then )?(?=(?:i|i'm|i'll|we|we'll|you'll|our)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """Terms of a possible recap: sums, readings of days, methods, each with its words."""

    turn: int
    amounts: tuple[float, ...]
    days: tuple[Term, ...]
    methods: tuple[Term, ...]
    relatives: tuple[str, ...]
    terms: tuple[Term, ...]

    @property
    def kinds(self) -> int:
        """How many kinds of terms are restated."""
        rhythm = any(term.kind is TermKind.FREQUENCY for term in self.terms)
        return bool(self.amounts or self.relatives) + bool(self.days or rhythm) + bool(self.methods)


def judge_recap(conversation: Conversation, standing: Standing) -> Recap:
    """Compare the agent's restatements after the agreement with what stands.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.negotiation import follow
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
        recap = _judge_turn(conversation, standing, index)
        if recap is not None and (best is None or _weight(recap) >= _weight(best)):
            best = recap
    return best or Recap("absent", _slots(standing, None))


def _touched(payments: Sequence[Payment], said: _Said, slots: Mapping[str, Slot]) -> int:
    """How many agreed parts a line restates at least in part; 0 where neither a sum nor a day is among them."""
    main = [
        slots.get("amount") is not None
        and (
            slots["amount"].state != "missing"
            or any(p.amount is not None and _restated(p.amount, said.amounts) for p in payments)
        ),
        slots.get("date") is not None
        and (slots["date"].state != "missing" or any(_same_day(p, term) for p in payments for term in said.days)),
    ]
    others = [slots[name].state != "missing" for name in ("method", "frequency") if name in slots]
    return sum(main) + sum(others) if any(main) else 0


def _weight(recap: Recap) -> int:
    """How much a recap says: the sum counts double. Of two that say as much, the later one stands."""
    said = [name for name, slot in recap.slots.items() if slot.state != "missing"]
    return len(said) + ("amount" in said)


def _judge_turn(conversation: Conversation, standing: Standing, index: int) -> Recap | None:
    """The recap that one agent turn makes, or None where it makes none."""
    turn = conversation.turns[index]
    said = _said(conversation, standing, index)
    early = index < (standing.agreed_turn or 0)
    cue = commitments.restates(turn.text)
    echo = not cue and index <= (standing.agreed_turn or 0) + 2 and _repeats(said, standing)
    if said.kinds < 2 or echo or (early and not cue) or (not cue and commitments.informs(turn.text)):
        return None
    if _proposes_anew(turn.text) or (early and commitments.asks_for_terms(turn.text)):
        return None
    slots = _slots(standing, said)
    states = [slot.state for slot in slots.values()]
    if _touched(standing.payments, said, slots) < 2:
        return None
    if "contradicting" in states and (early or not (cue or "present" in states)):
        return None
    main = [slots[name].state for name in ("amount", "date", "method") if name in slots]
    state = "contradicts" if "contradicting" in states else "complete" if set(main) == {"present"} else "partial"
    return Recap(state, MappingProxyType(slots), _confirmed(conversation, index), index, turn.text, 0.9 if cue else 0.7)


def _repeats(said: _Said, standing: Standing) -> bool:
    """Whether a line has no kind of term but those in the words that settled the agreement."""
    just = {term.kind for term in standing.lines[standing.agreed_turn or 0]}
    return {term.kind for term in said.terms} <= just


_ANEW = re.compile(
    r"\b(?:what if|how about|instead|so you'd|(?:if|do) you want|want me to|would you like|i can offer|the offer|could you (?:do|manage|pay)|can you (?:do|manage|pay) (?:more|both|it)"
    r"|would you rather|you promised|if you (?:don't|do not|miss)|unless you)\b",
    re.IGNORECASE,
)


_OFFERS = re.compile(
    r"\b(?:could|can|shall|should|would) (?:the|that|we|you|i|it) (?!confirm|read|check|just|be right)[^.]*\?", re.IGNORECASE
)


def _proposes_anew(text: str) -> bool:
    """Whether a line opens another proposal or accuses ("so once again you promised"), and so is no recap."""
    return bool(_ANEW.search(text) or (_OFFERS.search(text) and not commitments.reads_back(text)))


def _said(conversation: Conversation, standing: Standing, index: int) -> _Said:
    turn = conversation.turns[index]
    terms = commitments.stated_terms(turn.text, standing.lines[index])
    duties = _duty_ranges(turn.text)
    kept = tuple(term for term in terms if not any(first <= term.first < last for first, last in duties))
    agreed = [payment.amount for payment in standing.payments if payment.amount is not None]
    amounts = [
        read_amount(term, standing.amounts_named, agreed)
        for term in kept
        if term.kind is TermKind.AMOUNT and term.amounts
    ]
    return _Said(
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


def _slots(standing: Standing, said: _Said | None) -> dict[str, Slot]:
    """Every agreed part with what was said of it."""
    payments = standing.payments
    slots: dict[str, Slot] = {}
    if any(payment.amount is not None or payment.relative for payment in payments):
        slots["amount"] = _amount_slot(payments, said)
    if any(payment.when for payment in payments):
        slots["date"] = _date_slot(payments, said)
    if standing.method is not None:
        slots["method"] = _method_slot(standing.method, said)
    frequency = next((payment.frequency for payment in payments if payment.frequency), None)
    if frequency is not None:
        heard = [t.name for t in said.terms if t.kind is TermKind.FREQUENCY and t.name] if said else []
        state = "missing" if not heard else "present" if frequency in heard else "contradicting"
        slots["frequency"] = Slot(frequency, ", ".join(heard) or None, state)
    return slots


def _amount_slot(payments: Sequence[Payment], said: _Said | None) -> Slot:
    sums = [payment.amount for payment in payments if payment.amount is not None]
    words = " and ".join(money(amount) for amount in sums) or "the " + str(payments[0].relative)
    if said is None:
        return Slot(words, None, "missing")
    heard = " and ".join(money(amount) for amount in said.amounts) or None
    total = round(sum(sums), 2)
    left_out = [amount for amount in sums if not _restated(amount, said.amounts)]
    if any(same_amount(total, other) for other in said.amounts) and len(sums) > 1 and len(said.amounts) == 1:
        left_out = []
    if left_out and said.relatives:
        left_out = left_out[:-1] if len(sums) > 1 else left_out
        left_out = [] if "full" in said.relatives and len(sums) == 1 else left_out
    if not left_out:
        return Slot(words, heard or ", ".join(said.relatives) or None, "present")
    foreign = [amount for amount in said.amounts if not any(same_amount(amount, other) for other in (*sums, total))]
    return Slot(
        words,
        heard,
        "contradicting" if foreign and (len(foreign) >= len(left_out) or len(left_out) >= len(sums) - 1) else "missing",
    )


def _restated(amount: float, said: Sequence[float]) -> bool:
    """Whether a sum is among those said, or is two of them together."""
    pairs = (one + other for i, one in enumerate(said) for other in said[i + 1 :])
    return any(same_amount(amount, value) for value in (*said, *pairs))


def _date_slot(payments: Sequence[Payment], said: _Said | None) -> Slot:
    words = " and ".join(_day_words(payment) for payment in payments if payment.when)
    if said is None:
        return Slot(words, None, "missing")
    heard = ", ".join(term.text for term in said.days) or None
    days = [payment for payment in payments if payment.when]
    left_out = [payment for payment in days if not any(_same_day(payment, term) for term in said.days)]
    if left_out and len(left_out) < len(days) and any(term.kind is TermKind.FREQUENCY for term in said.terms):
        left_out = []
    if not left_out:
        return Slot(words, heard, "present")
    foreign = [
        term
        for term in said.days
        if term.exact and term.dates and not any(_same_day(payment, term) for payment in days)
    ]
    agreed_exactly = all(payment.exact_date and payment.date is not None for payment in left_out)
    contradicts = foreign and agreed_exactly and (len(foreign) >= len(left_out) or len(left_out) == len(days))
    return Slot(words, heard, "contradicting" if contradicts else "missing")


def _same_day(payment: Payment, term: Term) -> bool:
    if payment.date is None or not term.dates:
        return payment.when is not None and _core(payment.when) == _core(term.text)
    if payment.date in term.dates:
        return True
    nearest = min(abs((payment.date - day).days) for day in term.dates)
    if _MONTH_END.search(f"{payment.when} {term.text}"):
        return nearest <= MONTH_END_DAYS
    return not payment.exact_date and nearest <= LOOSE_DAYS


def _core(words: str) -> str:
    return re.sub(r"\b(?:the|on|this|of|,)\b|,", " ", words.lower()).strip()


def _method_slot(agreed: str, said: _Said | None) -> Slot:
    if said is None or not said.methods:
        return Slot(agreed, None, "missing")
    heard = ", ".join(dict.fromkeys(term.text for term in said.methods))
    same = any(same_method(agreed, str(term.name)) for term in said.methods)
    return Slot(agreed, heard, "present" if same else "contradicting")


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


def money(amount: float) -> str:
    """An amount in figures, without a currency.

    Examples
    --------
    >>> money(1150.0), money(618.4)
    ('1,150', '618.40')
    """
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"


def _day_words(payment: Payment) -> str:
    return day_in_words(payment.date) if payment.date is not None and payment.exact_date else str(payment.when)


def day_in_words(day: date) -> str:
    """A day as one would say it: "Friday 28 November".

    Examples
    --------
    >>> day_in_words(date(2025, 11, 28))
    'Friday 28 November'
    """
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
    month = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    )[day.month - 1]  # fmt: skip
    return f"{weekday} {day.day} {month}"
