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
    "weekday_number",
]


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
        exact = day_of(int(year), month, day)
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
