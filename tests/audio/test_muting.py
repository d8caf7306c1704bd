"""A muted copy is silent where private numbers are said, on every channel, and the same everywhere else."""

from __future__ import annotations

import json
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from wav_files import write_wav

from callscore import Pipeline
from callscore.audio.muting import mute, redact_audio
from callscore.audio.recording import read_recording
from callscore.cli import main
from callscore.conversation import Source, Word
from callscore.errors import ConfigError, RecordingError, TranscriptError
from callscore.privacy.stretches import private_stretches
from callscore.samples import sample
from callscore.spans import Span
from callscore.testing import make_call

RATE = 8_000


def noise(path: Path, seconds: float, channels: int = 2) -> np.ndarray:
    """A WAV of noise, int16 [n_channels, n_samples], never 0."""
    random = np.random.default_rng(7)
    size = (channels, round(seconds * RATE))
    samples = (random.integers(1, 9_000, size) * random.choice((-1, 1), size)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.T.tobytes())
    return samples


def samples_of(path: Path) -> np.ndarray:
    return np.rint(read_recording(path).samples * 2**15).astype(np.int16)


def muted(samples: np.ndarray, *spans: tuple[float, float]) -> np.ndarray:
    copy = samples.copy()
    for start, end in spans:
        copy[:, round(start * RATE) : round(end * RATE)] = 0
    return copy


@pytest.mark.parametrize("ending", ["flac", "wav"])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_both_channels_are_silent_inside_and_every_sample_is_the_same_outside(tmp_path, ending, channels):
    before = noise(tmp_path / "call.wav", 5.0, channels)
    content = (tmp_path / "call.wav").read_bytes()
    copy = mute(tmp_path / "call.wav", [Span(1.0, 1.5), Span(4.5, 99.0)], tmp_path / f"copy.{ending}")
    np.testing.assert_array_equal(samples_of(copy), muted(before, (1.0, 1.5), (4.5, 5.0)))
    assert (tmp_path / "call.wav").read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({"call.wav", f"copy.{ending}"})


def worded(*lines: str):
    """A call of lines ``"START ROLE: WORDS"`` whose words take a second each."""
    turns = []
    call = make_call(*lines)
    for turn in call.turns:
        words = tuple(Word(text, turn.start + at, turn.start + at + 1.0) for at, text in enumerate(turn.text.split()))
        turns.append(replace(turn, words=words, end=turn.start + len(words)))
    return replace(call, turns=tuple(turns))


def spans(call, padding=0.25):
    return [(each.span.start, each.span.end, each.whole_turn) for each in private_stretches(call, padding=padding)]


def test_a_number_over_several_turns_is_muted_where_it_is_said():
    call = worded(
        "0 agent: The card number please?",
        "5 customer: It's 4929 1234",
        "9 agent: Mm-hm.",
        "11 customer: 5678 9013 on Friday",
        "20 agent: That's 250 pounds.",
    )
    assert spans(call) == [(5.75, 8.25, False), (10.75, 13.25, False)]


def test_the_last_four_digits_that_stay_in_writing_are_muted_too():
    call = worded("0 customer: pay with 4929 1234 5678 9013 today")
    assert spans(call) == [(1.75, 6.25, False)]
    spoken = worded("0 customer: four nine two nine one two three four five six seven eight nine oh one three okay")
    assert spans(spoken) == [(0.0, 16.25, False)]


def test_a_number_read_back_by_the_other_party_is_muted():
    call = worded("0 agent: The security code?", "5 customer: 739", "7 agent: 739 thanks.")
    assert spans(call) == [(4.75, 6.25, False), (6.75, 8.25, False)]


def test_a_turn_whose_words_have_no_times_is_muted_whole():
    call = worded("0 agent: The security code?", "5 customer: It is 739")
    turns = (call.turns[0], replace(call.turns[1], words=()))
    assert spans(replace(call, turns=turns)) == [(4.75, 8.25, True)]


def test_amounts_and_days_are_heard():
    assert spans(worded("0 customer: I'll pay 250 pounds on 12 March 2026 at 10:30")) == []


def test_a_number_without_a_time_is_refused_and_nothing_is_written(tmp_path):
    noise(tmp_path / "call.wav", 1.0)
    call = make_call("agent: The security code?", "customer: 739", timed=False)
    with pytest.raises(TranscriptError, match="turn 2 holds a private number and has no time"):
        redact_audio(call, tmp_path / "copy.flac", source=tmp_path / "call.wav")
    assert not (tmp_path / "copy.flac").exists()


