"""Speech that a recogniser left without words: listened to once more, by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from callscore.conversation import Word
from callscore.spans import Span, merge, subtract

if TYPE_CHECKING:
    from callscore.audio.transcription import Whisper

__all__ = ["heard_again", "unheard"]

UNHEARD_SECONDS = 1.2
"""Seconds of speech without a word that are a stretch left out, not a slow word: on 101 rendered calls there were 17
such stretches, of up to 4.5 s, each of them something said; of 16 of them words came when heard again."""

WORD_REACH = 0.3
"""Seconds by which recognised words may miss the sound that they stand for."""

SURE_ENOUGH = 0.6
"""Mean confidence (0-1) of a stretch's words from which they are kept: a recogniser that leaves noise alone at first
guesses when it hears nothing else."""


def unheard(words: Sequence[Word], speech: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches of speech of at least 1.2 s without a word, in seconds.

    Examples
    --------
    >>> unheard([Word("It's", 11.0, 11.2), Word("Could", 15.3, 15.5)], [Span(11.0, 15.5)])
    (Span(start=11.5, end=15.0),)
    """
    covered = merge(Span(max(0.0, s.start - WORD_REACH), s.end + WORD_REACH) for w in words if (s := w.span))
    return tuple(span for span in subtract(merge(speech), covered) if span.duration >= UNHEARD_SECONDS)


def heard_again(
    recogniser: Whisper, audio: NDArray[np.float32], speech: Iterable[Span], words: Sequence[Word]
) -> tuple[Word, ...]:
    """The words, in order of time, with those of stretches that were left out when all was heard together.

    Parameters
    ----------
    recogniser
        What heard the words.
    audio
        float32 [n_samples] at 16 kHz: the channel that they come from.
    speech
        Where anybody speaks on it, in seconds.
    words
        What was heard there at first.
    """
    left = unheard(words, speech)
    if not left:
        return tuple(words)
    starts = [span.start for span in left]
    found: dict[int, list[Word]] = {}
    for word in recogniser(audio, left):
        if word.span is None or word.flag is not None:
            continue
        place = bisect_right(starts, word.span.middle) - 1
        if place >= 0 and left[place].contains(word.span.middle):
            stretch = left[place]
            own = replace(word, start=max(word.span.start, stretch.start), end=min(word.span.end, stretch.end))
            found.setdefault(place, []).append(own)
    return _in_order(words, [word for own in found.values() if _sure_enough(own) for word in own])


def _sure_enough(words: Sequence[Word]) -> bool:
    """Whether the words of one stretch are kept; those of a recogniser without confidences are."""
    known = [word.confidence for word in words if word.confidence is not None]
    return not known or sum(known) / len(known) >= SURE_ENOUGH


def _in_order(words: Sequence[Word], more: Sequence[Word]) -> tuple[Word, ...]:
    """All words by when they begin; those without a time stay behind the word that they followed."""
    begun = accumulate((word.start or 0.0 for word in words), max)
    placed = [*zip(begun, words, strict=True), *((word.start or 0.0, word) for word in more)]
    return tuple(word for _, word in sorted(placed, key=itemgetter(0)))
