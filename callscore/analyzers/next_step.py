"""Whether the call says who does what by when, so that nothing is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person, with_an_agent
from callscore.dialogue.spite import HARASSES, PRESSURE, believable, is_spiteful
from callscore.evidence import SURE, credit, first_of_turns
from callscore.findings import Finding, Metric
from callscore.language.dates import find_clock_times
from callscore.language.phrasing import Hit, hits
from callscore.language.terms import TermKind, find_terms

__all__ = ["next_step"]

_TAKES_LEAVE = re.compile(
    r"\bi(?:'ll| will) (?:let (?:you|ye) (?:go|get (?:back|on|off)|back|off|away)|"
    r"leave you (?:to it|be|alone|in peace)|not keep you|say (?:good ?bye|cheerio))\b|"
    r"^\W*(?:\w+\W+){0,2}(?:we|you)(?:'ll| will| shall) see\b[^,;]*$",
    re.IGNORECASE,
)
"""Ends the call, or leaves it open ("we'll see on Thursday"), in the words of an announcement."""

_ACCEPTS = re.compile(
    r"\bi(?:'ll| will) take (?:that|it|your word|you (?:at|up))\b"
    r"(?![^.?!]*\b(?:off|out|down|up with|to (?:my|our|the))\b)",
    re.IGNORECASE,
)
"""Takes what is offered, and announces nothing ("I'll take that")."""

_OR_ELSE = re.compile(
    r"\beither\b.{0,80}\bor\b|\bor (?:else|i'll|we'll|i will|we will|it goes|it's going|it'll|it will)\b|"
    r"\bunless\b",
    re.IGNORECASE,
)
"""On a call that is unkind throughout: a step that hangs on giving in is a lever."""

_WHEN = re.compile(
    r"\b(?:now|right away|straight away|straightaway|immediately|today|tonight|this (?:morning|afternoon|evening|"
    r"week)|tomorrow|within|by the end|"
    r"before (?:we|you|i|the|\w+day)|as soon as|once|when(?:ever)? (?:you|we|i|it|they|that|the)|after (?:this|we|"
    r"that|the|you|your)|"
    r"in (?:a|an|the next|about|ten|two|three|five|\d+) ?\w*|until|till|in the (?:morning|afternoon|evening)|"
    r"next (?:week|month|time)|shortly|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|first thing|same day|each month|every (?:week|month))\b",
    re.IGNORECASE,
)


UNITS = {"next_step": "presence"}


@with_a_person(UNITS)
@with_an_agent(UNITS)
def next_step(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`next_step`: 1.0 where a step is said with its day or trigger, 0.5 where only the step is, 0.0 where none is.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: I'll email you the copy this afternoon.")
    >>> [item.value for item in next_step(call) if isinstance(item, Metric)]
    [1.0]
    """
    threats = {hit.index for hit in hits(conversation, Role.AGENT, *PRESSURE) if hit.match.confidence >= SURE}
    said = first_of_turns(tuple(hits(conversation, Role.AGENT, "next_step")), "next_step")
    spiteful = is_spiteful(conversation)
    found = [
        hit
        for hit in believable(conversation, said)
        if hit.index not in threats and not (spiteful and _OR_ELSE.search(hit.turn.text)) and _announces(hit)
    ]
    dated = [hit for hit in found if _has_time(hit)]
    yield Metric("next_step", 1.0 if dated else 0.5 if found else 0.0, "presence", base=1.0)
    for hit in found:
        if hit in dated:
            yield credit("next_step", hit)
        else:
            why = "A step is named, but not its day: “by when” is what the customer will ask next."
            yield replace(credit("next_step", hit, why=why), rule="next_step.undated")


def _announces(hit: Hit) -> bool:
    """Whether a step is announced, and not that somebody will be harassed, that it was accepted, or goodbye."""
    return not (HARASSES.search(hit.turn.text) or _TAKES_LEAVE.search(hit.quote) or _ACCEPTS.search(hit.quote))


def _has_time(hit: Hit) -> bool:
    text = hit.quote
    if _WHEN.search(text) or any(find_clock_times(text)):
        return True
    return any(term.kind is TermKind.DATE for term in find_terms(text))
