"""The command line: each command a few lines over the public API; words to standard error, JSON to standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from callscore.cli.batch import batch
from callscore.cli.calibrate import calibrate
from callscore.cli.check import check
from callscore.cli.demo import demo
from callscore.cli.evaluate import evaluate
from callscore.cli.explain import explain
from callscore.cli.history import history
from callscore.cli.models import models_app
from callscore.cli.output import SOME_FAILED, STOPPED, WRONG_USE, say
from callscore.cli.purge import purge
from callscore.cli.ray_option import WithAddress
from callscore.cli.report import report
from callscore.cli.score import score

__all__ = ["app", "main"]

app = typer.Typer(
    name="callscore",
    help="Score recorded collection calls for coaching. Everything runs on this machine.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends in `SystemExit` with an exit code.

    A callscore error becomes one line on standard error. A reader of standard output that goes away (``| head``) ends
    the run quietly.
    """
    from callscore.errors import CallscoreError, ConfigError

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        app(args=None if arguments is None else list(arguments))
    except ConfigError as error:
        say(f"callscore: {error}")
        raise SystemExit(WRONG_USE) from None
    except CallscoreError as error:
        say(f"callscore: {error}")
        raise SystemExit(SOME_FAILED) from None
    except SystemExit as end:
        # Typer and rich turn an interrupt and a closed pipe into exit codes of their own.
        if end.code == STOPPED:
            say("callscore: stopped")
        if isinstance(end.__context__, BrokenPipeError):
            raise SystemExit(0) from None
        raise


def _version(asked: bool) -> None:
    if asked:
        from callscore import __version__

        typer.echo(f"callscore {__version__}")
        raise typer.Exit()


@app.callback()
def _callscore(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


app.command()(score)
app.command()(demo)
app.add_typer(models_app, name="models")
app.command()(explain)
app.command()(check)
app.command(cls=WithAddress)(batch)
app.command()(report)
app.command()(history)
app.command()(purge)
app.command()(evaluate)
app.command()(calibrate)
