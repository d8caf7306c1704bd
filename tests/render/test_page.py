"""The page: self-contained, escaped, complete, and alive in a real browser."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from real_browser import PLAYS_AT_ONCE, opened, until
from rich.console import Console

from callscore import Pipeline, Report
from callscore.corrections import load_corrections
from callscore.render.highlights import highlighted
from callscore.render.page import render_page
from callscore.render.terminal import print_report
from callscore.render.timeline import timeline
from callscore.samples import sample
from callscore.testing import make_call
from callscore.wording import severity_in_words


@pytest.fixture(scope="module")
def report() -> Report:
    recording, transcript = sample("poor")
    return Pipeline()(recording, transcript=transcript)


@pytest.fixture(scope="module")
def page(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report.save(tmp_path_factory.mktemp("page") / "poor.html")


class Outline(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_needs_nothing_from_elsewhere(page: Path) -> None:
    outline = Outline(page.read_text(encoding="utf-8"))
    addresses = [
        value for _, attrs in outline.tags for name, value in attrs.items() if name in ("src", "href") and value
    ]
    assert addresses
    assert all(address.startswith(("data:", "#")) for address in addresses)


def test_every_turn_and_every_criterion_is_on_the_page(page: Path, report: Report) -> None:
    text = " ".join(" ".join(Outline(page.read_text(encoding="utf-8")).text).split())
    for row in report.scorecard.criteria:
        assert row.title in text
    for turn in report.conversation.turns:
        assert turn.text.split()[-1] in text


def test_hostile_words_stay_words() -> None:
    call = make_call(
        "agent: </script><script>alert(1)</script> <img src=x onerror=alert(2)>", "customer: {{ 7 * 7 }} & co"
    )
    html = Pipeline()(call).to_html()
    assert "<script>alert(1)" not in html
    assert "<img" not in html
    assert "{{ 7 * 7 }} &amp; co" in html


THREAT = "agent: pay today or I send somebody round to your house tonight and it will get ugly"


def test_a_fault_that_fails_the_call_stands_at_the_head_of_page_and_terminal() -> None:
    report = Pipeline(rubric="consumer_uk")(make_call(THREAT, "customer: what")).to_dict()
    assert report["scorecard"]["failed"]
    console = Console(record=True, width=100)
    print_report(report, console=console)
    for said in (" ".join(Outline(render_page(report)).text), " ".join(console.export_text().split())):
        assert "Fails until a person has heard it" in said
        assert "capped at 40" in said


def test_a_call_that_fails_nothing_says_nothing_of_it() -> None:
    page = render_page(Pipeline(rubric="consumer_uk")(make_call("agent: good morning", "customer: hello")).to_dict())
    assert "Fails until" not in page


def test_how_bad_a_fault_is_stands_beside_it() -> None:
    report = Pipeline()(make_call(THREAT, "customer: what"))
    (finding,) = report.analysis.of("threats")
    text = " ".join(" ".join(Outline(report.to_html()).text).split())
    assert f"{severity_in_words(finding.severity)}: {finding.why}" in text


def test_a_call_without_a_score_is_not_said_to_have_nothing_to_change() -> None:
    report = Pipeline()(make_call("customer: hello", "customer: is anyone there"))
    assert report.scorecard.total is None
    assert "Nothing to change" not in report.to_html()


def test_a_call_without_times_has_no_timeline_and_says_so() -> None:
    report = Pipeline()(make_call("agent: you haven't paid", "customer: I lost my job", timed=False))
    html = report.to_html()
    assert timeline(report.to_dict(), {}) is None
    assert 'class="timeline"' not in html
    assert "the transcript has no times" in html


def test_the_top_is_in_plain_words_and_the_recording_has_its_facts_at_the_foot(page: Path, report: Report) -> None:
    text = " ".join(Outline(page.read_text(encoding="utf-8")).text)
    top, foot = text[: text.index("Change next")], text[text.index("Transcript") :]
    assert "times taken from the sound" in top
    assert "dB" not in top
    assert report.conversation.quality.layout_reason in foot
    assert report.conversation.source.sha256 in foot


def test_a_row_without_evidence_opens_on_its_reason(page: Path, report: Report) -> None:
    text = " ".join(" ".join(Outline(page.read_text(encoding="utf-8")).text).split())
    shown = {finding.criterion for finding in report.findings}
    bare = [row for row in report.scorecard.criteria if row.id not in shown and row.judged]
    assert bare
    for row in bare:
        assert f"{row.why} {row.reason[:1].upper()}{row.reason[1:]}." in text


def test_notes_can_be_played(page: Path, report: Report) -> None:
    html = page.read_text(encoding="utf-8")
    notes = html[html.index("<h2>Notes</h2>") : html.index("<h2>Transcript</h2>")]
    starts = {float(start) for start in re.findall(r'data-start="([0-9.]+)"', notes)}
    assert starts >= {round(note.start, 3) for note in report.notes.hardship if note.start is not None}
    assert starts >= {promise["start"] for promise in report.notes.promises}


def test_quotes_are_marked_in_the_transcript(report: Report) -> None:
    lines = highlighted(report.to_dict(), {})
    marked = [piece for line in lines for piece in line.pieces if piece.kind == "fault"]
    assert marked
    for line, turn in zip(lines, report.conversation.turns, strict=True):
        assert "".join(piece.text for piece in line.pieces) == turn.text


def test_bars_lie_inside_the_call(report: Report) -> None:
    chart = timeline(report.to_dict(), {})
    assert chart is not None
    for _, bars in chart.lanes:
        assert all(bar.left >= 0 and bar.left + bar.width <= 100.01 for bar in bars)
    assert chart.overlaps


def test_a_notebook_cell_shows_score_and_advice(report: Report) -> None:
    cell = report._repr_html_()
    assert "of 100" in cell
    assert "Change next" in cell
    assert "<audio" not in cell


def test_a_conversation_shows_itself_small_and_escaped() -> None:
    call = make_call(*["agent: <script>alert(1)</script>", "customer: no"] * 40)
    cell = call._repr_html_()
    assert "&lt;script&gt;" in cell
    assert "<script>" not in cell
    assert "and 50 more turns" in cell


def test_a_voice_that_is_raised_is_on_the_timeline(report: Report) -> None:
    document = report.to_dict()
    calm = {"seconds": 4.0, "louder_db": 6.0, "higher_semitones": 0.2, "faster": 0.0}
    for turn in document["turns"]:
        turn["voice"] = calm
    document["turns"][0]["voice"] = {**calm, "higher_semitones": 4.0}
    chart = timeline(document, {})
    assert chart is not None
    assert len(chart.voices) == 1
    assert chart.voices[0].title.startswith("agent: voice raised (+6 dB, +4 semitones, +0 % pace)")


@pytest.fixture(scope="module")
def browser_page(page: Path) -> Iterator[Any]:
    with opened(PLAYS_AT_ONCE, "--disable-background-networking") as tab:
        tab.goto(page.as_uri())
        yield tab


@pytest.mark.slow
def test_the_page_loads_without_errors(browser_page: Any) -> None:
    assert browser_page.title() == "poor – callscore"
    assert browser_page.problems == []


@pytest.mark.slow
def test_the_recording_is_in_the_page_and_has_its_length(browser_page: Any, report: Report) -> None:
    until(browser_page, "document.querySelector('audio').readyState >= 1")
    length = browser_page.evaluate("document.querySelector('audio').duration")
    assert length == pytest.approx(report.conversation.duration, abs=0.3)


@pytest.mark.slow
def test_a_moment_plays_from_its_place(browser_page: Any, report: Report) -> None:
    button = browser_page.locator(".card.improve button.at").first
    start = float(button.get_attribute("data-start"))
    button.click()
    until(browser_page, "document.querySelector('audio').currentTime > 0")
    now = browser_page.evaluate("document.querySelector('audio').currentTime")
    assert start - 0.5 <= now <= start + 3
    browser_page.evaluate("document.querySelector('audio').pause()")


@pytest.mark.slow
def test_the_page_fits_a_narrow_screen(browser_page: Any) -> None:
    browser_page.set_viewport_size({"width": 400, "height": 800})
    try:
        overflow = browser_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0
    finally:
        browser_page.set_viewport_size({"width": 1200, "height": 900})


@pytest.mark.slow
def test_a_word_plays_from_its_place_and_is_followed(browser_page: Any, report: Report) -> None:
    index = next(i for i, turn in enumerate(report.conversation.turns) if (turn.start or 0) > 20)
    turn, said = report.conversation.turns[index], browser_page.locator(f"#turn-{index} .said")
    said.scroll_into_view_if_needed()
    said.click(position={"x": 4, "y": 8})
    until(browser_page, f"document.querySelector('audio').currentTime > {turn.start - 0.1}")
    assert browser_page.evaluate("document.querySelector('audio').currentTime") < (turn.end or 0)
    until(browser_page, "CSS.highlights.has('word')")
    assert browser_page.locator(".turn.now").count() == 1
    browser_page.evaluate("document.querySelector('audio').pause()")


@pytest.mark.slow
def test_keys_play_and_go_to_the_next_finding(browser_page: Any) -> None:
    browser_page.evaluate("document.querySelector('audio').currentTime = 0")
    browser_page.evaluate("document.activeElement.blur()")
    browser_page.keyboard.press("n")
    until(browser_page, "!document.querySelector('audio').paused")
    browser_page.keyboard.press("Space")
    until(browser_page, "document.querySelector('audio').paused")
    before = browser_page.evaluate("document.querySelector('audio').currentTime")
    browser_page.keyboard.press("ArrowRight")
    assert browser_page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(before + 5, abs=0.5)


@pytest.mark.slow
def test_a_channel_is_muted_and_the_timeline_zoomed(browser_page: Any) -> None:
    mute = browser_page.locator(".mute").first
    mute.click()
    assert mute.get_attribute("aria-pressed") == "true"
    wide = browser_page.evaluate("document.querySelector('.inner').offsetWidth")
    browser_page.click("[data-zoom='2']")
    assert browser_page.evaluate("document.querySelector('.inner').offsetWidth") > 1.8 * wide
    assert browser_page.problems == []


@pytest.mark.slow
def test_corrections_made_on_the_page_score_the_call_anew(browser_page: Any, report: Report, tmp_path: Path) -> None:
    fault = next(i for i, finding in enumerate(report.findings) if finding.criterion == "threats")
    browser_page.click("#correct")
    browser_page.check("#swap")
    browser_page.uncheck("#swap")
    remark = browser_page.locator(f".remark[data-finding='{fault}']")
    remark.locator("button.change").click()
    remark.locator("input").fill("it was said in jest")
    browser_page.locator("#turn-1 button.change").click()
    browser_page.locator("#turn-1 textarea").fill("Yes, <b>speaking</b>.")
    with browser_page.expect_download() as waiting:
        browser_page.click("#download")
    file = tmp_path / "c.json"
    waiting.value.save_as(file)
    corrections = load_corrections(file)
    assert [edit.kind for edit in corrections.edits] == ["text", "overrule"]
    again = Pipeline()(report.conversation, corrections=corrections)
    assert again.conversation.turns[1].text == "Yes, <b>speaking</b>."
    assert again.scorecard["threats"].points == 100
    assert again.scorecard.total > report.scorecard.total
    assert "it was said in jest" in again.to_html(audio="none")
    browser_page.click("#correct")


@pytest.mark.slow
def test_the_page_prints_on_two_pages(browser_page: Any) -> None:
    printed = browser_page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


HOSTILE = '</script><script>window.owned=1</script><img src=x onerror="window.owned=1">\u2028\u202eשלום 🦜'


def hostile(value: Any) -> Any:
    """The same data with hostile words in every text."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, dict):
        return {key: hostile(item) for key, item in value.items()}
    return [hostile(item) for item in value] if isinstance(value, list | tuple) else value


