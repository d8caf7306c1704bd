"""How a turn sounds, as numbers: loudness, pitch and pace, and each against the same speaker's usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

__all__ = ["RAISED", "TurnVoice"]

FULL_LOUDER_DB = 6.0
"""dB above one's own usual level that a plainly raised voice has: hot anger lies 6-12 dB above neutral speech (Banse &
Scherer 1996; Juslin & Laukka 2003), and telephone gain control takes some of it away."""

FULL_HIGHER_SEMITONES = 4.0
"""Semitones above one's own usual pitch that a plainly raised voice has: hot anger lies 4-8 above, cold anger 1-3 (the
same)."""

FULL_FASTER = 0.25
"""Share by which a heated voice is faster than usual: 10-30 % (the same)."""

NOTICED = 0.35
"""Share of those figures from which a change counts as a sign: below it lies what any voice does from turn to turn. Two
signs must point up together, loudness among them: a louder turn alone may be a moved handset, a higher and faster one
a cheerful goodbye."""

MOST = 1.5
"""Times those figures beyond which a change counts no more: a shout into the microphone is not three shouts."""

RAISED = 0.5
"""Heat from which a voice counts as raised."""


@dataclass(frozen=True, slots=True)
class TurnVoice:
    """How one turn sounds; None where it is too short to tell.

    Parameters
    ----------
    seconds
        Speech of the turn's own party that was measured; what both said at once is left out.
    loudness_db
        Level of the voiced sound in dB of full scale, as recorded: comparable within one channel only.
    pitch_hz
        Median pitch of the voice.
    syllables_per_second
        Loud syllables heard for each second of speech.
    louder_db, higher_semitones, faster
        The same against the speaker's usual on this call: dB, semitones, and a share (0.2 is a fifth faster). None
        where the call has too little speech of theirs to know their usual.
    start, end
        Seconds in the recording from the first to the last of what was measured.
    final_semitones
        How far the pitch lies below (negative) or above its own middle where the turn ends: who has finished lets it
        fall. None where that can't be heard.
    parts
        A long turn piece by piece, about four seconds of speech each; empty for a short one.

    Examples
    --------
    >>> calm = TurnVoice(4.0, -24.0, 118.0, 4.1, louder_db=-0.5, higher_semitones=0.3, faster=-0.05)
    >>> heated = TurnVoice(4.0, -18.0, 150.0, 4.9, louder_db=5.5, higher_semitones=4.5, faster=0.15)
    >>> round(calm.heat, 1), round(heated.heat, 1)
    (0.0, 1.0)
    """

    seconds: float
    loudness_db: float | None = None
    pitch_hz: float | None = None
    syllables_per_second: float | None = None
    louder_db: float | None = None
    higher_semitones: float | None = None
    faster: float | None = None
    start: float | None = None
    end: float | None = None
    final_semitones: float | None = None
    parts: tuple[TurnVoice, ...] = ()

    @property
    def heat(self) -> float | None:
        """How raised the voice is: 0 as usual or calmer, 1 plainly raised; None where it can't be told.

        The mean of louder and higher, each in parts of what a plainly raised voice has; faster joins where it adds,
        since anger can also speak slowly. 0 unless loudness and one other point up.
        """
        if self.louder_db is None:
            return None
        louder = self.louder_db / FULL_LOUDER_DB
        higher = None if self.higher_semitones is None else self.higher_semitones / FULL_HIGHER_SEMITONES
        faster = None if self.faster is None else self.faster / FULL_FASTER
        others = [sign for sign in (higher, faster) if sign is not None]
        if not others:
            return None
        if louder < NOTICED or max(others) < NOTICED:
            return 0.0
        with_pace = _mean_sign([louder, *others])
        return with_pace if higher is None else max(with_pace, _mean_sign([louder, higher]))

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain data, rounded to what can be heard."""
        numbers = {field.name: _rounded(getattr(self, field.name)) for field in fields(self) if field.name != "parts"}
        return {**numbers, "parts": [part.to_dict() for part in self.parts]}


def _mean_sign(signs: Sequence[float]) -> float:
    """The mean of some signs, none of them counted beyond `MOST`; at least 0."""
    return max(0.0, sum(max(-MOST, min(MOST, sign)) for sign in signs) / len(signs))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
