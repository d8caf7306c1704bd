"""People's QA scores against callscore's: agreement, disagreement, and fitted weights that are held to account."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pandas as pd
import pytest

from callscore import ConfigError, Rubric
from callscore.calibration import calibrate, reviewed_rules
from callscore.calibration.agreement import Disagreement, agreement
from callscore.calibration.fitting import fit_weights
from callscore.calibration.human import read_scores
from callscore.calibration.rubric_file import rubric_source, with_weights
from callscore.cli import main
from callscore.corrections import load_corrections
from callscore.corrections.stored import stored_conversation
from callscore.day import Day, read_day
from callscore.pipeline import Pipeline
from callscore.testing import make_call

IDS = ("recap", "accusatory")


def scores(tmp_path: Path, text: str) -> list[tuple[str, str, float]]:
    file = tmp_path / "human.csv"
    file.write_text(text, encoding="utf-8")
    return [(score.call, score.criterion, score.points) for score in read_scores(file, IDS)]


@pytest.mark.parametrize(
    "text",
    [
        "call_id,criterion,score\na,recap,80\na,accusatory,\nb,recap,no\n",
        "call_id,recap,accusatory\na,80,\nb,fail,n/a\n",
        "Call_ID;recap;who\na;80;eve\nb;0,0;eve\n",
        "\ufeffcall_id,recap\na,80 %\nb,0\n",
    ],
)
def test_both_shapes_of_a_score_sheet_are_read(tmp_path: Path, text: str) -> None:
    assert scores(tmp_path, text) == [("a", "recap", 80.0), ("b", "recap", 0.0)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,recap\na,80\n", "names no calls"),
        ("call_id,mood\na,80\n", "scores nothing known"),
        ("call_id,criterion,score\na,mood,80\n", "row 2: 'mood' is no criterion"),
        ("call_id,recap\na,80\nb,good\n", "row 3, column recap: 'good' is no score"),
        ("call_id,recap\na,180\n", "'180' is outside 0 to 100"),
        ("call_id,recap\n", "names no calls"),
        ("call_id,recap\na,\n", "holds no score"),
        ("call_id,recap\na,80\na,20\n", "scores 'recap' of call 'a' more than once"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_named_with_its_row(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=r"human\.csv") as error:
        scores(tmp_path, text)
    assert says in str(error.value)


def test_kappa_is_one_for_the_same_marks_and_near_zero_for_drawn_ones() -> None:
    marks = [0.0, 25.0, 50.0, 75.0, 100.0] * 8
    drawn = random.Random(3).sample(marks, len(marks))
    same = agreement("recap", [Disagreement(str(i), m, m) for i, m in enumerate(marks)])
    other = agreement("recap", [Disagreement(str(i), m, d) for i, (m, d) in enumerate(zip(marks, drawn, strict=True))])
    assert same.kappa == pytest.approx(1.0)
    assert abs(other.kappa or 0.0) < 0.3


def test_a_constant_lead_is_a_difference_with_an_interval_and_not_a_disagreement_in_rank() -> None:
    found = agreement("recap", [Disagreement(str(i), m, m + 10 + i % 3) for i, m in enumerate(range(0, 80, 10))])
    assert found.correlation == pytest.approx(1.0)
    assert found.low is not None
    assert found.high is not None
    assert 10 < found.low < found.difference < found.high < 12


def test_one_call_is_too_few_and_has_no_interval() -> None:
    found = agreement("recap", [Disagreement("a", 40, 60)])
    assert (found.too_few, found.low, found.kappa, found.correlation) == (True, None, None, None)


def test_the_largest_disagreements_come_first() -> None:
    pairs = [Disagreement("a", 50, 55), Disagreement("b", 90, 20), Disagreement("c", 10, 40)]
    assert [pair.call for pair in agreement("recap", pairs, largest=2).largest] == ["b", "c"]


def drawn_calls(n: int, truth: dict[str, float]) -> tuple[list[dict[str, float]], list[float]]:
    chance = random.Random(1)
    points = [{name: chance.choice([0.0, 50.0, 100.0]) for name in truth} for _ in range(n)]
    whole = sum(truth.values())
    return points, [sum(call[k] * w for k, w in truth.items()) / whole + chance.gauss(0, 2) for call in points]


def test_fitted_weights_come_near_to_what_people_weigh_on_calls_they_have_not_seen() -> None:
    points, totals = drawn_calls(80, {"recap": 6.0, "accusatory": 3.0, "courtesy": 1.0})
    fit = fit_weights(points, totals, {"recap": 1.0, "accusatory": 1.0, "courtesy": 8.0})
    assert fit is not None
    assert fit.helps
    assert fit.error_after < 4 < fit.error_before
    assert fit.weights["recap"] > fit.weights["accusatory"] > fit.weights["courtesy"]
    assert sum(fit.weights.values()) == pytest.approx(10.0, abs=0.05)


def test_marks_that_have_nothing_to_do_with_the_criteria_move_no_weights_far() -> None:
    points, _ = drawn_calls(60, {"recap": 1.0, "accusatory": 1.0})
    chance = random.Random(9)
    fit = fit_weights(points, [chance.uniform(0, 100) for _ in points], {"recap": 5.0, "accusatory": 5.0})
    assert fit is not None
    assert (fit.correlation_after or 0.0) < 0.4


def test_too_few_calls_are_not_fitted() -> None:
    assert fit_weights([{"recap": 1.0}] * 19, [1.0] * 19, {"recap": 1.0}) is None


def test_a_fitted_rubric_keeps_its_words_and_comments_and_loads(tmp_path: Path) -> None:
    source = rubric_source("default")
    text = with_weights(source, {"recap": 33.5}, id="ours", description="Fitted.")
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    before, after = Rubric.load("default"), Rubric.load(file)
    assert {c.id: c.weight for c in after.criteria} == {
        c.id: 33.5 if c.id == "recap" else c.weight for c in before.criteria
    }
    assert source.splitlines()[0] == text.splitlines()[0]


def make_day(folder: Path) -> Path:
    for name, line in (("good", "hello there"), ("bad", "you never pay, you people always lie")):
        Pipeline()(make_call(f"agent: {line}", "customer: okay", call_id=name)).save(folder / f"{name}.json")
    return folder


def test_the_command_matches_calls_and_names_those_without_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    human = tmp_path / "human.csv"
    human.write_text("call_id,accusatory,total\ngood,100,80\nbad.wav,0,10\nbad,0,10\nlost,50,50\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(SystemExit):
        main(["calibrate", str(human), str(make_day(out)), "--json"])
    document = json.loads(capsys.readouterr().out)
    (row,) = [row for row in document["agreements"] if row["criterion"] == "accusatory"]
    assert row["n"] == 2
    assert document["fit"] is None
    assert document["unmatched"] == ["bad.wav", "lost"]


def test_calls_that_share_a_name_are_not_guessed_at(tmp_path: Path) -> None:
    human = tmp_path / "human.csv"
    human.write_text("call_id,recap\nsame,80\n", encoding="utf-8")
    calls = pd.DataFrame(
        {"report": ["a.json", "b.json"], "call_id": ["same"] * 2, "path": [None] * 2, "total": [50.0] * 2}
    )
    criteria = pd.DataFrame({"report": ["a.json"], "id": ["recap"], "points": [100.0], "judged": [True]})
    empty = pd.DataFrame()
    with pytest.raises(ConfigError, match="none of its calls has a report"):
        calibrate(human, Day(calls, empty, empty, criteria, empty))


def overrule_first(report: Path, criterion: str) -> dict[str, object]:
    """A corrections file that overrules the first finding of a criterion on a report's call."""
    document = json.loads(report.read_text("utf-8"))
    finding = next(f for f in document["findings"] if f["criterion"] == criterion)
    edit = {name: finding[name] for name in ("criterion", "rule", "turn", "quote")}
    return {
        "callscore_corrections": "1.0",
        "call_id": document["call_id"],
        "sha256": None,
        "edits": [{"kind": "overrule", "reason": "a joke between the two", **edit}],
    }


