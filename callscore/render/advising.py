"""Advice ready to show: its moments, with what they have in common said once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Moment", "Piece", "advice_pieces"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A place to play back; `why` and `instead` are empty where the piece or an earlier moment says the same."""

    turn: int
    start: float | None
    quote: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to keep doing or to change; `instead` is what all its moments would say instead, or empty."""

    text: str
    why: str
    instead: str
    moments: tuple[Moment, ...]


def advice_pieces(report: Mapping[str, Any], kind: str) -> tuple[Piece, ...]:
    """The report's advice of one kind, ``strength`` or ``improve``; a strength's quotes need no reason.

    Examples
    --------
    >>> moment = {"turn": 0, "start": 1.0, "quote": "listen", "why": "It cuts in.", "instead": "Wait."}
    >>> advice = {"kind": "improve", "text": "Let them finish.", "why": "They defend.", "moments": [moment, moment]}
    >>> piece = advice_pieces({"advice": [advice]}, "improve")[0]
    >>> piece.instead, [(moment.why, moment.instead) for moment in piece.moments]
    ('Wait.', [('It cuts in.', ''), ('', '')])
    """
    return tuple(_piece(advice) for advice in report["advice"] if advice["kind"] == kind)


def _piece(advice: Mapping[str, Any]) -> Piece:
    rows = advice["moments"]
    wordings = {moment["instead"] for moment in rows}
    shared = len(rows) > 1 and len(wordings) == 1
    seen: set[str] = set()
    moments = tuple(_moment(row, seen, told=advice["kind"] == "improve", shared=shared) for row in rows)
    return Piece(advice["text"], advice["why"], (rows[0]["instead"] or "") if shared else "", moments)


def _moment(row: Mapping[str, Any], seen: set[str], *, told: bool, shared: bool) -> Moment:
    """One moment, without the sentences that are already in `seen`; a moment without a quote keeps its reason."""
    why = row["why"] if (told and row["why"] not in seen) or not row["quote"] else ""
    instead = "" if shared or row["instead"] in seen else row["instead"] or ""
    seen.update((why, instead))
    return Moment(row["turn"], row["start"], row["quote"], why, instead)
