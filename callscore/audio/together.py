"""What the voices of a call sound like alone and two at once: learnt from its own speech, one laid over the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callscore.audio.sounds import FRAME_SECONDS, HOP, MARGIN, band_powers, pitches, sound_block
from callscore.audio.voices import QUIETEST_POWER, Frames, speech_gain

__all__ = ["Evidence", "voices_together"]

Floats = NDArray[np.float32]

MIN_VOICE_SECONDS = 4.0
"""Seconds of a voice alone without which nothing can be learnt about it."""

MAX_VOICE_FRAMES = 4000
"""Frames (80 s) of a voice alone that are listened to at most, evenly spread: a longer call takes no longer."""

SHORTEST_STRETCH = 0.3
"""Seconds of one voice in a row that are worth listening to."""

LAID_OVER_FRAMES = 4000
"""Frames (80 s) of two voices laid over each other at one level difference. With 40 s the precision of single frames
fell from 0.80 to 0.75, averaged over all thresholds."""

LEVELS_DB = (-4.0, 0.0, 4.0)
"""dB by which the second voice is made louder: who cuts in speaks up, who only listens is soft."""

SOUNDING_SHARE = 0.25
"""Share of a voice's frames, the quietest, in which it is as good as silent: two at once are heard in the others."""

STEADY_BACKGROUND = 4.0
"""Power, against the median between the speech, up to which a frame there is background, not a tone or music."""

SHIFT = 377
"""Frames by which the two are shifted against each other from one level to the next, so that other sounds meet."""

SURROUNDINGS = ((-12, -8), (-7, -4), (-3, -2), (-1, 1), (2, 3), (4, 7), (8, 12))
"""First and last frame of the stretches, from 0.24 s before to 0.24 s after a frame, whose means show what it is."""

UNITS = 48
"""Hidden units: with 32 single frames are told a little worse, and learning is as fast."""

ROUNDS = 10
BATCH = 1024
STEP = 5e-3
SHRINKAGE = 1e-2
"""How the network is trained: Adam's step size, weight decay, rounds over all frames; about 0.2 s a call."""

BLOCK_FRAMES = 8192
"""Frames looked at in one go: 6 MB, however long the call."""

LEAST_POSTERIOR = 1e-3
"""No frame speaks more surely than this for or against a state."""


State = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well each frame fits each voice alone and each pair of voices at once.

    Parameters
    ----------
    states
        The voices of a state: ``(0,)`` is the first alone, ``(0, 1)`` both.
    likelihoods
        ``float32 [n_frames, n_states]``: log likelihood but for a constant per frame.
    """

    states: tuple[State, ...]
    likelihoods: Floats


@dataclass(frozen=True, slots=True)
class _Solo:
    """What is heard of one voice alone: its sound, ``float32 [n_frames, HOP]``, and in which frames it sounds."""

    sound: Floats
    sounding: NDArray[np.bool_]


def voices_together(
    samples: Floats, sample_rate: int, frames: Frames, path: NDArray[np.int64], alone: NDArray[np.bool_]
) -> Evidence | None:
    """Evidence for voices alone and pairs at once; None where fewer than two voices say enough to be learnt.

    Stretches in which one voice speaks alone are laid over stretches of the other, so that both at once are known as
    they sound on this line, and a small network learns to tell the three apart.

    Parameters
    ----------
    samples
        ``float32 [n_samples]``, one channel.
    sample_rate
        Hz.
    frames
        The speech of the call.
    path
        ``int64 [n_frames]``: voice of each frame, as `resegment` gives it.
    alone
        ``bool [n_frames]``: whether the frame's voice is surely alone.
    """
    gain = speech_gain(samples, sample_rate, frames.spans(np.ones(len(frames), np.bool_)))
    sounds = {
        voice: gain * _sound_of(samples, sample_rate, frames.index[(path == voice) & alone])
        for voice in np.unique(path).tolist()
    }
    solos = {voice: _solo(own) for voice, own in sounds.items() if len(own) * FRAME_SECONDS >= MIN_VOICE_SECONDS}
    pairs = sorted({(min(met), max(met)) for met in _meetings(path) if met[0] in solos and met[1] in solos})
    if not pairs:
        return None
    background = gain * _background(samples, sample_rate, frames)
    silence = _known(background).mean(axis=0) if len(background) else _nothing(frames)
    heard = _Surroundings(np.column_stack([frames.bands, frames.voicing]), silence, frames.index)
    lessons = [((voice,), heard.of(_thinned(np.flatnonzero((path == voice) & alone)))) for voice in solos]
    return _learnt([*lessons, *_lessons(solos, pairs, background, silence)], heard)


def _meetings(path: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Voices that follow each other on the path."""
    changes = np.flatnonzero(np.diff(path))
    yield from zip(path[changes].tolist(), path[changes + 1].tolist(), strict=True)


