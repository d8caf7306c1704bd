"""The day's page: complete, escaped, honest about few calls, and quick to search in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real_browser import opened, until

import callscore as cs
from callscore.cli import main
from callscore.errors import ConfigError
from callscore.team.browsing import browsing_document

HOSTILE = '</script><script>window.owned = 1</script><img src=x onerror="window.owned = 1">'


def report(
    call_id: str, agent: str | None, total: float | None, day: int, words: str = "hello", **more: Any
) -> dict[str, Any]:
    """A small report, as a batch would have written it."""
    return {
        "schema_version": "1.1",
        "call_id": call_id,
        "call_date": f"2026-11-{day:02d}",
        "metadata": {"agent_id": agent, "team": "north"},
        "source": {"duration": 300.0, "path": f"{call_id}.wav"},
        "timing_source": "audio",
        "quality": {"warnings": []},
        "turns": [{"role": "agent", "speaker": "a", "start": 0.0, "end": 2.0, "text": words}],
        "metrics": {"agent_talk_share": {"value": 0.5, "base": 200.0}},
        "findings": [],
        "scorecard": {
            "total": total,
            "judged_share": 1.0,
            "criteria": [
                {"id": "tone", "title": "Tone", "group": "Manner", "points": total, "judged": total is not None},
                {"id": "recap", "title": "Recap", "group": "Agreement", "points": 100.0, "judged": True},
            ],
        },
        "notes": {"outcome": "promise", "promises": []},
    }


def written(folder: Path, *reports: dict[str, Any]) -> Path:
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    for document in reports:
        (folder / "reports" / f"{document['call_id']}.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day: six calls of Ann, three of Bob, one of nobody known, one failure, one call page."""
    folder = tmp_path_factory.mktemp("day")
    written(folder, *(report(f"ann-{i}", "Ann", 60.0 + i, 2 + 2 * i, f"words {i}") for i in range(6)))
    written(folder, *(report(f"bob-{i}", "Bob", 30.0 + i, 3 + i, HOSTILE) for i in range(3)))
    written(folder, report("nobody", None, None, 20))
    (folder / "pages").mkdir()
    (folder / "pages" / "ann-0.html").write_text("<p>a page</p>")
    failed = {"name": "x", "path": "x.wav", "error": f"x.wav: {HOSTILE}", "kind": "RecordingError"}
    since_done = {"name": "ann-0", "path": "ann-0.wav", "error": "late", "kind": "TimedOut"}
    (folder / "failures.jsonl").write_text(f"{json.dumps(failed)}\n{json.dumps(since_done)}\n{{cut")
    return folder


@pytest.fixture(scope="module")
def document(out: Path) -> dict[str, Any]:
    return browsing_document(cs.read_day(out), beside=out)


def test_every_call_is_there_with_its_points(document: dict[str, Any]) -> None:
    rows = {row["id"]: row for row in document["rows"]}
    assert len(rows) == 10
    assert rows["ann-3"]["points"] == [63, 100]
    assert rows["nobody"]["points"] == [None, 100]


def test_calls_link_to_their_page_or_else_their_report(document: dict[str, Any]) -> None:
    rows = {row["id"]: row["link"] for row in document["rows"]}
    assert (rows["ann-0"], rows["ann-1"]) == ("pages/ann-0.html", "reports/ann-1.json")


def test_the_heat_map_is_the_mean_of_the_calls_judged(document: dict[str, Any]) -> None:
    heat = {row["name"]: row["cells"] for row in document["heat"]}
    assert heat["Ann"][0] == {"points": 62.5, "n": 6}
    assert heat[None][0] == {"points": None, "n": 0}


def test_a_call_that_was_done_since_is_no_failure(document: dict[str, Any]) -> None:
    assert [row["path"] for row in document["failures"]] == ["x.wav"]


def test_few_calls_are_said(out: Path, tmp_path: Path) -> None:
    html = cs.read_day(out).save(tmp_path / "day.html").read_text(encoding="utf-8")
    row = html[html.index('data-group="Bob"') :]
    assert "too few to go by" in row[: row.index("</tr>")]
    assert re.search(r">31\*</td>", html)


