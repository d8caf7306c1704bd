"""How callers say who they are: the own name, the company, both side by side, an answer to "who is this"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from callscore.conversation import Conversation
from callscore.dialogue.name_checks import without_checks

__all__ = ["Who", "introduced_by_place", "who_is_said"]

ANSWERED_WITHIN = 60
"""Characters of an answer to "who is this" in which a name is the caller's own."""

_STOP = (
    r"(?!(?:the (?:first|second|third|\w+teenth|\w+tieth|start|end|same|moment|other)|work|home|there|here|now|that|"
    r"this|you|me|us|"
    r"him|her|them|it|your|our (?!side|end)|what|which|when|least|all|january|february|march|april|may|june|july|"
    r"august|"
    r"september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|then|last|"
    r"next|"
    r"\d+)\b)"
)
_KINDS = (
    r"\b(?:council|bank|credit control|accounts (?:receivable|department|team|office)|collections|recoveries|"
    r"recovery|finance|financial|leasing|loans?|"
    r"energy|water|insurance|solutions|services?|supplies|clinic|hospital|university|solicitors|holdings|properties|"
    r"co-?op(?:erative)?|credit union|telecoms?|mobile|rentals?|motors|logistics|freight|packaging|associates|agency|"
    r"housing|homes|college|dental|medical|vets|veterinary|broadband|group|depot|ltd|limited|inc|llc|plc)\b"
)
"""Words of which the names of companies that have something to collect are made."""
_COMPANY = re.compile(
    rf"\b(?:from|with|at|for|of|on behalf of|here at|here from|here by|kutoka)\s+(?:the\s+)?{_STOP}[\w'&.-]{{2,}}|"
    rf"{_KINDS}|\b(?-i:[A-Z])[\w'-]+ (?:here|calling|speaking|this side)[,.] (?:the )?(?-i:[A-Z])[\w'&.-]+|"
    r"\b(?:it's|this is|it is) (?:only |just )?(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)? in (?:the )?"
    r"(?-i:[A-Z])[\w'&.-]+",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"\b(?:the|our|your) (?:\w+ )?(?:recovery|recoveries|collections?|accounts?|legal|billing|finance|payments?|"
    r"credit(?: control)?|arrears) (?:office|department|dept|team|desk|section|unit|side|people|line)\b"
)
"""A department by itself names no company ("Mr Dawes in the recovery office")."""
_NO_NAME = (
    r"(?!(?:calling|ringing|phoning|speaking|call|bill|invoice|letter|account|balance|email|you|me|us|it|here)\b)"
)
_NAME = re.compile(
    r"\b(?:my name(?:'s| is)|(?:it|this)(?:'s| is|s)(?: only| just)?|i am|i'm|im|you(?:'re| are) (?:speaking|"
    r"talking) (?:to|with)|name's)\s+"
    r"(?!(?:a|an|the|about|regarding|not|calling|ringing|phoning|just|only|from|in|to|on|with|at|your|very|so|sorry|"
    r"afraid|here|looking|trying|for|concerning|good|great|okay|fine|going|really|hoping|glad|happy|sure|"
    rf"yourself)\b)(?!(?:[\w'-]+ )?{_KINDS}(?! se\b))[\w'-]+|"
    rf"(?<![\w'])(?!{_KINDS})(?!(?:someone|somebody|anyone|is|not|are|good|be|over|back|right|out|stay|still|"
    r"is anyone|you|i'm|im|we're|am|was|been|just|only|keep|stop|for|who's|we|i|will)\b)[\w'-]+ (?:here\b(?:,| from|"
    r" at| with| by|\.)|kutoka\b|calling\b|speaking\b|this side\b|on the line\b)|\bmyself [\w'-]+|"
    r"^\W*(?:(?:hi|hello|hey|yes|yeah|ya|sir|ma'am|madam|good (?:morning|afternoon|evening))\W+)*"
    r"(?!(?:is|not|are|good|be|over|back|right|out|stay|still|you|i'm|we're|it's)\b)[\w'-]+ here\b"
    r"(?! (?:is|to|for|we|i)\b)|"
    rf"{_KINDS} se (?!hi|ho|nahi|hai|bhi)[\w'-]{{3,}}|"
    rf"^(?:[\w'-]+[.,!]? ){{0,4}}?{_NO_NAME}[A-Z][\w'-]+(?: {_NO_NAME}[A-Z][\w'-]+)?(?: from | at | of "
    r"| with )[A-Z]",
    re.IGNORECASE,
)
_ASKS_CALLER = re.compile(
    r"\bwho(?:'s| is| are| am i)?,? (?:this|that|it|calling|speaking|talking|you|there|asking|wants)\b|\bkaun\b|"
    r"\b(?:know|ask|say|tell me) who\b|\bwho did you say\b|\bwhich company\b|\bcalling from where\b|"
    r"\bwhere (?:are you|you are|you) calling from\b",
    re.IGNORECASE,
)
_FROM = re.compile(rf"^\W*(?:[\w']+\W+){{0,3}}?(?:from|on behalf of)\s+(?:the\s+)?{_STOP}[\w'&.-]{{2,}}", re.IGNORECASE)
_KIND_FIRST = re.compile(
    rf"^\W*(?!(?:your|the|my|our|a|it|you|this|no|not)\b)(?:[\w'&-]+\W+){{1,4}}?{_KINDS}", re.IGNORECASE
)
"""Begins with the company, without a name."""
_KIND_HERE = re.compile(
    rf"\b(?!(?:your|the|my|our|a|is|no|not|from|at|with)\b)[\w'&-]+ (?:[\w'&-]+ )?{_KINDS}"
    r"(?: (?:cell|team|dept|department|office|desk|section))? (?:here\b(?! (?:is|to|for)\b)|this side\b|calling\b)",
    re.IGNORECASE,
)
"""Only the company: "tejas finance here"."""
_PAIR = (
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?:, [a-z]+(?: [a-z]+){0,2})?[,.] "
    r"(?:the )?[A-Z][\w'-]+(?: (?:and |& )?[A-Z][\w'-]+)+"
)
"""Name and company side by side: "Jeremy Hale, Marlowe Fine Wines", "Ann Bell, credit manager, Calder Timber"."""
_BOTH = re.compile(rf"\b{_PAIR}")
_SELF = re.compile(
    r"\b(?:(?:this is|my name is|my name's) [\w'-]+|(?:it's|i am|i'm) (?-i:[A-Z])[\w'-]+)(?: (?-i:[A-Z])[\w'-]+)? "
    rf"(?:from|of|with|at|over at|calling from) (?:the )?{_STOP}[\w'&.-]{{3,}}",
    re.IGNORECASE,
)
"""Says both in so many words: "this is joy of quickcash"."""
_BOTH_FIRST = re.compile(rf"^\W*(?:(?:Hi|Hello|Hey|Yes|Good (?:morning|afternoon|evening|day))\b[,. ]*)*{_PAIR}")


