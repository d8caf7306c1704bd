"""How each turn of a recorded call sounds: loudness, pitch and pace, against the same speaker's usual."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from callscore.audio.endings import HEARD_SECONDS, final_semitones
from callscore.audio.loudness import count_syllables, frame_levels, loud_frames
from callscore.audio.pitch import (
    HOP_SECONDS,
    RATE,
    PitchTrack,
    find_candidates,
    usual_pitch,
    voiced_pitch,
)
from callscore.audio.recording import Recording
from callscore.conversation import Conversation, Party, Turn
from callscore.spans import Span, intersect, subtract
from callscore.voice import TurnVoice

__all__ = ["with_voices"]

Samples = npt.NDArray[np.float32]

PART_SECONDS = 4.0
"""Seconds of speech that make a part of a long turn: a sentence, long enough for its pace."""

SHORTEST_STRETCH = 0.15
"""Seconds under which a piece of speech says nothing about the voice."""

LEAST_VOICED = 0.5
"""Seconds of voiced sound from which the level and pitch of a turn are known."""

LEAST_PACED = 2.0
"""Seconds of speech from which the pace of a turn is known: about eight syllables."""

END_REACH = 0.3
"""Seconds from a turn's end within which its speaker must still be heard alone for its ending to be told."""

LEAST_USUAL_PARTS = 4
LEAST_USUAL_SECONDS = 12.0
"""Parts of turns, and their seconds, from which a speaker's usual is known."""


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """One piece of a turn's speech, measured."""

    turn: int
    span: Span
    levels: Samples
    track: PitchTrack
    syllables: int


_Measured = tuple[_Stretch, Samples]
"""A piece with its pitch frame by frame, float32 [n_frames] in Hz, 0 where unvoiced."""


def with_voices(conversation: Conversation, recording: Recording, channels: Sequence[int]) -> Conversation:
    """The conversation with `Turn.voice` measured wherever a party speaks alone.

    What both say at once is left out on any recording: on one channel the voices mix, on two they leak.

    Parameters
    ----------
    conversation
        Turns and the speech of each party, on the recording's clock.
    recording
        The sound.
    channels
        Indices of the channels in use: one a party, or one for all.
    """
    voices: dict[int, TurnVoice] = {}
    for party in conversation.parties:
        others = [span for other in conversation.parties if other is not party for span in other.speech]
        alone = subtract(party.speech, others)
        channel = _channel_of(recording, channels, alone)
        own = [(i, turn) for i, turn in enumerate(conversation.turns) if _says(party, turn)]
        heard = party.speech if len(channels) > 1 else alone
        voices |= _voices(recording, channel, alone, own, heard)
    turns = tuple(replace(turn, voice=voices.get(i)) for i, turn in enumerate(conversation.turns))
    return replace(conversation, turns=turns)


def _says(party: Party, turn: Turn) -> bool:
    return turn.speaker == party.label and turn.role is party.role and turn.flag is None


def _channel_of(recording: Recording, channels: Sequence[int], alone: tuple[Span, ...]) -> int:
    """The channel on which a party that speaks alone in these spans is heard: the louder one."""
    if len(channels) == 1:
        return channels[0]
    rate = recording.sample_rate
    power = dict.fromkeys(channels, 0.0)
    for channel in channels:
        for span in alone:
            piece = recording.samples[channel, round(span.start * rate) : round(span.end * rate)]
            power[channel] += float(np.dot(piece, piece))
    return max(power, key=lambda channel: power[channel])


def _sound(recording: Recording, channel: int, span: Span) -> Samples:
    """A stretch of one channel, float32 [n_samples] at 8 kHz."""
    rate = recording.sample_rate
    piece: Samples = recording.samples[channel, round(span.start * rate) : round(span.end * rate)]
    if rate == RATE:
        return piece
    import soxr

    resampled: Samples = soxr.resample(piece, rate, RATE)
    return resampled


def _voices(
    recording: Recording,
    channel: int,
    alone: tuple[Span, ...],
    turns: Sequence[tuple[int, Turn]],
    heard: tuple[Span, ...],
) -> dict[int, TurnVoice]:
    """How each turn of one party sounds, by the turn's index; its end in `heard`, the rest where it speaks `alone`."""
    stretches: list[_Stretch] = []
    for index, turn in turns:
        for span in _pieces(_inside(alone, turn.span)) if turn.span is not None else ():
            piece = _sound(recording, channel, span)
            track = find_candidates(piece)
            stretches.append(_Stretch(index, span, frame_levels(piece), track, count_syllables(piece)))
    loud = [loud_frames(stretch.levels) for stretch in stretches]
    usual = usual_pitch([stretch.track for stretch in stretches], loud)
    if usual is None:
        return {}
    by_turn: dict[int, list[_Measured]] = {}
    for stretch, mask in zip(stretches, loud, strict=True):
        by_turn.setdefault(stretch.turn, []).append((stretch, voiced_pitch(stretch.track, mask, usual)))
    ends = {
        index: _final(recording, channel, turn.span, heard, usual) for index, turn in turns if turn.span is not None
    }
    found = {index: replace(_voice(pieces), final_semitones=ends.get(index)) for index, pieces in by_turn.items()}
    return _against_usual(found)


