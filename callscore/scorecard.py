"""The scorecard: what a call was given on each criterion, under each heading and in all, and what each row costs."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CriterionScore", "GroupScore", "Scorecard"]


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
    reasoning: str = ""
    """Why the row weighs what it weighs."""
    failed: bool = False
    """Whether a serious fault under this row fails the call."""


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The rows of one heading together: weighted mean of the points of those judged, None when none was.

    `lost` are the points of the total that the group costs, `weight` is that of its judged rows.
    """

    group: str
    points: float | None
    weight: float
    lost: float
    judged: int
    rows: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A call's score: the weighted mean of the criteria judged, raised by the rubric's `steepness`.

    ``100 - mean`` is the sum of the rows' `lost`. `total` is `mean`, unless the call `failed` a criterion that fails
    calls and the rubric caps their total: then it is at most `cap`. Both are None when there was too little to judge;
    `reason` says so in words: less than about a third of the rubric's weight, or hardly an exchange between the two.

    Examples
    --------
    >>> from callscore import analyze, score
    >>> from callscore.testing import make_call
    >>> card = score(analyze(make_call("agent: hello", "customer: hello")))
    >>> card.total is None, card.rubric
    (True, 'default')
    """

    total: float | None
    criteria: tuple[CriterionScore, ...]
    rubric: str
    rubric_version: int
    judged_share: float
    mean: float | None = None
    """The score before any cap: comparable between calls."""
    failed: tuple[str, ...] = ()
    """Criteria under which a serious fault fails the call; for review, the reasons stand in their rows."""
    cap: float | None = None
    """What the rubric caps a failed call's total at; None flags it only."""
    reason: str = ""
    """Why there is no total; empty where there is one."""

    @property
    def groups(self) -> tuple[GroupScore, ...]:
        """Subtotals by heading, in the order of the rubric."""
        names = dict.fromkeys(row.group for row in self.criteria)
        return tuple(_group(name, [row for row in self.criteria if row.group == name]) for name in names)

    def __getitem__(self, id: str) -> CriterionScore:
        for row in self.criteria:
            if row.id == id:
                return row
        raise KeyError(f"no criterion {id!r} on this scorecard; it has {', '.join(row.id for row in self.criteria)}")


def _group(name: str, rows: list[CriterionScore]) -> GroupScore:
    judged = [row for row in rows if row.points is not None]
    weight = sum(row.weight for row in judged)
    points = sum((row.points or 0.0) * row.weight for row in judged) / weight if weight else None
    return GroupScore(name, points, weight, sum(row.lost or 0.0 for row in judged), len(judged), len(rows))
