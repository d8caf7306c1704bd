"""The shape of a profile's TOML, refused key by key when it is wrong; loaded only when a profile is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from callscore.errors import ConfigError
from callscore.schema_errors import first_fault

__all__ = ["ProfileFile", "RuleFile", "read_profile"]

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class _Rule(BaseModel):
    """What every ``[[rule]]`` table has."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")
    title: str = Field(min_length=1)
    basis: str = Field(min_length=1)
    judged_by: Literal["transcript", "metadata", "neither"]
    why: str = Field(min_length=1)
    instead: str | None = None


class DisclosureFile(_Rule):
    """A notice that must be heard in time."""

    kind: Literal["disclosure"]
    due: Literal["from_the_start", "once_the_account_is_spoken_of"] = "from_the_start"
    within_s: float = Field(gt=0)
    within_turns: int = Field(ge=1)
    patterns: list[str] = Field(min_length=1)
    unless: list[str] = []
    hits: list[str] = Field(min_length=1)
    misses: list[str] = Field(min_length=1)


class CallTimeFile(_Rule):
    """Hours, by the customer's clock, on the days named."""

    kind: Literal["call_time"]
    days: list[Day] = Field(min_length=1)
    earliest: time
    latest: time

    @model_validator(mode="after")
    def _ordered(self) -> CallTimeFile:
        if self.earliest >= self.latest:
            raise ValueError(f"earliest {self.earliest:%H:%M} must lie before latest {self.latest:%H:%M}")
        return self


class FrequencyFile(_Rule):
    """How many calls about one account within how many days."""

    kind: Literal["frequency"]
    calls: int = Field(ge=1)
    within_days: int = Field(ge=1)
    after_conversation_days: int | None = Field(default=None, ge=1)


class SimpleFile(_Rule):
    """A rule without figures: who may be told, requests to stop, what no call can show."""

    kind: Literal["third_party", "stop_request", "note"]


class SeeFile(_Rule):
    """A rule that another criterion of the scorecard watches."""

    kind: Literal["see"]
    criterion: str = Field(pattern=r"^[a-z][a-z0-9_]*$")


RuleFile = DisclosureFile | CallTimeFile | FrequencyFile | SimpleFile | SeeFile
KINDS: Mapping[str, type[_Rule]] = {
    "disclosure": DisclosureFile,
    "call_time": CallTimeFile,
    "frequency": FrequencyFile,
    "third_party": SimpleFile,
    "stop_request": SimpleFile,
    "note": SimpleFile,
    "see": SeeFile,
}


class ProfileFile(BaseModel):
    """A whole profile."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    version: int = Field(ge=1)
    description: str = ""
    consumer: bool | None = None
    rule: list[Annotated[RuleFile, Field(discriminator="kind")]] = []


def read_profile(data: Mapping[str, Any], where: str) -> ProfileFile:
    """A profile's TOML document, checked.

    Raises
    ------
    ConfigError
        The first thing wrong, with the rule, the key, the value and the keys that are known.
    """
    rules = data.get("rule", [])
    for number, row in enumerate(rules if isinstance(rules, list) else [], start=1):
        _check_rule(row, number, where)
    try:
        profile = ProfileFile.model_validate(data)
    except ValidationError as error:
        raise ConfigError(first_fault(error, where, ProfileFile)) from None
    ids = [rule.id for rule in profile.rule]
    for id in ids:
        if ids.count(id) > 1:
            raise ConfigError(f"{where}: rule {id!r} stands twice; give each its own id")
    return profile


def _check_rule(row: Any, number: int, where: str) -> None:
    """One rule against the model of its kind, so that errors name the keys of that kind."""
    name = row.get("id") if isinstance(row, Mapping) else None
    place = f"{where}, rule {name!r}" if name else f"{where}, rule number {number}"
    if not isinstance(row, Mapping):
        raise ConfigError(f"{place}: must be a [[rule]] table, not {row!r}")
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ConfigError(f"{place}: kind = {kind!r} is not known; kinds are {', '.join(KINDS)}")
    try:
        TypeAdapter(KINDS[kind]).validate_python(row)
    except ValidationError as error:
        raise ConfigError(first_fault(error, place, KINDS[kind])) from None
