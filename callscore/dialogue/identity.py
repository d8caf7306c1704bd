"""Whether the agent asks who is on the line, and for whom."""

from __future__ import annotations

import re

from callscore.conversation import Conversation, Role
from callscore.dialogue.account_words import account_words
from callscore.dialogue.asking import asked_by_agent
from callscore.dialogue.identity_answers import their_dealings
from callscore.dialogue.identity_words import (
    ADDRESSED,
    HAS_THE_JOB,
    ITS_ME,
    NAME_ASKED,
    NO_NAMES,
    OWN_NAME,
    PROOF,
)
from callscore.dialogue.introduced import who_is_said
from callscore.dialogue.name_checks import asks_by_name
from callscore.evidence import first_of_turns
from callscore.language.phrasing import Hit, hits
from callscore.language.verdicts import CLASSIFIER

__all__ = ["ASKING_TURNS", "LOOSE_FRAMES", "LOOSE_TURNS", "addressed", "asked_for", "greeted_by_own_name"]

LOOSE_TURNS = 3
"""First agent turns in which "is that Darren" asks for a person and "Jericho of Isla Mobile" is an introduction."""

LEAST_WITHOUT_QUESTION = 0.75
"""Confidence that the classifier must have in a check of who is there that asks nothing: below it, half of them were
introductions (a judgement on few)."""

LOOSE_FRAMES = frozenset({"introduction.bare", "right_party.name_asked"})
"""Frames that are sure only there."""

ASKING_TURNS = 8
"""First agent turns in which a question about a person asks for the right party."""

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
        or (greeted_by_own_name(conversation, index) and their_dealings(conversation.turns[index].text))
        or (addressed(conversation, index) and not account_words(conversation.turns[index].text))
    ]
    named += [
        index
        for index in early
        if asks_by_name(conversation.turns[index].text) or PROOF.search(conversation.turns[index].text)
    ]
    places = tuple(sorted({*questions, *named, *(hit.index for hit in checks if hit.index in early)}))
    return places, first if first is not None and places and places[0] == first.index else None


def _checks(hit: Hit) -> bool:
    """Whether words that only the classifier takes for a check ask something, or are sure and say no own name."""
    if hit.match.frame != CLASSIFIER or "?" in hit.quote or _ASKS_FOR.search(hit.quote):
        return True
    return hit.match.confidence >= LEAST_WITHOUT_QUESTION and not who_is_said(hit.quote).name


def addressed(conversation: Conversation, index: int) -> bool:
    """Whether the agent's first words are to somebody by title and name: "Good morning, Mrs Bell", "Bell sir"."""
    first = next(iter(conversation.turns_of(Role.AGENT)), None)
    return first is not None and first[0] == index and bool(ADDRESSED.search(first[1].text))


def _bare_name(conversation: Conversation, index: int) -> bool:
    """Whether a few words of the agent's were taken to ask who is there: "Maricel Dizon", "Yes, who is this"."""
    answer = conversation.next_turn(index, Role.CUSTOMER)
    if answer is None or len(conversation.turns[index].text.split()) > BARE_WORDS:
        return False
    return bool(ITS_ME.search(conversation.turns[answer].text))


def greeted_by_own_name(conversation: Conversation, index: int) -> bool:
    """Whether the agent takes up the name that the customer has just picked up with: "Margaret speaking"."""
    before = conversation.previous_line(index)
    given = {
        name.split()[0].lower()
        for match in OWN_NAME.finditer(before)
        if (name := next(part for part in match.groups() if part)) and (name[:1].isupper() or before.islower())
    } - NO_NAMES
    opening = conversation.turns[index].text.split()[:GREETING_WORDS]
    return bool(given & {word.strip(".,?!").lower() for word in opening})
