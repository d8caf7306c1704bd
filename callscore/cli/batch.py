"""``callscore batch``: a day's recordings, scored into a folder; run again, it does what is missing or has changed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from callscore.cli.call_options import CallOptions, with_call_options
from callscore.cli.options import AUTO
from callscore.cli.output import SOME_FAILED, make_folder, say

if TYPE_CHECKING:
    from callscore.batch.outcomes import Done, Failure
    from callscore.batch.planning import Plan
    from callscore.batch.running import Executor, RunOptions
    from callscore.batch.showing import Watch
    from callscore.batch.tally import Tally
    from callscore.pipeline import Pipeline

__all__ = ["batch"]

LINES_SHOWN = 20
"""Problems and failures listed in the terminal; all of them are in the files."""

DECODING_SECONDS = 300.0
"""Seconds that decoding one recording may take before its call is given up: four hours of sound take about a minute."""


class Log(StrEnum):
    """How progress is told."""

    TEXT = "text"
    JSON = "json"


@with_call_options
def batch(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FOLDER|GLOB|MANIFEST…", help="Where the calls are: folders, globs, URLs, or a table."),
    ],
    out: Annotated[str, typer.Option(help="Folder (or URL) for the results.")],
    manifest: Annotated[
        Path | None, typer.Option(help="A table (CSV, XLSX, JSON lines) of what is known about the calls.")
    ] = None,
    names: Annotated[str | None, typer.Option(help="What file names tell, such as '{agent_id}_{account_id}'.")] = None,
    workers: Annotated[str, typer.Option(metavar="auto|N", help="Processes, each with a model of its own.")] = AUTO,
    force: Annotated[bool, typer.Option("--force", help="Do every call anew.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what failed before, though nothing of it has changed.")
    ] = False,
    timeout: Annotated[float | None, typer.Option(help="Seconds that a call may take.")] = None,
    log: Annotated[Log, typer.Option(help="Progress as a bar, or as lines of JSON on standard error.")] = Log.TEXT,
    ray: Annotated[
        str | None,
        typer.Option(metavar="[ADDRESS]", help="Run on a Ray cluster: the one at hand, or the one at ADDRESS."),
    ] = None,
    *,
    calls: CallOptions,
) -> None:
    """Score a day's recordings into a folder.

    Run it again and only what is missing or has changed is done. Stop it any time: what is finished stays.
    """
    from callscore.audio.limits import MediaLimits
    from callscore.batch.planning import plan
    from callscore.batch.running import RunOptions
    from callscore.errors import ConfigError

    if timeout is not None and timeout <= 0:
        raise ConfigError(f"--timeout {timeout:g}: give seconds, more than 0")
    pipeline = calls.pipeline(calls.listening(media=MediaLimits(apart_seconds=DECODING_SECONDS)))
    planned = plan(sources, out=out, manifest=manifest, names=names)
    _say_plan(planned, log)
    muted = None
    if calls.redact_audio is not None:
        make_folder(calls.redact_audio, "--redact-audio")
        muted = str(calls.redact_audio)
    executor = _executor(pipeline, planned, workers, timeout, ray)
    if ray is None:
        _find_model(pipeline, planned)
    with _watching(log) as watch, _ended_by_sigterm():
        tally = _run(out, pipeline, planned, executor, RunOptions(force, retry_failed, watch, planned.problems, muted))
    if log is Log.TEXT:
        _say_end(tally, out)
    if tally.failures:
        raise typer.Exit(SOME_FAILED)


def _run(out: str, pipeline: Pipeline, planned: Plan, executor: Executor, options: RunOptions) -> Tally:
    """Run the batch to its end; its counts."""
    from callscore.batch.running import run_into
    from callscore.batch.tally import Tally

    last = [Tally.of(())]

    def count(tally: Tally, outcome: Done | Failure | None) -> None:
        last[0] = tally
        if options.watch is not None:
            options.watch(tally, outcome)

    for _ in run_into(out, pipeline, planned.tasks, executor=executor, options=replace(options, watch=count)):
        pass
    return last[0]


def _executor(pipeline: Pipeline, planned: Plan, workers: str, timeout: float | None, ray: str | None) -> Executor:
    """What does the work: processes here, or a cluster."""
    from callscore.batch import local
    from callscore.errors import ConfigError

    if workers != AUTO and not (workers.isascii() and workers.isdigit() and int(workers)):
        raise ConfigError(f"--workers {workers!r}: give a number of processes, or auto")
    if ray is None:
        return local(pipeline, planned.tasks, workers="auto" if workers == AUTO else int(workers), timeout=timeout)
    from callscore.cluster import ray as on_ray

    return on_ray(None if ray == AUTO else ray, workers=None if workers == AUTO else int(workers), timeout=timeout)


def _find_model(pipeline: Pipeline, planned: Plan) -> None:
    """Fail before an hour is spent where no call can be recognised; where some have their words, do those."""
    from callscore.batch.identity import is_recognised
    from callscore.batch.sizing import fetch_model
    from callscore.errors import ModelError

    wordless = sum(is_recognised(task) for task in planned.tasks)
    if not wordless:
        return
    try:
        fetch_model(pipeline)
    except ModelError as error:
        if wordless == len(planned.tasks):
            raise
        say(f"{wordless} of {len(planned.tasks)} calls have no transcript and will fail: {error}")


def _watching(log: Log) -> AbstractContextManager[Watch]:
    from callscore.batch.showing import json_lines, terminal_bar

    return json_lines(sys.stderr) if log is Log.JSON else terminal_bar()


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let a scheduler's SIGTERM end the run as Ctrl-C does: finished calls are kept, the lock is let go."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say_plan(planned: Plan, log: Log) -> None:
    """What is to be done, and what the user should know of it."""
    if log is Log.JSON:
        from callscore.batch.showing import plan_line

        say(plan_line(planned))
        return
    _say_some(planned.problems)
    if planned.left_alone:
        names = ", ".join(repr(Path(path).name) for path in planned.left_alone[:3])
        more = " …" if len(planned.left_alone) > 3 else ""
        say(f"left alone: {len(planned.left_alone)} files that are no calls ({names}{more})")


def _say_some(lines: Sequence[str]) -> None:
    for line in lines[:LINES_SHOWN]:
        say(line)
    if len(lines) > LINES_SHOWN:
        say(f"… and {len(lines) - LINES_SHOWN} more")


def _say_end(tally: Tally, out: str) -> None:
    """The counts as a table, and the failures with their reasons."""
    from callscore.render.batch_terminal import print_batch

    print_batch(tally.to_dict())
    _say_some([" ".join(failed.error.split()) for failed in tally.failures])
    _say_some(tally.troubles)
    if tally.skipped_failures:
        say(f"{tally.skipped_failures} of them failed before and were left alone: --retry-failed tries them again")
    say(f"results: {out}")
