"""Speech of each party is found to the frame: with leakage, noise, level differences, and through block edges."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import fftconvolve

from callscore.audio import frames
from callscore.audio.activity import Activity, SpeechOptions, speech_spans
from callscore.audio.layout import ChannelLayout, decide_layout
from callscore.audio.recording import Recording
from callscore.audio.speech import measure_speech
from callscore.conversation import Layout
from callscore.spans import Span, intersect, subtract, total

RATE = 8_000


def recording_of(samples):
    return Recording(np.asarray(samples, np.float32), RATE)


def detect_speech(recording, channel):
    """Speech on one channel, whoever speaks there."""
    return measure_speech(recording, ChannelLayout(Layout.MONO, "", 1.0, (channel,))).spans[0]


def error_rate(truth, found):
    """Missed and falsely found seconds of both parties over the seconds of speech, no collar."""
    wrong = sum(total(subtract(t, f)) + total(subtract(f, t)) for t, f in zip(truth, found, strict=True))
    return wrong / sum(total(t) for t in truth)


def in_a_room(channels, seconds):
    """Each channel with a room's reflections after it, 5 dB below the voice itself."""
    n_samples = round(seconds * RATE)
    tail = np.random.default_rng(5).normal(0, 1, n_samples) * np.geomspace(1, 1e-3, n_samples)
    tail *= 10 ** (-5 / 20) / np.sqrt(np.sum(tail**2))
    tail[0] += 1.0
    return fftconvolve(channels, tail[None, :], axes=1)[:, : channels.shape[1]]


CALLS = {
    "clean": (lambda call: call.channels + call.noise(-75), 0.06),
    "digital silence between": (lambda call: call.channels, 0.06),
    "leak -15": (lambda call: call.leaking(-15) + call.noise(-55), 0.08),
    "leak -20": (lambda call: call.leaking(-20) + call.noise(-55), 0.08),
    "leak -30": (lambda call: call.leaking(-30) + call.noise(-55), 0.08),
    "echo after 180 ms": (lambda call: call.leaking(-20, delay=0.18) + call.noise(-55), 0.08),
    "parties 12 dB apart": (lambda call: call.leaking(-20) * [[1], [0.25]] + call.noise(-65), 0.08),
    "noise at 10 dB": (lambda call: call.channels + call.noise(-33), 0.15),
    "very loud": (lambda call: np.clip(call.channels * 6, -1, 1) + call.noise(-60), 0.08),
    "very soft": (lambda call: call.channels * 0.01, 0.08),
    "offset from zero": (lambda call: call.channels + 0.05 + call.noise(-70), 0.08),
    "a room of 0.4 s": (lambda call: in_a_room(call.channels, 0.4) + call.noise(-65), 0.025),
    "hum": (
        lambda call: call.channels + 0.02 * np.sin(np.arange(call.channels.shape[1]) * 2 * np.pi * 50 / RATE),
        0.08,
    ),
}


@pytest.mark.parametrize("case", CALLS)
def test_each_partys_speech_is_found(dialogue, case):
    make, allowed = CALLS[case]
    recording = recording_of(make(dialogue))
    found = measure_speech(recording, decide_layout(recording)).spans
    assert error_rate(dialogue.truth, found) < allowed
    agents, customers = (total(spans) for spans in found)
    true_agents, true_customers = (total(spans) for spans in dialogue.truth)
    share = true_agents / (true_agents + true_customers)
    assert agents / (agents + customers) == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize("below_db", [12, 16, 20])
def test_colleagues_behind_a_party_are_not_the_party(dialogue, agent, customer, below_db):
    length = dialogue.channels.shape[1]
    voices = np.concatenate([agent, customer])
    office = np.stack([sum(np.resize(np.roll(voices, at), length) for at in (0, 9_000, 31_000)) for _ in range(2)])
    office *= 0.07 / np.sqrt(np.mean(office**2)) * 10 ** (-below_db / 20) * np.array([[0], [1]])
    recording = recording_of(dialogue.channels + office + dialogue.noise(-65))
    found = measure_speech(recording, decide_layout(recording)).spans
    assert error_rate(dialogue.truth, found) < 0.15
    assert total(intersect(*found)) == pytest.approx(total(intersect(*dialogue.truth)), abs=0.5)


