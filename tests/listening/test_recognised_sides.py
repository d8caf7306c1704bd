"""One voice by its sound, two people by their words: then the voice is told apart, and said to be unsure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from callscore.audio.diarization import Diarization
from callscore.audio.layout import ChannelLayout
from callscore.audio.recording import Recording
from callscore.conversation import Layout, Role, Word
from callscore.listening.hearing import Heard
from callscore.listening.recognition import recognise
from callscore.spans import Span

AGENT_LINE = ["This", "is", "Dana", "calling", "from", "Northgate", "about", "your", "account"]
CUSTOMER_LINE = ["Who", "is", "this", "I", "lost", "my", "job", "and", "my", "bank", "is", "shut"]
BOTH = (Span(0, 4), Span(5, 9))


class Words:
    """A recogniser that gives one line in each stretch of speech."""

    name, language = "small", "en"

    def __init__(self, *lines: list[str]) -> None:
        self.lines = lines

    def __call__(self, audio: object, speech: object, progress: object = None) -> tuple[Word, ...]:
        return tuple(
            Word(word, span.start + i * 0.3, span.start + i * 0.3 + 0.3, 0.9)
            for line, span in zip(self.lines, BOTH, strict=True)
            for i, word in enumerate(line)
        )


@pytest.fixture
def one_voice(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """A mono recording on which sound alone tells one voice; told to find two, it finds them without being sure."""
    two = Diarization((BOTH[:1], BOTH[1:]), 2, 0.3)
    monkeypatch.setattr("callscore.audio.backends.choose_diarizer", lambda: lambda *_, **__: two)
    recording = Recording(np.zeros((1, 80_000), np.float32), 8_000)
    recording = replace(recording, source=replace(recording.source, duration=10.0))
    layout = ChannelLayout(Layout.MONO, "", 1.0, (0,))
    return Heard(recording, layout, ("SPEAKER_00",), (BOTH,), 0.8, 30.0, ("only one voice was found on this channel",))


def test_words_of_both_parties_tell_one_voice_apart(one_voice: Heard) -> None:
    call = recognise(one_voice, Words(AGENT_LINE, CUSTOMER_LINE))  # type: ignore[arg-type]
    assert [turn.role for turn in call.turns] == [Role.AGENT, Role.CUSTOMER]
    assert call.timing_confidence == 0.3
    assert any("hard to tell apart" in warning for warning in call.quality.warnings)


def test_one_persons_words_stay_one_voice(one_voice: Heard) -> None:
    call = recognise(one_voice, Words(AGENT_LINE, ["Please", "call", "me", "back", "when", "you", "can"]))  # type: ignore[arg-type]
    assert {turn.role for turn in call.turns} == {Role.AGENT}
    assert "only one voice was found on this channel" in call.quality.warnings
