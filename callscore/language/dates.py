"""Days named in a line of a call, resolved against the day of the call; without it words are kept, not guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from callscore.language.date_patterns import (
    CARDINALS,
    CLOCK,
    MONTHS,
    ORDINALS,
    PATTERNS,
    SCAN,
    THING_AFTER,
    WEEKDAYS,
)

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


def find_dates(text: str, call_date: date | None = None) -> tuple[When, ...]:
    """Days named in `text`, in order.

    Examples
    --------
    >>> [(w.text, str(w.dates[0])) for w in find_dates("a week on Friday, so the tenth", date(2026, 4, 1))]
    [('a week on Friday', '2026-04-10'), ('the tenth', '2026-04-10')]
    >>> find_dates("on Friday")[0].dates
    ()
    """
    lowered = text.lower() if len(text.lower()) == len(text) else text
    found: list[When] = []
    position = 0
    while match := SCAN.search(lowered, position):
        when = _resolve(lowered, match, call_date)
        if when is None:
            position = max(match.start() + 1, _word_end(lowered, match.start()))
        else:
            if base := _base(found, match):
                found.append(When(when.first, when.last, text[when.first : when.last], base, when.precision))
                position = when.last
                continue
            months = [before for before in found if MONTH_NAMED.search(before.text)]
            dates = _after(months[-1], when.dates) if months and match["day_"] is not None else when.dates
            found.append(When(when.first, when.last, text[when.first : when.last], dates, when.precision))
            position = when.last
    return tuple(found)


def _base(found: list[When], match: re.Match[str]) -> tuple[date, ...]:
    """Day of "the Thursday after" or "two weeks later", counted from the last day named before it in the line."""
    days = [when.dates[0] for when in found if when.dates]
    if match["later_"] is not None and days:
        count, unit = _count(match["la_n"]), match["la_unit"].lower()
        step = {"day": 1, "week": 7, "fortnight": 14}
        return (_months_on(days[-1], count) if unit == "month" else days[-1] + timedelta(days=count * step[unit]),)
    if match["weekday_"] is not None and str(match["w_after"]).strip() in ("after", "after that"):
        same = [day for day in days if day.weekday() == _weekday(match["w_wd"])]
        return (same[-1] + timedelta(days=7),) if same else ()
    plain = match["weekday_"] is not None and not match["w_mod"]
    if plain and days and found[-1].text.lower() == "next week":
        return (days[-1] + timedelta(days=_weekday(match["w_wd"]) or 0),)
    return ()


def _after(before: When, dates: tuple[date, ...]) -> tuple[date, ...]:
    """Readings of a bare day of the month, that of the month named before it first (may the sixteenth, the 18th)."""
    if not before.dates or not dates or dates[0].day < before.dates[0].day or before.precision != "day":
        return dates
    same_month = _day(before.dates[0].year, before.dates[0].month, dates[0].day)
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


def _weekday(word: str | None) -> int | None:
    return None if word is None else next(i for i, name in enumerate(WEEKDAYS) if name.startswith(word.lower()))


def _month(word: str | None) -> int | None:
    return None if word is None else next(i + 1 for i, name in enumerate(MONTHS) if name.startswith(word.lower()[:3]))


def _ordinal(word: str) -> int:
    word = word.lower().replace("-", " ")
    return ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))


def _count(word: str) -> int:
    word = word.lower().replace("-", " ")
    return CARDINALS[word] if word in CARDINALS else int(word)


def _day(year: int, month: int, day: int) -> date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _months_on(day: date, months: int) -> date:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _nearest_year(call: date, month: int, day: int, year: str | None = None) -> tuple[date, ...]:
    """The day of that month nearest to the call, or of the year that was said."""
    if year is not None:
        exact = _day(int(year), month, day)
        return (exact,) if exact else ()
    candidates = [d for y in (call.year - 1, call.year, call.year + 1) if (d := _day(y, month, day))]
    return tuple(sorted(candidates, key=lambda d: abs((d - call).days))[:1])


def _next_of_month(call: date, day: int) -> tuple[date, ...]:
    """The next `day` of a month from the call on, then the one just before it."""
    ahead = [d for k in range(3) if (d := _day(call.year, call.month + k, day)) and d >= call]
    behind = [d for k in range(3) if (d := _day(call.year, call.month - k, day)) and d < call]
    return tuple(ahead[:1] + behind[:1])


def _next_weekday(call: date, weekday: int) -> date:
    return call + timedelta(days=(weekday - call.weekday() - 1) % 7 + 1)


def _of_day(call: date, weekday: int | None, day: int, month: int | None, year: str | None = None) -> tuple[date, ...]:
    """Readings of a day of the month with what was said about its weekday and month."""
    readings = _nearest_year(call, month, day, year) if month else _next_of_month(call, day)
    if weekday is not None and month is None:
        ahead = [d for k in range(6) if (d := _day(call.year, call.month + k, day)) and d >= call]
        fitting = [d for d in ahead if d.weekday() == weekday]
        return tuple(
            dict.fromkeys((*(fitting[:1] if not readings or readings[0].weekday() != weekday else ()), *readings))
        )
    return readings


def _resolve(text: str, match: re.Match[str], call: date | None) -> When | None:
    """The day that a match of the scanner names, or None where its words turn out to be something else."""
    kind = str(match.lastgroup or "")
    g = match.groupdict()
    kind = next(name for name in PATTERNS if g[f"{name}_"] is not None)
    first, last = match.span()
    if kind == "day" and not _is_day(text, match):
        return None
    if kind == "period" and not (g["per_unit"] or g["per"].lower() in ("the week after", "week after")):
        return None
    if kind == "month_day" and g["md_card"] and (g["md_card"] == "one" or not text[:first].strip()):
        return None
    if kind == "weekday" and text[last : last + 1].lower() == "s":
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
        return When(first, last, text[first:last], (), precision)
    if kind == "day_month" and g["dm_wd"] and g["dm_month"]:
        exact = _nearest_year(call, _month(g["dm_month"]) or 1, _ordinal(g["dm_day"]), g["dm_year"])
        weekday = _weekday(g["dm_wd"])
        without = _of_day(call, weekday, _ordinal(g["dm_day"]), None)
        if exact and exact[0].weekday() != weekday and without and without[0].weekday() == weekday:
            last = match.end("dm_day")
            return When(first, last, text[first:last], without, "day")
    dates = tuple(dict.fromkeys(day for day in _readings(kind, g, call)))
    return When(first, last, text[first:last], dates, precision)


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Whether a bare ordinal names a day and not a thing in a row ("the first one", "second reminder")."""
    word = match["d_day"].lower()
    if THING_AFTER.match(text[match.end() :].lower()):
        return bool(re.match(r" and\b", text[match.end() :].lower())) and bool(match["d_the"])
    if word in ("first", "second", "third", "1st", "2nd", "3rd", "fourth", "fifth"):
        after = text[match.end() :]
        return bool(match["d_the"]) and (
            not after.strip()
            or bool(
                re.match(
                    r"\s*[.,?!;]|\s+(?:of|and|then|is|works|by|with|for|i|we|yeah|please|would|at|via|on|if|so|or)\b",
                    after.lower(),
                )
            )
        )
    return True


