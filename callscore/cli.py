"""The command line: each command a few lines over the public API; words to standard error, JSON to standard output."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from callscore.audio.progress import ProgressCallback
    from callscore.report import Report

__all__ = ["app", "main"]

SOME_FAILED = 1
"""Exit code when a call could not be scored."""

WRONG_USE = 2
"""Exit code for options that don't go together or don't exist."""

STOPPED = 130
"""Exit code after Ctrl-C: 128 and the number of the interrupt signal, as shells have it."""

PAGE_SUFFIX = ".html"
"""Ending of a page: what `Report.save` writes one for."""

app = typer.Typer(
    name="callscore",
    help="Score recorded collection calls for coaching. Everything runs on this machine.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="List speech recognition models, and fetch one.", no_args_is_help=True)
app.add_typer(models_app, name="models")


class Sample(StrEnum):
    """The sample calls that callscore ships."""

    EXCELLENT = "excellent"
    MIXED = "mixed"
    POOR = "poor"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends in `SystemExit` with an exit code.

    A callscore error becomes one line on standard error. A reader of standard output that goes away (``| head``) ends
    the run quietly.
    """
    from callscore.errors import CallscoreError, ConfigError

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        app(args=None if arguments is None else list(arguments))
    except ConfigError as error:
        _say(f"callscore: {error}")
        raise SystemExit(WRONG_USE) from None
    except CallscoreError as error:
        _say(f"callscore: {error}")
        raise SystemExit(SOME_FAILED) from None
    except SystemExit as end:
        # Typer and rich turn an interrupt and a closed pipe into exit codes of their own.
        if end.code == STOPPED:
            _say("callscore: stopped")
        if isinstance(end.__context__, BrokenPipeError):
            raise SystemExit(0) from None
        raise


def _say(text: str) -> None:
    """A line to standard error."""
    typer.echo(text, err=True)


def _version(asked: bool) -> None:
    if asked:
        from callscore import __version__

        typer.echo(f"callscore {__version__}")
        raise typer.Exit()


@app.callback()
def _callscore(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


@app.command()
def score(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Recordings, or transcripts, to score.")],
    transcript: Annotated[
        Path | None,
        typer.Option(
            help="What was said in FILE, when it is known: recognition is skipped, times come from the sound."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per call to standard output.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write a page to this file; for several calls, into this folder.")
    ] = None,
    audio: Annotated[bool, typer.Option(help="Whether pages carry the recording's sound.")] = True,
    model: Annotated[
        str, typer.Option(help="Speech recognition model: a name, a hub id, a folder, or 'demo'.")
    ] = "auto",
    revision: Annotated[str | None, typer.Option(help="Revision of the model on the hub.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    compute_type: Annotated[str, typer.Option(help="Arithmetic of the model: auto, int8, float16 …")] = "auto",
    language: Annotated[str, typer.Option(help="Language of the call, or 'auto' to detect it.")] = "en",
    hotword: Annotated[
        list[str] | None, typer.Option(help="A name the recogniser should know (creditor, product); repeatable.")
    ] = None,
    agent: Annotated[
        str | None, typer.Option(help="Which voice is the agent: left, right, first, or a speaker's label.")
    ] = None,
    call_date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of the call, for words like 'Friday'.")
    ] = None,
    rubric: Annotated[str, typer.Option(help="A rubric's name, or a TOML file.")] = "default",
) -> None:
    """Score calls: a report in the terminal, as JSON, or as a page."""
    from callscore.audio.transcription import Whisper
    from callscore.errors import CallscoreError, ConfigError
    from callscore.listening import ListenOptions
    from callscore.pipeline import Pipeline
    from callscore.rubric import Rubric

    if transcript is not None and len(files) > 1:
        raise ConfigError(f"--transcript belongs to one recording; {len(files)} were given")
    whisper = Whisper(
        model,
        revision=revision,
        device=device,
        compute_type=compute_type,
        language=None if language == "auto" else language,
        hotwords=tuple(hotword or ()),
    )
    options = ListenOptions(whisper, agent, _day(call_date))
    loaded = Rubric.load(rubric)
    pages = _pages(html, files)
    failed = 0
    for file, page in zip(files, pages, strict=True):
        try:
            with _progress(file.name) as progress:
                heard = replace(options, progress=progress)
                report = Pipeline(loaded, options=heard)(file, transcript=transcript)
            _show(report, as_json=as_json)
            if page is not None:
                _say(f"page: {report.save(page, audio=audio)}")
        except CallscoreError as error:
            if isinstance(error, ConfigError) and len(files) == 1:
                raise
            failed += 1
            _say(f"callscore: {error}" if str(file) in str(error) else f"callscore: {file}: {error}")
    if failed:
        raise typer.Exit(SOME_FAILED)


def _day(text: str | None) -> date | None:
    from callscore.errors import ConfigError

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"--call-date {text!r} is not a day; write it as YYYY-MM-DD, like 2026-11-20") from None


def _pages(html: Path | None, files: Sequence[Path]) -> list[Path | None]:
    """Where the page of each file goes, refused before an hour is spent on recognition."""
    from callscore.errors import ConfigError

    if html is None:
        return [None] * len(files)
    if len(files) == 1 and not html.is_dir():
        if html.suffix.lower() != PAGE_SUFFIX:
            raise ConfigError(f"--html {html} must end in {PAGE_SUFFIX}")
        if not html.parent.is_dir():
            raise ConfigError(f"--html {html}: the folder {html.parent} doesn't exist; make it first")
        return [html]
    if html.suffix.lower() in (PAGE_SUFFIX, ".htm") and not html.is_dir():
        raise ConfigError(f"--html {html} names one file for {len(files)} calls; give a folder")
    _make_folder(html, "--html")
    return [html / name for name in _page_names(files)]


def _page_names(files: Sequence[Path]) -> list[str]:
    """A file name for each page, after its recording: letters, digits, ``.``, ``_`` and ``-`` only, no name twice.

    Examples
    --------
    >>> _page_names([Path("monday/call.wav"), Path("tuesday/call.wav"), Path("monday/Mr Bell.wav")])
    ['call.html', 'call-2.html', 'Mr_Bell.html']
    """
    names: list[str] = []
    taken: set[str] = set()
    for file in files:
        stem = re.sub(r"[^\w.-]+", "_", file.stem).lstrip(".") or "call"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(name + PAGE_SUFFIX)
    return names


def _make_folder(folder: Path, option: str) -> None:
    from callscore.errors import ConfigError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise ConfigError(f"{option} {folder} is a file, and a folder is needed; give another name") from None
    except OSError as error:
        raise ConfigError(f"{option} {folder}: can't make this folder ({error.strerror}); give another") from None
    if not os.access(folder, os.W_OK):
        raise ConfigError(f"{option} {folder}: nothing can be written there; give another folder")


def _progress(name: str) -> AbstractContextManager[ProgressCallback | None]:
    """A progress bar where somebody watches."""
    if not sys.stderr.isatty():
        return nullcontext()
    from callscore.audio.progress import progress_bar

    return progress_bar(f"recognising {name}")


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False))
        return
    from callscore.render.terminal import print_report

    print_report(report.to_dict())


