"""Complete calls with truth, by people who saw nothing of callscore: what comes out must stay near what they said.

The 54 calls of ``tests/calls`` were written and judged before they were first scored. Those beginning with a and c were
read afterwards; b and, up to three of them, d were only counted. `tests/benchmarks/measure_rows.py` and
`measure_ranking.py` tell the figures in full. The bounds here lie a little under them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import spearmanr

from callscore import Pipeline, Report
from callscore.conversation import Role

pytestmark = pytest.mark.slow

CALLS = sorted((Path(__file__).parent / "calls").glob("*.json"))
UNKIND = {"accusatory", "condescending", "threats"}


@pytest.fixture(scope="module")
def scored() -> list[tuple[dict[str, Any], Report]]:
    score = Pipeline("default")
    return [(json.loads(path.read_text(encoding="utf-8"))["truth"], score(path)) for path in CALLS]


def test_the_total_follows_the_overall_mark(scored: list[tuple[dict[str, Any], Report]]) -> None:
    pairs = [(truth["overall"], report.scorecard.total) for truth, report in scored]
    assert all(total is not None for _, total in pairs)
    assert spearmanr(*zip(*pairs, strict=True)).statistic > 0.84


def test_good_calls_stand_far_above_bad_ones(scored: list[tuple[dict[str, Any], Report]]) -> None:
    good = [report.scorecard.total or 0.0 for truth, report in scored if truth["overall"] >= 80]
    bad = [report.scorecard.total or 0.0 for truth, report in scored if truth["overall"] <= 20]
    assert (len(good), len(bad)) == (22, 14)
    assert min(good) > max(bad)


def test_the_recap_comes_out_as_it_was(scored: list[tuple[dict[str, Any], Report]]) -> None:
    right = [report.notes.recap["state"] == truth["recap"]["state"] for truth, report in scored]
    assert sum(right) >= 44


def test_a_contradicting_recap_is_rarely_made_up(scored: list[tuple[dict[str, Any], Report]]) -> None:
    said = [truth["recap"]["state"] for truth, report in scored if report.notes.recap["state"] == "contradicts"]
    assert said.count("contradicts") >= len(said) - 4


def test_hardly_a_turn_of_a_good_call_is_called_unkind(scored: list[tuple[dict[str, Any], Report]]) -> None:
    turns = wrong = 0
    for truth, report in scored:
        if truth["overall"] < 80:
            continue
        turns += len(report.conversation.turns_of(Role.AGENT))
        wrong += len({f.turn for f in report.findings if f.criterion in UNKIND and f.severity})
    assert wrong <= turns / 100
