"""The words that introduce a number, and how far they reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.privacy.cards import CARD_DIGITS
from callscore.privacy.cue_words import (
    BANKING,
    CARD_WORDS,
    CODE_WORDS,
    CUES,
    NUMBERED_ALREADY,
    SAID_BEHIND,
    Kind,
)

__all__ = [
    "NAMED_CARD_DIGITS",
    "Cue",
    "code_asked",
    "cues_of",
    "introduced_otherwise",
    "is_reference_near",
    "kind_behind",
    "kind_of",
]

REACH_WORDS, REACH_CHARACTERS = 8, 70
"""How far behind "security code" and the like its number may come."""

LONG_REACH_WORDS, LONG_REACH_CHARACTERS = 25, 170
"""The same where the number is long, and an amount hardly mistaken for it: somebody looks for glasses and papers."""

NEAR_WORDS = 3
"""Words between "reference" and its number within which even one as long as a card's is that reference."""

NAMED_CARD_DIGITS = 12
"""Fewest digits of what "card number" introduces; of fewer, what was said before decides."""

ZIP_DIGITS = 5
"""Digits of a zip code; fewer belong to what was asked for together with it."""

LAST_FOUR_REACH = 70
"""Characters in front of "the last four" in which "social" makes them its digits and no card's."""

CODE_REACH, CODE_CUE_REACH = 260, 60
"""Characters behind a card number in which its security code may come, and in front of that code in which "code",
"front" or "back" is said."""

BEHIND_REACH = 40
"""Characters behind a number in which "is the sort code" begins and ends."""

BANK_REACH = 120
"""Characters around "account number" in which a word of banking makes it a bank's and not the creditor's own."""

SORT_CODE_DIGITS, TOGETHER = 6, 40
"""Digits of a sort code, and characters between it and "account number" where both are asked for at once."""

LONG_DIGITS = 6
"""Digits from which a number is long: the shortest that people look up, a sort code, has so many."""

LETTERED_DIGITS = 10
"""Digits that what has letters or marks in it is taken for: more than a zip or sort code's, fewer than a card's."""

