"""Numbers and days of a line that are no payment: codes, hours to call at, credits, who somebody is, which part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.agreement.places import sentence_of
from callscore.conversation import Role, Turn
from callscore.language.dates import find_clock_times
from callscore.language.terms import Term, TermKind

__all__ = ["without_other_numbers"]

MOST_HOUR = 12
"""Bare numbers up to this may be an hour."""

SPELLED_FROM = 3
"""Single letters in a line from which something is spelled out in it."""

CODE_REACH = 16
"""Characters from a letter within which a number belongs to what is spelled out."""


def without_other_numbers(turn: Turn, asked: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms of a turn that may be about a payment; `asked` is the line before it.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> from callscore.testing import make_call
    >>> [turn] = make_call("agent: Less the credit note of 184, I'll ring Friday at ten and you send 3,600.").turns
    >>> [term.text for term in without_other_numbers(turn, "", find_terms(turn.text)) if term.amounts]
    ['3,600']
    """
    if _ASKS_WHO.search(asked):
        terms = [t for t in terms if t.kind is not TermKind.DATE and (t.currency or not t.amounts)]
    in_parts = bool(_IN_PARTS.search(asked) or _IN_PARTS.search(turn.text))
    letters = [match.start() for match in _LETTER.finditer(turn.text)]
    codes = letters if len(letters) >= SPELLED_FROM else []
    hours = _speaks_of_hours(asked)
    return tuple(
        term
        for term in terms
        if not (in_parts and _is_which_part(term, turn.text))
        and not (term.kind is TermKind.AMOUNT and term.amounts and _is_other(term, turn, codes, hours=hours))
    )


def _is_other(term: Term, turn: Turn, codes: Sequence[int], *, hours: bool) -> bool:
    """Whether a number is no payment; with its currency it is no code and no hour."""
    if _is_no_payment(term, turn):
        return True
    if term.currency:
        return False
    coded = bool(_CODE_LETTER.search(turn.text, 0, term.first))
    return coded or _is_near(term, codes) or (hours and _may_be_hour(term)) or _is_hour(term, turn.text)


def _is_near(term: Term, letters: Sequence[int]) -> bool:
    return any(term.first - CODE_REACH <= letter <= term.last + CODE_REACH for letter in letters)


_ASKS_WHO = re.compile(
    r"\b(?:(?:date|day|year|month) of birth|dob|birth ?(?:date|day)|id number"
    r"|(?:first|last|middle) (?:line|\w+ digits)"
    r"|(?:house|block|unit|flat|door) number|security (?:question|word|code)|digits of)\b",
    re.IGNORECASE,
)
"""The line before asks who somebody is: the numbers and days of the answer are neither sums nor days to pay on."""

_LETTER = re.compile(r"(?<!['’\w])[b-hj-z](?!['’.\w])", re.IGNORECASE)
"""A letter by itself, as where a code or a name is spelled; "a" and "I" are words."""

_CODE_LETTER = re.compile(r"(?:^|[\s.,])[b-hj-z][ -]$", re.IGNORECASE)
"""A letter right before a number: a file, a flat, a bay ("D two oh six")."""

_IN_PARTS = re.compile(
    r"\b(?:gives|payments|parts|instal?ments?|halves|split|(?:two|three|four|five) (?:times|lots|goes|bits|pieces)"
    r"|how much\b[^.?!]{0,20} first|the first (?:one|payment|part|instal?ment|half))\b",
    re.IGNORECASE,
)
"""Payments in parts are spoken of, so that "the first" may be one of them."""

_WHICH_PART = re.compile(r"the (?:first|second|third|fourth)", re.IGNORECASE)

_ON_DAY = re.compile(
    r"(?:\b(?:on|by|of|till|until|before|after|from|around|to|is|say|it|that)|['’]s|(?<!how much )\bfor) $",
    re.IGNORECASE,
)
"""Words before a day of the month."""


def _is_which_part(term: Term, text: str) -> bool:
    """Whether words for a day of the month count the parts of a plan ("how much for the first?")."""
    counts = term.kind is TermKind.DATE and _WHICH_PART.fullmatch(term.text)
    return bool(counts) and not _ON_DAY.search(text, 0, term.first)


