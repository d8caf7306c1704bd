"""What sound alone tells of a call, and what a transcript with two speakers adds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from callscore.audio.diarization import Diarization, DiarizationOptions
from callscore.audio.layout import ChannelLayout
from callscore.audio.recording import Recording
from callscore.conversation import Layout
from callscore.listening.hearing import Heard, told_apart
from callscore.spans import Span

RECORDING = Recording(np.zeros((1, 80_000), np.float32), 8_000)
ONE, TWO = ((Span(0, 4), Span(5, 9)),), ((Span(0, 4),), (Span(5, 9),))


def heard(*speech: tuple[Span, ...], layout: Layout = Layout.MONO) -> Heard:
    labels = tuple(f"SPEAKER_{number:02d}" for number in range(len(speech)))
    channels = (0, 1) if layout is Layout.DUAL else (0,)
    warnings = ("only one voice was found on this channel", "noisy")
    return Heard(RECORDING, ChannelLayout(layout, "", 1.0, channels), labels, speech, 0.4, 30.0, warnings)


@pytest.fixture
def diarizer(monkeypatch: pytest.MonkeyPatch) -> Callable[[tuple[tuple[Span, ...], ...]], list[int | None]]:
    """``diarizer(voices)``: what any diarizer finds from now on; gives the numbers of voices that were asked for."""

    def put(voices: tuple[tuple[Span, ...], ...]) -> list[int | None]:
        asked: list[int | None] = []

        def found(samples: object, rate: int, speech: tuple[Span, ...], *, options: DiarizationOptions) -> Diarization:
            asked.append(options.n_voices)
            return Diarization(voices, len(voices), 0.3, ("hard to tell apart",))

        monkeypatch.setattr("callscore.audio.backends.choose_diarizer", lambda: found)
        return asked

    return put


def test_one_voice_known_to_be_two_people_is_told_apart(diarizer) -> None:  # type: ignore[no-untyped-def]
    asked = diarizer(TWO)
    found = told_apart(heard(*ONE))
    assert asked == [2]
    assert (found.speech, found.labels) == (TWO, ("SPEAKER_00", "SPEAKER_01"))
    assert found.diarization_confidence == 0.3
    assert found.warnings == ("noisy", "hard to tell apart")


def test_one_voice_that_cannot_be_parted_stays_one(diarizer) -> None:  # type: ignore[no-untyped-def]
    diarizer(ONE)
    assert told_apart(heard(*ONE)) == heard(*ONE)


@pytest.mark.parametrize(("speech", "layout"), [(TWO, Layout.MONO), (TWO, Layout.DUAL)])
def test_two_voices_stay_as_they_were_heard(  # type: ignore[no-untyped-def]
    diarizer, speech: tuple[tuple[Span, ...], ...], layout: Layout
) -> None:
    asked = diarizer(ONE)
    assert told_apart(heard(*speech, layout=layout)).speech == speech
    assert asked == []
