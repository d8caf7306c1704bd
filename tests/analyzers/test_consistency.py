"""Figures, deadlines and agreed terms that contradict an earlier word, and what is no contradiction."""

from datetime import date

import pytest

from callscore import Metric
from callscore.agreement.contradictions import find_contradictions
from callscore.analyzers.consistency import consistency
from callscore.testing import make_call

MONDAY = date(2026, 11, 23)


def rules(*lines):
    return [found.rule for found in find_contradictions(make_call(*lines, call_date=MONDAY))]


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("The balance is £1,900.", "Right, so your balance is £2,150.", "balance"),
        ("You have $640 outstanding.", "Well, you have $690 outstanding.", "balance"),
        ("You're nineteen hundred euro behind.", "Give me the two thousand one hundred and fifty now.", "balance"),
        ("The summons costs are £75.", "And the £95 summons costs stay on.", "fee"),
        ("It has to be paid by Friday.", "It has to be paid by Wednesday.", "deadline"),
        ("The offer is good until the 30th.", "The offer expires on the 25th.", "deadline"),
        ("With the late fee in it, that's £12 of a £90 bill.", "That includes the £20 late fee.", "fee"),
        ("Your account is ninety days past due.", "So with you being thirty days past due I need it.", "age"),
        ("It's two months overdue.", "It's ten days overdue.", "age"),
    ],
)
def test_values_that_change_without_a_reason(first, second, rule):
    assert rules(f"agent: {first}", "customer: I see.", f"agent: {second}") == [rule]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The balance is £1,900.", "So the balance is nineteen hundred pounds."),
        ("The balance is £412.50.", "So that's a balance of four hundred and twelve."),
        ("The balance is £1,900.", "Sorry, I misspoke. The balance is £2,150."),
        ("The balance is £1,900.", "With the £250 of interest the balance is £2,150."),
        ("The balance is £1,900.", "After your payment of £400 the balance is £1,500."),
        ("Invoice 4471 is £1,900 outstanding.", "Invoice 4482 has £250 outstanding."),
        ("The balance is £1,900.", "Could you pay £300 on Friday?"),
        ("The balance is £1,900.", "What about £200 a month?"),
        ("It has to be paid by Friday.", "I can give you until Wednesday week, it has to be paid by then."),
        ("Could you pay by Friday?", "Could you pay by Wednesday?"),
        ("It's a month overdue.", "Five weeks overdue today, yes."),
        ("The March invoice is ninety days overdue.", "The April one is thirty days overdue."),
        ("The late fee is £25.", "And there's a court fee of £70."),
    ],
)
def test_what_is_no_contradiction(first, second):
    assert rules(f"agent: {first}", "customer: I see.", f"agent: {second}") == []


def test_a_day_that_the_customer_asked_for_is_negotiated():
    assert (
        rules(
            "agent: It has to be paid by Friday.",
            "customer: Can I have till Monday the 30th?",
            "agent: Okay, it has to be paid by Monday the 30th.",
        )
        == []
    )


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        ("Can you ring me at three?", "I'll ring you at five then.", ["callback"]),
        ("Call me today after eight.", "Fine, I'll call you at six.", ["callback"]),
        ("Call me back before ten please.", "Sure, I'll call you at eleven.", ["callback"]),
        ("Call me after six.", "I'll call you at seven.", []),
        ("Call me at three.", "I can't do three, I'll call you at five.", []),
        ("Call me in three days.", "I'll call you at five.", []),
    ],
)
def test_the_hour_that_was_asked_for(asked, answer, expected):
    assert rules("agent: When can I reach you?", f"customer: {asked}", f"agent: {answer}") == expected


@pytest.mark.parametrize(
    ("challenge", "answer", "expected"),
    [
        ("You just said tonight. Which is it?", "It makes no odds to me.", ["challenged"]),
        ("I thought you said tonight.", "Sorry, my mistake, they get them tonight.", []),
        ("You said last month.", "They have them.", []),
        ("They'll get them tonight, then.", "They have them.", []),
    ],
)
def test_what_the_customer_holds_against_the_agent(challenge, answer, expected):
    assert (
        rules(
            "agent: If I hear nothing the papers go to our solicitors tonight.",
            "customer: I see.",
            "agent: The solicitors have already had the papers, you know.",
            f"customer: {challenge}",
            f"agent: {answer}",
        )
        == expected
    )


def test_terms_read_back_wrong_are_a_contradiction():
    assert rules(
        "agent: When could you pay the £150?",
        "customer: I'll pay it on Friday by card.",
        "agent: So that's £250 on Friday by card.",
        "customer: Okay.",
    ) == ["terms"]


def test_both_places_are_shown_and_one_counts():
    call = make_call("agent: The balance is £1,900.", "customer: Right.", "agent: So your balance is £2,150.")
    metric, later, earlier = consistency(call)
    assert (metric.value, later.turn, later.is_fault) == (1.0, 2, True)
    assert (earlier.turn, earlier.is_fault) == (0, False)
    assert "£1,900" in later.why


def test_nothing_found_is_zero():
    assert next(iter(consistency(make_call("agent: The balance is £150.", "customer: Okay.")))).value == 0.0


def test_a_call_without_an_agent_is_not_judged():
    (metric,) = consistency(make_call("customer: Hello?"))
    assert isinstance(metric, Metric)
    assert metric.value is None
