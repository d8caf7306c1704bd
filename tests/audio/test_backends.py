"""Neural back ends behind the diarizer's door: chosen where cached, loaded from a file, refused when broken."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from callscore.audio.backends import EMBEDDING_MODELS, SETTING, choose_diarizer
from callscore.audio.diarization import diarize
from callscore.audio.embeddings import EmbeddingDiarizer, filter_banks, load_embedding
from callscore.errors import ConfigError, ModelError
from callscore.spans import Span, intersect, total

RATE = 8000


def field(number: int, value: int | bytes | str) -> bytes:
    """One field of a protocol buffer: a number as a varint, bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def varint(value: int) -> bytes:
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + varint(rest) if rest else bytes([low])


def tensor(name: str, shape: tuple[int | str, ...]) -> bytes:
    """A ``ValueInfoProto`` of floats; names in the shape are free dimensions."""
    sizes = b"".join(field(1, field(1, s) if isinstance(s, int) else field(2, s)) for s in shape)
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, sizes)))


def onnx(path: Path, taken: tuple[int | str, ...], given: tuple[int | str, ...], axis: int) -> Path:
    """An ONNX model that gives the root of the sum of squares of its input along one axis."""
    axes = field(1, "axes") + field(8, axis) + field(20, 7)
    keep = field(1, "keepdims") + field(3, 0) + field(20, 2)
    node = field(1, "feats") + field(2, "embs") + field(4, "ReduceL2") + field(5, axes) + field(5, keep)
    graph = field(1, node) + field(2, "fake") + field(11, tensor("feats", taken)) + field(12, tensor("embs", given))
    path.write_bytes(field(1, 7) + field(8, field(2, 13)) + field(7, graph))
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Takes filter banks [batch, frames, 80], gives how much each band varies [batch, 80]."""
    return onnx(tmp_path / "voices.onnx", ("B", "T", 80), ("B", 80), 1)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the hub."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.delenv(SETTING, raising=False)
    return tmp_path / "hub"


def two_voices() -> tuple[NDArray[np.float32], tuple[tuple[Span, ...], ...]]:
    """Two buzzing voices in turn, 3 s each, 0.4 s apart: another pitch and another colour."""
    random = np.random.default_rng(5)
    time = np.arange(3 * RATE) / RATE
    pieces, truth, clock = [], ([], []), 0.0
    for number in range(14):
        who = number % 2
        pitch = (110.0, 205.0)[who] * (1 + 0.05 * np.sin(2 * np.pi * (0.7 + 0.1 * number) * time))
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        peak = (700.0, 1600.0)[who] * (1 + 0.3 * np.sin(2 * np.pi * 2.1 * time + number))
        sound = sum(np.sin(k * phase) * np.exp(-(((k * pitch - peak) / 500.0) ** 2)) for k in range(1, 30)) * (
            0.6 + 0.4 * np.sin(2 * np.pi * 4 * time)
        )
        pieces += [sound + random.normal(0, 0.02, len(time)), random.normal(0, 0.02, round(0.4 * RATE))]
        truth[who].append(Span(clock, clock + 3.0))
        clock += 3.4
    return (0.1 * np.concatenate(pieces)).astype(np.float32), (tuple(truth[0]), tuple(truth[1]))


def test_windows_grouped_by_a_model_become_voices(model: Path) -> None:
    samples, truth = two_voices()
    speech = tuple(sorted((span for voice in truth for span in voice), key=lambda span: span.start))
    found = EmbeddingDiarizer(model)(samples, RATE, speech)
    assert found.n_voices == 2
    for voice, own in zip(found.voices, truth, strict=True):
        assert total(intersect(voice, own)) > 0.9 * total(own)


def test_one_length_or_many_gives_the_same_vectors(model: Path) -> None:
    embedding = load_embedding(model)
    random = np.random.default_rng(1)
    pieces = [random.normal(0, 0.1, n).astype(np.float32) for n in (16_000, 24_000, 16_000, 8_000)]
    together = embedding.of(pieces)
    assert together.shape == (4, 80)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0)
    for number, piece in enumerate(pieces):
        assert np.allclose(embedding.of([piece])[0], together[number], atol=1e-5)


def test_a_model_that_takes_the_waveform_gets_it(tmp_path: Path) -> None:
    path = onnx(tmp_path / "wave.onnx", ("B", 1, "T"), ("B", 1), 2)
    assert load_embedding(path).of([np.ones(8_000, np.float32)]).shape == (1, 1)


def test_a_model_without_one_vector_for_the_speech_is_refused(tmp_path: Path) -> None:
    path = onnx(tmp_path / "other.onnx", ("B", "T"), ("B",), 1)
    with pytest.raises(ModelError, match="no speaker-embedding model"):
        load_embedding(path)


def test_filter_banks_do_not_depend_on_the_level() -> None:
    sound = np.random.default_rng(2).normal(0, 0.1, 16_000).astype(np.float32)
    assert np.allclose(filter_banks(sound, 80), filter_banks(sound * np.float32(0.1), 80), atol=1e-3)


def test_a_tone_lies_in_its_band() -> None:
    time = np.arange(16_000) / 16_000
    sound = np.where(time < 0.5, np.sin(2 * np.pi * 1000 * time), np.sin(2 * np.pi * 3000 * time)).astype(np.float32)
    banks = filter_banks(sound, 80)
    low, high = banks[5].argmax(), banks[-5].argmax()
    assert low < high


@pytest.mark.parametrize("content", [b"", b"not a model"])
def test_a_broken_model_is_refused_with_its_path(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"broken\.onnx"):
        load_embedding(path)


def test_a_missing_model_is_refused_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.onnx"):
        load_embedding(tmp_path / "none.onnx")


def test_with_nothing_cached_our_own_is_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callscore.audio.backends.find_spec", lambda name: None)
    assert choose_diarizer() is diarize


def cached(cache: Path, repository: str, model: Path) -> Path:
    folder = cache / f"models--{repository.replace('/', '--')}" / "snapshots" / "0123"
    folder.mkdir(parents=True)
    return Path(model.rename(folder / "voices.onnx"))


def test_a_cached_embedding_model_is_used_by_itself(cache: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callscore.audio.backends.find_spec", lambda name: None)
    path = cached(cache, EMBEDDING_MODELS[0], model)
    assert choose_diarizer() == EmbeddingDiarizer(path)
    assert choose_diarizer("own") is diarize


def test_a_hub_id_of_a_cached_model_is_used(cache: Path, model: Path) -> None:
    path = cached(cache, "somebody/voices", model)
    assert choose_diarizer("somebody/voices") == EmbeddingDiarizer(path)


def test_the_environment_names_a_model(cache: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(model))
    assert choose_diarizer() == EmbeddingDiarizer(model)


@pytest.mark.parametrize("setting", ["somebody/else", "none.onnx"])
def test_a_named_model_that_is_not_here_is_an_error(cache: Path, setting: str) -> None:
    with pytest.raises(ConfigError, match=setting):
        choose_diarizer(setting)


def test_nothing_reports_home(cache: Path) -> None:
    choose_diarizer("own")
    assert os.environ["PYANNOTE_METRICS_ENABLED"] == "0"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
