"""Report files of a folder, read one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from callscore.errors import ConfigError
from callscore.results import REPORTS, RUN
from callscore.tables.rows import NEEDED

__all__ = ["read_reports", "report_files", "told_day"]


def report_files(folder: Path) -> list[Path]:
    """Report files of a batch's OUT, or of a plain folder of reports, by name.

    Raises
    ------
    ConfigError
        When the folder doesn't exist or holds no report.
    """
    if not folder.is_dir():
        scheme, colon, _ = folder.as_posix().partition(":/")
        if colon and len(scheme) > 1:
            raise ConfigError(
                f"{scheme}:// is read from a copy: copy OUT to a folder of this machine, and give that one"
            )
        raise ConfigError(f"no folder at {folder}: give the folder that holds the reports")
    inside = folder / REPORTS
    found = sorted((inside if inside.is_dir() else folder).glob("*.json"))
    if inside.is_dir():
        return found
    found = [path for path in found if path.name != RUN]
    if not found:
        below = [path.name for path in sorted(folder.iterdir()) if (path / REPORTS).is_dir()]
        if below:
            raise ConfigError(f"no reports in {folder}, but in folders of it: give {folder / below[0]}, or {folder}/*")
        raise ConfigError(
            f"no reports in {folder}: it holds no .json file; write some with callscore batch FOLDER --out {folder}"
        )
    return found


def read_reports(path: Path) -> Iterator[dict[str, Any]]:
    """The report of a file, or its reports where it holds one a line.

    Raises
    ------
    ConfigError
        When the file can't be read or is no report.
    """
    try:
        text = path.read_text(encoding="utf-8")
        try:
            documents = [json.loads(text)]
        except ValueError:
            documents = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path} can't be read as a report: {error}; delete it and score the call again") from error
    if not documents:
        raise ConfigError(f"{path} can't be read as a report: it is empty; delete it and score the call again")
    for document in documents:
        missing = NEEDED - set(document) if isinstance(document, dict) else NEEDED
        if missing:
            raise ConfigError(f"{path} is not a report of callscore: it has no {', '.join(sorted(missing))}")
        yield document


def told_day(value: object) -> date | None:
    """The day of an ISO date or time as a report holds it; None where there is none.

    Examples
    --------
    >>> told_day("2026-11-20T09:15:00+00:00"), told_day("this Friday")
    (datetime.date(2026, 11, 20), None)
    """
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
