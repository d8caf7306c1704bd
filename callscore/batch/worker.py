"""Inside a worker process: take a call, do it, hand back what became of it, and be gone when the run is gone."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from itertools import count
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any, NoReturn

from callscore.batch.outcomes import Lost, failure
from callscore.threads import THREADS_VARIABLE

__all__ = ["Again", "Ready", "Unfit", "end_with_the_run", "forget_lines", "limit_threads", "plain_bars", "serve"]

THREAD_VARIABLES = (THREADS_VARIABLE, "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What the native libraries read when they are loaded; CTranslate2 and our recogniser go by the first."""


CALLS_REMEMBERED = 50
"""Calls after which a worker empties the caches of their lines. They serve one call, hardly the next, and would grow by
0.4 MiB a call for the first 200; emptied, a worker is as large after 350 calls as after 50, 224 MiB
(tests/benchmarks/bench_batch.py)."""

LARGE_CACHE = 1024
"""Entries from which a cache holds lines of calls; smaller ones hold models, lexicons and patterns, and are kept."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's word that it can take calls."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A worker's word that it can't begin, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Again:
    """A worker's word that a call lost something it needed, and why: it is to be tried once more."""

    reason: str


def serve(pipe: Connection, pickled: bytes, threads: int) -> None:
    """Body of a worker process: what comes through `pipe` is done with the unpickled work until the pipe closes.

    Parameters
    ----------
    pipe
        Tasks in, outcomes out.
    pickled
        The work: a callable of one task. It is unpickled here, so that one that can't be says so in a line.
    threads
        Threads that native libraries may use.

    Notes
    -----
    The process ends at once when the pipe closes: taking an interpreter full of vocabularies down in order takes 0.4
    seconds, and the run would wait for it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the run itself ends its workers
    end_with_the_run()
    limit_threads(threads)
    plain_bars()
    try:
        work: Callable[[Any], Any] = pickle.loads(pickled)  # noqa: S301 - from the run that started this process, by a pipe
    except Exception as error:  # noqa: BLE001 - whatever the user's module raises when it is imported here
        pipe.send(Unfit(f"{type(error).__name__}: {error}"))
        return
    pipe.send(Ready())
    for calls in count(1):
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            _leave()
        pipe.send_bytes(_answer(work, task))
        if calls % CALLS_REMEMBERED == 0:
            forget_lines()


def _leave() -> NoReturn:
    """End this process at once; what it printed is written first."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or none
            stream.flush()
    os._exit(0)


def limit_threads(threads: int) -> None:
    """Keep native libraries to `threads` threads in this process, whether they are loaded already or not."""
    for name in THREAD_VARIABLES:
        os.environ[name] = str(threads)
    if "numpy" in sys.modules:
        from threadpoolctl import threadpool_limits

        threadpool_limits(threads)


def forget_lines() -> None:
    """Empty what callscore's modules remember of calls, and give the memory back to the system.

    That is the large caches of functions (`functools.lru_cache`), and the ordered dictionaries at the top of modules,
    which hold nothing else.

    Examples
    --------
    >>> from callscore.language.parsing import parse
    >>> _ = parse("hello")
    >>> forget_lines()
    >>> parse.cache_info().currsize
    0
    """
    for name, module in list(sys.modules.items()):
        if not name.startswith("callscore."):
            continue
        for value in vars(module).values():
            if isinstance(value, OrderedDict):
                value.clear()
            elif isinstance(value, _lru_cache_wrapper) and (value.cache_info().maxsize or 0) >= LARGE_CACHE:
                value.cache_clear()
    with suppress(OSError, AttributeError, TypeError):  # only the GNU C library has it, and keeps what was freed
        ctypes.CDLL(None).malloc_trim(0)


def plain_bars() -> None:
    """Give tqdm, which faster-whisper uses, a lock of threads: one of processes would outlive a killed worker."""
    from tqdm import tqdm

    tqdm.set_lock(threading.RLock())


def _answer(work: Callable[[Any], Any], task: Any) -> bytes:
    """What became of a task, pickled; what can't be pickled is a failure of its own."""
    try:
        return bytes(ForkingPickler.dumps(work(task)))
    except Lost as lost:
        return bytes(ForkingPickler.dumps(Again(str(lost))))
    except Exception as error:  # noqa: BLE001 - a batch turns whatever goes wrong with a call into a row
        return bytes(ForkingPickler.dumps(failure(task.path, error)))


def end_with_the_run() -> None:
    """End this process as soon as the one that started it is gone, however it went: nobody is left behind."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
