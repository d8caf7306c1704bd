"""A heard recording and its transcript make a conversation: words from the transcript, times from the sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from os import PathLike

from callscore.conversation import Conversation, Turn
from callscore.doubts import doubts
from callscore.errors import TranscriptError
from callscore.listening.assembly import assemble
from callscore.listening.hearing import Heard, told_apart
from callscore.roles import RoleDecision, resolve_roles
from callscore.spans import Span, intersect, merge
from callscore.transcripts.alignment import Alignment

__all__ = ["retime"]

TRUSTED_AGREEMENT = 0.8
"""Agreement of a transcript's times with the sound (0-1) from which they tell the parties of a mono recording apart.
True pairs gave 0.94 and more on rendered calls."""

SPOKEN_WORDS = 4
"""Words in one turn that make its speaker somebody who is heard on the recording."""

CUT_OFF = ("truncated", "the file breaks off")
"""How what the decoder says of a recording that has lost its end begins."""


def retime(
    heard: Heard, transcript: str | PathLike[str], *, agent: str | None = None, call_date: date | None = None
) -> Conversation:
    """The conversation of a recording, its words from a transcript.

    Parameters
    ----------
    heard
        What the sound alone told: layout, voices, speech.
    transcript
        A transcript file in any format that callscore reads.
    agent
        Who the agent is, when that is known: a channel's name, a speaker's label of the transcript, or ``"first"``.
    call_date
        Day of the call; by default the transcript's.

    Raises
    ------
    TranscriptError
        When it can't be read, or is another call's.
    ConfigError
        When `agent` names nobody.
    """
    from callscore.transcripts import read_transcript
    from callscore.transcripts.alignment import align
    from callscore.transcripts.timing import TIMES

    by_channel = agent in heard.labels
    read = read_transcript(transcript, call_date=call_date, agent=None if by_channel else agent)
    if len({turn.speaker for turn in read.turns if len(turn.text.split()) >= SPOKEN_WORDS}) > 1:
        heard = told_apart(heard)
    try:
        aligned = align(read.turns, heard.speech, duration=heard.recording.source.duration or 0.0)
    except TranscriptError as error:
        cut = next((warning for warning in heard.recording.warnings if warning.startswith(CUT_OFF)), None)
        if cut is None:
            raise
        raise TranscriptError(
            f"the recording is cut off ({cut.partition(';')[0]}), and the transcript doesn't fit what is left; "
            f"export the recording again ({error})"
        ) from error
    labels = tuple(dict.fromkeys(turn.speaker for turn in aligned.turns))
    decision = _decision(heard, read, aligned, labels, agent)
    if _tells_parties(heard, read, aligned):
        turns: tuple[Turn, ...] = tuple(
            _on_the_sounds_clock(turn, own, aligned.offset) for turn, own in zip(read.turns, aligned.turns, strict=True)
        )
        everyone = merge(span for spans in heard.speech for span in spans)
        speech = tuple(_inside(everyone, turns, label) for label in labels)
        heard = replace(heard, diarization_confidence=max(heard.diarization_confidence or 0.0, aligned.agreement))
    else:
        turns, speech = aligned.turns, _speech_by_label(aligned, labels, heard.speech)
    source = replace(
        heard.recording.source,
        transcript_path=read.source.transcript_path,
        transcript_format=read.source.transcript_format,
    )
    day = call_date or read.call_date
    conversation = assemble(
        heard, turns, labels, speech, decision, call_date=day, language=read.language, source=source
    )
    conversation = replace(conversation, recogniser=read.recogniser)
    of_its_times = {*doubts(read), *(warning for warning in read.quality.warnings if warning.startswith(TIMES))}
    kept = [warning for warning in read.quality.warnings if warning not in of_its_times]
    return conversation.warn(*doubts(conversation), *kept, *aligned.warnings)


def _decision(
    heard: Heard, read: Conversation, aligned: Alignment, labels: Sequence[str], agent: str | None
) -> RoleDecision:
    """Who the agent is: by the channel that was named, else as the transcript has it, as long as its speakers stand."""
    if agent is not None and agent in heard.labels:
        return resolve_roles(aligned.turns, agent=_label_of(aligned, heard.labels.index(agent)))
    if any(label not in {turn.speaker for turn in read.turns} for label in labels):
        return resolve_roles(aligned.turns, agent=agent)
    confidence = read.quality.role_confidence
    roles = {turn.speaker: turn.role for turn in aligned.turns}
    return RoleDecision(roles, confidence if confidence is not None else 1.0, read.quality.role_reason)


def _tells_parties(heard: Heard, read: Conversation, aligned: Alignment) -> bool:
    """Whether, on one voice track, the transcript's times tell who speaks when better than the voices do.

    Telling voices apart misses some overlaps and listening noises; times that fit the sound well don't. The speech
    itself stays the sound's.
    """
    timed = all(turn.span is not None for turn in read.turns) and not read.quality.rough_times
    same = [turn.speaker for turn in read.turns] == [turn.speaker for turn in aligned.turns]
    return not heard.dual and timed and same and aligned.agreement >= TRUSTED_AGREEMENT


def _on_the_sounds_clock(turn: Turn, aligned: Turn, offset: float) -> Turn:
    """A turn of the transcript, `offset` seconds later; words without times take those that the alignment gave them."""
    if turn.start is None or turn.end is None:
        return aligned
    words = aligned.words
    if turn.words_timed:
        words = tuple(
            replace(word, start=(word.start or 0.0) + offset, end=(word.end or 0.0) + offset) for word in turn.words
        )
    return replace(turn, start=turn.start + offset, end=turn.end + offset, words=words)


def _inside(speech: tuple[Span, ...], turns: Sequence[Turn], label: str) -> tuple[Span, ...]:
    """Speech that falls into the turns of one speaker."""
    return intersect(speech, [span for turn in turns if turn.speaker == label and (span := turn.span) is not None])


def _label_of(aligned: Alignment, voice: int) -> str | None:
    """The transcript's speaker who was matched to a voice."""
    return next((label for label, own in aligned.voice_of.items() if own == voice), None)


def _speech_by_label(
    aligned: Alignment, labels: Sequence[str], voices: Sequence[tuple[Span, ...]]
) -> tuple[tuple[Span, ...], ...]:
    """Speech of each speaker of the transcript: its voice's; where two share a voice, what lies in its own turns."""
    shared = Counter(aligned.voice_of.values())
    speech: list[tuple[Span, ...]] = []
    for label in labels:
        voice = aligned.voice_of.get(label)
        own = voices[voice] if voice is not None else ()
        if voice is not None and shared[voice] > 1:
            windows = [s for turn in aligned.turns if turn.speaker == label and (s := turn.span) is not None]
            own = intersect(own, windows)
        speech.append(own)
    return tuple(speech)
