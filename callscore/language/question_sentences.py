"""A turn's words as sentences: hesitations left out, each stretch with the mark that ends it; where a question ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from callscore.language.clauses import starts_clause
from callscore.language.function_words import HESITATIONS, OPENERS
from callscore.language.question_onset import Onset
from callscore.language.word_order import Token

__all__ = ["Mark", "Sentence", "fluent", "question_end", "sentences"]

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


def question_end(words: Sequence[Token], here: Onset, limit: int) -> int:
    """Index after the last word of the question at `here`, before `limit`."""
    stop = limit
    begin = here.index
    for index in range(max(begin + 2, here.reach + 1), limit):
        if words[index].norm in {"cos", "because"} or (not words[index].before and starts_clause(words, index)):
            stop = index
            break
    while (
        stop - 1 > begin + 1 and stop == limit < len(words) and words[stop - 1].norm in OPENERS | {"and", "so", "but"}
    ):
        stop -= 1
        limit = stop
    return stop
