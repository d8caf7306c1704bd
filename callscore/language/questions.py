"""Questions of a turn: where each begins and ends, its form and kind, open or closed; question marks are not needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from callscore.language.clauses import is_unfinished
from callscore.language.function_words import (
    AUXILIARIES,
    FILLERS,
    OPENERS,
    SUBJECT_PRONOUNS,
    WH_CONTRACTED,
    WH_WORDS,
    word_set,
)
from callscore.language.question_dropped import dropped, indirect, is_polite
from callscore.language.question_ellipsis import ellipsis, fragment
from callscore.language.question_heard import (
    alternatives,
    asks_as_marked,
    asks_to_confirm,
    begins_anew,
    belongs_to_the_question_before,
    seldom_asks,
    takes_leave,
)
from callscore.language.question_inversion import asks_by_inversion, asks_with_noun
from callscore.language.question_kinds import Kind, is_open, kind_of
from callscore.language.question_onset import LIKELY, SURE, Form, Onset, begins_clause
from callscore.language.question_sentences import Sentence, fluent, question_end, sentences
from callscore.language.question_sound import misheard
from callscore.language.question_statements import declarative, tag
from callscore.language.question_wh import wh_in_place, wh_onset
from callscore.language.word_order import Token, tokens

__all__ = ["Form", "Kind", "Question", "find_questions"]

SURE_MARKED = 0.97
"""Confidence for a sentence that ends in a question mark."""
STATED = 0.6
"""Factor on the confidence of a question that its transcriber ended with a full stop."""
_RESTART_WORDS = 9
"""Words within which a question broken off is taken up again."""
_RESTARTS = OPENERS - word_set("quick quickly today tomorrow good great fine morning afternoon evening still again")
"""Words between a question broken off and its second beginning."""
REPORTED_FROM = 0.45
"""Least confidence at which a question is reported."""

_AFTERTHOUGHT = re.compile(
    r"^(do you (think|reckon|know|suppose|mind)|did you say|would you say|is it$|is it then\b|was it you said)\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a turn; `first` and `last` are character offsets into the turn's text, half-open."""

    first: int
    last: int
    text: str
    kind: Kind
    open: bool
    confidence: float
    form: Form


def find_questions(
    text: str, *, next_reply: str = "", heard: bool = False, doubtful: bool = False
) -> tuple[Question, ...]:
    """Questions in one party's turn, in order.

    Parameters
    ----------
    text
        The turn as said, with or without punctuation and capitals.
    next_reply
        What the other party says next: a yes or a no tells a declarative question from a statement, an answer an
        ellipsis.
    heard
        Whether a recogniser wrote the text down: its full stops are put after questions as well.
    doubtful
        Whether it mishears much, so that its question marks are doubted too and openings are known by their sound.

    Examples
    --------
    >>> [(q.text, q.kind, q.open) for q in find_questions("right is he a director and when's the rest coming")]
    [('is he a director', 'information', False), ("when's the rest coming", 'information', True)]
    >>> find_questions("I'll call you when I pay it.")
    ()
    """
    words = fluent(tokens(text))
    found: list[Question] = []
    for sentence in sentences(words, text):
        if heard and sentence.mark == ".":
            sentence = replace(sentence, mark="")
        spans = _doubted if doubtful else _spans
        after_question = bool(found) and words[sentence.start].first - found[-1].last <= 1
        if doubtful and after_question and belongs_to_the_question_before(words[sentence.start : sentence.stop]):
            continue
        for begin, stop, form, confidence in spans(words, sentence, next_reply):
            if confidence < REPORTED_FROM:
                continue
            first, last = words[begin].first, words[stop - 1].last
            if stop == sentence.stop and text[last : last + 1] == "?":
                last += 1
            follows = bool(found) and words[begin - 1].last <= found[-1].last
            if heard and follows and begins_anew(found[-1].text, text[first:last]):
                first = found.pop().first
            asked = text[first:last]
            reply = next_reply if stop == len(words) else ""
            kind = kind_of(asked, form, before=text[:first], after=text[last:], next_reply=reply)
            found.append(Question(first, last, asked, kind, is_open(asked, kind), round(confidence, 2), form))
    return tuple(found)


def _doubted(words: Sequence[Token], sentence: Sentence, next_reply: str) -> Iterator[tuple[int, int, Form, float]]:
    """The same where marks are doubted: a question mark makes its last question sure, a statement only with reason."""
    piece = words[sentence.start : sentence.stop]
    if takes_leave(piece):
        return
    marked = sentence.mark == "?"
    reply = next_reply if sentence.stop == len(words) else ""
    found = [
        (begin, stop, form, confidence)
        for begin, stop, form, confidence in _spans(words, replace(sentence, mark=""), next_reply)
        if not seldom_asks(words[begin:stop], form, answerable=marked or bool(reply))
    ]
    if not found and marked and asks_as_marked(piece, reply):
        found = [(sentence.start, sentence.stop, "declarative", LIKELY)]
    elif found and marked:
        joined = [place for place in found[1:] if words[place[0]].before == "soft"]
        *before, (begin, _, form, confidence) = [place for place in found if place not in joined]
        found = [*before, (begin, sentence.stop, form, max(confidence, SURE_MARKED))]
    guess = None if found else misheard(piece) or asks_to_confirm(piece, reply) or alternatives(piece, reply)
    if guess is not None:
        found = [(sentence.start + guess.index, sentence.stop, guess.form, guess.confidence)]
    yield from found


