"""Calls out of folders, globs, single files and URLs: recordings joined with their transcripts by name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from callscore.batch.listing import listed
from callscore.batch.tasks import Task
from callscore.batch.urls import is_url
from callscore.listening import TRANSCRIPT_SUFFIXES

__all__ = ["SOUND_SUFFIXES", "Found", "find_calls"]

_SOUND = """.wav .wave .mp3 .m4a .mp4 .aac .ogg .oga .opus .flac .webm .weba .mka .mkv .mov .wma .asf .amr .awb .gsm
.au .snd .aif .aiff .aifc .caf .3gp .3g2 .ac3 .mp2 .mpga .vox .ul .al .sln .spx"""

SOUND_SUFFIXES = frozenset(_SOUND.split())
"""Endings that a folder's recordings are told by; a file named by itself or by a glob is taken whatever its ending."""

TRANSCRIPT_ORDER = (".json", ".vtt", ".srt", ".txt", ".rttm")
"""Which transcript is taken where a recording has several: the one that tells most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in the places that were given."""

    tasks: tuple[Task, ...]
    """One a call, in order of their paths."""
    left_alone: tuple[str, ...] = ()
    """Files that are neither recordings nor transcripts, or belong to a call without being its transcript."""


def find_calls(sources: Sequence[str | os.PathLike[str]], *, out: str | os.PathLike[str] | None = None) -> Found:
    """The calls in folders (with all folders below), globs, files and URLs that fsspec opens.

    ``call.wav`` takes its words from ``call.json``, ``call.wav.json``, ``call.vtt``, ``call.srt``, ``call.txt`` or
    ``call.rttm`` beside it, the first of them that is there. A transcript without a recording is a call by itself.

    Parameters
    ----------
    sources
        Where to look.
    out
        Folder of the results, which is left out when it lies inside a source.

    Raises
    ------
    ConfigError
        When a source doesn't exist, can't be listed, or matches nothing.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name in ("a.wav", "a.vtt", "b.json", "notes.docx"):
    ...     (folder / name).touch()
    >>> found = find_calls([folder])
    >>> [(Path(task.path).name, Path(task.transcript or "").name) for task in found.tasks]
    [('a.wav', 'a.vtt'), ('b.json', '')]
    >>> [Path(path).name for path in found.left_alone]
    ['notes.docx']
    """
    files: dict[str, tuple[int, bool]] = {}
    names: dict[str, str] = {}
    for source in sources:
        for file in listed(os.fspath(source), out=None if out is None else os.fspath(out)):
            written = file.path
            place = written if is_url(written) else os.path.abspath(written)  # noqa: PTH100 - a link stays itself
            path = names.setdefault(place, written)
            files[path] = (file.size, file.chosen or files.get(path, (0, False))[1])
    return _joined(files)


def _joined(files: dict[str, tuple[int, bool]]) -> Found:
    """Recordings with their transcripts, lone transcripts, and what is neither."""
    recordings = [path for path, (_, chosen) in files.items() if _is_sound(path, chosen)]
    stems = {_stem(path) for path in recordings} | set(recordings)
    tasks: dict[str, Task] = {}
    taken: set[str] = set()
    spelled = {(_stem(path), _suffix(path)): path for path in files}
    for path in recordings:
        wanted = [(base, suffix) for suffix in TRANSCRIPT_ORDER for base in (_stem(path), path)]
        transcript = next((spelled[each] for each in wanted if each in spelled), None)
        if transcript is None and files[path][1]:
            transcript = next((base + suffix for base, suffix in wanted if _is_file(base + suffix)), None)
        tasks[path] = Task(path, transcript=transcript, size=files[path][0])
        if transcript is not None:
            taken.add(transcript)
    left: list[str] = []
    for path in sorted(files, key=lambda path: (_stem(path), _rank(path))):
        size, chosen = files[path]
        if path in tasks or path in taken:
            continue
        if _suffix(path) in TRANSCRIPT_SUFFIXES and (chosen or not _belongs(path, stems)):
            tasks[path] = Task(path, size=size)
            stems.add(_stem(path))
        else:
            left.append(path)
    return Found(tuple(tasks[path] for path in sorted(tasks)), tuple(sorted(left)))


def _is_sound(path: str, chosen: bool) -> bool:
    return _suffix(path) in SOUND_SUFFIXES or (chosen and _suffix(path) not in TRANSCRIPT_SUFFIXES)


def _is_file(path: str) -> bool:
    """Whether a transcript lies beside a recording that was named without its folder."""
    return not is_url(path) and os.path.isfile(path)  # noqa: PTH113


def _belongs(path: str, stems: set[str]) -> bool:
    """Whether a text file is called after a recording: ``call.json`` or ``call.truth.json`` beside ``call.wav``."""
    stem = _stem(path)
    while stem not in stems:
        shorter = _stem(stem)
        if shorter == stem:
            return False
        stem = shorter
    return True


def _rank(path: str) -> int:
    """Place of a transcript's ending among those of one name."""
    suffix = _suffix(path)
    return TRANSCRIPT_ORDER.index(suffix) if suffix in TRANSCRIPT_ORDER else len(TRANSCRIPT_ORDER)


def _stem(path: str) -> str:
    """The path without its last ending."""
    return os.path.splitext(path)[0]  # noqa: PTH122


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122
