"""Whether the agent read the agreement back before the close, part by part, and whether the customer confirmed it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from callscore.agreement.after_recap import changed_since
from callscore.agreement.payments import Standing
from callscore.agreement.recap_goes_on import LIKELY
from callscore.agreement.recap_lines import SURE, ReadBack
from callscore.agreement.restated import names_again
from callscore.agreement.slots import Slot, compare_slots
from callscore.conversation import Conversation, Role
from callscore.language import commitments

__all__ = ["Recap", "judge_recap"]

CUED = 0.9
"""0-1: confidence in a recap with words of reading back or that the classifier is sure of."""

PROMISED = 0.4
"""Probability of a promise from which the answer to a recap is a yes."""

UNCUED = 0.7
"""0-1: confidence in one without."""


@dataclass(frozen=True, slots=True)
class Recap:
    """How the agreement was read back.

    `state` is "complete", "partial", "absent", "contradicts", "not_applicable" (nothing was agreed) or "not_judged"
    (its days can't be compared without the call's date). `turn` is the index of the recap, None without one.
    `confirmed` is True or False as the customer answered, None without an answer or recap.
    """

    state: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confirmed: bool | None = None
    turn: int | None = None
    quote: str | None = None
    confidence: float = 1.0

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the agreed parts that the recap left out."""
        return tuple(name for name, slot in self.slots.items() if slot.state == "missing")

    @property
    def contradicting(self) -> tuple[str, ...]:
        """Names of the parts that the recap gave another value."""
        return tuple(name for name, slot in self.slots.items() if slot.state == "contradicting")


def judge_recap(conversation: Conversation, standing: Standing, found: ReadBack | None) -> Recap:
    """Compare the agent's recap with what stands.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.agreement.negotiation import follow
    >>> from callscore.agreement.recap_lines import find_read_back
    >>> from callscore.testing import make_call
    >>> call = make_call(
    ...     "agent: Could you do £150 on Friday?",
    ...     "customer: Yeah, by card.",
    ...     "agent: So that's £150 on Friday, have I got that right?",
    ...     "customer: That's right.",
    ...     call_date=date(2025, 11, 24),
    ... )
    >>> standing = follow(call)
    >>> recap = judge_recap(call, standing, find_read_back(call, standing))
    >>> recap.state, recap.missing, recap.confirmed
    ('partial', ('method',), True)
    """
    if found is None:
        return Recap("absent", compare_slots(standing, None))
    slots = compare_slots(standing, found.said)
    if changed_since(conversation, standing, found):
        slots = {name: replace(s, state="missing") if s.state == "contradicting" else s for name, s in slots.items()}
    main = [slots[name].state for name in ("amount", "date", "method") if name in slots]
    begins = next((i for i in found.turns if standing.acts.recap(i) >= LIKELY), found.turns[0])
    surely = found.sure >= SURE or any(commitments.restates(conversation.turns[index].text) for index in found.turns)
    return Recap(
        _state_of([slot.state for slot in slots.values()], main),
        MappingProxyType(slots),
        _confirmed(conversation, standing, found),
        begins,
        conversation.turns[begins].text,
        CUED if surely else UNCUED,
    )


def _state_of(states: Sequence[str], main: Sequence[str]) -> str:
    """What the parts make together; those of sum, day and way to pay decide whether it is complete."""
    if "contradicting" in states:
        return "contradicts"
    if "missing" not in main and "not_judged" in main:
        return "not_judged"
    return "complete" if set(main) == {"present"} else "partial"


def _confirmed(conversation: Conversation, standing: Standing, found: ReadBack) -> bool | None:
    """The customer's answer to the recap: yes or a repetition, no or a correction, or none."""
    for index in range(found.turns[-1] + 1, min(found.turns[-1] + 4, len(conversation.turns))):
        turn = conversation.turns[index]
        if turn.role is not Role.CUSTOMER or turn.flag is not None:
            continue
        if commitments.declines(turn.text):
            return False
        again = any(names_again(term, found.said.terms) for term in standing.lines[index])
        agrees = again or commitments.accepts(turn.text) or _AGREES.search(turn.text)
        return True if agrees or standing.acts.promise(index) >= PROMISED else None
    return None


_AGREES = re.compile(
    r"\b(?:right|yes|yeah|yep|correct|that's (?:it|what)|what (?:i've got|it says)|fine|perfect|you have"
    r"|you(?:'ve)? got it|agreed|exactly|sounds|okay|ok|works|mm-?hm|uh-huh|will do|sure)\b",
    re.IGNORECASE,
)
"""Words of agreement anywhere in the answer."""
