"""Questions by word order: an auxiliary before its subject ("are you", "is that okay", "does your son help")."""

from __future__ import annotations

from collections.abc import Sequence

from callscore.language.function_words import (
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    MODALS,
    NUMBERS,
    OPENERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TITLES,
    WH_CONTRACTED,
    WH_WORDS,
    word_set,
)
from callscore.language.question_onset import text_from
from callscore.language.word_order import Token, disagrees, inverted

__all__ = ["NOT_A_SUBJECT", "asks_by_inversion", "asks_with_noun"]


NOT_A_SUBJECT = word_set(
    "be have tell say see get do go make take give find help not so too to going been being gonna just also "
    "actually very "
    "already always never only and or but in on at due for as"
)
"""Words after an auxiliary that can't be its subject, so that a statement without its subject goes on there."""

_INDEFINITE = word_set("anyone anybody someone somebody everyone everybody anything something everything")
_OBJECTS = word_set("that this it these those")
_CONDITIONS = word_set("need wish want fail miss have not require choose decide ever change prefer find wish feel")
"""After "should you": a condition, not a question."""
_FORBIDDEN = word_set("worry dare ever start forget")
"""After "don't you": an order or a comfort, not a question."""
_ANNOUNCED = ("can i say", "can i just say", "can i stop", "can i just stop", "can i remind", "can i just remind")
_COMPLEMENT_NOUNS = word_set(
    "thing problem reason point issue truth fact saying said understanding is was deal concern idea means "
    "happens happened "
    "plan rule know"
)
"""Words before "is that" that make it the complement of a statement."""
_AFTER_THAT = word_set(
    "ok okay right alright correct fine fair good something doable possible clear what for going miss gonna a an "
    "all your "
    "you're it still not definitely with better easier enough manageable workable agreed too really everything how "
    "understood one"
)
_AGREED = word_set("fair right okay ok alright correct clear")
"""Words after "is that" that ask for agreement when "or", "for you", "with you" follows."""
_CLAUSE_HEADS = word_set("i you we he she they it there if when once after")
_NOUN_PHRASE_WORDS = 5
"""Words after "is that" up to which "the …" is taken for a thing asked about, not for the subject of a clause."""
_EXISTS = word_set("anything any anyone anybody a an someone somebody something another no some still much more")
_VERBS_OF_FIT = word_set(
    "work sound make help suit seem mean change include come go give leave fit cover feel look cause sit match ring"
)
_BARE_AUXILIARIES = word_set("have don't do can't won't can may might must am cannot ain't")
_HAPPENED = word_set(
    "said gone come been settled started told heard arrived replied changed decided agreed received got answered"
)
"""What somebody may have done: "have the council said when"; not "have the invoice sent to me"."""
_LEFT_OPEN = word_set("only or today tomorrow first just quick look really now meanwhile")
_AT_THE_DOOR = word_set("in there available around home about")
_SUITABLE = word_set("possible okay ok alright doable manageable fine enough realistic")


def asks_by_inversion(words: Sequence[Token], index: int, stop: int, clear: bool) -> bool:
    """Whether auxiliary and pronoun at `index` ask; conditions, wishes and complements of a statement are ruled out."""
    if words[index].norm == "d'you":
        return True
    if index + 1 >= stop or not (inverted(words, index) or (clear and disagrees(words, index))):
        return False
    auxiliary, subject = words[index].norm, words[index + 1].norm
    after = words[index + 2].norm if index + 2 < stop and not words[index + 2].before else ""
    before = words[index - 1].norm if index and not words[index].before else ""
    if _sets_a_condition(words, index, stop, auxiliary, subject, after):
        return False
    if auxiliary == "don't" and after in _FORBIDDEN:
        return False
    if text_from(words, index, 4, stop).startswith(_ANNOUNCED) or (
        auxiliary == "may" and subject in {"you", *_OBJECTS}
    ):
        return False
    if subject in _INDEFINITE and not clear:
        return auxiliary in {"has", "have", "did", "does"} and after in {"been", "ever", "told", "called", "said"}
    if before in {"so", "as"} and not after:
        return False
    if before in {"let", "me", "to", "can", "will"} and auxiliary in {"have", "do"}:
        return False
    if (
        auxiliary in {"has", "had", "does", "did", "do", "have"}
        and subject in _OBJECTS
        and (not clear or before == "and")
    ):
        return _subject_not_object(words, index, stop, auxiliary, after)
    if auxiliary in {"is", "was", "isn't"} and subject in {"that", "this", "there", "it"}:
        return _asks_about(words, index, after, before, clear)
    return True


def _sets_a_condition(words: Sequence[Token], index: int, stop: int, auxiliary: str, subject: str, after: str) -> bool:
    """Whether the inversion stands for "if": "should you need", "had you told us we'd have"."""
    if auxiliary == "should":
        return subject in {"you", "i", "we"} and after in _CONDITIONS
    if auxiliary == "were":
        return after == "to"
    later = [word.norm for word in words[index + 2 : stop]]
    return auxiliary == "had" and any(
        norm in {"would", "would've", "wouldn't"} or norm.endswith("'d") for norm in later
    )


