"""Figures for a slide: they draw what the tables say, and say in one line when they can't."""

from __future__ import annotations

import pandas as pd
import pytest

import callscore as cs
from callscore.errors import ConfigError
from callscore.plots import plot_agents, plot_trends
from callscore.testing import make_call

ROW = {"figure": "total", "unit": "points", "low": 40.0, "high": 80.0, "n": 9, "too_few": False, "base": 9.0}


@pytest.fixture
def figures() -> pd.DataFrame:
    rows = [{**ROW, "agent_id": "b$x$", "value": 70.0}, {**ROW, "agent_id": None, "value": 50.0, "low": None, "n": 2}]
    return pd.DataFrame([*rows, {**ROW, "agent_id": "c", "value": 0.5, "figure": "recap", "unit": "share"}])


def test_a_report_is_drawn_with_a_row_for_each_criterion() -> None:
    report = cs.Pipeline()(make_call("agent: you haven't paid", "customer: I lost my job", call_id="$a$"))
    axes = report.plot().axes[0]
    assert len(axes.get_yticklabels()) == len(report.scorecard.criteria)
    assert sum(text.get_text() == "not judged" for text in axes.texts) == sum(
        not row.judged for row in report.scorecard.criteria
    )


def test_agents_stand_in_order_of_their_figure(figures: pd.DataFrame) -> None:
    plot = plot_agents(figures)
    labels = [label.get_text() for label in plot.axes[0].get_yticklabels()]
    assert labels == ["(not known)  (2)", r"b\$x\$  (9)"]
    plot.canvas.draw()


def test_a_share_is_drawn_in_per_cent(figures: pd.DataFrame) -> None:
    assert plot_agents(figures, "recap").axes[0].lines[-1].get_xdata()[0] == 50.0


def test_an_unknown_figure_is_refused_with_those_that_are_known(figures: pd.DataFrame) -> None:
    with pytest.raises(ConfigError, match="no figure 'nonsense' to draw; there are total, recap"):
        plot_agents(figures, "nonsense")


def test_trends_have_a_panel_an_agent() -> None:
    weeks = pd.to_datetime(["2026-11-02", "2026-11-09"])
    rows = [{**ROW, "agent_id": agent, "value": 60.0, "period": week} for agent in ("a", "b") for week in weeks]
    plot = plot_trends(pd.DataFrame(rows))
    assert [axes.get_title(loc="left") for axes in plot.axes] == ["a (18)", "b (18)"]
    plot.canvas.draw()


def test_a_folder_without_dates_has_no_trend_to_draw() -> None:
    with pytest.raises(ConfigError, match="there are none"):
        plot_trends(pd.DataFrame([], columns=["agent_id", "period", "figure", "value", "n", "unit"]))
