"""Clips of training speech in memory, by voice, with their tokens' times; taken from the shards of `rendering.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from vocabulary import word_tokens

__all__ = ["Pool", "Speech", "crop"]

RATE = 8000

WEIGHTS = {"slt": 1.5, "rms": 1.5, "awb": 1.4, "kal16": 0.8, "espeak": 1.2, "ked": 0.6, "kal": 0.4}
"""How often a family of voices is heard."""

FIGURES = 0.22
"""Share of clips that are drawn among those with figures, which are the hardest to get right."""


@dataclass(slots=True)
class Speech:
    """One clip of a shard, cropped to its speech; times in seconds from the crop's start."""

    sound: NDArray[np.int16]
    ids: NDArray[np.int32]
    spans: NDArray[np.float32]
    phones: NDArray[np.int8]
    phone_ends: NDArray[np.float32]
    start: float
    """When its first word begins."""
    end: float
    """When its last word ends."""


@dataclass(slots=True)
class Voice:
    """The clips of one voice."""

    clips: list[Speech] = field(default_factory=list)
    with_figures: list[Speech] = field(default_factory=list)
    """Those in which a number is said."""

    def draw(self, random: Random) -> Speech:
        """A random clip: one with figures more often than there are."""
        if self.with_figures and random.random() < FIGURES:
            return random.choice(self.with_figures)
        return random.choice(self.clips)


@dataclass(slots=True)
class Pool:
    """Clips by voice; shards that appear in the folder later are taken up by `refresh`."""

    folder: Path
    voices: dict[str, dict[str, Voice]] = field(default_factory=dict)
    """By family and model."""
    seen: set[str] = field(default_factory=set)
    hours: float = 0.0

    def refresh(self) -> None:
        """Load the shards that are new in the folder."""
        for path in sorted(self.folder.glob("*_*.npz")):
            if path.name in self.seen or ".part" in path.name:
                continue
            self.seen.add(path.name)
            with np.load(path) as shard:
                self._take(path.name.split("_")[0], {name: shard[name] for name in shard.files})

    def _take(self, family: str, shard: dict[str, NDArray[np.generic]]) -> None:
        ends = np.asarray(shard["sound_ends"], int)
        words = np.cumsum([0, *(len(str(text).split()) for text in shard["text"])])
        phones = np.cumsum([0, *np.asarray(shard["phones_in"], int)])
        self.hours += float(ends[-1]) / RATE / 3600
        for i, (model, text) in enumerate(zip(shard["model"], shard["text"], strict=True)):
            sound = shard["sound"][ends[i - 1] if i else 0 : ends[i]]
            times = shard["times"][words[i] : words[i + 1]]
            row = slice(phones[i], phones[i + 1])
            speech = crop(sound, str(text), times, shard["phones"][row], shard["phone_ends"][row])
            voice = self.voices.setdefault(family, {}).setdefault(str(model), Voice())
            voice.clips.append(speech)
            if any(c.isdigit() for c in str(text)):
                voice.with_figures.append(speech)

    def voice(self, random: Random) -> Voice:
        """A random voice."""
        families = list(self.voices)
        family = random.choices(families, [WEIGHTS.get(name, 1.0) for name in families])[0]
        return self.voices[family][random.choice(list(self.voices[family]))]


def crop(sound: NDArray[np.generic], text: str, times: NDArray[np.generic], phones: NDArray[np.generic],
         phone_ends: NDArray[np.generic]) -> Speech:  # fmt: skip
    """A clip without the silence at its ends, its written words turned into tokens with times."""
    ids: list[int] = []
    spans: list[tuple[float, float]] = []
    for word, (start, end) in zip(text.split(), np.asarray(times, float), strict=True):
        word_ids, shares = word_tokens(word)
        ids += word_ids
        length = end - start
        spans += [(end - 0.04, end + 0.12) if a == b else (start + length * a, start + length * b) for a, b in shares]
    first = max(0.0, spans[0][0] - 0.05)
    last = min(len(sound) / RATE, float(times[-1][1]) + 0.06)
    return Speech(
        np.asarray(sound[int(first * RATE) : int(last * RATE)], np.int16),
        np.array(ids, np.int32),
        np.array(spans, np.float32) - np.float32(first),
        np.asarray(phones, np.int8),
        np.asarray(phone_ends, np.float32) - np.float32(first),
        float(times[0][0]) - first,
        float(times[-1][1]) - first,
    )
