"""Files that are there whole or not at all, whatever ends the process that writes them; and the digest of one."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE

from callscore.errors import ConfigError

__all__ = ["TEMPORARY", "being_written", "checked_target", "save_text", "sha256_of", "write_whole"]

TEMPORARY = ".part"
"""Ending of a file that is still being written; one that is left over belonged to a process that was killed."""


def sha256_of(path: str | Path) -> str:
    """SHA-256 of a file's bytes, in hex.

    Raises
    ------
    OSError
        When it can't be read.

    Examples
    --------
    >>> sha256_of(os.devnull)[:8]
    'e3b0c442'
    """
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def being_written(path: Path) -> Iterator[Path]:
    """A name beside a file's place to write to; what the block has written there moves to its place.

    It moves over a file of the same name, whose permissions it keeps. When the block fails, what it has written is
    removed and what was there before still is.

    Parameters
    ----------
    path
        Where to; its folder must exist.

    Raises
    ------
    OSError
        When it can't be written; it names `path`.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with being_written(folder / "a.txt") as part:
    ...     _ = part.write_text("one")
    ...     (folder / "a.txt").exists()
    False
    >>> [(path.name, path.read_text()) for path in folder.iterdir()]
    [('a.txt', 'one')]
    """
    part = path.parent / f".{os.getpid()}-{secrets.token_hex(6)}{TEMPORARY}"
    try:
        yield part
        with suppress(OSError):  # there is none yet, or the disk knows no permissions
            part.chmod(S_IMODE(path.stat().st_mode))
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, str(part)):
            with suppress(AttributeError):  # media libraries' errors keep their names to themselves
                error.filename, error.filename2 = str(path), None
        raise


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
    with being_written(path) as part, part.open("xb") as file:
        file.write(data)
        if sure:
            file.flush()
            os.fsync(file.fileno())


def checked_target(path: str | os.PathLike[str], *, what: str, endings: tuple[str, ...]) -> Path:
    """The file that a user wants something saved as, before it is worth making.

    Parameters
    ----------
    path
        The file.
    what
        What is saved, as the error says it: "a report".
    endings
        What its name may end in, in small letters.

    Raises
    ------
    ConfigError
        When the ending is none of them, or the folder doesn't exist.
    """
    target = Path(path)
    if target.suffix.lower() not in endings:
        raise ConfigError(f"{what} is saved as {' or '.join(endings)}, not as {target.name!r}")
    if not target.parent.is_dir():
        raise ConfigError(f"can't write {target}: the folder {target.parent} doesn't exist; make it first")
    return target


def save_text(path: Path, text: str) -> None:
    """Write a text that a user asked for, in UTF-8, whole; half characters, as file names may hold, as escapes.

    Where the path is a link, the file that it leads to is written.

    Raises
    ------
    ConfigError
        When it can't be written.
    """
    try:
        write_whole(path.resolve(), text.encode("utf-8", "backslashreplace"))
    except (OSError, RuntimeError) as error:  # a runtime error: links that lead in a circle
        why = error.strerror if isinstance(error, OSError) else None
        raise ConfigError(f"can't write {path}: {why or error}; make room there, or give another name") from error
