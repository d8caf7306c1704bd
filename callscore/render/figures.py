"""Figures as the tables of terminal and page write them: so many digits, a dash for what isn't known."""

from __future__ import annotations

__all__ = ["UNKNOWN", "length", "number", "percent"]

UNKNOWN = "–"
"""What stands for a value that isn't known."""


def number(value: float | None, digits: int = 0, *, signed: bool = False) -> str:
    """A number with so many digits after its point.

    Examples
    --------
    >>> number(1.25, 1), number(3, signed=True), number(None, 2)
    ('1.2', '+3', '–')
    """
    return UNKNOWN if value is None else f"{value:{'+' if signed else ''}.{digits}f}"


def percent(share: float | None, digits: int = 0) -> str:
    """A share as per cent.

    Examples
    --------
    >>> percent(0.555), percent(0.555, 1), percent(None)
    ('56 %', '55.5 %', '–')
    """
    return UNKNOWN if share is None else f"{100 * share:.{digits}f} %"


def length(hours: float) -> str:
    """How long calls are together, in hours, or in minutes where they are less than one.

    Examples
    --------
    >>> length(0.074), length(2.5)
    ('4 minutes', '2.5 hours')
    """
    return f"{hours:.1f} hours" if hours >= 1 else f"{60 * hours:.0f} minutes"
