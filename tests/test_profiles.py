"""Jurisdiction profiles are data that experts edit: legal basis for each rule, examples that are tests, slips named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from callscore import ConfigError, analyze
from callscore.profiles import Profile, profile_names
from callscore.testing import make_call

GOOD = """
id = "ours"
title = "Ours"
version = 1

[[rule]]
id = "ours.hours"
kind = "call_time"
title = "Hours"
basis = "our own rule"
judged_by = "metadata"
why = "Because."
days = ["monday"]
earliest = 09:00:00
latest = 17:00:00
"""

SLIPS = [
    ('kind = "call_time"', 'kind = "hours"', "kind = 'hours' is not known; kinds are disclosure, call_time"),
    ("earliest = 09:00:00", "earlyest = 09:00:00", "unknown key 'earlyest'; known keys are id, title"),
    ("earliest = 09:00:00", "earliest = 18:00:00", "earliest 18:00 must lie before latest 17:00"),
    ('days = ["monday"]', 'days = ["mon"]', "days.0 = 'mon'"),
    ('basis = "our own rule"', "", "key 'basis' is missing"),
    ('judged_by = "metadata"', 'judged_by = "luck"', "judged_by = 'luck'"),
    ('title = "Ours"', 'titel = "Ours"', "unknown key 'titel'; known keys are id, title, version"),
]


@pytest.mark.parametrize("name", profile_names())
def test_every_rule_names_its_basis_and_what_can_judge_it(name: str) -> None:
    profile = Profile.load(name)
    assert profile.rules
    for rule in profile.rules:
        assert rule.basis and rule.why and rule.title, rule.id
        assert rule.judged_by in ("transcript", "metadata", "neither")


@pytest.mark.parametrize("name", profile_names())
def test_the_wordings_of_notices_hit_their_hits_and_miss_their_misses(name: str) -> None:
    assert Profile.load(name).check() == ()


@pytest.mark.parametrize("name", profile_names())
def test_rules_that_another_criterion_watches_name_one_that_exists(name: str) -> None:
    from callscore import Rubric

    known = {row.id for row in Rubric.load().criteria}
    assert {rule.criterion for rule in Profile.load(name).rules if rule.criterion} <= known


def test_the_legal_bases_stand_as_lawyers_cite_them() -> None:
    basis = {rule.id: rule.basis for rule in Profile.load("us_third_party").rules}
    assert "1692e(11)" in basis["us.mini_miranda"]
    assert "1692c(a)(1)" in basis["us.call_time"]
    assert "1006.14(b)" in basis["us.frequency"]
    assert all(
        "CONC 7" in r.basis for r in Profile.load("uk").rules if r.kind in ("third_party", "stop_request", "call_time")
    )


@pytest.mark.parametrize(
    ("started", "allowed"),
    [("2026-03-12 07:59", False), ("2026-03-12 08:00", True), ("2026-03-12 21:00", True), ("2026-03-12 21:01", False)],
)
def test_hours_are_inclusive_by_the_minute(started: str, allowed: bool) -> None:
    (hours,) = Profile.load("us_third_party").hours
    assert hours.allows(datetime.fromisoformat(started)) is allowed


def test_seven_calls_in_seven_days_is_data_for_the_history() -> None:
    (limit,) = Profile.load("us_third_party").limits
    assert (limit.calls, limit.within_days, limit.after_conversation_days) == (7, 7, 7)


@pytest.mark.parametrize(("right", "wrong", "message"), SLIPS)
def test_a_slip_is_named_in_one_line(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(GOOD.replace(right, wrong, 1))
    with pytest.raises(ConfigError) as caught:
        Profile.load(path)
    assert message in str(caught.value)
    assert "ours.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_profile_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ConfigError, match="none, uk, us_third_party"):
        Profile.load("mars")


def test_flags_say_that_they_are_for_review_and_name_their_basis() -> None:
    call = make_call(
        "agent: Is that Mr Bell?",
        "customer: Yes.",
        "agent: You owe £400, it's overdue.",
        "customer: Stop calling me.",
        "agent: Pay.",
    )
    found = [
        f
        for f in analyze(call, profile="us_third_party").findings
        if f.criterion in ("disclosures", "stop_request") and f.is_fault
    ]
    assert {f.criterion for f in found} == {"disclosures", "stop_request"}
    for finding in found:
        assert finding.why.startswith("For review")
        assert "U.S.C." in finding.why or "state law" in finding.why
        assert "violat" not in finding.why.lower()


def test_a_notice_that_comes_late_is_late_and_not_missing() -> None:
    chat = [
        line
        for _ in range(8)
        for line in ("agent: And how are you getting on otherwise?", "customer: Oh, well enough, thank you for asking.")
    ]
    call = make_call("agent: Good morning.", "customer: Hello.", *chat, "agent: By the way, this call is recorded.")
    rules = [f.rule for f in analyze(call, profile="uk").of("disclosures")]
    untimed = make_call(
        "agent: Good morning.", "customer: Hello.", *chat, "agent: By the way, this call is recorded.", timed=False
    )
    assert [f.rule for f in analyze(untimed, profile="uk").of("disclosures")] == ["disclosure.late"]
    assert rules in (["disclosure.late"], ["uk.recording"])
