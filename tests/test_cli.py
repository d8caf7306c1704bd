"""The command line: what it prints where, exit codes, and one clear line for whatever is wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from wav_files import write_wav

from callscore.cli import main
from callscore.doubts import DEMO_WARNING
from callscore.samples import sample

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: exit code, standard output, standard error."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        code = stopped.value.code
        return int(code) if code is not None else 0, out, err

    return call


def missing(folder: Path) -> Path:
    return folder / "missing.wav"


def a_folder(folder: Path) -> Path:
    (folder / "calls.wav").mkdir()
    return folder / "calls.wav"


def empty(folder: Path) -> Path:
    (folder / "empty.wav").write_bytes(b"")
    return folder / "empty.wav"


def zero_samples(folder: Path) -> Path:
    return write_wav(folder / "zero.wav", np.zeros(0))


def text_named_wav(folder: Path) -> Path:
    (folder / "text.wav").write_text("Agent: hello\n" * 50)
    return folder / "text.wav"


def silence_only(folder: Path) -> Path:
    return write_wav(folder / "silence.wav", np.zeros(8000 * 5))


def noise_only(folder: Path) -> Path:
    return write_wav(folder / "noise.wav", np.random.default_rng(0).normal(0, 0.01, 8000 * 5))


def cut_to_its_header(folder: Path) -> Path:
    whole = write_wav(folder / "whole.wav", np.zeros(8000)).read_bytes()
    (folder / "cut.wav").write_bytes(whole[:30])
    return folder / "cut.wav"


def broken_json(folder: Path) -> Path:
    (folder / "broken.json").write_text('{"turns": [')
    return folder / "broken.json"


def unknown_json(folder: Path) -> Path:
    (folder / "unknown.json").write_text('{"hello": 1}')
    return folder / "unknown.json"


def no_turns(folder: Path) -> Path:
    (folder / "none.json").write_text('{"turns": []}')
    return folder / "none.json"


BAD_FILES = [
    missing, a_folder, empty, zero_samples, text_named_wav, silence_only, noise_only, cut_to_its_header, broken_json,
    unknown_json, no_turns,
]  # fmt: skip


@pytest.mark.parametrize("make", BAD_FILES, ids=lambda make: make.__name__)
def test_a_bad_file_gets_one_line_with_its_name_and_exit_code_1(
    run: Run, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)
    code, out, err = run("score", path)
    assert code == 1
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert path.name in err
    assert "Traceback" not in err


def test_one_bad_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    _, transcript = sample("mixed")
    code, out, err = run("score", missing(tmp_path), transcript, "--json")
    assert code == 1
    assert json.loads(out)["call_id"] == "mixed"
    assert "missing.wav" in err


def test_the_transcript_of_another_call_is_refused(run: Run) -> None:
    code, out, err = run("score", sample("mixed")[0], "--transcript", sample("poor")[1])
    assert code == 1
    assert out == ""
    assert "another call" in err
    assert len(err.strip().splitlines()) == 1


WRONG_USE = [
    (["score", "a.wav", "--agent", "left", "--call-date", "20th"], "--call-date '20th' is not a day"),
    (["score", "a.wav", "--rubric", "no_such"], "no rubric at no_such"),
    (["score", "a.wav", "--html", "report.pdf"], "must end in .html"),
    (["score", "a.wav", "--html", "report.htm"], "must end in .html"),
    (["score", "a.wav", "b.wav", "--html", "report.html"], "names one file for 2 calls"),
    (["score", "a.wav", "b.wav", "--html", __file__], "is a file, and a folder is needed"),
    (["score", "a.wav", "b.wav", "--html", f"{__file__}/pages"], "can't make this folder"),
    (["demo", "--out", __file__], "is a file, and a folder is needed"),
    (["score", "a.wav", "--html", "no/such/folder/report.html"], "doesn't exist"),
    (["score", "a.wav", "b.wav", "--transcript", "t.json"], "--transcript belongs to one recording"),
    (["explain", "recpa"], "did you mean recap"),
    (["score"], "Missing argument"),
    (["no-such-command"], "No such command"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG_USE, ids=lambda value: str(value)[:40])
def test_wrong_use_is_exit_code_2(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert message in " ".join(err.split())


def test_a_folder_is_answered_with_what_to_give(run: Run, tmp_path: Path) -> None:
    code, _, err = run("score", tmp_path)
    assert code == 1
    assert f"{tmp_path}: is a folder; give the recordings in it, e.g. {tmp_path}/*.wav" in err


def write_call(path: Path, *speakers: str, **facts: str) -> Path:
    """A transcript of two turns in the folder of `path`, which is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = ("Hello, it's Dana from Northgate Finance, may I speak to Mr Bell?", "Yes, that's me speaking here.")
    turns = [
        {"speaker": speaker, "start": 4.0 * number, "end": 4.0 * number + 3.0, "text": text}
        for number, (speaker, text) in enumerate(zip(speakers, words, strict=True))
    ]
    path.write_text(json.dumps({"turns": turns, **facts}))
    return path


