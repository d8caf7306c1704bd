"""Better words for a line: a lexicon's advice with the amount, day and reference that the line itself names."""

from __future__ import annotations

import re

from callscore.language.terms import TermKind, find_terms

__all__ = ["SLOTS", "reword"]

SLOTS = ("amount", "date", "reference")
"""What ``[ of {amount}]`` in an advice may be filled with; the bracket is left out where the line names none."""

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_DAY = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december|\d{1,2}(st|nd|rd|th)|"
    r"christmas|easter|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|twentieth|thirtieth)$)",
    re.IGNORECASE,
)
"""Days that read well after "from": "from March", "from the 3rd", not "from tomorrow"."""

_MONTHS = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I
)


def reword(advice: str, line: str) -> str:
    """The advice for this line; its optional parts are kept only when the line has what they need.

    Examples
    --------
    >>> advice = "I see a balance[ of {amount}][ from {date}]. What has got in the way?"
    >>> reword(advice, "You haven't paid the £400 from March, have you?")
    'I see a balance of £400 from March. What has got in the way?'
    >>> reword(advice, "you never pay")
    'I see a balance. What has got in the way?'
    """
    if "{" not in advice:
        return advice
    slots = _slots(line)

    def fill(match: re.Match[str]) -> str:
        wanted = _SLOT.findall(match[1])
        return match[1].format(**slots) if all(name in slots for name in wanted) else ""

    return _OPTIONAL.sub(fill, advice)


def _slots(line: str) -> dict[str, str]:
    """Amount, day and reference as the line says them; only when it names one of each, so that none is mixed up.

    An amount needs its currency: a bare "four hundred" may be customers, and "ten fifteen" the time.
    """
    found: dict[str, set[str]] = {}
    for term in find_terms(line):
        if term.kind is TermKind.AMOUNT and term.amounts and term.exact and term.currency:
            found.setdefault("amount", set()).add(term.text.strip())
        elif term.kind is TermKind.DATE and _DAY.search(term.text):
            found.setdefault("date", set()).add(_day(term.text))
        elif term.kind is TermKind.REFERENCE:
            found.setdefault("reference", set()).add(term.text.strip())
    return {kind: texts.pop() for kind, texts in found.items() if len(texts) == 1}


def _day(text: str) -> str:
    """The day without the word that led to it, its month with a capital."""
    bare = re.sub(r"^(on|by|since|from|in|before|due|until|till)\s+", "", text.strip(), flags=re.IGNORECASE)
    return _MONTHS.sub(lambda match: match[0].capitalize(), bare)
