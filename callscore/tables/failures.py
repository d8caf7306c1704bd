"""The calls of a batch that could not be scored, as its OUT tells: no table has them, and a day has to name them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from callscore.results import FAILURES, REPORTS

__all__ = ["failed_calls"]


def failed_calls(folders: Sequence[Path]) -> list[dict[str, str]]:
    r"""Path and last reason of each call that failed; a line that was cut off is left out, and so is a call done since.

    Parameters
    ----------
    folders
        OUT of one batch or several; plain folders of reports have no failures.

    Examples
    --------
    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp())
    >>> _ = (out / FAILURES).write_text('{"name": "a", "path": "a.wav", "error": "a.wav: no such file"}\n')
    >>> failed_calls([out])
    [{'path': 'a.wav', 'error': 'a.wav: no such file'}]
    """
    found: dict[tuple[Path, str], dict[str, str]] = {}
    for folder in folders:
        path = folder / FAILURES
        if not path.is_file():
            continue
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict) and not (folder / REPORTS / f"{row.get('name')}.json").is_file():
                key = (folder, str(row.get("name", row.get("path", ""))))
                found[key] = {"path": str(row.get("path", "")), "error": str(row.get("error", ""))}
    return list(found.values())
