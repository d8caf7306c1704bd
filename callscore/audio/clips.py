"""What the recogniser is given to hear: speech spans packed into clips, and the way back to the recording's time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callscore.spans import Span, gaps, merge

__all__ = ["SAMPLE_RATE", "Clip", "pack_clips"]

SAMPLE_RATE = 16_000
"""Hz that Whisper models hear at."""

PADDING = 0.2
"""Seconds of sound kept on either side of speech, so that soft beginnings and ends of words are heard."""

BRIDGED = 0.6
"""Seconds of silence kept between padded spans: pauses inside a sentence stay, the other party's turn is left out."""

CUT_SEARCH = 3.0
"""Seconds before the limit in which speech without a pause is cut, where it is quietest."""

CUT_FRAME = 0.05
"""Seconds over which quietness is measured."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Pieces of the recording that are heard as one, end to end."""

    pieces: tuple[Span, ...]
    """Stretches of the recording, in order, in seconds."""

    @property
    def duration(self) -> float:
        """Seconds of all pieces together."""
        return sum(piece.duration for piece in self.pieces)

    def cut(self, audio: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sound of the clip, float32 [n_samples], out of the recording's, at 16 kHz."""
        return np.concatenate([audio[round(p.start * SAMPLE_RATE) : round(p.end * SAMPLE_RATE)] for p in self.pieces])

    def recording_span(self, start: float, end: float) -> Span:
        """Where ``[start, end)``, in seconds of the clip, lies in the recording.

        What reaches over a join is kept to the piece that its middle lies in, as words don't span turns.

        Examples
        --------
        >>> Clip((Span(5.0, 6.0), Span(20.0, 22.0))).recording_span(1.5, 2.0)
        Span(start=20.5, end=21.0)
        """
        middle = (start + end) / 2
        before = 0.0
        for piece in self.pieces:
            if middle < before + piece.duration or piece is self.pieces[-1]:
                break
            before += piece.duration
        first = min(max(piece.start + start - before, piece.start), piece.end)
        return Span(first, max(first, min(piece.start + end - before, piece.end)))


def pack_clips(audio: NDArray[np.float32], speech: Iterable[Span], *, longest: float) -> tuple[Clip, ...]:
    """Pack speech into as few clips as fit, silence left out.

    Parameters
    ----------
    audio
        float32 [n_samples] at 16 kHz.
    speech
        Speech spans in seconds of the recording; what lies outside the recording is ignored.
    longest
        Seconds that a clip may last: what the model hears at a time.

    Examples
    --------
    >>> sound = np.zeros(40 * SAMPLE_RATE, dtype=np.float32)
    >>> [clip.pieces for clip in pack_clips(sound, [Span(1, 2), Span(30, 35)], longest=30)]
    [(Span(start=0.8, end=2.2), Span(start=29.8, end=35.2))]
    """
    length = len(audio) / SAMPLE_RATE
    inside = merge(Span(max(0.0, s.start), min(length, s.end)) for s in speech if s.start < length and s.end > 0)
    padded = merge((Span(max(0.0, s.start - PADDING), min(length, s.end + PADDING)) for s in inside), gap=BRIDGED)
    clips: list[Clip] = []
    pending: list[Span] = []
    room = longest
    for whole in padded:
        for piece in _split(audio, whole, inside, longest):
            if pending and piece.duration > room:
                clips.append(Clip(tuple(pending)))
                pending, room = [], longest
            pending.append(piece)
            room -= piece.duration
    if pending:
        clips.append(Clip(tuple(pending)))
    return tuple(clips)


def _split(audio: NDArray[np.float32], whole: Span, speech: tuple[Span, ...], longest: float) -> list[Span]:
    """`whole` in pieces of at most `longest` seconds, cut in pauses, or failing that where it is quietest."""
    pauses = [gap.middle for gap in gaps(speech, within=whole)]
    pieces: list[Span] = []
    start = whole.start
    while whole.end - start > longest:
        at = [time for time in pauses if start + longest / 2 < time <= start + longest]
        cut = at[-1] if at else _quietest(audio, Span(start + max(longest / 2, longest - CUT_SEARCH), start + longest))
        pieces.append(Span(start, cut))
        start = cut
    return [*pieces, Span(start, whole.end)]


def _quietest(audio: NDArray[np.float32], within: Span) -> float:
    """Middle of the quietest frame, in seconds."""
    frame = round(CUT_FRAME * SAMPLE_RATE)
    sound = audio[round(within.start * SAMPLE_RATE) : round(within.end * SAMPLE_RATE)]
    n_frames = max(1, len(sound) // frame)
    power = [float(np.mean(np.square(sound[i * frame : (i + 1) * frame]))) for i in range(n_frames)]
    return within.start + (int(np.argmin(power)) + 0.5) * CUT_FRAME
