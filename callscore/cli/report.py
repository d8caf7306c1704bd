"""``callscore report``: a day's agents, where the time went, and which calls to hear first."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.options import PageSound, PageSounds
from callscore.cli.output import make_folder, print_json, say

__all__ = ["report"]


class Export(StrEnum):
    """What tables can be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"


def report(
    folders: Annotated[
        list[Path], typer.Argument(metavar="OUT…", help="Folders of a batch, or of reports; several read as one.")
    ],
    first: Annotated[int, typer.Option("--first", help="How many calls to hear first are listed.")] = 10,
    by: Annotated[str, typer.Option(help="Whose figures: agent_id, team, account_id ...")] = "agent_id",
    html: Annotated[
        Path | None, typer.Option(help="Write the day to this file as a page to browse, search and filter.")
    ] = None,
    pages: Annotated[
        bool, typer.Option("--pages", help="Write a page for each call into OUT/pages, which the day's page links to.")
    ] = False,
    audio: PageSound = PageSounds.NONE,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")] = False,
    export: Annotated[Export | None, typer.Option(help="Write the tables in this format, too.")] = None,
    export_to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where the exported tables go; by default the first OUT.")
    ] = None,
) -> None:
    """Add up a day.

    Agents with intervals, where the time went, which calls to hear first.
    """
    from callscore.day import read_day
    from callscore.tables import export_tables
    from callscore.team.document import day_document

    day = read_day(*folders)
    document = day_document(day, by=by, first=first)
    if as_json:
        print_json(document)
    else:
        from callscore.render.day_terminal import print_day

        print_day(document)
    if pages:
        from callscore.call_pages import write_pages

        for folder in folders:
            written = write_pages(folder, audio=audio.value)
            say(f"pages: {written.folder}")
            if written.silent:
                say(f"{written.silent} of them without sound: their recordings were not found")
    if html is not None:
        say(f"page: {day.save(html, by=by)}")
    if export is not None:
        target = export_to or folders[0]
        make_folder(target, "--export-to")
        for path in export_tables(day.tables(), target, export.value):
            say(f"written: {path}")
