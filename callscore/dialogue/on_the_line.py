"""Who is on the line, and when the account is first spoken of: asked for, confirmed, somebody else, a machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from callscore.conversation import Conversation, Role
from callscore.dialogue.account_words import account_words, creditor_words, own_companies
from callscore.dialogue.identity import asked_for
from callscore.dialogue.identity_confirmed import confirmed_by
from callscore.dialogue.identity_words import ASKS_WHO, NOT_ME, PROOF, SAYS_NO
from callscore.dialogue.machine import answering_machine
from callscore.evidence import first_of_turns
from callscore.language.phrasing import Hit, hits
from callscore.phrases import said, shipped

__all__ = ["OnTheLine", "on_the_line", "speaks_of_account"]

STRANGER_TURNS = 4
"""First customer turns in which somebody says that they are not the one who was asked for."""

STRANGER_SURE = 0.8
"""Confidence from which the classifier is believed that it is the wrong person: much hangs on it."""

INTRODUCTION_TURNS = 4
"""First agent turns in which the own company is introduced."""

MACHINE_TURNS = 3
"""First customer turns in which a recorded greeting answers the call; later somebody put the agent through to it."""


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
        The agent first speaks of an amount, a debt or a creditor that is not the own company.
    stranger
        Somebody says that they are not the one who was asked for.
    machine
        A recorded greeting answers, and nobody comes to the phone.
    left_with
        The machine at which the call ends: `machine`, or one that somebody put the agent through to.
    proof
        The agent first asks for what only the right person knows: date of birth, address, last digits.
    """

    asked: int | None
    asked_by: Hit | None
    confirmed: int | None
    account: int | None
    stranger: int | None
    stranger_confidence: float
    machine: int | None
    left_with: int | None = None
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
    asks, hit = asked_for(conversation)
    asked = asks[0] if asks else None
    strangers = _strangers(conversation, asked)
    confirmed = confirmed_by(conversation, asks, {index for index, _ in strangers})
    stranger, stranger_confidence = min(
        (each for each in strangers if confirmed is None or each[0] < confirmed), default=(None, 0.0)
    )
    left_with = answering_machine(conversation)
    before = sum(left_with is not None and index < left_with for index, _ in conversation.turns_of(Role.CUSTOMER))
    return OnTheLine(
        asked,
        hit,
        confirmed,
        _account(conversation),
        stranger,
        stranger_confidence,
        left_with if before < MACHINE_TURNS else None,
        left_with,
        next((i for i, turn in conversation.turns_of(Role.AGENT) if PROOF.search(turn.text)), None),
    )


def speaks_of_account(conversation: Conversation, text: str) -> tuple[int, int] | None:
    """Characters of the first words in an agent's `text` that tell of a debt, an amount or a creditor; None without.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It's Dana from Redhill Recoveries.", "agent: It's your account with Northgate Loans.")
    >>> text = call.turns[1].text
    >>> text[slice(*speaks_of_account(call, text))]
    'account with Northgate Loans'
    """
    places = (account_words(text), creditor_words(text, _own_companies(conversation)))
    return min((place for place in places if place is not None), default=None)


@lru_cache(maxsize=64)
def _own_companies(conversation: Conversation) -> frozenset[str]:
    return own_companies(turn.text for _, turn in conversation.turns_of(Role.AGENT)[:INTRODUCTION_TURNS])


def _account(conversation: Conversation) -> int | None:
    return next(
        (index for index, turn in conversation.turns_of(Role.AGENT) if speaks_of_account(conversation, turn.text)), None
    )


def _strangers(conversation: Conversation, asked: int | None) -> list[tuple[int, float]]:
    """The first turns in which the customer says that they are somebody else, and how surely.

    Looked for at the start only: later "he's at work" is about others.
    """
    early = {index for index, _ in conversation.turns_of(Role.CUSTOMER)[:STRANGER_TURNS]}
    denied = first_of_turns(
        tuple(hits(conversation, Role.CUSTOMER, "wrong_party")), "wrong_party", at_least=STRANGER_SURE
    )
    heard = said(conversation, Role.CUSTOMER, shipped("people"), "somebody_else")
    told = [(hit.index, hit.match.confidence) for hit in (*denied, *heard)]
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
