"""Small charts as coordinates for an SVG: a trend with its interval, a distribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Columns", "Trend", "columns", "trend"]

WIDTH, HEIGHT = 120.0, 56.0
"""Size of a trend's box, in units of its SVG; 0 to 100 points fill the height."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A line of weekly values; `line` and `band` are lists of points as SVG writes them."""

    line: str
    band: str
    dots: tuple[tuple[float, float, str, bool], ...]
    """``(x, y, words, too few calls)`` of each week."""
    last: float
    change: float | None
    """Last week less first, None where there is one week only or one of the two had too few calls."""


def trend(points: Sequence[Mapping[str, Any]]) -> Trend:
    """A trend of values from 0 to 100, as `callscore.team.browsing.browsing_document` gives them.

    Examples
    --------
    >>> week = {"low": None, "high": None, "n": 9, "too_few": False}
    >>> made = trend([{"period": "2026-11-09", "value": 50.0, **week}, {"period": "2026-11-16", "value": 75.0, **week}])
    >>> made.line, made.change
    ('4.0,28.0 116.0,15.0', 25.0)
    """
    step = (WIDTH - 8) / max(1, len(points) - 1)
    places = [4 + step * at if len(points) > 1 else WIDTH / 2 for at in range(len(points))]
    dots = tuple(
        (round(x, 1), _y(p["value"]), _words(p), bool(p["too_few"])) for x, p in zip(places, points, strict=True)
    )
    ranged = [(x, p) for x, p in zip(places, points, strict=True) if p["low"] is not None and p["high"] is not None]
    band = [f"{x:.1f},{_y(p['high'])}" for x, p in ranged] + [f"{x:.1f},{_y(p['low'])}" for x, p in reversed(ranged)]
    sure = len(points) > 1 and not points[0]["too_few"] and not points[-1]["too_few"]
    return Trend(
        " ".join(f"{x},{y}" for x, y, _, _ in dots),
        " ".join(band) if len(ranged) > 1 else "",
        dots,
        points[-1]["value"],
        points[-1]["value"] - points[0]["value"] if sure else None,
    )


def _y(points: float) -> float:
    return round(HEIGHT - 2 - (HEIGHT - 4) * min(100.0, max(0.0, points)) / 100, 1)


def _words(point: Mapping[str, Any]) -> str:
    interval = "" if point["low"] is None else f", 95 % {point['low']:.0f} to {point['high']:.0f}"
    few = ", too few to go by" if point["too_few"] else ""
    return f"week of {point['period']}: {point['value']:.0f} ({point['n']} calls{interval}{few})"


@dataclass(frozen=True, slots=True)
class Columns:
    """One column of a distribution: calls, height in per cent of the highest, and the points that it stands for."""

    count: int
    height: float
    label: str
    grade: float


def columns(counts: Sequence[int]) -> tuple[Columns, ...]:
    """Columns of a score distribution.

    Examples
    --------
    >>> [(column.label, column.height) for column in columns([1, 0, 0, 0, 0, 0, 0, 0, 2, 0])][::8]
    [('0–10', 50.0), ('80–90', 100.0)]
    """
    most = max(counts, default=0) or 1
    wide = 100 // max(1, len(counts))
    return tuple(
        Columns(count, 100 * count / most, f"{at * wide}–{(at + 1) * wide}", (at + 0.5) * wide)
        for at, count in enumerate(counts)
    )
