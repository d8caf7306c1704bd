"""``callscore history``: an account over its calls, with promises kept or broken and what is due; or all accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callscore.cli.options import SaltIds
from callscore.cli.output import parse_day, print_json, say

__all__ = ["history"]


def history(
    folders: Annotated[
        list[Path], typer.Argument(metavar="OUT…", help="Folders of a batch, or of reports; several read as one.")
    ],
    account: Annotated[str | None, typer.Option(metavar="ID", help="One account, with all its calls.")] = None,
    payments: Annotated[
        Path | None,
        typer.Option(help="What came in: a table (CSV, JSON, XLSX) with account_id, date, amount, currency."),
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="A jurisdiction's profile, by whose limits calls are counted: us_third_party …")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Day up to which all is known; by default the last call or payment."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")] = False,
    salt_ids: SaltIds = None,
) -> None:
    """Show accounts over their calls: contacts, outcomes, promises kept or broken, follow-ups due.

    Without payments only later calls can tell what became of a promise; one of which nothing is said stays unknown.
    """
    from dataclasses import replace

    from callscore.history import histories, read_payments
    from callscore.history.document import account_document, accounts_document, reports_of
    from callscore.privacy.salting import read_salt, salted_id

    salt = read_salt(salt_ids)
    came_in = None
    if payments is not None:
        read = read_payments(payments)
        for problem in read.problems:
            say(f"callscore: {problem}")
        came_in = [
            each if salt is None else replace(each, account_id=salted_id(each.account_id, salt))
            for each in read.payments
        ]
    day = parse_day(as_of, option="--as-of")
    accounts = histories(reports_of(folders), payments=came_in, profile=profile, as_of=day)
    if account is None:
        document = accounts_document(accounts)
    else:
        document = account_document(accounts, account if salt is None else salted_id(account, salt))
    if as_json:
        print_json(document)
        return
    from callscore.render.history_terminal import print_account, print_accounts

    (print_accounts if account is None else print_account)(document)
