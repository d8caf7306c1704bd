"""Days read with those named before: "make it the Thursday", "then the 27th", "the 25th's a Friday"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from callscore.language.calendar_days import count_of, day_of
from callscore.language.date_patterns import CARDINALS, WEEKDAYS
from callscore.language.dates import MONTH_NAMED
from callscore.language.terms import Term, TermKind

__all__ = ["DaysInTalk", "is_bare_weekday", "with_certain_days"]

THIS_WEEK = 6
"""Days from the call up to which a weekday is the next one, whatever day was spoken of before."""

AROUND = 3
"""Days around the day spoken of before within which every weekday lies once."""

STILL_SPOKEN_OF = 2
"""Turns for which a weekday by its name alone is the day of that name that was just spoken of."""

LATE_IN_MONTH = 24
"""Day of the month from which a date says more closely what "the end of the month" is."""

MOST_AHEAD = 62
"""Days ahead within which a weekday and a number are one day ("Thursday twenty-six")."""

MONTH_DAY = re.compile(r"\d(?:st|nd|rd|th)?\b|\b(?:first|second|third|(?!month\b)[a-z]+th)\b", re.IGNORECASE)
"""A day of the month, which makes a weekday beside it a certain one."""

_DEFINITE = re.compile(r"(?:the|that) ", re.IGNORECASE)
"""What makes a weekday the one in the week that is spoken of ("make it the Saturday")."""

_MOVES = re.compile(r"\b(?:make|move|push|shift|change|bring|have) (?:it|that)(?: to| for)? $", re.IGNORECASE)
"""Words that move the day spoken of to the weekday that follows ("make it Thursday")."""

_GOES_ON = re.compile(r"\b(?:then|and|next|after that|second|third|last)\b[^.?!]{0,40}$", re.IGNORECASE)
"""Words by which a day goes on with the one before it."""

_NAMES = "|".join(WEEKDAYS)

_WEEKDAY = re.compile(rf"(?:on )?(?:the |this )?(?:{_NAMES})\b", re.IGNORECASE)

_BARE_DAY = re.compile(
    rf"(?:the |on |this )*(?:(?:{_NAMES}),? (?:the )?)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)|(?:(?:twenty|thirty)[ -])?(?:first|second|third|[a-z]+th))",
    re.IGNORECASE,
)
"""A day of the month without its month."""

_BETWEEN = re.compile(
    r"(?: next| week| coming)?[\s,.;:-]*(?:(?:so|that|that['’]s|the|it['’]s|being|is|an?) ?)*", re.IGNORECASE
)
"""What stands between a weekday and its date where both name one day ("Friday next. The twenty-eighth")."""

_MONTH_END = re.compile(r"(?:the )?(?:end of (?:the|this) month|month[- ]?end)", re.IGNORECASE)


def is_bare_weekday(words: str | None) -> bool:
    """Whether words for a day are the name of a weekday and no more.

    Examples
    --------
    >>> is_bare_weekday("the Friday"), is_bare_weekday("next Friday")
    (True, False)
    """
    return words is not None and words.lower().removeprefix("the ").removeprefix("on ") in WEEKDAYS


class DaysInTalk:
    """The days named so far in a call, by which those named later are read.

    Parameters
    ----------
    call_date
        Day of the call.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> days = DaysInTalk(date(2026, 10, 27))
    >>> for text in ("Tuesday the third of November?", "No, make it Thursday."):
    ...     terms = days.read(text, find_terms(text, days.call_date))
    >>> str(terms[0].dates[0])
    '2026-11-05'
    """

    def __init__(self, call_date: date) -> None:
        self.call_date = call_date
        self.spoken_of: date | None = None
        self._turns_ago = 0
        self._in_month: date | None = None
        self._weekdays: dict[int, date] = {}
        self._dated: dict[int, date] = {}

    def read(self, text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
        """The terms of the next line, each day with the reading first that the days before it speak for."""
        self._turns_ago += 1
        found = _said_twice(text, self._in_their_months(text, self._in_their_weeks(text, terms)))
        for term in found:
            if term.kind is TermKind.DATE and term.dates and term.exact:
                self._note(term)
        return found

    def _note(self, term: Term) -> None:
        day = term.dates[0]
        self.spoken_of, self._turns_ago = day, 0
        by_date = bool(MONTH_DAY.search(term.text))
        if by_date:
            self._dated[day.day] = day
            self._in_month = day if MONTH_NAMED.search(term.text) else self._in_month
        if by_date or (_DEFINITE.match(term.text) and _WEEKDAY.match(term.text)):
            self._weekdays[day.weekday()] = day

    def _in_their_weeks(self, text: str, terms: Sequence[Term]) -> list[Term]:
        """The terms of a line, each weekday read by the date said last before it, in the line or in those before."""
        found: list[Term] = []
        near = self.spoken_of
        for term in _with_numbered_weekdays(text, terms, self.call_date):
            found.append(self._in_its_week(term, text, near))
            if term.kind is TermKind.DATE and term.dates and term.exact and MONTH_DAY.search(term.text):
                near = term.dates[0]
        return found

    def _in_its_week(self, term: Term, text: str, near: date | None) -> Term:
        """A weekday with the readings it has where a further week is spoken of: first the one that is meant.

        Where the day just spoken of has that name it is meant; with an article, or where something is moved to it, the
        nearest one to that day; else the next one from the call, unless the same weekday was named with its date.
        """
        if term.kind is not TermKind.DATE or not term.dates or not is_bare_weekday(term.text):
            return term
        nearest = term.dates[0]
        definite = bool(_DEFINITE.match(term.text) or _MOVES.search(text, 0, term.first))
        known = self._weekdays.get(nearest.weekday())
        meant: date | None = None
        if known is not None and known > nearest:
            meant = known
            definite = definite or (known == self.spoken_of and self._turns_ago <= STILL_SPOKEN_OF)
        elif definite and near is not None and (near - self.call_date).days > THIS_WEEK:
            gap = (nearest.weekday() - near.weekday() + AROUND) % 7 - AROUND
            meant = near + timedelta(days=gap)
        if meant is None or meant == nearest:
            return term
        return replace(term, dates=(meant, *term.dates) if definite else (*term.dates, meant))

    def _in_their_months(self, text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Bare days of the month in the month that is spoken of: of a day named before, or the one they go on with."""
        found: list[Term] = []
        before: date | None = None
        for term in terms:
            if term.kind is TermKind.DATE and term.dates and _BARE_DAY.fullmatch(term.text):
                goes_on = self._in_month if _GOES_ON.search(text, 0, term.first) else None
                term = self._of_month(term, before or goes_on)
            if term.kind is TermKind.DATE and term.dates and term.exact and MONTH_DAY.search(term.text):
                before = term.dates[0]
            found.append(term)
        return tuple(found)

    def _of_month(self, term: Term, base: date | None) -> Term:
        """A bare day with the reading first that was named before, or lies nearer to a day before it."""
        first = term.dates[0]
        weekday = first.weekday() if _WEEKDAY.match(term.text) else None
        known = self._dated.get(first.day)
        near = day_of(base.year, base.month, first.day) if base is not None else None
        fits = [d for d in (known, near) if d is not None and d >= self.call_date and weekday in (None, d.weekday())]
        if not fits or fits[0] == first:
            return term
        ahead = base is not None and (base - self.call_date).days > THIS_WEEK
        closer = ahead and base is not None and abs(fits[0] - base) < abs(first - base)
        readings = (fits[0], *term.dates) if fits[0] == known or closer else (*term.dates, fits[0])
        return replace(term, dates=tuple(dict.fromkeys(readings)))


