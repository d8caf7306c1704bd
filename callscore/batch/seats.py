"""The places of a pool's workers: a process, the pipe to it, and how it is hired, heard and sent home."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from callscore.batch.tasks import Task
from callscore.batch.worker import serve

__all__ = ["Seat", "describe_exit", "dismiss", "end_all", "heard", "hire", "receive", "uninterrupted"]

SECONDS_TO_LEAVE = 3.0
"""Seconds that a worker gets to end by itself before it is killed."""


@dataclass(eq=False)
class Seat:
    """A worker process, what it is doing, and until when it may."""

    process: BaseProcess
    pipe: Connection
    ready: bool = False
    calls: int = 0
    """Given to it so far."""
    task: Task | None = None
    deadline: float | None = None


def hire(pickled: bytes, threads: int) -> Seat:
    """A new worker, still starting.

    Parameters
    ----------
    pickled
        The work: a callable of one task.
    threads
        Threads of native libraries.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, pickled, threads), daemon=True)
    with uninterrupted():
        process.start()
    theirs.close()
    return Seat(process, ours)


def heard(seats: list[Seat]) -> list[Seat]:
    """Workers that have something to say, or that died; waits for the first, or until one is late."""
    deadlines = [seat.deadline for seat in seats if seat.deadline is not None]
    patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    speaking = wait([seat.pipe for seat in seats], patience)
    return [seat for seat in seats if seat.pipe in speaking]


def receive(seat: Seat) -> Any:
    """What a worker says; None when it died."""
    try:
        return seat.pipe.recv()
    except (EOFError, OSError):
        return None


def dismiss(seat: Seat) -> int | None:
    """See a worker out, by force where it doesn't go; its exit code."""
    seat.pipe.close()
    seat.process.join(SECONDS_TO_LEAVE)
    if seat.process.is_alive():
        seat.process.kill()
        seat.process.join(SECONDS_TO_LEAVE)
    return seat.process.exitcode


def end_all(seats: list[Seat]) -> None:
    """End all workers: those at work at once, the others by closing their pipes."""
    for seat in seats:
        if seat.task is not None or not seat.ready:
            seat.process.terminate()
        seat.pipe.close()
    until = time.monotonic() + SECONDS_TO_LEAVE
    for seat in seats:
        seat.process.join(max(0.0, until - time.monotonic()))
        if seat.process.is_alive():
            seat.process.kill()
            seat.process.join(SECONDS_TO_LEAVE)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Start a process that Ctrl-C doesn't reach while it starts; where this isn't the main thread, as it is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def describe_exit(code: int | None) -> str:
    """The end of a process in words.

    Examples
    --------
    >>> describe_exit(-9), describe_exit(3)
    ('killed by SIGKILL, out of memory perhaps', 'exit code 3')
    """
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"killed by {name}" + (", out of memory perhaps" if name == "SIGKILL" else "")
