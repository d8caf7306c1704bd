"""Whether a turn tells of a debt, a sum of money or whom it is owed to, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["account_words", "creditor_words", "own_companies"]

_DEBT = re.compile(
    r"\b(?:debts?(?! (?:solution|collect|recover|service|management|resol|relief|advi|help|line|agency))|arrears|"
    r"overdue|past[- ]due|outstanding|owe|owes|owed|owing|delinquent|in default|unpaid|"
    r"missed (?:payments?|instal?ments?)|collections? account|behind (?:on|with)|payments? (?:that )?(?:came back|"
    r"bounced|is pending|was missed)|"
    r"(?:haven't|have not|not|never|quit|stopped) (?:been )?(?:paid|paying)|failed to pay|"
    r"(?:two|three|four|five|six|several|a (?:couple|few)(?: of)?|\d+) (?:payments?|months?|instal?ments?) "
    r"(?:down|behind|late|short)|over (?:your|the|our) (?:credit )?(?:terms|limit)|"
    r"when (?:do |are |will |can |is |would |you )*(?:want |going |planning |like )?(?:to )?pay "
    r"(?:me|us|the|this|that|it|your|for|off)|"
    r"(?:where's|where is|got|get(?:ting)?|have|want) (?:me )?(?:my|our) (?:money|payment))\b",
    re.IGNORECASE,
)
"""Words of owing, and how people speak of it: "two payments down", "over your terms", "where's my money"."""

_OWED = (
    r"(?:bills?|loans?|rent|payments?|instal?ments?|emis?|invoices?|fees|premiums?|dues|debit orders?|direct debits?|"
    r"finance|mortgage|tuition|levy|levies)\b"
)
_BILL = re.compile(
    rf"\b(?:about|regarding|concerning|for|over|on) (?:your|his|her|their) (?:\w+ ){{0,2}}?(?:{_OWED}|credit card\b)"
    rf"(?! (?:plan|details|method))|\b(?:about|regarding|concerning) the,? (?:(?:er|um|uh),? (?:the )?)?"
    r"(?!late )(?:\w+ )?(?:fees|rent|dues|levy|levies|tuition|mortgage|premiums?|emis|arrears)\b"
    r"(?! (?:plan|details|method|increase|agreement))|"
    rf"\b(?:your|the|his|her|their) (?:\w+ )?{_OWED} "
    r"(?:was|is|were|are|has|have|fell|came|didn't|hasn't|haven't)(?: been| not| now| still)? "
    r"(?:due|returned|late|missed|pending|open|bounced|back|failed|overdue|gone|come|through)\b|"
    r"\b(?:two|three|four|five|six|some|several|a (?:couple|few) of|\d+) (?:\w+ )?"
    r"(?:invoices|bills|payments|instal?ments|emis) (?:on|from|for|of|open|due|that|which|outstanding)\b",
    re.IGNORECASE,
)
"""A bill of the customer's as what the call is about, or how it stands with it."""

_BALANCE = re.compile(
    r"\b(?:an?|the|your|this|that|there(?:'s| is) an?)(?: (?:account|current|pending|remaining|total|small|open|loan|"
    r"card|credit card))* balance\b(?! (?:sheet|transfer|of (?:power|life)))",
    re.IGNORECASE,
)
"""A balance, which on such a call is one that is owed."""

_WITHHELD = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|unable to|not able to|won't|before (?:i|we)|until)\b[^.?!]{0,40}"
    r"\b(?:discuss|talk about|go into|go over|give|share|tell|disclose|provide|see|look at|bring up)\b[^.?!]{0,20}$",
    re.IGNORECASE,
)
"""Words before "the balance" by which it is not spoken of yet."""

_NAME = r"(?-i:(?:the )?[A-Z][\w&'.-]*[\w](?: (?:(?:of|and|&) )?[A-Z][\w&'-]*)*)"
_CREDITOR = re.compile(
    r"\b(?:account|loan|card|agreement|contract|policy|mortgage|bill|invoice|order|subscription|membership)"
    r"(?: (?:that )?(?:you(?:'ve)? (?:have|had|hold|held|opened|got|took out)|which is|held))? (?:with|at|from) "
    rf"(?P<with>{_NAME})|"
    rf"\b(?:on behalf of|client is|client,|our client) (?P<behalf>{_NAME})|"
    rf"\byour (?P<own>{_NAME}) (?:account|loan|card|credit card|mortgage|policy|bill|invoice)\b",
    re.IGNORECASE,
)
"""How the one whom it is owed to is named."""

