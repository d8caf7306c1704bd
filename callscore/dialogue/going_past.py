"""Whether what an agent says after a question answers it, finds out, asks back, or goes past it: by the words alone."""

from __future__ import annotations

import re

from callscore.dialogue.answer_words import (
    ABOUT_YOU,
    ANSWERS,
    CHANGES_SUBJECT,
    CLARIFIES,
    ENDS_CALL,
    EVADES,
    FINDS_OUT,
    GRANTS,
    LOOKS_UP,
    NAMES,
    NO_FULL_NAME,
    PUTS_OFF,
    RECEIPT,
    REFUSES,
    SAYS_HOW_MANY,
    SAYS_MORE,
    SAYS_WHEN,
    SAYS_YES_OR_NO,
    SENDS_WORD,
    SHORT,
    TURNS_AWAY,
    WITHHOLDS,
)
from callscore.dialogue.customer_questions import PutQuestion
from callscore.dialogue.question_words import (
    ASKS_FIGURE,
    ASKS_HOW_MANY,
    ASKS_NAME,
    ASKS_WHEN,
    ASKS_WHOLE_NAME,
    ON_TERMS,
    REQUESTS,
)
from callscore.language.commitments import asks_for_terms
from callscore.language.parsing import content_words
from callscore.language.questions import Question, find_questions
from callscore.language.terms import TermKind, find_terms

__all__ = ["asks_instead", "gives_no_such_thing", "goes_past", "hangs_up", "is_brushed_off", "is_talked_over"]

LEAST_ANSWER = 3
"""Words of an agent's turn below which it may be an answer, whatever it says."""

BESIDE_QUESTIONS = 4
"""Words of an agent's turn, beside its own questions, up to which nothing is answered in it."""

BESIDE_A_NAME = 3
"""The same where a name was asked for: it is said in few words."""

LEAST_ASKED = 3
"""Words of a question from which an answer that turns away, and ends with a question, leaves it open."""

AT_THE_END = 10
"""Characters after an agent's question within which a turn ends with it."""

FIGURES = (TermKind.DATE, TermKind.AMOUNT, TermKind.METHOD, TermKind.FREQUENCY)
"""Terms that answer when, how much and how."""


def is_brushed_off(put: PutQuestion, answer: str) -> bool:
    """Whether the answer leads away from the question, and says nothing on it beside.

    Examples
    --------
    >>> from callscore.dialogue.customer_questions import question_put
    >>> from callscore.testing import make_call
    >>> put = question_put(make_call("customer: What was that charge in March for?"), 0)
    >>> is_brushed_off(put, "Let's stick to the payment."), is_brushed_off(put, "That was the late fee.")
    (True, False)
    """
    if (
        not (EVADES.search(answer) or TURNS_AWAY.search(answer))
        or _takes_up(put.question, answer, 2)
        or SAYS_MORE.search(answer)
    ):
        return False
    if put.is_marked and ASKS_NAME.search(put.question.text) and NAMES.search(answer):
        return False
    if REQUESTS.search(put.question.text) and REFUSES.search(answer):
        return False
    return put.is_sure or not SHORT.search(answer)


def hangs_up(put: PutQuestion, answer: str) -> bool:
    """Whether the agent ends the call in place of an answer."""
    if not put.is_sure or not put.is_marked or not ENDS_CALL.search(answer):
        return False
    return not (put.topic & content_words(answer) or SAYS_YES_OR_NO.search(answer) or GRANTS.search(answer))


def gives_no_such_thing(put: PutQuestion, answers: list[str]) -> bool:
    """Whether a name, a time or a number was asked for, and neither it nor word of it is in the `answers`.

    Examples
    --------
    >>> from callscore.dialogue.customer_questions import question_put
    >>> from callscore.testing import make_call
    >>> put = question_put(make_call("customer: When does the engineer come?"), 0)
    >>> gives_no_such_thing(put, ["She's usually pretty quick."]), gives_no_such_thing(put, ["On Friday."])
    (True, False)
    """
    text = put.question.text
    if put.is_marked and ASKS_WHOLE_NAME.search(text) and NO_FULL_NAME.search(answers[0]):
        return True
    if put.is_marked and ASKS_NAME.search(text):
        return not (NAMES.search(answers[0]) or FINDS_OUT.search(answers[0]) or WITHHOLDS.search(answers[0]))
    asked = [SAYS_WHEN] if ASKS_WHEN.search(text) else []
    if put.is_marked and ASKS_HOW_MANY.search(text):
        asked.append(SAYS_HOW_MANY)
    if not put.is_sure or not asked:
        return False
    given = (*asked, FINDS_OUT, LOOKS_UP, PUTS_OFF, SENDS_WORD)
    return not any(words.search(answer) for words in given for answer in answers)


