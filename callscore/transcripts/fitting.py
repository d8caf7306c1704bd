"""A transcript's turns as lines with an expected length, placed on the speech of their voices; and their fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from callscore.conversation import Turn, Word
from callscore.spans import Span, total
from callscore.transcripts.placing import place_words, spoken_length, tokens
from callscore.transcripts.sequence import Line, Placement, speech_of_lines

__all__ = ["assignments", "fit_of", "placed", "texts_exchanged", "with_times"]

RATE_LIMITS = (6.0, 25.0)
"""Letters a second, as `spoken_length` counts, between which a voice's own speaking rate is believed."""

ORDINARY_RATE = 14.0
"""Letters a second where a voice gives no rate of its own (about 160 words a minute)."""


def assignments(labels: tuple[str, ...], count: int) -> list[dict[str, int]]:
    """Every way to give labels voices of their own; in order of appearance when there are too few voices."""
    if len(labels) > count or count > 4:
        return [{label: min(i, count - 1) for i, label in enumerate(labels)}]
    return [dict(zip(labels, chosen, strict=True)) for chosen in permutations(range(count), len(labels))]


def _lines(
    turns: Sequence[Turn], voices: Sequence[Sequence[Span]], voice_of: Mapping[str, int], *, offset: float, slack: float
) -> list[Line]:
    """The turns as lines to be placed: expected seconds from each voice's own speaking rate."""
    lengths = [spoken_length(turn.text) for turn in turns]
    rates: dict[int, float] = {}
    for voice in set(voice_of.values()):
        heard = total(voices[voice])
        said = sum(n for n, turn in zip(lengths, turns, strict=True) if voice_of[turn.speaker] == voice)
        rates[voice] = min(RATE_LIMITS[1], max(RATE_LIMITS[0], said / heard)) if heard > 0 else ORDINARY_RATE
    lines: list[Line] = []
    for turn, length in zip(turns, lengths, strict=True):
        voice = voice_of[turn.speaker]
        span = turn.span
        stated = Span(max(0.0, span.start + offset), max(0.0, span.end + offset)) if span else None
        lines.append(Line(voice, length / rates[voice], stated, slack))
    return lines


def placed(
    turns: Sequence[Turn],
    voices: Sequence[Sequence[Span]],
    voice_of: Mapping[str, int],
    *,
    offset: float = 0.0,
    slack: float = 1.0,
) -> Placement:
    """The turns placed on the speech of their voices; `slack` is the inaccuracy of their stated times in seconds."""
    return speech_of_lines(_lines(turns, voices, voice_of, offset=offset, slack=slack), voices)


def with_times(turns: Sequence[Turn], placement: Placement, offset: float) -> tuple[tuple[Turn, ...], int]:
    """Turns on their speech; those without any are put at their stated time or after the turn before, and counted."""
    timed: list[Turn] = []
    missing = 0
    clock = 0.0
    for turn, speech in zip(turns, placement.speech, strict=True):
        words = turn.words or tuple(Word(text) for text in tokens(turn.text))
        if not speech:
            missing += bool(turn.text)
            span = turn.span
            start = max(0.0, span.start + offset) if span else clock
            length = span.duration if span else len(turn.text) / ORDINARY_RATE
            speech = (Span(start, start + length),)
        timed.append(replace(turn, start=speech[0].start, end=speech[-1].end, words=place_words(words, speech)))
        clock = speech[-1].end
    return tuple(timed), missing


def fit_of(
    turns: Sequence[Turn], voices: Sequence[Sequence[Span]], voice_of: Mapping[str, int], placement: Placement
) -> float:
    """How well lengths and speech agree, 0-1: smaller over larger, summed over turns and left-over speech."""
    lines = _lines(turns, voices, voice_of, offset=0.0, slack=1.0)
    small = large = 0.0
    for line, speech in zip(lines, placement.speech, strict=True):
        heard = total(speech)
        small += min(heard, line.expected)
        large += max(heard, line.expected)
    used = total(span for speech in placement.speech for span in speech)
    left = max(0.0, sum(total(voices[v]) for v in set(voice_of.values())) - used)
    return small / (large + left) if large + left > 0 else 0.0


def texts_exchanged(turns: Sequence[Turn], quarters: int = 2) -> tuple[Turn, ...]:
    """The same speakers in the same order, each one's texts moved on by quarters of its turns, as chance would."""
    exchanged = list(turns)
    for label in dict.fromkeys(turn.speaker for turn in turns):
        places = [index for index, turn in enumerate(turns) if turn.speaker == label]
        by = max(1, len(places) * quarters // 4) % len(places)
        for place, other in zip(places, places[by:] + places[:by], strict=True):
            exchanged[place] = replace(turns[place], text=turns[other].text, words=())
    return tuple(exchanged)
