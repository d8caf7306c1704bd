"""What came in on accounts, out of the ledger's export: day, account, amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from os import PathLike
from pathlib import Path

from callscore.errors import ConfigError
from callscore.ledger.account import columns_of
from callscore.ledger.columns import PAYMENT_COLUMNS
from callscore.ledger.moments import read_day
from callscore.ledger.problems import Problem
from callscore.ledger.rows import read_table
from callscore.ledger.sums import read_currency, read_sum

__all__ = ["Payment", "Payments", "read_payments"]

NEEDED = ("account_id", "date", "amount")


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment that came in."""

    account_id: str
    day: date
    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Payments:
    """The payments of a table, and the rows that could not be used."""

    payments: tuple[Payment, ...]
    problems: tuple[Problem, ...] = ()


def read_payments(path: str | PathLike[str], *, day_first: bool | None = None) -> Payments:
    r"""Read payments: CSV, JSON, JSON lines or a spreadsheet with the columns account_id, date, amount, currency.

    Parameters
    ----------
    path
        The table; common spellings of the columns are understood.
    day_first
        Whether 03/04/2026 is the third of April; by default its column decides, and it is refused where it can't.

    Raises
    ------
    ConfigError
        When the table can't be read, or a column is missing without which no payment can be told.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "paid.csv").write_text("account,paid on,amount\n889,2026-06-05,£50\n889,2026-06-31,50\n")
    ...     read = read_payments(f"{folder}/paid.csv")
    >>> read.payments[0].amount, str(read.problems[0])
    (Decimal('50'), "paid.csv row 3: date '2026-06-31': there is no such day; write it as YYYY-MM-DD")
    """
    place = Path(path)
    table = read_table(place)
    columns, slips = columns_of(table, file=place.name, known=PAYMENT_COLUMNS, day_first=day_first)
    missing = [name for name in NEEDED if name not in columns.names]
    if missing:
        have = ", ".join(table.columns)
        raise ConfigError(
            f"{place}: no column {', '.join(missing)} (it has {have}); a payment needs account, day and sum"
        )
    payments: list[Payment] = []
    problems = [*table.problems, *slips]
    for row in table.rows:
        cells = {name: columns.cell(row, name) for name in PAYMENT_COLUMNS}
        empty = next((name for name in NEEDED if cells[name] is None), None)
        if empty is not None:
            problems.append(Problem("is empty; the row is left out", row.number, empty, None, place.name))
            continue
        name = "date"
        try:
            day = read_day((cells["date"] or "").split("T")[0], day_first=columns.day_first.get("date"))
            name = "currency"
            currency = read_currency(cells["currency"]) if cells["currency"] else None
            name = "amount"
            amount, marked = read_sum(cells["amount"] or "", currency=currency)
        except ValueError as error:
            problems.append(Problem(str(error), row.number, name, cells[name], place.name))
            continue
        payments.append(Payment(cells["account_id"] or "", day, amount, currency or marked))
    return Payments(tuple(payments), tuple(problems))
