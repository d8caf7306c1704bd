"""From what a user names to tasks: files found, and joined with a manifest or with what their names tell."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.batch.sources import find_calls
from callscore.batch.tasks import Task, as_task
from callscore.batch.urls import is_url
from callscore.errors import ConfigError

if TYPE_CHECKING:
    from callscore.ledger.manifest import Manifest

__all__ = ["TABLE_SUFFIXES", "Plan", "plan"]

TABLE_SUFFIXES = frozenset((".csv", ".tsv", ".jsonl", ".ndjson", ".xlsx"))
"""Endings of a source that is a manifest and not a call."""

ROWS_NAMED = 5
"""Rows of a manifest without a file that are named; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and what of it the user should know."""

    tasks: tuple[Task, ...]
    left_alone: tuple[str, ...] = ()
    """Files that are no calls."""
    problems: tuple[str, ...] = ()
    """What of a manifest could not be used, one line each."""


def plan(
    sources: Sequence[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str] | None = None,
    manifest: str | os.PathLike[str] | None = None,
    names: str | None = None,
) -> Plan:
    """The tasks of a batch.

    Parameters
    ----------
    sources
        Folders, globs, files, URLs, or manifests (tables whose rows name the files).
    out
        Folder of the results, left out of what is found.
    manifest
        A table of what is known about the calls that the sources hold.
    names
        What file names tell, as `callscore.ledger.manifest.NamePattern` reads it: ``"{agent_id}_{account_id}"``.

    Raises
    ------
    ConfigError
        When a source holds no call, or a manifest can't be read.
    """
    tables = [source for source in sources if _is_table(os.fspath(source))]
    others = [source for source in sources if not _is_table(os.fspath(source))]
    found = find_calls(others, out=out) if others else None
    tasks = {_place(task): task for task in found.tasks} if found else {}
    problems: list[str] = []
    told: dict[str, str] = {}
    for table in tables:
        for task in _rows(table, problems):
            place, name = _place(task), Path(table).name
            tasks[place] = _merged(tasks.get(place), task, told.get(place), name, problems)
            told[place] = name
    calls = list(tasks.values())
    if manifest is not None:
        calls = _with_manifest(manifest, calls, problems)
    if names is not None:
        calls = _with_names(names, calls, problems)
    if not calls:
        given = ", ".join(os.fspath(source) for source in sources)
        if out is not None and others and find_calls(others).tasks:
            raise ConfigError(
                f"--out {os.fspath(out)} is where the calls are: give another folder, inside it or elsewhere"
            )
        raise ConfigError(f"no recordings or transcripts in {given}: give a folder that holds some")
    return Plan(tuple(calls), found.left_alone if found else (), tuple(problems))


def _is_table(source: str) -> bool:
    return Path(source).suffix.lower() in TABLE_SUFFIXES and not is_url(source) and "*" not in source


def _place(task: Task) -> str:
    """Where a call's file lies, however that is written."""
    return task.path if is_url(task.path) else os.path.abspath(task.path)  # noqa: PTH100 - a link stays itself


def _merged(before: Task | None, task: Task, earlier: str | None, name: str, problems: list[str]) -> Task:
    """A call as a table tells it, which a source before it named, too: a folder, or the table called `earlier`.

    What two tables contradict each other on is unknown, as with two rows of one table.
    """
    if before is None:
        return task
    words = task.transcript or before.transcript
    if earlier is None:
        return replace(task, path=before.path, transcript=words, size=before.size)
    from callscore.ledger.account import agreeing

    known = before.metadata or task.metadata
    differing: tuple[str, ...] = ()
    if before.metadata is not None and task.metadata is not None:
        known, differing = agreeing(before.metadata, task.metadata)
    if before.transcript and task.transcript and before.transcript != task.transcript:
        words, differing = None, (*differing, "transcript")
    if differing:
        what = f"with another {', '.join(differing)}: which is right isn't known, so none is used"
        problems.append(f"{name}: {before.path} is in {earlier}, too, {what}")
    return replace(before, transcript=words, metadata=known)


def _rows(table: str | os.PathLike[str], problems: list[str]) -> list[Task]:
    """Tasks of a manifest's rows; words that a row doesn't name are looked for beside its recording."""
    from callscore.ledger.manifest import read_manifest

    read = read_manifest(table)
    problems += _said(read)
    jobs = {os.fspath(job.path): job for job in read.jobs}
    beside = {task.path: task for task in find_calls(list(jobs)).tasks} if jobs else {}
    tasks: list[Task] = []
    for path, job in jobs.items():
        task, own = as_task(job), beside.get(path)
        words = task.transcript or (own.transcript if own is not None else None)
        tasks.append(replace(task, transcript=words, size=own.size if own is not None else 0))
    return tasks


def _with_manifest(table: str | os.PathLike[str], tasks: list[Task], problems: list[str]) -> list[Task]:
    """The tasks with what a table says of them."""
    from callscore.ledger.manifest import read_manifest

    read = read_manifest(table, files=[task.path for task in tasks])
    problems += _said(read)
    if read.unmatched:
        problems.append(_without_a_file(table, read))
    return _joined(tasks, read)


def _without_a_file(table: str | os.PathLike[str], read: Manifest) -> str:
    """One line on the rows that name no call of the batch: recordings that are missing, or of another day."""
    some = ", ".join(f"row {row.row} {row.value!r}" for row in read.unmatched[:ROWS_NAMED])
    more = " …" if len(read.unmatched) > ROWS_NAMED else ""
    count = f"{len(read.unmatched)} rows name" if len(read.unmatched) > 1 else "1 row names"
    return f"{Path(table).name}: {count} none of these calls ({some}{more}); check whether recordings are missing"


def _with_names(pattern: str, tasks: list[Task], problems: list[str]) -> list[Task]:
    """The tasks with what their names tell, where no manifest says it."""
    from callscore.ledger.manifest import jobs_by_name

    unknown = [task for task in tasks if task.metadata is None]
    read = jobs_by_name([task.path for task in unknown], pattern)
    problems += _said(read)
    told = {task.path: task for task in _joined(unknown, read)}
    return [told.get(task.path, task) for task in tasks]


def _joined(tasks: list[Task], read: Manifest) -> list[Task]:
    jobs = {os.fspath(job.path): as_task(job) for job in read.jobs}
    joined: list[Task] = []
    for task in tasks:
        job = jobs.get(task.path)
        transcript = task.transcript if job is None or job.transcript is None else job.transcript
        joined.append(replace(task, transcript=transcript, metadata=None if job is None else job.metadata))
    return joined


def _said(read: Manifest) -> list[str]:
    return [str(problem) for problem in read.problems]
