"""``callscore evaluate``: how good it is on one's own labelled calls."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.options import RubricName
from callscore.cli.output import SOME_FAILED, print_json, say

__all__ = ["evaluate"]


def evaluate(
    truth: Annotated[Path, typer.Argument(metavar="TRUTH", help="Folder of recordings with their truth beside them.")],
    given: Annotated[
        str,
        typer.Option(
            "--transcript",
            help="What is used of the transcript beside a recording: words (all of it), turns (no times of words), "
            "untimed, or none (the words are recognised: gives word error).",
        ),
    ] = "words",
    unnamed: Annotated[
        bool, typer.Option("--unnamed", help="Hide the speakers' names, so that roles are measured.")
    ] = False,
    model: Annotated[str, typer.Option(help="Speech recognition model.")] = "auto",
    rubric: RubricName = "default",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")] = False,
    at_least: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="NAME=VALUE", help="Exit 1 when a figure is below (interruptions_f1=0.9)."),
    ] = None,
    at_most: Annotated[
        list[str] | None, typer.Option("--max", metavar="NAME=VALUE", help="Exit 1 when a figure is above (der=0.08).")
    ] = None,
) -> None:
    """Measure on labelled calls of yours.

    DER, talk share, interruptions, questions, word error, phrasing.
    """
    from callscore.audio.transcription import Whisper
    from callscore.errors import ConfigError
    from callscore.evaluation import evaluate as evaluated
    from callscore.evaluation import evaluation_document
    from callscore.listening import ListenOptions
    from callscore.pipeline import Pipeline

    floors, ceilings = _bounds("--min", at_least), _bounds("--max", at_most)
    pipeline = Pipeline(rubric, options=ListenOptions(Whisper(model)))
    found = evaluated(truth, pipeline=pipeline, given=given, unnamed=unnamed, progress=_say_name)
    unknown = [name for name in (*floors, *ceilings) if name not in found.figures]
    if unknown:
        known = ", ".join(found.figures)
        raise ConfigError(f"{unknown[0]!r} was not measured on these calls; measured were {known}")
    document = evaluation_document(found)
    if as_json:
        print_json(document)
    else:
        from callscore.render.evaluation import print_evaluation

        print_evaluation(document)
    missed = [(name, bound) for name, bound in floors.items() if _value(found.figures, name, -1e9) < bound]
    missed += [(name, bound) for name, bound in ceilings.items() if _value(found.figures, name, 1e9) > bound]
    for name, bound in missed:
        say(f"callscore: {name} is {found.figures[name]}, asked for was {bound:g}")
    if missed or found.failures:
        raise typer.Exit(SOME_FAILED)


def _say_name(name: str) -> None:
    say(f"scoring {name}")


def _value(figures: object, name: str, unknown: float) -> float:
    """A figure; one that could not be measured fails its bound."""
    value = figures[name] if isinstance(figures, dict) else None
    return unknown if value is None else float(value)


def _bounds(option: str, given: list[str] | None) -> dict[str, float]:
    """``NAME=VALUE`` options as numbers."""
    from callscore.errors import ConfigError

    bounds: dict[str, float] = {}
    for text in given or ():
        name, _, value = text.partition("=")
        try:
            bound = float(value)
        except ValueError:
            bound = math.nan
        if not math.isfinite(bound):
            raise ConfigError(f"{option} {text!r} must be NAME=NUMBER, like interruptions_f1=0.9")
        bounds[name.strip()] = bound
    return bounds
