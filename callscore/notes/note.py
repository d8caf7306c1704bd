"""A note on a call as data: each thing noted with its quote, as text for the diary, plain data and a table row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from callscore.notes.contact import Contact
from callscore.wording import outcome_in_words, promise_in_words, recap_in_words

__all__ = ["Note", "Notes"]

_TITLES = {
    "disputes": "Dispute",
    "hardship": "Hardship",
    "requests": "Asked",
    "next_steps": "Next step",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing noted, with its quote; `kind` is the label it was noted for, `start` in seconds or None."""

    kind: str
    quote: str
    turn: int
    start: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The note as plain data."""
        return {"kind": self.kind, "quote": self.quote, "turn": self.turn, "start": self.start}


NOBODY = Contact("unknown")
"""Who was spoken to where nothing shows it."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes on one call; `promises` and `recap` have the shape of the report's schema.

    Parameters
    ----------
    outcome
        One of `callscore.notes.outcomes.OUTCOMES`, None where it isn't known.
    promises
        The customer's promises: those that stand first, then those given up (`stands` False).
    recap
        How the agreement was read back.
    disputes, hardship, requests, next_steps
        What was said, each with its quote.
    contact
        Who was spoken to.
    reason
        Why the account wasn't paid, as the customer gave it first; None where no reason was heard.
    """

    outcome: str | None
    promises: tuple[Mapping[str, Any], ...] = ()
    recap: Mapping[str, Any] = field(default_factory=dict)
    disputes: tuple[Note, ...] = ()
    hardship: tuple[Note, ...] = ()
    requests: tuple[Note, ...] = ()
    next_steps: tuple[Note, ...] = ()
    contact: Contact = NOBODY
    reason: Note | None = None

    def to_dict(self) -> dict[str, Any]:
        """The notes as plain data."""
        contact = self.contact
        return {
            "outcome": self.outcome,
            "contact": {
                "who": contact.who,
                "name": contact.name,
                "quote": contact.quote,
                "turn": contact.turn,
                "start": contact.start,
            },
            "reason": self.reason.to_dict() if self.reason else None,
            "promises": [dict(promise) for promise in self.promises],
            "recap": dict(self.recap),
            **{name: [note.to_dict() for note in notes] for name, notes in self._lists()},
        }

    def to_text(self) -> str:
        """The notes as lines of text, ready for the account's diary.

        Examples
        --------
        >>> print(Notes("call_back", requests=(Note("callback_request", "ring me after six", 3),)).to_text())
        Spoke to: unknown
        Outcome: asked to be called back
        Asked: “ring me after six”
        """
        who = self.contact.who.replace("_", " ")
        lines = [
            f"Spoke to: {self.contact.name} ({who})" if self.contact.name else f"Spoke to: {who}",
            f"Outcome: {outcome_in_words(self.outcome)}",
        ]
        if self.reason is not None:
            lines.append(f"Reason given ({self.reason.kind.replace('_', ' ')}): “{self.reason.quote}”")
        for promise in self.promises:
            given_up = "" if promise.get("stands", True) else "Given up: "
            by = f", paid by {promise['by']}" if promise.get("by") else ""
            lines.append(f"{given_up or 'Promise: '}{promise_in_words(promise)}{by}: “{promise['quote']}”")
        if self.recap.get("state") not in (None, "not_applicable"):
            lines.append(f"Recap: {recap_in_words(self.recap)}")
        for name, notes in self._lists():
            lines += [f"{_TITLES[name]}: “{note.quote}”" for note in notes]
        return "\n".join(lines)

    def to_row(self) -> dict[str, Any]:
        """The notes as one row of a table: plain values, the quotes of a list joined by " | ".

        `amount` is the sum of the promises that stand where all have one, `date` the day of the first.

        Examples
        --------
        >>> row = Notes("refusal").to_row()
        >>> row["outcome"], row["promises"], row["amount"]
        ('refusal', 0, None)
        """
        standing = [promise for promise in self.promises if promise.get("stands", True)]
        sums = [promise["amount"] for promise in standing]
        first: Mapping[str, Any] = standing[0] if standing else {}
        return {
            "contact": self.contact.who,
            "name": self.contact.name,
            "outcome": self.outcome,
            "reason": self.reason.kind if self.reason else None,
            "reason_quote": self.reason.quote if self.reason else None,
            "promises": len(standing),
            "amount": round(sum(sums), 2) if sums and all(value is not None for value in sums) else None,
            "currency": first.get("currency"),
            "date": first.get("date"),
            "method": first.get("method"),
            "strength": first.get("strength"),
            "by": first.get("by"),
            "recap": self.recap.get("state"),
            "confirmed": self.recap.get("confirmed"),
            **{name: " | ".join(note.quote for note in notes) or None for name, notes in self._lists()},
        }

    def _lists(self) -> tuple[tuple[str, tuple[Note, ...]], ...]:
        return (
            ("disputes", self.disputes),
            ("hardship", self.hardship),
            ("requests", self.requests),
            ("next_steps", self.next_steps),
        )
