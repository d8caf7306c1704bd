"""Findings and metrics out of what was said: credits and faults with their quotes, done, not done, not called for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from callscore.conversation import Conversation
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit
from callscore.turn import shortened

__all__ = ["SURE", "abstain", "credit", "fault", "first_of_turns", "moment", "near_each_other", "presence"]

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


def near_each_other(said: Iterable[Hit], turns: int) -> list[list[Hit]]:
    """Hits in order, in groups that are one matter: each at most so many turns of the call after the one before it.

    Examples
    --------
    >>> from callscore.conversation import Role
    >>> from callscore.language.phrasing import hits
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I lost my job.", "agent: I see.", "customer: I lost my job.", *["agent: Okay."] * 9,
    ...                  "customer: I lost my job.")
    >>> [[hit.index for hit in group] for group in near_each_other(hits(call, Role.CUSTOMER, "hardship"), 6)]
    [[0, 2], [12]]
    """
    groups: list[list[Hit]] = []
    for hit in sorted(said, key=lambda hit: hit.index):
        if groups and hit.index - groups[-1][-1].index <= turns:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def credit(criterion: str, hit: Hit, *, rule: str = "", why: str = "") -> Finding:
    """What was said and is no fault, by the rule that fired or one that is given."""
    match, role = hit.match, hit.turn.role
    return Finding(
        criterion,
        rule or match.frame,
        role,
        hit.index,
        hit.quote,
        why or match.why,
        hit.start,
        hit.end,
        match.confidence,
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
    quote = shortened(turn.text[first:last].strip(), LONGEST_QUOTE)
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
