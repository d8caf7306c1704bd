"""Turns into speech: which stretches of a voice belong to which turn, by order, by length and by time where known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from callscore.spans import Span, merge

__all__ = ["Line", "Placement", "speech_of_lines"]

BEAM = 48
"""Partial alignments kept after each turn."""

CHUNK_SECONDS = 1.5
"""Longest stretch that is kept whole; longer ones may be cut between two turns even without a pause."""

DURATION_SLACK_SECONDS = 0.35
DURATION_SLACK_SHARE = 0.25
"""Standard deviation of a turn's speaking time around what its length says."""

SKIP_COST, SKIP_COST_SECOND = 0.5, 1.5
"""Cost of a stretch of speech that belongs to no turn, and more for each second of it."""

ECHO_SHARE = 0.8
"""Share of these costs that is forgiven where another voice speaks at the same time: echo and leakage lie there."""

MISS_COST, MISS_COST_SECOND = 2.5, 2.0
"""Cost of a turn without any speech, and more for each second that it should last."""

CUT_COST = 1.5
"""Cost of ending a turn where its speaker makes no pause."""

PAUSE = 0.25
"""Seconds that make a pause."""

FLOOR_COST, FLOOR_MOST = 1.5, 4.0
"""Cost, a second and at most, of the other's speech inside a pause of a turn: the other would have taken the floor."""

EASY_GAP = (-0.4, 1.6)
"""Seconds between the end of one party's turn and the start of the other's that cost nothing (most gaps and overlaps in
telephone talk lie inside: Heldner & Edlund 2010)."""

GAP_COST, GAP_MOST = 0.8, 4.0
"""Cost, a second and at most, outside of that."""

LISTENING_SECONDS, LISTENING_MOST = 1.2, 0.5
"""Expected length up to which a turn may be a backchannel, and the most that it costs to start inside the other's."""

ORDER_COST = 4.0
"""Cost of a turn that starts before the one listed above it."""

TIME_BEND, TIME_MOST = 2.0, 30.0
"""Standard deviations beyond which the cost of missing a stated time grows straight, and the most that it comes to."""

MOST_SKIPPED, MOST_SKIPPED_FIRST = 12, 60
"""Stretches that may be passed over before a turn; before the first one (greeting, menu) more."""


@dataclass(frozen=True, slots=True)
class Line:
    """A turn to be placed: its voice, the seconds its words should take, and its stated time with its inaccuracy."""

    voice: int
    expected: float
    stated: Span | None = None
    slack: float = 1.0
    """Standard deviation of the stated time in seconds."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Speech of each line (empty where none was found) and the cost of it all per line."""

    speech: tuple[tuple[Span, ...], ...]
    cost: float


@dataclass(slots=True)
class _State:
    """A partial alignment: next unused piece of each voice, cost, who has the floor till when, last start, past."""

    used: tuple[int, ...]
    cost: float
    voice: int
    start: float
    end: float
    past: _State | None
    taken: tuple[int, int]


def speech_of_lines(lines: Sequence[Line], voices: Sequence[Sequence[Span]]) -> Placement:
    """Place every line on stretches of its voice, in order, by a beam search over how many stretches each takes.

    Examples
    --------
    >>> lines = [Line(0, 1.0), Line(1, 2.0)]
    >>> speech_of_lines(lines, [[Span(0, 1)], [Span(1.3, 3.3)]]).speech
    ((Span(start=0.0, end=1),), (Span(start=1.3, end=3.3),))
    """
    stated = [
        sorted(line.stated.start for line in lines if line.stated and line.voice == v) for v in range(len(voices))
    ]
    pieces = [_pieces(voice, stated[v]) for v, voice in enumerate(voices)]
    others = [merge(s for w, other in enumerate(voices) if w != v for s in other) for v in range(len(voices))]
    floor = [_between(pieces[v], others[v]) for v in range(len(voices))]
    skips = [_skip_costs(pieces[v], others[v]) for v in range(len(voices))]
    beam = [_State((0,) * len(voices), 0.0, -1, 0.0, 0.0, None, (0, 0))]
    for index, line in enumerate(lines):
        best: dict[tuple[int, ...], _State] = {}
        for state in beam:
            for new in _steps(state, line, pieces[line.voice], floor[line.voice], skips[line.voice], first=index == 0):
                known = best.get(new.used)
                if known is None or new.cost < known.cost:
                    best[new.used] = new
        beam = sorted(best.values(), key=lambda state: state.cost)[:BEAM]
    last = min(beam, key=lambda state: state.cost + _rest(state, skips))
    cost = (last.cost + _rest(last, skips)) / max(1, len(lines))
    found: list[tuple[Span, ...]] = []
    at: _State | None = last
    for line in reversed(lines):
        if at is None:
            break
        found.append(merge(pieces[line.voice][slice(*at.taken)], gap=1e-6))
        at = at.past
    return Placement(tuple(reversed(found)), cost)


