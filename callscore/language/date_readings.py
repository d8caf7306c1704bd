"""Every day that words for one may mean, counted from the day of the call, the likeliest first."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from callscore.language.calendar_days import (
    count_of,
    day_of,
    month_number,
    months_on,
    nearest_year,
    next_of_month,
    next_weekday,
    of_day,
    ordinal_number,
    weekday_before,
    weekday_number,
    working_days_on,
    year_in_full,
)

__all__ = ["readings_of"]

SATURDAY = 5
"""Number of the first weekday that is no working day, Monday 0."""


def readings_of(kind: str, g: dict[str, str | None], call: date) -> Iterator[date]:
    """Readings of one match against the call's day, the likeliest first."""
    one_day = timedelta(days=1)
    if kind == "iso":
        try:
            yield date.fromisoformat(str(g["iso"]))
        except ValueError:
            return
    elif kind in ("numeric", "dashed"):
        n1, n2 = int(str(g["n1"] or g["f1"])), int(str(g["n2"] or g["f2"]))
        year = g["f_year"] or (g["n3"] and str(year_in_full(g["n3"])))
        for day, month in ((n1, n2), (n2, n1)):
            if 1 <= month <= 12:
                yield from nearest_year(call, month, day, year)
    elif kind == "day_month":
        ahead = {"this month": 0, "the month": 0, "next month": 1, "the following month": 1, "last month": -1}.get(
            str(g["dm_this"]).lower()
        )
        day = ordinal_number(str(g["dm_day"]))
        if str(g["dm_this"]).lower() == "the month":
            yield from next_of_month(call, day)
        elif ahead is not None:
            exact = day_of(call.year, call.month + ahead, day)
            yield from (exact,) if exact else ()
        else:
            yield from of_day(call, weekday_number(g["dm_wd"]), day, month_number(g["dm_month"]), g["dm_year"])
    elif kind == "month_day":
        day = (
            ordinal_number(g["md_ord"])
            if g["md_ord"]
            else int(g["md_num"])
            if g["md_num"]
            else count_of(str(g["md_card"]))
        )
        yield from of_day(call, weekday_number(g["md_wd"]), day, month_number(g["md_month"]), g["md_year"])
    elif kind == "num_month":
        yield from of_day(
            call, weekday_number(g["nm_wd"]), count_of(str(g["nm_num"])), month_number(g["nm_month"]), g["nm_year"]
        )
    elif kind == "weekday_day":
        yield from of_day(call, weekday_number(g["wd_wd"]), ordinal_number(str(g["wd_day"])), None)
    elif kind == "day":
        yield from next_of_month(call, ordinal_number(str(g["d_day"])))
    elif kind == "weekday_week":
        weekday = weekday_number(g["ww"] or g["wo"]) or 0
        yield next_weekday(call, weekday) + 7 * one_day
    elif kind == "weekday":
        yield from _weekday_readings(g, call)
    elif kind == "relative":
        name = str(g["rel"]).lower()
        ahead = (
            2 if "day after" in name or name == "next tomorrow" else 1 if name.startswith(("tomo", "the morn")) else 0
        )
        yield call + one_day * (-1 if name == "yesterday" else ahead + (7 if g["rel_week"] else 0))
    elif kind == "counted_from":
        yield from _counted_from(g, call)
    elif kind == "nth_day":
        yield from _nth_day(g, call)
    elif kind == "in":
        count = count_of(str(g["in_n"] or g["ago_n"]))
        unit = str(g["in_unit"] or g["ago_unit"]).lower()
        if g["in_work"]:
            yield working_days_on(call, count)
            return
        yield (
            months_on(call, count) if unit == "month" else call + one_day * count * {"day": 1, "week": 7}.get(unit, 14)
        )
    elif kind == "period":
        yield from _period(g, call)
    else:
        yield from _within_month(kind, g, call)


def _weekday_readings(g: dict[str, str | None], call: date) -> Iterator[date]:
    """A weekday is the next one; "next Friday" may be the one after when this week's is still ahead."""
    nearest = next_weekday(call, weekday_number(g["w_wd"]) or 0)
    week = timedelta(days=7)
    modifier = str(g["w_mod"] or "").strip().lower()
    if g["w_after"] and "next" in g["w_after"]:
        yield nearest + week
    elif modifier == "last":
        yield weekday_before(call, nearest.weekday())
    elif modifier == "next" and nearest.isocalendar()[:2] == call.isocalendar()[:2]:
        yield nearest + week
        yield nearest
    else:
        yield nearest
        if (nearest - call).days == 7:
            yield call


