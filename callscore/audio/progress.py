"""A progress bar with the time left, on standard error, for whoever wants one: nothing shows by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

__all__ = ["ProgressCallback", "progress_bar"]


class ProgressCallback(Protocol):
    """What a long job calls as it goes: seconds done, seconds in all."""

    def __call__(self, done: float, total: float, /) -> None:
        """Take note of `done` out of `total`, both in seconds of speech."""


@contextmanager
def progress_bar(text: str = "recognising speech") -> Iterator[ProgressCallback]:
    """A progress bar for as long as the block runs; gone without a trace afterwards.

    Nothing is drawn where standard error is no terminal, so that logs stay clean.

    Parameters
    ----------
    text
        What is being done, shown before the bar.

    Examples
    --------
    >>> with progress_bar("recognising call.wav") as progress:
    ...     progress(30.0, 60.0)
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(text, total=None)

        def show(done: float, total: float) -> None:
            bar.update(task, completed=done, total=total)

        yield show
