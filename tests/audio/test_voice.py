"""How a turn sounds: pitch without its fundamental, syllables, and each turn against its speaker's usual."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
import soxr
from scipy.signal import butter, lfilter, sosfiltfilt

import callscore
from callscore.audio.loudness import count_syllables, frame_levels, loud_frames
from callscore.audio.pitch import RATE, find_candidates, usual_pitch, voiced_pitch
from callscore.audio.recording import Recording
from callscore.audio.voice import with_voices
from callscore.conversation import Conversation, Party, Role, TimingSource, Turn
from callscore.dialogue.raised_voice import hottest_part
from callscore.samples import sample
from callscore.spans import Span
from callscore.voice import RAISED

Sound = npt.NDArray[np.float32]

VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480))


def spoken(
    hertz: float, *, seconds: float = 4.0, per_second: float = 4.0, db: float = 0.0, telephone: bool = True
) -> Sound:
    """A voice of vowels at a known pitch (with a melody of two semitones) and a known number of syllables a second."""
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = hertz * 2 ** (2 * np.sin(2 * np.pi * 0.5 * time) / 12)
    pulses = (np.diff(np.floor(np.cumsum(pitch / RATE)), prepend=0) > 0).astype(float)
    source = lfilter([1], [1, -0.95], pulses)
    sound = np.zeros(len(time))
    for number, first in enumerate(range(0, len(time), round(RATE / per_second))):
        piece = source[first : first + round(RATE / per_second)]
        for formant in VOWELS[number % len(VOWELS)]:
            radius = np.exp(-np.pi * 100 / RATE)
            piece = lfilter([1], [1, -2 * radius * np.cos(2 * np.pi * formant / RATE), radius**2], piece)
        ramp = np.sin(np.pi * np.linspace(0, 1, len(piece))) ** 0.5
        sound[first : first + len(piece)] = piece * ramp / np.sqrt(np.mean(piece**2))
    if telephone:
        sound = sosfiltfilt(butter(4, [300, 3400], "bandpass", fs=RATE, output="sos"), sound)
    return (0.03 * 10 ** (db / 20) * sound).astype(np.float32)


def pitch_of(sound: Sound) -> float:
    track, loud = find_candidates(sound), loud_frames(frame_levels(sound))
    usual = usual_pitch([track], [loud])
    assert usual is not None
    pitch = voiced_pitch(track, loud, usual)
    return float(np.median(pitch[pitch > 0]))


@pytest.mark.parametrize("hertz", [90, 120, 165, 220, 300])
@pytest.mark.parametrize("noise", [0.0, 0.004], ids=["telephone", "telephone with noise"])
def test_pitch_is_right_where_the_line_cuts_the_fundamental_off(hertz: float, noise: float) -> None:
    sound = spoken(hertz) + np.random.default_rng(1).normal(0, noise, 4 * RATE).astype(np.float32)
    assert abs(12 * np.log2(pitch_of(sound) / hertz)) < 0.5


def test_noise_alone_has_no_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 4 * RATE).astype(np.float32)
    track = find_candidates(noise)
    assert np.mean(track.strength[:, 0] > 0.45) < 0.1


@pytest.mark.parametrize("per_second", [3.0, 4.0, 5.0, 6.0])
def test_syllables_are_counted(per_second: float) -> None:
    assert count_syllables(spoken(120, per_second=per_second)) == pytest.approx(4 * per_second, abs=2)


@pytest.mark.parametrize("sound", [np.zeros(0, np.float32), np.zeros(100, np.float32), np.zeros(RATE, np.float32)])
def test_nothing_is_heard_in_nothing(sound: Sound) -> None:
    assert count_syllables(sound) == 0
    assert usual_pitch([find_candidates(sound)], [loud_frames(frame_levels(sound))]) is None


def call(*agent: Sound, customer: Sound | None = None, dual: bool = True) -> Conversation:
    """Agent turns with a second between them; the customer answers each, or stays silent."""
    channels: list[list[Sound]] = [[], []]
    turns: list[Turn] = []
    speech: tuple[list[Span], list[Span]] = ([], [])
    at = 0.0
    for sound in agent:
        for side, said in ((0, sound), (1, customer)):
            if said is None:
                continue
            seconds = len(said) / RATE
            role = (Role.AGENT, Role.CUSTOMER)[side]
            turns.append(Turn(role, "words", at, at + seconds, speaker=role.value))
            speech[side].append(Span(at, at + seconds))
            silent = np.zeros(len(said) + RATE // 2, np.float32)
            channels[side].append(np.concatenate([said, np.zeros(RATE // 2, np.float32)]))
            channels[1 - side].append(silent)
            at += seconds + 0.5
    samples = np.stack([np.concatenate(side) for side in channels])
    if not dual:
        samples = samples.sum(axis=0, keepdims=True)
    parties = tuple(Party(role, role.value, tuple(own)) for role, own in zip(Role, speech, strict=False) if own)
    conversation = Conversation(tuple(turns), parties, TimingSource.AUDIO)
    return with_voices(conversation, Recording(samples, RATE), (0, 1) if dual else (0,))


CALM = {"hertz": 120.0, "per_second": 4.0, "db": 0.0}


@pytest.mark.parametrize("dual", [True, False], ids=["two channels", "one"])
def test_a_turn_is_measured_against_its_speakers_usual(dual: bool) -> None:
    louder = spoken(151.2, per_second=5.0, db=6.0)
    heard = call(*[spoken(**CALM)] * 4, louder, spoken(**CALM), customer=spoken(220, db=-6), dual=dual)
    agent = [turn.voice for turn in heard.turns if turn.role is Role.AGENT]
    raised = agent[4]
    assert raised is not None
    assert raised.louder_db == pytest.approx(6, abs=0.7)
    assert raised.higher_semitones == pytest.approx(4, abs=0.5)
    assert raised.faster == pytest.approx(0.25, abs=0.1)
    assert [voice is not None and (voice.heat or 0) >= RAISED for voice in agent] == [False] * 4 + [True, False]
    customer = [turn.voice for turn in heard.turns if turn.role is Role.CUSTOMER]
    assert all(
        voice is not None and voice.heat == 0 and voice.pitch_hz == pytest.approx(220, rel=0.03) for voice in customer
    )


ONE_SIGN = {
    "louder only: a moved handset": dict(CALM, db=8.0),
    "higher only: surprise": dict(CALM, hertz=160.0),
    "faster only: a list": dict(CALM, per_second=5.5),
    "higher and faster, not louder: a cheerful goodbye": dict(CALM, hertz=150.0, per_second=5.0),
    "softer, lower, slower": dict(CALM, hertz=100.0, per_second=3.0, db=-6.0),
}


@pytest.mark.parametrize("sound", ONE_SIGN.values(), ids=ONE_SIGN.keys())
def test_one_sign_alone_is_not_a_raised_voice(sound: dict[str, float]) -> None:
    heard = call(*[spoken(**CALM)] * 4, spoken(**sound))
    assert heard.turns[4].voice is not None
    assert heard.turns[4].voice.heat == 0


def test_a_long_turn_has_parts_and_the_hottest_is_found() -> None:
    shout = spoken(155, per_second=5.0, db=7.0)
    long = np.concatenate([spoken(**CALM), spoken(**CALM), shout, spoken(**CALM)])
    heard = call(*[spoken(**CALM)] * 3, long)
    voice, hottest = heard.turns[3].voice, hottest_part(heard, 3)
    assert voice is not None and len(voice.parts) == 4
    assert hottest is not None
    assert (voice.heat or 0) < RAISED <= (hottest.heat or 0)
    assert hottest.start == pytest.approx(13.5 + 8, abs=0.5)


def test_too_little_speech_says_nothing() -> None:
    heard = call(spoken(**CALM, seconds=0.3), spoken(**CALM, seconds=1.0))
    short, longer = heard.turns[0].voice, heard.turns[1].voice
    assert short is not None and (short.pitch_hz, short.syllables_per_second, short.heat) == (None, None, None)
    assert longer is not None and longer.pitch_hz is not None and longer.louder_db is None


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000])
def test_any_sampling_rate_gives_the_same_voice(rate: int) -> None:
    sound = np.asarray(soxr.resample(np.tile(spoken(**CALM), 4), RATE, rate), np.float32)
    turns = tuple(Turn(Role.AGENT, "a", 4.0 * i, 4.0 * i + 4, speaker="a") for i in range(5))  # the last one ends late
    party = Party(Role.AGENT, "a", tuple(Span(4.0 * i, 4.0 * i + 4) for i in range(5)))
    heard = with_voices(Conversation(turns, (party,), TimingSource.AUDIO), Recording(sound[None], rate), (0,))
    voices = [turn.voice for turn in heard.turns[:4]]
    assert all(voice is not None and voice.pitch_hz == pytest.approx(120, rel=0.02) for voice in voices)
    assert heard.turns[4].voice is None or heard.turns[4].voice.pitch_hz is None


def test_what_both_say_at_once_is_left_out() -> None:
    sound = spoken(**CALM)
    turns = (Turn(Role.AGENT, "a", 0.0, 4.0, speaker="a"), Turn(Role.CUSTOMER, "b", 1.0, 3.0, speaker="b"))
    parties = (Party(Role.AGENT, "a", (Span(0.0, 4.0),)), Party(Role.CUSTOMER, "b", (Span(1.0, 3.0),)))
    heard = with_voices(
        Conversation(turns, parties, TimingSource.AUDIO), Recording(np.stack([sound, sound]), RATE), (0, 1)
    )
    assert heard.turns[0].voice is not None and heard.turns[0].voice.seconds == pytest.approx(2.0)
    assert heard.turns[1].voice is None


def test_a_recording_that_is_listened_to_has_voices_in_its_report() -> None:
    recording, transcript = sample("poor")
    report = callscore.Pipeline()(recording, transcript=transcript)
    voices = [turn["voice"] for turn in report.to_dict()["turns"]]
    known = [voice for voice in voices if voice is not None and voice["pitch_hz"] is not None]
    assert len(known) >= 12
    assert {"loudness_db", "pitch_hz", "syllables_per_second", "louder_db", "higher_semitones", "faster"} <= known[
        0
    ].keys()
    calm = report.metrics["voice_calm"]
    assert calm.value == 1 and calm.base is not None and calm.base > 20


def test_a_transcript_alone_has_no_voices() -> None:
    report = callscore.Pipeline()(sample("poor")[1])
    assert {turn["voice"] for turn in report.to_dict()["turns"]} == {None}
    assert report.metrics["voice_calm"].value is None
