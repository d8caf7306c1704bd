"""Who holds the floor: what counts as a mere listening noise, and which turns begin in the other's speech."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from callscore.conversation import Conversation, Role, Turn
from callscore.spans import Span, merge

__all__ = [
    "Exchange",
    "FloorWords",
    "exchanges",
    "floor_spans",
    "floor_words",
    "is_backchannel",
    "words_before",
    "words_of",
]

BACKCHANNEL_MAX_WORDS = 3
"""A backchannel has at most three words (definitions, "Backchannel") ..."""

BACKCHANNEL_MAX_SECONDS = 1.0
"""... or, where its words aren't known, lasts at most one second."""

TERMINAL_OVERLAP = 0.5
"""Seconds: an overlap with the last half second of a complete turn is terminal, nobody was cut off (definitions)."""

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
    lists = tomllib.loads(files("callscore").joinpath("data", "floor.toml").read_text(encoding="utf-8"))
    return FloorWords(
        frozenset(lists["words"]),
        frozenset(lists["receipts"]),
        frozenset(lists["address"]),
        frozenset(lists["contradicts"]),
        frozenset(lists["answers"]),
        tuple(lists["accepts"]),
        tuple(lists["repairs"]),
    )


_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)


def words_of(text: str) -> list[str]:
    """Words of `text` in lower case, punctuation dropped, typographic apostrophes made plain.

    Examples
    --------
    >>> words_of("Mm-hm, I’d say so…")
    ['mm-hm', "i'd", 'say', 'so']
    """
    return [token.lower().replace("’", "'") for token in _TOKEN.findall(text)]


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


def floor_spans(conversation: Conversation, role: Role) -> tuple[Span, ...]:
    """Speech of a party that takes the floor: its speech without its backchannels.

    Needs times; a party whose words aren't known counts with every stretch longer than a second.
    """
    speech = conversation.speech(role)
    mere = backchannels(conversation)
    listening = merge(
        span
        for index, turn in conversation.turns_of(role)
        if index in mere and turn.text and (span := turn.span) is not None
    )
    has_text = any(turn.text for _, turn in conversation.turns_of(role))
    kept: list[Span] = []
    first = 0
    for span in speech:
        while first < len(listening) and listening[first].end <= span.start:
            first += 1
        inside = 0.0
        index = first
        while index < len(listening) and listening[index].start < span.end:
            inside += span.overlap(listening[index])
            index += 1
        if inside > 0.5 * span.duration:
            continue
        if not has_text and span.duration <= BACKCHANNEL_MAX_SECONDS:
            continue
        kept.append(span)
    return tuple(kept)


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
        word = token.group().lower().replace("’", "'")
        if word in known.contradicts or (word not in known.words and word not in known.address):
            return token.start()
    return len(text)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn that begins while, or just after, the other party had the floor.

    Parameters
    ----------
    turn
        Index of the turn that begins.
    other
        Index of the other party's turn that held the floor.
    overlap
        Seconds for which the holder was still speaking when the turn began; negative is the gap between them.
    held
        Seconds that the holder had spoken when the turn began.
    outlasted
        Seconds that the new turn goes on after the holder stopped.
    """

    turn: int
    other: int
    overlap: float
    held: float
    outlasted: float


def exchanges(conversation: Conversation) -> tuple[Exchange, ...]:
    """All floor changes between agent and customer, by the turn that begins; needs turn times.

    The holder is the party's last turn that isn't a backchannel and began before the new turn. Linear in the turns.
    """
    last: dict[Role, tuple[int, Turn, Span]] = {}
    listening = backchannels(conversation)
    found: list[Exchange] = []
    timed: list[tuple[Span, int, Turn]] = [
        (span, i, turn)
        for i, turn in enumerate(conversation.turns)
        if turn.flag is None and turn.role is not Role.OTHER and (span := turn.span) is not None
    ]
    for span, index, turn in sorted(timed, key=lambda item: (item[0].start, item[1])):
        holder = last.get(turn.role.opposite)
        if holder is not None:
            other, _, held = holder
            own = last.get(turn.role)
            if own is None or own[2].start < held.start or held.end > span.start:
                found.append(
                    Exchange(index, other, held.end - span.start, span.start - held.start, span.end - held.end)
                )
        if index not in listening:
            last[turn.role] = (index, turn, span)
    return tuple(found)


def words_before(turn: Turn, time: float) -> int:
    """How many words of `turn` begin before `time`; by share of its length where words have no times."""
    timed = [word.start for word in turn.words if word.start is not None]
    if timed:
        return sum(1 for start in timed if start < time)
    if turn.start is None or turn.end is None or turn.end <= turn.start:
        return 0
    share = min(1.0, max(0.0, (time - turn.start) / (turn.end - turn.start)))
    return int(share * len(words_of(turn.text)))
