"""Sums of money, currencies and kinds of account out of cells; what has two readings is refused, not guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from callscore.language.currencies import CURRENCY_PREFIXES, CURRENCY_WORDS
from callscore.metadata import AccountKind

__all__ = ["read_currency", "read_kind", "read_sum"]

THREE_PLACES = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies of a thousand parts (ISO 4217): 1.500 is one and a half of them."""

_TWO_READINGS = re.compile(r"[1-9]\d{0,2}\.\d{3}")

LARGEST_SUM = Decimal("1e12")
"""A sum beyond a million millions is an account number in the wrong column."""

_SUM = re.compile(r"(?P<sign>[-+])?\s*(?P<before>[^\d\s.,+-]{0,4}\.?)\s*(?P<n>\d[\d.,' ]*)\s*(?P<after>[^\d\s.,]{0,4})")

KINDS = {
    AccountKind.CONSUMER: ("consumer", "b2c", "individual", "person", "personal", "private", "retail", "household"),
    AccountKind.B2B: ("b2b", "business", "company", "commercial", "corporate", "trade", "firm"),
}
"""Spellings of the kinds of account, in small letters."""

CODES = frozenset({*CURRENCY_PREFIXES.values(), *CURRENCY_WORDS.values()}) | frozenset((
    "AED", "ARS", "BDT", "BGN", "BHD", "BRL", "BWP", "CHF", "CLP", "CNY", "COP", "CRC", "CZK", "DKK", "EGP", "ETB",
    "FJD", "GEL", "HKD", "HUF", "IDR", "ILS", "ISK", "JOD", "JPY", "KRW", "KWD", "KZT", "LKR", "MAD", "MUR", "MVR",
    "MWK", "MXN", "MYR", "MZN", "NAD", "NOK", "NPR", "OMR", "PEN", "PLN", "QAR", "RON", "RSD", "RWF", "SAR", "SEK",
    "THB", "TRY", "TWD", "TZS", "UAH", "UGX", "UYU", "UZS", "VND", "XAF", "XCD", "XOF", "ZMW",
))  # fmt: skip
"""ISO 4217 codes that are taken for a currency."""

SHARED_SIGNS = {
    "$": frozenset(
        ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TTD", "JMD", "XCD", "FJD", "NAD", "TWD", "MXN", "ARS", "CLP", "COP")
    ),
    "rs": frozenset(("INR", "PKR", "LKR", "NPR", "MUR")),
    "£": frozenset(("GBP", "EGP")),
}
"""Signs that several currencies share: a column that names one of them decides."""


def read_sum(text: str, *, currency: str | None = None) -> tuple[Decimal, str | None]:
    """A sum of money and the currency that stands with it, if any.

    Parameters
    ----------
    text
        Digits with or without separators of thousands, a sign or a code before or after.
    currency
        What another column says; it decides where a sign is shared ("$").

    Raises
    ------
    ValueError
        When it is no sum, or less than nothing.

    Examples
    --------
    >>> read_sum("£1,234.50"), read_sum("1.234,50 EUR"), read_sum("120")
    ((Decimal('1234.50'), 'GBP'), (Decimal('1234.50'), 'EUR'), (Decimal('120'), None))
    """
    text = text.strip()
    match = _SUM.fullmatch(text)
    if match is None or (text.startswith("(") and text.endswith(")")):
        raise ValueError("is not a sum of money; write it like 1234.50")
    if match["sign"] == "-":
        raise ValueError("less than nothing is not owed; leave it empty where nothing is due")
    number = re.sub(r"[' ]", "", match["n"]).rstrip(".,")
    if re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}|\d+,\d{1,2}|\d{1,3}(\.\d{3}){2,}", number):
        number = number.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(,\d{2,3})*(\.\d+)?|\d+(\.\d+)?", number):
        number = number.replace(",", "")
    else:
        raise ValueError("is not a sum of money; write it like 1234.50")
    value = Decimal(number)
    if value > LARGEST_SUM:
        raise ValueError("is too large for a sum of money; is it another column's value?")
    mark = (match["before"] or match["after"] or "").strip()
    if _TWO_READINGS.fullmatch(number) and not {currency, mark.upper()} & THREE_PLACES:
        raise ValueError("may be thousands or a fraction; write it like 1500.00")
    if currency in SHARED_SIGNS.get(mark.rstrip(".").lower(), ()):
        return value, currency
    return value, read_currency(mark) if mark else None


def read_currency(text: str) -> str:
    """A currency's ISO 4217 code, out of a code, a sign or a name ("gbp", "£", "rupees").

    Raises
    ------
    ValueError
        When no currency is written so.
    """
    lowered = text.strip().rstrip(".").lower()
    if lowered.upper() in CODES:
        return lowered.upper()
    known = CURRENCY_PREFIXES.get(lowered) or CURRENCY_WORDS.get(lowered)
    if known is None:
        raise ValueError("is not a currency; write its code, like GBP")
    return known


def read_kind(text: str) -> AccountKind:
    """Whether a person or a business owes.

    Raises
    ------
    ValueError
        When the word says neither.
    """
    kind = next((kind for kind, spellings in KINDS.items() if text.strip().lower() in spellings), None)
    if kind is None:
        raise ValueError("says neither consumer nor b2b; write one of the two")
    return kind
