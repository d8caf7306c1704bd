"""What to tell the collector: the strongest moments and the few changes that are worth most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from callscore.conversation import Conversation, Role
from callscore.findings import Analysis, Finding
from callscore.rubric import Criterion, Rubric
from callscore.scorecard import CriterionScore, Scorecard
from callscore.wording import in_words

__all__ = ["Advice", "Moment", "coach"]

MAX_STRENGTHS = 3
"""Strengths named: enough to show that the good was heard."""

MAX_IMPROVEMENTS = 3
"""Changes named: more than three at a time are not taken up."""

MAX_MOMENTS = 3
"""Moments shown with each piece of advice."""

STRENGTH_POINTS = 90.0
"""Points from which a criterion is a strength."""

WELL = 70.0
"""Total from which the mere absence of a fault is praised; below it a strength needs a moment to show."""

ACTS = frozenset(
    {
        "acknowledgement",
        "disclosures",
        "empathy",
        "introduction",
        "next_step",
        "online_payment_help",
        "options",
        "recap",
        "retaliation",
        "right_party",
        "stop_request",
    }
)
"""What somebody does, and can be praised for on a call that went badly; a good share or a kind word is none there."""

HALVES = frozenset({"next_step.undated", "introduction.half", "balance.sum_only"})
"""Rules of credits for what was done in part: no moments to show for a strength."""

TELLING_WORDS = 4
"""Words from which a quote shows something by itself: "I see." is shown only where there is nothing longer."""

FAILS = "This fails the call until a person has reviewed it."
"""Said before the advice on a criterion that fails calls."""

IMPROVE_LOST = 0.5
"""Points of the total below which a loss is not worth a remark."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the call to play back, with what was said, why it matters, and what to say instead."""

    turn: int
    quote: str
    why: str
    start: float | None = None
    end: float | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to keep doing, or one thing to change."""

    kind: Literal["strength", "improve"]
    criterion: str
    text: str
    why: str
    source: str
    moments: tuple[Moment, ...] = ()


def coach(analysis: Analysis, scorecard: Scorecard, *, rubric: Rubric | None = None) -> tuple[Advice, ...]:
    """Advice for the collector: up to three strengths, then up to three changes, most valuable first.

    A change is worth the points of the total that its criterion costs; what fails the call comes first. A strength
    needs a moment to show where the call has one; among equals the weightier criterion comes first.

    Examples
    --------
    >>> import callscore as cs
    >>> from callscore.testing import make_call
    >>> analysis = cs.analyze(make_call("agent: you haven't paid", "customer: I know, I lost my job"))
    >>> advice = coach(analysis, cs.score(analysis))
    >>> advice[-1].kind, bool(advice[-1].text)
    ('improve', True)
    """
    rubric = rubric or Rubric.load()
    by_id = {criterion.id: criterion for criterion in rubric.criteria}
    judged = [row for row in scorecard.criteria if row.judged and row.id in by_id]
    worst = [row for row in judged if (row.lost or 0) >= IMPROVE_LOST or row.failed]
    worst.sort(key=lambda row: (not row.failed, -(row.lost or 0)))
    well = (scorecard.total or 0) >= WELL
    best = [row for row in judged if (row.points or 0) >= STRENGTH_POINTS and (well or _is_act(analysis, row.id))]
    best.sort(key=lambda row: (not _credits(analysis, row.id), -row.weight))
    strengths = _strengths(analysis, [(row, by_id[row.id]) for row in best])
    return strengths + tuple(_improvement(analysis, row, by_id[row.id]) for row in worst[:MAX_IMPROVEMENTS])


def _credits(analysis: Analysis, criterion: str) -> list[Finding]:
    """What went well by a criterion, in turns that nothing speaks against."""
    faulty = {finding.turn for finding in analysis.findings if finding.is_fault}
    credits = [f for f in analysis.of(criterion) if f.severity == 0 and f.role is Role.AGENT]
    places = {(f.turn, f.start, f.quote): f for f in credits if f.turn not in faulty and f.rule not in HALVES}
    return list(places.values())


def _is_act(analysis: Analysis, criterion: str) -> bool:
    return criterion in ACTS and bool(_credits(analysis, criterion))


def _faults(analysis: Analysis, criterion: str) -> list[Finding]:
    faults = [finding for finding in analysis.of(criterion) if finding.is_fault]
    return sorted(faults, key=lambda finding: (-finding.severity, -finding.confidence, finding.start or 0.0))


def _moment(finding: Finding) -> Moment:
    return Moment(finding.turn, finding.quote, finding.why, finding.start, finding.end, finding.instead)


def _strengths(analysis: Analysis, rows: Sequence[tuple[CriterionScore, Criterion]]) -> tuple[Advice, ...]:
    """The first strengths; none is shown by moments that another has shown already."""
    chosen: list[Advice] = []
    shown: set[str] = set()
    for row, criterion in rows:
        credits = _credits(analysis, row.id)
        fresh = [finding for finding in credits if finding.quote not in shown]
        if credits and not fresh:
            continue
        told = sorted(fresh, key=lambda finding: len(finding.quote.split()) < TELLING_WORDS)[:MAX_MOMENTS]
        told.sort(key=lambda finding: (finding.start or 0.0, finding.turn))
        shown |= {finding.quote for finding in told}
        chosen.append(_strength(row, criterion, told))
        if len(chosen) == MAX_STRENGTHS:
            break
    return tuple(chosen)


def _strength(row: CriterionScore, criterion: Criterion, told: Sequence[Finding]) -> Advice:
    moments = tuple(_moment(finding) for finding in told)
    text = criterion.title
    if criterion.strength:
        text = criterion.strength.format(value=in_words(row.value, row.unit), detail=row.detail)
    return Advice("strength", row.id, text, criterion.why, criterion.source, moments)


def _improvement(analysis: Analysis, row: CriterionScore, criterion: Criterion) -> Advice:
    moments = tuple(_moment(finding) for finding in _faults(analysis, row.id)[:MAX_MOMENTS])
    text = criterion.improve.format(value=in_words(row.value, row.unit), detail=row.detail)
    if row.failed:
        text = f"{FAILS} {text}"
    return Advice("improve", row.id, text, criterion.why, criterion.source, moments or _where(analysis, row, criterion))


def _where(analysis: Analysis, row: CriterionScore, criterion: Criterion) -> tuple[Moment, ...]:
    """Where something that was not heard would have had its place: the opening, or the close."""
    place = {"Opening": 0, "Agreement": -1}.get(row.group)
    if place is None:
        return ()
    turns = analysis.conversation.turns_of(Role.AGENT)
    if not turns:
        return ()
    return (_moment_of_turn(analysis.conversation, turns[place][0], criterion),)


def _moment_of_turn(conversation: Conversation, index: int, criterion: Criterion) -> Moment:
    turn = conversation.turns[index]
    text = turn.text if len(turn.text) <= 160 else turn.text[:159].rsplit(" ", 1)[0] + " …"
    where = "The opening" if criterion.group == "Opening" else "The close"
    return Moment(index, text, f"{where}: not heard here — {criterion.title.lower()}.", turn.start, turn.end)
