"""A turn's words as sentences: hesitations left out, each stretch with the mark that ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from callscore.language.function_words import HESITATIONS
from callscore.language.word_order import Token

__all__ = ["Mark", "Sentence", "fluent", "sentences"]

Mark = Literal["?", ".", ""]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words ``start <= i < stop`` up to a sentence mark: ``"?"``, ``"."`` (or ``"!"``), or ``""`` where none stands."""

    start: int
    stop: int
    mark: Mark


def fluent(words: Sequence[Token]) -> tuple[Token, ...]:
    """The words without hesitations; the mark before a hesitation passes to the word after it."""
    kept: list[Token] = []
    mark = ""
    for word in words:
        strongest = "hard" if "hard" in (mark, word.before) else mark or word.before
        if word.norm in HESITATIONS:
            mark = strongest
            continue
        kept.append(replace(word, before=strongest))
        mark = ""
    return tuple(kept)


def sentences(words: Sequence[Token], text: str) -> Iterator[Sentence]:
    """Stretches between sentence marks."""
    start = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and words[index].before != "hard":
            continue
        after = text[words[index - 1].last : words[index].first if index < len(words) else len(text)]
        mark: Mark = "?" if "?" in after else "." if ("." in after and ".." not in after) or "!" in after else ""
        yield Sentence(start, index, mark)
        start = index
