"""Taking the note that the collector should have written: who, why, what was promised, asked for, left to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.agreement import track_agreement
from callscore.conversation import Conversation, Role
from callscore.dialogue.warmth import DISTRESS
from callscore.evidence import SURE
from callscore.findings import Analysis
from callscore.language.phrasing import Hit, hits
from callscore.notes.contact import who_was_reached
from callscore.notes.note import Note, Notes
from callscore.notes.outcomes import DISPUTES, outcome_of

__all__ = ["take_notes"]

REQUESTS = ("callback_request", "stop_calling")
"""Customer labels that ask for something."""

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
        if finding.role is Role.AGENT and finding.severity == 0 and finding.confidence >= SURE
    )
    return Notes(
        outcome_of(conversation, agreement, contact, heard),
        tuple(plain["promises"]),
        plain["recap"],
        _once_a_turn([note for note in noted if note.kind in DISPUTES]),
        _once_a_turn([note for note in noted if note.kind in DISTRESS]),
        _requests(conversation, noted),
        steps,
        contact,
        _reason(conversation, noted),
    )


def _noted(heard: Sequence[Hit]) -> list[Note]:
    """What the customer said that is worth a note, once for each label and turn."""
    notes: dict[tuple[int, str], Note] = {}
    for hit in heard:
        if hit.match.confidence >= SURE:
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
    told = [note for note in noted if note.kind in (*DISPUTES, *DISTRESS)]
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        kind = next((kind for kind, pattern in _REASON_SCAN if pattern.search(turn.text)), None)
        if kind is not None:
            told.append(Note(kind, turn.text, index, turn.start))
            break
    return min(told, key=lambda note: (note.turn, note.kind in (*DISPUTES, *DISTRESS)), default=None)
