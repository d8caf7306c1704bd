"""Which voice said each word of a mono recording: by time, then repaired where turns meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import combinations

from callscore.audio.mending import (
    around,
    ends_sentence,
    finish_sentences,
    join_strays,
    move_boundaries,
    pause_before,
)
from callscore.conversation import Word
from callscore.spans import Span, intersect, merge

__all__ = ["assign_words"]

TIED = 0.02
"""Seconds by which shares of a word's time may differ and still be equal."""

HANDOVER = 0.5
"""Share of an overlap at a change of floor from which on its words are taken for those of the one who goes on."""

PUT_IN = 0.8
"""Seconds from which what one voice says inside the other's speech is more than a listening noise, so that the words
there are its own: who cuts in speaks up."""

ONSET_REACH = 0.15
OWN_ONSET = 0.08
"""A word that begins within 0.15 s of where a voice does is that voice's, if 0.08 s of silence or the end of a sentence
lies before it."""


def assign_words(
    words: Sequence[Word],
    voices: Sequence[Sequence[Span]],
    *,
    unfinished: Callable[[str], bool] | None = None,
) -> tuple[int, ...]:
    """Voice of each word.

    A word goes to the voice whose speech it shares most time with; in none, to the nearest; without times, or where
    voices share it equally, to the voice of the word before. Then a stray word or two inside another voice's sentence
    joins that sentence, and words at a boundary move to the side that they are said in one breath with.

    Parameters
    ----------
    words
        Words in order of time.
    voices
        Speech spans of each voice, in seconds.
    unfinished
        Whether a text breaks off in the middle of a clause. With it, a word or two that end a sentence go back to the
        voice whose clause they finish.

    Returns
    -------
    As many indices into `voices` as there are words.

    Raises
    ------
    ValueError
        When there are words and no voices.

    Examples
    --------
    >>> words = [Word("hello", 0.0, 0.5), Word("hi", 1.0, 1.2), Word("there", 2.6, 2.9)]
    >>> assign_words(words, ((Span(0.0, 0.6),), (Span(0.9, 1.3),)))
    (0, 1, 1)
    """
    if not words:
        return ()
    if not voices:
        raise ValueError(f"{len(words)} words and no voice to give them to")
    merged = [merge(spans) for spans in voices]
    owners = _by_time(words, merged)
    owners = move_boundaries(words, owners, merged)
    if unfinished is not None:
        owners = finish_sentences(words, owners, merged, unfinished)
    return tuple(join_strays(words, owners, merged))


def _by_time(words: Sequence[Word], voices: Sequence[tuple[Span, ...]]) -> list[int]:
    starts = [[span.start for span in spans] for spans in voices]
    together = _overlaps(voices)
    owners: list[int] = []
    for word in words:
        previous = owners[-1] if owners else 0
        span = word.span
        if span is None:
            owners.append(previous)
            continue
        shares = [_share(span, spans, at) for spans, at in zip(voices, starts, strict=True)]
        best = max(shares)
        ties = [voice for voice, share in enumerate(shares) if share >= best - TIED]
        if previous not in ties:
            owners.append(ties[0])
            continue
        others = [voice for voice in ties if voice != previous]
        opens = len(owners) > 0 and (pause_before(words, len(owners)) >= OWN_ONSET or ends_sentence(words, len(owners)))
        taken = bool(others) and _floor_taken(span, voices[previous], voices[others[0]], together, opens)
        owners.append(others[0] if taken else previous)
    return owners


def _floor_taken(
    word: Span, holder: tuple[Span, ...], other: tuple[Span, ...], together: tuple[Span, ...], opens: bool
) -> bool:
    """Whether a word where both speak is the other's: it goes on when the holder stops, or it puts in a lot."""
    both, own, new = (_under_way(word.middle, spans) for spans in (together, holder, other))
    if both is None or own is None or new is None or new.start <= own.start:
        return False
    if new.end < own.end:
        return new.duration >= PUT_IN
    if new.end == own.end:
        return False
    if opens and abs(word.start - new.start) <= ONSET_REACH:
        return True
    return word.middle >= both.start + HANDOVER * both.duration


def _under_way(time: float, spans: tuple[Span, ...]) -> Span | None:
    """The span that is under way at `time`."""
    return next((span for span in around(time, spans) if span.contains(time)), None)


def _share(word: Span, spans: tuple[Span, ...], starts: list[float]) -> float:
    """Seconds of the word inside `spans`; where there are none, minus the seconds to the nearest span."""
    first = max(0, bisect_right(starts, word.start) - 1)
    shared = 0.0
    distance = float("inf")
    for span in spans[first:]:
        if span.start > word.end and distance < float("inf"):
            break
        shared += word.overlap(span)
        distance = min(distance, max(span.start - word.end, word.start - span.end, 0.0))
    return shared if shared > 0 else -distance


def _overlaps(voices: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Where two voices or more speak at once."""
    return merge(span for one, two in combinations(voices, 2) for span in intersect(one, two))
