"""What the agent asks a second time: the same question in other words, or what the customer had told already."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.asking import Asked, asked_by_agent
from callscore.dialogue.customer_questions import PLAIN_FORMS
from callscore.dialogue.repeat_words import (
    ASKS_BACK,
    ASKS_WHICH,
    CALLS,
    CHECKS_A_NO,
    DECLINED,
    DEMANDS,
    DOUBTS,
    FETCHES,
    PRESSES,
    REPAIR,
    SUBJECTS,
    THERE,
)
from callscore.dialogue.told_before import protested, recalled
from callscore.language.parsing import content_words, normal_words
from callscore.language.phrasing import hits
from callscore.language.questions import find_questions
from callscore.language.terms import sums_named

__all__ = ["AskedAgain", "asked_again"]

SAME = 0.6
"""Share of content words from which two questions are the same one."""

AGAIN_TURNS = 40
"""Turns back in which an earlier question of the same kind is looked for."""

LEAD = 12
"""Characters before a question in which "you said" belongs to it."""

RECALL_TURNS = 14
"""Turns back in which "when was it?" asks again for what "when" had asked."""

ANSWER_TURNS = 2
"""Customer turns after a question in which it is answered: the first may fetch the papers."""

_MONEY = "the money"
"""What a demand asks for."""

ADDRESS = frozenset({"sir", "madam", "ma'am", "maam", "miss", "please", "boss", "mate", "love", "dear", "po"})
"""Words of address, which make no two questions the same."""

AT_THE_EDGE = 12
"""Characters before and after a question within which it is all that a turn says."""

AT_ONCE = 4
"""Turns after a question within which another one says its answer back."""

REPAIR_TURNS = 4
"""Turns before the second question in which a bad line explains it."""


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A question that the agent puts a second time, with the turn that had answered it.

    `first` is the question that had been put before, None where the customer had told it unasked.
    """

    first: Asked | None
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
    asked = [a for a in asked_by_agent(conversation) if a.question.kind in kinds and not CALLS.search(a.question.text)]
    found: list[AskedAgain] = []
    for number, later in enumerate(asked):
        for earlier in reversed(asked[:number]):
            if later.turn == earlier.turn or later.turn - earlier.turn > AGAIN_TURNS:
                continue
            about = _same(conversation, earlier, later)
            told = _told(conversation, earlier, about) if about else None
            if about and told is not None and told < later.turn and not _broken(conversation, earlier, later):
                found.append(AskedAgain(earlier, later, told, about))
                break
        else:
            before = recalled(conversation, later)
            if before is None:
                before = protested(conversation, later)
            if before is not None:
                found.append(AskedAgain(None, later, before, "what was told"))
    return tuple(found)


def _same(conversation: Conversation, earlier: Asked, later: Asked) -> str:
    """What both questions ask for, in a word; empty when they are different ones."""
    text, again = earlier.question.text.lower(), later.question.text.lower()
    if later.turn - earlier.turn <= AT_ONCE and CHECKS_A_NO.search(again):
        return ""
    one, other = content_words(text) - ADDRESS, content_words(again) - ADDRESS
    if len(one | other) >= 2 and one and other and len(one & other) / len(one | other) >= SAME:
        return "the same thing"
    if ASKS_BACK.search(_with_lead(conversation, later)) and (one & other or _wants_the_same(earlier, later)):
        return "the same thing"
    if _is_doubted(conversation, earlier, later):
        return "the same thing"
    if DEMANDS.search(again) and (
        (DEMANDS.search(text) and not _names_another_sum(text, again)) or _presses_for_it(conversation, earlier, later)
    ):
        return _MONEY
    for name, words in SUBJECTS:
        if (
            words.search(text)
            and words.search(again)
            and (name not in ("when", "how much", "reason") or ASKS_BACK.search(again))
        ):
            return f"the {name}" if name not in ("when", "how much") else name
    return ""


def _with_lead(conversation: Conversation, asked: Asked) -> str:
    """A question with the few words before it in its turn: "You said, how many was it?"."""
    text = conversation.turns[asked.turn].text
    return text[max(0, asked.question.first - LEAD) : asked.question.last]


def _wants_the_same(earlier: Asked, later: Asked) -> bool:
    """Whether a question that asks back names nothing of its own, and wants a day, a sum or a person as that before."""
    one, other = ASKS_WHICH.search(earlier.question.text), ASKS_WHICH.search(later.question.text)
    if one is None or other is None or later.turn - earlier.turn > RECALL_TURNS:
        return False
    return one[0].lower() == other[0].lower() and not content_words(later.question.text)


def _is_doubted(conversation: Conversation, earlier: Asked, later: Asked) -> bool:
    """Whether "you're sure?" is asked of what the earlier question was about."""
    said = conversation.turns[later.turn].text[: later.question.last].lower()
    if not DOUBTS.search(said):
        return False
    asked = earlier.question.text.lower()
    return bool((content_words(asked) & content_words(said)) - ADDRESS or (THERE.search(asked) and THERE.search(said)))


def _names_another_sum(text: str, again: str) -> bool:
    """Whether a second demand is for a sum that the first didn't name: another of the bills, or another offer."""
    return bool(sums_named(again) - sums_named(text)) and not PRESSES.search(again)


def _presses_for_it(conversation: Conversation, earlier: Asked, later: Asked) -> bool:
    """Whether a yes is demanded to the sum that the earlier turn had put."""
    if not PRESSES.search(later.question.text):
        return False
    before, now = (sums_named(conversation.turns[asked.turn].text) for asked in (earlier, later))
    return bool(before & now)


def _told(conversation: Conversation, asked: Asked, about: str) -> int | None:
    """The customer's turn that answers a question, if one says something; a refusal answers demands only."""
    refused = (
        set() if about == _MONEY else {hit.index for hit in hits(conversation, Role.CUSTOMER, "refusal", "heated")}
    )
    after = [(index, turn) for index, turn in conversation.turns_of(Role.CUSTOMER) if index > asked.turn]
    for index, turn in after[:ANSWER_TURNS]:
        if DECLINED.search(turn.text) or index in refused:
            return None
        if _only_asks_back(turn.text):
            return None
        if normal_words(turn.text) and not FETCHES.search(turn.text):
            return index
    return None


def _only_asks_back(text: str) -> bool:
    """Whether a turn is a question of its own from its first word to its last, which tells nothing."""
    questions = [question for question in find_questions(text) if question.form in PLAIN_FORMS]
    return bool(questions) and questions[0].first <= AT_THE_EDGE and len(text) - questions[0].last <= AT_THE_EDGE


def _broken(conversation: Conversation, earlier: Asked, later: Asked) -> bool:
    """Whether the line, a misunderstanding or a correction explains the second question."""
    between = conversation.turns[max(earlier.turn + 1, later.turn - REPAIR_TURNS) : later.turn + 1]
    return any(REPAIR.search(turn.text) for turn in between)
