"""Where the agent's questions stand, however a transcript was cut, and which only a reply makes a question."""

from __future__ import annotations

import pytest

from callscore.dialogue.asking import asked_by_agent
from callscore.testing import make_call


@pytest.mark.parametrize(
    ("second", "third", "place", "words"),
    [
        ("of course.", "When did you send it?", 2, "When did you send it?"),
        ("of course. When did", "you send it?", 1, "When did"),
    ],
)
def test_a_question_has_its_place_in_the_segment_that_it_begins_in(
    second: str, third: str, place: int, words: str
) -> None:
    call = make_call("0-2 agent: I see, thank you,", f"2.1-3 agent: {second}", f"3.1-4 agent: {third}")
    (asked,) = asked_by_agent(call)
    assert (asked.turn, asked.question.text) == (place, "When did you send it?")
    assert call.turns[place].text[asked.question.first : asked.question.last] == words


@pytest.mark.parametrize(("answers", "questions"), [("customer", ["And the other bill"]), ("agent", [])])
def test_an_ellipsis_asks_only_where_the_customer_answers(answers: str, questions: list[str]) -> None:
    call = make_call("0-2 agent: And the other bill", f"6-8 {answers}: It's paid, I sent it on Monday.")
    assert [asked.question.text for asked in asked_by_agent(call)] == questions
