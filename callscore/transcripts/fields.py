"""Fields of other people's JSON, checked: the value, or one line that says where it is, what it is and what to do."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date

from callscore.errors import TranscriptError

__all__ = [
    "as_date",
    "confidence",
    "first_of",
    "language",
    "mapping",
    "number",
    "objects",
    "one_line",
    "ordered",
    "seconds",
    "string",
]

LONGEST_CALL = 86_400.0
"""Seconds: a time past one day is no place in a call; milliseconds and clock times give themselves away here."""

SHOWN = 40
"""Characters of a bad value that an error quotes."""


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that no one says or reads: C0 and C1 controls, and those that turn the direction of writing."""

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can spell (``"\\ud83d"``) and no file can hold."""


def one_line(text: str) -> str:
    r"""`text` on one line, as it can be written anywhere: white space collapsed, half characters replaced by ``�``.

    Examples
    --------
    >>> one_line("Good\x00 morning,\n all")
    'Good morning, all'
    """
    return " ".join(_CONTROL.sub(" ", _SURROGATE.sub("\ufffd", text)).split())


def describe(value: object) -> str:
    """`value` as an error quotes it: kind for structures, text cut to 40 characters otherwise."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**SHOWN:
        return "a number of more than 40 digits"
    shown = repr(value)
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 3] + "..."


def first_of(item: Mapping[str, object], *names: str) -> object:
    """Value of the first of `names` that `item` has and that is not null, else None."""
    for name in names:
        value = item.get(name)
        if value is not None:
            return value
    return None


def mapping(value: object) -> Mapping[str, object]:
    """`value` when it is a JSON object, else an empty one: for parts of a document that may be missing."""
    return value if isinstance(value, dict) else {}


def objects(value: object, where: str) -> list[Mapping[str, object]]:
    """`value` as a list of JSON objects; raises `TranscriptError` naming the item that is none."""
    if not isinstance(value, list):
        raise TranscriptError(f"{where} is {describe(value)}, not a list; give a list of objects")
    for index, item in enumerate(value, start=1):
        if not isinstance(item, dict):
            raise TranscriptError(f"{where}, item {index}: {describe(item)} is not an object; give an object there")
    return value


def string(item: Mapping[str, object], *names: str, where: str) -> str | None:
    """Text of the first of `names`, white space collapsed; numbers become text, None when all are missing."""
    value = first_of(item, *names)
    if value is None:
        return None
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return describe(value)
    raise TranscriptError(f"{where}: '{names[0]}' is {describe(value)}, not text; write it as text")


def number(value: object, *, where: str, field: str) -> float:
    """`value` as a finite float; numbers written as text (``"1.5"``) are read."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            result = float(value)
        except (ValueError, OverflowError):
            result = math.nan
        if math.isfinite(result):
            return result
    raise TranscriptError(f"{where}: '{field}' is {describe(value)}, not a number; give seconds or leave it out")


def seconds(item: Mapping[str, object], *names: str, where: str, scale: float = 1.0) -> float | None:
    """Time in seconds of the first of `names`, times `scale` (0.001 for milliseconds); None when all are missing.

    Raises
    ------
    TranscriptError
        When the value is no finite number, negative, or more than a day into the call.
    """
    found = next((name for name in names if item.get(name) is not None), None)
    if found is None:
        return None
    value = number(item[found], where=where, field=found) * scale
    if value < 0:
        raise TranscriptError(f"{where}: '{found}' is {value:g} s, before the call begins; times count from 0")
    if value > LONGEST_CALL:
        raise TranscriptError(
            f"{where}: '{found}' is {value:.16g} s, more than a day into the call;"
            " give seconds from the start of the recording"
        )
    return round(value, 6) if scale != 1.0 else value


def ordered(start: float | None, end: float | None, *, where: str) -> None:
    """Refuse an end before its start."""
    if start is not None and end is not None and end < start:
        raise TranscriptError(f"{where}: it ends at {end:g} s, before it starts at {start:g} s; correct the times")


def confidence(item: Mapping[str, object], *names: str) -> float | None:
    """A score of 0-1 under one of `names`; None when there is none that makes sense."""
    value = first_of(item, *names)
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    return None


def as_date(value: object, *, where: str, field: str) -> date | None:
    """A day written as ISO text (``"2026-03-12"``, a time of day after it is dropped); None when missing or empty."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError:
            pass
    raise TranscriptError(f"{where}: '{field}' is {describe(value)}, not a day; write it as 2026-03-12")


def language(value: object) -> str:
    """Two-letter language of a code such as ``"en-US"``; ``"en"`` when there is none.

    Examples
    --------
    >>> language("en-GB"), language(None)
    ('en', 'en')
    """
    code = value.strip().lower().replace("_", "-").split("-")[0] if isinstance(value, str) else ""
    return {"english": "en", "": "en"}.get(code, code)
