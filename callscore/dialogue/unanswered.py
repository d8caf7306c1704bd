"""Which of the customer's questions the agent brushes off or goes past."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.exchanged import content_words
from callscore.language.questions import Question, find_questions
from callscore.language.terms import TermKind, find_terms

__all__ = ["unanswered"]

ANSWER_TURNS = 2
"""Agent turns after a customer's question in which it is answered."""

LEAST_WORDS = 4
"""Words below which a customer's question is too short to need more than a sound."""

LEAST_ANSWER = 3
"""Words of an agent's turn below which it may be an answer, whatever it says."""

LATER_SHARED = 2
"""Words of the question that the agent's second turn must take up to come back to it."""

LEAST_CONFIDENCE = 0.6
"""Confidence below which a customer's words are not taken for a question."""

TRAILING = 60
"""Characters after a question from which its turn goes on to something else, and need not be answered on it."""

_RHETORICAL = re.compile(
    r"^(?:and |but |so )?(?:is it (?:aye|yes|yeah|no)\b|why (?:should|would|the hell|on earth)|"
    r"what (?:do you want|part|the hell|kind of|sort of|more do)|are you (?:kidding|serious|"
    r"deaf|joking)|how dare|do you (?:think|know who|have any idea)|who do you think)\b",
    re.IGNORECASE,
)
"""Questions in anger, which ask for nothing."""

_SHORT = re.compile(
    r"^(?:\W*(?:oh|ah|well|um|uh|er|so|okay|right|yeah|honestly|look|listen|sir|ma'am|ja|ay|hala|please)\W+)*"
    r"(?:yes|yeah|yep|yup|no|nope|nah|sure|of course|absolutely|correct|exactly|not |it is|it does|it will|it won't|"
    r"it isn't|it's|they're|they|"
    r"there's|there is|you can|you could|you may|i can|i could|i will|i'll|i've|we can|we'll|we've|we do|i do|i am|"
    r"i'm|that's|that is|because|"
    r"the |to |for |from |about |by |at |on |in |only|just|maybe|perhaps|probably|once|until|after|before|if )\b",
    re.IGNORECASE,
)
_FINDS_OUT = re.compile(
    r"\b(?:let me (?:check|look|see|find|pull|have a look|explain)|i'll (?:check|find|ask|look|see|get|send|email|"
    r"come to)|i will (?:check|find|ask|look|see|get|send)|"
    r"bear with|one (?:second|moment|sec)|good question|i don't (?:know|have)|i do not (?:know|have)|can't see|"
    r"don't see|not sure|have to (?:check|look|ask)|"
    r"means|includes?|certainly|it was|it's for|that's for|that was|because|to answer|came from|comes from|"
    r"it covers)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\?\W*(?:yes|yeah|yep|no|nope)\b|^\W*(?:oh )?my (?:gosh|goodness|god),? (?:yes|no)\b|"
    r"^\W*(?:well,? )?what (?:(?:could|can|would) you (?:do|manage)|(?:would|do) you (?:want|need|think|prefer))\b",
    re.IGNORECASE,
)
"""Says the question again and answers it, or leaves the answer to the one who asked."""

_ASKS_FIGURE = re.compile(r"\b(?:when|how|what day|what.{0,25}(?:come to|cost|total|put down))\b", re.IGNORECASE)
_EVADES = re.compile(
    r"\b(?:don't (?:you )?worry about (?:that|it|what)|never mind (?:that|about)|not (?:my|your) (?:problem|concern|"
    r"business)|that's not (?:the|my) (?:point|question|problem)|that's not important|"
    r"above my pay grade|(?:i|you) didn't ask|"
    r"never you mind|just don't worry|not here to answer|"
    r"(?:i'm|i am) (?:asking|the one asking)|i ask the questions|forget (?:that|about)|what's that got to do|"
    r"i don't care|you heard|just (?:pay|answer)|did i ask|doesn't matter|"
    r"let me just|we're not (?:talking|discussing)|moving on|anyway)\b",
    re.IGNORECASE,
)


def unanswered(conversation: Conversation) -> Iterator[tuple[int, Question, int]]:
    """``(turn, question, agent turn)`` of the customer's questions that the agent's next turns go past.

    Kept to plain cases: the answer is a brush-off, or it is a question or demand of the agent's own that takes up no
    word of the customer's.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: What's the other four hundred for?", "agent: Don't you worry about that.")
    >>> [(turn, question.text) for turn, question, _ in unanswered(call)]
    [(0, "What's the other four hundred for?")]
    """
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        questions = [
            q
            for q in find_questions(turn.text)
            if q.kind in ("information", "rhetorical")
            and q.form in ("wh", "inversion", "indirect")
            and len(q.text.split()) >= LEAST_WORDS
            and q.confidence >= LEAST_CONFIDENCE
            and not _RHETORICAL.search(q.text)
        ]
        if not questions or len(turn.text) - questions[-1].last > TRAILING:
            continue
        question = questions[-1]
        answers = [i for i, _ in conversation.turns_of(Role.AGENT) if i > index][:ANSWER_TURNS]
        if not answers:
            continue
        first = conversation.turns[answers[0]].text
        brushed_off = _EVADES.search(first) and not _takes_up(question, first, 2)
        texts = [conversation.turns[i].text for i in answers]
        later = all(_goes_past(question, text, words=LATER_SHARED, later=True) for text in texts[1:])
        if brushed_off or (_asks(first) and _goes_past(question, first) and later):
            yield index, question, answers[0]


def _asks(answer: str) -> bool:
    return any(question.kind == "information" for question in find_questions(answer))


def _takes_up(question: Question, answer: str, words: int) -> bool:
    return len(content_words(question.text) & content_words(answer)) >= words


def _goes_past(question: Question, answer: str, *, words: int = 1, later: bool = False) -> bool:
    """Whether a turn neither answers, nor finds out, nor takes up that many words of the question.

    A later turn answers what came in between, so that its "yes" is none to the question.
    """
    if _FINDS_OUT.search(answer) or _takes_up(question, answer, words):
        return False
    if not later and (len(answer.split()) < LEAST_ANSWER or _SHORT.search(answer) or _ANSWERS.search(answer)):
        return False
    if _ASKS_FIGURE.search(question.text):
        kinds = (TermKind.DATE, TermKind.AMOUNT, TermKind.METHOD, TermKind.FREQUENCY)
        return later or not any(term.kind in kinds for term in find_terms(answer))
    return True
