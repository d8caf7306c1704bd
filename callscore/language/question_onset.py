"""Where a question begins: the onset as which every form is reported, and whether a clause can begin there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from callscore.language.function_words import MID_ADVERBS, OPENERS, TITLES, VOCATIVES
from callscore.language.word_order import Token

__all__ = ["GUESSED", "LIKELY", "SURE", "Form", "Onset", "begins_clause", "text_from"]

Form = Literal["inversion", "wh", "indirect", "tag", "ellipsis", "declarative"]

SURE = 0.9
"""Confidence of a strict pattern at the border of a clause."""
LIKELY = 0.75
"""Confidence of one that needs its context, or stands where no border shows."""
GUESSED = 0.55
"""Confidence of one that other readings rival."""


_RECEIPTS = frozenset(
    {
        ("no", "problem"),
        ("no", "worries"),
        ("of", "course"),
        ("thank", "you"),
        ("fair", "enough"),
        ("not", "yet"),
        ("i", "see"),
        ("i", "understand"),
        ("good", "stuff"),
        ("so", "far"),
    }
)
"""Two-word receipts after which a new clause may begin."""


@dataclass(frozen=True, slots=True)
class Onset:
    """The word where a question begins; words up to index `reach` belong to its beginning.

    `strict` ones hold even where the transcriber wrote a full stop.
    """

    index: int
    form: Form
    confidence: float
    reach: int
    strict: bool = False


def begins_clause(words: Sequence[Token], index: int, start: int) -> bool:
    """Whether a clause surely begins at `index`: at a mark, or after discourse markers, fillers and vocatives only."""
    if index == start or words[index].before:
        return True
    before = words[index - 1].norm
    if before in MID_ADVERBS:
        marked = index - 1 == start or bool(words[index - 1].before)
        return marked or words[index - 2].norm in OPENERS - MID_ADVERBS
    if before in OPENERS or (index - 2 >= start and (words[index - 2].norm, before) in _RECEIPTS):
        return True
    if index - 2 >= start and words[index - 2].norm in TITLES:
        return index - 2 == start or words[index - 3].norm in OPENERS
    return before in VOCATIVES


def text_from(words: Sequence[Token], index: int, count: int, stop: int) -> str:
    """Up to `count` words from `index` on as one lower-case string."""
    return " ".join(word.norm for word in words[index : min(stop, index + count)])
