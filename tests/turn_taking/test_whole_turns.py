"""Segments of one breath are one turn, wherever a transcript was cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callscore.dialogue.asking import asked_by_agent
from callscore.testing import make_call
from callscore.turn_taking.backchannels import backchannels
from callscore.turn_taking.whole_turns import whole_turns
from callscore.voice import TurnVoice


def texts(*lines: str) -> list[str]:
    return [turn.text for turn in whole_turns(make_call(*lines)).conversation.turns]


def test_segments_without_a_pause_are_joined() -> None:
    assert texts("0-2 agent: when did you", "2.1-3 agent: send it", "4-5 customer: Monday") == [
        "when did you send it",
        "Monday",
    ]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("2.4-3 agent: send it", id="after a pause"),
        pytest.param("2.0-3 customer: send it", id="by the other party"),
    ],
)
def test_others_stay_apart(second: str) -> None:
    assert len(texts("0-2 agent: when did you", second)) == 2


def test_a_listening_noise_of_the_other_does_not_part_them() -> None:
    assert texts("0-2 agent: and so the", "1.5-1.8 customer: mm-hm", "2-3 agent: invoice went out") == [
        "and so the invoice went out",
        "mm-hm",
    ]


def test_without_times_turns_stay_as_they_are() -> None:
    call = make_call("agent: when did you", "agent: send it", timed=False)
    assert whole_turns(call).conversation is call


def test_a_call_without_cuts_is_the_same_call() -> None:
    call = make_call("0-2 agent: when did you send it", "3-4 customer: on Monday")
    assert whole_turns(call).conversation is call
    assert whole_turns(call).origins == ((0,), (1,))


def test_a_question_across_a_cut_is_one_and_lies_where_it_begins() -> None:
    call = make_call("0-3 agent: I see. And when", "3-4 agent: did you send it?", "5-6 customer: On Monday.")
    (asked,) = asked_by_agent(call)
    assert (asked.turn, asked.question.text) == (0, "when did you send it?")
    assert call.turns[0].text[asked.question.first :] == "when"


def test_a_question_in_the_second_segment_has_its_offsets_there() -> None:
    call = make_call("0-3 agent: Thank you, that helps.", "3.1-4 agent: When did you send it?")
    (asked,) = asked_by_agent(call)
    assert asked.turn == 1
    assert call.turns[1].text[asked.question.first : asked.question.last] == "When did you send it?"


def test_the_end_of_a_turn_is_no_listening_noise() -> None:
    call = make_call("0-3 agent: Sorry, please", "3-3.5 agent: go on.", "4-6 customer: We agreed on four hundred.")
    assert not backchannels(whole_turns(call).conversation)


def test_joined_segments_end_on_the_melody_of_the_last() -> None:
    call = make_call("0-2 agent: when did you", "2-3 agent: send it")
    first, last = (
        replace(turn, voice=TurnVoice(1.0, final_semitones=final))
        for turn, final in zip(call.turns, (-0.4, 4.0), strict=True)
    )
    (joined,) = whole_turns(replace(call, turns=(first, last))).conversation.turns
    assert joined.voice == TurnVoice(1.0, final_semitones=4.0)
