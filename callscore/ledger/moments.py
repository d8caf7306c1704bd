"""Days, moments and time zones out of cells; what has two readings is refused, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["day_first_of", "read_day", "read_day_alone", "read_moment", "read_time", "read_zone"]

YEARS = range(1990, 2100)
"""Years that a call or a due date can lie in."""

_SLASHED = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4}|\d{2})(?=$|[ T,])")
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})(?=$|[ T,])|(?P<s>\d{8})(?=$|[ T_-])")
_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y")
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})(?::(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_PACKED = re.compile(r"(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<m>\d{2})?", re.IGNORECASE)


def day_first_of(cells: Iterable[str]) -> bool | None:
    """Whether a column writes 03/04/2026 for the third of April: decided by its cells that can't be read otherwise.

    Returns
    -------
    True day first, False month first, None when no cell tells, or cells tell both.

    Examples
    --------
    >>> day_first_of(["03/04/2026", "25/04/2026"]), day_first_of(["03/04/2026"])
    (True, None)
    """
    told = set()
    for cell in cells:
        if match := _SLASHED.match(cell):
            first, second = int(match["a"]), int(match["b"])
            if first > 12 >= second:
                told.add(True)
            elif second > 12 >= first:
                told.add(False)
    return told.pop() if len(told) == 1 else None


def read_day(text: str, *, day_first: bool | None = None) -> date:
    """A day: ISO 8601, ``20/11/2026`` where it has one reading, ``20 Nov 2026``.

    Raises
    ------
    ValueError
        When there is no such day, or it has two readings; the text says which, for a `Problem`.

    Examples
    --------
    >>> read_day("2026-11-20") == read_day("20.11.2026") == read_day("Nov 20, 2026")
    True
    """
    return _day_at(text.strip(), day_first)[0]


def read_day_alone(text: str, *, day_first: bool | None = None) -> date | None:
    """The day of a text that holds nothing else; None for a moment, and for what is no day.

    Examples
    --------
    >>> read_day_alone("20 Nov 2026"), read_day_alone("2026-11-20 09:30")
    (datetime.date(2026, 11, 20), None)
    """
    try:
        day, rest = _day_at(text.strip(), day_first)
    except ValueError:
        return None
    return None if rest.strip() else day


def _day_at(text: str, day_first: bool | None) -> tuple[date, str]:
    """The day that a text begins with, and the rest of the text."""
    if match := _YEAR_FIRST.match(text):
        packed = match["s"]
        parts = (packed[:4], packed[4:6], packed[6:]) if packed else (match["y"], match["m"], match["d"])
        return _date(*map(int, parts)), text[match.end() :]
    if match := _SLASHED.match(text):
        first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
        year += 2000 if year < 100 else 0
        if first != second and max(first, second) <= 12:
            if day_first is None:
                raise ValueError("may be day or month first; write it as YYYY-MM-DD")
        else:
            day_first = first > 12
        return _date(year, *((second, first) if day_first else (first, second))), text[match.end() :]
    words = text.replace(",", " ").split()
    for count in (3, 1):
        for form in _NAMED:
            try:
                found = datetime.strptime(" ".join(words[:count]).title(), form).date()
            except ValueError:
                continue
            return _date(found.year, found.month, found.day), " ".join(words[count:])
    raise ValueError("is not a day; write it as YYYY-MM-DD")


def _date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError("there is no such day; write it as YYYY-MM-DD") from None
    if found.year not in YEARS:
        raise ValueError(f"the year {year} can't be right")
    return found


def read_moment(text: str, *, zone: tzinfo | None = None, day_first: bool | None = None) -> datetime:
    """A moment: a day and a time of day, with or without an offset from UTC.

    Parameters
    ----------
    text
        ISO 8601, ``20/11/2026 4:05 pm``, ``20261120-160500`` or seconds since 1970.
    zone
        The customer's time zone. A time without an offset is taken for local time there; one with an offset is brought
        there.
    day_first
        How 03/04/2026 is read; None refuses it.

    Raises
    ------
    ValueError
        When it is no moment; the text says why, for a `Problem`.

    Examples
    --------
    >>> read_moment("2026-11-20T16:05:00Z", zone=ZoneInfo("America/New_York")).isoformat()
    '2026-11-20T11:05:00-05:00'
    >>> read_moment("20261120-160500").isoformat()
    '2026-11-20T16:05:00'
    """
    text = text.strip()
    if re.fullmatch(r"\d{10}(\d{3})?(\.\d+)?", text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) == 13 else 1)
        found = datetime.fromtimestamp(seconds, UTC)
        if found.year not in YEARS:
            raise ValueError(f"as seconds since 1970 is in the year {found.year}, which can't be right")
        return found.astimezone(zone) if zone else found
    day, rest = _day_at(text, day_first)
    rest = rest.strip().lstrip("Tt_-,").strip()
    if not rest:
        raise ValueError("has no time of day; write it as YYYY-MM-DD HH:MM")
    match = _PACKED.fullmatch(rest) or _CLOCK.fullmatch(rest)
    if match is None:
        raise ValueError("has no time of day that can be read; write it as YYYY-MM-DD HH:MM")
    parts = match.groupdict()
    hour = int(parts["h"])
    if parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError(f"there is no hour {hour} {parts['half']}")
        hour = hour % 12 + (12 if parts["half"][0] in "pP" else 0)
    elif parts["m"] is None:
        raise ValueError("has no time of day that can be read; write it as YYYY-MM-DD HH:MM")
    try:
        found = datetime(day.year, day.month, day.day, hour, int(parts["m"] or 0), int(parts["s"] or 0))
    except ValueError:
        raise ValueError("there is no such time of day; write it as YYYY-MM-DD HH:MM") from None
    if parts.get("zone"):
        found = found.replace(tzinfo=read_zone(parts["zone"]))
        return found.astimezone(zone) if zone else found
    return found.replace(tzinfo=zone) if zone else found


def read_time(
    text: str, *, day: date | None, zone: tzinfo | None = None, day_first: bool | None = None
) -> datetime | None:
    """A moment out of a cell that may hold the time of day alone, its day standing in another.

    Parameters
    ----------
    text
        A time of day, a moment, or a day.
    day
        The day that the other cell names; None where there is none.
    zone, day_first
        As `read_moment` takes them.

    Returns
    -------
    datetime, or None where the cell holds the same day once more.

    Raises
    ------
    ValueError
        When it is no moment, or one on another day; the text says why, for a `Problem`.

    Examples
    --------
    >>> read_time("4:05 pm", day=date(2026, 11, 20)).isoformat()
    '2026-11-20T16:05:00'
    """
    if day is None:
        return read_moment(text, zone=zone, day_first=day_first)
    if read_day_alone(text, day_first=day_first) == day:
        return None
    try:
        return read_moment(f"{day.isoformat()} {text}", zone=zone)
    except ValueError:
        found = read_moment(text, zone=zone, day_first=day_first)
    if found.date() != day:
        raise ValueError(f"is on another day than {day.isoformat()}, which its row names too")
    return found


def read_zone(text: str) -> tzinfo:
    """A time zone: a name of the IANA data base ("Europe/London") or an offset from UTC ("+02:00", "UTC").

    Raises
    ------
    ValueError
        When there is no such zone.
    """
    text = text.strip()
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    if match := _OFFSET.fullmatch(text):
        minutes = int(match["h"]) * 60 + int(match["m"] or 0)
        if minutes > 14 * 60:
            raise ValueError("no place is that far from UTC")
        return timezone(timedelta(minutes=-minutes if match["sign"] == "-" else minutes))
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is not a time zone; write it like Europe/London or +02:00") from None
