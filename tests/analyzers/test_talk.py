"""Talk share, longest monologue, pace: arithmetic on exact times."""

from __future__ import annotations

import pytest

from callscore.analyzers.talk import monologues, talk
from callscore.conversation import Conversation
from callscore.findings import Finding, Metric
from callscore.spans import Span
from callscore.testing import make_call


def value(conversation: Conversation, name: str) -> float | None:
    return next(m.value for m in talk(conversation) if isinstance(m, Metric) and m.name == name)


def test_overlap_counts_for_both_and_silence_for_nobody() -> None:
    call = make_call(
        "0-6 agent: I am calling about the invoice", "5-9 customer: which invoice do you mean", duration=60
    )
    assert value(call, "agent_talk_share") == pytest.approx(0.6)
    assert value(call, "agent_talk_share_of_call") == pytest.approx(0.1)
    assert value(call, "overlap") == pytest.approx(1.0)


def test_shares_keep_their_base_so_that_a_day_is_a_ratio_of_sums() -> None:
    call = make_call("0-6 agent: I am calling about the invoice", "6-10 customer: which invoice do you mean")
    (metric,) = [m for m in talk(call) if isinstance(m, Metric) and m.name == "agent_talk_share"]
    assert metric.base == pytest.approx(10.0)


def test_without_times_nothing_is_known() -> None:
    call = make_call("agent: hello", "customer: hello", timed=False)
    assert value(call, "agent_talk_share") is None
    assert value(call, "longest_monologue") is None


def test_one_party_alone_has_no_talk_share() -> None:
    assert value(make_call("0-6 agent: please call me back about the invoice"), "agent_talk_share") is None


MONOLOGUES = [
    pytest.param([(0, 10), (12, 20)], [], 20, id="own pauses up to 3 s lie inside"),
    pytest.param([(0, 10), (13.5, 20)], [], 10, id="a longer pause ends it"),
    pytest.param([(0, 10), (11, 20)], [(10.2, 10.8)], 10, id="the customer takes the floor"),
]


@pytest.mark.parametrize(("agent", "customer", "longest"), MONOLOGUES)
def test_what_ends_a_monologue(
    agent: list[tuple[float, float]], customer: list[tuple[float, float]], longest: float
) -> None:
    found = monologues(tuple(Span(*s) for s in agent), tuple(Span(*s) for s in customer))
    assert max(span.duration for span in found) == pytest.approx(longest)


def test_a_backchannel_does_not_end_a_monologue() -> None:
    call = make_call(
        "0-20 agent: I am calling about the invoice of the third of March and I want to go through it",
        "10-10.6 customer: Mm-hm.",
        "20.5-40 agent: line by line so that we are both on the same page about the freight",
    )
    assert value(call, "longest_monologue") == pytest.approx(40.0)
    (finding,) = [f for f in talk(call) if isinstance(f, Finding) and f.criterion == "longest_monologue"]
    assert (finding.start, finding.severity) == (0.0, 1)


def test_pace_needs_fifteen_seconds_of_speech() -> None:
    assert value(make_call("0-10 agent: twenty words a minute", "10-20 customer: yes"), "agent_pace_wpm") is None
    call = make_call("0-30 agent: " + "word " * 75, "30-60 customer: " + "word " * 60)
    assert value(call, "agent_pace_wpm") == pytest.approx(150.0)


def test_a_short_answer_to_a_question_takes_the_floor() -> None:
    call = make_call(
        "0-20 agent: I am calling about the invoice of the third of March, did you get it?",
        "20.3-20.7 customer: No.",
        "21-40 agent: Then I will send you a copy of it, is that the right address for you?",
        "40.3-40.8 customer: Yes.",
    )
    assert value(call, "longest_monologue") == pytest.approx(20.0)
