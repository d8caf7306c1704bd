"""Words at a change of voice put right: moved to the pause, the clause or the breath that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import groupby

from callscore.conversation import Word
from callscore.spans import Span

__all__ = ["around", "ends_sentence", "finish_sentences", "join_strays", "move_boundaries", "pause_before"]

STRAY_WORDS = 2
"""Words in a run that may be a slip of diarization, which errs by a few tenths of a second at turn boundaries."""

NO_PAUSE = 0.25
"""Seconds between words up to which they are said in one breath: about the time a floor change takes."""

CONTINUOUS = 0.04
"""Seconds between words up to which speech runs on, so that a boundary there may be misplaced: Whisper's word times
leave no gap inside a phrase, and a real floor change nearly always a longer one."""

CLEARER_PAUSE = 0.15
"""Seconds by which a pause must be longer than the one at the boundary for the boundary to move there."""

BOUNDARY_REACH = 0.5
"""Seconds from a diarization boundary within which its word may belong to the other side: half a usual window."""

NEAR_OVERLAP = 0.3
"""Seconds from an overlap in which the floor changes hands within which the sound says who speaks, and no pause or
clause moves a word: whoever is cut off leaves a clause open."""

TAIL_WORDS = 6
"""Words at a turn's end that show whether its clause is finished."""

RECEIPTS = frozenset(
    {
        "mhm",
        "mm-hm",
        "mm-hmm",
        "mm",
        "hmm",
        "uh-huh",
        "yeah",
        "yep",
        "okay",
        "ok",
        "right",
        "sure",
        "yes",
        "no",
        "alright",
    }
)
"""Words that are a whole turn: a voice that says only this in the middle of the other's turn probably did."""

_SENTENCE_END = re.compile(r"[.!?…][\"')]*$")


def move_boundaries(words: Sequence[Word], owners: list[int], voices: Sequence[tuple[Span, ...]]) -> list[int]:
    """Shift each change of voice by at most two words to a clearly longer pause or a sentence's end nearby."""
    owners = list(owners)
    for change in [i for i in range(1, len(words)) if owners[i] != owners[i - 1]]:
        before, after = owners[change - 1], owners[change]
        if before == after or ends_sentence(words, change) or pause_before(words, change) > CONTINUOUS:
            continue
        if _handed_over(words[change], voices[before], voices[after]):
            continue
        best, best_pause = change, pause_before(words, change)
        for place in range(max(1, change - STRAY_WORDS), min(len(words), change + STRAY_WORDS + 1)):
            moved = range(place, change) if place < change else range(change, place)
            owner = before if place < change else after
            if not moved or any(owners[i] != owner or not _near_edge(words[i], voices[owner]) for i in moved):
                continue
            if place > change and all(_text(words[i]) in RECEIPTS for i in moved):
                continue  # a turn that opens with "okay", then a pause
            pause = pause_before(words, place)
            clearer = pause >= best_pause + CLEARER_PAUSE
            if clearer or (ends_sentence(words, place) and pause >= best_pause and not ends_sentence(words, best)):
                best, best_pause = place, pause
        for i in range(best, change):
            owners[i] = after
        for i in range(change, best):
            owners[i] = before
    return owners


def finish_sentences(
    words: Sequence[Word], owners: list[int], voices: Sequence[tuple[Span, ...]], unfinished: Callable[[str], bool]
) -> list[int]:
    """Give up to two words that end a sentence back to the voice whose clause they finish.

    Where both voices speak at once the clause may well have been cut off, so nothing is moved there.
    """
    owners = list(owners)
    for change in [i for i in range(1, len(words)) if owners[i] != owners[i - 1]]:
        before, after = owners[change - 1], owners[change]
        tail = " ".join(word.text.strip() for word in words[max(0, change - TAIL_WORDS) : change])
        if before == after or not unfinished(tail) or _handed_over(words[change], voices[before], voices[after]):
            continue
        for place in range(change + 1, min(len(words), change + STRAY_WORDS) + 1):
            moved = range(change, place)
            if any(owners[i] != after or not _near_edge(words[i], voices[after]) for i in moved):
                break
            if ends_sentence(words, place):
                for i in moved:
                    owners[i] = before
                break
    return owners


def join_strays(words: Sequence[Word], owners: list[int], voices: Sequence[tuple[Span, ...]]) -> list[int]:
    """Give runs of one or two words, between two runs of another voice and without a pause, to that voice."""
    owners = list(owners)
    runs = [list(group) for _, group in groupby(range(len(words)), key=owners.__getitem__)]
    for left, run, right in zip(runs, runs[1:], runs[2:], strict=False):
        around = owners[left[-1]]
        if len(run) > STRAY_WORDS or around != owners[right[0]]:
            continue
        if pause_before(words, run[0]) > NO_PAUSE or pause_before(words, right[0]) > NO_PAUSE:
            continue
        receipt = all(_text(words[i]) in RECEIPTS for i in run)
        sentence = ends_sentence(words, run[0]) and ends_sentence(words, right[0])
        if (receipt or sentence) and _own_utterance(words, run, voices[owners[run[0]]]):
            continue
        for i in run:
            owners[i] = around
    return owners


def _own_utterance(words: Sequence[Word], run: list[int], spans: tuple[Span, ...]) -> bool:
    """Whether the voice that was given the run has a span of its own for it, no longer than a receipt."""
    start, end = words[run[0]].start, words[run[-1]].end
    if start is None or end is None:
        return False
    said = Span(start, max(start, end))
    return any(span.overlap(said) >= said.duration / 2 and span.duration <= said.duration + 1.0 for span in spans)


def _near_edge(word: Word, spans: tuple[Span, ...]) -> bool:
    """Whether the word ends within reach of a boundary of its voice's speech, so that it may not be its own."""
    span = word.span
    if span is None:
        return True
    return any(
        min(abs(span.middle - edge), abs(span.start - edge), abs(span.end - edge)) <= BOUNDARY_REACH
        for own in around(span.middle, spans)
        for edge in (own.start, own.end)
        if own.start - BOUNDARY_REACH <= span.middle <= own.end + BOUNDARY_REACH
    )


def pause_before(words: Sequence[Word], index: int) -> float:
    """Seconds between word `index` - 1 and word `index`; 0.0 when not known or overlapping."""
    end, start = words[index - 1].end, words[index].start
    return max(0.0, start - end) if end is not None and start is not None else 0.0


def _handed_over(word: Word, holder: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    """Whether the word begins in or near an overlap in which the holder stops and the other goes on."""
    if word.start is None:
        return False
    return any(
        own.start < new.start < own.end < new.end and new.start - NEAR_OVERLAP <= word.start < own.end + NEAR_OVERLAP
        for new in around(word.start, other)
        for own in around(new.start, holder)
    )


def around(time: float, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The span under way at `time` and its neighbours, of merged spans in order."""
    place = bisect_right(spans, time, key=_start)
    return spans[max(0, place - 2) : place + 1]


def _start(span: Span) -> float:
    return span.start


def ends_sentence(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence ends before word `index`."""
    return _SENTENCE_END.search(words[index - 1].text) is not None


def _text(word: Word) -> str:
    return word.text.lower().strip(" .,!?…\"'")
