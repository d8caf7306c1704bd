"""Invoice, account and reference numbers in a line of a call, so that they are not taken for money."""

from __future__ import annotations

import re

__all__ = ["find_references"]

_REFERENCE = re.compile(
    r"\b(?P<noun>invoice|account|policy|reference|order|ref|case|contract|docket|loan|customer|agreement"
    r"|remarks?|memo|po|purchase order|fire number|patient number|meter)"
    r"(?: (?:number|no\.?|num|id))?(?:'s)?(?: (?:is|of|the|says|said|was))?[ #:]*"
    r"(?P<number>(?:[a-z]{1,4}[- ]?)?\d[\d-]{2,}|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine"
    r"|double)[ -]?){3,})",
    re.IGNORECASE,
)


_TENS = r"(?:[a-z]+teen|[a-z]+ty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"

_ENDING = re.compile(
    rf"\b(?:ending|ends|ended)(?: (?:in|with))? (?P<number>\d{{2,4}}|{_TENS}(?:[ -]{_TENS})?"
    r"|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double)[ -]?){3,4})\b",
    re.IGNORECASE,
)
"""The last digits of a card or an account."""

_AS_REFERENCE = re.compile(
    r"\b(?P<number>(?:[a-z]{1,4}-?)?\d[\d-]{2,}) (?:as|in|for|on) (?:a |the |your "
    r"|my )?(?:payment )?ref(?:erence)?\b",
    re.IGNORECASE,
)


_WHICH = re.compile(
    r"\bwhich (?:bill|invoice|order|account|docket|statement|one)\b[^.?!]{0,30}?\b(?P<number>\d{3,6})"
    r"(?:,? or (?:the )?(?P<other>\d{3,6}))\b",
    re.IGNORECASE,
)
"""Numbers to choose from ("which bill, 1140 or 1162?")."""

_CODE = re.compile(r"\b(?P<number>[A-Z]{2,4}[- ]?\d{3,8})\b(?![.,]\d)")
"""A number with its letters ("LL 2096"), where capitals are written; codes of currencies are no letters of one."""

_CURRENCIES = re.compile(r"(?:US|AU|CA|NZ|SG|HK|RS|KSH|USD|GBP|EUR|INR|ZAR|NGN|KES|PHP|AUD|CAD|SGD|NZD|TTD|GHS|PKR)\b")


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
    quoted += [(*match.span(name), match[name]) for match in _WHICH.finditer(text) for name in ("number", "other")]
    named += [
        (match.start(), match.end(), match["number"])
        for match in _CODE.finditer(text)
        if not _CURRENCIES.match(match[0])
        and not any(first < match.end() and match.start() < last for first, last, _ in named)
    ]
    return tuple(sorted(named + quoted + [one for one in ending if not any(one[0] < last for _, last, _ in named)]))
