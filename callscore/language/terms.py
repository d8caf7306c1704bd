"""What a line of a call says about paying: amounts, days, methods, how often, in how many parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from callscore.language.amounts import find_amounts
from callscore.language.dates import find_clock_times, find_dates
from callscore.language.methods import METHOD_SCAN, METHODS
from callscore.language.references import find_references
from callscore.turn import straight

__all__ = ["Term", "TermKind", "find_terms", "sums_named"]


class TermKind(StrEnum):
    """What a term is about; the names of the slots of an agreement."""

    AMOUNT = "amount"
    DATE = "date"
    METHOD = "method"
    FREQUENCY = "frequency"
    INSTALMENTS = "instalments"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Term:
    """A term at ``text[first:last]`` of a line.

    `amounts` and `dates` hold every reading, the likeliest first; both are empty where the words name none ("half"
    " of it",
    "payday", a weekday without the call's day). `name` is the canonical method or frequency, the reference as said, or
    "half", "rest", "full" for an amount without figures. `count` is the number of instalments.
    """

    kind: TermKind
    first: int
    last: int
    text: str
    amounts: tuple[float, ...] = ()
    dates: tuple[date, ...] = ()
    name: str | None = None
    currency: str | None = None
    count: int | None = None
    exact: bool = True
    """False for a clipped number ("four" for 4,000) and for a date that is a week or a month."""


_FREQUENCIES = (
    ("fortnightly", r"fortnightly|(?:(?<!in )(?<!within )(?<!after )(?<!for )\ba|per|every"
    r"|each) fortnight\b(?! (?:on \w+day|from|after|today|later|ago))|every (?:two|2|second|other) weeks?|bi-?weekly"
    r"|every (?:second|other) (?:mon|tues|wednes|thurs|fri|satur|sun)day"),
    ("weekly", r"weekly|(?:(?<!in )(?<!within )(?<!after )(?<!for )\ba|per|every|each) week\b(?! (?:on|from|after"
    r"|today|later))|every (?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day"),
    ("monthly", r"\bmonthly|(?:(?<!in )(?<!within )(?<!after )(?<!for )(?<!about )\ba|per|every|each) month\b|(?:once"
    r"|one) a month|of (?:each|every) month|month on month"
    r"|same (?:day|date) (?:each|every) month"),
    ("quarterly", r"quarterly|every quarter"),
    ("on each payday", r"(?:every|each) pay ?day|every time i(?:'m| am| get) paid"),
)  # fmt: skip
_FREQUENCY_SCAN = re.compile(
    "|".join(f"(?P<f{i}>{pattern})" for i, (_, pattern) in enumerate(_FREQUENCIES)), re.IGNORECASE
)
_COUNTS = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_INSTALMENTS = re.compile(
    r"\b(?:(?:in|over|into|as|split (?:it )?(?:in|into|over)|make it|across) )?(?P<n>two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|\d{1,2}) "
    r"(?:(?:equal|monthly|weekly|fortnightly|more|separate|even) )?(?:payments?|instal?lments?|parts|goes|emis?"
    r"|chunks|lots)\b|"
    r"\b(?P<weekdays>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)days\b|"
    r"\b(?:pay|do|split|clear|settle|take|spread) (?:it|this|that)(?: off| up)? (?:in|into|over) (?P<into>two|three"
    r"|four"
    r"|five|six)\b(?! (?:weeks?|months?|days?|hundred|thousand))|"
    r"\b(?P<all>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:of them )?in all\b|"
    r"\b(?P<times>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:of|at|times|x) "
    r"(?=[£$€₹₦₱]?\d|a (?:hundred|thousand)|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety)\b)|"
    r"\b(?:over|for|(?:that'd|that's|it'd|that would) be|takes) "
    r"(?P<months>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) months\b",
    re.IGNORECASE,
)


LINES_REMEMBERED = 2048
"""Lines whose terms are kept: tracker, recap and notes read the same turns."""


@lru_cache(maxsize=LINES_REMEMBERED)
def find_terms(text: str, call_date: date | None = None, after: date | None = None) -> tuple[Term, ...]:
    """Payment terms in one line, in order; ranges of one kind never overlap.

    Parameters
    ----------
    text
        The line, with or without capitals and punctuation.
    call_date
        Day of the call; without it, dates keep their words and have no value.
    after
        The day spoken of before this line, from which "two weeks after that" counts.

    Examples
    --------
    >>> line = "So that's £150 on Friday by card"
    >>> [(t.kind.value, t.text) for t in find_terms(line, date(2025, 11, 24))]
    [('amount', '£150'), ('date', 'Friday'), ('method', 'card')]
    """
    said, text = text, straight(text)
    terms: list[Term] = []
    whens = find_dates(_EVERY_OTHER.sub(lambda match: " " * len(match[0]), text), call_date, after)
    terms += [Term(TermKind.DATE, w.first, w.last, w.text, dates=w.dates, exact=w.precision == "day") for w in whens]
    references = find_references(text)
    terms += [Term(TermKind.REFERENCE, first, last, text[first:last], name=name) for first, last, name in references]
    parts = [
        Term(
            TermKind.INSTALMENTS,
            m.start(),
            m.end(),
            m[0],
            count=_count(m["n"] or m["weekdays"] or m["into"] or m["all"] or m["times"] or m["months"]),
        )
        for m in _INSTALMENTS.finditer(text)
    ]
    terms += parts
    terms += [
        Term(TermKind.FREQUENCY, m.start(), m.end(), m[0], name=_FREQUENCIES[int(str(m.lastgroup)[1:])][0])
        for m in _FREQUENCY_SCAN.finditer(text)
    ]
    terms += [
        Term(TermKind.METHOD, m.start(), m.end(), m[0], name=METHODS[int(str(m.lastgroup)[1:])][0])
        for m in METHOD_SCAN.finditer(text)
    ]
    taken = [(t.first, t.last) for t in terms if t.kind not in (TermKind.METHOD, TermKind.FREQUENCY)]
    terms += [
        Term(
            TermKind.AMOUNT,
            a.first,
            a.last,
            a.text,
            a.values,
            name=a.relative,
            currency=a.currency,
            exact=a.spelled_out,
        )
        for a in find_amounts(text, (*taken, *find_clock_times(text)))
    ]
    if said != text:
        terms = [replace(term, text=said[term.first : term.last]) for term in terms]
    return tuple(sorted(terms, key=lambda term: (term.first, term.last)))


def sums_named(text: str) -> frozenset[float]:
    """Every reading of every sum that a line names.

    Examples
    --------
    >>> sorted(sums_named("£40 now and a hundred on Friday"))
    [40.0, 100.0]
    """
    return frozenset(amount for term in find_terms(text) if term.kind is TermKind.AMOUNT for amount in term.amounts)


_EVERY_OTHER = re.compile(r"\bevery (?:second|other) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
"""A rhythm whose weekday is no date of its own."""


def _count(word: str) -> int:
    return _COUNTS[word.lower()] if word.lower() in _COUNTS else int(word)
