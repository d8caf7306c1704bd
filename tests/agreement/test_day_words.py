"""Days on calls whose date isn't known: kept as said, compared by their words, judged only where these tell."""

from dataclasses import replace
from datetime import date

import pytest

from callscore import Metric
from callscore.agreement import track_agreement
from callscore.agreement.day_words import compare_days, day_words
from callscore.agreement.stand_ins import warn_of_days
from callscore.analyzers.recap import recap
from callscore.testing import make_call


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Friday", "this Friday", True),
        ("Friday", "next Friday", True),
        ("this Friday", "next Friday", False),
        ("Friday", "Friday week", False),
        ("a week on Friday", "Friday week", True),
        ("Friday the eighth", "the eighth", True),
        ("Friday the eighth", "Friday", True),
        ("the eighth of May", "the eighth", True),
        ("the eighth of May", "the eighth of June", False),
        ("the eighth", "the ninth", False),
        ("Friday", "Thursday", False),
        ("tomorrow", "today", False),
        ("a fortnight from today", "in two weeks", True),
        ("end of the month", "the thirtieth", True),
        ("end of the month", "the fifteenth", False),
        ("end of the month", "the end of December", None),
        ("tomorrow", "Friday", None),
        ("Friday", "the eighth", None),
        ("payday", "Friday", None),
    ],
)
def test_two_ways_of_naming_a_day(one, other, same):
    assert compare_days(day_words(one), day_words(other)) is same


def undated(day, said):
    return track_agreement(
        make_call(
            "agent: When could you pay the £150?",
            f"customer: I'll pay it {day} by card.",
            f"agent: So that's £150 {said} by card, is that right?",
            "customer: Yes.",
        )
    )


@pytest.mark.parametrize(
    ("day", "said", "state"),
    [
        ("on Friday", "this Friday", "complete"),
        ("on Friday", "on Friday the 28th", "complete"),
        ("on the 28th", "on the twenty eighth of November", "complete"),
        ("tomorrow", "tomorrow", "complete"),
        ("on Friday", "on Thursday", "contradicts"),
        ("on the 28th", "on the 29th", "contradicts"),
        ("on Friday", "on Friday week", "contradicts"),
        ("tomorrow", "on Friday", "not_judged"),
        ("at the end of the month", "on the 15th", "contradicts"),
    ],
)
def test_recap_without_the_calls_date(day, said, state):
    assert undated(day, said).recap.state == state


def test_the_words_are_kept_and_no_date_is_guessed():
    agreement = undated("on Friday", "this Friday")
    (promise,) = agreement.promises
    assert (promise.amount, promise.date, promise.when, promise.method) == (150.0, None, "Friday", "card")
    assert agreement.payments[0].date is None
    assert agreement.to_notes()["promises"][0]["date"] == "Friday"


def test_a_day_named_twice_in_one_line_is_one():
    agreement = undated("Friday week, that's the 28th,", "on the 28th")
    assert [payment.amount for payment in agreement.payments] == [150.0]
    assert agreement.recap.state == "complete"


def test_a_plan_keeps_its_days_in_order():
    agreement = track_agreement(
        make_call(
            "agent: How would you like to pay the £900?",
            "customer: I can do £400 on Friday and £500 on the fifth by card.",
        )
    )
    said = [(payment.amount, payment.when) for payment in agreement.payments]
    assert said == [(400.0, "Friday"), (500.0, "the fifth")]


def test_an_open_plan_has_its_sum_and_rhythm_and_no_dates():
    call = make_call("agent: What could you manage?", "customer: I could do £50 a week, starting Friday, by card.")
    (promise,) = track_agreement(call).to_notes()["promises"]
    assert (promise["amount"], promise["frequency"], promise["instalments"], promise["date"]) == (
        50.0,
        "weekly",
        None,
        "Friday",
    )


def test_a_day_of_the_past_is_no_promise():
    agreement = track_agreement(
        make_call(
            "agent: The £150 is still open. When did you change banks?",
            "customer: In the middle of September, and I forgot to tell you.",
            "agent: I see.",
        )
    )
    assert agreement.promises == ()


def test_recap_that_cannot_be_judged_is_none_with_the_reason():
    call = make_call(
        "agent: When could you pay the £150?",
        "customer: I'll pay it tomorrow by card.",
        "agent: So that's £150 on Friday by card.",
    )
    (metric,) = [item for item in recap(call) if isinstance(item, Metric) and item.name == "recap"]
    assert metric.value is None
    assert "day of the call" in metric.reason


def test_one_warning_names_the_days_and_goes_when_the_date_is_known():
    call = warn_of_days(make_call("customer: I'll pay on Friday, or maybe Monday."))
    (warning,) = call.quality.warnings
    assert "'Friday' or 'Monday'" in warning
    assert "--call-date" in warning
    assert warn_of_days(call) == call
    assert warn_of_days(replace(call, call_date=date(2026, 5, 4))).quality.warnings == ()


@pytest.mark.parametrize(
    "line",
    ["I'll pay it on payday.", "I'll pay it.", "I'll pay it on 2026-05-04.", "I'll pay on the fourth of May 2026."],
)
def test_no_warning_where_no_day_hangs_on_it(line):
    assert warn_of_days(make_call(f"customer: {line}")).quality.warnings == ()
