"""The README's first screen is true: its commands are those that CI runs, its Python runs, its picture is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_two_commands_stand_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:25])
    assert "pip install . && callscore demo" in first_screen
    assert 'pip install -e ".[test]" && pytest' in first_screen


def test_ci_runs_the_readmes_test_command() -> None:
    assert 'pip install -e ".[test]" && pytest' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_python_on_the_page_runs(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), scope)
    assert (tmp_path / "mixed.html").is_file()
    assert scope["analysis"].metrics["mentions_app"].value == 0  # type: ignore[attr-defined]


def test_the_table_of_criteria_is_the_rubrics() -> None:
    from criteria_table import END, START, table

    assert README[README.index(START) + len(START) : README.index(END)].strip() == table()


def test_every_command_stands_in_the_readme() -> None:
    from typer.main import get_command

    from callscore.cli import app

    missing = [name for name in get_command(app).commands if f"callscore {name}" not in README]  # type: ignore[attr-defined]
    assert not missing
