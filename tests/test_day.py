"""A folder of reports as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from callscore import ConfigError, Pipeline, read_day
from callscore.testing import make_call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    calls = [
        make_call("0-6 agent: you haven't paid the invoice", "6-10 customer: I lost my job in March", call_id="one"),
        make_call("0-2 agent: good morning to you", "2-12 customer: I will pay it on Friday by card", call_id="two"),
        make_call("agent: hello", "customer: hello", call_id="three", timed=False),
    ]
    for call in calls:
        Pipeline()(call).save(tmp_path / f"{call.call_id}.json")
    return tmp_path


def test_every_call_is_a_row_and_joins_its_findings(folder: Path) -> None:
    day = read_day(folder)
    assert sorted(day.calls["call_id"]) == ["one", "three", "two"]
    assert set(day.findings["call_id"]) <= set(day.calls["call_id"])
    assert len(day.turns) == 6
    assert len(day.criteria) == 3 * len(set(day.criteria["id"]))


def test_an_agents_talk_share_is_a_ratio_of_sums_and_leaves_unknown_calls_out(folder: Path) -> None:
    (agent,) = read_day(folder).agents.to_dict("records")
    assert agent["n"] == 3
    assert agent["too_few"]
    assert agent["interruption_rate"] == 0.0
    assert agent["agent_talk_share"] == pytest.approx((6 + 2) / (10 + 12))


def test_unknown_stays_unknown(folder: Path) -> None:
    calls = read_day(folder).calls.set_index("call_id")
    assert calls["agent_talk_share"].isna()["three"]


def test_an_empty_folder_and_a_strange_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no reports in"):
        read_day(tmp_path)
    (tmp_path / "strange.json").write_text('{"a": 1}')
    with pytest.raises(ConfigError, match=r"strange\.json is not a report"):
        read_day(tmp_path)
    with pytest.raises(ConfigError, match="no folder at"):
        read_day(tmp_path / "missing")
