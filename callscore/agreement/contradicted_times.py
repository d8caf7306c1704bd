"""Times that the agent gives two values: a deadline, how long a debt is overdue, when a call back was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from callscore.agreement.places import (
    SENTENCE,
    SPAN,
    Contradiction,
    announced,
    days_of,
    inside,
    sentence_at,
    sentence_of,
)
from callscore.conversation import Conversation, Role
from callscore.language.calendar_days import count_of
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["contradicted_times"]

_MOVES = re.compile(
    r"\b(?:because|since|as (?:you|the)|extend\w*|extension|extra|more time|longer|move[ds]?|push(?:ed)?|allow|give you"
    r"|as a one[- ]off|agreed|if you|instead|weekend|bank holiday|another|other|second)\b",
    re.IGNORECASE,
)
"""Words in the line of a new deadline that say why it is another one."""

_ASKS_FOR_TIME = re.compile(
    r"\b(?:more time|a bit longer|longer|(?:give|need) (?:me|us)? ?(?:till|until|to)|can (?:i|we) (?:have|do"
    r"|make it)|could (?:i|we)"
    r"|what (?:about|if)|not (?:by|till|until)|extension)\b",
    re.IGNORECASE,
)

_BY = re.compile(
    r"\b(?:by|before|until|till|no later than|deadline(?: is| of| for \w+ is)?|expires?|ends?|clos(?:es|ing)|through"
    r"|have"
    r"|is|due)\s+(?:on |at |the end of |close (?:of business )?(?:on )?)*$",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"\b(?:must|needs? to|ha(?:s|ve) to|deadline|expires?|last (?:day|date|chance)|final (?:day|date|deadline)|valid"
    r"|good (?:until|till|through)"
    r"|no later|latest|(?:is|are) open|stands|have (?:until|till)|runs? (?:out|until)|due)\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(r"\?|\b(?:could|would|can) (?:you|we|that)\b|\bhow about\b|\bwhat about\b", re.IGNORECASE)

_SUBJECTS = (
    ("offer", re.compile(r"\b(?:offer|discount|settle\w*|reduced|deal)\b", re.IGNORECASE)),
    ("step", re.compile(r"\b(?:court|legal|solicitor\w*|attorney\w*|agency|bailiff\w*|file|claim|disconnect\w*"
    r"|suspen\w*"
                        r"|cut off|stop|passed|transferred|terminat\w*)\b", re.IGNORECASE)),
    ("payment", re.compile(r"\b(?:pay\w*|money|amount|balance|sum|it|that|this)\b", re.IGNORECASE)),
)  # fmt: skip
"""What a deadline is for, the most telling word first."""

LEAST_APART = 14
"""Days by which two spans must differ to be two: "a month" and "five weeks" are one."""

MOST_ROUNDED = 1.7
"""How many times the longer of two spans may be the shorter, rounded in speech."""

SOON = 4
"""Turns within which the agent answers when to call back."""

AGE = re.compile(
    rf"\b(?P<after>{SPAN}) (?:late|over(?:due)?|past due|behind|in arrears|outstanding|you(?:'ve| have) (?:been|had"
    rf"|owed))\b"
    rf"|\b(?:late|overdue|past due|behind|in arrears|outstanding|carrying \w+(?:'s)? money) (?:by |for "
    rf"|now )?(?P<before>{SPAN})\b",
    re.IGNORECASE,
)
"""How long a debt is overdue."""

SEVERAL = re.compile(
    r"\b(?:first|second|third|other|another|both|each|oldest|newest|one of|some|invoices|between|up to|at|once|when"
    r"|if|until"
    r"|after|before|will be|would be|january|february|march|april|june|july|august|september|october|november"
    r"|december)\b",
    re.IGNORECASE,
)
"""Words by which a span is that of one bill among several, or of another time than now."""

CALL_AT = re.compile(
    r"\b(?:call|ring|phone|try|reach)(?: (?:me|you|back|us|him|her|again|today|tomorrow|tonight|on \w+day|\w+day)){0,3}"
    r" (?P<how>after|at|around|about|before|by|from|past) (?P<hour>one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven"
    r"|twelve|\d{1,2})\b(?! (?:days?|weeks?|minutes?|hours?|times?|months?)| (?:more )?payments?)",
    re.IGNORECASE,
)
"""An hour to call at."""

HOUR = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b", re.IGNORECASE)

PROPOSES_HOUR = re.compile(
    r"\?|\b(?:can't|cannot|couldn't|closed?|close|only|earliest|latest|instead|or|but|how about|would|could|shift"
    r"|finish)\b",
    re.IGNORECASE,
)
"""Words by which the agent negotiates the hour."""


def contradicted_times(conversation: Conversation) -> Iterator[Contradiction]:
    """Deadlines, ages of the debt and hours for a call back that differ, with nothing said that explains it.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> lines = ("agent: It's six days overdue.", "customer: Is it?", "agent: You're seven weeks overdue, madam.")
    >>> [(found.rule, found.before, found.after) for found in contradicted_times(make_call(*lines))]
    [('age', 'six days', 'seven weeks')]
    """
    yield from _deadlines(conversation)
    yield from _ages(conversation)
    yield from _callbacks(conversation)


def _deadlines(conversation: Conversation) -> Iterator[Contradiction]:
    """A day that something must be done by, given as another one later."""
    stated: dict[str, list[tuple[int, Term]]] = {}
    for index, turn in conversation.turns_of(Role.AGENT):
        for sentence in SENTENCE.finditer(turn.text):
            if _PROPOSES.search(sentence[0]) or not _DEMANDS.search(sentence[0]):
                continue
            for term in find_terms(turn.text, conversation.call_date):
                if term.kind is TermKind.DATE and term.exact and inside(sentence, term):
                    if _BY.search(turn.text[sentence.start() : term.first]):
                        stated.setdefault(_subject(sentence[0]), []).append((index, term))
                    break
    for places in stated.values():
        for (first, one), (second, other) in combinations(places, 2):
            if first != second and not _same_day(one, other) and not _moved(conversation, first, second, other):
                yield Contradiction("deadline", first, second, one.text, other.text)
                break


def _subject(sentence: str) -> str:
    """What a deadline is for."""
    return next((name for name, pattern in _SUBJECTS if pattern.search(sentence)), "payment")


def _same_day(one: Term, other: Term) -> bool:
    """Whether two days may be one; days without a date are the same or can't be told apart unless both are weekdays."""
    if one.dates and other.dates:
        return bool(set(one.dates) & set(other.dates))
    weekdays = [_weekday(term.text) for term in (one, other)]
    return not all(weekdays) or weekdays[0] == weekdays[1]


