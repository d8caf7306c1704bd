"""The note that the collector should have written: outcome, promises, disputes, hardship, requests, next steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from callscore.conversation import Conversation, Role
from callscore.findings import Analysis

__all__ = ["Note", "Notes", "take_notes"]

DISPUTES = ("dispute", "already_paid")
"""Customer labels that are disputes."""

HARDSHIPS = ("hardship", "vulnerable")
"""Customer labels that are hardship."""

REQUESTS = ("callback_request", "stop_calling")
"""Customer labels that ask for something."""

NOTED_CONFIDENCE = 0.5
"""Confidence from which a next step is noted as said."""

OUTCOMES = (
    ("wrong_party", "wrong_party"),
    ("stop_calling", "cease_request"),
    ("already_paid", "paid"),
    ("dispute", "dispute"),
    ("refusal", "refusal"),
    ("callback_request", "call_back"),
    ("hardship", "hardship"),
)
"""What a call without an agreement came to, by the customer's labels; the first that holds."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing noted, with its quote; `kind` is the label it was noted for, `start` in seconds or None."""

    kind: str
    quote: str
    turn: int
    start: float | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes on one call. `promises` and `recap` have the shape of the report's schema."""

    outcome: str | None
    promises: tuple[Mapping[str, Any], ...] = ()
    recap: Mapping[str, Any] = field(default_factory=dict)
    disputes: tuple[Note, ...] = ()
    hardship: tuple[Note, ...] = ()
    requests: tuple[Note, ...] = ()
    next_steps: tuple[Note, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The notes as plain data."""
        lists = {
            name: [{"kind": n.kind, "quote": n.quote, "turn": n.turn, "start": n.start} for n in notes]
            for name, notes in (
                ("disputes", self.disputes),
                ("hardship", self.hardship),
                ("requests", self.requests),
                ("next_steps", self.next_steps),
            )
        }
        return {
            "outcome": self.outcome,
            "promises": [dict(promise) for promise in self.promises],
            "recap": dict(self.recap),
            **lists,
        }


def take_notes(analysis: Analysis) -> Notes:
    """Notes on an analyzed call.

    Examples
    --------
    >>> from callscore import analyze
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: can you pay 50 on the 5th by card", "customer: I lost my job last week")
    >>> [note.kind for note in take_notes(analyze(call)).hardship]
    ['hardship']
    """
    from callscore.agreement import track_agreement

    conversation = analysis.conversation
    if conversation.doubt_about_words:
        return Notes(None, (), {"state": "not_applicable", "slots": {}, "confirmed": None})
    heard = _customer_labels(conversation)
    agreement = track_agreement(conversation).to_notes()
    steps = tuple(
        Note("next_step", finding.quote, finding.turn, finding.start)
        for finding in analysis.of("next_step")
        if finding.role is Role.AGENT and finding.severity == 0 and finding.confidence >= NOTED_CONFIDENCE
    )
    return Notes(
        _outcome(agreement, {note.kind for note in heard}),
        tuple(agreement["promises"]),
        agreement["recap"],
        tuple(note for note in heard if note.kind in DISPUTES),
        tuple(note for note in heard if note.kind in HARDSHIPS),
        tuple(note for note in heard if note.kind in REQUESTS),
        steps,
    )


def _customer_labels(conversation: Conversation) -> list[Note]:
    """What the customer said that is worth a note, once for each label and turn."""
    from callscore.language.phrasing import hits

    notes: dict[tuple[int, str], Note] = {}
    for hit in hits(conversation, Role.CUSTOMER):
        note = Note(hit.match.label, hit.quote, hit.index, hit.start)
        notes.setdefault((hit.index, hit.match.label), note)
    return list(notes.values())


def _outcome(agreement: Mapping[str, Any], labels: set[str]) -> str | None:
    if agreement["recap"].get("state") != "not_applicable":
        return "promise"
    return next((outcome for label, outcome in OUTCOMES if label in labels), None)
