"""Phrase lists: a criterion of one's own out of a TOML file, in the rubric, by option, by package."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import callscore
from callscore import ConfigError, Metric, Pipeline, Rubric, analyze
from callscore import analysis as analysis_module
from callscore.analysis import analyzers_for, installed_analyzers
from callscore.conversation import Conversation
from callscore.phrases import PhraseList, phrase_list_names, shipped
from callscore.testing import make_call

LIST = """
criterion = "mentions_app"
why = "The app saves a call."

[[frames]]
id = "app.named"
patterns = ["(our|the) app", "download the app"]
unless = ["whatsapp"]
hits = ["you can pay in our app"]
misses = ["send it on whatsapp"]
"""

RUBRIC = """
id = "ours"
title = "Ours"
version = 1
extends = "default"
phrases = ["app.toml"]

[[criterion]]
id = "mentions_app"
title = "Mentions the app"
group = "Ours"
metric = "mentions_app"
weight = 50
zero_below = 0
full_from = 1
why = "The app saves a call."
improve = "Say that it can be paid in the app."
"""

CALL = make_call(
    "agent: Hello, you can pay in our app.", "customer: Send it on WhatsApp.", "agent: I'll do that today."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.toml").write_text(LIST)
    (tmp_path / "ours.toml").write_text(RUBRIC)
    return tmp_path


@pytest.mark.parametrize("name", phrase_list_names())
def test_the_shipped_lists_hit_their_hits_and_miss_their_misses(name: str) -> None:
    assert shipped(name).check() == ()


def test_a_phrase_list_counts_and_shows_what_was_said(folder: Path) -> None:
    analysis = analyze(CALL, analyzers=[PhraseList(str(folder / "app.toml"))])
    assert analysis.metrics["mentions_app"].value == 1.0
    (finding,) = analysis.of("mentions_app")
    assert (finding.rule, finding.turn, finding.quote) == ("app.named", 0, "Hello, you can pay in our app.")
    assert finding.start is not None


def test_a_rubric_that_names_a_phrase_list_scores_it(folder: Path) -> None:
    rubric = Rubric.load(folder / "ours.toml")
    row = Pipeline(rubric)(CALL).scorecard["mentions_app"]
    assert row.judged
    assert row.points == 100
    silent = Pipeline(rubric)(make_call("agent: Hello there.", "customer: Hello.")).scorecard["mentions_app"]
    assert silent.points == 0


def test_a_phrase_list_given_beside_the_rubric_is_counted(folder: Path) -> None:
    report = Pipeline(phrases=(str(folder / "app.toml"),))(CALL)
    assert report.metrics["mentions_app"].value == 1.0


def test_doubtful_words_judge_no_phrases(folder: Path) -> None:
    from dataclasses import replace

    analysis = analyze(replace(CALL, language="fr"), analyzers=[PhraseList(str(folder / "app.toml"))])
    assert analysis.metrics["mentions_app"].value is None
    assert not analysis.findings


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('criterion = "mentions_app"', "", "is no label of the agent"),
        ('criterion = "mentions_app"', 'criterion = "Our App"', "criterion = 'Our App': String"),
        ("unless =", "unles =", "unknown key 'unles'; known keys are id"),
        ('why = "The app saves a call."', "", "key 'why' is missing"),
    ],
)
def test_a_slip_in_a_phrase_list_is_named(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    path = tmp_path / "app.toml"
    path.write_text(LIST.replace(right, wrong, 1))
    with pytest.raises(ConfigError) as caught:
        list(PhraseList(str(path))(CALL))
    assert message in str(caught.value)


def test_a_phrase_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no phrase list at .*nowhere\.toml"):
        analyzers_for(phrases=[str(tmp_path / "nowhere.toml")])


def says_hello(conversation: Conversation) -> list[Metric]:
    return [Metric("says_hello", float("hello" in conversation.turns[0].text.lower()), "presence")]


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> object:
    """Pretends that a package offers an analyzer; `value` is set by the test."""
    installed_analyzers.cache_clear()

    def offer(value: str) -> None:
        point = EntryPoint("says_hello", value, analysis_module.ENTRY_POINTS)
        monkeypatch.setattr(analysis_module, "entry_points", lambda group: [point])

    yield offer
    installed_analyzers.cache_clear()


def test_an_analyzer_of_an_installed_package_runs(package: object) -> None:
    package(f"{__name__}:says_hello")  # type: ignore[operator]
    assert callscore.analyze(CALL).metrics["says_hello"].value == 1.0


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("no_such_module:x", "can't be loaded"),
        (f"{__name__}:LIST", "is str, no function"),
        (f"{__name__}:nothing", "can't be loaded"),
    ],
)
def test_a_package_whose_analyzer_is_broken_is_named(package: object, value: str, message: str) -> None:
    package(value)  # type: ignore[operator]
    with pytest.raises(ConfigError, match=message) as caught:
        analyze(CALL)
    assert "says_hello" in str(caught.value)


def test_check_reads_phrase_lists_profiles_and_rubrics_with_their_lists(folder: Path) -> None:
    from callscore.checking import check_file

    assert check_file(folder / "app.toml") == ()
    assert check_file(folder / "ours.toml") == ()
    (folder / "app.toml").write_text(LIST.replace('"send it on whatsapp"', '"it is in our app"'))
    (problem,) = check_file(folder / "ours.toml")
    assert problem.startswith("app.named: matches its miss 'it is in our app'")
    profile = Path(callscore.__file__).parent / "data" / "profiles" / "uk.toml"
    assert check_file(profile) == ()


def test_check_refuses_a_rubric_whose_profile_is_not_there(folder: Path) -> None:
    from callscore.checking import check_file

    (folder / "ours.toml").write_text(RUBRIC.replace("version = 1", 'version = 1\nprofile = "mars"'))
    with pytest.raises(ConfigError, match="no profile at mars"):
        check_file(folder / "ours.toml")


def test_a_profile_given_to_the_pipeline_goes_before_the_rubrics() -> None:
    report = Pipeline("consumer_us", profile="uk")(CALL)
    assert "uk.recording" not in [finding.rule for finding in report.findings]
    assert any("UK GDPR" in finding.why for finding in report.analysis.of("disclosures"))
    assert report.to_dict()["versions"]["profile"] == "uk"
