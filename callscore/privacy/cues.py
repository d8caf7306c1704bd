"""The words that introduce a number, and how far they reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "CODE_BEHIND",
    "NAMED_CARD_DIGITS",
    "OTHER_MATTER",
    "Cue",
    "Kind",
    "code_asked",
    "cues_of",
    "introduced_otherwise",
    "is_reference_near",
    "kind_behind",
    "kind_of",
]

REACH_WORDS, REACH_CHARACTERS = 8, 70
"""How far behind "security code" and the like its number may come."""

LONG_REACH_WORDS, LONG_REACH_CHARACTERS = 25, 170
"""The same where the number is long, and an amount hardly mistaken for it: somebody looks for glasses and papers."""

NEAR_WORDS, CARD_LENGTH = 3, 13
"""Words between "reference" and its number within which even one as long as a card's is that reference."""

NAMED_CARD_DIGITS = 12
"""Fewest digits of what "card number" introduces; of fewer, what was said before decides."""

ZIP_DIGITS = 5
"""Digits of a zip code; fewer belong to what was asked for together with it."""

LAST_FOUR_REACH = 70
"""Characters in front of "the last four" in which "social" makes them its digits and no card's."""

CODE_REACH, CODE_CUE_REACH = 260, 60
"""Characters behind a card number in which its security code may come, and in front of that code in which "code",
"front" or "back" is said."""

BEHIND_REACH = 40
"""Characters behind a number in which "is the sort code" begins and ends."""

BANK_REACH = 120
"""Characters around "account number" in which a word of banking makes it a bank's and not the creditor's own."""


SORT_CODE_DIGITS, TOGETHER = 6, 40
"""Digits of a sort code, and characters between it and "account number" where both are asked for at once."""


class Kind(StrEnum):
    """What a number was introduced as."""

    CARD = "card"
    CODE = "code"
    SOCIAL = "social"
    IDENTITY = "identity"
    """A number of a person's card, passport or licence, of seven digits or more."""
    TAX = "tax"
    """India's permanent account number: ten letters and digits."""
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