def _readings(kind: str, g: dict[str, str | None], call: date) -> Iterator[date]:
    """Readings of one match against the call's day, the likeliest first."""
    one_day = timedelta(days=1)
    if kind == "iso":
        try:
            yield date.fromisoformat(str(g["iso"]))
        except ValueError:
            return
    elif kind == "numeric":
        n1, n2 = int(str(g["n1"])), int(str(g["n2"]))
        for day, month in ((n1, n2), (n2, n1)):
            if 1 <= month <= 12:
                yield from _nearest_year(call, month, day)
    elif kind == "day_month":
        ahead = {"this month": 0, "the month": 0, "next month": 1, "the following month": 1}.get(
            str(g["dm_this"]).lower()
        )
        day = _ordinal(str(g["dm_day"]))
        if ahead is not None:
            exact = _day(call.year, call.month + ahead, day)
            yield from (exact,) if exact else ()
        else:
            yield from _of_day(call, _weekday(g["dm_wd"]), day, _month(g["dm_month"]), g["dm_year"])
    elif kind == "month_day":
        day = _ordinal(g["md_ord"]) if g["md_ord"] else int(g["md_num"]) if g["md_num"] else _count(str(g["md_card"]))
        yield from _of_day(call, _weekday(g["md_wd"]), day, _month(g["md_month"]), g["md_year"])
    elif kind == "num_month":
        yield from _of_day(call, _weekday(g["nm_wd"]), int(str(g["nm_num"])), _month(g["nm_month"]), g["nm_year"])
    elif kind == "weekday_day":
        yield from _of_day(call, _weekday(g["wd_wd"]), _ordinal(str(g["wd_day"])), None)
    elif kind == "day":
        yield from _next_of_month(call, _ordinal(str(g["d_day"])))
    elif kind == "weekday_week":
        weekday = _weekday(g["ww"] or g["wo"]) or 0
        yield _next_weekday(call, weekday) + 7 * one_day
    elif kind == "weekday":
        yield from _weekday_readings(g, call)
    elif kind == "relative":
        name = str(g["rel"]).lower()
        ahead = 2 if "day after" in name else 1 if name.startswith(("tomo", "the morn")) else 0
        yield call + one_day * (ahead + (7 if g["rel_week"] else 0))
    elif kind == "counted_from":
        yield from _counted_from(g, call)
    elif kind == "in":
        count = _count(str(g["in_n"] or g["ago_n"]))
        unit = str(g["in_unit"] or g["ago_unit"]).lower()
        yield (
            _months_on(call, count) if unit == "month" else call + one_day * count * {"day": 1, "week": 7}.get(unit, 14)
        )
    elif kind == "period":
        yield from _period(g, call)
    else:
        yield from _within_month(kind, g, call)


