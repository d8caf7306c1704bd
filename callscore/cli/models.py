"""``callscore models``: which recognition models can be named, and how to fetch one."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from callscore.cli.output import print_json

__all__ = ["models_app"]

models_app = typer.Typer(help="List speech recognition models, and fetch one.", no_args_is_help=True)


@models_app.command("list")
def models_list(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")] = False,
) -> None:
    """List the models that can be named, and which of them are on this machine."""
    from callscore.audio.models import list_models

    rows = list_models()
    if as_json:
        print_json([_model_row(row) for row in rows])
        return
    from callscore.render.terminal import print_models

    print_models([_model_row(row) for row in rows])


def _model_row(info: Any) -> dict[str, Any]:
    return {
        "name": info.name,
        "purpose": info.purpose,
        "path": str(info.path) if info.path else None,
        "size_bytes": info.size_bytes,
    }


@models_app.command("pull")
def models_pull(
    name: Annotated[str, typer.Argument(help="A model's name (small.en) or hub id.")],
    revision: Annotated[str | None, typer.Option(help="Revision on the hub.")] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Don't go to the network: say where it is, or that it isn't here.")
    ] = False,
) -> None:
    """Fetch a model to this machine, once; afterwards no network is needed. Prints its folder."""
    from callscore.audio.models import find_model, no_model, pull_model

    if offline:
        found = find_model(name, revision=revision)
        if found is None:
            raise no_model(name, "not on this machine, and going to the network was not allowed (offline)")
        typer.echo(str(found))
        return
    typer.echo(str(pull_model(name, revision=revision, progress=sys.stderr.isatty())))
