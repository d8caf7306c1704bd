"""The note that the collector should have written: who, why, what was promised, asked for and left to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callscore.agreement import track_agreement
from callscore.conversation import Conversation, Role
from callscore.findings import Analysis
from callscore.language.phrasing import Hit, hits
from callscore.notes.contact import Contact, who_was_reached
from callscore.notes.outcomes import outcome_of
from callscore.wording import outcome_in_words, promise_in_words, recap_in_words

__all__ = ["Note", "Notes", "take_notes"]

DISPUTES = ("dispute", "already_paid")
"""Customer labels that are disputes."""

HARDSHIPS = ("hardship", "vulnerable")
"""Customer labels that are hardship."""

REQUESTS = ("callback_request", "stop_calling")
"""Customer labels that ask for something."""

NOTED_CONFIDENCE = 0.5
"""Confidence from which what was said is noted: more probably there than not."""

_ASKS_FOR = (
    ("document_request", re.compile(
        r"\b(?:(?:can|could|would|will) you (?:please )?(?:just )?(?:e-?mail|send|post|text|re-?send|fax|mail)"
        r"|send me|(?:need|want|like|have|get) (?:a |the )?(?:copy|proof|breakdown|statement|invoice|receipt|letter)"
        r"|in writing)\b", re.IGNORECASE)),
    ("supervisor_request", re.compile(
        r"\b(?:speak|talk) (?:to|with) (?:a |your |the |somebody |someone )?(?:manager|supervisor|boss|someone else"
        r"|somebody else|higher)\b", re.IGNORECASE)),
)  # fmt: skip
"""What a customer asks for that no label says."""

_REASONS = (
    ("oversight", r"forgot|slipped my mind|(?:must have|i) (?:missed|overlooked)|didn't (?:realise|realize|know|notice)"
     r"|card (?:had |has )?(?:expired|changed)|changed (?:banks?|accounts?)|new (?:card|bank)|thought (?:it"
     r"|that) was on auto"),
    ("not_received", r"(?:never|didn't|haven't|not) (?:get|got|received?|had|seen?)\b.{0,25}(?:bill|invoice"
    r"|statement|letter|copy|email)"),
    ("waiting_for_money", r"(?:waiting (?:on|for)|till|until|when) .{0,30}(?:pay|paid|money|cheque|check|deposit"
    r"|refund|benefit|wages|salary|comes)"
     r"|(?:client|customer|contractor)s? (?:hasn't|haven't|has not|owes?|owing|late)|salary (?:was|is|got) (?:late"
     r"|delayed)|get paid"),
    ("internal_approval", r"(?:approv|authori[sz]|sign)\w* |payment run|(?:director|manager|boss|fd) (?:is|was"
    r"|has been) (?:off|away|on)"
     r"|in the (?:next|system)|purchase order|\bpo\b"),
    ("cash_flow", r"(?:no|not had|haven't had|hasn't been|slow|quiet) (?:any )?(?:money|work|trade|business|sales"
    r"|customers)|business (?:is|has been)"
     r" (?:very )?(?:slow|quiet|bad)|tight (?:this|right|at)|cash ?flow|can't afford|short this"),
)  # fmt: skip
"""Reasons for not having paid beside dispute and hardship: their kind, and how they are said."""
_REASON_SCAN = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _REASONS)

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
    conversation = analysis.conversation
    if conversation.doubt_about_words:
        return Notes(None, (), {"state": "not_applicable", "slots": {}, "confirmed": None})
    heard = tuple(hits(conversation, Role.CUSTOMER))
    noted = _noted(heard)
    agreement = track_agreement(conversation)
    plain = agreement.to_notes()
    contact = who_was_reached(conversation)
    steps = tuple(
        Note("next_step", finding.quote, finding.turn, finding.start)
        for finding in analysis.of("next_step")
        if finding.role is Role.AGENT and finding.severity == 0 and finding.confidence >= NOTED_CONFIDENCE
    )
    return Notes(
        outcome_of(conversation, agreement, contact, heard),
        tuple(plain["promises"]),
        plain["recap"],
        _once_a_turn([note for note in noted if note.kind in DISPUTES]),
        _once_a_turn([note for note in noted if note.kind in HARDSHIPS]),
        _requests(conversation, noted),
        steps,
        contact,
        _reason(conversation, noted),
    )


def _noted(heard: Sequence[Hit]) -> list[Note]:
    """What the customer said that is worth a note, once for each label and turn."""
    notes: dict[tuple[int, str], Note] = {}
    for hit in heard:
        if hit.match.confidence >= NOTED_CONFIDENCE:
            note = Note(hit.match.label, hit.quote, hit.index, hit.start)
            notes.setdefault((hit.index, hit.match.label), note)
    return list(notes.values())


def _once_a_turn(notes: Sequence[Note]) -> tuple[Note, ...]:
    """The longest quote of each turn: two labels, or a sentence and a part of it, are one thing said."""
    longest: dict[int, Note] = {}
    for note in notes:
        if note.turn not in longest or len(note.quote) > len(longest[note.turn].quote):
            longest[note.turn] = note
    return tuple(longest.values())


def _requests(conversation: Conversation, noted: Sequence[Note]) -> tuple[Note, ...]:
    """What the customer asked for, in order."""
    found = [note for note in noted if note.kind in REQUESTS]
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        for kind, pattern in _ASKS_FOR:
            match = pattern.search(turn.text)
            if match:
                found.append(Note(kind, turn.text, index, turn.time_of(*match.span())[0]))
    return tuple(sorted(found, key=lambda note: note.turn))


def _reason(conversation: Conversation, noted: Sequence[Note]) -> Note | None:
    """Why it wasn't paid: the customer's first hardship, dispute or word of another reason."""
    told = [note for note in noted if note.kind in (*DISPUTES, *HARDSHIPS)]
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        kind = next((kind for kind, pattern in _REASON_SCAN if pattern.search(turn.text)), None)
        if kind is not None:
            told.append(Note(kind, turn.text, index, turn.start))
            break
    return min(told, key=lambda note: (note.turn, note.kind in (*DISPUTES, *HARDSHIPS)), default=None)
