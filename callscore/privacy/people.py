"""What tells who somebody is: phone numbers, national numbers, and all that is known by its letters or its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from callscore.privacy.addresses import addresses
from callscore.privacy.births import births
from callscore.privacy.cues import Cue, introduced_otherwise
from callscore.privacy.numbers import Item
from callscore.privacy.spelled import SPELLED_KINDS, ibans, spelled

__all__ = ["IN_ONE", "LOCAL_DIGITS", "MOBILES", "personal", "reads_as_aadhaar", "reads_as_phone"]

PHONE_DIGITS = range(10, 16)
"""Digits of a phone number with its area code (ITU-T E.164 allows up to 15)."""

LOCAL_DIGITS = range(7, 16)
"""The same after "my number is" and the like."""

MOBILES = re.compile(
    r"1[2-9]\d{2}[2-9]\d{6}|447\d{9}|91[6-9]\d{9}|254[17]\d{8}|25[56][67]\d{8}|27[6-8]\d{8}|234[789]\d{9}|233[25]\d{8}"
    r"|614\d{8}|3538\d{8}|639\d{9}"
)
"""Mobile numbers with the code of their country (ITU-T E.164) and no plus sign in front."""

IN_ONE = re.compile(r"[2-9]\d{2}[2-9]\d{6}|[6-9]\d{9}")
"""Ten digits that are a number of the United States, or an Indian mobile's, without the code of their country."""

_PHONE = re.compile(
    r"(?<![\w+-])(?:\+\d{1,3}[ ().-]*(?:\(0\)[ .-]*)?\(?(?:\d[ ().-]{0,2}){6,12}\d"
    r"|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}"
    r"|\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4})(?![\w-]|[.,:]\d|\s*%)"
)
_TAX = re.compile(r"\b[A-Z]{3}[ABCFGHJLPT][A-Z] ?\d{4} ?[A-Z]\b")
_NATIONAL = re.compile(r"\b[A-Z]{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?[A-D]\b")
_SOCIAL = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_SORT_CODE = re.compile(r"(?<![\d-])(\d{2})-(\d{2})-(\d{2})(?![\d-])")
_VERHOEFF = (
    (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0),
    (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5),
    (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)


def personal(text: str, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """First and last character (exclusive) of what names a person, and of numbers known by their letters or shape."""
    yield from addresses(text)
    for match in _PHONE.finditer(text):
        if not introduced_otherwise(text, match.start(), cues) and _phone_digits(match[0]):
            yield match.span()
    for match in (*_NATIONAL.finditer(text), *_TAX.finditer(text)):
        if not introduced_otherwise(text, match.start(), cues):
            yield match.span()
    for match in _SOCIAL.finditer(text):
        yield match.span()
    for match in _SORT_CODE.finditer(text):
        if not introduced_otherwise(text, match.start(), cues) and not _is_day(*match.groups()):
            yield match.span()
    yield from ibans(text, cues)
    yield from births(text, cues)
    for cue in cues:
        if cue.kind in SPELLED_KINDS:
            yield from spelled(text, cue.end, cue.kind)


def reads_as_phone(run: Sequence[Item], text: str) -> bool:
    """Whether numbers that follow each other are a phone number by their shape, with nothing said before them."""
    digits = "".join(item.digits for item in run)
    if len(digits) not in PHONE_DIGITS:
        return False
    if [len(item.digits) for item in run] == [3, 3, 4] and not any(item.spoken for item in run):
        return True
    if len(digits) == 10 and _reads_as_mobile(run, digits):
        return True
    if MOBILES.fullmatch(digits) and max(len(item.digits) for item in run) != 4:  # groups of four are a card's
        return True
    if not all(item.spoken for item in run):
        return digits[0] == "0" and len(digits) <= 11 + 4 * digits.startswith("00")
    single = sum(len(item.digits) == 1 or text[item.start].lower() in "dt" for item in run)
    return single >= 6 and (digits[0] == "0" or len(digits) == 10)


def reads_as_aadhaar(run: Sequence[Item], text: str) -> bool:
    """Whether numbers are an Aadhaar number: three groups of four digits whose check digit is right (Verhoeff 1969)."""
    groups = [item.digits for item in run]
    if [len(group) for group in groups] != [4, 4, 4] or any(item.spoken for item in run):
        return False
    return groups[0][0] in "23456789" and "," not in text[run[0].start : run[-1].end] and _verhoeff("".join(groups))


def _reads_as_mobile(run: Sequence[Item], digits: str) -> bool:
    """Whether ten written digits are a number of the United States in one piece, or an Indian mobile's in pieces."""
    if any(item.spoken for item in run):
        return False
    groups = [len(item.digits) for item in run]
    if groups == [10]:
        return IN_ONE.fullmatch(digits) is not None
    usual = groups in ([5, 5], [4, 6], [4, 3, 3]) or (groups[0] == 2 and max(groups) <= 3)
    return digits[0] in "6789" and usual


def _verhoeff(digits: str) -> bool:
    """The check digit of Verhoeff (1969): permuted by place, multiplied in the dihedral group."""
    checked = 0
    for place, digit in enumerate(reversed(digits)):
        turned = int(digit) if place % 8 == 0 else _VERHOEFF[place % 8 - 1][int(digit)]
        checked = _times(checked, turned)
    return checked == 0


def _times(one: int, other: int) -> int:
    """Product of two elements of the dihedral group of order 10: 0-4 turn, 5-9 turn and flip."""
    flips = (one >= 5) != (other >= 5)
    turned = (one + other if one < 5 else one - other) % 5
    return turned + 5 * flips


def _phone_digits(text: str) -> bool:
    count = sum(character.isdigit() for character in text)
    return text.startswith("+") or count in range(10, 12)


def _is_day(one: str, two: str, three: str) -> bool:
    """Whether three pairs of digits are a day in any order that people write."""
    numbers = int(one), int(two), int(three)
    for year, month, day in ((2, 1, 0), (2, 0, 1), (0, 1, 2)):
        try:
            date(2000 + numbers[year], numbers[month], numbers[day])
        except ValueError:
            continue
        return True
    return False
