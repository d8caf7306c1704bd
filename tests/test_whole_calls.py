"""Complete calls with truth, by people who saw nothing of callscore: what comes out must stay near what they said.

The 242 calls of ``tests/calls`` were written and judged before they were first scored, and read afterwards.
`tests/benchmarks/measure_rows.py` and `measure_ranking.py` tell the figures in full. The bounds here lie a little under
them.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean
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
    assert spearmanr(*zip(*pairs, strict=True)).statistic > 0.85


def test_bad_middling_and_good_calls_hardly_mix(scored: list[tuple[dict[str, Any], Report]]) -> None:
    marked = [
        ((truth["overall"] > 30) + (truth["overall"] > 70), report.scorecard.total or 0.0) for truth, report in scored
    ]
    pairs = [(low, high) for tier, low in marked for above, high in marked if tier < above]
    assert sum(low >= high for low, high in pairs) <= len(pairs) * 0.04


def test_totals_are_of_the_size_of_peoples_marks(scored: list[tuple[dict[str, Any], Report]]) -> None:
    for low, high, least, most in ((0, 30, 10, 35), (31, 70, 50, 75), (71, 100, 85, 97)):
        totals = [report.scorecard.total or 0.0 for truth, report in scored if low <= truth["overall"] <= high]
        assert least < fmean(totals) < most


@pytest.mark.parametrize("row", ["introduction", "purpose", "next_step"])
def test_what_was_said_on_a_call_is_found(scored: list[tuple[dict[str, Any], Report]], row: str) -> None:
    told = [(truth[row], report.metrics[row].value or 0.0) for truth, report in scored if "introduction" in truth]
    assert sum(bool(said) == (value >= 0.5) for said, value in told) >= 0.9 * len(told)


def test_good_calls_stand_far_above_bad_ones(scored: list[tuple[dict[str, Any], Report]]) -> None:
    good = [report.scorecard.total or 0.0 for truth, report in scored if truth["overall"] >= 80]
    bad = [report.scorecard.total or 0.0 for truth, report in scored if truth["overall"] <= 20]
    assert (len(good), len(bad)) == (83, 70)
    assert min(good) > max(bad)


def test_the_recap_comes_out_as_it_was(scored: list[tuple[dict[str, Any], Report]]) -> None:
    right = [report.notes.recap["state"] == truth["recap"]["state"] for truth, report in scored]
    assert sum(right) >= 216


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
