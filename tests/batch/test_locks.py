"""One run at a time in one OUT behind a URL: who gets the lock, and what becomes of one that was left behind."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import fsspec
import pytest

from callscore.batch import remote_lock
from callscore.batch.lock import LOCK, locked
from callscore.batch.places import place_of
from callscore.batch.remote_folder import RemoteFolder
from callscore.errors import ConfigError

GONE = 4_000_000
"""Number of a process that no system here gives out."""


@pytest.fixture(params=["memory", "file", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RemoteFolder]:
    """OUT behind a URL: in stores of objects, and in a file system."""
    if request.param == "s3":
        yield RemoteFolder(f"{request.getfixturevalue('bucket')}/out")
        return
    yield RemoteFolder(f"memory://{tmp_path.name}" if request.param == "memory" else f"file://{tmp_path}/out")
    files = fsspec.filesystem("memory")
    if files.exists(f"/{tmp_path.name}"):
        files.rm(f"/{tmp_path.name}", recursive=True)


@pytest.fixture(params=["file", "s3"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> RemoteFolder:
    """OUT in a file system behind a URL, and in a store; that of memory doesn't keep threads apart."""
    return RemoteFolder(f"file://{tmp_path}/out" if request.param == "file" else request.getfixturevalue("bucket"))


def lock_of(place: RemoteFolder) -> dict[str, Any] | None:
    return remote_lock.owner_of(place.read(LOCK))


def left(place: RemoteFolder, **who: Any) -> None:
    """A lock that another run wrote."""
    place.write(LOCK, json.dumps({"pid": GONE, "host": socket.gethostname(), "since": time.time()} | who).encode())


def test_a_lock_says_who_holds_it_and_is_gone_afterwards(place: RemoteFolder) -> None:
    with locked(place):
        assert (lock_of(place) or {})["pid"] == os.getpid()
    assert place.read(LOCK) is None


def test_a_second_run_is_refused_also_in_the_same_process(place: RemoteFolder) -> None:
    with (
        locked(place),
        pytest.raises(ConfigError, match=f"in use by another run.*process {os.getpid()}"),
        locked(place),
    ):
        pass


def test_of_many_that_come_at_once_one_gets_it(disk: RemoteFolder) -> None:
    start, held = threading.Barrier(8), threading.Barrier(8)

    def run(_: int) -> bool:
        start.wait()
        try:
            with locked(disk):
                held.wait()
                return True
        except ConfigError:
            held.wait()
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(run, range(8))) == 1


@pytest.mark.parametrize(
    ("who", "taken"),
    [
        ({}, True),
        ({"pid": os.getppid()}, False),
        ({"host": "elsewhere"}, False),
        ({"host": "elsewhere", "since": time.time() - 2 * remote_lock.SILENT_SECONDS}, True),
    ],
    ids=["its process is gone", "its process lives", "on another machine, of late", "on another machine, long silent"],
)
def test_a_lock_is_taken_over_when_its_holder_is_gone(place: RemoteFolder, who: dict[str, Any], taken: bool) -> None:
    left(place, **who)
    if taken:
        with locked(place):
            assert (lock_of(place) or {})["pid"] == os.getpid()
        assert place.read(LOCK) is None
    else:
        with pytest.raises(ConfigError, match="in use by another run"), locked(place):
            pass


def test_of_two_that_find_a_lock_left_behind_one_takes_it(disk: RemoteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    left(disk)
    alive = remote_lock._alive

    def slow(owner: dict[str, Any]) -> bool:
        found = alive(owner)
        if not found:
            both.wait(5)
        return found

    both, end = threading.Barrier(2), threading.Barrier(2)
    monkeypatch.setattr(remote_lock, "_alive", slow)

    def run(_: int) -> bool:
        try:
            with locked(disk):
                end.wait(5)
                return True
        except ConfigError:
            end.wait(5)
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 1


def test_a_long_run_says_again_that_it_is_at_work(place: RemoteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_lock, "RENEWAL_SECONDS", 0.05)
    with locked(place):
        begun = (lock_of(place) or {})["since"]
        until = time.monotonic() + 5
        while (now := (lock_of(place) or {"since": begun})["since"]) == begun and time.monotonic() < until:
            time.sleep(0.02)
        assert now > begun


def test_a_lock_that_was_cut_is_taken_over(place: RemoteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_lock, "SECONDS_TO_WRITE", 0.1)
    place.write(LOCK, b'{"pid": 1')
    with locked(place):
        assert (lock_of(place) or {})["pid"] == os.getpid()


def test_a_lock_that_another_run_took_over_is_left_to_it(place: RemoteFolder) -> None:
    with locked(place):
        left(place, pid=os.getppid())
    assert (lock_of(place) or {})["pid"] == os.getppid()


def test_a_folder_is_locked_under_each_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with locked(place_of(tmp_path / "out")):
        for name in (f"file://{tmp_path}/out", f"local://{tmp_path}/out/", tmp_path / "link"):
            with pytest.raises(ConfigError, match="in use by another run"), locked(place_of(name)):
                pass
