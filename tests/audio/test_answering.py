"""The recogniser that many processes share: a batch that fails costs the call that can't be decoded, and no other."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from callscore.audio import answering
from callscore.audio.batches import Prepared
from callscore.errors import ModelError

BATCH = 8


@dataclass
class FakeWhisper:
    """A recipe whose model is nothing but the seconds that it hears at a time."""

    name: str = "fake"
    beam_size: int = 1
    hotwords: tuple[str, ...] = ()

    def load(self) -> Any:
        self.feature_extractor = self
        self.chunk_length = 30
        return self


def sound(value: float) -> np.ndarray:
    return np.full(16, value, dtype=np.float32)


class Decoder:
    """Stands in for faster-whisper: "hears" each clip's first sample; fails on negative ones, and on large batches."""

    def __init__(self, largest: int = BATCH, fails_early: bool = False) -> None:
        self.largest, self.fails_early, self.sizes = largest, fails_early, list[int]()

    def prepare(
        self, model: Any, sounds: Sequence[np.ndarray], *, language: str | None, beam_size: int, hotwords: Any
    ) -> Any:
        self.sizes.append(len(sounds))
        if self.fails_early:
            self._refuse(sounds)
        return _Decoding(self, sounds, language or "en")

    def _refuse(self, sounds: Sequence[np.ndarray]) -> None:
        if len(sounds) > self.largest or any(each[0] < 0 for each in sounds):
            raise RuntimeError("CUDA failed with error out of memory")


@dataclass
class _Decoding:
    decoder: Decoder
    sounds: Sequence[np.ndarray]
    language: str

    def decode(self) -> list[list[float]]:
        self.decoder._refuse(self.sounds)
        return [[float(each[0])] for each in self.sounds]


def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decoder: Decoder, n: int) -> list[Connection]:
    """Connections to a recogniser that is at work in this process."""
    monkeypatch.setattr(answering, "prepare_clips", decoder.prepare)
    listener = Listener(str(tmp_path / "recogniser"))
    arguments = {"args": (FakeWhisper(), listener), "kwargs": {"batch_size": BATCH}}
    threading.Thread(target=answering.answer_requests, daemon=True, **arguments).start()  # type: ignore[arg-type]
    lines = [Client(str(tmp_path / "recogniser")) for _ in range(n)]
    assert [line.recv() for line in lines] == [30.0] * n
    return lines


def heard(answer: Any) -> Any:
    return answer if isinstance(answer, ModelError) else [segments[0] for segments in answer[0]]


@pytest.mark.parametrize("fails_early", [False, True])
def test_only_the_call_that_cannot_be_decoded_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_early: bool
) -> None:
    good, bad, later = asking(tmp_path, monkeypatch, Decoder(fails_early=fails_early), 3)
    bad.send(("en", [sound(1), sound(-1)]))
    good.send(("en", [sound(2), sound(3)]))
    assert heard(good.recv()) == [2.0, 3.0]
    failed = bad.recv()
    assert isinstance(failed, ModelError)
    assert "failed on this call alone, too (CUDA failed with error out of memory)" in str(failed)
    later.send(("en", [sound(4)]))
    assert heard(later.recv()) == [4.0]


def test_a_batch_that_is_too_large_costs_no_call_and_the_next_ones_are_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = Decoder(largest=4)
    (line,) = asking(tmp_path, monkeypatch, decoder, 1)
    for first in (0, 100, 200):
        line.send(("en", [sound(first + i) for i in range(BATCH)]))
        assert heard(line.recv()) == [first + float(i) for i in range(BATCH)]
    assert max(decoder.sizes[-2:]) <= 4


def test_a_model_that_decodes_nothing_any_more_ends_its_process() -> None:
    requests = [answering._Request("en", [sound(-1)], [[]], 1) for _ in range(2)]

    def prepare(*_: Any, **__: Any) -> Prepared:
        raise RuntimeError("CUDA failed with error an illegal memory access was encountered")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(answering, "prepare_clips", prepare)
        with pytest.raises(RuntimeError, match="illegal memory access"):
            answering._decode_apart(FakeWhisper(), None, [(request, 0) for request in requests])  # type: ignore[arg-type]
