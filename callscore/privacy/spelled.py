"""Numbers that have letters in them: IBANs, and what is spelled out after "National Insurance number" and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from callscore.privacy.cards import KEPT
from callscore.privacy.cue_words import Kind
from callscore.privacy.cues import Cue, introduced_otherwise
from callscore.privacy.numbers import ITEM, PLAIN

__all__ = ["SPELLED_KINDS", "ibans", "is_iban", "spelled"]

SPELLED_REACH, SPELLED_DIGITS = 170, 6
"""Characters behind "IBAN" or "National Insurance number" in which it is spelled out, and the fewest digits it has."""

IBAN_CHARACTERS = range(15, 35)
"""Letters and digits of an IBAN (ISO 13616), the shortest in use being Norway's."""

IDENTITY_REACH = 60
"""The same behind "passport number"."""

TAX_DIGITS = 4
"""The same of India's permanent account number: five letters, four digits, a letter."""

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b")
_IBAN_LOOSE = re.compile(r"\b[A-Z]{2} ?\d{2}(?:[ -]?[A-Z\d]{1,30}+(?![A-Z\d])){2,12}")
_LANDS = (
    "AD AE AL AT AZ BA BE BG BH BR BY CH CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HR HU IE IL IQ IS IT"
    " JO KW KZ LB LC LI LT LU LV MC MD ME MK MR MT MU NL NO PK PL PS PT QA RO RS SA SC SE SI SK SM TN TR UA VA VG XK"
)
_IBAN_LANDS = frozenset(_LANDS.split())

_LETTERS = (
    r"(?:alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo"
    r"|sierra|tango|uniform|victor|whiskey|x-?ray|yankee|zulu)"
)
_SPELLED_TOKEN = (
    rf"(?:{ITEM.pattern}|\b(?=\w*\d)[a-z\d]+\b|\b(?-i:[A-Z]{{1,4}}|[b-hj-z])\b(?:\s+(?:for|as\s+in)\s+\w+)?"
    rf"|\b{_LETTERS}\b)"
)
SPELLED_KINDS = {
    Kind.NATIONAL: (SPELLED_DIGITS, 9, SPELLED_REACH),
    Kind.IBAN: (SPELLED_DIGITS, 15, SPELLED_REACH),
    Kind.TAX: (TAX_DIGITS, 10, SPELLED_REACH),
    Kind.IDENTITY: (SPELLED_DIGITS, 7, IDENTITY_REACH),
}
"""The fewest digits of what is spelled, the letters and digits after which a new turn ends it, and its reach."""

_FOLLOWING = re.compile(_SPELLED_TOKEN, re.IGNORECASE)
_SPELLED_NUMBER = re.compile(
    rf"{_SPELLED_TOKEN}(?:[\s,.\-–…]*(?:(?:u[hm]|erm?|and|then|okay|yes|yep|yeah|mm-?hm+|right)\b[\s,.?!…-]*)*{_SPELLED_TOKEN})*",
    re.IGNORECASE,
)


def ibans(text: str, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """Digits of IBANs without the last four; a wrong check number clears only what isn't shaped like one."""
    for loose in _IBAN_LOOSE.finditer(text):
        # The groups may be of any size ("IE29 AIBK 9311 52 12 3456 78"): as many as make the check digits right.
        ends = [group.end() for group in re.finditer(r"[A-Z\d]+", loose[0])]
        whole = next((end for end in reversed(ends) if is_iban(loose[0][:end])), None)
        if whole is not None:
            digits = [loose.start() + at for at in range(whole) if loose[0][at].isdigit()]
            yield from ((place, place + 1) for place in digits[:-KEPT])
    for match in _IBAN.finditer(text):
        known = match[0][:2] in _IBAN_LANDS and len(match[0].replace(" ", "")) >= 15
        if not _iban_valid(match[0]) and (not known or introduced_otherwise(text, match.start(), cues)):
            continue
        digits = [place for place in range(*match.span()) if text[place].isdigit()]
        yield from ((place, place + 1) for place in digits[:-KEPT])


def is_iban(text: str) -> bool:
    """Whether letters and digits of a length that IBANs have begin with a country and pass the check."""
    plain = text.replace(" ", "").replace("-", "")
    return plain[:2] in _IBAN_LANDS and len(plain) in IBAN_CHARACTERS and _iban_valid(plain)


def _iban_valid(iban: str) -> bool:
    """The check digits of ISO 13616 (remainder 1 of 97)."""
    plain = iban.replace(" ", "")
    return int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1


def spelled(text: str, start: int, kind: Kind) -> Iterator[tuple[int, int]]:
    """The letters and digits spelled out after "IBAN" or "National Insurance number", all of them."""
    fewest, whole, reach = SPELLED_KINDS[kind]
    plain = [match.start() for match in PLAIN.finditer(text, start, start + 2 * reach)]
    for match in _SPELLED_NUMBER.finditer(text, start, start + reach):
        last = match.end()
        while (token := _FOLLOWING.match(text, last)) is not None and token.end() > last:  # the reach cut it short
            last = token.end()
        last = min([last, *(place for place in plain if place >= match.start())])
        for line_end in re.finditer(r"\n", text[match.start() : last]):
            if _characters(text[match.start() : match.start() + line_end.start()]) >= whole:
                last = match.start() + line_end.start()
                break
        said = text[match.start() : last]
        if _digits_of(said) >= fewest:
            if not _IBAN.search(said):
                yield match.start(), match.start() + len(said.rstrip())
            return


def _digits_of(said: str) -> int:
    """Digits written, or said one by one."""
    items = sum(len(item[0]) if item[0].isdigit() else 1 for item in ITEM.finditer(said))
    return max(items, sum(character.isdigit() for character in said))


def _characters(said: str) -> int:
    """Letters and digits of what is spelled, a word counting for one."""
    return sum(
        len(word) if any(c.isdigit() for c in word) or word.isupper() else 1 for word in re.findall(r"\w+", said)
    )
