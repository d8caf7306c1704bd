"""What the columns of an export mean: common spellings of the few values that callscore joins to a call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

__all__ = ["CALL_COLUMNS", "PAYMENT_COLUMNS", "map_columns", "squeezed"]

CALL_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "path": (
        "file", "filename", "file_path", "recording", "recording_file", "recording_path", "recording_name", "audio",
        "audio_file", "audio_path", "wav", "call_id", "call", "call_file", "recording_id", "name",
    ),
    "transcript": ("transcript_path", "transcript_file", "transcription", "text_file"),
    "agent_id": ("agent", "agent_name", "collector", "collector_id", "user", "user_id", "operator", "operator_id",
                 "rep", "representative", "employee", "employee_id", "advisor", "adviser"),
    "team": ("team_name", "team_id", "group", "queue", "department"),
    "account_id": ("account", "account_number", "account_no", "acct", "acct_no", "customer", "customer_id",
                   "customer_number", "debtor", "debtor_id", "client_account", "case", "case_id", "case_number"),
    "account_kind": ("account_type", "kind", "customer_type", "debtor_type", "segment", "b2b_or_consumer", "type"),
    "started_at": ("start", "started", "call_start", "call_date", "date", "datetime", "date_time", "timestamp",
                   "call_started_at", "call_datetime", "day", "call_day"),
    "time": ("call_time", "start_time", "local_time", "time_of_day", "time_of_call", "call_start_time"),
    "timezone": ("time_zone", "tz", "zone", "customer_timezone", "utc_offset"),
    "expected_amount": ("amount", "balance", "amount_due", "balance_due", "outstanding", "outstanding_balance",
                        "outstanding_amount", "amount_owed", "amount_outstanding", "debt", "expected", "total_due",
                        "current_balance"),
    "currency": ("currency_code", "ccy", "curr"),
    "due_date": ("due", "due_on", "date_due", "payment_due", "payment_due_date", "invoice_due_date", "due_day"),
    "reference": ("ref", "reference_number", "reference_no", "invoice", "invoice_number", "invoice_no", "invoice_id",
                  "contract", "contract_number", "order_number"),
    "disposition": ("outcome", "result", "call_result", "call_outcome", "disposition_code", "wrap_up", "wrapup",
                    "status"),
}  # fmt: skip
"""Names as callscore knows them, and how exports spell them; case, spaces, dots and dashes don't matter."""

PAYMENT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "account_id": CALL_COLUMNS["account_id"],
    "date": ("day", "paid_on", "payment_date", "paid_at", "date_paid", "received", "received_on", "value_date",
             "posting_date", "posted", "booked_on", "transaction_date", "datetime", "timestamp"),
    "amount": ("amount_paid", "paid", "payment", "payment_amount", "value", "sum", "credit"),
    "currency": CALL_COLUMNS["currency"],
}  # fmt: skip
"""The same for a table of payments."""


def squeezed(name: str) -> str:
    """A column's name in small letters, with one underscore wherever something else than a letter or digit stands.

    Examples
    --------
    >>> squeezed("Account No."), squeezed("accountNo")
    ('account_no', 'account_no')
    """
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\W_]+", "_", parts).strip("_").lower()


def map_columns(columns: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, str], dict[str, str]]:
    """Which column holds which value, and which columns are not known.

    Where two columns mean the same, the one spelled as callscore spells it wins, then the commoner spelling.

    Parameters
    ----------
    columns
        Names as they stand in the file.
    known
        Names as callscore knows them, with their spellings, commonest first.

    Returns
    -------
    Name as known → column in the file; and column not used → what it may have been meant for, or empty.

    Examples
    --------
    >>> map_columns(["File", "Agent Name", "agnet_id", "Weather"], CALL_COLUMNS)
    ({'path': 'File', 'agent_id': 'Agent Name'}, {'agnet_id': 'agent_id', 'Weather': ''})
    """
    spelled: dict[str, str] = {}
    for column in columns:
        spelled.setdefault(squeezed(column), column)
    mapped: dict[str, str] = {}
    for name, others in known.items():
        found = next((spelled[spelling] for spelling in (name, *others) if spelling in spelled), None)
        if found is not None:
            mapped[name] = found
    near = [*known, *(spelling for others in known.values() for spelling in others)]
    homes = {spelling: name for name, others in known.items() for spelling in (name, *others)}
    unused: dict[str, str] = {}
    for column in columns:
        if column not in mapped.values():
            close = get_close_matches(squeezed(column), near, n=1, cutoff=0.84)
            unused[column] = homes[close[0]] if close else ""
    return mapped, unused
