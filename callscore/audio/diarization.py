"""Who speaks when on one channel: two voices told apart by their sound, one voice or more than two recognised."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from callscore.audio.further_voices import divided
from callscore.audio.mixtures import MAX_COMPONENTS
from callscore.audio.overlaps import heard_voices
from callscore.audio.separation import Embed, Split, split
from callscore.audio.voices import Frames, speech_frames
from callscore.spans import Span, merge, total

__all__ = ["Diarization", "DiarizationOptions", "Diarizer", "diarize"]

CREDIT_OF_TWO = 3.4
"""Standard deviations (`Split.credit`) from which speech is taken to be two people's. Measured on synthetic calls and
on altered copies of a recorded one: two people from 4.2, mostly 6-12; one person at most 3.1, mostly below 2."""

CONFIDENCE_MIDPOINT = 3.4
CONFIDENCE_SLOPE = 1.2
"""Confidence is a logistic curve of the credit: a half at the midpoint, 0.96 at a credit of 6."""

ENOUGH_SPEECH = 20.0
"""Seconds of speech from which on more of it makes the answer no surer."""

CONFIDENCE_NO_SPLIT = 0.8
"""Confidence in one voice when no second one could even be tried, with enough speech."""

CONFIDENCE_MANY = 0.7
"""Factor on the confidence when more than two voices were found: they are harder to tell apart and to count."""

LOW_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class DiarizationOptions:
    """How to look for voices.

    Parameters
    ----------
    n_voices
        1 or 2 when the number of voices is known; None to find it.
    max_voices
        At most this many voices are told apart, 2-8.
    min_voice_seconds
        A third or later voice needs this much speech.
    components
        Gaussians in the model of one voice at most.
    """

    n_voices: int | None = None
    max_voices: int = 4
    min_voice_seconds: float = 5.0
    components: int = MAX_COMPONENTS

    def __post_init__(self) -> None:
        if self.n_voices not in (None, 1, 2):
            raise ValueError(f"n_voices is 1, 2 or None (find it), not {self.n_voices}")
        if not 2 <= self.max_voices <= 8:
            raise ValueError(f"max_voices lies between 2 and 8, not at {self.max_voices}")


@dataclass(frozen=True, slots=True)
class Diarization:
    """The voices of a channel.

    Parameters
    ----------
    voices
        Speech of each voice, merged and in order; the voices in order of their first appearance.
    n_voices
        Number of voices found; 0 without speech.
    confidence
        0-1: how surely the voices are told apart, from how far apart they lie on speech their models have not seen.
    warnings
        What the reader of a report should know.
    """

    voices: tuple[tuple[Span, ...], ...]
    n_voices: int
    confidence: float
    warnings: tuple[str, ...] = ()


class Diarizer(Protocol):
    """Anything that can be used in place of :func:`diarize`: a neural back end, a service."""

    def __call__(
        self,
        samples: NDArray[np.float32],
        sample_rate: int,
        speech: tuple[Span, ...],
        *,
        options: DiarizationOptions = ...,
    ) -> Diarization:
        """The voices in `samples`, looked for in `speech` only."""
        ...


def diarize(
    samples: NDArray[np.float32],
    sample_rate: int,
    speech: tuple[Span, ...],
    *,
    options: DiarizationOptions = DiarizationOptions(),
    embed: Embed | None = None,
) -> Diarization:
    """Tell the voices on one channel apart.

    Windows of 1.5 s are clustered by the mean and spread of their cepstra and pitch (spectral clustering), a Gaussian
    mixture is trained per voice, and the best path through the voices is sought with a price on each change, until it
    settles. Two voices are accepted when they stay apart on held-out speech. Then stretches of one voice are laid over
    stretches of the other, and a small network that has learnt how each sounds alone and both at once looks at the
    changes of voice again, so the voices may overlap. Time and memory grow linearly with the length of the
    call. Nothing is random.

    Parameters
    ----------
    samples
        ``float32 [n_samples]``, one channel.
    sample_rate
        Hz.
    speech
        Seconds in which anybody speaks, from voice activity detection.
    options
        See :class:`DiarizationOptions`.
    embed
        What turns windows of speech into vectors for the first grouping, where a neural model is at hand.

    Raises
    ------
    ValueError
        When `samples` is not one channel or `sample_rate` is not positive.

    Examples
    --------
    >>> diarize(np.zeros(8000, dtype=np.float32), 8000, ())
    Diarization(voices=(), n_voices=0, confidence=0.0, warnings=('no speech to tell voices apart in',))
    """
    if samples.ndim != 1:
        raise ValueError(f"diarize() takes one channel, float32 [n_samples], not an array of shape {samples.shape}")
    if sample_rate <= 0:
        raise ValueError(f"sample_rate is in Hz and above 0, not {sample_rate}")
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # the arrays are small: more threads only wait for each other
        return _diarized(samples, sample_rate, merge(speech), options, embed)


def _diarized(
    samples: NDArray[np.float32],
    sample_rate: int,
    speech: tuple[Span, ...],
    options: DiarizationOptions,
    embed: Embed | None,
) -> Diarization:
    """Voices in `speech`, merged."""
    frames = speech_frames(samples, sample_rate, speech)
    if not len(frames):
        return Diarization((), 0, 0.0, ("no speech to tell voices apart in",))
    first = None if options.n_voices == 1 else split(frames, components=options.components, embed=embed)
    enough = min(1.0, total(speech) / ENOUGH_SPEECH)
    if first is None or (options.n_voices is None and first.credit < CREDIT_OF_TWO):
        return _one_voice(speech, first, enough, options)
    path = first.segmentation.path
    if options.n_voices is None:
        path = divided(
            frames,
            path,
            max_voices=options.max_voices,
            min_seconds=options.min_voice_seconds,
            components=options.components,
            embed=embed,
        )
    voices = _in_order(frames, heard_voices(samples, sample_rate, frames, path))
    confidence = _logistic(first.credit) * max(0.0, 2 * first.clear - 1) * enough
    return _judged(voices, confidence if len(voices) < 3 else confidence * CONFIDENCE_MANY)


def _one_voice(
    speech: tuple[Span, ...], rejected: Split | None, enough: float, options: DiarizationOptions
) -> Diarization:
    """All speech as one voice's, with the confidence that there is no second."""
    sure = CONFIDENCE_NO_SPLIT if rejected is None else 1.0 - _logistic(rejected.credit)
    if options.n_voices == 1:
        return Diarization((speech,), 1, 1.0)
    warnings = ["only one voice was found on this channel"]
    if options.n_voices == 2:
        sure, warnings = 0.0, ["too little speech to tell two voices apart"]
    elif sure * enough < LOW_CONFIDENCE:
        warnings.append("it is not sure that there is no second voice")
    return Diarization((speech,), 1, round(sure * enough, 3), tuple(warnings))


def _in_order(frames: Frames, heard: NDArray[np.bool_]) -> tuple[tuple[Span, ...], ...]:
    """Spans of each voice that is heard, ``bool [n_frames, n_voices]``, first heard first."""
    found = sorted((int(own.argmax()), voice) for voice, own in enumerate(heard.T) if own.any())
    return tuple(frames.spans(heard[:, voice]) for _, voice in found)


def _judged(voices: tuple[tuple[Span, ...], ...], confidence: float) -> Diarization:
    """The result for two or more voices, with its warnings."""
    warnings = []
    if len(voices) > 2:
        seconds = ", ".join(f"{total(voice):.0f} s" for voice in voices)
        warnings.append(f"three or more voices on one channel ({len(voices)} found: {seconds})")
    return Diarization(voices, len(voices), round(confidence, 3), tuple(warnings))


def _logistic(credit: float) -> float:
    """0-1: how surely speech with this credit is two people's."""
    return 1.0 / (1.0 + exp(-CONFIDENCE_SLOPE * (credit - CONFIDENCE_MIDPOINT)))
