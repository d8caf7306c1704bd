"""One call of an account, out of its report: when, who, how it ended, what was promised, what was said of earlier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from callscore.dialogue.sentences import sentences_in
from callscore.history.promises import Promise
from callscore.tables.reports import told_day

__all__ = ["Contact", "contact_of"]

NO_CONVERSATION = frozenset({"voicemail", "no_answer", "wrong_party", "third_party", "busy"})
"""Outcomes of calls on which the account was not talked about with the one who owes."""

PAID = "paid"
"""Outcome of a call that came to it that the account is paid."""

_MONEY = r"(?:payment|transfer|money|cheque|check|debit|instal?lment)"
_DEAL = r"(?:promise|arrangement|plan|agreement)"
_CAME = re.compile(
    r"\b(?:thank(?:s| you) (?:very much |so much )?for (?:the|your|that|making (?:the|your)) (?:\w+ )?payment"
    rf"|(?:received|got|can see|had) (?:the|your|that|a) (?:\w+ ){{0,3}}?{_MONEY}"
    rf"|{_MONEY} (?:\w+ ){{0,4}}?(?:came (?:in|through)|arrived|cleared|come in|went through|landed))\b",
    re.IGNORECASE,
)
_DID_NOT_COME = re.compile(
    r"\b(?:(?:haven't|have not|hasn't|has not|didn't|did not|never|not yet|nothing)\b[^.?!;]{0,40}"
    r"\b(?:receiv\w+|arriv\w+|come (?:in|through)|came (?:in|through)|cleared|landed|had (?:it|that|the|your|any))"
    rf"|(?:don't|do not|can't|cannot|no sign|didn't|haven't) (?:\w+ )?(?:see|seen|of) (?:\w+ ){{0,3}}?{_MONEY}"
    rf"|no (?:\w+ )?{_MONEY} (?:\w+ ){{0,3}}?(?:received|made|came|arrived|come)"
    rf"|{_MONEY} (?:\w+ ){{0,4}}?(?:missed|returned|bounced|rejected|declined|failed|not made)"
    rf"|{_DEAL} (?:\w+ ){{0,4}}?(?:broken|not kept|missed|lapsed|failed|defaulted)"
    rf"|(?:broke|missed|didn't keep|did not keep) (?:the|your|that) (?:\w+ ){{0,2}}?(?:{_DEAL}|{_MONEY}))\b",
    re.IGNORECASE,
)
"""What an agent says of an earlier payment: that it came, or did not."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One call of an account.

    Parameters
    ----------
    conversation
        Whether the account was talked about with the one who owes.
    came_in, did_not_come
        The agent's words that an earlier payment came, or did not; None where nothing was said.
    said_paid
        The customer's words that they have paid; a claim, no proof.
    requests
        ``(kind, quote)`` of what the customer asked for.
    next_steps
        What the agent said happens next.
    """

    account_id: str
    call_id: str
    day: date | None = None
    started_at: datetime | None = None
    agent_id: str | None = None
    outcome: str | None = None
    conversation: bool = False
    promises: tuple[Promise, ...] = ()
    came_in: str | None = None
    did_not_come: str | None = None
    said_paid: str | None = None
    requests: tuple[tuple[str, str], ...] = ()
    next_steps: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[bool, date, str, str]:
        """What calls are sorted by: day and hour, those without a day last."""
        hour = f"{self.started_at:%H:%M:%S}" if self.started_at else ""
        return self.day is None, self.day or date.max, hour, self.call_id


def contact_of(report: Mapping[str, Any]) -> Contact | None:
    """A report as one contact of its account; None where it names no account."""
    metadata = report.get("metadata") or {}
    account = metadata.get("account_id")
    if not account:
        return None
    notes = report.get("notes") or {}
    started = _moment(metadata.get("started_at"))
    day = told_day(report.get("call_date")) or (started.date() if started else None)
    outcome = notes.get("outcome") or metadata.get("disposition")
    heard = (((report.get("speakers") or {}).get("customer") or {}).get("seconds") or 0) > 0 or any(
        turn.get("role") == "customer" and turn.get("text") for turn in report.get("turns", ())
    )
    said = list(_sentences(report.get("turns", ())))
    did_not = next((text for text in said if _DID_NOT_COME.search(text)), None)
    came = next((text for text in said if _CAME.search(text) and not _DID_NOT_COME.search(text)), None)
    claims = (note["quote"] for note in notes.get("disputes", ()) if note.get("kind") == "already_paid")
    return Contact(
        str(account),
        str(report.get("call_id", "call")),
        day,
        started,
        metadata.get("agent_id"),
        outcome,
        heard and str(outcome).lower().replace(" ", "_") not in NO_CONVERSATION,
        tuple(_promises(str(account), report, day)),
        came if did_not is None else None,
        did_not,
        next(claims, f"outcome of the call: {outcome}" if outcome == PAID else None),
        tuple((note.get("kind", ""), note.get("quote", "")) for note in notes.get("requests", ())),
        tuple(note.get("quote", "") for note in notes.get("next_steps", ())),
    )


def _promises(account: str, report: Mapping[str, Any], day: date | None) -> Iterator[Promise]:
    for row in (report.get("notes") or {}).get("promises", ()):
        yield Promise(
            account,
            str(report.get("call_id", "call")),
            day,
            row.get("amount"),
            row.get("currency"),
            told_day(row.get("date")),
            row.get("method"),
            row.get("strength") or "firm",
            row.get("quote") or "",
        )


def _sentences(turns: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What the agent says, sentence by sentence, questions left out."""
    for turn in turns:
        if turn.get("role") == "agent":
            text = turn.get("text") or ""
            sentences = (text[first:last] for first, last in sentences_in(text))
            yield from (sentence for sentence in sentences if not sentence.endswith("?"))


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
