"""The shared recogniser's own process: clips of many calls in, words out, in batches that never wait."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Listener
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.audio.batches import Prepared, prepare_clips
from callscore.audio.transcription import LONGEST_WINDOW, Whisper
from callscore.errors import ModelError

__all__ = ["answer_requests", "refuse_requests"]

PREPARED_AHEAD = 2
"""Batches whose features are ready before the recogniser asks for them."""

SEVERAL = 2
"""Calls in a row that can't be decoded, not even by themselves, before the model is taken for broken."""


@dataclass(eq=False)
class _Request:
    """The clips of one voice of one call, and what has been heard in them so far."""

    language: str | None
    sounds: list[NDArray[np.float32]]
    heard: list[Any]
    missing: int
    done: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None

    def put(self, place: int, segments: list[Any], language: str) -> None:
        """Take in what was heard in a clip."""
        self.heard[place], self.language = segments, language
        self.missing -= 1
        if not self.missing:
            self.done.set()

    def fail(self, error: Exception) -> None:
        """Give up on the call."""
        self.error = error
        self.done.set()


@dataclass(eq=False)
class _Size:
    """Clips in a batch; fewer once a batch has failed whose clips can be decoded by themselves."""

    clips: int


_Batch = list[tuple[_Request, int]]
_Ready = queue.Queue[tuple[_Batch, Prepared | None]]


def answer_requests(whisper: Whisper, listener: Listener, *, batch_size: int) -> None:
    """Load the model and decode what comes in through `listener`, for as long as the process lives.

    Three threads keep the model busy: one takes requests in, one computes the features of the next batches, and this
    one decodes.

    Parameters
    ----------
    whisper
        The recipe.
    listener
        Where workers connect.
    batch_size
        Clips decoded at a time, of whatever calls.

    Raises
    ------
    ModelError
        When the model can't be had or loaded.
    RuntimeError
        When it has ceased to work: not one clip of several calls can be decoded. Whoever started this starts it again.
    """
    model = whisper.load()
    window = min(LONGEST_WINDOW, float(model.feature_extractor.chunk_length))
    clips: queue.Queue[tuple[_Request, int]] = queue.Queue()
    ready: _Ready = queue.Queue(PREPARED_AHEAD)
    size = _Size(batch_size)
    threading.Thread(target=_take_in, args=(listener, clips, window), daemon=True).start()
    threading.Thread(target=_prepare, args=(whisper, model, clips, ready, size), daemon=True).start()
    while True:
        batch, prepared = ready.get()
        try:
            heard = prepared.decode() if prepared is not None else None
        except RuntimeError:
            heard = None
        if prepared is None or heard is None:
            _decode_apart(whisper, model, batch)
            size.clips = max(1, size.clips // 2)
            continue
        for (request, place), segments in zip(batch, heard, strict=True):
            request.put(place, segments, prepared.language)


def refuse_requests(listener: Listener, error: ModelError) -> None:
    """Tell everyone who connects why there is no recogniser, for as long as the process lives."""
    while True:
        try:
            with listener.accept() as connection:
                connection.send(error)
        except (OSError, EOFError):
            continue  # a worker that died while it was connecting


def _take_in(listener: Listener, clips: queue.Queue[tuple[_Request, int]], window: float) -> None:
    """A thread for each worker that connects."""
    while True:
        try:
            connection = listener.accept()
        except (OSError, EOFError):
            continue  # a worker that died while it was connecting
        threading.Thread(target=_converse, args=(connection, clips, window), daemon=True).start()


def _converse(connection: Connection, clips: queue.Queue[tuple[_Request, int]], window: float) -> None:
    """Requests of one worker until it hangs up."""
    with connection:
        try:
            connection.send(window)
            while True:
                language, sounds = connection.recv()
                request = _Request(language, sounds, [[] for _ in sounds], len(sounds))
                for place in range(len(sounds)):
                    clips.put((request, place))
                request.done.wait()
                connection.send(request.error or (request.heard, request.language))
        except (OSError, EOFError):
            return


def _prepare(
    whisper: Whisper,
    model: Any,
    clips: queue.Queue[tuple[_Request, int]],
    ready: _Ready,
    size: _Size,
) -> None:
    """Clips of one language into batches, as many as wait, never waiting for more; None for one that fails."""
    kept: list[tuple[_Request, int]] = []
    while True:
        batch = [kept.pop(0) if kept else clips.get()]
        language = batch[0][0].language
        others: list[tuple[_Request, int]] = []
        while len(batch) < size.clips and language is not None:
            try:
                following = kept.pop(0) if kept else clips.get_nowait()
            except queue.Empty:
                break
            (batch if following[0].language == language else others).append(following)
        kept = [*others, *kept]
        batch = [(request, place) for request, place in batch if request.error is None]
        if not batch:
            continue
        try:
            sounds = [request.sounds[place] for request, place in batch]
            prepared = prepare_clips(
                model, sounds, language=language, beam_size=whisper.beam_size, hotwords=whisper.hotwords
            )
        except (RuntimeError, ValueError):
            ready.put((batch, None))
        else:
            ready.put((batch, prepared))


def _decode_apart(whisper: Whisper, model: Any, batch: _Batch) -> None:
    """Decode the clips of a batch that failed one by one, so that only the call that can't be decoded pays for it.

    Raises
    ------
    RuntimeError
        When clips of several calls were tried, and not one could be decoded: the model itself is broken.
    """
    well, failed = False, set[int]()
    for request, place in batch:
        if request.error is not None:
            continue
        alone, spoken = [request.sounds[place]], request.language
        try:
            prepared = prepare_clips(
                model, alone, language=spoken, beam_size=whisper.beam_size, hotwords=whisper.hotwords
            )
            (segments,) = prepared.decode()
        except (RuntimeError, ValueError) as error:
            failed.add(id(request))
            why = f"model {whisper.name!r} failed on this call alone, too ({error}): try device='cpu'"
            request.fail(ModelError(why))
            if not well and len(failed) >= SEVERAL:
                raise RuntimeError(why) from error
            continue
        request.put(place, segments, prepared.language)
        well = True
