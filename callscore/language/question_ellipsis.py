"""Questions of a few words without a verb: details asked for by name, fragments and alternatives that are answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.function_words import AUXILIARIES, DETERMINERS, OPENERS, word_set
from callscore.language.question_onset import GUESSED, LIKELY, Onset
from callscore.language.question_wh import content_start
from callscore.language.word_order import Token

__all__ = ["ellipsis", "fragment"]

_ASKED_FOR = re.compile(
    r"(?:your |the )?(?:date of birth|(?:last|first) (?:four|three|4|3)(?: digits)?(?: (?:of|on) .{2,30})?|"
    r"zip(?: code)?|post ?code|"
    r"full name|mother's maiden name|account number|first line of (?:your|the) address)(?: please| for me)*$"
)
_PRONOUNS = word_set("i you we he she they it that")
_FRAGMENT_OPENS = word_set("when where what which who why how")
_FRAGMENT_WORDS = 3
"""Words of a bare wh-fragment at most: "what invoice", "so when"."""
_ALTERNATIVE_WORDS = 8
"""Words of two alternatives without a verb at most."""


def ellipsis(words: Sequence[Token], reply: str) -> Onset | None:
    """A fragment that the other party answers: "and the other bill", "the last four of your social"."""
    norms = [word.norm for word in words]
    begin = next((i for i, norm in enumerate(norms) if norm == "and" or norm not in OPENERS), len(norms))
    rest = norms[begin:]
    if not _verbless(rest, frozenset()):
        return None
    for first in range(begin, len(norms)):
        if len(norms) - first <= 9 and _ASKED_FOR.fullmatch(" ".join(norms[first:])) and len(rest) <= 11:
            return Onset(first, "ellipsis", LIKELY, len(words) - 1)
    if not reply or not 2 <= len(rest) <= 6 or not _verbless(rest, _PRONOUNS):
        return None
    if rest[0] == "and" and (rest[1] in DETERMINERS or rest[1] in {"on", "for", "after", "before", "then"}):
        return Onset(begin, "ellipsis", GUESSED, len(words) - 1)
    return None


def fragment(words: Sequence[Token], reply: str) -> Onset | None:
    """A turn of a few words that asks: "so when", "what beams", "every week or just the once", "paying or not paying".

    Only where the other party says something to it, and nothing of its own makes it a clause.
    """
    begin = content_start(words)
    norms = [word.norm for word in words[begin:]]
    if not reply or not norms:
        return None
    if norms[0] in _FRAGMENT_OPENS and len(norms) <= _FRAGMENT_WORDS:
        return Onset(begin, "ellipsis", GUESSED, len(words) - 1) if _verbless(norms, _PRONOUNS) else None
    if "or" not in norms[1:-1] or len(norms) > _ALTERNATIVE_WORDS:
        return None
    place = norms.index("or", 1)
    if norms[place + 1] == "not" and norms[place - 1] in norms[place + 2 :]:
        return Onset(begin, "ellipsis", LIKELY, len(words) - 1)
    stated = {"so", "two", "few"} & set(norms) or norms[0] in {"either", "maybe", "about", "in", "by", "on"}
    asks = not stated and _verbless(norms, _PRONOUNS - {"it"})
    return Onset(begin, "ellipsis", GUESSED, len(words) - 1) if asks else None


def _verbless(norms: Sequence[str], subjects: frozenset[str]) -> bool:
    """Whether no auxiliary and none of these subjects makes the words a clause."""
    return not any(norm in AUXILIARIES or norm.split("'")[0] in subjects for norm in norms)
