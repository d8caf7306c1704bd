"""What the agent states as the facts of the account: the balance, the day it fell due, the reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.sentences import sentence_around
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["Statement", "amounts_said", "stated_balances", "stated_due_dates", "stated_references"]

_OWED = (
    r"(?:balance|outstanding|ow(?:e|es|ed|ing)|arrears|amount due|total(?: due| owed)?|debt|past due|overdue|"
    r"unpaid|behind)"
)
_OWED_IN = re.compile(rf"\b{_OWED}\b", re.IGNORECASE)
_OWED_BEFORE = re.compile(rf"\b{_OWED}\b[^;]{{0,45}}$", re.IGNORECASE)
_OWED_AFTER = re.compile(
    r"^(?P<between>[\s,]*(?:[\w']+\s+){0,3}?)(?:outstanding|ow(?:ed|ing)|overdue|past due|unpaid|in arrears|behind|"
    r"(?:was|were|fell|has been|have been) (?:\w+ )?due|you(?:'re| are)? ow(?:e|ing))\b",
    re.IGNORECASE,
)
_CALLED_ABOUT = re.compile(
    r"\b(?:call(?:ing|ed)?|ringing|phoning|regarding|about)\b[^;]{0,60}\b(?:invoice|bill|account|loan|rent|"
    r"statement)s?\b[^;]{0,30}\b(?:for|of)\s*$",
    re.IGNORECASE,
)
"""Words before or after a sum that make it what is owed, and what stands between."""

_OTHER_SUM = re.compile(
    r"\b(?:will|would|could|can|pay\w*|paid|fees?|charges?|interest|instal\w*|month\w*|week\w*|minus|less|plus|after|"
    r"reduc\w+|except|limit|credit|discount|settle\w*|offer\w*|half|part|deposit|minimum)\b|\bon\s*$",
    re.IGNORECASE,
)
"""Words between "balance" and a sum by which it is another sum."""

_OTHER_BALANCE = re.compile(
    r"\b(?:remaining|new|reduced|original(?:ly)?|starting|settlement|minimum|left|leaves?|leaving|credit|available|"
    r"opening|previous|any|no|half|part|payments?|instal\w*|monthly|was|had|other|second|another)\s+(?:[\w']+\s+)?$",
    re.IGNORECASE,
)
"""Words before "balance" by which it is not what is owed now."""

_CONDITION = re.compile(
    r"\b(?:if|once|unless|until|would|leaves?|leaving|bring\w*|then|suppose|instead|you(?:'re| are|'ve| have)? "
    r"(?:said|say|saying|mentioned|mention|told|think|believe|claim\w*|thought))\b",
    re.IGNORECASE,
)
"""Words earlier in the sentence by which a sum is supposed, quoted or yet to come."""

_RATE_AFTER = re.compile(
    r"^[\s,]*(?:[\w']+\s+){0,4}?(?:a|per|each|every)\s+(?:week|month|fortnight)|^[\s,]*(?:each|more|apiece)\b|^[^.?!;]{0,25}\b(?:instal\w*|fees?|charges?|"
    r"interest|discount|left|remaining|off|deposit|settlement|payments?|as a first)\b",
    re.IGNORECASE,
)
"""Words after a sum by which it is an instalment, a fee or what is left over."""

_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|just (?:over|under)|nearly|almost|over|some|under|more than)\s+[£$€₹]?$",
    re.IGNORECASE,
)
"""Words right before a sum by which it is a rough figure."""

_DUE = re.compile(
    r"\b(?:(?:was|were|became|fell|fallen|been) (?:originally )?(?:due|payable|overdue|past due)|"
    r"due date (?:was|is|of)|overdue since|due since|past due since)\b(?P<between>[^;\d]{0,25})$",
    re.IGNORECASE,
)
"""Words before a day by which it is the one on which the account fell due."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact that the agent states: the turn, the term, and whether the agent gives it as a rough figure."""

    index: int
    term: Term
    rough: bool = False


def amounts_said(conversation: Conversation) -> tuple[Statement, ...]:
    """Every sum that the agent says, in order."""
    return tuple(
        Statement(index, term, bool(_ABOUT.search(turn.text[: term.first])))
        for index, turn in conversation.turns_of(Role.AGENT)
        for term in find_terms(turn.text)
        if term.kind is TermKind.AMOUNT and term.amounts
    )


def stated_balances(conversation: Conversation) -> tuple[Statement, ...]:
    """Sums that the agent states as what is owed, and not as a part, an instalment, a fee or an offer.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Your balance is £250. You could pay £50 a month.", "customer: I owe 200.")
    >>> [statement.term.text for statement in stated_balances(call)]
    ['£250']
    """
    return tuple(
        statement
        for statement in amounts_said(conversation)
        if statement.term.exact and _is_balance(conversation.turns[statement.index].text, statement.term)
    )


def _is_balance(text: str, term: Term) -> bool:
    first, last = sentence_around(text, term.first, term.last)
    others = [t for t in find_terms(text) if t.kind is TermKind.AMOUNT and t is not term]
    since = max((t.last for t in others if t.last <= term.first), default=first)
    until = min((t.first for t in others if t.first >= term.last), default=last)
    before, after = text[max(first, since) : term.first], text[term.last : min(last, until)]
    if _CONDITION.search(text[first : term.first]) or _RATE_AFTER.search(after):
        return False
    if _OWED_BEFORE.search(before):
        owed = _last_owed(before)
        between = before[owed[1] :]
        if between.strip().lower() == "for":  # "settle the balance for £350": an offer
            return False
        return not _OTHER_SUM.search(between) and not _OTHER_BALANCE.search(before[: owed[0]])
    if _CALLED_ABOUT.search(text[first : term.first]):
        return not _OTHER_SUM.search(before[-25:])
    if found := _OWED_AFTER.search(after):
        other = _OTHER_SUM.search(found["between"]) or _OTHER_SUM.search(before[-25:])
        return other is None and not _OTHER_BALANCE.search(found["between"])
    return False


def _last_owed(before: str) -> tuple[int, int]:
    """Characters of the last word of owing before a sum."""
    return [match.span() for match in _OWED_IN.finditer(before)][-1]


def stated_due_dates(conversation: Conversation) -> Iterator[Statement]:
    """Days that the agent states as the one on which the account fell due.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It fell due on 3 June. Can you pay by Friday?", call_date=date(2026, 7, 1))
    >>> [str(statement.term.dates[0]) for statement in stated_due_dates(call)]
    ['2026-06-03']
    """
    for index, turn in conversation.turns_of(Role.AGENT):
        for term in find_terms(turn.text, conversation.call_date):
            if term.kind is not TermKind.DATE or not term.dates or not term.exact:
                continue
            first, _ = sentence_around(turn.text, term.first, term.last)
            before = turn.text[first : term.first]
            if _DUE.search(before) and not _CONDITION.search(before):
                yield Statement(index, term)


def stated_references(conversation: Conversation) -> Iterator[Statement]:
    """References that the agent says: of an invoice, an account, a contract.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It's about invoice 4411.", "customer: Not 4412?")
    >>> [statement.term.text for statement in stated_references(call)]
    ['invoice 4411']
    """
    for index, turn in conversation.turns_of(Role.AGENT):
        for term in find_terms(turn.text):
            if term.kind is TermKind.REFERENCE:
                yield Statement(index, term)
