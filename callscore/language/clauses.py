"""Clauses of a turn, with punctuation or without it, and whether the last one was left unfinished."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.language.function_words import (
    AUXILIARIES,
    COMPLEMENTISERS,
    CONJUNCTIONS,
    FILLERS,
    DETERMINERS,
    HANGING,
    HANGING_ENDINGS,
    OPENERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    VOCATIVES,
    WEAK_HANGING,
    WH_CONTRACTED,
    WH_WORDS,
    agrees,
)

__all__ = [
    "Clause",
    "Token",
    "clauses",
    "inverted",
    "is_unfinished",
    "starts_clause",
    "tokens",
    "unfinished_confidence",
]

_TOKEN = re.compile(r"[£$€₹#]?[^\W_]+(?:[.,]\d+)*(?:['’&@./-][^\W_]+)*(?:'(?=\s|$))?")
_ABBREVIATION = frozenset({"mr", "mrs", "ms", "dr", "st", "no", "ltd", "inc", "co", "vs", "prof", "sr", "jr", "p.o"})
_HARD = re.compile(r"[.?!]")
_SOFT = re.compile(r"[,;:—–…]|\.\.|\s-+(?=\s|$)|--")
_BROKEN = re.compile(r"(?:[—–…-]|\.\.\.?)[\"'”’)\s]*$")

_BEFORE_A_MONTH = frozenset("in of by since until till early late mid last next this end from to through".split())
_TAKES_YOU = frozenset(
    "thank bless tell told see hear help ask asked call called give sent send catch got love thanks let".split()
)
"""Verbs with "you" as their object: "thank you can you hold"."""
_BEFORE_THAT = frozenset("and but so said saying is me was think know told the because".split())

SURE_BROKEN = 0.95
"""Confidence that a turn ending in a dash or dots is unfinished (transcribers' convention for a cut-off)."""
SURE_HANGING = 0.85
"""Confidence for a last word that hardly ever ends a clause ("the", "and", "because")."""
WEAK = 0.55
"""Confidence for a last word that can end one ("to", "about", "that")."""
MARKED = 0.4
"""Factor on that confidence where a full stop or question mark was written after the word."""
UNFINISHED_FROM = 0.5
"""Confidence from which a turn counts as unfinished."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its character offsets; `norm` is lower case with straight apostrophes."""

    first: int
    last: int
    norm: str
    before: str = ""
    """Border mark between the word before and this one: ``"hard"``, ``"soft"`` or ``""``."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a turn with one predicate or none; `first` and `last` are character offsets, half-open."""

    first: int
    last: int
    text: str


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
        norm = match.group().lower().replace("’", "'")
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
    if before in AUXILIARIES or before.endswith(("'ll", "'d")):
        return words[index].norm in {"have", "do", "be", "had", "has"} or before in {"do", "did", "does"}
    if before in {"you", "it", "that", "this"}:
        # an object of the clause before ("thank you can you hold") is no subject
        earlier = words[index - 2].norm if index > 1 and not words[index - 1].before else ""
        if before == "you":
            return earlier not in PREPOSITIONS | _TAKES_YOU and not earlier.endswith("ing")
        return not earlier or earlier in COMPLEMENTISERS | CONJUNCTIONS | OPENERS | WH_WORDS | {"all", "that"}
    return False


def starts_clause(words: Sequence[Token], index: int) -> bool:
    """Whether a clause is guessed to begin at `index` from function words alone."""
    word, before = words[index].norm, words[index - 1].norm
    if inverted(words, index):
        return before not in WH_WORDS and before not in OPENERS | CONJUNCTIONS | VOCATIVES
    opens = word in {"so", "but", "because", "cos", "okay", "ok", "and", "then", "well", "right"}
    if opens and index + 1 < len(words) and not words[index + 1].before:
        return _heads_clause(words, index + 1) and before not in OPENERS | CONJUNCTIONS
    if before in OPENERS | COMPLEMENTISERS | CONJUNCTIONS | PREPOSITIONS | WH_WORDS | AUXILIARIES | FILLERS:
        return False
    return word in {
        "i'm",
        "i'll",
        "i've",
        "i'd",
        "it's",
        "that's",
        "we're",
        "we've",
        "we'll",
        "they're",
        "there's",
        "you're",
        "you've",
    }


def _heads_clause(words: Sequence[Token], index: int) -> bool:
    """Whether a subject, a question order or a wh-word stands at `index`."""
    word = words[index].norm
    pronoun = word.split("'")[0]
    return pronoun in SUBJECT_PRONOUNS or word in WH_WORDS | WH_CONTRACTED or inverted(words, index)


def clauses(text: str) -> tuple[Clause, ...]:
    """Clauses of a turn in order: at sentence marks, at commas before a clause, and by function words where marks are missing.

    Examples
    --------
    >>> [clause.text for clause in clauses("no worries did you get the invoices i'm happy to send them again")]
    ['no worries', 'did you get the invoices', "i'm happy to send them again"]
    """
    words = tokens(text)
    if not words:
        return ()
    starts = [0]
    for index in range(1, len(words)):
        mark = words[index].before
        if (
            mark == "hard"
            or (mark == "soft" and _heads_clause(words, index))
            or (not mark and starts_clause(words, index))
        ):
            starts.append(index)
    found: list[Clause] = []
    for start, stop in zip(starts, [*starts[1:], len(words)], strict=True):
        first = words[start].first
        last = words[stop].first if stop < len(words) else len(text)
        piece = text[first:last].rstrip()
        found.append(Clause(first, first + len(piece), piece))
    return tuple(found)


def unfinished_confidence(text: str) -> float:
    """How surely the last clause of `text` was left unfinished, 0-1.

    A dash, dots or a broken word says so outright; else the last word does: articles, conjunctions, auxiliaries and
    possessives hardly ever end a clause, some prepositions and fillers seldom. A full stop or question mark speaks against it.

    Examples
    --------
    >>> unfinished_confidence("i sent it because the") > 0.8, unfinished_confidence("I sent it on Friday.")
    (True, 0.0)
    """
    stripped = text.rstrip()
    if not stripped:
        return 0.0
    if _BROKEN.search(stripped):
        return SURE_BROKEN
    words = tokens(stripped)
    if not words:
        return 0.0
    norms = [word.norm for word in words]
    if all(norm in FILLERS for norm in norms):
        return 0.0
    hangs = (
        SURE_HANGING
        if norms[-1] in HANGING or norms[-1].endswith(HANGING_ENDINGS)
        else WEAK
        if norms[-1] in WEAK_HANGING
        else 0.0
    )
    if hangs and _complete(norms):
        hangs = 0.0
    elif not hangs and stripped.endswith(",") and norms[-1] not in OPENERS:
        hangs = WEAK
    return hangs * MARKED if stripped.rstrip("\"'”’)")[-1:] in ".?!" else hangs


def _complete(norms: Sequence[str]) -> bool:
    """Whether a word that often hangs ends a finished clause here: "yes I do", "what's it about", "in May", "the will"."""
    last = norms[-1]
    before = norms[-2] if len(norms) > 1 else ""
    asked = any(norm in WH_WORDS or norm in WH_CONTRACTED for norm in norms[-9:-1])
    if not before:
        return last not in {"and", "but", "because", "cos", "the", "a", "i", "if"}
    if last in DETERMINERS and last != "that":
        return len(before) == 1 and before != "i" or (last == "her" and before not in CONJUNCTIONS)
    if last in {"may", "will", "can", "might", "must", "do"} and before in DETERMINERS | _BEFORE_A_MONTH:
        return True
    if last in AUXILIARIES:
        return _auxiliary_ends(last, before, asked)
    if last in {"i", "we", "they", "he", "she"}:
        return before in AUXILIARIES
    if last in PREPOSITIONS:
        return asked or (last == "to" and before in {"have", "want", "used", "need", "going", "able"})
    if last in {"so", "that"}:
        return before in {"think", "hope", "say", "believe", "guess", "suppose", "if", "or", "even"} or (
            last == "that" and before not in _BEFORE_THAT
        )
    if last in {"then", "just", "been", "being", "ever", "already", "also", "only", "really"}:
        return before not in {
            "and",
            "but",
            "so",
            "just",
            "it's",
            "i'm",
            "that's",
            "nobody's",
            "i've",
            "we've",
            "only",
            "is",
            "was",
            "i",
            "has",
            "have",
        }
    if last in WH_WORDS:
        return before not in {"and", "but", "is", "that's", "know"}
    return last in {"eh", "oh", "ah", "hmm", "mm", "hm"} and before not in CONJUNCTIONS


def _auxiliary_ends(last: str, before: str, asked: bool) -> bool:
    """Whether a final auxiliary stands for its verb: "yes I do", "when my break is", "what we can do"."""
    if asked or (last in {"do", "have", "did"} and before in AUXILIARIES | {"to", "i'll", "we'll", "you'll"}):
        return True
    return before in SUBJECT_PRONOUNS | {"neither", "who", "so"} or (last == "had" and before.endswith(("'ve", "'d")))


def is_unfinished(text: str) -> bool:
    """Whether the last clause of `text` ends in a function word, auxiliary, conjunction, article, filler or a broken word.

    Examples
    --------
    >>> is_unfinished("I'm just, you keep asking me things I've already -"), is_unfinished("yes I do")
    (True, False)
    """
    return unfinished_confidence(text) >= UNFINISHED_FROM
