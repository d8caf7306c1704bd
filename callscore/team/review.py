"""Which calls a lead should hear first, and why; and what the time of calls went into."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["REASONS", "Reason", "review_list", "time_use"]

LOW_TOTAL = 50.0
"""Points below which a call is worth hearing for its score alone (judgement)."""

LONG_CALL = 600.0
"""Seconds from which a call that came to nothing is worth asking about: twice the length of a usual collection call."""

LITTLE_JUDGED = 0.5
"""Share of the rubric that could be judged, below which a person has to listen."""

WITHOUT_RESULT = frozenset({"refusal", "no_agreement", "none", "hang_up"})
"""Outcomes after which time was spent and nothing agreed; so is an outcome that isn't known."""

SENSITIVE = {
    "threats": "a threat or profanity",
    "third_party": "debt details may have gone to somebody else",
    "stop_request": "the customer asked for contact to stop",
    "right_party": "the account came up before it was clear who was on the line",
}
"""Criteria whose faults go on the list from severity 2."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a call goes on the list, and how far up (points that add up; judgement, not measurement)."""

    id: str
    weight: float
    words: str


REASONS: tuple[Reason, ...] = (
    Reason("serious", 5.0, "a serious fault"),
    Reason("contradicts", 3.0, "what was recapped isn't what was agreed"),
    Reason("sensitive", 4.0, "a compliance flag"),
    Reason("low_total", 4.0, f"a total below {LOW_TOTAL:.0f}"),
    Reason("long_without_result", 1.5, "a long call without a result"),
    Reason("not_judged", 1.0, "much could not be judged: only listening tells"),
)
"""What puts a call on the list."""


def review_list(calls: pd.DataFrame, findings: pd.DataFrame, *, n: int | None = 20) -> pd.DataFrame:
    """Calls in the order in which a lead should hear them.

    Parameters
    ----------
    calls, findings
        `Day.calls`, `Day.findings`.
    n
        How many at most; None for all that there is a reason for.

    Returns
    -------
    pandas.DataFrame
        ``report``, ``call_id``, ``agent_id``, ``total``, ``outcome``, ``urgency`` (sum of the reasons' weights),
        ``why`` (the reasons in words), ``start`` (seconds: the first moment to hear, where one is known).
    """
    import pandas as pd

    faults = _faults(findings)
    rows: list[dict[str, Any]] = []
    for call in calls.to_dict("records"):
        own = faults.get(call["report"], [])
        reasons = _reasons(call, own)
        if not reasons:
            continue
        starts = [fault["start"] for fault in own if fault["severity"] >= 2 and not pd.isna(fault["start"])]
        rows.append(
            {
                "report": call["report"],
                "call_id": call["call_id"],
                "agent_id": call.get("agent_id"),
                "total": call["total"],
                "outcome": call.get("outcome"),
                "urgency": sum(reason.weight for reason, _ in reasons),
                "why": "; ".join(words for _, words in reasons),
                "start": min(starts, default=None),
            }
        )
    columns = ["report", "call_id", "agent_id", "total", "outcome", "urgency", "why", "start"]
    table = pd.DataFrame(rows, columns=columns)
    return (
        table.sort_values(["urgency", "total", "report"], ascending=[False, True, True])
        .head(len(table) if n is None else n)
        .reset_index(drop=True)
    )


def _faults(findings: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Findings against the agent, by report."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if len(findings):
        against = findings[(findings["role"] == "agent") & (findings["severity"] > 0)]
        for row in against[["report", "criterion", "severity", "start"]].to_dict("records"):
            found[row["report"]].append(row)
    return found


def _reasons(call: dict[str, Any], faults: list[dict[str, Any]]) -> list[tuple[Reason, str]]:
    import pandas as pd

    serious = sum(1 for fault in faults if fault["severity"] >= 3 and fault["criterion"] != "recap")  # has its own
    sensitive = dict.fromkeys(f["criterion"] for f in faults if f["criterion"] in SENSITIVE and f["severity"] >= 2)
    total, outcome = call["total"], call.get("outcome")
    told_share = call.get("judged_share")
    judged = 0.0 if told_share is None or pd.isna(told_share) else float(told_share)
    without = outcome is None or pd.isna(outcome) or outcome in WITHOUT_RESULT
    told = {
        "serious": f"{serious} serious fault{'s' if serious > 1 else ''}" if serious else "",
        "contradicts": REASONS[1].words if call.get("recap_state") == "contradicts" else "",
        "sensitive": ", ".join(SENSITIVE[criterion] for criterion in sensitive),
        "low_total": f"total {total:.0f}" if not pd.isna(total) and total < LOW_TOTAL else "",
        "long_without_result": (
            f"{call['duration'] / 60:.0f} minutes without a result"
            if without and not pd.isna(call["duration"]) and call["duration"] >= LONG_CALL
            else ""
        ),
        "not_judged": (
            f"only {100 * judged:.0f} % could be judged"
            if judged < LITTLE_JUDGED and (told_share is not None or pd.isna(total))
            else ""
        ),
    }
    return [(reason, told[reason.id]) for reason in REASONS if told[reason.id]]


def time_use(calls: pd.DataFrame) -> pd.DataFrame:
    """Where the time went: for each outcome, calls, hours, median length and the share of silence.

    Silence is a ratio of sums over the calls that have times. Unknown outcomes share a row.

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.DataFrame({"outcome": ["promise", "promise", "refusal"], "duration": [300.0, 420.0, 900.0]})
    >>> time_use(calls)[["outcome", "n", "median_minutes"]].to_dict("records")[0]
    {'outcome': 'refusal', 'n': 1, 'median_minutes': 15.0}
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for outcome, own in calls.groupby("outcome", dropna=False):
        silent = own[own["silence"].notna()] if "silence" in own else own.iloc[:0]
        length = float(silent["duration"].sum()) if len(silent) else 0.0
        rows.append(
            {
                "outcome": None if pd.isna(outcome) else outcome,
                "n": len(own),
                "hours": float(own["duration"].sum()) / 3600,
                "median_minutes": float(own["duration"].median()) / 60,
                "silence_share": float(silent["silence"].sum()) / length if length else None,
            }
        )
    table = pd.DataFrame(rows, columns=["outcome", "n", "hours", "median_minutes", "silence_share"])
    return table.sort_values("hours", ascending=False).reset_index(drop=True)
