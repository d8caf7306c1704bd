"""The call behind a report that a batch wrote, to be scored again without being heard again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.batch.places import place_of
from callscore.batch.store import IDENTITY, Store
from callscore.corrections.stored import is_report, stored_conversation

if TYPE_CHECKING:
    from callscore.conversation import Conversation

__all__ = ["call_of_report"]


def call_of_report(file: Path, day: date | None = None) -> Conversation | None:
    """The call behind a report: as the batch kept it where it did, else as the report has it; None for other files.

    Parameters
    ----------
    file
        A report, or any other file.
    day
        Of the call, in place of the one that the report has.

    Examples
    --------
    >>> import tempfile
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> saved = Pipeline()(make_call("agent: hello", "customer: bye")).save(Path(tempfile.mkdtemp(), "a.json"))
    >>> call_of_report(saved).turns[1].text
    'bye'
    """
    if not is_report(file):
        return None
    conversation = stored_conversation(file)
    if day is not None:
        conversation = replace(conversation, call_date=day)
    store = Store(place_of(str(file.parent.parent)))
    identity = (store.report(file.stem) or {}).get(IDENTITY) or {}
    kept = store.conversation(file.stem, str(identity.get("heard")))
    if kept is None:
        return conversation
    return replace(kept, source=conversation.source, metadata=conversation.metadata, call_date=conversation.call_date)
