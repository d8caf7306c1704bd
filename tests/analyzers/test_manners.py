"""What the agent did well or left out, and where a criterion does not apply."""

from __future__ import annotations

import pytest

from callscore.analyzers.manners import CRITERIA, manners
from callscore.conversation import Conversation
from callscore.findings import Finding, Metric
from callscore.testing import make_call

GREETING = "agent: Good morning, this is Priya from Calder Timber. Am I speaking to Mr Bell?"


def values(call: Conversation) -> dict[str, float | None]:
    return {item.name: item.value for item in manners(call) if isinstance(item, Metric)}


def findings(call: Conversation, criterion: str) -> list[Finding]:
    return [item for item in manners(call) if isinstance(item, Finding) and item.criterion == criterion]


@pytest.mark.parametrize(
    ("criterion", "lines"),
    [
        ("introduction", [GREETING]),
        ("introduction", ["agent: hiya is that darren it's only kelly from tynebank homes"]),
        ("purpose", [GREETING, "customer: Yes.", "agent: I'm calling about the March invoice."]),
        ("right_party", [GREETING]),
        ("right_party", ["agent: hiya is that darren"]),
        ("empathy", ["customer: I lost my job in May.", "agent: I'm so sorry to hear that."]),
        ("options", ["customer: I lost my job in May.", "agent: Would weekly or monthly be easier for you?"]),
        ("next_step", ["agent: I'll email you the copy this afternoon."]),
        ("balance_explained", ["agent: It's 480 for the June invoices, about six weeks overdue."]),
        ("consequences_explained", ["agent: After the 30th a late fee of 12 dollars is added each month."]),
        ("online_payment_help", ["agent: Open the app and tap the blue button, I'll stay on the line."]),
        ("disclosures", ["agent: This call may be recorded."]),
    ],
)
def test_what_was_done_is_one_with_its_quote(criterion: str, lines: list[str]) -> None:
    call = make_call(*lines)
    assert values(call)[criterion] == 1.0
    credits = findings(call, criterion)
    assert credits
    assert all(finding.severity == 0 and finding.quote for finding in credits)


@pytest.mark.parametrize("criterion", ["introduction", "right_party", "next_step", "balance_explained", "courtesy"])
def test_what_is_always_due_is_zero_when_missing(criterion: str) -> None:
    assert values(make_call("agent: The weather is bad here.", "customer: Same."))[criterion] == 0.0


@pytest.mark.parametrize(
    "criterion",
    ["empathy", "options", "consequences_explained", "online_payment_help", "disclosures", "acknowledgement"],
)
def test_what_was_not_called_for_is_not_judged(criterion: str) -> None:
    metrics = {m.name: m for m in manners(make_call(GREETING, "customer: Yes.")) if isinstance(m, Metric)}
    assert metrics[criterion].value is None
    assert metrics[criterion].reason


def test_an_agent_who_passes_over_hardship_gets_zero() -> None:
    call = make_call("customer: I lost my job in May.", "agent: The balance is 400 dollars.", "customer: I know.")
    assert values(call)["empathy"] == 0.0
    assert values(call)["options"] == 0.0


def test_empathy_before_the_hardship_does_not_answer_it() -> None:
    call = make_call(
        "agent: I'm so sorry about the mix-up.", "customer: I lost my job in May.", "agent: The balance is 400 dollars."
    )
    assert values(call)["empathy"] == 0.0


def test_the_account_before_the_right_party_is_a_fault() -> None:
    call = make_call("agent: You have an overdue debt of £400.", "customer: Who?", "agent: Am I speaking to Mr Bell?")
    assert values(call)["right_party"] == 0.0
    (finding,) = findings(call, "right_party")
    assert finding.rule == "right_party.late"
    assert finding.is_fault
    assert finding.turn == 0


def test_a_late_introduction_does_not_count() -> None:
    lines = ["agent: Hello?", "customer: Hello?"] * 6 + ["agent: My name is Priya and I'm calling from Calder Timber."]
    assert values(make_call(*lines))["introduction"] == 0.0


def test_courtesy_is_the_share_of_greeting_thanks_and_close() -> None:
    call = make_call("agent: Good morning.", "customer: Hello.", "agent: Thank you so much.", "customer: Bye.")
    assert values(call)["courtesy"] == pytest.approx(2 / 3)


def test_acknowledgement_is_the_share_of_the_customers_longer_turns() -> None:
    call = make_call(
        "customer: the pallets came in wet and two of them went straight back",
        "agent: Right, so two of the pallets went back wet.",
        "customer: and then nobody rang us for a fortnight about the credit note",
        "agent: The balance is 400 pounds.",
    )
    assert values(call)["acknowledgement"] == 0.5


def test_every_criterion_is_spoken_on_once() -> None:
    for call in (make_call(GREETING), make_call("customer: hello"), make_call()):
        assert sorted(m.name for m in manners(call) if isinstance(m, Metric)) == sorted(CRITERIA)
