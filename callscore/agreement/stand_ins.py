"""Stand-ins for the days of a call whose date isn't known, by which they are told apart and put in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta

from callscore.agreement.day_words import FIRST_KNOWN_YEAR, DayWords, compare_days, day_words
from callscore.conversation import Conversation, Role, Turn
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["number_days", "warn_of_days"]

FIRST_STAND_IN = date(1, 1, 1)
"""Day from which stand-ins are counted: far from every day that a call can be about."""

LAST_STAND_IN = date(FIRST_KNOWN_YEAR - 12, 1, 1)
"""Day after which none is searched for: the next may lie eleven years on, and must stay before the known ones."""

APART = 40
"""Days between two stand-ins, so that no rhythm and no week lies between them."""

SEARCHED = 11 * 366
"""Days looked through for one of a weekday, a day of the month and a month: they meet again within eleven years."""

SHOWN_DAYS = 2
"""Words for days that the warning quotes."""

_OTHER_DAY = re.compile(
    r"\b(?:how about|what about|what if|could|can you|would|instead|not|no|or|rather)\b", re.IGNORECASE
)
"""Words by which a line names another day and does not complete the one just said."""


_SAME = re.compile(
    r"[\s,.]*(?:(?:(?:which|that|it) )?(?:is|be)|(?:which|that|it|so that)['’]s|['’]s|so|being)?"
    r"(?: (?:a|the|on))?[\s,.]*",
    re.IGNORECASE,
)
"""What stands between two ways of naming one day ("Friday week, the twentieth", "Saturday is the 24th")."""


def number_days(turns: Sequence[Turn], lines: Sequence[tuple[Term, ...]]) -> tuple[tuple[Term, ...], ...]:
    """The terms of a call without a date, each day with a stand-in that is one for all words that mean the same day.

    Stand-ins follow in the order in which the days are first named, and have the weekday, the day of the month and the
    month that the words say. They serve to compare and to put in order; `is_known` tells them from days. Of a call with
    more days than there are stand-ins, the further ones have none.
    """
    days = _Days()
    places: dict[tuple[int, int], int] = {}
    before: int | None = None
    for index, (turn, terms) in enumerate(zip(turns, lines, strict=True)):
        last: int | None = None
        named: set[int] = set()
        answers = index > 0 and turns[index - 1].role is not turn.role
        for position, term in enumerate(terms):
            said = day_words(term.text) if term.kind is TermKind.DATE and not term.dates else None
            if said is None:
                continue
            if last is not None and term.exact and said.day is None and said.part is None and said.month is not None:
                said = replace(said, day=days.words[places[index, last]].day)
            number = days.place(said)
            near = None
            if last is not None and _SAME.fullmatch(turn.text[terms[last].last : term.first]):
                near = places[index, last]
            elif last is None and answers and not _OTHER_DAY.search(turn.text[: term.first]):
                near = before
            if near is not None:
                number = days.join(near, number)
            places[index, position] = number
            named.add(number)
            last = position
        before = named.pop() if len(named) == 1 else None
    stand_ins = days.stand_ins()
    return tuple(
        tuple(
            replace(term, dates=stand_ins[places[index, position]]) if (index, position) in places else term
            for position, term in enumerate(terms)
        )
        for index, terms in enumerate(lines)
    )


class _Days:
    """The days of a call as they come up: what is known of each, and which words have meant which."""

    def __init__(self) -> None:
        self.words: list[DayWords] = []
        self._same: list[int] = []
        self._meant: dict[DayWords, int] = {}

    def place(self, said: DayWords) -> int:
        """Number of the day that words mean: as the same words did before, else the latest that they may mean."""
        number = self._meant.get(said)
        if number is None:
            alike = (n for n in reversed(range(len(self.words))) if (self.words[n].part is None) == (said.part is None))
            number = next((n for n in alike if n == self._first(n) and compare_days(self.words[n], said)), None)
        if number is None:
            number = len(self.words)
            self.words.append(said)
            self._same.append(number)
        number = self._first(number)
        self.words[number] = _together(self.words[number], said)
        self._meant[said] = number
        return number

    def join(self, one: int, other: int) -> int:
        """Make two days one, where their words leave it open and the one says what the other does not."""
        one, other = self._first(one), self._first(other)
        mine, theirs = self.words[one], self.words[other]
        if one == other or compare_days(mine, theirs) is not None or not _complete(mine, theirs):
            return other
        first, second = sorted((one, other))
        self.words[first] = _together(self.words[first], self.words[second])
        self._same[second] = first
        return first

    def stand_ins(self) -> list[tuple[date, ...]]:
        """A stand-in for each number, or none once they are used up."""
        found: dict[int, tuple[date, ...]] = {}
        day = FIRST_STAND_IN
        for number, words in enumerate(self.words):
            if number == self._first(number):
                start = day + timedelta(days=APART)
                ahead = (start + timedelta(days=n) for n in range(SEARCHED))
                day = next((d for d in ahead if _fits(words, d)), start) if start <= LAST_STAND_IN else day
                found[number] = (day,) if start <= LAST_STAND_IN else ()
        return [found[self._first(number)] for number in range(len(self.words))]

    def _first(self, number: int) -> int:
        while self._same[number] != number:
            number = self._same[number]
        return number


def _complete(one: DayWords, other: DayWords) -> bool:
    """Whether one way of naming a day gives its date and the other does not, so that the two may be one."""
    return (one.day is None) != (other.day is None) and one.part is None and other.part is None


def _together(one: DayWords, other: DayWords) -> DayWords:
    """What two ways of naming one day say of it."""
    return DayWords(
        *(
            getattr(one, part.name) if getattr(one, part.name) is not None else getattr(other, part.name)
            for part in fields(DayWords)
        )
    )


def _fits(words: DayWords, day: date) -> bool:
    return words.weekday in (None, day.weekday()) and words.day in (None, day.day) and words.month in (None, day.month)


NO_CALL_DATE = "no call date"
"""How the warning begins, by which it is found again."""


def warn_of_days(conversation: Conversation) -> Conversation:
    """The call with a warning where its date is missing and its days hang on it; without one where the date is known.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> warn_of_days(make_call("customer: I'll pay on Friday")).quality.warnings
    ("no call date: days such as 'Friday' are kept as said and compared by their words; give --call-date",)
    """
    if conversation.call_date is not None:
        kept = tuple(w for w in conversation.quality.warnings if not w.startswith(NO_CALL_DATE))
        if kept == conversation.quality.warnings:
            return conversation
        return replace(conversation, quality=replace(conversation.quality, warnings=kept))
    said = dict.fromkeys(
        term.text
        for turn in conversation.turns
        if turn.role is not Role.OTHER
        for term in find_terms(turn.text)
        if term.kind is TermKind.DATE and not term.dates and term.exact and day_words(term.text) is not None
    )
    if not said:
        return conversation
    words = " or ".join(f"'{text}'" for text in list(said)[:SHOWN_DAYS])
    return conversation.warn(
        f"{NO_CALL_DATE}: days such as {words} are kept as said and compared by their words; give --call-date"
    )
