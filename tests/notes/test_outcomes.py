"""What a call came to where several things were said: the order of requests, trouble beside a dispute, a dead line."""

from __future__ import annotations

import pytest

from callscore import analyze
from callscore.analyzers.next_step import next_step
from callscore.notes import Notes, take_notes
from callscore.testing import make_call

ASKED = "agent: Can you pay the £150?"
SEEN = "agent: I see."
LOST_JOB = "customer: I lost my job last week, I've got nothing."
WIDOWED = "customer: My husband died in May, I can't cope."
WRONG_BILL = "customer: That bill is wrong, I never had that service."
STOP, LATER = "customer: Stop calling me, take me off your list.", "customer: Ring me back after six please."
REFUSED = "customer: I'm not paying it, end of."


def noted(*lines: str) -> Notes:
    return take_notes(analyze(make_call(*lines), analyzers=[next_step]))


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        pytest.param((STOP, SEEN, LATER), "call_back", id="a later call is fine after all"),
        pytest.param((LATER, SEEN, STOP), "cease_request", id="no calls after all"),
        pytest.param((LOST_JOB, SEEN, WIDOWED, SEEN, WRONG_BILL), "hardship", id="more trouble than dispute"),
        pytest.param((LOST_JOB, SEEN, WRONG_BILL, SEEN, WRONG_BILL), "dispute", id="more dispute than trouble"),
        pytest.param((REFUSED, "agent: Hello? Are you still there?"), "hang_up", id="nobody answers any more"),
        pytest.param(
            ("customer: It was the March one.", "agent: Hello? Are you there?"), None, id="the line went dead"
        ),
    ],
)
def test_what_it_came_to(lines: tuple[str, ...], outcome: str | None) -> None:
    assert noted(ASKED, *lines).outcome == outcome


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        pytest.param(
            (
                "customer: I can do £75 on the 5th of June and the other £75 on the 19th of June.",
                "agent: £75 on the 5th and £75 on the 19th, then.",
                "customer: Yes.",
            ),
            "partial_plan",
            id="two payments on two days",
        ),
        pytest.param(
            ("customer: I can do £30 a month from the 5th of June.", "agent: £30 a month it is.", "customer: Yes."),
            "partial_plan",
            id="one that recurs",
        ),
        pytest.param(
            (
                "customer: On payday.",
                "agent: When's payday?",
                "customer: Every second Friday.",
                "agent: £150 on the 5th of June, then?",
                "customer: Yes, the 5th.",
            ),
            "promise",
            id="a pay day is no plan",
        ),
        pytest.param(
            ("customer: I can do £50 on the 5th of June.", "agent: £50 on the 5th of June, then.", "customer: Yes."),
            "promise",
            id="a part with the rest left open",
        ),
    ],
)
def test_what_is_a_plan_and_what_a_promise(lines: tuple[str, ...], outcome: str) -> None:
    assert noted(ASKED, *lines).outcome == outcome


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        pytest.param((REFUSED, SEEN, "customer: Goodbye."), "refusal", id="a civil end of a refusal"),
        pytest.param((REFUSED, SEEN, STOP, SEEN, "customer: Goodbye."), "hang_up", id="and no more calls"),
        pytest.param((REFUSED, SEEN, "customer: We're done. Bye."), "hang_up", id="broken off"),
        pytest.param(
            (WRONG_BILL, "agent: I'll open a dispute ticket. I see the other one was received."),
            "dispute",
            id="one bill is disputed and another was paid",
        ),
        pytest.param(
            (WRONG_BILL, "agent: It says query fraud, form to be issued.", WIDOWED), "dispute", id="a fraud form"
        ),
        pytest.param((LOST_JOB, SEEN, WIDOWED, SEEN, LOST_JOB, SEEN, LATER), "hardship", id="three turns of trouble"),
        pytest.param((LOST_JOB, SEEN, LATER), "call_back", id="a call back beside one"),
    ],
)
def test_what_is_said_last_does_not_always_decide(lines: tuple[str, ...], outcome: str) -> None:
    assert noted(ASKED, *lines).outcome == outcome


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ((LOST_JOB, SEEN, "customer: And it slipped my mind."), "hardship"),
        (("customer: It slipped my mind.", SEEN, LOST_JOB), "oversight"),
    ],
)
def test_the_reason_is_the_one_that_was_given_first(lines: tuple[str, ...], kind: str) -> None:
    reason = noted("agent: What happened?", *lines).reason
    assert reason is not None
    assert (reason.kind, reason.turn) == (kind, 1)


def test_one_turn_is_one_dispute_with_its_longest_quote() -> None:
    line = "I've paid that already. I don't owe you this, I never ordered it."
    (dispute,) = noted(ASKED, f"customer: {line}").disputes
    assert dispute.quote == "I don't owe you this, I never ordered it."


@pytest.mark.parametrize(("sums", "amount"), [((50.0, 25.5), 75.5), ((50.0, None), None), ((), None)])
def test_the_sum_of_promises_is_known_where_each_has_one(sums: tuple[float | None, ...], amount: float | None) -> None:
    row = Notes("promise", promises=tuple({"amount": each, "stands": True} for each in sums)).to_row()
    assert (row["promises"], row["amount"]) == (len(sums), amount)


def test_a_promise_that_was_given_up_adds_nothing() -> None:
    given_up = {"amount": 80.0, "stands": False}
    row = Notes("promise", promises=({"amount": 50.0, "stands": True}, given_up)).to_row()
    assert (row["promises"], row["amount"]) == (1, 50.0)
