"""What a batch finds to do: folders, globs, URLs and manifests, words joined by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from callscore.batch.planning import plan
from callscore.batch.sources import find_calls
from callscore.batch.urls import is_url
from callscore.errors import ConfigError


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return folder


def found(folder: Path, *sources: str | Path, out: Path | None = None) -> dict[str, str | None]:
    """Relative path of each call, and of the transcript that it is joined with."""
    tasks = find_calls(sources or [folder], out=out).tasks
    below = [(os.path.relpath(t.path, folder), t.transcript and os.path.relpath(t.transcript, folder)) for t in tasks]
    return dict(below)


JOINED = [
    (("a.wav", "a.json"), {"a.wav": "a.json"}),
    (("a.wav", "a.wav.json"), {"a.wav": "a.wav.json"}),
    (("a.mp3", "a.vtt", "a.txt"), {"a.mp3": "a.vtt"}),
    (("a.wav", "b.json"), {"a.wav": None, "b.json": None}),
    (("a.wav", "a.truth.json"), {"a.wav": None}),
    (("a.wav", "sub/a.json"), {"a.wav": None, "sub/a.json": None}),
    (("a.json", "a.vtt"), {"a.json": None}),
    (("deep/er/a.ogg", "b.wav"), {"b.wav": None, "deep/er/a.ogg": None}),
    (("a.wav", "notes.docx", ".hidden.wav", ".git/b.wav"), {"a.wav": None}),
    (("a.WAV", "a.Json"), {"a.WAV": "a.Json"}),
]


@pytest.mark.parametrize(("files", "expected"), JOINED, ids=lambda value: str(value)[:40])
def test_calls_of_a_folder_are_joined_with_their_words_by_name(
    tmp_path: Path, files: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    assert found(make(tmp_path, *files)) == expected


def test_what_is_no_call_is_left_alone_and_named(tmp_path: Path) -> None:
    make(tmp_path, "a.wav", "a.truth.json", "notes.docx")
    assert [Path(path).name for path in find_calls([tmp_path]).left_alone] == ["a.truth.json", "notes.docx"]


def test_the_results_inside_a_folder_are_no_calls(tmp_path: Path) -> None:
    make(tmp_path, "a.wav", "out/reports/a.json", "out/run.json")
    assert found(tmp_path, out=tmp_path / "out") == {"a.wav": None}


def test_a_glob_takes_its_matches_and_finds_words_beside_them(tmp_path: Path) -> None:
    make(tmp_path, "a.wav", "a.json", "b.mp3", "sub/c.wav")
    assert found(tmp_path, f"{tmp_path}/*.wav") == {"a.wav": "a.json"}
    assert found(tmp_path, f"{tmp_path}/**/*.wav") == {"a.wav": None, "sub/c.wav": None}


def test_names_with_brackets_dashes_emoji_and_newlines_are_names(tmp_path: Path) -> None:
    names = ["-x.wav", "[ab].wav", "📞.wav", "two\nlines.wav"]
    make(tmp_path, *names)
    assert sorted(found(tmp_path)) == sorted(names)
    assert found(tmp_path, tmp_path / "[ab].wav") == {"[ab].wav": None}


@pytest.mark.parametrize("source", ["missing", "missing/*.wav"])
def test_a_source_with_nothing_in_it_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(ConfigError, match="missing"):
        find_calls([tmp_path / source])


def test_a_folder_without_calls_is_refused(tmp_path: Path) -> None:
    make(tmp_path, "notes.docx")
    with pytest.raises(ConfigError, match="no recordings or transcripts"):
        plan([tmp_path])


@pytest.mark.parametrize("source", ["day", "day/*.wav"])
def test_the_folder_of_the_calls_as_out_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    make(tmp_path / "day", "a.wav")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="--out day is where the calls are"):
        plan([source], out="day")
    assert len(plan([source], out="day/results").tasks) == 1


def test_calls_behind_a_url(tmp_path: Path) -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    for name in ("a.wav", "a.json", "sub/b.wav", "sub/x.docx"):
        files.pipe_file(f"/urls/{name}", b"x")
    tasks = find_calls(["memory://urls"]).tasks
    assert [(task.path, task.transcript) for task in tasks] == [
        ("memory:///urls/a.wav", "memory:///urls/a.json"),
        ("memory:///urls/sub/b.wav", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("s3://b/x", True), ("memory://x", True), ("C:\\calls", False), ("day/a.wav", False), ("a://", False)],
)
def test_urls_are_told_from_paths(text: str, expected: bool) -> None:
    assert is_url(text) is expected


def test_a_manifest_names_calls_and_says_what_is_known(tmp_path: Path) -> None:
    make(tmp_path, "a.wav", "a.vtt", "b.wav")
    (tmp_path / "calls.csv").write_text("file,agent_id\na.wav,a17\n")
    (task,) = plan([tmp_path / "calls.csv"]).tasks
    assert (Path(task.path).name, Path(task.transcript or "").name) == ("a.wav", "a.vtt")
    assert task.metadata is not None
    assert task.metadata.agent_id == "a17"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["a.wav,a17"], []),
        (["a.wav,a17", "gone.wav,a18"], ["1 row names none of these calls (row 3 'gone.wav')"]),
        (
            ["a.wav,a17", *(f"{n}.wav,a18" for n in range(7))],
            [
                "7 rows name none of these calls"
                " (row 3 '0.wav', row 4 '1.wav', row 5 '2.wav', row 6 '3.wav', row 7 '4.wav' …)"
            ],
        ),
    ],
)
def test_rows_of_a_manifest_without_a_recording_are_said(tmp_path: Path, rows: list[str], said: list[str]) -> None:
    make(tmp_path, "day/a.wav")
    (tmp_path / "calls.csv").write_text("\n".join(["file,agent", *rows]))
    problems = plan([tmp_path / "day"], manifest=tmp_path / "calls.csv").problems
    told = [problem for problem in problems if "none of these calls" in problem]
    assert told == [f"calls.csv: {words}; check whether recordings are missing" for words in said]


def test_a_manifest_beside_a_folder_is_joined_to_its_calls(tmp_path: Path) -> None:
    make(tmp_path, "day/a.wav", "day/b.wav")
    (tmp_path / "day/calls.csv").write_text("file,agent_id\na.wav,a17\nmissing.wav,a3\n")
    planned = plan([tmp_path / "day"], manifest=tmp_path / "day/calls.csv")
    assert [task.metadata and task.metadata.agent_id for task in planned.tasks] == ["a17", None]
    assert any("b.wav" in problem for problem in planned.problems)


def known(*sources: Path | str) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """What is known of each call, by the name of its file; and the problems."""
    planned = plan(sources)
    said = {
        Path(task.path).name: {name: str(value) for name, value in task.metadata.to_dict().items() if value is not None}
        for task in planned.tasks
        if task.metadata is not None
    }
    return said, planned.problems


def test_what_two_manifests_contradict_each_other_on_is_unknown_and_said(tmp_path: Path) -> None:
    make(tmp_path, "a.wav", "b.wav")
    (tmp_path / "one.csv").write_text("file,agent_id,team\na.wav,a17,red\nb.wav,a18,\n")
    (tmp_path / "two.csv").write_text("file,agent_id,account_id\na.wav,a99,889\nb.wav,a18,890\n")
    said, problems = known(tmp_path / "one.csv", tmp_path / "two.csv")
    assert said == {"a.wav": {"team": "red", "account_id": "889"}, "b.wav": {"agent_id": "a18", "account_id": "890"}}
    (told,) = [problem for problem in problems if "too" in problem]
    assert told.endswith("is in one.csv, too, with another agent_id: which is right isn't known, so none is used")


def test_a_folder_and_its_manifest_name_a_call_once_however_its_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "day", "a.wav", "b.wav")
    (tmp_path / "day/calls.csv").write_text("file,agent_id\na.wav,a17\n")
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path / "day", Path("day"), f"file://{tmp_path}/day"):
        planned = plan([folder, "./day/calls.csv"])
        assert [(task.size, task.metadata and task.metadata.agent_id) for task in planned.tasks] == [
            (1, "a17"),
            (1, None),
        ]


def test_names_of_files_tell_what_their_pattern_says(tmp_path: Path) -> None:
    make(tmp_path, "a17_889.wav")
    (task,) = plan([tmp_path], names="{agent_id}_{account_id}").tasks
    assert task.metadata is not None
    assert (task.metadata.agent_id, task.metadata.account_id) == ("a17", "889")


def test_the_results_of_an_earlier_run_elsewhere_in_a_folder_are_no_calls(tmp_path: Path) -> None:
    make(tmp_path, "a.wav", "monday/run.json", "monday/index.jsonl", "monday/reports/a.json", "reports/b.json")
    assert found(tmp_path) == {"a.wav": None, "reports/b.json": None}


def test_a_folder_given_twice_has_its_calls_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "day", "a.wav", "a.json")
    monkeypatch.chdir(tmp_path)
    (task,) = find_calls(["day", tmp_path / "day", "./day/../day/*.wav"]).tasks
    assert (task.path, task.transcript) == ("day/a.wav", "day/a.json")
