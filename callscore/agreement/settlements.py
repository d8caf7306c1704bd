"""When each value of a call was settled: put forward by one side and taken up by the other, and when last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from callscore.agreement.acts import Acts
from callscore.agreement.sums import is_among
from callscore.conversation import Conversation, Role
from callscore.language import commitments, offers
from callscore.language.methods import same_method
from callscore.language.terms import Term, TermKind

__all__ = ["NEVER", "Settlements"]

NEVER = -1
"""In place of the index of a turn, for what was not settled."""

PROMISED = 0.4
"""Probability of a promise from which a customer's line is one: the threshold of the classifier's label."""

LEAST_WHOLE = 0.5
"""Share of the highest sum named from which a sum may be the whole of what is owed: fees and parts lie below."""

SHORT_LINE = 12
"""Words up to which an agent's statement that the customer takes up is an offer."""


class Settlements:
    """The turns of a call at which a sum, a day or a way to pay was settled.

    Examples
    --------
    >>> from callscore.agreement.acts import hear_acts
    >>> from callscore.agreement.heard_terms import call_terms
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Could you do £150 on Friday?", "customer: I can do £100.", "agent: £100 is fine.")
    >>> lines = call_terms(call)
    >>> settled = Settlements(call, lines, hear_acts(call, lines))
    >>> settled.of_sum(100.0, before=3), settled.of_sum(150.0, before=3)
    (1, -1)
    """

    def __init__(self, conversation: Conversation, lines: Sequence[tuple[Term, ...]], acts: Acts) -> None:
        self._conversation = conversation
        self._lines = lines
        self._acts = acts
        self._settled = [
            (index, term)
            for index, turn in enumerate(conversation.turns)
            if turn.flag is None and turn.role in (Role.AGENT, Role.CUSTOMER)
            for term in offers.stated_terms(turn.text, lines[index])
            if self._is_settled(index, term)
        ]

    def of_sum(self, amount: float, before: int) -> int:
        """Last turn before another at which a sum was settled, by its figure or as the whole; else `NEVER`."""
        by_figure = self._last(before, lambda term: _is_sum(term, amount))
        wholes = [i for i, term in self._settled if by_figure < i < before and term.name == "full"]
        return next((i for i in reversed(wholes) if self._may_be_whole(amount, i)), by_figure)

    def method(self, before: int) -> tuple[str | None, int]:
        """The way to pay that was settled last before a turn, and when."""
        settled = [(i, term.name) for i, term in self._settled if i < before and term.kind is TermKind.METHOD]
        return (settled[-1][1], settled[-1][0]) if settled else (None, NEVER)

    def sums(self, before: int) -> dict[float, int]:
        """Every whole sum that was settled before a turn, with the last turn at which it was."""
        return {
            term.amounts[0]: index
            for index, term in self._settled
            if index < before and term.kind is TermKind.AMOUNT and term.amounts and term.exact
        }

    def _may_be_whole(self, amount: float, before: int) -> bool:
        """Whether a sum named before a turn is large enough to be the whole of what is owed."""
        named = [
            term.amounts[0]
            for terms in self._lines[:before]
            for term in terms
            if term.kind is TermKind.AMOUNT and term.amounts and term.exact
        ]
        return is_among(amount, named) and amount >= LEAST_WHOLE * max(named)

    def of_day(self, days: Sequence[date], before: int) -> int:
        """Last turn before another at which one of the readings of a day was settled, `NEVER` where none was."""
        return self._last(
            before, lambda term: term.kind is TermKind.DATE and bool(term.dates) and term.dates[0] in days
        )

    def of_method(self, name: str, before: int) -> int:
        """Last turn before another at which a way to pay was settled, `NEVER` where it was not."""
        return self._last(before, lambda term: term.kind is TermKind.METHOD and same_method(str(term.name), name))

    def _last(self, before: int, fits: Callable[[Term], bool]) -> int:
        return max((index for index, term in self._settled if index < before and fits(term)), default=NEVER)

    def _is_settled(self, index: int, term: Term) -> bool:
        turns = self._conversation.turns
        answer = self._answer(index)
        if turns[index].role is Role.CUSTOMER:
            return self._customers(index, term, answer)
        if answer is None:
            return False
        if self._named_again(answer, term):
            return True
        counters = any(other.kind is term.kind for other in self._lines[answer])
        clause = _clause(turns[index].text, term)
        if counters or offers.informs(clause):
            return False
        text = turns[answer].text
        if commitments.declines(text):
            return False
        offered = "?" in turns[index].text or offers.proposes(clause) or len(turns[index].text.split()) < SHORT_LINE
        return self._acts.promise(answer) >= PROMISED or (offered and commitments.accepts(text))

    def _customers(self, index: int, term: Term, answer: int | None) -> bool:
        """Whether a value that the customer named is committed to, or taken up by the agent."""
        turns = self._conversation.turns
        if not commitments.may_be_meant(_clause(turns[index].text, term)):
            return False
        again = answer is not None and self._named_again(answer, term)
        if answer is not None and (
            commitments.turns_down(turns[answer].text) or (commitments.declines(turns[answer].text) and not again)
        ):
            return False
        asked = commitments.asks_for_terms(self._conversation.previous_line(index))
        return again or asked or self._acts.promise(index) >= PROMISED

    def _answer(self, index: int) -> int | None:
        """Index of the other side's answer to a turn."""
        turns = self._conversation.turns
        for later in range(index + 1, min(index + 3, len(turns))):
            if turns[later].role is not turns[index].role and turns[later].flag is None:
                return later
        return None

    def _named_again(self, answer: int, term: Term) -> bool:
        """Whether an answer names a value again."""
        return any(_is_same(other, term) for other in self._lines[answer])


def _clause(text: str, term: Term) -> str:
    """The clause of a line in which a term stands."""
    return next((text[first:last] for first, last in offers.clauses_of(text) if first <= term.first < last), text)


def _is_sum(term: Term, amount: float) -> bool:
    if term.kind is not TermKind.AMOUNT or not term.amounts:
        return False
    readings = term.amounts[:1] if term.exact else term.amounts
    return is_among(amount, readings)


def _is_same(one: Term, other: Term) -> bool:
    """Whether two terms may say the same."""
    if one.kind is not other.kind:
        return False
    if one.kind is TermKind.AMOUNT:
        return any(_is_sum(one, reading) for reading in other.amounts) or (
            one.name is not None and one.name == other.name
        )
    if one.kind is TermKind.DATE:
        return bool(set(one.dates) & set(other.dates))
    return one.kind is TermKind.METHOD and same_method(str(one.name), str(other.name))
