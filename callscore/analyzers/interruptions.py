"""Who cuts in: interruptions by either party, told from backchannels, terminal and cooperative overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from callscore.conversation import Conversation, Layout, Role, TimingSource, Turn
from callscore.findings import Finding, Metric
from callscore.floor import Exchange, exchanges, floor_words, is_backchannel, listening_prefix, words_before, words_of
from callscore.language.clauses import is_unfinished
from callscore.spans import total

__all__ = ["CutIn", "cut_ins", "interruptions"]

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

TERMINAL_MAX = 0.5
"""Seconds: an overlap with the last half second of a complete turn is terminal, not an interruption (definitions)."""

UNFINISHED_MIN_OVERLAP = 0.1
"""Seconds of overlap below which boundary jitter and not a cut can explain it."""

TIME_GRAIN = 0.02
"""Seconds: the grain of speech boundaries; comparisons of times allow for it."""

CUT_IN_GAP = 0.25
"""Seconds: where overlaps are clipped away, an unfinished turn answered within this gap is a cut-in (definitions)."""

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
    found = exchanges(conversation)
    clipped = _overlaps_are_clipped(conversation, found)
    classed = (_classify(conversation, exchange, clipped) for exchange in found)
    return tuple(cut_in for cut_in in classed if cut_in is not None)


def _overlaps_are_clipped(conversation: Conversation, found: tuple[Exchange, ...]) -> bool:
    """Whether the timing can't show overlaps: mono diarization, or a transcript that never has one."""
    if conversation.timing_source is TimingSource.AUDIO:
        return conversation.quality.layout is not Layout.DUAL
    return not any(exchange.overlap > 0 for exchange in found)


def _classify(conversation: Conversation, exchange: Exchange, clipped: bool) -> CutIn | None:
    turn, holder = conversation.turns[exchange.turn], conversation.turns[exchange.other]
    if turn.start is None or turn.end is None or holder.end is None:
        return None
    overlapping = exchange.overlap > 0
    if not overlapping and not (clipped and exchange.overlap > -CUT_IN_GAP):
        return None
    kind = _kind(conversation, exchange, turn, holder)
    if kind is None:
        return None
    confidence = conversation.timing_confidence * (0.5 if kind == "cut_in" else 0.8 if kind == "attempted" else 1.0)
    return CutIn(
        kind,
        turn.role,
        exchange.turn,
        exchange.other,
        turn.start,
        max(turn.start, min(turn.end, holder.end)),
        " ".join(holder.text.split()[-8:]),
        confidence,
        any(repair in " ".join(words_of(turn.text)) for repair in floor_words().repairs),
    )


def _kind(conversation: Conversation, exchange: Exchange, turn: Turn, holder: Turn) -> Kind | None:
    if turn.start is None or turn.end is None:
        return None
    duration = turn.end - turn.start
    if is_backchannel(turn.text, duration):
        return "backchannel"
    enough_words = len(words_of(turn.text)) >= INTERRUPTER_MIN_WORDS or duration >= INTERRUPTER_MIN_SECONDS
    had_floor = exchange.held >= HELD_MIN_SECONDS - TIME_GRAIN or words_before(holder, turn.start) >= HELD_MIN_WORDS
    if not (enough_words and had_floor and exchange.outlasted >= OUTLAST_MIN - TIME_GRAIN):
        return None
    unfinished = bool(holder.text) and (is_unfinished(holder.text) or _resumed(conversation, exchange))
    if exchange.overlap <= 0:
        return "cut_in" if unfinished else None
    if unfinished and _cooperative(conversation, exchange, turn):
        return "cooperative"
    if unfinished and exchange.overlap >= UNFINISHED_MIN_OVERLAP:
        return "successful"
    if exchange.overlap - _listened(turn) > TERMINAL_MAX:
        return "attempted"
    return "terminal"


def _listened(turn: Turn) -> float:
    """Seconds of listening noises before a turn says something of its own, as in "Okay, perfect. I'll send that"."""
    prefix = listening_prefix(turn.text)
    own, _ = turn.time_of(prefix, len(turn.text))
    return max(0.0, own - turn.start) if prefix and own is not None and turn.start is not None else 0.0


