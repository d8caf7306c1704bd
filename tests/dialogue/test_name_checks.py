"""Who is there, checked by saying a name: with a tag, as a wish, by asking for somebody to be put on."""

from __future__ import annotations

import pytest

from callscore.dialogue.name_checks import asks_by_name, without_checks
from callscore.dialogue.on_the_line import on_the_line
from callscore.testing import make_call


@pytest.mark.parametrize(
    "line",
    [
        "Well, I know you. This is Shawna Bell, right?",
        "Deep breath. It is Chanelle I've got, isn't it?",
        "are you not miss liza santiago",
        "you are kamran sheikh no",
        "I'm calling for Dolores about her hospital bill.",
        "I was hoping to catch Mr Bell.",
        "Can you put Sandra on?",
        "Got Dennis there?",
        "Dennis about?",
        "You're Shawna, aren't you?",
    ],
)
def test_a_name_that_checks_who_is_there(line: str) -> None:
    assert asks_by_name(line)
    call = make_call("customer: Hello?", "agent: It's about the £400.", "customer: Who's this?", f"agent: {line}")
    assert on_the_line(call).asked == 3


@pytest.mark.parametrize(
    "line",
    [
        "It's Gavin from Kaimai Hire.",
        "This is Priya, right on time.",
        "I'm calling for Calder Timber.",
        "I'm calling for the March invoice.",
        "It's Friday, isn't it?",
        "You're right, sorry.",
        "you are paying today no",
        "it is fine yes",
        "It's Calder Timber here, accounts, right?",
        "I'm hoping to get this cleared.",
        "Have you got the invoice there?",
    ],
)
def test_words_that_check_nobody(line: str) -> None:
    assert not asks_by_name(line)


def test_the_name_of_the_one_who_is_checked_is_taken_out() -> None:
    assert without_checks("It's Dana. This is Mr Bell, yes?").strip() == "It's Dana."
