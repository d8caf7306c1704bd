"""Which voice said each word of a mono recording: by time, then repaired where turns meet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import combinations, groupby

from callscore.conversation import Word
from callscore.spans import Span, intersect, merge

__all__ = ["assign_words"]

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

TIED = 0.02
"""Seconds by which shares of a word's time may differ and still be equal."""

HANDOVER = 0.5
"""Share of an overlap at a change of floor from which on its words are taken for those of the one who goes on."""

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

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")


def assign_words(
    words: Sequence[Word],
    voices: Sequence[Sequence[Span]],
    *,
    unfinished: Callable[[str], bool] | None = None,
) -> tuple[int, ...]:
    """Voice of each word.

    A word goes to the voice whose speech it shares most time with; in none, to the nearest; without times, or where
    voices share it equally, to the voice of the word before. Then a stray word or two inside another voice's sentence
    joins that sentence, and words at a boundary move to the side that they are said in one breath with.

    Parameters
    ----------
    words
        Words in order of time.
    voices
        Speech spans of each voice, in seconds.
    unfinished
        Whether a text breaks off in the middle of a clause. With it, a word or two that end a sentence go back to the
        voice whose clause they finish.

    Returns
    -------
    As many indices into `voices` as there are words.

    Raises
    ------
    ValueError
        When there are words and no voices.

    Examples
    --------
    >>> words = [Word("hello", 0.0, 0.5), Word("hi", 1.0, 1.2), Word("there", 2.6, 2.9)]
    >>> assign_words(words, ((Span(0.0, 0.6),), (Span(0.9, 1.3),)))
    (0, 1, 1)
    """
    if not words:
        return ()
    if not voices:
        raise ValueError(f"{len(words)} words and no voice to give them to")
    merged = [merge(spans) for spans in voices]
    owners = _by_time(words, merged)
    owners = _move_boundaries(words, owners, merged)
    if unfinished is not None:
        owners = _finish_sentences(words, owners, merged, unfinished)
    return tuple(_join_strays(words, owners, merged))


def _by_time(words: Sequence[Word], voices: Sequence[tuple[Span, ...]]) -> list[int]:
    starts = [[span.start for span in spans] for spans in voices]
    together = _overlaps(voices)
    owners: list[int] = []
    for word in words:
        previous = owners[-1] if owners else 0
        span = word.span
        if span is None:
            owners.append(previous)
            continue
        shares = [_share(span, spans, at) for spans, at in zip(voices, starts, strict=True)]
        best = max(shares)
        ties = [voice for voice, share in enumerate(shares) if share >= best - TIED]
        if previous not in ties:
            owners.append(ties[0])
            continue
        others = [voice for voice in ties if voice != previous]
        taken = bool(others) and _floor_taken(span.middle, voices[previous], voices[others[0]], together)
        owners.append(others[0] if taken else previous)
    return owners


def _floor_taken(time: float, holder: tuple[Span, ...], other: tuple[Span, ...], together: tuple[Span, ...]) -> bool:
    """Whether, where both speak, the words are by now those of the one who goes on when the holder stops."""
    both = next((span for span in _around(time, together) if span.contains(time)), None)
    if both is None or time < both.start + HANDOVER * both.duration:
        return False
    own = next((span for span in _around(time, holder) if span.contains(time)), None)
    new = next((span for span in _around(time, other) if span.contains(time)), None)
    return own is not None and new is not None and own.start < new.start and own.end < new.end


def _share(word: Span, spans: tuple[Span, ...], starts: list[float]) -> float:
    """Seconds of the word inside `spans`; where there are none, minus the seconds to the nearest span."""
    first = max(0, bisect_right(starts, word.start) - 1)
    shared = 0.0
    distance = float("inf")
    for span in spans[first:]:
        if span.start > word.end and distance < float("inf"):
            break
        shared += word.overlap(span)
        distance = min(distance, max(span.start - word.end, word.start - span.end, 0.0))
    return shared if shared > 0 else -distance


def _pause(words: Sequence[Word], index: int) -> float:
    """Seconds between word `index` - 1 and word `index`; 0.0 when not known or overlapping."""
    end, start = words[index - 1].end, words[index].start
    return max(0.0, start - end) if end is not None and start is not None else 0.0


