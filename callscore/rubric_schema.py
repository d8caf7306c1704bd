"""The shape of a rubric's TOML, refused key by key when it is wrong; loaded only when a rubric is read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from string import Formatter
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from callscore.errors import ConfigError
from callscore.schema_errors import first_fault

__all__ = ["CriterionFile", "RubricFile", "extended", "read_rubric"]


BAND_KEYS = frozenset({"zero_below", "full_from", "full_to", "zero_above"})
"""Keys that make a band together."""

PLACEHOLDERS = frozenset({"value", "detail"})
"""What advice may have filled in: the metric in words, and the measurement in a clause of its own."""


class CriterionFile(BaseModel):
    """One ``[[criterion]]`` table."""

    model_config = ConfigDict(extra="forbid", strict=False)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    group: str = Field(min_length=1)
    metric: str = Field(min_length=1)
    weight: float = Field(ge=0, allow_inf_nan=False)
    full_from: float = -math.inf
    full_to: float = math.inf
    zero_below: float = -math.inf
    zero_above: float = math.inf
    why: str = Field(min_length=1)
    improve: str = Field(min_length=1)
    strength: str = ""
    min_confidence: float = Field(default=0.3, ge=0, le=1)
    source: str = ""
    count_by: Literal["value", "severity"] = "value"
    auto_fail: bool = False
    reasoning: str = ""

    @field_validator("improve", "strength")
    @classmethod
    def _placeholders(cls, text: str) -> str:
        try:
            names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise ValueError(f"{error}; write {{{{ for a brace") from error
        unknown = names - PLACEHOLDERS
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
            raise ValueError(f"unknown placeholder {{{min(unknown)}}}; known ones are {known}")
        return text

    @model_validator(mode="after")
    def _ordered(self) -> CriterionFile:
        if not math.isfinite(self.full_from) and not math.isfinite(self.full_to):
            raise ValueError("needs full_from or full_to: the values that earn full points")
        if self.full_from > self.full_to:
            raise ValueError(f"full_from {self.full_from:g} lies above full_to {self.full_to:g}")
        if self.zero_below >= self.full_from and math.isfinite(self.zero_below):
            raise ValueError(f"zero_below {self.zero_below:g} must lie below full_from {self.full_from:g}")
        if self.zero_above <= self.full_to and math.isfinite(self.zero_above):
            raise ValueError(f"zero_above {self.zero_above:g} must lie above full_to {self.full_to:g}")
        return self


class RubricFile(BaseModel):
    """A whole rubric."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    version: int = Field(ge=1)
    description: str = ""
    extends: str | None = None
    """A shipped rubric whose criteria and keys hold where this one gives no others."""
    leave_out: list[str] = []
    """Criteria of that rubric that don't count here: not applicable to such calls."""
    profile: str = Field(default="none", min_length=1)
    phrases: list[str] = []
    fail_cap: float | None = Field(default=None, ge=0, le=100)
    steepness: float = Field(default=1.0, ge=1.0, le=4.0)
    """Power that the weighted mean, as a share, is raised to."""
    criterion: list[CriterionFile] = Field(min_length=1)

    @model_validator(mode="after")
    def _weighs_something(self) -> RubricFile:
        if not sum(criterion.weight for criterion in self.criterion) > 0:
            raise ValueError("all weights are 0: give at least one criterion a weight")
        return self


def extended(base: Mapping[str, Any], data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """`data` on top of the rubric that it extends: criteria of one id are merged key by key, new ones come last.

    A row that gives one side of a band takes over all of its band.

    Raises
    ------
    ConfigError
        When it leaves out a criterion that the rubric hasn't.
    """
    rows = {row["id"]: dict(row) for row in base["criterion"]}
    for id in data.get("leave_out", []):
        if rows.pop(id, None) is None:
            raise ConfigError(f"{where}: leave_out names {id!r}, which rubric {base['id']!r} hasn't: {', '.join(rows)}")
    given = data.get("criterion", [])
    for row in given if isinstance(given, list) else []:
        kept = dict(rows.get(row.get("id"), {})) if isinstance(row, Mapping) else {}
        if set(row) & BAND_KEYS:
            kept = {key: value for key, value in kept.items() if key not in BAND_KEYS}
        rows[row.get("id", len(rows))] = {**kept, **row}
    return {**base, **data, "criterion": list(rows.values())}


def read_rubric(data: Mapping[str, Any], where: str) -> RubricFile:
    """A rubric's TOML document, checked.

    Raises
    ------
    ConfigError
        The first thing wrong, with the criterion, the key, the value and the keys that are known.
    """
    try:
        return RubricFile.model_validate(data)
    except ValidationError as error:
        raise ConfigError(
            first_fault(error, where, RubricFile, data=data, tables={"criterion": ("criterion", CriterionFile)})
        ) from None
