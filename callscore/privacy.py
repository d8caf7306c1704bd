"""What must not be written into a report: card numbers, security codes, social security and bank account numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

__all__ = ["MASK", "mask", "masked_turns"]

MASK = "•"
KEPT = 4
"""Last digits of a card or account number that stay: enough to recognise it, as on a receipt (PCI DSS 3.4)."""

CARD_DIGITS = range(13, 20)
"""Digits of a payment card number (ISO/IEC 7812 allows up to 19; none in use is shorter than 13)."""

USUAL_DIGITS = 16
ISSUERS = "23456"
"""First digits of the payment cards in use; looked at only where a card number stands among other numbers."""

CARD_DIGITS_NAMED = range(12, 41)
"""The same after "card number", where a digit may be misheard or a group said twice."""

CODE_DIGITS = range(3, 5)
SOCIAL_DIGITS = 9
ACCOUNT_DIGITS = range(6, 41)
BRANCH_DIGITS = range(6, 41)
"""Sort codes have 6 digits, United States routing numbers 9, account numbers 6-17; numbers are often read back."""

REACH_WORDS, REACH_CHARACTERS = 8, 70
"""How far behind "security code" and the like its number may come."""

BRANCH_REACH = 16
"""Characters behind "sort code" in which what reads like a day is the code."""

BANK_REACH = 120
"""Characters around "account number" in which a word of banking makes it a bank's and not the creditor's own."""

_DIGIT = "zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine"
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
_VALUES = {"zero": "0", "oh": "0", "o": "0", "nought": "0"} | {
    word: str(number) for number, word in enumerate(_SMALL.split("|"), start=1)
}
_TENS = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), "23456789", strict=True)
)
_ITEM = re.compile(
    rf"(?<![^\W\d_])\d+(?![^\W\d_])|\b(?:(?:double|triple)[ -](?:{_DIGIT})|(?:{'|'.join(_TENS)})(?:[ -](?:{_DIGIT}))?"
    rf"|{'|'.join(_VALUES)})\b",
    re.IGNORECASE,
)
_MARKS = r"[\s,.?!\-–—…]*"
_LINK = re.compile(
    rf"{_MARKS}(?:(?:u[hm]|erm?|and|then|dash|hyphen|space|okay|ok|yes|yep|yeah|right|mm-?hm+|mhm|uh-?huh|got it|go on"
    rf"|go ahead|thanks|thank you|sure|perfect|hold on|wait|sorry|again)\b{_MARKS})*",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_UNIT = (
    r"dollars?|pounds?|euros?|rupees?|cents?|pence|quid|bucks|grand|percent|per cent|hundred|thousand|million|days?"
    r"|weeks?|months?|years?|hours?|minutes?|times|instal?lments?|payments?|digits?|numbers?|o'clock|[ap]\.?m\b"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_PLAIN = re.compile(
    rf"[£$€₹]\s?\d[\d,.]*|\b\d{{1,3}}(?:,\d{{3}})+(?![\d,])(?:\.\d+)?|(?<![\d.])\d+\.\d{{1,2}}(?![\d.])|\d+\s?%"
    rf"|\b\d+(?:st|nd|rd|th)\b|\b\d{{1,2}}:\d{{2}}\b"
    rf"|(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])|(?<![\d/.-]){_DAY}([/.-]){_DAY}\1(?:19|20)?\d\d(?![\d/-])"
    rf"|\b[01]?\d/(?:20)?\d\d\b|\b{_MONTH}\s+\d{{1,2}}\b(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|\b\d{{1,2}}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+(?:19|20)\d\d\b)?|\b{_MONTH}\s+(?:19|20)\d\d\b"
    rf"|\+\d[\d ()-]{{7,16}}\d|\(\d{{3}}\)\s*\d{{3}}[ -]\d{{4}}"
    rf"|\b(?:\d+|(?:{'|'.join((*_VALUES, *_TENS))})(?:[ -](?:{_DIGIT}))?)(?=[\s-]+(?:{_UNIT})\b)",
    re.IGNORECASE,
)
"""Amounts, dates, times, shares, phone numbers and counts: never part of a number to be masked."""


class _Kind(StrEnum):
    """What a number was introduced as."""

    CARD = "card"
    CODE = "code"
    SOCIAL = "social"
    BANK = "bank"
    ACCOUNT = "account"
    BRANCH = "branch"
    NUMBERED = "numbered"
    """A reference, an invoice, a phone: stays, whatever its digits look like."""
    COUNTED = "counted"
    """An amount, a day: stays unless it reads like a card number."""


_CUES = re.compile(
    r"\b(?:(?P<code>(?:security|card verification|signature)\s+(?:code|number|digits|value)|cv[vc]2?|cv2|csc"
    r"|(?:three|four|3|4)[ -](?:digits?|numbers?)(?:\s+code)?(?:\s+(?:on|at)\s+the\s+(?:back|front|reverse))"
    r"|(?:on|at) the back(?:\s+of\s+(?:the|your|my)\s+card)?|back of (?:the|your|my) card"
    r"|pin\s+(?:number|code)|(?-i:PIN))"
    r"|(?P<social>social(?:\s+security)?(?:\s+number)?|ssn)"
    r"|(?P<card>(?:card|long|sixteen[ -]digit|16[ -]digit)\s+(?:number|no\b)"
    r"|number\s+(?:on|across)\s+(?:the\s+front|the\s+card))"
    r"|(?P<bank>(?:bank|checking|chequing|savings?|current)\s+account(?:\s+(?:number|no\b))?|iban)"
    r"|(?P<account>(?:account|acct|a/c)\s+(?:numbers?|no\b)|account(?:'s|\s+is))"
    r"|(?P<branch>sort\s+code|routing(?:\s+transit)?(?:\s+number)?|aba(?:\s+number)?|bsb|transit\s+number)"
    r"|(?P<numbered>invoices?|references?|ref|(?:order|case|claim|policy|file|ticket|tracking|purchase)\s+(?:number|no|id)\b"
    r"|phone|telephone|mobile|cell|date\s+of\s+birth|dob|born|birthday|zip|post\s?code|extension|ending(?:\s+in)?|ends\s+in"
    r"|last\s+(?:four|4|three|3)(?:\s+(?:digits|numbers))?(?!\s+(?:on|at)\s+the))"
    r"|(?P<counted>owe[ds]?|pa(?:y|ys|ying|id)|balance|amount|total|exp(?:ir\w+)?|until|since|before|by|in))\b",
    re.IGNORECASE,
)
_BANKING = re.compile(
    r"\b(?:sort\s+code|routing|iban|direct\s+debit|standing\s+order|checking|chequing|savings|your\s+bank|my\s+bank"
    r"|bank\s+(?:account|details)|name\s+on\s+the\s+account|ach)\b",
    re.IGNORECASE,
)
_CODE_BEHIND = re.compile(
    r"[\s,]*(?:(?:is|was|are|that's|as)\s+(?:(?:the|my|your)\s+)?(?:security\s+code|cv[vc]2?\b|(?:three|3)\s+digits\s+on)"
    r"|(?:is\s+)?on\s+the\s+back\b)",
    re.IGNORECASE,
)
_SOCIAL = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b")


@dataclass(frozen=True, slots=True)
class _Item:
    """A group of digits, or one number as spoken."""

    start: int
    end: int
    digits: str
    spoken: bool


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: _Kind
    start: int
    end: int


def mask(text: str, *, before: str = "") -> str:
    """`text` with the numbers hidden that must not be kept; its length stays, so offsets into it stay valid.

    Payment card numbers (13-19 digits in any grouping that pass the Luhn check of ISO/IEC 7812-1 or stand in four
    groups of four; spoken digits too) and bank account numbers keep their last four digits. Card security codes, United
    States social security numbers, sort codes and routing numbers vanish. Bank numbers and codes count as such where
    they are introduced ("security code is 123"). Amounts, dates, invoices, references and phone numbers stay.

    Parameters
    ----------
    text
        A turn, a quote or any line of a report.
    before
        What was said just before, which may introduce a number in `text`; it isn't returned.

    Returns
    -------
    str
        As long as `text`: each hidden digit is a ``•``, and so is each letter of a hidden digit word.

    Examples
    --------
    >>> mask("It's 4242 4242 4242 4242, and the security code is one two three.")
    "It's •••• •••• •••• 4242, and the security code is ••• ••• •••••."
    >>> mask("It's 123.", before="And the three digits on the back?")
    "It's •••."
    """
    if not _ITEM.search(text):
        return text
    whole = f"{before}\n{text}" if before else text
    characters = list(whole)
    for first, last in _hidden(whole):
        characters[first:last] = [MASK if character.isalnum() else character for character in whole[first:last]]
    return "".join(characters[len(whole) - len(text) :])


def masked_turns(texts: Sequence[str]) -> tuple[str, ...]:
    """The turns of a call masked together, so that a number asked for or read out over several turns is found.

    Examples
    --------
    >>> masked_turns(["The long number, please?", "4242 4242", "Mm-hm.", "4242 4242."])
    ('The long number, please?', '•••• ••••', 'Mm-hm.', '•••• 4242.')
    """
    whole = mask("\n".join(text.replace("\n", " ") for text in texts))
    ends = [end + index for index, end in enumerate(accumulate(len(text) for text in texts))]
    return tuple(whole[end - len(text) : end] for text, end in zip(texts, ends, strict=True))


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """First and last character (exclusive) of everything to be hidden."""
    cues = [_Cue(_Kind(match.lastgroup or ""), *match.span()) for match in _CUES.finditer(text)]
    for match in _SOCIAL.finditer(text):
        yield match.span()
    for match in _IBAN.finditer(text):
        if _iban_valid(match[0]):
            digits = [place for place in range(*match.span()) if text[place].isdigit()]
            yield from ((place, place + 1) for place in digits[:-KEPT])
    for run in _runs(text, cues):
        yield from _hidden_in_run(run, _kind(text, run[0].start, cues), text)


def _runs(text: str, cues: Sequence[_Cue]) -> Iterator[list[_Item]]:
    """Numbers that follow each other with nothing but marks and listening noises between them."""
    taken = [match.span() for match in _PLAIN.finditer(text)] + [(cue.start, cue.end) for cue in cues]
    covered = bytearray(len(text))
    for first, last in taken:
        covered[first:last] = b"\1" * (last - first)
    for cue in cues:
        if cue.kind is _Kind.BRANCH:  # 12-10-26 is a sort code here and no day
            covered[cue.end : cue.end + BRANCH_REACH] = bytes(len(covered[cue.end : cue.end + BRANCH_REACH]))
    run: list[_Item] = []
    for match in _ITEM.finditer(text):
        if covered[match.start()]:
            continue
        if run and not (_LINK.fullmatch(text, run[-1].end, match.start())):
            yield run
            run = []
        run.append(_Item(*match.span(), _digits(match[0]), not match[0].isdigit()))
    if run:
        yield run


def _digits(word: str) -> str:
    """Digits of a group or a number word ("double four", "forty-two", "seven")."""
    if word.isdigit():
        return word
    parts = re.split(r"[ -]", word.lower())
    if parts[0] in ("double", "triple"):
        return _VALUES[parts[1]] * (2 if parts[0] == "double" else 3)
    if parts[0] in _TENS:
        return _TENS[parts[0]] + (_VALUES[parts[1]] if len(parts) > 1 else "0")
    return _VALUES[parts[0]]


def _kind(text: str, start: int, cues: Sequence[_Cue]) -> _Kind | None:
    """What the number at `start` was introduced as: the nearest cue before it decides."""
    cue = next((cue for cue in reversed(cues) if cue.end <= start), None)
    if cue is None or start - cue.end > REACH_CHARACTERS:
        return None
    if len(re.findall(r"\w+", text[cue.end : start])) > REACH_WORDS:
        return None
    if cue.kind is _Kind.COUNTED:
        # Little words stand inside what introduces a number ("the code printed in grey is 123"): only close ones count.
        return cue.kind if len(text[cue.end : start].split()) <= 1 else _kind(text, start, _before(cues, cue))
    if cue.kind is _Kind.ACCOUNT:
        around = text[max(0, cue.start - BANK_REACH) : start + BANK_REACH]
        return _Kind.BANK if _BANKING.search(around) else _Kind.NUMBERED
    return cue.kind


def _before(cues: Sequence[_Cue], cue: _Cue) -> list[_Cue]:
    return [other for other in cues if other.end <= cue.start]


def _hidden_in_run(run: list[_Item], kind: _Kind | None, text: str) -> Iterator[tuple[int, int]]:
    """What to hide of one run of numbers."""
    count = sum(len(item.digits) for item in run)
    if kind is _Kind.NUMBERED:
        return
    card = None if kind in (_Kind.SOCIAL, _Kind.BANK, _Kind.BRANCH) else _card(run, text)
    if card is not None:
        # What follows a card number without a word between are its expiry and security code.
        yield from _all_but(run[card[0] : card[1]], KEPT)
        yield from _all_but(run[card[1] :], 0)
        yield from _all_but(run[: card[0]] if kind is _Kind.CARD else [], 0)
    elif kind is _Kind.CARD and count in CARD_DIGITS_NAMED:
        yield from _all_but(run, KEPT)
    elif kind is _Kind.CODE:
        yield from _all_but(_head(run, CODE_DIGITS), 0)
    elif (kind is _Kind.SOCIAL and count >= SOCIAL_DIGITS) or (kind is _Kind.BRANCH and count in BRANCH_DIGITS):
        yield from _all_but(run, 0)
    elif kind is _Kind.BANK and count in ACCOUNT_DIGITS:
        yield from _all_but(run, KEPT)
    elif count in CODE_DIGITS and kind is None and _CODE_BEHIND.match(text, run[-1].end):
        yield from _all_but(run, 0)


def _head(run: list[_Item], sizes: range) -> list[_Item]:
    """The most of the run's first numbers that have as many digits together as `sizes` allows; none otherwise."""
    counts = list(accumulate(len(item.digits) for item in run))
    return run[: max((place for place, count in enumerate(counts, start=1) if count in sizes), default=0)]


