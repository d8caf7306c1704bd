"""The true path, sound in and words out, with the small recogniser that ships with callscore."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from accuracy import Accuracy, added, measure
from wav_files import write_wav

from callscore import Conversation, ModelError, RecordingError, Role, listen
from callscore.audio import loading
from callscore.audio.clips import SAMPLE_RATE, pack_clips
from callscore.audio.models import demo_model
from callscore.audio.recording import read_recording
from callscore.audio.reproducible import one_blas_thread
from callscore.audio.transcription import Whisper
from callscore.cli import main
from callscore.conversation import Layout, TimingSource, Word
from callscore.doubts import DEMO_WARNING
from callscore.listening import ListenOptions
from callscore.samples import sample, sample_names
from callscore.spans import Span, total

# Bounds, with room, on the errors that `tests/benchmarks/measure_recognition.py` gave with the shipped model
# (6.8 million parameters, 22 November 2026); the figures are those of the three samples together.
WORD_ERROR = 0.22
"""Word error rate, each party against its own words: 0.097 in stereo, 0.152 mixed to mono, 0.161 at worst."""
START_ERROR = 0.05
"""Seconds, median, by which rightly recognised words begin too early or too late: 0.014 and 0.017."""
SPEAKER_ERROR, MONO_SPEAKER_ERROR = 0.02, 0.08
"""Diarization error rate without a collar: 0.005 in stereo; 0.024 to 0.040 mixed to mono."""
SHARE_ERROR, MONO_SHARE_ERROR = 0.02, 0.04
"""Of the agent's talk share: 0.001 at most in stereo, 0.011 mixed to mono."""

MEMORY_KEPT = 60.0
"""MB that a process may have gained after a call was recognised twice more; less than 10 were measured."""

DEMO = Whisper("demo", device="cpu", cpu_threads=1, local_files_only=True)
OPTIONS = ListenOptions(DEMO)
MONO_SAMPLE = "mixed"
CHANNEL_SECONDS = 40.0


def recording_of(name: str) -> Path:
    return sample(name)[0]


def truth_of(name: str) -> Path:
    return recording_of(name).with_name(f"{name}.truth.json")


@cache
def recognised(name: str) -> Conversation:
    """A sample, from its sound alone."""
    return listen(recording_of(name), options=OPTIONS)


@cache
def accuracy(name: str) -> Accuracy:
    return measure(recognised(name), truth_of(name))


@cache
def channel() -> tuple[np.ndarray, tuple[Span, ...]]:
    """Half a minute of the agent's channel at 16 kHz, and when the agent speaks there."""
    truth = json.loads(truth_of("mixed").read_text(encoding="utf-8"))
    speech = tuple(Span(*pair) for pair in truth["speech"]["agent"] if pair[1] < CHANNEL_SECONDS)
    return read_recording(recording_of("mixed")).channel(0)[: round(CHANNEL_SECONDS * SAMPLE_RATE)], speech


def texts(words: Any) -> list[str]:
    return [word.text for word in words]


@pytest.fixture(scope="module")
def mono(tmp_path_factory: pytest.TempPathFactory) -> Conversation:
    """A sample with both parties on one channel."""
    recording = read_recording(recording_of(MONO_SAMPLE))
    mix = recording.samples.mean(axis=0, keepdims=True)
    path = write_wav(tmp_path_factory.mktemp("mono") / "mono.wav", mix, recording.sample_rate)
    return listen(path, options=OPTIONS)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 24 seconds of a sample, both channels."""
    recording = read_recording(recording_of("mixed"))
    samples = recording.samples[:, : round(24 * recording.sample_rate)]
    return write_wav(tmp_path_factory.mktemp("short") / "short.wav", samples, recording.sample_rate)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the model that can be broken."""
    return shutil.copytree(demo_model(), tmp_path / "broken")


@pytest.mark.slow
@pytest.mark.parametrize("name", sample_names())
def test_each_party_is_heard_on_its_own_channel(name: str) -> None:
    call = recognised(name)
    assert call.quality.layout is Layout.DUAL
    assert call.timing_source is TimingSource.AUDIO
    assert {turn.role: turn.speaker for turn in call.turns} == {Role.AGENT: "left", Role.CUSTOMER: "right"}
    assert accuracy(name).der < SPEAKER_ERROR
    assert abs(accuracy(name).share_error) < SHARE_ERROR


@pytest.mark.slow
def test_words_and_their_times_are_as_near_the_truth_as_was_measured() -> None:
    together = added([accuracy(name) for name in sample_names()])
    assert together.wer < WORD_ERROR
    assert together.start_error < START_ERROR


@pytest.mark.slow
def test_mono_is_recognised_once_and_its_words_given_to_the_voices(mono: Conversation) -> None:
    found = measure(mono, truth_of(MONO_SAMPLE))
    assert mono.quality.layout is Layout.MONO
    assert found.der < MONO_SPEAKER_ERROR
    assert abs(found.share_error) < MONO_SHARE_ERROR
    assert found.wer < WORD_ERROR
    assert found.start_error < START_ERROR


