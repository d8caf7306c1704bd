"""Turns that begin in the other party's turn, classed: interruption, backchannel, terminal or cooperative overlap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from callscore.certainty import beyond, edge_jitter
from callscore.conversation import Conversation, Layout, Role, TimingSource, Turn
from callscore.language.clauses import UNFINISHED_FROM, ends_marked
from callscore.turn_taking.backchannels import floor_words, is_backchannel, listening_prefix, words_of
from callscore.turn_taking.cut_off import WRITTEN, left_unfinished, next_words
from callscore.turn_taking.floor import TERMINAL_OVERLAP, Exchange, exchanges, words_before
from callscore.turn_taking.whole_turns import whole_turns

__all__ = ["CutIn", "cut_ins"]

Kind = Literal["successful", "attempted", "cut_in", "cooperative", "terminal", "backchannel"]

HELD_MIN_SECONDS = 1.0
"""The holder has had the floor for this long (seconds) ..."""

HELD_MIN_WORDS = 3
"""... or has said this many words, before anyone can interrupt it (definitions, "Interruption")."""

INTERRUPTER_MIN_WORDS = 2
"""An interruption has at least two words ..."""

INTERRUPTER_MIN_SECONDS = 1.0
"""... or lasts a second (definitions)."""

OUTLAST_MIN = 0.3
"""Seconds that the interrupter goes on after the holder stopped (definitions)."""

UNFINISHED_MIN_OVERLAP = 0.1
"""Seconds of overlap below which boundary jitter and not a cut can explain it."""

REPAIR_WORDS = 12
"""An apology that gives the floor back comes in the first words of the turn that cut in."""

TIME_GRAIN = 0.02
"""Seconds: the grain of speech boundaries; comparisons of times allow for it."""

SHARED_GRAIN = 0.075
"""The same where voices share a channel, whose boundaries jitter by 0.15 s: half of that. Of three turns on rendered
calls that lasted between that much and 0.02 s too short, two had cut in."""

SHARED_DOUBT = 2.0
"""How many times that jitter an overlap must be longer than a terminal one to cut a turn that the transcript marks as
complete. Of 21 interruptions on rendered mono calls that only the overlap showed, 4 were shorter, and none of them was
one; 14 of the 17 others were."""

CUT_IN_GAP = 0.25
"""Seconds: where overlaps are clipped away, an unfinished turn answered within this gap is a cut-in (definitions)."""

RECOGNISED_OPEN = 0.7
"""Confidence of an unfinished clause that a cut-in without an overlap needs where the words were recognised: of 17 that
only a comma or a weak last word showed, on rendered calls, none was one."""

NO_OVERLAP = 0.6
"""Factor on the confidence of a cut-in of which no overlap was seen."""

COOPERATIVE_MAX_WORDS = 4
"""An overlap that supplies the other's word is short."""


@dataclass(frozen=True, slots=True)
class CutIn:
    """One turn that begins while the other party has the floor, and what it is.

    `start` and `end` are seconds: where the turn begins, and where the holder stops (or the cut-in turn's start when
    they don't overlap). `cut_off` are the last words of the holder.
    """

    kind: Kind
    role: Role
    turn: int
    other: int
    start: float
    end: float
    cut_off: str
    confidence: float
    repaired: bool = False

    @property
    def is_interruption(self) -> bool:
        """Whether it counts as an interruption."""
        return self.kind in ("successful", "attempted", "cut_in")


def cut_ins(conversation: Conversation) -> tuple[CutIn, ...]:
    """Every turn that begins in the other party's turn, classed by the definitions; needs turn times.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-5 customer: I was going to pay on the first but my",
    ...                  "4.6-8 agent: when are you going to pay this")
    >>> [(c.kind, c.role.value) for c in cut_ins(call)]
    [('successful', 'agent')]
    """
    whole = whole_turns(conversation)
    found = exchanges(whole.conversation)
    clipped = _overlaps_are_clipped(conversation, found)
    classed = (_classify(whole.conversation, exchange, clipped) for exchange in found)
    return tuple(
        replace(cut, turn=whole.first(cut.turn), other=whole.last(cut.other)) for cut in classed if cut is not None
    )


def _overlaps_are_clipped(conversation: Conversation, found: tuple[Exchange, ...]) -> bool:
    """Whether the timing can't show overlaps: mono diarization, or a transcript that never has one."""
    if conversation.timing_source is TimingSource.AUDIO:
        return _voices_share_a_channel(conversation)
    return not any(exchange.overlap > 0 for exchange in found)


def _voices_share_a_channel(conversation: Conversation) -> bool:
    return conversation.timing_source is TimingSource.AUDIO and conversation.quality.layout is not Layout.DUAL