_UK_BANKS = (
    r"barclays|lloyds|nat\s?west|hsbc|santander|halifax|nationwide|monzo|starling|tsb|rbs|metro\s+bank|first\s+direct"
)
_CUES = re.compile(
    r"\b(?:(?P<code>(?:security|card verification|signature)\s+(?:code|number|digits|value|strip|panel)"
    r"|cv[vc]2?|cv2|csc"
    r"|(?:three|four|3|4)[ -](?:digits?|numbers?)(?:\s+code)?(?:\s+(?:on|at)\s+the\s+(?:back|front|reverse))"
    r"|(?:on|at) the back(?:\s+of\s+(?:the|your|my)\s+card)?|back of (?:the|your|my) card"
    r"|last\s+(?:four|4)(?:\s+(?:digits|numbers))?\s+of\s+(?:(?:your|my|the|his|her)\s+)?(?:social(?:\s+security)?|ssn)"
    r"(?:\s+number)?"
    r"|pin\s+(?:number|code)|(?-i:PIN))"
    r"|(?P<social>social(?:\s+security)?(?:\s+number)?|ssn|itin|tax(?:payer)?\s+id(?:entification)?(?:\s+number)?)"
    r"|(?P<identity>(?:national|identity|identification|huduma)\s+(?:id(?:entity)?|card)(?:\s+(?:card|numbers?|no\b))*"
    r"|(?:identity|identification)\s+(?:number|no\b)|passport(?:\s+(?:number|no\b))?|(?-i:ID)\s+(?:card\s+)?(?:number|no\b)"
    r"|driv(?:ing|er'?s?)\s+licen[cs]e(?:\s+(?:number|no\b))?)"
    r"|(?P<tax>(?-i:PAN)(?:\s+(?:card|number|no\b))*|pan\s+(?:card(?:\s+number)?|number))"
    r"|(?P<national>national\s+insurance(?:\s+(?:number|no\b))?|(?-i:NI|N\.I\.)(?:\s+(?:number|no\b))|ni\s+number|nino)"
    r"|(?P<card>aa?dh?aa?r(?:\s+(?:card|number|no\b))*|card(?:'s|\s+is)"
    r"|(?:card|long|sixteen[ -]digit|16[ -]digit)\s+(?:number|no\b)"
    r"|number\s+(?:on|across)\s+(?:the\s+front|the\s+card))"
    r"|(?P<iban>iban(?:\s+(?:number|code))?|i\s?b\s?a\s?n\b)"
    r"|(?P<bank>(?:bank|checking|chequing|savings?|current)\s+(?:account(?:\s+(?:number|no\b))?|number|no\b))"
    r"|(?P<account>(?:account|acct|a/c)\s+(?:numbers?|no\b)|account(?:'s|\s+is|(?=[\s,:]+\d)))"
    r"|(?P<branch>sort\s+code|routing(?:\s+transit)?(?:\s+number)?|aba(?:\s+number)?|bsb|transit\s+number"
    rf"|(?:{_UK_BANKS})(?=[\s,:]+\d\d\W?\d\d\W?\d\d\b))"
    r"|(?P<birth>date\s+of\s+birth|birth\s?date|d[. ]?o[. ]?b\b\.?|born|birthday)"
    r"|(?P<phone>(?:tele)?phone(?:\s+number)?|mobile(?:\s+number)?|cell(?:\s?phone)?(?:\s+number)?|landline|whatsapp"
    r"|(?:contact|call\s?-?back|best|my|mera|meri|his|her|their|new|other|alternat(?:e|ive)|home|work)\s+number"
    r"|(?:m-?\s?pesa|paytm|g(?:oogle)?\s?pay|phone\s?pe|airtel(?:\s+money)?)(?:\s+number)?|(?:call|ring|reach|text|phone|get)(?:ing)?\s+(?:me|you|us|him|her|them)"
    r"(?:\s+back)?\s+(?:on|at))"
    r"|(?P<numbered>invoices?|references?|ref|(?:order|case|claim|policy|file|ticket|tracking|purchase|confirmation"
    r"|authori[sz]ation|payment|customer|contract|agreement|loan|transaction|member(?:ship)?|employee|agent|user|receipt"
    r"|che(?:que|ck)|meter|booking|application|quote|lease|unit|delivery|shipment|serial|docket|till|pay\s?bill"
    r"|supplier|vendor|promo|discount|product|item|trace|terminal|batch|auth|merchant|badge|model|warranty|part|room|flight)"
    r"\s+(?:account\s+)?(?:number|no|id|code)\b"
    r"|(?:order|parcel|ticket|case|claim|policy|loan|contract|po|docket|confirmation|booking|batch|serial)"
    r"(?=[\s#:]+(?-i:[A-Z]{0,4})[ -]?\d)"
    r"|zip|post\s?code|extension|ending(?:\s+in)?|ends\s+in"
    r"|last\s+(?:four|4|three|3)(?:\s+(?:digits|numbers))?(?!\s+(?:on|at)\s+the))"
    r"|(?P<counted>owe[ds]?|pa(?:y|ys|ying|id)|balance|amount|total|exp(?:ir\w+)?|until|since|before|by|in))(?!\w)",
    re.IGNORECASE,
)
OTHER_MATTER = re.compile(
    r"[£$€]|\b(?:pay\w*|paid|owe[ds]?|due|balance|amount|before|until|dollars?|pounds?|invoices?|references?|account)\b",
    re.IGNORECASE,
)
"""What makes the numbers that follow something else than was asked for before."""

_BANKING = re.compile(
    r"\b(?:sort\s+code|routing|iban|direct\s+debit|standing\s+order|checking|chequing|savings|your\s+bank|my\s+bank"
    rf"|bank\s+(?:account|details)|name\s+on\s+the\s+account|ach|aba|{_UK_BANKS}|chase|wells\s+fargo|citi(?:bank)?)\b"
    r"|(?<![\d-])\d\d-\d\d-\d\d(?![\d-])",
    re.IGNORECASE,
)
_CARD_WORDS = re.compile(r"\b(?:card|visa|master\s?card|amex|american\s+express|debit|credit\s+card)\b", re.IGNORECASE)
_NUMBERED_ALREADY = re.compile(r"\d[\w-]*\s*(?:[.?!]\s|\n)")
_LONG_REACH = frozenset(
    {Kind.SOCIAL, Kind.IDENTITY, Kind.NATIONAL, Kind.IBAN, Kind.BANK, Kind.BRANCH, Kind.ACCOUNT, Kind.PHONE}
)

CODE_BEHIND = re.compile(
    r"[\s,]*(?:(?:is|was|are|that's|as)\s+(?:(?:the|my|your)\s+)?(?:security\s+code|cv[vc]2?\b|(?:three|3)\s+digits\s+on)"
    r"|(?:is\s+)?on\s+the\s+back\b)",
    re.IGNORECASE,
)
"""What makes the digits just before it a security code: "is the security code"."""


