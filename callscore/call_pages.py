"""Pages of a batch's calls, written from their reports: what a day's page links to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.errors import ConfigError
from callscore.results import PAGES
from callscore.tables.reports import read_reports, report_files
from callscore.whole_files import save_text

if TYPE_CHECKING:
    from callscore.audio.playback import Sound

__all__ = ["WrittenPages", "write_pages"]


@dataclass(frozen=True, slots=True)
class WrittenPages:
    """Where the pages lie, how many were written now, and how many of those lack the sound that was asked for."""

    folder: Path
    written: int = 0
    silent: int = 0


def write_pages(out: str | PathLike[str], *, audio: Sound = "none") -> WrittenPages:
    """Write a page for each report of a folder that has none, or an older one.

    Parameters
    ----------
    out
        OUT of a batch, or a folder of reports.
    audio
        How the pages carry the recordings: ``"none"``, ``"link"`` (the files where they lie) or ``"embed"`` (a copy in
        each page). With one of these all pages are written anew.

    Raises
    ------
    ConfigError
        When there are no reports, one can't be read, or the folder can't be written.
    RecordingError
        When a recording can't be put into its page.

    Examples
    --------
    >>> import tempfile
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> out = Path(tempfile.mkdtemp())
    >>> _ = Pipeline()(make_call("agent: hello", "customer: hello")).save(out / "a.json")
    >>> [page.name for page in write_pages(out).folder.iterdir()]
    ['a.html']
    """
    from callscore.render.page import render_page

    folder = Path(out) / PAGES
    files = report_files(Path(out))
    written = silent = 0
    try:
        folder.mkdir(exist_ok=True)
        for path in files:
            page = folder / f"{path.stem}.html"
            if audio == "none" and page.is_file() and page.stat().st_mtime_ns >= path.stat().st_mtime_ns:
                continue
            report = next(read_reports(path), None)
            if report is not None:
                sound = _sound(report, audio, folder)
                save_text(page, render_page(report, audio=sound))
                written += 1
                silent += audio != "none" and sound is None
    except OSError as error:
        raise ConfigError(f"can't write pages into {folder}: {error.strerror or error}") from error
    return WrittenPages(folder, written, silent)


def _sound(report: Mapping[str, Any], audio: Sound, folder: Path) -> str | None:
    from callscore.audio.playback import page_sound

    path = report["source"].get("redacted_path") or report["source"].get("path")
    return None if path is None else page_sound(path, audio, beside=folder)
