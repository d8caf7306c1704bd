"""A folder of this machine that files are put into whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callscore.whole_files import TEMPORARY, write_whole

__all__ = ["LocalFolder"]


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder of this machine, or one that is mounted on it."""

    root: str

    def write(self, name: str, data: bytes, *, sure: bool = True) -> None:
        """Written beside its place, made sure of on the disk, and moved there."""
        target = Path(self.root, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data, sure=sure)

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


def _sync_folder(folder: Path) -> None:
    """Make sure of a folder's list of files, where the system lets folders be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
