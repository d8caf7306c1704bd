"""The transcript cut into plain and highlighted pieces, each highlight with the findings that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from callscore.render.kinds import kind_of

__all__ = ["Line", "Piece", "highlighted"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a turn; `kind` is empty for plain text, else ``fault``, ``credit`` or ``note``."""

    text: str
    kind: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A turn of the transcript, ready to show; findings without a place in the text stand in `notes`."""

    index: int
    role: str
    start: float | None
    flag: str | None
    pieces: tuple[Piece, ...]
    notes: tuple[tuple[str, str, str | None, int], ...]
    """``(kind, what and why, what to say instead, number of the finding)`` of each finding of this turn."""


def highlighted(report: Mapping[str, Any], titles: Mapping[str, str]) -> tuple[Line, ...]:
    """The turns of a report with the findings' quotes marked in them."""
    by_turn: dict[int, list[tuple[int, Mapping[str, Any]]]] = {}
    for number, finding in enumerate(report["findings"]):
        by_turn.setdefault(finding["turn"], []).append((number, finding))
    lines: list[Line] = []
    for index, turn in enumerate(report["turns"]):
        numbered = by_turn.get(index, [])
        found = [finding for _, finding in numbered]
        notes = tuple(
            (kind_of(finding), f"{_title(finding, titles)}: {finding['why']}", finding["instead"], number)
            for number, finding in numbered
        )
        lines.append(
            Line(index, turn["role"], turn["start"], turn.get("flag"), _pieces(turn["text"], found, titles), notes)
        )
    return tuple(lines)


def _title(finding: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    return titles.get(finding["criterion"], finding["criterion"].replace("_", " ").capitalize())


def _pieces(text: str, found: list[Mapping[str, Any]], titles: Mapping[str, str]) -> tuple[Piece, ...]:
    """The text cut where quotes begin and end; where quotes overlap, a fault outweighs a credit."""
    placed: list[tuple[int, int, str, str]] = []
    for finding in found:
        quote = finding["quote"].removesuffix(" …")
        at = text.find(quote) if quote else -1
        if at >= 0 and len(quote) < len(text) + 1:
            placed.append((at, at + len(quote), kind_of(finding), _title(finding, titles)))
    edges = sorted({0, len(text), *(p[0] for p in placed), *(p[1] for p in placed)})
    pieces: list[Piece] = []
    for first, last in pairwise(edges):
        covering = [p for p in placed if p[0] <= first and last <= p[1]]
        kinds = {p[2] for p in covering}
        kind = next((k for k in ("fault", "credit", "note") if k in kinds), "")
        pieces.append(Piece(text[first:last], kind, tuple(dict.fromkeys(p[3] for p in covering))))
    return tuple(pieces)
