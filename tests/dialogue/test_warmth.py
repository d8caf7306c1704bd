"""Which kind words count on which call."""

from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("I'm so sorry about your father, but his name is on the loan.", []),
        ("I'm so sorry for your loss, but he's the one that signed.", []),
        ("I'm so sorry about your father, but please don't worry about this today.", [1]),
        ("I'm so sorry to hear about your father. It can wait, but not for ever.", [1]),
    ],
)
def test_pity_taken_back_in_its_sentence_is_none(line: str, found: list[int]) -> None:
    assert warm(TROUBLE, f"agent: {line}", "customer: Yes.") == found


@pytest.mark.parametrize(
    "line",
    [
        "agent: And that won't leave you short for the electric?",
        "agent: I don't want Friday to leave you with nothing in the house.",
        "agent: We wouldn't want you stuck without the car for that.",
    ],
)
def test_minding_what_is_left_counts_after_trouble(line: str) -> None:
    assert warm(TROUBLE, line, "customer: Thank you, that's kind.") == [1]


def test_comfort_beside_blame_is_none() -> None:
    assert (
        warm(TROUBLE, "agent: I'm really sorry to hear that. You people never pay what you owe.", "customer: Yes.")
        == []
    )


def test_what_a_recogniser_made_up_comforts_nobody() -> None:
    call = make_call(
        TROUBLE, "0-4 agent: Let's see what would be manageable, one step at a time.", "customer: Thank you."
    )
    spoken = call.turns[1]
    made_up = replace(spoken, words=tuple(replace(word, flag="hallucination") for word in spoken.words))
    assert [hit.index for hit in warm_words(call)] == [1]
    assert warm_words(replace(call, turns=(call.turns[0], made_up, call.turns[2]))) == ()
