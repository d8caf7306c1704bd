"""Text to speech with word times, by Debian's flite and espeak-ng through ctypes: `apt-get install flite espeak-ng`."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spoken import SpokenToken, spoken_tokens

__all__ = ["RATE", "VOICES", "SpokenWord", "Utterance", "Voice", "available", "say"]

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
}


def available(engine: str) -> bool:
    """Whether the engine's shared library is installed."""
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
            words = [SpokenWord(str(t), float(a), float(b)) for t, (a, b) in zip(kept["text"], kept["time"], strict=True)]
            return Utterance(kept["sound"].astype(np.float32) / 32767, tuple(words))
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
    sound, rate, times = (_flite if voice.engine == "flite" else _espeak)(line, voice)
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
    """Cut silence off both ends, tighten word times to what is heard, bring the peak to `PEAK`."""
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
        words.append(SpokenWord(text, start, min(max(end - first / RATE, start + 0.01), len(cut) / RATE)))
    return Utterance(cut.astype(np.float32), tuple(words))


class _FliteWave(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_char_p),
        ("rate", ctypes.c_int),
        ("n_samples", ctypes.c_int),
        ("n_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _FliteVoice(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


@cache
def _flite_library() -> ctypes.CDLL:
    library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    for name in ("libflite_usenglish.so.1", "libflite_cmulex.so.1"):
        ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    signatures: dict[str, tuple[Any, list[Any]]] = {
        "flite_synth_text": (pointer, [text, pointer]),
        "utt_wave": (ctypes.POINTER(_FliteWave), [pointer]),
        "utt_relation": (pointer, [pointer, text]),
        "relation_head": (pointer, [pointer]),
        "item_next": (pointer, [pointer]),
        "item_prev": (pointer, [pointer]),
        "item_daughter": (pointer, [pointer]),
        "item_last_daughter": (pointer, [pointer]),
        "item_as": (pointer, [pointer, text]),
        "path_to_item": (pointer, [pointer, text]),
        "item_feat_float": (ctypes.c_float, [pointer, text]),
        "feat_set_float": (None, [pointer, text, ctypes.c_float]),
        "feat_float": (ctypes.c_float, [pointer, text]),
        "delete_utterance": (None, [pointer]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.flite_init()
    return library


@cache
def _flite_voice(model: str) -> tuple[Any, float]:
    library = _flite_library()
    register = getattr(ctypes.CDLL(f"libflite_cmu_us_{model}.so.1"), f"register_cmu_us_{model}")
    register.restype, register.argtypes = ctypes.POINTER(_FliteVoice), [ctypes.c_char_p]
    voice = register(None)
    mean = library.feat_float(voice.contents.features, b"int_f0_target_mean") if model == "kal16" else 0.0
    return voice, mean


def _flite(line: str, voice: Voice) -> tuple[Sound, int, list[tuple[float, float]]]:
    """Sound, its rate, and start and end of every space-separated word of `line`."""
    library = _flite_library()
    model, mean = _flite_voice(voice.model)
    features = model.contents.features
    library.feat_set_float(features, b"duration_stretch", voice.size / voice.tempo)
    library.feat_set_float(features, b"f0_shift", voice.pitch)
    if mean:
        library.feat_set_float(features, b"int_f0_target_mean", mean * voice.pitch)
    utterance = library.flite_synth_text(line.encode("ascii", "ignore"), ctypes.cast(model, ctypes.c_void_p))
    wave = library.utt_wave(utterance).contents
    samples = np.ctypeslib.as_array(wave.samples, (wave.n_samples,)).astype(np.float32) / 32768
    rate = int(wave.rate)
    times = [_flite_time(library, token) for token in _items(library, library.utt_relation(utterance, b"Token"))]
    library.delete_utterance(utterance)
    if len(times) != len(line.split()):
        raise ValueError(f"flite read {len(times)} words where {len(line.split())} were written: {line!r}")
    return samples, rate, _fill(times, len(samples) / rate)


def _items(library: ctypes.CDLL, relation: Any) -> Iterator[Any]:
    item = library.relation_head(relation)
    while item:
        yield item
        item = library.item_next(item)


def _flite_time(library: ctypes.CDLL, token: Any) -> tuple[float, float] | None:
    """Time of the first to the last phone of a token, or None when it has none."""
    ends = []
    for daughter, path in (
        (library.item_daughter, b"R:SylStructure.daughter1.daughter1.R:Segment"),
        (library.item_last_daughter, b"R:SylStructure.daughtern.daughtern.R:Segment"),
    ):
        word = daughter(token)
        word = library.item_as(word, b"Word") if word else None
        phone = library.path_to_item(word, path) if word else None
        if not phone:
            return None
        ends.append(phone)
    before = library.item_prev(ends[0])
    start = library.item_feat_float(before, b"end") if before else 0.0
    return start, library.item_feat_float(ends[1], b"end")


def _fill(times: list[tuple[float, float] | None], duration: float) -> list[tuple[float, float]]:
    """Give words without a time of their own the moment between their neighbours."""
    filled: list[tuple[float, float]] = []
    for i, time in enumerate(times):
        if time is None:
            start = filled[-1][1] if filled else 0.0
            time = (start, next((later[0] for later in times[i + 1 :] if later), duration))
        filled.append(time)
    return filled


class _EspeakId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _EspeakEvent(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EspeakId),
    )


_ESPEAK_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_EspeakEvent)
)
_EVENT_END, _EVENT_WORD = 0, 1
_SYNCHRONOUS, _UTF8, _RATE, _PITCH = 2, 1, 1, 3
_ESPEAK_WPM = 165.0


