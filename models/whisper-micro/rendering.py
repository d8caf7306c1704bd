"""Training speech: `python rendering.py SHARDS --voice slt --count 40` speaks random sentences into shard files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sentences import SHARES, draw, own_lines
from text import SpokenToken, line_for_engine

import espeak  # isort: skip
import festival  # isort: skip
import flite  # isort: skip
from voices import available  # isort: skip
from phones import phone_number

__all__ = ["FAMILIES", "Clip", "Setting", "clip", "draw_setting", "families", "render_all", "render_shard"]

RATE = 8000
"""Hz of all training speech: the telephone's."""

CLIPS = 400
"""Clips of a shard: about 25 minutes."""

FAMILIES = {
    **dict.fromkeys(("slt", "rms", "awb", "kal16"), "flite"),
    "espeak": "espeak",
    **dict.fromkeys(("ked", "kal"), "festival"),
}
"""Voice families to train on, and their engine."""

_PITCH = {
    "slt": (0.72, 1.3), "rms": (0.75, 1.85), "awb": (0.75, 1.75), "kal16": (0.8, 1.5), "ked": (0.75, 1.6),
    "kal": (0.75, 1.6),
}  # fmt: skip
"""Range of pitch factors in which a voice still sounds like speech."""

_ESPEAK_ACCENTS = ("en-us", "en-us", "en-us", "en", "en", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-us-nyc")
_ESPEAK_VARIANTS = (
    *("", "+f1", "+f2", "+f3", "+m1", "+m2", "+m3", "+m4", "+m6", "+Annie", "+Andy", "+Alicia", "+Michael", "+steph"),
    *("+linda", "+max", "+paul", "+anika", "+adam", "+benjamin", "+caleb", "+david", "+john", "+edward"),
)
"""Kept out for testing: f4, f5, m7, m8, and the accents of Scotland, the Caribbean and received pronunciation."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one clip is spoken: engine, its model, tempo and pitch against the model's own."""

    engine: str
    model: str
    tempo: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken sentence: int16 sound at 8 kHz, written tokens and their times, phones and their ends (seconds)."""

    sound: NDArray[np.int16]
    tokens: tuple[str, ...]
    times: NDArray[np.float32]
    phones: NDArray[np.int8]
    phone_ends: NDArray[np.float32]
    model: str


def draw_setting(family: str, random: Random) -> Setting:
    """A random way of speaking of one voice family."""
    if FAMILIES[family] == "espeak":
        accent, variant = random.choice(_ESPEAK_ACCENTS), random.choice(_ESPEAK_VARIANTS)
        return Setting("espeak", accent + variant, random.uniform(0.78, 1.12), random.uniform(0.7, 1.3))
    narrow = random.random() < 0.45
    low, high = (0.93, 1.07) if narrow else _PITCH[family]
    model = f"{family}_diphone" if FAMILIES[family] == "festival" else family
    return Setting(FAMILIES[family], model, 1 / random.uniform(0.8, 1.22), random.uniform(low, high))


def clip(tokens: Sequence[SpokenToken], setting: Setting) -> Clip | None:
    """Speak `tokens`; None when the engine can't say when each word was."""
    line, sizes = line_for_engine(tokens)
    named: list[tuple[str, float]] = []
    engine = {"flite": flite, "espeak": espeak, "festival": festival}[setting.engine]
    try:
        sound, rate, words = engine.synthesise(
            line, setting.model, tempo=setting.tempo, pitch=setting.pitch, phones=named
        )
    except ValueError:
        return None
    sound = resampled(sound, rate)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    if not len(loud):
        return None
    end = loud[-1] / RATE
    firsts = np.cumsum([0, *sizes])
    times = [(words[a][0], min(end, words[b - 1][1])) for a, b in pairwise(firsts)]
    if times[-1][0] >= end:
        return None
    from_espeak = setting.engine == "espeak"
    return Clip(
        np.round(sound * (26000 / max(1e-6, float(np.abs(sound).max())))).astype(np.int16),
        tuple(token.written for token in tokens),
        np.array(times, np.float32),
        np.array([phone_number(name, espeak=from_espeak) for name, _ in named], np.int8),
        np.array([end for _, end in named], np.float32),
        setting.model,
    )


def resampled(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """`sound` at 8 kHz."""
    from scipy.signal import resample_poly

    up, down = {16000: (1, 2), 22050: (160, 441), 8000: (1, 1)}[rate]
    return np.asarray(resample_poly(sound, up, down), dtype=np.float32)


def lines_of_shard(family: str, number: int) -> list[str]:
    """Own lines for one shard: families of one engine share one shuffled deck, so that each line is spoken in turn."""
    slow = [name for name in FAMILIES if name in {"slt", "rms", "awb"}]
    turn = number * len(slow) + slow.index(family) if family in slow else number
    deck = list(own_lines())
    size = int(CLIPS * SHARES["line"])
    first = turn * size
    Random(f"{'flite' if family in slow else family} {first // len(deck)}").shuffle(deck)
    first %= len(deck)
    return (deck + deck)[first : first + size]


def render_shard(folder: Path, family: str, number: int, n_clips: int = CLIPS) -> Path:
    """Write one shard, the same for the same family and number, and return its path."""
    path = folder / f"{family}_{number:04d}.npz"
    if path.exists():
        return path
    random = Random(f"{family} {number}")
    lines = lines_of_shard(family, number)
    clips = []
    while len(clips) < n_clips:
        made = clip(draw(random, lines), draw_setting(family, random))
        if made is not None:
            clips.append(made)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part.npz")
    np.savez(
        unfinished,
        sound=np.concatenate([c.sound for c in clips]),
        sound_ends=np.cumsum([len(c.sound) for c in clips]),
        text=np.array([" ".join(c.tokens) for c in clips]),
        times=np.concatenate([c.times for c in clips]),
        phones=np.concatenate([c.phones for c in clips]),
        phone_ends=np.concatenate([c.phone_ends for c in clips]),
        phones_in=np.array([len(c.phones) for c in clips]),
        model=np.array([c.model for c in clips]),
    )
    unfinished.replace(path)
    return path


def families() -> list[str]:
    """Voice families whose engine is installed."""
    usable = {engine: available(engine) for engine in ("flite", "espeak", "festival")}
    return [family for family, engine in FAMILIES.items() if usable[engine]]


def render_all(folder: Path, count: int) -> None:
    """Shards 0 to `count` of every family in turn; those that are there already are kept."""
    for number in range(count):
        for family in families():
            render_shard(folder, family, number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: shards FIRST to FIRST + COUNT of one family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shards", type=Path)
    parser.add_argument("--voice", choices=sorted(FAMILIES), default=families(), nargs="+")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    options = parser.parse_args(arguments)
    for number in range(options.first, options.first + options.count):
        for family in options.voice:
            path = render_shard(options.shards, family, number)
            print(f"{path.name} {path.stat().st_size / 2 / RATE / 3600:.2f} h", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
