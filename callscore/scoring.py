"""From an analysis to points: each criterion judged or not, and a total whose losses add up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from callscore.conversation import Role
from callscore.findings import Analysis
from callscore.rubric import Band, Criterion, Rubric
from callscore.scorecard import CriterionScore, Scorecard
from callscore.wording import in_words

__all__ = ["band_in_words", "score"]

MIN_ROLE_CONFIDENCE = 0.6
"""Confidence of the roles below which nobody is scored: it might be the customer."""

SERIOUS = 3
"""Severity from which a fault fails a call under a criterion with `auto_fail`."""

MIN_JUDGED_SHARE = 0.35
"""Share of the rubric's weight that must be judged for a total to be given: less than about a third is no verdict."""

LEAST_REPLIES = 3
"""Replies of the agent to the customer below which no total is given, as on a voicemail, a wrong number or a hang-up:
that nothing was done wrong in two sentences says little (a judgement; the shortest of 48 whole calls has ten)."""


def score(analysis: Analysis, *, rubric: Rubric | None = None) -> Scorecard:
    """Judge a call by a rubric.

    Parameters
    ----------
    analysis
        What `callscore.analyze` found.
    rubric
        By default ``Rubric.load("default")``.

    Examples
    --------
    >>> from callscore import Analysis, Metric
    >>> from callscore.testing import make_call
    >>> analysis = Analysis(make_call("agent: hello", "customer: hello"), {"recap": Metric("recap", 1.0, "share")})
    >>> score(analysis)["recap"].points
    100.0
    """
    rubric = rubric or Rubric.load()
    judged = {c.id for c in rubric.criteria if not _why_not(c, analysis)}
    weight = sum(c.weight for c in rubric.criteria if c.id in judged)
    every = sum(c.weight for c in rubric.criteria)
    rows = tuple(_row(criterion, analysis, weight) for criterion in rubric.criteria)
    share = weight / every
    mean = None
    serious = any(_worst(criterion, analysis) >= SERIOUS for criterion in rubric.criteria)
    too_little = _too_little(analysis, share, serious=serious)
    if not too_little:
        rows = _steepened(rows, rubric.steepness)
        mean = 100.0 - sum(row.lost for row in rows if row.lost is not None)
    failed = tuple(row.id for row in rows if row.failed)
    total = mean
    if mean is not None and failed and rubric.fail_cap is not None:
        total = min(mean, rubric.fail_cap)
    return Scorecard(total, rows, rubric.id, rubric.version, share, mean, failed, rubric.fail_cap, too_little)


def _steepened(rows: tuple[CriterionScore, ...], steepness: float) -> tuple[CriterionScore, ...]:
    """The rows with losses that add up to what is missing from ``100 * (weighted mean / 100) ** steepness``.

    Each row keeps its share of all that was lost.
    """
    lost = sum(row.lost for row in rows if row.lost is not None)
    if not lost or steepness == 1.0:
        return rows
    factor = 100.0 * (1.0 - max(0.0, 1.0 - lost / 100.0) ** steepness) / lost
    return tuple(row if row.lost is None else replace(row, lost=row.lost * factor) for row in rows)


def _too_little(analysis: Analysis, share: float, *, serious: bool) -> str:
    """Why no total can be given; empty when it can. A serious fault says enough, however short the call."""
    if share < MIN_JUDGED_SHARE:
        judged, needed = in_words(share, "share"), in_words(MIN_JUDGED_SHARE, "share")
        return f"too little to judge: {judged} of the rubric's weight, and {needed} are needed"
    replies = _replies(analysis)
    if replies < LEAST_REPLIES and not serious:
        often = {0: "never answered the customer", 1: "answered the customer once"}
        said = often.get(replies, f"answered the customer {replies} times")
        return f"too little to judge: the agent {said}, and {LEAST_REPLIES} answers are needed"
    return ""


def _replies(analysis: Analysis) -> int:
    """How often the agent speaks after the customer."""
    roles = [turn.role for turn in analysis.conversation.turns if turn.role in (Role.AGENT, Role.CUSTOMER)]
    return sum(before is Role.CUSTOMER and now is Role.AGENT for before, now in pairwise(roles))


