"""What a room still sounds of a party is no speech of it; dry word endings, noise and soft sounds are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from callscore.audio.activity import Activity
from callscore.audio.frames import HOP_SECONDS
from callscore.audio.reverberation import fastest_falls, over_reverberation

WORD = round(0.6 / HOP_SECONDS)
PAUSE = round(0.9 / HOP_SECONDS)
EVERY = WORD + PAUSE
WORDS = 40
LOUD_DB = -25.0


def words(fall_db_s, *, floor_db=-75.0, soft_end_db=None):
    """Words of 0.6 s every 1.5 s whose sound falls at `fall_db_s` once it has stopped; dB [n_frames]."""
    after = np.arange(EVERY) - WORD
    one = np.where(after < 0, LOUD_DB, LOUD_DB - 5.0 - fall_db_s * HOP_SECONDS * after)
    if soft_end_db is not None:  # a hiss of 0.2 s
        one[(after >= 0) & (after < round(0.2 / HOP_SECONDS))] = LOUD_DB - soft_end_db
    swing = np.random.default_rng(1).normal(0, 1, EVERY * WORDS)
    return np.maximum(np.tile(one, WORDS) + swing, floor_db)


def channel(levels_db):
    powers = 10 ** (levels_db[:, None] / 10) / 7
    heard = (levels_db > LOUD_DB - 30).astype(np.float32)  # tails sound like voices too
    return Activity(np.repeat(powers, 7, axis=1).astype(np.float32), heard)


def share(mask, first, last):
    """Of the frames so many seconds after each word's end, those that are the party's own."""
    pieces = mask.reshape(WORDS, EVERY)[1:]
    return float(pieces[:, WORD + round(first / HOP_SECONDS) : WORD + round(last / HOP_SECONDS)].mean())


@pytest.mark.parametrize("room_s", [0.25, 0.3, 0.4, 0.6])
def test_the_tail_of_a_room_is_not_the_party(room_s):
    own = over_reverberation(channel(words(60 / room_s)))
    assert share(own, -0.5, 0) > 0.99
    assert share(own, 0.06, 0.6 * room_s) < 0.1


def test_words_that_end_dry_are_left_alone():
    assert over_reverberation(channel(words(900))).all()


@pytest.mark.parametrize("floor_db", [-48, -40])
def test_no_room_is_heard_where_noise_ends_the_words(floor_db):
    assert over_reverberation(channel(words(900, floor_db=floor_db))).all()


def test_a_hiss_at_a_words_end_outlasts_the_room():
    own = over_reverberation(channel(words(150, soft_end_db=15)))
    assert share(own, 0.16, 0.2) > 0.9


@pytest.mark.parametrize("room_s", [0.3, 0.5])
def test_the_rate_of_the_falls_is_the_rooms(room_s):
    assert fastest_falls(channel(words(60 / room_s))) == pytest.approx(60 / room_s, rel=0.35)


@pytest.mark.parametrize("levels", [np.full(20, LOUD_DB), np.zeros(0), np.full(5_000, -110.0), np.full(5_000, LOUD_DB)])
def test_without_falls_nothing_is_known_and_everything_passes(levels):
    assert fastest_falls(channel(levels)) is None
    assert over_reverberation(channel(levels)).tolist() == [True] * len(levels)


def test_louder_changes_nothing():
    levels = words(180)
    louder = Activity(channel(levels).bands * np.float32(10), channel(levels).probability)
    assert np.array_equal(over_reverberation(channel(levels)), over_reverberation(louder))
