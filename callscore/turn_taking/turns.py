"""Words in time become turns: who takes the floor, who only listens, and where speech says a turn begins and ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.conversation import Role, Turn, Word
from callscore.spans import Span
from callscore.turn_taking.backchannels import is_backchannel

__all__ = ["build_turns", "fit_to_speech"]

TURN_PAUSE = 2.0
"""Seconds of a party's own silence that end its turn (definitions, "Turn")."""

PIECE_PAUSE = 0.5
"""Seconds of silence between two words that may let the other party in."""

LISTENING_PAUSE = 1.0
"""Seconds: a listening noise in a pause of the other up to this long leaves the floor where it is."""

NEAR_PIECES = 8
"""Pieces before and after a listening noise among which the other's speech around it is looked for."""

OUTLAST = 0.3
"""Seconds by which a piece must outlast the other's to take the floor (definitions, "Interruption")."""

EDGE_REACH = 0.6
"""Seconds by which recognised word times may miss the edges of the speech that they belong to."""

OVERLAP_REACH = 1.5
"""Seconds by which a turn may begin before its first recognised word, or end after its last, while another speaks: of
two people at once a recogniser writes down one."""

OVERLAP_COVERED = 0.7
"""Share of that time that the other must fill ..."""

LEAST_SHARED = 0.2
"""... or seconds of it, where what is left is no longer than `EDGE_REACH`."""


@dataclass(frozen=True, slots=True)
class _Piece:
    voice: int
    words: tuple[Word, ...]
    start: float
    end: float

    @property
    def text(self) -> str:
        return " ".join(word.text.strip() for word in self.words)


def build_turns(
    words: Sequence[Sequence[Word]], labels: Sequence[str], speech: Sequence[tuple[Span, ...]] = ()
) -> tuple[Turn, ...]:
    """Turns of a call out of each voice's timed words.

    Parameters
    ----------
    words
        For each voice, its words in order, with times in seconds.
    labels
        For each voice, its label; it becomes ``turn.speaker``. Roles are resolved later and are `OTHER` until then.
    speech
        For each voice, when it speaks; turn edges are taken from it where it is given.

    Returns
    -------
    tuple of Turn
        In order of start. Words that were flagged stay in turns of their own, flagged too, so that nothing is lost.

    Examples
    --------
    >>> agent = [Word("Is", 0.0, 0.2), Word("it", 0.2, 0.4), Word("paid?", 0.4, 0.9)]
    >>> customer = [Word("Not", 1.2, 1.5), Word("yet.", 1.5, 1.9)]
    >>> [turn.text for turn in build_turns([agent, customer], ["left", "right"])]
    ['Is it paid?', 'Not yet.']
    """
    pieces = [piece for voice, own in enumerate(words) for piece in _pieces(voice, own)]
    pieces.sort(key=lambda piece: (piece.start, piece.end))
    groups = _group(pieces)
    turns = [_turn(group, labels, speech) for group in groups]
    return tuple(sorted(turns, key=lambda turn: (turn.start or 0.0, turn.end or 0.0)))


def _pieces(voice: int, words: Sequence[Word]) -> list[_Piece]:
    """A voice's words cut at pauses, and where flagged words begin or end."""
    pieces: list[_Piece] = []
    current: list[Word] = []

    def close() -> None:
        if current:
            start, end = current[0].start or 0.0, max(word.end or 0.0 for word in current)
            pieces.append(_Piece(voice, tuple(current), start, max(start, end)))
            current.clear()

    for word in words:
        if word.start is None or word.end is None:
            continue
        if current:
            gap = word.start - (current[-1].end or word.start)
            if gap >= PIECE_PAUSE or (word.flag is None) != (current[-1].flag is None):
                close()
        current.append(word)
    close()
    return pieces


