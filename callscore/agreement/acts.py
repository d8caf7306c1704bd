"""What the lines about paying do, as the trained classifier of phrasing hears them: promise, read back, threaten."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from callscore.conversation import Conversation, Role
from callscore.language.terms import Term, TermKind
from callscore.language.verdicts import lines_heard

__all__ = ["NOTHING_HEARD", "Acts", "hear_acts"]

WORTH_HEARING = frozenset({TermKind.AMOUNT, TermKind.DATE, TermKind.METHOD, TermKind.FREQUENCY})
"""Kinds of terms that make a line worth hearing, with the lines beside it."""


ODDS: Mapping[str, float] = {"promise_to_pay": 3.0, "recap": 1.6}
"""How much likelier a label is in the lines heard here, beside sums and days, than in the classifier's corpus, as a
factor of its odds. Set on 206 complete calls and scenes so that the thresholds of this package let as many lines
through as those of the classifier before; to be set anew with every training."""

_NO = re.compile(r"\b(?:no|not|n't|never|nothing)\b|n['’]t\b", re.IGNORECASE)
"""Words without which nobody refuses; such lines are heard though no term is near."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Probabilities, 0-1, of the labels of each line that was heard, by its index."""

    heard: Mapping[int, Mapping[str, float]]

    def promise(self, index: int) -> float:
        """How surely a customer's line commits to a payment."""
        return self._of(index, "promise_to_pay")

    def recap(self, index: int) -> float:
        """How surely an agent's line reads agreed terms back."""
        return self._of(index, "recap")

    def refusal(self, index: int) -> float:
        """How surely a customer's line refuses to pay or to name a day."""
        return self._of(index, "refusal")

    def pressure(self, index: int) -> float:
        """How surely an agent's line threatens or presses."""
        return max(self._of(index, "threat"), self._of(index, "false_urgency"))

    def _of(self, index: int, label: str) -> float:
        probability = self.heard.get(index, {}).get(label, 0.0)
        odds = ODDS.get(label, 1.0)
        return probability * odds / (1 - probability + probability * odds)


NOTHING_HEARD = Acts(MappingProxyType({}))
"""The acts of a call of which no line was heard."""


def hear_acts(conversation: Conversation, lines: Sequence[tuple[Term, ...]]) -> Acts:
    """The acts of the lines that hold `lines` terms, and of the customer's lines beside them.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: When can you pay the £150?", "customer: I'll pay it on Friday by card.")
    >>> acts = hear_acts(call, [find_terms(turn.text) for turn in call.turns])
    >>> acts.promise(1) > 0.5, acts.recap(0) < 0.5
    (True, True)
    """
    turns = conversation.turns
    holding = {index for index, terms in enumerate(lines) if any(term.kind in WORTH_HEARING for term in terms)}
    wanted = [
        index
        for index, turn in enumerate(turns)
        if turn.flag is None
        and (
            (index in holding and turn.role is Role.AGENT)
            or (
                turn.role is Role.CUSTOMER
                and (holding & {index - 2, index - 1, index, index + 1} or _NO.search(turn.text))
            )
        )
    ]
    heard = lines_heard([(turns[i].text, turns[i].role, conversation.previous_line(i)) for i in wanted])
    return Acts(MappingProxyType(dict(zip(wanted, heard, strict=True))))