def test_masked_calls_are_muted_at_the_same_places(tmp_path):
    call = worded("0 agent: And the card?", "5 customer: 4929 1234 5678 9013 thanks", "11 agent: And the code?")
    from callscore.privacy.masking import masked

    assert spans(masked(call)) == spans(call) == [(4.75, 9.25, False)]


def test_the_copy_of_a_call(tmp_path):
    before = noise(tmp_path / "call.wav", 12.0)
    call = worded("0 agent: The security code?", "5 customer: 739", "7 agent: Thank you, 250 pounds.")
    call = replace(call, source=Source(path=str(tmp_path / "call.wav")))
    redacted = redact_audio(call, tmp_path / "copy.flac", padding=0.5)
    np.testing.assert_array_equal(samples_of(redacted.path), muted(before, (4.5, 6.5)))
    assert str(redacted).endswith("copy.flac (1 stretches muted, 2.0 s)")


@pytest.mark.parametrize(
    ("target", "error", "said"),
    [
        ("copy.mp3", ConfigError, "is written as .flac or .wav"),
        ("call.wav", ConfigError, "is the recording itself"),
        ("nowhere/copy.wav", ConfigError, "can't be written"),
    ],
)
def test_what_can_not_be_written_is_said(tmp_path, target, error, said):
    noise(tmp_path / "call.wav", 1.0)
    with pytest.raises(error, match=said):
        mute(tmp_path / "call.wav", [], tmp_path / target)


def test_what_can_not_be_read_is_said(tmp_path):
    (tmp_path / "text.wav").write_text("hello " * 20)
    with pytest.raises(RecordingError, match=r"text.wav: can't be decoded"):
        mute(tmp_path / "text.wav", [], tmp_path / "copy.wav")
    with pytest.raises(RecordingError, match="no such file"):
        mute(tmp_path / "none.wav", [], tmp_path / "copy.wav")
    assert [path.name for path in tmp_path.iterdir()] == ["text.wav"]


@pytest.fixture(scope="module")
def private_call(tmp_path_factory):
    """A recording and its transcript with a card number in a turn of its own."""
    folder = tmp_path_factory.mktemp("calls")
    recording, transcript = sample("mixed")
    document = json.loads(Path(transcript).read_text())
    turn = next(turn for turn in document["turns"] if turn["speaker"] == "customer")
    turn["text"] = "It's 4929 1234 5678 9013."
    turn.pop("words", None)
    read = read_recording(recording)
    (folder / "call.json").write_text(json.dumps(document))
    return write_wav(folder / "call.wav", read.samples, read.sample_rate), folder / "call.json"


@pytest.mark.slow
def test_pages_play_the_copy(private_call, tmp_path):
    recording, transcript = private_call
    report = Pipeline()(recording, transcript=transcript).redact_audio(tmp_path / "copy.flac")
    assert report.to_dict()["source"]["redacted_path"] == str(tmp_path / "copy.flac")
    page = report.to_html(audio="link", beside=tmp_path)
    assert "copy.flac" in page
    assert f'src="{recording}' not in page
    [stretch] = private_stretches(report.conversation)
    rate = read_recording(tmp_path / "copy.flac").sample_rate
    inside = read_recording(tmp_path / "copy.flac").samples[
        :, round(stretch.span.start * rate) + 1 : round(stretch.span.end * rate) - 1
    ]
    assert inside.size
    assert not inside.any()


@pytest.mark.slow
def test_the_command_line_writes_copies(private_call, tmp_path, capsys):
    recording, transcript = private_call
    with pytest.raises(SystemExit) as ended:
        main(["score", str(recording), "--transcript", str(transcript), "--redact-audio", str(tmp_path / "one.wav")])
    assert ended.value.code == 0
    assert "one.wav (1 stretches muted" in capsys.readouterr().err
    copies = tmp_path / "copies"
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(["batch", str(recording.parent), "--out", str(tmp_path / "out"), "--redact-audio", str(copies)])
        assert ended.value.code == 0
        assert [path.name for path in copies.iterdir()] == ["call.flac"]
        document = json.loads((tmp_path / "out" / "reports" / "call.json").read_text())
        assert document["source"]["redacted_path"] == str(copies / "call.flac")