def _group(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces of one turn together; listening noises and flagged pieces alone."""
    groups: list[list[_Piece]] = []
    current: dict[int, list[_Piece]] = {}
    for position, piece in enumerate(pieces):
        if piece.words[0].flag is not None or _listens(pieces, position):
            groups.append([piece])
            continue
        open_turn = current.get(piece.voice)
        if open_turn is not None and piece.start - open_turn[-1].end <= TURN_PAUSE:
            open_turn.append(piece)
        else:
            open_turn = [piece]
            groups.append(open_turn)
            current[piece.voice] = open_turn
        for voice, other in list(current.items()):
            if voice != piece.voice and piece.end - other[-1].end >= OUTLAST:
                del current[voice]
    return groups


def _listens(pieces: Sequence[_Piece], position: int) -> bool:
    """Whether a piece is a listening noise in or just between the speech of another voice."""
    piece = pieces[position]
    if not is_backchannel(piece.text, piece.end - piece.start):
        return False
    before = next(
        (p for p in reversed(pieces[max(0, position - NEAR_PIECES) : position]) if p.voice != piece.voice), None
    )
    after = next((p for p in pieces[position + 1 : position + 1 + NEAR_PIECES] if p.voice != piece.voice), None)
    if before is not None and before.end > piece.start:
        return True
    return before is not None and after is not None and after.start - before.end <= LISTENING_PAUSE


def _turn(group: Sequence[_Piece], labels: Sequence[str], speech: Sequence[tuple[Span, ...]]) -> Turn:
    voice = group[0].voice
    words = tuple(word for piece in group for word in piece.words)
    start, end = group[0].start, max(piece.end for piece in group)
    if speech:
        start, end = _edges(start, end, speech[voice])
        start, end = _through_overlap(start, end, voice, speech)
    known = [word.confidence for word in words if word.confidence is not None]
    return Turn(
        Role.OTHER,
        " ".join(word.text.strip() for word in words),
        start,
        end,
        words,
        labels[voice],
        sum(known) / len(known) if known else None,
        words[0].flag,
    )


def _edges(start: float, end: float, speech: tuple[Span, ...]) -> tuple[float, float]:
    """A turn's edges moved to the edges of the speech they fall in, by at most 0.6 s."""
    starts = [span.start for span in speech]
    index = bisect_right(starts, start + EDGE_REACH / 2) - 1
    if index >= 0 and speech[index].end > start and abs(speech[index].start - start) <= EDGE_REACH:
        start = speech[index].start
    index = bisect_right(starts, end) - 1
    if index >= 0 and abs(speech[index].end - end) <= EDGE_REACH and speech[index].end > start:
        end = speech[index].end
    return start, max(start, end)


def _through_overlap(start: float, end: float, voice: int, speech: Sequence[tuple[Span, ...]]) -> tuple[float, float]:
    """A turn's edges moved through speech of its own that lies in another voice's, where words are lost or mixed up."""
    others = [spans for other, spans in enumerate(speech) if other != voice]
    first, last = _under_way(speech[voice], start), _under_way(speech[voice], end)
    if first is not None and _lost(Span(first.start, start), others):
        start = first.start
    if last is not None and _lost(Span(end, last.end), others):
        end = last.end
    return start, end


def _lost(stretch: Span, others: Sequence[tuple[Span, ...]]) -> bool:
    """Whether a stretch of speech without words is short, and another voice's too for the most part.

    What is left may be as long as recognised words may miss the edges of speech anyhow.
    """
    if not 0 < stretch.duration <= OVERLAP_REACH:
        return False
    shared = max((_covered(stretch, spans) for spans in others), default=0.0)
    return shared >= OVERLAP_COVERED * stretch.duration or shared >= max(LEAST_SHARED, stretch.duration - EDGE_REACH)


def _under_way(spans: tuple[Span, ...], time: float) -> Span | None:
    """The span that `time` falls in, its end included."""
    index = bisect_right(spans, time, key=_start) - 1
    return spans[index] if index >= 0 and spans[index].end >= time else None


def _covered(stretch: Span, spans: tuple[Span, ...]) -> float:
    """Seconds of a stretch that `spans` cover."""
    first = max(0, bisect_right(spans, stretch.start, key=_start) - 1)
    last = bisect_right(spans, stretch.end, key=_start)
    return sum(stretch.overlap(span) for span in spans[first:last])


def _start(span: Span) -> float:
    return span.start


def fit_to_speech(words: Sequence[Word], speech: tuple[Span, ...]) -> tuple[Word, ...]:
    """Recognised words with what sticks out into silence cut off, where they touch speech at all.

    A recogniser's alignment lets a first word begin in the silence before it; the speech span says where it starts.

    Examples
    --------
    >>> fit_to_speech([Word("hello", 0.0, 1.4)], (Span(1.0, 2.0),))[0].start
    1.0
    """
    starts = [span.start for span in speech]
    fitted: list[Word] = []
    for word in words:
        span = word.span
        if span is None or not speech:
            fitted.append(word)
            continue
        near = speech[max(0, bisect_right(starts, span.end) - 2) : bisect_right(starts, span.end)]
        best = max(near, key=span.overlap, default=None)
        if best is None or span.overlap(best) <= 0:
            fitted.append(word)
            continue
        start, end = max(span.start, best.start), min(span.end, best.end)
        fitted.append(Word(word.text, start, end, word.confidence, word.flag))
    return tuple(fitted)
