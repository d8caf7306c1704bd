"""``callscore demo``: the sample calls that ship with callscore, scored."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.output import make_folder, say, show

__all__ = ["demo"]


class Sample(StrEnum):
    """The sample calls that callscore ships."""

    EXCELLENT = "excellent"
    MIXED = "mixed"
    POOR = "poor"


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

    make_folder(out, "--out")
    page = out
    for each in (name,) if name else tuple(Sample):
        recording, transcript = sample(each.value)
        report = Pipeline()(recording, transcript=transcript)
        show(report, as_json=as_json)
        page = report.save(out / f"{each.value}.html")
        say(f"page: {page}")
    if open_page:
        typer.launch(str(page))