_LONG_REACH = frozenset(
    {Kind.SOCIAL, Kind.IDENTITY, Kind.NATIONAL, Kind.IBAN, Kind.BANK, Kind.BRANCH, Kind.ACCOUNT, Kind.PHONE}
)
_OF_PERSONS = frozenset((Kind.SOCIAL, Kind.NATIONAL, Kind.IDENTITY, Kind.TAX))
_KINDS_BEHIND = frozenset((Kind.SOCIAL, Kind.IDENTITY, Kind.BANK, Kind.BRANCH, Kind.PHONE, Kind.IBAN))


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that introduce a number: of what kind, first and last character (exclusive)."""

    kind: Kind
    start: int
    end: int


def code_asked(text: str, card_end: int, start: int) -> bool:
    """Whether what stands at `start` is the security code of a card whose number ended at `card_end`."""
    if not 0 <= start - card_end <= CODE_REACH:
        return False
    return CODE_WORDS.search(text, max(card_end, start - CODE_CUE_REACH), start) is not None


def kind_behind(text: str, end: int, cues: Sequence[Cue]) -> Kind | None:
    """What the number that ends at `end` is said to be just after it: "… is the sort code"."""
    link = SAID_BEHIND.match(text, end, end + BEHIND_REACH)
    if link is None:
        return None
    cue = next((cue for cue in cues if cue.start == link.end()), None)
    return cue.kind if cue is not None and cue.kind in _KINDS_BEHIND else None


def is_reference_near(text: str, start: int, cues: Sequence[Cue]) -> bool:
    """Whether the last that was asked for before `start`, a while ago perhaps, is a reference or an invoice."""
    cue = next((cue for cue in reversed(cues) if cue.end <= start and cue.kind is not Kind.COUNTED), None)
    if cue is None or start - cue.end > LONG_REACH_CHARACTERS:
        return False
    return cue.kind is Kind.NUMBERED or (cue.kind is Kind.ACCOUNT and kind_of(text, cue.end, cues) is not Kind.BANK)


def cues_of(text: str) -> tuple[Cue, ...]:
    """Everything in a text that introduces a number, in order.

    Examples
    --------
    >>> [cue.kind.value for cue in cues_of("Your invoice, and the sort code?")]
    ['numbered', 'branch']
    """
    return tuple(Cue(Kind(match.lastgroup or ""), *match.span()) for match in CUES.finditer(text))


def kind_of(text: str, start: int, cues: Sequence[Cue], *, digits: int = 0) -> Kind | None:
    """What the number at `start`, of so many digits, was introduced as: the nearest cue before it decides."""
    cue = next((cue for cue in reversed(cues) if cue.end <= start), None)
    if cue is None:
        return None
    before = [other for other in cues if other.end <= cue.start]
    between = text[cue.end : start]
    words = len(re.findall(r"\w+", between))
    far = cue.kind in _LONG_REACH and digits >= LONG_DIGITS
    if len(between) > (LONG_REACH_CHARACTERS if far else REACH_CHARACTERS):
        return None
    if words > (LONG_REACH_WORDS if far else REACH_WORDS):
        return None
    if cue.kind is Kind.COUNTED:
        # Little words stand inside what introduces a number ("the code printed in grey is 123"): only close ones count.
        return cue.kind if len(between.split()) <= 1 else kind_of(text, start, before, digits=digits)
    if cue.kind is Kind.CARD and digits < NAMED_CARD_DIGITS:
        return kind_of(text, start, before, digits=digits)
    if cue.kind is Kind.NUMBERED and _is_last_of_aadhaar(text, cue):
        return Kind.CODE
    if cue.kind is Kind.NUMBERED and before and _is_last_of_social(text, cue, before[-1]):
        return Kind.CODE
    if text[cue.start : cue.end].lower() == "zip" and digits != ZIP_DIGITS:
        return kind_of(text, start, before, digits=digits)
    if cue.kind in (Kind.ACCOUNT, Kind.BANK) and digits == SORT_CODE_DIGITS and _asked_together(cue, cues):
        return Kind.BRANCH
    if cue.kind is Kind.ACCOUNT:
        around = text[max(0, cue.start - BANK_REACH) : start + BANK_REACH]
        return Kind.BANK if BANKING.search(around) else Kind.NUMBERED
    if cue.kind is Kind.NUMBERED:
        # "For the invoice I'll use my card, it's 4242 …" introduces no reference, nor does "invoice 4471. 4242 …".
        far_off = digits >= CARD_DIGITS.start and words > NEAR_WORDS
        if far_off or CARD_WORDS.search(between) or NUMBERED_ALREADY.search(between):
            return None
    return cue.kind


def introduced_otherwise(text: str, start: int, cues: Sequence[Cue]) -> bool:
    """Whether what stands at `start` is a reference or an invoice."""
    return kind_of(text, start, cues, digits=LETTERED_DIGITS) is Kind.NUMBERED


def _asked_together(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a sort code was asked for just before this cue."""
    return any(other.kind is Kind.BRANCH and 0 <= cue.start - other.end <= TOGETHER for other in cues)


def _is_last_of_social(text: str, cue: Cue, before: Cue) -> bool:
    """Whether "the last four" are those of a social security number that was asked for just before."""
    said = text[cue.start : cue.end].lower()
    return said.startswith("last") and before.kind in _OF_PERSONS and cue.start - before.end <= LAST_FOUR_REACH


def _is_last_of_aadhaar(text: str, cue: Cue) -> bool:
    """The same of an Aadhaar number, which is shaped like a card's."""
    said = text[max(0, cue.start - LAST_FOUR_REACH) : cue.end].lower()
    return "last" in said[-16:] and re.search(r"\baa?dh?aa?r\b", said) is not None
