"""Raised voices as findings with times: the agent's count, the customer's are shown, doubtful ones are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callscore.analyzers.voice import voice
from callscore.conversation import Conversation, Layout, Quality, Role, TimingSource
from callscore.dialogue.raised_voice import voice_heat
from callscore.findings import Finding, Metric
from callscore.testing import make_call
from callscore.voice import TurnVoice

USUAL = TurnVoice(4.0, -24.0, 120.0, 4.0, 0.2, -0.3, 0.02)
RAISED = TurnVoice(4.0, -19.0, 145.0, 5.0, 5.0, 3.4, 0.2)
FURIOUS = TurnVoice(4.0, -14.0, 180.0, 5.4, 10.0, 7.0, 0.35)
SHORT = replace(RAISED, seconds=1.0)


def heard(*voices: tuple[str, TurnVoice], quality: Quality | None = None) -> Conversation:
    """A recorded call whose turns have these voices: "agent" or "customer", each five seconds."""
    lines = [f"{5 * i}-{5 * i + 4} {role}: we were speaking of the invoice" for i, (role, _) in enumerate(voices)]
    call = make_call(*lines)
    turns = tuple(
        replace(turn, voice=replace(sound, start=turn.start, end=turn.end))
        for turn, (_, sound) in zip(call.turns, voices, strict=True)
    )
    return replace(
        call, turns=turns, timing_source=TimingSource.AUDIO, quality=quality or Quality(Layout.DUAL, snr_db=30.0)
    )


def metrics(call: Conversation) -> dict[str, Metric]:
    return {item.name: item for item in voice(call) if isinstance(item, Metric)}


def findings(call: Conversation, rule: str) -> list[Finding]:
    return [item for item in voice(call) if isinstance(item, Finding) and item.rule == rule]


STEADY = [("agent", USUAL), ("customer", USUAL)] * 6


def test_a_steady_call_is_calm() -> None:
    call = heard(*STEADY)
    assert metrics(call)["voice_calm"].value == 1
    assert not [item for item in voice(call) if isinstance(item, Finding)]


def test_a_raised_turn_is_found_with_its_time_and_figures() -> None:
    call = heard(*STEADY, ("agent", RAISED))
    (found,) = findings(call, "raised_voice")
    assert (found.role, found.turn, found.start, found.end, found.severity) == (Role.AGENT, 12, 60, 64, 1)
    assert found.why == (
        "Louder (+5 dB), higher (+3 semitones) and faster (+20 %) than the agent's usual on this call."
    )
    assert found.confidence <= 0.75
    assert metrics(call)["voice_calm"].value == pytest.approx(6 / 7)


def test_the_customers_raised_voice_is_shown_and_not_held_against_anybody() -> None:
    call = heard(*STEADY, ("customer", FURIOUS))
    (found,) = findings(call, "raised_voice")
    assert (found.role, found.severity, found.is_fault) == (Role.CUSTOMER, 0, False)
    assert metrics(call)["customer_voice_calm"].value == pytest.approx(6 / 7)
    assert metrics(call)["retaliation_voice"].value is None


@pytest.mark.parametrize(
    "answer, expected, rule",
    [(RAISED, 1, "retaliation.voice"), (USUAL, 0, "retaliation.calm_voice")],
    ids=["answered with heat", "answered calmly"],
)
def test_the_answer_to_a_raised_voice(answer: TurnVoice, expected: int, rule: str) -> None:
    call = heard(*STEADY, ("customer", FURIOUS), ("agent", answer))
    assert metrics(call)["retaliation_voice"].value == expected
    (found,) = findings(call, rule)
    assert found.turn == 13
    assert found.criterion == "retaliation"


def test_heat_in_words_is_answered_with_heat_in_sound() -> None:
    call = heard(*STEADY, ("customer", USUAL), ("agent", FURIOUS))
    turns = list(call.turns)
    turns[12] = replace(turns[12], text="Are you deaf, I said no!", words=())
    call = replace(call, turns=tuple(turns))
    assert metrics(call)["retaliation_voice"].value == 1
    assert findings(call, "retaliation.voice")[0].severity == 2


NOT_JUDGED = {
    "no recording": ({"timing_source": TimingSource.WORDS}, "no recording"),
    "noise": ({"quality": Quality(Layout.DUAL, snr_db=6.0)}, "noisy"),
    "voices hard to tell apart": ({"quality": Quality(Layout.MONO, diarization_confidence=0.4, snr_db=30)}, "mono"),
}


@pytest.mark.parametrize("change, reason", NOT_JUDGED.values(), ids=NOT_JUDGED.keys())
def test_what_the_recording_cannot_show_is_not_judged(change: dict[str, object], reason: str) -> None:
    call = replace(heard(*STEADY, ("agent", FURIOUS)), **change)
    for metric in metrics(call).values():
        assert metric.value is None
        assert reason in metric.reason
    assert not [item for item in voice(call) if isinstance(item, Finding)]
    assert voice_heat(call, 12) is None


def test_a_short_turn_is_not_called_raised() -> None:
    assert voice_heat(heard(*STEADY, ("agent", SHORT)), 12) is None
    assert voice_heat(heard(*STEADY, ("agent", RAISED)), 12) == pytest.approx(0.84, abs=0.01)


def test_little_speech_has_no_share() -> None:
    metric = metrics(heard(("agent", USUAL), ("customer", USUAL)))["voice_calm"]
    assert metric.value is None
    assert "under 20 s" in metric.reason
