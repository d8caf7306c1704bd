"""From an analysis to points: each criterion judged or not, and a total whose losses add up."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.conversation import Role
from callscore.findings import Analysis
from callscore.rubric import Band, Criterion, Rubric
from callscore.wording import in_words

__all__ = ["CriterionScore", "Scorecard", "band_in_words", "score"]

MIN_ROLE_CONFIDENCE = 0.6
"""Confidence of the roles below which nobody is scored: it might be the customer."""

MIN_JUDGED_SHARE = 0.35
"""Share of the rubric's weight that must be judged for a total to be given: less than about a third is no verdict."""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One row of the scorecard.

    `points` 0-100 and `lost`, the points of the total that this row costs, are None when the row isn't judged.
    """

    id: str
    title: str
    group: str
    metric: str
    value: float | None
    unit: str
    points: float | None
    weight: float
    judged: bool
    reason: str
    lost: float | None = None
    why: str = ""
    source: str = ""
    band: str = ""
    detail: str = ""
    """The measurement in words where there are better ones than the value: "4 times in 30 s of customer speech"."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A call's score: ``100 - total`` is the sum of the rows' `lost`.

    `total` is None when less than about a third of the rubric's weight could be judged.
    """

    total: float | None
    criteria: tuple[CriterionScore, ...]
    rubric: str
    rubric_version: int
    judged_share: float

    def __getitem__(self, id: str) -> CriterionScore:
        for row in self.criteria:
            if row.id == id:
                return row
        raise KeyError(f"no criterion {id!r} on this scorecard; it has {', '.join(row.id for row in self.criteria)}")


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
    total = None
    if share >= MIN_JUDGED_SHARE:
        total = 100.0 - sum(row.lost for row in rows if row.lost is not None)
    return Scorecard(total, rows, rubric.id, rubric.version, share)


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
    if not why_not and value is not None:
        points = criterion.band.points(value)
        lost = (100.0 - points) * criterion.weight / judged_weight if judged_weight else 0.0
        verdict = "full points" if points >= 100 else f"{points:.0f} points"
        reason = f"{detail or in_words(value, unit)}; full points for {band_in_words(criterion.band, unit)}: {verdict}"
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
    )


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
