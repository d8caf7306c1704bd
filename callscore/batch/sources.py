"""Calls out of folders, globs, single files and URLs: recordings joined with their transcripts by name."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from callscore.batch.tasks import Task
from callscore.errors import ConfigError
from callscore.listening import TRANSCRIPT_SUFFIXES
from callscore.transcripts.fields import one_line

__all__ = ["SOUND_SUFFIXES", "Found", "find_calls", "is_url"]

_SOUND = """.wav .wave .mp3 .m4a .mp4 .aac .ogg .oga .opus .flac .webm .weba .mka .mkv .mov .wma .asf .amr .awb .gsm
.au .snd .aif .aiff .aifc .caf .3gp .3g2 .ac3 .mp2 .mpga .vox .ul .al .sln .spx"""

SOUND_SUFFIXES = frozenset(_SOUND.split())
"""Endings that a folder's recordings are told by; a file named by itself or by a glob is taken whatever its ending."""

TRANSCRIPT_ORDER = (".json", ".vtt", ".srt", ".txt", ".rttm")
"""Which transcript is taken where a recording has several: the one that tells most."""

NOT_TRANSCRIPTS = frozenset({"run.json", "failures.jsonl", "index.jsonl"})
"""Files of our own that may lie about in a folder that was OUT before."""


RESULTS = frozenset({"run.json", "index.jsonl"})
"""Files that tell the results of another run, whose reports are no calls."""

RESULT_FOLDERS = frozenset({"reports", "conversations", "tables", "pages", "superseded"})
"""Folders of such results."""


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
        text = os.fspath(source)
        listed = _remote(text) if is_url(text) else _local(text, None if out is None else os.fspath(out))
        for written, size, chosen in listed:
            place = written if is_url(written) else os.path.abspath(written)  # noqa: PTH100 - a link stays itself
            path = names.setdefault(place, written)
            files[path] = (size, chosen or files.get(path, (0, False))[1])
    return _joined(files)


def is_url(text: str) -> bool:
    """Whether a place is a URL for fsspec rather than a path.

    Examples
    --------
    >>> is_url("s3://bucket/day"), is_url("C:/calls"), is_url("day/*.wav")
    (True, False, False)
    """
    scheme, colon, _ = text.partition("://")
    return bool(colon) and len(scheme) > 1 and scheme.replace("+", "").replace("::", "").isalnum()


def _local(source: str, out: str | None) -> Iterator[tuple[str, int, bool]]:
    """``(path, bytes, named by itself)`` of the files of a folder, glob or file."""
    if os.path.isdir(source):  # noqa: PTH112 - paths stay as they were written
        yield from _below(source, out)
        return
    if os.path.lexists(source):
        yield source, _size(source), True
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
            yield match, _size(match), "**" not in source and not match.endswith(TRANSCRIPT_ORDER)


def _below(folder: str, out: str | None) -> Iterator[tuple[str, int, bool]]:
    """The files of a folder and all below it, hidden ones and the results left out."""

    def refuse(error: OSError) -> None:
        raise ConfigError(f"{error.filename}: can't list this folder ({error.strerror}); check its permissions")

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _same(str(Path(place, name)), out)
        )
        if _same(place, out):
            continue
        if set(names) >= RESULTS:
            folders[:] = [name for name in folders if name not in RESULT_FOLDERS]
        for name in sorted(names):
            if not name.startswith(".") and name not in NOT_TRANSCRIPTS:
                path = str(Path(place, name))
                yield path, _size(path), False


def _remote(url: str) -> Iterator[tuple[str, int, bool]]:
    """The same of a URL: a file, a glob, or everything below it."""
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(url)
        single = system.isfile(path)
        if single:
            found = {path: system.info(path)}
        elif glob.has_magic(path):
            found = system.glob(path, detail=True)
        else:
            found = system.find(path, detail=True)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigError(f"{url}: can't be listed ({one_line(str(error))}); check address and access") from error
    if not found:
        raise ConfigError(f"{url}: nothing is there; check the address")
    for name, info in sorted(found.items()):
        if info.get("type", "file") == "file" and not Path(name).name.startswith("."):
            yield system.unstrip_protocol(name), int(info.get("size") or 0), single


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


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return 0


def _same(path: str, out: str | None) -> bool:
    return out is not None and Path(path).absolute() == Path(out).absolute()


def _inside(path: str, out: str | None) -> bool:
    return out is not None and Path(path).absolute().is_relative_to(Path(out).absolute())
