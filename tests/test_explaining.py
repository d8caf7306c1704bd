"""Explanations: every name that a report can show has one, with its unit and its band in words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import callscore
from callscore import Metric, Pipeline, Rubric
from callscore.analyzers import DEFAULT_ANALYZERS
from callscore.errors import ConfigError
from callscore.explaining import UNITS, entries, explain
from callscore.language.lexicon import load_default
from callscore.samples import sample
from callscore.side_by_side import read_report, side_by_side
from callscore.testing import make_call

SAMPLES = ("excellent", "mixed", "poor")


@pytest.fixture(scope="module")
def analyses() -> tuple[callscore.Analysis, ...]:
    return tuple(callscore.analyze(callscore.listen(sample(n)[0], transcript=sample(n)[1])) for n in SAMPLES)


def test_every_metric_of_the_default_analyzers_is_explained_in_its_unit(
    analyses: tuple[callscore.Analysis, ...],
) -> None:
    for analysis in analyses:
        for name, metric in analysis.metrics.items():
            assert entries("metric")[name].unit == metric.unit, name
            assert entries("metric")[name].title in explain(name)


def test_every_rule_that_fires_is_explained(analyses: tuple[callscore.Analysis, ...]) -> None:
    for analysis in analyses:
        for finding in analysis.findings:
            assert finding.rule in explain(finding.rule)


def test_every_metric_that_is_explained_is_measured(analyses: tuple[callscore.Analysis, ...]) -> None:
    yielded = {
        item.name
        for analysis in analyses
        for analyzer in DEFAULT_ANALYZERS
        for item in analyzer(analysis.conversation)
        if isinstance(item, Metric)
    }
    assert set(entries("metric")) == yielded


def test_every_rule_that_is_explained_stands_in_the_code() -> None:
    package = Path(callscore.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    for name in entries("rule"):
        assert f'"{name}"' in code, name
    assert not set(entries("rule")) & {frame.id for frame in load_default().frames}


def test_every_metric_has_a_known_unit_and_every_rule_a_known_criterion() -> None:
    scored = {criterion.id for criterion in Rubric.load().criteria} | {"time_use"}
    for metric in entries("metric").values():
        assert metric.unit in UNITS, metric.id
    for rule in entries("rule").values():
        assert rule.criterion in scored | {""}, rule.id


def test_every_criterion_is_explained() -> None:
    for criterion in Rubric.load().criteria:
        assert criterion.title in explain(criterion.id)
        assert criterion.metric in explain(criterion.id)


def test_values_have_their_units_and_stand_in_one_column() -> None:
    lines = explain("talk_share").splitlines()
    facts = [match for line in lines if (match := re.match(r"([A-Z][a-z ]+): +(?=\S)", line))]
    assert "Full points:  35 % to 55 %" in lines
    assert len(facts) >= 4
    assert len({match.end() for match in facts}) == 1


def test_a_name_of_two_things_explains_both() -> None:
    text = explain("overlap")
    assert "a metric" in text
    assert "a rule of question_mid_sentence" in text


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    with pytest.raises(ConfigError, match=r"did you mean.*agent_pace_wpm"):
        explain("agent_pace")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("us_third_party", "judged by metadata"),
        ("us.mini_miranda", "1692e(11)"),
        ("uk.third_party", "CONC 7.9.6R"),
        ("hedging.guess", "said by the agent"),
        ("right_party.late", "a rule of right_party"),
    ],
)
def test_profiles_their_rules_and_phrase_lists_are_explained(name: str, shown: str) -> None:
    assert shown in explain(name)


def test_what_is_said_about_a_profile_says_that_it_is_no_legal_finding() -> None:
    assert "never a legal finding" in explain("uk")
    assert "never a legal finding" in explain("us.call_time")


def test_a_criterion_says_why_it_weighs_what_it_weighs_and_whether_it_fails_calls() -> None:
    text = " ".join(explain("threats", rubric=Rubric.load("consumer_us")).split())
    assert "Because:" in text
    assert "its total is at most 40" in text
    assert "the total stays" in " ".join(explain("threats").split())


CALL = make_call(
    "agent: Is that Mr Bell?",
    "customer: Yes.",
    "agent: You owe £400, and I don't give a damn about the rest.",
    "customer: I lost my job.",
    "agent: Not my problem.",
)


def test_two_rubrics_on_one_call_are_explained_row_by_row() -> None:
    reports = [Pipeline(name)(CALL).to_dict() for name in ("default", "consumer_us")]
    text = side_by_side(*reports)
    assert "flagged for review" in text
    assert "capped at 40" in text
    line = next(line for line in text.splitlines() if line.startswith("disclosures"))
    assert "not judged" in line
    assert "no jurisdiction profile asks for a notice" in line
    lost = [sum(row["lost"] or 0 for row in report["scorecard"]["criteria"]) for report in reports]
    assert [round(100 - each, 1) for each in lost] == [round(r["scorecard"]["mean"], 1) for r in reports]
    assert side_by_side(*reports, criterion="threats").splitlines()[-1].startswith("threats")


def test_reports_on_two_calls_are_not_compared() -> None:
    one, other = Pipeline()(CALL).to_dict(), Pipeline()(CALL).to_dict() | {"call_id": "another"}
    with pytest.raises(ConfigError, match="different calls: 'test' and 'another'"):
        side_by_side(one, other)


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"turns": []}')
    with pytest.raises(ConfigError, match="no report of callscore"):
        read_report(path)
    with pytest.raises(ConfigError, match=r"no report at .*b\.json"):
        read_report(tmp_path / "b.json")


def test_the_command_explains_two_reports(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from callscore.cli import app

    paths = [tmp_path / f"{name}.json" for name in ("default", "b2b_invoice")]
    for path in paths:
        path.write_text(json.dumps(Pipeline(path.stem)(CALL).to_dict()))
    result = CliRunner().invoke(app, ["explain", "--report", str(paths[0]), "--report", str(paths[1])])
    assert result.exit_code == 0
    assert "default and b2b_invoice" in result.stdout
