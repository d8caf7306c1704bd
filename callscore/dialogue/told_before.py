"""Where the agent asks for what the customer had told unasked, as either of them shows, and where it was told."""

from __future__ import annotations

import re

from callscore.conversation import Conversation, Role
from callscore.dialogue.asking import Asked
from callscore.language.parsing import content_words
from callscore.language.terms import sums_named

__all__ = ["protested", "recalled"]

AFTER = 30
"""Characters after a question that may belong to it: where a transcript has no marks, its end is a guess."""

BEFORE = 15
"""Characters before a question in which "remind me" belongs to it."""

SAYING = frozenset({"said", "say", "saying", "tell", "told", "mentioned", "remind", "gotta", "gonna"})
"""Words that name nothing that was told."""

_ASKS_TO_BE_TOLD = ("wh", "ellipsis")
"""Forms of a question that wants to be told something. Of those whose customer then protested, 13 of 17 asked
again, in 266 calls with truth; of statements and questions for a yes or a no, 3 of 16."""

_SAYS_WHAT = re.compile(r"\b(?:what|when|where|who|which|how)\b", re.IGNORECASE)
"""Wants to be told something in a statement: "you're putting how much on it?"."""

_PROTESTS = re.compile(
    r"(?:^|[.,!?;]\s*|\b(?:yes|yeah|no|well|look|like|as|but|because|it's a no) )"
    r"(?:as |like )?(?:i|we)(?:'ve|'d| have| did| literally| just| already| only| said)* "
    r"(?:(?:just |already |literally |only )*(?:said|told you|gave you|given you|answered|explained)\b"
    r"(?! (?:to )?(?:the|your|him|her|them|that (?:lady|man|guy|woman)|you (?:people|lot|guys)) )"
    r"(?! (?:good |hello|hi\b|last|yesterday|before you|on (?:mon|tues|wednes|thurs|fri)day))"
    r"(?! (?:come|go|take|get|give|send|let|look|listen|why|how|what|they|he|she|we|to)\b)|said (?:that|it|so))|"
    r"\b(?:you(?:'ve| have)? (?:just |already )+asked|asked me that|"
    r"we(?:'ve| have)? (?:only |just |already )+(?:now )?(?:decided|agreed|settled|fixed))\b",
    re.IGNORECASE,
)
"""Says to the agent that it was said before; what was told to others, or on other days, is another matter."""

_RECALLS = re.compile(
    r"\b(?:what|when|where|who|which|how)\b.{0,80}(?:\b(?:you said|did you say|you told me|you mentioned)\b|"
    r"\bagain\b(?:\W*$|[,?.]))|"
    r"\bremind me\b.{0,40}\b(?:what|when|where|who|which|how)\b",
    re.IGNORECASE,
)
"""A question that says itself that it was answered before."""


_BRINGS_UP = re.compile(r"^\W*(?:(?:so|and|but|okay|well)\W+)*(?:what|how) about\b", re.IGNORECASE)
"""Brings a thing up, and asks for nothing that was told: "so what about the banners? You said those are fine"."""


def recalled(conversation: Conversation, asked: Asked) -> int | None:
    """The customer's turn that had told what a question asks back for; None where no turn shares a word with it.

    Examples
    --------
    >>> from callscore.dialogue.asking import asked_by_agent
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I'm working at the warehouse.", "agent: Right.", "customer: Yes.",
    ...                  "agent: Where is it you said you're working?", "customer: The warehouse.")
    >>> recalled(call, asked_by_agent(call)[-1])
    0
    """
    first, last = max(0, asked.question.first - BEFORE), asked.question.last + AFTER
    words = conversation.turns[asked.turn].text[first:last]
    if not _RECALLS.search(words) or _BRINGS_UP.search(asked.question.text):
        return None
    before = max((index for index, _ in conversation.turns_of(Role.CUSTOMER) if index < asked.turn), default=None)
    return _told(conversation, asked, content_words(words) - SAYING, before)


def protested(conversation: Conversation, asked: Asked) -> int | None:
    """The customer's turn that had told what a question asks for, where the customer's reply says that it was told.

    None where there is no such reply, where a yes or a no is asked for ("you can wait, can't you?"), which checks
    what was told rather than asking for it, or where no earlier turn shares a word with it: what can't be shown isn't
    held against anyone.

    Examples
    --------
    >>> from callscore.dialogue.asking import asked_by_agent
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I'm in a warehouse, agency.", "agent: Right.", "customer: Yes.",
    ...                  "agent: And where are you working?", "customer: I just told you. Warehouse.")
    >>> protested(call, asked_by_agent(call)[-1])
    0
    """
    reply = conversation.next_turn(asked.turn, Role.CUSTOMER)
    if (
        not (asked.question.form in _ASKS_TO_BE_TOLD or _SAYS_WHAT.search(asked.question.text))
        or reply is None
        or reply != asked.turn + 1
        or not _PROTESTS.search(conversation.turns[reply].text)
    ):
        return None
    about = content_words(conversation.turns[reply].text) | content_words(asked.question.text)
    told = _told(conversation, asked, about, None)
    return None if told is None or _bids(asked.question.text, conversation.turns[told].text) else told


def _bids(question: str, told: str) -> bool:
    """Whether a question puts another sum than the customer's: "Make it a hundred?" haggles, and doesn't ask again."""
    return bool(sums_named(question) - sums_named(told))


def _told(conversation: Conversation, asked: Asked, about: set[str], but: int | None) -> int | None:
    """The customer's turn before a question that shares most words with `about`, the last of several; `but` is none."""
    shared = {
        index: len(about & content_words(turn.text))
        for index, turn in conversation.turns_of(Role.CUSTOMER)
        if index < asked.turn and index != but
    }
    return max((index for index in shared if shared[index]), key=lambda index: (shared[index], index), default=None)
