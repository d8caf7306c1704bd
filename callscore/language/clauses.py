"""Clauses of a turn, with punctuation or without it, and whether the last one was left unfinished."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.language.function_words import (
    AUXILIARIES,
    COMPLEMENTISERS,
    CONJUNCTIONS,
    DETERMINERS,
    FILLERS,
    HANGING,
    HANGING_ENDINGS,
    MODALS,
    OPENERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    VOCATIVES,
    WEAK_HANGING,
    WH_CONTRACTED,
    WH_WORDS,
    word_set,
)
from callscore.language.word_order import Token, inverted, tokens

__all__ = ["Clause", "clauses", "ends_marked", "is_unfinished", "starts_clause", "unfinished_confidence"]

_BROKEN = re.compile(r"(?:[—–…-]|\.\.\.?)[\"')\s]*$")

_BEFORE_A_MONTH = word_set("in of by since until till early late mid last next this end from to through")
_BEFORE_A_SHORT_CLAUSE = word_set("think know sure wish hope glad than like what where how that all neither nor")
_SHORT_ANSWER_WORDS = 4
"""Words of a turn up to which "I do" or "we can't" at its end is an answer."""
_PREDICATES = word_set("that's it's is are was be you're i'm very they're")
_BEFORE_THAT = word_set("but so said saying is me was think told the because")
_BEFORE_LIKE = word_set(
    "it's that's is was be being looks looked sounds feels felt something anything nothing more even i'm just"
)
"""Words before "like" that compare; after others it closes a clause in the north of England, Scotland and Ireland."""
_TAKES_TO = word_set("talk talking speak speaking listen listening it stick them that this back up reply belong look")
"""Words after which a final "to" may be stranded: "an email I could send it to"."""
_BEFORE_OF = word_set("one some all most many none lot lots couple kind sort bit part half end because instead out")
_BEFORE_NO = word_set("is there's are been have has had got was with of be")
_BEFORE_BE = MODALS | word_set("it'll i'll we'll they'll you'll he'll she'll that'll you he she they we it to")

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
class Clause:
    """A stretch of a turn with one predicate or none; `first` and `last` are character offsets, half-open."""

    first: int
    last: int
    text: str


def starts_clause(words: Sequence[Token], index: int) -> bool:
    """Whether a clause is guessed to begin at `index` from function words alone."""
    word, before = words[index].norm, words[index - 1].norm
    if inverted(words, index):
        stated = index > 1 and words[index - 2].norm in _PREDICATES
        return before not in WH_WORDS and (stated or before not in OPENERS | CONJUNCTIONS | VOCATIVES)
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
    """Clauses of a turn in order: at sentence marks, commas before a clause, function words where marks are missing.

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
    possessives hardly ever end a clause, some prepositions and fillers seldom. A full stop or question mark speaks
    against it.

    Examples
    --------
    >>> unfinished_confidence("i sent it because the") > 0.8, unfinished_confidence("I sent it on Friday.")
    (True, 0.0)
    """
    stripped = text.rstrip()
    if not stripped:
        return 0.0
    words = tokens(stripped)
    norms = [word.norm for word in words]
    if _BROKEN.search(stripped):
        return WEAK * MARKED if len(norms) == 1 and norms[0] in OPENERS else SURE_BROKEN
    if not words:
        return 0.0
    if all(norm in FILLERS for norm in norms):
        return 0.0
    hangs = (
        SURE_HANGING
        if norms[-1] in HANGING or norms[-1].endswith(HANGING_ENDINGS)
        else WEAK
        if norms[-1] in WEAK_HANGING
        else 0.0
    )
    if _wants_more(norms):
        hangs = max(hangs, WEAK)
    elif hangs and _complete(norms):
        hangs = 0.0
    elif not hangs and stripped.endswith(",") and norms[-1] not in OPENERS:
        hangs = WEAK
    return hangs * MARKED if ends_marked(stripped) else hangs


def ends_marked(text: str) -> bool:
    """Whether a line ends with the mark of a sentence, in quotation marks or brackets, too.

    Examples
    --------
    >>> ends_marked("I said 'no.'"), ends_marked("I said no,")
    (True, False)
    """
    return text.rstrip("\"') ").endswith((".", "?", "!"))


def _wants_more(norms: Sequence[str]) -> bool:
    """Whether a word that may end a clause doesn't end this one: "it'll be", "there's been no", "for a different"."""
    if len(norms) < 2:
        return False
    last, before = norms[-1], norms[-2]
    if last == "be":
        if any(norm in WH_WORDS or norm == "thought" for norm in norms[-6:-2]):
            return False
        return before in _BEFORE_BE - {"you", "to"} or (before == "you" and len(norms) > 2 and norms[-3] in MODALS)
    if last == "no":
        return before in _BEFORE_NO
    if last == "never":
        return before in SUBJECT_PRONOUNS
    if last in {"only", "different", "wrong", "own", "main"}:
        return before in DETERMINERS | {"any"} and not (last == "own" and len(norms) > 2 and norms[-3] in {"on", "my"})
    return False