def test_a_party_gets_the_words_of_its_channel_and_no_others(short: Path) -> None:
    call = listen(short, options=OPTIONS)
    own = [word.text for turn in call.turns if turn.speaker == "left" for word in turn.words]
    heard = DEMO(
        read_recording(short).channel(0), next(party.speech for party in call.parties if party.label == "left")
    )
    assert sorted(own) == sorted(texts(heard))


def test_every_size_of_batch_gives_the_same_words() -> None:
    audio, speech = channel()
    assert texts(replace(DEMO, batch_size=1)(audio, speech)) == texts(replace(DEMO, batch_size=5)(audio, speech))


def test_batches_give_what_faster_whisper_gives_unbatched() -> None:
    audio, speech = channel()
    model = DEMO.load()
    heard = ""
    for clip in pack_clips(audio, speech, longest=float(model.feature_extractor.chunk_length)):
        with one_blas_thread():
            segments, _ = model.transcribe(
                clip.cut(audio),
                language="en",
                temperature=0.0,
                without_timestamps=True,
                condition_on_previous_text=False,
                no_speech_threshold=None,
            )
        heard += " ".join(segment.text for segment in segments)
    assert "".join(texts(DEMO(audio, speech))) == heard.replace(" ", "")


@pytest.mark.slow
def test_a_long_recording_is_recognised_to_its_end_with_times_that_do_not_drift() -> None:
    audio, speech = channel()
    copies, length = 4, len(audio) / SAMPLE_RATE
    everywhere = [span.shift(number * length) for number in range(copies) for span in speech]
    seen: list[tuple[float, float]] = []
    words = DEMO(np.tile(audio, copies), everywhere, progress=lambda done, of: seen.append((done, of)))
    once = texts(DEMO(audio, speech))
    for number in range(copies):
        inside = [word for word in words if number * length <= (word.start or 0.0) < (number + 1) * length]
        assert 0.8 < len(inside) / len(once) < 1.25
        assert abs((inside[0].start or 0.0) - speech[0].start - number * length) < 0.5
        assert abs((inside[-1].end or 0.0) - speech[-1].end - number * length) < 0.5
    assert len(seen) > 2
    assert seen[-1][0] == pytest.approx(seen[-1][1])


def test_progress_of_two_channels_is_that_of_one_call(short: Path) -> None:
    seen: list[tuple[float, float]] = []
    recogniser = replace(DEMO, batch_size=1)
    call = listen(short, options=ListenOptions(recogniser, progress=lambda done, of: seen.append((done, of))))
    done = [seconds for seconds, _ in seen]
    spoken = sum(total(party.speech) for party in call.parties)
    assert done[0] == 0.0
    assert done == sorted(done)
    assert [of for _, of in seen] == pytest.approx([spoken] * len(seen))
    assert done[-1] == pytest.approx(spoken)
    assert len(set(done)) > 2


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What faster-whisper is asked for while the test runs."""
    from faster_whisper import BatchedInferencePipeline

    options: list[dict[str, Any]] = []
    really = BatchedInferencePipeline.transcribe

    def spy(self: Any, *args: Any, **asked_for: Any) -> Any:
        options.append(asked_for)
        return really(self, *args, **asked_for)

    monkeypatch.setattr(BatchedInferencePipeline, "transcribe", spy)
    return options


def test_hotwords_and_language_reach_every_batch_of_both_channels(short: Path, asked: list[dict[str, Any]]) -> None:
    recogniser = replace(DEMO, hotwords=("Bexley Home Finance", "Alvarez"), batch_size=1)
    call = listen(short, options=ListenOptions(recogniser))
    assert len(asked) > 2
    assert {one["hotwords"] for one in asked} == {"Bexley Home Finance, Alvarez"}
    assert {one["language"] for one in asked} == {"en"}
    assert call.language == "en"
    assert sum(len(turn.words) for turn in call.turns) > 30


def test_without_a_language_it_is_heard_once_and_kept_for_both_parties(
    short: Path, asked: list[dict[str, Any]]
) -> None:
    call = listen(short, options=ListenOptions(replace(DEMO, language=None)))
    assert {one["language"] for one in asked} == {"en"}
    assert call.language == "en"
    assert call.recogniser == "demo"


def test_a_call_in_another_language_is_marked_so_and_its_words_are_not_judged(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Whisper, "__call__", lambda *_, **__: (Word("Rechnung", 1.0, 1.5, 0.9),))
    call = listen(short, options=ListenOptions(Whisper("small", language="de_AT")))
    assert call.language == "de-AT"
    assert "phrasing is known for English only" in call.doubt_about_words


def test_the_demo_model_in_a_folder_of_any_name_is_still_the_demo_model(short: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(demo_model(), tmp_path / "large-v9")
    named, called = (listen(short, options=ListenOptions(replace(DEMO, model=m))) for m in ("demo", str(folder)))
    assert called.recogniser == "demo"
    assert called.quality.warnings[0] == DEMO_WARNING
    assert [turn.text for turn in called.turns] == [turn.text for turn in named.turns]


def cut_short(folder: Path) -> Path:
    (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:50_000])
    return folder


def without_tokenizer(folder: Path) -> Path:
    (folder / "tokenizer.json").unlink()
    return folder


def not_there(folder: Path) -> Path:
    return folder / "nowhere"


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (cut_short, "can't be loaded on cpu"),
        (without_tokenizer, "tokenizer.json missing or empty; copy it again"),
        (not_there, "no model folder at"),
    ],
)
def test_a_model_that_cannot_be_used_is_one_line_that_names_its_folder(
    break_it: Callable[[Path], Path], message: str, broken: Path, short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = break_it(broken)
    with pytest.raises(ModelError, match=message):
        listen(short, options=ListenOptions(Whisper(str(folder), device="cpu")))
    with pytest.raises(SystemExit) as stopped:
        main(["score", str(short), "--model", str(folder), "--device", "cpu"])
    out, err = capsys.readouterr()
    assert stopped.value.code == 1
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert str(folder) in err


def music(seconds: float, rate: int) -> np.ndarray:
    """A plucked melody with overtones, float32 [n_samples]."""
    random = np.random.default_rng(5)
    note = np.arange(rate // 2) / rate
    pitches = 220 * 2 ** (random.integers(0, 12, round(2 * seconds)) / 12)
    melody = [sum(np.sin(2 * np.pi * f * k * note) / k for k in (1, 2, 3)) * np.exp(-3 * note) for f in pitches]
    sound = np.concatenate(melody)
    return (0.2 * sound / np.abs(sound).max()).astype(np.float32)


def silence(seconds: float, rate: int) -> np.ndarray:
    return np.zeros(round(seconds * rate), np.float32)


def noise(seconds: float, rate: int) -> np.ndarray:
    return np.random.default_rng(5).normal(0, 0.05, round(seconds * rate)).astype(np.float32)


HOLDS = ((7.69, silence), (13.93, noise), (24.6, music))
"""Seconds of the sample "excellent" at which nobody speaks, and what is put in there on the agent's channel."""

