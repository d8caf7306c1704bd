"""From a row of an export to what is known about a call; what can't be read is said, and left unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, TypeVar

from callscore.ledger.columns import CALL_COLUMNS, map_columns
from callscore.ledger.moments import day_first_of, read_day, read_day_alone, read_moment, read_time, read_zone
from callscore.ledger.problems import Problem
from callscore.ledger.rows import Row, Table
from callscore.ledger.sums import read_currency, read_kind, read_sum
from callscore.metadata import CallMetadata

__all__ = ["Columns", "agreeing", "columns_of", "metadata_of"]

PLAIN = ("agent_id", "team", "account_id", "reference", "disposition")
"""Values taken as they are written."""

LONGEST_VALUE = 200
"""Characters beyond which a value is text in the wrong column."""

_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds which value, and how the table writes its dates."""

    names: Mapping[str, str]
    """Name as callscore knows it → column in the file."""
    unknown: tuple[str, ...] = ()
    day_first: Mapping[str, bool | None] = field(default_factory=dict)
    file: str = ""

    def cell(self, row: Row, name: str) -> str | None:
        """The cell of `row` that holds the value called `name`; None where there is none."""
        column = self.names.get(name)
        return None if column is None else row.cells.get(column)


def columns_of(
    table: Table, *, file: str = "", known: Mapping[str, tuple[str, ...]] = CALL_COLUMNS, day_first: bool | None = None
) -> tuple[Columns, tuple[Problem, ...]]:
    """What the columns of `table` hold, and those that look like a slip of the pen.

    Parameters
    ----------
    table
        As `read_table` gives it.
    file
        The file's name, for problems.
    known
        Names and their spellings.
    day_first
        How 03/04/2026 is read; None lets the rest of its column decide.
    """
    names, unused = map_columns(table.columns, known)
    if "time" in names and "started_at" not in names:
        names["started_at"] = names.pop("time")  # the day stands there, too
    orders: dict[str, bool | None] = {}
    for name in ("started_at", "time", "due_date", "date"):
        if name in names:
            cells = (row.cells[names[name]] for row in table.rows if names[name] in row.cells)
            orders[name] = day_first if day_first is not None else day_first_of(cells)
    slips = tuple(
        Problem(f"unknown column; if {meant} is meant, name it so", None, None, column, file)
        for column, meant in unused.items()
        if meant and meant not in names
    )
    return Columns(names, tuple(unused), orders, file), slips


def metadata_of(row: Row, columns: Columns) -> tuple[CallMetadata, tuple[Problem, ...]]:
    """What a row says about its call, and what of it can't be used.

    Examples
    --------
    >>> row = Row(2, {"agent": "a17", "balance": "£250", "due": "2026-02-30"})
    >>> columns, _ = columns_of(Table(("agent", "balance", "due"), (row,)))
    >>> metadata, problems = metadata_of(row, columns)
    >>> metadata.agent_id, str(metadata.expected_amount), metadata.currency, metadata.due_date
    ('a17', '250', 'GBP', None)
    >>> print(problems[0])
    row 2: due_date '2026-02-30': there is no such day; write it as YYYY-MM-DD
    """
    problems: list[Problem] = []

    def read(name: str, reader: Callable[[str], Value]) -> Value | None:
        cell = columns.cell(row, name)
        if cell is None:
            return None
        try:
            return reader(cell)
        except ValueError as error:
            problems.append(Problem(str(error), row.number, name, cell, columns.file))
            return None

    values: dict[str, Any] = {name: read(name, _plain) for name in PLAIN}
    zone: tzinfo | None = read("timezone", read_zone)
    values["account_kind"] = read("account_kind", read_kind)
    day_first = columns.day_first.get("started_at")
    day = read_day_alone(columns.cell(row, "started_at") or "", day_first=day_first)
    if "time" in columns.names and (day is not None or columns.cell(row, "started_at") is None):
        orders = columns.day_first.get("time")
        values["started_at"] = read("time", lambda cell: read_time(cell, day=day, zone=zone, day_first=orders))
    elif day is None:
        values["started_at"] = read("started_at", lambda cell: read_moment(cell, zone=zone, day_first=day_first))
    if day is not None and values.get("started_at") is None:
        values["call_date"] = day
    values["due_date"] = read("due_date", lambda cell: read_day(cell, day_first=columns.day_first.get("due_date")))
    currency = read("currency", read_currency)
    owed = read("expected_amount", lambda cell: read_sum(cell, currency=currency))
    if owed is not None:
        amount, marked = owed
        if marked is not None and currency is not None and marked != currency:
            cell = columns.cell(row, "expected_amount")
            text = f"stands under currency {currency}; one of the two is wrong, so neither is used"
            problems.append(Problem(text, row.number, "expected_amount", cell, columns.file))
            currency = None
        else:
            values["expected_amount"], currency = amount, currency or marked
    return CallMetadata(**{**values, "currency": currency}), tuple(problems)


def _plain(cell: str) -> str:
    """A value as written, refused where a spreadsheet has spoilt it."""
    if _SHORTENED.fullmatch(cell):
        raise ValueError("was shortened by a spreadsheet; format its column as text and export it again")
    if len(cell) > LONGEST_VALUE:
        raise ValueError(f"is {len(cell)} characters long, over {LONGEST_VALUE}; is it another column's value?")
    return cell


def agreeing(*said: CallMetadata) -> tuple[CallMetadata, tuple[str, ...]]:
    """What several rows about one call say together: fields on which they differ are unknown, and named.

    A sum in two currencies is no sum, and a moment on another day than the one that a row names is no moment.

    Examples
    --------
    >>> both, differing = agreeing(CallMetadata(agent_id="a", team="x"), CallMetadata(agent_id="b"))
    >>> both.agent_id, both.team, differing
    (None, 'x', ('agent_id',))
    """
    values: dict[str, Any] = {}
    differing: list[str] = []
    for name in CallMetadata.__dataclass_fields__:
        known = {value for metadata in said if (value := getattr(metadata, name)) is not None}
        if len(known) > 1:
            differing.append(name)
        values[name] = known.pop() if len(known) == 1 else None
    if "currency" in differing and values["expected_amount"] is not None:
        differing.append("expected_amount")
        values["expected_amount"] = None
    day, moment = values["call_date"], values["started_at"]
    if day is not None and moment is not None and moment.date() != day:
        differing.append("started_at")
        values["call_date"] = values["started_at"] = None
    return CallMetadata(**values), tuple(differing)
