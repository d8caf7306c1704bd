"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from callscore.whole_files import write_whole


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
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("page.html", b"one")]
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