def _why_not(criterion: Criterion, analysis: Analysis) -> str:
    """Why a criterion can't be judged; empty when it can."""
    call = analysis.conversation
    if not call.turns_of(Role.CUSTOMER):
        return "only the agent was heard" if call.turns_of(Role.AGENT) else "nobody was heard"
    if not call.turns_of(Role.AGENT):
        return "only the customer was heard"
    if call.quality.role_confidence is not None and call.quality.role_confidence < MIN_ROLE_CONFIDENCE:
        return "who is the agent could not be told; say so with --agent"
    metric = analysis.metrics.get(criterion.metric)
    if metric is None:
        return f"no analyzer measures {criterion.metric!r}"
    if metric.value is None:
        return metric.reason or "it could not be measured"
    if metric.confidence is not None and metric.confidence < criterion.min_confidence:
        return f"measured too unsurely: confidence {metric.confidence:.2f}, needs {criterion.min_confidence:.2f}"
    return ""


def _row(criterion: Criterion, analysis: Analysis, judged_weight: float) -> CriterionScore:
    metric = analysis.metrics.get(criterion.metric)
    value = metric.value if metric else None
    unit = metric.unit if metric else ""
    detail = metric.reason if metric and value is not None else ""
    why_not = _why_not(criterion, analysis)
    points: float | None = None
    lost: float | None = None
    reason = f"not judged: {why_not}"
    worst = _worst(criterion, analysis)
    failed = criterion.auto_fail and not why_not and worst >= SERIOUS
    if not why_not and value is not None:
        points = criterion.band.points(_judged_value(criterion, analysis, value))
        lost = (100.0 - points) * criterion.weight / judged_weight if judged_weight else 0.0
        verdict = "full points" if points >= 100 else f"{points:.0f} points"
        said = _measured(criterion, analysis, detail or in_words(value, unit), value)
        reason = f"{said}; full points for {band_in_words(criterion.band, unit)}: {verdict}"
        if failed:
            reason += "; a serious fault, which fails the call until a person has reviewed it"
    return CriterionScore(
        criterion.id,
        criterion.title,
        criterion.group,
        criterion.metric,
        value,
        unit,
        points,
        criterion.weight,
        not why_not,
        reason,
        lost,
        criterion.why,
        criterion.source,
        band_in_words(criterion.band, unit),
        detail,
        criterion.reasoning,
        failed,
    )


def _faults(criterion: Criterion, analysis: Analysis) -> list[int]:
    """Severities of the agent's faults under a criterion."""
    return [finding.severity for finding in analysis.of(criterion.id) if finding.is_fault]


def _worst(criterion: Criterion, analysis: Analysis) -> int:
    return max(_faults(criterion, analysis), default=0)


def _judged_value(criterion: Criterion, analysis: Analysis, value: float) -> float:
    """What the band is judged on: the metric's value, or the summed severity of the faults that it counts."""
    if criterion.count_by != "severity":
        return value
    return max(value, float(sum(_faults(criterion, analysis))))


def _measured(criterion: Criterion, analysis: Analysis, said: str, value: float) -> str:
    """The measurement in words, with its severity where that is what counts."""
    weighed = _judged_value(criterion, analysis, value)
    return f"{said}, severity {weighed:g} in all" if weighed > value else said


def band_in_words(band: Band, unit: str) -> str:
    """The values that earn full points, as a person reads them.

    Examples
    --------
    >>> band_in_words(Band(full_from=0.35, full_to=0.55), "share")
    '35 % to 55 %'
    """
    low, high = band.full_from, band.full_to
    if low == float("-inf"):
        return "none" if high == 0 else f"at most {in_words(high, unit)}"
    if unit == "presence":
        return in_words(low, unit)
    if high == float("inf") and unit == "share" and low >= 1:
        return "all"
    if high == float("inf"):
        return f"at least {in_words(low, unit)}"
    return f"{in_words(low, unit)} to {in_words(high, unit)}"
