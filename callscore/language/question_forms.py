"""How an English question begins: inversion, wh-word, polite frame, tag, ellipsis, or a statement that is answered yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from callscore.language.clauses import Token, inverted
from callscore.language.function_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FILLERS,
    MODALS,
    OPENERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TITLES,
    VOCATIVES,
    WH_CONTRACTED,
    WH_WORDS,
)

__all__ = ["Form", "Onset", "declarative", "ellipsis", "onset", "tag", "wh_in_place"]

Form = Literal["inversion", "wh", "indirect", "tag", "ellipsis", "declarative"]

SURE, LIKELY, GUESSED = 0.9, 0.75, 0.55
"""Confidence of a strict pattern, of one that needs its context, and of one that other readings rival."""

_EMBEDS = frozenset(
    "know knows knew see sees tell told say said says saying understand explain explained about of matter wonder wondering check find out "
    "figure idea is was that's remember ask asked asking hear heard depends depending exactly regardless if sure show shown showing "
    "on to for with from by at in than here's decide decided choose discuss confirm confirming list note be "
    "i'm it's not understanding forget forgot believe hoping based knowing seeing whatever and/or no into over get gets realise realize".split()
)
"""Words after which a wh-clause is a part of the sentence, not a question."""

_EMBEDDED_TAIL = frozenset(
    "know see tell told say said understand explain wonder wondering asked asking remember idea sure matter check".split()
)

_TELLS = frozenset(
    "tell tells told telling show shows showing ask asks asked asking give gave explain remind inform sees let".split()
)

_NOT_A_SUBJECT = frozenset(
    "tell say see get do go make take give find help be be have not so too to going been being gonna just also actually very already always never only and or but in on at due for as".split()
)
_COMPLEMENT_NOUNS = frozenset(
    "thing problem reason point issue truth fact saying said understanding is was deal concern idea means happens happened plan rule".split()
)
_AFTER_THAT = frozenset(
    "ok okay right alright correct fine fair good something doable possible clear what for going mr mrs ms miss gonna a an all your you're "
    "it still not definitely with better easier enough manageable manageable workable agreed the too really everything how understood one".split()
)
_WH_NOUNS = frozenset(
    "time day date kind kinds sort sorts type amount bank card number email address part month week year way reason reference plan name "
    "figure colour company job work line one ones much many long often soon far late early old come about else exactly happened "
    "changed would other details invoice invoices account bill method state city country branch person payment option".split()
)
_SUBJECT_WH = frozenset(
    "happened changed makes made told gave said handles handled pays paid works worked caused went took takes helps signed signs deals "
    "authorised authorized authorises else about brings brought stopped stops comes prompted suits sits runs looks does did owns sent "
    "answered received opened approved approves decides decided".split()
)
_RELATIVE_WH = re.compile(r"\b(?:is|was|means)\b")
_INDIRECT = re.compile(
    r"(?:i|we) (?:was|were) (?:just )?(?:wondering|hoping to (?:ask|find out)) ?(?:if|whether|when|what|how|why|who)\b"
    r"|i wonder (?:if|whether)\b|(?:i'd|i would|we'd) like to (?:know|ask|find out) (?:if|whether|when|what|how|why|who)\b"
    r"|(?:i|we) (?:just )?wanted to ask (?:you )?(?:if|whether|when|what|how|why|who)\b"
    r"|(?:please )?tell me (?:a bit |a little |more )*(?:about|what happened|what's (?:been )?(?:going|happening)|why|how)\b"
    r"|mind (?:if i|telling|me asking|explaining)\b|any chance (?:you|of|that)\b|walk me through\b|talk me through\b"
)
_POLITE = re.compile(
    r"(?:can|could|would|will|may|might) (?:you|i) (?:please |just |perhaps |possibly |maybe )*(?:tell|ask|know|let me know|explain|share|remind me|have|get|take)\b"
    r"|do you (?:mind|happen to|know|want to tell|have any idea)\b|would you mind\b|any chance\b"
)
_DROPPED = re.compile(
    r"(?:you (?:alright|all right|ok|okay|there|gonna|got (?:a|any|the|your|that|it|glasses)|still (?:there|at|on|in|with|got|working)|able to|ready|"
    r"sure|happy|happy with|want (?:me|us) to|free|done|with me|paying|working|know (?:what|how|why))\b"
    r"|want (?:me|us|to|a|the|some)\b|wanna \w+|got (?:a|any|your|the) \w+|any (?:idea|chance|luck|update|other|more|news|joy|reason|questions|way|word)\b"
    r"|any(?:thing|one|body) (?:else|(?:i|you)(?:'ve|'d| have| would)? (?:missed|miss|want|need|like|wanted)(?: to)?)\b|everything (?:ok|okay|alright|all right|correct|clear|good)\b|"
    r"all (?:ok|okay|clear|correct|one word)$|sounds? (?:good|right|fair|ok|okay|about right|like a plan)\b|makes? sense$|"
    r"yes or no$|still (?:there|living|working|at the|the same|on)\b|remember (?:me|that|when)\b|"
    r"last four (?:of|digits)\b|date of birth$|feeling (?:better|any)\b|happy with (?:that|it|all)\b|ready\?*$)"
)
_DROPPED_ANYWHERE = re.compile(
    r"(?:you want (?:me|us|your|my) \w+|you got (?:a|any) \w+|you (?:alright|okay|ok)\b|you think (?:this|that|i|we|it|you|i'm|it's)\b|you gonna \w+|"
    r"any(?:thing|one|body) else (?:i|we|you|that|today)\b|any of (?:those|these|that|them) (?:\w+ (?:you|with|for|better)|suit|work|any|help|possible|okay)\b|everything (?:okay|ok|alright|all right)\b)"
)
_LEADS_ON = frozenset(
    "if that know think when what how why who where which whatever hope sure said say says told all because thing things like so's than as "
    "until unless whether to with for have got do is there's need want not without of see and but or way time then said until once".split()
)
"""Words that make what follows a part of their own clause."""
_MID_ADVERBS = frozenset(
    "just also actually really only again still basically honestly already obviously definitely certainly now".split()
)
"""Adverbs that open a clause but also stand inside one, after its subject."""
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday tomorrow today".split())
_AT_THE_DOOR = frozenset("in there available around home about".split())
_CLAUSE_HEADS = frozenset("i you we he she they it there if when the my our your once after".split())
_SHOULD_YOU = frozenset("need wish want fail miss have not require choose decide ever".split())
"""After "should you": a condition, not a question."""
_WORK_VERBS = frozenset(
    "work sound make help suit seem mean change include come go give leave fit cover feel look cause sit".split()
)
_YES_NO = re.compile(
    r"^(?:(?:oh|er|um|uh|well|ah)\W+)*(?:yes|yeah|yep|yup|no|nope|nah|correct|right|that's (?:right|correct|it|me)|i (?:did|do|am|have|can|will|haven't|didn't|"
    r"don't|can't|wasn't)|it (?:is|was|does|did)|that's|exactly|speaking|not (?:yet|really|anymore)|mm-?hm|aye|sure|of course)\b",
    re.IGNORECASE,
)
_SOUNDED_OUT = frozenset("good alright okay yeah".split())
"""Last words that ask for agreement after a statement of terms."""
_TAG_WORDS = frozenset("right correct yeah yes innit eh no hey".split())


@dataclass(frozen=True, slots=True)
class Onset:
    """The word where a question begins; words up to index `reach` belong to its beginning. `strict`: no punctuation could undo it."""

    index: int
    form: Form
    confidence: float
    reach: int
    strict: bool = False


def _text(words: Sequence[Token], index: int, count: int, stop: int) -> str:
    """Up to `count` words from `index` as one lower-case string."""
    return " ".join(word.norm for word in words[index : min(stop, index + count)])


def _clear(words: Sequence[Token], index: int, start: int) -> bool:
    """Whether a clause can be taken to begin at `index`: at a mark, or after discourse markers, fillers and vocatives only."""
    if index == start or words[index].before:
        return True
    before = words[index - 1].norm
    if before in _MID_ADVERBS:
        return index - 1 == start or bool(words[index - 1].before) or words[index - 2].norm in OPENERS - _MID_ADVERBS
    if before in OPENERS:
        return True
    if index - 2 >= start and words[index - 2].norm in TITLES:
        return index - 2 == start or words[index - 3].norm in OPENERS
    return before in VOCATIVES


def onset(words: Sequence[Token], index: int, start: int, stop: int) -> Onset | None:
    """The question that begins at word `index` of the sentence ``start <= i < stop``, or None."""
    clear = _clear(words, index, start)
    norm = words[index].norm
    if norm in WH_WORDS or norm in WH_CONTRACTED:
        return _wh(
            words, index, stop, clear, words[index - 1].norm if index > start and not words[index].before else ""
        )
    if _yields_inversion(words, index, stop, clear):
        polite = _POLITE.match(_text(words, index, 6, stop)) is not None
        return Onset(index, "indirect" if polite else "inversion", SURE if clear else LIKELY, index + 1, strict=clear)
    if _subject_noun(words, index, start, stop) if clear else _noun_in_line(words, index, stop):
        return Onset(index, "inversion", LIKELY, index + 2, strict=clear)
    rest = _text(words, index, 9, stop)
    if clear and _INDIRECT.match(rest):
        return Onset(index, "indirect", LIKELY, index + 5)
    if (clear and _DROPPED.match(rest) or index == start and rest.startswith("you think ")) and not (
        rest.startswith("you got it") or rest.startswith("got the")
    ):
        return Onset(index, "ellipsis", GUESSED, index + 2)
    if (
        not clear
        and rest.startswith("want me to ")
        and words[index - 1].norm not in SUBJECT_PRONOUNS | AUXILIARIES | {"to"}
    ):
        return Onset(index, "ellipsis", LIKELY, index + 2)
    if not clear and _helps(words, index, rest):
        return Onset(index, "ellipsis", LIKELY, index + 2)
    if not clear and words[index - 1].norm not in _LEADS_ON | AUXILIARIES and _DROPPED_ANYWHERE.match(rest):
        return Onset(index, "ellipsis", GUESSED, index + 2)
    if (
        norm == "really"
        and index <= start + 1
        and (index + 1 == stop or words[index + 1].before or words[index + 1].norm in OPENERS)
    ):
        return Onset(index, "ellipsis", GUESSED, index)
    return None


def _helps(words: Sequence[Token], index: int, rest: str) -> bool:
    """Whether "anything else I can help you with" stands here and nothing governs it."""
    return rest.startswith("anything else i can") and words[index - 1].norm not in {
        "to",
        "with",
        "if",
        "for",
        "have",
        "is",
        "there's",
        "was",
    }


def _yields_inversion(words: Sequence[Token], index: int, stop: int, clear: bool) -> bool:
    """Auxiliary and pronoun in question order, once conditionals, wishes and "is that …" as a complement are ruled out."""
    if index + 1 >= stop or not inverted(words, index):
        return words[index].norm == "d'you"
    auxiliary, subject = words[index].norm, words[index + 1].norm
    after = words[index + 2].norm if index + 2 < stop and not words[index + 2].before else ""
    before = words[index - 1].norm if index and not words[index].before else ""
    if auxiliary == "should" and subject in {"you", "i", "we"} and after in _SHOULD_YOU:
        return False
    conditional = auxiliary == "had" and any(
        word.norm in {"would", "would've", "wouldn't", "there'd"} or word.norm.endswith("'d")
        for word in words[index + 2 : stop]
    )
    if conditional or (auxiliary == "were" and after == "to"):
        return False
    if auxiliary == "don't" and after in {"worry", "dare", "ever", "start", "forget"}:
        return False
    if (
        auxiliary == "can"
        and subject == "i"
        and re.match(r"can i (?:just )?(?:say|stop|remind)\b", _text(words, index, 4, stop))
    ):
        return False
    if (
        not clear
        and auxiliary in {"has", "had", "does", "did", "do", "have"}
        and subject in {"that", "this", "it", "these", "those", "one"}
    ):
        participle = auxiliary in {"has", "had", "have"} and (
            after.endswith(("ed", "en")) or after in {"gone", "come", "got", "had"}
        )
        return after in _WORK_VERBS or participle or (not after and index + 2 == stop)
    if before in {"let", "me", "to", "can", "will"} and auxiliary in {"have", "do"}:
        return False
    if auxiliary == "may" and subject in {"you", "it", "this"}:
        return False
    if auxiliary in {"is", "was", "isn't"} and subject in {"that", "this", "there", "it"}:
        return _asks_about(words, index, after, before, clear)
    return True


def _asks_about(words: Sequence[Token], index: int, after: str, before: str, clear: bool) -> bool:
    """Whether "is that / this / there / it" asks ("is that okay") and does not carry on ("the problem is that you owe")."""
    if before in _COMPLEMENT_NOUNS or before in WH_CONTRACTED:
        return False
    if clear:
        return True
    subject = words[index + 1].norm
    if (
        any(word.norm in WH_CONTRACTED or word.norm == "what" for word in words[max(0, index - 3) : index - 1])
        and not words[index - 1].before
        and before != "got"
    ):
        return False
    if subject in {"that", "this"}:
        return after not in _DAYS and after in _AFTER_THAT | TITLES or not _complement(words, index + 2, after)
    finite = after in AUXILIARIES or (
        after.endswith("s") and subject == "it" and len(after) > 3 and after not in {"yes", "yours", "his"}
    )
    return not finite


def _complement(words: Sequence[Token], index: int, after: str) -> bool:
    """Whether "is that" goes on with a clause of its own ("is that we never got it")."""
    subject = after.split("'")[0]
    if subject == "you" and index + 1 == len(words):
        return False
    return subject in _CLAUSE_HEADS or after in AUXILIARIES


def _subject_noun(words: Sequence[Token], index: int, start: int, stop: int) -> bool:
    """Whether an auxiliary with a noun or a name after it opens the clause: "is the office open", "does your son help"."""
    norm = words[index].norm
    if norm not in AUXILIARIES or index + 1 >= stop or words[index + 1].before:
        return False
    follows = words[index + 1].norm
    named = follows in DETERMINERS or follows in TITLES or follows in _DAYS
    if norm in {"have", "don't", "do", "can't", "won't", "can", "may", "might", "must", "am", "cannot"}:
        return (norm == "can" and (named or follows in {"someone", "somebody"})) or (
            norm == "have" and follows in {"any", "your", "those"}
        )
    if follows in _NOT_A_SUBJECT | AUXILIARIES | OPENERS | WH_WORDS | PREPOSITIONS | {
        "i",
        "you",
        "he",
        "she",
        "we",
        "they",
    }:
        return False
    if norm == "is" and (follows in _NUMBERS or follows[0].isdigit()):
        return False
    before = words[index - 1].norm if index > start and not words[index].before else ""
    if before in {"and", "plus"}:
        return named
    if before in {"only", "or", "today", "tomorrow", "first", "just", "quick", "look", "really", "now", "meanwhile"}:
        return False
    return before not in {"morning", "afternoon", "evening"} or follows in TITLES


def _noun_in_line(words: Sequence[Token], index: int, stop: int) -> bool:
    """Inversion with a noun where no border shows: "… would Friday suit", "… is Marcel in"."""
    norm = words[index].norm
    if (
        index + 1 >= stop
        or words[index + 1].before
        or words[index - 1].norm in SUBJECT_PRONOUNS | WH_WORDS | {"to", "not"}
    ):
        return False
    follows = words[index + 1].norm
    if norm in MODALS and norm not in {"might", "must", "may"}:
        return (
            follows in DETERMINERS - {"that", "this", "all", "some"}
            or follows in TITLES
            or follows in _DAYS - {"today", "tomorrow"}
        )
    if norm != "is":
        return False
    if _text(words, index, 4, stop).startswith(("is now a ", "is now an ")):
        return True
    rest = [word.norm for word in words[index + 2 : min(stop, index + 6)]]
    door = next((i for i, word in enumerate(rest) if word in _AT_THE_DOOR), None)
    return (
        follows not in _NOT_A_SUBJECT | DETERMINERS
        and door is not None
        and all(w in OPENERS for w in rest[door + 1 :])
        and door < 2
    )


def _wh(words: Sequence[Token], index: int, stop: int, clear: bool, before: str) -> Onset | None:
    """A wh-question that begins at `index`: with inversion, with the wh-word as subject, or without inversion."""
    norm = words[index].norm
    rest = [word.norm for word in words[index + 1 : min(stop, index + 8)]]
    earlier = words[index - 2].norm if index >= 2 else ""
    told = before in {"me", "us", "you", "him", "her", "them"} and earlier in _TELLS
    embedded = (before in _EMBEDS or told) and not clear
    if embedded and (before in _EMBEDDED_TAIL or told or norm in WH_CONTRACTED or not rest):
        return None
    if norm in WH_CONTRACTED:
        if norm.startswith("who") and not clear:
            return None
        if norm in {"what's", "whats"} and rest and rest[0] in {"more", "happened", "known"} and len(rest) > 1:
            return None
        if "is" in rest[1:6] and norm.startswith("what") and rest[0] != "the":
            return None
        return Onset(index, "wh", SURE if clear else LIKELY, index, strict=clear)
    if not rest:
        bare = clear and norm in {"what", "when", "why", "how", "where", "who"}
        return Onset(index, "wh", GUESSED, index) if bare and before not in {"so", "or", "but"} else None
    ahead = _inversion_after(words, index, stop, clear)
    if ahead is not None and not (embedded and ahead - index == 1 and rest[0] in {"is", "are", "was", "were"}):
        return Onset(index, "wh", SURE if clear else LIKELY, ahead + 1, strict=clear)
    if embedded:
        return None
    return _wh_subject(norm, rest, index, clear) or _wh_uninverted(norm, rest, index, clear, stop - index)


def _inversion_after(words: Sequence[Token], index: int, stop: int, clear: bool) -> int | None:
    """Index of the auxiliary in question order within four words after the wh-word ("how many of those did you"), or None."""
    for ahead in range(index + 1, min(stop - 1, index + 5)):
        if words[ahead].before:
            return None
        norm, follows = words[ahead].norm, words[ahead + 1].norm
        stem = norm.split("'")[0]
        if (
            stem in SUBJECT_PRONOUNS and norm not in {"that", "this", "those", "these", "one"}
        ) or norm in _MID_ADVERBS | CONJUNCTIONS:
            return None
        if norm in DETERMINERS and words[ahead - 1].norm != "of":
            return None
        if norm in AUXILIARIES or norm == "d'you":
            if inverted(words, ahead) or norm == "d'you":
                return ahead
            if (
                norm in {"is", "are", "was", "were", "has", "have", "had"}
                and words[index].norm == "which"
                and ahead == index + 1
            ):
                return None
            direct = ahead == index + 1 or words[index].norm in {"what", "which", "how", "whose"}
            bare = clear and follows not in _NOT_A_SUBJECT and norm not in MODALS and ahead == index + 1
            if direct and (follows in DETERMINERS or follows in TITLES or bare):
                return ahead
            return None
    return None


def _wh_subject(norm: str, rest: list[str], index: int, clear: bool) -> Onset | None:
    """A wh-word as subject or in a set phrase: "what happened", "who told you", "what about the rest", "which one's easier"."""
    head = rest[0]
    phrase = head in {"about", "else", "come", "if"} and norm in {"what", "how", "who", "where", "when"}
    phrase = phrase or (norm == "why" and clear and head in AUXILIARIES)
    phrase = phrase or (norm == "why" and (head in {"not", "don't"} or clear and head in {"would", "pay", "wait"}))
    if phrase and (clear or head != "if"):
        return Onset(index, "wh", SURE if clear else LIKELY, index + 1)
    if clear and (
        (norm in {"which", "how", "what"} and head == "of")
        or (
            norm in {"what", "who", "why", "where", "how"}
            and rest[:2] in (["the", "hell"], ["on", "earth"], ["was", "going"], ["is", "going"])
        )
    ):
        return Onset(index, "wh", LIKELY, index + 1)
    if norm in {"who", "what", "which"} and (head in _SUBJECT_WH or head in MODALS):
        if (
            not (clear or (norm == "what" and (head == "happened" or rest[:2] == ["would", "be"])))
            or "is" in rest[1:5]
            or rest[1:2] == ["was"]
        ):
            return None
        return Onset(index, "wh", LIKELY, index + 1)
    if (
        norm in {"what", "which", "how"}
        and (clear or head in {"time", "day", "date", "one", "one's", "kind", "sort", "amount"})
        and head.removesuffix("'s") in _WH_NOUNS
    ):
        if norm == "which" and head in {"would", "makes", "happened", "takes", "works"}:
            return None
        return Onset(index, "wh", LIKELY, index + 1)
    return None


def _wh_uninverted(norm: str, rest: list[str], index: int, clear: bool, length: int) -> Onset | None:
    """A wh-word with its subject before the verb, as in Indian and African English: "why you did not pay", "how you gonna pay"."""
    subject = rest[0]
    if subject not in SUBJECT_PRONOUNS or len(rest) < 2:
        return None
    verb = rest[1]
    if not clear and verb != "gonna":
        return None
    going = verb in {"gonna", "going", "planning", "paying"} or (verb.endswith("ing") and norm != "what")
    if norm in {"how", "what", "who", "when", "where", "why"} and going:
        return Onset(index, "wh", LIKELY, index + 2)
    if norm == "why" and subject in {"you", "he", "she", "they"}:
        return Onset(index, "wh", LIKELY, index + 2)
    if norm in {"when", "where", "how"} and subject == "you" and verb in {"will", "are", "can", "want"} and length <= 8:
        return Onset(index, "wh", GUESSED, index + 2)
    return None


def tag(words: Sequence[Token], start: int, here: Onset, stop: int) -> tuple[int, Form]:
    """First word and form of the question at `here`: a short inversion that closes a statement is a tag, and takes the statement in."""
    words_of = [word.norm for word in words[here.index : stop]]
    short = len(words_of) == 2 or (
        len(words_of) == 3 and words_of[2] in VOCATIVES | {"not", "then", "now", "sir", "eh"}
    )
    closes = here.form == "inversion" and short and here.index > start + 1
    if not closes or words[here.index - 1].norm in OPENERS - {"then", "now", "today", "tomorrow", "again", "right"}:
        return here.index, here.form
    begin = here.index - 1
    while begin > start and words[begin].before not in {"hard"} and here.index - begin < 14:
        if words[begin].norm in OPENERS and here.index - begin > 2:
            begin += 1
            break
        begin -= 1
    return min(begin, here.index - 1), "tag"


def wh_in_place(words: Sequence[Token], reply: str) -> Onset | None:
    """A wh-word left in its place at the end: "you will pay when", "and that's for how much"."""
    norms = [word.norm for word in words]
    if len(norms) < 2:
        return None
    width = 2 if norms[-1] in {"much", "many", "one", "time", "day", "date", "amount"} and norms[-2] in WH_WORDS else 1
    if norms[-width] not in WH_WORDS or len(norms) - width < 1:
        return None
    before = norms[-width - 1]
    if (
        before in _EMBEDDED_TAIL
        or before in {"you", "not", "is", "me", "or", "so", "that's", "guess", "no"}
        or "no matter" in " ".join(norms)
    ):
        return None
    if len(norms) - width < 2 and before not in {"to", "for", "from", "with", "by", "until", "since", "you're", "a"}:
        return None
    return Onset(_content(words), "wh", LIKELY, len(words) - 1)


def ellipsis(words: Sequence[Token], reply: str) -> Onset | None:
    """A noun phrase that the other party answers: "and the other bill", "and your postcode"; needs a reply."""
    norms = [word.norm for word in words]
    begin = next((i for i, norm in enumerate(norms) if norm == "and" or norm not in OPENERS), len(norms))
    rest = norms[begin:]
    if not reply or not 2 <= len(rest) <= 6 or any(norm in AUXILIARIES for norm in rest):
        return None
    leads = rest[0] == "and" and (rest[1] in DETERMINERS or rest[1] in {"on", "for", "after", "before", "then"})
    if not leads or any(norm.split("'")[0] in {"i", "you", "we", "he", "she", "they"} for norm in rest):
        return None
    return Onset(begin, "ellipsis", GUESSED, len(words) - 1)


def declarative(words: Sequence[Token], reply: str) -> Onset | None:
    """A statement about the other party that they answer with yes or no, or that ends in "right", "correct", "yeah"."""
    norms = [word.norm for word in words]
    begin = _content(words)
    rest = norms[begin:]
    if len(rest) >= 9 and rest[-1] in _SOUNDED_OUT and _YES_NO.match(reply) and not words[-1].before:
        return Onset(len(words) - (2 if rest[-2] == "all" else 1), "ellipsis", GUESSED, len(words) - 1)
    if len(rest) < 3:
        return None
    about_you = any(norm in {"you", "your", "you're", "you've", "you'll", "you'd"} for norm in rest[:-1])
    drawn = about_you or norms[0] == "so" or rest[0] in {"that's", "it's", "and"}
    if (
        rest[-1] in _TAG_WORDS
        and len(rest) >= 4
        and (drawn or rest[-1] in {"yes", "correct", "innit"})
        and rest[-2] not in OPENERS
        and rest[-2] not in {"all", "the", "that's", "is", "say", "said", "not"}
    ):
        return Onset(begin, "tag", LIKELY if about_you else GUESSED, len(words) - 1)
    if not _YES_NO.match(reply) or len(rest) > 12:
        return None
    leads = rest[0] in {"you", "you're", "you've", "you'd"} or (
        norms[0] in {"so", "and"} and rest[0] in {"that's", "it's", "you'll", "he's", "she's", "your"}
    )
    plain = not any(
        norm in {"i", "i'm", "i'll", "we", "we'll", "need", "must", "should", "owe", "have to", "sorry"}
        for norm in rest
    )
    if leads and plain and norms[0] in {"so", "and", "then", "oh", "but"}:
        return Onset(begin, "declarative", GUESSED, len(words) - 1)
    return None


def _content(words: Sequence[Token]) -> int:
    """Index of the first word that is no discourse marker or filler."""
    for index, word in enumerate(words):
        if word.norm not in OPENERS and word.norm not in FILLERS and word.norm not in VOCATIVES:
            return index
    return 0
