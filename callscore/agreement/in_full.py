"""Clipped sums in full: "one point two" where 3.4 million is owed, "three seventy-five" for 3.75 lakh.

People name a sum once in full and clip it afterwards. What a clipped one stands for is told by the sums that the whole
call names in full, before or after it: one of them, what two of them leave or make, or the unit they are all in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from callscore.agreement.sums import is_among, may_be
from callscore.language.terms import Term, TermKind

__all__ = ["in_full"]

LARGE = 10_000
"""Highest sum named from which sums are clipped by whole units; below, "four" for 4,000 is told in dialogue."""

HUNDREDS = 100_000
"""Highest sum from which bare hundreds are thousands ("three seventy-five"), where no smaller sum was named in full."""

LEAST_SMALL = 10_000
"""A sum named in full below this says that the call speaks of small sums too: fees, stamps, change."""

UNITS = (1e3, 1e5, 1e6, 1e7)
"""Thousand, lakh, million, crore: what is left out."""

OVER = 1.05
"""Share of the highest sum named up to which a clipped one may come."""

NEAR_TURNS = 10
"""Turns within which a bare small number takes up a sum said in full ("four lakh" ... "four on the tenth")."""

MOST_SUMS = 16
"""Sums named in full that are looked at for their differences."""

BEYOND = 2.0
"""Times the highest sum that a call names beyond doubt from which another reading of a sum is out of place."""

SHARES = (1, 2, 3, 4, 6)
"""Parts into which what is owed is split."""

PENNY = 0.02
"""Rounding of a share."""

MOST_MADE = 1000
"""Differences and totals kept, the last ones: more than any call makes, and it keeps long transcripts linear."""

MOST_AROUND = 100
"""Sums before a turn, and after it, that are looked at; likewise."""

_UNIT = re.compile(r"(?:thousands?|grand|lakhs?|lacs?|million|mil|crores?|\d ?k)\b", re.IGNORECASE)

_WRITTEN_OUT = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class _Whole:
    """A sum named in full: its turn and value."""

    turn: int
    value: float


def in_full(lines: Sequence[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    """The terms of a call's turns, clipped sums with the reading first that the sums named in full speak for.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> texts = ["That's 3.4 million naira.", "One point two on Wednesday.", "And the two point two?"]
    >>> [[term.amounts[0] for term in line if term.amounts] for line in in_full([find_terms(t) for t in texts])]
    [[3400000.0], [1200000.0], [2200000.0]]
    """
    lines = _with_pence(lines)
    wholes = [
        _Whole(turn, term.amounts[0])
        for turn, terms in enumerate(lines)
        for term in terms
        if term.kind is TermKind.AMOUNT and term.amounts and _is_whole(term)
    ]
    if max((whole.value for whole in wholes), default=0.0) < LARGE:
        return lines
    call = _Sums(wholes)
    return [tuple(call.read(term, turn) for term in terms) for turn, terms in enumerate(lines)]


def _with_pence(lines: Sequence[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    """Sums read as pounds and pence where the call has one that only so fits what it names, and hundreds are beyond it.

    "Sixty-seven forty" is 67.40, half of it, where 134.80 is owed, and then "eighty-four fifty" is 84.50.
    """
    known = {term.amounts[0] for line in lines for term in line if len(term.amounts) == 1 and term.exact}
    top = max(known, default=0.0)
    shares = sorted(
        {round(value / parts, 2) for value in list(known)[:MOST_SUMS] for parts in SHARES}
        | {round(abs(one - other), 2) for one, other in combinations(list(known)[:MOST_SUMS], 2)}
    )
    in_pence = any(_is_in_pence(term, top, shares) for line in lines for term in line)
    return [tuple(_in_pence(term, top) for term in line) if in_pence else line for line in lines]


def _is_in_pence(term: Term, top: float, shares: Sequence[float]) -> bool:
    """Whether the smaller reading of a sum is one of the call's sums or a share of it, and the other beyond them."""
    if not _is_beyond(term, top):
        return False
    pence = term.amounts[1]
    at = bisect_left(shares, pence - PENNY)
    return (at < len(shares) and shares[at] <= pence + PENNY) or float(int(pence)) in shares


def _is_beyond(term: Term, top: float) -> bool:
    return term.exact and len(term.amounts) == 2 and term.amounts[0] > BEYOND * top > 0


def _in_pence(term: Term, top: float) -> Term:
    """A sum with its smaller reading first, where the other is beyond what the call names."""
    return replace(term, amounts=term.amounts[::-1]) if _is_beyond(term, top) else term


def _is_whole(term: Term) -> bool:
    """Whether a sum was named in full: with its currency, its unit, or written out in figures."""
    figures = bool(_WRITTEN_OUT.fullmatch(term.text)) and term.amounts[0] >= 1000
    return term.currency is not None or figures or bool(_UNIT.search(term.text))


def _turn_of(whole: _Whole) -> int:
    return whole.turn


class _Sums:
    """The sums that a call names in full, and what a clipped one stands for among them."""

    def __init__(self, wholes: Sequence[_Whole]) -> None:
        self._wholes = list(wholes)
        self._values = dict.fromkeys(whole.value for whole in wholes)
        self._top = max(self._values)
        self._small = any(value < LEAST_SMALL for value in self._values)
        made = (v for one, other in combinations(self._last_values(), 2) for v in (abs(one - other), one + other))
        self._made = deque(made, maxlen=MOST_MADE)

    def read(self, term: Term, turn: int) -> Term:
        """A term with its full reading first, or as it is."""
        if term.kind is not TermKind.AMOUNT or not term.amounts or _is_whole(term):
            return term
        if any(may_be(term, whole.value) for whole in self._around(turn)):
            return term
        value = self._meant(term, turn)
        if value is None:
            return term
        insort(self._wholes, _Whole(turn, value), key=_turn_of)
        self._values[value] = None
        self._made.extend(found for known in self._last_values() for found in (abs(known - value), known + value))
        return replace(term, amounts=(value, *term.amounts), exact=True)

    def _last_values(self) -> list[float]:
        """The sums that were named first last, each once."""
        return list(islice(reversed(self._values), MOST_SUMS))

    def _around(self, turn: int) -> list[_Whole]:
        """The sums named in full around a turn."""
        at = bisect_left(self._wholes, turn, key=_turn_of)
        return self._wholes[max(0, at - MOST_AROUND) : at + MOST_AROUND]

    def _meant(self, term: Term, turn: int) -> float | None:
        literal = term.amounts[0]
        plain = literal == int(literal) and literal < 100
        clipped = [round(r * unit, 2) for unit in UNITS for r in term.amounts[: 1 if plain else None]]
        clipped = [value for value in clipped if value <= self._top * OVER]
        near = sorted(self._around(turn), key=lambda whole: abs(whole.turn - turn))
        for whole in near:
            if plain and abs(whole.turn - turn) > NEAR_TURNS:
                break
            if is_among(whole.value, clipped):
                return whole.value
        if plain:
            return None
        made = [known for known in self._made if is_among(known, clipped)]
        if made:
            return max(made)
        if literal != int(literal):
            return max((value for unit in UNITS[1:] if (value := literal * unit) <= self._top), default=None)
        if 100 <= literal < 1000 and self._top >= HUNDREDS and not self._small:
            return literal * 1000
        return None
