"""How often people overruled each rule, on the calls that they looked through: which rule to mend or to leave out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.corrections.reading import overruled
from callscore.results import CORRECTIONS
from callscore.team.intervals import wilson

if TYPE_CHECKING:
    from callscore.day import Day

__all__ = ["RuleReview", "reviewed_rules"]

Key = tuple[str, str, str, int, str]
"""One finding: report, criterion, rule, turn, quote."""


@dataclass(frozen=True, slots=True)
class RuleReview:
    """What people made of a rule's findings.

    `found` counts its findings on calls that have a corrections file (somebody looked at those; on other calls a
    finding that stands says nothing), `overruled` those of them that were taken out. `low` and `high` bound the share
    overruled (Wilson, 95 %).
    """

    criterion: str
    rule: str
    found: int
    overruled: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share of the findings that people overruled, 0-1."""
        return self.overruled / self.found

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "criterion": self.criterion,
            "rule": self.rule,
            "found": self.found,
            "overruled": self.overruled,
            "share": round(self.share, 3),
            "low": round(self.low, 3),
            "high": round(self.high, 3),
        }


def reviewed_rules(day: Day) -> tuple[RuleReview, ...]:
    """Rules that people overruled at least once, the most doubtful first.

    Parameters
    ----------
    day
        Reports with their folders (`callscore.read_day`); corrections files are looked for in ``OUT/corrections``.

    Raises
    ------
    ConfigError
        When a file in that folder is no corrections file.

    Examples
    --------
    >>> import pandas as pd
    >>> from callscore.day import Day
    >>> reviewed_rules(Day(*[pd.DataFrame()] * 5))
    ()
    """
    taken_out: set[Key] = set()
    looked_at: set[str] = set()
    for folder in day.folders:
        if not (folder / CORRECTIONS).is_dir():
            continue
        several = len(day.folders) > 1
        names = {path.name: _report(day, folder, path.name, several) for path in (folder / CORRECTIONS).glob("*.json")}
        looked_at |= set(names.values())
        for row in overruled(folder).to_dict("records"):
            taken_out.add((names[row["file"]], row["criterion"], row["rule"], int(row["turn"]), row["quote"]))
    if not taken_out:
        return ()
    seen = day.findings[day.findings["report"].isin(looked_at)]
    standing: set[Key] = {
        (row["report"], row["criterion"], row["rule"], int(row["turn"]), row["quote"])
        for row in seen[["report", "criterion", "rule", "turn", "quote"]].to_dict("records")
    }
    found: dict[tuple[str, str], int] = defaultdict(int)
    wrong: dict[tuple[str, str], int] = defaultdict(int)
    for key in standing | taken_out:  # a call that wasn't scored again since still has what was overruled
        found[key[1:3]] += 1
        wrong[key[1:3]] += key in taken_out
    reviews = [_review(*rule, found[rule], count) for rule, count in wrong.items() if count]
    return tuple(sorted(reviews, key=lambda review: (-review.low, -review.overruled, review.criterion, review.rule)))


def _report(day: Day, folder: Path, name: str, several: bool) -> str:
    """The report that a corrections file belongs to, as the day's tables call it."""
    if several:
        known = set(day.calls["report"])
        for prefixed in (f"{folder.name}/{name}", f"{folder.as_posix()}/{name}"):
            if prefixed in known:
                return prefixed
    return name


def _review(criterion: str, rule: str, found: int, wrong: int) -> RuleReview:
    low, high = wilson(wrong, found) or (0.0, 1.0)
    return RuleReview(criterion, rule, found, wrong, low, high)
