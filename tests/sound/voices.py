"""Text to speech with word times, by Debian's voices: `apt-get install flite espeak-ng`, and `festival` if wanted."""

from __future__ import annotations

import ctypes
import hashlib
from dataclasses import dataclass
from pathlib import Path

import espeak
import festival
import flite
import numpy as np
from numpy.typing import NDArray
from spoken import SpokenToken, spoken_tokens

__all__ = ["RATE", "VOICES", "SpokenWord", "Utterance", "Voice", "audible", "available", "say", "speaker"]

Sound = NDArray[np.float32]

RATE = 8000
"""Hz of every utterance: the telephone's."""

PEAK = 0.5
"""Peak of an utterance before gains, full scale 1.0."""

FRAME = 0.005
"""Seconds of a frame in which audibility is judged."""

AUDIBLE_DB = -36.0
"""Frame level against the utterance's loud frames (95th percentile) above which it is heard."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice: engine, its model, and how pitch, tempo and size of the speaker are altered (1.0 = as it is).

    `size` moves pitch and formants together, as a larger (below 1) or smaller (above 1) speaker would.
    """

    engine: str
    model: str
    pitch: float = 1.0
    tempo: float = 1.0
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A written token with the time of the words that say it, in seconds from the utterance's start."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """Sound at 8 kHz, float32 [n_samples], beginning and ending with audible speech, and its words in order."""

    sound: Sound
    words: tuple[SpokenWord, ...]

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.sound) / RATE


VOICES: dict[str, Voice] = {
    "slt": Voice("flite", "slt", tempo=0.97),
    "slt_bright": Voice("flite", "slt", pitch=1.05, tempo=1.0, size=1.08),
    "slt_low": Voice("flite", "slt", pitch=0.95, tempo=0.95, size=0.93),
    "rms": Voice("flite", "rms"),
    "rms_deep": Voice("flite", "rms", pitch=0.92, tempo=1.02, size=0.93),
    "rms_light": Voice("flite", "rms", pitch=1.15, tempo=1.0, size=1.07),
    "awb": Voice("flite", "awb", tempo=1.02),
    "awb_deep": Voice("flite", "awb", pitch=0.9, size=0.92),
    "awb_light": Voice("flite", "awb", pitch=1.12, tempo=0.97, size=1.08),
    "kal": Voice("flite", "kal16"),
    "kal_light": Voice("flite", "kal16", pitch=1.25, size=1.12),
    "us_m": Voice("espeak", "en-us+m3", tempo=0.95),
    "us_m7": Voice("espeak", "en-us+m7", tempo=0.95),
    "us_f": Voice("espeak", "en-us+f2", tempo=0.95),
    "us_f4": Voice("espeak", "en-us+f4", tempo=0.92),
    "gb_m": Voice("espeak", "en+m1", tempo=0.95),
    "gb_f": Voice("espeak", "en+f3", tempo=0.95),
    "gb_f5": Voice("espeak", "en+f5", tempo=0.92),
    "rp_m8": Voice("espeak", "en-gb-x-rp+m8", tempo=0.95),
    "sco_m2": Voice("espeak", "en-gb-scotland+m2", tempo=0.95),
    "sco_f1": Voice("espeak", "en-gb-scotland+f1", tempo=0.95),
    "car_m4": Voice("espeak", "en-029+m4", tempo=0.95),
    "ked": Voice("festival", "ked_diphone"),
    "ked_deep": Voice("festival", "ked_diphone", pitch=0.9, tempo=1.05, size=0.94),
    "ked_light": Voice("festival", "ked_diphone", pitch=1.2, size=1.08),
    "kal_diphone": Voice("festival", "kal_diphone", tempo=0.97),
}


def speaker(voice: Voice) -> str:
    """Whose voice it is, however it is altered: one speaker may lend a voice to two engines.

    Examples
    --------
    >>> speaker(VOICES["kal"]) == speaker(VOICES["kal_diphone"]), speaker(VOICES["us_m7"])
    (True, 'm7')
    """
    return voice.model.split("+")[-1].removesuffix("16").removesuffix("_diphone")


def available(engine: str) -> bool:
    """Whether the engine is installed."""
    if engine == "festival":
        return festival.available()
    library = {"flite": "libflite_cmu_us_slt.so.1", "espeak": "libespeak-ng.so.1"}[engine]
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def say(text: str, voice: Voice, *, unfinished: bool = False, cache_folder: Path | None = None) -> Utterance:
    """Synthesise `text`.

    Parameters
    ----------
    text
        One turn, written. A ``|`` in the last word marks where the speaker breaks off ("on Fri|day").
    voice
        Who says it.
    unfinished
        The speaker is cut off: no falling intonation, and the sound stops with the last word or at its ``|``.
    cache_folder
        Where synthesised utterances are kept between runs, or None.
    """
    key = hashlib.sha256(repr((text, voice, unfinished)).encode()).hexdigest()[:24]
    path = cache_folder / f"{key}.npz" if cache_folder else None
    if path is not None and path.exists():
        with np.load(path) as kept:
            words = [
                SpokenWord(str(t), float(a), float(b)) for t, (a, b) in zip(kept["text"], kept["time"], strict=True)
            ]
            return Utterance(kept["sound"].astype(np.float32) / np.float32(32767), tuple(words))
    utterance = _say(text, voice, unfinished)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        texts, times = [w.text for w in utterance.words], [(w.start, w.end) for w in utterance.words]
        np.savez(path, sound=np.round(utterance.sound * 32767).astype(np.int16), text=texts, time=times)
    return utterance


