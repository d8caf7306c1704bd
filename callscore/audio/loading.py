"""A recogniser's weights in this process: loaded once, on a device and in an arithmetic that this machine has."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import Any

from callscore.errors import ModelError

__all__ = ["load_once", "usable_compute_type", "usable_device"]

MOST_THREADS = 8
"""Threads beyond which a CPU gains next to nothing from more of them on one call (CTranslate2's own advice)."""

MODELS_KEPT = 2
"""Models that a process keeps loaded: the one in use and one to compare it with."""

_lock = Lock()
_loaded: dict[tuple[int, str, str, str, int], Any] = {}


def usable_device(wanted: str) -> str:
    """``"cpu"`` or ``"cuda"``; ``"auto"`` is cuda where there is one.

    Examples
    --------
    >>> usable_device("cpu")
    'cpu'
    """
    if wanted != "auto":
        return wanted
    import ctranslate2

    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def usable_compute_type(wanted: str, device: str) -> str:
    """A CTranslate2 compute type; ``"auto"`` is int8 on a CPU, and on a GPU float16 where it has that.

    Raises
    ------
    ModelError
        When the device can't be used at all.

    Examples
    --------
    >>> usable_compute_type("auto", "cpu")
    'int8'
    """
    if wanted != "auto":
        return wanted
    if device == "cpu":
        return "int8"
    import ctranslate2

    try:
        supported = ctranslate2.get_supported_compute_types(device)
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"device {device!r} can't be used on this machine ({error}): use device='cpu'") from error
    return next((kind for kind in ("float16", "int8") if kind in supported), "default")


def load_once(folder: Path, device: str, compute_type: str, threads: int) -> Any:
    """The ``faster_whisper.WhisperModel`` of a folder: this process's, or a new one.

    Parameters
    ----------
    folder
        A CTranslate2 Whisper model.
    device, compute_type
        As CTranslate2 names them.
    threads
        Threads on a CPU; 0 is one per core that this process may use, at most 8, or ``OMP_NUM_THREADS``.

    Raises
    ------
    ModelError
        When it can't be loaded, or the process was forked from one that had loaded a model.
    """
    from faster_whisper import WhisperModel

    threads = threads or (0 if "OMP_NUM_THREADS" in os.environ else min(_cores(), MOST_THREADS))
    key = (os.getpid(), str(folder), device, compute_type, threads)
    if any(loader != key[0] for loader, *_ in _loaded):
        # The threads of the parent's model don't survive a fork; whatever runs next would wait for them for ever.
        raise ModelError(
            "this process was forked from one that had loaded a speech recognition model, and can't run one: "
            "start workers with multiprocessing.get_context('spawn')"
        )
    with _lock:
        if key not in _loaded:
            while len(_loaded) >= MODELS_KEPT:
                del _loaded[next(iter(_loaded))]
            try:
                _loaded[key] = WhisperModel(str(folder), device=device, compute_type=compute_type, cpu_threads=threads)
            except (RuntimeError, ValueError, OSError) as error:
                raise ModelError(
                    f"the model in {folder} can't be loaded on {device} as {compute_type} ({error}): "
                    + ("use device='cpu'" if device == "cuda" else "copy or download it again")
                    + ", or choose another compute_type"
                ) from error
        return _loaded[key]


def _cores() -> int:
    """CPU cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