_NO_COMPANY = frozenset(
    "us me you him her them mr mrs ms miss dr sir january february march april may june july august september october"  # noqa: SIM905
    " november december monday tuesday wednesday thursday friday saturday sunday today tomorrow last next".split()
)
"""Words with a capital after "with", "at" or "from" that begin no company's name."""

_OWN_COMPANY = re.compile(rf"\b(?:from|at|here at|for|with) (?P<name>{_NAME})", re.IGNORECASE)

_CREDITOR_BEFORE = re.compile(
    r"\b(?:account|loan|card|agreement|contract|policy|mortgage|bill|invoice|order|balance|debt|you(?:'ve)? \w+)\W*$",
    re.IGNORECASE,
)
"""Words before "with" and a name by which it is the creditor's and not the caller's own company."""

_MONEY_WORDS = re.compile(r"\b(?:hundred|thousand|lakhs?|crores?|grand|quid|k)\b|\d,\d{3}\b|\.\d\d\b", re.IGNORECASE)
"""In a sum without a currency: what makes it one."""

_ABOUT_MONEY = re.compile(
    r"\b(?:balance|due|account|invoices?|bills?|pay\w*|paid|loan|rent|fees?|amount|total|sum|charges?|premium|"
    r"instal\w+|dues|left|standing)\b",
    re.IGNORECASE,
)
"""Beside a bare number: what makes it a sum, and no telephone number, age or count."""

_MORE_DIGITS = re.compile(
    r"^[\s,-]{1,2}(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|oh|zero)\b)|^\s?(?:[ap]\.?m\b|o'clock\b)",
    re.IGNORECASE,
)
"""After a bare number: it is read out in groups, as an account's or a telephone's is, or tells the time."""


def account_words(text: str) -> tuple[int, int] | None:
    """Characters of the first words in `text` that tell of a debt or an amount; None when nothing does.

    Examples
    --------
    >>> text = "So it's £400, and it's overdue."
    >>> text[slice(*account_words(text))]
    '£400'
    >>> account_words("Could I take your date of birth?")
    """
    amount = next((t for t in find_terms(text) if t.kind is TermKind.AMOUNT and t.amounts and _is_sum(t, text)), None)
    places = [match.span() for match in (_DEBT.search(text), _BILL.search(text)) if match is not None]
    places += [(amount.first, amount.last)] if amount else []
    balances = (m.span() for m in _BALANCE.finditer(text) if not _WITHHELD.search(text[: m.start()]))
    return min(places) if places else next(balances, None)


def creditor_words(text: str, own: Set[str] = frozenset()) -> tuple[int, int] | None:
    """Characters that name whom the account is with, where that is not the caller's own company; None without any.

    Parameters
    ----------
    text
        A line of the agent's, with capitals.
    own
        First words of the names by which the agent introduced the own company, in small letters (`own_companies`).

    Examples
    --------
    >>> text = "It's about your account with Northgate Loans."
    >>> text[slice(*creditor_words(text))]
    'account with Northgate Loans'
    >>> creditor_words(text, own={"northgate"})
    """
    for match in _CREDITOR.finditer(text):
        name = next(group for group in match.groups() if group)
        if match["behalf"] and not own:
            continue
        if _head(name) not in own | _NO_COMPANY:
            return match.span()
    return None


def own_companies(lines: Iterable[str]) -> frozenset[str]:
    """First words of the companies that the agent gives as the own one in `lines`, in small letters.

    Examples
    --------
    >>> sorted(own_companies(["Hello, it's Dana from Northgate Loans."]))
    ['northgate']
    """
    return frozenset(
        _head(match["name"])
        for line in lines
        for match in _OWN_COMPANY.finditer(line)
        if not _CREDITOR_BEFORE.search(line[: match.start()])
    ) - {""}


def _head(name: str) -> str:
    """First word of a company's name but an article, in small letters."""
    return next((word for word in re.findall(r"[\w&]+", name.lower()) if word != "the"), "")


def _is_sum(term: Term, text: str) -> bool:
    """Whether a number is one of money: with a currency, of its size or shape, or beside words about paying."""
    if term.currency is not None:
        return True
    if _MORE_DIGITS.search(text[term.last :]) or (len(term.text) == 1 and term.text.isalpha()):
        return False
    return bool(_MONEY_WORDS.search(term.text) or _ABOUT_MONEY.search(text))
