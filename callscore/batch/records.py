"""What OUT says of itself: ``run.json``, how its last run went, and the day's tables once a run has ended."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.batch.local_folder import LocalFolder
from callscore.batch.remote_folder import RemoteFolder
from callscore.batch.store import Store, to_json
from callscore.privacy.labels import mask_line
from callscore.results import DAY_TABLES, REPORTS, RUN

if TYPE_CHECKING:
    from callscore.batch.identity import Fingerprint
    from callscore.batch.running import RunOptions
    from callscore.batch.tally import Tally
    from callscore.rubric import Rubric

__all__ = ["describe", "ended_well", "write_day"]


def describe(
    store: Store,
    state: str,
    *,
    rubric: Rubric,
    prints: Fingerprint,
    options: RunOptions,
    tally: Tally,
    started: str,
) -> None:
    """Write ``run.json``.

    Parameters
    ----------
    store
        OUT.
    state
        ``"running"``, ``"finished"`` or ``"stopped"``.
    rubric, prints, options, tally
        What the run goes by, and how far it is.
    started
        When it began, in ISO 8601.
    """
    from callscore import __version__

    document = {
        "state": state,
        "callscore": __version__,
        "rubric": f"{rubric.id} {rubric.version}",
        "fingerprint": prints.to_dict(),
        "options": {"force": options.force, "retry_failed": options.retry_failed},
        "started": started,
        "ended": None if state == "running" else datetime.now(UTC).isoformat(timespec="seconds"),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "counts": tally.to_dict(),
        "problems": [mask_line(problem) for problem in options.problems],
    }
    store.place.write(RUN, to_json(document))


def ended_well(store: Store) -> bool:
    """Whether OUT's last run came to its end, and so wrote the day's tables."""
    try:
        said = json.loads(store.place.read(RUN) or b"")
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("state") == "finished"


def write_day(store: Store, *, calls: int, new: bool) -> None:
    """Write the day's tables where they are missing, or something in OUT is newer.

    Parameters
    ----------
    store
        OUT. Behind a URL the reports are fetched for it.
    calls
        How many are done: where there have never been any, there is nothing to write.
    new
        Whether reports have come or gone since tables were written.
    """
    from callscore.tables import write_tables

    place = store.place
    if isinstance(place, LocalFolder):
        if (new or _are_stale(place.root)) and (calls or Path(place.root, DAY_TABLES).is_dir()):
            write_tables(place.root)
    elif isinstance(place, RemoteFolder):
        tables = place.names(DAY_TABLES)
        if (new or not tables) and (calls or tables):
            with tempfile.TemporaryDirectory(prefix="callscore-") as folder:
                place.fetch(REPORTS, Path(folder, REPORTS))
                for path in sorted(write_tables(folder).glob("*.parquet")):
                    place.write(f"{DAY_TABLES}/{path.name}", path.read_bytes())


def _are_stale(root: str) -> bool:
    """Whether OUT's tables are missing, or older than a report: a run that was stopped writes none."""
    reports, tables = Path(root, REPORTS), Path(root, DAY_TABLES)
    try:
        written = min(path.stat().st_mtime_ns for path in tables.glob("*.parquet"))
        return written < max(path.stat().st_mtime_ns for path in (reports, *reports.glob("*.json")))
    except ValueError:
        return True