def _move_boundaries(words: Sequence[Word], owners: list[int], voices: Sequence[tuple[Span, ...]]) -> list[int]:
    """Shift each change of voice by at most two words to a clearly longer pause or a sentence's end nearby."""
    owners = list(owners)
    for change in [i for i in range(1, len(words)) if owners[i] != owners[i - 1]]:
        before, after = owners[change - 1], owners[change]
        if before == after or _ends_sentence(words, change) or _pause(words, change) > CONTINUOUS:
            continue
        best, best_pause = change, _pause(words, change)
        for place in range(max(1, change - STRAY_WORDS), min(len(words), change + STRAY_WORDS + 1)):
            moved = range(place, change) if place < change else range(change, place)
            owner = before if place < change else after
            if not moved or any(owners[i] != owner or not _near_edge(words[i], voices[owner]) for i in moved):
                continue
            if place > change and all(_text(words[i]) in RECEIPTS for i in moved):
                continue  # a turn that opens with "okay", then a pause
            pause = _pause(words, place)
            clearer = pause >= best_pause + CLEARER_PAUSE
            if clearer or (_ends_sentence(words, place) and pause >= best_pause and not _ends_sentence(words, best)):
                best, best_pause = place, pause
        for i in range(best, change):
            owners[i] = after
        for i in range(change, best):
            owners[i] = before
    return owners


def _finish_sentences(
    words: Sequence[Word], owners: list[int], voices: Sequence[tuple[Span, ...]], unfinished: Callable[[str], bool]
) -> list[int]:
    """Give up to two words that end a sentence back to the voice whose clause they finish.

    Where both voices speak at once the clause may well have been cut off, so nothing is moved there.
    """
    owners = list(owners)
    together = _overlaps(voices)
    for change in [i for i in range(1, len(words)) if owners[i] != owners[i - 1]]:
        before, after = owners[change - 1], owners[change]
        tail = " ".join(word.text.strip() for word in words[max(0, change - TAIL_WORDS) : change])
        if before == after or not unfinished(tail) or _inside(words[change], together):
            continue
        for place in range(change + 1, min(len(words), change + STRAY_WORDS) + 1):
            moved = range(change, place)
            if any(owners[i] != after or not _near_edge(words[i], voices[after]) for i in moved):
                break
            if _ends_sentence(words, place):
                for i in moved:
                    owners[i] = before
                break
    return owners


def _overlaps(voices: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Where two voices or more speak at once."""
    return merge(span for one, two in combinations(voices, 2) for span in intersect(one, two))


def _join_strays(words: Sequence[Word], owners: list[int], voices: Sequence[tuple[Span, ...]]) -> list[int]:
    """Give runs of one or two words, between two runs of another voice and without a pause, to that voice."""
    owners = list(owners)
    runs = [list(group) for _, group in groupby(range(len(words)), key=owners.__getitem__)]
    for left, run, right in zip(runs, runs[1:], runs[2:], strict=False):
        around = owners[left[-1]]
        if len(run) > STRAY_WORDS or around != owners[right[0]]:
            continue
        if _pause(words, run[0]) > NO_PAUSE or _pause(words, right[0]) > NO_PAUSE:
            continue
        receipt = all(_text(words[i]) in RECEIPTS for i in run)
        sentence = _ends_sentence(words, run[0]) and _ends_sentence(words, right[0])
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
        for own in _around(span.middle, spans)
        for edge in (own.start, own.end)
        if own.start - BOUNDARY_REACH <= span.middle <= own.end + BOUNDARY_REACH
    )


def _inside(word: Word, spans: tuple[Span, ...]) -> bool:
    """Whether the word begins in one of `spans`."""
    return word.start is not None and any(span.contains(word.start) for span in _around(word.start, spans))


def _around(time: float, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The span under way at `time` and its neighbours, of merged spans in order."""
    place = bisect_right(spans, time, key=_start)
    return spans[max(0, place - 2) : place + 1]


def _start(span: Span) -> float:
    return span.start


def _ends_sentence(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence ends before word `index`."""
    return _SENTENCE_END.search(words[index - 1].text) is not None


def _text(word: Word) -> str:
    return word.text.lower().strip(" .,!?…\"'")
