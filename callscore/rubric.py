"""What a call is scored on: criteria with weights and soft bands, read from TOML and checked key by key."""

from __future__ import annotations

import math
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.errors import ConfigError
from callscore.toml_files import read_toml, shipped_names, toml_file

if TYPE_CHECKING:
    from callscore.rubric_schema import CriterionFile

__all__ = ["Band", "Criterion", "Rubric", "rubric_names"]

KIND = "rubrics"
"""Folder in callscore's data of the rubrics that ship."""


@dataclass(frozen=True, slots=True)
class Band:
    """Full points inside ``[full_from, full_to]``, none at ``zero_below`` and ``zero_above``, straight lines between.

    Infinite ends leave that side open.

    Examples
    --------
    >>> talk_share = Band(full_from=0.35, full_to=0.55, zero_below=0.1, zero_above=0.85)
    >>> talk_share.points(0.45), round(talk_share.points(0.70))
    (100.0, 50)
    """

    full_from: float = -math.inf
    full_to: float = math.inf
    zero_below: float = -math.inf
    zero_above: float = math.inf

    def points(self, value: float) -> float:
        """Points 0-100 for a metric's value."""
        if value < self.full_from:
            return _slope(value, self.zero_below, self.full_from)
        if value > self.full_to:
            return _slope(-value, -self.zero_above, -self.full_to)
        return 100.0

    def __str__(self) -> str:
        """The band in words."""
        if math.isfinite(self.full_from) and math.isfinite(self.full_to):
            return f"{self.full_from:g} to {self.full_to:g}"
        if math.isfinite(self.full_to):
            return "0" if self.full_to == 0 else f"at most {self.full_to:g}"
        return f"at least {self.full_from:g}"


def _slope(value: float, zero: float, full: float) -> float:
    if not math.isfinite(zero):
        return 0.0
    return 100.0 * min(1.0, max(0.0, (value - zero) / (full - zero)))


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the scorecard.

    Parameters
    ----------
    id
        Stable id, as in findings.
    title
        What a person reads.
    group
        Heading that the row stands under.
    metric
        Name of the metric that it is judged on.
    weight
        Share of the total, in any unit: only the ratios count.
    band
        From a metric's value to points.
    why
        One sentence: why it matters.
    improve, strength
        Advice when points are lost; praise when it went well. ``{value}`` is the metric as text,
        ``{detail}`` the measurement in a clause of its own.
    min_confidence
        Below this confidence of the metric the row is not judged.
    source
        Where the idea comes from.
    count_by
        ``"severity"`` judges the band on the summed severity of the faults found (1 slight, 2 plain, 3 serious) in
        place of the metric's count: a lie that is alleged costs more than a bare "you haven't paid".
    auto_fail
        Whether a fault of severity 3 under this criterion fails the call, whatever else went well.
    reasoning
        Why it weighs what it weighs.
    """

    id: str
    title: str
    group: str
    metric: str
    weight: float
    band: Band
    why: str
    improve: str
    strength: str = ""
    min_confidence: float = 0.3
    source: str = ""
    count_by: str = "value"
    auto_fail: bool = False
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class Rubric:
    """A list of criteria that a call is scored on.

    `profile` names the jurisdiction's profile, `phrases` are paths of phrase lists whose counts it may score, and
    `fail_cap` is what a failed call's total is capped at; None flags it and leaves the total. `steepness` is the power
    that the weighted mean is raised to, as a share: 1 leaves it, 2 makes 80 of 100 a 64.

    Examples
    --------
    >>> Rubric.load("default").criterion("recap").group
    'Agreement'
    """

    id: str
    title: str
    version: int
    criteria: tuple[Criterion, ...]
    description: str = ""
    profile: str = "none"
    phrases: tuple[str, ...] = ()
    fail_cap: float | None = None
    steepness: float = 1.0

    def criterion(self, id: str) -> Criterion:
        """The criterion with this id.

        Raises
        ------
        ConfigError
            When the rubric has none; the known ones are listed.
        """
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        known = ", ".join(criterion.id for criterion in self.criteria)
        raise ConfigError(f"rubric {self.id!r} has no criterion {id!r}; it has {known}")

    @classmethod
    def load(cls, source: str | PathLike[str] = "default") -> Rubric:
        """Read a rubric: the name of one that callscore ships, or the path of a TOML file.

        Raises
        ------
        ConfigError
            When it can't be read, has an unknown key, or a value that makes no sense; one line that says where.
        """
        return _parsed(toml_file(source, kind=KIND, what="rubric"))


def rubric_names() -> tuple[str, ...]:
    """Names of the rubrics that callscore ships."""
    return shipped_names(KIND)


def _parsed(path: Path) -> Rubric:
    from callscore.rubric_schema import read_rubric

    where = f"rubric {path}"
    document = read_rubric(_whole(read_toml(path, what="rubric"), where), where)
    criteria = tuple(_criterion(row) for row in document.criterion)
    ids = [criterion.id for criterion in criteria]
    for id in ids:
        if ids.count(id) > 1:
            raise ConfigError(f"{where}: criterion {id!r} stands twice; give each its own id")
    return Rubric(
        document.id,
        document.title,
        document.version,
        criteria,
        document.description,
        _near(document.profile, path.parent),
        tuple(_near(name, path.parent) for name in document.phrases),
        document.fail_cap,
        document.steepness,
    )


def _whole(data: dict[str, Any], where: str) -> dict[str, Any]:
    """A rubric's document on top of those that it extends, one after the other."""
    from callscore.rubric_schema import extended

    base = data.get("extends")
    if base is None:
        return data
    if base not in rubric_names() or base == data.get("id"):
        raise ConfigError(f"{where}: extends = {base!r} is no rubric that callscore ships: {', '.join(rubric_names())}")
    below = toml_file(base, kind=KIND, what="rubric")
    return extended(_whole(read_toml(below), f"rubric {base!r}"), data, where)


def _near(name: str, folder: Path) -> str:
    """A file named in a rubric, looked for beside the rubric first; other names stay as they are."""
    if Path(name).suffix and (folder / name).is_file():
        return str(folder / name)
    return name


def _criterion(row: CriterionFile) -> Criterion:
    return Criterion(
        id=row.id,
        title=row.title,
        group=row.group,
        metric=row.metric,
        weight=row.weight,
        band=Band(row.full_from, row.full_to, row.zero_below, row.zero_above),
        why=row.why,
        improve=row.improve,
        strength=row.strength,
        min_confidence=row.min_confidence,
        source=row.source,
        count_by=row.count_by,
        auto_fail=row.auto_fail,
        reasoning=row.reasoning,
    )
