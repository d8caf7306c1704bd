"""Questions by a wh-word: with inversion, with the wh-word as subject, without inversion, or left in its place."""

from __future__ import annotations

from collections.abc import Sequence

from callscore.language.function_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FILLERS,
    MID_ADVERBS,
    MODALS,
    OPENERS,
    SUBJECT_PRONOUNS,
    TITLES,
    VOCATIVES,
    WH_CONTRACTED,
    WH_WORDS,
    agrees,
    word_set,
)
from callscore.language.question_inversion import NOT_A_SUBJECT
from callscore.language.question_onset import GUESSED, LIKELY, SURE, Onset
from callscore.language.word_order import Token, inverted

__all__ = ["content_start", "wh_in_place", "wh_onset"]


_COGNITION = word_set(
    "know see tell told say said understand explain wonder wondering asked asking remember idea sure matter check"
)
"""Words that a wh-clause completes whatever its order: "I don't know what's going on"."""
_EMBEDS = _COGNITION | word_set(
    "knows knew sees tells says saying explained about of find out figure is was that's ask hear heard depends "
    "depending "
    "exactly regardless if show shown showing on to for with from by at in than here's decide decided choose "
    "discuss confirm "
    "confirming list note be i'm it's not understanding forget forgot believe hoping based knowing seeing "
    "whatever no into "
    "over get gets realise realize"
)
"""Words after which a wh-clause is a part of the sentence, not a question."""
_TELLS = word_set(
    "tell tells told telling show shows showing ask asks asked asking give gave explain remind inform sees let"
)
"""Verbs with a person and a wh-clause after them: "I'll show you how"."""
_PEOPLE = word_set("you me us him her them it")
_NOUNS = word_set(
    "time day date kind kinds sort sorts type amount bank card number email address part month week year way "
    "reason reference "
    "plan name figure colour company job work line one one's ones much many long often soon far late early old "
    "come about "
    "else exactly happened changed would other details invoice invoices account bill method state city country "
    "branch person "
    "payment option"
)
"""Nouns and measures that a wh-word asks for: "what day", "how long"."""
_NOUNS_IN_LINE = word_set("time day date one one's kind sort amount")
"""Those that ask even where no border of a clause shows."""
_SUBJECT_VERBS = word_set(
    "happened changed makes made told gave said handles handled pays paid works worked caused went took takes "
    "helps signed "
    "signs deals authorised authorized authorises else about brings brought stopped stops comes prompted suits "
    "sits runs looks "
    "does did owns sent answered received opened approved approves decides decided"
)
"""Verbs with a wh-word as their subject: "who signed", "what changed"."""
_FARES = word_set("doing keeping feeling been getting today going")
"""After "how you": asked in passing, without its verb."""
_DO_SUPPORT = MODALS | word_set("do does did don't doesn't didn't")
_BE_HAVE = word_set("is are was were has have had")


def wh_onset(words: Sequence[Token], index: int, start: int, stop: int, clear: bool) -> Onset | None:
    """A wh-question that begins at `index`, or None; free relatives and reported questions are none."""
    norm = words[index].norm
    before = words[index - 1].norm if index > start and not words[index].before else ""
    rest = [word.norm for word in words[index + 1 : min(stop, index + 8)]]
    told = before in _PEOPLE and index >= 2 and words[index - 2].norm in _TELLS
    embedded = (before in _EMBEDS or told) and not clear
    ahead = _inversion_after(words, index, stop, clear)
    confidence = SURE if clear else LIKELY
    if (
        embedded
        and ahead is not None
        and words[ahead].norm in _DO_SUPPORT | {"d'you"}
        and before not in {"ask", "asked"}
    ):
        return Onset(index, "wh", confidence, ahead + 1)
    if embedded and (before in _COGNITION or told or norm in WH_CONTRACTED or not rest):
        return None
    if norm in WH_CONTRACTED:
        return Onset(index, "wh", confidence, index, strict=clear) if _contracted(norm, rest, clear) else None
    if not rest:
        bare = clear and norm != "which" and before not in {"so", "or", "but"}
        return Onset(index, "wh", GUESSED, index) if bare else None
    if ahead is not None and not (embedded and ahead - index == 1 and rest[0] in _BE_HAVE):
        return Onset(index, "wh", confidence, ahead + 1, strict=clear)
    if embedded:
        return None
    relative = norm == "which" and words[index].before == "soft"
    if _phrase(norm, rest, clear) or _subject(norm, rest, clear and not relative, before) or _noun(norm, rest, clear):
        return Onset(index, "wh", LIKELY, index + 1)
    return _uninverted(norm, rest, index, clear, stop - index)


def _contracted(norm: str, rest: list[str], clear: bool) -> bool:
    """Whether "what's", "who's" … asks; "what's more", "what's gonna happen is" and a relative "who's" don't."""
    if norm.startswith("who") and not clear and (norm != "who's" or rest[:1] not in (["the"], ["your"], ["paying"])):
        return False
    if norm.startswith("what") and rest[:1] in (["more"], ["happened"], ["known"]) and len(rest) > 1:
        return False
    cleft = next((place for place, word in enumerate(rest[1:6], 1) if word == "is"), None)
    return not norm.startswith("what") or cleft is None or rest[0] == "the" or rest[cleft + 1 : cleft + 2] == ["it"]


