"""What becomes of a call in a batch: done, failed with its reason, or to be tried once more."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import StrEnum

from callscore.errors import CallscoreError

__all__ = ["OUTSIDE_KINDS", "Done", "Failure", "Lost", "State", "failure"]

OUTSIDE_KINDS = frozenset({"DiskFull", "OSError", "MemoryError", "ModelError"})
"""Kinds of failure that lie outside the call: the next run tries such a call again without being asked."""

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class State(StrEnum):
    """How a call was done."""

    SCORED = "scored"
    """Heard (or its transcript read), scored and written."""
    RESCORED = "rescored"
    """Scored anew from the stored conversation; nothing was heard again."""
    KEPT = "kept"
    """Done before, and nothing of it has changed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that could not be scored, and the one line that says why.

    Parameters
    ----------
    path
        The recording or transcript, as it was given.
    error
        What went wrong, in one line that names the call.
    kind
        Name of the error's type; ``"WorkerDied"`` and ``"TimedOut"`` where the call ended its process or took too long.

    Examples
    --------
    >>> Failure("a.wav", "a.wav: no audio stream", "RecordingError").outside
    False
    """

    path: str
    error: str
    kind: str

    @property
    def outside(self) -> bool:
        """Whether the cause lies outside the call (disk, memory, model), so that trying again may help."""
        return self.kind in OUTSIDE_KINDS


@dataclass(frozen=True, slots=True)
class Done:
    """A call whose report is written.

    Parameters
    ----------
    name
        Name of its files: ``reports/NAME.json``, ``conversations/NAME.json.gz``.
    path
        The recording or transcript, as it was given.
    state
        How it was done.
    duration
        Length of the call in seconds, None when it isn't known.
    total
        Its score, 0-100, None when nothing could be judged.
    seconds
        Time that a worker spent on it.
    identity
        What the report was made from, as `callscore.batch.identity.Identity.to_dict` gives it.
    signature
        What told its files apart from changed ones (size, times) when they were read.
    """

    name: str
    path: str
    state: State
    duration: float | None
    total: float | None
    seconds: float
    identity: dict[str, str]
    signature: tuple[str, ...] = ()


class Lost(Exception):
    """Something that the call needed went away under it, a shared recogniser above all: it is tried once more."""


def failure(path: str, error: BaseException) -> Failure:
    """An error as the row of a batch: one line that names the call.

    Examples
    --------
    >>> failure("a.wav", OSError(28, "No space left on device")).error
    'a.wav: the disk is full (No space left on device): make room and run again'
    >>> failure("a.wav", ZeroDivisionError("division by zero")).kind
    'ZeroDivisionError'
    """
    error = _machine_error(error) or error
    kind = type(error).__name__
    if isinstance(error, CallscoreError):
        text = " ".join(str(error).split("\n"))
        return Failure(path, text if path in text else f"{path}: {text}", kind)
    if isinstance(error, MemoryError):
        return Failure(path, f"{path}: out of memory; give the batch fewer workers, or a machine with more", kind)
    if isinstance(error, OSError):
        why = error.strerror or str(error)
        if error.errno in DISK_FULL:
            return Failure(path, f"{path}: the disk is full ({why}): make room and run again", "DiskFull")
        where = f" ({error.filename})" if error.filename is not None else ""
        return Failure(path, f"{path}: {why}{where}; check the file and the folder, and run again", "OSError")
    text = " ".join(f"{kind}: {error}".split())
    return Failure(path, f"{path}: {text}; this is a defect of callscore or of an analyzer", kind)


def _machine_error(error: BaseException) -> BaseException | None:
    """The lack of memory or of disk behind an error, whoever passed it on; None where it is something else."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError) or (isinstance(cause, OSError) and cause.errno in DISK_FULL):
            return cause
        cause = cause.__cause__
    return None
