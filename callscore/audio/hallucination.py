"""What the recogniser made up: words outside speech, wild guesses, loops and stock phrases are flagged, never dropped.

Batched decoding ignores Whisper's own thresholds for silence, improbability and repetition, so its words are checked
afterwards. Flagged words stay in the transcript for whoever reads it and are left out of scoring.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from callscore.audio.stock_phrases import plain, stock_phrases
from callscore.conversation import Word
from callscore.spans import Span, merge

__all__ = ["flag_hallucinations", "guesses", "loops", "outside_speech"]

SPEECH_TOLERANCE = 0.5
"""Seconds that a word's middle may lie from detected speech: word times of attention alignment are off by up to 0.3 s
and voice activity by 0.1 to 0.2 s."""

GUESS_CONFIDENCE = 0.25
"""Mean confidence of a stretch of speech below which what was heard in it is a guess. Whisper itself gives a decoding
up below a mean log probability of -1 (0.37). On music that passed for speech the demo model gave 0.18 and 0.20; to
stretches of a sample call, with words right and wrong, 0.45 to 0.81."""

REPEATS = {1: 10, 2: 6, 3: 5, 4: 4, 5: 4, 6: 4, 7: 4}
"""Times in a row, by words in the phrase, from which a repetition is a loop; people do say "no" four and "hold on"
three times. Longer phrases: `REPEATS_LONG`. Set on hand-made cases, not measured."""

REPEATS_LONG = 3
"""Times in a row for phrases of 8 words and more."""

LONGEST_PHRASE = 40
"""Words in the longest phrase that is looked for."""

COMPRESSION_RATIO = 2.4
"""Bytes of text over bytes of its zlib compression from which Whisper takes a passage for a loop (its own value)."""

COMPRESSION_WORDS = 40
"""Words in a passage whose compression is looked at: about what a 15 s clip holds."""

WORDS_PER_SECOND = 10.0
"""Nobody speaks so fast for long: fast speech is 5 to 6 words a second, an auctioneer's 7."""

RATE_WORDS = 8
"""Words over which the rate is measured, as single short words may be timed too short."""


def flag_hallucinations(words: Iterable[Word], speech: Iterable[Span]) -> tuple[Word, ...]:
    """The same words, those that were probably never said flagged.

    Parameters
    ----------
    words
        One voice's words in order of time, or a mono recording's. Flags that are set already stay.
    speech
        Detected speech in seconds.

    Returns
    -------
    As many words, in the same order; `flag` is ``"stock_phrase"``, ``"loop"``, ``"outside_speech"``, ``"guess"`` or
    None.

    Examples
    --------
    >>> said = [Word("Thanks", 9.0, 9.2), Word("for", 9.2, 9.3), Word("watching!", 9.3, 9.9)]
    >>> [word.flag for word in flag_hallucinations(said, [Span(0.0, 4.0)])]
    ['stock_phrase', 'stock_phrase', 'stock_phrase']
    """
    words = tuple(words)
    speech = merge(speech)
    outside = outside_speech(words, speech)
    found: dict[int, str] = {}
    for name, indices in (
        ("stock_phrase", stock_phrases(words, outside)),
        ("loop", loops(words)),
        ("outside_speech", outside),
        ("guess", guesses(words, speech)),
    ):
        for index in indices:
            found.setdefault(index, name)
    return tuple(
        replace(word, flag=found[i]) if i in found and word.flag is None else word for i, word in enumerate(words)
    )


def outside_speech(words: Sequence[Word], speech: Sequence[Span]) -> frozenset[int]:
    """Indices of words whose middle lies more than 0.5 s from all speech; `speech` merged and in order.

    Examples
    --------
    >>> sorted(outside_speech([Word("yes", 1.0, 1.4), Word("you", 8.0, 8.2)], [Span(1.0, 1.5)]))
    [1]
    """
    starts = [span.start for span in speech]
    out: set[int] = set()
    for index, word in enumerate(words):
        if (span := word.span) is None:
            continue
        after = bisect_right(starts, span.middle)
        near = [speech[i] for i in (after - 1, after) if 0 <= i < len(speech)]
        distance = min((max(s.start - span.middle, span.middle - s.end) for s in near), default=float("inf"))
        if distance > SPEECH_TOLERANCE:
            out.add(index)
    return frozenset(out)


def guesses(words: Sequence[Word], speech: Sequence[Span]) -> frozenset[int]:
    """Indices of words in stretches of speech that were understood so badly that music or noise may have passed for it.

    Examples
    --------
    >>> heard = [Word("Hello,", 1.0, 1.3, 0.2), Word("okay.", 4.1, 4.5, 0.9)]
    >>> sorted(guesses(heard, [Span(0.9, 1.4), Span(4.0, 5.0)]))
    [0]
    """
    starts = [span.start for span in speech]
    stretches: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        if (span := word.span) is None or word.confidence is None:
            continue
        stretch = bisect_right(starts, span.middle) - 1
        if stretch >= 0 and speech[stretch].contains(span.middle):
            stretches.setdefault(stretch, []).append(index)
    out: set[int] = set()
    for inside in stretches.values():
        mean = sum(words[i].confidence or 0.0 for i in inside) / len(inside)
        if mean < GUESS_CONFIDENCE:
            out.update(inside)
    return frozenset(out)


def loops(words: Sequence[Word]) -> frozenset[int]:
    """Indices of words that a decoder caught in a loop wrote: repetitions after the first, and impossible pace.

    Examples
    --------
    >>> len(loops([Word("no") for _ in range(4)])), len(loops([Word("no") for _ in range(12)]))
    (0, 11)
    """
    texts = [plain(word.text) for word in words]
    return frozenset(_repeated(texts) | _compressible(texts) | _impossibly_fast(words))


def _repeated(texts: Sequence[str]) -> set[int]:
    """Words of phrases said too often in a row, the first time left alone."""
    out: set[int] = set()
    for size in range(1, min(LONGEST_PHRASE, len(texts) // 2) + 1):
        same = 0
        for index in range(size, len(texts) + 1):
            if index < len(texts) and texts[index] == texts[index - size]:
                same += 1
                continue
            if same // size + 1 >= REPEATS.get(size, REPEATS_LONG):
                out.update(range(index - same, index))
            same = 0
    return out


def _compressible(texts: Sequence[str]) -> set[int]:
    """Words of passages that say next to nothing new: loops that vary as they go."""
    out: set[int] = set()
    for first in range(0, len(texts) - COMPRESSION_WORDS + 1, COMPRESSION_WORDS // 4):
        passage = " ".join(texts[first : first + COMPRESSION_WORDS]).encode()
        if len(passage) / len(zlib.compress(passage)) > COMPRESSION_RATIO:
            out.update(range(first, first + COMPRESSION_WORDS))
    return out


def _impossibly_fast(words: Sequence[Word]) -> set[int]:
    """Words that come faster than anybody speaks."""
    out: set[int] = set()
    for first in range(len(words) - RATE_WORDS + 1):
        start, end = words[first].start, words[first + RATE_WORDS - 1].end
        if start is not None and end is not None and WORDS_PER_SECOND * (end - start) < RATE_WORDS:
            out.update(range(first, first + RATE_WORDS))
    return out
