"""Who holds the floor: the speech of a party that takes it, and which turns begin in the other's speech."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.conversation import Conversation, Role, Turn
from callscore.spans import Span, merge
from callscore.turn_taking.backchannels import BACKCHANNEL_MAX_SECONDS, backchannels, words_of

__all__ = ["TERMINAL_OVERLAP", "Exchange", "exchanges", "floor_spans", "words_before"]

TERMINAL_OVERLAP = 0.5
"""Seconds: an overlap with the last half second of a complete turn is terminal, nobody was cut off (definitions)."""

LISTENING_SHARE = 0.5
"""Share of a stretch of speech above which listening noises are the most of it, and it takes no floor."""


def floor_spans(conversation: Conversation, role: Role) -> tuple[Span, ...]:
    """Speech of a party that takes the floor: its speech without its backchannels.

    Needs times; a party whose words aren't known counts with every stretch longer than a second.
    """
    speech = conversation.speech(role)
    mere = backchannels(conversation)
    listening = merge(
        span
        for index, turn in conversation.turns_of(role)
        if index in mere and turn.text and (span := turn.span) is not None
    )
    has_text = any(turn.text for _, turn in conversation.turns_of(role))
    kept: list[Span] = []
    first = 0
    for span in speech:
        while first < len(listening) and listening[first].end <= span.start:
            first += 1
        inside = 0.0
        index = first
        while index < len(listening) and listening[index].start < span.end:
            inside += span.overlap(listening[index])
            index += 1
        if inside > LISTENING_SHARE * span.duration:
            continue
        if not has_text and span.duration <= BACKCHANNEL_MAX_SECONDS:
            continue
        kept.append(span)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn that begins while, or just after, the other party had the floor.

    Parameters
    ----------
    turn
        Index of the turn that begins.
    other
        Index of the other party's turn that held the floor.
    overlap
        Seconds for which the holder was still speaking when the turn began; negative is the gap between them.
    held
        Seconds that the holder had spoken when the turn began.
    outlasted
        Seconds that the new turn goes on after the holder stopped.
    """

    turn: int
    other: int
    overlap: float
    held: float
    outlasted: float


def exchanges(conversation: Conversation) -> tuple[Exchange, ...]:
    """All floor changes between agent and customer, by the turn that begins; needs turn times.

    The holder is the party's last turn that isn't a backchannel and began before the new turn. Linear in the turns.
    """
    last: dict[Role, tuple[int, Turn, Span]] = {}
    listening = backchannels(conversation)
    found: list[Exchange] = []
    timed: list[tuple[Span, int, Turn]] = [
        (span, i, turn)
        for i, turn in enumerate(conversation.turns)
        if turn.flag is None and turn.role is not Role.OTHER and (span := turn.span) is not None
    ]
    for span, index, turn in sorted(timed, key=lambda item: (item[0].start, item[1])):
        holder = last.get(turn.role.opposite)
        if holder is not None:
            other, _, held = holder
            own = last.get(turn.role)
            if own is None or own[2].start < held.start or held.end > span.start:
                found.append(
                    Exchange(index, other, held.end - span.start, span.start - held.start, span.end - held.end)
                )
        if index not in listening:
            last[turn.role] = (index, turn, span)
    return tuple(found)


def words_before(turn: Turn, time: float) -> int:
    """How many words of `turn` begin before `time`; by share of its length where words have no times."""
    timed = [word.start for word in turn.words if word.start is not None]
    if timed:
        return sum(1 for start in timed if start < time)
    if turn.start is None or turn.end is None or turn.end <= turn.start:
        return 0
    share = min(1.0, max(0.0, (time - turn.start) / (turn.end - turn.start)))
    return int(share * len(words_of(turn.text)))
