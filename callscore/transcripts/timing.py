"""How far a transcript's times can be trusted: missing ones filled where few are, rough ones said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from callscore.conversation import Turn

__all__ = ["TIMES", "rough_times", "times_filled", "without_times"]

TIMES = "times: "
"""Begins every warning about the times of a transcript: it no longer holds once times come from the recording."""

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

OVERLAP_SHARE_GRID = 0.3
"""The same where times lie on half seconds, which nobody writes who measures overlaps."""

OVERLAP_SECONDS = 0.5

WHOLE_SHARE = 0.9
"""Share of starts on a whole (or half) second from which times count as rounded to it."""


CLIPPED_SHARE = 0.1
"""Share of turns that run into the same speaker's next one, from which times are rough."""

ENDLESS_SHARE = 0.5
"""Share of turns without an end, from which overlaps and pauses are made of estimates."""


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
        bare = without_times(turns)
        if len(lacking) == len(turns):
            return bare, ()
        return bare, (f"{TIMES}{len(lacking)} of {len(turns)} turns have no times, so no times are used",)
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
        warnings.append(
            f"{TIMES}{len(lacking)} of {len(turns)} turns have no times; they were put between their neighbours"
        )
    if endless:
        warnings.append(
            f"{TIMES}{endless} of {len(turns)} turns state no end; it was estimated from the length of their text"
        )
    return tuple(filled), tuple(warnings)


def without_times(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns as they were said, with no time of theirs or of their words."""
    return tuple(
        replace(turn, start=None, end=None, words=tuple(replace(word, start=None, end=None) for word in turn.words))
        for turn in turns
    )


def rough_times(given: Sequence[Turn], turns: Sequence[Turn], *, clipped: int = 0) -> bool:
    """Whether turn times are too rough for overlaps, interruptions and pauses to be judged on them.

    They are when a tenth of the turns runs into the same speaker's next one, when half of them state no end, when they
    overlap by mistake (0.5 s or more at most changes of speaker), when they are whole seconds, or when nobody could
    speak as fast as they say.

    Parameters
    ----------
    given
        The turns as the file has them.
    turns
        The same with every time known.
    clipped
        Number of turns that reached into the next turn of the same speaker.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> measured = make_call("0.0-2.1 agent: is it on its way?", "2.6-3.4 customer: it is").turns
    >>> rough_times(measured, measured)
    False
    """
    timed = [turn for turn in turns if turn.span is not None and turn.text]
    if len(timed) < LEAST_TURNS:
        return False
    endless = sum(turn.start is not None and turn.end is None for turn in given)
    return (
        clipped >= CLIPPED_SHARE * len(turns)
        or endless >= ENDLESS_SHARE * len(given)
        or _on_grid(timed, 1.0)
        or _overlapping(timed)
        or _too_fast(timed)
    )


def _on_grid(timed: Sequence[Turn], step: float) -> bool:
    """Whether turns start on multiples of `step` seconds."""
    return sum((turn.start or 0.0) % step == 0.0 for turn in timed) > WHOLE_SHARE * len(timed)


def _overlapping(timed: Sequence[Turn]) -> bool:
    """Whether so many turns overlap the other's that the times look invented."""
    changes = [(one, two) for one, two in pairwise(timed) if one.speaker != two.speaker]
    overlapping = sum((one.end or 0.0) - (two.start or 0.0) >= OVERLAP_SECONDS for one, two in changes)
    return overlapping > (OVERLAP_SHARE_GRID if _on_grid(timed, 0.5) else OVERLAP_SHARE) * len(changes)


def _too_fast(timed: Sequence[Turn]) -> bool:
    """Whether the text is too long for its times."""
    rates = [len(turn.text) / span.duration for turn in timed if (span := turn.span) is not None and span.duration > 0]
    return bool(rates) and median(rates) > FASTEST_CHARACTERS_PER_SECOND
