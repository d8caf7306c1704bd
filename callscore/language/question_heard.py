"""Questions in recognised words: a recogniser's question marks weighed, false starts and misheard words told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.function_words import FILLERS, OPENERS, VOCATIVES, WH_CONTRACTED, WH_WORDS, word_set
from callscore.language.question_onset import GUESSED, Form, Onset
from callscore.language.word_order import Token

__all__ = [
    "alternatives",
    "asks_as_marked",
    "asks_to_confirm",
    "begins_anew",
    "belongs_to_the_question_before",
    "seldom_asks",
    "takes_leave",
]

LONGEST_MARKED = 12
"""Words up to which a statement that a recogniser ended with a question mark is taken for a question."""

UNINVERTED_WORDS = 6
"""Words up to which a wh-word without question order asks where it is marked: "so when we can expect?"."""

ALTERNATIVES_WORDS = 12
"""Words up to which "... or ..." at a turn's end, which the other replies to, is taken for a question. Of 9 such
sentences on 110 rendered calls, in which no question was seen, 5 were questions."""

BROKEN_OFF_WORDS = 4
"""Words up to which a question that the next one begins like was broken off: "is that, er? Is that Mrs Bell?"."""

ASIDE_WORDS = 8
"""Words beyond which what begins with a wh-word, or with "you know what", and has neither a question mark nor a reply,
is a part of what is told: on 142 rendered calls 2 of 9 asked."""

NAME_WORDS = 1
"""Words up to which a sentence after a question only calls the other by name."""

_ORDERS = word_set("do don't have let's let thanks thank give take tell")
"""First words of orders, wishes and thanks, which recognisers like to end with a question mark."""
_ANNOUNCED = re.compile(r"\b(?:can|could|may) i (?:just )?(?:say|stop|remind)\b")
_SECOND_PERSON = word_set("you your you're you've you'll you'd")
_EXCLAIMED = re.compile(r"(?:what an?|how (?:lovely|nice|kind|sweet)) |(?:.* )?whichever\b")
"""Exclamations, and choices left to the other, which recognisers end with a question mark as well."""
_GOOD = word_set("who'd how'll")
"""Rare openings, which a recogniser that mishears much writes for "good" and "hold"."""
_LEAVE = re.compile(
    r"\b(?:good)?bye\b|\b(?:my|our) (?:very )?(?:best|love|regards)\b"
    r"|^(?:\w+ ){0,2}(?:has|have|had|is|did) an? (?:\w+ ){0,2}(?:day|night|evening|weekend|one)\b"
)
"""Good wishes at a call's end, the words around them misheard: "did your wife my best", "has a blessed day"."""
_CONFIRMS = re.compile(
    r"(?:is that |so )?correct(?: (?:then|(?:sir|ma'am|madam|mr|mrs|ms|miss)(?: \w+)?))?"
    r"|(?:is that |so )?(?:all right|alright|okay|ok|fine) (?:with|for|by) you"
)
"""Short sentences that ask whether it is so, with whatever mark."""
_ADDED = re.compile(r"(?:do you (?:remember|know|think|reckon)|is it|would you say|please|at all)")
"""Short sentences after a question that only go on with it."""


def asks_as_marked(words: Sequence[Token], reply: str) -> bool:
    """Whether a statement that a recogniser ended with a question mark asks.

    It is short, no order, no announcement and no bare figure, and put to the other: it says "you", or the other replies
    to it.

    Examples
    --------
    >>> from callscore.language.word_order import tokens
    >>> asks_as_marked(tokens("you got the letter?"), "yes"), asks_as_marked(tokens("have a good Easter?"), "you too")
    (True, False)
    """
    norms = [word.norm for word in words]
    content = [norm for norm in norms if norm not in OPENERS | FILLERS | VOCATIVES]
    if len(norms) > LONGEST_MARKED or _ANNOUNCED.search(" ".join(norms)):
        return False
    if not content:
        return bool(reply)
    first = content[0]
    if first in _ORDERS or _only_figures(content) or _EXCLAIMED.match(" ".join(content)):
        return False
    if first in WH_WORDS or first in WH_CONTRACTED:
        return bool(reply) and len(content) <= UNINVERTED_WORDS
    return bool(reply) or not _SECOND_PERSON.isdisjoint(content)


def belongs_to_the_question_before(words: Sequence[Token]) -> bool:
    """Whether a sentence after a question only calls a name or goes on: "Tammy?", "please?", "do you remember?"."""
    norms = [word.norm for word in words]
    return len(norms) <= NAME_WORDS or _ADDED.fullmatch(" ".join(norms)) is not None


def begins_anew(before: str, asked: str) -> bool:
    """Whether a question of a few words was broken off, because the next one begins with the same two.

    Examples
    --------
    >>> begins_anew("Is that, er?", "Is that Mrs Bell?"), begins_anew("Is it paid?", "Is that so?")
    (True, False)
    """
    broken, new = (re.findall(r"[\w']+", text.lower()) for text in (before, asked))
    return len(broken) <= BROKEN_OFF_WORDS and len(new) > len(broken) > 1 and broken[:2] == new[:2]


def seldom_asks(words: Sequence[Token], form: Form, *, answerable: bool) -> bool:
    """Whether what looks like a question more often is none: its first word stands for another, or it is an aside.

    Parameters
    ----------
    words
        The words of the question.
    form
        Its form.
    answerable
        Whether it has a question mark, or the other party speaks next.
    """
    aside = form in {"wh", "ellipsis"} and len(words) > ASIDE_WORDS and not answerable
    return words[0].norm in _GOOD or aside or (len(words) == 1 and not answerable)  # a lone "who" is a word misheard


def takes_leave(words: Sequence[Token]) -> bool:
    """Whether a sentence only wishes well, whatever its first word was taken for: "has a blessed day"."""
    return _LEAVE.search(" ".join(word.norm for word in words)) is not None


def asks_to_confirm(words: Sequence[Token], reply: str) -> Onset | None:
    """A turn's last few words that ask whether it is so: "correct, sir", "all right with you".

    Examples
    --------
    >>> from callscore.language.word_order import tokens
    >>> asks_to_confirm(tokens("Correct, Mrs Bell"), "correct").index, asks_to_confirm(tokens("Correct."), "")
    (0, None)
    """
    asks = reply and _CONFIRMS.fullmatch(" ".join(word.norm for word in words))
    return Onset(0, "tag", GUESSED, len(words) - 1) if asks else None


def alternatives(words: Sequence[Token], reply: str) -> Onset | None:
    """Two ways it may be, put to the other: "you're able to work again or not yet"; not the speaker's own doubt.

    Examples
    --------
    >>> from callscore.language.word_order import tokens
    >>> [alternatives(tokens(text), "I guess").index for text in ("so you guess, or yes",)]
    [0]
    >>> alternatives(tokens("that's fair, or I'll look"), "please") is None
    True
    """
    norms = [word.norm for word in words]
    if not reply or "or" not in norms[1:-1] or len(norms) > ALTERNATIVES_WORDS:
        return None
    own = any(norm.split("'")[0] in {"i", "we"} for norm in norms[norms.index("or", 1) :])
    return None if own else Onset(0, "ellipsis", GUESSED, len(words) - 1)


def _only_figures(content: Sequence[str]) -> bool:
    return all(norm.lstrip("£$€₹#")[:1].isdigit() for norm in content)
