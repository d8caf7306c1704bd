"""Labelled calls in, figures with counts and the misses out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from callscore import ConfigError, evaluate
from callscore.cli import main
from callscore.evaluation import evaluation_document, word_error
from callscore.samples import sample
from callscore.testing import make_call

TURNS = [
    {"speaker": "agent", "start": 0.0, "end": 4.0, "text": "Hello, you never pay. What happened this time?"},
    {"speaker": "customer", "start": 4.5, "end": 9.0, "text": "I was going to pay you on the first but my"},
    {"speaker": "agent", "start": 8.2, "end": 12.0, "text": "When are you going to pay this?"},
    {"speaker": "customer", "start": 12.5, "end": 14.0, "text": "I don't know."},
]


def labelled(folder: Path, name: str = "one", **truth: Any) -> Path:
    (folder / f"{name}.json").write_text(json.dumps({"turns": TURNS, "truth": truth}), encoding="utf-8")
    return folder


def test_a_typed_call_is_held_against_its_truth(tmp_path: Path) -> None:
    labelled(
        tmp_path,
        interruptions={"agent": [2], "customer": []},
        questions_agent=[{"turn": 0, "text": "What happened this time?"}, {"turn": 2, "text": "When are you going"}],
        mid_sentence_questions=[2],
        accusatory=[0],
        condescending=[2],
        recap={"state": "not_applicable"},
    )
    figures = evaluate(tmp_path).figures
    assert figures["interruptions_f1"] == figures["questions_f1"] == figures["mid_sentence_recall"] == 1.0
    assert figures["accusatory_recall"] == 1.0
    assert figures["condescending_recall"] == 0.0
    assert figures["recap_accuracy"] == figures["role_accuracy"] == 1.0


def test_what_truth_does_not_say_is_not_measured(tmp_path: Path) -> None:
    figures = evaluate(labelled(tmp_path)).figures
    assert set(figures) == {"calls", "role_accuracy", "roles_wrong_unsaid"}


def test_times_of_a_transcript_are_not_praised_for_being_its_own(tmp_path: Path) -> None:
    assert "der" not in evaluate(labelled(tmp_path)).figures


def test_misses_are_listed_with_their_moment(tmp_path: Path) -> None:
    labelled(tmp_path, interruptions=[{"by": "agent", "start": 1.0}, {"by": "agent", "start": 8.0}])
    (call,) = evaluation_document(evaluate(tmp_path))["calls"]
    assert [event["at"] for event in call["interruptions"]["missed"]] == [1.0]
    assert call["interruptions"]["right"] == 1


@pytest.mark.slow
def test_a_recording_with_its_truth_gets_speaker_error_and_talk_share(tmp_path: Path) -> None:
    recording, transcript = sample("mixed")
    (tmp_path / "mixed.ogg").write_bytes(recording.read_bytes())
    (tmp_path / "mixed.json").write_bytes(transcript.read_bytes())
    truth = recording.with_name("mixed.truth.json")
    (tmp_path / "mixed.truth.json").write_bytes(truth.read_bytes())
    evaluation = evaluate(tmp_path)
    assert not evaluation.failures
    assert 0 < (evaluation.figures["der"] or 0) < 0.08
    assert (evaluation.figures["der_collar"] or 0) < (evaluation.figures["der"] or 0)
    assert (evaluation.figures["talk_share_error_points"] or 99) < 2.0
    assert evaluation.figures["interruptions_recall"] == 1.0
    assert evaluation.figures["backchannels_as_interruptions"] == 0.0


def test_speaker_times_alone_are_a_truth_too(tmp_path: Path) -> None:
    recording, transcript = sample("poor")
    (tmp_path / "poor.ogg").write_bytes(recording.read_bytes())
    (tmp_path / "poor.json").write_bytes(transcript.read_bytes())
    truth = json.loads(recording.with_name("poor.truth.json").read_text(encoding="utf-8"))
    rows = [
        f"SPEAKER poor 1 {start} {end - start:.3f} <NA> <NA> {'S1' if role == 'agent' else 'S2'} <NA> <NA>"
        for role, spans in truth["speech"].items()
        for start, end in spans
    ]
    (tmp_path / "poor.rttm").write_text("\n".join(rows), encoding="utf-8")
    figures = evaluate(tmp_path).figures
    assert 0 < (figures["der"] or 0) < 0.08
    assert "role_accuracy" not in figures


def test_what_the_classifier_alone_finds_counts_for_its_label(tmp_path: Path) -> None:
    said = "I know people who can make this very uncomfortable for you."
    turns = [{"speaker": "agent", "text": said}, {"speaker": "customer", "text": "I don't know."}]
    told = {"threat": [0], "false_urgency": [], "profanity": []}
    (tmp_path / "one.json").write_text(json.dumps({"turns": turns, "truth": told}), encoding="utf-8")
    (call,) = evaluate(tmp_path).calls
    assert call.labels["threat"].right == 1
    assert call.labels["false_urgency"].said == call.labels["profanity"].said == 0


def test_a_call_that_cannot_be_scored_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    labelled(tmp_path, "good", accusatory=[0])
    (tmp_path / "bad.truth.json").write_text(json.dumps({"turns": TURNS}), encoding="utf-8")
    (tmp_path / "bad.wav").write_bytes(b"no sound at all")
    evaluation = evaluate(tmp_path)
    assert [call.name for call in evaluation.calls] == ["good"]
    assert [Path(failure.path).name for failure in evaluation.failures] == ["bad.wav"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "can't be read as JSON"),
        ('{"turns": 3}', '"turns"'),
        (json.dumps({"turns": TURNS, "interruptions": [99]}), "named by their index"),
        (json.dumps({"turns": TURNS, "speech": {"agent": [[5, 2]]}}), "seconds"),
    ],
)
def test_truth_that_cannot_be_read_is_named(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "x.truth.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"x\.truth\.json") as error:
        evaluate(tmp_path)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_an_empty_folder_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"NAME\.truth\.json"):
        evaluate(tmp_path)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--min", "accusatory_recall=0.9"), 0),
        (("--min", "condescending_recall=0.9"), 1),
        (("--max", "condescending_recall=0.9"), 0),
        (("--min", "nonsense=1"), 2),
        (("--min", "accusatory_recall=good"), 2),
    ],
)
def test_the_command_fails_below_a_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], code: int
) -> None:
    labelled(tmp_path, accusatory=[0], condescending=[2])
    with pytest.raises(SystemExit) as end:
        main(["evaluate", str(tmp_path), "--json", *options])
    assert (end.value.code or 0) == code
    if code < 2:
        assert json.loads(capsys.readouterr().out)["figures"]["accusatory_recall"] == 1.0


def test_the_table_names_measures_and_misses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled(tmp_path, accusatory=[0], interruptions=[{"by": "customer", "start": 1.0, "text": "hang on"}])
    with pytest.raises(SystemExit):
        main(["evaluate", str(tmp_path)])
    printed = capsys.readouterr().out
    assert "accusatory, F1" in printed
    assert "interruptions, missed: customer: hang on" in printed


@pytest.mark.parametrize(
    ("said", "recognised", "errors"),
    [
        ("Can you pay £1,250.50 by Friday?", "can you pay 1250.50 by friday", 0),
        ("Can you pay by Friday?", "can you say by", 2),
        ("No.", "no no", 1),
    ],
)
def test_word_error_minds_words_and_not_their_dress(said: str, recognised: str, errors: int) -> None:
    found = word_error(make_call(f"agent: {said}"), make_call(f"agent: {recognised}"))
    assert found.substitutions + found.deletions + found.insertions == errors


def test_a_word_of_the_wrong_party_is_wrong() -> None:
    truth = make_call("agent: can you pay", "customer: no")
    assert word_error(truth, make_call("agent: can you pay no")).wer == pytest.approx(2 / 4)


@pytest.mark.parametrize("truth", [{"accusatory": [9]}, {"questions": [-1]}, {"questions": [{"turn": 9}]}])
def test_a_turn_that_is_not_there_is_named(tmp_path: Path, truth: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="there is no turn"):
        evaluate(labelled(tmp_path, **truth))


def test_truth_is_read_whole_before_the_first_call_is_scored(tmp_path: Path) -> None:
    (labelled(tmp_path) / "two.truth.json").write_text("{")
    scored: list[str] = []
    with pytest.raises(ConfigError, match="two"):
        evaluate(tmp_path, progress=scored.append)
    assert scored == []


def test_a_bound_that_is_no_number_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["evaluate", str(labelled(tmp_path)), "--min", "role_accuracy=nan"])
    assert end.value.code == 2
    assert "NAME=NUMBER" in capsys.readouterr().err


def test_roles_are_not_wrong_where_truth_holds_no_speech_of_theirs(tmp_path: Path) -> None:
    document = {"turns": TURNS, "truth": {}, "speech": {"A": [[0, 4]], "B": [[4.5, 9]]}}
    (tmp_path / "one.json").write_text(json.dumps(document), encoding="utf-8")
    assert "role_accuracy" not in evaluate(tmp_path).figures