class Who(NamedTuple):
    """Which of the two a turn says: the caller's own name, and the company."""

    name: bool
    company: bool


def who_is_said(text: str) -> Who:
    """Whether a turn that introduces the caller says a name, and a company.

    Examples
    --------
    >>> who_is_said("Good morning, it's Priya from Calder Timber.")
    Who(name=True, company=True)
    >>> who_is_said("this is rick")
    Who(name=True, company=False)
    """
    text = _DEPARTMENT.sub(" ", without_checks(text))
    both = bool(_BOTH.search(text))
    return Who(both or bool(_NAME.search(text)), both or bool(_COMPANY.search(text)))


def introduced_by_place(conversation: Conversation, turns: Sequence[int]) -> tuple[int, Who] | None:
    """The first of the agent's `turns` that answers who is calling, or says name and company in so many words.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> introduced_by_place(make_call("customer: Who's this?", "agent: Colm Hearne, Ballinree Co-op."), [1])
    (1, Who(name=True, company=True))
    """
    for index in turns:
        text = conversation.turns[index].text
        asked = _ASKS_CALLER.search(conversation.previous_line(index))
        side_by_side = _BOTH_FIRST.search(text)
        if side_by_side and (asked or _COMPANY.search(text)):
            return index, Who(True, True)
        who = who_is_said(text[:ANSWERED_WITHIN])
        if who.name and who.company and _SELF.search(without_checks(text)):
            return index, who
        if who.name and who.company and _KIND_FIRST.search(text):
            return index, who
        if _KIND_HERE.search(text[:ANSWERED_WITHIN]):
            return index, Who(who.name, True)
        if asked and (who.name or _FROM.search(text) or _KIND_FIRST.search(text)):
            return index, who
    return None
