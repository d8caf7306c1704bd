"""The parts of an agreement against what was said of each: present, missing or contradicting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from callscore.agreement.day_words import compare_days, day_words, is_known
from callscore.agreement.payments import Payment, Standing
from callscore.agreement.sums import same_amount
from callscore.language.methods import same_method
from callscore.language.terms import Term, TermKind

__all__ = ["Said", "Slot", "compare_slots", "day_in_words", "joined", "money", "restated", "same_day"]

LOOSE_DAYS = 16
"""Days by which a restated day may differ from an agreed period ("second week of April") and lie in it."""

MONTH_END_DAYS = 5
"""Days by which a day may differ from the end of the month and be meant by it: the last working days."""

APART = 100
"""Characters between two lines that are read as one: more than lie between the terms of one payment."""

_MONTH_END = re.compile(r"\b(?:month[- ]?end|end of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of the agreement: the agreed value, what the recap said, and its state.

    The state is "present", "missing", "contradicting", or "not_judged" for days that only the call's date could tell.
    """

    agreed: str
    recapped: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Said:
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


def joined(one: Said, other: Said) -> Said:
    """What two lines say together, as if the second were said after the first in one line."""
    ends = max((term.last for term in one.terms), default=0) + APART
    later = {term: replace(term, first=term.first + ends, last=term.last + ends) for term in other.terms}
    return Said(
        one.turn,
        one.amounts + other.amounts,
        one.days + tuple(later[term] for term in other.days),
        one.methods + tuple(later[term] for term in other.methods),
        one.relatives + other.relatives,
        one.terms + tuple(later[term] for term in other.terms),
    )


def compare_slots(standing: Standing, said: Said | None) -> dict[str, Slot]:
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


def _amount_slot(payments: Sequence[Payment], said: Said | None) -> Slot:
    sums = [payment.amount for payment in payments if payment.amount is not None]
    words = " and ".join(money(amount) for amount in sums) or "the " + str(payments[0].relative)
    if said is None:
        return Slot(words, None, "missing")
    heard = " and ".join(money(amount) for amount in said.amounts) or None
    total = round(sum(sums), 2)
    left_out = [amount for amount in sums if not restated(amount, said.amounts)]
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


def restated(amount: float, said: Sequence[float]) -> bool:
    """Whether a sum is among those said, or is two of them together."""
    pairs = (one + other for i, one in enumerate(said) for other in said[i + 1 :])
    return any(same_amount(amount, value) for value in (*said, *pairs))


def _date_slot(payments: Sequence[Payment], said: Said | None) -> Slot:
    words = " and ".join(_day_words(payment) for payment in payments if payment.when)
    if said is None:
        return Slot(words, None, "missing")
    heard = ", ".join(term.text for term in said.days) or None
    days = [payment for payment in payments if payment.when]
    named = [term for term in said.days if term.exact] or said.days
    left_out = [payment for payment in days if not any(same_day(payment, term) for term in named)]
    counted = any(
        term.kind is TermKind.FREQUENCY or (term.kind is TermKind.INSTALMENTS and term.count == len(days))
        for term in said.terms
    )
    foreign = [
        term for term in said.days if term.exact and term.dates and not any(same_day(payment, term) for payment in days)
    ]
    if left_out and days[0] not in left_out and counted and not foreign:
        left_out = []
    if not left_out:
        return Slot(words, heard, "present")
    if _cannot_tell(days, left_out, named):
        return Slot(words, heard, "not_judged")
    agreed_exactly = all(payment.exact_date and payment.date is not None for payment in left_out)
    contradicts = foreign and agreed_exactly and (len(foreign) >= len(left_out) or len(left_out) == len(days))
    return Slot(words, heard, "contradicting" if contradicts else "missing")


def _cannot_tell(days: Sequence[Payment], left_out: Sequence[Payment], said: Sequence[Term]) -> bool:
    """Whether a day said may or may not be one that is left out, for want of the call's date."""
    ways: dict[date, list[str]] = {}
    for term in said:
        if (
            term.exact
            and term.dates
            and not is_known(term.dates[0])
            and not any(same_day(payment, term) for payment in days)
        ):
            ways.setdefault(term.dates[0], []).append(term.text)
    for payment in left_out:
        agreed = day_words(str(payment.when))
        for words in ways.values():
            if payment.date is not None and all(compare_days(agreed, day_words(text)) is None for text in words):
                return True
    return False


def same_day(payment: Payment, term: Term) -> bool:
    """Whether a day that was said is the day of a payment; a period holds every day near it."""
    if payment.date is None or not term.dates:
        return payment.when is not None and _core(payment.when) == _core(term.text)
    if payment.date in term.dates:
        return True
    if not is_known(payment.date):
        at_end = _MONTH_END.search(f"{payment.when} {term.text}")
        return bool(at_end and compare_days(day_words(str(payment.when)), day_words(term.text)))
    nearest = min(abs((payment.date - day).days) for day in term.dates)
    if _MONTH_END.search(f"{payment.when} {term.text}"):
        return nearest <= MONTH_END_DAYS
    return not payment.exact_date and nearest <= LOOSE_DAYS


def _core(words: str) -> str:
    return re.sub(r"\b(?:the|on|this|of|,)\b|,", " ", words.lower()).strip()


def _method_slot(agreed: str, said: Said | None) -> Slot:
    if said is None or not said.methods:
        return Slot(agreed, None, "missing")
    heard = ", ".join(dict.fromkeys(term.text for term in said.methods))
    same = any(same_method(agreed, str(term.name)) for term in said.methods)
    return Slot(agreed, heard, "present" if same else "contradicting")


def money(amount: float) -> str:
    """An amount in figures, without a currency.

    Examples
    --------
    >>> money(1150.0), money(618.4)
    ('1,150', '618.40')
    """
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"


def _day_words(payment: Payment) -> str:
    return (
        day_in_words(payment.date)
        if payment.date and is_known(payment.date) and payment.exact_date
        else str(payment.when)
    )


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
