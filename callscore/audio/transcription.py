"""Sound into words: a recipe for faster-whisper that pickles, its model loaded once per process."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.audio.batches import prepare_clips
from callscore.audio.clips import Clip, pack_clips
from callscore.audio.hallucination import flag_hallucinations
from callscore.audio.loading import load_once, usable_compute_type, usable_device
from callscore.audio.models import DEMO, automatic_model, find_model, is_demo, no_model, pull_model
from callscore.audio.progress import ProgressCallback
from callscore.audio.word_times import segment_words, within_speech
from callscore.conversation import Word
from callscore.errors import ConfigError, ModelError
from callscore.spans import Span, merge

__all__ = ["Whisper"]

LONGEST_WINDOW = 30.0
"""Seconds that a Whisper encoder can hear at once."""

_logger = logging.getLogger("callscore")


@dataclass(frozen=True)
class Whisper:
    """How to recognise speech: options only, to be pickled and sent to workers; the model is loaded on first use.

    Called with the sound of one party, or of a whole mono recording, it gives its words with their times.

    Examples
    --------
    >>> recognise = Whisper("demo", hotwords=("Acme Bank", "final notice"))
    >>> recognise(np.zeros(16_000, dtype=np.float32), speech=())
    ()
    """

    model: str = "auto"
    """``"auto"``, a short name (``"small.en"``), a hub id, a folder, or ``"demo"`` for our own small one.

    ``"auto"`` is small.en on a CPU (small when the language isn't English) and large-v3-turbo on a GPU."""
    revision: str | None = None
    """Branch, tag or commit of the model on the hub."""
    device: str = "auto"
    """``"cpu"``, ``"cuda"``, or ``"auto"``: cuda when there is one."""
    compute_type: str = "auto"
    """A CTranslate2 compute type; ``"auto"`` is int8 on a CPU and float16 on a GPU, ``"default"`` as it was saved."""
    language: str | None = "en"
    """Language code of the call; None to detect it from the first clips."""
    hotwords: tuple[str, ...] = ()
    """Names that the model should expect: creditors, products, agents."""
    batch_size: int = 8
    """Clips decoded at a time; 1 needs the least memory."""
    beam_size: int = 5
    """Hypotheses kept while decoding; 1 is fastest."""
    cpu_threads: int = 0
    """Threads on a CPU; 0 is one per available core, at most 8, or ``OMP_NUM_THREADS`` when that is set."""
    local_files_only: bool = False
    """Never go to the network for a model."""

    def __post_init__(self) -> None:
        if isinstance(self.hotwords, str):
            raise ConfigError(
                f"hotwords must be a tuple of words, not the string {self.hotwords!r}: ({self.hotwords!r},)"
            )
        object.__setattr__(self, "hotwords", tuple(self.hotwords))
        for name, value, least in (
            ("batch_size", self.batch_size, 1),
            ("beam_size", self.beam_size, 1),
            ("cpu_threads", self.cpu_threads, 0),
        ):
            if value < least:
                raise ConfigError(f"{name} must be at least {least}, not {value}")
        if self.device not in ("auto", "cpu", "cuda"):
            raise ConfigError(f"device must be 'auto', 'cpu' or 'cuda', not {self.device!r}")

    @property
    def name(self) -> str:
        """Name of the model: what a report should call it. ``"auto"`` is resolved, a copy of the demo model is demo."""
        return DEMO if is_demo(self._asked_for) else self._asked_for

    @property
    def _asked_for(self) -> str:
        """Name or folder of the model, ``"auto"`` resolved."""
        if self.model == "auto":
            return automatic_model(self.language, gpu=usable_device(self.device) == "cuda")
        return self.model

    def __call__(
        self, audio: NDArray[np.float32], speech: Iterable[Span], *, progress: ProgressCallback | None = None
    ) -> tuple[Word, ...]:
        """Words said in `audio`, in order, with times in seconds of the recording.

        Parameters
        ----------
        audio
            float32 [n_samples] at 16 kHz: one channel.
        speech
            Where the party speaks, in seconds; only that is listened to. No speech, no words, and no model is loaded.
        progress
            Called with the seconds of speech done and the seconds in all, once at the start and after each batch.

        Returns
        -------
        Words in order of time. What the recogniser seems to have made up is flagged (see `flag_hallucinations`),
        not left out.

        Raises
        ------
        ModelError
            When the model can't be had, loaded or run, or doesn't know the language.
        """
        speech = merge(speech)
        if not speech or not len(audio):
            return ()
        model = self.load()
        clips = pack_clips(audio, speech, longest=min(LONGEST_WINDOW, float(model.feature_extractor.chunk_length)))
        words = sorted(
            self._words(model, audio, clips, progress), key=lambda word: (word.start or 0.0, word.end or 0.0)
        )
        return flag_hallucinations([within_speech(word, speech) for word in words], speech)

    def load(self) -> Any:
        """The recipe's ``faster_whisper.WhisperModel``, loaded once per process; call it early to fail early.

        Raises
        ------
        ModelError
            When the model can't be had or loaded, doesn't know the language, or the process was forked from one that
            had loaded a model.
        """
        device = usable_device(self.device)
        compute_type = usable_compute_type(self.compute_type, device)
        model = load_once(self._folder(), device, compute_type, self.cpu_threads)
        if self.language is not None and self._language() not in model.supported_languages:
            known = "English only" if not model.model.is_multilingual else "none by that code"
            raise ModelError(
                f"model {self.name!r} can't recognise language {self.language!r} ({known}): "
                "choose a multilingual model such as 'small', or another language code"
            )
        return model

    def detect_language(self, audio: NDArray[np.float32], speech: Iterable[Span]) -> str | None:
        """Code of the language that is spoken, heard from the first clip of speech; None without any.

        Parameters are those of a call. A model that knows English only says ``"en"`` without listening.

        Raises
        ------
        ModelError
            When the model can't be had, loaded or run.
        """
        model = self.load()
        if not model.model.is_multilingual:
            return "en"
        clips = pack_clips(audio, speech, longest=LONGEST_WINDOW)
        if not clips:
            return None
        try:
            language, _, _ = model.detect_language(clips[0].cut(audio))
        except RuntimeError as error:
            raise ModelError(f"model {self.name!r} can't tell the language ({error}): name it") from error
        return str(language)

    def _words(
        self, model: Any, audio: NDArray[np.float32], clips: tuple[Clip, ...], progress: ProgressCallback | None
    ) -> Iterator[Word]:
        """Words of all clips, batch by batch, so that neither memory nor progress waits for the whole call."""
        total = sum(clip.duration for clip in clips)
        done = 0.0
        if progress is not None:
            progress(done, total)
        language = self._language()
        remaining = iter(clips)
        while batch := tuple(islice(remaining, self.batch_size)):
            try:
                prepared = prepare_clips(
                    model,
                    [clip.cut(audio) for clip in batch],
                    language=language,
                    beam_size=self.beam_size,
                    hotwords=self.hotwords,
                )
                heard = prepared.decode()
            except RuntimeError as error:
                raise ModelError(
                    f"model {self.name!r} failed on {usable_device(self.device)} ({error}): try a smaller batch_size "
                    f"(now {self.batch_size}), or device='cpu'"
                ) from error
            language = prepared.language
            for clip, segments in zip(batch, heard, strict=True):
                for segment in segments:
                    yield from segment_words(segment, clip, 0.0, language)
            done += sum(clip.duration for clip in batch)
            if progress is not None:
                progress(done, total)

    def _folder(self) -> Path:
        name = self._asked_for
        found = find_model(name, revision=self.revision)
        if found is not None:
            return found
        if self.local_files_only:
            raise no_model(name, "not on this machine, and going to the network was not allowed (offline)")
        _logger.info("model %s is not in the cache: downloading it", name)
        return pull_model(name, revision=self.revision)

    def _language(self) -> str | None:
        return None if self.language is None else self.language.replace("_", "-").split("-")[0].lower()
