"""Findings that a person overruled, taken out of an analysis, and out of the figures that they made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from callscore.corrections.correction_file import Corrections, Overrule
from callscore.findings import Analysis, Finding, Metric
from callscore.rubric import Rubric

__all__ = ["overrule"]

COUNTED = ("count", "per ")
"""Units of metrics that a finding adds to: they shrink with each one that is overruled."""


def overrule(analysis: Analysis, corrections: Corrections, *, rubric: Rubric | None = None) -> Analysis:
    """The analysis without the overruled findings.

    A count or rate shrinks in proportion to the findings that are left. Any other figure (a share, a yes or no) isn't
    made of its findings: it stands while one of them is left; once all are overruled it can't be judged, and says so.

    Parameters
    ----------
    analysis
        Of the corrected conversation.
    corrections
        `load_corrections`; a finding that isn't there (any more) is left at that.
    rubric
        Tells which metric a criterion is judged by; by default the metric of the same name.

    Examples
    --------
    >>> import callscore as cs
    >>> from callscore.testing import make_call
    >>> analysis = cs.analyze(make_call("agent: you haven't paid", "customer: I have"))
    >>> found = analysis.of("accusatory")[0]
    >>> edit = Overrule(criterion="accusatory", rule=found.rule, turn=0, quote=found.quote, reason="read out")
    >>> overrule(analysis, Corrections(call_id="test", edits=(edit,))).metrics["accusatory"].value
    0.0
    """
    reasons = {_key(edit): edit.reason for edit in corrections.of(Overrule)}
    gone = [finding for finding in analysis.findings if _key(finding) in reasons]
    if not gone:
        return analysis
    kept = tuple(finding for finding in analysis.findings if _key(finding) not in reasons)
    metrics = dict(analysis.metrics)
    for criterion in dict.fromkeys(finding.criterion for finding in gone):
        why = next(reasons[_key(finding)] for finding in gone if finding.criterion == criterion)
        before, left = (_counting(criterion, findings, gone) for findings in (analysis.findings, kept))
        for name in _metrics_of(criterion, metrics, rubric):
            metrics[name] = _without(metrics[name], before, left, why)
    return replace(analysis, metrics=metrics, findings=kept)


def _key(item: Finding | Overrule) -> tuple[str, str, int, str]:
    return item.criterion, item.rule, item.turn, item.quote


def _counting(criterion: str, findings: tuple[Finding, ...], gone: list[Finding]) -> int:
    """Findings of a criterion of the kind that was overruled: faults where one was, else credits and notes."""
    faults = any(finding.is_fault for finding in gone if finding.criterion == criterion)
    return sum(finding.criterion == criterion and finding.is_fault == faults for finding in findings)


def _metrics_of(criterion: str, metrics: Mapping[str, Metric], rubric: Rubric | None) -> list[str]:
    judged = [row.metric for row in rubric.criteria if row.id == criterion] if rubric is not None else []
    return [name for name in dict.fromkeys((criterion, *judged)) if name in metrics]


def _without(metric: Metric, before: int, left: int, why: str) -> Metric:
    """A metric after some of its findings were overruled."""
    if metric.value is None or not before:
        return metric
    if metric.unit.startswith(COUNTED):
        return replace(metric, value=metric.value * left / before, reason="")
    if left:
        return metric
    return replace(metric, value=None, reason=f"a person overruled it: {' '.join(why.split())}")