def _spans(words: Sequence[Token], sentence: Sentence, next_reply: str) -> Iterator[tuple[int, int, Form, float]]:
    """``(first word, word after the last, form, confidence)`` of each question in a sentence."""
    if sentence.mark == "?":
        yield _marked(words, sentence)
        return
    onsets = _onsets(words, sentence)
    if sentence.mark == ".":
        for first in onsets:
            if (
                first.strict
                and tag(words, sentence.start, first, sentence.stop)[1] != "tag"
                and not _short_tag(words, first, sentence.stop)
            ):
                yield first.index, sentence.stop, first.form, first.confidence * STATED
                return
        return
    floor = sentence.start
    for number, here in enumerate(onsets):
        limit = onsets[number + 1].index if number + 1 < len(onsets) else sentence.stop
        end = question_end(words, here, limit)
        begin, form = tag(words, floor, here, end)
        floor = end
        yield begin, end, form, here.confidence
    if not onsets:
        reply = next_reply if sentence.stop == len(words) else ""
        for guess in (wh_in_place, ellipsis, declarative, fragment):
            unmarked = guess(words[sentence.start : sentence.stop], reply)
            if unmarked is not None:
                yield sentence.start + unmarked.index, sentence.stop, unmarked.form, unmarked.confidence
                return


def _short_tag(words: Sequence[Token], here: Onset, stop: int) -> bool:
    """Whether only "isn't it" or the like is left of a stated sentence: not put as a question by who wrote it down."""
    return stop - here.index <= 2 and here.form == "inversion" and words[here.index].before != "hard"


def _marked(words: Sequence[Token], sentence: Sentence) -> tuple[int, int, Form, float]:
    """The one question of a sentence that ends in a question mark: from its first onset, or all of it."""
    onsets = _onsets(words, sentence)
    if onsets:
        begin, form = tag(words, sentence.start, onsets[0], sentence.stop)
        return begin, sentence.stop, form, SURE_MARKED
    piece = words[sentence.start : sentence.stop]
    for guess in (wh_in_place, ellipsis):
        unmarked = guess(piece, "?")
        if unmarked is not None:
            return sentence.start + unmarked.index, sentence.stop, unmarked.form, SURE_MARKED
    return sentence.start, sentence.stop, "declarative", SURE_MARKED


def _onsets(words: Sequence[Token], sentence: Sentence) -> list[Onset]:
    """Where questions begin in a sentence; restarts, alternatives, afterthoughts belong to the question before them."""
    found: list[Onset] = []
    for index in range(sentence.start, sentence.stop):
        here = _onset(words, index, sentence.start, sentence.stop)
        if here is None:
            continue
        if found and _continues(words, found[-1], here, sentence.stop):
            found[-1] = replace(found[-1], reach=max(found[-1].reach, here.reach))
            continue
        if found and _dropped_start(words, found[-1], here):
            here = replace(here, index=found.pop().index)
        found.append(here)
    return found


def _onset(words: Sequence[Token], index: int, start: int, stop: int) -> Onset | None:
    """The question that begins at word `index` of the sentence ``start <= i < stop``, or None."""
    clear = begins_clause(words, index, start)
    if words[index].norm in WH_WORDS or words[index].norm in WH_CONTRACTED:
        return wh_onset(words, index, start, stop, clear)
    if asks_by_inversion(words, index, stop, clear):
        form: Form = "indirect" if is_polite(words, index, stop) else "inversion"
        return Onset(index, form, SURE if clear else LIKELY, index + 1, strict=clear)
    if asks_with_noun(words, index, start, stop, clear):
        return Onset(index, "inversion", LIKELY, index + 2, strict=clear)
    return (indirect(words, index, stop) if clear else None) or dropped(words, index, start, stop, clear)


def _continues(words: Sequence[Token], last: Onset, here: Onset, stop: int) -> bool:
    """Whether an onset only goes on with the question before it."""
    before = words[here.index - 1].norm
    if here.index <= last.reach or before == "or" or before in FILLERS:
        return True
    if here.form == "ellipsis" and here.index - last.reach <= 2:
        return True
    if last.form == "indirect" and here.index - last.index <= 5:
        return True
    rest = " ".join(word.norm for word in words[here.index : stop])
    if stop - here.index <= 4 and _AFTERTHOUGHT.match(rest) and before not in OPENERS and not words[here.index].before:
        return True
    # "is this is this Travis": nothing was asked yet
    return here.index - last.reach <= 1 and words[here.index].norm == words[last.index].norm


def _dropped_start(words: Sequence[Token], last: Onset, here: Onset) -> bool:
    """Whether the question before was broken off and begun anew: "do you think you could um when could you do it"."""
    norms = [word.norm for word in words[last.index : here.index]]
    while norms and norms[-1] in _RESTARTS:
        norms.pop()
    hesitates = words[here.index].first - words[here.index - 1].last > 1 and not words[here.index].before
    broken = is_unfinished(" ".join(norms)) or (
        hesitates and bool(norms) and norms[-1] in AUXILIARIES | SUBJECT_PRONOUNS
    )
    return here.index - last.index <= _RESTART_WORDS and broken
