"""What a line of a call says about paying: amounts, days, methods, how often, in how many parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from callscore.language.amounts import find_amounts, find_references
from callscore.language.dates import find_clock_times, find_dates

__all__ = ["Term", "TermKind", "find_terms", "method_family"]


class TermKind(StrEnum):
    """What a term is about; the names of the slots of an agreement."""

    AMOUNT = "amount"
    DATE = "date"
    METHOD = "method"
    FREQUENCY = "frequency"
    INSTALMENTS = "instalments"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Term:
    """A term at ``text[first:last]`` of a line.

    `amounts` and `dates` hold every reading, the likeliest first; both are empty where the words name none ("half"
    " of it",
    "payday", a weekday without the call's day). `name` is the canonical method or frequency, the reference as said, or
    "half", "rest", "full" for an amount without figures. `count` is the number of instalments.
    """

    kind: TermKind
    first: int
    last: int
    text: str
    amounts: tuple[float, ...] = ()
    dates: tuple[date, ...] = ()
    name: str | None = None
    currency: str | None = None
    count: int | None = None
    exact: bool = True
    """False for a clipped number ("four" for 4,000) and for a date that is a week or a month."""


METHODS = (
    ("direct debit", r"direct[ -]debit|debit order|\bdd\b(?= |$)|auto[ -]?(?:pay|debit|draft|matic payments?)"
    r"|e-?mandate|\becs\b|\bnach\b", "debit"),
    ("standing order", r"standing order", "transfer"),
    ("debit card", r"debit card|bank card|(?:my|on my|on the) debit\b(?! (?:order|note|date))", "card"),
    ("credit card", r"credit card", "card"),
    ("payment card", r"pay(?:ment|point) card|payzone|paypoint|barcode at the shop", "cash"),
    ("card", r"\bcards?\b(?! ending in \d+ visa)|\b(?:visa|mastercard|amex)\b", "card"),
    ("Zelle", r"\bzelle\b", "transfer"),
    ("checking account", r"\bach\b|e-?checks?\b|echeck|check by phone|checking(?: account)?|bank draft"
    r"|electronic draft|routing (?:and|number)|savings account|(?:the|your|my) (?:bank )?account on file"
    r"|(?:out of|from) (?:the|your|my) (?:bank )?account"
    r"|(?:the|your|my) bank account", "account"),
    ("UPI", r"\bupi\b|google ?pay|g ?pay\b|phone ?pe|paytm|\bbhim\b", "wallet"),
    ("NEFT", r"\bneft\b", "transfer"), ("RTGS", r"\brtgs\b", "transfer"), ("IMPS", r"\bimps\b", "transfer"),
    ("M-Pesa", r"m[ -]?pesa|pay ?bill\b|till number", "wallet"),
    ("GCash", r"\bg[ -]?cash\b", "wallet"), ("Maya", r"\bpay ?maya\b", "wallet"),
    ("mobile money", r"mobile money|\bmomo\b|airtel money|easy ?paisa|jazz ?cash", "wallet"),
    ("PayNow", r"\bpaynow\b|(?<=by )pay now\b|(?<=via )pay now\b|(?<=through )pay now\b|(?<=use )pay now\b"
    r"|\bpay now (?:is|to|works|number|uen)\b", "transfer"),
    ("PayID", r"\bpay ?id\b", "transfer"), ("BPAY", r"\bb[ -]?pay\b", "transfer"), ("GIRO", r"\bgiro\b", "transfer"),
    ("e-transfer", r"\be-?transfer\b|\binterac\b", "transfer"),
    ("Bacs", r"\bbacs\b", "transfer"), ("EFT", r"\beft\b", "transfer"), ("CHAPS", r"\bchaps\b", "transfer"),
    ("SEPA transfer", r"\bsepa\b", "transfer"),
    ("wire transfer", r"\bwire(?: transfer|d)?\b|\bwiring\b", "transfer"),
    ("bank transfer", r"(?:bank |online |internet |instant |mobile |direct )?transfer(?:ring|red|s)?\b(?! you\b"
    r"| me\b| this call| the call|(?:red)? (?:you|her|him) )|faster payments?|bank deposit|straight to (?:your"
    r"|the) account", "transfer"),
    ("internet banking", r"(?:internet|online|net|mobile|phone|telephone) banking|bank(?:ing)? app|my bank's app"
    r"|online bill payment|bill pay(?:ment|ments)?\b", "transfer"),
    ("cheque", r"\bcheques?\b", "cheque"),
    ("check", r"(?:(?<=\ba )|(?<=the )|(?<=my )|(?<=by )|(?<=first )|(?<=paper )|(?<=company )|(?<=mail you a )"
    r"|(?<=cut a )|(?<=cashier's )|(?<=certified ))checks?\b|(?<!background )\bchecks\b", "cheque"),
    ("money order", r"money orders?", "money order"),
    ("payroll deduction", r"payroll deduction|deduct(?:ed)? (?:it )?from (?:my|your) (?:salary|wages)", "debit"),
    ("cash", r"\b(?:in |by |with )cash\b|\bcash deposit\b|(?<=the )cash\b|(?<!on )(?<!of )\bcash(?= (?:it is"
    r"|is (?:fine|okay|good)|at|on)\b|[,?!]|\.?$)|\bpost office\b|over the counter"
    r"|at the (?:branch|counter|till|shop)|(?:the|my|a) barcode", "cash"),
    ("PayPal", r"\bpay ?pal\b", "online"), ("Cash App", r"\bcash ?app\b", "wallet"), ("Venmo", r"\bvenmo\b", "wallet"),
    ("payment link", r"(?:payment|pay|secure|the) link\b|link (?:you|i) (?:send|sent|text)", "online"),
    ("online", r"(?:customer |payment |pay |the |online )portal\b|\bonline\b(?! (?:class|banking|bank|transfer))"
    r"|(?:your|our|the) (?:web ?site|site\b)|on the app\b|(?:through|via|in|on) (?:the|your) app\b", "online"),
)  # fmt: skip
"""Canonical name, how it is said, and the family within which two names may mean the same way of paying."""

_METHOD_SCAN = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (_, pattern, _) in enumerate(METHODS)), re.IGNORECASE)
_FAMILIES = {name: family for name, _, family in METHODS}
_RELATED = frozenset(
    {
        frozenset(pair)
        for pair in (("transfer", "online"), ("account", "debit"), ("account", "transfer"), ("card", "online"),
                     ("wallet", "online"), ("wallet", "transfer"), ("debit", "transfer"), ("debit", "online"),
                     ("account", "online"),
                     ("account", "cheque"))
    }
)  # fmt: skip

_FREQUENCIES = (
    ("fortnightly", r"fortnightly|(?:a|per|every|each) fortnight|every (?:two|2|second|other) weeks?|bi-?weekly"
    r"|every other (?:mon|tues|wednes|thurs|fri|satur|sun)day"),
    ("weekly", r"weekly|(?:a|per|every|each) week\b(?! (?:on|from|after|today|later))|every (?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day"),
    ("monthly", r"\bmonthly|(?:a|per|every|each) month\b|(?:once|one) a month|of (?:each|every) month|month on month"
    r"|same (?:day|date) (?:each|every) month"),
    ("quarterly", r"quarterly|every quarter"),
    ("on each payday", r"(?:every|each) pay ?day|every time i(?:'m| am| get) paid"),
)  # fmt: skip
_FREQUENCY_SCAN = re.compile(
    "|".join(f"(?P<f{i}>{pattern})" for i, (_, pattern) in enumerate(_FREQUENCIES)), re.IGNORECASE
)
_COUNTS = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_INSTALMENTS = re.compile(
    r"\b(?:(?:in|over|into|as|split (?:it )?(?:in|into|over)|make it|across) )?(?P<n>two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|\d{1,2}) "
    r"(?:(?:equal|monthly|weekly|fortnightly|more|separate|even) )?(?:payments?|instal?lments?|parts|goes|emis?"
    r"|chunks|lots)\b|"
    r"\b(?:over|for) (?P<months>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) months\b",
    re.IGNORECASE,
)


def method_family(name: str) -> str:
    """Family of ways to pay that a method belongs to: "transfer", "card", "cheque", "cash", "wallet", "debit" ...

    Examples
    --------
    >>> method_family("NEFT"), method_family("debit card")
    ('transfer', 'card')
    """
    return _FAMILIES.get(name, name)


def same_method(one: str, other: str) -> bool:
    """Whether two names may mean one way of paying: "EFT" and "bank transfer" may, "card" and "cheque" may not.

    Examples
    --------
    >>> same_method("EFT", "bank transfer"), same_method("card", "cheque")
    (True, False)
    """
    families = {method_family(one), method_family(other)}
    return len(families) == 1 or frozenset(families) in _RELATED


LINES_REMEMBERED = 2048
"""Lines whose terms are kept: tracker, recap and notes read the same turns."""


@lru_cache(maxsize=LINES_REMEMBERED)
def find_terms(text: str, call_date: date | None = None) -> tuple[Term, ...]:
    """Payment terms in one line, in order; ranges of one kind never overlap.

    Parameters
    ----------
    text
        The line, with or without capitals and punctuation.
    call_date
        Day of the call; without it, dates keep their words and have no value.

    Examples
    --------
    >>> line = "So that's £150 on Friday by card"
    >>> [(t.kind.value, t.text) for t in find_terms(line, date(2025, 11, 24))]
    [('amount', '£150'), ('date', 'Friday'), ('method', 'card')]
    """
    terms: list[Term] = []
    whens = find_dates(text, call_date)
    terms += [Term(TermKind.DATE, w.first, w.last, w.text, dates=w.dates, exact=w.precision == "day") for w in whens]
    references = find_references(text)
    terms += [Term(TermKind.REFERENCE, first, last, text[first:last], name=name) for first, last, name in references]
    parts = [
        Term(TermKind.INSTALMENTS, m.start(), m.end(), m[0], count=_count(m["n"] or m["months"]))
        for m in _INSTALMENTS.finditer(text)
    ]
    terms += parts
    terms += [
        Term(TermKind.FREQUENCY, m.start(), m.end(), m[0], name=_FREQUENCIES[int(str(m.lastgroup)[1:])][0])
        for m in _FREQUENCY_SCAN.finditer(text)
    ]
    terms += [
        Term(TermKind.METHOD, m.start(), m.end(), m[0], name=METHODS[int(str(m.lastgroup)[1:])][0])
        for m in _METHOD_SCAN.finditer(text)
    ]
    taken = [(t.first, t.last) for t in terms if t.kind not in (TermKind.METHOD, TermKind.FREQUENCY)]
    terms += [
        Term(
            TermKind.AMOUNT,
            a.first,
            a.last,
            a.text,
            a.values,
            name=a.relative,
            currency=a.currency,
            exact=a.spelled_out,
        )
        for a in find_amounts(text, (*taken, *find_clock_times(text)))
    ]
    return tuple(sorted(terms, key=lambda term: (term.first, term.last)))


def _count(word: str) -> int:
    return _COUNTS[word.lower()] if word.lower() in _COUNTS else int(word)
