"""What the agent should not have said, or not so: blame, talking down, threats, assumptions, promises, jargon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from callscore.conversation import Conversation, Role
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit, hits, near_hits
from callscore.language.rewording import reword
from callscore.language.verdicts import CLASSIFIER

__all__ = ["CRITERIA", "WORTH_A_LISTEN", "phrasing"]

CRITERIA: Mapping[str, tuple[str, ...]] = {
    "accusatory": ("accusatory",),
    "condescending": ("condescending",),
    "threats": ("threat", "profanity", "false_urgency"),
    "assumption": ("absolute_assumption",),
    "overpromising": ("overpromise",),
}
"""Criterion of the rubric to the phrasing labels that count against it."""

WORTH_A_LISTEN = "worth_a_listen"
"""Metric, criterion and rule of moments that may be a fault and are not surely enough one: no rubric scores them."""

NAMED: Mapping[str, str] = {
    "accusatory": "blame",
    "condescending": "talking down",
    "threat": "a threat",
}
"""What may be worth a listen, in words."""

MIN_CONFIDENCE = 0.5
"""Probability below which nothing is held against anyone: a false accusation costs more than a miss."""


def phrasing(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Faults of phrasing in the agent's turns: a finding for each, and how many there are per criterion.

    A sentence counts once for a criterion, by its gravest frame. What may be blame, talking down or a threat and isn't
    surely enough so is shown apart, as worth a listen: it counts neither against the agent nor in their favour.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: You haven't paid the £400 from March.", "customer: I know.")
    >>> finding = next(f for f in phrasing(call) if isinstance(f, Finding))
    >>> finding.criterion, finding.severity
    ('accusatory', 1)
    """
    turns = len(conversation.turns_of(Role.AGENT))
    blame = tuple(hits(conversation, Role.AGENT, "accusatory"))
    for criterion, labels in CRITERIA.items():
        if not turns:
            yield Metric(criterion, None, "count", reason="no turn of the agent can be scored")
            continue
        found = _gravest(
            hit
            for hit in hits(conversation, Role.AGENT, *labels)
            if hit.match.confidence >= MIN_CONFIDENCE and not _counted_as_blame(hit, blame)
        )
        yield Metric(criterion, float(len(found)), "count", base=float(turns))
        for hit in found:
            yield _finding(criterion, hit)
    if not turns:
        yield Metric(WORTH_A_LISTEN, None, "count", reason="no turn of the agent can be scored")
        return
    near = tuple(near_hits(conversation))
    yield Metric(WORTH_A_LISTEN, float(len(near)), "count", base=float(turns))
    for hit in near:
        yield _worth_a_listen(hit)


def _counted_as_blame(hit: Hit, blame: tuple[Hit, ...]) -> bool:
    """Whether the classifier alone takes for an assumption what counts as blame already."""
    return (
        hit.match.label == "absolute_assumption"
        and hit.match.frame == CLASSIFIER
        and any(
            b.index == hit.index and b.match.first < hit.match.last and b.match.last > hit.match.first for b in blame
        )
    )


def _gravest(found: Iterator[Hit]) -> tuple[Hit, ...]:
    """One hit a sentence: the most severe, then the surest."""
    best: dict[tuple[int, str], Hit] = {}
    for hit in found:
        key = (hit.index, hit.quote)
        if key not in best or _weight(hit) > _weight(best[key]):
            best[key] = hit
    return tuple(best.values())


def _weight(hit: Hit) -> tuple[int, float]:
    return hit.match.severity, hit.match.confidence


def _finding(criterion: str, hit: Hit) -> Finding:
    match = hit.match
    return Finding(
        criterion,
        match.frame,
        Role.AGENT,
        hit.index,
        hit.quote,
        match.why,
        hit.start,
        hit.end,
        match.confidence,
        match.severity,
        reword(match.instead, hit.quote) if match.instead else None,
    )


def _worth_a_listen(hit: Hit) -> Finding:
    """Something to play back, not a fault: without severity, without better words."""
    named = NAMED[hit.match.label]
    why = f"It may come over as {named}. That is not sure: listen to it before anything is made of it."
    return Finding(
        WORTH_A_LISTEN,
        WORTH_A_LISTEN,
        Role.AGENT,
        hit.index,
        hit.quote,
        why,
        hit.start,
        hit.end,
        hit.match.confidence,
    )
