"""Numbers as people read them: clock times, sizes, values with their units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["clock", "in_words", "promise_in_words", "size", "total_word"]


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


def total_word(total: float | None) -> str:
    """The score of a call, or that there is none.

    Examples
    --------
    >>> total_word(81.63), total_word(None)
    ('82 / 100', 'no score: too little could be judged')
    """
    return "no score: too little could be judged" if total is None else f"{total:.0f} / 100"


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
        return "no moment" if value == 0 else f"{value:g} moment{'' if value == 1 else 's'}"
    if unit == "s":
        return f"{value:.1f} s" if abs(value) < 10 else f"{value:.0f} s"
    if unit == "words/min":
        return f"{value:.0f} words/min"
    if unit == "per customer minute":
        return f"{value:.1f} times a customer minute"
    return f"{value:.1f} {unit}".strip()


def promise_in_words(promise: Mapping[str, Any]) -> str:
    """A promise to pay of the report's notes, in one line.

    Examples
    --------
    >>> promise_in_words({"amount": 150, "currency": "GBP", "date": "2026-11-27", "method": "card", "strength": "firm"})
    'GBP 150.00 on 2026-11-27 by card (firm)'
    """
    parts = []
    if promise.get("amount") is not None:
        parts.append(f"{promise.get('currency') or ''} {promise['amount']:,.2f}".strip())
    if promise.get("date"):
        parts.append(f"on {promise['date']}")
    if promise.get("method"):
        parts.append(f"by {promise['method']}")
    return f"{' '.join(parts) or 'to pay'} ({promise['strength']})"
