"""Which diarizer tells the voices of a mono recording apart: a neural one where it is on this machine, or our own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.audio.diarization import Diarization, DiarizationOptions, Diarizer, diarize
from callscore.errors import ConfigError, ModelError
from callscore.spans import Span, intersect, merge

__all__ = ["EMBEDDING_MODELS", "PYANNOTE_PIPELINES", "PyannoteDiarizer", "choose_diarizer"]

SETTING = "CALLSCORE_DIARIZER"
"""Environment variable: ``own``, ``auto`` (the default), an ONNX file, or a hub id of a cached model."""

PYANNOTE_PIPELINES = ("pyannote/speaker-diarization-community-1", "pyannote/speaker-diarization-3.1")
"""Pipelines of pyannote.audio that are used where one is cached, the best first."""

EMBEDDING_MODELS = ("Wespeaker/wespeaker-voxceleb-resnet34-LM", "Wespeaker/wespeaker-voxceleb-resnet152-LM")
"""Repositories with a speaker-embedding ONNX that is used where one is cached, the fastest first."""

QUIET = {"PYANNOTE_METRICS_ENABLED": "0", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""What keeps these libraries from reporting home; set before they are imported."""

EVERY_VOICE = DiarizationOptions()
"""Find out how many voices there are."""

NOT_GRANTED = ("GatedRepoError", "RepositoryNotFoundError")
"""Errors of the hub's client for what it shows to nobody without a token."""

NEURAL_CONFIDENCE = 0.9
"""Confidence in a pipeline that states none of its own."""


@dataclass(frozen=True, slots=True)
class PyannoteDiarizer:
    """A pipeline of pyannote.audio that is in the cache of this machine.

    Parameters
    ----------
    pipeline
        Its id on the hub.

    Raises
    ------
    ModelError
        When it is called and the pipeline can't be loaded or run; one line.
    """

    pipeline: str

    def __call__(
        self,
        samples: NDArray[np.float32],
        sample_rate: int,
        speech: tuple[Span, ...],
        *,
        options: DiarizationOptions = EVERY_VOICE,
    ) -> Diarization:
        """The voices in `samples`, float32 [n_samples], looked for in `speech` only."""
        if not speech:
            return diarize(samples, sample_rate, speech, options=options)
        known = {"num_speakers": options.n_voices} if options.n_voices else {"max_speakers": options.max_voices}
        pipeline = _pyannote(self.pipeline)
        try:
            spans = _spans_of(pipeline, samples, sample_rate, known)
        except Exception as error:  # whatever torch or the pipeline's own code raises
            raise ModelError(
                f"{self.pipeline} failed on this recording ({_first_line(error)}); set {SETTING}=own to do without it"
            ) from error
        return _inside_speech(spans, speech)


def choose_diarizer(setting: str | None = None) -> Diarizer:
    """The diarizer to use on this machine; never goes to the network.

    Parameters
    ----------
    setting
        ``"own"``; ``"auto"``: pyannote.audio or an embedding model where one is installed and cached, else our own; the
        path of a speaker-embedding ONNX; or the hub id of a cached model. By default what ``CALLSCORE_DIARIZER`` says.

    Raises
    ------
    ConfigError
        When a model is named that isn't on this machine.

    Examples
    --------
    >>> choose_diarizer("own") is diarize
    True
    """
    wanted = (setting or os.environ.get(SETTING, "") or "auto").strip()
    os.environ.update({name: value for name, value in QUIET.items() if name not in os.environ})
    if wanted == "own":
        return diarize
    if wanted == "auto":
        return _found(PYANNOTE_PIPELINES, EMBEDDING_MODELS) or diarize
    from callscore.audio.embeddings import EmbeddingDiarizer

    if wanted.endswith(".onnx"):
        if not Path(wanted).is_file():
            raise ConfigError(
                f"no speaker-embedding model at {wanted} (from {SETTING}); give the path of an .onnx file"
            )
        return EmbeddingDiarizer(Path(wanted))
    found = _found((wanted,), (wanted,))
    if found is None:
        raise ConfigError(
            f"diarizer {wanted!r} (from {SETTING}) isn't on this machine: download it first, or say 'own', 'auto' or "
            "the path of an .onnx file"
        )
    return found


