"""Advice ready to show: its moments, with what they have in common said once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Moment", "Piece", "advice_pieces"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A place to play back; `why` and `instead` are empty where the piece says them for all its moments."""

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


def advice_pieces(report: Mapping[str, Any], kind: Literal["strength", "improve"] | str) -> tuple[Piece, ...]:
    """The report's advice of one kind; a strength's moments show their quote alone, a change's say why.

    Examples
    --------
    >>> moment = {"turn": 0, "start": 1.0, "quote": "listen", "why": "It cuts in.", "instead": "Wait."}
    >>> advice = {"kind": "improve", "text": "Let them finish.", "why": "They defend.", "moments": [moment, moment]}
    >>> piece = advice_pieces({"advice": [advice]}, "improve")[0]
    >>> piece.instead, piece.moments[0].instead, piece.moments[0].why
    ('Wait.', '', 'It cuts in.')
    """
    return tuple(_piece(advice) for advice in report["advice"] if advice["kind"] == kind)


def _piece(advice: Mapping[str, Any]) -> Piece:
    told = advice["kind"] == "improve"
    wordings = {moment["instead"] or "" for moment in advice["moments"]}
    same = wordings.pop() if len(wordings) == 1 and len(advice["moments"]) > 1 else ""
    reasons = {moment["why"] for moment in advice["moments"]}
    said_once = len(reasons) == 1 and len(advice["moments"]) > 1
    moments = tuple(
        Moment(
            moment["turn"],
            moment["start"],
            moment["quote"],
            moment["why"] if told and not (said_once and index) else "" if moment["quote"] else moment["why"],
            "" if same else moment["instead"] or "",
        )
        for index, moment in enumerate(advice["moments"])
    )
    return Piece(advice["text"], advice["why"], same, moments)
