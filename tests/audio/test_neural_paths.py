"""Neural back ends from the environment to the voices of a recording: an ONNX file made here, a stand-in pipeline."""

from __future__ import annotations

import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from test_backends import onnx

from callscore.audio import backends
from callscore.audio.backends import PYANNOTE_PIPELINES, QUIET, SETTING, PyannoteDiarizer, choose_diarizer
from callscore.audio.embeddings import Embedding
from callscore.audio.recording import read_recording
from callscore.errors import ModelError
from callscore.listening.hearing import hear
from callscore.samples import sample
from callscore.spans import Span, intersect, total


@pytest.fixture(scope="module")
def mono(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A sample call mixed to one channel, and as it was."""
    recording = read_recording(sample("mixed")[0])
    mixed = np.clip(recording.samples.mean(axis=0), -1, 1)
    path = tmp_path_factory.mktemp("neural") / "mixed.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(recording.sample_rate)
        file.writeframes((mixed * 32_767).astype("<i2").tobytes())
    return path, sample("mixed")[0]


def test_a_call_is_heard_through_the_model_that_the_environment_names(
    mono: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grouped: list[int] = []
    of = Embedding.of

    def counted(self: Embedding, pieces: list[Any]) -> Any:
        grouped.append(len(pieces))
        return of(self, pieces)

    monkeypatch.setattr(Embedding, "of", counted)
    monkeypatch.setenv(SETTING, str(onnx(tmp_path / "voices.onnx", ("B", "T", 80), ("B", 80), 1)))
    heard, apart = hear(mono[0]), hear(mono[1])
    assert sum(grouped) > 50
    assert len(heard.speech) == 2
    for own in apart.speech:
        assert max(total(intersect(own, voice)) for voice in heard.speech) > 0.8 * total(own)


class StandIn:
    """What `pyannote.audio.Pipeline` gives: a pipeline that hears two people in turn, outside the speech too."""

    loaded: str | None = None

    @classmethod
    def from_pretrained(cls, name: str) -> StandIn | None:
        cls.loaded = name
        if "broken" in name:
            raise RuntimeError("no weights\nat all")
        return None if "gated" in name else cls()

    def __call__(self, heard: dict[str, Any], **known: int) -> Any:
        from pyannote.core import Annotation, Segment

        assert heard["waveform"].shape[0] == 1
        assert set(known) <= {"num_speakers", "max_speakers"}
        found = Annotation()
        found[Segment(0.0, 4.0)] = "B"
        found[Segment(3.5, 9.0)] = "A"
        return found


@pytest.fixture
def pyannote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of the hub in which the first pipeline lies, and libraries that stand in for torch and pyannote.audio."""
    from huggingface_hub import constants

    torch, audio = ModuleType("torch"), ModuleType("pyannote.audio")
    torch.from_numpy = lambda samples: samples  # type: ignore[attr-defined]
    audio.Pipeline = StandIn  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "pyannote.audio", audio)
    monkeypatch.setattr(backends, "find_spec", lambda name: object())
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.delenv(SETTING, raising=False)
    for name in QUIET:
        monkeypatch.delenv(name, raising=False)
    place(tmp_path, PYANNOTE_PIPELINES[0])
    backends._pyannote.cache_clear()
    yield tmp_path
    backends._pyannote.cache_clear()


def place(cache: Path, pipeline: str) -> None:
    folder = cache / f"models--{pipeline.replace('/', '--')}" / "snapshots" / "1"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text("pipeline: {}\n", encoding="utf-8")


def test_a_cached_pipeline_is_chosen_and_heard_inside_the_speech_only(pyannote: Path) -> None:
    diarizer = choose_diarizer()
    assert diarizer == PyannoteDiarizer(PYANNOTE_PIPELINES[0])
    speech = (Span(0.5, 3.0), Span(3.2, 8.0))
    found = diarizer(np.zeros(80_000, np.float32), 8_000, speech)
    assert found.voices == ((Span(0.5, 3.0), Span(3.2, 4.0)), (Span(3.5, 8.0),))
    assert StandIn.loaded is not None
    assert Path(StandIn.loaded).is_relative_to(pyannote)


def test_pyannote_is_kept_from_reporting_home(pyannote: Path) -> None:
    import os

    choose_diarizer()
    assert {name: os.environ[name] for name in QUIET} == QUIET


@pytest.mark.parametrize(("pipeline", "says"), [("somebody/broken", "no weights"), ("somebody/gated", "access token")])
def test_a_pipeline_that_cannot_be_loaded_says_so_in_one_line(pyannote: Path, pipeline: str, says: str) -> None:
    place(pyannote, pipeline)
    with pytest.raises(ModelError, match=says) as error:
        choose_diarizer(pipeline)(np.zeros(80_000, np.float32), 8_000, (Span(0, 5),))
    assert "\n" not in str(error.value)
