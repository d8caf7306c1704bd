"""Where everything lies on the page's timeline: speech of each party, overlaps, findings, ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from callscore.render.kinds import kind_of
from callscore.wording import clock

__all__ = ["Bar", "Mark", "Timeline", "timeline"]

TICK_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)
"""Seconds between ticks; the first that gives at most a dozen is taken."""

MAX_TICKS = 12

LONGEST_WINDOW = 150.0
"""Seconds over which the talk share is taken (definitions, "Balance over time"); a third of a shorter call."""

SHORTEST_WINDOW = 20.0
"""Seconds below which a share is one turn only."""

STEPS_A_WINDOW = 5


class Sign(NamedTuple):
    """A sign of a raised voice: from where it is noticed, and what makes it readable."""

    noticed: float
    scale: float
    unit: str


SIGNS = {
    "louder_db": Sign(2.1, 1, "dB"),
    "higher_semitones": Sign(1.4, 1, "semitones"),
    "faster": Sign(0.0875, 100, "% pace"),
}
"""Changes against the speaker's usual from which the timeline shows a voice, loudness and one other together: about a
third of what a plainly raised voice has (`callscore.voice`)."""


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
    share: str = ""
    """The agent's share of the talk over time as points of an SVG polyline, x and y in per cent; empty if too short."""
    voices: tuple[Bar, ...] = ()
    """Turns in which a voice is raised against its own usual."""


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
    both = tuple(_bar(s, e, duration, "both speak") for s, e in overlaps)
    share = talk_share_line(speech.get("agent", ()), speech.get("customer", ()), duration)
    return Timeline(duration, lanes, both, marks, ticks, share, _voices(report["turns"], duration))


def talk_share_line(agent: Sequence[Sequence[float]], customer: Sequence[Sequence[float]], duration: float) -> str:
    """The agent's talk share in windows, as points ``x,y`` in per cent of a box; windows without speech have none.

    Examples
    --------
    >>> talk_share_line([[0, 45]], [[45, 90]], 90).split()[0], talk_share_line([[0, 5]], [], 5)
    ('16.7,0.0', '')
    """
    window = max(SHORTEST_WINDOW, min(LONGEST_WINDOW, duration / 3))
    if duration < window:
        return ""
    step = window / STEPS_A_WINDOW
    points: list[str] = []
    for number in range(int((duration - window) / step + 1e-6) + 1):
        begin = number * step
        ours, theirs = (_within(spans, begin, begin + window) for spans in (agent, customer))
        if ours + theirs > 0:
            points.append(f"{100 * (begin + window / 2) / duration:.1f},{100 * (1 - ours / (ours + theirs)):.1f}")
    return " ".join(points) if len(points) > 1 else ""


def _within(spans: Sequence[Sequence[float]], begin: float, end: float) -> float:
    return sum(max(0.0, min(end, stop) - max(begin, start)) for start, stop in spans)


def _voices(turns: Sequence[Mapping[str, Any]], duration: float) -> tuple[Bar, ...]:
    """Turns whose voice is raised, with what is heard in words."""
    found: list[Bar] = []
    for turn in turns:
        voice = turn["voice"]
        if not voice or turn["start"] is None or turn["end"] is None:
            continue
        known = {name: voice.get(name) or 0.0 for name in SIGNS}
        others = any(known[name] >= SIGNS[name].noticed for name in ("higher_semitones", "faster"))
        if known["louder_db"] >= SIGNS["louder_db"].noticed and others:
            words = ", ".join(f"{known[name] * sign.scale:+.0f} {sign.unit}" for name, sign in SIGNS.items())
            found.append(_bar(turn["start"], turn["end"], duration, f"{turn['role']}: voice raised ({words}),"))
    return tuple(found)


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