def _final(recording: Recording, channel: int, turn: Span, heard: tuple[Span, ...], usual: float) -> float | None:
    """Where the pitch of a turn ends, in semitones from its own middle; on one channel what both say isn't heard."""
    last = next(iter(_inside(heard, turn)[-1:]), None)
    if last is None or turn.end - last.end > END_REACH:
        return None
    stretch = Span(max(turn.start, last.end - HEARD_SECONDS), last.end)
    return final_semitones(_sound(recording, channel, stretch), usual)


def _inside(spans: tuple[Span, ...], window: Span) -> tuple[Span, ...]:
    """What of merged spans lies in a window; only those near it are looked at, so that a long call costs no more."""
    first = max(0, bisect_right(spans, window.start, key=_start) - 1)
    return intersect(spans[first : bisect_right(spans, window.end, key=_start)], [window])


def _start(span: Span) -> float:
    return span.start


def _pieces(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans, cut where they are long, without those that are too short to say anything."""
    pieces: list[Span] = []
    for span in spans:
        if span.duration >= SHORTEST_STRETCH:
            count = max(1, round(span.duration / PART_SECONDS))
            step = span.duration / count
            pieces += [Span(span.start + i * step, span.start + (i + 1) * step) for i in range(count)]
    return tuple(pieces)


def _voice(pieces: Sequence[_Measured]) -> TurnVoice:
    """How one turn sounds, and its parts where it is long."""
    groups: list[list[_Measured]] = [[]]
    for piece in pieces:
        if sum(stretch.span.duration for stretch, _ in groups[-1]) >= PART_SECONDS * 0.9:
            groups.append([])
        groups[-1].append(piece)
    if len(groups) > 1 and sum(stretch.span.duration for stretch, _ in groups[-1]) < LEAST_PACED:
        rest = groups.pop()
        groups[-1] += rest
    whole = _measured(pieces)
    return whole if len(groups) == 1 else replace(whole, parts=tuple(_measured(group) for group in groups))


def _measured(pieces: Sequence[_Measured]) -> TurnVoice:
    """Loudness, pitch and pace of some pieces together."""
    seconds = sum(stretch.span.duration for stretch, _ in pieces)
    pitch = np.concatenate([track for _, track in pieces])
    levels = np.concatenate([stretch.levels for stretch, _ in pieces])
    voiced = pitch > 0
    known = bool(np.count_nonzero(voiced) * HOP_SECONDS >= LEAST_VOICED)
    return TurnVoice(
        seconds,
        float(10 * np.log10(np.mean(10 ** (levels[voiced] / 10)))) if known else None,
        float(np.median(pitch[voiced])) if known else None,
        sum(stretch.syllables for stretch, _ in pieces) / seconds if seconds >= LEAST_PACED else None,
        start=pieces[0][0].span.start,
        end=pieces[-1][0].span.end,
    )


def _against_usual(voices: dict[int, TurnVoice]) -> dict[int, TurnVoice]:
    """The same with what differs from the speaker's usual, where that is known."""
    parts = [part for voice in voices.values() for part in (voice.parts or (voice,))]
    level = _usual([(part.loudness_db, part.seconds) for part in parts])
    pitch = _usual([(part.pitch_hz, part.seconds) for part in parts])
    pace = _usual([(part.syllables_per_second, part.seconds) for part in parts])

    def changed(voice: TurnVoice) -> TurnVoice:
        loudness, hertz, syllables = voice.loudness_db, voice.pitch_hz, voice.syllables_per_second
        return replace(
            voice,
            louder_db=None if loudness is None or level is None else loudness - level,
            higher_semitones=None if hertz is None or pitch is None else float(12 * np.log2(hertz / pitch)),
            faster=None if syllables is None or not pace else syllables / pace - 1,
            parts=tuple(changed(part) for part in voice.parts),
        )

    return {index: changed(voice) for index, voice in voices.items()}


def _usual(values: Sequence[tuple[float | None, float]]) -> float | None:
    """The median of values weighted by seconds; None where there are too few to know it."""
    known = sorted((value, seconds) for value, seconds in values if value is not None)
    half = sum(seconds for _, seconds in known) / 2
    if len(known) < LEAST_USUAL_PARTS or 2 * half < LEAST_USUAL_SECONDS:
        return None
    passed = 0.0
    for value, seconds in known:
        passed += seconds
        if passed >= half:
            return value
    return known[-1][0]
