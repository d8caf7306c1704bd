"""Neural back ends from the environment to the voices of a recording: an ONNX file made here, a stand-in pipeline."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from test_backends import onnx
from wav_files import write_wav

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
    folder = tmp_path_factory.mktemp("neural")
    mixed = write_wav(folder / "mixed.wav", recording.samples.mean(axis=0), recording.sample_rate)
    return mixed, sample("mixed")[0]


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


class GatedRepoError(Exception):
    """Named as the error of the hub's client for what needs a token."""


class StandIn:
    """What `pyannote.audio.Pipeline` gives: a pipeline that hears two people in turn, outside the speech too.

    Its signatures are those of pyannote.audio 4.0.7; `test_the_real_library_has_the_interface_that_is_used` holds them
    against an installed one.
    """

    loaded: str | None = None

    @classmethod
    def from_pretrained(
        cls,
        checkpoint: str,
        revision: str | None = None,
        hparams_file: str | None = None,
        subfolder: str | None = None,
        token: str | None = None,
        cache_dir: str | None = None,
    ) -> StandIn | None:
        cls.loaded = checkpoint
        if "broken" in checkpoint:
            raise RuntimeError("\nno weights\nat all")
        if "refused" in checkpoint:
            print("Could not download\n* visit the hub")
            raise GatedRepoError("403 Client Error.\n\nAccess is restricted")
        return None if "gated" in checkpoint else cls()

    def to(self, device: object) -> StandIn:
        return self

    def __call__(self, file: dict[str, Any], preload: bool = False, **kwargs: int) -> Any:
        from pyannote.core import Annotation, Segment

        assert len(file["waveform"].shape) == 2
        assert file["waveform"].shape[0] == 1
        assert set(file) == {"waveform", "sample_rate"}
        assert set(kwargs) <= {"num_speakers", "max_speakers"}
        if file["sample_rate"] < 8_000:
            raise RuntimeError("out of memory\nin a kernel")
        found = Annotation()
        found[Segment(0.0, 4.0)] = "B"
        found[Segment(3.5, 9.0)] = "A"
        return SimpleNamespace(speaker_diarization=found, exclusive_speaker_diarization=None, speaker_embeddings=None)


class Version3(StandIn):
    """The same as version 3 gives it: the annotation itself."""

    def __call__(self, file: dict[str, Any], preload: bool = False, **kwargs: int) -> Any:
        return super().__call__(file, preload, **kwargs).speaker_diarization


@pytest.fixture
def pyannote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of the hub in which the first pipeline lies, and libraries that stand in for torch and pyannote.audio."""
    from huggingface_hub import constants

    torch, audio = ModuleType("torch"), ModuleType("pyannote.audio")
    torch.from_numpy = lambda samples: samples  # type: ignore[attr-defined]
    torch.cuda = SimpleNamespace(is_available=lambda: False)  # type: ignore[attr-defined]
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


@pytest.mark.parametrize("version", [StandIn, Version3])
def test_a_cached_pipeline_is_chosen_and_heard_inside_the_speech_only(
    pyannote: Path, monkeypatch: pytest.MonkeyPatch, version: type[StandIn]
) -> None:
    monkeypatch.setattr(sys.modules["pyannote.audio"], "Pipeline", version)
    StandIn.loaded = version.loaded = None
    diarizer = choose_diarizer()
    assert diarizer == PyannoteDiarizer(PYANNOTE_PIPELINES[0])
    speech = (Span(0.5, 3.0), Span(3.2, 8.0))
    found = diarizer(np.zeros(80_000, np.float32), 8_000, speech)
    assert found.voices == ((Span(0.5, 3.0), Span(3.2, 4.0)), (Span(3.5, 8.0),))
    assert version.loaded is not None
    assert Path(version.loaded).is_relative_to(pyannote)


def test_pyannote_is_kept_from_reporting_home(pyannote: Path) -> None:
    import os

    choose_diarizer()
    assert {name: os.environ[name] for name in QUIET} == QUIET


@pytest.mark.parametrize(
    ("pipeline", "says"),
    [
        ("somebody/broken", "no weights"),
        ("somebody/gated", "asks for an access token"),
        ("somebody/refused", "asks for an access token"),
    ],
)
def test_a_pipeline_that_cannot_be_loaded_says_so_in_one_line(
    pyannote: Path, capsys: pytest.CaptureFixture[str], pipeline: str, says: str
) -> None:
    place(pyannote, pipeline)
    with pytest.raises(ModelError, match=says) as error:
        choose_diarizer(pipeline)(np.zeros(80_000, np.float32), 8_000, (Span(0, 5),))
    assert "\n" not in str(error.value)
    assert SETTING in str(error.value)
    assert not capsys.readouterr().out


def test_a_library_that_cannot_be_imported_says_so_in_one_line(pyannote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys.modules["pyannote.audio"], "Pipeline")
    with pytest.raises(ModelError, match=r"can't be loaded .*Pipeline") as error:
        choose_diarizer()(np.zeros(80_000, np.float32), 8_000, (Span(0, 5),))
    assert "\n" not in str(error.value)


def test_a_pipeline_that_fails_on_a_recording_says_so_in_one_line(pyannote: Path) -> None:
    with pytest.raises(ModelError, match=r"failed on this recording \(out of memory\)") as error:
        choose_diarizer()(np.zeros(40_000, np.float32), 4_000, (Span(0, 5),))
    assert "\n" not in str(error.value)


def test_the_real_library_has_the_interface_that_is_used() -> None:
    pytest.importorskip("pyannote.audio", reason="pyannote.audio isn't installed: its stand-in can't be checked")
    from inspect import signature

    from pyannote.audio import Pipeline
    from pyannote.audio.pipelines import SpeakerDiarization

    assert next(iter(signature(Pipeline.from_pretrained).parameters)).startswith("checkpoint")
    assert {"num_speakers", "max_speakers"} <= set(signature(SpeakerDiarization.apply).parameters)
    assert callable(Pipeline.to)
    assert callable(Pipeline.__call__)
    returned = str(signature(SpeakerDiarization.apply).return_annotation)
    if "DiarizeOutput" in returned:
        from pyannote.audio.pipelines.speaker_diarization import DiarizeOutput

        assert "speaker_diarization" in DiarizeOutput.__annotations__
