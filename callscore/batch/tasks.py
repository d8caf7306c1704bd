"""What a batch has to do: one task a call, each with a name of its own that its files in OUT are called by."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from os import PathLike, fsencode, fspath
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from callscore.metadata import CallMetadata

if TYPE_CHECKING:
    from callscore.ledger.manifest import Job

__all__ = ["LONGEST_NAME", "Task", "as_task", "named", "plain_name"]

LONGEST_NAME = 200
"""Bytes of a name in UTF-8: file systems take 255, and endings and temporary files need some."""

DIGEST_CHARACTERS = 8
"""Of the digest of a path that tells calls of one name apart: 32 bits, for the few that share a name."""

_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff<>:"/\\|?*]+')
"""Characters that some file system or terminal can't take in a name."""


@dataclass(frozen=True, slots=True)
class Task:
    """One call to do.

    Parameters
    ----------
    path
        The recording, or the transcript where that is all there is: a path or a URL, as it was given.
    name
        What its files in OUT are called; no two tasks of a batch share one.
    transcript
        What was said, when it is known.
    metadata
        What the telephone system and the ledger know.
    size
        Bytes of the file at `path`, 0 when unknown: long calls count for more when the time left is estimated.
    corrections
        What a person put right, as the text of their corrections file.
    """

    path: str
    name: str = ""
    transcript: str | None = None
    metadata: CallMetadata | None = None
    size: int = 0
    corrections: str | None = None


def as_task(call: str | PathLike[str] | Job | Task) -> Task:
    """A path or a manifest's job as a task; its name is still to be given."""
    if isinstance(call, Task):
        return call
    if isinstance(call, str | PathLike):
        return Task(fspath(call))
    transcript = None if call.transcript is None else fspath(call.transcript)
    metadata = None if call.metadata == CallMetadata() else call.metadata
    return Task(fspath(call.path), transcript=transcript, metadata=metadata)


def named(
    tasks: Iterable[Task],
    *,
    taken: Mapping[str, str] | None = None,
    is_same: Callable[[Task, str], bool] | None = None,
    written: Callable[[str], str] = str,
) -> list[Task]:
    """The tasks with a name each, which a later run over more calls gives them again; one task a path.

    A call is named after its file. Where that name belongs to another call already, a digest of the path is added.

    Parameters
    ----------
    tasks
        The calls, in order.
    taken
        Path by name of the calls that earlier runs have written: they keep their names.
    is_same
        Whether a task, though its path is new, is the call that was written under a name: a file that was moved.
    written
        How a path is written where all may see it, its private numbers masked; `taken` has the paths so. Calls whose
        paths are masked are told apart by number: a digest would give the masked part away.

    Examples
    --------
    >>> [task.name for task in named([Task("mon/call.wav"), Task("tue/call.wav"), Task("mon/Mr Bell?.wav")])]
    ['call', 'call-7268c637', 'Mr Bell_']
    """
    unique = list({task.path: task for task in tasks}.values())
    taken = taken or {}
    by_path = {path: name for name, path in taken.items()}
    present = {task.path for task in unique}
    used = {_folded(name): name for name in taken}
    hidden = _Hidden([path for task in unique if (path := written(task.path)) != task.path], taken, is_same)
    result: list[Task] = []
    for task in unique:
        path = written(task.path)
        name = by_path.get(task.path) if path == task.path else hidden.name(task, path, used)
        if name is None:
            name = plain_name(task.path)
            before = used.get(_folded(name))
            if before is not None:
                moved = (
                    before in taken and taken[before] not in present and is_same is not None and is_same(task, before)
                )
                name = before if moved else _apart(name, task.path, used)
                if moved:
                    present.add(taken[before])
            used[_folded(name)] = name
        result.append(replace(task, name=name))
    return result


class _Hidden:
    """Names of calls whose paths aren't written as they are."""

    def __init__(self, paths: list[str], taken: Mapping[str, str], is_same: Callable[[Task, str], bool] | None) -> None:
        self._sharing = Counter(paths)
        self._is_same = is_same
        self._known: dict[str, list[str]] = {}
        for name, path in taken.items():
            self._known.setdefault(path, []).append(name)

    def name(self, task: Task, path: str, used: dict[str, str]) -> str:
        """The name of the only call that is written with this path, or of the one with the same sound; or a new one."""
        known = self._known.get(path, [])
        if len(known) == 1 == self._sharing[path]:
            return known.pop()
        same = next((name for name in known if self._is_same is not None and self._is_same(task, name)), None)
        if same is not None:
            known.remove(same)
            return same
        plain = name = plain_name(path)
        number = 1
        while _folded(name) in used:
            number += 1
            name = f"{plain}-{number}"
        used[_folded(name)] = name
        return name


def plain_name(path: str) -> str:
    """The name of a call by its file alone: the stem, without what no file system or terminal takes.

    Examples
    --------
    >>> plain_name("calls/-Mr Bell: 3 pm.final.wav"), plain_name("s3://bucket/day/..wav"), plain_name("📞.wav")
    ('-Mr Bell_ 3 pm.final', 'call', '📞')
    """
    if path.startswith(("http://", "https://")):
        path = path.partition("?")[0]
    last = PureWindowsPath(path).name if "\\" in path and "/" not in path else PurePosixPath(path).name
    stem, dot, _ = last.rpartition(".")
    name = unicodedata.normalize("NFC", _UNFIT.sub("_", stem if dot else last)).strip(" .") or "call"
    while len(name.encode()) > LONGEST_NAME - DIGEST_CHARACTERS - 4:
        name = name[:-1]
    return name


def _folded(name: str) -> str:
    """What a file system that doesn't tell capitals apart makes of a name."""
    return unicodedata.normalize("NFC", name).casefold()


def _apart(name: str, path: str, used: Mapping[str, str]) -> str:
    """The name with so much of its path's digest as no other call has."""
    digest = hashlib.sha256(fsencode(path)).hexdigest()
    lengths = range(DIGEST_CHARACTERS, len(digest) + 1, DIGEST_CHARACTERS)
    return next(
        (longer for length in lengths if _folded(longer := f"{name}-{digest[:length]}") not in used), f"{name}-{digest}"
    )
