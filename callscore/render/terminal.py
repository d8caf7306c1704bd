"""The report in a terminal, made from its dictionary: score, what to keep, what to change, and the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from callscore.render.advising import Piece, advice_pieces
from callscore.render.plain_tables import plain_console, plain_table
from callscore.wording import (
    clock,
    failed_in_words,
    in_words,
    measured_in_words,
    outcome_in_words,
    promise_in_words,
    recap_in_words,
    size,
    timing_in_words,
    total_word,
)

__all__ = ["print_models", "print_report"]

BAR_CELLS = 10
"""Width of a row's bar: leaves room for the words at 80 columns."""

BAR_MIN_WIDTH = 76
"""Columns below which a row has no bar, so that its points and what it costs keep their place."""

NOTE_KINDS = (("disputes", "dispute"), ("hardship", "hardship"), ("requests", "request"), ("next_steps", "next step"))
"""Lists of the notes, and what one of them is called."""


def print_report(report: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print a report.

    Parameters
    ----------
    report
        `Report.to_dict`.
    console
        Where to; by default standard output, in colour where it is a terminal.
    """
    console = plain_console(console)
    parts: list[RenderableType] = [_heading(report)]
    failed = failed_in_words(report["scorecard"])
    parts += [_hung("! ", failed, "bold red")] if failed else []
    parts += [_hung("! ", warning, "yellow") for warning in report["quality"]["warnings"]]
    for kind, title, style in (("strength", "Keep doing", "green"), ("improve", "Change next", "red")):
        pieces = advice_pieces(report, kind)
        if pieces:
            parts.append(Text(f"\n{title}", style=f"bold {style}"))
            parts += [_advice(piece, style) for piece in pieces]
    parts.append(Text("\nScorecard", style="bold"))
    parts.append(_scorecard(report["scorecard"], bars=console.width >= BAR_MIN_WIDTH))
    parts.append(_notes(report["notes"]))
    console.print(Group(*parts))


def _hung(mark: str | Text, words: str | Text, style: str = "") -> Table:
    """Words that wrap under themselves and not under their mark."""
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(
        Text(mark, style=style) if isinstance(mark, str) else mark,
        Text(words, style=style) if isinstance(words, str) else words,
    )
    return grid


def _heading(report: Mapping[str, Any]) -> Panel:
    total = report["scorecard"]["total"]
    source = report["source"]
    score = Text(total_word(total, report["scorecard"].get("reason", "")), style="bold " + _colour(total))
    share = report["metrics"].get("agent_talk_share", {}).get("value")
    facts = [f"{clock(source['duration'])} long"] if source["duration"] else []
    if share is not None:
        facts.append(f"agent talks {in_words(share, 'share')}")
    facts += [outcome_in_words(report["notes"]["outcome"])] if report["notes"]["outcome"] else []
    facts.append(timing_in_words(report["timing_source"]))
    if source["recogniser"]:
        facts.append(f"words by {source['recogniser']}")
    line = Group(score, Text(" · ".join(facts)))
    return Panel(line, title=Text(report["call_id"], style="bold"), title_align="left", expand=False)


def _colour(points: float | None) -> str:
    if points is None:
        return "white"
    return "green" if points >= 80 else "yellow" if points >= 60 else "red"


def _scorecard(scorecard: Mapping[str, Any], *, bars: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("criterion", no_wrap=bars)
    table.add_column("points", justify="right", no_wrap=True, min_width=6)
    if bars:
        table.add_column("", no_wrap=True, min_width=BAR_CELLS)
    table.add_column("measured", overflow="fold")
    table.add_column("costs", justify="right", no_wrap=True, min_width=5)
    group = None
    for row in scorecard["criteria"]:
        if row["group"] != group:
            group = row["group"]
            table.add_row(Text(group, style="bold dim"))
        table.add_row(*_row(row, bars=bars))
    return table


def _row(row: Mapping[str, Any], *, bars: bool) -> list[RenderableType]:
    """The cells of one criterion."""
    points = row["points"]
    title = Padding(Text(row["title"], style="" if row["judged"] else "dim"), (0, 0, 0, 2))
    if not row["judged"]:
        bar: list[RenderableType] = [""] if bars else []
        return [title, Text("–", style="dim"), *bar, Text(row["reason"], style="dim"), ""]
    bar = [_bar(points)] if bars else []
    lost = f"−{row['lost']:.1f}" if row["lost"] >= 0.05 else ""
    return [title, Text(f"{points:.0f}", style=_colour(points)), *bar, Text(measured_in_words(row)), lost]


def _bar(points: float) -> Text:
    filled = round(BAR_CELLS * points / 100)
    return Text("━" * filled, style=_colour(points)) + Text("━" * (BAR_CELLS - filled), style="bright_black")


def _advice(advice: Piece, style: str) -> RenderableType:
    lines: list[RenderableType] = [Text(advice.text, style="bold"), Text(advice.why, style="dim")]
    for moment in advice.moments:
        time = clock(moment.start) if moment.start is not None else f"turn {moment.turn + 1}"
        said: list[RenderableType] = [Text(f"“{moment.quote}”")] if moment.quote else []
        said += [Text(moment.why, style="dim")] if moment.why else []
        said += [_hung("instead: ", Text(moment.instead), "green")] if moment.instead else []
        lines.append(_block(Text(f"{time}  ", style="cyan"), said))
    if advice.instead:
        lines.append(_hung("instead: ", Text(advice.instead), "green"))
    return _block(Text("• ", style=style), lines)


def _block(mark: Text, lines: Sequence[RenderableType]) -> Table:
    """Lines one under the other, all to the right of one mark."""
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, Group(*lines))
    return grid


def _notes(notes: Mapping[str, Any]) -> RenderableType:
    rows = [("outcome", outcome_in_words(notes["outcome"]))]
    rows += [
        ("promise" if promise.get("stands", True) else "given up", promise_in_words(promise))
        for promise in notes["promises"]
    ]
    rows.append(("recap", recap_in_words(notes["recap"]) + _slots(notes["recap"]["slots"])))
    rows += [(title, f"“{item['quote']}”") for key, title in NOTE_KINDS for item in notes.get(key, ())]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    return Group(Text("\nNotes", style="bold"), Padding(table, (0, 0, 0, 2)))


def _slots(slots: Mapping[str, Any]) -> str:
    return "".join(f" · {name.replace('_', ' ')} {slot['state']}" for name, slot in slots.items())


def print_models(models: Sequence[Mapping[str, Any]], *, console: Console | None = None) -> None:
    """Print the models that can be named, those on this machine first."""
    rows = (
        (row["name"], "yes" if row["path"] else "no", size(row["size_bytes"]), row["purpose"])
        for row in sorted(models, key=lambda row: row["path"] is None)
    )
    plain_console(console).print(plain_table(("model", "on this machine", "size", "for"), rows))
