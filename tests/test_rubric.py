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


CARD = {
    "talk_share",
    "interruptions",
    "question_mid_sentence",
    "question_spacing",
    "accusatory",
    "condescending",
    "recap",
}


@pytest.mark.parametrize("name", rubric_names())
def test_the_shipped_rubrics_weigh_the_five_of_the_card_most(name: str) -> None:
    rubric = Rubric.load(name)
    every = sum(row.weight for row in rubric.criteria)
    assert sum(row.weight for row in rubric.criteria if row.id in CARD) > every / 2


@pytest.mark.parametrize("name", rubric_names())
def test_every_weight_of_the_shipped_rubrics_has_its_sentence(name: str) -> None:
    for row in Rubric.load(name).criteria:
        assert row.reasoning.endswith("."), row.id
        assert row.why and row.improve and row.strength and row.source, row.id


def test_a_call_with_all_that_words_and_times_can_show_is_judged_on_the_card_for_two_thirds() -> None:
    conditional = {"disclosures", "call_time", "facts_wrong", "voice_calm", "consistency", "online_payment_help"}
    rows = [
        row for row in Rubric.load().criteria if row.id not in conditional | {"retaliation", "stop_request", "empathy"}
    ]
    share = sum(row.weight for row in rows if row.id in CARD) / sum(row.weight for row in rows)
    assert 0.6 < share < 0.75


def ours(tmp_path: Path, text: str) -> Rubric:
    path = tmp_path / "ours.toml"
    path.write_text(f'id = "ours"\ntitle = "Ours"\nversion = 1\n{text}')
    return Rubric.load(path)


def test_a_rubric_that_extends_another_says_only_what_differs(tmp_path: Path) -> None:
    rubric = ours(tmp_path, 'extends = "default"\n[[criterion]]\nid = "recap"\nweight = 40\n')
    default = Rubric.load()
    assert rubric.criterion("recap").weight == 40
    assert rubric.criterion("recap").improve == default.criterion("recap").improve
    assert rubric.criterion("empathy") == default.criterion("empathy")
    assert [row.id for row in rubric.criteria] == [row.id for row in default.criteria]


def test_a_rubric_may_extend_one_that_extends_another(tmp_path: Path) -> None:
    rubric = ours(tmp_path, 'extends = "consumer_us"\n[[criterion]]\nid = "recap"\nweight = 40\n')
    us = Rubric.load("consumer_us")
    assert rubric.criterion("disclosures") == us.criterion("disclosures")
    assert (rubric.profile, rubric.fail_cap) == (us.profile, us.fail_cap)
    assert rubric.criterion("recap").weight == 40
    assert rubric.steepness == us.steepness > 1


def test_a_row_that_gives_one_side_of_a_band_takes_over_all_of_it(tmp_path: Path) -> None:
    rubric = ours(tmp_path, 'extends = "default"\n[[criterion]]\nid = "talk_share"\nfull_to = 0.6\nzero_above = 0.9\n')
    assert rubric.criterion("talk_share").band.points(0.05) == 100


def test_a_criterion_that_is_left_out_is_not_there(tmp_path: Path) -> None:
    rubric = ours(tmp_path, 'extends = "default"\nleave_out = ["courtesy"]\n')
    assert "courtesy" not in [row.id for row in rubric.criteria]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('extends = "defualt"\n', "extends = 'defualt' is no rubric that callscore ships: b2b_invoice"),
        ('extends = "default"\nleave_out = ["curtesy"]\n', "leave_out names 'curtesy', which rubric 'default' hasn't"),
        ('extends = "default"\n[[criterion]]\nid = "recap"\nwieght = 1\n', "criterion 'recap': unknown key 'wieght'"),
        ('extends = "default"\nfail_cap = 140\n', "fail_cap = 140"),
        ('extends = "default"\nsteepness = 0.5\n', "steepness = 0.5"),
    ],
)
def test_a_slip_in_an_extension_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        ours(tmp_path, text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_phrase_lists_and_profiles_are_found_beside_the_rubric(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("")
    rubric = ours(tmp_path, 'extends = "default"\nphrases = ["words.toml"]\nprofile = "uk"\n')
    assert rubric.phrases == (str(tmp_path / "words.toml"),)
    assert rubric.profile == "uk"
