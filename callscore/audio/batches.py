"""Clips of any calls decoded together: what is heard in a clip doesn't depend on the clips beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.audio.clips import SAMPLE_RATE
from callscore.audio.reproducible import one_blas_thread

__all__ = ["Prepared", "prepare_clips"]

HALF_A_SAMPLE = 0.5 / SAMPLE_RATE
"""Seconds that are added to a clip's edges, as faster-whisper rounds seconds down to samples."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A batch whose features are computed, ready to be decoded."""

    n_clips: int
    language: str
    """Code of the language that the clips are heard in."""
    segments: Iterator[Any]

    def decode(self) -> list[list[Any]]:
        """For each clip the ``faster_whisper.transcribe.Segment`` s heard in it, with words, in seconds of the clip.

        Raises
        ------
        RuntimeError
            When CTranslate2 can't run the model, out of memory above all.
        """
        heard: list[list[Any]] = [[] for _ in range(self.n_clips)]
        for segment in self.segments:
            heard[segment.seek].append(segment)
        return heard


def prepare_clips(
    model: Any,
    sounds: Sequence[NDArray[np.float32]],
    *,
    language: str | None,
    beam_size: int,
    hotwords: Sequence[str] = (),
) -> Prepared:
    """Compute what a batch of clips is decoded from; on a GPU the batch before is decoded meanwhile.

    Parameters
    ----------
    model
        A ``faster_whisper.WhisperModel``.
    sounds
        One float32 [n_samples] at 16 kHz for each clip, at most as long as the model hears at a time. They may come
        from different calls.
    language
        Language code; None to detect it from the first clips.
    beam_size
        Hypotheses kept while decoding.
    hotwords
        Names that the model should expect.
    """
    ends = np.cumsum([len(sound) for sound in sounds])
    starts = [0, *(int(end) for end in ends[:-1])]
    with one_blas_thread():
        segments, info = _apart(model).transcribe(
            np.concatenate(list(sounds)),
            clip_timestamps=[
                {"start": start / SAMPLE_RATE + HALF_A_SAMPLE, "end": int(end) / SAMPLE_RATE + HALF_A_SAMPLE}
                for start, end in zip(starts, ends, strict=True)
            ],
            language=language,
            beam_size=beam_size,
            batch_size=len(sounds),
            hotwords=", ".join(hotwords) or None,
            word_timestamps=True,
        )
    return Prepared(len(sounds), str(info.language), iter(segments))


def _apart(model: Any) -> Any:
    """faster-whisper's batched pipeline, each clip on a clock of its own; a segment's `seek` is its clip's place.

    In faster-whisper a clip's first word may be shortened when it comes long after the last word of the clip before,
    so that times depend on what is decoded together. Here no clip has one before it.
    """
    from faster_whisper import BatchedInferencePipeline

    class Apart(BatchedInferencePipeline):  # type: ignore[misc]
        def forward(self, features: Any, tokenizer: Any, chunks_metadata: Sequence[Any], options: Any) -> Any:
            self.last_speech_timestamp = math.inf
            own_clocks = [{**chunk, "offset": 0.0} for chunk in chunks_metadata]
            heard = super().forward(features, tokenizer, own_clocks, options)
            for place, segments in enumerate(heard):
                for segment in segments:
                    segment["seek"] = place
            return heard

    return Apart(model)
