"""What a batch has done and what failed, a line a call: read in a moment, so that a finished day resumes at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from callscore.batch.identity import Fingerprint, Identity
from callscore.batch.outcomes import Done, Failure
from callscore.batch.places import Place
from callscore.batch.store import IDENTITY, Store, to_json
from callscore.batch.tasks import Task
from callscore.privacy.labels import mask_label, mask_line
from callscore.results import FAILURES, INDEX

__all__ = ["Entry", "FailedBefore", "Index", "digest_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A call that is done."""

    path: str
    identity: Identity
    prints: str
    """Digest of the pipeline that it was last found done with."""
    signature: tuple[str, ...] = ()
    duration: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class FailedBefore:
    """A call that failed, and what it failed with."""

    failure: Failure
    prints: str
    signature: tuple[str, ...] = ()


class Index:
    """The calls of OUT by name; one process writes it, line by line as calls are done."""

    def __init__(self, store: Store, *, keep_private: bool = True) -> None:
        self.place: Place = store.place
        self.keep_private = keep_private
        self.done: dict[str, Entry] = {}
        self.failed: dict[str, FailedBefore] = {}
        for row in _rows(self.place.read(INDEX)):
            self._read_done(row)
        for row in _rows(self.place.read(FAILURES)):
            self._read_failed(row)
        written = store.written()
        self.done = {name: entry for name, entry in self.done.items() if name in written}
        for name in sorted(written - set(self.done)):
            self._recover(name, store.report(name))

    def paths(self) -> dict[str, str]:
        """Paths by name of the calls that are done or have failed."""
        failed = {name: row.failure.path for name, row in self.failed.items()}
        return failed | {name: entry.path for name, entry in self.done.items()}

    def note_done(self, done: Done, prints: str) -> None:
        """Take note of a call that is done."""
        identity = Identity.of(done.identity)
        if identity is None:
            raise ValueError(f"{done.name}: an outcome without an identity: {done.identity!r}")
        path = done.path if self.keep_private else mask_label(done.path)
        entry = Entry(path, identity, prints, done.signature, done.duration, done.total)
        self.done[done.name] = entry
        self.failed.pop(done.name, None)
        self.place.append(INDEX, to_json(_done_row(done.name, entry)))

    def note_failed(self, task: Task, failed: Failure, prints: str, signature: tuple[str, ...]) -> None:
        """Take note of a call that failed."""
        if not self.keep_private:
            failed = replace(failed, path=mask_label(failed.path), error=mask_line(failed.error))
        row = FailedBefore(failed, prints, signature)
        self.failed[task.name] = row
        self.place.append(FAILURES, to_json(_failed_row(task.name, row)))

    def write(self) -> None:
        """Write both files anew, a line a call, whole."""
        done = (_done_row(name, entry) for name, entry in sorted(self.done.items()))
        self.place.write(INDEX, b"".join(map(to_json, done)))
        failed = (_failed_row(name, row) for name, row in sorted(self.failed.items()))
        self.place.write(FAILURES, b"".join(map(to_json, failed)))

    def _read_done(self, row: dict[str, Any]) -> None:
        identity = Identity.of(row.get("identity"))
        name, path = row.get("name"), row.get("path")
        if identity is not None and isinstance(name, str) and isinstance(path, str):
            signs = tuple(map(str, row.get("signature") or ()))
            prints = str(row.get("pipeline"))
            self.done[name] = Entry(path, identity, prints, signs, row.get("duration"), row.get("total"))

    def _read_failed(self, row: dict[str, Any]) -> None:
        name, path = row.get("name"), row.get("path")
        if isinstance(name, str) and isinstance(path, str):
            failed = Failure(path, str(row.get("error")), str(row.get("kind")))
            self.failed[name] = FailedBefore(
                failed, str(row.get("pipeline")), tuple(map(str, row.get("signature") or ()))
            )

    def _recover(self, name: str, report: dict[str, Any] | None) -> None:
        """A report that no line tells of: the run was killed between the two."""
        identity = None if report is None else Identity.of(report.get(IDENTITY))
        if report is not None and identity is not None:
            source = report["source"]
            path = source.get("path") or source.get("transcript_path") or ""
            total = report["scorecard"]["total"]
            self.done[name] = Entry(path, identity, "", (), source.get("duration"), total)


def digest_of(prints: Fingerprint) -> str:
    """One digest for a pipeline."""
    return "-".join(digest[:16] for digest in prints.to_dict().values())


def _done_row(name: str, entry: Entry) -> dict[str, Any]:
    return {
        "name": name,
        "path": entry.path,
        "identity": entry.identity.to_dict(),
        "pipeline": entry.prints,
        "signature": entry.signature,
        "duration": entry.duration,
        "total": entry.total,
    }


def _failed_row(name: str, row: FailedBefore) -> dict[str, Any]:
    failed = row.failure
    own = {"name": name, "path": failed.path, "kind": failed.kind, "error": failed.error}
    return own | {"pipeline": row.prints, "signature": row.signature}


def _rows(data: bytes | None) -> Iterator[dict[str, Any]]:
    """Rows of a file of lines; one that was cut off when the run was killed is left out."""
    for line in (data or b"").split(b"\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue  # cut
        if isinstance(row, dict):
            yield row