def is_talked_over(put: PutQuestion, answer: str, later: list[str]) -> bool:
    """Whether a request is neither granted nor refused, or the agent takes up another matter in place of an answer.

    Examples
    --------
    >>> from callscore.dialogue.customer_questions import question_put
    >>> from callscore.testing import make_call
    >>> put = question_put(make_call("customer: Can you send me the bill for that?"), 0)
    >>> is_talked_over(put, "You people always say that.", []), is_talked_over(put, "I'll post it today.", [])
    (True, False)
    """
    if not put.is_plain or not put.topic or put.topic & content_words(answer) or FINDS_OUT.search(answer):
        return False
    if any(_takes_up(put.question, text, 1) or FINDS_OUT.search(text) for text in later):
        return False
    turns = CHANGES_SUBJECT.search(answer) is not None
    if REQUESTS.search(put.question.text):
        return turns or not any(words.search(answer) for words in (GRANTS, REFUSES, SAYS_YES_OR_NO, SHORT))
    few = len(put.question.text.split()) >= LEAST_ASKED and turns and _goes_on_to_ask(put, answer)
    return (put.is_whole or few) and (turns or _goes_on_to_ask(put, answer)) and goes_past(put.question, answer)


def asks_instead(put: PutQuestion, answer: str) -> bool:
    """Whether the answer is a question of the agent's own, with next to nothing beside it, that serves no answer."""
    if REQUESTS.search(put.question.text) and REFUSES.search(answer):
        return False
    few = BESIDE_A_NAME if ASKS_NAME.search(put.question.text) else BESIDE_QUESTIONS
    return put.is_sure and put.is_whole and _only_asks(answer, few) and not _asks_for_it(put.question, answer)


def goes_past(question: Question, answer: str, *, words: int = 1, later: bool = False) -> bool:
    """Whether a turn neither answers, nor finds out, nor takes up that many words of the question.

    A later turn answers what came in between, so that its "yes" is none to the question.
    """
    if FINDS_OUT.search(answer) or _takes_up(question, answer, words):
        return False
    if not later and (len(answer.split()) < LEAST_ANSWER or SHORT.search(answer) or ANSWERS.search(answer)):
        return False
    if ASKS_FIGURE.search(question.text):
        return later or not any(term.kind in FIGURES for term in find_terms(answer))
    return True


def _takes_up(question: Question, answer: str, words: int) -> bool:
    return len(content_words(question.text) & content_words(answer)) >= words


def _goes_on_to_ask(put: PutQuestion, answer: str) -> bool:
    """Whether a yes or a no was asked for, and the turn ends with a question of the agent's own."""
    if put.question.form != "inversion" or not put.is_marked:
        return False
    if GRANTS.search(answer) or _asks_for_it(put.question, answer):
        return False
    own = find_questions(answer)
    return bool(own) and own[-1].kind == "information" and len(answer) - own[-1].last <= AT_THE_END


def _asks_for_it(question: Question, answer: str) -> bool:
    """Whether a question in return serves the answer: what was meant, or what terms would do."""
    negotiates = ON_TERMS.search(question.text) and asks_for_terms(answer)
    return bool(negotiates or CLARIFIES.search(answer)) or not goes_past(question, answer)


def _only_asks(answer: str, few: int) -> bool:
    """Whether a turn holds a question, and up to `few` words beside its questions."""
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
    return bool(EVADES.search(beside) or TURNS_AWAY.search(beside)) or len(re.findall(r"[\w']+", answering)) <= few
