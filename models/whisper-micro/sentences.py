"""Which sentences are spoken in training: the project's own lines, the grammar, joined pieces of both, loose words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import grammar
from text import LONGEST, SpokenToken, read_lines, said, tidy

__all__ = ["SHARES", "draw", "joined", "loose_words", "own_lines"]

SHARES = {"line": 0.52, "grammar": 0.3, "joined": 0.1, "loose": 0.08}
"""Shares of each kind of sentence. Joined pieces and loose words teach sounds rather than phrases."""

_LOOSE_SLOTS = ("amt", "date", "n", "name", "time", "pct", "inv", "co", "four")


@cache
def own_lines() -> tuple[str, ...]:
    """The corpus lines to train on and sentences of the project's calls (`calls.txt`)."""
    calls = (Path(__file__).parent / "calls.txt").read_text("utf-8").splitlines()
    tidied = [line for text in calls if (line := tidy(text)) and len(line.split()) <= LONGEST]
    return tuple(dict.fromkeys([*read_lines(), *tidied]))


@cache
def _vocabulary() -> tuple[str, ...]:
    """Words of own lines, each once, and common words of `words.txt`."""
    common = (Path(__file__).parent / "words.txt").read_text("utf-8").split()
    used = {word.strip(",.?!") for line in own_lines() for word in line.split()[1:]}
    return tuple(sorted({*common, *(word for word in used if word.replace("'", "").isalpha())}))


def draw(random: Random, lines: list[str]) -> tuple[SpokenToken, ...]:
    """A random sentence; a line is taken from the end of `lines`, which is used up over time."""
    while True:
        kind = random.choices(list(SHARES), list(SHARES.values()))[0]
        if kind == "line" and lines:
            tokens = said(lines.pop())
        elif kind == "joined":
            tokens = joined(random)
        elif kind == "loose":
            tokens = loose_words(random)
        else:
            tokens = tuple(grammar.sentence(random))
        if 1 <= len(tokens) <= LONGEST and all(token.words for token in tokens):
            return tokens


def joined(random: Random) -> tuple[SpokenToken, ...]:
    """Pieces of two to six words from different sentences in a row."""
    pieces: list[SpokenToken] = []
    for _ in range(random.choice([2, 2, 3])):
        source = said(random.choice(own_lines())) if random.random() < 0.7 else tuple(grammar.sentence(random))
        size = random.randrange(2, 7)
        at = random.randrange(max(1, len(source) - size + 1))
        piece = list(source[at : at + size])
        piece[-1] = _without_mark(piece[-1])
        if at == 0 and pieces and piece[0].written not in {"I", "I'm", "I'll", "I've", "I'd"}:
            piece[0] = SpokenToken(piece[0].written[0].lower() + piece[0].written[1:], piece[0].words, piece[0].pause)
        pieces += piece
    return _closed(pieces)


def loose_words(random: Random) -> tuple[SpokenToken, ...]:
    """Three to eight words of the vocabulary, now and then a name or a number among them."""
    words: list[SpokenToken] = []
    for _ in range(random.randrange(3, 9)):
        if random.random() < 0.08:
            words += grammar.slot(random.choice(_LOOSE_SLOTS), random)
        else:
            words += said(random.choice(_vocabulary()))
    return _closed(words)


def _without_mark(token: SpokenToken) -> SpokenToken:
    ends = token.written in {"a.m.", "p.m."}
    return SpokenToken(token.written if ends else token.written.rstrip(",.?!"), token.words)


def _closed(tokens: list[SpokenToken]) -> tuple[SpokenToken, ...]:
    """`tokens` with a capital at the start and a full stop at the end."""
    first, last = tokens[0], _without_mark(tokens[-1])
    tokens[-1] = SpokenToken(last.written if last.written.endswith(".") else f"{last.written}.", last.words, ".")
    if len(tokens) > 1:
        tokens[0] = SpokenToken(first.written[0].upper() + first.written[1:], first.words, first.pause)
    return tuple(tokens)
