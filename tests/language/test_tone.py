"""What the rest of a call, and what the words before an agent's own, say about a doubtful line."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from callscore.conversation import Role
from callscore.language import phrasing as language
from callscore.language.frames import Match
from callscore.language.own_words import own_words, told_back
from callscore.language.phrasing import hits, label, near_hits
from callscore.language.tone import LEAST_SHIFT, MOST_SHIFT, borne_out, tone
from callscore.language.verdicts import suspicion
from callscore.testing import make_call

HOSTILE = (
    "agent: You never pay on time, you people.",
    "customer: that's not fair",
    "agent: You lied to my colleague about the transfer.",
    "customer: I did not",
    "agent: Pay today or your boss hears about it.",
    "customer: what",
)


def doubtful(confidence: float) -> Match:
    return Match("classifier", "condescending", Role.AGENT, 0, 4, 2, confidence, "why", None)


def test_one_slip_makes_no_tone_and_more_make_more() -> None:
    assert tone(0, 30) < 0
    assert tone(1, 3) == 0
    shifts = [tone(unkind, 100) for unkind in range(2, 30)]
    assert all(one <= next_one for one, next_one in pairwise(shifts))
    assert 0 < shifts[0] < shifts[-1] == MOST_SHIFT


def test_the_longer_the_call_the_less_two_slips_weigh() -> None:
    assert tone(2, 50) > tone(2, 80) > 0 > tone(2, 400) > tone(0, 400) == LEAST_SHIFT


def test_what_is_doubtful_alone_is_surer_on_such_a_call_and_never_certain() -> None:
    assert 0.3 < borne_out(doubtful(0.3), 1.5).confidence < 1
    assert borne_out(doubtful(0.3), 0.0).confidence == pytest.approx(0.3)
    assert borne_out(doubtful(1.0), 2.0).confidence <= 1


def test_a_doubtful_line_counts_on_a_hostile_call_and_is_worth_a_listen_on_a_kind_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = "Right then, do carry on."
    monkeypatch.setattr(
        language, "suspicion", lambda text, role, context: doubtful(0.55) if text == line and role == "agent" else None
    )
    monkeypatch.setattr(language, "thresholds", lambda: {"condescending": 0.6})
    monkeypatch.setattr(language, "worth_a_listen", lambda: {"condescending": 0.3})
    kind = make_call("agent: Good morning, how are you?", "customer: fine", f"agent: {line}")
    hostile = make_call(*HOSTILE, f"agent: {line}")
    assert [hit.index for hit in hits(kind, Role.AGENT, "condescending")] == []
    assert [hit.index for hit in near_hits(kind)] == [2]
    assert [hit.match.severity for hit in near_hits(kind)] == [0]
    assert 6 in [hit.index for hit in hits(hostile, Role.AGENT, "condescending")]
    assert list(near_hits(hostile)) == []


@pytest.mark.parametrize(
    ("confidence", "beside", "said", "near"),
    [
        (0.6, "agent: Good morning, how are you?", False, True),
        (0.75, "agent: Good morning, how are you?", False, True),
        (0.92, "agent: Good morning, how are you?", True, False),
        (0.6, "agent: You lied to my colleague about the transfer.", True, False),
    ],
    ids=["half sure on a kind call", "fairly sure on a kind call", "sure on a kind call", "half sure beside a lie"],
)
def test_half_sure_of_one_line_the_rest_of_the_call_decides(
    monkeypatch: pytest.MonkeyPatch, confidence: float, beside: str, said: bool, near: bool
) -> None:
    line = "Right then, do carry on."
    real = language.matches
    monkeypatch.setattr(
        language,
        "matches",
        lambda text, role, context="": (doubtful(confidence),) if text == line else real(text, role, context),
    )
    monkeypatch.setattr(language, "thresholds", lambda: {"condescending": 0.55, "accusatory": 0.55, "threat": 0.55})
    monkeypatch.setattr(
        language, "worth_a_listen", lambda: dict.fromkeys(("condescending", "accusatory", "threat"), 0.3)
    )
    call = make_call(beside, *("customer: yes", "agent: Thank you, that is noted.") * 12, f"agent: {line}")
    last = len(call.turns) - 1
    assert (last in [hit.index for hit in hits(call, Role.AGENT, "condescending")]) is said
    assert (last in [hit.index for hit in near_hits(call)]) is near


def test_a_call_is_read_once_however_often_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def matches(text: str, role: Role, context: str = "") -> tuple[Match, ...]:
        asked.append(text)
        return ()

    monkeypatch.setattr(language, "matches", matches)
    call = make_call("agent: Good morning.", "customer: hello", "agent: Thanks for waiting.")
    for _ in range(3):
        assert list(hits(call, Role.AGENT)) == []
        assert list(hits(call, Role.AGENT, "empathy")) == []
    assert asked == ["Good morning.", "Thanks for waiting."]


def test_calls_that_are_equal_but_for_a_turn_are_not_mixed_up() -> None:
    one = make_call("agent: You never paid.", "customer: so")
    other = make_call("agent: Thank you.", "customer: so")
    assert [hit.quote for hit in hits(one, Role.AGENT, "accusatory")] == ["You never paid."]
    assert list(hits(other, Role.AGENT, "accusatory")) == []
    assert [hit.quote for hit in hits(one, Role.AGENT, "accusatory")] == ["You never paid."]


def test_only_an_agent_is_suspected() -> None:
    assert suspicion("you never paid", Role.CUSTOMER) is None
    assert suspicion("", Role.AGENT) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("you said we never called you back", True),
        ("so you're telling me we billed you twice", True),
        ("nobody here thinks you were dodging us", True),
        ("do you think we do this for free", False),
        ("you said Friday and then you blocked us", False),
        ("you think you can laugh at me well we'll see", False),
        ("you never called us back", False),
        ("", False),
    ],
)
def test_what_the_customer_said_told_back_is_not_the_agents_own(line: str, expected: bool) -> None:
    assert told_back(line) is expected


def test_quotes_are_left_out_unless_nothing_else_is_said() -> None:
    assert own_words('the letter says "you have failed to pay" and I am sorry for that').count("failed") == 0
    assert own_words('"you never paid"') == '"you never paid"'


@pytest.mark.parametrize(
    "text",
    ["", " \n", "?!", "😀👍🏽", "\x00\x1b[2J", "\ud800", "我没有钱", "हाँ", "é" * 9000, "pay " * 10_000],
    ids=lambda text: ascii(text[:8]),
)
def test_any_line_and_any_call_is_answered(text: str) -> None:
    for role in ("agent", "customer"):
        assert all(0 <= confidence <= 1 for confidence in label(text, role=role, context=text).values())
    call = make_call("agent: hello", "customer: hello")
    call = replace(call, turns=(replace(call.turns[0], text=text, words=()), call.turns[1]))
    assert all(0 <= hit.match.confidence <= 1 for hit in (*hits(call, Role.AGENT), *near_hits(call)))
