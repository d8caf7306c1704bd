"""Days named in a line of a call, resolved against the day of the call; without it words are kept, not guessed.

dateparser (1.5.0) was tried as the resolver of the spans found here, with the day of the call as its base and future
days preferred: it is right on 8 of the 21 days of ``tests/language/test_terms.py``, and on 13 where text2num first
writes the ordinals in figures; of 400 spans from written calls it gave the same day on 125, and on 300 then. It reads
no "Friday week", "end of the month" or "first of December", takes a bare "the fifth" for the one gone by, "next
Friday" for the nearest, and a weekday with its ordinal for the month that doesn't fit. It also keeps one reading where
"next Friday" has two, and is some 30 times slower.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from callscore.language.bare_days import is_day
from callscore.language.calendar_days import (
    count_of,
    day_of,
    month_number,
    months_on,
    nearest_year,
    of_day,
    ordinal_number,
    weekday_before,
    weekday_number,
    year_in_full,
    year_number,
)
from callscore.language.date_context import gone_by, is_courtesy, is_expiry, is_past, of_last_month
from callscore.language.date_patterns import CLOCK, MONTHS, MONTHS_ON, PATTERNS, SCAN
from callscore.language.date_readings import readings_of
from callscore.turn import straight

__all__ = ["When", "find_clock_times", "find_dates"]


@dataclass(frozen=True, slots=True)
class When:
    """A day or period at ``text[first:last]``.

    `dates` are its readings against the call's day, the likeliest first; empty when the call's day isn't known or the
    words name no day ("payday"). `precision` is "day",
    "week" or "month": how far the words pin it down; "event" for days that
    hang on something ("payday", "when it comes in").
    """

    first: int
    last: int
    text: str
    dates: tuple[date, ...] = ()
    precision: str = "day"


MONTH_NAMED = re.compile(rf"\b(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*\b", re.IGNORECASE)


def find_dates(text: str, call_date: date | None = None, after: date | None = None) -> tuple[When, ...]:
    """Days named in `text`, in order.

    Parameters
    ----------
    text
        One line of a call.
    call_date
        Day of the call; without it, words are kept and have no date.
    after
        The day spoken of before this line, from which "two weeks after that" counts.

    Examples
    --------
    >>> [(w.text, str(w.dates[0])) for w in find_dates("a week on Friday, so the tenth", date(2026, 4, 1))]
    [('a week on Friday', '2026-04-10'), ('the tenth', '2026-04-10')]
    >>> find_dates("on Friday")[0].dates
    ()
    """
    lowered = straight(text.lower() if len(text.lower()) == len(text) else text)
    found: list[When] = []
    position = 0
    while match := SCAN.search(lowered, position):
        when = _resolve(lowered, match, call_date)
        if when is None:
            position = max(match.start() + 1, _word_end(lowered, match.start()))
            continue
        dates = _base(found, match, after)
        if not dates:
            months = [before for before in found if MONTH_NAMED.search(before.text)]
            dates = _after(months[-1], when.dates) if months and match["day_"] is not None else when.dates
        precision = "day" if when.precision == "event" and dates else when.precision
        found.append(When(when.first, when.last, text[when.first : when.last], dates, precision))
        if match["day_month_"] is not None:
            found += _further_months(text, lowered, found[-1], call_date)
        position = found[-1].last
    return tuple(found)


def _further_months(text: str, lowered: str, first: When, call_date: date | None) -> list[When]:
    """The same day of the months that follow in a list ("the twelfth of June, July and August")."""
    further: list[When] = []
    position = first.last
    while match := MONTHS_ON.match(lowered, position):
        month = month_number(match["next_month"]) or 1
        dates = nearest_year(call_date, month, first.dates[0].day) if call_date and first.dates else ()
        start, position = match.span("next_month")
        further.append(When(start, position, text[start:position], dates))
    return further


def _base(found: list[When], match: re.Match[str], after: date | None) -> tuple[date, ...]:
    """Day of "the Thursday after" or "two weeks later", counted from the last day named before it in the line."""
    days = [when.dates[0] for when in found if when.dates]
    if match["later_"] is not None and (days or after):
        start = days[-1] if days else after or date.max
        count, unit = count_of(match["la_n"]), match["la_unit"].lower()
        step = {"day": 1, "week": 7, "fortnight": 14}
        return (months_on(start, count) if unit == "month" else start + timedelta(days=count * step[unit]),)
    if match["weekday_"] is not None and str(match["w_after"]).strip() in ("after", "after that"):
        before = days or ([after] if after else [])
        same = [day for day in before if day.weekday() == weekday_number(match["w_wd"])]
        return (same[-1] + timedelta(days=7),) if same else ()
    plain = match["weekday_"] is not None and not match["w_mod"]
    if plain and days and found[-1].text.lower() == "next week":
        return (days[-1] + timedelta(days=weekday_number(match["w_wd"]) or 0),)
    return ()


def _after(before: When, dates: tuple[date, ...]) -> tuple[date, ...]:
    """Readings of a bare day of the month, that of the month named before it first (may the sixteenth, the 18th)."""
    if not before.dates or not dates:
        return dates
    if before.precision != "month" and (dates[0].day < before.dates[0].day or before.precision != "day"):
        return dates
    same_month = day_of(before.dates[0].year, before.dates[0].month, dates[0].day)
    return tuple(dict.fromkeys((same_month, *dates))) if same_month else dates


def find_clock_times(text: str) -> tuple[tuple[int, int], ...]:
    """Character ranges of times of day in `text` ("at four", "2 pm", "ten o'clock").

    Examples
    --------
    >>> find_clock_times("can he come at eleven o'clock?")
    ((15, 29),)
    """
    return tuple(match.span() for match in CLOCK.finditer(text))


def _word_end(text: str, position: int) -> int:
    match = re.compile(r"\s+").search(text, position)
    return match.end() if match else len(text)


def _resolve(text: str, match: re.Match[str], call: date | None) -> When | None:
    """The day that a match of the scanner names, or None where its words turn out to be something else."""
    kind = str(match.lastgroup or "")
    g = match.groupdict()
    kind = next(name for name in PATTERNS if g[f"{name}_"] is not None)
    first, last = match.span()
    if kind == "day" and not is_day(text, match):
        return None
    if kind == "period" and not (g["per_unit"] or g["per"].lower() in ("the week after", "week after")):
        return None
    if kind == "month_day" and g["md_card"] and (g["md_card"] == "one" or not text[:first].strip()):
        return None
    holiday = text[:first].rstrip().endswith(("good", "black"))
    if kind == "weekday" and (text[last : last + 1].lower() == "s" or holiday):
        return None
    if (kind == "numeric" and is_expiry(text, first, last)) or (
        kind == "relative" and is_courtesy(text, first, match[0])
    ):
        return None
    precision = "day"
    if kind in ("event", "later"):
        return When(first, last, text[first:last], (), "event")
    if kind in ("nth_week",) or (kind == "period" and "month" not in match[0].lower()):
        precision = "week"
    elif kind in ("edge", "month") or (kind == "period" and "month" in match[0].lower()):
        precision = "month" if g["edge"] not in ("end", "close") and not g["month_end"] else "day"
    elif kind == "in" and g["in_unit"] == "month":
        precision = "month"
    if kind == "edge" and "week" in match[0].lower():
        precision = "day"
    if call is None:
        call = _first_of_year(g)
        if call is None:
            return When(first, last, text[first:last], (), precision)
    if kind == "day_month" and g["dm_wd"] and g["dm_month"]:
        exact = nearest_year(call, month_number(g["dm_month"]) or 1, ordinal_number(g["dm_day"]), g["dm_year"])
        weekday = weekday_number(g["dm_wd"])
        without = of_day(call, weekday, ordinal_number(g["dm_day"]), None)
        if exact and exact[0].weekday() != weekday and without and without[0].weekday() == weekday:
            last = match.end("dm_day")
            return When(first, last, text[first:last], without, "day")
    dates = tuple(dict.fromkeys(day for day in readings_of(kind, g, call)))
    last_month = of_last_month(text, first, ordinal_number(str(g["d_day"])), call) if kind == "day" else ()
    if last_month:
        dates = last_month
    elif kind in _NO_YEAR and not _year_of(g) and is_past(text, match.end("m_in") if g["m_in"] else first):
        before = (weekday_before(call, weekday_number(g["w_wd"]) or 0),) if _plain_weekday(g) else ()
        dates = gone_by((*before, *dates), call)
    return When(first, last, text[first:last], dates, precision)


_NO_YEAR = frozenset({"day_month", "month_day", "num_month", "month", "day", "weekday"})
"""Kinds of days that may have been or be to come."""


def _plain_weekday(g: dict[str, str | None]) -> bool:
    return g["w_wd"] is not None and (g["w_mod"] or "the ").lower() == "the " and not g["w_after"]


def _first_of_year(g: dict[str, str | None]) -> date | None:
    """First day of the year that words for a day name; such a day needs no day of the call. None without a year."""
    year = year_number(_year_of(g))
    return date(year, 1, 1) if year else None


def _year_of(g: dict[str, str | None]) -> str:
    """The year as said with a day or a month; empty without one."""
    if g["n3"]:
        return str(year_in_full(g["n3"]))
    said = (g["dm_year"], g["md_year"], g["nm_year"], g["m_year"], g["m_of_year"], g["f_year"], str(g["iso"] or "")[:4])
    return next((year for year in said if year), "")
