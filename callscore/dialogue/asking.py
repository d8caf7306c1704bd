"""What the agent asks in a call: each question with its place, its kind and its time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callscore.conversation import Conversation, Role
from callscore.language.questions import Question, find_questions
from callscore.trust import DEMO_RECOGNISER
from callscore.turn_taking.whole_turns import WholeTurns, whole_turns

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
    whole = whole_turns(conversation)
    heard, doubtful = conversation.recogniser is not None, conversation.recogniser == DEMO_RECOGNISER
    for index, turn in whole.conversation.turns_of(Role.AGENT):
        reply = _reply(whole.conversation, index)
        for question in find_questions(turn.text, next_reply=reply, heard=heard, doubtful=doubtful):
            start, end = turn.time_of(question.first, question.last)
            segment, own = _in_its_segment(conversation, whole, index, question)
            found.append(Asked(segment, own, start, end))
    return tuple(found)


def _in_its_segment(
    conversation: Conversation, whole: WholeTurns, index: int, question: Question
) -> tuple[int, Question]:
    """The turn of the conversation that a question begins in, and the question with its offsets there."""
    offset = 0
    for segment in whole.origins[index]:
        length = len(conversation.turns[segment].text)
        if question.first < offset + length or segment == whole.last(index):
            last = min(question.last - offset, length)
            return segment, replace(question, first=question.first - offset, last=last)
        offset += length + 1
    return whole.first(index), question


def _reply(conversation: Conversation, index: int) -> str:
    """What the customer says right after agent turn `index`; empty when the agent goes on."""
    following = index + 1
    if following < len(conversation.turns) and conversation.turns[following].role is Role.CUSTOMER:
        return conversation.turns[following].text
    return ""
