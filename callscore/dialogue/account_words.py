"""Whether a turn tells of a debt or a sum of money, and by which words."""

from __future__ import annotations

import re

from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["account_words"]

_DEBT = re.compile(
    r"\b(?:debts?(?! (?:solution|collect|recover|service|management|resol|relief|advi|help|line|agency))|arrears|"
    r"overdue|past[- ]due|outstanding|owe|owes|owed|owing|delinquent|in default|unpaid|"
    r"missed (?:payments?|instal?ments?)|collections? account|behind (?:on|with)|payments? (?:that )?(?:came back|"
    r"bounced|is pending|was missed)|"
    r"(?:haven't|have not|not|never|quit|stopped) (?:been )?(?:paid|paying))\b",
    re.IGNORECASE,
)

_MONEY_WORDS = re.compile(r"\b(?:hundred|thousand|lakhs?|crores?|grand|quid|k)\b|\d,\d{3}\b|\.\d\d\b", re.IGNORECASE)
"""In a sum without a currency: what makes it one."""

_ABOUT_MONEY = re.compile(
    r"\b(?:balance|due|account|invoices?|bills?|pay\w*|paid|loan|rent|fees?|amount|total|sum|charges?|premium|"
    r"instal\w+|dues|left|standing)\b",
    re.IGNORECASE,
)
"""Beside a bare number: what makes it a sum, and no telephone number, age or count."""

_MORE_DIGITS = re.compile(r"^\W{1,2}\d|^\W*(?:one|two|three|four|five|six|seven|eight|nine|oh|zero)\b", re.IGNORECASE)


def account_words(text: str) -> tuple[int, int] | None:
    """Characters of the first words in `text` that tell of a debt or an amount; None when nothing does.

    Examples
    --------
    >>> text = "So it's £400, and it's overdue."
    >>> text[slice(*account_words(text))]
    '£400'
    >>> account_words("Could I take your date of birth?")
    """
    debt = _DEBT.search(text)
    amount = next((t for t in find_terms(text) if t.kind is TermKind.AMOUNT and t.amounts and _is_sum(t, text)), None)
    places = [(m.start(), m.end()) for m in (debt,) if m] + ([(amount.first, amount.last)] if amount else [])
    return min(places) if places else None


def _is_sum(term: Term, text: str) -> bool:
    """Whether a number is one of money: with a currency, of its size or shape, or beside words about paying."""
    if term.currency is not None:
        return True
    if _MORE_DIGITS.search(text[term.last :]) or (len(term.text) == 1 and term.text.isalpha()):
        return False
    return bool(_MONEY_WORDS.search(term.text) or _ABOUT_MONEY.search(text))
