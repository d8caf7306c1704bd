"""The terms of one line put together into payments: each sum with its day, its rhythm and its way to pay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from callscore.agreement.day_words import compare_days, day_words, is_known
from callscore.agreement.payments import Payment
from callscore.agreement.sums import read_amount
from callscore.language.methods import method_family
from callscore.language.terms import Term, TermKind

__all__ = ["group_payments"]

RANGE_GAP = 6
"""Characters between two sums that are one range ("two and a half, three thousand")."""


def group_payments(
    terms: Iterable[Term],
    named: Sequence[float],
    bargained: Sequence[float],
    *,
    series: bool = False,
    listed: bool = False,
) -> list[Payment]:
    """Terms of one line put together into payments: an amount with the day next to it.

    Days in a row are a plan of equal payments when there are three or more, or two and `series` says that a plan is
    spoken of; else the last one corrects those before it. `listed` says that the line itself puts one payment after
    another ("seventy and then seventy"), so that a sum said twice is two.
    """
    terms = _without_leading_day(tuple(terms))
    parts = _merged(_spread(_adjacent(terms, named, bargained, listed=listed), series=series), listed=listed)
    method = _method_meant([t.name for t in terms if t.kind is TermKind.METHOD and t.name])
    if not parts and method:
        parts = [Payment()]
    return [replace(part, method=method) for part in parts]


def _method_meant(names: Sequence[str]) -> str | None:
    """The way to pay that a line settles on: the last it names, by the closest of its names ("my debit, that card")."""
    if not names:
        return None
    return next(
        (name for name in names if method_family(name) == method_family(names[-1]) and name != "card"), names[-1]
    )


def _without_leading_day(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Terms without a first day that answers a question before the schedule is spelled out."""
    slots = [term for term in terms if term.kind in (TermKind.AMOUNT, TermKind.DATE)]
    days = [term for term in slots if term.kind is TermKind.DATE]
    amounts = len(slots) - len(days)
    if amounts > 1 and len(days) > amounts and slots[0] is days[0] and slots[-1] is days[-1]:
        return tuple(term for term in terms if term is not days[0])
    return terms


@dataclass(frozen=True, slots=True)
class _Group:
    """A sum with the days said around it: those before its words and those after."""

    payment: Payment = field(default_factory=Payment)
    before: tuple[Term, ...] = ()
    after: tuple[Term, ...] = ()

    @property
    def priced(self) -> bool:
        return self.payment.amount is not None or self.payment.relative is not None


def _adjacent(
    terms: Sequence[Term], named: Sequence[float], bargained: Sequence[float], *, listed: bool
) -> list[_Group]:
    """Each sum with all the days said up to the next one; days before the first sum belong to it.

    Where every sum follows its day ("Friday fifty, the tenth another fifty"), each takes the day before it.
    """
    terms = _days_once(terms)
    day_first = _each_follows_its_day(terms)
    if day_first and terms[-1].kind is TermKind.DATE:
        terms = terms[:-1]
    several = sum(term.kind is TermKind.AMOUNT and term.exact for term in terms) > 2
    groups = [_Group()]
    last = -RANGE_GAP
    for term in terms:
        group = groups[-1]
        if term.kind is TermKind.DATE:
            if group.priced and day_first:
                groups.append(_Group(before=(term,)))
            elif group.priced:
                groups[-1] = replace(group, after=(*group.after, term))
            else:
                groups[-1] = replace(group, before=(*group.before, term))
        elif term.kind is TermKind.AMOUNT:
            value = read_amount(term, named, bargained)
            near = term.first - last < RANGE_GAP
            again = value is not None and (
                near or (value == group.payment.amount and not (group.before or group.after))
            )
            again = again and not several and (near or not listed)
            if group.priced and not again:
                groups.append(_Group(Payment(value, relative=term.name)))
            else:
                groups[-1] = replace(group, payment=replace(group.payment, amount=value, relative=term.name))
            last = term.last
        elif term.kind is TermKind.FREQUENCY:
            groups[-1] = replace(group, payment=replace(group.payment, frequency=term.name))
    return groups


def _each_follows_its_day(terms: Sequence[Term]) -> bool:
    """Whether days and sums take turns, a day first, two of each at least; a last day is about something else."""
    kinds = [term.kind for term in terms if term.kind in (TermKind.AMOUNT, TermKind.DATE)]
    pairs = len(kinds) // 2
    return pairs > 1 and kinds[: 2 * pairs] == [TermKind.DATE, TermKind.AMOUNT] * pairs


def _days_once(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Terms without a day said twice in a row ("this Friday, the twenty-seventh")."""
    kept: list[Term] = []
    for term in terms:
        last = kept[-1] if kept else None
        twice = last is not None and last.kind is term.kind is TermKind.DATE and last.dates[:1] == term.dates[:1] != ()
        if not twice:
            kept.append(term)
    return tuple(kept)


def _spread(groups: Iterable[_Group], *, series: bool) -> Iterable[Payment]:
    """Payments of each sum on its day or days."""
    for group in groups:
        listed = [t for t in group.before if t.exact and t.dates]
        if group.priced and len(listed) > 1 and any(t.exact and t.dates for t in group.after):
            yield from (Payment(date=t.dates[0], when=t.text) for t in listed)
            group = replace(group, before=())
        terms = (*group.before, *group.after)
        days = [t for t in terms if t.exact and t.dates]
        ahead = list({t.dates[0]: t for t in days}.values())
        rising = [t.dates[0] for t in ahead] == sorted(t.dates[0] for t in ahead)
        if rising and len(ahead) >= (2 if series else 3) and _are_apart(ahead):
            yield from (replace(group.payment, date=t.dates[0], when=t.text) for t in ahead)
        elif terms:
            pool = [t for t in terms if t.exact] or list(terms)
            corrected = group.priced and group.before and not group.after
            term = pool[0] if group.priced and not corrected else pool[-1]
            yield replace(group.payment, date=next(iter(term.dates), None), when=term.text, exact_date=term.exact)
        elif group.payment != Payment():
            yield group.payment


def _are_apart(days: Sequence[Term]) -> bool:
    """Whether days are surely different: dates are, words without the call's date may mean one day."""
    return all(
        is_known(one.dates[0]) or compare_days(day_words(one.text), day_words(other.text)) is False
        for one, other in pairwise(days)
    )


def _merged(parts: Iterable[Payment], *, listed: bool) -> list[Payment]:
    """Payments with those of one sum, said twice, as one."""
    merged: list[Payment] = []
    for part in parts:
        twin = next((i for i, m in enumerate(merged) if m.amount == part.amount and m.relative == part.relative), None)
        if twin is None or (part.date and part.date != merged[twin].date and (merged[twin].date or listed)):
            merged.append(part)
        elif merged[twin].when is None:
            merged[twin] = replace(merged[twin], date=part.date, when=part.when, exact_date=part.exact_date)
    return merged
