"""The parts of a line that are judged on their own: its sentences, long ones by their clauses."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.language.clauses import clauses
from callscore.language.parsing import Parsed

__all__ = ["Piece", "pieces"]

LONGEST_PIECE = 26
"""Words from which a sentence is judged clause by clause: recognisers often leave the full stops out."""

SHORTEST_PIECE = 3
"""Words below which a sentence is judged together with the next: "Right." says little alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or clause of a line; `first` and `last` are characters of the line, half-open."""

    first: int
    last: int
    text: str


def pieces(parsed: Parsed) -> tuple[Piece, ...]:
    """Sentences of a line, long ones by their clauses, very short ones with the next.

    Examples
    --------
    >>> from callscore.language.parsing import parse
    >>> [piece.text for piece in pieces(parse("Right. I see. You never called us back. Can you do Friday?"))]
    ['Right. I see.', 'You never called us back.', 'Can you do Friday?']
    """
    spans: list[tuple[int, int]] = []
    for number in dict.fromkeys(parsed.sentence):
        inside = [i for i, n in enumerate(parsed.sentence) if n == number]
        first, last = parsed.first[inside[0]], parsed.last[inside[-1]]
        if len(inside) > LONGEST_PIECE:
            spans += [(first + c.first, first + c.last) for c in clauses(parsed.text[first:last])]
        elif last > first:
            spans.append((first, last))
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and len(parsed.text[slice(*merged[-1])].split()) < SHORTEST_PIECE:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return tuple(Piece(first, last, parsed.text[first:last]) for first, last in merged)
