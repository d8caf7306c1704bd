"""Calls typed as text: conversations with word times out of plain lines, for tests of analyzers, ours and yours."""

from __future__ import annotations

import re
from datetime import date

from callscore.conversation import Conversation, Party, Role, TimingSource, Turn, Word, speech_of

__all__ = ["make_call"]

CHARACTERS_PER_SECOND = 14.0
"""Speaking rate of a typed call, spaces included: about 160 words a minute."""

GAP_BETWEEN_TURNS = 0.4
"""Seconds between the end of a line and the start of the next one that has no time of its own."""

_LINE = re.compile(
    r"^\s*(?:(?P<start>\d+(?:\.\d+)?)(?:\s*-\s*(?P<end>\d+(?:\.\d+)?))?\s+)?(?P<role>agent|customer|other)\s*:\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)


def make_call(
    *lines: str, call_date: date | None = None, call_id: str = "test", timed: bool = True, duration: float | None = None
) -> Conversation:
    """A conversation out of lines such as ``"agent: hello"``, ``"3.2 customer: wait"`` or ``"3.2-4.0 agent: right"``.

    Parameters
    ----------
    lines
        ``[START[-END]] ROLE: TEXT``, times in seconds. Without a start a line begins 0.4 s after the latest end so far;
        without an end it is spoken at 14 characters a second. Word times are spread over the line by their length.
    call_date
        Day of the call, for words like "Friday".
    call_id
        Name of the call.
    timed
        False leaves all times out, as in a plain text transcript.
    duration
        Length of the recording in seconds; by default the latest end.

    Examples
    --------
    >>> call = make_call("agent: Hello, am I speaking to Mr Bell?", "3.2 customer: You are.")
    >>> call.turns[1].role.value, call.turns[1].start
    ('customer', 3.2)
    """
    turns: list[Turn] = []
    clock = 0.0
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            raise ValueError(f"a line reads '[START[-END]] agent|customer: text', not {line!r}")
        role = Role(match["role"].lower())
        text = " ".join(match["text"].split())
        if not timed:
            turns.append(Turn(role, text, speaker=role.value, words=tuple(Word(w) for w in text.split())))
            continue
        start = float(match["start"]) if match["start"] else clock
        end = float(match["end"]) if match["end"] else start + max(0.2, len(text) / CHARACTERS_PER_SECOND)
        turns.append(Turn(role, text, start, end, _spread(text, start, end), role.value))
        clock = max(clock, end + GAP_BETWEEN_TURNS)
    parties: list[Party] = []
    for role in Role:
        own = [turn for turn in turns if turn.role is role]
        if own:
            parties.append(Party(role, role.value, speech_of(own)[0]))
    latest = max((turn.end for turn in turns if turn.end is not None), default=None)
    return Conversation(
        tuple(turns),
        tuple(parties),
        TimingSource.WORDS if timed else TimingSource.NONE,
        duration=duration if duration is not None else latest,
        call_id=call_id,
        call_date=call_date,
    )


def _spread(text: str, start: float, end: float) -> tuple[Word, ...]:
    """Words of `text` laid end to end over ``[start, end)``, each as long as its share of characters."""
    words = text.split()
    characters = sum(len(word) for word in words) or 1
    spread: list[Word] = []
    clock = start
    for word in words:
        duration = (end - start) * len(word) / characters
        spread.append(Word(word, clock, clock + duration, 1.0))
        clock += duration
    return tuple(spread)
