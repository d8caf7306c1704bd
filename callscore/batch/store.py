"""OUT: the reports and conversations of a batch, each written whole, with what it was made from."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.batch.identity import Identity
from callscore.batch.local_folder import LocalFolder
from callscore.batch.places import Place
from callscore.results import CONVERSATIONS, DAY_TABLES, PAGES, REPORTS, SUPERSEDED

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from callscore.conversation import Conversation
    from callscore.report import Report

__all__ = ["IDENTITY", "Store", "report_bytes", "to_json"]

IDENTITY = "identity"
"""Key of a written report that says what it was made from."""

STORED_VERSION = 1
"""Version of stored conversations; those of another one are not read, and their calls heard again."""

_ENDING, _PACKED_ENDING = ".json", ".json.gz"

_LAST_BYTES = b"}\n"

_BY_CALL = (REPORTS, CONVERSATIONS, "")
"""Folders that are written to call by call."""


@dataclass(frozen=True, slots=True)
class Store:
    """The files of a batch; it pickles, and each worker writes its own calls."""

    place: Place

    def write_report(self, name: str, report: Report, identity: Identity) -> None:
        """Write a report; once this returns, the call is done."""
        self.place.write(f"{REPORTS}/{name}{_ENDING}", report_bytes(report, identity))

    def set_aside(self, name: str) -> None:
        """Move a call's report out of the way, of which no one can say any more that it is right; its page goes."""
        self.place.move(f"{REPORTS}/{name}{_ENDING}", f"{SUPERSEDED}/{name}{_ENDING}")
        self.place.remove(f"{PAGES}/{name}.html")

    def superseded(self) -> set[str]:
        """Names of the calls whose report was set aside."""
        return {name.removesuffix(_ENDING) for name in self.place.names(SUPERSEDED) if name.endswith(_ENDING)}

    def forget_superseded(self, name: str) -> None:
        """Remove a report that was set aside, now that its call has another."""
        self.place.remove(f"{SUPERSEDED}/{name}{_ENDING}")

    def report(self, name: str) -> dict[str, Any] | None:
        """A report's dictionary, None where there is none that can be read."""
        data = self.place.read(f"{REPORTS}/{name}{_ENDING}")
        document = _parsed(data)
        return document if isinstance(document, dict) else None

    def written(self) -> set[str]:
        """Names of the calls whose report is written; in a folder, one that was cut or emptied since is not."""
        names = {name for name in self.place.names(REPORTS) if name.endswith(_ENDING)}
        if isinstance(self.place, LocalFolder):
            names = {name for name in names if _is_whole(Path(self.place.root, REPORTS, name))}
        return {name.removesuffix(_ENDING) for name in names}

    def write_conversation(self, name: str, conversation: Conversation, heard: str) -> None:
        """Keep what was heard, for scoring it again; one that is cut by a power failure is heard once more.

        A transcript alone is read again in a moment, so the disk isn't waited for.
        """
        document = {
            "stored_version": STORED_VERSION,
            "heard": heard,
            "conversation": _adapter().dump_python(conversation, mode="json"),
        }
        data = gzip.compress(to_json(document), compresslevel=3, mtime=0)
        heard_sound = conversation.source.path is not None
        self.place.write(f"{CONVERSATIONS}/{name}{_PACKED_ENDING}", data, sure=heard_sound)

    def conversation(self, name: str, heard: str) -> Conversation | None:
        """The conversation that was heard, None where there is none or it was heard from something else.

        Parameters
        ----------
        name
            The call.
        heard
            `Identity.heard` that it must have.
        """
        data = self.place.read(f"{CONVERSATIONS}/{name}{_PACKED_ENDING}")
        if data is None:
            return None
        try:
            document = _parsed(gzip.decompress(data))
            if not isinstance(document, dict) or document.get("stored_version") != STORED_VERSION:
                return None
            if document.get("heard") != heard:
                return None
            return _adapter().validate_python(document.get("conversation"))
        except (OSError, EOFError, ValueError):
            return None  # cut or of another version: it is heard again

    def clean(self) -> None:
        """Remove what a killed run left half written."""
        for folder in (*_BY_CALL, DAY_TABLES):
            self.place.clean(folder)

    def settle(self) -> None:
        """Make sure that all that was written is found again after a power failure."""
        self.place.settle(*_BY_CALL)


def report_bytes(report: Report, identity: Identity) -> bytes:
    """A report as it is written: the same bytes for the same call, wherever and whenever it was scored."""
    return to_json({**report.to_dict(), IDENTITY: identity.to_dict()})


def to_json(document: dict[str, Any]) -> bytes:
    """JSON in UTF-8; half characters, as file names may hold, stay as escapes."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _is_whole(path: Path) -> bool:
    """Whether a file ends as a report does, without reading all of it."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - len(_LAST_BYTES)))
            return file.read() == _LAST_BYTES
    except OSError:
        return False


def _parsed(data: bytes | None) -> object:
    if data is None:
        return None
    try:
        document: object = json.loads(data)
    except ValueError:
        return None
    return document


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Conversation]:
    """Conversations to and from plain data, exactly."""
    from pydantic import TypeAdapter

    from callscore.conversation import Conversation

    return TypeAdapter(Conversation)
