"""Heated moments: where the customer is angry, and what the agent says next, in words."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.spite import SPITE
from callscore.evidence import first_of_turns
from callscore.language.phrasing import Hit, hits

__all__ = ["ANSWER_TURNS", "HeatedMoment", "heated_moments"]

CALM = ("empathy", "acknowledgement", "options", "next_step")
"""Agent labels that take the heat out."""

ANSWER_TURNS = 3
"""Turns of the call after the customer's within which the agent's next one answers it."""


@dataclass(frozen=True, slots=True)
class HeatedMoment:
    """An angry turn of the customer's and the agent's answer to it.

    Parameters
    ----------
    told
        The customer's hit.
    answer
        Index of the agent's next turn. How it *sounds* can be judged from the voice of this turn.
    heat
        The hit by which the words of the answer are heated, or None.
    calm
        The hit by which they calm, or None.
    """

    told: Hit
    answer: int
    heat: Hit | None
    calm: Hit | None


def heated_moments(conversation: Conversation) -> tuple[HeatedMoment, ...]:
    """Every angry turn of the customer's that the agent answers; those without an answer are left out.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: Are you deaf, I said no!", "agent: Don't you swear at me, you people never pay.")
    >>> [(moment.answer, moment.heat is not None) for moment in heated_moments(call)]
    [(1, True)]
    """
    heated = first_of_turns(tuple(hits(conversation, Role.CUSTOMER, "heated")), "heated")
    heat = {hit.index: hit for hit in first_of_turns(tuple(hits(conversation, Role.AGENT, *SPITE)), *SPITE)}
    calm = {hit.index: hit for hit in first_of_turns(tuple(hits(conversation, Role.AGENT, *CALM)), *CALM)}
    found: list[HeatedMoment] = []
    for hit in heated:
        answer = conversation.next_turn(hit.index, Role.AGENT)
        if answer is not None and answer - hit.index <= ANSWER_TURNS:
            found.append(HeatedMoment(hit, answer, heat.get(answer), calm.get(answer)))
    return tuple(found)
