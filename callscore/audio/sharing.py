"""One recogniser for many processes: the clips of all their calls share its batches, so that it never waits."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Client, Connection, Listener
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.audio.batches import Prepared, prepare_clips
from callscore.audio.clips import pack_clips
from callscore.audio.hallucination import flag_hallucinations
from callscore.audio.progress import ProgressCallback
from callscore.audio.transcription import LONGEST_WINDOW, Whisper
from callscore.audio.word_times import segment_words, within_speech
from callscore.conversation import Word
from callscore.errors import ModelError
from callscore.spans import Span, merge

__all__ = ["SharedWhisper", "answer_requests", "refuse_requests"]

SECONDS_TO_COME_BACK = 120.0
"""Seconds that a worker waits for a recogniser that is being started again: a large model loads in up to a minute."""

RETRY_SECONDS = 0.5

PREPARED_AHEAD = 2
"""Batches whose features are ready before the recogniser asks for them."""


@dataclass(frozen=True)
class SharedWhisper(Whisper):
    """The same recipe, its clips decoded by the process that listens at `address`.

    The words are those that `Whisper` gives: what is heard in a clip doesn't depend on the clips beside it.
    """

    address: str = ""
    key: bytes = field(default=b"", repr=False)

    def __call__(
        self, audio: NDArray[np.float32], speech: Iterable[Span], *, progress: ProgressCallback | None = None
    ) -> tuple[Word, ...]:
        """Words said in `audio`; see `Whisper.__call__`.

        Raises
        ------
        ModelError
            When the recogniser can't do it.
        ConnectionError
            When the recogniser is gone.
        """
        speech = merge(speech)
        if not speech or not len(audio):
            return ()
        with self._connected() as (connection, window):
            clips = pack_clips(audio, speech, longest=window)
            total = sum(clip.duration for clip in clips)
            if progress is not None:
                progress(0.0, total)
            heard, language = _ask(connection, (self._language(), [clip.cut(audio) for clip in clips]))
        words = [
            word
            for clip, segments in zip(clips, heard, strict=True)
            for segment in segments
            for word in segment_words(segment, clip, 0.0, language)
        ]
        words.sort(key=lambda word: (word.start or 0.0, word.end or 0.0))
        if progress is not None:
            progress(total, total)
        return flag_hallucinations([within_speech(word, speech) for word in words], speech)

    def detect_language(self, audio: NDArray[np.float32], speech: Iterable[Span]) -> str | None:
        """Code of the language that is spoken; see `Whisper.detect_language`."""
        clips = pack_clips(audio, speech, longest=LONGEST_WINDOW)
        if not clips:
            return None
        with self._connected() as (connection, _):
            _, language = _ask(connection, (None, [clips[0].cut(audio)]))
        return language

    def _connected(self) -> _Line:
        return _Line(self.address, self.key)


class _Line:
    """A connection to the recogniser, which says first how many seconds its model hears at a time."""

    def __init__(self, address: str, key: bytes) -> None:
        self.address, self.key = address, key

    def __enter__(self) -> tuple[Connection, float]:
        until = time.monotonic() + SECONDS_TO_COME_BACK
        while True:
            try:
                self.connection = Client(self.address, authkey=self.key)
                greeting = self.connection.recv()
                if isinstance(greeting, Exception):
                    raise greeting
                return self.connection, float(greeting)
            except (OSError, EOFError) as error:
                if time.monotonic() > until:
                    raise ConnectionError(f"the shared recogniser can't be reached ({error})") from error
                time.sleep(RETRY_SECONDS)

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def _ask(connection: Connection, request: tuple[str | None, list[NDArray[np.float32]]]) -> tuple[Any, str]:
    """Segments of each clip and their language."""
    try:
        connection.send(request)
        answer = connection.recv()
    except (OSError, EOFError) as error:
        raise ConnectionError(f"the shared recogniser went away ({type(error).__name__})") from error
    if isinstance(answer, Exception):
        raise answer
    heard, language = answer
    return heard, str(language)


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


_Batch = list[tuple[_Request, int]]


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
    """
    model = whisper.load()
    window = min(LONGEST_WINDOW, float(model.feature_extractor.chunk_length))
    clips: queue.Queue[tuple[_Request, int]] = queue.Queue()
    ready: queue.Queue[tuple[_Batch, Prepared]] = queue.Queue(PREPARED_AHEAD)
    threading.Thread(target=_take_in, args=(listener, clips, window), daemon=True).start()
    threading.Thread(target=_prepare, args=(whisper, model, clips, ready, batch_size), daemon=True).start()
    while True:
        batch, prepared = ready.get()
        try:
            heard = prepared.decode()
        except RuntimeError as error:
            _give_up(batch, whisper, batch_size, error)
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
    ready: queue.Queue[tuple[_Batch, Prepared]],
    batch_size: int,
) -> None:
    """Clips of one language into batches, as many as are waiting and never waiting for more."""
    kept: list[tuple[_Request, int]] = []
    while True:
        batch = [kept.pop(0) if kept else clips.get()]
        language = batch[0][0].language
        others: list[tuple[_Request, int]] = []
        while len(batch) < batch_size and language is not None:
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
        except (RuntimeError, ValueError) as error:
            _give_up(batch, whisper, batch_size, error)
            continue
        ready.put((batch, prepared))


def _give_up(batch: _Batch, whisper: Whisper, batch_size: int, error: Exception) -> None:
    for request, _ in batch:
        request.fail(
            ModelError(
                f"model {whisper.name!r} failed ({error}): try a smaller batch (now {batch_size}), or device='cpu'"
            )
        )
