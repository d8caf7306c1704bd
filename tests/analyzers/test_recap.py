"""The criterion `recap`: its metric, its finding with evidence, and the words to say instead."""

from datetime import date

import pytest

from callscore.agreement import Agreement, Payment
from callscore.analyzers.recap import recap, recap_sentence
from callscore.findings import Finding, Metric
from callscore.testing import make_call

MONDAY = date(2025, 11, 24)
BARGAIN = ("agent: When could you pay the £150?", "customer: I'll pay it on Friday by debit card.")


def run(*lines):
    items = list(recap(make_call(*BARGAIN, *lines, call_date=MONDAY)))
    finding = next(item for item in items if isinstance(item, Finding))
    return finding, {item.name: item for item in items if isinstance(item, Metric)}


@pytest.mark.parametrize(
    ("line", "rule", "value", "severity", "turn"),
    [
        ("So that's £150 on Friday by card, is that right?", "complete", 1.0, 0, 2),
        ("So that's £150 on Friday, is that right?", "partial", 2 / 3, 1, 2),
        ("Thank you, bye now.", "absent", 0.0, 2, 1),
        ("So that's £250 on Friday by card, is that right?", "contradicts", 0.0, 3, 2),
    ],
)
def test_state_makes_value_severity_and_evidence(line, rule, value, severity, turn):
    finding, metrics = run(f"agent: {line}", "customer: Okay.")
    assert (finding.rule, finding.severity, finding.turn) == (rule, severity, turn)
    assert metrics["recap"].value == pytest.approx(value)


def test_nothing_agreed_is_not_failed():
    items = list(recap(make_call("agent: Is Mr Bell in?", "customer: No, he's out.")))
    assert [(item.name, item.value) for item in items] == [("recap", None), ("promises", 0.0)]
    assert items[0].reason


def test_partial_names_what_is_missing():
    finding, _ = run("agent: So that's £150 on Friday, is that right?")
    assert "method" in finding.why


def test_contradiction_names_both_values():
    finding, _ = run("agent: So that's £250 on Friday by card, is that right?")
    assert "250" in finding.why
    assert "150" in finding.why


def test_complete_needs_no_other_words():
    assert run("agent: So that's £150 on Friday by card, is that right?")[0].instead is None


def test_words_to_say_carry_the_agreed_values():
    finding, _ = run("agent: Thank you, bye now.")
    assert finding.instead == "So that's £150 on Friday 28 November by debit card; have I got that right?"


FRIDAY = date(2025, 11, 28)


@pytest.mark.parametrize(
    ("agreement", "sentence"),
    [
        (Agreement((Payment(150.0),), currency="GBP"), "So that's £150; have I got that right?"),
        (Agreement((Payment(None, FRIDAY, "Friday"),)), "So that's on Friday 28 November; have I got that right?"),
        (
            Agreement((Payment(40.0, None, "Friday"),), method="cash"),
            "So that's 40 on Friday in cash; have I got that right?",
        ),
        (
            Agreement((Payment(75.0, FRIDAY, "Friday", frequency="monthly"),), currency="USD"),
            "So that's $75 monthly from Friday 28 November; have I got that right?",
        ),
        (
            Agreement(
                (Payment(900.0, FRIDAY, "Friday"), Payment(None, None, "end of May", relative="rest")), currency="EUR"
            ),
            "So that's €900 on Friday 28 November, and the rest at the end of May; have I got that right?",
        ),
        (
            Agreement((Payment(40.0, None, "when it comes in"),), currency="GBP", method="card"),
            "So that's £40 when it comes in by card; have I got that right?",
        ),
    ],
)
def test_sentence_reads_well_with_any_parts(agreement, sentence):
    assert recap_sentence(agreement) == sentence
