"""Script files become lines: placed by gaps of their own, or by the times and labels of a typed call."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from render import Line

__all__ = ["SCRIPTS", "read_script", "shorten"]

SCRIPTS = Path(__file__).parent / "scripts"

FIRST_TURNS, LAST_TURNS = 25, 6
"""What is kept of a long script unless all of it is wanted."""

OVERLAP_OF_FINISHED = 0.7
"""Seconds by which an interruption overlaps a finished turn, so that it is one (definitions: more than 0.5)."""

TERMINAL_OVERLAP = (0.1, 0.4)
"""Seconds that a terminal overlap may take (definitions: the last 0.5 s of a turn)."""


def read_script(path: Path) -> tuple[list[Line], dict[str, Any]]:
    """Lines of a script, and what the file says besides.

    Turns with ``start`` and ``end`` are placed as those times say, their kinds taken from ``truth``; turns without are
    `Line` fields as they are.
    """
    script = json.loads(path.read_text("utf-8"))
    about = {key: value for key, value in script.items() if key != "turns"}
    if "start" in script["turns"][0]:
        return _timed_lines(script), about
    return [Line(**turn, source=i) for i, turn in enumerate(script["turns"])], about


def _timed_lines(script: dict[str, Any]) -> list[Line]:
    truth = script["truth"]
    kinds = {i: "interruption" for role in ("agent", "customer") for i in truth["interruptions"].get(role, [])}
    kinds |= {i: "backchannel" for role in ("agent", "customer") for i in truth["backchannels"].get(role, [])}
    kinds |= dict.fromkeys(truth["terminal_overlaps"], "terminal_overlap")
    lines: list[Line] = []
    floor: dict[str, Any] | None = None
    floor_line = 0
    for i, turn in enumerate(script["turns"]):
        kind = kinds.get(i, "turn")
        gap = turn["start"] - floor["end"] if floor else 0.4
        inside = None
        if kind == "backchannel" and floor and turn["start"] < floor["end"]:
            inside = min(0.85, max(0.1, (turn["start"] - floor["start"]) / (floor["end"] - floor["start"])))
        elif kind == "interruption" and floor:
            finished = floor["text"].rstrip().endswith((".", "?", "!")) and not floor["text"].rstrip().endswith("...")
            lines[floor_line] = replace(lines[floor_line], cut_off=not finished)
            gap = min(gap, -OVERLAP_OF_FINISHED) if finished else gap
        elif kind == "terminal_overlap":
            gap = min(-TERMINAL_OVERLAP[0], max(-TERMINAL_OVERLAP[1], gap))
        else:
            gap = max(gap, 0.1)
        question = i in truth["mid_sentence_questions"]
        lines.append(Line(turn["speaker"], turn["text"], gap, inside, kind, question, source=i))
        if kind != "backchannel" and (floor is None or turn["end"] > floor["end"]):
            floor, floor_line = turn, i
    return lines


def shorten(lines: Sequence[Line], first: int = FIRST_TURNS, last: int = LAST_TURNS) -> list[Line]:
    """The first and last lines of a script, cut where a turn begins that doesn't overlap the one before."""
    if len(lines) <= first + last:
        return list(lines)
    ends = [i for i in range(len(lines)) if lines[i].kind == "turn"]
    stop = next((i for i in ends if i >= first), len(lines))
    start = next((i for i in reversed(ends) if stop <= i <= len(lines) - last), stop)
    return [*lines[:stop], *lines[start:]]
