"""Listening noises: words that leave the floor with the other party, and the turns that are nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from callscore.conversation import Conversation, Role
from callscore.shipped import DATA
from callscore.toml_files import read_toml
from callscore.turn import straight

__all__ = [
    "BACKCHANNEL_MAX_SECONDS",
    "FloorWords",
    "backchannels",
    "floor_words",
    "is_backchannel",
    "listening_prefix",
    "words_of",
]

BACKCHANNEL_MAX_WORDS = 3
"""A backchannel has at most three words (definitions, "Backchannel") ..."""

BACKCHANNEL_MAX_SECONDS = 1.0
"""... or, where its words aren't known, lasts at most one second."""

NEAR_TURNS = 8
"""How many turns back one is looked for that still goes on; keeps the search linear."""

RESUMES_WITHIN = 1.0
"""Seconds after a listening noise within which the other goes on when it kept the floor."""


@dataclass(frozen=True, slots=True)
class FloorWords:
    """What listeners say: the lists of ``data/floor.toml``, in lower case."""

    words: frozenset[str]
    receipts: frozenset[str]
    address: frozenset[str]
    contradicts: frozenset[str]
    answers: frozenset[str]
    accepts: tuple[str, ...]
    repairs: tuple[str, ...]


@cache
def floor_words() -> FloorWords:
    """The lists of ``data/floor.toml``, read once."""
    lists = read_toml(DATA / "floor.toml")
    sets = {name: frozenset(lists[name]) for name in ("words", "receipts", "address", "contradicts", "answers")}
    return FloorWords(**sets, accepts=tuple(lists["accepts"]), repairs=tuple(lists["repairs"]))


_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)


def words_of(text: str) -> list[str]:
    """Words of `text` in lower case, punctuation dropped, typographic apostrophes made plain.

    Examples
    --------
    >>> words_of("Mm-hm, I’d say so…")
    ['mm-hm', "i'd", 'say', 'so']
    """
    return [_plain(token) for token in _TOKEN.findall(text)]


def _plain(token: str) -> str:
    return straight(token.lower())


def is_backchannel(text: str, duration: float | None = None) -> bool:
    """Whether `text` is a continuer or receipt that leaves the floor with the other party.

    At most three words, all of them of the listening kind. A text that can't be read (no words) counts as one when it
    lasts at most a second.

    Examples
    --------
    >>> is_backchannel("Mm-hm."), is_backchannel("Right, okay."), is_backchannel("Right, and when?")
    (True, True, False)
    """
    words = words_of(text)
    if not words:
        return duration is not None and duration <= BACKCHANNEL_MAX_SECONDS
    known = floor_words()
    core = [word for word in words if word not in known.address] or words
    if len(core) > BACKCHANNEL_MAX_WORDS:
        return False
    return " ".join(core) in known.receipts or all(word in known.words for word in core)


def backchannels(conversation: Conversation) -> frozenset[int]:
    """Indexes of the turns that only listen: continuers and receipts while the other party keeps the floor.

    A turn of such words that begins in the other's speech listens. One that fills a pause listens when the other goes
    on within a second, unless it answers ("yes", "no"). Without times an answer isn't told from a continuer, and
    neither takes the floor.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-5 agent: and then the invoice went out", "2-2.4 customer: mm-hm",
    ...                  "6-8 agent: did you get it", "8.5-9 customer: yes", "9.5-11 agent: good, so we can go on")
    >>> sorted(backchannels(call))
    [1]
    """
    answers = floor_words().answers
    spans = {
        role: sorted(
            (span.start, span.end) for _, turn in conversation.turns_of(role) if (span := turn.span) is not None
        )
        for role in (Role.AGENT, Role.CUSTOMER)
    }
    found: set[int] = set()
    for role in (Role.AGENT, Role.CUSTOMER):
        others = spans[role.opposite]
        starts = [start for start, _ in others]
        for index, turn in conversation.turns_of(role):
            span = turn.span
            if not is_backchannel(turn.text, span.duration if span else None):
                continue
            if span is None:
                found.add(index)
                continue
            after = bisect_right(starts, span.start)
            ends = [end for _, end in others[max(0, after - NEAR_TURNS) : after]]
            if any(end > span.start for end in ends):
                found.add(index)
                continue
            goes_on = bool(ends) and after < len(others) and starts[after] - span.end <= RESUMES_WITHIN
            if goes_on and not answers & set(words_of(turn.text)):
                found.add(index)
    return frozenset(found)


def listening_prefix(text: str) -> int:
    """How many characters of `text` are mere listening before it says something of its own.

    Examples
    --------
    >>> text = "Okay, perfect. You're very welcome."
    >>> text[listening_prefix(text):]
    "You're very welcome."
    """
    known = floor_words()
    for token in _TOKEN.finditer(text):
        word = _plain(token[0])
        if word in known.contradicts or (word not in known.words and word not in known.address):
            return token.start()
    return len(text)
