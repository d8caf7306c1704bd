"""A folder behind a URL: a store's bucket, a server, and whatever else fsspec opens."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callscore.batch.urls import reached
from callscore.whole_files import TEMPORARY

__all__ = ["RemoteFolder"]

FILE_SYSTEMS = frozenset({"file", "local", "sftp", "ssh", "smb", "hdfs", "arrow_hdfs", "webhdfs", "dbfs"})
"""Protocols of places where files can be moved; what is put anywhere else is there whole or not at all by itself."""

STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oci", "oss", "r2", "memory"})
"""Protocols of stores of objects, which have no folders: to make one would at most make a bucket of a misspelt name."""


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A place behind a URL: ``s3://``, ``gs://``, ``sftp://`` and whatever else fsspec knows.

    Whatever goes wrong there is an `OSError` (`callscore.batch.urls.reached`).
    """

    root: str

    def write(self, name: str, data: bytes, *, sure: bool = True) -> None:
        """An object is there whole or not at all by itself; a file system behind a URL gets a temporary file."""
        with reached(self._url(name)) as (system, path):
            _make_folder_of(system, path)
            if _protocol(system) in FILE_SYSTEMS:
                part = f"{system._parent(path)}/.{secrets.token_hex(8)}{TEMPORARY}"
                system.pipe_file(part, data)
                system.mv(part, path)
            else:
                system.pipe_file(path, data)

    def settle(self, *folders: str) -> None:
        """What is put there stays there."""

    def create(self, name: str, data: bytes) -> bool:
        """Put a file there unless there is one; whether it was put there.

        In one request where the file system offers that; others look first and write then.
        """
        try:
            with reached(self._url(name)) as (system, path):
                _make_folder_of(system, path)
                if _protocol(system) in FILE_SYSTEMS:
                    with system.open(path, "xb") as file:
                        file.write(data)
                else:
                    system.pipe_file(path, data, mode="create")
        except FileExistsError:
            return False
        return True

    def move(self, name: str, target: str) -> None:
        """As the file system does it: objects are copied and deleted."""
        with suppress(FileNotFoundError), reached(self._url(name)) as (system, path):
            place = str(system._strip_protocol(self._url(target)))
            _make_folder_of(system, place)
            system.mv(path, place)

    def remove(self, name: str) -> None:
        """Take a file away."""
        with suppress(FileNotFoundError), reached(self._url(name)) as (system, path):
            system.rm_file(path)

    def append(self, name: str, data: bytes) -> bool:
        """Objects can't be added to."""
        return False

    def read(self, name: str) -> bytes | None:
        """The object's bytes."""
        with suppress(FileNotFoundError), reached(self._url(name)) as (system, path):
            data: bytes = system.cat_file(path)
            return data
        return None

    def fetch(self, folder: str, target: Path) -> None:
        """Copy the files of a folder below to a new one of this machine, many at a time where the store can."""
        target.mkdir()
        names = sorted(self.names(folder))
        if names:
            with reached(self._url(folder)) as (system, path):
                system.get([f"{path}/{name}" for name in names], [str(target / name) for name in names])

    def names(self, folder: str) -> set[str]:
        """Names of the objects below; some stores list an empty one for the folder itself."""
        found: set[str] = set()
        with suppress(FileNotFoundError), reached(self._url(folder)) as (system, path):
            system.invalidate_cache(path)
            listed = [each for each in system.ls(path, detail=True) if each.get("type", "file") == "file"]
            places = {str(each["name"]).rstrip("/") for each in listed} - {path.rstrip("/")}
            found = {place.rpartition("/")[2] for place in places}
        return {name for name in found if not name.startswith(".")}

    def clean(self, folder: str) -> None:
        """Remove temporary files."""
        with reached(self._url(folder)) as (system, path):
            if _protocol(system) not in FILE_SYSTEMS or not system.isdir(path):
                return
            for each in system.ls(path, detail=False):
                if str(each).endswith(TEMPORARY):
                    with suppress(OSError):
                        system.rm_file(each)

    def _url(self, name: str) -> str:
        return f"{self.root.rstrip('/')}/{name}".rstrip("/")


def _protocol(system: Any) -> str:
    """The name of a file system, as URLs begin with it."""
    return str(system.protocol if isinstance(system.protocol, str) else system.protocol[0])


def _make_folder_of(system: Any, path: str) -> None:
    """Make the folder that a file goes into, where there are folders."""
    if _protocol(system) not in STORES:
        system.makedirs(system._parent(path), exist_ok=True)
