"""The README's table of criteria, from the default rubric; ``python tests/criteria_table.py`` writes it there."""

from __future__ import annotations

from pathlib import Path

from callscore import Rubric

START = "<!-- criteria: written by tests/criteria_table.py -->"
END = "<!-- end of criteria -->"


def table() -> str:
    """One row a criterion, in the rubric's order."""
    rows = ["| group | criterion | weight | why |", "|---|---|---:|---|"]
    rows += [f"| {c.group} | {c.title} (`{c.id}`) | {c.weight:g} | {c.why} |" for c in Rubric.load("default").criteria]
    return "\n".join(rows)


def main() -> None:
    readme = Path(__file__).parents[1] / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, after = text.index(START) + len(START), text.index(END)
    readme.write_text(f"{text[:before]}\n{table()}\n{text[after:]}", encoding="utf-8")


if __name__ == "__main__":
    main()