_CODE_WORDS = re.compile(r"\b(?:codes?|front|back|reverse|strip|signature|three|digits|cv\w{1,2})\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"[\s,.…-]*(?:(?:is|was|that's|that\s+is|that\s+was|there's|for|as)\s+)(?:(?:the|my|our|her|his|your)\s+)*",
    re.IGNORECASE,
)
_OF_PERSONS = frozenset((Kind.SOCIAL, Kind.NATIONAL, Kind.IDENTITY, Kind.TAX))
_SAID_BEHIND = frozenset((Kind.SOCIAL, Kind.IDENTITY, Kind.BANK, Kind.BRANCH, Kind.PHONE, Kind.IBAN))


def code_asked(text: str, card_end: int, start: int) -> bool:
    """Whether what stands at `start` is the security code of a card whose number ended at `card_end`."""
    if not 0 <= start - card_end <= CODE_REACH:
        return False
    return _CODE_WORDS.search(text, max(card_end, start - CODE_CUE_REACH), start) is not None


def kind_behind(text: str, end: int, cues: Sequence[Cue]) -> Kind | None:
    """What the number that ends at `end` is said to be just after it: "… is the sort code"."""
    link = _BEHIND.match(text, end, end + BEHIND_REACH)
    if link is None:
        return None
    cue = next((cue for cue in cues if cue.start == link.end()), None)
    return cue.kind if cue is not None and cue.kind in _SAID_BEHIND else None


def is_reference_near(text: str, start: int, cues: Sequence[Cue]) -> bool:
    """Whether the last that was asked for before `start`, a while ago perhaps, is a reference or an invoice."""
    cue = next((cue for cue in reversed(cues) if cue.end <= start and cue.kind is not Kind.COUNTED), None)
    if cue is None or start - cue.end > LONG_REACH_CHARACTERS:
        return False
    return cue.kind is Kind.NUMBERED or (cue.kind is Kind.ACCOUNT and kind_of(text, cue.end, cues) is not Kind.BANK)


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
    before = [other for other in cues if other.end <= cue.start]
    between = text[cue.end : start]
    words = len(re.findall(r"\w+", between))
    far = cue.kind in _LONG_REACH and digits >= 6
    if len(between) > (LONG_REACH_CHARACTERS if far else REACH_CHARACTERS):
        return None
    if words > (LONG_REACH_WORDS if far else REACH_WORDS):
        return None
    if cue.kind is Kind.COUNTED:
        # Little words stand inside what introduces a number ("the code printed in grey is 123"): only close ones count.
        return cue.kind if len(between.split()) <= 1 else kind_of(text, start, before, digits=digits)
    if cue.kind is Kind.CARD and digits < NAMED_CARD_DIGITS:
        return kind_of(text, start, before, digits=digits)
    if cue.kind is Kind.NUMBERED and _is_last_of_aadhaar(text, cue):
        return Kind.CODE
    if cue.kind is Kind.NUMBERED and before and _is_last_of_social(text, cue, before[-1]):
        return Kind.CODE
    if text[cue.start : cue.end].lower() == "zip" and digits != ZIP_DIGITS:
        return kind_of(text, start, before, digits=digits)
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


def introduced_otherwise(text: str, start: int, cues: Sequence[Cue]) -> bool:
    """Whether what stands at `start` is a reference or an invoice."""
    return kind_of(text, start, cues, digits=len("0000000000")) is Kind.NUMBERED


def _asked_together(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a sort code was asked for just before this cue."""
    return any(other.kind is Kind.BRANCH and 0 <= cue.start - other.end <= TOGETHER for other in cues)


def _is_last_of_social(text: str, cue: Cue, before: Cue) -> bool:
    """Whether "the last four" are those of a social security number that was asked for just before."""
    said = text[cue.start : cue.end].lower()
    return said.startswith("last") and before.kind in _OF_PERSONS and cue.start - before.end <= LAST_FOUR_REACH


def _is_last_of_aadhaar(text: str, cue: Cue) -> bool:
    """The same of an Aadhaar number, which is shaped like a card's."""
    said = text[max(0, cue.start - LAST_FOUR_REACH) : cue.end].lower()
    return "last" in said[-16:] and re.search(r"\baa?dh?aa?r\b", said) is not None
