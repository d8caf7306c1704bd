"""Voices in the room behind a party aren't the party's; cross-talk, soft speech and noise are left as they are."""

from __future__ import annotations

import numpy as np
import pytest

from callscore.audio.activity import Activity
from callscore.audio.frames import HOP_SECONDS
from callscore.audio.room import over_murmur, over_room

FRAMES = round(40 / HOP_SECONDS)
OWN = slice(0, FRAMES // 2)
OTHERS = slice(FRAMES // 2, FRAMES)


def channel(*parts, floor_db=-80.0):
    """A channel of 40 s from ``(where, dB, probability)``, each laid over what came before."""
    levels, probability = np.full(FRAMES, floor_db), np.zeros(FRAMES, np.float32)
    for where, level_db, heard in parts:
        levels[where], probability[where] = level_db, heard
    powers = 10 ** (levels[:, None] / 10) / 7
    return Activity(np.repeat(powers, 7, axis=1).astype(np.float32), probability)


OTHER_PARTY = channel((OTHERS, -25, 0.9))
EVERYWHERE = slice(0, FRAMES)


def share(mask, where):
    return float(mask[where].mean())


@pytest.mark.parametrize("room_db", [-34, -40, -50])
def test_a_room_full_of_voices_is_not_the_party(room_db):
    own = over_room(channel((EVERYWHERE, room_db, 0.8), (OWN, -25, 0.9)), OTHER_PARTY)
    assert share(own, OWN) > 0.98
    assert share(own, OTHERS) < 0.02


def seconds(start, end):
    return slice(round(start / HOP_SECONDS), round(end / HOP_SECONDS))


@pytest.mark.parametrize(
    ("target", "where"),
    [
        (channel((OWN, -25, 0.9), (seconds(25, 27), -27, 0.9)), seconds(25, 27)),  # cross-talk for a tenth of the time
        (channel((OWN, -25, 0.9), (seconds(25, 34), -27, 0.9)), seconds(25, 34)),  # and for nearly half of it
        (channel((OWN, -25, 0.9), (seconds(5, 10), -40, 0.9)), seconds(5, 10)),  # soft speech on a quiet line
        (channel((OWN, -25, 0.9), floor_db=-33), OWN),  # a noise that doesn't sound like voices
    ],
)
def test_the_partys_own_speech_passes(target, where):
    assert share(over_room(target, OTHER_PARTY), where) > 0.95


def test_a_noise_that_sounds_like_no_voice_is_left_to_the_noise_floor():
    assert over_room(channel((OWN, -25, 0.9), floor_db=-33), OTHER_PARTY).all()


def test_the_party_passes_over_a_room_that_is_nearly_as_loud():
    own = over_room(channel((EVERYWHERE, -28, 0.9), (OWN, -25, 0.9)), OTHER_PARTY)
    assert share(own, OWN) == 1.0


def test_with_an_other_party_that_hardly_speaks_everything_passes():
    hardly = channel((seconds(30, 31), -25, 0.9))
    assert over_room(channel((EVERYWHERE, -40, 0.9), (OWN, -25, 0.9)), hardly).all()


def shared(
    *, voices: float, soft_db: float = 0.0, room_db: float = -16.0, dead: float = 0.0
) -> tuple[Activity, np.ndarray]:
    """One channel with two parties in turn (the second softer) over a room, and where they speak."""
    chance = np.random.default_rng(4)
    count = 6_000
    level = room_db + chance.normal(0, 1.0, count)
    spoken = np.zeros(count, bool)
    for number, start in enumerate(range(100, count - 400, 500)):
        spoken[start : start + 380] = True
        level[start : start + 380] = (soft_db if number % 2 else 0.0) + chance.normal(0, 2.0, 380)
    level[: round(dead * count)] = -120.0
    probability = np.where(spoken, 0.95, np.where(chance.random(count) < voices, 0.6, 0.05)).astype(np.float32)
    bands = np.repeat(10 ** ((level[:, None] - 20) / 10) / 7, 7, axis=1).astype(np.float32)
    return Activity(bands, probability), spoken


@pytest.mark.parametrize("dead", [0.0, 0.015])
def test_voices_that_never_stop_are_the_room_behind_both_parties(dead: float) -> None:
    activity, spoken = shared(voices=0.7, dead=dead)
    own = over_murmur(activity)
    assert own[spoken & (np.arange(len(own)) > 200)].mean() > 0.95
    assert own[~spoken].mean() < 0.3


@pytest.mark.parametrize(
    ("voices", "soft_db", "room_db"), [(0.0, 0.0, -16.0), (0.05, -12.0, -20.0), (0.0, -12.0, -40.0)]
)
def test_noise_and_a_soft_party_are_no_room(voices: float, soft_db: float, room_db: float) -> None:
    assert over_murmur(shared(voices=voices, soft_db=soft_db, room_db=room_db)[0]).all()


def test_silence_has_no_room() -> None:
    assert over_murmur(Activity(np.zeros((500, 7), np.float32), np.zeros(500, np.float32))).all()
