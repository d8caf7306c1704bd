"""Faults of phrasing in a call: found, counted, quoted, reworded, and never held against the wrong party."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from callscore.analyzers.phrasing import CRITERIA, WORTH_A_LISTEN, phrasing
from callscore.conversation import Conversation, Role
from callscore.findings import Finding, Metric
from callscore.language import classifier, verdicts
from callscore.language import phrasing as language
from callscore.language.frames import Match
from callscore.testing import make_call


def findings(call: Conversation) -> list[Finding]:
    return [item for item in phrasing(call) if isinstance(item, Finding)]


def values(call: Conversation) -> dict[str, float | None]:
    return {item.name: item.value for item in phrasing(call) if isinstance(item, Metric)}


@pytest.mark.parametrize(
    ("criterion", "line"),
    [
        ("accusatory", "You haven't paid your bill."),
        ("condescending", "Do you need me to draw you a picture?"),
        ("threats", "You'll wish you'd paid."),
        ("threats", "I don't give a damn."),
        ("threats", "The offer is gone when you hang up, it's now or never."),
        ("assumption", "I assume you just forgot."),
        ("overpromising", "I guarantee nobody will ever call you again."),
    ],
)
def test_each_criterion_has_its_finding(criterion: str, line: str) -> None:
    call = make_call("customer: hello", f"agent: {line}", "customer: what")
    (finding,) = [f for f in findings(call) if f.criterion == criterion]
    assert finding.turn == 1
    assert finding.is_fault
    assert finding.why and finding.instead
    assert finding.quote in line
    assert values(call)[criterion] == 1


def test_a_polite_call_is_zero_and_not_unknown() -> None:
    call = make_call(
        "agent: Good morning, it's Priya from Calder Timber, am I speaking to Mr Bell?",
        "customer: You are.",
        "agent: There's an invoice for £400 open since March. How are things looking on your side?",
        "customer: We could do Friday.",
        "agent: Friday is fine, thank you. I'll email you a copy this afternoon.",
    )
    assert findings(call) == []
    assert values(call) == dict.fromkeys((*CRITERIA, WORTH_A_LISTEN), 0.0)


def test_the_base_is_the_agents_turns() -> None:
    call = make_call("agent: You never paid.", "customer: So?", "agent: Right.")
    assert {item.base for item in phrasing(call) if isinstance(item, Metric)} == {2.0}


def test_without_an_agent_nothing_is_judged() -> None:
    metrics = [item for item in phrasing(make_call("customer: you haven't paid us")) if isinstance(item, Metric)]
    assert all(metric.value is None and metric.reason for metric in metrics)


def test_the_customers_words_are_not_the_agents_fault() -> None:
    assert findings(make_call("customer: you never called me back, you liar", "agent: I'm sorry about that")) == []


def test_flagged_turns_and_words_are_left_out() -> None:
    call = make_call("agent: Right. You never paid.", "customer: So?")
    turn = call.turns[0]
    assert findings(replace(call, turns=(replace(turn, flag="loop"), *call.turns[1:]))) == []
    words = tuple(replace(word, flag="outside_speech") if word.text == "never" else word for word in turn.words)
    assert findings(replace(call, turns=(replace(turn, words=words), *call.turns[1:]))) == []
    assert len(findings(call)) == 1


def test_quote_and_time_are_those_of_the_sentence() -> None:
    call = make_call("10-20 agent: Thanks for waiting. You never paid the March bill. Let me read it to you again.")
    (finding,) = findings(call)
    assert finding.quote == "You never paid the March bill."
    assert finding.start is not None and finding.end is not None
    assert 12 < finding.start < finding.end < 18


def test_a_sentence_counts_once_for_a_criterion_by_its_gravest_frame() -> None:
    call = make_call("agent: You never paid, you lied to me, and whose fault is that?")
    (finding,) = [f for f in findings(call) if f.criterion == "accusatory"]
    assert finding.severity == 3


def test_severity_tells_a_bare_statement_from_blame_and_from_lying() -> None:
    lines = ("You haven't paid.", "You broke your word.", "You lied to me.")
    found = [findings(make_call(f"agent: {line}"))[0].severity for line in lines]
    assert found == [1, 2, 3]


def test_the_rewording_takes_the_amount_of_the_line() -> None:
    (finding,) = findings(make_call("agent: You haven't paid the £400 from March."))
    assert finding.instead == (
        "I see there's an outstanding balance of £400 from March. What challenges are you facing with it?"
    )


def test_a_call_without_times_has_quotes_without_times() -> None:
    (finding,) = findings(make_call("agent: You never paid.", timed=False))
    assert finding.quote == "You never paid."
    assert finding.start is None
    assert finding.role is Role.AGENT


def test_what_is_not_sure_is_worth_a_listen_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    call = make_call("customer: Friday is hard for us", "agent: You never paid.")
    surely = [f.criterion for f in findings(call)]
    assert surely == ["accusatory"]
    monkeypatch.setattr(verdicts, "thresholds", lambda: dict.fromkeys(classifier.thresholds(), 1.1))
    language.matches.cache_clear()
    call = replace(call, call_id="again")
    (finding,) = findings(call)
    assert finding.criterion == finding.rule == WORTH_A_LISTEN
    assert finding.quote == "You never paid."
    assert not finding.is_fault
    assert finding.severity == 0 and finding.instead is None
    assert finding.confidence < 1
    assert values(call) == {**dict.fromkeys(CRITERIA, 0.0), WORTH_A_LISTEN: 1.0}


def judged_as(
    monkeypatch: pytest.MonkeyPatch, label: str, quote: str, severity: int, confidence: float
) -> list[Finding]:
    """What is made of a sentence that the classifier alone gives a label."""
    match = Match(verdicts.CLASSIFIER, label, Role.AGENT, 0, len(quote), severity, confidence, "why", "instead")
    call = make_call(f"agent: {quote}", "customer: what")
    hit = language.Hit(0, call.turns[0], match, quote, 0.0, 1.0)
    module = sys.modules["callscore.analyzers.phrasing"]
    monkeypatch.setattr(module, "hits", lambda _, role, *labels: iter([hit] if label in labels else []))
    monkeypatch.setattr(module, "near_hits", lambda _: iter(()))
    return [item for item in phrasing(call) if isinstance(item, Finding)]


@pytest.mark.parametrize(("confidence", "severity"), [(0.85, 2), (0.94, 2), (0.95, 3), (1.0, 3)])
def test_the_classifier_alone_must_be_sure_for_a_serious_fault(
    monkeypatch: pytest.MonkeyPatch, confidence: float, severity: int
) -> None:
    (finding,) = judged_as(monkeypatch, "threat", "There are ways with people like that.", 3, confidence)
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("line", "pressure"),
    [
        ("Give me ten seconds here.", False),
        ("Two minutes.", False),
        ("I've just set the hold while we've been talking.", False),
        ("I'm taking it off now while you're on the line.", False),
        ("It closes today at six, so decide now.", True),
        ("I need the number right now, the window closes at three.", True),
    ],
)
def test_the_agents_own_pace_is_no_pressure(monkeypatch: pytest.MonkeyPatch, line: str, pressure: bool) -> None:
    assert bool(judged_as(monkeypatch, "false_urgency", line, 2, 0.9)) is pressure


@pytest.mark.parametrize(
    ("lines", "severities"),
    [
        (("Nobody at your place ever bothers to answer an email.",), [1]),
        (("Nobody at your place ever bothers to answer an email.", "You people never pay."), [2, 2]),
        (("Your side has been sitting on this since April.",), [2]),
    ],
)
def test_the_only_reproach_of_a_call_is_slight_where_only_the_classifier_heard_it(
    lines: tuple[str, ...], severities: list[int]
) -> None:
    call = make_call(
        "agent: Good morning, Mr Bell.", *(part for line in lines for part in (f"agent: {line}", "customer: Oh."))
    )
    assert [f.severity for f in findings(call) if f.criterion == "accusatory"] == severities


@pytest.mark.parametrize(
    ("line", "pressed"),
    [
        ("Is this an okay time, or should I give you twenty minutes?", False),
        ("Two seconds, and I'll be with you.", False),
        ("It needs to be in the next ten minutes or the offer is gone.", True),
    ],
)
def test_a_moment_that_is_asked_for_is_no_pressure(line: str, pressed: bool) -> None:
    call = make_call("agent: Good morning, Mr Bell.", "customer: Morning.", f"agent: {line}", "customer: I see.")
    assert any(f.criterion == "threats" for f in findings(call)) is pressed
