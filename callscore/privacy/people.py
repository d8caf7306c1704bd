"""What tells who somebody is: e-mail addresses, phone numbers, days of birth, national numbers, IBANs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from callscore.privacy.cards import KEPT
from callscore.privacy.cues import Cue, Kind, kind_of
from callscore.privacy.numbers import DIGIT, ITEM, MONTH, TENS, VALUES, Item

__all__ = ["personal", "reads_as_phone"]

BIRTH_REACH = 110
"""Characters behind "date of birth" in which the day may come."""

EMAIL_REACH, EMAIL_WORDS = 120, 5
"""Characters behind "e-mail" in which an address is taken from the beginning of what is said, and words before what is
surely its: "chloe b at mailbox dot com"."""

SPELLED_REACH, SPELLED_DIGITS = 170, 6
"""Characters behind "IBAN" or "National Insurance number" in which it is spelled out, and the fewest digits it has."""

BIRTH_YEARS = range(1900, 2009)
"""Years of a whole date that nobody introduced and that is a day of birth: who owes money is grown up, and what is
owed and promised lies in the last few years."""

PHONE_DIGITS = range(10, 16)
"""Digits of a phone number with its area code (ITU-T E.164 allows up to 15)."""

LOCAL_DIGITS = range(7, 16)
"""The same after "my number is" and the like."""

_PROVIDERS = (
    r"g\s?mail|google\s?mail|hot\s?mail|yahoo|outlook|i\s?cloud|aol|live|msn|proton(?:\s?mail)?|me|mail|bt\s?internet"
)
_ENDING = r"(?:com|net|org|edu|gov|info|biz|io|us|uk|ie|eu|de|fr|ca|au|nz|in|co(?:(?:\s+dot\s+|\.)(?:uk|nz|in|za))?)"
_EMAIL = re.compile(r"[\w.+%'-]*[\w+%'-] ?@ ?[\w-]+(?:\.[a-z\d-]{2,})+|[\w.+%'-]*[\w+%'-]@[\w-]+", re.IGNORECASE)
_PIECE = r"(?:[\w+%'-]+(?:\.[\w+%'-]+)*)"
_JOINED = r"(?:dot|underscore|under\s+score|dash|hyphen|point|plus|period)"
_SPELLED = rf"(?:(?:\b\w\b|\b\d+\b|\b(?:double|{DIGIT}|{'|'.join(TENS)})\b)[\s,-]+)*"
_SPOKEN_EMAIL = re.compile(
    rf"(?P<local>{_SPELLED}{_PIECE}(?:\s+{_JOINED}\s+{_SPELLED}{_PIECE})*),?\s+at\s+"
    rf"(?:the\s+)?(?:(?P<known>{_PROVIDERS})|{_PIECE}(?:[ -]\w+)?(?:\s+dash\s+\w+)?)(?:\s+dot\s+|\.)\s*{_ENDING}\b"
    rf"|(?P<bare>{_SPELLED}{_PIECE}(?:\s+{_JOINED}\s+{_SPELLED}{_PIECE})*)\s+at\s+(?:gmail|hotmail|icloud|yahoo)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\b(it's|its|it is|that's|is)\s+(?:[\w'-]+\s+){1,3}$", re.IGNORECASE)
_EMAIL_CUE = re.compile(r"\be-?\s?mail(?:\s+address)?(?:\s+(?:is|it's|that's|there|on file))*[\s,:?.]*", re.IGNORECASE)
_PLACES = "us me online website site page portal look pay it visit go in find more account there on out and or you up"
_NO_LOCAL = frozenset(_PLACES.split())
"""Words before "at northgate dot com" that make it a website and nobody's mailbox."""

_PHONE = re.compile(
    r"(?<![\w+-])(?:\+\d{1,3}[ ().-]*(?:\(0\)[ .-]*)?\(?(?:\d[ ().-]{0,2}){6,12}\d"
    r"|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}"
    r"|\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4})(?![\w-]|[.,:]\d|\s*%)"
)
_NATIONAL = re.compile(r"\b[A-Z]{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?[A-D]\b")
_SOCIAL = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_SORT_CODE = re.compile(r"(?<![\d-])(\d{2})-(\d{2})-(\d{2})(?![\d-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b")
_LANDS = (
    "AD AE AL AT AZ BA BE BG BH BR BY CH CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HR HU IE IL IQ IS IT"
    " JO KW KZ LB LC LI LT LU LV MC MD ME MK MR MT MU NL NO PK PL PS PT QA RO RS SA SC SE SI SK SM TN TR UA VA VG XK"
)
_IBAN_LANDS = frozenset(_LANDS.split())

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
_OTHER_MATTER = re.compile(
    r"[£$€]|\b(?:pay\w*|paid|owe[ds]?|due|balance|amount|before|until|dollars?|pounds?|invoices?|references?|account)\b",
    re.IGNORECASE,
)
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
_LETTERS = (
    r"(?:alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo"
    r"|sierra|tango|uniform|victor|whiskey|x-?ray|yankee|zulu)"
)
_SPELLED_TOKEN = (
    rf"(?:{ITEM.pattern}|\b(?=\w*\d)[a-z\d]+\b|\b(?-i:[A-Z]{{1,4}}|[b-hj-z])\b(?:\s+(?:for|as\s+in)\s+\w+)?"
    rf"|\b{_LETTERS}\b)"
)
_SPELLED_NUMBER = re.compile(
    rf"{_SPELLED_TOKEN}(?:[\s,.\-–…]*(?:(?:u[hm]|erm?|and|then|okay|yes|yep|yeah|mm-?hm+|right)\b[\s,.?!…-]*)*{_SPELLED_TOKEN})*",
    re.IGNORECASE,
)


