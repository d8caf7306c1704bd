"""Part of what is owed, or another day, put to a customer who can't pay it: told by what was named before."""

from __future__ import annotations

import pytest

from callscore.dialogue.counter_offers import counter_offers, days_put
from callscore.testing import make_call

OWED = ("agent: It's £480 for the June bill.", "customer: I can't, I've lost my job. I've about £90.")


@pytest.mark.parametrize(
    "line",
    [
        "Could you do £200?",
        "Eighty?",
        "Make it a hundred and fifty.",
        "Give me two hundred.",
        "I can settle it for £300 today.",
        "There's a settlement of £250 on it.",
        "okay so two hundred now and the rest december",
        "how about one forty this friday and then one thirty",
        "Would sixty percent help?",
        "Can you do half today?",
        "I could do half and half, if that's easier.",
        "And is twenty-five pounds possible before then?",
    ],
)
def test_a_part_of_it_that_is_put_to_the_customer(line: str) -> None:
    assert [offer.turn for offer in counter_offers(make_call(*OWED, f"agent: {line}"))] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "Can you pay the £480 today?",
        "I'm not taking two hundred.",
        "Did you pay £200 in May?",
        "I'll take off the £30, so that's £450.",
        "Your £90 won't do.",
        "Will you do two hundred, or must I hand it over?",
        "You paid half in May.",
        "It was due on the 12th, is that right?",
        "A £25 fee goes on at the end of the month.",
    ],
)
def test_a_sum_that_offers_nothing(line: str) -> None:
    assert not counter_offers(make_call(*OWED, f"agent: {line}"))


def test_before_a_debt_is_named_no_sum_is_part_of_one() -> None:
    assert not counter_offers(make_call("agent: Could you do £200?", "customer: Of what?"))


@pytest.mark.parametrize(
    ("line", "put"),
    [
        ("So next week, sir?", True),
        ("Would the twenty-eighth be better?", True),
        ("How about Tuesday the second?", True),
        ("Can you pay it today?", False),
        ("Was it due on Monday?", False),
        ("It's due on Monday.", False),
        ("On Friday you'd pay how much of the bill, did you say?", False),
    ],
)
def test_a_day_that_the_customer_had_not_named(line: str, put: bool) -> None:
    call = make_call(*OWED, "agent: I see.", "customer: Friday I get paid.", f"agent: {line}")
    assert bool(days_put(call)) is put
