"""Said figures against the ledger's: a wrong balance is found; parts, instalments, fees and quotes are not wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from callscore.analyzers.facts import facts
from callscore.conversation import Conversation
from callscore.findings import Finding, Metric
from callscore.metadata import CallMetadata
from callscore.testing import make_call

LEDGER = CallMetadata(
    expected_amount=Decimal("412.60"), currency="GBP", due_date=date(2026, 6, 3), reference="INV-4411"
)
BALANCE = CallMetadata(expected_amount=Decimal("412.60"), currency="GBP")


def checked(*lines: str, known: CallMetadata = LEDGER) -> tuple[dict[str, Metric], list[str]]:
    call: Conversation = replace(make_call(*lines, call_date=date(2026, 7, 1)), metadata=known)
    said = list(facts(call))
    return (
        {item.name: item for item in said if isinstance(item, Metric)},
        [item.rule for item in said if isinstance(item, Finding)],
    )


RIGHT = [
    "agent: Your balance is £412.60.",
    "agent: The amount outstanding is four hundred and twelve pounds sixty.",
    "agent: You owe £412 and some pence.",
    "agent: There's about £400 outstanding.",
    "agent: It's the invoice from May, 412.60.",
]


@pytest.mark.parametrize("line", RIGHT)
def test_the_balance_is_right(line: str) -> None:
    metrics, rules = checked(line, known=BALANCE)
    assert (metrics["facts_right"].value, metrics["facts_wrong"].value, rules) == (1, 0, ["facts.amount"])


WRONG = [
    "agent: Your balance is £480.",
    "agent: You owe us five hundred and twenty pounds.",
    "agent: The total due is £421.60.",
    "agent: There's £480 outstanding on the account.",
    "agent: I'm calling about your invoice for £480.",
    "agent: So that's £480 in arrears.",
    "agent: The balance for Mr. Bell is £480.",
    "agent: I'm calling about Mrs. Bell's invoice for £480.",
]


@pytest.mark.parametrize("line", WRONG)
def test_another_balance_is_a_finding(line: str) -> None:
    metrics, rules = checked(line, known=BALANCE)
    assert (metrics["facts_right"].value, metrics["facts_wrong"].value) == (0, 1)
    assert rules == ["facts.wrong_amount"]


NOT_WRONG = [
    "agent: Could you pay £50 of the balance today?",
    "agent: We could clear the balance in instalments of £103.15.",
    "agent: There's a late fee of £12 on the balance.",
    "agent: That leaves a balance of £312.60.",
    "agent: If you pay £100 you'd owe £312.60.",
    "agent: You said you owe £300, is that right?",
    "agent: The remaining balance would be £212.60.",
    "agent: We can settle the balance for £350.",
    "agent: You've paid £200 of the debt in May.",
    "agent: The minimum payment on the balance is £25 a month.",
    "agent: There are two invoices, £300 outstanding and £112.60 outstanding.",
    "customer: I only owe £300.",
    "agent: Our number is 412 480.",
    "agent: That's the balance. Could you pay £50 today?",
    "agent: I'm calling about the invoice, and the late fee of £12.",
]


@pytest.mark.parametrize("line", NOT_WRONG)
def test_other_sums_are_not_wrong(line: str) -> None:
    metrics, rules = checked("agent: Hello, it's Ann.", line, known=BALANCE)
    assert metrics["facts_wrong"].value == 0
    assert "facts.wrong_amount" not in rules


def test_a_slip_that_is_put_right_is_slight() -> None:
    call = make_call("agent: Your balance is £480.", "customer: Is it?", "agent: Sorry, £412.60.")
    found = [item for item in facts(replace(call, metadata=BALANCE)) if isinstance(item, Finding)]
    assert [(item.rule, item.severity) for item in found] == [("facts.amount", 0), ("facts.wrong_amount", 1)]
    assert "GBP 412.60; it was put right later" in found[1].why


@pytest.mark.parametrize(
    "line, rules",
    [
        ("agent: It fell due on the third of June.", ["facts.due_date"]),
        ("agent: It was due on 3 June.", ["facts.due_date"]),
        ("agent: It was due on 13 June.", ["facts.wrong_due_date"]),
        ("agent: The first payment is due on 13 July.", []),
        ("agent: Can you pay on 13 July?", []),
        ("agent: You said it was due on 13 June.", []),
        ("agent: This is about invoice 4411.", ["facts.reference"]),
        ("agent: This is about invoice four four double one.", ["facts.reference"]),
        ("agent: This is about invoice 4141.", ["facts.wrong_reference"]),
        ("agent: This is about account 889123.", []),
    ],
)
def test_due_date_and_reference(line: str, rules: list[str]) -> None:
    assert checked(line)[1] == rules


def test_all_three_are_counted() -> None:
    metrics, _ = checked("agent: It's invoice 4411, it was due on 3 June, and the balance is £480.")
    assert (metrics["facts_right"].value, metrics["facts_wrong"].value, metrics["facts_right"].base) == (2, 1, 3)


def test_without_a_ledger_nothing_is_judged() -> None:
    metrics, rules = checked("agent: Your balance is £480.", known=CallMetadata())
    assert metrics["facts_wrong"].value is None
    assert "metadata" in metrics["facts_wrong"].reason
    assert rules == []


def test_recognised_figures_are_held_less_surely() -> None:
    call = replace(make_call("agent: Your balance is £480."), metadata=BALANCE, recogniser="small.en")
    (found,) = [item for item in facts(call) if isinstance(item, Finding)]
    assert found.confidence == 0.5