def _weekday_readings(g: dict[str, str | None], call: date) -> Iterator[date]:
    """A weekday is the next one; "next Friday" may be the one after when this week's is still ahead."""
    nearest = _next_weekday(call, _weekday(g["w_wd"]) or 0)
    week = timedelta(days=7)
    modifier = str(g["w_mod"] or "").strip().lower()
    if g["w_after"] and "next" in g["w_after"]:
        yield nearest + week
    elif modifier == "next" and nearest.isocalendar()[:2] == call.isocalendar()[:2]:
        yield nearest + week
        yield nearest
    else:
        yield nearest
        if (nearest - call).days == 7:
            yield call


def _counted_from(g: dict[str, str | None], call: date) -> Iterator[date]:
    base = str(g["cf_from"]).lower()
    weekday = _weekday(g["cf_wd"])
    start = call + timedelta(days=base == "tomorrow")
    if weekday is not None:
        start = _next_weekday(call, weekday)
    yield start + timedelta(
        days=_count(str(g["cf_n"])) * {"day": 1, "week": 7, "fortnight": 14}[str(g["cf_unit"]).lower()]
    )


def _period(g: dict[str, str | None], call: date) -> Iterator[date]:
    """First day of "next week" or "next month"; "this week" ends on its Friday."""
    monday = call - timedelta(days=call.weekday())
    unit, which = str(g["per_unit"] or "week").lower(), str(g["per"]).lower()
    if unit == "month":
        yield _months_on(call.replace(day=1), 0 if which == "this" else 1)
    elif which == "this":
        yield max(call, monday + timedelta(days=4))
    else:
        yield monday + timedelta(days=14 if "after" in which or g["per_after"] else 7)


def _within_month(kind: str, g: dict[str, str | None], call: date) -> Iterator[date]:
    """A day that stands for a part of a month: its end, its middle, its second week."""
    month = _month(g["edge_month"] or g["nth_month"] or g["m_month"] or g["m_alone"])
    span = str(g["edge_of"] or "").lower()
    if kind == "edge" and "week" in span:
        monday = call - timedelta(days=call.weekday())
        yield monday + timedelta(days=(4 if g["edge"] in ("end", "close") else 0) + (7 if "next" in span else 0))
        return
    if month:
        found = _nearest_year(call, month, 15)
        anchor = found[0] if found else call
    else:
        anchor = _months_on(call.replace(day=1), 1 if "next" in span or g["nth_next"] == "next month" else 0)
    if kind == "nth_week":
        week = {"first": 1, "second": 2, "third": 3, "last": 4}[str(g["nth"]).lower()]
        yield anchor.replace(day=7 * week - 6)
    elif kind == "edge" and (g["month_end"] or g["edge"] in ("end", "back end", "close")):
        yield anchor.replace(day=monthrange(anchor.year, anchor.month)[1])
    elif kind == "edge" and g["edge"] in ("middle", "mid"):
        yield anchor.replace(day=15)
    else:
        yield anchor.replace(day=1)