def _found(pipelines: Iterable[str], embeddings: Iterable[str]) -> Diarizer | None:
    """The first of these that is installed and cached."""
    if find_spec("pyannote") is not None and find_spec("pyannote.audio") is not None:
        for pipeline in pipelines:
            if _snapshot(pipeline, "config.yaml") is not None:
                return PyannoteDiarizer(pipeline)
    for repository in embeddings:
        model = _snapshot(repository, "*.onnx")
        if model is not None:
            from callscore.audio.embeddings import EmbeddingDiarizer

            return EmbeddingDiarizer(model)
    return None


def _snapshot(repository: str, pattern: str) -> Path | None:
    """The first file of a cached repository that fits the pattern, or None."""
    from huggingface_hub import constants

    folder = Path(constants.HF_HUB_CACHE) / f"models--{repository.replace('/', '--')}" / "snapshots"
    return next(iter(sorted(folder.glob(f"*/{pattern}"))), None) if folder.is_dir() else None


def _spans_of(
    pipeline: Any, samples: NDArray[np.float32], sample_rate: int, known: Mapping[str, int]
) -> tuple[list[Span], ...]:
    """When each speaker speaks, as the pipeline hears it."""
    import torch

    heard: dict[str, Any] = {"waveform": torch.from_numpy(samples.copy())[None], "sample_rate": sample_rate}
    answer = pipeline(heard, **known)
    annotation = getattr(answer, "speaker_diarization", answer)  # version 4 wraps it
    spans: dict[str, list[Span]] = {}
    for segment, _, label in annotation.itertracks(yield_label=True):
        spans.setdefault(str(label), []).append(Span(float(segment.start), float(segment.end)))
    return tuple(spans.values())


@lru_cache(maxsize=1)
def _pyannote(pipeline: str) -> Any:
    """The pipeline, loaded once a process from the cache alone."""
    os.environ.update({name: value for name, value in QUIET.items() if name not in os.environ})
    folder = _snapshot(pipeline, "config.yaml")
    try:
        with redirect_stdout(sys.stderr):  # what it can't load it tells at length where a report may be printed
            import torch
            from pyannote.audio import Pipeline

            loaded = Pipeline.from_pretrained(str(folder.parent if folder else pipeline))
            if loaded is not None and torch.cuda.is_available():
                loaded.to(torch.device("cuda"))
    except Exception as error:  # whatever torch, the hub or the pipeline's own code raises
        if type(error).__name__ in NOT_GRANTED:
            raise _not_granted(pipeline) from error
        raise ModelError(
            f"{pipeline} can't be loaded ({_first_line(error)}); download all of it, or set {SETTING}=own"
        ) from error
    if loaded is None:  # version 3 says so when the hub refuses
        raise _not_granted(pipeline)
    return loaded


def _not_granted(pipeline: str) -> ModelError:
    return ModelError(
        f"{pipeline} asks for an access token, for itself or a model it is made of: accept the conditions on its hub "
        f"page, log in with 'hf auth login' and download it, or set {SETTING}=own"
    )


def _first_line(error: Exception) -> str:
    """What an error says first; its kind where it says nothing."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _inside_speech(found: Iterable[list[Span]], speech: tuple[Span, ...]) -> Diarization:
    """Voices cut to the speech, first heard first."""
    voices = [merge(intersect(spans, speech)) for spans in found]
    voices = sorted((voice for voice in voices if voice), key=lambda voice: voice[0].start)
    if not voices:
        return Diarization((merge(speech),), 1, 0.0, ("the neural diarizer heard nobody: all speech is one voice's",))
    warnings = ("only one voice was found on this channel",) if len(voices) == 1 else ()
    if len(voices) > 2:
        warnings = (f"three or more voices on one channel ({len(voices)} found)",)
    return Diarization(tuple(voices), len(voices), NEURAL_CONFIDENCE, warnings)