@cache
def _espeak_library() -> tuple[ctypes.CDLL, int, list[Any], list[tuple[int, int]], Callable[..., int]]:
    """Library, rate, and the lists into which its callback puts sound and word events."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    sounds: list[Any] = []
    events: list[tuple[int, int]] = []

    def collect(samples: Any, n_samples: int, event: Any) -> int:
        if samples and n_samples > 0:
            sounds.append(np.ctypeslib.as_array(samples, (n_samples,)).copy())
        i = 0
        while event[i].type != _EVENT_END:
            if event[i].type == _EVENT_WORD:
                events.append((event[i].text_position, event[i].sample))
            i += 1
        return 0

    callback = _ESPEAK_CALLBACK(collect)
    rate = int(library.espeak_Initialize(_SYNCHRONOUS, 500, None, 0))
    library.espeak_SetSynthCallback(callback)
    return library, rate, sounds, events, callback


def _espeak(line: str, voice: Voice) -> tuple[Sound, int, list[tuple[float, float]]]:
    """Sound, its rate, and start and end of every space-separated word of `line`."""
    library, rate, sounds, events, _ = _espeak_library()
    sounds.clear()
    events.clear()
    if library.espeak_SetVoiceByName(voice.model.encode()) != 0:
        raise ValueError(f"espeak-ng has no voice {voice.model!r}; `espeak-ng --voices=en` lists them")
    library.espeak_SetParameter(_RATE, round(_ESPEAK_WPM * voice.tempo / voice.size), 0)
    library.espeak_SetParameter(_PITCH, round(50 * voice.pitch), 0)
    text = line.encode("ascii", "ignore") + b"\0"
    library.espeak_Synth(text, len(text), 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    sound = np.concatenate(sounds).astype(np.float32) / 32768
    starts: list[float | None] = [None] * len(line.split())
    positions = np.cumsum([0, *(len(word) + 1 for word in line.split())])
    for position, sample in events:
        word = int(np.searchsorted(positions, max(0, position - 1), side="right")) - 1
        if word < len(starts) and starts[word] is None:
            starts[word] = sample / rate
    known = [*starts, len(sound) / rate]
    times: list[tuple[float, float]] = []
    for i, start in enumerate(starts):
        later = next((j for j in range(i + 1, len(known)) if known[j] is not None))
        end = float(known[later] or 0.0)
        if start is None:
            start = times[-1][1] if times else 0.0
        times.append((start, start + (end - start) / (later - i)))
    return sound, rate, times