def _sound_of(samples: Floats, sample_rate: int, index: NDArray[np.int64]) -> Floats:
    """The sound of the frames `index` that lie in a row, evenly thinned, ``float32 [n_frames, HOP]``."""
    rows = np.split(index, np.flatnonzero(np.diff(index) > 1) + 1)
    rows = [row for row in rows if len(row) * FRAME_SECONDS >= SHORTEST_STRETCH]
    rows = rows[:: max(1, -(-sum(map(len, rows)) // MAX_VOICE_FRAMES))]
    sound = [np.zeros((0, HOP), np.float32)]
    for row in rows:
        block = sound_block(samples, sample_rate, int(row[0]) * HOP, len(row) * HOP)
        sound.append(block[MARGIN:-MARGIN].reshape(-1, HOP))
    return np.concatenate(sound)[:MAX_VOICE_FRAMES]


def _solo(sound: Floats) -> _Solo:
    power = (sound**2).sum(axis=1)
    return _Solo(sound, power > np.quantile(power, SOUNDING_SHARE))


def _background(samples: Floats, sample_rate: int, frames: Frames) -> Floats:
    """The sound between the speech where it is steady, ``float32 [n_frames, HOP]``."""
    silent = np.ones(int(len(samples) / sample_rate / FRAME_SECONDS), np.bool_)
    silent[frames.index] = False
    sound = _sound_of(samples, sample_rate, np.flatnonzero(silent))
    power = (sound**2).mean(axis=1)
    return sound[power <= STEADY_BACKGROUND * np.median(power)] if len(power) else sound


def _thinned(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    return rows[:: max(1, -(-len(rows) // MAX_VOICE_FRAMES))]


def _lessons(
    solos: dict[int, _Solo], pairs: Sequence[tuple[int, int]], background: Floats, silence: Floats
) -> Iterator[tuple[State, Floats]]:
    """States, each with frames as they sound in their surroundings, ``float32 [n, n_features]``.

    Two voices laid over each other have twice the noise of the line, so each voice is heard with more noise, too.
    """
    for voice, solo in solos.items():
        if len(background):
            noisy = _Surroundings(_known(solo.sound + np.resize(background, solo.sound.shape)), silence)
            yield (voice,), noisy.of(np.arange(len(solo.sound)))
    numbers = np.arange(LAID_OVER_FRAMES)
    for one, two in pairs:
        first, second = solos[one], solos[two]
        for turn, level in enumerate(LEVELS_DB):
            at_one = (turn * LAID_OVER_FRAMES + numbers) % len(first.sound)
            at_two = (len(second.sound) // 3 + turn * (LAID_OVER_FRAMES + SHIFT) + numbers) % len(second.sound)
            laid_over = first.sound[at_one] + second.sound[at_two] * np.float32(10 ** (level / 20))
            sounding = np.flatnonzero(first.sounding[at_one] & second.sounding[at_two])
            yield (one, two), _Surroundings(_known(laid_over), silence).of(sounding)


def _known(sound: Floats) -> Floats:
    """Log band powers and voicing of each frame of a sound ``float32 [n_frames, HOP]``."""
    block = np.pad(sound.reshape(-1), MARGIN)
    bands = np.log(band_powers(block, len(sound)) + np.float32(QUIETEST_POWER))
    return np.column_stack([bands, pitches(block, np.arange(len(sound)))[1]])


def _nothing(frames: Frames) -> Floats:
    """What is known of the quietest frames, for a call without pauses."""
    quiet = np.argsort(frames.bands.sum(axis=1), kind="stable")[: max(1, len(frames) // 100)]
    return np.append(frames.bands[quiet].mean(axis=0), np.float32(0.0)).astype(np.float32)


class _Surroundings:
    """Frames with what goes before and after them.

    Parameters
    ----------
    known
        ``float32 [n_frames, n_known]``.
    silence
        ``float32 [n_known]``: what is known of a silent frame.
    index
        ``int64 [n_frames]``: numbers of the frames; silence lies where one is left out. None for frames in a row.
    """

    def __init__(self, known: Floats, silence: Floats, index: NDArray[np.int64] | None = None) -> None:
        self._known, self._silence = known, silence
        self._cuts = np.zeros(0, np.int64) if index is None else np.flatnonzero(np.diff(index) > 1) + 1

    def __len__(self) -> int:
        return len(self._known)

    def of(self, rows: NDArray[np.int64]) -> Floats:
        """Means of what is known before, in and after the frames `rows`, ``float32 [n_rows, n_features]``."""
        stretch = np.searchsorted(self._cuts, rows, side="right")
        opens, closes = np.r_[0, self._cuts][stretch], np.r_[self._cuts, len(self)][stretch]
        features = np.empty((len(rows), len(SURROUNDINGS), len(self._silence)), np.float32)
        for place, (first, last) in enumerate(SURROUNDINGS):
            total = np.zeros((len(rows), len(self._silence)), np.float32)
            for at in (rows + offset for offset in range(first, last + 1)):
                inside = (at >= opens) & (at < closes)
                total += np.where(inside[:, None], self._known[np.clip(at, 0, len(self) - 1)], self._silence)
            features[:, place] = total / (last + 1 - first)
        return features.reshape(len(rows), -1)


def _learnt(lessons: Sequence[tuple[State, Floats]], heard: _Surroundings) -> Evidence:
    """A network taught by the lessons, and what it makes of the frames heard."""
    from sklearn.neural_network import MLPClassifier

    states = tuple(dict.fromkeys(state for state, _ in lessons))
    features = np.concatenate([lesson for _, lesson in lessons])
    names = np.concatenate([np.full(len(lesson), states.index(state)) for state, lesson in lessons])
    middle, spread = features.mean(axis=0), features.std(axis=0) + np.float32(1e-6)
    features -= middle
    features /= spread
    network = MLPClassifier(
        (UNITS,), alpha=SHRINKAGE, batch_size=min(BATCH, len(features)), learning_rate_init=STEP, random_state=0
    )
    for _ in range(ROUNDS):
        network.partial_fit(features, names, classes=np.arange(len(states)))
    shares = np.bincount(names, minlength=len(states)) / len(names)
    likelihoods = np.empty((len(heard), len(states)), np.float32)
    for first in range(0, len(heard), BLOCK_FRAMES):
        rows = np.arange(first, min(len(heard), first + BLOCK_FRAMES))
        likely = network.predict_proba((heard.of(rows) - middle) / spread)
        likelihoods[rows] = np.log(np.maximum(likely, LEAST_POSTERIOR) / shares)
    return Evidence(states, likelihoods)
