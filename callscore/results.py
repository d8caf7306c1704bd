"""What a batch's OUT holds, by name: folders and files that the batch writes, and that day, pages and purge read."""

from __future__ import annotations

__all__ = [
    "CONVERSATIONS",
    "CORRECTIONS",
    "DAY_TABLES",
    "FAILURES",
    "FILES",
    "FOLDERS",
    "INDEX",
    "PAGES",
    "REPORTS",
    "RUN",
    "SUPERSEDED",
]

REPORTS = "reports"
"""Folder of the reports: ``reports/NAME.json``, the report's dictionary and its identity."""

CONVERSATIONS = "conversations"
"""Folder of the conversations: ``conversations/NAME.json.gz``, masked, to be scored again without hearing again."""

SUPERSEDED = "superseded"
"""Folder of earlier reports of calls that fail since something changed: nothing counts them, and nothing is lost."""

PAGES = "pages"
"""Folder of the pages: ``pages/NAME.html`` for ``reports/NAME.json``."""

DAY_TABLES = "tables"
"""Folder of the day's tables: ``tables/calls.parquet`` and its like."""

CORRECTIONS = "corrections"
"""Folder of the corrections files that people put there; each names its call."""

INDEX = "index.jsonl"
"""File of the calls that are done; it can be lost, the reports themselves say what they were made from."""

FAILURES = "failures.jsonl"
"""File of the calls that failed, each with its path and reason."""

RUN = "run.json"
"""File that says how the last run went: pipeline, options, counts, times."""

FOLDERS = frozenset({REPORTS, CONVERSATIONS, SUPERSEDED, PAGES, DAY_TABLES, CORRECTIONS})
"""All folders of OUT; people alone write into the last one."""

FILES = frozenset({INDEX, FAILURES, RUN})
"""All files of OUT."""
