"""A pool of workers with one recogniser before them all, started again when it dies: what a GPU needs."""

from __future__ import annotations

import os
import secrets
import signal
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, fields, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.batch.outcomes import Done, Failure
from callscore.batch.pool import Pool
from callscore.batch.seats import uninterrupted
from callscore.batch.tasks import Task
from callscore.batch.worker import end_with_the_run, plain_bars

if TYPE_CHECKING:
    from callscore.audio.transcription import Whisper
    from callscore.pipeline import Pipeline

__all__ = ["SHARED_BATCH", "SharedPool"]

SHARED_BATCH = 16
"""Clips in a shared batch: where faster-whisper's own figures for large models on a GPU flatten out."""

FAILED_STARTS = 2
"""Times in a row that the recogniser may die before it has loaded; then it is left, and calls fail for want of it."""


@dataclass(eq=False)
class SharedPool:
    """Like `Pool`, but recognition is done by one process for all workers, in batches across their calls.

    Workers decode, find speech and score on the other cores, so more of them than cores are of use: some are always
    waiting for words while others prepare the next calls.

    Parameters
    ----------
    pool
        The workers.
    whisper
        The recipe of the recogniser.
    batch_size
        Clips decoded at a time, of whatever calls.
    """

    pool: Pool
    whisper: Whisper
    batch_size: int = SHARED_BATCH

    def suited(self, pipeline: Pipeline) -> Pipeline:
        """The pipeline as it is: workers run on this machine."""
        return pipeline

    def __call__(self, work: Callable[[Task], Any], tasks: Iterable[Task]) -> Generator[Done | Failure | Any]:
        """Outcomes of `work` on each task, as they finish; `work` has a pipeline."""
        with _recogniser(self.whisper, self.batch_size) as (address, key):
            shared = _with_shared(work, self.whisper, address, key)
            with closing(self.pool(shared, tasks)) as outcomes:
                yield from outcomes


def _with_shared(work: Any, whisper: Whisper, address: str, key: bytes) -> Callable[[Task], Any]:
    """The work with the shared recogniser in its pipeline's place of its own."""
    from callscore.audio.sharing import SharedWhisper
    from callscore.listening import ListenOptions

    recipe = {field.name: getattr(whisper, field.name) for field in fields(whisper)}
    options = replace(
        work.pipeline.options or ListenOptions(), recogniser=SharedWhisper(**recipe, address=address, key=key)
    )
    changed: Callable[[Task], Any] = replace(work, pipeline=replace(work.pipeline, options=options))
    return changed


@contextmanager
def _recogniser(whisper: Whisper, batch_size: int) -> Iterator[tuple[str, bytes]]:
    """The recogniser's process for as long as the block runs, replaced when it dies; its address and key."""
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory(prefix="callscore-") as folder:
        address = str(Path(folder, "recogniser")) if os.name == "posix" else rf"\\.\pipe\callscore-{key.hex()[:16]}"
        keeper = _Keeper(whisper, address, key, batch_size)
        keeper.start()
        try:
            yield address, key
        finally:
            keeper.stop()


class _Keeper:
    """Starts the recogniser's process, and again whenever it dies."""

    def __init__(self, whisper: Whisper, address: str, key: bytes, batch_size: int) -> None:
        self.arguments = (whisper, address, key, batch_size)
        self.stopping = threading.Event()
        self.process: Any = None
        self.watch = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start the process, and the thread that watches over it."""
        self._spawn()
        self.watch.start()

    def stop(self) -> None:
        """End both."""
        self.stopping.set()
        self.process.kill()
        self.watch.join()

    def _spawn(self) -> None:
        context = get_context("spawn")
        self.loaded, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_recognise, args=(*self.arguments, theirs), daemon=True)
        with uninterrupted():
            self.process.start()
        theirs.close()

    def _keep(self) -> None:
        failed = 0
        while True:
            self.process.join()
            if self.stopping.is_set():
                return
            failed = failed + 1 if _empty(self.loaded) else 0
            if failed >= FAILED_STARTS:
                return
            self._spawn()


def _empty(pipe: Connection) -> bool:
    """Whether a process ended without having said that it had begun."""
    with pipe:
        try:
            return not (pipe.poll() and pipe.recv())
        except (EOFError, OSError):
            return True


def _recognise(whisper: Whisper, address: str, key: bytes, batch_size: int, loaded: Connection) -> None:
    """Body of the recogniser's process; where there is no model, it says so to each worker that asks."""
    from callscore.audio.answering import answer_requests, refuse_requests
    from callscore.errors import ModelError

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_the_run()
    plain_bars()
    if os.name == "posix":
        Path(address).unlink(missing_ok=True)  # of the process before this one
    problem = None
    try:
        whisper.load()
    except ModelError as error:
        problem = error
    with Listener(address, authkey=key, backlog=64) as listener:
        loaded.send(True)
        if problem is None:
            with suppress(RuntimeError):  # the model is broken: the process ends, and another one is started
                answer_requests(whisper, listener, batch_size=batch_size)
        else:
            refuse_requests(listener, problem)
