"""``callscore explain``: what a criterion, a metric or a rule means."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["explain"]


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
