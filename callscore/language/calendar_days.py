"""Arithmetic of days: the next of a weekday or a day of the month, months on, the nearest year; words to numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from callscore.language.date_patterns import CARDINALS, MONTHS, ORDINALS, WEEKDAYS

__all__ = [
    "count_of",
    "day_of",
    "month_number",
    "months_on",
    "nearest_year",
    "next_of_month",
    "next_weekday",
    "of_day",
    "ordinal_number",
    "weekday_before",
    "weekday_number",
    "working_days_on",
    "year_in_full",
    "year_number",
]


TWO_FIGURES_OF_THIS_CENTURY = 50
"""A year in two figures below this is of this century, one from this on a year of birth of the last."""

FRIDAY = 4
"""Number of the last working day of a week, Monday 0."""

_TENS = {
    word: 10 * (number + 2)
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))
}


def weekday_number(word: str | None) -> int | None:
    """Number of a weekday by the beginning of its name, Monday 0; None for None."""
    return None if word is None else next(i for i, name in enumerate(WEEKDAYS) if name.startswith(word.lower()))


def month_number(word: str | None) -> int | None:
    """Number of a month by its first three letters, January 1; None for None."""
    return None if word is None else next(i + 1 for i, name in enumerate(MONTHS) if name.startswith(word.lower()[:3]))


def ordinal_number(word: str) -> int:
    """Day of the month of an ordinal: "the 28th", "twenty-eighth"."""
    word = word.lower().replace("-", " ")
    return ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))


def count_of(word: str) -> int:
    """Number of days, weeks or months in figures or words; "a couple of" is 2, "a few" 3."""
    word = word.lower().replace("-", " ")
    return CARDINALS[word] if word in CARDINALS else int(word)


def year_number(words: str) -> int | None:
    """A year in figures or as spoken ("nineteen eighty-five", "twenty twenty-six"); None for other words."""
    if words.isdigit():
        return int(words)
    century, _, rest = words.lower().replace("-", " ").partition(" ")
    tens, _, ones = rest.partition(" ")
    if century not in ("nineteen", "twenty") or tens not in _TENS:
        return None
    return (1900 if century == "nineteen" else 2000) + _TENS[tens] + (CARDINALS[ones] if ones else 0)


def year_in_full(figures: str) -> int:
    """A year in two or four figures: "26" is 2026, "85" is 1985."""
    year = int(figures)
    return year if len(figures) > 2 else year + (2000 if year < TWO_FIGURES_OF_THIS_CENTURY else 1900)


def working_days_on(day: date, count: int) -> date:
    """The day that many working days on, Monday to Friday; holidays differ by country and are not left out."""
    for _ in range(count):
        day += timedelta(days=1)
        while day.weekday() > FRIDAY:
            day += timedelta(days=1)
    return day


def day_of(year: int, month: int, day: int) -> date | None:
    """That day of that month, or None where the month has none; month 13 is January of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def months_on(day: date, months: int) -> date:
    """The same day that many months on, the last of the month where it has fewer."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def nearest_year(call: date, month: int, day: int, year: str | None = None) -> tuple[date, ...]:
    """The day of that month nearest to the call, or of the year that was said."""
    if year is not None:
        exact = day_of(year_number(year) or call.year, month, day)
        return (exact,) if exact else ()
    candidates = [d for y in (call.year - 1, call.year, call.year + 1) if (d := day_of(y, month, day))]
    return tuple(sorted(candidates, key=lambda d: abs((d - call).days))[:1])


def next_of_month(call: date, day: int) -> tuple[date, ...]:
    """The next `day` of a month from the call on, then the one just before it."""
    ahead = [d for k in range(3) if (d := day_of(call.year, call.month + k, day)) and d >= call]
    behind = [d for k in range(3) if (d := day_of(call.year, call.month - k, day)) and d < call]
    return tuple(ahead[:1] + behind[:1])


def next_weekday(call: date, weekday: int) -> date:
    """The next day of that weekday after the call."""
    return call + timedelta(days=(weekday - call.weekday() - 1) % 7 + 1)


def weekday_before(call: date, weekday: int) -> date:
    """The last day of that weekday before the call."""
    return call - timedelta(days=(call.weekday() - weekday - 1) % 7 + 1)


def of_day(call: date, weekday: int | None, day: int, month: int | None, year: str | None = None) -> tuple[date, ...]:
    """Readings of a day of the month with what was said about its weekday and month."""
    readings = nearest_year(call, month, day, year) if month else next_of_month(call, day)
    if weekday is not None and month is None:
        ahead = [d for k in range(6) if (d := day_of(call.year, call.month + k, day)) and d >= call]
        fitting = [d for d in ahead if d.weekday() == weekday]
        return tuple(
            dict.fromkeys((*(fitting[:1] if not readings or readings[0].weekday() != weekday else ()), *readings))
        )
    return readings
