"""What the customer asks and waits to be told: the question on which a turn ends, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.conversation import Conversation
from callscore.dialogue.question_words import ASKS_NAME, RHETORICAL, SELF_ANSWERED
from callscore.dialogue.sentences import sentence_around
from callscore.language.clauses import is_unfinished
from callscore.language.parsing import content_words
from callscore.language.questions import Question, find_questions

__all__ = ["PutQuestion", "question_put"]

LEAST_WORDS = 4
"""Words below which a customer's question is too short to need more than a sound, unless it is brushed off."""

LEAST_BRUSHED_OFF = 2
"""Words of a question from which a brush-off leaves it open."""

LEAST_CONFIDENCE = 0.6
"""Confidence below which a customer's words are not taken for a question."""

TRAILING = 130
"""Characters after a question from which its turn goes on to something else, and need not be answered on it."""

MARKED = 0.95
"""Confidence of a question from which it was marked as one by whoever wrote it down."""

TRAILING_UNMARKED = 30
"""The same where nobody marked the question: where it ends is a guess."""

PLAIN_FORMS = ("wh", "inversion", "indirect")
"""Forms of a question that has its verb: asked for sure, and for what it says."""

ABOUT = 80
"""Characters before a question, in its sentence, that say what it is about: "And the discount, does that count?"."""

GENERAL = frozenset(
    "know going want need tell said say mean like thing things money pay paid paying payment payments look looked "  # noqa: SIM905
    "looking right okay yes yeah sure actually sorry day time come coming happen happens help something "
    "anything account one way got get gets sir madam ma'am maam po today tomorrow monday tuesday wednesday thursday "
    "friday saturday sunday".split()
)
"""Content words that name no topic."""


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """A question of the customer's in its turn, with the words that name what it is about."""

    index: int
    question: Question
    topic: frozenset[str]

    @property
    def is_whole(self) -> bool:
        """Whether it has words enough to need more than a sound for an answer."""
        return len(self.question.text.split()) >= LEAST_WORDS

    @property
    def is_plain(self) -> bool:
        """Whether it is put with its verb."""
        return self.question.form in PLAIN_FORMS

    @property
    def is_sure(self) -> bool:
        """Whether its form makes it a question for sure; others count where they are marked, or come back to."""
        return self.is_plain or self.question.form == "ellipsis"

    @property
    def is_marked(self) -> bool:
        """Whether whoever wrote it down marked it as a question."""
        return self.question.confidence >= MARKED


def question_put(conversation: Conversation, index: int) -> PutQuestion | None:
    """The last question of a customer's turn with some words to it, where the turn goes on to nothing else.

    Why it is asked may follow, and be cut off: "Could you check? Because the lady said she'd".

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> put = question_put(make_call("customer: I see. And the discount, does that count?"), 0)
    >>> put.question.text, sorted(put.topic)
    ('does that count?', ['count', 'discount'])
    >>> question_put(make_call("customer: Who, me? No, I never signed it and I have the papers to show for it."), 0)
    """
    text = conversation.turns[index].text
    questions = [
        question
        for question in find_questions(text)
        if (question.kind in ("information", "rhetorical") or ASKS_NAME.search(question.text))
        and len(question.text.split()) >= LEAST_BRUSHED_OFF
        and question.confidence >= LEAST_CONFIDENCE
        and not RHETORICAL.search(question.text)
    ]
    broken = is_unfinished(text)
    ending = [
        question
        for question in questions
        if len(text) - question.last <= (TRAILING if question.confidence >= MARKED else TRAILING_UNMARKED)
        and not (broken and (question.confidence < MARKED or not text[question.last :].strip(" .…—-")))
        and not SELF_ANSWERED.search(text[question.last :])
    ]
    if not ending:
        return None
    question = max(ending, key=_weight)
    first, _ = sentence_around(text, question.first, question.last)
    about = text[max(first, question.first - ABOUT) : question.last]
    return PutQuestion(index, question, frozenset(content_words(about) - GENERAL))


def _weight(question: Question) -> tuple[bool, bool, int]:
    """Put with its verb, in words enough, and last: what of several questions waits for an answer."""
    return question.form in PLAIN_FORMS, len(question.text.split()) >= LEAST_WORDS, question.first
