"""Numbers as they are written and said: groups of digits, digit words, and the runs that they form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["DIGIT", "ITEM", "LINK", "MONTH", "PLAIN", "TENS", "VALUES", "Item", "reads_as_long_number", "runs"]

DIGIT = "zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
VALUES = {"zero": "0", "oh": "0", "o": "0", "nought": "0"} | {
    word: str(number) for number, word in enumerate(_SMALL.split("|"), start=1)
}
TENS = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), "23456789", strict=True)
)
ITEM = re.compile(
    rf"(?<![^\W_])\d+(?![^\W_])|\b(?:(?:double|triple)[ -](?:{DIGIT}|\d)\b|(?:{'|'.join(TENS)})(?:[ -](?:{_UNITS}))?"
    rf"|{'|'.join(VALUES)})\b",
    re.IGNORECASE,
)
_MARKS = r"[\s,.?!\-–—…]*"
LINK = re.compile(
    rf"{_MARKS}(?:(?:u[hm]|erm?|and|then|dash|hyphen|space|okay|ok|yes|yep|yeah|right|mm-?hm+|mhm|uh-?huh|got it|go on"
    rf"|go ahead|thanks|thank you|sure|perfect|hold on|wait|sorry|again|no|nope|i mean)\b{_MARKS})*",
    re.IGNORECASE,
)
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_UNIT = (
    r"dollars?|pounds?|euros?|rupees?|cents?|pence|quid|bucks|grand|percent|per cent|hundred|thousand|million|days?"
    r"|weeks?|months?|years?|hours?|minutes?|times|instal?lments?|payments?|digits?|numbers?|o'clock|[ap]\.?m\b"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
PLAIN = re.compile(
    rf"[£$€₹₦]\s?\d[\d,.]*|\b(?:kes|ksh|rs|inr|usd|gbp|eur|zar|ngn|r)\.?\s?\d[\d,.]*\b|\b\d{{1,3}}(?:,\d{{3}})+(?![\d,])(?:\.\d+)?|(?<![\d.])\d+\.\d{{1,2}}(?![\d.])|(?<!\d)\d+\s?%"
    rf"|\b\d+(?:st|nd|rd|th)\b|\b\d{{1,2}}:\d{{2}}\b"
    rf"|(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])|(?<![\d/.-]){_DAY}([/.-]){_DAY}\1(?:19|20)?\d\d(?![\d/-])"
    rf"|\b[01]?\d/(?:20)?\d\d\b|\b{MONTH}\s+\d{{1,2}}\b(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|\b\d{{1,2}}\s+(?:of\s+)?{MONTH}\b(?:,?\s+(?:19|20)\d\d\b)?|\b{MONTH}\s+(?:19|20)\d\d\b"
    rf"|\+\d[\d ()-]{{7,16}}\d|\(\d{{3}}\)\s*\d{{3}}[ -]\d{{4}}"
    rf"|\b(?:\d+|(?:{'|'.join((*VALUES, *TENS))})(?:[ -](?:{DIGIT}))?)(?=[\s-]+(?:{_UNIT})\b)",
    re.IGNORECASE,
)
"""Amounts, dates, times, shares, phone numbers and counts: never part of a number to be masked."""


LONG_DIGITS = 7
"""Digits from which a number that nobody introduced is taken for one that must not be kept: a phone number without its
area code has seven, an account or identity card seven and more; amounts, days and years are told by their look."""

_TIMES = re.compile(r"double|triple", re.IGNORECASE)
_LETTERS_BEFORE = re.compile(r"\b[a-z][ -][a-z][ -]$", re.IGNORECASE)
"""Letters spelled in front of digits: a reference or a tracking number."""

_APART = re.compile(r"[^\s-]")


@dataclass(frozen=True, slots=True)
class Item:
    """A group of digits, or one number as spoken."""

    start: int
    end: int
    digits: str
    spoken: bool


def runs(text: str, taken: Sequence[tuple[int, int]], freed: Sequence[tuple[int, int]]) -> Iterator[list[Item]]:
    """Numbers that follow each other with nothing but marks and listening noises between them.

    Parameters
    ----------
    text
        Everything that was said, a line for each turn.
    taken, freed
        First and last character (exclusive) of what is no number to be joined (the cues, besides amounts, dates and
        times), and of what is one whatever it looks like.
    """
    covered = bytearray(len(text))
    for first, last in (*(match.span() for match in PLAIN.finditer(text)), *taken):
        covered[first:last] = b"\1" * (last - first)
    for first, last in freed:
        covered[first:last] = bytes(len(covered[first:last]))
    run: list[Item] = []
    for match in ITEM.finditer(text):
        if covered[match.start()]:
            continue
        if run and not LINK.fullmatch(text, run[-1].end, match.start()):
            yield run
            run = []
        run.append(Item(*match.span(), _digits(match[0]), not match[0].isdigit()))
    if run:
        yield run


def _digits(word: str) -> str:
    """Digits of a group or a number word ("double four", "forty-two", "seven")."""
    if word.isdigit():
        return word
    parts = re.split(r"[ -]", word.lower())
    if parts[0] in ("double", "triple"):
        return VALUES.get(parts[1], parts[1]) * (2 if parts[0] == "double" else 3)
    if parts[0] in TENS:
        return TENS[parts[0]] + (VALUES[parts[1]] if len(parts) > 1 else "0")
    return VALUES[parts[0]]


def reads_as_long_number(run: Sequence[Item], text: str) -> bool:
    """Whether numbers are read out as one long one: digit by digit, or in groups with nothing but blanks between.

    Years, round amounts and days ("12 10 2026") in a row aren't.
    """
    digits = "".join(item.digits for item in run)
    if len(digits) < LONG_DIGITS or _LETTERS_BEFORE.search(text, max(0, run[0].start - 12), run[0].start):
        return False
    if all(item.spoken for item in run):
        return all(len(item.digits) == 1 or _TIMES.match(text, item.start) for item in run)
    if any(item.spoken for item in run) or any(
        _APART.search(text, one.end, next_.start) for one, next_ in pairwise(run)
    ):
        return False
    groups = [item.digits for item in run]
    if all(len(group) == 4 and group[:2] in ("19", "20") for group in groups):
        return False
    if [len(group) for group in groups] in ([2, 2, 4], [4, 2, 2]) and (
        "19" in groups[-1][:2] or "20" in groups[-1][:2]
    ):
        return False
    return not all(len(group) > 2 and group.endswith(("0", "5")) for group in groups)
