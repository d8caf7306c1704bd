"""How a page carries its recording: a copy inside, a link to the file that plays in a real browser, or not at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from real_browser import PLAYS_AT_ONCE, opened

from callscore import ConfigError, Pipeline, RecordingError, Report
from callscore.audio import playback
from callscore.call_pages import write_pages
from callscore.cli import main
from callscore.samples import sample


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT with one report, whose recording lies beside it under an awkward name."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "calls").mkdir()
    (folder / "out").mkdir()
    recording, transcript = sample("poor")
    kept = folder / "calls" / f"Mr Bell #2{recording.suffix}"
    shutil.copy(recording, kept)
    Pipeline()(kept, transcript=transcript).save(folder / "out" / "bell.json")
    return folder


def page_of(day: Path, audio: playback.Sound) -> str:
    return (write_pages(day / "out", audio=audio).folder / "bell.html").read_text("utf-8")


def test_a_batchs_pages_carry_no_sound_unless_asked(day: Path) -> None:
    assert "<audio" not in page_of(day, "none")


def test_a_linked_page_names_the_file_from_its_own_folder_and_may_read_no_more(day: Path) -> None:
    page = page_of(day, "link")
    assert 'src="../../calls/Mr%20Bell%20%232.' in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert len(page) < 1_000_000


def test_a_page_with_the_sound_inside_needs_no_other_file(day: Path) -> None:
    page = page_of(day, "embed")
    assert 'src="data:audio/ogg' in page
    assert "calls/Mr" not in page.split("<audio")[1].split(">")[0]


def test_voices_are_muted_only_where_a_browser_lets_the_page_at_the_samples(day: Path) -> None:
    assert 'class="mute"' in page_of(day, "embed")
    assert 'class="mute"' not in page_of(day, "link")


def test_a_recording_that_is_gone_leaves_a_page_without_sound_and_is_counted(day: Path, tmp_path: Path) -> None:
    report = json.loads((day / "out" / "bell.json").read_text("utf-8"))
    report["source"]["path"] = str(tmp_path / "gone.wav")
    (tmp_path / "bell.json").write_text(json.dumps(report), "utf-8")
    assert write_pages(tmp_path, audio="link").silent == 1


def test_the_command_says_that_recordings_were_not_found(
    day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = json.loads((day / "out" / "bell.json").read_text("utf-8"))
    report["source"]["path"] = str(tmp_path / "gone.wav")
    (tmp_path / "bell.json").write_text(json.dumps(report), "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["report", str(tmp_path), "--pages", "--audio", "embed"])
    assert ended.value.code in (0, None)
    assert "1 of them without sound" in capsys.readouterr().err


def test_a_recording_too_long_for_a_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch, day: Path) -> None:
    monkeypatch.setattr(playback, "EMBED_MAX_BYTES", 1000)
    monkeypatch.setattr(playback, "KEPT_MAX_BYTES", 1000)
    with pytest.raises(RecordingError, match="--audio link"):
        write_pages(day / "out", audio="embed")


def test_an_unknown_way_to_carry_sound_is_refused(day: Path) -> None:
    with pytest.raises(ConfigError, match="embed, link, none"):
        write_pages(day / "out", audio=True)  # type: ignore[arg-type]


def test_score_says_that_a_recording_is_inside_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recording, transcript = sample("poor")
    said = {}
    for audio in ("embed", "none"):
        with pytest.raises(SystemExit):
            page = tmp_path / f"{audio}.html"
            main(["score", str(recording), "--transcript", str(transcript), "--html", str(page), "--audio", audio])
        said[audio] = capsys.readouterr().err
    assert "the recording is inside" in said["embed"]
    assert "the recording is inside" not in said["none"]


@pytest.mark.slow
def test_a_linked_recording_plays_from_disk_in_a_real_browser(day: Path) -> None:
    page_of(day, "link")
    with opened(PLAYS_AT_ONCE) as tab:
        tab.goto((day / "out" / "pages" / "bell.html").as_uri())
        tab.wait_for_function("document.querySelector('audio').readyState >= 1", timeout=20_000)
        tab.locator(".card.improve button.at").first.click()
        tab.wait_for_function("document.querySelector('audio').currentTime > 0.2", timeout=20_000)
    assert tab.problems == []


def test_a_report_keeps_its_word_times_on_a_linked_page(day: Path) -> None:
    recording, transcript = sample("poor")
    report: Report = Pipeline()(recording, transcript=transcript)
    page = report.save(day / "one.html", audio="link")
    assert 'src="data:' not in page.read_text("utf-8")
