"""A batch takes corrections files from OUT, scores those calls again without hearing them, and leaves the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from callscore import Pipeline
from callscore.batch import Done, Task
from callscore.batch.running import run_into
from callscore.corrections import Corrections, SetText
from callscore.errors import ConfigError
from callscore.testing import make_call
from callscore.transcripts import write_transcript


class Here:
    """Does tasks in this process."""

    def suited(self, pipeline: Pipeline) -> Pipeline:
        return pipeline

    def __call__(self, work: Callable[[Task], Any], tasks: Iterable[Task]) -> Generator[Any]:
        yield from map(work, tasks)


@pytest.fixture
def calls(tmp_path: Path) -> list[Path]:
    return [
        write_transcript(make_call("agent: You never paid.", "customer: I did."), tmp_path / f"{name}.json")
        for name in ("one", "two")
    ]


def go(out: Path, calls: list[Path]) -> dict[str, str]:
    outcomes = run_into(out, Pipeline(), calls, executor=Here())
    return {o.name: o.state.value if isinstance(o, Done) else o.error for o in outcomes if isinstance(o, Done)}


def correct(out: Path, call: str, text: str, name: str = "any.json") -> None:
    (out / "corrections").mkdir(exist_ok=True)
    made = Corrections(call_id=call, edits=(SetText(turn=0, text=text, was="You never paid."),))
    (out / "corrections" / name).write_text(made.model_dump_json())


def test_a_corrected_call_is_scored_anew_and_the_others_kept(tmp_path: Path, calls: list[Path]) -> None:
    out = tmp_path / "out"
    assert go(out, calls) == {"one": "scored", "two": "scored"}
    correct(out, "one", "The invoice is open.")
    assert go(out, calls) == {"one": "rescored", "two": "kept"}
    report = json.loads((out / "reports" / "one.json").read_text())
    assert report["metrics"]["accusatory"]["value"] == 0
    assert "1 turn reworded" in report["quality"]["warnings"][-1]
    assert go(out, calls) == {"one": "kept", "two": "kept"}


def test_corrections_that_are_taken_away_bring_the_call_back(tmp_path: Path, calls: list[Path]) -> None:
    out = tmp_path / "out"
    go(out, calls)
    correct(out, "one", "The invoice is open.")
    go(out, calls)
    (out / "corrections" / "any.json").unlink()
    assert go(out, calls) == {"one": "rescored", "two": "kept"}
    report = json.loads((out / "reports" / "one.json").read_text())
    assert (report["metrics"]["accusatory"]["value"], report["corrections"]) == (1, None)


def test_two_files_for_one_call_are_refused(tmp_path: Path, calls: list[Path]) -> None:
    out = tmp_path / "out"
    go(out, calls)
    correct(out, "one", "a", "a.json")
    correct(out, "one", "b", "b.json")
    with pytest.raises(ConfigError, match=r"two files for the call 'one': a\.json and b\.json"):
        go(out, calls)
