"""From sound to conversation on the sample calls: times against exact truth, words read or recognised."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from wav_files import write_wav

from callscore import ConfigError, Conversation, Pipeline, RecordingError, Role, TranscriptError, listen
from callscore.analyzers.interruptions import cut_ins
from callscore.audio.recording import read_recording
from callscore.audio.transcription import Whisper
from callscore.conversation import Layout, TimingSource
from callscore.doubts import DEMO_WARNING, doubts
from callscore.listening import ListenOptions
from callscore.samples import sample, sample_names
from callscore.spans import total
from callscore.testing import make_call
from callscore.trust import MIN_DEMO_CONFIDENCE

SHARE_BOUND = 0.02
"""Error of the agent's talk share that is allowed on clean dual-channel samples; 0.004 at most was measured."""

MONO_SHARE_BOUND = 0.06
"""The same on their mono mixes."""


@dataclass(frozen=True)
class Truth:
    share: float
    interruptions: list[tuple[str, float]]
    document: dict[str, Any]


def truth_of(name: str) -> Truth:
    document = json.loads((sample(name)[1].parent / f"{name}.truth.json").read_text(encoding="utf-8"))
    cuts = [(cut["by"], cut["start"]) for cut in document["interruptions"]]
    return Truth(document["agent_talk_share"], cuts, document)


def share(conversation: Conversation) -> float:
    agent, customer = total(conversation.speech(Role.AGENT)), total(conversation.speech(Role.CUSTOMER))
    return agent / (agent + customer)


def stripped(name: str, folder: Path, *fields: str) -> Path:
    """The sample's transcript without some fields of its turns."""
    document = json.loads(sample(name)[1].read_text(encoding="utf-8"))
    for turn in document["turns"]:
        for field in fields:
            del turn[field]
    path = folder / f"{name}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sample_names())
def test_talk_share_on_two_channels_is_near_the_truth(name: str) -> None:
    recording, transcript = sample(name)
    conversation = listen(recording, transcript=transcript)
    assert conversation.quality.layout is Layout.DUAL
    assert conversation.timing_source is TimingSource.AUDIO
    assert abs(share(conversation) - truth_of(name).share) < SHARE_BOUND


@pytest.mark.parametrize("fields", [(), ("words",), ("words", "start", "end")], ids=["words", "turns", "no times"])
@pytest.mark.parametrize("name", sample_names())
def test_interruptions_are_found_however_rough_the_transcripts_times(
    name: str, fields: tuple[str, ...], tmp_path: Path
) -> None:
    conversation = listen(sample(name)[0], transcript=stripped(name, tmp_path, *fields))
    found = [(cut.role.value, cut.start) for cut in cut_ins(conversation) if cut.is_interruption]
    truth = truth_of(name).interruptions
    assert [who for who, _ in found] == [who for who, _ in truth]
    assert all(abs(one - other) < 1.0 for (_, one), (_, other) in zip(found, truth, strict=True))


def test_swapping_the_channels_changes_nothing_when_the_transcript_names_the_parties(tmp_path: Path) -> None:
    recording = read_recording(sample("mixed")[0])
    swapped = write_wav(tmp_path / "swapped.wav", recording.samples[::-1], recording.sample_rate)
    assert share(listen(swapped, transcript=sample("mixed")[1])) == pytest.approx(truth_of("mixed").share, abs=0.02)


def test_naming_the_other_channel_as_the_agent_swaps_the_parties() -> None:
    recording, transcript = sample("mixed")
    told = listen(recording, transcript=transcript, options=ListenOptions(agent="right"))
    assert share(told) == pytest.approx(1 - truth_of("mixed").share, abs=SHARE_BOUND)


@pytest.mark.slow
@pytest.mark.parametrize("name", sample_names())
def test_the_mono_mix_is_told_apart_by_voice(name: str, tmp_path: Path) -> None:
    recording = read_recording(sample(name)[0])
    mono = write_wav(tmp_path / f"{name}.wav", recording.samples.mean(axis=0, keepdims=True), recording.sample_rate)
    conversation = listen(mono, transcript=sample(name)[1])
    assert conversation.quality.layout is Layout.MONO
    assert conversation.quality.diarization_confidence is not None
    assert abs(share(conversation) - truth_of(name).share) < MONO_SHARE_BOUND


@pytest.mark.slow
@pytest.mark.parametrize("name", sample_names())
def test_on_mono_the_transcripts_times_keep_the_overlaps_that_voices_cannot_show(name: str, tmp_path: Path) -> None:
    recording = read_recording(sample(name)[0])
    mono = write_wav(tmp_path / f"{name}.wav", recording.samples.mean(axis=0, keepdims=True), recording.sample_rate)
    conversation = listen(mono, transcript=stripped(name, tmp_path, "words"))
    found = [(cut.role.value, cut.turn) for cut in cut_ins(conversation) if cut.is_interruption]
    assert [who for who, _ in found] == [who for who, _ in truth_of(name).interruptions]
    assert all(word.start is not None for turn in conversation.turns for word in turn.words)


