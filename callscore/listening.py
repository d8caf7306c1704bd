"""From a recording, a transcript or both to a Conversation: decode, find speech, tell voices apart, get the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.conversation import Conversation, Party, Quality, Role, TimingSource, Turn, Word
from callscore.doubts import doubts
from callscore.errors import ConfigError
from callscore.hearing import CHANNEL_NAMES, Heard, hear
from callscore.roles import RoleDecision, resolve_roles
from callscore.spans import Span, intersect, merge

if TYPE_CHECKING:
    from callscore.audio.transcription import Whisper
    from callscore.transcripts.alignment import Alignment

__all__ = ["ListenOptions", "listen"]

TRANSCRIPT_SUFFIXES = frozenset((".json", ".vtt", ".srt", ".txt", ".rttm"))
"""Files with these endings are transcripts; everything else is taken for sound."""

TRUSTED_AGREEMENT = 0.8
"""Agreement of a transcript's times with the sound (0-1) from which they tell the parties of a mono recording apart.
True pairs gave 0.94 and more on rendered calls."""


@dataclass(frozen=True, slots=True)
class ListenOptions:
    """How a recording is heard.

    Parameters
    ----------
    recogniser
        The recipe of the speech recogniser; by default ``Whisper("auto")``.
    agent
        Who the agent is, when you know: ``"left"``, ``"right"``, ``"first"`` or a speaker's label.
    call_date
        Day of the call, for words like "Friday"; a date in the transcript is used otherwise.
    progress
        Called with seconds recognised and seconds in all.
    """

    recogniser: Whisper | None = None
    agent: str | None = None
    call_date: date | None = None
    progress: Callable[[float, float], None] | None = None


def listen(
    path: str | PathLike[str],
    *,
    transcript: str | PathLike[str] | None = None,
    options: ListenOptions | None = None,
) -> Conversation:
    """Hear a call.

    Parameters
    ----------
    path
        A recording; or a transcript file (.json, .vtt, .srt, .txt, .rttm), which is read as it is.
    transcript
        What was said, when it is known: recognition is skipped, and times still come from the recording.
    options
        Model, agent's side, call date.

    Raises
    ------
    RecordingError, TranscriptError, ModelError, ConfigError
        One line that says what, where and what to do.
    """
    options = options or ListenOptions()
    if Path(path).suffix.lower() in TRANSCRIPT_SUFFIXES:
        if transcript is not None:
            raise ConfigError(f"{path} is a transcript itself: give a recording together with --transcript")
        from callscore.transcripts import read_transcript

        return read_transcript(path, call_date=options.call_date, agent=options.agent)
    heard = hear(path)
    if transcript is not None:
        return _with_transcript(heard, transcript, options)
    return _with_recogniser(heard, options)


def _with_recogniser(heard: Heard, options: ListenOptions) -> Conversation:
    """Words from the recogniser: each channel of its own in stereo, once and shared out in mono."""
    from callscore.audio.attribution import assign_words
    from callscore.audio.transcription import Whisper
    from callscore.turns import build_turns, fit_to_speech

    recogniser = options.recogniser or Whisper()
    words: list[list[Word]] = [[] for _ in heard.labels]
    if heard.dual:
        seconds = [sum(span.duration for span in spans) for spans in heard.speech]
        for voice, channel in enumerate(heard.layout.channels):
            progress = _share(options.progress, sum(seconds[:voice]), sum(seconds))
            audio = heard.recording.channel(channel)
            words[voice] = list(recogniser(audio, heard.speech[voice], progress=progress))
    else:
        every = merge(span for spans in heard.speech for span in spans)
        recognised = recogniser(heard.recording.channel(heard.layout.channels[0]), every, progress=options.progress)
        for word, voice in zip(recognised, assign_words(recognised, heard.speech), strict=True):
            words[voice].append(word)
    fitted = [fit_to_speech(own, spans) for own, spans in zip(words, heard.speech, strict=True)]
    turns = build_turns(fitted, heard.labels, heard.speech)
    decision = resolve_roles([turn for turn in turns if turn.flag is None], agent=_agent_label(heard, options.agent))
    conversation = _assemble(heard, turns, heard.labels, heard.speech, decision, options)
    conversation = replace(conversation, recogniser=recogniser.name)
    flagged = sum(1 for turn in turns for word in turn.words if word.flag)
    if flagged:
        conversation = conversation.warn(
            f"{flagged} recognised words are doubtful (outside speech, loops, stock phrases) and are not scored"
        )
    return conversation.warn(*doubts(conversation))


def _share(
    progress: Callable[[float, float], None] | None, before: float, total: float
) -> Callable[[float, float], None] | None:
    """Progress of one channel as progress of the whole call."""
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)


def _agent_label(heard: Heard, agent: str | None) -> str | None:
    """The label that the user's word for the agent stands for."""
    if agent is None or agent == "first" or agent in heard.labels:
        return agent
    if agent in CHANNEL_NAMES and not heard.dual:
        raise ConfigError(
            f"agent {agent!r} names a channel, but {heard.recording.source.path} has one voice track "
            f"({heard.layout.reason}); name a speaker ({', '.join(heard.labels)}) or 'first'"
        )
    raise ConfigError(f"agent {agent!r} is not a speaker of this call: it has {', '.join(heard.labels)}, or 'first'")


