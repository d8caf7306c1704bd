"""Requests and disputes: which are meant, and which answers take them up."""

from __future__ import annotations

import pytest

from callscore.analyzers.compliance import Compliance
from callscore.dialogue.requests import requests
from callscore.findings import Finding
from callscore.testing import make_call


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Stop calling me at work.", ["stop_calling"]),
        ("Take this number off your list.", ["stop_calling"]),
        ("I've put it with my solicitor.", ["lawyer"]),
        ("I've been talking to StepChange about it.", ["lawyer"]),
        ("I don't think I owe that much.", ["dispute"]),
        ("No. I don't know her. I get calls for her every second day.", []),
        ("He is the one who didn't call me back.", []),
        ("I could use some breathing space.", []),
        ("No, she's at her brother's wedding, leave her alone. Call on Saturday.", []),
        ("Stop calling me. You called on Saturday.", ["stop_calling"]),
    ],
)
def test_what_is_asked_for(line: str, kinds: list[str]) -> None:
    found = requests(make_call(f"customer: {line}", "agent: I see, thank you for telling me."))
    assert [request.kind for request in found] == kinds


@pytest.mark.parametrize(
    ("answer", "taken_up"),
    [
        ("I've noted that, we won't ring you there again.", True),
        ("Okay, we are not calling the house.", True),
        ("I'm marking it right now as do not call.", True),
        ("I'll write one, but since I've got you, when are you paying?", False),
        ("We'll keep calling until it's paid.", False),
        ("I've noted that. You people never pay what you owe.", False),
        ("So what day can you pay?", False),
    ],
)
def test_what_takes_it_up(answer: str, taken_up: bool) -> None:
    (request,) = requests(make_call("customer: Stop calling me at work.", f"agent: {answer}"))
    assert request.taken_up is taken_up


@pytest.mark.parametrize(
    ("answer", "taken_up", "refused"),
    [
        ("Can I take the name of your solicitor?", True, False),
        ("I'll deal with your solicitor from here.", True, False),
        ("I can't speak to your solicitor without a letter of authority, can you send me one?", True, False),
        ("So what day can you pay?", False, False),
        ("I'm not going to contact your solicitor.", False, True),
        ("We don't deal with solicitors, we deal with you.", False, True),
        ("No lawyer is going to get you out of this.", False, True),
        ("We'll keep calling until it's paid.", False, True),
    ],
)
def test_who_speaks_for_the_customer_is_taken_up_or_turned_away(answer: str, taken_up: bool, refused: bool) -> None:
    (request,) = requests(make_call("customer: I've put it with my solicitor.", f"agent: {answer}"))
    assert (request.taken_up, request.answer is not None and not request.taken_up) == (taken_up, refused)


def test_a_dispute_is_answered_or_passed_over_and_never_refused() -> None:
    (request,) = requests(make_call("customer: I don't owe you that, I never ordered it.", "agent: You can't stop us."))
    assert request.answer is None


def test_requests_near_each_other_are_one() -> None:
    call = make_call(*("customer: Stop calling me at work.", "agent: When will you pay?") * 3)
    assert len(requests(call)) == 1


def test_a_wish_not_to_be_called_that_is_passed_over_twice_is_serious() -> None:
    between = ("customer: It was the March one.", "agent: What day is good for you?") * 5
    asked = ("customer: Stop calling me at work.", "agent: When will you pay?")
    found = [item for item in Compliance()(make_call(*asked, *between, *asked)) if isinstance(item, Finding)]
    faults = [finding.severity for finding in found if finding.rule == "request.passed_over"]
    assert faults == [2, 3]


def test_what_no_rule_takes_for_a_dispute_is_one_when_it_is_said_twice() -> None:
    call = ("customer: That bill can't be mine.", "agent: I see.")
    assert [request.kind for request in requests(make_call(*call))] == []
    assert [(request.kind, request.hit.index) for request in requests(make_call(*call, *call))] == [("dispute", 0)]
