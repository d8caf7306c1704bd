"""Whether the agent asks who is on the line, and whether the other says that it is them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from callscore.conversation import Conversation, Role
from callscore.dialogue.asking import asked_by_agent
from callscore.dialogue.identity_words import (
    ADDRESSED,
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
    NAME_ASKED,
    NO_NAMES,
    NOT_ME,
    NOT_THE_ONE,
    NUMBERS,
    OWN_NAME,
    PROOF,
    RELATION,
    SAYS_NO,
    SAYS_YES,
    SELF_NAMED,
    SPEAKS_FOR,
)
from callscore.dialogue.introduced import who_is_said
from callscore.dialogue.name_checks import asks_by_name
from callscore.evidence import first_of_turns
from callscore.language.parsing import normal_words
from callscore.language.phrasing import Hit, hits
from callscore.language.verdicts import CLASSIFIER

__all__ = ["LOOSE_FRAMES", "LOOSE_TURNS", "asked_for", "confirmed_by"]

LOOSE_TURNS = 3
"""First agent turns in which "is that Darren" asks for a person and "Jericho of Isla Mobile" is an introduction."""

LEAST_WITHOUT_QUESTION = 0.75
"""Confidence that the classifier must have in a check of who is there that asks nothing: below it, half of them were
introductions (a judgement on few)."""

LOOSE_FRAMES = frozenset({"introduction.bare", "right_party.name_asked"})
"""Frames that are sure only there."""

ASKING_TURNS = 8
"""First agent turns in which a question about a person asks for the right party."""

CONFIRMING_TURNS = 2
"""Customer turns after the question in which the answer is looked for."""

FETCHED_TURNS = 6
"""Customer turns after the first question in which somebody who was fetched says that it is them."""

BARE_WORDS = 6
"""Words up to which an agent's turn may be no more than the customer's name."""

GREETING_WORDS = 6
"""First words of a turn in which a name is said to greet."""

_ASKS_FOR = re.compile(
    r"\b(?:am i|is (?:that|this|it|he|she)|are you|speak(?:ing)? (?:to|with)|talk(?:ing)? (?:to|with)|looking for|"
    r"trying to reach|confirm|verify|who)\b",
    re.IGNORECASE,
)
"""Words that ask for a person where no question mark is written."""

_PICKED_UP = re.compile(r"\b(?:yes|yeah|hello|hi)\s*\?", re.IGNORECASE)
"""How the telephone is picked up, and no answer to who is there."""


def asked_for(conversation: Conversation) -> tuple[tuple[int, ...], Hit | None]:
    """Turns in which the agent asks who is there, and the hit that shows the first, if a rule does."""
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    loose = set(order[:LOOSE_TURNS])
    checks = first_of_turns(
        [
            hit
            for hit in hits(conversation, Role.AGENT, "right_party_check")
            if (hit.match.frame not in LOOSE_FRAMES or hit.index in loose) and _checks(hit)
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
        index
        for index in loose
        if NAME_ASKED.search(conversation.turns[index].text)
        or HAS_THE_JOB.search(conversation.turns[index].text)
        or _bare_name(conversation, index)
        or _greeted_by_own_name(conversation, index)
        or _addressed(conversation, index)
    ]
    named += [index for index in early if asks_by_name(conversation.turns[index].text)]
    places = tuple(sorted({*questions, *named, *(hit.index for hit in checks if hit.index in early)}))
    if first is not None and not places:
        places = (first.index,)
    return places, first if first is not None and places[0] == first.index else None


def _checks(hit: Hit) -> bool:
    """Whether words that only the classifier takes for a check ask something, or are sure and say no own name."""
    if hit.match.frame != CLASSIFIER or "?" in hit.quote or _ASKS_FOR.search(hit.quote):
        return True
    return hit.match.confidence >= LEAST_WITHOUT_QUESTION and not who_is_said(hit.quote).name


def _addressed(conversation: Conversation, index: int) -> bool:
    """Whether the agent's first words are to somebody by title and name: "Good morning, Mrs Bell", "Bell sir"."""
    first = next(iter(conversation.turns_of(Role.AGENT)), None)
    return first is not None and first[0] == index and bool(ADDRESSED.search(first[1].text))


def _bare_name(conversation: Conversation, index: int) -> bool:
    """Whether a few words of the agent's were taken to ask who is there: "Maricel Dizon", "Yes, who is this"."""
    answer = conversation.next_turn(index, Role.CUSTOMER)
    if answer is None or len(conversation.turns[index].text.split()) > BARE_WORDS:
        return False
    return bool(ITS_ME.search(conversation.turns[answer].text))


def _greeted_by_own_name(conversation: Conversation, index: int) -> bool:
    """Whether the agent takes up the name that the customer has just picked up with: "Margaret speaking"."""
    before = conversation.previous_line(index)
    given = {
        name.split()[0].lower()
        for match in OWN_NAME.finditer(before)
        if (name := next(part for part in match.groups() if part)) and (name[:1].isupper() or before.islower())
    } - NO_NAMES
    opening = conversation.turns[index].text.split()[:GREETING_WORDS]
    return bool(given & {word.strip(".,?!").lower() for word in opening})


def confirmed_by(conversation: Conversation, asks: Sequence[int], strangers: Set[int]) -> int | None:
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
            me = ITS_ME.search(turn.text) and not NOT_THE_ONE.search(turn.text)
            if me or (yes and (may or not denied)):
                return index
            if not denied and index not in strangers and _lets_it_stand(conversation, asked, index):
                return index
            denied = denied or index in strangers or bool(SAYS_NO.search(turn.text) or NOT_THE_ONE.search(turn.text))
    return _fetched(conversation, asks[0]) if asks else None


def _fetched(conversation: Conversation, asked: int) -> int | None:
    """The customer's turn in which the one who was asked for comes to the phone and says so: "Bell here, tell me"."""
    words = [word.strip(".,?!'").lower() for word in conversation.turns[asked].text.split()]
    wanted = {word for word in words if len(word) > 2} - NO_NAMES
    answers = [(index, turn) for index, turn in conversation.turns_of(Role.CUSTOMER) if index > asked]
    for index, turn in answers[:FETCHED_TURNS]:
        named = COMES_ON.search(turn.text)
        if named is None or RELATION.search(turn.text):
            continue
        if {name.lower() for name in named.groups() if name} & wanted:
            return index
    return None


def _lets_it_stand(conversation: Conversation, asked: int, index: int) -> bool:
    """Whether who was greeted by name, or taken for the one in charge, goes on without a word against it."""
    supposed = (
        HAS_THE_JOB.search(conversation.turns[asked].text)
        or _greeted_by_own_name(conversation, asked)
        or _addressed(conversation, asked)
    )
    answer = conversation.turns[index].text.strip()
    return bool(supposed and answer and not DENIES.search(answer) and not SAYS_NO.search(answer))


def _says_yes(conversation: Conversation, asked: int, index: int) -> bool:
    """Whether a customer's turn confirms who is there, or gives what was asked for to prove it."""
    text = _PICKED_UP.sub(" ", conversation.turns[index].text)
    if not text.strip():
        return False
    before = " ".join(turn.text for turn in conversation.turns[asked:index] if turn.role is Role.AGENT)
    proved = PROOF.search(before) and (re.search(r"\d", text) or NUMBERS & set(normal_words(text)))
    negative = DENIES.search(text.strip())
    if NOT_THE_ONE.search(text) or (negative is not None and negative.start() < 3):
        return False
    if PROOF.search(before) and HOLDS_BACK.search(text):
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
