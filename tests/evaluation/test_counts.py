"""Events are paired one to one, and totals are ratios of sums."""

from __future__ import annotations

import random
from itertools import combinations, permutations

import pytest

from callscore.evaluation import Counts, Event
from callscore.evaluation.counts import match


def at(*times: float, role: str = "agent") -> list[Event]:
    return [Event(time, role) for time in times]


@pytest.mark.parametrize(
    ("said", "true", "right"),
    [
        (at(1.0), at(1.9), 1),
        (at(1.0), at(2.1), 0),
        (at(1.0, 1.2), at(1.1), 1),
        (at(1.0), at(0.9, 1.1), 1),
        (at(5.0, role="customer"), at(5.0), 0),
        (at(), at(3.0), 0),
        (at(0.0, 1.0, 2.0), at(1.0, 2.0, 3.0), 3),
    ],
)
def test_each_event_finds_one_partner_at_most(said: list[Event], true: list[Event], right: int) -> None:
    counts = match(said, true, tolerance=1.0)
    assert counts.right == right
    assert (counts.said, counts.true) == (len(said), len(true))
    assert (len(counts.false), len(counts.missed)) == (len(said) - right, len(true) - right)


def test_the_sweep_finds_as_many_pairs_as_trying_all() -> None:
    chance = random.Random(7)
    for _ in range(60):
        said = at(*(chance.uniform(0, 6) for _ in range(chance.randint(0, 4))))
        true = at(*(chance.uniform(0, 6) for _ in range(chance.randint(0, 4))))
        few, many = sorted((said, true), key=len)
        best = max(
            sum(abs(a.at - b.at) <= 1.0 for a, b in zip(few, chosen, strict=True))
            for some in combinations(many, len(few))
            for chosen in permutations(some)
        )
        assert match(said, true, tolerance=1.0).right == best


def test_totals_are_ratios_of_sums_and_not_means() -> None:
    both = Counts(1, 1, 1) + Counts(0, 9, 1)
    assert both.precision == pytest.approx(0.1)
    assert both.recall == pytest.approx(0.5)


def test_nothing_said_and_nothing_true_is_unknown_not_zero() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (None, None, None)
    assert Counts(0, 0, 2).f1 == 0.0
