"""Questions and their answers across turns: what was asked twice, what was told already, what never got an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.asking import Asked, asked_by_agent
from callscore.language.parsing import normal_words, tokenizer
from callscore.language.questions import Question, find_questions
from callscore.language.terms import TermKind, find_terms

__all__ = ["AskedAgain", "asked_again", "unanswered"]

SAME = 0.6
"""Share of content words from which two questions are the same one."""

AGAIN_TURNS = 40
"""Turns back in which an earlier question of the same kind is looked for."""

ANSWER_TURNS = 2
"""Agent turns after a customer's question in which it is answered."""

LEAST_WORDS = 4
"""Words below which a customer's question is too short to need more than a sound."""

LEAST_CONFIDENCE = 0.6
"""Confidence below which a customer's words are not taken for a question."""

TRAILING = 60
"""Characters after a question from which its turn goes on to something else, and need not be answered on it."""

_RHETORICAL = re.compile(
    r"^(?:and |but |so )?(?:why (?:should|would|the hell|on earth)|what (?:do you want|part|the hell|kind of|"
    r"sort of|more do)|are you (?:kidding|serious|"
    r"deaf|joking)|how dare|do you (?:think|know who|have any idea)|who do you think)\b",
    re.IGNORECASE,
)
"""Questions in anger, which ask for nothing."""

_SUBJECTS = (
    ("address", re.compile(r"\b(?:(?<!mail )address|postcode|zip code|live)\b")),
    ("email", re.compile(r"\be-?mail\b")),
    ("birth", re.compile(r"\b(?:date of birth|birthday|born)\b")),
    (
        "work",
        re.compile(r"\b(?:do for work|are you working|your job|do you do for a living|where do you work|employed)\b"),
    ),
    ("children", re.compile(r"\b(?:got kids|children|how many kids)\b")),
    ("name", re.compile(r"\b(?:your name|who am i (?:speaking|talking)|surname)\b")),
    ("phone", re.compile(r"\b(?:phone number|best number|mobile number|contact number)\b")),
    (
        "reference",
        re.compile(
            r"\b(?:invoice number|waybill|reference|po number|order number|pupil number|account number|ticket number)\b"
        ),
    ),
    (
        "reason",
        re.compile(
            r"\b(?:what happened|what's happened|what's going on|what's the reason|why (?:hasn't|haven't|is it|"
            r"didn't)|what's the problem|what's stopping)\b"
        ),
    ),
    (
        "when",
        re.compile(
            r"\bwhen (?:am i|are you|can you|will you|is it|are we|do i|'s|can i|would you)\b.{0,40}\b(?:pay|paying|"
            r"paid|get|getting|money|it|payment)\b|\bwhat day\b|\bare you paying\b"
        ),
    ),
    (
        "how much",
        re.compile(r"\bhow much (?:can|could|do|are|would) you\b|\bwhat (?:can|could) you (?:manage|afford|pay|do)\b"),
    ),
)
"""Things that a collector asks for, each by the words of the question."""