def _weekday(words: str) -> str | None:
    match = re.search(r"(mon|tues|wednes|thurs|fri|satur|sun)day", words.lower())
    return match[0] if match else None


def _moved(conversation: Conversation, first: int, second: int, other: Term) -> bool:
    """Whether the new day was announced, given a reason, asked for or named by the customer."""
    if announced(conversation, second) or _MOVES.search(sentence_of(conversation.turns[second].text, other)):
        return True
    wanted: set[date] = set()
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        if first < index < second:
            if _ASKS_FOR_TIME.search(turn.text):
                return True
            wanted |= {day for term in find_terms(turn.text, conversation.call_date) for day in term.dates}
    return bool(wanted & set(other.dates))


def _ages(conversation: Conversation) -> Iterator[Contradiction]:
    """How long the debt is overdue, given as two spans that rounding doesn't explain."""
    stated: list[tuple[int, str, int]] = []
    for index, turn in conversation.turns_of(Role.AGENT):
        for match in AGE.finditer(turn.text):
            words = match["after"] or match["before"]
            days = days_of(words)
            line = sentence_at(turn.text, match.start())
            if days is not None and not SEVERAL.search(line) and not any(term.name for term in _references(line)):
                stated.append((index, words, days))
    for (first, one, few), (second, other, many) in combinations(stated, 2):
        apart = abs(few - many) > LEAST_APART and max(few, many) > MOST_ROUNDED * min(few, many)
        if first != second and apart and not announced(conversation, second):
            yield Contradiction("age", first, second, one, other)
            return


def _references(line: str) -> list[Term]:
    return [term for term in find_terms(line) if term.kind is TermKind.REFERENCE]


def _callbacks(conversation: Conversation) -> Iterator[Contradiction]:
    """An hour for a call back that the agent names other than it was just asked for."""
    wanted: tuple[int, str, str, int] | None = None
    for index, turn in enumerate(conversation.turns):
        match = CALL_AT.search(turn.text)
        if turn.role is Role.AGENT and PROPOSES_HOUR.search(turn.text) and HOUR.search(turn.text):
            wanted = None
        elif turn.role is Role.CUSTOMER and match is not None:
            wanted = (index, match[0], match["how"].lower(), _hour(match["hour"]))
        elif turn.role is Role.AGENT and match is not None and wanted is not None and index - wanted[0] <= SOON:
            given = _hour(match["hour"])
            off = given < wanted[3] if wanted[2] in ("after", "from", "past") else given != wanted[3]
            off = given >= wanted[3] if wanted[2] in ("before", "by") else off
            if off:
                yield Contradiction("callback", wanted[0], index, wanted[1], match[0])
                return


def _hour(word: str) -> int:
    return count_of(word)
