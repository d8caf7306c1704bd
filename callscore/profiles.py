"""Jurisdiction profiles: which notices, hours and requests are flagged for review, with their legal basis, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING

from callscore.errors import ConfigError
from callscore.toml_files import read_toml, shipped_names, toml_file

if TYPE_CHECKING:
    from callscore.language.lexicon import Lexicon
    from callscore.profile_schema import RuleFile

__all__ = ["CallHours", "ContactLimit", "Notice", "Profile", "Rule", "profile_names"]

KIND = "profiles"
"""Folder in callscore's data of the profiles that ship."""

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a jurisdiction asks for.

    Parameters
    ----------
    id
        Stable id, as in findings.
    kind
        ``disclosure``, ``call_time``, ``frequency``, ``third_party``, ``stop_request``, ``see`` or ``note``.
    title
        What a person reads.
    basis
        The law or rule that it comes from.
    judged_by
        What can show it: ``transcript``, ``metadata``, or ``neither``.
    why
        One sentence for the person who reviews it.
    instead
        Words to say, or what to do.
    criterion
        Of a ``see``: the criterion of the scorecard that watches it.
    """

    id: str
    kind: str
    title: str
    basis: str
    judged_by: str
    why: str
    instead: str | None = None
    criterion: str | None = None


@dataclass(frozen=True)
class Notice:
    """A notice that must be heard, within so many seconds (or, without times, agent turns) of when it is due."""

    rule: Rule
    due: str
    within_s: float
    within_turns: int
    phrases: Lexicon


@dataclass(frozen=True, slots=True)
class CallHours:
    """Hours by the customer's clock; `days` as Monday 0 to Sunday 6."""

    rule: Rule
    days: frozenset[int]
    earliest: time
    latest: time

    def allows(self, started_at: datetime) -> bool:
        """Whether a call may begin then; days that the rule doesn't name are not its business."""
        if started_at.weekday() not in self.days:
            return True
        return self.earliest <= started_at.time() <= self.latest


@dataclass(frozen=True, slots=True)
class ContactLimit:
    """How many calls about one account within how many days, and how long after a conversation none."""

    rule: Rule
    calls: int
    within_days: int
    after_conversation_days: int | None


@dataclass(frozen=True)
class Profile:
    """What a jurisdiction asks for, as far as calls and their metadata can show it.

    callscore flags for review by a person; it never states a legal finding.

    Examples
    --------
    >>> [rule.id for rule in Profile.load("us_third_party").rules if rule.judged_by == "metadata"]
    ['us.call_time', 'us.frequency']
    """

    id: str
    title: str
    version: int
    description: str
    consumer: bool | None
    rules: tuple[Rule, ...]
    notices: tuple[Notice, ...]
    hours: tuple[CallHours, ...]
    limits: tuple[ContactLimit, ...]

    def of(self, kind: str) -> Rule | None:
        """The first rule of a kind, or None."""
        return next((rule for rule in self.rules if rule.kind == kind), None)

    def check(self) -> tuple[str, ...]:
        """What the notices' own examples say is wrong, a line each; empty when all hits hit and all misses miss."""
        return tuple(problem for notice in self.notices for problem in notice.phrases.check())

    @classmethod
    def load(cls, source: str | PathLike[str] = "none") -> Profile:
        """Read a profile: the name of one that callscore ships, or the path of a TOML file.

        Raises
        ------
        ConfigError
            When it can't be read, has an unknown key, or a value that makes no sense; one line that says where.
        """
        return _loaded(str(source))


def profile_names() -> tuple[str, ...]:
    """Names of the profiles that callscore ships.

    Examples
    --------
    >>> profile_names()
    ('none', 'uk', 'us_third_party')
    """
    return shipped_names(KIND)


@lru_cache(maxsize=32)
def _loaded(name: str) -> Profile:
    from callscore.profile_schema import CallTimeFile, DisclosureFile, FrequencyFile, read_profile

    path = toml_file(name, kind=KIND, what="profile")
    where = f"profile {path}"
    document = read_profile(read_toml(path, what="profile"), where)
    notices: list[Notice] = []
    hours: list[CallHours] = []
    limits: list[ContactLimit] = []
    for row in document.rule:
        rule = _rule(row)
        if isinstance(row, DisclosureFile):
            notices.append(Notice(rule, row.due, row.within_s, row.within_turns, _phrases(row, where)))
        elif isinstance(row, CallTimeFile):
            days = frozenset(DAYS.index(day) for day in row.days)
            hours.append(CallHours(rule, days, row.earliest, row.latest))
        elif isinstance(row, FrequencyFile):
            limits.append(ContactLimit(rule, row.calls, row.within_days, row.after_conversation_days))
    return Profile(
        document.id,
        document.title,
        document.version,
        document.description,
        document.consumer,
        tuple(_rule(row) for row in document.rule),
        tuple(notices),
        tuple(hours),
        tuple(limits),
    )


def _rule(row: RuleFile) -> Rule:
    criterion = getattr(row, "criterion", None)
    return Rule(row.id, row.kind, row.title, row.basis, row.judged_by, row.why, row.instead, criterion)


def _phrases(row: RuleFile, where: str) -> Lexicon:
    """The wordings of a notice, compiled like any lexicon's."""
    from callscore.language.lexicon import Lexicon
    from callscore.profile_schema import DisclosureFile

    if not isinstance(row, DisclosureFile):
        raise ConfigError(f"{where}, rule {row.id!r}: only a disclosure has patterns")
    frame = {"id": row.id, "patterns": row.patterns, "unless": row.unless, "hits": row.hits, "misses": row.misses}
    return Lexicon.read({"criterion": "disclosures", "why": row.why, "frames": [frame]}, where)
