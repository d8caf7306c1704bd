"""When private numbers are said on a call: the stretches of its recording that are to be muted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from callscore.conversation import Conversation, Turn
from callscore.errors import TranscriptError
from callscore.privacy import KEPT, MASK
from callscore.privacy.masking import masked, word_places
from callscore.privacy.numbers import ITEM, LINK, PLAIN
from callscore.spans import Span, merge

__all__ = ["PADDING_SECONDS", "Stretch", "private_stretches"]

PADDING_SECONDS = 0.35
"""Seconds muted before and behind a private number: words' times are off by about 0.1 s, at worst a few tenths."""


_DIGITS = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the recording in which something private is said.

    Parameters
    ----------
    span
        Seconds on the recording, padding included.
    whole_turn
        Whether it is a whole turn, because the times of its words aren't known.
    """

    span: Span
    whole_turn: bool


def private_stretches(conversation: Conversation, *, padding: float = PADDING_SECONDS) -> tuple[Stretch, ...]:
    """Where private numbers are said, in order and merged; the last four digits, which stay in writing, are in them.

    Parameters
    ----------
    conversation
        A call, masked or not.
    padding
        Seconds before and behind.

    Raises
    ------
    TranscriptError
        When something private is said in a turn that has no time, so that its place in the sound isn't known.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0.0-4.0 agent: And the security code?", "5.0-7.0 customer: It's 123.")
    >>> [stretch] = private_stretches(call, padding=0.5)
    >>> round(stretch.span.start, 1), stretch.span.end, stretch.whole_turn
    (5.5, 7.5, False)
    """
    hidden = masked(conversation).turns
    texts = [turn.text.replace("\n", " ") for turn in hidden]
    whole = "\n".join(texts)
    private = _private(whole)
    found: list[Stretch] = []
    begins = [0, *(end + index for index, end in enumerate(accumulate(map(len, texts)), start=1))]
    for number, turn in enumerate(conversation.turns):
        first, last = begins[number], begins[number] + len(texts[number])
        own = private[first:last]
        if any(own) or any(MASK in word.text for word in hidden[number].words):
            found += _stretches(turn, own, number, padding)
    exact = merge(stretch.span for stretch in found)
    rough = [stretch.span for stretch in found if stretch.whole_turn]
    return tuple(Stretch(span, any(span.start <= one.start and one.end <= span.end for one in rough)) for span in exact)


def _private(text: str) -> bytearray:
    """1 for each character of a hidden number, and of the last digits that were left of it."""
    marks = bytearray(character == MASK for character in text)
    plain = bytearray(len(text))
    for match in PLAIN.finditer(text):
        plain[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for run in re.finditer(rf"{MASK}(?=[^{MASK}]|$)", text):
        at, kept = run.end(), 0
        while kept < KEPT and (next_ := _next_digits(text, at)) is not None and not plain[next_[0]]:
            at, kept = next_[1], kept + next_[2]
        if kept == KEPT:
            marks[run.end() : at] = b"\1" * (at - run.end())
    return marks


def _next_digits(text: str, at: int) -> tuple[int, int, int] | None:
    """First and last character (exclusive) and count of the digits that follow with nothing said between."""
    rest = _DIGITS.match(text, at)  # "••••••••5678": the rest of the same word
    if rest is not None:
        return *rest.span(), len(rest[0])
    link = LINK.match(text, at)
    item = None if link is None else ITEM.match(text, link.end())
    if item is None:
        return None
    digits = len(item[0]) if item[0].isdigit() else len(re.split(r"[ -]", item[0]))
    return *item.span(), digits


def _stretches(turn: Turn, private: bytes | bytearray, number: int, padding: float) -> Iterator[Stretch]:
    """The stretches of one turn: by its words' times where all are known and spell it, else the whole turn."""
    places, times = word_places(turn), [span for word in turn.words if (span := word.span) is not None]
    if places and len(times) == len(places):
        # What lies between two words of a number is muted with them: a digit may not have been recognised.
        timed = [(place, time) for place, time in zip(places, times, strict=True) if place[0] < place[1]]
        for said, words in groupby(timed, key=lambda word: any(private[word[0][0] : word[0][1]])):
            spans = [span for _, span in words]
            if said:
                yield Stretch(_padded(min(s.start for s in spans), max(s.end for s in spans), padding), False)
        return
    span = turn.span
    if span is None:
        raise TranscriptError(
            f"turn {number + 1} holds a private number and has no time, so it can't be muted in the recording; "
            "give a transcript with times, or let the recording be recognised"
        )
    yield Stretch(_padded(span.start, span.end, padding), True)


def _padded(start: float, end: float, padding: float) -> Span:
    return Span(max(0.0, start - padding), end + padding)
