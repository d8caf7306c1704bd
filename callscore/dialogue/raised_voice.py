"""Which turns sound raised against the speaker's own usual, and whether a call can show that at all."""

from __future__ import annotations

from callscore.conversation import Conversation, Role, TimingSource
from callscore.voice import TurnVoice

__all__ = ["doubt_about_voice", "hottest_part", "voice_heat"]

LEAST_SNR_DB = 12.0
"""dB of speech over noise under which loudness is partly the noise's, and soft syllables drown."""

LEAST_DIARIZATION = 0.6
"""Confidence 0-1 in telling voices apart on one channel under which a turn may hold the other voice."""

LEAST_SECONDS = 1.5
"""Seconds of a party's speech under which a turn, or a part of one, isn't called raised."""


def doubt_about_voice(conversation: Conversation, role: Role = Role.AGENT) -> str:
    """Why nothing can be said about how a party sounds; empty when it can.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> doubt_about_voice(make_call("agent: hello"))
    'there is no recording to hear'
    """
    quality = conversation.quality
    if conversation.timing_source is not TimingSource.AUDIO:
        return "there is no recording to hear"
    if quality.snr_db is not None and quality.snr_db < LEAST_SNR_DB:
        return f"the recording is too noisy to compare voices on (speech {quality.snr_db:.0f} dB above the noise)"
    if quality.diarization_confidence is not None and quality.diarization_confidence < LEAST_DIARIZATION:
        return "the voices on this mono recording are too hard to tell apart"
    if not any(turn.voice is not None and turn.voice.heat is not None for _, turn in conversation.turns_of(role)):
        return f"too little of the {role.value}'s speech stands alone to know their usual voice"
    return ""


def hottest_part(conversation: Conversation, index: int) -> TurnVoice | None:
    """The part of turn `index` that sounds most raised, or the whole; None where it can't be told."""
    turn = conversation.turns[index]
    if turn.voice is None or turn.flag is not None or doubt_about_voice(conversation, turn.role):
        return None
    long = [part for part in (turn.voice, *turn.voice.parts) if part.heat is not None and part.seconds >= LEAST_SECONDS]
    return max(long, key=lambda part: part.heat or 0.0, default=None)


def voice_heat(conversation: Conversation, index: int) -> float | None:
    """How raised turn `index` sounds: 0 as usual for its speaker or calmer, 0.5 and more raised, 1 plainly so.

    Loudness must rise together with pitch or pace (`TurnVoice.heat`), in the turn or in a part of it.

    Parameters
    ----------
    conversation
        The call.
    index
        Index into ``conversation.turns``.

    Returns
    -------
    float or None
        None where the call, or the turn, can't show it: no recording, noise, voices hard to tell apart, few words.
    """
    part = hottest_part(conversation, index)
    return None if part is None else part.heat
