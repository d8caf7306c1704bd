"""Human scores and reports brought together, call by call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.calibration.agreement import Agreement, Disagreement, agreement
from callscore.calibration.fitting import Fit, fit_weights
from callscore.calibration.human import TOTAL, HumanScore, read_scores
from callscore.calibration.rules import RuleReview, reviewed_rules
from callscore.errors import ConfigError
from callscore.privacy.labels import mask_label
from callscore.rubric import Rubric

if TYPE_CHECKING:
    from callscore.day import Day

__all__ = ["Calibration", "calibrate"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Agreement of callscore with people.

    Parameters
    ----------
    agreements
        One for each criterion that both scored, ``total`` last.
    fit
        Fitted weights; None where there are too few calls with a human total.
    unmatched
        Calls that people scored and no report was found for.
    rules
        What people overruled on the calls' pages, by rule, the most doubtful first.
    """

    agreements: tuple[Agreement, ...]
    fit: Fit | None
    unmatched: tuple[str, ...] = ()
    rules: tuple[RuleReview, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "agreements": [_agreement(found) for found in self.agreements],
            "fit": None
            if self.fit is None
            else {
                "n": self.fit.n,
                "helps": self.fit.helps,
                "error_before": round(self.fit.error_before, 2),
                "error_after": round(self.fit.error_after, 2),
                "correlation_before": self.fit.correlation_before,
                "correlation_after": self.fit.correlation_after,
                "weights": dict(self.fit.weights),
            },
            "unmatched": list(self.unmatched),
            "rules": [review.to_dict() for review in self.rules],
        }


def calibrate(
    human: str | PathLike[str], day: Day | str | PathLike[str], *, rubric: Rubric | str = "default"
) -> Calibration:
    """Hold people's QA scores, and what they overruled, against callscore's.

    Parameters
    ----------
    human
        CSV file: ``call_id, criterion, score``, or ``call_id`` and a column for each criterion and ``total``; points 0
        to 100, or yes / no.
    day
        The reports: `read_day`, or its folder.
    rubric
        The rubric that the calls were scored with.

    Raises
    ------
    ConfigError
        When the file can't be read, or none of its calls has a report.
    """
    from callscore.day import read_day

    rubric = rubric if isinstance(rubric, Rubric) else Rubric.load(rubric)
    ids = [criterion.id for criterion in rubric.criteria]
    scores = read_scores(Path(human), ids)
    tables = read_day(day) if isinstance(day, str | PathLike) else day
    reports = _reports_by_name(tables)
    ours = _points(tables)
    pairs: dict[str, list[Disagreement]] = defaultdict(list)
    totals: dict[str, float] = {}
    unmatched: dict[str, None] = {}
    for score in scores:
        report = _report(score, reports)
        if report is None:
            unmatched[score.call] = None
            continue
        points = ours[report].get(score.criterion)
        if points is not None:
            pairs[score.criterion].append(Disagreement(score.call, score.points, points))
        if score.criterion == TOTAL:
            totals[report] = score.points
    if not pairs:
        raise ConfigError(
            f"{Path(human)}: none of its calls has a report here (first: {next(iter(unmatched), '')!r}); calls are "
            "matched by call_id, report file or recording"
        )
    weights = {criterion.id: criterion.weight for criterion in rubric.criteria if criterion.weight > 0}
    kept = {report: {name: ours[report][name] for name in weights if name in ours[report]} for report in totals}
    kept = {report: points for report, points in kept.items() if points}  # where nothing was judged nothing is learnt
    order = [name for name in (*ids, TOTAL) if name in pairs]
    return Calibration(
        tuple(agreement(name, pairs[name]) for name in order),
        fit_weights(list(kept.values()), [totals[report] for report in kept], weights),
        tuple(unmatched),
        reviewed_rules(tables),
    )


def _reports_by_name(day: Day) -> Mapping[str, str | None]:
    """Report of each name that a person may write for a call; None where two calls share it."""
    names: dict[str, str | None] = {}
    for row in day.calls[["report", "call_id", "path"]].to_dict("records"):
        path = Path(row["path"]) if isinstance(row["path"], str) else None
        for name in {
            row["report"],
            Path(row["report"]).stem,
            row["call_id"],
            *((path.name, str(path)) if path else ()),
        }:
            names[name] = None if names.get(name, row["report"]) != row["report"] else row["report"]
    return names


def _report(score: HumanScore, reports: Mapping[str, str | None]) -> str | None:
    names = (score.call, Path(score.call).name)
    # Reports name a call with the private numbers in its file's name masked.
    return next((found for name in (*names, *map(mask_label, names)) if (found := reports.get(name))), None)


def _points(day: Day) -> Mapping[str, Mapping[str, float]]:
    """Points of each report: by criterion where judged, and the total."""
    points: dict[str, dict[str, float]] = defaultdict(dict)
    for row in day.criteria[day.criteria["judged"].fillna(False)][["report", "id", "points"]].to_dict("records"):
        points[row["report"]][row["id"]] = float(row["points"])
    for row in day.calls[day.calls["total"].notna()][["report", "total"]].to_dict("records"):
        points[row["report"]][TOTAL] = float(row["total"])
    return points


def _agreement(found: Agreement) -> dict[str, Any]:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 3)

    return {
        "criterion": found.criterion,
        "n": found.n,
        "too_few": found.too_few,
        "kappa": rounded(found.kappa),
        "correlation": rounded(found.correlation),
        "difference": rounded(found.difference),
        "low": rounded(found.low),
        "high": rounded(found.high),
        "largest": [{"call": d.call, "human": d.human, "ours": round(d.ours, 1)} for d in found.largest],
    }
