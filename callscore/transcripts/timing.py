"""How far a transcript's times can be trusted: missing ones filled where few are, rough ones said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from callscore.conversation import Turn, Word

__all__ = ["rough_times", "times_filled"]

CHARACTERS_PER_SECOND = 14.0
"""Ordinary speaking rate, spaces included: about 160 words a minute; gives an end to turns that state only a start."""

FASTEST_CHARACTERS_PER_SECOND = 28.0
"""About 320 words a minute: nobody speaks a whole call faster, so the times are wrong."""

MISSING_SHARE = 0.2
"""Share of turns without a start up to which these are placed between their neighbours; above it times are dropped."""

LEAST_TURNS = 6
"""Turns below which nothing is said about the roughness of times."""

OVERLAP_SHARE = 0.6
"""Share of changes of speaker that overlap by 0.5 s or more, from which times look invented: 0.57 at most in 29
calls of CallHome and CallFriend with human times."""

OVERLAP_SHARE_ROUNDED = 0.3
"""The same where times are rounded to whole seconds, which nobody does who measures overlaps."""

OVERLAP_SECONDS = 0.5

WHOLE_SHARE = 0.9
"""Share of starts on a whole second from which times count as rounded to seconds."""


def times_filled(turns: Sequence[Turn]) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Turns with every start and end known, or with none; and warnings on what was estimated.

    A missing end becomes the next turn's start or the time that the text takes at 14 characters a second, whichever
    is earlier. Up to a fifth of the turns may lack a start: they go between their neighbours; beyond that, all times
    are dropped.
    """
    lacking = [i for i, turn in enumerate(turns) if turn.start is None]
    endless = sum(turn.start is not None and turn.end is None for turn in turns)
    if not lacking and not endless:
        return tuple(turns), ()
    if len(lacking) > MISSING_SHARE * len(turns):
        bare = tuple(replace(turn, start=None, end=None, words=_untimed(turn)) for turn in turns)
        if len(lacking) == len(turns):
            return bare, ()
        return bare, (f"{len(lacking)} of {len(turns)} turns have no times, so no times are used",)
    filled = list(turns)
    clock = 0.0
    for index, turn in enumerate(turns):
        if turn.start is None:
            filled[index] = turn = replace(turn, start=clock)
        start = turn.start or 0.0
        if turn.end is None:
            following = next((t.start for t in turns[index + 1 :] if t.start is not None and t.start > start), None)
            spoken = start + len(turn.text) / CHARACTERS_PER_SECOND
            filled[index] = replace(turn, end=spoken if following is None else min(spoken, following))
        clock = max(clock, filled[index].end or start)
    warnings = []
    if lacking:
        warnings.append(f"{len(lacking)} of {len(turns)} turns have no times; they were put between their neighbours")
    if endless:
        warnings.append(f"{endless} of {len(turns)} turns state no end; it was estimated from the length of their text")
    return tuple(filled), tuple(warnings)


def _untimed(turn: Turn) -> tuple[Word, ...]:
    """The turn's words without times."""
    return tuple(replace(word, start=None, end=None) for word in turn.words)


def rough_times(turns: Sequence[Turn], *, clipped: int = 0) -> tuple[str, ...]:
    """What is wrong with the turn times, in words for the report; empty when they look measured.

    `clipped` is the number of turns that reached into the next turn of the same speaker.
    """
    timed = [turn for turn in turns if turn.start is not None and turn.end is not None and turn.text]
    warnings: list[str] = []
    if clipped and clipped >= 0.1 * len(turns):
        warnings.append(f"{clipped} of {len(turns)} turns ran into the same speaker's next turn and were cut there")
    if len(timed) < LEAST_TURNS:
        return tuple(warnings)
    changes = [(one, two) for one, two in pairwise(timed) if one.speaker != two.speaker]
    overlapping = sum((one.end or 0.0) - (two.start or 0.0) >= OVERLAP_SECONDS for one, two in changes)
    rounded = sum(turn.start == int(turn.start or 0.0) for turn in timed) > WHOLE_SHARE * len(timed)
    if overlapping > (OVERLAP_SHARE_ROUNDED if rounded else OVERLAP_SHARE) * len(changes):
        warnings.append(
            f"{overlapping} of {len(changes)} turns overlap the one before by 0.5 s or more: the times of this"
            " transcript are rough, so overlaps and interruptions can't be relied on"
        )
    if rounded:
        warnings.append("the times of this transcript are whole seconds: short pauses and overlaps can't be seen")
    rates = [len(turn.text) / span.duration for turn in timed if (span := turn.span) is not None and span.duration > 0]
    if rates and median(rates) > FASTEST_CHARACTERS_PER_SECOND:
        warnings.append(
            f"the text is too long for its times ({median(rates):.0f} characters a second; people speak about 14):"
            " the times of this transcript are wrong"
        )
    return tuple(warnings)
