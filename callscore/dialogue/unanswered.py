"""Which of the customer's questions the agent brushes off, goes past, or leaves until they are put again."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.answer_words import (
    CHANGES_SUBJECT,
    EVADES,
    FAREWELL,
    FINDS_OUT,
    LOOKS_UP,
    POINTS_ELSEWHERE,
    PUTS_OFF,
    SAYS_YES_OR_NO,
    SHORT,
    STATES,
)
from callscore.dialogue.customer_questions import PutQuestion, question_put
from callscore.dialogue.going_past import (
    asks_instead,
    gives_no_such_thing,
    goes_past,
    hangs_up,
    is_brushed_off,
    is_talked_over,
)
from callscore.dialogue.question_words import ASKS_TO_REPEAT, CANT_LOOK, NOT_ANSWERED, SAYS_AGAIN
from callscore.language.parsing import content_words
from callscore.language.questions import Question

__all__ = ["unanswered"]

ANSWER_TURNS = 2
"""Agent turns after a customer's question in which it is answered."""

PRESSED_TURNS = 4
"""Agent turns in which one who is pressed may still answer."""

PRESSING_WORDS = 3
"""Words of the question, said again and no more, that press for an answer: "The address."."""

FAREWELL_WORDS = 4
"""Words of a farewell that says nothing else."""

LATER_SHARED = 2
"""Words of the question that the agent's second turn must take up to come back to it."""

BACK_TURNS = 14
"""Turns of the call within which a customer comes back to a question."""


def unanswered(conversation: Conversation) -> Iterator[tuple[int, Question, int]]:
    """``(turn, question, agent turn)`` of the customer's questions that the agent's next turns go past.

    Kept to plain cases: the answer is a brush-off; or a name, a time or a number was asked for and none is said; or it
    is no more than a question, a demand or another matter of the agent's own that takes up no word of the customer's;
    or the customer has to come back to it, and the agent still says nothing on it. Who is pressed and then answers, has
    answered.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: What's the other four hundred for?", "agent: Don't you worry about that.")
    >>> [(turn, question.text) for turn, question, _ in unanswered(call)]
    [(0, "What's the other four hundred for?")]
    """
    put = [
        each
        for index, _ in conversation.turns_of(Role.CUSTOMER)
        if (each := question_put(conversation, index)) is not None
    ]
    left_open: list[PutQuestion] = []
    for each in put:
        answers = [i for i, _ in conversation.turns_of(Role.AGENT) if i > each.index]
        if not answers or _is_told_later(conversation, each, answers):
            continue
        again = any(_comes_back(conversation, before, each) for before in left_open)
        if _is_left_open(conversation, each, answers, put, again=again):
            left_open.append(each)
            yield each.index, each.question, answers[0]


def _is_left_open(
    conversation: Conversation, put: PutQuestion, answers: list[int], others: list[PutQuestion], *, again: bool
) -> bool:
    """Whether a question is brushed off, met by nothing but a question, or has to be put again, and stays open."""
    first, *later = (conversation.turns[i].text for i in answers[:ANSWER_TURNS])
    if again and _leaves(conversation, put, answers[0]) and not PUTS_OFF.search(first) and not STATES.search(first):
        return True
    if ASKS_TO_REPEAT.search(put.question.text) and _says_again(conversation, put.index, answers[0]):
        return False
    if len(answers) == 1 and FAREWELL.search(first) and len(first.split()) <= FAREWELL_WORDS:
        return put.is_sure and put.is_marked and put.is_whole
    if (len(answers) <= ANSWER_TURNS and hangs_up(put, first)) or gives_no_such_thing(put, [first, *later]):
        return True
    led_away = is_brushed_off(put, first) or _is_sent_away(conversation, answers[0])
    if is_talked_over(put, first, later) or (led_away and (put.is_sure or put.is_marked)):
        return True
    if asks_instead(put, first):
        return all(goes_past(put.question, text, words=LATER_SHARED, later=True) for text in later)
    return _is_missed(conversation, put, answers, others)


