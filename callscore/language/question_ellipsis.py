"""Questions without question order: dropped auxiliaries, polite frames, tags, fragments, statements answered by yes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.clauses import starts_clause
from callscore.language.function_words import (
    AUXILIARIES,
    COMPLEMENTISERS,
    DETERMINERS,
    OPENERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    VOCATIVES,
    WH_WORDS,
    word_set,
)
from callscore.language.question_onset import GUESSED, LIKELY, Form, Onset, text_from
from callscore.language.question_wh import content_start
from callscore.language.word_order import Token

__all__ = ["declarative", "dropped", "ellipsis", "fragment", "indirect", "is_polite", "tag"]

_INDIRECT = re.compile(
    r"(?:i|we) (?:was|were) (?:just )?(?:wondering|hoping to (?:ask|find out)) ?(?:if|whether|when|what|how|why|who)\b"
    r"|i wonder (?:if|whether)\b"
    r"|(?:i'd|i would|we'd) like to (?:know|ask|find out) (?:if|whether|when|what|how|why|who)\b"
    r"|(?:i|we) (?:just )?wanted to ask (?:you )?(?:if|whether|when|what|how|why|who)\b"
    r"|(?:please )?tell me (?:a bit |a little |more )*(?:about (?!it\b)|what happened|what's (?:been )?(?:going|"
    r"happening)|why|how)\b"
    r"|you (?:wouldn't|don't|didn't) happen to\b|(?:i )?don't suppose you\b"
    r"|mind (?:if i|telling|me asking|explaining)\b|any chance (?:you|of|that)\b|(?:walk|talk) me through\b"
)
_POLITE = re.compile(
    r"(?:can|could|would|will|may|might) (?:you|i) (?:please |just |perhaps |possibly |maybe )*"
    r"(?:tell|ask|know|let me know|explain|share|remind me|have|get|take|confirm|check)\b"
    r"|do you (?:mind|happen to|know|want to tell|have any idea)\b|would you mind\b"
)
_DROPPED = re.compile(
    r"you (?:alright|all right|ok|okay|there|gonna|got (?:a|any|the|your|that|glasses)|still (?:there|at|on|in|"
    r"with|got|working)"
    r"|able to|ready|happy|happy with|want (?:me|us|a|the|your|my) (?:to)?|wanna|want to (?:tell|talk|do|pay)|"
    r"free|done|with me|paying|working|"
    r"know (?:what|how|why))\b"
    r"|you (?:(?!can|could|may|might|will|would|should|must|never|not|[a-z]+n't|cannot)[a-z']+ ){1,5}"
    r"any(?:where|one|body|thing)\b"
    r"|you sure(?! (?:did|do|are|can|will))\b|want (?:me|us|to|a|the|some)\b|wanna \w+|got (?:a|any|your) \w+"
    r"|any (?:idea|chance|luck|update|other|more|news|joy|reason|questions|way|word)\b"
    r"|any(?:thing|one|body) (?:else|that (?:could|would|might|can)|(?:i|you)(?:'ve|'d| have| would)? (?:missed|"
    r"miss|want|need|like|wanted)(?: to)?)\b"
    r"|everything (?:ok|okay|alright|all right|correct|clear|good)\b|all (?:ok|okay|clear|correct|one word)$"
    r"|sounds? (?:good|right|fair|ok|okay|about right|like a plan|like what)\b|makes? sense$|yes or no$"
    r"|still (?:there|living|working|at the|the same|on)\b|(?:you )?remember (?:me|that|when|\w+ing)\b"
    r"|feeling (?:better|any)\b"
    r"|happy with (?:that|it|all)\b|ready$"
)
_DROPPED_IN_LINE = re.compile(
    r"you want (?:me|us|your|my|a) \w+|you got (?:a|any) \w+|you (?:alright|okay|ok)\b|you gonna \w+"
    r"|you think (?:this|that|i|we|it|you|i'm|it's)\b|any(?:thing|one|body) else (?:i|we|you|that|today)\b"
    r"|any of (?:those|these|that|them) (?:\w+ (?:you|with|for|better)|suit|work|any|help|possible|okay)\b"
    r"|everything (?:okay|ok|alright|all right)\b"
)
_LEADS_ON = (
    COMPLEMENTISERS
    | PREPOSITIONS
    | word_set(
        "know think what when how why who where which whatever hope sure said say says told all things thing like "
        "so's time way then have got do is was there's need want not without see and but or to ring call let"
    )
)
"""Words that make what follows a part of their own clause."""
_ASKED_FOR = re.compile(
    r"(?:your |the )?(?:date of birth|(?:last|first) (?:four|three|4|3)(?: digits)?(?: (?:of|on) .{2,30})?|"
    r"zip(?: code)?|post ?code|"
    r"full name|mother's maiden name|account number|first line of (?:your|the) address)(?: please| for me)*$"
)
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
_FRAGMENT_WORDS = 3
"""Words of a bare wh-fragment at most: "what invoice", "so when"."""
_ALTERNATIVE_WORDS = 8
"""Words of two alternatives without a verb at most."""
_REPEATED_WORDS = 2
"""Words at most that are said again after "or not"."""
_TAG_REACH = 14
"""Words of the statement before a tag that are taken in at most."""


def is_polite(words: Sequence[Token], index: int, stop: int) -> bool:
    """Whether the inversion at `index` only frames the question: "could you tell me", "may I ask"."""
    return _POLITE.match(text_from(words, index, 6, stop)) is not None


def indirect(words: Sequence[Token], index: int, stop: int) -> Onset | None:
    """A polite statement that asks: "I was wondering if", "tell me about"."""
    if _INDIRECT.match(text_from(words, index, 9, stop)):
        return Onset(index, "indirect", LIKELY, index + 4)
    return None


def dropped(words: Sequence[Token], index: int, start: int, stop: int, clear: bool) -> Onset | None:
    """A question whose auxiliary was left out: "want me to send it", "any luck", "you got a card"."""
    rest = text_from(words, index, 9, stop)
    before = words[index - 1].norm if index > start else ""
    if clear or index == start:
        short = (
            stop - index <= 5 and rest.startswith("any ") and not any(w.norm in AUXILIARIES for w in words[index:stop])
        )
        if short or _DROPPED.match(rest) or (index == start and rest.startswith("you think ")):
            return Onset(index, "ellipsis", GUESSED, index + 2)
        surprise = words[index].norm == "really" and index <= start + 1
        if surprise and (index + 1 == stop or words[index + 1].before or words[index + 1].norm in OPENERS):
            return Onset(index, "ellipsis", GUESSED, index)
        return None
    if rest.startswith("want me to ") and before not in SUBJECT_PRONOUNS | AUXILIARIES | {"to"}:
        return Onset(index, "ellipsis", LIKELY, index + 2)
    if rest.startswith("anything else i can") and before not in {
        "to",
        "with",
        "if",
        "for",
        "have",
        "is",
        "there's",
        "was",
    }:
        return Onset(index, "ellipsis", LIKELY, index + 2)
    if before not in _LEADS_ON | AUXILIARIES and _DROPPED_IN_LINE.match(rest):
        return Onset(index, "ellipsis", GUESSED, index + 2)
    return None


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


def ellipsis(words: Sequence[Token], reply: str) -> Onset | None:
    """A fragment that the other party answers: "and the other bill", "the last four of your social"."""
    norms = [word.norm for word in words]
    begin = next((i for i, norm in enumerate(norms) if norm == "and" or norm not in OPENERS), len(norms))
    rest = norms[begin:]
    if any(norm in AUXILIARIES for norm in rest):
        return None
    for first in range(begin, len(norms)):
        if len(norms) - first <= 9 and _ASKED_FOR.fullmatch(" ".join(norms[first:])) and len(rest) <= 11:
            return Onset(first, "ellipsis", LIKELY, len(words) - 1)
    if not reply or not 2 <= len(rest) <= 6 or any(norm.split("'")[0] in _PRONOUNS for norm in rest):
        return None
    if rest[0] == "and" and (rest[1] in DETERMINERS or rest[1] in {"on", "for", "after", "before", "then"}):
        return Onset(begin, "ellipsis", GUESSED, len(words) - 1)
    return None


_PRONOUNS = word_set("i you we he she they it that")


def fragment(words: Sequence[Token], reply: str) -> Onset | None:
    """A turn of a few words that asks: "so when", "what beams", "every week or just the once", "paying or not paying".

    Only where the other party says something to it, and nothing of its own makes it a clause.
    """
    begin = content_start(words)
    norms = [word.norm for word in words[begin:]]
    if not reply or not norms:
        return None
    if norms[0] in {"when", "where", "what", "which", "who", "why", "how"} and len(norms) <= _FRAGMENT_WORDS:
        verbless = not any(norm in AUXILIARIES or norm.split("'")[0] in _PRONOUNS for norm in norms)
        return Onset(begin, "ellipsis", GUESSED, len(words) - 1) if verbless and norms[0] != "whatever" else None
    if "or" not in norms[1:-1] or len(norms) > _ALTERNATIVE_WORDS:
        return None
    place = norms.index("or", 1)
    if norms[place + 1] == "not" and norms[place - 1] in norms[place + 2 :]:
        return Onset(begin, "ellipsis", LIKELY, len(words) - 1)
    verbless = not any(norm in AUXILIARIES or norm.split("'")[0] in _PRONOUNS - {"it"} for norm in norms)
    stated = {"so", "two", "few"} & set(norms) or norms[0] in {"either", "maybe", "about", "in", "by", "on"}
    return Onset(begin, "ellipsis", GUESSED, len(words) - 1) if verbless and not stated else None


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
