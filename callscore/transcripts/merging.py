"""From pieces to turns: speech of one party until the other takes the floor or two seconds of silence pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from callscore.conversation import Turn, Word
from callscore.transcripts.raw import UNKNOWN_SPEAKER
from callscore.turn_taking.backchannels import is_backchannel

__all__ = ["inherit_speakers", "merge_pieces", "own_overlaps_clipped"]

TURN_GAP = 2.0
"""Seconds of silence that end a turn (definitions, "Turn")."""

SILENT_BACKCHANNEL = 1.0
"""Seconds up to which speech without words (RTTM) over the other's speech counts as a backchannel (definitions)."""


def inherit_speakers(pieces: Sequence[Turn]) -> tuple[tuple[Turn, ...], int]:
    """Pieces without a speaker given to the one before, in a file that has speakers; and how many they were."""
    named = [turn.speaker for turn in pieces if turn.speaker != UNKNOWN_SPEAKER]
    if not named or len(named) == len(pieces):
        return tuple(pieces), 0
    current = named[0]
    filled: list[Turn] = []
    for turn in pieces:
        current = turn.speaker or current
        filled.append(turn if turn.speaker else replace(turn, speaker=current))
    return tuple(filled), len(pieces) - len(named)


def merge_pieces(pieces: Sequence[Turn]) -> tuple[Turn, ...]:
    """Turns out of pieces, in order of time; pieces without times keep their place.

    Two pieces of one speaker become one turn when less than 2 s lie between them and nobody took the floor meanwhile;
    a backchannel of the other (at most three words of the listening kind, while the speaker goes on) doesn't take it.

    Examples
    --------
    >>> from callscore.conversation import Role
    >>> def say(who, text, start, end): return Turn(Role.OTHER, text, start, end, speaker=who)
    >>> [t.text for t in merge_pieces([say("a", "I wanted", 0, 1), say("b", "mm", 0.8, 1), say("a", "to ask", 1.1, 2)])]
    ['I wanted to ask', 'mm']
    """
    if all(turn.start is not None for turn in pieces):
        pieces = sorted(pieces, key=lambda turn: turn.start or 0.0)
    turns: list[Turn] = []
    latest: dict[str, int] = {}
    for new in pieces:
        place = latest.get(new.speaker)
        if place is not None and _continues(turns[place], new, turns[place + 1 :]):
            turns[place] = _joined(turns[place], new)
        else:
            latest[new.speaker] = len(turns)
            turns.append(new)
    return tuple(turns)


def _continues(old: Turn, new: Turn, between: Sequence[Turn]) -> bool:
    """Whether `new` goes on with `old`, given the turns that others began meanwhile."""
    if old.start is None or old.end is None or new.start is None or new.end is None:
        return not between
    if new.start - old.end >= TURN_GAP:
        return False
    return all(_leaves_floor(turn, old, new) for turn in between)


def _leaves_floor(other: Turn, old: Turn, new: Turn) -> bool:
    """Whether `other`, begun after `old`, is no more than listening while `old` goes on as `new`."""
    if other.start is None or other.end is None or old.end is None or new.start is None:
        return False
    if not other.text:
        return other.end - other.start <= SILENT_BACKCHANNEL and other.start < old.end
    if not is_backchannel(other.text, other.end - other.start) or old.text.endswith("?"):
        return False
    overlaps = other.start < old.end or other.end > new.start
    unfinished = bool(re.search(r"[.?!,]", old.text + new.text)) and not old.text.endswith((".", "!"))
    return overlaps or unfinished


def _joined(old: Turn, new: Turn) -> Turn:
    """One turn out of two of one speaker."""
    ends = [end for end in (old.end, new.end) if end is not None]
    words = (*old.words, *new.words) if bool(old.words) == bool(new.words) or not (old.text and new.text) else ()
    return replace(old, text=f"{old.text} {new.text}".strip(), end=max(ends, default=None), words=words)


def own_overlaps_clipped(turns: Sequence[Turn]) -> tuple[tuple[Turn, ...], int]:
    """The same turns, none reaching past the start of its own speaker's next one; and how many were cut.

    Overlap with the other party stays. Indexes stay.
    """
    clipped = list(turns)
    following: dict[str, float] = {}
    cut = 0
    order = sorted((i for i, turn in enumerate(turns) if turn.start is not None), key=lambda i: turns[i].start or 0.0)
    for index in reversed(order):
        turn = turns[index]
        limit = following.get(turn.speaker)
        if limit is not None and turn.end is not None and turn.end > limit:
            words = tuple(_clip(word, limit) for word in turn.words)
            clipped[index] = replace(turn, end=limit, words=words)
            cut += 1
        if turn.start is not None:
            following[turn.speaker] = turn.start
    return tuple(clipped), cut


def _clip(word: Word, limit: float) -> Word:
    """`word` with no time past `limit`."""
    if word.start is None or word.end is None or word.end <= limit:
        return word
    return replace(word, start=min(word.start, limit), end=limit)
