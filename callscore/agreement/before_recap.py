"""What was settled before a recap, by whom and how surely: the evidence on which its values are believed or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from callscore.agreement.bargaining import CHANGES
from callscore.agreement.payments import Payment, Standing
from callscore.agreement.recap_lines import ReadBack
from callscore.agreement.settlements import NEVER, Settlements
from callscore.agreement.sums import is_among, may_be
from callscore.conversation import Conversation, Role
from callscore.language import commitments, offers
from callscore.language.methods import same_method
from callscore.language.terms import Term, TermKind

__all__ = ["BeforeRecap"]

PROMISED = 0.5
"""Probability of a promise from which the customer took a sum up."""

SURELY_PROMISED = 0.9
"""The same where the agent never named it: a recap that says otherwise contradicts it."""

_YOU_SAID = re.compile(r"\b(?:you|i|we) (?:said|agreed)\b", re.IGNORECASE)
"""Words by which the customer holds the agent to what was agreed."""


@dataclass(frozen=True, slots=True)
class BeforeRecap:
    """What stood, what the recap says, and when each value was settled before it.

    Examples
    --------
    >>> from callscore.agreement.negotiation import follow
    >>> from callscore.agreement.recap_lines import find_read_back
    >>> from callscore.testing import make_call
    >>> call = make_call(
    ...     "agent: Could you do £150 on Friday?",
    ...     "customer: Yes, £150 by card.",
    ...     "agent: So that's £150 on Friday by card, have I got that right?",
    ... )
    >>> standing = follow(call)
    >>> found = find_read_back(call, standing)
    >>> settled = Settlements(call, standing.lines, standing.acts)
    >>> BeforeRecap(call, standing, found, settled).surely(150.0)
    True
    """

    conversation: Conversation
    standing: Standing
    found: ReadBack
    settled: Settlements

    @property
    def first(self) -> int:
        """The turn in which the recap begins."""
        return self.found.turns[0]

    def since(self, amount: float) -> int:
        """The turn before the recap at which a sum was settled last, or promised in so many words."""
        return max(self.settled.of_sum(amount, self.first), self._promised_last(lambda term: may_be(term, amount)))

    def _promised_last(self, fits: Callable[[Term], bool]) -> int:
        turns = (i for i in range(self.first) if self.standing.acts.promise(i) >= PROMISED)
        return max((i for i in turns if any(fits(term) for term in self.standing.lines[i])), default=NEVER)

    def surely(self, amount: float) -> bool:
        """Whether a sum was settled beyond doubt."""
        settled = self.settled.of_sum(amount, self.first) != NEVER
        return self._beyond_doubt(lambda term: may_be(term, amount), settled=settled)

    def surely_on(self, day: date) -> bool:
        """Whether a day was settled beyond doubt."""
        settled = self.settled.of_day((day,), self.first) != NEVER
        return self._beyond_doubt(lambda term: day in term.dates, settled=settled)

    def _beyond_doubt(self, fits: Callable[[Term], bool], *, settled: bool) -> bool:
        """Whether both sides named a value, or it was settled and the agent named it or it was promised outright."""
        turns = [i for i in range(self.first) if any(fits(term) for term in self.standing.lines[i])]
        named = {self.conversation.turns[i].role for i in turns}
        if {Role.AGENT, Role.CUSTOMER} <= named:
            return True
        outright = any(self.standing.acts.promise(i) >= SURELY_PROMISED for i in turns)
        return settled and (Role.AGENT in named or outright)

    def may_mean(self, day: date, other: date) -> bool:
        """Whether the words for a day were last said so that they may mean another one."""
        index = self.settled.of_day((day,), self.first)
        terms = [term for term in self.standing.lines[index] if day in term.dates] if index != NEVER else []
        return bool(terms) and all(other in term.dates for term in terms)

    def since_day(self, payment: Payment) -> int:
        """The turn before the recap at which a payment's day was settled last."""
        return self.settled.of_day((payment.date,), self.first) if payment.date else NEVER

    def anything_settled(self) -> bool:
        """Whether one of the sums or days of the recap was settled before it."""
        sums = any(self.since(amount) != NEVER for amount in self.found.said.amounts)
        return sums or any(self.settled.of_day(term.dates, self.first) != NEVER for term in self.found.said.days)

    def was_named(self, amount: float) -> bool:
        """Whether a sum was named before the recap."""
        lines = self.standing.lines[: self.first]
        return any(may_be(term, amount) for terms in lines for term in terms)

    def was_named_day(self, day: date) -> bool:
        """Whether a day was named before the recap."""
        return any(day in term.dates for terms in self.standing.lines[: self.first] for term in terms)

    def customer_named(self, method: str) -> bool:
        """Whether the customer named a way to pay, and not to turn it down."""
        return any(
            term.kind is TermKind.METHOD and same_method(str(term.name), method)
            for i, turn in self.conversation.turns_of(Role.CUSTOMER)
            if i < self.first
            for term in offers.stated_terms(turn.text, self.standing.lines[i])
        )

    def said_together(self, amount: float) -> bool:
        """Whether the customer promised a sum of the recap together with a day of it, in one line."""
        days = {day for term in self.found.said.days for day in term.dates}
        return any(
            self.standing.acts.promise(i) >= PROMISED
            and any(may_be(term, amount) for term in self.standing.lines[i])
            and any(days & set(term.dates) for term in self.standing.lines[i])
            for i, _ in self.conversation.turns_of(Role.CUSTOMER)
            if i < self.first
        )

    def changes_to(self, amount: float) -> bool:
        """Whether a line of the customer that names a sum names a day with it, answers what he can pay, or changes."""
        return any(
            any(may_be(term, amount) for term in self.standing.lines[i])
            and (
                any(term.dates for term in self.standing.lines[i])
                or CHANGES.search(turn.text)
                or commitments.declines(turn.text)
                or commitments.asks_for_terms(self.conversation.previous_line(i))
            )
            for i, turn in self.conversation.turns_of(Role.CUSTOMER)
            if i < self.first
        )

    def held_against(self) -> float | None:
        """The sum named before that the customer's answer holds against the recap's ("Forty. You said forty.")."""
        answer = self.conversation.next_turn(self.found.turns[-1], Role.CUSTOMER)
        if answer is None:
            return None
        text = self.conversation.turns[answer].text
        if not (commitments.declines(text) or _YOU_SAID.search(text)):
            return None
        sums = (term.amounts[0] for term in self.standing.lines[answer] if term.amounts)
        said = self.found.said.amounts
        return next((amount for amount in sums if self.was_named(amount) and not is_among(amount, said)), None)

    def promised(self, index: int) -> bool:
        """Whether a line promises a payment, or the one after it."""
        return any(self.standing.acts.promise(i) >= PROMISED for i in (index, index + 1) if i < self.first)
