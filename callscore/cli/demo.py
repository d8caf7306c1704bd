"""``callscore demo``: the sample calls that ship with callscore, scored from their sound alone."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.output import make_folder, progress_of, say, show

__all__ = ["demo"]


class Sample(StrEnum):
    """The sample calls that callscore ships."""

    EXCELLENT = "excellent"
    MIXED = "mixed"
    POOR = "poor"


def demo(
    name: Annotated[Sample | None, typer.Argument(help="One of the sample calls; all three by default.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path("callscore-demo"),
    transcripts: Annotated[
        bool, typer.Option("--transcripts", help="Take the words from the samples' transcripts: no recognition.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per call to standard output.")] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the last page in the browser.")] = False,
) -> None:
    """Score the sample calls that come with callscore, from their sound alone.

    An excellent, a mixed and a poor one. The words come from a very small recogniser that ships with callscore: no
    network and no download are needed, and it is not for real calls.
    """
    from callscore.audio.models import DEMO
    from callscore.audio.transcription import Whisper
    from callscore.listening import ListenOptions
    from callscore.pipeline import Pipeline
    from callscore.samples import sample, sample_date

    make_folder(out, "--out")
    recogniser = Whisper(DEMO, local_files_only=True)
    page = out
    for each in (name,) if name else tuple(Sample):
        recording, transcript = sample(each.value)
        with progress_of(recording.name) as progress:
            options = ListenOptions(recogniser, call_date=sample_date(each.value), progress=progress)
            report = Pipeline(options=options)(recording, transcript=transcript if transcripts else None)
        show(report, as_json=as_json)
        page = report.save(out / f"{each.value}.html")
        say(f"page: {page}")
    if open_page:
        typer.launch(str(page))