def test_mono_saved_as_stereo_is_not_taken_for_two_channels(tmp_path: Path) -> None:
    recording = read_recording(sample("mixed")[0])
    mix = recording.samples.mean(axis=0)
    both = write_wav(tmp_path / "both.wav", np.stack([mix, mix]), recording.sample_rate)
    assert listen(both, transcript=sample("mixed")[1]).quality.layout is Layout.MONO_AS_STEREO


def test_the_transcript_of_another_call_is_refused() -> None:
    with pytest.raises(TranscriptError, match="another call"):
        listen(sample("mixed")[0], transcript=sample("poor")[1])


def test_silence_is_refused_in_one_line(tmp_path: Path) -> None:
    quiet = write_wav(tmp_path / "quiet.wav", np.random.default_rng(0).normal(0, 0.001, (1, 16000)), 8000)
    with pytest.raises(RecordingError, match=r"no speech was heard in .*quiet\.wav"):
        listen(quiet)


def with_words_by(recogniser: str | None, confidence: float | None) -> Conversation:
    """A call whose words all have this confidence."""
    call = make_call("agent: you haven't paid the invoice", "customer: I will pay it on Friday")
    turns = tuple(
        replace(turn, words=tuple(replace(word, confidence=confidence) for word in turn.words)) for turn in call.turns
    )
    return replace(call, turns=turns, recogniser=recogniser)


@pytest.mark.parametrize(
    ("recogniser", "confidence", "judged"),
    [
        ("small.en", 0.45, False),
        ("small.en", 0.55, True),
        ("small.en", None, True),
        ("demo", 0.45, False),
        ("demo", 0.62, False),
        ("demo", MIN_DEMO_CONFIDENCE - 0.01, False),
        ("demo", MIN_DEMO_CONFIDENCE + 0.01, True),
        ("demo", None, False),
        (None, 0.1, True),
    ],
)
def test_words_are_judged_when_they_were_recognised_surely_enough(
    recogniser: str | None, confidence: float | None, judged: bool
) -> None:
    call = with_words_by(recogniser, confidence)
    assert (not call.doubt_about_words) is judged
    assert Pipeline()(call).scorecard["accusatory"].judged is judged


@pytest.mark.parametrize(("recogniser", "said"), [("demo", True), ("small.en", False), (None, False)])
def test_words_of_the_demo_recogniser_are_called_that_however_sure(recogniser: str | None, said: bool) -> None:
    assert (DEMO_WARNING in doubts(with_words_by(recogniser, 0.99))) is said


def test_a_transcript_that_keeps_its_recogniser_keeps_its_doubts_beside_the_sound(tmp_path: Path) -> None:
    document = json.loads(sample("mixed")[1].read_text(encoding="utf-8"))
    for turn in document["turns"]:
        for word in turn["words"]:
            word["confidence"] = 0.3
    path = tmp_path / "mixed.json"
    path.write_text(json.dumps({**document, "recogniser": "demo"}), encoding="utf-8")
    call = listen(sample("mixed")[0], transcript=path)
    assert call.recogniser == "demo"
    assert DEMO_WARNING in call.quality.warnings
    assert "too unsurely" in call.doubt_about_words


@pytest.mark.slow
def test_sound_alone_gives_words_times_and_roles_and_a_report_that_says_who_recognised_it() -> None:
    recording = sample("excellent")[0]
    report = Pipeline(options=ListenOptions(recogniser=Whisper("demo"), agent="left"))(recording)
    call = report.conversation
    assert call.recogniser == "demo"
    assert share(call) == pytest.approx(truth_of("excellent").share, abs=SHARE_BOUND)
    assert len(call.turns_of(Role.AGENT)) > 5
    assert all(turn.start is not None and all(word.start is not None for word in turn.words) for turn in call.turns)
    assert report.to_dict()["quality"]["warnings"][0] == DEMO_WARNING
    assert report.scorecard["accusatory"].judged is ((call.word_confidence or 0.0) >= MIN_DEMO_CONFIDENCE)
    assert report.scorecard["talk_share"].judged
    heading, _, below = report.to_html(audio="none").partition(DEMO_WARNING)
    assert "Scorecard" not in heading.partition("<body")[2]
    assert "Scorecard" in below


def test_an_agent_who_is_not_on_the_recording_is_refused_before_anything_is_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Whisper, "load", None)
    with pytest.raises(ConfigError, match="not a speaker of this call: it has left, right"):
        listen(sample("mixed")[0], options=ListenOptions(Whisper("demo"), agent="Dana"))
