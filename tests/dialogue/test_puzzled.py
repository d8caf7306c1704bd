"""Whether a customer did not know a word, or only did not hear it, or asks for a figure."""

from __future__ import annotations

import pytest

from callscore.dialogue.puzzled import puzzled_by
from callscore.testing import make_call

SAID = "agent: At DPD ninety it goes to the placement balance, and the skip fee is on it."


@pytest.mark.parametrize(
    "reply",
    [
        "What's a skip fee?",
        "What is a placement balance?",
        "The what? It goes where?",
        "From the what?",
        "What's DPD?",
        "I don't know what any of that means.",
        "What does that mean?",
        "I never heard of a skip fee.",
        "Skip what?",
        "Say it in plain English, love.",
    ],
)
def test_a_word_that_is_asked_after_was_not_known(reply: str) -> None:
    assert puzzled_by(make_call(SAID, f"customer: {reply}"), 0)


@pytest.mark.parametrize(
    "reply",
    [
        "What's the balance?",
        "What's the skip fee now, forty?",
        "So what?",
        "What does that mean for me?",
        "The what? I can't hear you, the line is bad.",
        "What is that, forty?",
        "I told a human being, in English, to fetch it.",
        "I don't know any Blessing.",
        "What's a good time to ring?",
        "I know what that means.",
    ],
)
def test_figures_retorts_and_bad_lines_are_no_puzzles(reply: str) -> None:
    assert not puzzled_by(make_call(SAID, f"customer: {reply}"), 0)


def test_the_last_word_of_a_call_puzzles_nobody() -> None:
    assert not puzzled_by(make_call("customer: What's a skip fee?", SAID), 1)
