"""Words from the transcript, times from the sound: a transcript's turns laid over the voices of the recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from callscore.conversation import Turn, Word, speech_of
from callscore.errors import TranscriptError
from callscore.spans import Span, total
from callscore.transcripts.fitting import placed, with_times
from callscore.transcripts.matching import Match, match_by_time
from callscore.transcripts.ordering import (
    ENOUGH_TURNS,
    Alignment,
    align_by_order,
    known_by_order,
    missing_warning,
    order_fit,
    surely_by_order,
)
from callscore.transcripts.placing import place_words, snapped, tokens

__all__ = ["Alignment", "align"]

BEYOND_END = 30.0
"""Seconds by which a transcript may run past the recording before it counts as another call's."""

LEAST_GAIN, LEAST_SURPRISE = 0.22, 3.0
"""Agreement above chance, and in standard deviations of chance, from which timed speech belongs to the sound. On
rendered calls with times rounded to seconds and moved by 0.7 s at random, true pairs gained 0.30 and more, pairs of
different calls up to 0.19."""

TIME_SLACK = ((0.92, 0.4), (0.7, 2.0), (0.0, 4.0))
"""Inaccuracy in seconds (standard deviation) of turn times that agree at least so well with the sound."""

FASTEST_RATE, SLOWEST_RATE = 32.0, 3.0
"""Characters a second of speech, outside of which nobody speaks for a whole call (ordinary: about 14)."""

GOOD_AGREEMENT = 0.8
"""Agreement from which the word times of a transcript are kept."""

TIMED_FIT_BELOW, MOVED_FIT_ABOVE, MOVED = 0.05, 0.03, 1.0
"""How far the mean of the agreements in time and in order may stay below that with few turns, and how far it must lie
above it where the clock had to be moved by more than a second, which gives chance a hundred tries. On cuts of 20-40 s
with times rounded and moved by 0.7 s at random, true pairs had 0.76 and more, other calls 0.77 and less unmoved."""


def align(turns: Sequence[Turn], voices: Sequence[Sequence[Span]], *, duration: float) -> Alignment:
    """Give every turn and word of a transcript its time in the sound.

    Speakers are matched to voices by overlap in time, or by the order and length of their turns when the transcript has
    no times. Times that agree with the sound are kept and snapped to the edges of speech; rough or missing ones are
    replaced: turns take the stretches of their voice that fit by time, order and length, words are laid over these by
    their spoken length. A constant offset between the two clocks is found and corrected.

    Parameters
    ----------
    turns
        In order, with `speaker` labels. When nobody is named, timed words go to the voice heard at their time.
    voices
        Speech of each voice of the recording (channels, or diarized voices), in seconds.
    duration
        Length of the recording in seconds.

    Returns
    -------
    Alignment
        The turns in the same order (unless nobody was named), with the recording's times.

    Raises
    ------
    TranscriptError
        When this is the transcript of another call: it ends far beyond the recording, its times agree with the sound no
        better than chance, or its text would have to be spoken at an impossible rate.

    Examples
    --------
    >>> from callscore.conversation import Role
    >>> said = [Turn(Role.AGENT, "Good morning.", speaker="agent"), Turn(Role.CUSTOMER, "Hello?", speaker="customer")]
    >>> found = align(said, [[Span(2.0, 2.5)], [Span(0.5, 1.5)]], duration=3.0)
    >>> dict(found.voice_of), found.turns[0].start
    ({'agent': 1, 'customer': 0}, 0.5)
    """
    spoken = [turn for turn in turns if turn.text]
    if not spoken or not any(total(voice) > 0 for voice in voices):
        what = "the transcript has no words" if not spoken else "no speech was found in the recording"
        raise TranscriptError(f"{what}, so the two can't be aligned; check that both files are the right ones")
    _check_rate(spoken, voices)
    if all(turn.span is not None for turn in spoken):
        return _align_timed(tuple(turns), voices, duration)
    return known_by_order(turns, voices)


def _check_rate(turns: Sequence[Turn], voices: Sequence[Sequence[Span]]) -> None:
    """Refuse a text that is far too long or short for the speech."""
    characters = sum(len(turn.text) for turn in turns)
    heard = total(span for voice in voices for span in voice)
    rate = characters / heard
    if not SLOWEST_RATE <= rate <= FASTEST_RATE:
        raise TranscriptError(
            f"transcript of another call? {characters} characters of text for {heard:.0f} s of speech are {rate:.1f} a"
            " second (people speak about 14); give the transcript of this recording"
        )


