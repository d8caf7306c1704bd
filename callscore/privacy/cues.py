"""The words that introduce a number, and how far they reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CODE_BEHIND", "Cue", "Kind", "cues_of", "kind_of"]

REACH_WORDS, REACH_CHARACTERS = 8, 70
"""How far behind "security code" and the like its number may come."""

LONG_REACH_WORDS, LONG_REACH_CHARACTERS = 25, 170
"""The same where the number is long, and an amount hardly mistaken for it: somebody looks for glasses and papers."""

NEAR_WORDS, CARD_LENGTH = 3, 13
"""Words between "reference" and its number within which even one as long as a card's is that reference."""

BANK_REACH = 120
"""Characters around "account number" in which a word of banking makes it a bank's and not the creditor's own."""


SORT_CODE_DIGITS, TOGETHER = 6, 40
"""Digits of a sort code, and characters between it and "account number" where both are asked for at once."""


class Kind(StrEnum):
    """What a number was introduced as."""

    CARD = "card"
    CODE = "code"
    SOCIAL = "social"
    NATIONAL = "national"
    BANK = "bank"
    IBAN = "iban"
    ACCOUNT = "account"
    BRANCH = "branch"
    PHONE = "phone"
    BIRTH = "birth"
    NUMBERED = "numbered"
    """A reference or an invoice: stays, whatever its digits look like."""
    COUNTED = "counted"
    """An amount, a day: stays unless it reads like a card number."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that introduce a number: of what kind, first and last character (exclusive)."""

    kind: Kind
    start: int
    end: int


_CUES = re.compile(
    r"\b(?:(?P<code>(?:security|card verification|signature)\s+(?:code|number|digits|value)|cv[vc]2?|cv2|csc"
    r"|(?:three|four|3|4)[ -](?:digits?|numbers?)(?:\s+code)?(?:\s+(?:on|at)\s+the\s+(?:back|front|reverse))"
    r"|(?:on|at) the back(?:\s+of\s+(?:the|your|my)\s+card)?|back of (?:the|your|my) card"
    r"|last\s+(?:four|4)(?:\s+(?:digits|numbers))?\s+of\s+(?:your|my|the|his|her)\s+(?:social(?:\s+security)?|ssn)"
    r"(?:\s+number)?"
    r"|pin\s+(?:number|code)|(?-i:PIN))"
    r"|(?P<social>social(?:\s+security)?(?:\s+number)?|ssn|itin|tax(?:payer)?\s+id(?:entification)?(?:\s+number)?)"
    r"|(?P<national>national\s+insurance(?:\s+(?:number|no\b))?|(?-i:NI|N\.I\.)(?:\s+(?:number|no\b))|nino)"
    r"|(?P<card>(?:card|long|sixteen[ -]digit|16[ -]digit)\s+(?:number|no\b)"
    r"|number\s+(?:on|across)\s+(?:the\s+front|the\s+card))"
    r"|(?P<iban>iban(?:\s+(?:number|code))?|i\s?b\s?a\s?n\b)"
    r"|(?P<bank>(?:bank|checking|chequing|savings?|current)\s+account(?:\s+(?:number|no\b))?)"
    r"|(?P<account>(?:account|acct|a/c)\s+(?:numbers?|no\b)|account(?:'s|\s+is))"
    r"|(?P<branch>sort\s+code|routing(?:\s+transit)?(?:\s+number)?|aba(?:\s+number)?|bsb|transit\s+number)"
    r"|(?P<birth>date\s+of\s+birth|birth\s?date|d\.?o\.?b\b\.?|born|birthday)"
    r"|(?P<phone>(?:tele)?phone(?:\s+number)?|mobile(?:\s+number)?|cell(?:\s?phone)?(?:\s+number)?|landline|whatsapp"
    r"|(?:contact|call\s?-?back|best)\s+number|(?:call|ring|reach|text|phone|get)(?:ing)?\s+(?:me|you|us|him|her|them)"
    r"(?:\s+back)?\s+(?:on|at))"
    r"|(?P<numbered>invoices?|references?|ref|(?:order|case|claim|policy|file|ticket|tracking|purchase|confirmation"
    r"|authori[sz]ation|payment|customer|contract|agreement)\s+(?:number|no|id|code)\b"
    r"|zip|post\s?code|extension|ending(?:\s+in)?|ends\s+in"
    r"|last\s+(?:four|4|three|3)(?:\s+(?:digits|numbers))?(?!\s+(?:on|at)\s+the))"
    r"|(?P<counted>owe[ds]?|pa(?:y|ys|ying|id)|balance|amount|total|exp(?:ir\w+)?|until|since|before|by|in))(?!\w)",
    re.IGNORECASE,
)
_BANKING = re.compile(
    r"\b(?:sort\s+code|routing|iban|direct\s+debit|standing\s+order|checking|chequing|savings|your\s+bank|my\s+bank"
    r"|bank\s+(?:account|details)|name\s+on\s+the\s+account|ach)\b",
    re.IGNORECASE,
)
_CARD_WORDS = re.compile(r"\b(?:card|visa|master\s?card|amex|american\s+express|debit|credit\s+card)\b", re.IGNORECASE)
_NUMBERED_ALREADY = re.compile(r"\d[\w-]*\s*(?:[.?!]\s|\n)")
_LONG_REACH = frozenset({Kind.SOCIAL, Kind.NATIONAL, Kind.IBAN, Kind.BANK, Kind.BRANCH, Kind.ACCOUNT, Kind.PHONE})

