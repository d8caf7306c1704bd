"""``callscore explain``: what a criterion, a metric or a rule means, and why two rubrics differ on a call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.options import RubricName

__all__ = ["explain"]


def explain(
    name: Annotated[
        str | None, typer.Argument(help="A criterion, a metric, a rule that a finding names, or a profile.")
    ] = None,
    rubric: RubricName = "default",
    report: Annotated[
        list[Path] | None,
        typer.Option(help="Two reports (JSON) on one call: what each row costs in either. NAME chooses one row."),
    ] = None,
) -> None:
    """Say what a criterion, metric, rule or profile means.

    How it is scored, and where it comes from; with two reports, why their totals differ.
    """
    from callscore.errors import ConfigError
    from callscore.explaining import explain as explained
    from callscore.rubric import Rubric
    from callscore.side_by_side import read_report, side_by_side

    if report:
        if len(report) != 2:
            raise ConfigError(f"--report is given twice, once for each rubric; {len(report)} were given")
        one, other = (read_report(path) for path in report)
        typer.echo(side_by_side(one, other, criterion=name))
        return
    if name is None:
        raise ConfigError("explain needs a name (callscore explain talk_share), or --report twice")
    typer.echo(explained(name, rubric=Rubric.load(rubric)))
