"""One recogniser for many processes: the clips of all their calls share its batches, so that it never waits."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Client, Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from callscore.audio.clips import pack_clips
from callscore.audio.hallucination import flag_hallucinations
from callscore.audio.progress import ProgressCallback
from callscore.audio.transcription import LONGEST_WINDOW, Whisper
from callscore.audio.word_times import segment_words, within_speech
from callscore.conversation import Word
from callscore.spans import Span, merge

__all__ = ["SharedWhisper"]

SECONDS_TO_COME_BACK = 120.0
"""Seconds that a worker waits for a recogniser that is being started again: a large model loads in up to a minute."""

RETRY_SECONDS = 0.5


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