def test_hostile_words_stay_words_in_the_day(out: Path, tmp_path: Path) -> None:
    html = cs.read_day(out).save(tmp_path / "day.html").read_text(encoding="utf-8")
    assert "<script>window" not in html
    assert "<img" not in html
    assert html.count("</script>") == 2


def test_a_day_without_dates_agents_or_scores_is_still_a_page(tmp_path: Path) -> None:
    bare = report("a", None, None, 1) | {"call_date": None, "metadata": None}
    bare["scorecard"]["criteria"] = []
    html = cs.read_day(written(tmp_path, bare)).save(tmp_path / "day.html").read_text(encoding="utf-8")
    assert "The calls have no dates" in html
    assert "(not known)" in html


def test_the_command_writes_the_page(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["report", str(out), "--html", str(tmp_path / "day.html")])
    assert ended.value.code == 0
    assert (tmp_path / "day.html").is_file()
    assert "page:" in capsys.readouterr().err


def test_the_command_writes_a_page_for_each_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = written(tmp_path / "out", report("a", "Ann", 60.0, 2, HOSTILE), report("b", "Ann", None, 2))
    with pytest.raises(SystemExit) as ended:
        main(["report", str(out), "--pages", "--html", str(tmp_path / "day.html")])
    assert ended.value.code == 0
    assert sorted(path.name for path in (out / "pages").iterdir()) == ["a.html", "b.html"]
    assert "<script>window" not in (out / "pages" / "a.html").read_text(encoding="utf-8")
    assert '"link":"out/pages/a.html"' in (tmp_path / "day.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["day.txt", "gone/day.html"])
def test_a_page_that_cannot_be_written_is_refused_in_one_line(out: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=r"saved as \.html|make it first"):
        cs.read_day(out).save(tmp_path / name)


def test_a_notebook_cell_shows_the_agents(out: Path) -> None:
    cell = cs.read_day(out)._repr_html_()
    assert "Ann" in cell
    assert "<script" not in cell
    assert len(cell) < 40_000


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser that has a day of a thousand calls open."""
    folder = tmp_path_factory.mktemp("thousand")
    calls = [
        report(f"call-{i}", f"agent {i % 20}", float(i % 101), 1 + i % 28, f"zebra{i:04} {HOSTILE}")
        for i in range(1000)
    ]
    page = cs.read_day(written(folder, *calls)).save(folder / "day.html")
    with opened() as made:
        made.goto(page.as_uri())
        yield made


@pytest.mark.slow
def test_a_thousand_calls_open_and_are_searched(tab: Any) -> None:
    assert tab.problems == []
    assert tab.evaluate("window.owned") is None
    assert tab.locator("#count").inner_text() == "1000 calls"
    assert tab.locator("#table tbody tr").count() == 50
    tab.fill("#search", "zebra0007 script")
    until(tab, "document.getElementById('count').textContent.startsWith('1 of')")
    assert tab.locator("#table tbody tr td.call").inner_text() == "call-7"
    assert tab.evaluate("window.owned") is None
    tab.click("button[type=reset]")
    until(tab, "document.getElementById('count').textContent === '1000 calls'")


@pytest.mark.slow
def test_a_cell_of_the_heat_map_shows_its_calls(tab: Any) -> None:
    tab.locator("td[data-group='agent 3'][data-criterion='0']").click()
    until(tab, "document.getElementById('count').textContent.includes('Tone')")
    rows = tab.locator("#table tbody tr")
    agents = {rows.nth(i).locator("td").nth(2).inner_text() for i in range(rows.count())}
    assert agents == {"agent 3"}
    tab.click("button[type=reset]")


@pytest.mark.slow
def test_a_column_sorts_both_ways(tab: Any) -> None:
    score = "#table thead button[data-key=total]"
    first = "#table tbody tr:first-child td:first-child"
    tab.click(score)
    low = tab.inner_text(first)
    tab.click(score)
    assert (low, tab.inner_text(first)) == ("0", "100")


@pytest.mark.slow
def test_the_day_fits_a_narrow_screen(tab: Any) -> None:
    tab.set_viewport_size({"width": 400, "height": 800})
    overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
