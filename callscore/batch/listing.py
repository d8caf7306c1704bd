"""The files that a folder, a glob or a URL names; hidden ones and the results of batches left out."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from callscore.batch.urls import is_url, own_path, reached
from callscore.errors import ConfigError
from callscore.listening import TRANSCRIPT_SUFFIXES
from callscore.results import FILES, FOLDERS, INDEX, RUN
from callscore.transcripts.fields import one_line

__all__ = ["Listed", "listed"]

TELLING = frozenset({RUN, INDEX})
"""Files that tell the results of another run, whose reports are no calls."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that lies in a place that was given."""

    path: str
    """As it was given, or below what was given."""
    size: int
    """Bytes, 0 when they can't be told."""
    chosen: bool
    """Whether it was named by itself, so that its ending doesn't matter."""


def listed(source: str, *, out: str | None = None) -> Iterator[Listed]:
    """The files of a source.

    Parameters
    ----------
    source
        A folder (with all folders below), a glob, a file, or a URL of one of them that fsspec opens.
    out
        Where the results go, left out when it lies inside the source.

    Raises
    ------
    ConfigError
        When the source doesn't exist, can't be listed, or matches nothing.
    """
    source, out = own_path(source), None if out is None else own_path(out)
    yield from _remote(source, out) if is_url(source) else _local(source, out)


def _local(source: str, out: str | None) -> Iterator[Listed]:
    """The files of a folder, glob or file."""
    if os.path.isdir(source):  # noqa: PTH112 - paths stay as they were written
        yield from _below(source, out)
        return
    if os.path.lexists(source):
        yield Listed(source, _size(source), True)
        return
    matches = sorted(glob.glob(source, recursive=True)) if glob.has_magic(source) else []  # noqa: PTH207
    if not matches:
        what = "no file matches" if glob.has_magic(source) else "there is nothing at"
        raise ConfigError(f"{what} {source!r}: give a folder of recordings, a glob such as 'day/*.wav', or a manifest")
    for match in matches:
        if os.path.isdir(match):  # noqa: PTH112
            if "**" not in source:
                yield from _below(match, out)
        elif not _inside(match, out):
            chosen = "**" not in source and Path(match).suffix.lower() not in TRANSCRIPT_SUFFIXES
            yield Listed(match, _size(match), chosen)


def _below(folder: str, out: str | None) -> Iterator[Listed]:
    """The files of a folder and all below it, hidden ones and the results left out."""

    def refuse(error: OSError) -> None:
        raise ConfigError(f"{error.filename}: can't list this folder ({error.strerror}); check its permissions")

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _same(str(Path(place, name)), out)
        )
        if _same(place, out):
            continue
        if set(names) >= TELLING:
            folders[:] = [name for name in folders if name not in FOLDERS]
        for name in sorted(names):
            if not name.startswith(".") and name not in FILES:
                path = str(Path(place, name))
                yield Listed(path, _size(path), False)


def _remote(url: str, out: str | None) -> Iterator[Listed]:
    """The same of a URL: a file, a glob, or everything below it."""
    try:
        with reached(url) as (system, path):
            single = system.isfile(path)
            if single:
                found = {path: system.info(path)}
            elif glob.has_magic(path):
                found = system.glob(path, detail=True)
            else:
                found = system.find(path, detail=True)
    except OSError as error:
        why = one_line(error.strerror or str(error))
        raise ConfigError(f"{url}: can't be listed ({why}); check address and access") from error
    files = {name: info for name, info in sorted(found.items()) if info.get("type", "file") == "file"}
    place = str(system._strip_protocol(out)) if out is not None and is_url(out) else None
    left_out = frozenset() if single else frozenset(_of_results(files, place))
    if not files:
        raise ConfigError(f"{url}: nothing is there; check the address")
    for name, info in files.items():
        if name not in left_out and not PurePosixPath(name).name.startswith("."):
            yield Listed(system.unstrip_protocol(name), int(info.get("size") or 0), single)


def _of_results(names: Collection[str], out: str | None) -> Iterator[str]:
    """Those of the files behind a URL that are results of this run or of another."""
    folders = {str(PurePosixPath(name).parent) for name in names}
    other = [folder for folder in folders if all(f"{folder}/{result}" in names for result in TELLING)]
    below = tuple(f"{folder}/{one}/" for folder in other for one in FOLDERS)
    for name in names:
        ours = out is not None and name.startswith(f"{out.rstrip('/')}/")
        if ours or name.startswith(below) or PurePosixPath(name).name in FILES:
            yield name


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return 0


def _same(path: str, out: str | None) -> bool:
    """Whether a folder is OUT, by whatever name."""
    return out is not None and os.path.realpath(path) == os.path.realpath(out)


def _inside(path: str, out: str | None) -> bool:
    return out is not None and Path(os.path.realpath(path)).is_relative_to(os.path.realpath(out))
