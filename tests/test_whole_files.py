"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import callscore as cs
from callscore.errors import ConfigError
from callscore.tables import write_tables
from callscore.testing import make_call
from callscore.transcripts import write_transcript
from callscore.whole_files import being_written, save_text, write_whole

CALL = make_call("agent: you haven't paid", "customer: I lost my job")


def listed(folder: Path) -> list[tuple[str, bytes]]:
    """Everything in a folder, hidden files too."""
    return sorted((each.name, each.read_bytes()) for each in folder.iterdir())


@pytest.mark.parametrize("end", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_cannot_be_written_leaves_the_file_of_before_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    path = tmp_path / "page.html"
    write_whole(path, b"one")

    def stop(handle: int) -> None:
        raise end

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(type(end)) as raised:
        write_whole(path, b"two", sure=True)
    assert getattr(raised.value, "filename", str(path)) == str(path)
    assert listed(tmp_path) == [("page.html", b"one")]
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"


def test_an_error_about_another_file_keeps_that_file_s_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised, being_written(tmp_path / "a.txt"):
        (tmp_path / "gone.json").read_bytes()
    assert raised.value.filename == str(tmp_path / "gone.json")


@pytest.fixture(scope="module")
def report() -> cs.Report:
    return cs.Pipeline()(CALL)


@pytest.fixture(scope="module")
def day(report: cs.Report, tmp_path_factory: pytest.TempPathFactory) -> cs.Day:
    folder = tmp_path_factory.mktemp("reports")
    report.save(folder / "one.json")
    return cs.read_day(folder)


SAVED: dict[str, Callable[[cs.Report, cs.Day, Path], object]] = {
    "call.json": lambda report, day, path: report.save(path),
    "call.html": lambda report, day, path: report.save(path),
    "day.html": lambda report, day, path: day.save(path),
    "transcript.json": lambda report, day, path: write_transcript(CALL, path),
    "rubric.toml": lambda report, day, path: save_text(path, "a rubric"),
}


@pytest.mark.parametrize("name", SAVED)
def test_what_is_saved_is_whole_or_as_it_was_before(
    report: cs.Report, day: cs.Day, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_text("what was before")

    def stopped(self: Path, target: Path) -> Path:
        assert self.parent == tmp_path and self.stat().st_size > 0
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", stopped)
        SAVED[name](report, day, path)
    assert listed(tmp_path) == [(name, b"what was before")]
    SAVED[name](report, day, path)
    assert [each for each, _ in listed(tmp_path)] == [name]
    assert path.read_text(encoding="utf-8") != "what was before"


@pytest.mark.parametrize("name", SAVED)
def test_what_cannot_be_saved_is_one_line_that_names_it(
    report: cs.Report, day: cs.Day, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).mkdir()  # a folder stands where the file is to be
    with pytest.raises(ConfigError, match=rf"can't write .*{name}: .*; make room there, or give another name"):
        SAVED[name](report, day, tmp_path / name)


def test_half_characters_are_written_as_escapes(tmp_path: Path) -> None:
    save_text(tmp_path / "a.json", '{"path": "caf\udce9.wav"}')
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == '{"path": "caf\\udce9.wav"}'


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX, and links that anyone may make")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    kept = tmp_path / "kept.html"
    kept.touch(mode=0o600)
    link = tmp_path / "latest.html"
    link.symlink_to(kept)
    save_text(link, "one")
    assert link.is_symlink()
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == ("one", 0o600)


def test_tables_that_are_not_all_written_leave_those_of_before(
    report: cs.Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report.save(tmp_path / "one.json")
    before = listed(write_tables(tmp_path))
    report.save(tmp_path / "two.json")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(ConfigError, match="No space left"):
        patched.setattr("pyarrow.parquet.write_table", full)
        write_tables(tmp_path)
    assert listed(tmp_path / "tables") == before
    assert listed(write_tables(tmp_path)) != before