CODE_BEHIND = re.compile(
    r"[\s,]*(?:(?:is|was|are|that's|as)\s+(?:(?:the|my|your)\s+)?(?:security\s+code|cv[vc]2?\b|(?:three|3)\s+digits\s+on)"
    r"|(?:is\s+)?on\s+the\s+back\b)",
    re.IGNORECASE,
)
"""What makes the digits just before it a security code: "is the security code"."""


def cues_of(text: str) -> tuple[Cue, ...]:
    """Everything in a text that introduces a number, in order.

    Examples
    --------
    >>> [cue.kind.value for cue in cues_of("Your invoice, and the sort code?")]
    ['numbered', 'branch']
    """
    return tuple(Cue(Kind(match.lastgroup or ""), *match.span()) for match in _CUES.finditer(text))


def kind_of(text: str, start: int, cues: Sequence[Cue], *, digits: int = 0) -> Kind | None:
    """What the number at `start`, of so many digits, was introduced as: the nearest cue before it decides."""
    cue = next((cue for cue in reversed(cues) if cue.end <= start), None)
    if cue is None:
        return None
    between = text[cue.end : start]
    words = len(re.findall(r"\w+", between))
    far = cue.kind in _LONG_REACH and digits >= 6
    if len(between) > (LONG_REACH_CHARACTERS if far else REACH_CHARACTERS):
        return None
    if words > (LONG_REACH_WORDS if far else REACH_WORDS):
        return None
    if cue.kind is Kind.COUNTED:
        # Little words stand inside what introduces a number ("the code printed in grey is 123"): only close ones count.
        before = [other for other in cues if other.end <= cue.start]
        return cue.kind if len(between.split()) <= 1 else kind_of(text, start, before, digits=digits)
    if cue.kind in (Kind.ACCOUNT, Kind.BANK) and digits == SORT_CODE_DIGITS and _asked_together(cue, cues):
        return Kind.BRANCH
    if cue.kind is Kind.ACCOUNT:
        around = text[max(0, cue.start - BANK_REACH) : start + BANK_REACH]
        return Kind.BANK if _BANKING.search(around) else Kind.NUMBERED
    if cue.kind is Kind.NUMBERED:
        # "For the invoice I'll use my card, it's 4242 …" introduces no reference, nor does "invoice 4471. 4242 …".
        far_off = digits >= CARD_LENGTH and words > NEAR_WORDS
        if far_off or _CARD_WORDS.search(between) or _NUMBERED_ALREADY.search(between):
            return None
    return cue.kind


def _asked_together(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a sort code was asked for just before this cue."""
    return any(other.kind is Kind.BRANCH and 0 <= cue.start - other.end <= TOGETHER for other in cues)
