"""Which of the customer's questions the agent brushes off, goes past, or leaves until they are put again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.answer_words import (
    ABOUT_YOU,
    ANSWERS,
    ASKS_FIGURE,
    ASKS_TO_REPEAT,
    CANT_LOOK,
    CLARIFIES,
    EVADES,
    FAREWELL,
    FINDS_OUT,
    LOOKS_UP,
    NOT_ANSWERED,
    ON_TERMS,
    POINTS_ELSEWHERE,
    PUTS_OFF,
    RECEIPT,
    RHETORICAL,
    SAYS_MORE,
    SAYS_YES_OR_NO,
    SELF_ANSWERED,
    SHORT,
)
from callscore.dialogue.sentences import sentence_around
from callscore.language.clauses import is_unfinished
from callscore.language.commitments import asks_for_terms
from callscore.language.parsing import content_words
from callscore.language.questions import Question, find_questions
from callscore.language.terms import TermKind, find_terms

__all__ = ["unanswered"]

ANSWER_TURNS = 2
"""Agent turns after a customer's question in which it is answered."""

LEAST_WORDS = 4
"""Words below which a customer's question is too short to need more than a sound, unless it is brushed off."""

LEAST_BRUSHED_OFF = 2
"""Words of a question from which a brush-off leaves it open."""

LEAST_ANSWER = 3
"""Words of an agent's turn below which it may be an answer, whatever it says."""

BESIDE_QUESTIONS = 4
"""Words of an agent's turn, beside its own questions, up to which nothing is answered in it."""

LATER_SHARED = 2
"""Words of the question that the agent's second turn must take up to come back to it."""

BACK_TURNS = 14
"""Turns of the call within which a customer comes back to a question."""

LEAST_CONFIDENCE = 0.6
"""Confidence below which a customer's words are not taken for a question."""

TRAILING = 60
"""Characters after a question from which its turn goes on to something else, and need not be answered on it."""

MARKED = 0.95
"""Confidence of a question from which it was marked as one by whoever wrote it down."""

TRAILING_UNMARKED = 30
"""The same where nobody marked the question: where it ends is a guess."""

ABOUT = 80
"""Characters before a question, in its sentence, that say what it is about: "And the discount, does that count?"."""

GENERAL = frozenset(
    "know going want need tell said say mean like thing things money pay paid paying payment payments look looked "  # noqa: SIM905
    "looking right okay yes yeah sure actually sorry day time come coming happen happens help something "
    "anything account one way got get gets".split()
)
"""Content words that name no topic."""


FORMS = ("wh", "inversion", "indirect", "ellipsis")
"""Forms of a question that are one for sure; others count where the customer has to come back to them."""

_ASKS_WH = re.compile(r"\b(?:who|whom|whose|what|which|where|when|why|how)\b", re.IGNORECASE)
"""Makes a question of words without a verb, where they are marked as one: "with which paper, from which court?"."""


@dataclass(frozen=True, slots=True)
class _Put:
    """A question of the customer's in its turn, with the words that name what it is about."""

    index: int
    question: Question
    topic: frozenset[str]


def unanswered(conversation: Conversation) -> Iterator[tuple[int, Question, int]]:
    """``(turn, question, agent turn)`` of the customer's questions that the agent's next turns go past.

    Kept to plain cases: the answer is a brush-off; or it is no more than a question or demand of the agent's own that
    takes up no word of the customer's; or the customer has to come back to it, and the agent still says nothing on it.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: What's the other four hundred for?", "agent: Don't you worry about that.")
    >>> [(turn, question.text) for turn, question, _ in unanswered(call)]
    [(0, "What's the other four hundred for?")]
    """
    put = [each for index, _ in conversation.turns_of(Role.CUSTOMER) if (each := _put(conversation, index)) is not None]
    left_open: list[_Put] = []
    for each in put:
        answers = [i for i, _ in conversation.turns_of(Role.AGENT) if i > each.index]
        if not answers:
            continue
        again = any(_comes_back(conversation, before, each) for before in left_open)
        if _is_left_open(conversation, each, answers, put, again=again):
            left_open.append(each)
            yield each.index, each.question, answers[0]


def _put(conversation: Conversation, index: int) -> _Put | None:
    """The last question of a customer's turn with some words to it, where the turn goes on to nothing else."""
    text = conversation.turns[index].text
    questions = [
        question
        for question in find_questions(text)
        if question.kind in ("information", "rhetorical")
        and len(question.text.split()) >= LEAST_BRUSHED_OFF
        and question.confidence >= LEAST_CONFIDENCE
        and not RHETORICAL.search(question.text)
    ]
    if is_unfinished(text):
        return None
    ending = [
        question
        for question in questions
        if len(text) - question.last <= (TRAILING if question.confidence >= MARKED else TRAILING_UNMARKED)
        and not SELF_ANSWERED.search(text[question.last :])
    ]
    if not ending:
        return None
    question = max(ending, key=lambda question: (len(question.text.split()) >= LEAST_WORDS, question.first))
    first, _ = sentence_around(text, question.first, question.last)
    about = text[max(first, question.first - ABOUT) : question.last]
    return _Put(index, question, frozenset(content_words(about) - GENERAL))


