"""What is wrong with a table that somebody gave, one line each, so that the rest can still be used."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be used, and what was done instead.

    Parameters
    ----------
    text
        What is wrong and what to do, in half a sentence.
    row
        Row of the table, the header being row 1; entry of a JSON list, counted from 1; None for the whole file.
    column
        Name of the column as callscore knows it, or None.
    value
        The value as written, or None.
    file
        The file's name, or empty.

    Examples
    --------
    >>> print(Problem("there is no such day; write it as YYYY-MM-DD", 7, "due_date", "2026-02-30", "calls.csv"))
    calls.csv row 7: due_date '2026-02-30': there is no such day; write it as YYYY-MM-DD
    """

    text: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    file: str = ""

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, f"row {self.row}" if self.row is not None else "") if part)
        what = " ".join(part for part in (self.column, repr(self.value) if self.value is not None else None) if part)
        return ": ".join(part for part in (place, what, self.text) if part)
