"""One run at a time in one OUT behind a URL: an object that says who holds it, renewed for as long as they do."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from callscore.batch.remote_folder import RemoteFolder
from callscore.errors import ConfigError

__all__ = ["LOCK", "held", "locked_object", "myself", "owner_of"]

LOCK = ".lock"
"""File in OUT that says who holds it."""

RENEWAL_SECONDS = 600.0
"""Seconds after which a run says again that it is at work."""

SILENT_SECONDS = 3600.0
"""Seconds of silence after which a holder on another machine is taken for gone: several renewals have failed then, and
clocks of machines differ by less."""

SECONDS_TO_WRITE = 2.0
"""Seconds between a file's making and its having been written, at most: a lock that names nobody then was cut."""


@contextmanager
def locked_object(place: RemoteFolder) -> Iterator[None]:
    """Hold OUT for as long as the block runs.

    The object is made only if there is none, in one request where the file system offers that (S3, Google Cloud
    Storage, Azure, disks, SFTP, SMB). Elsewhere two runs that begin in the same second may both go on: then see to it
    that one is started after the other.

    Raises
    ------
    ConfigError
        When another run holds it, or nothing can be written there.
    """
    mine = myself()
    try:
        _take(place, mine)
    except OSError as error:
        raise ConfigError(
            f"{place.root}: can't lock the results ({error.strerror or error}); check address and access"
        ) from error
    stop = threading.Event()
    renewing = threading.Thread(target=_renew, args=(place, mine, stop), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        stop.set()
        renewing.join()
        with suppress(OSError):  # it is taken for left over as soon as this process is gone
            if _is(place.read(LOCK), mine):
                place.remove(LOCK)


def myself() -> bytes:
    """The process that asks, as a lock names it."""
    me = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.time(), "run": secrets.token_hex(8)}
    return json.dumps(me).encode()


def owner_of(data: bytes | None) -> dict[str, Any] | None:
    """Who a lock names; None where it names nobody."""
    try:
        owner = json.loads(data or b"")
    except ValueError:
        return None
    return owner if isinstance(owner, dict) and {"pid", "host", "since"} <= set(owner) else None


def held(root: str, owner: dict[str, Any] | None) -> str:
    """What is said to a run that finds OUT taken."""
    who = f" (process {owner['pid']} on {owner['host']})" if owner else ""
    return f"{root} is in use by another run{who}: wait for it to end, or give another --out"


def _take(place: RemoteFolder, mine: bytes) -> None:
    """Make the object, or take over one that was left behind."""
    if place.create(LOCK, mine):
        return
    found = _written(place)
    owner = owner_of(found)
    lock = f"{place.root.rstrip('/')}/{LOCK}"
    if owner is not None and _alive(owner):
        raise ConfigError(f"{held(place.root, owner)}; if that run is gone, delete {lock}")
    # Of all that find the same lock left behind, one takes it: the one that makes the mark named after it.
    mark = f"{LOCK}.{hashlib.sha256(found or b'').hexdigest()[:16]}"
    if not place.create(mark, mine):
        raise ConfigError(f"{held(place.root, None)}; if there is none, delete {lock} and {lock}.*")
    try:
        if place.read(LOCK) != found:
            raise ConfigError(held(place.root, owner_of(place.read(LOCK))))
        place.write(LOCK, mine)
    finally:
        place.remove(mark)


def _written(place: RemoteFolder) -> bytes | None:
    """What stands in the lock; one that is empty is given the time to be written by whoever has just made it."""
    until = time.monotonic() + SECONDS_TO_WRITE
    while owner_of(found := place.read(LOCK)) is None and time.monotonic() < until:
        time.sleep(SECONDS_TO_WRITE / 20)
    return found


def _renew(place: RemoteFolder, mine: bytes, stop: threading.Event) -> None:
    """Say again and again that the run goes on."""
    while not stop.wait(RENEWAL_SECONDS):
        with suppress(OSError):  # the next time is soon enough
            if _is(place.read(LOCK), mine):
                place.write(LOCK, json.dumps((owner_of(mine) or {}) | {"since": time.time()}).encode())


def _is(found: bytes | None, mine: bytes) -> bool:
    """Whether a lock is this run's."""
    theirs, ours = owner_of(found), owner_of(mine)
    return theirs is not None and ours is not None and bool(theirs.get("run") == ours["run"])


def _alive(owner: dict[str, Any]) -> bool:
    """Whether the holder of a lock may still be at work."""
    if owner["host"] != socket.gethostname():
        return time.time() - float(owner["since"]) < SILENT_SECONDS
    import psutil

    return bool(psutil.pid_exists(int(owner["pid"])))
