"""Which file a row means: by relative path, by name, by name without its ending; never outside the folder."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from callscore.errors import ConfigError

__all__ = ["NOT_RECORDINGS", "Places", "confined", "key_of"]

NOT_RECORDINGS = frozenset((".json", ".jsonl", ".vtt", ".srt", ".txt", ".rttm", ".csv", ".tsv", ".xlsx", ".html", ".md",
                            ".toml", ".parquet", ".png", ".jpg", ".pdf"))  # fmt: skip
"""Endings of files that lie beside recordings: where ``call`` may be call.wav or call.json, it is call.wav."""

MOST_FILES = 1_000_000
"""Files of a folder beyond which it is not searched by name."""

Key = tuple[str, ...]


def key_of(path: str | os.PathLike[str]) -> Key:
    r"""A path's parts in one spelling: forward or backward slashes, any case, any Unicode form, no ``.`` or drive.

    Examples
    --------
    >>> key_of("Monday/./Call.WAV") == key_of("monday\\call.wav") == key_of("C:/monday/call.wav")
    True
    """
    text = unicodedata.normalize("NFC", os.fspath(path)).casefold().replace("\\", "/")
    parts = tuple(part for part in text.split("/") if part not in ("", "."))
    return parts[1:] if parts and len(parts[0]) == 2 and parts[0].endswith(":") else parts


def confined(text: str, folder: Path, *, allow_absolute: bool = False) -> Path | None:
    """The file that `text` names, seen from `folder`; None where it lies outside, by ``..``, a root, or a link.

    Parameters
    ----------
    text
        A path as written in a manifest.
    folder
        Where relative paths begin, and what they may not leave.
    allow_absolute
        Whether absolute paths may lie anywhere.
    """
    if "\0" in text:
        return None
    absolute = Path(text).is_absolute() or PureWindowsPath(text).is_absolute()
    if absolute and allow_absolute:
        return Path(text)
    root = folder.resolve()
    for spelling in dict.fromkeys((text, text.replace("\\", "/"))):
        try:
            found = (root / spelling).resolve()
            inside = found.is_relative_to(root) and found != root
            if inside and (found.is_file() or spelling == text.replace("\\", "/")):
                return folder / spelling if not absolute else found
        except (OSError, RuntimeError, ValueError):
            return None
    return None


@dataclass(frozen=True)
class Places:
    """Files that rows can mean, found by what rows write.

    Parameters
    ----------
    files
        The files.
    folder
        The manifest's: a row that names a longer path than a file has from here may still mean it.

    Examples
    --------
    >>> places = Places(("calls/monday/a.wav", "calls/tuesday/a.wav", "calls/b.wav"), Path("calls"))
    >>> places.meant("monday/a.wav"), places.meant("b"), places.meant("/recorder/2026/b.wav")
    (('calls/monday/a.wav',), ('calls/b.wav',), ('calls/b.wav',))
    >>> len(places.meant("a.wav")), places.meant("wednesday/a.wav")
    (2, ())
    """

    files: tuple[str, ...]
    folder: Path
    _ends: dict[Key, list[str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _whole: dict[Key, list[str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        ends: dict[Key, list[str]] = defaultdict(list)
        whole: dict[Key, list[str]] = defaultdict(list)
        for file in self.files:
            key = key_of(file)
            for spelling in (key, _stem(key)):
                for first in range(len(spelling)):
                    ends[spelling[first:]].append(file)
            inside = key_of(os.path.relpath(file, self.folder))
            inside = key[-1:] if inside[:1] == ("..",) else inside
            for spelling in (inside, _stem(inside)):
                whole[spelling].append(file)
        object.__setattr__(self, "_ends", dict(ends))
        object.__setattr__(self, "_whole", dict(whole))

    def meant(self, text: str) -> tuple[str, ...]:
        """Files that a row's path may mean: none, one, or several where it is not clear."""
        key = key_of(text)
        if not key:
            return ()
        if found := self._ends.get(key):
            return _recordings_first(found)
        for first in range(1, len(key)):
            if found := self._whole.get(key[first:]):
                return _recordings_first(found)
        return ()

    @classmethod
    def below(cls, folder: Path) -> Places:
        """All files of a folder and the folders below it; hidden ones are left out, links to folders not followed.

        Raises
        ------
        ConfigError
            When there are more than a million.
        """
        files: list[str] = []
        for here, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            files.extend(str(Path(here) / name) for name in sorted(names) if not name.startswith("."))
            if len(files) > MOST_FILES:
                raise ConfigError(f"{folder}: over {MOST_FILES:,} files; name recordings by their path in the manifest")
        return cls(tuple(files), folder)


def _stem(key: Key) -> Key:
    name, dot, _ = key[-1].rpartition(".")
    return (*key[:-1], name) if dot and name else key


def _recordings_first(files: Iterable[str]) -> tuple[str, ...]:
    """The recordings among files of one name, or all where there is none."""
    every = tuple(dict.fromkeys(files))
    sound = tuple(file for file in every if Path(file).suffix.lower() not in NOT_RECORDINGS)
    return sound or every