def _with_transcript(heard: Heard, transcript: str | PathLike[str], options: ListenOptions) -> Conversation:
    """Words from the transcript, times from the sound."""
    from callscore.transcripts import read_transcript
    from callscore.transcripts.alignment import align
    from callscore.transcripts.timing import TIMES

    by_channel = options.agent in heard.labels
    read = read_transcript(transcript, call_date=options.call_date, agent=None if by_channel else options.agent)
    aligned = align(read.turns, heard.speech, duration=heard.recording.source.duration or 0.0)
    labels = tuple(dict.fromkeys(turn.speaker for turn in aligned.turns))
    decision = RoleDecision(
        {turn.speaker: turn.role for turn in aligned.turns},
        read.quality.role_confidence if read.quality.role_confidence is not None else 1.0,
        read.quality.role_reason,
    )
    if by_channel:
        decision = resolve_roles(aligned.turns, agent=_label_of(aligned, heard.labels.index(options.agent or "")))
    elif any(label not in {turn.speaker for turn in read.turns} for label in labels):
        decision = resolve_roles(aligned.turns, agent=options.agent)
    if _tells_parties(heard, read, aligned):
        turns: tuple[Turn, ...] = tuple(
            _on_the_sounds_clock(turn, own, aligned.offset) for turn, own in zip(read.turns, aligned.turns, strict=True)
        )
        everyone = merge(span for spans in heard.speech for span in spans)
        speech = tuple(_inside(everyone, turns, label) for label in labels)
        heard = replace(heard, diarization_confidence=max(heard.diarization_confidence or 0.0, aligned.agreement))
    else:
        turns, speech = aligned.turns, _speech_by_label(aligned, labels, heard.speech)
    conversation = _assemble(heard, turns, labels, speech, decision, options, read=read)
    of_its_times = {*doubts(read), *(warning for warning in read.quality.warnings if warning.startswith(TIMES))}
    kept = [warning for warning in read.quality.warnings if warning not in of_its_times]
    return conversation.warn(*doubts(conversation), *kept, *aligned.warnings)


def _tells_parties(heard: Heard, read: Conversation, aligned: Alignment) -> bool:
    """Whether, on one voice track, the transcript's times tell who speaks when better than the voices do.

    Telling voices apart can't see overlaps; times that fit the sound well can. The speech itself stays the sound's.
    """
    timed = all(turn.span is not None for turn in read.turns) and not read.quality.rough_times
    same = [turn.speaker for turn in read.turns] == [turn.speaker for turn in aligned.turns]
    return not heard.dual and timed and same and aligned.agreement >= TRUSTED_AGREEMENT


def _on_the_sounds_clock(turn: Turn, aligned: Turn, offset: float) -> Turn:
    """A turn of the transcript, `offset` seconds later; words without times take those that the alignment gave them."""
    if turn.start is None or turn.end is None:
        return aligned
    words = aligned.words
    if turn.words and all(word.span is not None for word in turn.words):
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


def _assemble(
    heard: Heard,
    turns: Sequence[Turn],
    labels: Sequence[str],
    speech: Sequence[tuple[Span, ...]],
    decision: RoleDecision,
    options: ListenOptions,
    *,
    read: Conversation | None = None,
) -> Conversation:
    """The conversation out of its parts, with what the report must say about their quality."""
    roles = decision.roles
    source = heard.recording.source
    if read is not None:
        source = replace(
            source,
            transcript_path=read.source.transcript_path,
            transcript_format=read.source.transcript_format,
        )
    return Conversation(
        tuple(replace(turn, role=roles.get(turn.speaker, turn.role)) for turn in turns),
        tuple(
            Party(roles.get(label, Role.OTHER), label, tuple(spans))
            for label, spans in zip(labels, speech, strict=True)
        ),
        TimingSource.AUDIO,
        duration=source.duration,
        call_id=Path(source.path or "call").stem,
        call_date=options.call_date or (read.call_date if read else None),
        language=read.language if read else "en",
        source=source,
        quality=Quality(
            heard.layout.layout,
            heard.layout.reason,
            decision.confidence,
            decision.reason,
            heard.diarization_confidence,
            heard.snr_db,
            warnings=heard.warnings + heard.recording.warnings,
        ),
    )