def _complete(norms: Sequence[str]) -> bool:
    """Whether a word that often hangs ends a finished clause: "yes I do", "what's it about", "in May", "the will"."""
    last = norms[-1]
    before = norms[-2] if len(norms) > 1 else ""
    asked = any(norm in WH_WORDS or norm in WH_CONTRACTED for norm in norms[-9:-1])
    if not before:
        return last not in {"and", "but", "because", "cos", "the", "a", "i", "if"}
    if last in DETERMINERS and last != "that":
        return (len(before) == 1 and before != "i") or (last == "her" and before not in CONJUNCTIONS)
    if last in {"may", "will", "can", "might", "must", "do"} and before in DETERMINERS | _BEFORE_A_MONTH:
        return True
    if last in AUXILIARIES:
        return _auxiliary_ends(norms, asked)
    if last in {"i", "we", "they", "he", "she"}:
        return before in AUXILIARIES
    if last == "though":
        return True
    if last == "like":
        return before not in _BEFORE_LIKE
    if last == "of" and before in _BEFORE_OF:
        return False
    if last == "to" and (before in _TAKES_TO or before.endswith("ing")):
        return before in _TAKES_TO
    if last in PREPOSITIONS:
        return asked or (last == "to" and before in {"have", "want", "used", "need", "going", "able"})
    if last in {"so", "that"}:
        return before in {"think", "hope", "say", "believe", "guess", "suppose", "if", "or", "even"} or (
            last == "that" and before not in _BEFORE_THAT
        )
    if last in {"then", "just", "been", "being", "ever", "already", "also", "only", "really"}:
        return before not in MODALS | {
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


def _auxiliary_ends(norms: Sequence[str], asked: bool) -> bool:
    """Whether a final auxiliary stands for its verb: "yes I do", "as soon as I can", "when my break is"."""
    last, before = norms[-1], norms[-2]
    if asked or (last in {"do", "have", "did"} and before in AUXILIARIES | {"to", "i'll", "we'll", "you'll"}):
        return True
    if last == "had" and before.endswith(("'ve", "'d")):
        return True
    answers = len(norms) <= _SHORT_ANSWER_WORDS or norms[-3] in OPENERS | COMPLEMENTISERS | _BEFORE_A_SHORT_CLAUSE
    return answers and before in SUBJECT_PRONOUNS | {"neither", "who", "so"}


def is_unfinished(text: str) -> bool:
    """Whether the last clause of `text` was left unfinished: a function word, auxiliary, filler or broken word ends it.

    Examples
    --------
    >>> is_unfinished("I'm just, you keep asking me things I've already -"), is_unfinished("yes I do")
    (True, False)
    """
    return unfinished_confidence(text) >= UNFINISHED_FROM
