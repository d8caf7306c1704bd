"""Real recognition: faster-whisper with the small model of the repository, on speech that flite speaks."""

import multiprocessing
import pickle
import re
import shutil
import subprocess
import sys
import wave
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import jiwer
import numpy as np
import pytest
import soxr

from callscore.audio.clips import SAMPLE_RATE
from callscore.audio.models import demo_model
from callscore.audio.transcription import Whisper
from callscore.errors import ConfigError, ModelError
from callscore.spans import Span

DEMO = Whisper("demo", device="cpu", cpu_threads=1)

SENTENCES = (
    "I'm calling about an open invoice.",
    "I will send the money by Friday.",
    "Can you make a payment today?",
    "I lost my job last month.",
    "Could you give me the exact date?",
    "We are waiting for a customer to pay us.",
)

SURE = (SENTENCES[1], SENTENCES[3], SENTENCES[5])
"""Those it hears without doubt, where words are compared one by one."""


@cache
def spoken(text, voice="rms"):
    """`text` in one of flite's voices, the silence around it cut off: float32 at 16 kHz."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", path], check=True)
        with wave.open(str(path)) as file:
            sound = np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16).astype(np.float32)
            resampled = soxr.resample(sound, file.getframerate(), SAMPLE_RATE)
    level = np.abs(resampled) / np.abs(resampled).max()
    heard = np.flatnonzero(level > 0.02)
    return np.asarray(0.3 * resampled[heard[0] : heard[-1]] / np.abs(resampled).max(), dtype=np.float32)


def scene(*sentences, voice="rms", start=0.5, pause=1.0):
    """Sentences one after the other: the sound, and the span of each."""
    parts, spans = [np.zeros(round(start * SAMPLE_RATE), dtype=np.float32)], []
    for text in sentences:
        at = sum(len(part) for part in parts)
        parts += [spoken(text, voice), np.zeros(round(pause * SAMPLE_RATE), dtype=np.float32)]
        spans.append(Span(at / SAMPLE_RATE, (at + len(parts[-2])) / SAMPLE_RATE))
    return np.concatenate(parts), tuple(spans)


def plain(text):
    return " ".join(re.findall(r"[a-z0-9$.']+", text.lower().replace(". ", " "))).rstrip(".")


def text_of(words, span=None):
    return plain(" ".join(w.text for w in words if span is None or span.contains((w.start + w.end) / 2)))


@pytest.mark.parametrize("voice", ["rms", "awb", "slt"])
def test_words_are_recognised(voice):
    audio, speech = scene(*SENTENCES, voice=voice)
    words = DEMO(audio, speech)
    assert jiwer.wer(plain(" ".join(SENTENCES)), text_of(words)) < 0.35
    assert all(0 <= word.confidence <= 1 and word.flag is None for word in words)


def test_words_lie_in_the_sentence_that_they_were_said_in():
    audio, speech = scene(*SENTENCES)
    words = DEMO(audio, speech)
    early, late = [], []
    for text, span in zip(SENTENCES, speech, strict=True):
        assert jiwer.wer(plain(text), text_of(words, span)) < 0.5
        inside = [word for word in words if span.contains((word.start + word.end) / 2)]
        early.append(inside[0].start - span.start)
        late.append(span.end - inside[-1].end)
    assert np.median(early) < 0.2
    assert np.median(late) < 0.2
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(word.start <= word.end for word in words)


def test_word_times_are_those_of_the_recording_after_a_long_silence():
    audio, speech = scene(SENTENCES[1], start=75.0)
    words = DEMO(audio, speech)
    assert text_of(words) == plain(SENTENCES[1])
    friday = words[-1]
    assert friday.text == "Friday."
    assert speech[0].end - 1.0 < friday.start < friday.end <= speech[0].end


def test_each_channel_keeps_its_own_words_where_parties_overlap():
    agent, agent_speech = scene("Could you give me the exact date?", start=0.5)
    customer, customer_speech = scene("I will send the money by Friday.", start=1.0, voice="awb")
    assert agent_speech[0].overlap(customer_speech[0]) > 1.0
    assert text_of(DEMO(agent, agent_speech)) == "could you give me the exact date"
    words = DEMO(customer, customer_speech)
    assert text_of(words) == "i will send the money by friday"
    assert words[0].start < agent_speech[0].end


@pytest.mark.parametrize("batch_size", [1, 3])
def test_batches_of_any_size_give_the_same_words(batch_size):
    audio, speech = scene(*SURE, *SURE, *SURE, pause=0.8)
    batched = DEMO(audio, speech)
    other = Whisper("demo", device="cpu", cpu_threads=1, batch_size=batch_size)(audio, speech)
    assert [word.text for word in other] == [word.text for word in batched]
    assert [word.start for word in other] == pytest.approx([word.start for word in batched], abs=0.05)


def test_batches_give_the_words_that_faster_whisper_gives_unbatched():
    audio, speech = scene(SENTENCES[1])
    segments, _ = DEMO.load().transcribe(audio, language="en", temperature=0.0, without_timestamps=True)
    assert text_of(DEMO(audio, speech)) == plain(" ".join(segment.text for segment in segments))


def test_amounts_come_as_one_word():
    audio, speech = scene("I can pay one hundred and fifty dollars by Friday.")
    words = DEMO(audio, speech)
    assert any(re.fullmatch(r"\$\d[\d,.]*", word.text) for word in words)
    assert not any(re.match(r"[,.]", word.text) for word in words)


def test_only_speech_is_listened_to():
    audio, speech = scene(*SENTENCES[:2])
    assert text_of(DEMO(audio, speech[1:])) == plain(SENTENCES[1])


def test_no_speech_gives_no_words_and_loads_no_model():
    missing = Whisper("/no/such/model")
    assert missing(np.zeros(SAMPLE_RATE, dtype=np.float32), ()) == ()
    assert missing(np.zeros(0, dtype=np.float32), (Span(0, 1),)) == ()


@pytest.mark.parametrize("level", [0.0, 0.001])
def test_silence_taken_for_speech_gives_no_unflagged_word(level):
    audio = np.random.default_rng(0).normal(0, level, 10 * SAMPLE_RATE).astype(np.float32)
    assert [word for word in DEMO(audio, [Span(0, 10)]) if word.flag is None] == []


@pytest.mark.parametrize("kind", ["noise", "hum", "beeps"])
def test_noise_gives_no_unflagged_word(kind):
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    time = np.arange(10 * SAMPLE_RATE) / SAMPLE_RATE
    audio = {
        "noise": np.random.default_rng(0).normal(0, 0.05, len(time)),
        "hum": 0.1 * np.sin(2 * np.pi * 100 * time),
        "beeps": 0.2 * np.sin(2 * np.pi * 440 * time) * (time % 1 < 0.5),
    }[kind].astype(np.float32)
    found = get_speech_timestamps(audio, VadOptions(min_silence_duration_ms=300, speech_pad_ms=50))
    speech = [Span(part["start"] / SAMPLE_RATE, part["end"] / SAMPLE_RATE) for part in found]
    assert [word for word in DEMO(audio, speech) if word.flag is None] == []


def test_progress_goes_from_nothing_to_all_in_seconds_of_speech():
    audio, speech = scene(*SENTENCES, pause=2.0)
    seen = []
    Whisper("demo", device="cpu", cpu_threads=1, batch_size=1)(
        audio, speech, progress=lambda done, total: seen.append((done, total))
    )
    done = [seconds for seconds, _ in seen]
    assert done[0] == 0.0
    assert done == sorted(done)
    assert len(done) > 2
    assert done[-1] == pytest.approx(seen[-1][1])
    assert seen[-1][1] == pytest.approx(sum(span.duration for span in speech), abs=0.5 * len(speech))


def test_hotwords_reach_the_recogniser(monkeypatch):
    from faster_whisper import BatchedInferencePipeline

    asked = []
    really = BatchedInferencePipeline.transcribe

    def spy(self, *args, **options):
        asked.append(options["hotwords"])
        return really(self, *args, **options)

    monkeypatch.setattr(BatchedInferencePipeline, "transcribe", spy)
    audio, speech = scene(SENTENCES[1])
    words = Whisper("demo", device="cpu", hotwords=["Acme Bank", "Friday"])(audio, speech)
    assert asked == ["Acme Bank, Friday"]
    assert "friday" in text_of(words)


def test_language_is_detected_when_none_is_given():
    audio, speech = scene(SENTENCES[1])
    assert text_of(Whisper("demo", device="cpu", language=None)(audio, speech)) == plain(SENTENCES[1])


def test_a_folder_gives_the_same_words_as_the_name():
    audio, speech = scene(SENTENCES[1])
    assert Whisper(str(demo_model()), device="cpu", cpu_threads=1)(audio, speech) == DEMO(audio, speech)


def test_the_model_is_loaded_once_per_process():
    assert Whisper("demo", device="cpu", cpu_threads=1, beam_size=1).load() is DEMO.load()


def test_a_damaged_model_is_named_with_what_to_do(tmp_path):
    folder = shutil.copytree(demo_model(), tmp_path / "damaged")
    (folder / "model.bin").write_bytes((demo_model() / "model.bin").read_bytes()[:100_000])
    with pytest.raises(ModelError, match=r"damaged can't be loaded on cpu as int8.*copy or download it again"):
        Whisper(str(folder), device="cpu").load()


def test_a_language_that_the_model_does_not_know_is_refused():
    with pytest.raises(ModelError, match="'demo' can't recognise language 'de'"):
        Whisper("demo", device="cpu", language="de").load()


def test_a_variety_of_english_is_english():
    assert Whisper("demo", device="cpu", cpu_threads=1, language="en-GB").load() is DEMO.load()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"batch_size": 0}, "batch_size must be at least 1, not 0"),
        ({"beam_size": 0}, "beam_size must be at least 1, not 0"),
        ({"cpu_threads": -1}, "cpu_threads must be at least 0, not -1"),
        ({"device": "tpu"}, "device must be .* not 'tpu'"),
        ({"hotwords": "Acme"}, "hotwords must be a tuple"),
    ],
)
def test_wrong_options_are_refused(options, message):
    with pytest.raises(ConfigError, match=message):
        Whisper("demo", **options)


def test_a_recipe_pickles_and_is_small():
    recipe = Whisper("demo", hotwords=("Acme",), batch_size=2)
    DEMO.load()
    assert pickle.loads(pickle.dumps(recipe)) == recipe
    assert len(pickle.dumps(DEMO)) < 1000


def test_a_process_forked_after_loading_says_so_and_does_not_hang():
    DEMO.load()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        asked = pool.submit(DEMO, np.zeros(SAMPLE_RATE, dtype=np.float32), (Span(0, 1),))
        with pytest.raises(ModelError, match=r"forked.*spawn"):
            asked.result(timeout=30)


def test_importing_loads_nothing_heavy_and_starts_no_thread():
    code = (
        "import sys, threading, callscore.audio.transcription;"
        "heavy = {'faster_whisper', 'ctranslate2', 'huggingface_hub', 'rich', 'onnxruntime'} & set(sys.modules);"
        "print(sorted(heavy), threading.active_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "1"]
