"""The other party's leak is found, measured, taken out of the sound, and told from real cross-talk."""

from __future__ import annotations

import numpy as np
import pytest

from callscore.audio.activity import Activity
from callscore.audio.leakage import find_echo_path, own_frames, without_echo
from callscore.audio.recording import Recording


def recording_of(samples):
    return Recording(np.asarray(samples, np.float32), 8_000)


@pytest.mark.parametrize("gain_db", [-15, -20, -30])
@pytest.mark.parametrize("delay", [0.0, 0.004, 0.18])
def test_gain_and_delay_are_found(dialogue, gain_db, delay):
    path = find_echo_path(recording_of(dialogue.leaking(gain_db, delay) + dialogue.noise(-60)), 0, 1)
    assert path is not None
    assert path.delay == pytest.approx(delay, abs=0.0005)
    assert path.gain_db == pytest.approx(gain_db, abs=3)


@pytest.mark.parametrize("level_db", [-75, -55, -35])
def test_no_leak_is_found_where_there_is_none(dialogue, level_db):
    recording = recording_of(dialogue.channels + dialogue.noise(level_db))
    assert find_echo_path(recording, 0, 1) is None
    assert find_echo_path(recording, 1, 0) is None


def test_a_silent_source_has_no_path(dialogue):
    assert find_echo_path(recording_of([0 * dialogue.channels[0], dialogue.channels[1]]), 0, 1) is None


@pytest.mark.parametrize("delay", [0.004, 0.18])
def test_the_leak_is_gone_and_the_party_stays(dialogue, delay):
    recording = recording_of(dialogue.leaking(-18, delay) + dialogue.noise(-70))
    cleaned = np.concatenate(list(without_echo(recording, 1, 0, find_echo_path(recording, 0, 1))))
    before, alone = recording.channel(1), recording_of(dialogue.channels).channel(1)
    assert len(cleaned) == len(before)
    first, last = (round((dialogue.truth[0][0].start + delay) * 16_000), round(dialogue.truth[0][0].end * 16_000))
    drop = 10 * np.log10(np.mean(before[first:last] ** 2) / np.mean(cleaned[first:last] ** 2))
    assert drop > 12
    speaking = slice(*(round(t * 16_000) for t in (dialogue.truth[1][0].start, dialogue.truth[1][0].end)))
    error = 10 * np.log10(np.mean((cleaned - alone)[speaking] ** 2) / np.mean(alone[speaking] ** 2))
    assert error < -20


def activity(levels_db, heard):
    """Seven equal bands at the given total level per frame, and the probability per frame."""
    power = 10 ** (np.asarray(levels_db, float) / 10) / 7
    return Activity(np.repeat(power[:, None], 7, axis=1).astype(np.float32), np.asarray(heard, np.float32))


def test_remains_of_the_leak_are_not_own_speech_and_cross_talk_is():
    n = 600
    source = activity(np.where(np.arange(n) % 400 < 300, -25.0, -70.0), np.arange(n) % 400 < 300)
    levels = np.where(np.arange(n) % 400 < 300, -50.0, -70.0)
    levels[250:290] = -32.0  # both talk
    own = own_frames(activity(levels, np.ones(n)), source, 0.0)
    assert not own[20:240].any()
    assert own[255:285].all()


def test_without_a_speaking_source_every_frame_is_own():
    quiet = activity(np.full(200, -70.0), np.zeros(200))
    assert own_frames(activity(np.full(200, -30.0), np.ones(200)), quiet, 0.0).all()
