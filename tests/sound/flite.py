"""Debian's flite through ctypes: a line of plain words becomes sound and the time of every word."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["synthesise"]

Times = list[tuple[float, float]]
Phones = list[tuple[str, float]]


class _Wave(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_char_p),
        ("rate", ctypes.c_int),
        ("n_samples", ctypes.c_int),
        ("n_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _Voice(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    for name in ("libflite_usenglish.so.1", "libflite_cmulex.so.1"):
        ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    signatures: dict[str, tuple[Any, list[Any]]] = {
        "flite_synth_text": (pointer, [text, pointer]),
        "utt_wave": (ctypes.POINTER(_Wave), [pointer]),
        "utt_relation": (pointer, [pointer, text]),
        "relation_head": (pointer, [pointer]),
        "item_next": (pointer, [pointer]),
        "item_prev": (pointer, [pointer]),
        "item_daughter": (pointer, [pointer]),
        "item_last_daughter": (pointer, [pointer]),
        "item_as": (pointer, [pointer, text]),
        "path_to_item": (pointer, [pointer, text]),
        "item_feat_float": (ctypes.c_float, [pointer, text]),
        "item_feat_string": (text, [pointer, text]),
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
def _voice(model: str) -> tuple[Any, float]:
    library = _library()
    register = getattr(ctypes.CDLL(f"libflite_cmu_us_{model}.so.1"), f"register_cmu_us_{model}")
    register.restype, register.argtypes = ctypes.POINTER(_Voice), [ctypes.c_char_p]
    voice = register(None)
    mean = library.feat_float(voice.contents.features, b"int_f0_target_mean") if model == "kal16" else 0.0
    return voice, mean


def synthesise(
    line: str, model: str, *, tempo: float, pitch: float, phones: Phones | None = None
) -> tuple[NDArray[np.float32], int, Times]:
    """Speak `line` with voice `model` (slt, rms, awb, kal16); each phone and its end in seconds go into `phones`.

    Returns
    -------
    Sound as float32 [n_samples], its rate in Hz, and start and end in seconds of every space-separated word.
    """
    library = _library()
    voice, mean = _voice(model)
    features = voice.contents.features
    library.feat_set_float(features, b"duration_stretch", 1 / tempo)
    library.feat_set_float(features, b"f0_shift", pitch)
    if mean:
        library.feat_set_float(features, b"int_f0_target_mean", mean * pitch)
    utterance = library.flite_synth_text(line.encode("ascii", "ignore"), ctypes.cast(voice, ctypes.c_void_p))
    wave = library.utt_wave(utterance).contents
    samples = np.ctypeslib.as_array(wave.samples, (wave.n_samples,)).astype(np.float32) / np.float32(32768)
    rate = int(wave.rate)
    times = [_time(library, token) for token in _items(library, library.utt_relation(utterance, b"Token"))]
    if phones is not None:
        segments = _items(library, library.utt_relation(utterance, b"Segment"))
        phones += [
            (library.item_feat_string(s, b"name").decode("ascii"), library.item_feat_float(s, b"end")) for s in segments
        ]
    library.delete_utterance(utterance)
    if len(times) != len(line.split()):
        raise ValueError(f"flite read {len(times)} words where {len(line.split())} were written: {line!r}")
    return samples, rate, _fill(times, len(samples) / rate)


def _items(library: ctypes.CDLL, relation: Any) -> Iterator[Any]:
    item = library.relation_head(relation)
    while item:
        yield item
        item = library.item_next(item)


def _time(library: ctypes.CDLL, token: Any) -> tuple[float, float] | None:
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


def _fill(times: list[tuple[float, float] | None], duration: float) -> Times:
    """Give words without a time of their own the moment between their neighbours."""
    filled: Times = []
    for i, time in enumerate(times):
        if time is None:
            start = filled[-1][1] if filled else 0.0
            time = (start, next((later[0] for later in times[i + 1 :] if later), duration))
        filled.append(time)
    return filled
