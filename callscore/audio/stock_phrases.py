"""Phrases that recognisers write over silence, noise and music, and when not to believe them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from callscore.audio.mending import ends_sentence
from callscore.conversation import Word
from callscore.turn import straight

__all__ = ["BROADCAST_PHRASES", "CREDIT_PHRASES", "EVERYDAY_PHRASES", "plain", "stock_phrases"]

PASSAGE_PAUSE = 0.8
"""Seconds of silence that set a passage apart from what is said around it."""

LOW_CONFIDENCE = 0.5
"""Mean word confidence below which a stock phrase of broadcasts is not believed inside other speech."""

VERY_LOW_CONFIDENCE = 0.35
"""Mean word confidence below which an everyday phrase that stands alone is not believed."""

BROADCAST_PHRASES = (
    "thank you for watching",
    "thanks for watching",
    "thank you so much for watching",
    "thank you very much for watching",
    "thank you for your viewing",
    "thank you for listening to this video",
    "please subscribe",
    "please like and subscribe",
    "like and subscribe",
    "please subscribe to my channel",
    "please subscribe to our channel",
    "subscribe to my channel",
    "subscribe to our channel",
    "don't forget to subscribe",
    "don't forget to like and subscribe",
    "hit the like button",
    "hit the bell icon",
    "see you in the next video",
    "see you next time bye",
    "i'll see you in the next one",
    "we'll be right back",
    "the end",
)
"""Sign-offs of videos and broadcasts, which Whisper was trained on and writes over silence, noise and music."""

CREDIT_PHRASES = (
    "subtitles by",
    "subtitled by",
    "subtitles created by",
    "subtitles provided by",
    "captions by",
    "captioning by",
    "closed captioning by",
    "transcript by",
    "transcribed by",
    "transcription by",
    "translated by",
    "translation by",
    "amara org",
    "the amara org community",
)
"""Beginnings of subtitle credits; what follows up to the pause is part of them."""

EVERYDAY_PHRASES = (
    "thank you",
    "thank you very much",
    "thank you so much",
    "thanks",
    "you",
    "bye",
    "bye bye",
    "goodbye",
    "okay",
    "so",
    "oh",
    "yeah",
    "i'm sorry",
    "the",
)
"""What Whisper writes most over near silence, and people say too: doubted only alone and at very low confidence."""


def stock_phrases(words: Sequence[Word], outside: frozenset[int]) -> frozenset[int]:
    """Indices of words of phrases that recognisers write over silence and noise.

    A broadcast sign-off is one when it is a passage by itself, or lies outside speech, or is not surely heard; said in
    the middle of other speech it is believed. An everyday phrase is doubted only alone and at very low confidence.

    Examples
    --------
    >>> said = "Please subscribe.".split()
    >>> sorted(stock_phrases([Word(text, i, i + 0.5, 0.9) for i, text in enumerate(said)], frozenset()))
    [0, 1]
    """
    texts = [plain(word.text) for word in words]
    out: set[int] = set()
    for passage in _passages(words):
        alone = " ".join(texts[i] for i in passage if texts[i])
        confidence = _confidence(words, passage)
        if alone in _BROADCAST or (alone in _EVERYDAY and confidence < VERY_LOW_CONFIDENCE):
            out.update(passage)
            continue
        for first, last in _found(texts, passage, _BROADCAST):
            inside = range(first, last)
            if _confidence(words, inside) < LOW_CONFIDENCE or any(i in outside for i in inside):
                out.update(inside)
        for first, _ in _found(texts, passage, _CREDIT):
            rest = range(first, passage.stop)
            if first == passage.start or _confidence(words, rest) < LOW_CONFIDENCE or first in outside:
                out.update(rest)
    return frozenset(out)


def plain(text: str) -> str:
    """Lower case, letters, digits and inner apostrophes only."""
    return " ".join(re.findall(r"[\w$£€%]+(?:'\w+)*", straight(text.lower())))


_BROADCAST = frozenset(BROADCAST_PHRASES)
_CREDIT = frozenset(CREDIT_PHRASES)
_EVERYDAY = frozenset(EVERYDAY_PHRASES)


def _confidence(words: Sequence[Word], indices: Iterable[int]) -> float:
    """Mean confidence of the words that have one; 1.0 when none has, as unknown is no ground for doubt."""
    known = [value for i in indices if (value := words[i].confidence) is not None]
    return sum(known) / len(known) if known else 1.0


def _passages(words: Sequence[Word]) -> list[range]:
    """Runs of words between pauses and between sentences."""
    passages: list[range] = []
    first = 0
    for index in range(1, len(words) + 1):
        if index < len(words):
            before, after = words[index - 1], words[index]
            paused = before.end is not None and after.start is not None and after.start - before.end >= PASSAGE_PAUSE
            if not paused and not ends_sentence(words, index):
                continue
        passages.append(range(first, index))
        first = index
    return passages


def _found(texts: Sequence[str], passage: range, phrases: frozenset[str]) -> list[tuple[int, int]]:
    """Where in the passage a phrase is said, as ``(first, last + 1)``; the longest at each place."""
    longest = max(len(phrase.split()) for phrase in phrases)
    found: list[tuple[int, int]] = []
    index = passage.start
    while index < passage.stop:
        ends = range(min(passage.stop, index + longest), index, -1)
        end = next((end for end in ends if " ".join(texts[index:end]) in phrases), None)
        if end is not None:
            found.append((index, end))
        index = end if end is not None else index + 1
    return found