def test_cross_talk_is_kept_for_both(dialogue):
    recording = recording_of(dialogue.leaking(-18) + dialogue.noise(-60))
    one, two = measure_speech(recording, decide_layout(recording)).spans
    assert total(intersect(one, two)) == pytest.approx(total(intersect(*dialogue.truth)), abs=0.2)


def test_a_party_20_db_softer_is_kept_where_both_share_a_channel(agent, customer):
    sound = np.zeros(30 * RATE, np.float32)
    for at, line, gain in ((1, agent, 1.0), (8, customer, 0.1), (15, agent, 1.0), (22, customer, 0.1)):
        sound[at * RATE : at * RATE + len(line)] += gain * line
    found = detect_speech(recording_of((sound + np.random.default_rng(0).normal(0, 1e-4, len(sound)))[None]), 0)
    for at in (8, 22):
        line = Span(at, at + len(customer) / RATE)
        assert total(intersect(found, [line])) > 0.85 * line.duration


def test_leakage_alone_would_count_without_taking_it_out(dialogue):
    recording = recording_of(dialogue.leaking(-15) + dialogue.noise(-70))
    raw = detect_speech(recording, 1)
    kept = measure_speech(recording, decide_layout(recording)).spans[1]
    first = [dialogue.truth[0][0]]
    assert total(intersect(raw, first)) > 2
    assert total(intersect(kept, first)) == 0


def test_the_edges_of_a_line_are_right_to_a_few_frames(dialogue):
    found = detect_speech(recording_of(dialogue.channels + dialogue.noise(-70)), 0)
    assert found[0].start == pytest.approx(dialogue.truth[0][0].start, abs=0.05)
    assert found[-1].end == pytest.approx(dialogue.truth[0][-1].end, abs=0.08)


def test_the_edges_of_blocks_leave_no_trace(dialogue):
    sound = recording_of(dialogue.channels + dialogue.noise(-60))
    at_once = frames.speech_probability(sound.blocks(0, seconds=100), -25.0)
    in_pieces = frames.speech_probability(sound.blocks(0, seconds=1.37), -25.0)
    np.testing.assert_allclose(in_pieces[: len(at_once)], at_once[: len(in_pieces)], atol=0.02)
    bands = frames.band_powers(sound.blocks(0, seconds=100))
    pieces = frames.band_powers(sound.blocks(0, seconds=1.37))
    np.testing.assert_allclose(pieces, bands[: len(pieces)], rtol=0.01, atol=1e-9)


def ring(at):
    """US ring-back tone: 440 and 480 Hz, two seconds in six."""
    return 0.1 * (np.sin(2 * np.pi * 440 * at) + np.sin(2 * np.pi * 480 * at)) * (at % 6 < 2)


def melody(at):
    """Notes of half a second with harmonics, over a held chord: music on hold."""
    steps = np.random.default_rng(2).choice([0, 2, 4, 5, 7, 9, 12], int(at[-1] * 2) + 1)[(at * 2).astype(int)]
    note = sum(np.sin(2 * np.pi * 220 * 2 ** (steps / 12) * k * at) / k for k in range(1, 6))
    return 0.05 * note * np.exp(-3 * (at % 0.5)) + 0.02 * np.sin(2 * np.pi * 294 * at)


SOUNDS = {
    "ring-back tone": ring,
    "music on hold": melody,
    "hum": lambda at: 0.05 * np.sin(2 * np.pi * 50 * at) + 0.01 * np.sin(2 * np.pi * 250 * at),
    "noise": lambda at: np.random.default_rng(0).normal(0, 0.02, len(at)),
    "recorder's beep": lambda at: 0.1 * np.sin(2 * np.pi * 1_400 * at) * (at % 15 < 0.4),
}


@pytest.mark.parametrize("sound", SOUNDS)
def test_what_is_not_a_voice_is_not_speech(sound):
    samples = SOUNDS[sound](np.arange(30 * RATE) / RATE) + np.random.default_rng(5).normal(0, 1e-4, 30 * RATE)
    assert total(detect_speech(recording_of(samples[None]), 0)) < 0.5


