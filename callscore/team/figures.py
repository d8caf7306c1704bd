"""Which figures are worth giving over many calls, and how each is added up: sums first, ratios last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["FEW_CALLS", "FIGURES", "Figure", "parts_of"]

FEW_CALLS = 5
"""Below this many calls a figure over calls is too few to go by (definitions, "Numbers over many calls")."""

Kind = Literal["share", "rate", "presence", "mean"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over calls.

    Parameters
    ----------
    name
        Its name.
    kind
        ``share``: sum of value x base over sum of bases. ``rate``: sum of values over sum of bases. ``presence``:
        calls in which it was done over calls in which it could be judged. ``mean``: mean of calls.
    unit
        Unit of the figure.
    metric
        Column of `calls` that holds its value; the base stands in ``METRIC_base``.
    """

    name: str
    kind: Kind
    unit: str
    metric: str


FIGURES: tuple[Figure, ...] = (
    Figure("total", "mean", "points", "total"),
    Figure("agent_talk_share", "share", "share", "agent_talk_share"),
    Figure("interruption_rate", "rate", "per customer minute", "interruptions"),
    Figure("mid_sentence_rate", "rate", "per customer minute", "question_mid_sentence"),
    Figure("rapid_question_share", "share", "share", "question_rapid_share"),
    Figure("open_question_share", "share", "share", "open_questions"),
    Figure("accusatory_rate", "rate", "per agent turn", "accusatory"),
    Figure("condescending_rate", "rate", "per agent turn", "condescending"),
    Figure("threat_rate", "rate", "per agent turn", "threats"),
    Figure("recap", "mean", "share", "recap"),
    Figure("acknowledgement", "share", "share", "acknowledgement"),
    Figure("introduction", "presence", "share of calls", "introduction"),
    Figure("purpose", "presence", "share of calls", "purpose"),
    Figure("right_party", "presence", "share of calls", "right_party"),
    Figure("empathy", "share", "share", "empathy"),
    Figure("options", "presence", "share of calls", "options"),
    Figure("next_step", "presence", "share of calls", "next_step"),
    Figure("longest_monologue", "mean", "s", "longest_monologue"),
    Figure("agent_pace_wpm", "share", "words/min", "agent_pace_wpm"),
)
"""What is given for agents, teams and weeks, in this order."""


def parts_of(calls: pd.DataFrame, figure: Figure) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Numerator and denominator of each call, both 0 where the call couldn't be judged; each of shape ``(n_calls,)``.

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.DataFrame({"agent_talk_share": [0.5, None], "agent_talk_share_base": [100.0, None]})
    >>> [part.tolist() for part in parts_of(calls, FIGURES[1])]
    [[50.0, 0.0], [100.0, 0.0]]
    """
    nothing = np.zeros(len(calls))
    if figure.metric not in calls:
        return nothing, nothing
    value = calls[figure.metric].to_numpy(dtype=float, na_value=np.nan)
    if figure.kind in ("mean", "presence"):
        base = np.ones(len(calls))
    elif f"{figure.metric}_base" in calls:
        base = calls[f"{figure.metric}_base"].to_numpy(dtype=float, na_value=np.nan)
    else:
        return nothing, nothing
    numerator = value if figure.kind == "rate" else value * base
    known = np.isfinite(value) & np.isfinite(base)
    return np.where(known, numerator, 0.0), np.where(known, base, 0.0)
