"""Files that experts edit are found by name or path, and what is wrong with one is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from callscore.errors import ConfigError
from callscore.toml_files import read_toml, shipped_names, toml_file


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"title = ", "rubric {path} is not valid TOML: "),
        (b"\xff\xfe", "rubric {path} can't be read: 'utf-8' codec can't decode byte 0xff"),
        (None, "rubric {path} can't be read: "),
    ],
)
def test_what_is_no_toml_is_said_in_one_line(tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "ours.toml"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        read_toml(path, what="rubric")
    assert str(raised.value).startswith(expected.format(path=path))
    assert "\n" not in str(raised.value)


def test_a_name_means_what_ships_and_a_path_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = tmp_path / "ours.toml"
    ours.touch()
    monkeypatch.chdir(tmp_path)
    assert toml_file("default", kind="rubrics", what="rubric").is_absolute()
    assert toml_file("ours.toml", kind="rubrics", what="rubric") == Path("ours.toml")
    with pytest.raises(ConfigError, match=f"no rubric at ours: .* one of {', '.join(shipped_names('rubrics'))}"):
        toml_file("ours", kind="rubrics", what="rubric")