def personal(text: str, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """First and last character (exclusive) of what names a person, and of numbers known by their letters or shape."""
    yield from _addresses(text)
    for match in _PHONE.finditer(text):
        if not _introduced_otherwise(text, match.start(), cues) and _phone_digits(match[0]):
            yield match.span()
    for match in _NATIONAL.finditer(text):
        if not _introduced_otherwise(text, match.start(), cues):
            yield match.span()
    for match in _SOCIAL.finditer(text):
        yield match.span()
    for match in _SORT_CODE.finditer(text):
        if not _introduced_otherwise(text, match.start(), cues) and not _is_day(*match.groups()):
            yield match.span()
    yield from _ibans(text, cues)
    yield from _births(text, cues)
    for cue in cues:
        if cue.kind in (Kind.NATIONAL, Kind.IBAN):
            yield from _spelled(text, cue.end)


def reads_as_phone(run: Sequence[Item], text: str) -> bool:
    """Whether numbers that follow each other are a phone number by their shape, with nothing said before them."""
    digits = "".join(item.digits for item in run)
    if len(digits) not in PHONE_DIGITS:
        return False
    if [len(item.digits) for item in run] == [3, 3, 4] and not any(item.spoken for item in run):
        return True
    if not all(item.spoken for item in run):
        return digits[0] == "0" and len(digits) <= 11 + 4 * digits.startswith("00")
    single = sum(len(item.digits) == 1 or text[item.start].lower() in "dt" for item in run)
    return single >= 6 and (digits[0] == "0" or len(digits) == 10)


def _introduced_otherwise(text: str, start: int, cues: Sequence[Cue]) -> bool:
    """Whether what stands at `start` is a reference or an invoice."""
    return kind_of(text, start, cues, digits=len("0000000000")) is Kind.NUMBERED


def _phone_digits(text: str) -> bool:
    count = sum(character.isdigit() for character in text)
    return text.startswith("+") or count in range(10, 12)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """E-mail addresses, written and spoken."""
    for match in _EMAIL.finditer(text):
        yield match.span()
    for match in _SPOKEN_EMAIL.finditer(text):
        group = "local" if match["local"] else "bare"
        first = match.start(group)
        if match[group].split()[-1].lower() in _NO_LOCAL and not match["known"]:
            continue
        lead = _LEAD.search(text, max(0, first - EMAIL_REACH), first)
        first = first if lead is None else lead.end(1)
        introduced = [cue.end() for cue in _EMAIL_CUE.finditer(text, max(0, first - EMAIL_REACH), first)]
        if introduced:
            begin = max(introduced[-1], text.rfind("\n", 0, first) + 1)
            if len(text[begin:first].split()) <= EMAIL_WORDS:
                first = begin
        yield first, match.end()


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


def _ibans(text: str, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """Digits of IBANs without the last four; a wrong check number clears only what isn't shaped like one."""
    for match in _IBAN.finditer(text):
        known = match[0][:2] in _IBAN_LANDS and len(match[0].replace(" ", "")) >= 15
        if not _iban_valid(match[0]) and (not known or _introduced_otherwise(text, match.start(), cues)):
            continue
        digits = [place for place in range(*match.span()) if text[place].isdigit()]
        yield from ((place, place + 1) for place in digits[:-KEPT])


def _iban_valid(iban: str) -> bool:
    """The check digits of ISO 13616 (remainder 1 of 97)."""
    plain = iban.replace(" ", "")
    return int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1


def _births(text: str, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """Days of birth: what follows "date of birth", and whole dates long ago."""
    for match in _BORN.finditer(text):
        if not _introduced_otherwise(text, match.start(), cues):
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
        if found is not None and not _OTHER_MATTER.search(between):
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


def _spelled(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The letters and digits spelled out after "IBAN" or "National Insurance number", all of them."""
    for match in _SPELLED_NUMBER.finditer(text, start, start + SPELLED_REACH):
        digits = sum(len(item[0]) if item[0].isdigit() else 1 for item in ITEM.finditer(match[0])) or sum(
            character.isdigit() for character in match[0]
        )
        if max(digits, sum(character.isdigit() for character in match[0])) >= SPELLED_DIGITS:
            last = match.end()
            following = re.compile(_SPELLED_TOKEN, re.IGNORECASE)
            while (token := following.match(text, last)) is not None and token.end() > last:  # the reach cut it short
                last = token.end()
            if not _IBAN.search(match[0]):
                yield match.start(), last
            return