def _subject_not_object(words: Sequence[Token], index: int, stop: int, auxiliary: str, after: str) -> bool:
    """Whether "that" or "it" after has / does / did is its subject ("does that work") and no object ("he did that")."""
    if index + 2 == stop:
        return True
    if auxiliary in {"has", "had", "have"}:
        return after.endswith(("ed", "en")) or after in {"gone", "come", "got", "had"}
    return any(word.norm in _VERBS_OF_FIT for word in words[index + 2 : min(stop, index + 5)])


def _asks_about(words: Sequence[Token], index: int, after: str, before: str, clear: bool) -> bool:
    """Whether "is that / this / there / it" asks ("is that okay") and isn't a complement ("the problem is that …")."""
    if after in _AGREED and index + 3 < len(words) - 1 and words[index + 3].norm in {"or", "for", "with"}:
        return True
    if before in _COMPLEMENT_NOUNS or before in WH_CONTRACTED:
        return False
    if not after and index >= 2 and not words[index - 1].before and words[index - 2].norm in WH_CONTRACTED:
        return False  # "what's true is this"
    if clear:
        return True
    earlier = [word.norm for word in words[max(0, index - 3) : index - 1]]
    if before != "got" and any(norm in WH_CONTRACTED or norm == "what" for norm in earlier):
        return False
    subject = words[index + 1].norm
    if subject == "there":
        return after in _EXISTS
    if subject in {"that", "this"}:
        return after not in DAYS and (
            after in _AFTER_THAT | TITLES or not _complement(words, index + 2, after, subject)
        )
    finite = after.endswith("s") and len(after) > 3 and after not in {"yes", "yours", "his"}
    return not (subject == "it" and finite) and after not in AUXILIARIES


def _complement(words: Sequence[Token], index: int, after: str, subject: str) -> bool:
    """Whether "is that" goes on with a clause of its own ("is that we never got it"); "is that you" doesn't."""
    if after == "you" and index + 1 == len(words):
        return False
    if after in {"the", "my", "our", "your"}:
        return subject == "that" and len(words) - index > _NOUN_PHRASE_WORDS
    return after.split("'")[0] in _CLAUSE_HEADS or after in AUXILIARIES


def asks_with_noun(words: Sequence[Token], index: int, start: int, stop: int, clear: bool) -> bool:
    """Whether an auxiliary with a noun or name after it asks: "is the office open", "… would Friday suit"."""
    if words[index].norm not in AUXILIARIES or index + 1 >= stop or words[index + 1].before:
        return False
    if text_from(words, index, 3, stop) in {"is now a", "is now an"}:
        return index == start or words[index - 1].norm not in _COMPLEMENT_NOUNS | SUBJECT_PRONOUNS
    return _at_border(words, index, start, stop) if clear else _in_line(words, index, stop)


def _at_border(words: Sequence[Token], index: int, start: int, stop: int) -> bool:
    norm, follows = words[index].norm, words[index + 1].norm
    named = follows in DETERMINERS or follows in TITLES or follows in DAYS
    if norm in _BARE_AUXILIARIES:
        someone = norm == "can" and (named or follows in {"someone", "somebody"})
        done = norm == "have" and named and any(w.norm in _HAPPENED for w in words[index + 3 : min(stop, index + 5)])
        return someone or done or (norm == "have" and follows == "any")
    if follows in NOT_A_SUBJECT | AUXILIARIES | OPENERS | WH_WORDS | PREPOSITIONS or follows in {
        "i",
        "you",
        "we",
        "they",
    }:
        return False
    if norm == "is" and (follows.split("-")[0] in NUMBERS or follows[0].isdigit()):
        return any(word.norm in _SUITABLE for word in words[index + 2 : min(stop, index + 7)])
    if norm in {"is", "was", "are", "were"} and follows.endswith("ing"):
        return False
    before = words[index - 1].norm if index > start and not words[index].before else ""
    if before in {"and", "plus"}:
        return named or norm in {"does", "did"} or follows in NUMBERS
    if before in _LEFT_OPEN:
        return False
    return before not in {"morning", "afternoon", "evening"} or follows in TITLES


def _in_line(words: Sequence[Token], index: int, stop: int) -> bool:
    """Inversion with a noun where no border shows: a modal before a determiner, or somebody asked for at the door."""
    norm, follows = words[index].norm, words[index + 1].norm
    if words[index - 1].norm in SUBJECT_PRONOUNS | WH_WORDS | {"to", "not"}:
        return False
    if norm in MODALS and norm not in {"might", "must", "may"}:
        return follows in (DETERMINERS - {"that", "this", "all", "some"}) | TITLES | (DAYS - {"today", "tomorrow"})
    if norm != "is" or follows in NOT_A_SUBJECT | SUBJECT_PRONOUNS or follows.endswith("ing"):
        return False
    rest = [word.norm for word in words[index + 2 : min(stop, index + 6)]]
    door = next((place for place, word in enumerate(rest[:2]) if word in _AT_THE_DOOR), None)
    return follows not in DETERMINERS and door is not None and all(word in OPENERS for word in rest[door + 1 :])
