"""How far a recap runs: the agent's next turns that go on with it while the customer only nods."""

from __future__ import annotations

import re

from callscore.agreement.payments import Standing
from callscore.agreement.restated import SLOTS, said_in
from callscore.agreement.slots import Said, joined, restated
from callscore.conversation import Conversation, Role
from callscore.language import commitments

__all__ = ["LIKELY", "MOST_TURNS", "gone_on"]

LIKELY = 0.4
"""Probability of a recap from which a line may begin one: the threshold of the classifier's label."""

GOES_ON = 0.3
"""Probability of a recap from which a further line goes on with it, where nothing announced one."""

MOST_TURNS = 5
"""The agent's turns that a recap given piece by piece may run to."""

LINE_WORDS = 12
"""The same where the further line is likely a recap by itself."""

NOD_WORDS = 4
"""Words up to which the customer's line between two pieces only nods or echoes."""

_ASKED = re.compile(
    r"\b(?:right|correct|(?:did|have) i (?:get|got)(?: \w+){1,3}|(?:is|was) (?:that|it|this) (?:it|right|correct"
    r"|ok(?:ay)?)|how you (?:have|understand) it)\W*$",
    re.IGNORECASE,
)
"""How a recap ends that asks whether it is right: with a yes it is over."""

_NODS = re.compile(
    r"\W*(?:(?:uh|um|mm|mhm|mm-hm|uh-huh|yes|yeah|yep|yup|right|okay|ok|sure|correct|that's (?:it|right)|good|fine"
    r"|got it|aye|ja|sir|ma'am|perfect|great|lovely|cool|alright|all right)\W*)+",
    re.IGNORECASE,
)


def gone_on(
    conversation: Conversation, standing: Standing, turns: list[int], said: Said, *, cued: bool
) -> tuple[tuple[int, ...], Said]:
    """The turns of a recap with those that go on with it, and what they say together."""
    while len(turns) < MOST_TURNS and (later := _continued(conversation, standing, turns[-1], cued=cued)) is not None:
        more = said_in(conversation, standing, later)
        if _says_otherwise(more, said) or _says_again(more, said):
            break
        turns = [*turns, later]
        said = joined(said, more)
    return tuple(turns), said


def _says_otherwise(more: Said, said: Said) -> bool:
    """Whether a line gives another sum for a day that was read back before, and so goes on with nothing."""
    days = {day for term in said.days for day in term.dates}
    again = [term for term in more.days if set(term.dates) & days]
    return bool(again and said.amounts and more.amounts) and not any(
        restated(one, said.amounts) for one in more.amounts
    )


def _says_again(more: Said, said: Said) -> bool:
    """Whether a line has all that was read back before, sums and days, and so is a recap of its own."""
    days = {day for term in more.days for day in term.dates}
    return (
        bool(said.amounts and said.days)
        and all(restated(amount, more.amounts) for amount in said.amounts)
        and all(set(term.dates) & days for term in said.days)
    )


def _continued(conversation: Conversation, standing: Standing, index: int, *, cued: bool) -> int | None:
    """The agent's next turn where it goes on with a recap and the customer only nodded in between, or None."""
    between: list[str] = []
    for later in range(index + 1, min(index + 3, len(conversation.turns))):
        turn = conversation.turns[later]
        if turn.role is not Role.AGENT:
            between.append(turn.text)
            if _ASKED.search(conversation.turns[index].text) and commitments.accepts(turn.text):
                return None
            continue
        sure = standing.acts.recap(later)
        holds = any(term.kind in SLOTS for term in standing.lines[later])
        if not holds or commitments.asks_for_terms(turn.text) or not (cued or sure >= GOES_ON):
            return None
        return later if all(_only_nods(text, LINE_WORDS if sure >= LIKELY else NOD_WORDS) for text in between) else None
    return None


def _only_nods(text: str, most: int) -> bool:
    """Whether the customer's line between two pieces lets the agent go on: a nod, or a few words without objection."""
    short = len(text.split()) <= most and not text.rstrip().endswith("?")
    return bool(_NODS.fullmatch(text)) or (short and not commitments.declines(text))
