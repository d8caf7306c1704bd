"""The calls of a run under the names that earlier runs gave them, each with what people put right on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from callscore.batch.keeping import identity_of
from callscore.batch.tasks import Task, named
from callscore.batch.urls import is_url
from callscore.errors import CallscoreError, ConfigError
from callscore.results import CORRECTIONS

if TYPE_CHECKING:
    from callscore.batch.identity import Fingerprint
    from callscore.batch.index import Entry, Index
    from callscore.batch.places import Place
    from callscore.pipeline import Pipeline

__all__ = ["tasks_of_run"]


def tasks_of_run(tasks: Iterable[Task], index: Index, prints: Fingerprint, pipeline: Pipeline) -> list[Task]:
    """The tasks with a name each and their corrections; a file that was moved keeps the name of its call.

    Raises
    ------
    ConfigError
        When a file in OUT's folder of corrections is none, or two are for one call.
    """

    def is_same(task: Task, name: str) -> bool:
        return _moved(task, index.done.get(name), prints)

    return _corrected(named(tasks, taken=index.paths(), is_same=is_same, written=pipeline.written_path), index.place)


def _moved(task: Task, entry: Entry | None, prints: Fingerprint) -> bool:
    """Whether a call was heard before under another path: its files have the same bytes."""
    if entry is None or is_url(task.path) or (task.transcript is not None and is_url(task.transcript)):
        return False
    try:
        return identity_of(task, task.path, task.transcript, prints).heard == entry.identity.heard
    except CallscoreError:
        return False


def _corrected(tasks: list[Task], place: Place) -> list[Task]:
    """The tasks with what people put right on them, from OUT's folder of corrections files."""
    names = sorted(name for name in place.names(CORRECTIONS) if name.endswith(".json"))
    if not names:
        return tasks
    from callscore.corrections import parse_corrections

    files: dict[str, str] = {}
    texts: dict[str, str] = {}
    for name in names:
        text = (place.read(f"{CORRECTIONS}/{name}") or b"").decode("utf-8", "replace")
        call = parse_corrections(text, f"{place.root}/{CORRECTIONS}/{name}").call_id
        if call in files:
            raise ConfigError(
                f"{place.root}/{CORRECTIONS} has two files for the call {call!r}: {files[call]} and {name}; keep one"
            )
        files[call], texts[call] = name, text
    return [replace(task, corrections=texts.get(task.name)) for task in tasks]