def _is_told_later(conversation: Conversation, put: PutQuestion, answers: list[int]) -> bool:
    """Whether the customer presses for an answer and is given one."""
    for after in answers[1:PRESSED_TURNS]:
        before, reply = conversation.turns[after - 1], conversation.turns[after].text
        shared = content_words(before.text) & put.topic
        complains = bool(NOT_ANSWERED.search(before.text) or (shared and len(before.text.split()) <= PRESSING_WORDS))
        if before.role is not Role.CUSTOMER or not (complains or shared):
            continue
        if not EVADES.search(reply) and not PUTS_OFF.search(reply) and _tells(put, before.text, reply, complains):
            return True
    return False


def _tells(put: PutQuestion, pressing: str, reply: str, complains: bool) -> bool:
    """Whether a reply takes the question up, or begins as an answer to a complaint or to the question put again."""
    if len(content_words(reply) & put.topic) >= (1 if complains else LATER_SHARED):
        return True
    if POINTS_ELSEWHERE.search(reply) or CHANGES_SUBJECT.search(reply):
        return False
    if complains:
        return bool(FINDS_OUT.search(reply) or SHORT.search(reply))
    return "?" in pressing and bool(STATES.search(reply))


def _is_sent_away(conversation: Conversation, answer: int) -> bool:
    """Whether all that is said is where the answer stands, and the customer can't look there."""
    after = conversation.next_turn(answer, Role.CUSTOMER)
    return (
        after is not None
        and bool(POINTS_ELSEWHERE.search(conversation.turns[answer].text))
        and bool(CANT_LOOK.search(conversation.turns[after].text))
    )


def _says_again(conversation: Conversation, index: int, answer: int) -> bool:
    """Whether the agent repeats what was said before turn `index`, for who has not heard it."""
    said = next((turn.text for turn in reversed(conversation.turns[:index]) if turn.role is Role.AGENT), "")
    again = conversation.turns[answer].text
    return bool(SAYS_AGAIN.search(again) or content_words(said) & content_words(again))


def _is_missed(conversation: Conversation, put: PutQuestion, answers: list[int], others: list[PutQuestion]) -> bool:
    """Whether a question is come back to, or said to be open, and nothing on it is said before or after."""
    complaint = conversation.next_turn(answers[0], Role.CUSTOMER)
    complains = complaint is not None and bool(NOT_ANSWERED.search(conversation.turns[complaint].text))
    first = conversation.turns[answers[0]].text
    if LOOKS_UP.search(first) or (not complains and (SHORT.search(first) or FINDS_OUT.search(first))):
        return False
    back = complaint if complains else next((o.index for o in others if _comes_back(conversation, put, o)), None)
    if back is None or not put.topic:
        return False
    before = [i for i in answers if i < back]
    after = [i for i in answers if i > back][:ANSWER_TURNS]
    return all(_leaves(conversation, put, i, at_once=i in (answers[0], *after[:1])) for i in (*before, *after))


def _leaves(conversation: Conversation, put: PutQuestion, answer: int, *, at_once: bool = True) -> bool:
    """Whether a turn says nothing on the topic of a question, or puts the answer off; no yes or no to it `at_once`."""
    text = conversation.turns[answer].text
    if at_once and SAYS_YES_OR_NO.search(text):
        return False
    return not content_words(text) & put.topic or bool(PUTS_OFF.search(text))


def _comes_back(conversation: Conversation, before: PutQuestion, after: PutQuestion) -> bool:
    """Whether a later question is about what an earlier one was, and the agent said no word of it in between."""
    if not 0 < after.index - before.index <= BACK_TURNS or not before.topic & after.topic:
        return False
    between = conversation.turns[before.index + 1 : after.index]
    shared = before.topic & after.topic
    return not any(turn.role is Role.AGENT and content_words(turn.text) & shared for turn in between)