_ASKS_BACK = re.compile(
    r"\b(?:again|did you say|you said|what was|say that|remind me|was it you said|as i said)\b", re.IGNORECASE
)
_REPAIR = re.compile(
    r"\b(?:didn't catch|did not catch|line (?:is|was|broke)|breaking up|can you hear|sorry, (?:what|say)|pardon|"
    r"say again|typed over|could you repeat)\b",
    re.IGNORECASE,
)
_DECLINED = re.compile(
    r"\b(?:i don't know|wouldn't know|not sure|no idea|can't say|hang on|hold on|what do you mean|who's this|let me)\b",
    re.IGNORECASE,
)

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
_EVADES = re.compile(
    r"\b(?:don't (?:you )?worry about (?:that|it|what)|never mind (?:that|about)|not (?:my|your) (?:problem|concern|"
    r"business)|that's not (?:the|my) (?:point|question|problem)|"
    r"(?:i'm|i am) (?:asking|the one asking)|i ask the questions|forget (?:that|about)|what's that got to do|"
    r"i don't care|you heard|just (?:pay|answer)|did i ask|doesn't matter|"
    r"let me just|we're not (?:talking|discussing)|moving on|anyway)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A question that the agent puts a second time, with the turn that had answered the first."""

    first: Asked
    again: Asked
    told: int
    about: str


def asked_again(conversation: Conversation) -> tuple[AskedAgain, ...]:
    """Questions of the agent's that ask again for what the customer had told, or had been asked in the same words.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: What's your address?", "customer: Twelve Tanner Street.",
    ...                  "agent: Right.", "customer: Yes.", "agent: And what did you say your address was?")
    >>> [(again.first.turn, again.again.turn, again.told) for again in asked_again(call)]
    [(0, 4, 1)]
    """
    kinds = {"information", "identity"}
    asked = [a for a in asked_by_agent(conversation) if a.question.kind in kinds]
    found: list[AskedAgain] = []
    for number, later in enumerate(asked):
        for earlier in reversed(asked[:number]):
            if later.turn == earlier.turn or later.turn - earlier.turn > AGAIN_TURNS:
                continue
            about = _same(earlier.question, later.question)
            told = _told(conversation, earlier) if about else None
            if about and told is not None and told < later.turn and not _broken(conversation, earlier, later):
                found.append(AskedAgain(earlier, later, told, about))
                break
    return tuple(found)


def _same(earlier: Question, later: Question) -> str:
    """What both questions ask for, in a word; empty when they are different ones."""
    one, other = _content(earlier.text), _content(later.text)
    if len(one | other) >= 2 and one and other and len(one & other) / len(one | other) >= SAME:
        return "the same thing"
    text, again = earlier.text.lower(), later.text.lower()
    if _ASKS_BACK.search(again) and one & other:
        return "the same thing"
    for name, words in _SUBJECTS:
        if (
            words.search(text)
            and words.search(again)
            and (name not in ("when", "how much", "reason") or _ASKS_BACK.search(again))
        ):
            return f"the {name}" if name not in ("when", "how much") else name
    return ""


def _told(conversation: Conversation, asked: Asked) -> int | None:
    """The customer's turn that answers a question, if it says something."""
    answer = conversation.next_turn(asked.turn, Role.CUSTOMER)
    if answer is None:
        return None
    text = conversation.turns[answer].text
    if _DECLINED.search(text) or not normal_words(text):
        return None
    return answer


def _broken(conversation: Conversation, earlier: Asked, later: Asked) -> bool:
    """Whether the line, a misunderstanding or a correction explains the second question."""
    between = conversation.turns[earlier.turn + 1 : later.turn + 1]
    return any(_REPAIR.search(turn.text) for turn in between)


def _content(text: str) -> set[str]:
    stops = tokenizer().Defaults.stop_words
    return {word for word in normal_words(text) if word not in stops and len(word) > 1}


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
            if q.kind == "information"
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
        if brushed_off or (_asks(first) and all(_goes_past(question, text) for text in texts)):
            yield index, question, answers[0]


def _asks(answer: str) -> bool:
    return any(question.kind == "information" for question in find_questions(answer))


def _takes_up(question: Question, answer: str, words: int) -> bool:
    return len(_content(question.text) & _content(answer)) >= words


def _goes_past(question: Question, answer: str) -> bool:
    """Whether a turn neither answers, nor finds out, nor takes up a word of the question."""
    if len(answer.split()) < 3 or _SHORT.search(answer) or _FINDS_OUT.search(answer) or _takes_up(question, answer, 1):
        return False
    if re.search(r"\b(?:when|how (?:long|much|many|soon)|what day|how)\b", question.text.lower()):
        kinds = (TermKind.DATE, TermKind.AMOUNT, TermKind.METHOD, TermKind.FREQUENCY)
        return not any(term.kind in kinds for term in find_terms(answer))
    return True
