"""``callscore score``: a report for each call, in the terminal, as JSON, or as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callscore.cli.call_options import CallOptions, with_call_options
from callscore.cli.options import PageSound, PageSounds
from callscore.cli.output import PAGE_SUFFIX, SOME_FAILED, make_folder, progress_of, say, show

if TYPE_CHECKING:
    from callscore.corrections import Corrections
    from callscore.ledger.manifest import Job
    from callscore.report import Report

__all__ = ["score"]


@with_call_options
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
    audio: PageSound = PageSounds.EMBED,
    profile: Annotated[
        str | None,
        typer.Option(help="A jurisdiction's profile in place of the rubric's: none, uk, us_third_party, a TOML file."),
    ] = None,
    phrases: Annotated[
        list[Path] | None, typer.Option(help="A phrase list (TOML) whose phrases are counted, too; repeatable.")
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            help="What a person put right on the page of FILE, which may be its report: nothing is heard anew."
        ),
    ] = None,
    metadata: Annotated[
        Path | None,
        typer.Option(help="A table (CSV, JSON, xlsx) of agent, account, time, balance … with a row for each FILE."),
    ] = None,
    *,
    calls: CallOptions,
) -> None:
    """Score calls: a report in the terminal, as JSON, or as a page."""
    from callscore.batch.kept_calls import call_of_report
    from callscore.errors import CallscoreError, ConfigError
    from callscore.profiles import Profile

    if transcript is not None and len(files) > 1:
        raise ConfigError(f"--transcript belongs to one recording; {len(files)} were given")
    if corrections is not None and len(files) > 1:
        raise ConfigError(f"--corrections belong to one call; {len(files)} were given")
    corrected = None if corrections is None else _corrections(corrections)
    options = calls.listening()
    pipeline = calls.pipeline(options, profile=profile, phrases=phrases or ())
    if profile is not None:
        Profile.load(profile)
    pages = _pages(html, files)
    copies = _copies(calls.redact_audio, files)
    jobs = _jobs(files, transcript, metadata)
    failed = 0
    for file, job, page, copy in zip(files, jobs, pages, copies, strict=True):
        try:
            with progress_of(file.name) as progress:
                heard = replace(options, progress=progress)
                call = (transcript is None and call_of_report(file, options.call_date)) or file
                if options.agent is not None and call is not file:
                    raise ConfigError(
                        f"--agent {options.agent}: {file} is a report, whose speakers are told apart already; swap "
                        "them with --corrections, or score the recording"
                    )
                report = replace(pipeline, options=heard)(
                    call, transcript=job.transcript, metadata=job.metadata, corrections=corrected
                )
            if copy is not None:
                report = _redacted(report, copy)
            show(report, as_json=as_json)
            if page is not None:
                say(f"page: {report.save(page, audio=audio.value)}{_with_sound(report, audio)}")
        except CallscoreError as error:
            if isinstance(error, ConfigError) and len(files) == 1:
                raise
            failed += 1
            say(f"callscore: {error}" if str(file) in str(error) else f"callscore: {file}: {error}")
    if failed:
        raise typer.Exit(SOME_FAILED)


def _with_sound(report: Report, audio: PageSounds) -> str:
    """What is said of a page that carries a recording of a private call."""
    if audio is not PageSounds.EMBED or report.conversation.source.path is None:
        return ""
    return " (the recording is inside; --audio none leaves it out)"


def _redacted(report: Report, copy: Path) -> Report:
    """The report with a muted copy of its recording, which is said."""
    from callscore.audio.muting import described

    redacted = report.redact_audio(copy)
    say(f"redacted: {described(report.conversation, copy)}")
    return redacted


def _copies(redact_audio: Path | None, files: Sequence[Path]) -> list[Path | None]:
    """Where the muted copy of each recording goes."""
    from callscore.audio.muting import MUTED_SUFFIXES

    if redact_audio is None:
        return [None] * len(files)
    if len(files) == 1 and redact_audio.suffix.lower() in MUTED_SUFFIXES and not redact_audio.is_dir():
        make_folder(redact_audio.parent, "--redact-audio")
        return [redact_audio]
    make_folder(redact_audio, "--redact-audio")
    return [redact_audio / Path(name).with_suffix(MUTED_SUFFIXES[0]).name for name in _page_names(files)]


def _corrections(path: Path) -> Corrections:
    from callscore.corrections import load_corrections

    return load_corrections(path)


def _jobs(files: Sequence[Path], transcript: Path | None, metadata: Path | None) -> list[Job]:
    """What is known of each file; what of the table can't be used is said."""
    from callscore.ledger.manifest import Job, read_manifest

    said = None if transcript is None else str(transcript)
    if metadata is None:
        return [Job(str(file), said) for file in files]
    manifest = read_manifest(metadata, files=files)
    for problem in manifest.problems:
        say(f"callscore: {problem}")
    known = {job.path: job for job in manifest.jobs}
    return [replace(known[str(file)], transcript=said or known[str(file)].transcript) for file in files]


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
    make_folder(html, "--html")
    return [html / name for name in _page_names(files)]


def _page_names(files: Sequence[Path]) -> list[str]:
    """A file name for each page, after its recording, as a batch names its calls: no two recordings share one.

    Examples
    --------
    >>> _page_names([Path("monday/call.wav"), Path("tuesday/call.wav"), Path("monday/Mr Bell?.wav")])
    ['call.html', 'call-f07df033.html', 'Mr Bell_.html']
    """
    from callscore.batch.tasks import Task, named
    from callscore.privacy.labels import mask_label

    names = {task.path: task.name for task in named([Task(str(file)) for file in files], written=mask_label)}
    return [names[str(file)] + PAGE_SUFFIX for file in files]
