"""Tables in a terminal: columns set apart by room alone, every word as it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["plain_console", "plain_table"]


def plain_console(console: Console | None = None) -> Console:
    """Where to print: what is given, else standard output, on which no word is taken for a colour or a picture."""
    return console or Console(highlight=False, markup=False, emoji=False)


def plain_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Collection[str] = (), title: str = ""
) -> Table:
    """A table.

    Parameters
    ----------
    columns
        Headings.
    rows
        A cell for each column.
    numbers
        The columns that stand at the right.
    title
        What stands above, after an empty line where it begins with one.

    Examples
    --------
    >>> Console(width=30).print(plain_table(["agent", "calls"], [("[b]Ann", "12")], numbers=["calls"]))
    agent   calls
    [b]Ann     12
    """
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    return table
