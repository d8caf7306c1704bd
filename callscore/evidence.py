"""Findings and metrics out of what was said: credits and faults with their quotes, done, not done, not called for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from callscore.conversation import Conversation, Role
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit

__all__ = ["SURE", "abstain", "credit", "fault", "first_of_turns", "moment", "presence"]

SURE = 0.5
"""Confidence from which a credit is given or a customer's act is acted on: more probably there than not."""

LONGEST_QUOTE = 200
"""Characters from which the quote of a whole turn is cut."""


def abstain(units: Mapping[str, str], reason: str) -> Iterator[Metric]:
    """A metric without a value for each name in `units`, with the reason why nothing can be said.

    Examples
    --------
    >>> [(metric.name, metric.value, metric.reason) for metric in abstain({"purpose": "presence"}, "a voicemail")]
    [('purpose', None, 'a voicemail')]
    """
    for name, unit in units.items():
        yield Metric(name, None, unit, reason=reason)


def first_of_turns(said: Sequence[Hit], *labels: str, at_least: float = SURE) -> tuple[Hit, ...]:
    """The first hit of these labels in each turn, of those that are sure enough."""
    first: dict[int, Hit] = {}
    for hit in said:
        if hit.match.label in labels and hit.match.confidence >= at_least:
            first.setdefault(hit.index, hit)
    return tuple(first.values())


def credit(criterion: str, hit: Hit, *, why: str = "") -> Finding:
    """What went well, by the rule that fired."""
    match = hit.match
    return Finding(
        criterion, match.frame, Role.AGENT, hit.index, hit.quote, why or match.why, hit.start, hit.end, match.confidence
    )


def fault(criterion: str, hit: Hit, *, severity: int | None = None) -> Finding:
    """What went wrong, by the rule that fired; `severity` in place of the rule's own."""
    match = hit.match
    return replace(
        credit(criterion, hit), severity=match.severity if severity is None else severity, instead=match.instead
    )


def moment(
    conversation: Conversation,
    criterion: str,
    rule: str,
    index: int,
    why: str,
    *,
    chars: tuple[int, int] | None = None,
    confidence: float = 1.0,
    severity: int = 0,
    instead: str | None = None,
) -> Finding:
    """A finding on turn `index`, or on the characters ``text[chars[0]:chars[1]]`` of it."""
    turn = conversation.turns[index]
    first, last = chars or (0, len(turn.text))
    start, end = turn.time_of(first, last)
    quote = turn.text[first:last].strip()
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + " …"
    return Finding(criterion, rule, turn.role, index, quote, why, start, end, confidence, severity, instead)


def presence(name: str, found: Sequence[Hit], *, applies: bool = True, reason: str = "") -> Iterator[Finding | Metric]:
    """1.0 with the credits, 0.0 without; None with the reason where it wasn't called for and wasn't done."""
    sure = [hit for hit in found if hit.match.confidence >= SURE]
    if not sure and not applies:
        yield Metric(name, None, "presence", reason=reason)
        return
    yield Metric(name, float(bool(sure)), "presence", base=1.0)
    for hit in sure:
        yield credit(name, hit)
