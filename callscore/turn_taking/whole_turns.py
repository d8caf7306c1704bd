"""Turns made whole: segments that one speaker says in one breath are one turn, however a transcript was cut."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callscore.conversation import Conversation, Role, Turn

__all__ = ["WholeTurns", "whole_turns"]

ONE_BREATH = 0.3
"""Seconds of silence that still belong to the speech around it (definitions: gaps up to 0.3 s inside a turn are
bridged): segments closer than this were cut by the transcript, not by their speaker."""

LOOK_BACK = 3
"""Turns back in which the segment before is looked for: listening noises of the other may lie between."""


@dataclass(frozen=True, slots=True)
class WholeTurns:
    """A conversation with its segments joined, and where each turn came from.

    Parameters
    ----------
    conversation
        The same call; only its turns differ.
    origins
        For each whole turn, the indexes of the segments that it was made of, in order.
    """

    conversation: Conversation
    origins: tuple[tuple[int, ...], ...]

    def first(self, index: int) -> int:
        """Index of the segment that whole turn `index` begins with."""
        return self.origins[index][0]

    def last(self, index: int) -> int:
        """Index of the segment that whole turn `index` ends with."""
        return self.origins[index][-1]


def whole_turns(conversation: Conversation) -> WholeTurns:
    """Join each segment to the one before it when its speaker goes on without a pause.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-2 agent: when did you", "2-3 agent: send it", "3.5-5 customer: on Monday")
    >>> whole = whole_turns(call)
    >>> [turn.text for turn in whole.conversation.turns], whole.origins
    (['when did you send it', 'on Monday'], ((0, 1), (2,)))
    """
    turns: list[Turn] = []
    origins: list[tuple[int, ...]] = []
    for index, turn in enumerate(conversation.turns):
        place = _goes_on_with(turns, turn)
        if place is None:
            turns.append(turn)
            origins.append((index,))
        else:
            turns[place] = _joined(turns[place], turn)
            origins[place] = (*origins[place], index)
    if len(turns) == len(conversation.turns):
        return WholeTurns(conversation, tuple(origins))
    return WholeTurns(replace(conversation, turns=tuple(turns)), tuple(origins))


def _goes_on_with(turns: list[Turn], turn: Turn) -> int | None:
    """Place of the turn that `turn` goes on with, or None."""
    if turn.start is None or turn.end is None or turn.flag is not None or turn.role is Role.OTHER:
        return None
    for place in range(len(turns) - 1, max(-1, len(turns) - 1 - LOOK_BACK), -1):
        before = turns[place]
        if before.role is not turn.role or before.speaker != turn.speaker:
            continue
        if before.end is None or before.flag is not None or bool(before.text) is not bool(turn.text):
            return None
        return place if -ONE_BREATH < turn.start - before.end < ONE_BREATH else None
    return None


def _joined(before: Turn, turn: Turn) -> Turn:
    words = (*before.words, *turn.words) if before.words and turn.words else ()
    voice = before.voice
    if voice is not None and turn.voice is not None:
        voice = replace(voice, final_semitones=turn.voice.final_semitones)
    return replace(
        before,
        text=f"{before.text} {turn.text}".strip(),
        end=max(before.end or 0.0, turn.end or 0.0),
        words=words,
        voice=voice,
    )