def _classify(conversation: Conversation, exchange: Exchange, clipped: bool) -> CutIn | None:
    turn, holder = conversation.turns[exchange.turn], conversation.turns[exchange.other]
    if turn.start is None or turn.end is None or holder.end is None:
        return None
    if exchange.overlap <= 0 and not (clipped and -exchange.overlap < _reach(conversation, exchange)):
        return None
    kind = _kind(conversation, exchange, turn, holder)
    if kind is None:
        return None
    return CutIn(
        kind,
        turn.role,
        exchange.turn,
        exchange.other,
        turn.start,
        max(turn.start, min(turn.end, holder.end)),
        " ".join(holder.text.split()[-8:]),
        conversation.timing_confidence * _sure(conversation, exchange, kind, turn),
        _repaired(turn.text),
    )


def _reach(conversation: Conversation, exchange: Exchange) -> float:
    """Seconds of gap up to which an unfinished turn was cut off: more where it breaks off plainly, as edges jitter."""
    heard = conversation.timing_source is TimingSource.AUDIO
    plain = heard and left_unfinished(conversation, exchange) >= WRITTEN
    return CUT_IN_GAP + (2 * edge_jitter(conversation) if plain else 0.0)


def _sure(conversation: Conversation, exchange: Exchange, kind: Kind, turn: Turn) -> float:
    """How surely (0-1) a cut-in is of its kind: by how surely the clause was left open, and how long both spoke."""
    unfinished = left_unfinished(conversation, exchange)
    if kind == "cut_in":
        return NO_OVERLAP * unfinished
    overlapping = beyond(exchange.overlap - _listened(turn), TERMINAL_OVERLAP, conversation)
    if kind == "successful":
        seen = beyond(exchange.overlap, UNFINISHED_MIN_OVERLAP, conversation)
        return 1 - (1 - unfinished * seen) * (1 - overlapping)
    return overlapping if kind == "attempted" else 1 - overlapping if kind == "terminal" else 1.0


def _repaired(text: str) -> bool:
    """Whether the one who cut in gives the floor back in its first words."""
    opening = f" {' '.join(words_of(text)[:REPAIR_WORDS])} "
    return any(f" {repair} " in opening for repair in floor_words().repairs)


def _kind(conversation: Conversation, exchange: Exchange, turn: Turn, holder: Turn) -> Kind | None:
    if turn.start is None or turn.end is None:
        return None
    duration = turn.end - turn.start
    if is_backchannel(turn.text, duration):
        return "backchannel"
    enough_words = len(words_of(turn.text)) >= INTERRUPTER_MIN_WORDS or duration >= INTERRUPTER_MIN_SECONDS
    had_floor = exchange.held >= HELD_MIN_SECONDS - TIME_GRAIN or words_before(holder, turn.start) >= HELD_MIN_WORDS
    grain = SHARED_GRAIN if _voices_share_a_channel(conversation) else TIME_GRAIN
    if not (enough_words and had_floor and exchange.outlasted >= OUTLAST_MIN - grain):
        return None
    unfinished = left_unfinished(conversation, exchange)
    if exchange.overlap <= 0:
        return "cut_in" if unfinished >= _needed(conversation) else None
    if _cooperative(conversation, exchange, turn):
        return "cooperative"
    if unfinished > 0 and exchange.overlap >= UNFINISHED_MIN_OVERLAP:
        return "successful"
    return "attempted" if exchange.overlap - _listened(turn) > _longest_terminal(conversation, holder) else "terminal"


def _longest_terminal(conversation: Conversation, holder: Turn) -> float:
    """Seconds of overlap up to which a turn with no sign of being cut off was all but complete."""
    complete = conversation.recogniser is None and ends_marked(holder.text)
    if complete and _voices_share_a_channel(conversation):
        return TERMINAL_OVERLAP + SHARED_DOUBT * edge_jitter(conversation)
    return TERMINAL_OVERLAP


def _needed(conversation: Conversation) -> float:
    """How surely a clause must be unfinished for a cut-in of which no overlap was seen."""
    return RECOGNISED_OPEN if conversation.recogniser is not None else UNFINISHED_FROM


def _listened(turn: Turn) -> float:
    """Seconds of listening noises before a turn says something of its own, as in "Okay, perfect. I'll send that"."""
    prefix = listening_prefix(turn.text)
    own, _ = turn.time_of(prefix, len(turn.text))
    return max(0.0, own - turn.start) if prefix and own is not None and turn.start is not None else 0.0


def _cooperative(conversation: Conversation, exchange: Exchange, turn: Turn) -> bool:
    """Whether the turn supplies the holder's word and the holder takes it."""
    if len(words_of(turn.text)) > COOPERATIVE_MAX_WORDS:
        return False
    return " ".join(next_words(conversation, exchange)).startswith(floor_words().accepts)
