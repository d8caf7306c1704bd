"""Words into speech: each word of a turn gets a time inside the stretches in which its speaker is heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from callscore.conversation import Word
from callscore.spans import Span

__all__ = ["place_words", "snapped", "spoken_length", "tokens"]

DIGIT_LENGTH = 4.0
"""Letters that one digit takes when spoken ("4,280": "four thousand two hundred eighty")."""

SYMBOL_LENGTH = {"$": 7.0, "£": 6.0, "€": 5.0, "₹": 6.0, "%": 8.0, "&": 3.0, "@": 2.0}
"""Letters that a sign takes when spoken."""

WORD_LENGTH = 1.0
"""Letters' worth of time that every word takes besides its letters."""

SPELLED_LENGTH = 4.0
"""Letters that a single letter takes when it is spelled out ("B, E, L, L")."""

REDACTED_LENGTH = 9.0
"""Letters that a redacted word such as "[PII]" stands for: names and numbers, mostly."""

BREAK_COST = {".": 0.0, "?": 0.0, "!": 0.0, ",": 0.2, ";": 0.0, ":": 0.1, "-": 0.2, "…": 0.0}
NO_MARK_COST = 1.0
"""Cost of a pause after a word with this mark, or with none: pauses fall at the ends of clauses."""

SLACK_SECONDS = 0.2
SLACK_SHARE = 0.25
"""Standard deviation of how long words take: 0.2 s and a quarter of the length."""

SNAP_SECONDS = 0.3
"""Seconds by which a word may stick out of the detected speech and still be moved to its edge."""

_TAG = re.compile(r"\[\w[\w /-]{0,40}\]|<\w[\w /-]{0,40}>")
_TOKEN = re.compile(rf"(?:{_TAG.pattern}|\S)+")
_ACRONYM = re.compile(r"^[A-Z]{2,4}$")


def tokens(text: str) -> tuple[str, ...]:
    """Words of a text as they stand in it, each tag such as ``[CARD NUMBER]`` or ``<redacted>`` one of them.

    Examples
    --------
    >>> tokens("It's [CARD NUMBER], thanks.")
    ("It's", '[CARD NUMBER],', 'thanks.')
    """
    return tuple(_TOKEN.findall(text))


def spoken_length(text: str) -> float:
    """Length of a word or line when spoken, in letters: digits and signs count as what is said for them.

    Examples
    --------
    >>> spoken_length("pounds") < spoken_length("£40")
    True
    """
    length = 0.0
    for word in tokens(text):
        bare = word.strip(".,?!;:'\"()-")
        if _ACRONYM.match(bare):
            length += 2.5 * len(bare) + WORD_LENGTH
            continue
        if _TAG.match(word):
            length += REDACTED_LENGTH
            continue
        if len(bare) == 1 and bare.isalpha() and bare not in ("a", "I", "A"):
            length += SPELLED_LENGTH
            continue
        letters = sum(character.isalpha() for character in word)
        digits = sum(character.isdigit() for character in word)
        signs = sum(SYMBOL_LENGTH.get(character, 0.0) for character in word)
        length += letters + DIGIT_LENGTH * digits + signs + WORD_LENGTH
    return length


def place_words(words: Sequence[Word], speech: Sequence[Span]) -> tuple[Word, ...]:
    """`words` laid over the stretches of `speech` in order, by spoken length, pauses between words and not inside them.

    Stretches get whole words; where a pause falls is chosen so that lengths fit and clause ends are preferred.

    Examples
    --------
    >>> placed = place_words([Word("Yes."), Word("Monday")], [Span(0, 0.5), Span(2, 3)])
    >>> [(word.text, word.start, word.end) for word in placed]
    [('Yes.', 0, 0.5), ('Monday', 2, 3)]
    """
    islands = [span for span in speech if span.duration > 0]
    if not words or not islands:
        return tuple(words)
    lengths = [max(0.5, spoken_length(word.text)) for word in words]
    breaks = _breaks(words, lengths, islands)
    placed: list[Word] = []
    for island, (first, last) in zip(islands, breaks, strict=True):
        total = sum(lengths[first:last])
        clock = island.start
        for index in range(first, last):
            end = min(island.end, clock + island.duration * lengths[index] / total)
            placed.append(replace(words[index], start=clock, end=end))
            clock = end
    return tuple(placed)


def _breaks(words: Sequence[Word], lengths: Sequence[float], islands: Sequence[Span]) -> list[tuple[int, int]]:
    """First and last word (exclusive) of each stretch, by dynamic programming over the places of the pauses."""
    count = len(words)
    sums = [0.0]
    for length in lengths:
        sums.append(sums[-1] + length)
    rate = sums[-1] / sum(island.duration for island in islands)
    best: dict[int, float] = {0: 0.0}
    back: list[dict[int, int]] = []
    spoken = 0.0
    for place, island in enumerate(islands):
        spoken += island.duration
        final = place == len(islands) - 1
        reach = rate * (1.5 + 0.35 * island.duration + 0.1 * spoken)
        ends = [count] if final else [i for i in range(count + 1) if abs(sums[i] - rate * spoken) <= reach]
        ends = ends or [min(range(count + 1), key=lambda i: abs(sums[i] - rate * spoken))]
        after: dict[int, float] = {}
        origin: dict[int, int] = {}
        for end in ends:
            mark = 0.0 if final or not end else BREAK_COST.get(words[end - 1].text[-1:], NO_MARK_COST)
            for start, cost in best.items():
                if start > end:
                    continue
                expected = (sums[end] - sums[start]) / rate
                miss = (island.duration - expected) / (SLACK_SECONDS + SLACK_SHARE * island.duration)
                total = cost + miss * miss + (mark if end > start else 0.0)
                if end not in after or total < after[end]:
                    after[end], origin[end] = total, start
        if not after:
            after, origin = {max(best): best[max(best)]}, {max(best): max(best)}
        best = after
        back.append(origin)
    end = count
    found: list[tuple[int, int]] = []
    for origin in reversed(back):
        start = origin.get(end, end)
        found.append((start, end))
        end = start
    return found[::-1]


def snapped(word: Word, speech: Sequence[Span], offset: float) -> Word:
    """A timed word moved by `offset` and, where it sticks out of the speech by less than 0.3 s, put to its edge."""
    timed = word.span
    if timed is None:
        return word
    span = Span(max(0.0, timed.start + offset), max(0.0, timed.end + offset))
    if not speech:
        return replace(word, start=span.start, end=span.end)
    near = min(speech, key=lambda s: (-span.overlap(s), max(s.start - span.end, span.start - s.end)))
    if span.overlap(near) > 0:
        start = near.start if 0 < near.start - span.start <= SNAP_SECONDS else span.start
        end = near.end if 0 < span.end - near.end <= SNAP_SECONDS else span.end
        return replace(word, start=start, end=max(start, end))
    length = min(span.duration, near.duration)
    if 0 <= near.start - span.end <= SNAP_SECONDS:
        span = Span(near.start, near.start + length)
    elif 0 <= span.start - near.end <= SNAP_SECONDS:
        span = Span(near.end - length, near.end)
    return replace(word, start=span.start, end=span.end)
