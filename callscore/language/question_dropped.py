"""Questions that open without question order: an auxiliary left out, a polite frame around the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.function_words import (
    AUXILIARIES,
    COMPLEMENTISERS,
    OPENERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    word_set,
)
from callscore.language.question_onset import GUESSED, LIKELY, Onset, text_from
from callscore.language.word_order import Token

__all__ = ["dropped", "indirect", "is_polite"]

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
_NO_OFFER_AFTER = word_set("to with if for have is there's was")
"""Words before "anything else I can" that make it a part of their own clause."""


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
    if rest.startswith("anything else i can") and before not in _NO_OFFER_AFTER:
        return Onset(index, "ellipsis", LIKELY, index + 2)
    if before not in _LEADS_ON | AUXILIARIES and _DROPPED_IN_LINE.match(rest):
        return Onset(index, "ellipsis", GUESSED, index + 2)
    return None
