"""Training windows: clips of speech set one after the other, with the tokens, phones and times they should give."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
import torch
from features import log_mel, on_the_telephone
from numpy.typing import NDArray
from phones import PAUSE, UNKNOWN
from pool import RATE, Pool, Speech
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info
from vocabulary import END, NO_SPEECH, NO_TIMES, PREVIOUS, START, is_letters, moment

__all__ = ["Batch", "Windows", "collate", "fill_window"]

FRAME = 0.02
"""Seconds of a frame of the encoder."""

NO_TIME = (-1.0, -1.0)
MARK = 0.06
"""Seconds to each side of a timestamp in which its sound is looked for."""

SHAPES = ((0.2, 4.2, 20), (0.2, 7.2, 12), (0.57, 10.2, 8), (0.03, 30.0, 2))
"""Share, seconds and number of windows of a batch. Those of 30 s are padded as faster-whisper pads."""

LONGEST = 10.0
"""Seconds of sound in a window: what `chunk_length` lets through."""


@dataclass(slots=True)
class Window:
    """Sound at 8 kHz and what it should give: ids after the start token, each id's time, the phone of each frame."""

    sound: NDArray[np.float32]
    ids: list[int]
    spans: list[tuple[float, float]]
    phones: NDArray[np.int64]
    content: float
    before: list[int] = field(default_factory=list)


def fill_window(pool: Pool, random: Random, seconds: float, content: float) -> Window:
    """A window of `seconds` whose sound ends at `content`: one voice mostly, short pauses, the last clip often cut."""
    window = Window(
        np.zeros(int(seconds * RATE), np.float32), [], [], np.full(round(seconds / FRAME), PAUSE, np.int64), content
    )
    if random.random() < 0.025:
        window.sound += _no_speech(random, len(window.sound))
        window.ids, window.spans, window.phones[:] = [NO_SPEECH], [NO_TIME], PAUSE
        return window
    voice, speed = pool.voice(random), random.uniform(0.88, 1.14)
    timed = random.random() < 0.5
    pause = random.choice([0.1, 0.25, 0.5, 0.9])
    at = random.uniform(0, 0.9) if random.random() < 0.35 else random.uniform(0, 0.15)
    while at < content - 0.5:
        speech = (pool.voice(random) if random.random() < 0.08 else voice).draw(random)
        duration = len(speech.sound) / RATE / speed
        if at + duration > content:
            if not window.ids and duration > content - 0.1:
                speech = min((voice.draw(random) for _ in range(12)), key=lambda s: len(s.sound))
                duration = len(speech.sound) / RATE / speed
            elif random.random() < (0.3 if timed else 0.9):
                _put(window, speech, at, speed, random, timed=timed, cut=True)
                break
            else:
                break
        _put(window, speech, at, speed, random, timed=timed, cut=at + duration > content)
        at += duration + (random.expovariate(1 / pause) if random.random() < 0.9 else 0)
    _other_party(window, pool, random)
    if not window.ids:
        window.ids, window.spans = [NO_SPEECH], [NO_TIME]
    elif not timed:
        window.ids, window.spans = [NO_TIMES, *window.ids], [NO_TIME, *window.spans]
    if random.random() < 0.12:
        said = [int(i) for _ in range(random.randrange(1, 5)) for i in voice.draw(random).ids]
        window.before = [PREVIOUS, *said[-100:]]
    return window


def _put(window: Window, speech: Speech, at: float, speed: float, random: Random, *, timed: bool, cut: bool) -> None:
    """Lay one clip into the window at `at` seconds, and its tokens, phones and times with it."""
    sound = speech.sound.astype(np.float32)
    n = int(len(sound) / speed)
    sound = np.interp(np.arange(n) * speed, np.arange(len(sound)), sound).astype(np.float32)
    sound *= 10 ** (random.gauss(0, 2.5) / 20) / (np.sqrt(np.mean(sound**2)) + 1e-3)
    first = int(at * RATE)
    n = min(n, int(window.content * RATE) - first)
    window.sound[first : first + n] += sound[:n]
    frames = np.arange(int(np.ceil(at / FRAME)), min(len(window.phones), int((first + n) / RATE / FRAME)))
    inside = (frames * FRAME + FRAME / 2 - at) * speed
    place = np.minimum(np.searchsorted(speech.phone_ends, inside, side="right"), len(speech.phones) - 1)
    window.phones[frames] = speech.phones[place]
    spans = [(float(a) / speed + at, float(b) / speed + at) for a, b in speech.spans]
    start, end = speech.start / speed + at, speech.end / speed + at
    if timed:
        window.ids.append(moment(start))
        window.spans.append((start - MARK, start + MARK))
    if timed and cut:
        return
    kept = len(spans) if not cut else next((i for i, s in enumerate(spans) if s[1] > window.content - 0.05), len(spans))
    window.ids += [int(i) for i in speech.ids[:kept]]
    window.spans += spans[:kept]
    if timed:
        window.ids.append(moment(end))
        window.spans.append((end - MARK, end + MARK))


