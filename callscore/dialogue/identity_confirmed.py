"""Whether the other says that it is them who was asked for, proves it, or may be told in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from callscore.conversation import Conversation, Role
from callscore.dialogue.identity import ASKING_TURNS, addressed, greeted_by_own_name
from callscore.dialogue.identity_answers import (
    confirms_in_place,
    is_for_another,
    may_be_told,
    renamed,
    replies_to_name,
    their_dealings,
)
from callscore.dialogue.identity_words import (
    ASKED_NAME,
    ASKS_BACK,
    ASKS_NAME,
    COMES_ON,
    CONFIRMS,
    DENIES,
    GIVES_NAME,
    HAS_THE_JOB,
    HOLDS_BACK,
    ITS_ME,
    NO_NAMES,
    NOT_ME,
    NOT_THE_ONE,
    NUMBERS,
    PROOF,
    RELATION,
    SAYS_NO,
    SAYS_YES,
    SELF_NAMED,
    SPEAKS_FOR,
)
from callscore.language.parsing import normal_words
from callscore.privacy import MASK

__all__ = ["confirmed_by"]

CONFIRMING_TURNS = 2
"""Customer turns after the question in which the answer is looked for."""

FETCHED_TURNS = 6
"""Customer turns after the first question in which somebody who was fetched says that it is them."""

GREETED_WORDS = 4
"""First words of a turn in which the agent greets by name who has come to the phone."""

_FETCHES = re.compile(
    r"\b(?:hold on|hang on|hold the line|(?:one|just a|wait a|half a) (?:minute|min|moment|mo|sec|second|tick)|"
    r"bear with me|i'll (?:get|fetch|give|put|pass|grab|call)|putting you|passing you|here (?:he|she) (?:is|comes)|"
    r"(?:he|she)'s just (?:come|coming|walked)|i will (?:give|get|pass|call))\b",
    re.IGNORECASE,
)
"""Somebody fetches the one who was asked for."""

_PICKED_UP = re.compile(r"\b(?:yes|yeah|hello|hi)\s*\?", re.IGNORECASE)
"""How the telephone is picked up, and no answer to who is there."""


def confirmed_by(conversation: Conversation, asks: Sequence[int], strangers: Set[int]) -> int | None:
    """The customer's turn that says yes, gives a name or a date of birth; None where it is denied or passed over.

    Where something that proves who it is was asked for soon after a yes, and given, that is what confirms it. Once
    somebody has said that they are not the one, only "speaking" and its like make up for it, or that they speak for
    the other: the wife of one who has died, somebody with authority.
    """
    if not asks:
        return None
    yes = _says_so(conversation, asks, strangers)
    return yes if yes is None else _proved_after(conversation, yes)


def _proved_after(conversation: Conversation, yes: int) -> int:
    """The customer's turn that gives what proves who it is, where the agent asks for it early on; else the `yes`."""
    for asked, turn in conversation.turns_of(Role.AGENT)[:ASKING_TURNS]:
        if not PROOF.search(turn.text):
            continue
        answers = [i for i, _ in conversation.turns_of(Role.CUSTOMER) if i > asked][:CONFIRMING_TURNS]
        texts = [(i, conversation.turns[i].text) for i in answers]
        given = next((i for i, text in texts if _gives_proof(text) and not HOLDS_BACK.search(text)), None)
        if given is not None and given >= yes:
            return given
    return yes


def _gives_proof(text: str) -> bool:
    """Whether a number stands in an answer, hidden or not, as in dates of birth, addresses and last digits."""
    return bool(re.search(rf"[\d{MASK}]", text) or NUMBERS & set(normal_words(text)))


def _says_so(conversation: Conversation, asks: Sequence[int], strangers: Set[int]) -> int | None:
    """The first customer's turn after one of the `asks` that says that it is them, or may be told for another."""
    denied = False
    for number, asked in enumerate(asks):
        until = asks[number + 1] if number + 1 < len(asks) else len(conversation.turns)
        may = _speaks_for(conversation, asked + CONFIRMING_TURNS)
        if RELATION.search(conversation.turns[asked].text) and not may:
            continue
        answers = [(i, turn) for i, turn in conversation.turns_of(Role.CUSTOMER) if asked < i < until]
        for index, turn in answers[:CONFIRMING_TURNS]:
            yes = _says_yes(conversation, asked, index) and (
                index not in strangers or CONFIRMS.search(turn.text) or renamed(turn.text)
            )
            me = (ITS_ME.search(turn.text) or _in_place(conversation, asked, index)) and not NOT_THE_ONE.search(
                turn.text
            )
            if me or (yes and (may or not denied)):
                return index
            if not denied and index not in strangers and _lets_it_stand(conversation, asked, index):
                return index
            denied = denied or index in strangers or bool(SAYS_NO.search(turn.text) or NOT_THE_ONE.search(turn.text))
    return _fetched(conversation, asks[0]) or _told_for_another(conversation, asks[0])


