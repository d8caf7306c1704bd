"""The agreeing part of 96 calls, written and judged without a look at callscore: what is told of it.

The scenes run from the moment when reason and wish to pay are on the table to the goodbye, fourteen to twenty-six turns
of restarts, clipped sums and days told loosely. The bounds lie a little under what is told of them now: 72 states, 585
of 734 slots, 2 contradictions made up.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from callscore import read_transcript
from callscore.agreement import Agreement, track_agreement
from callscore.language.methods import same_method
from callscore.language.terms import TermKind, find_terms

pytestmark = pytest.mark.slow

SCENES = Path(__file__).with_name("agreement_scenes.jsonl")

LEAST_STATES = 69
"""Scenes, of 96, whose state of the recap must be told right."""

LEAST_SLOTS = 0.77
"""Share of the sums, days and ways to pay of written promises that must be among the promises or payments told."""

MOST_FALSE_CONTRADICTIONS = 4
"""Scenes in which a recap may be said to contradict the agreement that doesn't."""

MONEY_TOLERANCE = 1.01
"""Units of currency by which two sums may differ and be the same: pence are left out when repeated."""

Scene = tuple[dict[str, Any], Agreement]


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    folder = tmp_path_factory.mktemp("scenes")
    tracked: list[Scene] = []
    for line in SCENES.read_text("utf-8").splitlines():
        scene = json.loads(line)
        path = folder / f"{scene['id']}.json"
        path.write_text(line, "utf-8")
        tracked.append((scene["truth"], track_agreement(read_transcript(path))))
    return tracked


def told(agreement: Agreement, slot: str) -> list[Any]:
    """The values of a slot that the promises and payments told have."""
    both = (*agreement.promises, *agreement.payments)
    return [value for value in (*(getattr(each, slot) for each in both), getattr(agreement, slot, None)) if value]


def same(slot: str, wanted: Any, values: list[Any]) -> bool:
    if slot == "method":
        names = {str(term.name) for term in find_terms(wanted) if term.kind is TermKind.METHOD} or {wanted}
        return any(same_method(value, name) for value in values for name in names)
    if slot == "amount":
        return any(abs(value - wanted) < MONEY_TOLERANCE for value in values)
    return wanted in {str(value) for value in values}


def is_told_by_value(slot: str, value: Any) -> bool:
    """Whether a written value can be compared: days that are no date ("payday") can't."""
    return value is not None and (slot != "date" or str(value)[:4].isdigit())


def test_every_scene_is_there(scenes: list[Scene]) -> None:
    assert len(scenes) == 96


def test_recap_states_are_told_right(scenes: list[Scene]) -> None:
    assert sum(agreement.recap.state == truth["recap"]["state"] for truth, agreement in scenes) >= LEAST_STATES


def test_promised_slots_are_found(scenes: list[Scene]) -> None:
    wanted = [
        (slot, promise[slot], agreement)
        for truth, agreement in scenes
        for promise in truth["promises"]
        for slot in ("amount", "date", "method")
        if is_told_by_value(slot, promise.get(slot))
    ]
    found = sum(same(slot, value, told(agreement, slot)) for slot, value, agreement in wanted)
    assert found >= LEAST_SLOTS * len(wanted), f"{found} of {len(wanted)}"


def test_contradictions_are_seldom_made_up(scenes: list[Scene]) -> None:
    said = [truth["recap"]["state"] for truth, agreement in scenes if agreement.recap.state == "contradicts"]
    assert len(said) - said.count("contradicts") <= MOST_FALSE_CONTRADICTIONS
