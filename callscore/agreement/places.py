"""Two places of a call that can't both be right, and what of a line is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.language.calendar_days import count_of
from callscore.language.date_patterns import CARDINALS
from callscore.language.number_words import tokenize, whole_number
from callscore.language.terms import Term

__all__ = [
    "CORRECTS", "SENTENCE", "SPAN", "Contradiction", "announced", "days_of", "inside", "sentence_at", "sentence_of",
]  # fmt: skip

SPAN = (
    r"(?:\d{1,3}|(?:a couple of|a few|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight"
    r"|nine))?))"
    r" (?:days?|weeks?|months?|years?)"
)
"""How long something lasts, in figures or words."""

CORRECTS = re.compile(
    r"\b(?:sorry|apolog\w+|my mistake|my error|i misspoke|misread|misquoted|correct(?:ion|ing)|let me correct|i meant"
    r"|i should have said|that was wrong|wrong (?:account|figure|line|screen|one|file|loan)|not \S+,? (?:it's|it is)"
    r"|scratch that|i tell a lie|updated|refresh\w*|just (?:come|gone) (?:in|through))\b",
    re.IGNORECASE,
)
"""The agent announces that a figure is corrected: being unprepared, perhaps, but no contradiction."""

SENTENCE = re.compile(r"[^.?!;]+(?:\.(?=\d)[^.?!;]*)*[.?!;]?")
"""A sentence, or what stands before a semicolon; a point in a number ends none."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places of a call that can't both be right.

    `rule` is "balance", "fee", "deadline", "age", "callback", "challenged" or "terms"; `first` and `second` are indexes
    of turns, `before` and `after` the words said there.
    """

    rule: str
    first: int
    second: int
    before: str
    after: str


def announced(conversation: Conversation, index: int) -> bool:
    """Whether a line, or the agent's one before it, announces a correction."""
    before = [i for i, _ in conversation.turns_of(Role.AGENT) if i < index][-1:]
    return any(CORRECTS.search(conversation.turns[i].text) for i in (*before, index))


def inside(sentence: re.Match[str], term: Term) -> bool:
    """Whether a term begins in a sentence."""
    return sentence.start() <= term.first < sentence.end()


def sentence_of(text: str, term: Term) -> str:
    """The sentence of a line in which a term begins."""
    return next((sentence[0] for sentence in SENTENCE.finditer(text) if inside(sentence, term)), text)


def sentence_at(text: str, position: int) -> str:
    """The sentence of a line around a character."""
    return next((match[0] for match in SENTENCE.finditer(text) if match.start() <= position < match.end()), text)


def days_of(words: str) -> int | None:
    """Days of a span in words ("six days", "seven weeks", "a couple of months"); None where it is none.

    Examples
    --------
    >>> days_of("seven weeks"), days_of("a couple of months"), days_of("sixty days"), days_of("soon")
    (49, 60, 60, None)
    """
    match = re.fullmatch(SPAN, words.strip(), re.IGNORECASE)
    if match is None:
        return None
    count, unit = words.strip().rsplit(" ", 1)
    number = count_of(count) if count.lower().replace("-", " ") in CARDINALS or count.isdigit() else _tens(count)
    return number * {"day": 1, "week": 7, "month": 30, "year": 365}[unit.lower().removesuffix("s")]


def _tens(words: str) -> int:
    tokens = tokenize(words)
    return int(whole_number(tokens, 0)[0])
