"""The report in a terminal, made from its dictionary: score, what to keep, what to change, and the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from callscore.wording import clock, in_words, promise_in_words, size, total_word

__all__ = ["print_models", "print_report"]

BAR_CELLS = 10
"""Width of a row's bar: leaves room for the words at 80 columns."""


def print_report(report: Mapping[str, Any], *, console: Console | None = None) -> None:
    """Print a report.

    Parameters
    ----------
    report
        `Report.to_dict`.
    console
        Where to; by default standard output, in colour where it is a terminal.
    """
    console = console or Console(highlight=False)
    parts: list[RenderableType] = [_heading(report)]
    parts += [Text(f"! {warning}", style="yellow") for warning in report["quality"]["warnings"]]
    parts.append(_scorecard(report["scorecard"]))
    for kind, title, style in (("strength", "Keep doing", "green"), ("improve", "Change next", "red")):
        pieces = [advice for advice in report["advice"] if advice["kind"] == kind]
        if pieces:
            parts.append(Text(f"\n{title}", style=f"bold {style}"))
            parts += [_advice(piece, style) for piece in pieces]
    parts.append(_notes(report["notes"]))
    console.print(Group(*parts))


def _heading(report: Mapping[str, Any]) -> Panel:
    total = report["scorecard"]["total"]
    source = report["source"]
    length = clock(source["duration"]) if source["duration"] else "no times"
    score = Text(total_word(total), style="bold " + _colour(total))
    share = report["metrics"].get("agent_talk_share", {}).get("value")
    facts = [length, f"times from {report['timing_source']}"]
    if share is not None:
        facts.append(f"agent talks {share:.0%}")
    if source["recogniser"]:
        facts.append(f"words by {source['recogniser']}")
    line = Text.assemble(score, "   ", " · ".join(facts))
    return Panel(line, title=Text(report["call_id"], style="bold"), title_align="left", expand=False)


def _colour(points: float | None) -> str:
    if points is None:
        return "white"
    return "green" if points >= 80 else "yellow" if points >= 60 else "red"


def _scorecard(scorecard: Mapping[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("criterion", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("measured", no_wrap=True)
    table.add_column("costs", justify="right", no_wrap=True)
    group = None
    for row in scorecard["criteria"]:
        if row["group"] != group:
            group = row["group"]
            table.add_row(Text(group, style="bold dim"))
        points = row["points"]
        if not row["judged"]:
            table.add_row(
                Text(f"  {row['title']}", style="dim"), Text("–", style="dim"), "", Text("not judged", style="dim")
            )
            continue
        filled = round(BAR_CELLS * points / 100)
        bar = Text("━" * filled, style=_colour(points)) + Text("━" * (BAR_CELLS - filled), style="bright_black")
        lost = f"−{row['lost']:.1f}" if row["lost"] >= 0.05 else ""
        table.add_row(f"  {row['title']}", f"{points:.0f}", bar, in_words(row["value"], row["unit"]), lost)
    return table


def _advice(advice: Mapping[str, Any], style: str) -> RenderableType:
    lines: list[RenderableType] = [Text("• ", style=style) + Text(advice["text"], style="bold")]
    lines.append(Padding(Text(advice["why"], style="dim"), (0, 0, 0, 2)))
    for moment in advice["moments"]:
        time = clock(moment["start"]) if moment["start"] is not None else f"turn {moment['turn'] + 1}"
        quote = Text.assemble((f"{time}  ", "cyan"), f"“{moment['quote']}”" if moment["quote"] else moment["why"])
        lines.append(Padding(quote, (0, 0, 0, 4)))
        if moment["instead"]:
            lines.append(Padding(Text.assemble(("instead: ", "green"), moment["instead"]), (0, 0, 0, 11)))
    return Group(*lines)


def _notes(notes: Mapping[str, Any]) -> RenderableType:
    lines: list[RenderableType] = [Text("\nNotes", style="bold")]
    lines.append(Text(f"  outcome: {notes['outcome'] or 'not known'}"))
    for promise in notes["promises"]:
        lines.append(Text(f"  promise: {promise_in_words(promise)}"))
    recap = notes["recap"]
    lines.append(Text(f"  recap: {recap['state'].replace('_', ' ')}" + _slots(recap["slots"])))
    for key in ("disputes", "hardship", "next_steps"):
        for item in notes.get(key, ()):
            lines.append(Text(f"  {key.rstrip('s').replace('_', ' ')}: “{item['quote']}”"))
    return Group(*lines)


def _slots(slots: Mapping[str, Any]) -> str:
    return "".join(f" · {name} {slot['state']}" for name, slot in slots.items())


def print_models(models: Sequence[Mapping[str, Any]], *, console: Console | None = None) -> None:
    """Print the models that can be named, those on this machine first."""
    console = console or Console(highlight=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("model", "on this machine", "size", "for"):
        table.add_column(column)
    for row in sorted(models, key=lambda row: row["path"] is None):
        table.add_row(row["name"], "yes" if row["path"] else "no", size(row["size_bytes"]), row["purpose"])
    console.print(table)
