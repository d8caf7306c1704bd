"""How numbers are introduced: the kinds that are told apart, and the words of each."""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = [
    "BANKING",
    "CARD_WORDS",
    "CODE_BEHIND",
    "CODE_WORDS",
    "CUES",
    "NUMBERED_ALREADY",
    "OTHER_MATTER",
    "SAID_BEHIND",
    "Kind",
]


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


_UK_BANKS = (
    r"barclays|lloyds|nat\s?west|hsbc|santander|halifax|nationwide|monzo|starling|tsb|rbs|metro\s+bank|first\s+direct"
)
CUES = re.compile(
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
"""Words that introduce a number, each under the `Kind` of what they introduce."""

OTHER_MATTER = re.compile(
    r"[£$€]|\b(?:pay\w*|paid|owe[ds]?|due|balance|amount|before|until|dollars?|pounds?|invoices?|references?|account)\b",
    re.IGNORECASE,
)
"""What makes the numbers that follow something else than was asked for before."""

BANKING = re.compile(
    r"\b(?:sort\s+code|routing|iban|direct\s+debit|standing\s+order|checking|chequing|savings|your\s+bank|my\s+bank"
    rf"|bank\s+(?:account|details)|name\s+on\s+the\s+account|ach|aba|{_UK_BANKS}|chase|wells\s+fargo|citi(?:bank)?)\b"
    r"|(?<![\d-])\d\d-\d\d-\d\d(?![\d-])",
    re.IGNORECASE,
)
"""Words around "account number" that make it a bank's: of banking, a bank's name, a sort code."""

CARD_WORDS = re.compile(r"\b(?:card|visa|master\s?card|amex|american\s+express|debit|credit\s+card)\b", re.IGNORECASE)
"""Words between "invoice" and a number that make it a payment card's."""

NUMBERED_ALREADY = re.compile(r"\d[\w-]*\s*(?:[.?!]\s|\n)")
"""A number that ended before: it was the invoice's, and the next one isn't."""

CODE_BEHIND = re.compile(
    r"[\s,]*(?:(?:is|was|are|that's|as)\s+(?:(?:the|my|your)\s+)?(?:security\s+code|cv[vc]2?\b|(?:three|3)\s+digits\s+on)"
    r"|(?:is\s+)?on\s+the\s+back\b)",
    re.IGNORECASE,
)
"""What makes the digits just before it a security code: "is the security code"."""

CODE_WORDS = re.compile(r"\b(?:codes?|front|back|reverse|strip|signature|three|digits|cv\w{1,2})\b", re.IGNORECASE)
"""Words between a card number and its security code."""

SAID_BEHIND = re.compile(
    r"[\s,.…-]*(?:(?:is|was|that's|that\s+is|that\s+was|there's|for|as)\s+)(?:(?:the|my|our|her|his|your)\s+)*",
    re.IGNORECASE,
)
"""What joins a number to its kind, where the kind is said after it: "that was the …"."""
