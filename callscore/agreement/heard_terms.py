"""The terms of every line of a call that can be part of an agreement, read with what the call named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from callscore.agreement.days_in_talk import DaysInTalk, with_certain_days
from callscore.agreement.in_full import in_full
from callscore.agreement.other_numbers import without_other_numbers
from callscore.agreement.stand_ins import number_days
from callscore.agreement.sums import is_among
from callscore.conversation import Conversation, Turn
from callscore.language.dates import find_clock_times
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["call_terms", "usable_terms"]


def call_terms(conversation: Conversation) -> tuple[tuple[Term, ...], ...]:
    """Terms of every turn that can be part of an agreement; numbers once named as references are no sums.

    Without the day of the call, days have stand-ins by which they are told apart (`callscore.agreement.day_words`).

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> lines = call_terms(make_call("agent: It's invoice 6602.", "customer: So 6602 and not the £50?"))
    >>> [[term.text for term in line if term.amounts] for line in lines]
    [[], ['£50']]
    """
    references: set[str] = set()
    hours: set[str] = set()
    asked = ""
    lines: list[tuple[Term, ...]] = []
    days = DaysInTalk(conversation.call_date) if conversation.call_date is not None else None
    for turn in conversation.turns:
        hours.update(_hour(turn.text[first:last]) for first, last in find_clock_times(turn.text))
        terms = usable_terms(turn, conversation.call_date, days.spoken_of if days else None)
        terms = without_other_numbers(turn, asked, terms)
        if days is not None:
            terms = days.read(turn.text, terms)
        if _ASKS_REFERENCE.search(asked):
            terms = tuple(t for t in terms if not (t.amounts and t.currency is None and _FIGURES.fullmatch(t.text)))
            references.update(_FIGURES.findall(turn.text))
        asked = turn.text
        for listed in _LISTED.finditer(turn.text):
            references.update(_FIGURES.findall(listed[0]))
        for term in terms:
            if term.kind is TermKind.REFERENCE and term.name:
                references.update((term.name, *_FIGURES.findall(term.name)))
        lines.append(
            tuple(
                t
                for t in terms
                if t.kind is not TermKind.AMOUNT or not (t.text in references or _hour(t.text) in hours)
            )
        )
    lines = in_full(_without_digits(with_certain_days(lines)))
    return tuple(lines) if conversation.call_date is not None else number_days(conversation.turns, lines)


_DIGITS = re.compile(
    r"(?:(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine)\b[ -]?){4,}"
    r"|(?:(?:one|two|three|four|five|six|seven|eight|nine)\b[ -]?){3}",
    re.IGNORECASE,
)
"""A sum or a number said digit by digit; "one oh five" is how sums are said."""


def _without_digits(lines: Sequence[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    """Terms without the numbers said digit by digit that are no sum of the call in other words."""
    sums = [term.amounts[0] for line in lines for term in line if term.amounts and not _DIGITS.match(term.text)]
    return [
        tuple(
            term for term in line if not (term.amounts and _DIGITS.match(term.text)) or is_among(term.amounts[0], sums)
        )
        for line in lines
    ]


_LEAD = re.compile(r"^(?:at|by|after|before|around|till|until|past|make it)(?: about)? ", re.IGNORECASE)


def _hour(words: str) -> str:
    """Words for a time of day without what leads to it, to know them again ("ten-fifteen")."""
    return _LEAD.sub("", words.lower()).strip(" .,?!")


_ASKS_REFERENCE = re.compile(
    r"\b(?:po|purchase order|reference|ref|(?:invoice|account|order|docket|case|policy|customer|meter|phone) number"
    r"|digits|zip|post ?code)\b[^.?!]{0,40}\?",
    re.IGNORECASE,
)
"""The line before asks for a number that is no sum."""

_LISTED = re.compile(
    r"\b(?:invoices|dockets|bills|statements|orders|delivery notes)\b[^.?!;\d$£€]{0,30}\d{3,}(?:,? (?:and )?\d{3,})+"
    r"|\bPO\b[^.?!;\d$£€]{0,30}\d{3,}",
    re.IGNORECASE,
)
"""Documents listed by their numbers ("two dockets from May, 8812 and 8830")."""

_FIGURES = re.compile(r"\b\d{3,}\b")

_LABEL = re.compile(r"['’]s\b|s?['’]? (?:ones?|bills?|invoices?|statements?|instal\w+|accounts?|rent)\b", re.IGNORECASE)
"""What makes the name of a month a label ("October's instalment", "the March one")."""

_MONTH_ALONE = re.compile(r"[a-z]+", re.IGNORECASE)
_BELONGS = re.compile(r"\bfor $", re.IGNORECASE)
"""What makes a month the one that a payment belongs to ("the card for April")."""


def _is_label(text: str, term: Term) -> bool:
    """Whether the name of a month says which payment is meant, not when it is made."""
    belongs = _MONTH_ALONE.fullmatch(term.text) and _BELONGS.search(text, 0, term.first)
    return bool(belongs or _LABEL.match(text, term.last))


_LEANS = re.compile(r"\b(?:later|after|from (?:then|that))\b", re.IGNORECASE)
"""Words by which a day counts from the one spoken of before."""


def usable_terms(turn: Turn, call_date: date | None, spoken_of: date | None = None) -> tuple[Term, ...]:
    """Terms of a turn that can be part of an agreement: days gone by and names of months as labels are left out.

    `spoken_of` is the day named last before it.
    """
    kept: list[Term] = []
    for term in find_terms(turn.text, call_date, spoken_of if _LEANS.search(turn.text) else None):
        if term.kind is TermKind.DATE and not term.exact and _is_label(turn.text, term):
            continue
        if term.kind is TermKind.DATE and call_date is not None:
            ahead = tuple(day for day in term.dates if day >= call_date)
            if not ahead and term.dates:
                continue
            term = replace(term, dates=ahead)
        kept.append(term)
    return tuple(kept)
