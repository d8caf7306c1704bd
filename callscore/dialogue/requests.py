"""What the customer asks to stop, or disputes, and where the agent takes it up, refuses it, or goes past it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.spite import SPITE
from callscore.evidence import first_of_turns, near_each_other
from callscore.language.phrasing import Hit, hits
from callscore.language.verdicts import CLASSIFIER
from callscore.phrases import said, shipped

__all__ = ["Request", "requests"]

ANSWER_TURNS = 4
"""Agent turns after a request in which it is noticed and answered."""

SAME_REQUEST_TURNS = 8
"""Turns of the call within which requests of one kind are one request."""

ANSWERS = {
    "stop_calling": ("noted",),
    "dispute": ("noted", "looked_into"),
    "lawyer": ("noted", "lawyer_taken_up", "looked_into"),
}
"""Request to the labels of the phrase list by which it is answered."""

REFUSALS = {"stop_calling": ("refused",), "dispute": (), "lawyer": ("refused", "lawyer_refused")}
"""Request to the labels of the phrase list by which it is refused."""

TAKEN_UP = {
    "stop_calling": (),
    "dispute": ("acknowledgement", "empathy", "next_step"),
    "lawyer": ("next_step", "acknowledgement"),
}
"""Request to the phrasing labels by which it is answered, too."""

SEVERAL = 2
"""Turns near each other that are a dispute where only the classifier says so: of single ones every second is none."""

_ASKS_TO_STOP = re.compile(
    r"\b(?:don't|do not|dont|stop|quit|never|not to|no more|not allowed|can't (?:have|take|get)|shouldn't)\b"
    r"[^.?!]{0,30}"
    r"\b(?:call\w*|ring\w*|phon\w+|contact\w*|text\w*)\b|\b(?:take|remove|get)\b.{0,25}\boff\b|\bin writing\b|"
    r"\bleave (?:me|us) alone\b|\bremove\b",
    re.IGNORECASE,
)
"""What a wish not to be called needs to say where it is not told surely: 1 of 11 of those was one without."""

SURELY = 0.9
"""Confidence from which a wish not to be called is one whatever its words."""

_BRUSHES_OFF = re.compile(
    r"\b(?:between you and|not my (?:problem|concern|department)|nothing to do with (?:me|us)|don't care|"
    r"doesn't matter|either way|regardless|(?:but|and) (?:since|while) i(?:'ve| have) got you|still owe|"
    r"that's what they all say)\b",
    re.IGNORECASE,
)
"""Words that go past a request, whatever else the turn says."""


_CALLS_FOR = re.compile(
    r"(?:^|[.!?,] )(?:please |just |you (?:can|could) )?(?:call|ring|phone|try)(?: (?:me|her|him|us|them|back|again))*"
    r" (?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|next week"
    r"|in the (?:morning|evening|afternoon))\b",
    re.IGNORECASE,
)
"""The same breath says when to call: not now, and no wish for never."""


@dataclass(frozen=True, slots=True)
class Request:
    """A wish not to be called, a dispute or the name of a lawyer, with what the agent made of it.

    Parameters
    ----------
    kind
        "stop_calling", "dispute" or "lawyer".
    hit
        The customer's words.
    answer
        The agent's words that take it up or refuse it, None where the next turns go past it.
    """

    kind: str
    hit: Hit
    answer: Hit | None

    @property
    def taken_up(self) -> bool:
        """Whether it was answered, and not refused."""
        return self.answer is not None and self.answer.match.severity == 0


def requests(conversation: Conversation) -> tuple[Request, ...]:
    """Every request that the agent had a turn to answer, in order; those near each other of one kind are one.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: Stop calling me at work.", "agent: I've noted that, no more calls there.")
    >>> [(request.kind, request.taken_up) for request in requests(call)]
    [('stop_calling', True)]
    """
    found = [
        (kind, hit)
        for kind in ANSWERS
        for hit in _requests_of(conversation, kind)
        if conversation.next_turn(hit.index, Role.AGENT) is not None
    ]
    return tuple(
        Request(kind, hit, _answer(conversation, kind, hit))
        for kind, hit in sorted(found, key=lambda pair: pair[1].index)
    )


def _asked(conversation: Conversation, kind: str) -> Sequence[Hit]:
    if kind == "lawyer":
        return tuple(said(conversation, Role.CUSTOMER, shipped("people"), "lawyer"))
    return first_of_turns(tuple(hits(conversation, Role.CUSTOMER, kind)), kind)


def _requests_of(conversation: Conversation, kind: str) -> list[Hit]:
    """The first of requests of one kind that lie near each other, where enough shows that they are meant."""
    asked = _asked(conversation, kind)
    if kind == "stop_calling":
        asked = [
            hit
            for hit in asked
            if (hit.match.confidence >= SURELY or _ASKS_TO_STOP.search(hit.quote))
            and not _CALLS_FOR.search(hit.turn.text)
        ]
    return [group[0] for group in near_each_other(asked, SAME_REQUEST_TURNS) if kind != "dispute" or _is_meant(group)]


def _is_meant(group: Sequence[Hit]) -> bool:
    return len(group) >= SEVERAL or any(hit.match.frame != CLASSIFIER for hit in group)


def _answer(conversation: Conversation, kind: str, asked: Hit) -> Hit | None:
    """The hit by which the agent's next turns take the request up, or refuse it; None where they go past it."""
    window = [i for i, _ in conversation.turns_of(Role.AGENT) if i > asked.index][:ANSWER_TURNS]
    unkind = {hit.index for hit in hits(conversation, Role.AGENT, *SPITE)}
    answers = tuple(said(conversation, Role.AGENT, shipped("requests"), *ANSWERS[kind], *REFUSALS[kind]))
    refused = next((h for h in answers if h.index in window and h.match.label in REFUSALS[kind]), None)
    if refused is not None:
        return refused
    replies = [
        *answers,
        *first_of_turns(tuple(hits(conversation, Role.AGENT, *TAKEN_UP[kind])), *TAKEN_UP[kind]),
    ]
    fair = [
        hit
        for hit in replies
        if hit.index in window and hit.index not in unkind and not _BRUSHES_OFF.search(hit.turn.text)
    ]
    return min(fair, key=lambda hit: hit.index, default=None)
