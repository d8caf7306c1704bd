"""Which calls a lead hears first, and why."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from callscore.team.review import review_list, time_use

GOOD = {"total": 85.0, "judged_share": 0.9, "duration": 300.0, "outcome": "promise", "recap_state": "complete"}


def call(name: str, **values: Any) -> dict[str, Any]:
    return {"report": f"{name}.json", "call_id": name, "agent_id": "ann", **GOOD, **values}


def fault(name: str, criterion: str, severity: int, start: float | None = 10.0, role: str = "agent") -> dict[str, Any]:
    return {"report": f"{name}.json", "criterion": criterion, "severity": severity, "start": start, "role": role}


def listed(calls: list[dict[str, Any]], faults: list[dict[str, Any]]) -> list[dict[str, Any]]:
    columns = ["report", "criterion", "severity", "start", "role"]
    return review_list(pd.DataFrame(calls), pd.DataFrame(faults, columns=columns)).to_dict("records")


@pytest.mark.parametrize(
    ("values", "faults", "why"),
    [
        ({}, [fault("a", "accusatory", 3)], "1 serious fault"),
        ({"recap_state": "contradicts"}, [], "what was recapped"),
        ({}, [fault("a", "threats", 2)], "a threat or profanity"),
        ({"total": 31.0}, [], "total 31"),
        ({"outcome": "refusal", "duration": 900.0}, [], "15 minutes without a result"),
        ({"total": None, "judged_share": 0.1}, [], "only 10 % could be judged"),
    ],
)
def test_a_call_is_listed_for_its_reason(values: dict[str, Any], faults: list[dict[str, Any]], why: str) -> None:
    (row,) = listed([call("a", **values)], faults)
    assert why in row["why"]


@pytest.mark.parametrize(
    "faults",
    [[], [fault("a", "accusatory", 1)], [fault("a", "threats", 1)], [fault("a", "threats", 3, role="customer")]],
)
def test_an_ordinary_call_is_not_listed(faults: list[dict[str, Any]]) -> None:
    assert listed([call("a")], faults) == []


def test_the_more_and_the_graver_the_reasons_the_sooner() -> None:
    calls = [call("low", total=40.0), call("grave", total=40.0, recap_state="contradicts"), call("short", total=45.0)]
    assert [row["call_id"] for row in listed(calls, [])] == ["grave", "low", "short"]


def test_the_first_plain_moment_is_named() -> None:
    faults = [fault("a", "accusatory", 1, 5.0), fault("a", "accusatory", 3, 80.0), fault("a", "threats", 2, 40.0)]
    (row,) = listed([call("a")], faults)
    assert row["start"] == 40.0


def test_silence_by_outcome_is_a_ratio_of_sums_over_calls_with_times() -> None:
    frame = pd.DataFrame(
        [
            {"outcome": "promise", "duration": 100.0, "silence": 10.0},
            {"outcome": "promise", "duration": 300.0, "silence": 90.0},
            {"outcome": "promise", "duration": 500.0, "silence": None},
        ]
    )
    (row,) = time_use(frame).to_dict("records")
    assert row["silence_share"] == pytest.approx(0.25)
    assert row["n"] == 3