def test_a_wrong_agent_in_one_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    good = write_call(tmp_path / "good.json", "S1", "S2")
    other = write_call(tmp_path / "other.json", "A", "B")
    code, out, err = run("score", other, good, "--agent", "S1", "--json")
    assert code == 1
    assert json.loads(out)["call_id"] == "good"
    assert "other.json" in err
    assert "'S1'" in err
    assert len(err.strip().splitlines()) == 1


def test_a_wrong_agent_in_the_only_file_is_wrong_use(run: Run, tmp_path: Path) -> None:
    code, _, err = run("score", write_call(tmp_path / "other.json", "A", "B"), "--agent", "S1")
    assert code == 2
    assert "'S1'" in err


def test_pages_of_several_calls_are_named_after_their_files_and_stay_in_the_folder(run: Run, tmp_path: Path) -> None:
    sources = [
        write_call(tmp_path / "in" / "monday" / "call.json", "agent", "customer", call_id="../../evil/x"),
        write_call(tmp_path / "in" / "tuesday" / "call.json", "agent", "customer"),
        write_call(tmp_path / "in" / "tuesday" / "Mr Bell & co.json", "agent", "customer"),
    ]
    before = set(tmp_path.rglob("*"))
    code, _, err = run("score", *sources, "--html", tmp_path / "in" / "pages")
    assert code == 0
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    names = sorted(path.name for path in written)
    assert names[::2] == ["Mr Bell & co.html", "call.html"]
    assert names[1].startswith("call-")
    assert {path.parent for path in written} == {tmp_path / "in" / "pages"}
    assert err.count("page: ") == 3