def _inversion_after(words: Sequence[Token], index: int, stop: int, clear: bool) -> int | None:
    """Index of the auxiliary in question order up to four words on ("how many of those did you"), or None."""
    wh = words[index].norm
    if words[index + 1].norm in {"happens", "happened", "matters", "counts"} if index + 1 < stop else True:
        return None
    for ahead in range(index + 1, min(stop - 1, index + 5)):
        norm, follows = words[ahead].norm, words[ahead + 1].norm
        if words[ahead].before or norm in MID_ADVERBS | CONJUNCTIONS:
            return None
        stem = norm.split("'")[0]
        if stem in SUBJECT_PRONOUNS and norm not in {"that", "this", "those", "these"}:
            return None
        if norm in DETERMINERS and words[ahead - 1].norm != "of":
            return None
        if norm != "d'you" and norm not in AUXILIARIES:
            continue
        if norm == "d'you" or inverted(words, ahead):
            return ahead
        direct = ahead == index + 1
        if wh == "who" and direct and follows in {"i", "you", "this"} and agrees(norm, follows):
            return ahead
        if wh == "which" and direct and norm in _BE_HAVE:
            return None
        named = follows in DETERMINERS or follows in TITLES
        bare = clear and direct and follows not in NOT_A_SUBJECT and norm not in MODALS
        return ahead if ((direct or wh in {"what", "which", "how"}) and named) or bare else None
    return None


def _phrase(norm: str, rest: list[str], clear: bool) -> bool:
    """Set phrases: "what about the rest", "how come", "why not", "which of those", "what happens then"."""
    head = rest[0]
    if head in {"about", "else", "come"} and norm in {"what", "how", "who", "where", "when"}:
        return True
    if norm == "why" and (head in {"not", "don't"} or (clear and (head in AUXILIARIES or head in {"pay", "wait"}))):
        return True
    if norm == "what" and head == "happens" and rest[1:2] in (["then"], ["if"], ["when"], ["next"], ["now"], []):
        return "is" not in rest
    if not clear:
        return False
    if (norm == "what" and head == "if") or (norm in {"which", "how", "what"} and head == "of"):
        return True
    return rest[:2] in (["the", "hell"], ["on", "earth"]) or (norm == "what" and rest[:2] == ["was", "going"])


def _subject(norm: str, rest: list[str], clear: bool, before: str) -> bool:
    """The wh-word as subject of a finite verb: "who signed", "what would be better"; not "people who signed"."""
    head = rest[0]
    if norm not in {"who", "what", "which"} or not (head in _SUBJECT_VERBS or head in MODALS):
        return False
    if "is" in rest[1:5] or rest[1:2] == ["was"]:
        return False
    in_line = norm == "what" and (head == "happened" or (head == "would" and rest[1:2] in (["be"], ["feel"], ["work"])))
    return clear or in_line or (norm == "who" and before in _PEOPLE)


def _noun(norm: str, rest: list[str], clear: bool) -> bool:
    """A wh-word with what it asks for: "what day", "how much", "which one's easier"."""
    head = rest[0]
    if (
        norm not in {"what", "which", "how"}
        or head not in _NOUNS
        or (norm == "which" and head in {"would", "happened"})
    ):
        return False
    if norm == "which" and len(rest) > 1 and rest[1] in {"works", "suits", "would", "do", "did", "is"}:
        return True
    return clear or head in _NOUNS_IN_LINE


def _uninverted(norm: str, rest: list[str], index: int, clear: bool, length: int) -> Onset | None:
    """Subject before verb, as in Indian and African English: "why you did not pay", "what respect you want"."""
    subject = rest[0]
    wanted = len(rest) > 2 and rest[1] == "you" and (rest[2] == "want" or (clear and rest[2] == "can"))
    if norm in {"what", "which", "how"} and wanted and (clear or norm == "what"):
        return Onset(index, "wh", LIKELY, index + 2)
    if subject not in SUBJECT_PRONOUNS or len(rest) < 2:
        return None
    verb = rest[1]
    if norm == "how" and subject == "you" and verb in _FARES:
        return Onset(index, "wh", LIKELY, index + 2)
    blames = norm == "why" and subject == "you" and verb in AUXILIARIES
    if not clear and verb != "gonna" and not blames:
        return None
    if verb in {"gonna", "going", "planning", "paying"} or (verb.endswith("ing") and norm not in {"what", "which"}):
        return Onset(index, "wh", LIKELY, index + 2)
    if norm == "why" and subject in {"you", "he", "she", "they"}:
        return Onset(index, "wh", LIKELY, index + 2)
    promised = verb in {"will", "are", "can", "want"} and length <= 8
    if norm in {"when", "where", "how"} and subject == "you" and promised:
        return Onset(index, "wh", GUESSED, index + 2)
    return None


def wh_in_place(words: Sequence[Token], reply: str) -> Onset | None:
    """A wh-word left in its place at the end: "you will pay when", "and that's for how much"."""
    del reply  # the form is enough; the signature is that of the other guesses
    norms = [word.norm for word in words]
    wide = len(norms) > 1 and norms[-2] in WH_WORDS and norms[-1] in {"much", "many", "one", "time", "day", "date"}
    place = len(norms) - (2 if wide else 1)
    if place < 1 or norms[place] not in WH_WORDS:
        return None
    before = norms[place - 1]
    if before in _COGNITION | {"you", "not", "is", "me", "or", "so", "that's", "guess", "no"} or "matter" in norms:
        return None
    if place < 2 and before not in {"to", "for", "from", "with", "by", "until", "since", "you're", "a"}:
        return None
    return Onset(content_start(words), "wh", LIKELY, len(words) - 1)


def content_start(words: Sequence[Token]) -> int:
    """Index of the first word that is no discourse marker, filler or vocative."""
    openers = OPENERS | FILLERS | VOCATIVES
    return next((index for index, word in enumerate(words) if word.norm not in openers), 0)
