"""What a second run does: nothing, what is missing, what has changed; and what a run that broke leaves behind."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from batch_runs import CHEAP, Here, go, make_calls, one_metric, written

from callscore import CallMetadata, Pipeline, Rubric
from callscore.batch import Task
from callscore.batch.identity import fingerprint
from callscore.batch.running import run_into
from callscore.findings import Metric
from callscore.listening import ListenOptions
from callscore.testing import make_call
from callscore.transcripts import write_transcript


def test_a_second_run_does_nothing_and_does_not_even_start_a_worker(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    assert go(out, calls) == {"a.json": "scored", "b.json": "scored"}
    before, executor = written(out), Here([])
    assert go(out, calls, executor=executor) == {"a.json": "kept", "b.json": "kept"}
    assert executor.seen == []
    assert written(out) == before


def test_what_is_missing_or_changed_is_done_and_nothing_else(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json", "c.json", "d.json"), tmp_path / "out"
    go(out, calls)
    (out / "reports/b.json").unlink()
    make_calls(calls, "e.json")
    write_transcript(make_call("agent: Something else."), calls / "c.json")
    assert go(out, calls) == {
        "a.json": "kept", "b.json": "rescored", "c.json": "scored", "d.json": "kept", "e.json": "scored",
    }  # fmt: skip


def test_a_file_that_was_only_touched_is_not_scored_again(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    before = (out / "reports/a.json").stat().st_mtime_ns
    os.utime(calls / "a.json", (1, 1))
    assert go(out, calls) == {"a.json": "kept"}
    assert (out / "reports/a.json").stat().st_mtime_ns == before


def test_another_rubric_scores_anew_what_was_heard_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    rubric = Rubric.load("default")
    stricter = replace(rubric, version=99, criteria=tuple(replace(c, weight=c.weight * 2) for c in rubric.criteria))
    monkeypatch.setattr("callscore.listening.listen", lambda *_, **__: pytest.fail("it was heard again"))
    assert go(out, calls, replace(CHEAP, rubric=stricter)) == {"a.json": "rescored"}
    assert json.loads((out / "reports/a.json").read_bytes())["versions"]["rubric"] == "default 99"


def dated(day: date | None) -> Pipeline:
    return replace(CHEAP, options=ListenOptions(call_date=day))


def test_another_call_date_scores_anew_what_was_heard_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls, dated(date(2026, 11, 20)))
    with monkeypatch.context() as patched:
        patched.setattr("callscore.listening.listen", lambda *_, **__: pytest.fail("it was heard again"))
        assert go(out, calls, dated(date(2026, 11, 21))) == {"a.json": "rescored"}
        assert json.loads((out / "reports/a.json").read_bytes())["call_date"] == "2026-11-21"
        assert go(out, calls, dated(date(2026, 11, 21))) == {"a.json": "kept"}
        assert go(out, calls, dated(None)) == {"a.json": "rescored"}
    assert json.loads((out / "reports/a.json").read_bytes())["call_date"] is None


def test_a_day_that_the_transcript_tells_holds_where_no_other_is_given(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    call = make_call("agent: Hello.", call_date=date(2026, 3, 12))
    write_transcript(call, tmp_path / "in" / "a.json")
    for day, told in ((date(2026, 11, 21), "2026-11-21"), (None, "2026-03-12")):
        go(tmp_path / "out", tmp_path / "in", dated(day))
        assert json.loads((tmp_path / "out/reports/a.json").read_bytes())["call_date"] == told


def test_scored_anew_is_what_scored_at_once_would_have_been(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    other = replace(CHEAP, analyzers=(one_metric, other_metric))
    go(tmp_path / "out", calls)
    go(tmp_path / "out", calls, other)
    go(tmp_path / "fresh", calls, other)
    assert written(tmp_path / "out") == written(tmp_path / "fresh")


def test_private_numbers_are_hidden_alike_at_once_and_anew(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    said = ("agent: And the card?", "customer: 4929 1234 5678 9013, code 123.", "agent: 123, ending 9013, thanks.")
    write_transcript(make_call(*said), tmp_path / "in" / "a.json")
    other = replace(CHEAP, analyzers=(one_metric, other_metric))
    go(tmp_path / "out", tmp_path / "in")
    go(tmp_path / "out", tmp_path / "in", other)
    go(tmp_path / "fresh", tmp_path / "in", other)
    assert written(tmp_path / "out") == written(tmp_path / "fresh")
    (report,) = written(tmp_path / "fresh").values()
    texts = [turn["text"] for turn in json.loads(report)["turns"]]
    assert texts == [turn.text for turn in Pipeline()(tmp_path / "in" / "a.json").conversation.turns]
    assert "1234" not in str(texts)


def other_metric(conversation: object) -> list[Metric]:
    return [Metric("condescending", 0.0, "count")]


def test_metadata_that_changed_scores_anew(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    path = str(calls / "a.json")
    assert go(out, [Task(path, metadata=CallMetadata(agent_id="a17"))]) == {"a.json": "scored"}
    assert go(out, [Task(path, metadata=CallMetadata(agent_id="a18"))]) == {"a.json": "rescored"}
    assert json.loads((out / "reports/a.json").read_bytes())["metadata"]["agent_id"] == "a18"


def test_force_does_everything_anew(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    assert go(out, calls, force=True) == {"a.json": "scored"}


def test_a_folder_that_was_moved_is_not_heard_again(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    go(tmp_path / "out", calls)
    shutil.move(calls, tmp_path / "moved")
    assert go(tmp_path / "out", tmp_path / "moved") == {"a.json": "kept"}
    assert len(written(tmp_path / "out")) == 1


def test_a_file_that_vanished_is_a_failure(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", "a.json")
    assert go(tmp_path / "out", [calls / "a.json", calls / "gone.wav"]) == {
        "a.json": "scored", "gone.wav": "RecordingError",
    }  # fmt: skip


def test_reports_without_an_index_are_recognised(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    go(out, calls)
    (out / "index.jsonl").write_bytes((out / "index.jsonl").read_bytes()[:100])
    assert go(out, calls) == {"a.json": "kept", "b.json": "kept"}


def test_what_a_killed_run_left_half_written_is_removed(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    for folder in ("reports", "conversations", "tables", "."):
        (out / folder / ".123-abc.part").write_text("half")
    go(out, calls)
    assert not list(out.rglob("*.part"))


def test_a_cut_conversation_is_heard_again(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json"), tmp_path / "out"
    go(out, calls)
    stored = out / "conversations/a.json.gz"
    stored.write_bytes(stored.read_bytes()[:50])
    (out / "reports/a.json").unlink()
    assert go(out, calls) == {"a.json": "scored"}


def test_a_run_that_is_stopped_keeps_what_is_finished(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    results = run_into(out, CHEAP, sorted(calls.iterdir()), executor=Here([]))
    next(results)
    results.close()
    assert json.loads((out / "run.json").read_bytes())["state"] == "stopped"
    assert go(out, calls) == {"a.json": "kept", "b.json": "scored"}


def test_a_report_that_was_cut_is_written_again(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", "a.json", "b.json"), tmp_path / "out"
    go(out, calls)
    report = out / "reports" / "a.json"
    whole = report.read_bytes()
    report.write_bytes(whole[: len(whole) // 2])
    assert go(out, calls) == {"a.json": "rescored", "b.json": "kept"}
    assert report.read_bytes() == whole


def test_a_phrase_list_and_a_profile_that_changed_score_anew(tmp_path: Path) -> None:
    phrases = tmp_path / "ours.toml"
    phrases.write_text("# one")
    pipeline = Pipeline(phrases=(str(phrases),))
    before = fingerprint(pipeline, recognises=False)
    assert fingerprint(pipeline, recognises=False) == before
    phrases.write_text("# two")
    after = fingerprint(pipeline, recognises=False)
    assert (after.hearing, after.scoring == before.scoring) == (before.hearing, False)
