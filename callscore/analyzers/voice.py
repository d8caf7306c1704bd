"""Whether the agent's voice stays steady: louder, higher, faster than their own usual, and in answer to heat."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.heat import ANSWER_TURNS, heated_moments
from callscore.dialogue.raised_voice import doubt_about_voice, hottest_part, voice_heat
from callscore.evidence import abstain
from callscore.findings import Finding, Metric
from callscore.spans import Span
from callscore.voice import RAISED, TurnVoice

__all__ = ["voice"]

UNITS = {"voice_calm": "share", "customer_voice_calm": "share", "retaliation_voice": "count"}

LEAST_SPEECH = 20.0
"""Seconds of a party's measured speech under which the share of calm speech is not judged."""

SURE, SUREST = 0.5, 0.75
"""Confidence in a voice that is just raised, and in one raised in every way: gain control, a turned head and laughter
remain."""

CALM = 0.1
"""Heat up to which an answer to a raised voice is credited as calm."""

PLAIN = 1.0
"""Heat from which a raised voice is a plain fault and not a slight one."""


def voice(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`voice_calm`: share of the agent's speech in their usual voice; `retaliation_voice`: raised answers to heat.

    Only a speaker's own usual on the same call is compared with, never another call or person. None without a
    recording, in noise, or where the voices are hard to tell apart.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> [(item.name, item.value) for item in voice(make_call("agent: hello"))]
    [('voice_calm', None), ('customer_voice_calm', None), ('retaliation_voice', None)]
    """
    yield from _calm(conversation, Role.AGENT, "voice_calm")
    yield from _calm(conversation, Role.CUSTOMER, "customer_voice_calm")
    yield from _retaliation(conversation)


def _calm(conversation: Conversation, role: Role, name: str) -> Iterator[Finding | Metric]:
    if doubt := doubt_about_voice(conversation, role):
        yield from abstain({name: UNITS[name]}, doubt)
        return
    parts = [
        part
        for _, turn in conversation.turns_of(role)
        if turn.voice is not None
        for part in (turn.voice.parts or (turn.voice,))
        if part.heat is not None
    ]
    seconds = sum(part.seconds for part in parts)
    if seconds < LEAST_SPEECH:
        yield from abstain({name: UNITS[name]}, f"under {LEAST_SPEECH:.0f} s of the {role.value}'s speech stand alone")
        return
    raised = [(i, part) for i, _ in conversation.turns_of(role) if (part := _raised(conversation, i)) is not None]
    loud = sum(part.seconds for part in parts if (part.heat or 0.0) >= RAISED)
    yield Metric(name, 1 - loud / seconds, "share", base=seconds, confidence=_confidence(conversation, SUREST))
    for index, part in raised:
        yield _finding(conversation, index, part, "voice_calm", "raised_voice")


def _raised(conversation: Conversation, index: int) -> TurnVoice | None:
    part = hottest_part(conversation, index)
    return part if part is not None and (part.heat or 0.0) >= RAISED else None


def _retaliation(conversation: Conversation) -> Iterator[Finding | Metric]:
    """The agent's next turn after a customer's that was heated, by its words or its sound."""
    name = "retaliation_voice"
    if doubt := doubt_about_voice(conversation):
        yield from abstain({name: UNITS[name]}, doubt)
        return
    heated = {index for index, _ in conversation.turns_of(Role.CUSTOMER) if _raised(conversation, index) is not None}
    if not conversation.doubt_about_words:
        heated |= {moment.told.index for moment in heated_moments(conversation)}
    after = {index: conversation.next_turn(index, Role.AGENT) for index in heated}
    answers = {answer for index, answer in after.items() if answer is not None and answer - index <= ANSWER_TURNS}
    heats = {answer: heat for answer in sorted(answers) if (heat := voice_heat(conversation, answer)) is not None}
    if not heats:
        reason = "the customer was not heated" if not heated else "no answer to the customer's heat could be compared"
        yield from abstain({name: UNITS[name]}, reason)
        return
    raised = {answer: part for answer in heats if (part := _raised(conversation, answer)) is not None}
    confidence = _confidence(conversation, SUREST)
    yield Metric(name, float(len(raised)), "count", base=float(len(heats)), confidence=confidence)
    for answer, part in raised.items():
        yield _finding(conversation, answer, part, "retaliation", "retaliation.voice")
    for answer, heat in heats.items():
        part = hottest_part(conversation, answer)
        if heat <= CALM and part is not None:
            yield _finding(conversation, answer, part, "retaliation", "retaliation.calm_voice")


def _confidence(conversation: Conversation, sure: float) -> float:
    return min(sure, conversation.timing_confidence)


def _finding(conversation: Conversation, index: int, part: TurnVoice, criterion: str, rule: str) -> Finding:
    """A stretch of a turn, with its figures in words."""
    turn = conversation.turns[index]
    heat = part.heat or 0.0
    agents = turn.role is Role.AGENT
    stretch = Span(part.start or 0.0, part.end or 0.0)
    what = _in_words(part)
    if rule == "retaliation.calm_voice":
        why, instead, severity = "The customer was heated, and the agent's voice stayed as it was.", None, 0
    else:
        after = "After the customer's heat: " if rule == "retaliation.voice" else ""
        why = f"{after}{what} than the {turn.role.value}'s usual on this call."
        why = why[0].upper() + why[1:]
        instead = "Breathe out, lower the voice, and slow down before the answer." if agents else None
        severity = (2 if heat >= PLAIN else 1) if agents else 0
    confidence = SURE + (SUREST - SURE) * min(1.0, max(0.0, (heat - RAISED) / (PLAIN - RAISED)))
    quote = conversation.quote(turn.role, stretch) if not conversation.doubt_about_words else ""
    return Finding(
        criterion,
        rule,
        turn.role,
        index,
        quote,
        why,
        part.start,
        part.end,
        _confidence(conversation, confidence),
        severity,
        instead,
    )


def _in_words(part: TurnVoice) -> str:
    """The changes that point up: "louder (+6 dB), higher (+4 semitones) and faster (+15 %)"."""
    said = []
    if part.louder_db is not None and part.louder_db >= 1:
        said.append(f"louder (+{part.louder_db:.0f} dB)")
    if part.higher_semitones is not None and part.higher_semitones >= 1:
        said.append(f"higher (+{part.higher_semitones:.0f} semitones)")
    if part.faster is not None and part.faster >= 0.05:
        said.append(f"faster (+{100 * part.faster:.0f} %)")
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
