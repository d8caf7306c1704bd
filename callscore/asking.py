"""What the agent asks in a call: each question with its place, its kind and its time."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.language.questions import Question, find_questions

__all__ = ["Asked", "asked_by_agent"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the agent in its place: index of the turn, the question, onset and end in seconds or None."""

    turn: int
    question: Question
    start: float | None
    end: float | None


def asked_by_agent(conversation: Conversation) -> tuple[Asked, ...]:
    """All questions of the agent, of any kind, in order.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: okay so what happened there", "customer: i lost my job")
    >>> [(asked.turn, asked.question.text) for asked in asked_by_agent(call)]
    [(0, 'what happened there')]
    """
    found: list[Asked] = []
    for index, turn in conversation.turns_of(Role.AGENT):
        for question in find_questions(turn.text, next_reply=_reply(conversation, index)):
            start, end = turn.time_of(question.first, question.last)
            found.append(Asked(index, question, start, end))
    return tuple(found)


def _reply(conversation: Conversation, index: int) -> str:
    """What the customer says right after agent turn `index`; empty when the agent goes on."""
    following = index + 1
    if following < len(conversation.turns) and conversation.turns[following].role is Role.CUSTOMER:
        return conversation.turns[following].text
    return ""
