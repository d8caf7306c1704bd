"""What the agent is to do besides taking the payment, and by which days: sending, calling, looking something up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from callscore.conversation import Role, Turn
from callscore.language.terms import Term, TermKind

__all__ = ["days_of_duties", "duty_ranges"]

_OWN_DUTY = re.compile(
    r"\b(?:i'll|i will|i'm (?:going|mailing|emailing|sending)|i am (?:going|mailing|emailing|sending)"
    r"|i (?:send|lift|drop|call|ring|e-?mail|mail|post|text|whatsapp|remove|waive|cancel|credit|write off|knock)"
    r"|we'll"
    r"|(?<!until )(?<!till )(?<!when )(?<!before )(?<!after )we (?:can |will )?(?:talk|speak|look|review|discuss|leave)"
    r"|we will (?:send|email|call|post)"
    r"|(?:you'll|you will) (?:get|receive|hear)|from my side|our \w+ (?:will|comes))\b",
    re.IGNORECASE,
)

_PAYING = re.compile(
    r"\b(?:pay|payment|take|put|set|book|schedule|process|run|draft|charge|transfer|debit|have you|down for|expect"
    r"|writ(?:e|ing)|mark|look|watch|pop|jot|stick|diary"
    r"|note|tell (?:him|her|them|my)|inform|report)\w*\b",
    re.IGNORECASE,
)

_PART = re.compile(
    r"[.;!?]+\s+|,\s+(?:and )?(?=(?:i|we|you|our|my|someone)\b)|\s+and (?:then )?(?=(?:i|i'm|i'll|we|we'll"
    r"|you'll|our)\b)",
    re.IGNORECASE,
)


_SENT = re.compile(
    r"\b(?:links?|e-?mails?|letters?|forms?|details|texts?|messages?|codes?|invoices?|statements?|copy|copies|slips?"
    r"|QR)(?: that| which)? $",
    re.IGNORECASE,
)
"""What the agent sends, before the words that say so ("on the link I'm sending"): they say how it is paid."""


LONG_PART = 20
"""Words from which a part of a line holds more than the one thing said in it: recognisers leave the full stops out."""


def duty_ranges(text: str) -> list[tuple[int, int]]:
    """Parts of a line that say what the agent will do, not what the customer pays."""
    edges = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
    ranges: list[tuple[int, int]] = []
    for first, last in pairwise(edges):
        duty = _OWN_DUTY.search(text, first, last)
        if duty is None or _SENT.search(text[: duty.start()]):
            continue
        begins = duty.start() if len(text[first:last].split()) >= LONG_PART else first
        if not _PAYING.search(text[begins:last]):
            ranges.append((begins, last))
    return ranges


_ASKS_OF_AGENT = re.compile(
    r"\b(?:you(?:'ll| will| have to| need to| must| gotta)?|can you|could you|please|just) "
    r"(?:(?:send|e-?mail|post|mail|text|whatsapp|forward) (?:me|us|it|that|him|her)"
    r"|(?:get|give|ring|call|tell) (?:me|us))\b"
    r"|\b(?:if|as long as|once|when) (?:i|we|it|they)(?:'ve|'s| have| has)?"
    r" (?:got |get |have )?(?:it |that |here |in my )"
    r"|\bi'd need (?:it|that|the)\b",
    re.IGNORECASE,
)
"""The customer asks for something of the agent ("you have to send me the invoice today")."""

PART_WORDS = 12
"""Words after such a request within which a day is that of the request."""


def days_of_duties(turn: Turn, terms: Sequence[Term]) -> frozenset[date]:
    """The days by which the agent is to do something else than take the payment.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> from callscore.testing import make_call
    >>> [turn] = make_call("agent: I'll email the invoice tomorrow, and you pay on Friday.").turns
    >>> [str(day) for day in days_of_duties(turn, find_terms(turn.text, date(2026, 5, 6)))]
    ['2026-05-07']
    """
    if turn.role is Role.AGENT:
        ranges = duty_ranges(turn.text)
    else:
        ranges = [_after_request(turn.text, match) for match in _ASKS_OF_AGENT.finditer(turn.text)]
    days = [term for term in terms if term.kind is TermKind.DATE and term.dates and term.exact]
    return frozenset(term.dates[0] for term in days if any(first <= term.first < last for first, last in ranges))


def _after_request(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The part of a line that a request runs to: its sentence, at most a few words."""
    words = list(re.finditer(r"\S+", text[match.start() :]))[:PART_WORDS]
    last = match.start() + (words[-1].end() if words else 0)
    stop = re.compile(r"[.?!;]|,? (?:and|then|so) (?:i|we)\b").search(text, match.end(), last)
    return match.start(), stop.start() if stop else last
