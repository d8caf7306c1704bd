"""Two voices at once on one channel: found where a call's own voices are laid over each other, and not elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from callscore.audio.overlaps import heard_voices
from callscore.audio.sounds import FEATURE_RATE, FRAME_SECONDS, HOP
from callscore.audio.voices import Frames, speech_frames
from callscore.spans import Span

RATE = FEATURE_RATE
LOW, HIGH = 110.0, 205.0
"""Hz: the pitches of the two voices."""


def voice(seconds: float, pitch: float, seed: int) -> np.ndarray:
    """A voice of syllables, each with its own formants and its pitch a little moved, float32 [n_samples]."""
    random = np.random.default_rng(seed)
    sound = np.zeros(round(seconds * RATE), np.float32)
    step = round(0.16 * RATE)
    for first in range(0, len(sound), step):
        time = np.arange(min(step, len(sound) - first)) / RATE
        own = pitch * random.uniform(0.9, 1.1)
        formants = random.uniform([300, 1000, 2000], [800, 1900, 3000])
        for k in range(1, int(3400 / own)):
            loud = sum(np.exp(-(((k * own - formant) / 150) ** 2)) for formant in formants) + 0.02
            sound[first : first + len(time)] += (loud * np.sin(2 * np.pi * k * own * time)).astype(np.float32)
    return 0.05 * sound


def call(pieces: list[tuple[int, np.ndarray]], *, inside: tuple[float, np.ndarray] | None = None) -> np.ndarray:
    """The pieces one after the other, and one more laid over them from `inside[0]` seconds on, in a little noise."""
    sound = np.concatenate([piece for _, piece in pieces])
    if inside is not None:
        first = round(inside[0] * RATE)
        sound[first : first + len(inside[1])] += inside[1]
    return (sound + np.random.default_rng(9).normal(0, 1e-3, len(sound))).astype(np.float32)


def path_of(pieces: list[tuple[int, np.ndarray]]) -> np.ndarray:
    return np.concatenate([np.full(len(piece) // HOP, who) for who, piece in pieces])


def frames_of(sound: np.ndarray, *spans: Span) -> Frames:
    return speech_frames(sound, RATE, spans or (Span(0.0, len(sound) / RATE),))


@pytest.fixture(scope="module")
def turns() -> list[tuple[int, np.ndarray]]:
    return [(0, voice(12, LOW, 1)), (1, voice(12, HIGH, 2)), (0, voice(8, LOW, 3)), (1, voice(8, HIGH, 4))]


def overlap(heard: np.ndarray) -> np.ndarray:
    """Seconds of the frames in which two voices are heard."""
    return np.flatnonzero(heard.sum(axis=1) > 1) * FRAME_SECONDS


def test_speech_of_both_at_a_change_of_voice_is_an_overlap(turns: list[tuple[int, np.ndarray]]) -> None:
    sound = call(turns, inside=(11.4, voice(0.6, HIGH, 5)))
    found = overlap(heard_voices(sound, RATE, frames_of(sound), path_of(turns)))
    assert found.min() == pytest.approx(11.4, abs=0.15)
    assert found.max() == pytest.approx(12.0, abs=0.15)


def test_one_voice_after_the_other_is_none(turns: list[tuple[int, np.ndarray]]) -> None:
    sound = call(turns)
    assert len(overlap(heard_voices(sound, RATE, frames_of(sound), path_of(turns)))) * FRAME_SECONDS < 0.2


def test_a_word_inside_the_others_speech_near_a_change_is_found(turns: list[tuple[int, np.ndarray]]) -> None:
    sound = call(turns, inside=(11.2, voice(0.4, HIGH, 5)))
    found = overlap(heard_voices(sound, RATE, frames_of(sound), path_of(turns)))
    assert 11.0 < found.min() < found.max() < 11.9
    assert len(found) * FRAME_SECONDS > 0.25


def test_a_change_of_voice_that_was_put_too_late_is_mended(turns: list[tuple[int, np.ndarray]]) -> None:
    sound, path = call(turns), path_of(turns)
    change = round(12 / FRAME_SECONDS)
    late = path.copy()
    late[change : change + 25] = 0
    heard = heard_voices(sound, RATE, frames_of(sound), late)
    assert (heard[:, 1] != (path == 1)).sum() < 10


def test_an_overlap_does_not_reach_into_a_pause(turns: list[tuple[int, np.ndarray]]) -> None:
    pause = (1, np.zeros(RATE, np.float32))
    pieces = [turns[0], pause, *turns[1:]]
    sound = call(pieces)
    frames = frames_of(sound, Span(0.0, 12.0), Span(13.0, len(sound) / RATE))
    heard = heard_voices(sound, RATE, frames, path_of(pieces)[frames.index])
    assert len(overlap(heard)) * FRAME_SECONDS < 0.2


def test_one_voice_alone_has_no_overlap(turns: list[tuple[int, np.ndarray]]) -> None:
    sound = call(turns[:1])
    assert heard_voices(sound, RATE, frames_of(sound), path_of(turns[:1])).sum(axis=1).max() == 1


def test_a_voice_of_a_few_words_cannot_be_learnt(turns: list[tuple[int, np.ndarray]]) -> None:
    pieces = [turns[0], (1, voice(2, HIGH, 2))]
    sound, path = call(pieces), path_of(pieces)
    assert (heard_voices(sound, RATE, frames_of(sound), path) == (path[:, None] == [0, 1])).all()


def test_nobody_is_nobody() -> None:
    silence = np.zeros(RATE, np.float32)
    nobody = speech_frames(silence, RATE, ())
    assert heard_voices(silence, RATE, nobody, np.zeros(0, np.int64)).shape == (0, 1)


def test_three_voices_are_told_pair_by_pair(turns: list[tuple[int, np.ndarray]]) -> None:
    pieces = [*turns, (2, voice(10, 150.0, 7))]
    sound = call(pieces, inside=(11.4, voice(0.6, HIGH, 5)))
    heard = heard_voices(sound, RATE, frames_of(sound), path_of(pieces))
    at = round(11.7 / FRAME_SECONDS)
    assert heard[at].tolist() == [True, True, False]
    assert (heard[round(42 / FRAME_SECONDS) :] == [False, False, True]).all(axis=1).mean() > 0.95


def test_louder_changes_nothing(turns: list[tuple[int, np.ndarray]]) -> None:
    sound, path = call(turns, inside=(11.4, voice(0.6, HIGH, 5))), path_of(turns)
    quiet, loud = (heard_voices(k * sound, RATE, frames_of(k * sound), path) for k in (np.float32(0.25), np.float32(2)))
    assert (quiet == loud).mean() > 0.999


def test_the_same_sound_gives_the_same_answer(turns: list[tuple[int, np.ndarray]]) -> None:
    sound, path = call(turns, inside=(11.4, voice(0.6, HIGH, 5))), path_of(turns)
    once, again = (heard_voices(sound, RATE, frames_of(sound), path) for _ in range(2))
    assert (once == again).all()
