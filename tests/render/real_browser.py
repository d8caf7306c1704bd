"""A real browser for pages: the Chromium of this machine, without its sandbox and without a screen."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PLAYS_AT_ONCE = "--autoplay-policy=no-user-gesture-required"
"""Sound starts without a click."""


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """Playwright's browser, closed at the end."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "pages need a browser: install Debian's package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", *flags])
        yield browser
        browser.close()


@contextmanager
def opened(*flags: str) -> Iterator[Any]:
    """A tab of such a browser, whose errors, complaints and questions are gathered in its `problems`."""
    with chromium(*flags) as browser:
        tab = browser.new_page(viewport={"width": 1200, "height": 900})
        tab.problems = []
        tab.on("pageerror", lambda error: tab.problems.append(str(error)))
        tab.on("console", lambda message: tab.problems.append(message.text) if message.type == "error" else None)
        tab.on("dialog", lambda dialog: tab.problems.append(dialog.message))
        yield tab


def until(tab: Any, condition: str, *, seconds: float = 20.0) -> None:
    """Wait for a condition by asking again and again: the page's policy lets nobody watch from inside."""
    end = time.monotonic() + seconds
    while not tab.evaluate(condition):
        assert time.monotonic() < end, f"never true: {condition}"
        tab.wait_for_timeout(50)
