"""What the rest of a call says about a doubtful line: who has talked down to a customer twice does so again."""

from __future__ import annotations

import math
from dataclasses import replace

from callscore.language.frames import Match

__all__ = ["borne_out", "tone"]

LEAST_UNKIND = 2
"""Turns that are surely unkind from which the tone of a call counts: one may be a slip, or our mistake."""

ORDINARY_SHARE = 0.02
"""Share of agent turns that are unkind in the labelled lines' ordinary calls, generously."""

PRIOR_UNKIND, PRIOR_TURNS = 0.3, 10
"""Turns, unkind and all, that every call is given beforehand, so that a short one is not judged by one turn."""

LEAST_SHIFT, MOST_SHIFT = -1.5, 1.0
"""Bounds of the shift, in log odds: on the even ones of 48 labelled calls, more brought as much wrong as right."""


def tone(unkind: int, turns: int) -> float:
    """How much likelier an unkind turn is on this call than on an ordinary one, in log odds.

    Examples
    --------
    >>> round(tone(0, 40), 2), round(tone(3, 40), 2), tone(9, 40)
    (-1.2, 1.0, 1.0)
    """
    share = (unkind + PRIOR_UNKIND) / (turns + PRIOR_TURNS)
    shift = min(MOST_SHIFT, max(LEAST_SHIFT, math.log(share / ORDINARY_SHARE)))
    return shift if unkind >= LEAST_UNKIND else min(shift, 0.0)


def borne_out(match: Match, shift: float) -> Match:
    """`match` with its confidence shifted by so many log odds.

    Examples
    --------
    >>> from callscore.language.verdicts import suspicion
    >>> from callscore.conversation import Role
    >>> doubtful = suspicion("Right, that is what I have.", Role.AGENT)
    >>> doubtful is None or borne_out(doubtful, 1.0).confidence > doubtful.confidence
    True
    """
    p = min(max(match.confidence, 1e-6), 1 - 1e-6)
    return replace(match, confidence=1 / (1 + math.exp(-(math.log(p / (1 - p)) + shift))))
