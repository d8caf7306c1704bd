"""Pages of a batch's calls, written from their reports: what a day's page links to."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from callscore.errors import ConfigError
from callscore.tables.reports import read_reports, report_files

__all__ = ["PAGES", "write_pages"]

PAGES = "pages"
"""Folder of the pages in a batch's OUT: ``pages/NAME.html`` for ``reports/NAME.json``."""


def write_pages(out: str | PathLike[str]) -> Path:
    """Write a page for each report of a folder that has none, or an older one; the pages carry no sound.

    Parameters
    ----------
    out
        OUT of a batch, or a folder of reports.

    Returns
    -------
    pathlib.Path
        The folder of the pages.

    Raises
    ------
    ConfigError
        When there are no reports, one can't be read, or the folder can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> out = Path(tempfile.mkdtemp())
    >>> _ = Pipeline()(make_call("agent: hello", "customer: hello")).save(out / "a.json")
    >>> [page.name for page in write_pages(out).iterdir()]
    ['a.html']
    """
    from callscore.render.page import render_page

    folder = Path(out) / PAGES
    files = report_files(Path(out))
    try:
        folder.mkdir(exist_ok=True)
        for path in files:
            page = folder / f"{path.stem}.html"
            if page.is_file() and page.stat().st_mtime_ns >= path.stat().st_mtime_ns:
                continue
            report = next(read_reports(path), None)
            if report is not None:
                page.write_text(render_page(report), encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConfigError(f"can't write pages into {folder}: {error.strerror or error}") from error
    return folder