HOLD_SECONDS = 8.0


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Conversation:
    """The first 28 seconds of a sample, its agent on hold three times."""
    recording = read_recording(recording_of("excellent"))
    rate, pieces, before = recording.sample_rate, [], 0
    for at, fill in HOLDS:
        pieces.append(recording.samples[:, before : round(at * rate)])
        pieces.append(np.stack([fill(HOLD_SECONDS, rate), silence(HOLD_SECONDS, rate)]))
        before = round(at * rate)
    pieces.append(recording.samples[:, before : round(28 * rate)])
    path = write_wav(tmp_path_factory.mktemp("hold") / "hold.wav", np.concatenate(pieces, axis=1), rate)
    return listen(path, options=OPTIONS)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(HOLDS)), ids=[fill.__name__ for _, fill in HOLDS])
def test_no_word_is_made_up_while_a_party_is_on_hold(held: Conversation, number: int) -> None:
    start = HOLDS[number][0] + number * HOLD_SECONDS
    hold = Span(start, start + HOLD_SECONDS)
    words = [word for turn in held.turns for word in turn.words if word.flag is None]
    assert [word for word in words if word.span and hold.contains(word.span.middle)] == []
    assert len(words) > 30


@pytest.mark.parametrize("fill", [noise, music])
def test_sound_without_speech_is_refused_before_anything_is_recognised(
    fill: Callable[[float, int], np.ndarray], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Whisper, "load", None)
    path = write_wav(tmp_path / "nobody.wav", fill(12.0, 8_000)[np.newaxis], 8_000)
    with pytest.raises(RecordingError, match="no speech was heard"):
        listen(path, options=OPTIONS)


@pytest.mark.slow
def test_two_processes_at_once_hear_what_one_does() -> None:
    audio, speech = channel()
    here = DEMO(audio, speech)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(DEMO, audio, speech) for _ in range(2)]
        assert [job.result(timeout=300) for job in jobs] == [here, here]


def resident() -> float:
    """MB of memory that this process holds."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_is_given_back_after_a_call() -> None:
    audio, speech = channel()
    DEMO(audio, speech)
    before = resident()
    for _ in range(2):
        DEMO(audio, speech)
    assert resident() - before < MEMORY_KEPT


def test_a_process_keeps_the_models_in_use_and_no_more() -> None:
    kinds = ("int8", "float32", "int8_float32")
    for kind in kinds:
        replace(DEMO, compute_type=kind).load()
    assert len(loading._loaded) == loading.MODELS_KEPT
    assert {key[3] for key in loading._loaded} <= set(kinds)
