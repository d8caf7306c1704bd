"""Words around a day that change what it is: a courtesy ("how are you today"), a day gone by, a card's expiry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from callscore.language.calendar_days import day_of

__all__ = ["gone_by", "is_courtesy", "is_expiry", "is_past", "of_last_month"]

MOST_AHEAD = 31
"""Days ahead of the call from which a day without a year, spoken of as past, is the one of the year before."""

_PLEASANTRY = re.compile(
    r"\b(?:how(?:'s|'re| is| are| have)?(?: the (?:hell|heck|devil))?(?: are| have)? (?:you|ya|things?|everything|it|"
    r"your day)(?: all| been| going| doing| feeling| keeping| guys| folks)*|"
    r"(?:doing|feeling|going|keeping|you(?:'re| are))(?: very| really| quite)? "
    r"(?:well|okay|ok|good|fine|alright|great)|"
    r"(?:help|assist|do for)(?:ing)?(?: you)?(?: out)?(?: with)?(?: (?:anything|something)(?: else)?)?|"
    r"(?:thanks?(?: you)?(?:(?: ever)? so much| very much| again)?(?: for|,)|appreciate)(?: (?!pay|mak|settl|clear|"
    r"send|(?:\w*)\d)[\w'-]+){1,6}|"
    r"(?:i(?:'m| am)|we(?:'re| are)) (?:calling|ringing|phoning|reaching out|contacting|getting in touch)"
    r"(?: (?:you|to you|with you))?|(?:reason|purpose) (?:for|of|behind) (?:my|the|this|our) call|"
    r"(?:speaking|talking) (?:to|with)(?: (?!about)[\w'.-]+){0,3}|"
    r"have a (?:\w+ )?(?:day|one|time)),? $",
    re.IGNORECASE,
)
"""What is said before a "today" that is no day for anything."""

_NOT_NOW = re.compile(
    r"\b(?:can't|cannot|can not|don't|do not|couldn't|unable|not|isn't|haven't|won't)\b(?! (?:you|we|"
    r"i\b|until|before|later|tomorrow))(?! only)[^.?!,;]{0,60} $|"
    r"\b(?:help|assist|look into|sort)(?:ing)?(?: you)?(?: with)?(?: (?:that|this|it))? $",
    re.IGNORECASE,
)
"""What is said before a "right now" that tells how things stand, and of a "right away" that only offers help."""

_COURTEOUS_DAYS = frozenset({"today", "this morning", "this afternoon", "this evening", "tonight"})

_AT_ONCE = frozenset({"right now", "right away", "straight away"})

_PAST = re.compile(
    r"\b(?:dated|(?:was|were|been|got) (?:\w+ )?(?:overdue|due|made|issued|sent|paid|received|returned|billed|"
    r"opened|posted)|missed|skipped|since|fell due|(?:you|i|we|they|he|she) (?:last )?paid|went (?:overdue|past due|"
    r"unpaid)|bounced|came back|last payment (?:was|is|in|on)|back in|happened|started|ordered|bought|"
    r"delivered|passed away|died)\b(?![^.?!]{0,40}\b(?:next|will|'ll|due (?:on|by|in)|until)\b)[^.?!]{0,40}$",
    re.IGNORECASE,
)
"""What is said before a day that has been."""

_STILL_TO_COME = re.compile(
    r"\b(?:is|are) (?:\w+ )?due\b[^.?!]{0,40}$|\b(?:if|once|unless|when)\b[^.?!]{0,60}$|(?<!due )\bby (?:the )?$",
    re.IGNORECASE,
)
"""What is said before a day by which it is not yet there after all."""

_EXPIRY_BEFORE = re.compile(r"\bexp(?:ir\w+|\.)?(?: date)?(?: is)?[,:]? ?$", re.IGNORECASE)
_EXPIRY_AFTER = re.compile(r"[,.]?(?: and)?(?: the| my)? (?:cvv|cvc|cv2|security code|three digits)\b", re.IGNORECASE)
"""Words beside the month and year by which a card expires."""

_OF_LAST_MONTH = re.compile(r"\blast month,? (?:on |by )?$", re.IGNORECASE)


def is_courtesy(text: str, first: int, words: str) -> bool:
    """Whether "today" at `first` belongs to a greeting, an offer of help, a thank-you or a "can't", and is no date.

    Examples
    --------
    >>> is_courtesy("how are you today", 12, "today"), is_courtesy("can you pay today", 12, "today")
    (True, False)
    """
    said = words.lower()
    if said in _AT_ONCE:
        return bool(_NOT_NOW.search(text[:first]))
    return said in _COURTEOUS_DAYS and bool(_PLEASANTRY.search(text[:first]))


def is_expiry(text: str, first: int, last: int) -> bool:
    """Whether "12/27" at ``text[first:last]`` is when a card expires.

    Examples
    --------
    >>> is_expiry("12/27, and the security code is 123", 0, 5), is_expiry("on 12/27", 3, 8)
    (True, False)
    """
    return bool(_EXPIRY_BEFORE.search(text[:first]) or _EXPIRY_AFTER.match(text, last))


def is_past(text: str, first: int) -> bool:
    """Whether the day at `first` is spoken of as one that has been.

    Examples
    --------
    >>> is_past("it was due on friday", 14), is_past("if it was paid by friday", 18)
    (True, False)
    """
    before = text[:first]
    return bool(_PAST.search(before)) and not _STILL_TO_COME.search(before)


def gone_by(days: Sequence[date], call: date) -> tuple[date, ...]:
    """Readings of a day without a year that has been: those up to the call first, else the year before if well ahead.

    Examples
    --------
    >>> [str(day) for day in gone_by([date(2026, 8, 1)], date(2026, 3, 11))]
    ['2025-08-01']
    """
    before = [day for day in days if day <= call]
    if before:
        return (*before, *(day for day in days if day > call))
    moved = (day_of(d.year - 1, d.month, d.day) if (d - call).days > MOST_AHEAD else d for d in days)
    return tuple(dict.fromkeys(day for day in moved if day is not None))


def of_last_month(text: str, first: int, day: int, call: date) -> tuple[date, ...]:
    """The day of the month before the call's, where "last month" stands before it; empty where it doesn't.

    Examples
    --------
    >>> [str(day) for day in of_last_month("due last month on the 15th", 18, 15, date(2026, 1, 8))]
    ['2025-12-15']
    """
    found = day_of(call.year, call.month - 1, day) if _OF_LAST_MONTH.search(text[:first]) else None
    return (found,) if found else ()
