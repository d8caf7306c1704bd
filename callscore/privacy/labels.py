"""Private numbers in what isn't speech: names of files and calls, ids, and the lines that say what went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from callscore.privacy import hide, mask
from callscore.privacy.cards import CARD_DIGITS, luhn_valid
from callscore.privacy.people import IN_ONE, MOBILES
from callscore.privacy.spelled import is_iban

__all__ = ["NAME_MASK", "each_text", "mask_id", "mask_label", "mask_line", "mask_lines"]

NAME_MASK = "x"
"""What stands for a hidden character in a name: every file system and every terminal takes it."""

_EDGE, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_SHAPED = re.compile(
    rf"(?<![\w.+'-])[\w.+'-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z]{{2,24}}){{1,4}}"
    rf"|\+\d[\d ().-]{{7,18}}\d{_END}"
    rf"|{_EDGE}\d{{3}}-\d{{2}}-\d{{4}}{_END}"
    rf"|{_EDGE}(?:1[-. ])?(?:\(\d{{3}}\) ?|\d{{3}}[-. ])\d{{3}}[-. ]\d{{4}}{_END}"
    rf"|{_EDGE}0\d{{2,4}}[ -]\d{{3,4}}[ -]?\d{{3,4}}{_END}"
    rf"|{_EDGE}[A-Z]{{2}}[ ]?\d{{2}}[ ]?\d{{2}}[ ]?\d{{2}}[ ]?[A-D]{_END}"
    rf"|{_EDGE}[A-Z]{{3}}P[A-Z]\d{{4}}[A-Z]{_END}"
)
"""E-mail addresses, phone numbers with their marks, social security and National Insurance numbers, India's PAN."""

_URL_SECRET = re.compile(
    r"://[^/@\s:]{0,64}:(?P<password>[^/@\s]{1,200})@"
    r"|[?&][\w.-]{0,40}(?:sig|signature|token|secret|key|keyid|password|credential)=(?P<value>[^&\s]{1,2000})",
    re.IGNORECASE,
)
"""Passwords and signatures in URLs."""

_IBAN = re.compile(rf"{_EDGE}[A-Z]{{2}}\d{{2}}(?:[ ]?[A-Z0-9]{{1,4}}){{3,8}}{_END}")
_GROUPED_CARD = re.compile(
    rf"{_EDGE}(?:\d{{4}}([ ._-])\d{{4}}\1\d{{4}}\1\d{{4}}|3[47]\d\d([ ._-])\d{{6}}\2\d{{5}}){_END}"
)
_DIGITS = re.compile(rf"{_EDGE}\d{{10,19}}{_END}")
_ISSUED = re.compile(r"(?:4|5[1-5]|2[2-7]|6|3[4-9]|30)\d+")
_TIME = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d*")
_TRUNK = re.compile(r"0[1-9]\d{8,9}|00[1-9]\d{9,12}")
_UK_MOBILE = re.compile(r"07\d{9}")
_QUOTED = re.compile(r"'[^'\n]{1,2000}'|\"[^\"\n]{1,2000}\"|“[^”\n]{1,2000}”")


def mask_label(text: str, *, by: str = NAME_MASK) -> str:
    """A name of a file or a call with the numbers hidden that must not be kept; its length stays.

    Card numbers, IBANs, phone numbers (recorders name files after them), social security numbers and the like, e-mail
    addresses, and the passwords and signatures in URLs are hidden; days, times of day and running numbers stay.

    Examples
    --------
    >>> mask_label("calls/2026-11-20_101530_07700900461_a17.wav")
    'calls/2026-11-20_101530_xxxxxxxxxxx_a17.wav'
    >>> mask_label("20261120101530-4929123456789013.wav"), mask_label("call_000123.wav")
    ('20261120101530-xxxxxxxxxxxxxxxx.wav', 'call_000123.wav')
    """
    return _hidden(text, by, names=True)


def mask_id(text: str) -> str:
    """An id, a team or a reference with card numbers, IBANs, addresses and phone numbers hidden.

    Of bare digits only what can hardly be anything else is a phone number: accounts have ten digits, too.

    Examples
    --------
    >>> mask_id("4929123456789013"), mask_id("AC-4155550134"), mask_id("+44 7700 900461")
    ('xxxxxxxxxxxxxxxx', 'AC-4155550134', '+xx xxxx xxxxxx')
    """
    return _hidden(text, NAME_MASK, names=False)


def mask_line(text: str) -> str:
    """A line of our own, such as an error: names in it as `mask_label` has them, and what it quotes as said.

    Examples
    --------
    >>> mask_line("a.json: turn 3: 'the code is four, CVV 123' is no time; write seconds")
    "a.json: turn 3: 'the code is four, CVV •••' is no time; write seconds"
    """
    return _QUOTED.sub(lambda quoted: mask(quoted[0]) if " " in quoted[0] else quoted[0], mask_label(text))


def mask_lines(value: Any, *, leave: frozenset[str] = frozenset()) -> Any:
    """Plain data (what JSON knows) with `mask_line` of the texts in it; what stands under the keys `leave` stays.

    Examples
    --------
    >>> mask_lines({"why": "ask j.doe@example.com", "quote": "call j.doe@example.com"}, leave=frozenset({"quote"}))
    {'why': 'ask x.xxx@xxxxxxx.xxx', 'quote': 'call j.doe@example.com'}
    """
    return each_text(value, mask_line, leave=leave)


def each_text(value: Any, change: Callable[[str], str], *, leave: frozenset[str] = frozenset()) -> Any:
    """Plain data (what JSON knows) with every text in it changed, but for keys and what stands under those in `leave`.

    Examples
    --------
    >>> each_text({"note": "paid", "amounts": [250], "quote": "yes"}, str.upper, leave=frozenset({"quote"}))
    {'note': 'PAID', 'amounts': [250], 'quote': 'yes'}
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: held if key in leave else each_text(held, change, leave=leave) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [each_text(held, change, leave=leave) for held in value]
    return value


def _hidden(text: str, by: str, *, names: bool) -> str:
    return hide(text, _spans(text, names=names), by=by)


def _spans(text: str, *, names: bool) -> Iterator[tuple[int, int]]:
    """First and last character (exclusive) of what must not be kept."""
    for match in _SHAPED.finditer(text):
        yield match.span()
    for match in _URL_SECRET.finditer(text):
        yield match.span("password" if match["value"] is None else "value")
    for match in _IBAN.finditer(text):
        if is_iban(match[0]):
            yield match.span()
    for match in _GROUPED_CARD.finditer(text):
        if _ISSUED.match(match[0]):
            yield match.span()
    for match in _DIGITS.finditer(text):
        if _is_card(match[0]) or _is_phone(match[0], names=names):
            yield match.span()


def _is_card(digits: str) -> bool:
    """Whether digits are shaped like a card's number: of 16, and 15 of American Express, whatever the check digit."""
    if not _ISSUED.match(digits) or len(digits) < CARD_DIGITS.start:  # a day or a moment begins with 19 or 20
        return False
    usual = len(digits) == 16 or (len(digits) == 15 and digits[:2] in ("34", "37"))
    return usual or luhn_valid(digits)


def _is_phone(digits: str, *, names: bool) -> bool:
    if _TIME.fullmatch(digits):
        return False
    if MOBILES.fullmatch(digits) or _UK_MOBILE.fullmatch(digits):
        return len(digits) > 10
    return names and (_TRUNK.fullmatch(digits) or IN_ONE.fullmatch(digits)) is not None
