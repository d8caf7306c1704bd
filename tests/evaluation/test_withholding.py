"""What is withheld of a transcript must be found out: times, words, who is who."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from callscore import ConfigError, evaluate
from callscore.cli import main
from callscore.evaluation import Given
from callscore.evaluation.withholding import withheld
from callscore.transcripts import read_transcript

TURNS: list[dict[str, Any]] = [
    {"speaker": "customer", "start": 0.0, "end": 1.0, "text": "Hello?"},
    {"speaker": "agent", "start": 1.2, "end": 5.0, "text": "Hello, this is Dana calling from Northgate Finance."},
    {"speaker": "customer", "start": 5.5, "end": 9.0, "text": "I was going to pay you on the first but my"},
    {"speaker": "agent", "start": 8.2, "end": 12.0, "text": "When are you going to pay this?"},
]


def worded(turn: dict[str, Any]) -> dict[str, Any]:
    words = turn["text"].split()
    step = (turn["end"] - turn["start"]) / len(words)
    first = [turn["start"] + step * place for place in range(len(words))]
    return turn | {
        "words": [{"text": w, "start": at, "end": at + 0.9 * step} for w, at in zip(words, first, strict=True)]
    }


def labelled(folder: Path) -> Path:
    truth = {"interruptions": [{"by": "agent", "start": 8.2}], "mid_sentence_questions": [3]}
    document = {"call_date": "2026-03-02", "turns": [worded(turn) for turn in TURNS], "truth": truth}
    (folder / "one.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("given", "words", "times"),
    [(Given.WORDS, True, True), (Given.TURNS, False, True), (Given.UNTIMED, False, False)],
)
def test_each_kind_keeps_what_it_says(tmp_path: Path, given: Given, words: bool, times: bool) -> None:
    whole = labelled(tmp_path) / "one.json"
    (tmp_path / "less").mkdir()
    kept = withheld(whole, given, tmp_path / "less", unnamed=True)
    assert kept is not None
    document = json.loads(kept.read_text(encoding="utf-8"))
    assert [turn["text"] for turn in document["turns"]] == [turn["text"] for turn in TURNS]
    assert all(("words" in turn, "start" in turn) == (words, times) for turn in document["turns"])
    assert {turn["speaker"] for turn in document["turns"]} == {"speaker 1", "speaker 2"}
    assert read_transcript(kept).call_date == read_transcript(whole).call_date


def test_all_of_a_transcript_is_the_file_itself(tmp_path: Path) -> None:
    whole = labelled(tmp_path) / "one.json"
    assert withheld(whole, Given.WORDS, tmp_path) == whole
    assert withheld(whole, Given.NONE, tmp_path) is None


def test_without_times_nothing_is_said_of_interruptions(tmp_path: Path) -> None:
    folder = labelled(tmp_path)
    assert evaluate(folder, given="turns").figures["interruptions_f1"] == 1.0
    assert "interruptions_f1" not in evaluate(folder, given="untimed").figures


def test_speakers_without_names_are_told_apart_by_what_they_say(tmp_path: Path) -> None:
    figures = evaluate(labelled(tmp_path), unnamed=True).figures
    assert (figures["role_accuracy"], figures["roles_wrong_unsaid"]) == (1.0, 0.0)


def test_roles_that_are_wrong_without_a_warning_are_counted(tmp_path: Path) -> None:
    labelled(tmp_path)
    swapped = {"agent": "customer", "customer": "agent"}
    turns = [worded(turn | {"speaker": swapped[turn["speaker"]]}) for turn in TURNS]
    (tmp_path / "one.truth.json").write_text(json.dumps({"turns": turns}), encoding="utf-8")
    figures = evaluate(tmp_path, unnamed=True).figures
    assert (figures["role_accuracy"], figures["roles_wrong_unsaid"]) == (0.0, 1.0)


def test_words_can_only_be_recognised_on_a_recording(tmp_path: Path) -> None:
    (failure,) = evaluate(labelled(tmp_path), given="none").failures
    assert "no recording" in failure.error


def test_a_kind_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConfigError, match="given is one of none, untimed, turns, words, not 'some'"):
        evaluate(labelled(tmp_path), given="some")
    with pytest.raises(SystemExit) as end:
        main(["evaluate", str(tmp_path), "--transcript", "some"])
    assert end.value.code == 2
    assert "untimed" in capsys.readouterr().err
