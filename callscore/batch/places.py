"""A folder that files are put into whole or not at all: on this machine, or anywhere that fsspec opens."""

from __future__ import annotations

import os
from typing import Protocol

from callscore.batch.local_folder import LocalFolder
from callscore.batch.remote_folder import RemoteFolder
from callscore.batch.urls import is_url, own_path
from callscore.errors import ConfigError

__all__ = ["LocalFolder", "Place", "RemoteFolder", "place_of"]


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


def place_of(out: str | os.PathLike[str]) -> Place:
    """The place that a path or URL names; a file URL is the folder itself, so that both spellings share one lock.

    Raises
    ------
    ConfigError
        When nothing is named.

    Examples
    --------
    >>> place_of("s3://bucket/out"), place_of("file:///var/out") == place_of("/var/out")
    (RemoteFolder(root='s3://bucket/out'), True)
    """
    text = own_path(os.fspath(out))
    if not text.strip() or text.rstrip("/").endswith(":"):
        raise ConfigError(f"--out {text!r} names no folder: give one, such as results or s3://bucket/results")
    return RemoteFolder(text) if is_url(text) else LocalFolder(text)