def _card(run: list[_Item], text: str) -> tuple[int, int] | None:
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


def _reads_as_card(part: list[_Item], text: str) -> bool:
    """Whether numbers are a card's: by the Luhn check, by four groups of four, or said digit by digit."""
    digits = "".join(item.digits for item in part)
    if len(digits) not in CARD_DIGITS:
        return False
    if all(len(item.digits) == 4 and item.digits[:2] in ("19", "20") for item in part):
        return False
    if _luhn_valid(digits):
        return True
    if all(item.spoken for item in part):
        return all(len(item.digits) == 1 or text[item.start].lower() in "dt" for item in part)
    groups = [len(item.digits) for item in part]
    return groups == [4, 4, 4, 4] and "," not in text[part[0].start : part[-1].end]


def _luhn_valid(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1 (Luhn 1960)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return any(doubled) and sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _iban_valid(iban: str) -> bool:
    """The check digits of ISO 13616 (remainder 1 of 97)."""
    plain = iban.replace(" ", "")
    return int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1


def _all_but(items: Sequence[_Item], kept: int) -> Iterator[tuple[int, int]]:
    """Characters of the items without the last `kept` digits; a spoken number stays only as a whole."""
    left = sum(len(item.digits) for item in items) - kept
    for item in items:
        if left <= 0:
            return
        whole = item.spoken or left >= len(item.digits)
        yield item.start, item.end if whole else item.start + left
        left -= len(item.digits)
