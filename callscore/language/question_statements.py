"""Statements that ask: closed by a tag or by both ways it may be, put as a guess, or answered by yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.clauses import starts_clause
from callscore.language.function_words import OPENERS, VOCATIVES, WH_WORDS, word_set
from callscore.language.question_onset import GUESSED, LIKELY, Form, Onset
from callscore.language.question_wh import content_start
from callscore.language.word_order import Token

__all__ = ["declarative", "tag"]

_YES_NO = re.compile(
    r"^(?:(?:oh|er|um|uh|well|ah)\W+)*(?:yes|yeah|yep|yup|no|nope|nah|correct|right|that's|i (?:did|do|am|have|"
    r"can|will|haven't|"
    r"didn't|don't|can't|wasn't)|it (?:is|was|does|did)|exactly|not (?:yet|really|anymore)|mm-?hm|aye|sure|"
    r"of course)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"(?:^|\b)(?:presumably|i take it|i assume|i presume) (?:that )?(?:you|he|she|they|it|that)\b"
    r"|\bi (?:suppose|presume|take it|assume)$"
)
"""A statement put to the other as a guess, for them to say yes or no to."""
_TAG_WORDS = word_set("right correct yeah yes innit eh no hey abi shebi isit")
_SURE_TAG_WORDS = word_set("yes correct innit no abi shebi isit")
_NO_TAG_AFTER = word_set("all the that's is say said not a or but oh everything")
_SOUNDED_OUT = word_set("good alright okay yeah")
"""Last words that ask for agreement after a statement of terms."""
_MAKES_GOOD = word_set(
    "that's it's is be was very pretty really so sounds looks as no any are i'm a you're for how not doing feels"
)
_SECOND_PERSON = word_set("you your you're you've you'll you'd")
_OWN_SIDE = word_set("i i'm i'll i've we we'll we're need must should owe sorry let")
_TERMS_FROM_WORDS = 9
"""Words that a statement of terms has at least before a final "good" or "okay" asks for agreement."""
_STATEMENT_MAX_WORDS = 12
"""Words that a statement taken as a question has at most; longer ones inform."""
_REPEATED_WORDS = 2
"""Words at most that are said again after "or not"."""
_TAG_REACH = 14
"""Words of the statement before a tag that are taken in at most."""


def tag(words: Sequence[Token], start: int, here: Onset, stop: int) -> tuple[int, Form]:
    """First word and form of the question at `here`: a short inversion that closes a statement is a tag."""
    norms = [word.norm for word in words[here.index : stop]]
    short = len(norms) == 2 or (len(norms) == 3 and norms[2] in VOCATIVES | {"not", "then", "now", "eh"})
    closes = here.form == "inversion" and short and here.index > start + 1
    if not closes or words[here.index - 1].norm in OPENERS - {"then", "now", "today", "tomorrow", "again", "right"}:
        return here.index, here.form
    begin = here.index - 1
    while begin > start and words[begin].before != "hard" and here.index - begin < _TAG_REACH:
        if words[begin].norm in OPENERS and here.index - begin > 2:
            begin += 1
            break
        begin -= 1
    return min(begin, here.index - 1), "tag"


def declarative(words: Sequence[Token], reply: str) -> Onset | None:
    """A statement about the other party that they answer yes or no, or that ends in "right", "correct", "or not"."""
    begin = content_start(words)
    norms = [word.norm for word in words]
    rest = norms[begin:]
    if len(rest) < 3:
        return None
    if _either_way(rest) and not {"if", "whether"} & set(rest):
        return Onset(max(begin, len(norms) - 8), "declarative", LIKELY, len(words) - 1)
    agrees = _YES_NO.match(reply) is not None
    asks = rest[-2] not in _MAKES_GOOD and (agrees or rest[-1] == "good")
    if len(rest) >= _TERMS_FROM_WORDS and rest[-1] in _SOUNDED_OUT and asks and not words[-1].before:
        return Onset(len(words) - (2 if rest[-2] == "all" else 1), "ellipsis", GUESSED, len(words) - 1)
    about_you = not _SECOND_PERSON.isdisjoint(rest[:-1])
    drawn = about_you or norms[0] == "so" or rest[0] in {"that's", "it's"}
    if _tag_word(rest, drawn) and (agrees or rest[-1] != "yes"):
        return Onset(begin, "tag", LIKELY if about_you else GUESSED, len(words) - 1)
    if reply and _SUPPOSED.search(" ".join(rest)):
        return Onset(begin, "declarative", LIKELY, len(words) - 1)
    if not agrees:
        return None
    last = _last_clause(words, begin)
    return Onset(last, "declarative", GUESSED, len(words) - 1) if _about_the_other(norms, last, begin) else None


def _either_way(rest: Sequence[str]) -> bool:
    """Whether the words end in both ways it may be: "or not", "or no", "or what", "paying or not paying"."""
    if rest[-2:] in (["or", "not"], ["or", "no"], ["or", "what"]):
        return True
    ends = [place for place in range(1, len(rest) - 2) if rest[place : place + 2] == ["or", "not"]]
    if not ends or _SECOND_PERSON.isdisjoint(rest):
        return False
    said, again = set(rest[: ends[-1]]), rest[ends[-1] + 2 :]
    return len(again) <= _REPEATED_WORDS and said.issuperset(again)


def _tag_word(rest: Sequence[str], drawn: bool) -> bool:
    """Whether the last word asks for confirmation: "so that's Friday right", "shop is running no"."""
    last, before = rest[-1], rest[-2]
    lead = OPENERS - {"today", "tomorrow", "now", "first", "good", "fine", "great", "exactly", "again", "still"}
    if last not in _TAG_WORDS or before in lead or before in _NO_TAG_AFTER or before in WH_WORDS:
        return False
    return last in _SURE_TAG_WORDS or (drawn and len(rest) >= 4)


def _last_clause(words: Sequence[Token], begin: int) -> int:
    """Index where the last clause is guessed to begin."""
    for index in range(len(words) - 3, begin, -1):
        if words[index].before == "soft" or starts_clause(words, index):
            return index
    return begin


def _about_the_other(norms: Sequence[str], last: int, begin: int) -> bool:
    """Whether the clause at `last` states something of the other party, after a marker that draws a conclusion."""
    rest = norms[last:]
    if not 3 <= len(rest) <= _STATEMENT_MAX_WORDS or not _OWN_SIDE.isdisjoint(rest):
        return False
    marked = last == begin and any(norm in {"so", "and", "then", "oh", "but"} for norm in norms[:begin])
    leads = rest[0] in {"you", "you're", "you've", "you'd"}
    return marked and (leads or rest[0] in {"that's", "it's", "you'll", "he's", "she's", "your"})
