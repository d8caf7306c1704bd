"""A folder of reports as tables: calls, turns, findings, criteria, and what they add up to for each agent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FEW_CALLS", "Day", "read_day"]

FEW_CALLS = 5
"""Below this many calls a figure over calls is too few to go by (definitions, "Numbers over many calls")."""


@dataclass(frozen=True, slots=True)
class Day:
    """Reports as pandas tables; `call_id` joins them.

    Parameters
    ----------
    calls
        One row a call: total, outcome, duration, each metric under its name, and its base under ``NAME_base``.
    turns, findings, criteria
        One row each, as in the report, with its `call_id`.
    agents
        One row an agent (None where the reports name nobody): number of calls `n`, whether they are `too_few`, the mean
        of totals, and talk share and interruptions as ratios of sums.
    """

    calls: pd.DataFrame
    turns: pd.DataFrame
    findings: pd.DataFrame
    criteria: pd.DataFrame
    agents: pd.DataFrame


def read_day(folder: str | PathLike[str]) -> Day:
    """Read the reports (``*.json``) of a folder, as ``Report.save`` and ``callscore score --json`` write them.

    Parameters
    ----------
    folder
        Where the reports lie; files of other kinds and folders below are left alone.

    Raises
    ------
    ConfigError
        When the folder doesn't exist, holds no report, or a file can't be read; one line that names it.

    Examples
    --------
    >>> import tempfile
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Pipeline()(make_call("agent: you haven't paid", "customer: no")).save(f"{folder}/one.json")
    ...     list(read_day(folder).calls["call_id"])
    ['test']
    """
    import pandas as pd

    place = Path(folder)
    if not place.is_dir():
        raise ConfigError(f"no folder at {place}: give the folder that holds the reports")
    reports = [report for path in sorted(place.glob("*.json")) for report in _reports(path)]
    if not reports:
        raise ConfigError(f"no reports in {place}: it holds no .json file; write some with callscore score FILE --json")
    calls = pd.DataFrame([_call(report) for report in reports])
    return Day(
        calls,
        _rows(pd, reports, "turns", lambda report: report["turns"]),
        _rows(pd, reports, "findings", lambda report: report["findings"]),
        _rows(pd, reports, "criteria", lambda report: report["scorecard"]["criteria"]),
        _agents(pd, calls),
    )


NEEDED = frozenset(
    {"schema_version", "call_id", "source", "turns", "metrics", "findings", "scorecard", "notes", "quality"}
)
"""Keys that a report must have to become rows."""


def _reports(path: Path) -> list[dict[str, Any]]:
    """The report of a file, or its reports where it holds one a line."""
    try:
        text = path.read_text(encoding="utf-8")
        try:
            documents = [json.loads(text)]
        except ValueError:
            documents = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} can't be read as a report: {error}") from error
    for document in documents:
        missing = NEEDED - set(document) if isinstance(document, dict) else NEEDED
        if missing:
            raise ConfigError(f"{path} is not a report of callscore: it has no {', '.join(sorted(missing))}")
    return documents


def _call(report: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "call_id": report["call_id"],
        "agent_id": report.get("agent_id"),
        "call_date": report.get("call_date"),
        "total": report["scorecard"]["total"],
        "outcome": report["notes"]["outcome"],
        "duration": report["source"]["duration"],
        "timing_source": report["timing_source"],
        "warnings": len(report["quality"]["warnings"]),
    }
    for name, metric in report["metrics"].items():
        row[name] = metric["value"]
        row[f"{name}_base"] = metric["base"]
    return row


def _rows(pd: Any, reports: list[dict[str, Any]], name: str, take: Any) -> pd.DataFrame:
    rows = [{"call_id": report["call_id"], **row} for report in reports for row in take(report)]
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["call_id"])


def _agents(pd: Any, calls: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for agent, own in calls.groupby("agent_id", dropna=False):
        rows.append(
            {
                "agent_id": None if pd.isna(agent) else agent,
                "n": len(own),
                "too_few": len(own) < FEW_CALLS,
                "mean_total": own["total"].mean(),
                "agent_talk_share": _ratio_of_sums(own, "agent_talk_share", share=True),
                "interruption_rate": _ratio_of_sums(own, "interruptions", share=False),
            }
        )
    return pd.DataFrame(rows)


def _ratio_of_sums(calls: pd.DataFrame, name: str, *, share: bool) -> float | None:
    """A share or rate over calls: numerators over bases, both summed over the calls that have them."""
    if name not in calls:
        return None
    known = calls[calls[name].notna() & calls[f"{name}_base"].notna()]
    base = float(known[f"{name}_base"].sum())
    if base <= 0:
        return None
    sums = known[name] * known[f"{name}_base"] if share else known[name]
    return float(sums.sum()) / base