def with_certain_days(lines: Sequence[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    """The terms of a call, a bare day with the reading first that another line names with its weekday or month.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> texts = ["The run after the fifteenth, so the thirtieth.", "You're in on Friday the thirtieth of October?"]
    >>> days = DaysInTalk(date(2026, 10, 20))
    >>> lines = with_certain_days([days.read(text, find_terms(text, days.call_date)) for text in texts])
    >>> str(lines[0][-1].dates[0])
    '2026-10-30'
    """
    days = [term for line in lines for term in line if term.kind is TermKind.DATE and term.dates and term.exact]
    certain = {term.dates[0] for term in days if not _BARE_DAY.fullmatch(term.text) or _WEEKDAY.match(term.text)}
    return [tuple(_as_named(term, certain) for term in line) for line in lines]


def _as_named(term: Term, certain: Collection[date]) -> Term:
    bare = term.kind is TermKind.DATE and len(term.dates) > 1 and _BARE_DAY.fullmatch(term.text)
    if not bare or term.dates[0] in certain:
        return term
    named = [day for day in term.dates if day in certain]
    return replace(term, dates=tuple(dict.fromkeys((*named, *term.dates)))) if len(named) == 1 else term


def _with_numbered_weekdays(text: str, terms: Sequence[Term], call_date: date) -> list[Term]:
    """Terms in which a weekday and a number after it that is its day of the month are one day ("Thursday 26")."""
    found: list[Term] = []
    for term in terms:
        last = found[-1] if found else None
        if (
            last is not None
            and last.kind is TermKind.DATE
            and last.dates
            and is_bare_weekday(last.text)
            and text[last.last : term.first] in (" ", ", ")
            and (day := _numbered(last.dates[0].weekday(), term, call_date)) is not None
        ):
            found[-1] = replace(last, last=term.last, text=text[last.first : term.last], dates=(day,))
            continue
        found.append(term)
    return found


def _numbered(weekday: int, term: Term, call_date: date) -> date | None:
    """The next day that is that weekday and has a bare number as its day of the month."""
    words = term.text.lower().replace("-", " ")
    if term.kind is not TermKind.AMOUNT or term.exact or term.currency or not term.amounts:
        return None
    number = count_of(words) if words in CARDINALS or words.isdigit() else int(term.amounts[0])
    days = (call_date + timedelta(days=ahead) for ahead in range(MOST_AHEAD))
    return next((day for day in days if day.day == number and day.weekday() == weekday), None)


def _said_twice(text: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms of a line in which a weekday, or the end of a month, has the date that is said right beside it."""
    found = list(terms)
    places = [n for n, term in enumerate(found) if term.kind is TermKind.DATE and term.dates]
    for one, other in pairwise(places):
        if not _BETWEEN.fullmatch(text, found[one].last, found[other].first):
            continue
        for loose, exact in ((one, other), (other, one)):
            if (day := _closer(found[loose], found[exact])) is not None:
                found[loose] = replace(found[loose], dates=(day,))
                found[exact] = replace(found[exact], dates=(day,))
    return tuple(found)


def _closer(loose: Term, exact: Term) -> date | None:
    """The day of a date that another term names less closely: its weekday, or the end of its month."""
    if not (MONTH_DAY.search(exact.text) and exact.exact) or MONTH_DAY.search(loose.text):
        return None
    if _MONTH_END.fullmatch(loose.text):
        return next((day for day in exact.dates if day.day >= LATE_IN_MONTH), None)
    if not is_bare_weekday(loose.text):
        return None
    return next((day for day in exact.dates if day.weekday() == loose.dates[0].weekday()), None)
