"""Words of a turn with their offsets and marks, and whether an auxiliary stands before its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.language.function_words import (
    AUXILIARIES,
    COMPLEMENTISERS,
    CONJUNCTIONS,
    OPENERS,
    PREPOSITIONS,
    WH_WORDS,
    agrees,
    word_set,
)
from callscore.turn import straight

__all__ = ["Token", "disagrees", "inverted", "tokens"]

_TOKEN = re.compile(r"[£$€₹#]?[^\W_]+(?:[.,]\d+)*(?:['’&@./-][^\W_]+)*(?:'(?=\s|$))?")
_ABBREVIATION = frozenset({"mr", "mrs", "ms", "dr", "st", "no", "ltd", "inc", "co", "vs", "prof", "sr", "jr", "p.o"})
_HARD = re.compile(r"[.?!]")
_SOFT = re.compile(r"[,;:—–…]|\.\.|\s-+(?=\s|$)|--")
_TAKES_YOU = word_set(
    "thank bless tell told see hear help ask asked call called give sent send catch got love thanks let"
)
"""Verbs with "you" as their object: "thank you can you hold"."""
_AGREEING = word_set("is are was were do does have has isn't aren't wasn't weren't don't doesn't haven't hasn't")
_SUBJECTS_ONLY = word_set("you he she we they")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its character offsets; `norm` is lower case with straight apostrophes."""

    first: int
    last: int
    norm: str
    before: str = ""
    """Border mark between the word before and this one: ``"hard"``, ``"soft"`` or ``""``."""


def tokens(text: str) -> tuple[Token, ...]:
    """Words of `text` with their offsets and the border mark that stands before each.

    Examples
    --------
    >>> [(token.norm, token.before) for token in tokens("Okay. So, you’re paying?")]
    [('okay', 'hard'), ('so', 'hard'), ("you're", 'soft'), ('paying', '')]
    """
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        norm = straight(match.group().lower())
        if not found:
            before = "hard"
        elif _SOFT.search(between):
            before = "soft"
        elif _HARD.search(between) and not (between.strip() == "." and found[-1].norm in _ABBREVIATION):
            before = "hard"
        else:
            before = ""
        found.append(Token(match.start(), match.end(), norm, before))
        end = match.end()
    return tuple(found)


def inverted(words: Sequence[Token], index: int) -> bool:
    """Whether an auxiliary and its subject pronoun stand in question order at `index`, the word before allowing it."""
    if words[index].norm == "d'you":
        return True
    if index + 1 >= len(words) or words[index + 1].before:
        return False
    auxiliary, subject = words[index].norm, words[index + 1].norm
    return auxiliary in AUXILIARIES and agrees(auxiliary, subject) and not _governed(words, index)


def disagrees(words: Sequence[Token], index: int) -> bool:
    """Whether a singular "has", "does" … stands before "you", or a plural "have", "do" … before "she".

    Some English inverts so ("have she got a number"), and a recogniser mishears so; a pronoun that is a subject only
    tells it from an order ("have it ready").
    """
    if index + 1 >= len(words) or words[index + 1].before:
        return False
    auxiliary, subject = words[index].norm, words[index + 1].norm
    return auxiliary in _AGREEING and subject in _SUBJECTS_ONLY and not _governed(words, index)


def _governed(words: Sequence[Token], index: int) -> bool:
    """Whether the word before an auxiliary is its subject or governs it, so that no clause begins there."""
    if words[index].before or index == 0:
        return False
    before = words[index - 1].norm
    if before in {
        "i",
        "he",
        "she",
        "we",
        "they",
        "who",
        "to",
        "not",
        "neither",
        "nor",
        "never",
        "only",
        "as",
        "than",
    }:
        return True
    if before == "there":
        return not words[index].norm.startswith(("do", "can", "won", "could", "would", "will"))
    if before == "do" and index > 1 and words[index - 2].norm == "to":
        return False
    if before in AUXILIARIES or before.endswith(("'ll", "'d")):
        return words[index].norm in {"have", "do", "be", "had", "has"} or before in {"do", "did", "does"}
    if before in {"you", "it", "that", "this"}:
        # an object of the clause before ("thank you can you hold") is no subject
        earlier = words[index - 2].norm if index > 1 and not words[index - 1].before else ""
        subject = words[index + 1].norm if index + 1 < len(words) else ""
        if before == "you" and subject not in {"you", "we", "they", "he", "she"}:
            return earlier not in PREPOSITIONS | _TAKES_YOU and not earlier.endswith("ing")
        if before in {"that", "this"} and earlier in PREPOSITIONS | {"before", "after"}:
            return False
        return not earlier or earlier in COMPLEMENTISERS | CONJUNCTIONS | OPENERS | WH_WORDS | {"all", "that"}
    return False
