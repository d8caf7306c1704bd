"""``callscore batch``: exit codes, the table, the failures, progress as lines of JSON, Ctrl-C, kill -9."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_runs import written

from callscore.cli.ray_option import WithAddress
from callscore.samples import sample
from callscore.testing import make_call
from callscore.transcripts import write_transcript


def start(*arguments: str | Path, group: bool = False) -> subprocess.Popen[str]:
    code = "from callscore.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=group,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def make_calls(folder: Path, n: int, lines: int = 2) -> Path:
    folder.mkdir()
    for number in range(n):
        said = [f"agent: Sentence {i} of call {number}, is that alright?" for i in range(lines)]
        write_transcript(make_call(*said), folder / f"call{number}.json")
    return folder


@pytest.mark.slow
def test_a_folder_is_scored_and_the_failures_listed_with_their_reasons(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", 1)
    (calls / "bad.json").write_text("{}")
    code, out, err = finish(start(calls, "--out", tmp_path / "out", "--workers", "1"))
    assert code == 1
    assert out == ""
    assert "1  scored" in err
    assert "1  failed" in err
    assert "bad.json: JSON of an unknown shape" in err
    assert json.loads((tmp_path / "out/run.json").read_text())["counts"]["scored"] == 1
    (calls / "bad.json").unlink()
    code, _, err = finish(start(calls, "--out", tmp_path / "out", "--log", "json"))
    events = [json.loads(line) for line in err.splitlines()]
    assert code == 0
    assert [event["event"] for event in events] == ["plan", "start", "call", "end"]
    assert events[2]["state"] == "kept"
    assert events[-1]["failed"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing"], "missing"),
        ([".", "--workers", "0"], "--workers '0'"),
        ([".", "--timeout", "0"], "--timeout 0"),
        ([".", "--rubric", "none.toml"], "none.toml"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    from callscore.cli import main

    (tmp_path / "a.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["batch", *arguments, "--out", "out"])
    err = capsys.readouterr().err
    assert stopped.value.code == 2
    assert words in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["day", "--ray", "--out", "o"], "auto"),
        (["--ray", "day", "--out", "o"], "auto"),
        (["day", "--out", "o", "--ray"], "auto"),
        (["day", "--ray", "ray://head:10001", "--out", "o"], "ray://head:10001"),
        (["day", "--ray", "10.0.0.5:6379", "--out", "o"], "10.0.0.5:6379"),
        (["day", "--ray=10.0.0.5:6379", "--out", "o"], "10.0.0.5:6379"),
        (["day", "--out", "o"], None),
    ],
)
def test_the_address_of_a_cluster_may_be_left_out(given: list[str], read: str | None) -> None:
    import typer

    from callscore.cli.batch import batch

    app = typer.Typer()
    app.command(cls=WithAddress)(batch)
    command = typer.main.get_command(app)
    context = command.make_context("batch", given)
    assert context.params["ray"] == read
    assert context.params["sources"] == ["day"]


def when_written(out: Path, n: int, seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if len(list((out / "reports").glob("*.json"))) >= n:
            return
        time.sleep(0.02)
    pytest.fail(f"fewer than {n} reports after {seconds} s")


@pytest.mark.slow
def test_ctrl_c_ends_with_130_and_keeps_what_is_finished(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", 40, lines=12), tmp_path / "out"
    process = start(calls, "--out", out, "--workers", "2", group=True)
    when_written(out, 2)
    os.killpg(process.pid, signal.SIGINT)
    code, _, err = finish(process)
    assert code == 130
    assert err.strip().splitlines()[-1] == "callscore: stopped"
    assert "Traceback" not in err
    kept = written(out)
    assert 2 <= len(kept) < 40
    assert json.loads((out / "run.json").read_text())["state"] == "stopped"


@pytest.mark.slow
def test_ctrl_c_while_workers_start_says_that_it_stopped_and_nothing_else(tmp_path: Path) -> None:
    calls, out = make_calls(tmp_path / "in", 4), tmp_path / "out"
    process = start(calls, "--out", out, "--workers", "2", group=True)
    until = time.monotonic() + 60
    while not (out / "run.json").exists() and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    assert finish(process) == (130, "", "callscore: stopped\n")


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_no_finished_call_and_changes_no_byte(tmp_path: Path) -> None:
    calls = make_calls(tmp_path / "in", 8)
    finish(start(calls, "--out", tmp_path / "whole", "--workers", "1"))
    expected, rng, out = written(tmp_path / "whole"), random.Random(7), tmp_path / "out"
    for after in (2, 5):
        process = start(calls, "--out", out, "--workers", "2")
        when_written(out, after)
        time.sleep(rng.uniform(0, 0.3))
        process.kill()
        process.communicate()
        for name, data in written(out).items():
            assert data == expected[name]
    code, _, _ = finish(start(calls, "--out", out, "--workers", "2"))
    assert code == 0
    assert written(out) == expected
    assert not list(out.rglob("*.part"))


@pytest.mark.slow
def test_recordings_are_recognised_and_one_recogniser_gives_the_same_words(tmp_path: Path) -> None:
    from callscore import Failure, Pipeline, Report, run
    from callscore.audio.transcription import Whisper
    from callscore.batch import local
    from callscore.listening import ListenOptions

    pipeline = Pipeline(analyzers=(), options=ListenOptions(Whisper("demo", beam_size=1)))
    recording = sample("poor")[0]
    (alone,) = run(pipeline, [recording])
    (shared,) = run(pipeline, [recording], executor=local(pipeline, [], workers=1, share=True))
    assert isinstance(alone, Report), isinstance(alone, Failure) and alone.error
    assert isinstance(shared, Report)
    assert any(turn.words for turn in alone.conversation.turns)
    assert shared.to_dict() == alone.to_dict()
