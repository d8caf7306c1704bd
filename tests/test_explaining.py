"""Explanations: every name that a report can show has one, with its unit and its band in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import callscore
from callscore import Metric, Rubric
from callscore.analyzers import DEFAULT_ANALYZERS
from callscore.errors import ConfigError
from callscore.explaining import UNITS, entries, explain
from callscore.language.lexicon import load_default
from callscore.samples import sample

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
