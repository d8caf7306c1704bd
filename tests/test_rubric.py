"""A rubric is data that experts edit: every slip is named with its place, its value and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from callscore import ConfigError, Rubric
from callscore.rubric import rubric_names

GOOD = """
id = "ours"
title = "Ours"
version = 1

[[criterion]]
id = "recap"
title = "Recap"
group = "Agreement"
metric = "recap"
weight = 10
zero_below = 0.0
full_from = 1.0
why = "Because."
improve = "Do."
"""

SLIPS = [
    ("weight = 10", "wieght = 10", "criterion 'recap': unknown key 'wieght'; known keys are id, title"),
    ("weight = 10", "weight = -1", "criterion 'recap': weight = -1: "),
    ("weight = 10", "weight = 0", "all weights are 0"),
    ("weight = 10", 'weight = "much"', "criterion 'recap': weight = 'much'"),
    ('why = "Because."', "", "criterion 'recap': key 'why' is missing"),
    ("full_from = 1.0", "", "needs full_from or full_to"),
    ("zero_below = 0.0", "zero_below = 2.0", "zero_below 2 must lie below full_from 1"),
    ('id = "recap"', 'id = "Recap of terms"', "id = 'Recap of terms'"),
    ('improve = "Do."', 'improve = "Do {valeu}."', "unknown placeholder {valeu}; known ones are {detail}, {value}"),
    ('improve = "Do."', 'improve = "Do {."', "criterion 'recap': improve = 'Do {.'"),
    ("version = 1", "versoin = 1", "unknown key 'versoin'"),
    ("[[criterion]]", "[[criteria]]", "criteri"),
    ('title = "Ours"', 'title = "Ours', "not valid TOML"),
]


def test_a_good_rubric_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(GOOD)
    assert Rubric.load(path).criterion("recap").weight == 10


@pytest.mark.parametrize(("right", "wrong", "message"), SLIPS)
def test_a_slip_is_named_in_one_line(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(GOOD.replace(right, wrong, 1))
    with pytest.raises(ConfigError) as caught:
        Rubric.load(path)
    assert message in str(caught.value)
    assert "ours.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_criterion_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(GOOD + GOOD[GOOD.index("[[criterion]]") :])
    with pytest.raises(ConfigError, match="'recap' stands twice"):
        Rubric.load(path)


def test_a_rubric_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ConfigError, match="default"):
        Rubric.load("no_such_rubric")


@pytest.mark.parametrize("name", rubric_names())
def test_the_shipped_rubrics_weigh_the_five_of_the_card_most(name: str) -> None:
    rubric = Rubric.load(name)
    card = {
        "talk_share",
        "interruptions",
        "question_mid_sentence",
        "question_spacing",
        "accusatory",
        "condescending",
        "recap",
    }
    every = sum(row.weight for row in rubric.criteria)
    assert sum(row.weight for row in rubric.criteria if row.id in card) > every / 2
