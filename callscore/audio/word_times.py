"""From the recogniser's segments to words in the recording's time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from callscore.audio.clips import Clip
from callscore.conversation import Word
from callscore.spans import Span

__all__ = ["segment_words", "within_speech"]

NO_SPEECH_PROBABILITY = 0.6
"""Above it, and with a mean log probability below `LOG_PROBABILITY`, a clip is silence: Whisper's own rule."""

LOG_PROBABILITY = -1.0
"""Mean natural log probability of a clip's tokens; see `NO_SPEECH_PROBABILITY`."""

_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})


def segment_words(segment: Any, clip: Clip, offset: float, language: str) -> Iterator[Word]:
    """Words of one decoded segment.

    Parts of a word that faster-whisper times by themselves (``$1`` ``,250`` ``.50``) are joined, as the text has them;
    the least sure part's confidence is the word's. Where the model itself took the clip for silence, every word is
    flagged ``"outside_speech"``: batched decoding lets them through.

    Parameters
    ----------
    segment
        A ``faster_whisper.transcribe.Segment`` with words.
    clip
        What was heard.
    offset
        Seconds before the clip in what the recogniser was given.
    language
        Language code; some are written without spaces, and their words left as they are.
    """
    silent = segment.no_speech_prob > NO_SPEECH_PROBABILITY and segment.avg_logprob < LOG_PROBABILITY
    whole: list[tuple[str, float, float, float]] = []
    for part in segment.words or ():
        if whole and not part.word.startswith(" ") and language not in _WITHOUT_SPACES:
            text, start, _, probability = whole[-1]
            whole[-1] = (text + part.word, start, part.end, min(probability, part.probability))
        elif part.word.strip():
            whole.append((part.word, part.start, part.end, part.probability))
    for text, start, end, probability in whole:
        span = clip.recording_span(start - offset, max(start, end) - offset)
        confidence = round(min(1.0, max(0.0, float(probability))), 3)
        flag = "outside_speech" if silent else None
        yield Word(text.strip(), round(float(span.start), 3), round(float(span.end), 3), confidence, flag)


def within_speech(word: Word, speech: tuple[Span, ...]) -> Word:
    """The word, its time cut to the speech span that it shares most with; as it is when it lies in none.

    Alignment by attention lets words reach into the silence around them, first words above all.

    Examples
    --------
    >>> within_speech(Word("hello", 0.8, 1.4), (Span(1.0, 2.0),))
    Word(text='hello', start=1.0, end=1.4, confidence=None, flag=None)
    """
    span = word.span
    if span is None:
        return word
    best = max(speech, key=span.overlap, default=span)
    if span.overlap(best) <= 0:
        return word
    return replace(word, start=max(span.start, best.start), end=min(span.end, best.end))
