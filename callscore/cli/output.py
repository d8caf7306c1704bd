"""What the commands share: exit codes, a line to standard error, folders, the way a report is shown."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from callscore.audio.progress import ProgressCallback
    from callscore.report import Report

__all__ = [
    "PAGE_SUFFIX",
    "SOME_FAILED",
    "STOPPED",
    "WRONG_USE",
    "make_folder",
    "parse_day",
    "print_json",
    "progress_of",
    "say",
    "show",
]

SOME_FAILED = 1
"""Exit code when a call could not be scored."""

WRONG_USE = 2
"""Exit code for options that don't go together or don't exist."""

STOPPED = 130
"""Exit code after Ctrl-C: 128 and the number of the interrupt signal, as shells have it."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

PAGE_SUFFIX = ".html"
"""Ending of a page: what `Report.save` writes one for."""


def say(text: str) -> None:
    """Write a line to standard error, with the private numbers in names and quotes masked.

    It stays one line, and no part of a file's name moves the cursor: control characters become blanks.
    """
    from callscore.privacy.labels import mask_line

    typer.echo(_CONTROL.sub(" ", mask_line(text)), err=True)


def parse_day(text: str | None, *, option: str = "--call-date") -> date | None:
    """Read a day given as an option."""
    from callscore.errors import ConfigError

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{option} {text!r} is not a day; write it as YYYY-MM-DD, like 2026-11-20") from None


def make_folder(folder: Path, option: str) -> None:
    """Make the folder that an option names, or say why it can't be used."""
    from callscore.errors import ConfigError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise ConfigError(f"{option} {folder} is a file, and a folder is needed; give another name") from None
    except OSError as error:
        raise ConfigError(f"{option} {folder}: can't make this folder ({error.strerror}); give another") from None
    if not os.access(folder, os.W_OK):
        raise ConfigError(f"{option} {folder}: nothing can be written there; give another folder")


def progress_of(name: str) -> AbstractContextManager[ProgressCallback | None]:
    """A progress bar where somebody watches."""
    if not sys.stderr.isatty():
        return nullcontext()
    from callscore.audio.progress import progress_bar

    return progress_bar(f"recognising {name}")


def print_json(document: object) -> None:
    """Print a line of JSON to standard output; characters that it doesn't take, or half ones, as escapes of JSON."""
    line = json.dumps(document, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        line = json.dumps(document)
    typer.echo(line)


def show(report: Report, *, as_json: bool) -> None:
    """Print a report: JSON to standard output, or a summary for people."""
    if as_json:
        print_json(report.to_dict())
        return
    from callscore.render.terminal import print_report

    print_report(report.to_dict())