@pytest.mark.slow
def test_script_in_every_text_runs_nothing(browser_page: Any, report: Report, tmp_path: Path) -> None:
    document = hostile(report.to_dict())
    for turn, real in zip(document["turns"], report.conversation.turns, strict=True):
        turn["role"] = real.role.value
    path = tmp_path / "hostile.html"
    path.write_text(render_page(document), encoding="utf-8")
    before = list(browser_page.problems)
    browser_page.goto(path.as_uri())
    browser_page.click("#correct")
    assert browser_page.evaluate("window.owned") is None
    assert browser_page.problems == before
    assert browser_page.locator("img").count() == 0


@pytest.mark.parametrize("gone", sorted(Pipeline()(make_call("agent: hello", "customer: hello")).to_dict()))
def test_a_document_without_a_key_still_makes_a_page(gone: str) -> None:
    document = Pipeline()(make_call("agent: you haven't paid", "customer: I lost my job")).to_dict()
    del document[gone]
    html = render_page(document)
    assert "</html>" in html
    assert "Transcript" in html


def test_an_empty_document_makes_a_page() -> None:
    assert "no score" in render_page({})


def test_two_thousand_turns_make_a_page_of_small_size() -> None:
    turn = {"role": "agent", "start": 1.0, "end": 2.0, "text": "مرحبا hello 🦜"}
    html = render_page({"turns": [turn] * 2000})
    assert html.count('class="said" dir="auto"') == 2000
    assert len(html) < 3_000_000


def test_the_policy_names_the_scripts_that_are_there(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    script = html[html.rindex("<script>") + len("<script>") : html.rindex("</script>")]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html.replace("&#39;", "'")
    assert not re.search(r"<[^>]+\son\w+\s*=", html[html.index("<main") : html.index("</main>")])


def test_what_could_not_be_judged_is_said(page: Path, report: Report) -> None:
    text = " ".join(" ".join(Outline(page.read_text(encoding="utf-8")).text).split())
    missing = [row.reason for row in report.scorecard.criteria if not row.judged]
    assert missing
    assert all(reason in text for reason in missing)


def test_numbers_on_the_page_are_those_of_the_report(page: Path, report: Report) -> None:
    total = report.scorecard.total
    assert total is not None
    html = page.read_text(encoding="utf-8")
    assert re.search(rf"<b>{round(total)}</b>", html)
