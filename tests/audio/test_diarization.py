"""Mono diarization on calls spoken by espeak-ng, put together here so that the truth is exact."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate
from scipy.signal import butter, sosfilt

from callscore.audio.diarization import Diarization, DiarizationOptions, Diarizer, diarize
from callscore.audio.resegmentation import best_path
from callscore.spans import Span, intersect, merge, total

RATE = 8000
WOMAN, MAN, OTHER_MAN = "en-us+f1", "en-us+m7", "en-us+m5"

LINES = (
    "Good morning, this is the accounts department of Brindle and Sons.",
    "Hello, yes, speaking. What is this about?",
    "I am calling about an invoice for four hundred pounds that fell due in March.",
    "I thought my colleague had paid that one last week, to be honest with you.",
    "I can see no payment here. Could you look up the date and the reference for me?",
    "Give me a moment, I have to open the other programme first.",
    "Of course, take all the time that you need.",
    "No, you are right, it is still waiting. We can pay it on Friday by bank transfer.",
    "Thank you. So that is four hundred pounds on Friday by bank transfer.",
    "That is correct. I will send you the confirmation when it has gone out.",
)


@dataclass(frozen=True)
class Call:
    samples: NDArray[np.float32]
    truth: tuple[tuple[Span, ...], ...]

    @property
    def speech(self) -> tuple[Span, ...]:
        return merge(span for voice in self.truth for span in voice)


@pytest.fixture(scope="session")
def say() -> Callable[[str, str], NDArray[np.float32]]:
    """``say(voice, text)``: float32 at 8 kHz, silence at both ends cut off, equally loud for every voice."""
    if shutil.which("espeak-ng") is None:
        pytest.fail("these tests speak with espeak-ng: install it ('apt-get install espeak-ng')")

    def speak(voice: str, text: str) -> NDArray[np.float32]:
        spoken = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
        with wave.open(io.BytesIO(spoken)) as file:
            rate = file.getframerate()
            sound = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768
        sound = soxr.resample(sound, rate, RATE)
        heard = np.flatnonzero(np.abs(sound) > 0.01)
        sound = sound[heard[0] : heard[-1] + 1]
        return (0.1 * sound / np.sqrt(np.mean(sound**2))).astype(np.float32)

    return speak


@pytest.fixture(scope="session")
def make(say: Callable[[str, str], NDArray[np.float32]]) -> Callable[..., Call]:
    """``make(voices, lines)``: the lines one after the other, voices taking turns, telephone band, 20 dB over noise."""

    def build(voices: tuple[str, ...], lines: tuple[str, ...] = LINES, *, gain_db: float = 0.0, noise: int = 0) -> Call:
        pieces, truth, clock = [np.zeros(RATE // 2, np.float32)], [[] for _ in voices], 0.5
        for number, line in enumerate(lines):
            speaker = number % len(voices)
            sound = say(voices[speaker], line) * np.float32(10 ** (gain_db / 20 if speaker else 0))
            truth[speaker].append(Span(clock, clock + len(sound) / RATE))
            pause = np.zeros(RATE * 2 // 5, np.float32)
            pieces += [sound, pause]
            clock += (len(sound) + len(pause)) / RATE
        samples = np.concatenate(pieces)
        samples = samples + np.random.default_rng(noise).normal(0, 0.01, len(samples))
        band = butter(4, (300, 3400), "bandpass", fs=RATE, output="sos")
        return Call(sosfilt(band, samples).astype(np.float32), tuple(map(tuple, truth)))

    return build


@pytest.fixture(scope="session")
def call(make: Callable[..., Call]) -> Call:
    return make((WOMAN, MAN))


def error_rate(call: Call, found: Diarization) -> float:
    """Diarization error rate without collar, overlaps counted."""

    def annotation(voices: tuple[tuple[Span, ...], ...]) -> Annotation:
        made = Annotation()
        for voice, spans in enumerate(voices):
            for span in spans:
                made[Segment(span.start, span.end), made.new_track(Segment(span.start, span.end))] = voice
        return made

    return float(DiarizationErrorRate()(annotation(call.truth), annotation(found.voices)))


@pytest.mark.parametrize(
    ("voices", "gain_db"),
    [
        pytest.param((WOMAN, MAN), 0.0, id="woman and man"),
        pytest.param((MAN, WOMAN), -8.0, id="the second party 8 dB lower"),
        pytest.param((OTHER_MAN, MAN), 0.0, id="two men"),
    ],
)
def test_two_voices_are_told_apart(make: Callable[..., Call], voices: tuple[str, str], gain_db: float) -> None:
    call = make(voices, gain_db=gain_db)
    found = diarize(call.samples, RATE, call.speech)
    assert found.n_voices == 2
    assert error_rate(call, found) < 0.08
    assert found.confidence > 0.5
    assert found.warnings == ()


def test_each_voice_gets_its_own_seconds(call: Call) -> None:
    found = diarize(call.samples, RATE, call.speech)
    for voice, truth in zip(found.voices, call.truth, strict=True):
        assert total(intersect(voice, truth)) > 0.92 * total(truth)


def test_the_first_to_speak_comes_first(make: Callable[..., Call]) -> None:
    for voices in ((WOMAN, MAN), (MAN, WOMAN)):
        call = make(voices)
        found = diarize(call.samples, RATE, call.speech)
        assert found.voices[0][0].start == pytest.approx(call.truth[0][0].start, abs=0.05)


def test_voices_lie_in_the_given_speech_and_fill_it(call: Call) -> None:
    found = diarize(call.samples, RATE, call.speech)
    together = merge(span for voice in found.voices for span in voice)
    assert total(together) == pytest.approx(total(call.speech), abs=0.5)
    assert total(intersect(together, call.speech)) == pytest.approx(total(together), abs=0.5)


@pytest.mark.parametrize("voice", [WOMAN, MAN, OTHER_MAN])
def test_one_voice_is_one_voice(make: Callable[..., Call], voice: str) -> None:
    call = make((voice,))
    found = diarize(call.samples, RATE, call.speech)
    assert found.n_voices == 1
    assert found.voices == (call.speech,)
    assert "only one voice" in found.warnings[0]


@pytest.mark.slow
def test_a_third_voice_is_reported(make: Callable[..., Call]) -> None:
    first, second = make((WOMAN, MAN), LINES * 2), make((WOMAN, "en-us+whisper"), LINES * 2)
    later = len(first.samples) / RATE
    call = Call(
        np.concatenate([first.samples, second.samples]),
        (
            first.truth[0] + tuple(span.shift(later) for span in second.truth[0]),
            first.truth[1],
            tuple(span.shift(later) for span in second.truth[1]),
        ),
    )
    found = diarize(call.samples, RATE, call.speech)
    assert found.n_voices == len(found.voices) == 3
    assert "three or more voices" in found.warnings[0]
    assert error_rate(call, found) < 0.1


def test_silence_before_the_call_moves_the_answer_and_nothing_else(call: Call) -> None:
    late = np.concatenate([np.zeros(RATE * 2, np.float32), call.samples])
    found = diarize(call.samples, RATE, call.speech)
    moved = diarize(late, RATE, tuple(span.shift(2.0) for span in call.speech))
    back = tuple(tuple(span.shift(-2.0) for span in voice) for voice in moved.voices)
    for one, other in zip(found.voices, back, strict=True):
        assert total(intersect(one, other)) > 0.97 * total(one)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda samples: samples * np.float32(0.25), id="12 dB lower"),
        pytest.param(lambda samples: np.roll(samples, 5), id="five samples later"),
        pytest.param(
            lambda samples: samples + np.random.default_rng(3).normal(0, 1e-3, len(samples)).astype(np.float32),
            id="a trace of noise",
        ),
    ],
)
def test_a_small_change_of_the_sound_changes_little(
    call: Call, change: Callable[[NDArray[np.float32]], NDArray[np.float32]]
) -> None:
    found, changed = diarize(call.samples, RATE, call.speech), diarize(change(call.samples), RATE, call.speech)
    assert changed.n_voices == found.n_voices
    for one, other in zip(found.voices, changed.voices, strict=True):
        assert total(intersect(one, other)) > 0.97 * total(one)


def test_the_same_sound_gives_the_same_answer(call: Call) -> None:
    assert diarize(call.samples, RATE, call.speech) == diarize(call.samples, RATE, call.speech)


def test_a_higher_sample_rate_gives_the_same_answer(call: Call) -> None:
    wide = soxr.resample(call.samples, RATE, 44_100).astype(np.float32)
    found = diarize(wide, 44_100, call.speech)
    assert found.n_voices == 2
    assert error_rate(call, found) < 0.08


def test_no_speech_is_no_voice(call: Call) -> None:
    found = diarize(call.samples, RATE, ())
    assert (found.voices, found.n_voices, found.confidence) == ((), 0, 0.0)
    assert found.warnings


def test_an_empty_recording_is_no_voice() -> None:
    assert diarize(np.zeros(0, np.float32), RATE, ()).n_voices == 0


def test_digital_silence_given_as_speech_does_not_fail() -> None:
    found = diarize(np.zeros(RATE * 20, np.float32), RATE, (Span(1.0, 19.0),))
    assert found.n_voices <= 1


def test_speech_reaching_past_the_end_is_cut(call: Call) -> None:
    end = len(call.samples) / RATE
    found = diarize(call.samples, RATE, (*call.speech, Span(end - 0.1, end + 5.0)))
    assert max(voice[-1].end for voice in found.voices) <= end + 0.02


@pytest.mark.parametrize("seconds", [0.03, 0.5, 2.0])
def test_very_little_speech_gives_low_confidence(call: Call, seconds: float) -> None:
    found = diarize(call.samples, RATE, (Span(0.6, 0.6 + seconds),))
    assert found.n_voices == 1
    assert found.confidence < 0.2
    assert "not sure" in found.warnings[-1]


def test_a_known_number_of_voices_is_kept_to(call: Call, make: Callable[..., Call]) -> None:
    assert diarize(call.samples, RATE, call.speech, options=DiarizationOptions(n_voices=1)).voices == (call.speech,)
    alone = make((MAN,))
    found = diarize(alone.samples, RATE, alone.speech, options=DiarizationOptions(n_voices=2))
    assert found.n_voices == 2
    assert found.confidence < 0.5


def test_two_channels_are_refused() -> None:
    with pytest.raises(ValueError, match=r"one channel.*\(2, 8000\)"):
        diarize(np.zeros((2, 8000), np.float32), RATE, (Span(0.0, 1.0),))


@pytest.mark.parametrize("options", [{"n_voices": 3}, {"max_voices": 1}, {"max_voices": 9}])
def test_wrong_options_are_refused_with_their_value(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=str(next(iter(options.values())))):
        DiarizationOptions(**options)


def test_another_back_end_fits_the_same_door(call: Call) -> None:
    def one_for_all(
        samples: NDArray[np.float32],
        sample_rate: int,
        speech: tuple[Span, ...],
        *,
        options: DiarizationOptions | None = None,
    ) -> Diarization:
        return Diarization((speech,), 1, 1.0)

    back_ends: list[Diarizer] = [diarize, one_for_all]
    assert [back_end(call.samples, RATE, call.speech).n_voices for back_end in back_ends] == [2, 1]


def test_the_best_path_crosses_to_another_voice_only_when_it_pays() -> None:
    evidence = np.zeros((60, 3), np.float32)
    evidence[:20, 0] = evidence[20:40, 2] = evidence[40:, 0] = 1.0  # 20 to be won for there and back
    assert list(best_path(evidence, np.full(60, 9.0))) == [0] * 20 + [2] * 20 + [0] * 20
    assert list(best_path(evidence, np.full(60, 11.0))) == [0] * 60
