"""Where everything lies on the page's timeline: speech of each party, overlaps, findings, ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from callscore.render.kinds import kind_of
from callscore.wording import clock

__all__ = ["Bar", "Mark", "Timeline", "timeline"]

TICK_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)
"""Seconds between ticks; the first that gives at most a dozen is taken."""

MAX_TICKS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of speech: left edge and width in per cent of the call."""

    left: float
    width: float
    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on the timeline."""

    left: float
    start: float
    kind: str
    title: str
    turn: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A call's timeline, ready to draw; `duration` in seconds."""

    duration: float
    lanes: tuple[tuple[str, tuple[Bar, ...]], ...]
    overlaps: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]


def timeline(report: Mapping[str, Any], titles: Mapping[str, str]) -> Timeline | None:
    """The timeline of a report, or None when the call has no times."""
    duration = report["source"]["duration"]
    speech = {role: party["speech"] for role, party in report["speakers"].items()}
    if not duration or not any(speech.values()):
        return None
    lanes = tuple(
        (role, tuple(_bar(start, end, duration, role) for start, end in spans)) for role, spans in speech.items()
    )
    overlaps = _overlaps(speech.get("agent", ()), speech.get("customer", ()))
    marks = tuple(_mark(finding, duration, titles) for finding in report["findings"] if finding["start"] is not None)
    step = next((step for step in TICK_STEPS if duration / step <= MAX_TICKS), TICK_STEPS[-1])
    ticks = tuple((100 * second / duration, clock(second)) for second in range(0, int(duration) + 1, step))
    return Timeline(duration, lanes, tuple(_bar(s, e, duration, "both speak") for s, e in overlaps), marks, ticks)


def _mark(finding: Mapping[str, Any], duration: float, titles: Mapping[str, str]) -> Mark:
    title = titles.get(finding["criterion"], finding["criterion"].replace("_", " "))
    return Mark(
        100 * finding["start"] / duration,
        finding["start"],
        kind_of(finding),
        f"{clock(finding['start'])} {title}: {finding['why']}",
        finding["turn"],
    )


def _bar(start: float, end: float, duration: float, who: str) -> Bar:
    return Bar(
        100 * start / duration, 100 * (end - start) / duration, start, f"{who} {clock(start)}, {end - start:.1f} s"
    )


def _overlaps(ones: Sequence[Sequence[float]], others: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Where both speak, in one sweep over the sorted spans."""
    found: list[tuple[float, float]] = []
    i = j = 0
    while i < len(ones) and j < len(others):
        start, end = max(ones[i][0], others[j][0]), min(ones[i][1], others[j][1])
        if end > start:
            found.append((start, end))
        if ones[i][1] <= others[j][1]:
            i += 1
        else:
            j += 1
    return found
