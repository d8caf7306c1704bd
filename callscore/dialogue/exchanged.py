"""What the agent asks a second time: the same question in other words, or what the customer had told already."""

from __future__ import annotations

import re
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.asking import Asked, asked_by_agent
from callscore.language.parsing import normal_words, tokenizer
from callscore.language.questions import Question

__all__ = ["AskedAgain", "asked_again", "content_words"]

SAME = 0.6
"""Share of content words from which two questions are the same one."""

AGAIN_TURNS = 40
"""Turns back in which an earlier question of the same kind is looked for."""

REPAIR_TURNS = 4
"""Turns before the second question in which a bad line explains it."""

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

_DEMANDS = re.compile(
    r"\bpay(?:ing)?\b.{0,25}\bor not\b|\byes or (?:a )?no\b|"
    r"\bwhen (?:am i|are we) (?:getting|gonna get|going to get)\b|"
    r"\bwhen are you (?:going to |gonna )?pay(?:ing)?\b|\bare you paying\b|\bwhere(?:'s| is) (?:the|my|our) money\b|"
    r"\bor not\W*$",
    re.IGNORECASE,
)
"""Asks for the money, whatever was answered."""

_ASKS_BACK = re.compile(
    r"\b(?:again|did you say|you said|what was|say that|remind me|was it you said|as i said)\b", re.IGNORECASE
)
_REPAIR = re.compile(
    r"\b(?:didn't catch|did not catch|line (?:is|was|broke)|breaking up|can you hear|sorry, (?:what|say)|pardon|"
    r"say again|could you repeat)\b",
    re.IGNORECASE,
)
_DECLINED = re.compile(
    r"\b(?:i don't know|wouldn't know|not sure|no idea|can't say|hang on|hold on|what do you mean|who's this|let me)\b",
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
    one, other = content_words(earlier.text), content_words(later.text)
    if len(one | other) >= 2 and one and other and len(one & other) / len(one | other) >= SAME:
        return "the same thing"
    text, again = earlier.text.lower(), later.text.lower()
    if _ASKS_BACK.search(again) and one & other:
        return "the same thing"
    if _DEMANDS.search(text) and _DEMANDS.search(again):
        return "the money"
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
    between = conversation.turns[max(earlier.turn + 1, later.turn - REPAIR_TURNS) : later.turn + 1]
    return any(_REPAIR.search(turn.text) for turn in between)


def content_words(text: str) -> set[str]:
    """Words of a line that carry its meaning, in lower case."""
    stops = tokenizer().Defaults.stop_words
    return {word for word in normal_words(text) if word not in stops and len(word) > 1}
