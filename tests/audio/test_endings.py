"""The melody at a turn's end, over a telephone line too."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import butter, sosfiltfilt

from callscore.audio.endings import final_semitones
from callscore.audio.pitch import RATE
from callscore.audio.recording import Recording
from callscore.audio.voice import with_voices
from callscore.conversation import Conversation, Party, Role, TimingSource, Turn
from callscore.spans import Span

Sound = npt.NDArray[np.float32]


def melody(seconds: float, end: float, *, hiss: float = 0.0) -> Sound:
    """A voice at 130 Hz that moves `end` semitones in its last 0.25 s, and then hisses for some seconds."""
    time = np.arange(round(seconds * RATE)) / RATE
    bend = np.clip((time - (seconds - 0.25)) / 0.12, 0, 1) * end
    phase = 2 * np.pi * np.cumsum(130 * 2 ** ((bend + np.sin(2 * np.pi * 0.8 * time)) / 12)) / RATE
    voice = sum(np.sin(k * phase) / k for k in range(1, 25))
    noise = np.random.default_rng(0).normal(0, 0.05, round(hiss * RATE))
    line = butter(4, [300, 3400], "bandpass", fs=RATE, output="sos")
    return (0.05 * sosfiltfilt(line, np.concatenate([voice, noise]))).astype(np.float32)


@pytest.mark.parametrize("end", [-5.0, -3.0, 0.0, 4.0])
@pytest.mark.parametrize("hiss", [0.0, 0.15])
def test_a_fall_and_a_rise_are_heard(end: float, hiss: float) -> None:
    found = final_semitones(melody(2.5, end, hiss=hiss), 130.0)
    assert found == pytest.approx(end, abs=1.3)


@pytest.mark.parametrize("sound", [melody(0.2, 0.0), melody(2.0, -3.0, hiss=1.0), np.zeros(4_000, np.float32)])
def test_without_a_melody_up_to_the_end_nothing_is_said(sound: Sound) -> None:
    assert final_semitones(sound, 130.0) is None


@pytest.mark.parametrize(("channels", "heard"), [(2, True), (1, False)])
def test_an_end_under_the_other_voice_is_heard_on_its_own_channel_only(channels: int, heard: bool) -> None:
    quiet = np.zeros(round(0.8 * RATE), np.float32)
    one = np.concatenate([melody(6.0, -4.0), np.zeros(5 * RATE, np.float32)])
    two = np.concatenate([np.zeros(round(5.2 * RATE), np.float32), melody(5.0, -4.0), quiet])
    samples = np.stack([one, two]) if channels == 2 else (one + two)[None]
    parties = (Party(Role.AGENT, "a", (Span(0, 6.0),)), Party(Role.CUSTOMER, "b", (Span(5.2, 10.2),)))
    turns = (Turn(Role.AGENT, "one", 0.0, 6.0, speaker="a"), Turn(Role.CUSTOMER, "two", 5.2, 10.2, speaker="b"))
    call = Conversation(turns, parties, TimingSource.AUDIO)
    found = with_voices(call, Recording(samples, RATE), tuple(range(channels)))
    first, second = (turn.voice for turn in found.turns)
    assert first is not None
    assert second is not None
    assert second.final_semitones == pytest.approx(-4.0, abs=1.3)
    assert (first.final_semitones is not None) is heard
