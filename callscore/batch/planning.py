"""From what a user names to tasks: files found, and joined with a manifest or with what their names tell."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.batch.sources import find_calls, is_url
from callscore.batch.tasks import Task, as_task
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
    tasks = {task.path: task for task in found.tasks} if found else {}
    problems: list[str] = []
    for table in tables:
        tasks |= {task.path: task for task in _rows(table, problems)}
    if manifest is not None:
        tasks = {task.path: task for task in _with_manifest(manifest, list(tasks.values()), problems)}
    if names is not None:
        tasks = {task.path: task for task in _with_names(names, list(tasks.values()), problems)}
    if not tasks:
        given = ", ".join(os.fspath(source) for source in sources)
        raise ConfigError(f"no recordings or transcripts in {given}: give a folder that holds some")
    return Plan(tuple(tasks.values()), found.left_alone if found else (), tuple(problems))


def _is_table(source: str) -> bool:
    return Path(source).suffix.lower() in TABLE_SUFFIXES and not is_url(source) and "*" not in source


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