def test_one_call_goes_into_a_folder_that_is_there(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("score", write_call(tmp_path / "call.json", "agent", "customer"), "--html", tmp_path)
    assert code == 0
    assert (tmp_path / "call.html").is_file()


def callscore(code: str, stdout: int) -> subprocess.CompletedProcess[str]:
    """Python code in a process of its own, with `main` at hand."""
    program = [sys.executable, "-c", f"from callscore.cli import main\n{code}"]
    return subprocess.run(program, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.parametrize("arguments", [["explain", "recap"], ["models", "list"], ["--help"]], ids=" ".join)
def test_a_reader_that_goes_away_ends_it_quietly(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = callscore(f"main({arguments!r})", writer)
    finally:
        os.close(writer)
    assert ended.stderr == ""
    assert ended.returncode == 0


def test_an_interrupt_ends_it_in_one_line() -> None:
    ended = callscore(
        "import signal, callscore.explaining as room\n"
        "room.explain = lambda *_, **__: signal.raise_signal(signal.SIGINT)\n"
        "main(['explain', 'recap'])",
        subprocess.PIPE,
    )
    assert ended.stderr == "callscore: stopped\n"
    assert ended.returncode == 130


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_asking_about_it_is_exit_code_0(run: Run, asked: str) -> None:
    code, out, err = run(asked)
    assert code == 0
    assert "callscore" in out
    assert err == ""


def test_json_goes_to_standard_output_and_nothing_else_does(run: Run) -> None:
    recording, transcript = sample("mixed")
    code, out, err = run("score", recording, "--transcript", transcript, "--json")
    assert code == 0
    report = json.loads(out)
    assert report["timing_source"] == "audio"
    assert err == ""


def test_json_holds_every_character_whatever_standard_output_takes(tmp_path: Path) -> None:
    said = "That is £250 – thank you."
    call = tmp_path / "call.json"
    call.write_text(json.dumps({"turns": [{"speaker": "agent", "text": said}]}), encoding="utf-8")
    printed = callscore(
        f"import sys\nsys.stdout.reconfigure(encoding='ascii')\nmain(['score', '--json', {str(call)!r}])",
        subprocess.PIPE,
    )
    assert json.loads(printed.stdout)["turns"][0]["text"] == said


def test_a_page_is_written_and_named(run: Run, tmp_path: Path) -> None:
    recording, transcript = sample("poor")
    page = tmp_path / "poor.html"
    code, out, err = run("score", recording, "--transcript", transcript, "--html", page)
    assert code == 0
    assert str(page) in err
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "/ 100" in out


def no_network(*_: object) -> None:
    raise AssertionError("something went to the network")


@pytest.mark.slow
def test_the_demo_goes_from_sound_to_page_without_transcript_or_network(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket.connect", no_network)
    monkeypatch.setattr("callscore.listening.retiming.retime", no_network)
    code, out, err = run("demo", "mixed", "--out", tmp_path, "--json")
    assert code == 0
    report = json.loads(out)
    assert report["source"]["recogniser"] == "demo"
    assert report["source"]["transcript_path"] is None
    assert report["call_date"] == "2026-11-20"
    assert report["quality"]["warnings"][0] == DEMO_WARNING
    assert len(report["turns"]) > 10
    assert DEMO_WARNING in (tmp_path / "mixed.html").read_text(encoding="utf-8")
    assert err.strip() == f"page: {tmp_path / 'mixed.html'}"


def test_the_demo_with_transcripts_scores_the_samples_in_their_order(run: Run, tmp_path: Path) -> None:
    code, out, err = run("demo", "--transcripts", "--out", tmp_path, "--json")
    assert code == 0
    totals = [json.loads(line)["scorecard"]["total"] for line in out.splitlines()]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] - totals[2] > 40
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["excellent.html", "mixed.html", "poor.html"]
    assert "page: " in err


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache of the model hub's, and no way to it."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr("socket.socket.connect", no_network)


@pytest.mark.usefixtures("no_models")
@pytest.mark.parametrize(
    ("arguments", "environment", "reason"),
    [
        (["score", str(sample("mixed")[0]), "--offline", "--device", "cpu"], "", "not allowed (offline)"),
        (["score", str(sample("mixed")[0]), "--device", "cpu"], "1", "CALLSCORE_OFFLINE is set"),
        (["models", "pull", "small.en", "--offline"], "", "not allowed (offline)"),
        (["models", "pull", "small.en"], "true", "CALLSCORE_OFFLINE is set"),
    ],
)
def test_offline_a_model_that_is_not_here_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: str, reason: str
) -> None:
    monkeypatch.setenv("CALLSCORE_OFFLINE", environment)
    code, out, err = run(*arguments)
    assert code == 1
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "'small.en'" in err
    assert reason in err


def test_pull_offline_says_where_a_model_is(run: Run) -> None:
    code, out, err = run("models", "pull", "demo", "--offline")
    assert code == 0
    assert (Path(out.strip()) / "model.bin").is_file()
    assert err == ""


def test_models_list_says_what_is_here(run: Run) -> None:
    code, out, _ = run("models", "list", "--json")
    models = {row["name"]: row for row in json.loads(out)}
    assert code == 0
    assert models["demo"]["path"]
    assert "small.en" in models


def test_explain_names_band_and_source(run: Run) -> None:
    code, out, _ = run("explain", "talk_share")
    assert code == 0
    assert "35 % to 55 %" in out
    assert "Gong" in out


def test_check_names_what_is_wrong_with_a_rubric(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('id = "x"\ntitle = "x"\nversion = 1\n[[criterion]]\nid = "recap"\nwieght = 1\n')
    code, _, err = run("check", path)
    assert code == 1
    assert "unknown key 'wieght'" in err


def test_check_passes_what_is_shipped(run: Run) -> None:
    data = Path(__file__).parents[1] / "callscore" / "data"
    code, _, err = run("check", data / "rubrics" / "default.toml")
    assert code == 0
    assert "all well" in err


def test_every_command_and_option_is_documented(run: Run) -> None:
    commands = ["score", "demo", "models", "explain", "check"]
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    for command in commands:
        code, out, _ = run(command, "--help")
        assert code == 0
        assert f"callscore {command}" in readme
        for line in out.splitlines():
            if re.match(r"\s+--[a-z]", line):
                assert len(line.split("  ")[-1].strip()) > 3, f"{command}: no help for {line.strip()}"


def test_a_report_without_the_calls_date_is_scored_again_with_it(run: Run, tmp_path: Path) -> None:
    call = tmp_path / "call.json"
    turns = [("agent", "When could you pay the £150?"), ("customer", "I'll pay it on Friday by card.")]
    call.write_text(json.dumps({"turns": [{"speaker": who, "text": text} for who, text in turns]}), encoding="utf-8")
    code, out, _ = run("score", call, "--json")
    assert code == 0
    undated = json.loads(out)
    assert undated["notes"]["promises"][0]["date"] == "Friday"
    assert any(warning.startswith("no call date") for warning in undated["quality"]["warnings"])
    report = tmp_path / "report.json"
    report.write_text(out, encoding="utf-8")
    code, out, _ = run("score", report, "--json", "--call-date", "2026-11-20")
    assert code == 0
    dated = json.loads(out)
    assert (dated["call_date"], dated["notes"]["promises"][0]["date"]) == ("2026-11-20", "2026-11-27")
    assert not any(warning.startswith("no call date") for warning in dated["quality"]["warnings"])


def test_a_reports_speakers_are_not_told_apart_again(run: Run, tmp_path: Path) -> None:
    call = tmp_path / "call.json"
    call.write_text(json.dumps({"turns": [{"speaker": "agent", "text": "Good morning."}]}), encoding="utf-8")
    report = tmp_path / "report.json"
    report.write_text(run("score", call, "--json")[1], encoding="utf-8")
    code, _, err = run("score", report, "--agent", "left")
    assert code == 2
    assert "--agent left" in err
    assert "--corrections" in err
