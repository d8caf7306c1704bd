"""A batch takes corrections files from OUT, scores those calls again without hearing them, and leaves the rest."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import batch_runs
import pytest

from callscore import Pipeline
from callscore.corrections import Corrections, SetText
from callscore.errors import ConfigError
from callscore.testing import make_call
from callscore.transcripts import write_transcript

go = partial(batch_runs.go, pipeline=Pipeline())


@pytest.fixture
def calls(tmp_path: Path) -> list[Path]:
    return [
        write_transcript(make_call("agent: You never paid.", "customer: I did."), tmp_path / f"{name}.json")
        for name in ("one", "two")
    ]


def correct(out: Path, call: str, text: str, name: str = "any.json") -> None:
    (out / "corrections").mkdir(exist_ok=True)
    made = Corrections(call_id=call, edits=(SetText(turn=0, text=text, was="You never paid."),))
    (out / "corrections" / name).write_text(made.model_dump_json())


def test_a_corrected_call_is_scored_anew_and_the_others_kept(tmp_path: Path, calls: list[Path]) -> None:
    out = tmp_path / "out"
    assert go(out, calls) == {"one.json": "scored", "two.json": "scored"}
    correct(out, "one", "The invoice is open.")
    assert go(out, calls) == {"one.json": "rescored", "two.json": "kept"}
    report = json.loads((out / "reports" / "one.json").read_text())
    assert report["metrics"]["accusatory"]["value"] == 0
    assert "1 turn reworded" in report["quality"]["warnings"][-1]
    assert go(out, calls) == {"one.json": "kept", "two.json": "kept"}


def test_corrections_that_are_taken_away_bring_the_call_back(tmp_path: Path, calls: list[Path]) -> None:
    out = tmp_path / "out"
    go(out, calls)
    correct(out, "one", "The invoice is open.")
    go(out, calls)
    (out / "corrections" / "any.json").unlink()
    assert go(out, calls) == {"one.json": "rescored", "two.json": "kept"}
    report = json.loads((out / "reports" / "one.json").read_text())
    assert (report["metrics"]["accusatory"]["value"], report["corrections"]) == (1, None)


def test_two_files_for_one_call_are_refused(tmp_path: Path, calls: list[Path]) -> None:
    out = tmp_path / "out"
    go(out, calls)
    correct(out, "one", "a", "a.json")
    correct(out, "one", "b", "b.json")
    with pytest.raises(ConfigError, match=r"two files for the call 'one': a\.json and b\.json"):
        go(out, calls)