def _is_left_open(
    conversation: Conversation, put: _Put, answers: list[int], others: list[_Put], *, again: bool
) -> bool:
    """Whether a question is brushed off, met by nothing but a question, or has to be put again, and stays open."""
    question, first = put.question, conversation.turns[answers[0]].text
    if again and _leaves(conversation, put, answers[0]) and not PUTS_OFF.search(first):
        return True
    if ASKS_TO_REPEAT.search(question.text) and _says_again(conversation, put.index, answers[0]):
        return False
    if len(answers) == 1 and FAREWELL.search(first) and len(first.split()) <= BESIDE_QUESTIONS:
        return question.form in FORMS and question.confidence >= MARKED and len(question.text.split()) >= LEAST_WORDS
    marked = question.confidence >= MARKED and len(question.text.split()) >= LEAST_WORDS
    if question.form in FORMS or (marked and _ASKS_WH.search(question.text)):
        if EVADES.search(first) and not _takes_up(question, first, 2) and not SAYS_MORE.search(first):
            return True
        if _is_sent_away(conversation, answers[0]):
            return True
    asks = question.form in FORMS and len(question.text.split()) >= LEAST_WORDS
    if asks and _only_asks(first) and not _asks_for_it(question, first):
        later = [conversation.turns[i].text for i in answers[1:ANSWER_TURNS]]
        return all(_goes_past(question, text, words=LATER_SHARED, later=True) for text in later)
    return _is_missed(conversation, put, answers, others)


def _is_sent_away(conversation: Conversation, answer: int) -> bool:
    """Whether all that is said is where the answer stands, and the customer can't look there."""
    after = conversation.next_turn(answer, Role.CUSTOMER)
    return (
        after is not None
        and bool(POINTS_ELSEWHERE.search(conversation.turns[answer].text))
        and bool(CANT_LOOK.search(conversation.turns[after].text))
    )


def _asks_for_it(question: Question, answer: str) -> bool:
    """Whether a question in return serves the answer: what was meant, or what terms would do."""
    negotiates = ON_TERMS.search(question.text) and asks_for_terms(answer)
    return bool(negotiates or CLARIFIES.search(answer)) or not _goes_past(question, answer)


def _only_asks(answer: str) -> bool:
    """Whether a turn holds a question, and next to nothing beside its questions."""
    questions = [question for question in find_questions(answer) if question.kind in ("information", "identity")]
    if not questions:
        return False
    beside = "".join(
        answer[last:first]
        for last, first in zip(
            [0, *(question.last for question in questions)],
            [*(question.first for question in questions), len(answer)],
            strict=True,
        )
    )
    answering = RECEIPT.sub(" ", ABOUT_YOU.sub(" ", beside))
    return bool(EVADES.search(beside)) or len(re.findall(r"[\w'’]+", answering)) <= BESIDE_QUESTIONS


def _says_again(conversation: Conversation, index: int, answer: int) -> bool:
    """Whether the agent repeats what was said before turn `index`, for who has not heard it."""
    said = next((turn.text for turn in reversed(conversation.turns[:index]) if turn.role is Role.AGENT), "")
    return bool(content_words(said) & content_words(conversation.turns[answer].text))


def _is_missed(conversation: Conversation, put: _Put, answers: list[int], others: list[_Put]) -> bool:
    """Whether a question is come back to, or said to be open, and nothing on it is said before or after."""
    complaint = conversation.next_turn(answers[0], Role.CUSTOMER)
    complains = complaint is not None and bool(NOT_ANSWERED.search(conversation.turns[complaint].text))
    back = complaint if complains else next((o.index for o in others if _comes_back(conversation, put, o)), None)
    if back is None or not put.topic:
        return False
    before = [i for i in answers if i < back]
    after = [i for i in answers if i > back][:ANSWER_TURNS]
    return not LOOKS_UP.search(conversation.turns[answers[0]].text) and all(
        _leaves(conversation, put, i, at_once=i in (answers[0], *after[:1])) for i in (*before, *after)
    )


def _leaves(conversation: Conversation, put: _Put, answer: int, *, at_once: bool = True) -> bool:
    """Whether a turn says nothing on the topic of a question, or puts the answer off; no yes or no to it `at_once`."""
    text = conversation.turns[answer].text
    if at_once and SAYS_YES_OR_NO.search(text):
        return False
    return not content_words(text) & put.topic or bool(PUTS_OFF.search(text))


def _comes_back(conversation: Conversation, before: _Put, after: _Put) -> bool:
    """Whether a later question is about what an earlier one was, and the agent said no word of it in between."""
    if not 0 < after.index - before.index <= BACK_TURNS or not before.topic & after.topic:
        return False
    between = conversation.turns[before.index + 1 : after.index]
    shared = before.topic & after.topic
    return not any(turn.role is Role.AGENT and content_words(turn.text) & shared for turn in between)


def _takes_up(question: Question, answer: str, words: int) -> bool:
    return len(content_words(question.text) & content_words(answer)) >= words


def _goes_past(question: Question, answer: str, *, words: int = 1, later: bool = False) -> bool:
    """Whether a turn neither answers, nor finds out, nor takes up that many words of the question.

    A later turn answers what came in between, so that its "yes" is none to the question.
    """
    if FINDS_OUT.search(answer) or _takes_up(question, answer, words):
        return False
    if not later and (len(answer.split()) < LEAST_ANSWER or SHORT.search(answer) or ANSWERS.search(answer)):
        return False
    if ASKS_FIGURE.search(question.text):
        kinds = (TermKind.DATE, TermKind.AMOUNT, TermKind.METHOD, TermKind.FREQUENCY)
        return later or not any(term.kind in kinds for term in find_terms(answer))
    return True