def _other_party(window: Window, pool: Pool, random: Random) -> None:
    """Now and then the other party, heard faintly on this channel, or a babble of several."""
    if random.random() > 0.3:
        return
    level = 10 ** (random.uniform(-45, -16) / 20)
    for _ in range(random.choice([1, 1, 2, 6])):
        sound = pool.voice(random).draw(random).sound.astype(np.float32)
        sound *= level / (np.sqrt(np.mean(sound**2)) + 1e-3)
        first = random.randrange(max(1, len(window.sound) - len(sound)))
        window.sound[first : first + len(sound)] += sound[: len(window.sound) - first]


def _no_speech(random: Random, n: int) -> NDArray[np.float32]:
    """Noise alone, the tones of a telephone, or plucked music."""
    time = np.arange(n) / RATE
    kind = random.random()
    if kind < 0.5:
        return np.full(n, 0.0, np.float32)
    if kind < 0.75:
        low, high = random.choice([(400, 450), (440, 480), (350, 440), (480, 620), (425, 425)])
        on = (time % random.choice([1.0, 3.0, 6.0])) < random.choice([0.4, 1.0, 2.0])
        return np.asarray((np.sin(2 * np.pi * low * time) + np.sin(2 * np.pi * high * time)) * on, np.float32)
    music = np.zeros(n, np.float32)
    for at in range(0, n, int(random.uniform(0.15, 0.5) * RATE)):
        note = 110 * 2 ** (random.choice([0, 2, 4, 5, 7, 9, 11, 12, 16, 19]) / 12) * random.choice([1, 2])
        length = min(n - at, int(0.9 * RATE))
        decay = np.exp(-4 * np.arange(length) / RATE)
        for harmonic in (1, 2, 3):
            music[at : at + length] += np.sin(2 * np.pi * note * harmonic * time[:length]) / harmonic * decay
    return music


@dataclass(slots=True)
class Batch:
    """Windows as tensors: B windows, T tokens, S frames of 20 ms; -100 where nothing is asked."""

    mel: Tensor
    tokens: Tensor
    targets: Tensor
    spans: Tensor
    """[B, T, 2]: when the target of each row is heard, seconds; -1 where nowhere."""
    phones: Tensor
    frame_tokens: Tensor
    """[B, S]: the token heard in each frame."""
    seconds: float


def collate(windows: Sequence[Window], random: np.random.Generator) -> Batch:
    """Make a batch of windows of one length."""
    sound = on_the_telephone(np.stack([w.sound for w in windows]), random)
    mel = log_mel(sound, np.array([w.content for w in windows]), random)
    length = max(len(w.before) + 1 + len(w.ids) for w in windows)
    n, n_frames = len(windows), len(windows[0].phones)
    tokens = np.full((n, length), END, np.int64)
    targets = np.full((n, length), -100, np.int64)
    spans = np.full((n, length, 2), -1, np.float32)
    frames = np.full((n, n_frames), -100, np.int64)
    letters = is_letters()
    for b, w in enumerate(windows):
        row, first = [*w.before, START, *w.ids, END], len(w.before)
        tokens[b, : len(row) - 1] = row[:-1]
        targets[b, first : len(row) - 1] = row[first + 1 :]
        spans[b, first : first + len(w.spans)] = w.spans
        if w.ids != [NO_SPEECH]:
            last = w.spans[-1][1]
            spans[b, first + len(w.spans)] = (last + 0.02, last + 0.3)
        for token, (start, end) in zip(w.ids, w.spans, strict=True):
            if end > 0 and letters[token]:
                a = max(0, round(start / FRAME))
                frames[b, a : max(round(end / FRAME), a + 1)] = token
    phones = np.stack([w.phones for w in windows])
    phones[phones < 0] = UNKNOWN
    arrays = (tokens, targets, spans, phones, frames)
    return Batch(mel, *(torch.from_numpy(array) for array in arrays), seconds=sum(w.content for w in windows))


@dataclass(slots=True)
class Windows(IterableDataset[Batch]):
    """Endless batches from a folder of shards; `seed` decides which."""

    folder: Path
    seed: int
    refresh_every: int = 60
    scale: float = 1.0
    """Factor on the number of windows of a batch."""

    def __iter__(self) -> Iterator[Batch]:
        torch.set_num_threads(1)
        worker = get_worker_info()
        seed = self.seed * 1000 + (worker.id if worker else 0)
        random, arrays = Random(seed), np.random.default_rng(seed)
        pool = Pool(self.folder)
        count = 0
        while True:
            if count % self.refresh_every == 0 or not pool.voices:
                pool.refresh()
            if not pool.voices:
                time.sleep(1.0)
                continue
            count += 1
            _, seconds, n = random.choices(SHAPES, [shape[0] for shape in SHAPES])[0]
            top = min(seconds, LONGEST)
            least = 0.3 * top if seconds > LONGEST else 0.8 * top
            contents = [random.uniform(least, top) for _ in range(max(1, round(n * self.scale)))]
            yield collate([fill_window(pool, random, seconds, c) for c in contents], arrays)
