"""Days of birth: asked for, or so long ago that they are nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from callscore.privacy.cue_words import OTHER_MATTER, Kind
from callscore.privacy.cues import Cue, introduced_otherwise
from callscore.privacy.numbers import DIGIT, MONTH, TENS, VALUES

__all__ = ["births"]

BIRTH_REACH = 110
"""Characters behind "date of birth" in which the day may come."""

_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_NUMBER_WORD = rf"(?:{'|'.join(TENS)})(?:[ -](?:{DIGIT}))?|{'|'.join(VALUES)}|hundred|thousand"
_TOKEN = (
    rf"(?:['’]?\d\d(?![\w%])|{MONTH}(?![a-z])|(?:{_ORDINAL})\b|\d{{1,4}}(?:st|nd|rd|th)?(?![\w%])|(?:{_NUMBER_WORD})\b)"
)
_CHAIN = re.compile(
    rf"(?<![£$€\w.,]){_TOKEN}(?:(?:[ ,/–-]|\.\s?(?=\d)|\b(?:of|the|and|in|day|um|uh|er)\b)+{_TOKEN}){{1,7}}",
    re.IGNORECASE,
)
_MONTH_IN = re.compile(rf"\b{MONTH}(?![a-z])", re.IGNORECASE)
_NUMBER_IN = re.compile(rf"\d+|\b(?:{_ORDINAL}|{_NUMBER_WORD})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BORN = r"(?:19\d\d|200[0-8])"
_SAID_YEAR = (
    rf"nineteen[\s-]+(?:(?:hundred(?:\s+and)?|oh)[\s-]+)?(?:{'|'.join(TENS)}|{'|'.join(VALUES)})(?:[ -](?:{DIGIT}))?"
)
_BORN = re.compile(
    rf"(?<![\d/.-])(?:{_YEAR_BORN}[-/.][01]?\d[-/.][0-3]?\d|[0-3]?\d([/.-])[0-3]?\d\1{_YEAR_BORN})(?![\d/-])"
    rf"|\b{MONTH}\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL}),?\s+(?:{_YEAR_BORN}|{_SAID_YEAR})\b"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})\s+(?:of\s+)?{MONTH},?\s+(?:{_YEAR_BORN}|{_SAID_YEAR})\b",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(r"(?:\W+\w+){0,1}?\W+(19\d\d|20[01]\d)\b")


def births(text: str, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """Days of birth: what follows "date of birth", and whole dates long ago."""
    for match in _BORN.finditer(text):
        if not introduced_otherwise(text, match.start(), cues):
            yield match.span()
    for cue in cues:
        if cue.kind is not Kind.BIRTH:
            continue
        year = _YEAR_ALONE.match(text, cue.end)
        if year is not None:
            yield year.span(1)
        found = next(
            (chain for chain in _CHAIN.finditer(text, cue.end, cue.end + BIRTH_REACH) if _is_birth(chain[0])), None
        )
        between = "" if found is None else text[cue.end : found.start()]
        if found is not None and not OTHER_MATTER.search(between):
            birthday = text[cue.start : cue.end].lower().startswith("birthday")
            if not birthday or re.search(r"\d{4}|nineteen|thousand", found[0], re.IGNORECASE):
                yield found.span()


def _is_birth(chain: str) -> bool:
    """Whether numbers and months that follow each other make a day: a month and a number, or three numbers' worth."""
    numbers = _NUMBER_IN.findall(chain)
    if any(len(number) > 2 and number.isdigit() and not _YEAR.fullmatch(number) for number in numbers):
        return False
    if _MONTH_IN.search(chain):
        return bool(numbers)
    return len(numbers) >= 3 or sum(len(number) for number in numbers if number.isdigit()) >= 6
