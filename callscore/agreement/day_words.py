"""What words for a day say of it, and whether two ways of naming one mean the same, without the call's date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from callscore.language.calendar_days import count_of, month_number, ordinal_number, weekday_number
from callscore.language.date_patterns import PATTERNS, SCAN

__all__ = ["FIRST_KNOWN_YEAR", "DayWords", "compare_days", "day_words", "is_known"]

FIRST_KNOWN_YEAR = 1900
"""Year from which a day is a real one; stand-ins lie before it."""

MONTH_PARTS = {"start": (1, 10), "middle": (11, 20), "end": (27, 31)}
"""Days of the month that its start, middle and end may mean."""


@dataclass(frozen=True, slots=True)
class DayWords:
    """What the words for a day say of it; a part that they don't name is None.

    `ahead` counts days from the call ("tomorrow" 1), `week` is "this", "next" or "after" ("Friday week"), `part` the
    "start", "middle" or "end" of the month.
    """

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    ahead: int | None = None
    week: str | None = None
    part: str | None = None
    which_month: str | None = None
    other: str | None = None


def is_known(day: date | None) -> bool:
    """Whether a day has a date, and is no stand-in for words.

    Examples
    --------
    >>> is_known(date(2026, 5, 8)), is_known(None), is_known(date(3, 2, 1))
    (True, False, False)
    """
    return day is not None and day.year >= FIRST_KNOWN_YEAR


def day_words(text: str) -> DayWords | None:
    """What words for a day say of it; None where they name none ("payday").

    Examples
    --------
    >>> day_words("Friday the eighth")
    DayWords(weekday=4, day=8, month=None, ahead=None, week=None, part=None, which_month=None, other=None)
    """
    text = text.lower()
    match = SCAN.search(text)
    if match is None:
        return DayWords(other=text)
    g = match.groupdict()
    kind = next(name for name in PATTERNS if g[f"{name}_"] is not None)
    if kind == "event":
        return None
    if kind in ("day_month", "month_day", "num_month", "weekday_day", "day"):
        return _of_calendar(g)
    if kind == "weekday":
        said = f"{g['w_mod'] or ''} {g['w_after'] or ''}"
        week = "after" if "after" in said else "next" if "next" in said else "this" if "this" in said else None
        return DayWords(weekday=weekday_number(g["w_wd"]), week=week)
    if kind == "weekday_week":
        return DayWords(weekday=weekday_number(g["ww"] or g["wo"]), week="after")
    if kind == "counted_from" and g["cf_wd"]:
        days = count_of(str(g["cf_n"])) * {"day": 1, "week": 7, "fortnight": 14}[str(g["cf_unit"])]
        return DayWords(weekday=weekday_number(g["cf_wd"]), week="after" if days == 7 else f"{days} days after")
    if kind in ("relative", "in", "counted_from"):
        return _counted(kind, g, text)
    if kind == "month":
        return DayWords(month=month_number(g["m_month"] or g["m_alone"]))
    if kind == "edge" and "week" not in text:
        return _part_of_month(g, text)
    return DayWords(other=re.sub(r"\b(?:the|on|by|of|to)\b\s*", "", text).strip())


def _of_calendar(g: dict[str, str | None]) -> DayWords:
    """Weekday, day of the month and month, as far as they are said."""
    weekday = g["dm_wd"] or g["md_wd"] or g["nm_wd"] or g["wd_wd"]
    month = g["dm_month"] or g["md_month"] or g["nm_month"]
    ordinal = g["dm_day"] or g["md_ord"] or g["wd_day"] or g["d_day"]
    figure = g["md_num"] or g["nm_num"]
    day = ordinal_number(ordinal) if ordinal else count_of(str(figure or g["md_card"]))
    which = str(g["dm_this"] or "").split()
    return DayWords(
        weekday=weekday_number(weekday),
        day=day,
        month=month_number(month),
        which_month=("next" if {"next", "following"} & set(which) else "this") if which else None,
    )


def _counted(kind: str, g: dict[str, str | None], text: str) -> DayWords:
    """Days counted from the day of the call; months are kept as words."""
    if kind == "relative":
        name = str(g["rel"])
        ahead = (
            2 if "day after" in name or name == "next tomorrow" else 1 if name.startswith(("tomo", "the morn")) else 0
        )
        return DayWords(ahead=ahead + (7 if g["rel_week"] else 0))
    if kind == "counted_from":
        count, unit, start = str(g["cf_n"]), str(g["cf_unit"]), int(g["cf_from"] == "tomorrow")
    else:
        count, unit, start = str(g["in_n"] or g["ago_n"]), str(g["in_unit"] or g["ago_unit"]), 0
    if unit == "month":
        return DayWords(other=f"{count_of(count)} months")
    return DayWords(ahead=start + count_of(count) * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _part_of_month(g: dict[str, str | None], text: str) -> DayWords:
    edge = "end" if g["month_end"] else str(g["edge"])
    part = {"mid": "middle", "beginning": "start", "close": "end", "back end": "end"}.get(edge, edge)
    which = "next" if "next" in text else "this" if "this" in text else None
    return DayWords(month=month_number(g["edge_month"]), part=part, which_month=which)


def compare_days(one: DayWords | None, other: DayWords | None) -> bool | None:
    """Whether two ways of naming a day mean the same one; None where their words can't tell.

    Examples
    --------
    >>> compare_days(day_words("Friday"), day_words("this Friday"))
    True
    >>> compare_days(day_words("Friday the eighth"), day_words("the ninth")), day_words("payday")
    (False, None)
    >>> print(compare_days(day_words("tomorrow"), day_words("Friday")))
    None
    """
    if one is None or other is None:
        return None
    week = {one.week, other.week}
    another = {"this", "next"} <= week or ("after" in week and week & {None, "this"} and one.weekday == other.weekday)
    if another and None in (one.day, other.day):
        return False
    shared = False
    for name in ("weekday", "day", "month", "ahead", "part", "which_month", "other"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is None or theirs is None:
            continue
        if mine != theirs:
            return None if name == "other" else False
        shared = shared or name in ("weekday", "day", "ahead", "part", "other")
    for whole, exact in ((one, other), (other, one)):
        if whole.part is not None and exact.day is not None:
            first, last = MONTH_PARTS[whole.part]
            return first <= exact.day <= last
    if one.part is not None and one.part == other.part and (one.month is None) != (other.month is None):
        return None
    loose = one.month is not None and one.month == other.month and None in (one.day, other.day)
    return True if shared or loose else None
