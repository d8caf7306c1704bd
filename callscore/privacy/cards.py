"""Which of the numbers that follow each other are a payment card's, and which characters of them are hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from callscore.privacy.numbers import Item

__all__ = ["CARD_DIGITS", "KEPT", "all_but", "card", "head", "is_surely_card", "luhn_valid"]

KEPT = 4
"""Last digits of a card or account number that stay: enough to recognise it, as on a receipt (PCI DSS 3.4)."""

CARD_DIGITS = range(13, 20)
"""Digits of a payment card number (ISO/IEC 7812 allows up to 19; none in use is shorter than 13)."""

USUAL_DIGITS = 16
WRITTEN_DIGITS = (15, 16)
"""Digits of an unbroken number that is a card's even where its check digit is wrong: a digit may be misheard."""

ISSUERS = "23456"
"""First digits of the payment cards in use; looked at only where a card number stands among other numbers."""


def head(run: list[Item], sizes: range) -> list[Item]:
    """The most of the run's first numbers that have as many digits together as `sizes` allows; none otherwise."""
    counts = list(accumulate(len(item.digits) for item in run))
    return run[: max((place for place, count in enumerate(counts, start=1) if count in sizes), default=0)]


def card(run: list[Item], text: str) -> tuple[int, int] | None:
    """First and last (exclusive) number of the run that make a card number, or None."""
    spoken = all(item.spoken for item in run)
    if sum(len(item.digits) for item in run) < CARD_DIGITS.start or (spoken and run[0].digits[0] == "0"):
        return None
    if _reads_as_card(run, text):
        return 0, len(run)
    found = [
        (first, last)
        for first in range(len(run))
        for last in range(first + 1, min(len(run), first + CARD_DIGITS.stop) + 1)
        if run[first].digits[0] in ISSUERS and _reads_as_card(run[first:last], text)
    ]
    lengths = [sum(len(item.digits) for item in run[first:last]) for first, last in found]
    return min(zip(lengths, found, strict=True), key=lambda one: (one[0] != USUAL_DIGITS, one), default=(0, None))[1]


def _reads_as_card(part: list[Item], text: str) -> bool:
    """Whether numbers are a card's: by the Luhn check, or by their shape where it fails, for digits are misheard."""
    digits = "".join(item.digits for item in part)
    if len(digits) not in CARD_DIGITS:
        return False
    if all(len(item.digits) == 4 and item.digits[:2] in ("19", "20") for item in part):
        return False
    if luhn_valid(digits):
        return True
    by_digit = [len(item.digits) == 1 or text[item.start].lower() in "dt" for item in part if item.spoken]
    if len(by_digit) == len(part):
        return all(by_digit)
    groups = [len(item.digits) for item in part]
    if "," in text[part[0].start : part[-1].end]:
        return False
    if groups in ([4, 4, 4, 4], [4, 6, 5]):
        return True
    whole = len(digits) in WRITTEN_DIGITS and (digits[0] in ISSUERS)
    return whole and (len(part) == 1 or (len(digits) == USUAL_DIGITS and bool(by_digit) and all(by_digit)))


def is_surely_card(part: Sequence[Item]) -> bool:
    """Whether numbers make a card's of the usual length whose check digit is right."""
    digits = "".join(item.digits for item in part)
    return len(digits) in WRITTEN_DIGITS and digits[0] in ISSUERS and luhn_valid(digits)


def luhn_valid(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1 (Luhn 1960)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return any(doubled) and sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def all_but(items: Sequence[Item], kept: int) -> Iterator[tuple[int, int]]:
    """Characters of the items without the last `kept` digits; a spoken number stays only as a whole."""
    left = sum(len(item.digits) for item in items) - kept
    for item in items:
        if left <= 0:
            return
        whole = item.spoken or left >= len(item.digits)
        yield item.start, item.end if whole else item.start + left
        left -= len(item.digits)