def _say(text: str, voice: Voice, unfinished: bool) -> Utterance:
    import soxr

    broken = text.rindex("|") if "|" in text else None
    tokens = [token for token in spoken_tokens(text.replace("|", "")) if token.words]
    if not tokens:
        raise ValueError(f"a turn needs a word to say, not {text!r}")
    speech = list(tokens)
    if unfinished:
        speech[-1] = SpokenToken(tokens[-1].written, tokens[-1].words)
        speech.append(SpokenToken("", ("before", "the", "weekend"), "."))
    line, sizes = _line(speech)
    engine = {"flite": flite, "espeak": espeak, "festival": festival}[voice.engine].synthesise
    sound, rate, times = engine(line, voice.model, tempo=voice.tempo / voice.size, pitch=voice.pitch)
    sound = np.asarray(soxr.resample(sound, rate * voice.size, RATE), dtype=np.float32)
    times = [(a / voice.size, b / voice.size) for a, b in times]
    spans: list[tuple[float, float]] = []
    first = 0
    for size in sizes[: len(tokens)]:
        spans.append((times[first][0], times[first + size - 1][1]))
        first += size
    stop = spans[-1][1] if unfinished else len(sound) / RATE
    texts = [token.written for token in tokens]
    if broken is not None:
        said, whole = text.split()[-1].split("|")
        share = max(0.3, len(said) / max(1, len(said + whole.rstrip("—–-"))))
        stop = spans[-1][0] + share * (spans[-1][1] - spans[-1][0])
        texts[-1] = f"{said}—"
    sound = sound[: int(stop * RATE)].copy()
    return _trim(sound, texts, spans, fade=0.015 if unfinished else 0.0)


def _line(tokens: list[SpokenToken]) -> tuple[str, list[int]]:
    """The words as one line for an engine, pause marks attached, and how many words each token has."""
    words: list[str] = []
    for token in tokens:
        words += [*token.words[:-1], token.words[-1] + token.pause]
    if words[-1][-1] not in ".?":
        words[-1] = words[-1].rstrip(",") + "."
    return " ".join(words), [len(token.words) for token in tokens]


def audible(sound: Sound, floor_db: float = AUDIBLE_DB) -> NDArray[np.bool_]:
    """Which 5 ms frames are heard on a telephone: level in the phone band against the loud frames."""
    from scipy.signal import butter, sosfiltfilt

    band = butter(4, [300, 3400], "bandpass", fs=RATE, output="sos")
    heard = sosfiltfilt(band, sound, padlen=min(200, len(sound) - 1))
    size = int(FRAME * RATE)
    frames = heard[: len(heard) // size * size].reshape(-1, size)
    level = 10 * np.log10((frames**2).mean(axis=1) + 1e-12)
    result: NDArray[np.bool_] = level > np.percentile(level, 95) + floor_db
    return result


def _trim(sound: Sound, texts: list[str], spans: list[tuple[float, float]], fade: float) -> Utterance:
    """Cut silence off both ends, tighten word times to what is heard, bring the peak to `PEAK`, in 16-bit steps."""
    heard = np.flatnonzero(audible(sound))
    size = int(FRAME * RATE)
    first, last = int(heard[0]) * size, min(len(sound), (int(heard[-1]) + 1) * size)
    cut = sound[first:last] * (PEAK / max(1e-6, float(np.abs(sound).max())))
    if fade:
        n = min(len(cut), int(fade * RATE))
        cut[-n:] *= np.linspace(1, 0, n, dtype=np.float32)
    words: list[SpokenWord] = []
    for text, (start, end) in zip(texts, spans, strict=True):
        inside = heard[(heard * FRAME >= start - FRAME) & (heard * FRAME < end)]
        if len(inside):
            start, end = max(start, inside[0] * FRAME), min(end, (inside[-1] + 1) * FRAME)
        lowest = words[-1].end if words else 0.0
        start = min(max(start - first / RATE, lowest), len(cut) / RATE)
        end = min(max(end - first / RATE, start + 0.01), len(cut) / RATE)
        words.append(SpokenWord(text, float(start), float(end)))
    steps = np.round(cut * 32767).astype(np.float32)
    return Utterance(steps / np.float32(32767), tuple(words))
