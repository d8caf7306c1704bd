"""Debian's espeak-ng through ctypes: a line of plain words becomes sound and the time of every word."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["synthesise"]

Times = list[tuple[float, float]]
Phones = list[tuple[str, float]]


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
_EVENT_END, _EVENT_WORD, _EVENT_PHONE = 0, 1, 7
_PHONE_EVENTS = 1
_SYNCHRONOUS, _UTF8, _RATE, _PITCH = 2, 1, 1, 3
_WORDS_PER_MINUTE = 165.0


@cache
def _library() -> tuple[ctypes.CDLL, int, list[Any], list[tuple[int, int]], list[tuple[int, str]], Callable[..., int]]:
    """Library, rate, and the lists into which its callback puts sound, word events and phone events."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    sounds: list[Any] = []
    events: list[tuple[int, int]] = []
    starts_of_phones: list[tuple[int, str]] = []

    def collect(samples: Any, n_samples: int, event: Any) -> int:
        if samples and n_samples > 0:
            sounds.append(np.ctypeslib.as_array(samples, (n_samples,)).copy())
        i = 0
        while event[i].type != _EVENT_END:
            if event[i].type == _EVENT_WORD:
                events.append((event[i].text_position, event[i].sample))
            elif event[i].type == _EVENT_PHONE:
                starts_of_phones.append((event[i].sample, event[i].id.string.decode("utf-8", "replace")))
            i += 1
        return 0

    callback = _CALLBACK(collect)
    rate = int(library.espeak_Initialize(_SYNCHRONOUS, 500, None, _PHONE_EVENTS))
    library.espeak_SetSynthCallback(callback)
    return library, rate, sounds, events, starts_of_phones, callback


def synthesise(
    line: str, model: str, *, tempo: float, pitch: float, phones: Phones | None = None
) -> tuple[NDArray[np.float32], int, Times]:
    """Speak `line` with voice `model` ("en-us+f2"); each phone and its end in seconds go into `phones`.

    Returns
    -------
    Sound as float32 [n_samples], its rate in Hz, and start and end in seconds of every space-separated word.
    """
    library, rate, sounds, events, starts_of_phones, _ = _library()
    sounds.clear()
    events.clear()
    starts_of_phones.clear()
    if library.espeak_SetVoiceByName(model.encode()) != 0:
        raise ValueError(f"espeak-ng has no voice {model!r}; `espeak-ng --voices=en` lists them")
    library.espeak_SetParameter(_RATE, round(_WORDS_PER_MINUTE * tempo), 0)
    library.espeak_SetParameter(_PITCH, round(50 * pitch), 0)
    text = line.encode("ascii", "ignore") + b"\0"
    library.espeak_Synth(text, len(text), 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    sound = np.concatenate(sounds).astype(np.float32) / np.float32(32768)
    if phones is not None:
        ends = [sample for sample, _ in starts_of_phones[1:]] + [len(sound)]
        phones += [(name, end / rate) for (_, name), end in zip(starts_of_phones, ends, strict=False)]
    starts: list[float | None] = [None] * len(line.split())
    positions = np.cumsum([0, *(len(word) + 1 for word in line.split())])
    for position, sample in events:
        word = int(np.searchsorted(positions, max(0, position - 1), side="right")) - 1
        if word < len(starts) and starts[word] is None:
            starts[word] = sample / rate
    known = [*starts, len(sound) / rate]
    times: Times = []
    for i, start in enumerate(starts):
        later = next(j for j in range(i + 1, len(known)) if known[j] is not None)
        end = float(known[later] or 0.0)
        if start is None:
            start = times[-1][1] if times else 0.0
        times.append((start, start + (end - start) / (later - i)))
    return sound, rate, times
