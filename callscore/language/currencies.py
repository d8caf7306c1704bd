"""How currencies are said and written before and after a number, and which ISO code each means.

babel (2.18.0) was looked at for the names: of the 49 words here it has 6 ("euros", "canadian dollars"). It has the full
names ("South African rand", "British pounds") and not what is said on a call ("rand", "quid", "bucks", "naira"), and no
"R", "Rs" or "KSh" before a number.
"""

from __future__ import annotations

import re

from callscore.language.number_words import NUMBER_KINDS, tokenize, whole_number

__all__ = ["CURRENCY_PREFIXES", "CURRENCY_WORDS", "prefix_currency", "suffix_currency"]

CURRENCY_PREFIXES = {
    "£": "GBP", "€": "EUR", "₹": "INR", "₱": "PHP", "₦": "NGN", "$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD",
    "c$": "CAD", "ca$": "CAD", "s$": "SGD", "nz$": "NZD", "tt$": "TTD", "j$": "JMD", "r": "ZAR", "rs": "INR",
    "n": "NGN",
    "p": "PHP", "ksh": "KES", "kshs": "KES", "gh₵": "GHS", "gh¢": "GHS", "₵": "GHS",
    "gbp": "GBP", "eur": "EUR", "usd": "USD", "inr": "INR", "zar": "ZAR", "kes": "KES", "ngn": "NGN", "php": "PHP",
    "ghs": "GHS", "aud": "AUD", "cad": "CAD", "sgd": "SGD", "nzd": "NZD", "pkr": "PKR", "ttd": "TTD", "jmd": "JMD",
}  # fmt: skip
CURRENCY_WORDS = {
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "p": "GBP", "euro": "EUR", "euros": "EUR",
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "buck": "USD", "rupee": "INR", "rupees": "INR", "rand": "ZAR",
    "rands": "ZAR", "naira": "NGN", "shilling": "KES", "shillings": "KES", "bob": "KES", "peso": "PHP", "pesos": "PHP",
    "cedi": "GHS", "cedis": "GHS", "ghana cedis": "GHS", "singapore dollars": "SGD", "canadian dollars": "CAD",
    "australian dollars": "AUD", "us dollars": "USD", "canadian": "CAD",
}  # fmt: skip
CURRENCY_WORDS |= {code: name for code, name in CURRENCY_PREFIXES.items() if len(code) == 3 and code.isalpha()}


def prefix_currency(text: str, first: int) -> tuple[str | None, int]:
    """Currency that stands right before a number, and where the sum begins with it; None and `first` without one."""
    match = re.search(
        r"(?<![a-z])((?:us|au?|ca?|s|nz|tt|j)?\$|[£€₹₱₦₵]|gh[₵¢]|rs\.?|kshs?|[a-z]{3}|r|n|p) ?$", text[:first]
    )
    if match is None:
        return None, first
    code = match[1].rstrip(".")
    if code in ("r", "n", "p") and match[0].endswith(" "):
        return None, first
    currency = CURRENCY_PREFIXES.get(code)
    return (currency, match.start(1)) if currency else (None, first)


_SUFFIX = re.compile(
    r"[ -]?(?:(singapore dollars|canadian dollars|australian dollars|us dollars|ghana cedis|[a-z]+))\b"
    r"(?:(?: and)? ([a-z]+(?:[ -][a-z]+)?|\d{1,2})(?: (cents?|pence|p|paise)\b))?",
)


_CENTS = re.compile(r" and ([a-z]+(?:[ -][a-z]+)?|\d{1,2}) (?:cents?|pence|paise|kobo)\b")
"""Pence or cents after a sum whose currency is left out ("three forty eight and sixty cents")."""


def suffix_currency(text: str, last: int) -> tuple[str | None, int, float]:
    """Currency named after a number, where its words end, and the pence or cents said with it."""
    match = _SUFFIX.match(text, last)
    if match is None or match[1] not in CURRENCY_WORDS:
        cents = _CENTS.match(text, last)
        tokens = tokenize(cents[1]) if cents else []
        if cents and tokens and tokens[0].kind in NUMBER_KINDS:
            return None, cents.end(), whole_number(tokens, 0)[0] / 100
        return None, last, 0.0
    currency = CURRENCY_WORDS[match[1]]
    if match[3]:
        tokens = tokenize(match[2])
        if tokens and tokens[0].kind in NUMBER_KINDS:
            return currency, match.end(), whole_number(tokens, 0)[0] / 100
    end = match.end(1)
    tail = re.match(
        r" (?:and )?((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]+)?)\b", text[end:]
    )
    if tail and match[1] in ("pound", "pounds", "euro", "euros", "dollar", "dollars"):
        tokens = tokenize(tail[1])
        value, used, _, _ = whole_number(tokens, 0)
        if value < 100:
            return currency, end + tail.start(1) + tokens[used - 1].last, value / 100
    return currency, end, 0.0