def _align_timed(turns: tuple[Turn, ...], voices: Sequence[Sequence[Span]], duration: float) -> Alignment:
    """Alignment of a transcript with times."""
    latest = max(turn.end or 0.0 for turn in turns)
    if latest > duration + BEYOND_END:
        raise TranscriptError(
            f"transcript of another call? It ends at {latest:.1f} s, the recording at {duration:.1f} s;"
            " give the transcript of this recording"
        )
    if len(voices) > 1 and {turn.speaker for turn in turns} == {""}:
        turns = split_by_voice(turns, voices)
    labels = tuple(dict.fromkeys(turn.speaker for turn in turns))
    speech = {label: speech_of(turn for turn in turns if turn.speaker == label)[0] for label in labels}
    match = match_by_time(speech, voices, duration=duration)
    if not _agrees_in_time(match, turns, voices):
        return _despite_times(match, turns, voices)
    warnings = _offset_warning(match)
    if match.agreement >= GOOD_AGREEMENT and all(turn.words_timed for turn in turns if turn.text):
        timed = tuple(_moved(turn, voices[match.voice_of[turn.speaker]], match.offset) for turn in turns)
        return Alignment(timed, match.voice_of, match.agreement, match.offset, match.confidence, warnings)
    slack = next(seconds for least, seconds in TIME_SLACK if match.agreement >= least)
    placement = placed(turns, voices, match.voice_of, offset=match.offset, slack=slack)
    timed, missing = with_times(turns, placement, match.offset)
    return Alignment(
        timed,
        match.voice_of,
        match.agreement,
        match.offset,
        match.confidence,
        (*warnings, *missing_warning(missing, timed)),
        missing,
    )


def _agrees_in_time(match: Match, turns: tuple[Turn, ...], voices: Sequence[Sequence[Span]]) -> bool:
    """Whether times show that the transcript is the call's; with few turns, their order and lengths must say so too."""
    spoken = [turn for turn in turns if turn.text]
    if len(spoken) >= ENOUGH_TURNS:
        return match.agreement - match.chance >= LEAST_GAIN and match.surprise >= LEAST_SURPRISE
    order = align_by_order(turns, voices)
    ease = -MOVED_FIT_ABOVE if abs(match.offset) > MOVED else TIMED_FIT_BELOW
    return (match.agreement + order.agreement) / 2 >= order_fit(spoken) - ease


def _despite_times(match: Match, turns: tuple[Turn, ...], voices: Sequence[Sequence[Span]]) -> Alignment:
    """Alignment by order and length of a transcript whose times don't fit."""
    found = align_by_order(turns, voices)
    if not surely_by_order(found, turns, voices):
        raise TranscriptError(
            f"transcript of another call? Its times agree with the sound by {match.agreement:.2f} of 1, and"
            f" {match.chance:.2f} would be chance; give the transcript of this recording"
        )
    doubt = (
        f"the transcript's times don't fit the sound (agreement {match.agreement:.2f}, chance {match.chance:.2f}):"
        " its words were placed by their order and length"
    )
    return replace(found, warnings=(doubt, *found.warnings))


def split_by_voice(turns: Sequence[Turn], voices: Sequence[Sequence[Span]]) -> tuple[Turn, ...]:
    """Turns without speakers cut into turns of voices: each word goes to the voice heard at its time."""
    from callscore.transcripts.merging import merge_pieces
    from callscore.transcripts.raw import pieces_of_words

    tagged: list[tuple[str, Word]] = []
    current = 0
    for turn in turns:
        span = turn.span
        words = turn.words if turn.words_timed else ()
        if not words and span is not None:
            words = place_words([Word(text) for text in tokens(turn.text)], [span])
        for word in words:
            at = word.span
            heard = [sum(at.overlap(s) for s in voice) if at else 0.0 for voice in voices]
            if max(heard) > 0:
                current = heard.index(max(heard))
            tagged.append((f"voice_{current}", word))
    return merge_pieces(pieces_of_words(tagged))


def _moved(turn: Turn, speech: Sequence[Span], offset: float) -> Turn:
    """A turn with timed words on the recording's clock, its words snapped to the speech."""
    span = turn.span
    if not turn.words or span is None:
        return (
            turn
            if span is None
            else replace(turn, start=max(0.0, span.start + offset), end=max(0.0, span.end + offset))
        )
    near = [s for s in speech if s.end > span.start + offset - 1.0 and s.start < span.end + offset + 1.0]
    words = tuple(snapped(word, near, offset) for word in turn.words)
    starts = [word.start for word in words if word.start is not None]
    ends = [word.end for word in words if word.end is not None]
    return replace(turn, words=words, start=min(starts), end=max(ends))


def _offset_warning(match: Match) -> tuple[str, ...]:
    if not match.offset:
        return ()
    return (f"the transcript's clock is off by {-match.offset:+.1f} s against the recording; its times were corrected",)