def test_ringing_before_the_call_is_named_in_the_warnings(dialogue):
    at = np.arange(20 * RATE) / RATE
    samples = np.concatenate([ring(at)[None], dialogue.channels[:1]], axis=1)
    recording = recording_of(samples)
    speech = measure_speech(recording, decide_layout(recording))
    assert speech.spans[0][0].start > 20
    assert any("loud sound without speech at 0-20 s" in warning for warning in speech.warnings), speech.warnings


@pytest.mark.parametrize(("noise_db", "snr_db"), [(-60, 37), (-45, 22), (-35, 12)])
def test_the_signal_to_noise_ratio_is_estimated(dialogue, noise_db, snr_db):
    recording = recording_of(dialogue.channels + dialogue.noise(noise_db))
    found = measure_speech(recording, decide_layout(recording)).snr_db
    # noise fills 4 kHz and the telephone band 3.2 kHz of it: about one decibel better in the band
    assert found == pytest.approx(snr_db + 1, abs=2)


def test_a_noisy_channel_is_warned_of_and_a_clean_one_is_not(dialogue):
    noisy = recording_of(dialogue.channels + dialogue.noise(-29))
    clean = recording_of(dialogue.channels + dialogue.noise(-60))
    assert any("very noisy" in warning for warning in measure_speech(noisy, decide_layout(noisy)).warnings)
    assert measure_speech(clean, decide_layout(clean)).warnings == ()


def test_no_speech_is_empty_and_said():
    recording = recording_of(np.random.default_rng(0).normal(0, 0.01, (1, 10 * RATE)))
    speech = measure_speech(recording, decide_layout(recording))
    assert (speech.spans, speech.snr_db) == (((),), None)
    assert speech.warnings == ("channel 1: no speech found",)


def test_a_recording_shorter_than_a_window_has_no_speech():
    assert detect_speech(recording_of(np.full((1, 40), 0.1)), 0) == ()


def blocks_of(*levels_and_frames):
    """Seven equal bands; (dB of full scale in each, frames) after each other."""
    return np.concatenate([np.full((n, 7), 10 ** (level / 10), np.float32) for level, n in levels_and_frames])


@pytest.mark.parametrize(("pause", "n_spans"), [(30, 1), (50, 2)])
def test_pauses_up_to_three_tenths_of_a_second_belong_to_speech(pause, n_spans):
    bands = blocks_of((-80, 200), (-40, 100), (-80, pause), (-40, 100), (-80, 200))
    heard = (bands[:, 0] > 1e-6).astype(np.float32)
    assert len(speech_spans(Activity(bands, heard), options=SpeechOptions(), duration=10.0)) == n_spans


@pytest.mark.parametrize(
    ("noise_db", "pause_s", "n_spans"),
    [(-57, 0.35, 1), (-57, 0.42, 2), (-68, 0.28, 1), (-68, 0.37, 2), (-90, 0.24, 1), (-90, 0.3, 2)],
)
def test_pauses_of_one_party_are_as_long_as_its_noise_makes_them(noise_db, pause_s, n_spans):
    pause = round(pause_s / frames.HOP_SECONDS)
    bands = blocks_of((noise_db, 300), (-40, 100), (noise_db, pause), (-40, 100), (noise_db, 300))
    heard = (bands[:, 0] > 1e-5).astype(np.float32)
    own = np.ones(len(bands), np.bool_)
    assert len(speech_spans(Activity(bands, heard), options=SpeechOptions(), duration=10.0, own=own)) == n_spans


@pytest.mark.parametrize(("frames_long", "n_spans"), [(8, 0), (20, 1)])
def test_clicks_are_too_short_for_speech(frames_long, n_spans):
    bands = blocks_of((-80, 200), (-40, frames_long), (-80, 200))
    heard = (bands[:, 0] > 1e-6).astype(np.float32)
    assert len(speech_spans(Activity(bands, heard), options=SpeechOptions(), duration=10.0)) == n_spans


def test_no_span_ends_after_the_recording():
    bands = blocks_of((-80, 200), (-40, 100))
    heard = (bands[:, 0] > 1e-6).astype(np.float32)
    spans = speech_spans(Activity(bands, heard), options=SpeechOptions(), duration=2.35)
    assert spans == (Span(spans[0].start, 2.35),)
