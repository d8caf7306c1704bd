"""How well the totals follow people's overall marks: rank correlation, tiers, and what cost each call its points.

Run ``python tests/benchmarks/measure_ranking.py FOLDER [--rubric NAME] [--tiers 36 69] [--lost 6]`` on a folder of
transcripts (``*.json``) that hold ``truth.overall``, a mark of 0-100. Every figure is told for all calls, and for every
second one from the first and from the second on in the order of the marks: what holds in one half only was tuned to it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean

from callscore import Pipeline, Report

TIER_NAMES = ("low", "middle", "high")


@dataclass(frozen=True)
class Marked:
    """A call with the mark that a person gave it, and its report."""

    name: str
    mark: float
    report: Report

    @property
    def total(self) -> float | None:
        return self.report.scorecard.total

    @property
    def points(self) -> float:
        """The total of a call that has one."""
        if self.total is None:
            raise ValueError(f"{self.name} has no total: {self.report.scorecard.reason}")
        return self.total


def rank_correlation(calls: Sequence[Marked]) -> float:
    from scipy.stats import spearmanr

    return float(spearmanr([call.mark for call in calls], [call.points for call in calls]).statistic)


def tier(mark: float, limits: Sequence[float]) -> int:
    """0 low, 1 middle, 2 high; a limit is the last mark of its tier."""
    return sum(mark > limit for limit in limits)


def mixed(calls: Sequence[Marked], limits: Sequence[float]) -> list[tuple[Marked, Marked]]:
    """Pairs of calls from different tiers that stand the wrong way round, the one with the lower mark first."""
    ordered = sorted(calls, key=lambda call: call.mark)
    return [
        (low, high)
        for low, high in combinations(ordered, 2)
        if tier(low.mark, limits) < tier(high.mark, limits) and low.points >= high.points
    ]


def say(name: str, calls: Sequence[Marked], limits: Sequence[float]) -> None:
    pairs = sum(tier(a.mark, limits) != tier(b.mark, limits) for a, b in combinations(calls, 2))
    wrong = len(mixed(calls, limits))
    print(f"{name}: {len(calls)} calls, rank correlation {rank_correlation(calls):.3f}, {wrong} of {pairs} pairs mixed")


def say_tiers(calls: Sequence[Marked], limits: Sequence[float]) -> None:
    for number, name in enumerate(TIER_NAMES):
        points = [call.points for call in calls if tier(call.mark, limits) == number]
        if points:
            print(f"  {name}: {len(points)} calls, mean {fmean(points):.1f}, {min(points):.1f} to {max(points):.1f}")


def say_calls(calls: Sequence[Marked], limits: Sequence[float], most: int) -> None:
    """Each call with what cost it most, and in how many pairs of different tiers it stands wrong."""
    wrong: dict[str, int] = {}
    for pair in mixed(calls, limits):
        for call in pair:
            wrong[call.name] = wrong.get(call.name, 0) + 1
    for call in sorted(calls, key=lambda call: call.mark):
        rows = sorted(call.report.scorecard.criteria, key=lambda row: -(row.lost or 0.0))
        lost = " ".join(f"{row.id} −{row.lost:.1f}" for row in rows[:most] if row.lost)
        times = wrong.get(call.name, 0)
        print(f"{call.mark:5.0f} {call.points:5.1f} {call.name:12} {f'{times} wrong' if times else '':9} {lost}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rubric", default="default")
    parser.add_argument("--tiers", type=float, nargs=2, default=(36.0, 69.0), metavar=("LOW", "MIDDLE"))
    parser.add_argument("--lost", type=int, default=6, help="how many rows of each call")
    options = parser.parse_args()
    score = Pipeline(options.rubric)
    calls: list[Marked] = []
    for path in sorted(options.folder.glob("*.json")):
        mark = json.loads(path.read_text(encoding="utf-8")).get("truth", {}).get("overall")
        if mark is not None:
            calls.append(Marked(path.stem, float(mark), score(path)))
    unscored = [call for call in calls if call.total is None]
    calls = sorted((call for call in calls if call.total is not None), key=lambda call: (call.mark, call.name))
    if len(calls) < len(TIER_NAMES):
        parser.error(
            f"{options.folder} holds {len(calls)} transcripts with truth.overall that can be scored; give more"
        )
    say_calls(calls, options.tiers, options.lost)
    for call in unscored:
        print(f"{call.mark:5.0f}     – {call.name:12} {call.report.scorecard.reason}")
    say("all", calls, options.tiers)
    say_tiers(calls, options.tiers)
    say("one half", calls[::2], options.tiers)
    say("other half", calls[1::2], options.tiers)


if __name__ == "__main__":
    main()