def _pieces(voice: Sequence[Span], stated: Sequence[float]) -> list[Span]:
    """Stretches of a voice, long ones cut at stated starts and to 1.5 s."""
    pieces: list[Span] = []
    for span in merge(voice):
        edges = [span.start, *(t for t in stated if span.start + PAUSE < t < span.end - PAUSE), span.end]
        for start, end in pairwise(edges):
            count = max(1, round((end - start) / CHUNK_SECONDS)) if end - start > 1.5 * CHUNK_SECONDS else 1
            marks = [start + (end - start) * i / count for i in range(count)] + [end]
            pieces += [Span(a, b) for a, b in pairwise(marks)]
    return pieces


def _between(pieces: Sequence[Span], spans: Sequence[Span]) -> list[float]:
    """Seconds of other voices' speech in the gap after each piece."""
    seconds: list[float] = []
    first = 0
    for one, two in pairwise(pieces):
        while first < len(spans) and spans[first].end <= one.end:
            first += 1
        heard, index = 0.0, first
        while index < len(spans) and spans[index].start < two.start:
            heard += max(0.0, min(two.start, spans[index].end) - max(one.end, spans[index].start))
            index += 1
        seconds.append(heard)
    return [*seconds, 0.0]


def _steps(
    state: _State, line: Line, pieces: list[Span], floor: list[float], skips: list[float], *, first: bool
) -> list[_State]:
    """All ways to place `line` after `state`."""
    at = state.used[line.voice]
    missed = state.cost + MISS_COST + MISS_COST_SECOND * line.expected
    steps = [_State(state.used, missed, state.voice, state.start, state.end, state, (at, at))]
    skipped = state.cost
    for begin in range(at, min(len(pieces), at + 1 + (MOST_SKIPPED_FIRST if first else MOST_SKIPPED))):
        if begin > at:
            skipped += skips[begin - 1]
        start = pieces[begin].start
        base = skipped + _gap_cost(state, line, start)
        heard = inner = 0.0
        for end in range(begin, len(pieces)):
            heard += pieces[end].duration
            if heard > 2.2 * line.expected + 1.5 and end > begin:
                break
            if end > begin:
                pause = pieces[end].start - pieces[end - 1].end
                inner += max(0.0, pause - 0.8) * 0.5 + min(FLOOR_MOST, FLOOR_COST * floor[end - 1])
            if inner > 12.0:
                break
            miss = (heard - line.expected) / (DURATION_SLACK_SECONDS + DURATION_SLACK_SHARE * line.expected)
            if miss < -4.0 and end + 1 < len(pieces):
                continue
            cost = base + inner + miss * miss
            stop = pieces[end].end
            if end + 1 < len(pieces) and pieces[end + 1].start - stop < PAUSE:
                cost += CUT_COST
            if line.stated is not None:
                cost += _time_cost((start - line.stated.start) / line.slack)
                cost += _time_cost((stop - line.stated.end) / line.slack)
            used = (*state.used[: line.voice], end + 1, *state.used[line.voice + 1 :])
            holder, until = (state.voice, state.end) if stop < state.end else (line.voice, stop)
            steps.append(_State(used, cost, holder, start, until, state, (begin, end + 1)))
    return steps


def _gap_cost(state: _State, line: Line, start: float) -> float:
    """Cost of starting at `start` after the line before."""
    if state.voice < 0:
        return 0.0
    cost = ORDER_COST if start < state.start - 0.05 else 0.0
    gap = start - state.end
    if line.voice == state.voice:
        return cost + min(GAP_MOST, 0.1 * max(0.0, gap))
    low, high = EASY_GAP
    most = LISTENING_MOST if gap < 0 and line.expected <= LISTENING_SECONDS else GAP_MOST
    return cost + min(most, GAP_COST * max(0.0, low - gap, gap - high))


def _time_cost(miss: float) -> float:
    """Cost of a stated time that is missed by so many standard deviations: square, then straight (Huber 1964)."""
    miss = abs(miss)
    return min(TIME_MOST, miss * miss if miss < TIME_BEND else TIME_BEND * (2 * miss - TIME_BEND))


def _skip_costs(pieces: Sequence[Span], others: Sequence[Span]) -> list[float]:
    """Cost of passing over each piece, less where other voices speak too."""
    costs: list[float] = []
    first = 0
    for piece in pieces:
        while first < len(others) and others[first].end <= piece.start:
            first += 1
        covered, index = 0.0, first
        while index < len(others) and others[index].start < piece.end:
            covered += piece.overlap(others[index])
            index += 1
        share = covered / piece.duration if piece.duration > 0 else 1.0
        costs.append((SKIP_COST + SKIP_COST_SECOND * piece.duration) * (1 - ECHO_SHARE * share))
    return costs


def _rest(state: _State, skips: Sequence[Sequence[float]]) -> float:
    """Cost of the speech that is left over."""
    return sum(sum(own[used:]) for own, used in zip(skips, state.used, strict=True))
