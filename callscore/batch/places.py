"""A folder that files are put into whole or not at all: on this machine, or anywhere that fsspec opens."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from callscore.batch.sources import is_url

__all__ = ["LocalFolder", "Place", "RemoteFolder", "place_of"]

TEMPORARY = ".part"
"""Ending of a file that is still being written; one that is left over belonged to a run that was killed."""


class Place(Protocol):
    """A folder of files, named by their relative paths with forward slashes."""

    @property
    def root(self) -> str:
        """Where it is, as it was given."""

    def write(self, name: str, data: bytes, *, sure: bool = True) -> None:
        """Put a file there, whole or not at all, over one of the same name.

        With `sure` its bytes are on the disk before it is; without, a power cut may leave it cut or empty.
        """

    def settle(self, *folders: str) -> None:
        """Make sure of the lists of files of these folders below."""

    def move(self, name: str, target: str) -> None:
        """Give a file, where there is one, another name below."""

    def remove(self, name: str) -> None:
        """Take a file away, where there is one."""

    def append(self, name: str, data: bytes) -> bool:
        """Add to the end of a file in one piece; False where that can't be done."""

    def read(self, name: str) -> bytes | None:
        """A file's bytes, None where there is none."""

    def names(self, folder: str) -> set[str]:
        """Names of the finished files in a folder below, none where there is no such folder."""

    def clean(self, folder: str) -> None:
        """Remove what a killed run left half written in a folder below."""


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder of this machine, or one that is mounted on it."""

    root: str

    def write(self, name: str, data: bytes, *, sure: bool = True) -> None:
        """Written beside its place, made sure of on the disk, and moved there."""
        target = Path(self.root, name)
        part = target.parent / f".{os.getpid()}-{secrets.token_hex(6)}{TEMPORARY}"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as file:
                file.write(data)
                if sure:
                    file.flush()
                    os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    def settle(self, *folders: str) -> None:
        """A file's move into place is on the disk with the next file that is made sure of; this is for the last."""
        for folder in folders:
            _sync_folder(Path(self.root, folder))

    def move(self, name: str, target: str) -> None:
        """In one step, over a file of the same name."""
        place = Path(self.root, target)
        with suppress(FileNotFoundError):
            os.stat(Path(self.root, name))  # noqa: PTH116 - before a folder is made for nothing
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(self.root, name).replace(place)

    def remove(self, name: str) -> None:
        """Take a file away."""
        Path(self.root, name).unlink(missing_ok=True)

    def append(self, name: str, data: bytes) -> bool:
        """In one write, so that lines of a killed run are whole or cut at the end, never mixed."""
        handle = os.open(Path(self.root, name), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(handle, data)
        finally:
            os.close(handle)
        return True

    def read(self, name: str) -> bytes | None:
        """The file's bytes."""
        try:
            return Path(self.root, name).read_bytes()
        except FileNotFoundError:
            return None

    def names(self, folder: str) -> set[str]:
        """Names of the folder's files."""
        try:
            return {path.name for path in Path(self.root, folder).iterdir() if not path.name.startswith(".")}
        except FileNotFoundError:
            return set()

    def clean(self, folder: str) -> None:
        """Remove temporary files."""
        for path in Path(self.root, folder).glob(f".*{TEMPORARY}"):
            with suppress(OSError):
                path.unlink()


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A place behind a URL: ``s3://``, ``gs://``, ``file://`` and whatever else fsspec knows."""

    root: str

    def write(self, name: str, data: bytes, *, sure: bool = True) -> None:
        """An object is there whole or not at all by itself; a file system behind a URL gets a temporary file."""
        system, path = self._at(name)
        system.makedirs(system._parent(path), exist_ok=True)
        if _is_file_system(system):
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
        system, path = self._at(name)
        system.makedirs(system._parent(path), exist_ok=True)
        try:
            if _is_file_system(system):
                with system.open(path, "xb") as file:
                    file.write(data)
            else:
                system.pipe_file(path, data, mode="create")
        except FileExistsError:
            return False
        return True

    def move(self, name: str, target: str) -> None:
        """As the file system does it: objects are copied and deleted."""
        system, path = self._at(name)
        _, place = self._at(target)
        with suppress(FileNotFoundError):
            system.makedirs(system._parent(place), exist_ok=True)
            system.mv(path, place)

    def remove(self, name: str) -> None:
        """Take a file away."""
        system, path = self._at(name)
        with suppress(FileNotFoundError):
            system.rm_file(path)

    def append(self, name: str, data: bytes) -> bool:
        """Objects can't be added to."""
        return False

    def read(self, name: str) -> bytes | None:
        """The object's bytes."""
        system, path = self._at(name)
        try:
            data: bytes = system.cat_file(path)
        except FileNotFoundError:
            return None
        return data

    def names(self, folder: str) -> set[str]:
        """Names of the objects below."""
        system, path = self._at(folder)
        try:
            system.invalidate_cache(path)
            found = {str(each).rstrip("/").rpartition("/")[2] for each in system.ls(path, detail=False)}
        except FileNotFoundError:
            return set()
        return {name for name in found if not name.startswith(".")}

    def clean(self, folder: str) -> None:
        """Remove temporary files."""
        system, path = self._at(folder)
        if not _is_file_system(system) or not system.isdir(path):
            return
        for each in system.ls(path, detail=False):
            if str(each).endswith(TEMPORARY):
                with suppress(OSError):
                    system.rm_file(each)

    def _at(self, name: str) -> tuple[Any, str]:
        """The file system, and a file's path on it."""
        import fsspec

        system, path = fsspec.core.url_to_fs(f"{self.root.rstrip('/')}/{name}".rstrip("/"))
        return system, path


def place_of(out: str | os.PathLike[str]) -> Place:
    """The place that a path or URL names."""
    text = os.fspath(out)
    return RemoteFolder(text) if is_url(text) else LocalFolder(text)


def _is_file_system(system: Any) -> bool:
    """Whether files can be moved into place: objects in a bucket are put there whole anyway."""
    protocol = system.protocol if isinstance(system.protocol, str) else system.protocol[0]
    return protocol in {"file", "local", "sftp", "ssh", "smb", "hdfs", "arrow_hdfs", "webhdfs", "dbfs"}


def _sync_folder(folder: Path) -> None:
    """Make sure of a folder's list of files, where the system lets folders be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
