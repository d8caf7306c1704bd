"""One run at a time in one OUT: a lock that goes with the process that holds it, however that ends."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from callscore.batch.places import LocalFolder, Place
from callscore.errors import ConfigError

__all__ = ["LOCK", "locked"]

LOCK = ".lock"
"""File in OUT that a run holds locked; it says who."""

SILENT_SECONDS = 6 * 3600.0
"""Seconds after which a lock behind a URL, whose holder can't be asked, is taken for left over."""


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Hold OUT for as long as the block runs.

    On a disk the operating system holds the lock, and lets go of it when the process ends, even by ``kill -9``. Behind
    a URL an object says who holds it; it is taken over when its process on this machine is gone, or when it is old.

    Raises
    ------
    ConfigError
        When another run holds it; it says which.
    """
    if isinstance(place, LocalFolder):
        with _locked_file(Path(place.root, LOCK), place):
            yield
        return
    owner = _owner(place.read(LOCK))
    if owner is not None and _alive(owner):
        raise ConfigError(_held(place, owner) + f"; if that run is gone, delete {place.root.rstrip('/')}/{LOCK}")
    place.write(LOCK, _myself())
    try:
        yield
    finally:
        place.write(LOCK, b"")


@contextmanager
def _locked_file(path: Path, place: Place) -> Iterator[None]:
    """The same by the operating system's file locks."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0, thread_local=False)
    who = path.with_name(f"{LOCK}.owner")
    try:
        lock.acquire()
    except Timeout:
        owner = None
        with suppress(OSError):
            owner = _owner(who.read_bytes())
        raise ConfigError(_held(place, owner)) from None
    except OSError as error:
        raise ConfigError(f"{path}: can't lock the results ({error.strerror}); give another --out") from None
    try:
        who.write_bytes(_myself())
        yield
    finally:
        with suppress(OSError):
            who.unlink()
        lock.release()


def _myself() -> bytes:
    me = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.time()}
    return json.dumps(me).encode()


def _owner(data: bytes | None) -> dict[str, Any] | None:
    try:
        owner = json.loads(data or b"")
    except ValueError:
        return None
    return owner if isinstance(owner, dict) and {"pid", "host", "since"} <= set(owner) else None


def _alive(owner: dict[str, Any]) -> bool:
    """Whether the holder of a lock may still be at work."""
    if owner["host"] != socket.gethostname():
        return time.time() - float(owner["since"]) < SILENT_SECONDS
    import psutil

    return bool(psutil.pid_exists(int(owner["pid"]))) and int(owner["pid"]) != os.getpid()


def _held(place: Place, owner: dict[str, Any] | None) -> str:
    who = f" (process {owner['pid']} on {owner['host']})" if owner else ""
    return f"{place.root} is in use by another run{who}: wait for it to end, or give another --out"
