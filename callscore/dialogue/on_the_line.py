"""Who is on the line, and when the account is first spoken of: asked for, confirmed, somebody else, a machine."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from callscore.conversation import Conversation, Role
from callscore.dialogue.account_words import account_words
from callscore.dialogue.asking import asked_by_agent
from callscore.dialogue.identity_words import (
    ASKS_NAME,
    ASKS_WHO,
    CONFIRMS,
    DENIES,
    GIVES_NAME,
    ITS_ME,
    NAME_ASKED,
    NO_NAMES,
    NOT_ME,
    NUMBERS,
    PROOF,
    RELATION,
    SAYS_NO,
    SPEAKS_FOR,
)
from callscore.evidence import first_of_turns
from callscore.language.parsing import normal_words
from callscore.language.phrasing import Hit, hits
from callscore.phrases import said, shipped

__all__ = ["OnTheLine", "on_the_line"]

LOOSE_TURNS = 3
"""First agent turns in which "is that Darren" asks for a person and "Jericho of Isla Mobile" is an introduction."""

LOOSE_FRAMES = frozenset({"introduction.bare", "right_party.name_asked"})
"""Frames that are sure only there."""

ASKING_TURNS = 8
"""First agent turns in which a question about a person asks for the right party."""

CONFIRMING_TURNS = 2
"""Customer turns after the question in which the answer is looked for."""

STRANGER_TURNS = 4
"""First customer turns in which somebody says that they are not the one who was asked for."""

STRANGER_SURE = 0.8
"""Confidence from which the classifier is believed that it is the wrong person: much hangs on it."""

BARE_WORDS = 6
"""Words up to which an agent's turn may be no more than the customer's name."""

MACHINE_TURNS = 3
"""First customer turns in which a recorded greeting is looked for."""


@dataclass(frozen=True, slots=True)
class OnTheLine:
    """What a call shows about who was spoken to; indexes of turns, None where it didn't happen.

    Parameters
    ----------
    asked
        The agent asks for a person, or checks who it is.
    asked_by
        The hit that shows it, None where the form of the question does.
    confirmed
        The customer confirms it.
    account
        The agent first speaks of an amount or a debt; `account_chars` are the characters that say so.
    stranger
        Somebody says that they are not the one who was asked for.
    machine
        A recorded greeting answers.
    proof
        The agent first asks for what only the right person knows: date of birth, address, last digits.
    """

    asked: int | None
    asked_by: Hit | None
    confirmed: int | None
    account: int | None
    account_chars: tuple[int, int] | None
    stranger: int | None
    stranger_confidence: float
    machine: int | None
    proof: int | None = None

    @property
    def right_person(self) -> bool:
        """Whether nothing says that it was somebody else, or a machine, to the end of the call."""
        return self.machine is None and (
            self.stranger is None or (self.confirmed is not None and self.confirmed > self.stranger)
        )

    @property
    def instead(self) -> str:
        """Who was there in place of the right person, as a reason begins; empty where nothing says so."""
        if self.right_person:
            return ""
        return "a machine answered" if self.machine is not None else "the right person was not on the line"


@lru_cache(maxsize=64)
def on_the_line(conversation: Conversation) -> OnTheLine:
    """Who was asked for, who answered, and when the account came up.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Is that Mrs Bell?", "customer: Speaking.", "agent: You have £400 overdue.")
    >>> line = on_the_line(call)
    >>> line.asked, line.confirmed, line.account
    (0, 1, 2)
    """
    asks, hit = _asked(conversation)
    asked = asks[0] if asks else None
    account, chars = _account(conversation)
    strangers = _strangers(conversation, asked)
    confirmed = _confirmed(conversation, asks, {index for index, _ in strangers})
    stranger, stranger_confidence = min(
        (each for each in strangers if confirmed is None or each[0] < confirmed), default=(None, 0.0)
    )
    machine = next((h.index for h in _heard(conversation, "machine")), None)
    early = [index for index, _ in conversation.turns_of(Role.CUSTOMER)][:MACHINE_TURNS]
    return OnTheLine(
        asked,
        hit,
        confirmed,
        account,
        chars,
        stranger,
        stranger_confidence,
        machine if machine in early else None,
        next((i for i, turn in conversation.turns_of(Role.AGENT) if PROOF.search(turn.text)), None),
    )


def _heard(conversation: Conversation, *labels: str) -> list[Hit]:
    return list(said(conversation, Role.CUSTOMER, shipped("people"), *labels))


def _asked(conversation: Conversation) -> tuple[tuple[int, ...], Hit | None]:
    """Turns in which the agent asks who is there, and the hit that shows the first, if a rule does."""
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    loose = set(order[:LOOSE_TURNS])
    checks = first_of_turns(
        [
            hit
            for hit in hits(conversation, Role.AGENT, "right_party_check")
            if hit.match.frame not in LOOSE_FRAMES or hit.index in loose
        ],
        "right_party_check",
    )
    first = checks[0] if checks else None
    early = set(order[:ASKING_TURNS])
    questions = [
        asked.turn
        for asked in asked_by_agent(conversation)
        if asked.turn in early and asked.question.kind == "identity"
    ]
    named = [
        index for index in loose if NAME_ASKED.search(conversation.turns[index].text) or _bare_name(conversation, index)
    ]
    places = tuple(sorted({*questions, *named, *(hit.index for hit in checks if hit.index in early)}))
    if first is not None and not places:
        places = (first.index,)
    return places, first if first is not None and places[0] == first.index else None


def _bare_name(conversation: Conversation, index: int) -> bool:
    """Whether a few words of the agent's were taken to ask who is there: "Maricel Dizon", "Yes, who is this"."""
    answer = conversation.next_turn(index, Role.CUSTOMER)
    if answer is None or len(conversation.turns[index].text.split()) > BARE_WORDS:
        return False
    return bool(ITS_ME.search(conversation.turns[answer].text))