def _in_place(conversation: Conversation, asked: int, index: int) -> bool:
    """Whether the answer is a yes to how it was asked."""
    goes_on = conversation.next_turn(index, Role.AGENT)
    return confirms_in_place(
        conversation.turns[asked].text,
        conversation.turns[index].text,
        "" if goes_on is None else conversation.turns[goes_on].text,
    )


def _told_for_another(conversation: Conversation, since: int) -> int | None:
    """The customer's turn in which somebody else says that they may be told."""
    for asked, turn in conversation.turns_of(Role.AGENT)[:ASKING_TURNS]:
        answer = conversation.next_turn(asked, Role.CUSTOMER)
        if asked >= since and answer is not None and may_be_told(turn.text, conversation.turns[answer].text):
            return answer
    return None


def _fetched(conversation: Conversation, asked: int) -> int | None:
    """The customer's turn in which the one who was asked for comes to the phone and says so: "Bell here, tell me"."""
    words = [word.strip(".,?!'").lower() for word in conversation.turns[asked].text.split()]
    wanted = {word for word in words if len(word) > 2} - NO_NAMES
    answers = [(index, turn) for index, turn in conversation.turns_of(Role.CUSTOMER) if index > asked]
    before = ""
    for index, turn in answers[:FETCHED_TURNS]:
        fetched, before = _FETCHES.search(before), turn.text
        if fetched and wanted & _first_words(conversation, conversation.next_turn(index, Role.AGENT)):
            return index
        named = COMES_ON.search(turn.text)
        if named is None or RELATION.search(turn.text):
            continue
        if {name.lower() for name in named.groups() if name} & wanted:
            return index
    return None


def _first_words(conversation: Conversation, index: int | None) -> set[str]:
    """The words in small letters with which a turn greets."""
    words = "" if index is None else conversation.turns[index].text
    return {word.strip(".,?!'").lower() for word in words.split()[:GREETED_WORDS]}


def _lets_it_stand(conversation: Conversation, asked: int, index: int) -> bool:
    """Whether who was addressed by title, or taken for the one in charge, goes on without a word against it."""
    supposed = (
        HAS_THE_JOB.search(conversation.turns[asked].text)
        or (greeted_by_own_name(conversation, asked) and their_dealings(conversation.turns[asked].text))
        or addressed(conversation, asked)
    )
    answer = conversation.turns[index].text.strip()
    return bool(supposed and answer and not DENIES.search(answer) and not SAYS_NO.search(answer))


def _says_yes(conversation: Conversation, asked: int, index: int) -> bool:
    """Whether a customer's turn confirms who is there, or gives what was asked for to prove it."""
    text = conversation.turns[index].text
    if not replies_to_name(conversation.turns[asked].text, text):
        text = _PICKED_UP.sub(" ", text)
    if not text.strip():
        return False
    before = " ".join(turn.text for turn in conversation.turns[asked:index] if turn.role is Role.AGENT)
    proved = PROOF.search(before) and _gives_proof(text)
    negative = DENIES.search(text.strip())
    if NOT_THE_ONE.search(text) or (negative is not None and negative.start() < 3):
        return False
    if PROOF.search(before) and HOLDS_BACK.search(text):
        return False
    if not proved and is_for_another(text) and not SAYS_YES.search(text):
        return False
    if proved or _names(conversation, asked, text):
        return True
    if (PROOF.search(before) and ASKS_BACK.search(text)) or _another_name(conversation, asked, text):
        return False
    return bool(CONFIRMS.search(text) or (ASKS_NAME.search(before) and GIVES_NAME.search(text)))


def _another_name(conversation: Conversation, asked: int, answer: str) -> bool:
    """Whether the answer gives a name as the own one where another was asked for, and says no yes."""
    text = conversation.turns[asked].text
    given = SELF_NAMED.search(answer)
    wanted = ASKED_NAME.search(text)
    if given is None or wanted is None or SAYS_YES.search(answer):
        return False
    return given["name"].lower() not in {word.strip(".,?!'").lower() for word in wanted["name"].split()}


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
