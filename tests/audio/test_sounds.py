"""A frame of telephone sound: its bands, its pitch, how voiced it is."""

from __future__ import annotations

import numpy as np
import pytest

from callscore.audio.sounds import FEATURE_RATE, HOP, MARGIN, MEL_BANDS, band_powers, pitches, sound_block


def tone(*hertz: float, seconds: float = 1.0, rate: int = FEATURE_RATE) -> np.ndarray:
    time = np.arange(round(seconds * rate)) / rate
    return sum(np.sin(2 * np.pi * f * time) for f in hertz).astype(np.float32)


def buzz(pitch: float, seconds: float = 1.0) -> np.ndarray:
    return tone(*(pitch * k for k in range(1, int(3400 / pitch))), seconds=seconds) / 10


def block_of(sound: np.ndarray) -> np.ndarray:
    return np.pad(sound, MARGIN)


INNER = np.arange(5, 45)
"""Frames of one second away from its ends."""


@pytest.mark.parametrize(("hertz", "band"), [(300, 0), (600, 4), (1000, 9), (2000, 17), (3000, 22)])
def test_a_tone_lies_in_its_band(hertz: float, band: int) -> None:
    powers = band_powers(block_of(tone(hertz)), 50)
    assert powers.shape == (50, MEL_BANDS)
    assert set(powers[INNER].argmax(axis=1)) == {band}


def test_bands_of_equal_noise_hold_equal_power() -> None:
    noise = np.random.default_rng(0).normal(0, 1, 60 * FEATURE_RATE).astype(np.float32)
    powers = band_powers(block_of(noise), 3000).mean(axis=0)
    assert powers.max() / powers.min() < 1.15


def test_twice_as_loud_is_four_times_the_power() -> None:
    block = block_of(buzz(120))
    assert band_powers(2 * block, 50)[INNER] == pytest.approx(4 * band_powers(block, 50)[INNER], rel=1e-4)


@pytest.mark.parametrize("pitch", [80.0, 120.0, 210.0, 320.0])
def test_the_pitch_of_a_buzz(pitch: float) -> None:
    found, voicing = pitches(block_of(buzz(pitch)), INNER)
    assert np.exp(found) == pytest.approx(pitch, rel=0.03)
    assert voicing.min() > 0.8


def test_noise_has_no_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, FEATURE_RATE).astype(np.float32)
    found, voicing = pitches(block_of(noise), INNER)
    assert np.isnan(found).mean() > 0.9
    assert np.median(voicing) < 0.5


def test_two_voices_at_once_are_less_voiced_than_one() -> None:
    one, both = (np.median(pitches(block_of(sound), INNER)[1]) for sound in (buzz(115), buzz(115) + buzz(187)))
    assert both < one - 0.1


def test_no_frames_have_no_pitch() -> None:
    found, voicing = pitches(block_of(buzz(120)), np.zeros(0, np.int64))
    assert found.shape == voicing.shape == (0,)


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_a_block_is_the_same_at_any_rate(rate: int) -> None:
    block = sound_block(tone(500, seconds=2.0, rate=rate), rate, FEATURE_RATE // 2, 10 * HOP)
    assert len(block) == 10 * HOP + 2 * MARGIN
    expected = tone(500, seconds=2.0)[FEATURE_RATE // 2 - MARGIN :][: len(block)]
    assert block[MARGIN:-MARGIN] == pytest.approx(expected[MARGIN:-MARGIN], abs=0.02)


def test_a_block_beyond_the_end_is_filled_with_silence() -> None:
    block = sound_block(tone(500), FEATURE_RATE, FEATURE_RATE - HOP, 4 * HOP)
    assert (block[MARGIN + HOP :] == 0).all()
