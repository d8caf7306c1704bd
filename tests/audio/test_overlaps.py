"""Two voices at once on one channel: found where a call's own voices are laid over each other, and not elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from callscore.audio.overlaps import overlapping
from callscore.audio.voices import FRAME_SECONDS, Frames

BANDS = 24
SOUNDS = 40
"""Different sounds that a voice makes."""

PAUSE = 40
"""Frames of silence."""


def voice(seconds: float, low: bool, seed: int) -> np.ndarray:
    """Log band powers, float32 [n_frames, BANDS], of a voice that is strong in the lower or the upper bands."""
    random = np.random.default_rng(seed)
    count = round(seconds / FRAME_SECONDS)
    half = slice(0, BANDS // 2) if low else slice(BANDS // 2, BANDS)
    shapes = np.full((SOUNDS, BANDS), -6.0)
    shapes[:, half] = np.random.default_rng(low).uniform(-2.0, 2.0, (SOUNDS, BANDS // 2))
    syllables = np.repeat(random.integers(0, SOUNDS, count // 8 + 1), 8)[:count]
    return (shapes[syllables] + random.normal(0, 1.0, (count, BANDS))).astype(np.float32)


def frames_of(pieces: list[tuple[int, np.ndarray]]) -> tuple[Frames, np.ndarray]:
    """Frames of voices in turn (a pause after each where it says so), and their path."""
    bands = np.concatenate([piece for _, piece in pieces])
    path = np.concatenate([np.full(len(piece), who) for who, piece in pieces])
    count = len(bands)
    return Frames(np.arange(count), np.zeros((count, 2), np.float32), np.ones(count, bool), bands), path


def test_speech_of_both_at_a_change_of_voice_is_an_overlap() -> None:
    one, two = voice(20, True, 1), voice(20, False, 2)
    both = np.logaddexp(voice(0.6, True, 3), voice(0.6, False, 4)).astype(np.float32)
    frames, path = frames_of([(0, one[:500]), (0, both[:15]), (1, both[15:]), (1, two), (0, one[500:])])
    second = overlapping(frames, path)
    found = np.flatnonzero(second >= 0) * FRAME_SECONDS
    assert found.min() == pytest.approx(10.0, abs=0.2)
    assert found.max() == pytest.approx(10.6, abs=0.2)
    assert set(second[500:515]) == {1}
    assert set(second[515:530]) == {0}


def test_one_voice_after_the_other_is_none() -> None:
    frames, path = frames_of([(0, voice(10, True, 1)), (1, voice(10, False, 2)), (0, voice(10, True, 3))])
    assert (overlapping(frames, path) == -1).all()


def test_one_voice_alone_has_no_overlap() -> None:
    frames, path = frames_of([(0, voice(10, True, 1))])
    assert (overlapping(frames, path) == -1).all()


def test_a_voice_of_a_few_words_cannot_be_modelled() -> None:
    frames, path = frames_of([(0, voice(10, True, 1)), (1, voice(2, False, 2))])
    assert (overlapping(frames, path) == -1).all()


def test_a_short_word_inside_the_others_speech_is_found() -> None:
    one, two = voice(20, True, 1), voice(10, False, 2)
    inside = one.copy()
    inside[300:350] = np.logaddexp(one[300:350], voice(1.0, False, 5))
    frames, path = frames_of([(0, inside), (1, two)])
    found = np.flatnonzero(overlapping(frames, path) == 1)
    assert 285 < found.min() < found.max() < 365
    assert len(found) >= 20


def test_an_overlap_does_not_reach_across_a_pause() -> None:
    one, two = voice(10, True, 1), voice(10, False, 2)
    both = np.logaddexp(voice(0.5, True, 3), voice(0.5, False, 4)).astype(np.float32)
    frames, path = frames_of([(0, one), (0, both), (1, two)])
    index = frames.index.copy()
    index[len(one) + len(both) :] += PAUSE
    apart = Frames(index, frames.features, frames.loud, frames.bands)
    second = overlapping(apart, path)
    assert (second[len(one) + len(both) :] == -1).all()


def test_louder_changes_nothing() -> None:
    one, two = voice(20, True, 1), voice(20, False, 2)
    both = np.logaddexp(voice(0.6, True, 3), voice(0.6, False, 4)).astype(np.float32)
    frames, path = frames_of([(0, one), (0, both[:15]), (1, both[15:]), (1, two)])
    louder = Frames(frames.index, frames.features, frames.loud, frames.bands + np.float32(2.0))
    assert (overlapping(frames, path) == overlapping(louder, path)).mean() > 0.999
