"""Voices by a neural speaker-embedding model (ONNX): windows of speech as vectors that tell people apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.audio.diarization import Diarization, DiarizationOptions, diarize
from callscore.audio.voices import FRAME_SECONDS, Frames
from callscore.errors import ModelError
from callscore.spans import Span

__all__ = ["EmbeddingDiarizer", "filter_banks", "load_embedding"]

RATE = 16_000
"""Hz that speaker-embedding models are trained at."""

FRAME_LENGTH, FRAME_STEP, FFT_SIZE = 400, 160, 512
"""Samples: frames of 25 ms every 10 ms, as Kaldi's filter banks have them."""

PRE_EMPHASIS = 0.97
LOWEST_HZ = 20.0

LEAST_SECONDS = 0.5
"""Shorter windows are repeated up to this length: models pool over time and need some of it."""

EVERY_VOICE = DiarizationOptions()
"""Find out how many voices there are."""

BATCH = 32
"""Windows of equal length that go through the model at once."""


@dataclass(frozen=True, slots=True)
class EmbeddingDiarizer:
    """A diarizer whose windows of speech are first grouped by a speaker-embedding model.

    Everything else is `diarize`'s: number of voices, edges of turns, overlaps and confidence. Models in ONNX that take
    filter banks ``[batch, frames, bands]`` (WeSpeaker, 3D-Speaker) or a waveform at 16 kHz, ``[batch, samples]`` or
    ``[batch, 1, samples]``, fit; the last output of rank 2 is the embedding.

    Parameters
    ----------
    model
        The ONNX file.

    Raises
    ------
    ModelError
        When it is called and the file can't be loaded or isn't such a model.
    """

    model: Path

    def __call__(
        self,
        samples: NDArray[np.float32],
        sample_rate: int,
        speech: tuple[Span, ...],
        *,
        options: DiarizationOptions = EVERY_VOICE,
    ) -> Diarization:
        """The voices in `samples`, float32 [n_samples], looked for in `speech` only."""
        import soxr

        embedding = load_embedding(self.model)
        wide = soxr.resample(samples, sample_rate, RATE).astype(np.float32) if sample_rate != RATE else samples

        def embed(frames: Frames, windows: list[NDArray[np.int64]]) -> NDArray[np.float64]:
            return embedding.of([_piece(wide, frames.index[window]) for window in windows])

        return diarize(samples, sample_rate, speech, options=options, embed=embed)


@dataclass(frozen=True, slots=True)
class Embedding:
    """A loaded model: its session, what it takes in, and how many bands of filter bank (0: it takes the waveform)."""

    session: Any
    input: str
    output: str
    rank: int
    bands: int

    def of(self, pieces: list[NDArray[np.float32]]) -> NDArray[np.float64]:
        """Embeddings of pieces of sound at 16 kHz, float64 [n_pieces, n], each of length 1."""
        found: dict[int, NDArray[np.float64]] = {}
        by_length: dict[int, list[int]] = {}
        for number, piece in enumerate(pieces):
            by_length.setdefault(len(piece), []).append(number)
        for numbers in by_length.values():
            for first in range(0, len(numbers), BATCH):
                chosen = numbers[first : first + BATCH]
                for number, vector in zip(chosen, self._run([pieces[n] for n in chosen]), strict=True):
                    found[number] = vector
        vectors = np.stack([found[number] for number in range(len(pieces))])
        normalised: NDArray[np.float64] = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12)
        return normalised

    def _run(self, pieces: list[NDArray[np.float32]]) -> NDArray[np.float64]:
        if self.bands:
            fed = np.stack([filter_banks(piece, self.bands) for piece in pieces])
        else:
            fed = np.stack(pieces)
            fed = fed[:, None, :] if self.rank == 3 else fed
        output: NDArray[Any] = self.session.run([self.output], {self.input: fed.astype(np.float32)})[0]
        return np.asarray(output, np.float64).reshape(len(pieces), -1)


@lru_cache(maxsize=2)
def load_embedding(model: Path) -> Embedding:
    """The model of an ONNX file, loaded once a process.

    Raises
    ------
    ModelError
        When the file is missing or broken, or doesn't take speech and give one vector for it.
    """
    import onnxruntime

    if not model.is_file():
        raise ModelError(f"no speaker-embedding model at {model}; give the path of an .onnx file")
    try:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base of their own
        first_line = str(error).partition("\n")[0]
        raise ModelError(f"{model} can't be loaded as an ONNX model ({first_line}); fetch it again") from error
    inputs = session.get_inputs()
    outputs = [output for output in session.get_outputs() if len(output.shape) == 2]
    shape = inputs[0].shape
    if len(inputs) != 1 or not outputs or len(shape) not in (2, 3):
        raise ModelError(
            f"{model} is no speaker-embedding model: it takes {[i.shape for i in inputs]} and gives "
            f"{[o.shape for o in session.get_outputs()]}; one input of speech and one vector are needed"
        )
    waveform = len(shape) == 2 or shape[1] == 1
    if not waveform and not isinstance(shape[2], int):
        raise ModelError(f"{model} doesn't say how many bands it takes (shape {shape}); export it with a fixed number")
    return Embedding(session, inputs[0].name, outputs[-1].name, len(shape), 0 if waveform else int(shape[2]))


def filter_banks(piece: NDArray[np.float32], bands: int) -> NDArray[np.float32]:
    """Log mel filter banks as Kaldi computes them, float32 [n_frames, bands], their mean over time taken off.

    Parameters
    ----------
    piece
        Sound at 16 kHz, full scale 1.0, float32 [n_samples], at least 25 ms of it.
    bands
        Number of mel bands between 20 Hz and 8 kHz.

    Examples
    --------
    >>> filter_banks(np.random.default_rng(0).normal(0, 0.1, 16_000).astype(np.float32), 80).shape
    (98, 80)
    """
    scaled = piece * np.float32(32_768)
    frames = np.lib.stride_tricks.sliding_window_view(scaled, FRAME_LENGTH)[::FRAME_STEP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    emphasised = frames - PRE_EMPHASIS * np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.abs(np.fft.rfft(emphasised * np.hamming(FRAME_LENGTH), FFT_SIZE, axis=1)) ** 2
    levels = np.log(np.maximum(spectrum @ _mel_weights(bands).T, np.finfo(np.float32).eps))
    centred: NDArray[np.float32] = (levels - levels.mean(axis=0)).astype(np.float32)
    return centred


@lru_cache(maxsize=4)
def _mel_weights(bands: int) -> NDArray[np.float64]:
    """Triangles on Kaldi's mel scale, float64 [bands, n_bins]."""

    def mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
        scale: NDArray[np.float64] = 1127.0 * np.log1p(hertz / 700.0)
        return scale

    low, high = mel(np.array([LOWEST_HZ, RATE / 2]))
    edges = np.linspace(low, high, bands + 2)
    bins = mel(np.arange(FFT_SIZE // 2 + 1) * RATE / FFT_SIZE)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    weights: NDArray[np.float64] = np.maximum(0.0, np.minimum(rising, falling))
    return weights


def _piece(wide: NDArray[np.float32], index: NDArray[np.int64]) -> NDArray[np.float32]:
    """The sound of some frames of the recording, at 16 kHz, long enough for a model."""
    step = round(FRAME_SECONDS * RATE)
    least = round(LEAST_SECONDS * RATE)
    padded = np.pad(wide, (0, max(0, (int(index[-1]) + 1) * step - len(wide))))
    piece = np.concatenate([padded[i * step : (i + 1) * step] for i in index.tolist()])
    return np.resize(piece, least) if len(piece) < least else piece
