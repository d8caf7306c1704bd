"""Numbers as people read them: clock times, sizes, values with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

__all__ = [
    "clock",
    "date_in_words",
    "in_words",
    "measured_in_words",
    "outcome_in_words",
    "promise_in_words",
    "recap_in_words",
    "size",
    "timing_in_words",
    "total_word",
]

OUTCOMES = {
    None: "not known",
    "promise": "promise to pay",
    "partial_plan": "payment plan",
    "cease_request": "asked not to be called",
    "paid": "says it is paid already",
    "call_back": "asked to be called back",
}
"""Outcomes of the notes that their id doesn't say in plain words."""

RECAPS = {
    "complete": "read back",
    "partial": "read back in part",
    "absent": "not read back",
    "contradicts": "read back wrong",
    "not_applicable": "nothing was agreed, so nothing to read back",
    "not_judged": "read back, but its days can't be compared without the day of the call",
}
"""States of the recap in plain words."""

TIMINGS = {
    "audio": "times taken from the sound",
    "words": "times taken from the transcript's words",
    "turns": "times taken from the transcript's turns",
    "none": "no times: talk time and interruptions can't be judged",
}
"""Where times come from, by the report's `timing_source`."""

_TAKES_ON = re.compile(r"(the )?\d|(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
"""Days in the customer's words that read well after "on"; "this Friday" and "right now" don't."""


def clock(seconds: float | None) -> str:
    """Seconds as minutes and seconds, with hours where there are any.

    Examples
    --------
    >>> clock(75.4), clock(3671), clock(None)
    ('1:15', '1:01:11', '–')
    """
    if seconds is None:
        return "–"
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def size(size_bytes: int | None) -> str:
    """Bytes in decimal megabytes or gigabytes.

    Examples
    --------
    >>> size(8_800_000), size(None)
    ('9 MB', '')
    """
    if size_bytes is None:
        return ""
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:.0f} MB"


def total_word(total: float | None, reason: str = "") -> str:
    """The score of a call, or that there is none, and why where that is known.

    Examples
    --------
    >>> total_word(81.63), total_word(None)
    ('82 / 100', 'no score: too little could be judged')
    """
    return f"no score: {reason or 'too little could be judged'}" if total is None else f"{total:.0f} / 100"


def in_words(value: float | None, unit: str) -> str:
    """A value with its unit, as a person reads it.

    Examples
    --------
    >>> in_words(0.613, "share"), in_words(3, "count"), in_words(41.7, "s"), in_words(1.0, "presence")
    ('61 %', '3 moments', '42 s', 'yes')
    """
    if value is None:
        return "not known"
    if unit == "presence":
        return "yes" if value >= 1 else "no" if value <= 0 else f"{100 * value:.0f} %"
    if unit == "share":
        return f"{100 * value:.0f} %"
    if unit == "count":
        return "none" if value == 0 else f"{value:g} moment{'' if value == 1 else 's'}"
    if unit == "s":
        return f"{value:.1f} s" if abs(value) < 10 else f"{value:.0f} s"
    if unit == "words/min":
        return f"{value:.0f} words/min"
    if unit == "per customer minute":
        return "none" if value == 0 else f"{value:.1f} times a customer minute"
    return f"{value:.1f} {unit}".strip()


def measured_in_words(row: Mapping[str, Any]) -> str:
    """What a row of the scorecard measured: its `detail` where it has one, else its value.

    Examples
    --------
    >>> measured_in_words({"value": 0.61, "unit": "share", "detail": ""})
    '61 %'
    >>> measured_in_words({"value": 8.0, "unit": "per customer minute", "detail": "4 times in 30 s of customer speech"})
    '4 times in 30 s of customer speech'
    """
    return row.get("detail") or in_words(row["value"], row["unit"])


SEVERITIES = {1: "mild", 2: "clear", 3: "serious"}
"""What a fault's severity is called."""


def severity_in_words(severity: int) -> str:
    """How bad a fault is; empty for what is none.

    Examples
    --------
    >>> [severity_in_words(severity) for severity in (0, 1, 3)]
    ['', 'mild', 'serious']
    """
    return SEVERITIES.get(severity, "")


