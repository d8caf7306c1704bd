"""Rates over calls are ratios of sums, with n and an interval; a change is told from noise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from callscore import ConfigError
from callscore.team.comparing import agents_table, changes, figures, trends
from callscore.team.intervals import wilson


def calls(*rows: dict[str, Any]) -> pd.DataFrame:
    defaults = {"agent_id": "ann", "total": 70.0, "duration": 300.0, "call_date": pd.Timestamp("2026-11-02")}
    return pd.DataFrame([{**defaults, **row} for row in rows])


def figure(table: pd.DataFrame, name: str) -> dict[str, Any]:
    (row,) = table[table["figure"] == name].to_dict("records")
    return row


def test_a_rate_is_sums_over_sums_and_not_a_mean_of_rates() -> None:
    table = figures(
        calls({"interruptions": 4, "interruptions_base": 1.0}, {"interruptions": 0, "interruptions_base": 9.0})
    )
    assert figure(table, "interruption_rate")["value"] == pytest.approx(0.4)


def test_calls_that_could_not_be_judged_are_left_out_of_n() -> None:
    table = figures(calls({"purpose": 1.0}, {"purpose": None}, {"purpose": 0.0}))
    row = figure(table, "purpose")
    assert (row["value"], row["n"]) == (0.5, 2)


def test_a_figure_nobody_could_be_judged_on_is_absent_not_zero() -> None:
    assert "recap" not in set(figures(calls({"recap": None}))["figure"])


@pytest.mark.parametrize(("n", "few"), [(4, True), (5, False)])
def test_fewer_than_five_calls_is_said_to_be_too_few(n: int, few: bool) -> None:
    row = figure(figures(calls(*[{}] * n)), "total")
    assert bool(row["too_few"]) is few


def test_an_interval_holds_the_figure_and_narrows_with_calls() -> None:
    few = figure(figures(calls(*({"total": t} for t in (40.0, 60.0, 80.0) * 3))), "total")
    many = figure(figures(calls(*({"total": t} for t in (40.0, 60.0, 80.0) * 40))), "total")
    assert few["low"] < 60 < few["high"]
    assert many["high"] - many["low"] < (few["high"] - few["low"]) / 2


def test_shares_of_calls_have_wilsons_interval() -> None:
    row = figure(figures(calls(*({"purpose": 1.0} for _ in range(8)), {"purpose": 0.0}, {"purpose": 0.0})), "purpose")
    assert (row["low"], row["high"]) == pytest.approx(wilson(8, 10))


def test_calls_that_are_all_alike_have_no_interval_without_width() -> None:
    row = figure(figures(calls(*({"total": 100.0} for _ in range(12)))), "total")
    assert row["value"] == 100.0
    assert pd.isna(row["low"])


def test_a_fault_that_was_never_seen_may_still_happen() -> None:
    none = calls(*({"interruptions": 0.0, "interruptions_base": 5.0} for _ in range(12)))
    row = figure(figures(none), "interruption_rate")
    assert (row["value"], row["low"]) == (0.0, 0.0)
    assert row["high"] == pytest.approx(3.69 / 60, rel=0.01)


def test_one_call_has_a_figure_and_no_interval() -> None:
    row = figure(figures(calls({})), "total")
    assert row["value"] == 70.0
    assert pd.isna(row["low"])


def test_agents_of_unknown_name_share_a_row() -> None:
    table = agents_table(calls({"agent_id": None}, {"agent_id": None}, {"agent_id": "bob"}))
    assert sorted(table["n"]) == [1, 2]
    assert table["total"].notna().all()


def test_weeks_begin_on_monday_and_calls_without_a_date_are_left_out() -> None:
    days = [{"call_date": pd.Timestamp(day)} for day in ("2026-11-01", "2026-11-02", "2026-11-08")]
    table = trends(calls(*days, {"call_date": pd.NaT}))
    weeks = table[table["figure"] == "total"]
    assert [str(day)[:10] for day in weeks["period"]] == ["2026-10-26", "2026-11-02"]
    assert list(weeks["n"]) == [1, 2]


def test_a_change_is_clear_when_its_interval_leaves_zero_out() -> None:
    before = [{"total": t, "call_date": pd.Timestamp("2026-11-01")} for t in (50.0, 55.0, 60.0) * 4]
    after = [{"total": t, "call_date": pd.Timestamp("2026-11-10")} for t in (70.0, 75.0, 80.0) * 4]
    row = figure(changes(calls(*before, *after), since=date(2026, 11, 9)), "total")
    assert row["change"] == pytest.approx(20.0)
    assert row["clear"]
    assert 0 < row["low"] < 20 < row["high"]


def test_noise_and_few_calls_are_not_called_a_change() -> None:
    mixed = [
        {"total": t, "call_date": pd.Timestamp(f"2026-11-{d:02d}")} for d in (1, 10) for t in (40.0, 60.0, 80.0) * 4
    ]
    assert not figure(changes(calls(*mixed), since=date(2026, 11, 9)), "total")["clear"]
    few = [{"total": 10.0, "call_date": pd.Timestamp("2026-11-01")}] * 2
    few += [{"total": 90.0, "call_date": pd.Timestamp("2026-11-10")}] * 2
    assert not figure(changes(calls(*few), since=date(2026, 11, 9)), "total")["clear"]


def test_an_unknown_grouping_and_period_are_named() -> None:
    with pytest.raises(ConfigError, match="'queue'"):
        figures(calls({}), by=("queue",))
    with pytest.raises(ConfigError, match="'fortnight'; known are day"):
        trends(calls({}), period="fortnight")  # type: ignore[arg-type]


def test_empathy_counts_tellings_and_not_calls() -> None:
    table = figures(calls({"empathy": 1.0, "empathy_base": 1.0}, {"empathy": 0.0, "empathy_base": 3.0}))
    assert figure(table, "empathy")["value"] == pytest.approx(0.25)


def test_a_figure_makes_no_groups() -> None:
    with pytest.raises(ConfigError, match="'total'"):
        agents_table(calls({}), by=("total",))