@app.command()
def demo(
    name: Annotated[Sample | None, typer.Argument(help="One of the sample calls; all three by default.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path("callscore-demo"),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per call to standard output.")] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the last page in the browser.")] = False,
) -> None:
    """Score the sample calls that come with callscore.

    An excellent, a mixed and a poor one; no network and no model are needed.
    """
    from callscore.pipeline import Pipeline
    from callscore.samples import sample

    _make_folder(out, "--out")
    page = out
    for each in (name,) if name else tuple(Sample):
        recording, transcript = sample(each.value)
        report = Pipeline()(recording, transcript=transcript)
        _show(report, as_json=as_json)
        page = report.save(out / f"{each.value}.html")
        _say(f"page: {page}")
    if open_page:
        typer.launch(str(page))


@models_app.command("list")
def models_list(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")] = False,
) -> None:
    """List the models that can be named, and which of them are on this machine."""
    from callscore.audio.models import list_models

    rows = list_models()
    if as_json:
        typer.echo(json.dumps([_model_row(row) for row in rows], ensure_ascii=False))
        return
    from callscore.render.terminal import print_models

    print_models([_model_row(row) for row in rows])


def _model_row(info: Any) -> dict[str, Any]:
    return {
        "name": info.name,
        "purpose": info.purpose,
        "path": str(info.path) if info.path else None,
        "size_bytes": info.size_bytes,
    }


@models_app.command("pull")
def models_pull(
    name: Annotated[str, typer.Argument(help="A model's name (small.en) or hub id.")],
    revision: Annotated[str | None, typer.Option(help="Revision on the hub.")] = None,
) -> None:
    """Fetch a model to this machine, once; afterwards no network is needed."""
    from callscore.audio.models import pull_model

    typer.echo(str(pull_model(name, revision=revision, progress=sys.stderr.isatty())))


@app.command()
def explain(
    name: Annotated[str, typer.Argument(help="A criterion, a metric, or a rule that a finding names.")],
    rubric: Annotated[str, typer.Option(help="A rubric's name, or a TOML file.")] = "default",
) -> None:
    """Say what a criterion, metric or rule means.

    How it is scored, and where it comes from.
    """
    from callscore.explaining import explain as explained
    from callscore.rubric import Rubric

    typer.echo(explained(name, rubric=Rubric.load(rubric)))


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Rubrics or lexicons (TOML).")],
) -> None:
    """Check a rubric or a lexicon of yours.

    Its keys, its values, and the examples that it carries.
    """
    from callscore.checking import check_file
    from callscore.errors import ConfigError

    wrong = 0
    for file in files:
        try:
            problems = check_file(file)
        except ConfigError as error:
            problems = (str(error),)
        for problem in problems:
            _say(problem)
        if not problems:
            _say(f"{file}: all well")
        wrong += bool(problems)
    if wrong:
        raise typer.Exit(SOME_FAILED)