def _resumed(conversation: Conversation, exchange: Exchange) -> bool:
    """Whether the holder's next turn says the last two words again: a clause taken up where it was cut."""
    following = conversation.next_turn(exchange.turn, conversation.turns[exchange.other].role)
    if following is None:
        return False
    last = words_of(conversation.turns[exchange.other].text)[-2:]
    return len(last) == 2 and words_of(conversation.turns[following].text)[:2] == last


def _cooperative(conversation: Conversation, exchange: Exchange, turn: Turn) -> bool:
    """Whether the turn supplies the holder's word and the holder takes it."""
    if len(words_of(turn.text)) > COOPERATIVE_MAX_WORDS:
        return False
    following = conversation.next_turn(exchange.turn, turn.role.opposite)
    if following is None:
        return False
    answer = " ".join(words_of(conversation.turns[following].text))
    return answer.startswith(floor_words().accepts)


def interruptions(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Interruptions by the agent (counted against it) and by the customer (reported only), and backchannels.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-5 customer: I was going to pay on the first but my", "4.6-8 agent: when will you pay this")
    >>> next(m.value for m in interruptions(call) if m.name == "interruptions")
    1
    """
    if not any(turn.span is not None for turn in conversation.turns):
        for name in ("interruptions", "customer_interruptions", "backchannels"):
            yield Metric(name, None, "count", reason="the transcript has no times")
        yield Metric("interruption_rate", None, "per customer minute", reason="the transcript has no times")
        return
    found = cut_ins(conversation)
    by_agent = [cut for cut in found if cut.is_interruption and cut.role is Role.AGENT]
    by_customer = [cut for cut in found if cut.is_interruption and cut.role is Role.CUSTOMER]
    confidence = conversation.timing_confidence
    minutes = total(conversation.speech(Role.CUSTOMER)) / 60
    yield Metric("interruptions", len(by_agent), "count", base=minutes, confidence=confidence)
    yield Metric("customer_interruptions", len(by_customer), "count", confidence=confidence)
    yield Metric("backchannels", len(_listening(conversation)), "count", base=minutes, confidence=confidence)
    if minutes > 0:
        rate = len(by_agent) / max(minutes, 1.0)
        yield Metric("interruption_rate", rate, "per customer minute", base=minutes, confidence=confidence)
    else:
        yield Metric("interruption_rate", None, "per customer minute", reason="the customer was not heard")
    for cut in (*by_agent, *by_customer):
        yield _finding(conversation, cut)


def _listening(conversation: Conversation) -> list[int]:
    """Indexes of the agent's turns that are backchannels, overlapping or not."""
    return [
        index
        for index, turn in conversation.turns_of(Role.AGENT)
        if is_backchannel(turn.text, turn.span.duration if turn.span else None)
    ]


def _finding(conversation: Conversation, cut: CutIn) -> Finding:
    turn = conversation.turns[cut.turn]
    overlap = cut.end - cut.start
    who, whom = ("The agent", "the customer") if cut.role is Role.AGENT else ("The customer", "the agent")
    ending = {
        "successful": f"{whom} broke off at “… {cut.cut_off}”",
        "attempted": f"{whom} talked on and finished",
        "cut_in": f"{whom} had not finished: “… {cut.cut_off}”",
    }[cut.kind]
    over = f"with {overlap:.1f} s of overlap" if overlap > 0 else "without a pause"
    severity = 0
    if cut.role is Role.AGENT:
        severity = 2 if cut.kind == "successful" and not cut.repaired else 1
    repair = " The agent gave the floor back." if cut.repaired and cut.role is Role.AGENT else ""
    return Finding(
        "interruptions",
        cut.kind,
        cut.role,
        cut.turn,
        turn.text if len(turn.text) <= 160 else turn.text[:159].rsplit(" ", 1)[0] + " …",
        f"{who} cut in {over}; {ending}.{repair}",
        cut.start,
        turn.end,
        cut.confidence,
        severity,
        "Let the sentence end, count to two, then answer what was said: “You were telling me about …; go on.”"
        if cut.role is Role.AGENT
        else None,
    )
