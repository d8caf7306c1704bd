"""Files that are there whole or not at all, whatever ends the process that writes them."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

__all__ = ["TEMPORARY", "write_whole"]

TEMPORARY = ".part"
"""Ending of a file that is still being written; one that is left over belonged to a process that was killed."""


def write_whole(path: Path, data: bytes, *, sure: bool = False) -> None:
    """Write a file beside its place and move it there, over one of the same name.

    Parameters
    ----------
    path
        Where to; its folder must exist.
    data
        The bytes.
    sure
        Whether they must be on the disk before the file is; without, a power cut may leave it cut or empty.

    Raises
    ------
    OSError
        When it can't be written; it names `path`, and what was there before still is.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_whole(folder / "a.txt", b"one")
    >>> [(path.name, path.read_text()) for path in folder.iterdir()]
    [('a.txt', 'one')]
    """
    part = path.parent / f".{os.getpid()}-{secrets.token_hex(6)}{TEMPORARY}"
    try:
        with part.open("xb") as file:
            file.write(data)
            if sure:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise
