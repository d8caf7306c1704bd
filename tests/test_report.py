"""The report's dictionary is a contract: its keys, its units, and what None means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from callscore import ConfigError, Pipeline, Report
from callscore.samples import sample
from callscore.testing import make_call


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    recording, transcript = sample("poor")
    return Pipeline()(recording, transcript=transcript).to_dict()


def test_it_has_the_keys_of_the_contract(document: dict[str, Any]) -> None:
    assert {
        "schema_version", "call_id", "source", "timing_source", "quality", "speakers", "turns", "metrics", "findings",
        "scorecard", "advice", "notes", "versions",
    } <= set(document)  # fmt: skip
    assert {"path", "sha256", "duration", "channels"} <= set(document["source"])
    assert {"speech"} <= set(document["speakers"]["agent"])
    assert {"role", "start", "end", "text", "confidence"} <= set(document["turns"][0])
    assert {"value", "unit", "base", "confidence"} <= set(document["metrics"]["agent_talk_share"])
    finding_keys = {
        "criterion", "rule", "role", "start", "end", "turn", "quote", "confidence", "severity", "why", "instead",
    }  # fmt: skip
    assert all(finding_keys <= set(finding) for finding in document["findings"])
    assert {"id", "group", "value", "points", "weight", "judged", "reason"} <= set(document["scorecard"]["criteria"][0])
    assert all({"kind", "criterion", "text", "moments"} <= set(advice) for advice in document["advice"])
    assert {"outcome", "promises", "disputes", "next_steps", "recap"} <= set(document["notes"])
    assert {"state", "slots", "confirmed"} <= set(document["notes"]["recap"])
    assert {"callscore", "rubric", "models"} <= set(document["versions"])


def test_it_is_plain_json(document: dict[str, Any]) -> None:
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_findings_point_at_turns_and_times_that_exist(document: dict[str, Any]) -> None:
    assert document["findings"]
    for finding in document["findings"]:
        assert 0 <= finding["turn"] < len(document["turns"])
        assert 0 <= finding["start"] <= finding["end"] <= document["source"]["duration"] + 0.5
        assert 0 <= finding["confidence"] <= 1


def test_advice_can_be_played_back(document: dict[str, Any]) -> None:
    improve = [advice for advice in document["advice"] if advice["kind"] == "improve"]
    assert improve
    assert all(moment["start"] is not None for advice in improve for moment in advice["moments"])


def test_a_text_without_times_has_none_where_times_are_needed() -> None:
    call = make_call("agent: Hello, it's Dana from Northgate.", "customer: I lost my job", timed=False)
    document = Pipeline()(call).to_dict()
    for name in ("agent_talk_share", "interruptions", "question_mid_sentence", "longest_monologue"):
        assert document["metrics"][name]["value"] is None, name
        assert document["metrics"][name]["reason"], name
    assert document["timing_source"] == "none"


def test_the_same_call_gives_the_same_report() -> None:
    call = make_call("agent: you haven't paid", "customer: I lost my job", "agent: when will you pay")
    assert Pipeline()(call).to_dict() == Pipeline()(call).to_dict()


@pytest.fixture
def report() -> Report:
    return Pipeline()(make_call("agent: you haven't paid", "customer: I lost my job"))


def test_saving_as_json_writes_the_dictionary(report: Report, tmp_path: Path) -> None:
    path = report.save(tmp_path / "call.json")
    assert json.loads(path.read_text(encoding="utf-8")) == report.to_dict()


@pytest.mark.parametrize("name", ["call.pdf", "call", "no/such/folder/call.html"])
def test_a_place_that_cannot_be_written_is_named(report: Report, tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="call"):
        report.save(tmp_path / name)


def test_card_numbers_are_masked_wherever_the_call_is_quoted() -> None:
    call = make_call(
        "agent: You haven't paid. Can I take the long number on the card?",
        "customer: It's 4242 4242 4242 4242, I lost my job last week.",
        "agent: So that's 4242 4242 4242 4242, you never pay on time.",
    )
    text = json.dumps(Pipeline()(call).to_dict(), ensure_ascii=False) + Pipeline()(call).to_html()
    assert "4242 4242" not in text
    assert "•••• 4242" in text


def test_a_security_code_stays_hidden_where_it_is_cut_off_and_read_back() -> None:
    call = make_call(
        "0-3 agent: And the three digits on the back of the card?",
        "3.2-6 customer: it is one two three and the",
        "5.2-9 agent: one two three, when does the card run out please",
    )
    report = Pipeline()(call)
    assert "two three" not in json.dumps(report.to_dict(), ensure_ascii=False) + report.to_html()
    assert "123" not in json.dumps(report.to_dict()["notes"])