_THANKS = re.compile(r"\bthanks a $", re.IGNORECASE)
"""What comes before the million of "thanks a million"."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_YEAR = re.compile(
    r"\b(?:that was|it was|this was|back in|since|in|of|from|until|till|before|year)(?: about)? $", re.IGNORECASE
)
"""What tells a year from a sum of as many pounds ("That was 2019.")."""

_CREDIT_BEFORE = re.compile(
    r"\b(?:credit(?: note)?|discount|rebate|waiver|minus|less|knock(?:ing)?|take off|taking off|remov(?:e|ing) the"
    r"|waiv(?:e|ing)(?: the)?)(?: the| that)?(?: (?:late )?(?:interest|fee|fees|charge|charges|penalty))?"
    r"(?: of| for| is| the| that|['’]s|,)* $",
    re.IGNORECASE,
)
_CREDIT_AFTER = re.compile(
    r"[ ,]*(?:(?:rupees|dollars|pounds|euros?|bucks) )?(?:credit(?: note)?|discount|rebate"
    r"|comes off(?=[.,?!]|$| today| now)|gets? (?:waived|removed)|(?:is|was|got) (?:waived|removed|credited)"
    r"|off (?:it|that|the)(?! (?:\w+ )?(?:debit|credit|card|account|visa|mastercard|amex)))\b",
    re.IGNORECASE,
)
_THERE_IS = re.compile(
    r"\b(?:['’]s|has|had|have|having|got|is|there['’]s)(?: only| just| like| about| maybe| got)* $", re.IGNORECASE
)
_IN_IT = re.compile(r"(?: \w+)? (?:in|on) (?:it|there|that card|the card|(?:my|the|that) account)\b", re.IGNORECASE)


_OUT_OF = re.compile(r"\b(?:from|out of) (?:the |my |that |those |this )?$", re.IGNORECASE)
_UP_TO = re.compile(r",? (?:to|up|down|till)\b", re.IGNORECASE)
"""What money is taken from ("from the fifty-two, twenty goes to the house"); "from fifty to sixty" is what is paid."""

_UNTIL = re.compile(r"\b(?:till|until|before) (?:the |that |all )*$", re.IGNORECASE)
_CLEARED = re.compile(r"(?:['’]s| is| are)? (?:all )?(?:cleared|paid|gone|done|settled|finished)\b", re.IGNORECASE)
"""What is owed, around which a plan runs on ("until the 1,138 is cleared")."""


def _is_no_payment(term: Term, turn: Turn) -> bool:
    """Whether a sum is a credit or what is in an account, and no payment ("the HSA's got like sixty bucks in it")."""
    text = turn.text
    if _THANKS.search(text, 0, term.first) or (_YEAR.fullmatch(term.text) and _IN_YEAR.search(text, 0, term.first)):
        return True
    if _CREDIT_BEFORE.search(text, 0, term.first) or _CREDIT_AFTER.match(text, term.last):
        return True
    if _UNTIL.search(text, 0, term.first) and _CLEARED.match(text, term.last):
        return True
    if turn.role is Role.CUSTOMER and _OUT_OF.search(text, 0, term.first) and not _UP_TO.match(text, term.last):
        return True
    own = turn.role is Role.CUSTOMER and _THERE_IS.search(text, 0, term.first)
    return bool(own and _IN_IT.match(text, term.last))


_CALLS = re.compile(
    r"\b(?:(?:i|i'll|we|we'll|you|can|could|shall|should|to|and|he|she) "
    r"(?:call|ring|phone|rang|called|catch|speak|talk)|what time|which time|o'clock|best time|good time|appointment)\b",
    re.IGNORECASE,
)
"""A talk or a visit is being fixed."""

_PAYS = re.compile(r"\b(?:pay\w*|send|sending|transfer|deposit|put|amount|balance|instal\w*)\b", re.IGNORECASE)

_CLOCK = re.compile(
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"[ -](?:oh[ -]five|five|ten|fifteen|twenty|thirty|forty|fifty|(?:twenty|thirty|forty|fifty)[ -]five)"
    r"|1?\d[:.][0-5]\d)",
    re.IGNORECASE,
)
"""How a time of day is said; so are sums."""


def _speaks_of_hours(asked: str) -> bool:
    """Whether the line before fixes a time to talk at, so that a bare number in the answer is an hour."""
    return bool(_CALLS.search(asked)) and bool(find_clock_times(asked)) and not _PAYS.search(asked)


def _may_be_hour(term: Term) -> bool:
    return bool(_CLOCK.fullmatch(term.text)) or (not term.exact and term.amounts[0] <= MOST_HOUR)


def _is_hour(term: Term, text: str) -> bool:
    """Whether a number said like a time of day stands in a sentence about a call and not about a payment."""
    if not _CLOCK.fullmatch(term.text):
        return False
    sentence = sentence_of(text, term)
    return bool(_CALLS.search(sentence)) and not _PAYS.search(sentence)
