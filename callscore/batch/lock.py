"""One run at a time in one OUT: a lock that goes with the process that holds it, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from callscore.batch.local_folder import LocalFolder
from callscore.batch.places import Place
from callscore.batch.remote_folder import RemoteFolder
from callscore.batch.remote_lock import LOCK, held, locked_object, myself, owner_of
from callscore.errors import ConfigError

__all__ = ["LOCK", "locked"]


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Hold OUT for as long as the block runs.

    On a disk the operating system holds the lock, and lets go of it when the process ends, even by ``kill -9``. Behind
    a URL an object says who holds it; it is taken over when its process on this machine is gone, or when it was not
    renewed for an hour.

    Raises
    ------
    ConfigError
        When another run holds it; it says which.
    """
    if isinstance(place, RemoteFolder):
        with locked_object(place):
            yield
    elif isinstance(place, LocalFolder):
        with _locked_file(Path(place.root, LOCK), place):
            yield
    else:
        raise TypeError(f"no lock is known for a place of type {type(place).__name__}")


@contextmanager
def _locked_file(path: Path, place: LocalFolder) -> Iterator[None]:
    """The same by the operating system's file locks."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0, thread_local=False)
    who = path.with_name(f"{LOCK}.owner")
    try:
        lock.acquire()
    except Timeout:
        owner = None
        with suppress(OSError):
            owner = owner_of(who.read_bytes())
        raise ConfigError(held(place.root, owner)) from None
    except OSError as error:
        raise ConfigError(f"{path}: can't lock the results ({error.strerror}); give another --out") from None
    try:
        who.write_bytes(myself())
        yield
    finally:
        with suppress(OSError):
            who.unlink()
        lock.release()