def _counted_from(g: dict[str, str | None], call: date) -> Iterator[date]:
    base = str(g["cf_from"]).lower()
    weekday = weekday_number(g["cf_wd"])
    start = call + timedelta(days=base == "tomorrow")
    if weekday is not None:
        start = next_weekday(call, weekday)
    yield start + timedelta(
        days=count_of(str(g["cf_n"])) * {"day": 1, "week": 7, "fortnight": 14}[str(g["cf_unit"]).lower()]
    )


def _nth_day(g: dict[str, str | None], call: date) -> Iterator[date]:
    """The last working day or first Friday of a month: of this one while it is ahead, else of the next.

    Working days are Monday to Friday; bank holidays differ by country and are not left out.
    """
    span = str(g["nd_span"] or "").lower()
    month = month_number(g["nd_month"])
    if month:
        found = nearest_year(call, month, 15)
        starts = [found[0].replace(day=1)] if found else []
    elif "next" in span or "following" in span:
        starts = [months_on(call.replace(day=1), 1)]
    else:
        starts = [months_on(call.replace(day=1), n) for n in (0, 1)]
    days = [day for start in starts if (day := _nth_of(g, start)) is not None]
    yield from [day for day in days if day >= call][:1] or days[-1:]


def _nth_of(g: dict[str, str | None], start: date) -> date | None:
    """The day of that number in the month that begins at `start`, or None where the month has fewer."""
    weekday = weekday_number(g["nd_wd"])
    days = [start.replace(day=n) for n in range(1, monthrange(start.year, start.month)[1] + 1)]
    if weekday is not None:
        days = [day for day in days if day.weekday() == weekday]
    elif g["nd_work"]:
        days = [day for day in days if day.weekday() < SATURDAY]
    place = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}[str(g["nd_which"]).lower()]
    return days[place] if place < len(days) else None


def _period(g: dict[str, str | None], call: date) -> Iterator[date]:
    """First day of "next week" or "next month"; "this week" ends on its Friday."""
    monday = call - timedelta(days=call.weekday())
    unit, which = str(g["per_unit"] or "week").lower(), str(g["per"]).lower()
    if unit == "month":
        yield months_on(call.replace(day=1), 0 if which == "this" else 1)
    elif unit == "weekend":
        yield max(call, monday + timedelta(days=SATURDAY + (0 if which == "this" else 7)))
    elif which == "this":
        yield max(call, monday + timedelta(days=4))
    else:
        yield monday + timedelta(days=14 if "after" in which or g["per_after"] else 7)


def _within_month(kind: str, g: dict[str, str | None], call: date) -> Iterator[date]:
    """A day that stands for a part of a month: its end, its middle, its second week."""
    month = month_number(g["edge_month"] or g["nth_month"] or g["m_month"] or g["m_of"] or g["m_alone"])
    year = _year_said(g["m_year"] or g["m_of_year"], call)
    if month and year:
        yield date(year, month, 1)
        return
    span = str(g["edge_of"] or "").lower()
    if kind == "edge" and "week" in span:
        monday = call - timedelta(days=call.weekday())
        yield monday + timedelta(days=(4 if g["edge"] in ("end", "close") else 0) + (7 if "next" in span else 0))
        return
    if month:
        found = nearest_year(call, month, 15)
        anchor = found[0] if found else call
    else:
        anchor = months_on(call.replace(day=1), 1 if "next" in span or g["nth_next"] == "next month" else 0)
    if kind == "nth_week":
        week = {"first": 1, "second": 2, "third": 3, "last": 4}[str(g["nth"]).lower()]
        yield anchor.replace(day=7 * week - 6)
    elif kind == "edge" and (g["month_end"] or g["edge"] in ("end", "back end", "close")):
        yield anchor.replace(day=monthrange(anchor.year, anchor.month)[1])
    elif kind == "edge" and g["edge"] in ("middle", "mid"):
        yield anchor.replace(day=15)
    else:
        yield anchor.replace(day=1)


def _year_said(words: str | None, call: date) -> int | None:
    """The year said with a month: in figures, "last year"; None without one."""
    if words is None:
        return None
    ahead = {"last year": -1, "this year": 0, "next year": 1}.get(words.lower())
    return int(words) if ahead is None else call.year + ahead
