"""Which kind words count on which call."""

from __future__ import annotations

import pytest

from callscore.dialogue.warmth import troubles, warm_words
from callscore.testing import make_call

TROUBLE = "customer: I lost my job in May and the rent is due."
SMALL_TALK = "customer: The invoice came on Tuesday."
SORRY = "agent: I'm really sorry to hear that."


def warm(*lines: str) -> list[int]:
    return [hit.index for hit in warm_words(make_call(*lines))]


def test_comfort_after_trouble_is_empathy() -> None:
    assert warm(TROUBLE, SORRY, "customer: Yes.") == [1]


@pytest.mark.parametrize(
    "line",
    [
        "agent: So I won't ask you for the full amount today.",
        "agent: I'll fill in the form for you so you don't have to go to the office.",
        "agent: I wouldn't want you going short of food for this.",
    ],
)
def test_taking_a_weight_off_somebody_counts_after_trouble(line: str) -> None:
    assert warm(TROUBLE, line, "customer: Thank you, that's a weight off.") == [1]


def test_words_that_could_be_kind_count_after_trouble_or_thanks_and_not_out_of_the_blue() -> None:
    line = "agent: Let's see what would be manageable, one step at a time."
    sure = [
        next((hit.match.confidence for hit in warm_words(make_call(*lines))), 0.0)
        for lines in (
            (SMALL_TALK, line, "customer: Right."),
            (TROUBLE, line, "customer: Right."),
            (TROUBLE, line, "customer: Thank you."),
        )
    ]
    assert sure == sorted(sure) and sure[0] < sure[2]


@pytest.mark.parametrize(
    "line",
    [
        "agent: Don't you worry about what I said.",
        "agent: Then you've got nothing to worry about, have you?",
        "agent: I'm so sorry your life is so hard, boo hoo.",
    ],
)
def test_mockery_and_brush_offs_are_no_empathy(line: str) -> None:
    assert warm(SMALL_TALK, line, "customer: Right.") == []


def test_trouble_is_told_by_the_customer() -> None:
    call = make_call(TROUBLE, "agent: I lost my job once, too.")
    assert [hit.index for hit in troubles(call)] == [0]