def make_corrected_day(folder: Path) -> Path:
    """Two calls with the same fault, one of them looked through by a person who overruled a finding."""
    for name in ("seen", "unseen"):
        call = make_call("agent: you people always lie", "customer: what", "agent: you people always lie", call_id=name)
        Pipeline()(call).save(folder / f"{name}.json")
    (folder / "corrections").mkdir()
    (folder / "corrections" / "seen.json").write_text(
        json.dumps(overrule_first(folder / "seen.json", "accusatory")), "utf-8"
    )
    return folder


def test_a_rule_is_held_to_the_calls_that_a_person_looked_through(tmp_path: Path) -> None:
    (review,) = reviewed_rules(read_day(make_corrected_day(tmp_path)))
    assert (review.criterion, review.overruled, review.found) == ("accusatory", 1, 2)
    assert review.low < review.share == 0.5 < review.high


def test_a_finding_that_a_new_scoring_took_out_still_counts(tmp_path: Path) -> None:
    folder = make_corrected_day(tmp_path)
    before = reviewed_rules(read_day(folder))
    corrections = load_corrections(folder / "corrections" / "seen.json")
    Pipeline()(stored_conversation(folder / "seen.json"), corrections=corrections).save(folder / "seen.json")
    assert reviewed_rules(read_day(folder)) == before


def test_calibrate_says_what_people_overruled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_corrected_day(tmp_path)
    human = tmp_path / "human.csv"
    human.write_text("call_id,accusatory\nseen,100\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["calibrate", str(human), str(folder)])
    said = capsys.readouterr().out
    assert "Overruled by people" in said
    assert "50 %" in said


def test_a_day_without_corrections_has_no_overruled_rules(tmp_path: Path) -> None:
    assert reviewed_rules(read_day(make_day(tmp_path))) == ()


def test_a_cell_without_end_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not CSV"):
        scores(tmp_path, "call_id,recap\na," + "8" * 200_000)