def failed_in_words(scorecard: Mapping[str, Any]) -> str:
    """Which criteria fail the call, and what that does to its score; empty where none does.

    Examples
    --------
    >>> failed_in_words({"failed": ["threats"], "fail_cap": 40, "criteria": [{"id": "threats", "title": "Threats"}]})
    'Fails until a person has heard it: Threats. Its score is capped at 40.'
    """
    if not scorecard["failed"]:
        return ""
    titles = {row["id"]: row["title"] for row in scorecard["criteria"]}
    cap = scorecard["fail_cap"]
    held = "" if cap is None else f" Its score is capped at {cap:g}."
    return f"Fails until a person has heard it: {', '.join(titles.get(id, id) for id in scorecard['failed'])}.{held}"


def outcome_in_words(outcome: str | None) -> str:
    """What a call came to, as a person says it.

    Examples
    --------
    >>> outcome_in_words("wrong_party"), outcome_in_words("promise"), outcome_in_words(None)
    ('wrong party', 'promise to pay', 'not known')
    """
    return OUTCOMES.get(outcome) or str(outcome).replace("_", " ")


def recap_in_words(recap: Mapping[str, Any]) -> str:
    """How the agreed terms were read back, and whether the customer confirmed it.

    Examples
    --------
    >>> recap_in_words({"state": "partial", "confirmed": True}), recap_in_words({"state": "absent", "confirmed": None})
    ('read back in part, confirmed by the customer', 'not read back')
    """
    said = RECAPS.get(recap["state"], str(recap["state"]).replace("_", " "))
    if recap.get("confirmed") is None:
        return said
    return f"{said}, {'confirmed' if recap['confirmed'] else 'not confirmed'} by the customer"


def timing_in_words(timing_source: str) -> str:
    """Where a report's times come from.

    Examples
    --------
    >>> timing_in_words("turns")
    "times taken from the transcript's turns"
    """
    return TIMINGS.get(timing_source, f"times from {timing_source}")


def date_in_words(day: str) -> str:
    """A day of the report for people to read; words that are no ISO date stay as they were said.

    Examples
    --------
    >>> date_in_words("2026-11-27"), date_in_words("this friday")
    ('Fri 27 Nov 2026', 'this friday')
    """
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{_DAYS[parsed.weekday()]} {parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def promise_in_words(promise: Mapping[str, Any]) -> str:
    """A promise to pay of the report's notes, in one line.

    Examples
    --------
    >>> promise_in_words({"amount": 150, "currency": "GBP", "date": "2026-11-27", "method": "card", "strength": "firm"})
    'GBP 150.00 on Fri 27 Nov 2026 by card (firm)'
    >>> promise_in_words({"amount": None, "date": "right now", "method": None, "strength": "firm"})
    'to pay right now (firm)'
    >>> plan = {"amount": 75, "currency": "USD", "frequency": "monthly", "instalments": 6, "date": None, "method": None}
    >>> promise_in_words({**plan, "strength": "firm"})
    'USD 75.00 monthly, 6 payments (firm)'
    >>> promise_in_words({"amount": None, "date": None, "method": None, "strength": "weak"})
    'to pay, without amount, day or method (weak)'
    """
    parts = ["to pay"]
    if promise.get("amount") is not None:
        parts = [f"{promise.get('currency') or ''} {promise['amount']:,.2f}".strip()]
    plan = bool(promise.get("frequency")) and promise.get("instalments", 1) != 1
    if plan:
        count = promise["instalments"]
        parts.append(f"{promise['frequency']}, {count} payments," if count else promise["frequency"])
    if promise.get("date"):
        day = date_in_words(promise["date"])
        lead = "from" if plan else "on"
        parts.append(f"{lead} {day}" if day != promise["date"] or _TAKES_ON.match(day) else day)
    if promise.get("method"):
        parts.append(f"by {promise['method']}")
    said = " ".join(parts).removesuffix(",") if parts != ["to pay"] else "to pay, without amount, day or method"
    return f"{said} ({promise['strength']})"
