"""Invoice, account and reference numbers in a line of a call, so that they are not taken for money."""

from __future__ import annotations

import re

__all__ = ["find_references"]

_REFERENCE = re.compile(
    r"\b(?P<noun>invoice|account|policy|reference|order|ref|case|contract|docket|loan|customer|agreement)"
    r"(?: (?:number|no\.?|num|id))?(?: (?:is|of|the))?[ #:]*"
    r"(?P<number>(?:[a-z]{1,4}[- ]?)?\d[\d-]{2,}|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine"
    r"|double)[ -]?){3,})",
    re.IGNORECASE,
)


_ENDING = re.compile(
    r"\b(?:ending|ends|ended)(?: (?:in|with))? (?P<number>\d{3,4}|(?:(?:zero|oh|one|two|three|four|five|six|seven"
    r"|eight|nine"
    r"|double)[ -]?){3,4})\b",
    re.IGNORECASE,
)
"""The last digits of a card or an account."""

_AS_REFERENCE = re.compile(
    r"\b(?P<number>(?:[a-z]{1,4}-?)?\d[\d-]{2,}) (?:as|in|for|on) (?:a |the |your "
    r"|my )?(?:payment )?ref(?:erence)?\b",
    re.IGNORECASE,
)


def find_references(text: str) -> tuple[tuple[int, int, str], ...]:
    """Invoice, account and reference numbers in `text`: first and last character, and the number as said.

    Examples
    --------
    >>> find_references("So the first is invoice 11407, that's £4,280")
    ((16, 29, '11407'),)
    """
    named = [(match.start(), match.end("number"), match["number"].strip()) for match in _REFERENCE.finditer(text)]
    quoted = [(match.start("number"), match.end("number"), match["number"]) for match in _AS_REFERENCE.finditer(text)]
    ending = [(match.start("number"), match.end("number"), match["number"].strip()) for match in _ENDING.finditer(text)]
    return tuple(sorted(named + quoted + [one for one in ending if not any(one[0] < last for _, last, _ in named)]))
