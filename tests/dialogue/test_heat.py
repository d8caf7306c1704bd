"""Which answers to an angry customer are heated, which calm, and which turn answers at all."""

from __future__ import annotations

import pytest

from callscore.dialogue.heat import ANSWER_TURNS, heated_moments
from callscore.testing import make_call

ANGRY = "customer: Are you deaf, I said no!"


@pytest.mark.parametrize(
    ("answer", "heated", "calm"),
    [
        ("Don't you swear at me, you people never pay.", True, False),
        ("I'm sorry, I can hear that this is hard for you.", False, True),
        ("It's the March one.", False, False),
    ],
)
def test_how_an_angry_customer_is_answered(answer: str, heated: bool, calm: bool) -> None:
    (moment,) = heated_moments(make_call(ANGRY, f"agent: {answer}"))
    assert (moment.told.index, moment.answer) == (0, 1)
    assert (moment.heat is not None, moment.calm is not None) == (heated, calm)


@pytest.mark.parametrize("between", range(ANSWER_TURNS + 2))
def test_an_answer_comes_at_once(between: int) -> None:
    call = make_call(ANGRY, *["customer: It was the March one."] * between, "agent: You people never pay.")
    assert [moment.answer for moment in heated_moments(call)] == ([between + 1] if between < ANSWER_TURNS else [])


def test_anger_that_nobody_answers_is_no_moment() -> None:
    assert heated_moments(make_call("agent: Hello.", ANGRY)) == ()
