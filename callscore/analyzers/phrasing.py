"""What the agent should not have said, or not so: blame, talking down, threats, assumptions, promises, jargon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_an_agent
from callscore.dialogue.spite import PRESSURE, is_spiteful
from callscore.evidence import credit
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit, hits, near_hits
from callscore.language.rewording import reword
from callscore.language.verdicts import CLASSIFIER

__all__ = ["CRITERIA", "WORTH_A_LISTEN", "phrasing"]

CRITERIA: Mapping[str, tuple[str, ...]] = {
    "accusatory": ("accusatory",),
    "condescending": ("condescending",),
    "threats": PRESSURE,
    "assumption": ("absolute_assumption",),
    "overpromising": ("overpromise",),
}
"""Criterion of the rubric to the phrasing labels that count against it."""

UNKIND = ("accusatory", "condescending")
"""Criteria, and their labels, of words that hurt."""

RULE_OF: Mapping[str, str] = {
    "threat": "threat.classifier",
    "false_urgency": "false_urgency.classifier",
    "profanity": "profanity.classifier",
    "absolute_assumption": "absolute_assumption.classifier",
    "overpromise": "overpromise.classifier",
}
"""Rule of what the classifier alone found, where the criterion's name doesn't tell the label."""

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

SERIOUS, SURELY = 3, 0.95
"""Severity that may fail a call, and the confidence that the classifier needs for it where no rule of the lexicons
fired: of 19 threats that it gave less, 9 were none; of 17 that it gave more, 16 were (48 calls with truth)."""

SURE_URGENCY = 0.9
"""Confidence that the classifier needs for time pressure on a call that is not unkind otherwise: of six that it gave
less or as much on such calls, four were none, among them "give you twenty minutes" (98 calls with truth)."""

SLIGHT = 1
"""Severity of the only unkind words of a call where the classifier alone heard them: of 17 such on calls marked 40 or
more, 5 were none, three of them on good calls (130 calls with truth)."""

_OWN_PACE = re.compile(
    r"\b(?:give me|bear with|just|only|take|takes|won't take)\b.{0,12}\b(?:seconds?|secs?|minutes?|moment|long)\b|"
    r"(?:^|[.?!] )\W*(?:\w+ ){0,2}(?:seconds?|minutes?)\W*$|^\W*(?:\w+ ){1,2}seconds?\b|"
    r"\b(?:should|shall|can|could|may) i (?:give|leave) you\b|"
    r"\b(?:i'm|i am|i've|i have|we're|we've|i'll|let me)\b.{0,25}\b(?:now|while)\b|"
    r"\bwhile (?:we|you|i)(?:'ve|'re| have| are)? (?:been )?(?:on|talk\w*|speak\w*)\b",
    re.IGNORECASE,
)
"""What the agent asks a moment for or does at once: no pressure, whatever the classifier makes of "now"."""

_PRESSES = re.compile(
    r"\b(?:expires?|closes?|closing|gone|ends?|deadline|last chance|too late|drop\w* off|off the table|window|clock|"
    r"need|must|have to|got to|by (?:\w+ )?(?:o'clock|noon|midnight|the end|close|five|six|three|today|tonight)|until|"
    r"every (?:hour|minute|day)|one hour|or(?! (?:should|shall|would|is|are)\b))\b",
    re.IGNORECASE,
)
"""What presses for time all the same."""


@with_an_agent(dict.fromkeys((*CRITERIA, WORTH_A_LISTEN), "count"))
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
    kind = not is_spiteful(conversation)
    unkind = {
        criterion: _gravest(
            hit for hit in hits(conversation, Role.AGENT, criterion) if _is_held_against(hit, blame, kind)
        )
        for criterion in UNKIND
    }
    alone = sum(map(len, unkind.values())) == 1
    for criterion, labels in CRITERIA.items():
        found = _gravest(hit for hit in hits(conversation, Role.AGENT, *labels) if _is_held_against(hit, blame, kind))
        yield Metric(criterion, float(len(found)), "count", base=float(turns))
        for hit in found:
            finding = _finding(criterion, hit)
            slight = alone and criterion in UNKIND and hit.match.frame == CLASSIFIER
            yield replace(finding, severity=min(finding.severity, SLIGHT)) if slight else finding
    near = tuple(near_hits(conversation))
    yield Metric(WORTH_A_LISTEN, float(len(near)), "count", base=float(turns))
    for hit in near:
        yield _worth_a_listen(hit)


def _is_held_against(hit: Hit, blame: tuple[Hit, ...], kind: bool) -> bool:
    return (
        hit.match.confidence >= MIN_CONFIDENCE
        and not _counted_as_blame(hit, blame)
        and not _is_no_pressure(hit, kind=kind)
    )


def _counted_as_blame(hit: Hit, blame: tuple[Hit, ...]) -> bool:
    """Whether the classifier alone takes for an assumption what counts as blame already."""
    return (
        hit.match.label == "absolute_assumption"
        and hit.match.frame == CLASSIFIER
        and any(
            b.index == hit.index and b.match.first < hit.match.last and b.match.last > hit.match.first for b in blame
        )
    )


def _is_no_pressure(hit: Hit, *, kind: bool) -> bool:
    """Whether the classifier alone takes for pressure what the agent only asks a moment for, or is doing.

    On a call that is `kind` otherwise it has to be all but sure.
    """
    if hit.match.label != "false_urgency" or hit.match.frame != CLASSIFIER:
        return False
    if kind and hit.match.confidence < SURE_URGENCY:
        return True
    return bool(_OWN_PACE.search(hit.quote)) and not _PRESSES.search(hit.quote)


def _severity(hit: Hit) -> int:
    """Severity as told, serious only where a rule fired or the classifier is all but certain."""
    match = hit.match
    unsure = match.frame == CLASSIFIER and match.confidence < SURELY
    return min(match.severity, SERIOUS - 1) if unsure else match.severity


def _gravest(found: Iterator[Hit]) -> tuple[Hit, ...]:
    """One hit a sentence: the most severe, then the surest."""
    best: dict[tuple[int, str], Hit] = {}
    for hit in found:
        key = (hit.index, hit.quote)
        if key not in best or _weight(hit) > _weight(best[key]):
            best[key] = hit
    return tuple(best.values())


def _weight(hit: Hit) -> tuple[int, float]:
    return _severity(hit), hit.match.confidence


def _finding(criterion: str, hit: Hit) -> Finding:
    match = hit.match
    rule = RULE_OF.get(match.label, CLASSIFIER) if match.frame == CLASSIFIER else match.frame
    instead = reword(match.instead, hit.quote) if match.instead else None
    return replace(credit(criterion, hit, rule=rule), severity=_severity(hit), instead=instead)


def _worth_a_listen(hit: Hit) -> Finding:
    """Something to play back, not a fault: without severity, without better words."""
    named = NAMED[hit.match.label]
    why = f"It may come over as {named}. That is not sure: listen to it before anything is made of it."
    return credit(WORTH_A_LISTEN, hit, rule=WORTH_A_LISTEN, why=why)
