"""What must not change the numbers of a call: its parties' sides, its clock, how its transcript was cut, its level."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from callscore import read_transcript
from callscore.analysis import Analysis, analyze
from callscore.analyzers.interruptions import interruptions
from callscore.analyzers.mid_sentence import question_mid_sentence
from callscore.analyzers.questions import questions
from callscore.analyzers.silence import silence
from callscore.analyzers.talk import talk
from callscore.conversation import Conversation, Party, Role
from callscore.testing import make_call

TIMING = (talk, interruptions, questions, question_mid_sentence, silence)

CALL = (
    "0.5-3.0 agent: Good morning, is that the accounts department?",
    "3.4-6.0 customer: It is, yes, who is calling?",
    "6.3-14.0 agent: It's Dana from Northgate Finance about the March invoice. Did it reach you?",
    "10.0-10.5 customer: mm-hm",
    "14.4-20.0 customer: It did, but the amount is not what we agreed with your colleague in the",
    "19.4-22.0 agent: When are you going to pay it?",
    "22.3-25.0 customer: Would you let me finish what I was saying?",
    "25.5-27.0 agent: Sorry, please go on.",
    "27.2-34.0 customer: We agreed four hundred and the invoice says five, so I need a credit note first.",
    "34.8-38.0 agent: I see. Which date did you agree that on?",
    "38.6-40.0 customer: The tenth of March.",
    "41.0-44.0 agent: And who did you speak to?",
    "44.5-46.0 customer: A man called Peter.",
    "47.0-52.0 agent: I'll send the credit note today, and then four hundred by Friday?",
    "52.4-54.0 customer: Friday is fine.",
)


def numbers(call: Conversation) -> dict[str, float | None]:
    analysis: Analysis = analyze(call, analyzers=TIMING)
    return {name: metric.value for name, metric in analysis.metrics.items()}


def moments(call: Conversation) -> list[tuple[str, str, float]]:
    return [(f.criterion, f.rule, round(f.start or 0.0, 2)) for f in analyze(call, analyzers=TIMING).findings]


def later(call: Conversation, seconds: float) -> Conversation:
    """The call with everything `seconds` later, the recording as much longer."""
    turns = tuple(
        replace(
            turn,
            start=(turn.start or 0.0) + seconds,
            end=(turn.end or 0.0) + seconds,
            words=tuple(
                replace(word, start=(word.start or 0.0) + seconds, end=(word.end or 0.0) + seconds)
                for word in turn.words
            ),
        )
        for turn in call.turns
    )
    parties = tuple(
        replace(party, speech=tuple(span.shift(seconds) for span in party.speech)) for party in call.parties
    )
    return replace(call, turns=turns, parties=parties)


def swapped(call: Conversation) -> Conversation:
    """The call with agent and customer exchanged."""
    turns = tuple(replace(turn, role=turn.role.opposite) for turn in call.turns)
    parties = tuple(Party(party.role.opposite, party.label, party.speech) for party in call.parties)
    return replace(call, turns=turns, parties=parties)


@pytest.fixture(scope="module")
def call() -> Conversation:
    return make_call(*CALL)


@pytest.mark.parametrize("seconds", [0.25, 7.0, 3600.0])
def test_a_later_clock_changes_no_number(call: Conversation, seconds: float) -> None:
    for name, value in numbers(later(call, seconds)).items():
        assert value == pytest.approx(numbers(call)[name], abs=1e-6), name


def test_a_later_clock_moves_every_finding_by_as_much(call: Conversation) -> None:
    assert moments(later(call, 10.0)) == [(c, r, round(t + 10.0, 2)) for c, r, t in moments(call)]


def test_other_sides_exchange_the_numbers(call: Conversation) -> None:
    one, other = numbers(call), numbers(swapped(call))
    assert other["agent_talk_share"] == pytest.approx(1 - (one["agent_talk_share"] or 0.0))
    assert other["interruptions"] == one["customer_interruptions"]
    assert other["customer_interruptions"] == one["interruptions"] == 1
    assert other["agent_speech"] == one["customer_speech"]
    assert other["agent_pace_wpm"] == one["customer_pace_wpm"]
    for same in ("overlap", "silence", "longest_silence"):
        assert other[same] == one[same], same


def test_sides_exchanged_twice_are_as_they_were(call: Conversation) -> None:
    assert numbers(swapped(swapped(call))) == numbers(call)


def transcript(folder: Path, turns: list[dict[str, Any]]) -> Conversation:
    path = folder / f"{len(turns)}.json"
    path.write_text(json.dumps({"turns": turns}), encoding="utf-8")
    return read_transcript(path)


def worded(call: Conversation) -> list[dict[str, Any]]:
    """The call's turns as a transcript writes them, its words spread over each turn."""
    turns = []
    for turn in call.turns:
        texts = turn.text.split()
        start, length = turn.start or 0.0, ((turn.end or 0.0) - (turn.start or 0.0)) / len(texts)
        words = [
            {"text": text, "start": round(start + i * length, 3), "end": round(start + (i + 1) * length, 3)}
            for i, text in enumerate(texts)
        ]
        turns.append(segment(turn.role.value, words))
    return turns


def segment(speaker: str, words: list[dict[str, Any]]) -> dict[str, Any]:
    text = " ".join(word["text"] for word in words)
    return {"speaker": speaker, "start": words[0]["start"], "end": words[-1]["end"], "text": text, "words": words}


def cut(turn: dict[str, Any]) -> list[dict[str, Any]]:
    """A turn as two segments of the same speaker, cut after its first half."""
    half = len(turn["words"]) // 2
    if not half:
        return [turn]
    return [segment(turn["speaker"], turn["words"][:half]), segment(turn["speaker"], turn["words"][half:])]


def test_segments_cut_in_two_change_no_number(call: Conversation, tmp_path: Path) -> None:
    whole = worded(call)
    pieces = sorted((piece for turn in whole for piece in cut(turn)), key=lambda piece: piece["start"])
    one, other = numbers(transcript(tmp_path, whole)), numbers(transcript(tmp_path, pieces))
    assert len(pieces) > len(whole)
    for name, value in one.items():
        assert other[name] == pytest.approx(value, abs=0.01), name


def test_both_parties_are_in_the_call(call: Conversation) -> None:
    assert {party.role for party in call.parties} == {Role.AGENT, Role.CUSTOMER}