def _confirmed(conversation: Conversation, asks: Sequence[int], strangers: Set[int]) -> int | None:
    """The customer's turn that says yes, gives a name or a date of birth; None where it is denied or passed over.

    Once somebody has said that they are not the one, only "speaking" and its like make up for it, or that they
    speak for the other: the wife of one who has died, somebody with authority.
    """
    denied = False
    for number, asked in enumerate(asks):
        until = asks[number + 1] if number + 1 < len(asks) else len(conversation.turns)
        may = _speaks_for(conversation, asked + CONFIRMING_TURNS)
        if RELATION.search(conversation.turns[asked].text) and not may:
            continue
        answers = [(i, turn) for i, turn in conversation.turns_of(Role.CUSTOMER) if asked < i < until]
        for index, turn in answers[:CONFIRMING_TURNS]:
            yes = _says_yes(conversation, asked, index) and (index not in strangers or CONFIRMS.search(turn.text))
            if ITS_ME.search(turn.text) or (yes and (may or not denied)):
                return index
            denied = denied or index in strangers or bool(SAYS_NO.search(turn.text))
    return None


def _says_yes(conversation: Conversation, asked: int, index: int) -> bool:
    """Whether a customer's turn confirms who is there, or gives what was asked for to prove it."""
    text = conversation.turns[index].text
    if not text.strip():
        return False
    before = " ".join(turn.text for turn in conversation.turns[asked:index] if turn.role is Role.AGENT)
    proved = PROOF.search(before) and (re.search(r"\d", text) or NUMBERS & set(normal_words(text)))
    negative = DENIES.search(text.strip())
    named = ASKS_NAME.search(before) and GIVES_NAME.search(text)
    positive = CONFIRMS.search(text) or proved or named or _names(conversation, asked, text)
    return bool(positive) and not (negative is not None and negative.start() < 3)


def _speaks_for(conversation: Conversation, until: int) -> bool:
    return any(SPEAKS_FOR.search(turn.text) for turn in conversation.turns[:until] if turn.role is Role.CUSTOMER)


def _names(conversation: Conversation, asked: int, answer: str) -> bool:
    """Whether the answer says a word of the question again that is a name: capitalised, and not its first word.

    Where the question was transcribed without capitals, any word that is none of a greeting's will do.
    """
    words = [word.strip(".,?!") for word in conversation.turns[asked].text.split()]
    names = {word.lower() for word in words[1:] if word[:1].isupper()} - NO_NAMES
    if not any(word[:1].isupper() for word in words) and not NOT_ME.search(answer):
        names = {word for word in words if word.isalpha()} - NO_NAMES
    return bool(names & {word.strip(".,?!").lower() for word in answer.split()})


def _account(conversation: Conversation) -> tuple[int | None, tuple[int, int] | None]:
    for index, turn in conversation.turns_of(Role.AGENT):
        chars = account_words(turn.text)
        if chars is not None:
            return index, chars
    return None, None


def _strangers(conversation: Conversation, asked: int | None) -> list[tuple[int, float]]:
    """The first turns in which the customer says that they are somebody else, and how surely.

    Looked for at the start only: later "he's at work" is about others.
    """
    early = {index for index, _ in conversation.turns_of(Role.CUSTOMER)[:STRANGER_TURNS]}
    denied = first_of_turns(
        tuple(hits(conversation, Role.CUSTOMER, "wrong_party")), "wrong_party", at_least=STRANGER_SURE
    )
    told = [(hit.index, hit.match.confidence) for hit in (*denied, *_heard(conversation, "somebody_else"))]
    answer = None if asked is None else conversation.next_turn(asked, Role.CUSTOMER)
    if answer is not None and SAYS_NO.search(conversation.turns[answer].text):
        told.append((answer, STRANGER_SURE))
    return [
        (index, confidence)
        for index, confidence in told
        if index in early
        and NOT_ME.search(conversation.turns[index].text)
        and not ASKS_WHO.search(conversation.turns[index].text)
    ]
