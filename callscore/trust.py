"""How far a call's times and words can be trusted, and what is said where they can't."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

__all__ = ["DEMO_RECOGNISER", "MIN_DEMO_CONFIDENCE", "TimingSource", "doubt_about_words", "timing_confidence"]


class TimingSource(StrEnum):
    """What the times were measured on, from best to none.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> make_call("agent: Hello?", timed=False).timing_source
    <TimingSource.NONE: 'none'>
    """

    AUDIO = "audio"
    WORDS = "words"
    TURNS = "turns"
    NONE = "none"


TIMING_CONFIDENCE = {
    TimingSource.AUDIO: 0.95,
    TimingSource.WORDS: 0.85,
    TimingSource.TURNS: 0.5,
    TimingSource.NONE: 0.0,
}
"""How far a time measured on each source is trusted when nothing finer is known (a judgement, not a measurement)."""

ROUGH_TIMING_CONFIDENCE = 0.2
"""The same where a transcript's times are rough: below what a rubric judges on by default."""

NOISY_DB = 10.0
NOISE_LOSS = 0.16
NOISE_LEAST = 0.2
"""Below 10 dB of speech over noise each dB takes 0.16 of that trust, down to a fifth: on rendered calls among the
voices of an office a quarter of the speech was wrong at 9 dB, half of it at 4 dB, and talk shares were up to 23 points
off."""

MIN_WORD_CONFIDENCE = 0.5
"""Mean confidence of recognised words below which nothing that rests on words is judged. A recogniser out of its depth
gave 0.42 on a real call (one word in ten right); where it was half right it gave 0.55 to 0.62."""

DEMO_RECOGNISER = "demo"
"""The recogniser that ships with callscore: very small, and taught by synthetic voices only."""

MIN_DEMO_CONFIDENCE = 0.8
"""Mean confidence of the demo recogniser's words below which nothing that rests on them is judged. Its guesses sound
surer than a large model's: it gave 0.51 to 0.58 to three real calls, where nearly every word was wrong, and 0.91 to
0.94 to the sample calls, where one in ten was (`tests/benchmarks/measure_recognition.py` says what it gives now)."""

MIN_LATIN_SHARE = 0.8
"""Share of plain Latin letters below which a text can't be English."""


def timing_confidence(
    source: TimingSource, *, rough: bool = False, diarization: float | None = None, snr_db: float | None = None
) -> float:
    """How far times can be trusted, 0 to 1.

    Parameters
    ----------
    source
        What they were measured on.
    rough
        Whether a transcript's times look invented or rounded.
    diarization
        0-1: how surely the voices were told apart, where they share a channel.
    snr_db
        Speech over noise, where there is a recording.

    Examples
    --------
    >>> timing_confidence(TimingSource.AUDIO), timing_confidence(TimingSource.AUDIO, snr_db=5.0)
    (0.95, 0.19)
    """
    confidence = ROUGH_TIMING_CONFIDENCE if rough else TIMING_CONFIDENCE[source]
    confidence = confidence if diarization is None else min(confidence, diarization)
    if snr_db is None or snr_db >= NOISY_DB or source is not TimingSource.AUDIO:
        return confidence
    return confidence * max(NOISE_LEAST, 1 - NOISE_LOSS * (NOISY_DB - snr_db))


def doubt_about_words(
    texts: Sequence[str], *, language: str = "en", recogniser: str | None = None, confidence: float | None = None
) -> str:
    """Why nothing that rests on words can be judged; empty when it can.

    Parameters
    ----------
    texts
        What was said, turn by turn.
    language
        Its code.
    recogniser
        The model that wrote it down; None for a person, or somebody else's.
    confidence
        0-1: mean confidence of its words.

    Examples
    --------
    >>> doubt_about_words(["Hello."]), doubt_about_words([" "])
    ('', 'no words are known')
    >>> doubt_about_words(["Hello."], recogniser="small.en", confidence=0.4)
    'the words were recognised too unsurely: mean confidence 0.40, needs 0.50'
    """
    if not any(text.strip() for text in texts):
        return "no words are known"
    if language.split("-")[0].lower() != "en":
        return f"the call is in {language!r}, and phrasing is known for English only"
    letters = [character for text in texts for character in text if character.isalpha()]
    if letters and sum(character.isascii() for character in letters) < MIN_LATIN_SHARE * len(letters):
        return "the words are not in Latin letters, and phrasing is known for English only"
    demo = recogniser == DEMO_RECOGNISER
    least = MIN_DEMO_CONFIDENCE if demo else MIN_WORD_CONFIDENCE
    if confidence is None:
        return "the demo recogniser's words come without confidence" if demo else ""
    if confidence < least:
        by = " by the demo recogniser" if demo else ""
        return f"the words were recognised too unsurely{by}: mean confidence {confidence:.2f}, needs {least:.2f}"
    return ""
