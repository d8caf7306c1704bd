"""What a name in a report means: criterion, metric or rule, how it is scored, and where it comes from."""

from __future__ import annotations

import difflib
import textwrap

from callscore.errors import ConfigError
from callscore.rubric import Criterion, Rubric

__all__ = ["explain"]


def explain(name: str, *, rubric: Rubric | None = None) -> str:
    """A few lines on a criterion, a metric that one is judged on, or a lexicon rule.

    Raises
    ------
    ConfigError
        When nothing has this name; the nearest names are given.

    Examples
    --------
    >>> explain("recap").splitlines()[0]
    'recap: Recap of agreed terms (Agreement)'
    """
    from callscore.language.lexicon import load_default

    rubric = rubric or Rubric.load()
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    if name in criteria:
        return _criterion(criteria[name], rubric)
    by_metric = [criterion for criterion in rubric.criteria if criterion.metric == name]
    if by_metric:
        return _criterion(by_metric[0], rubric)
    frames = {frame.id: frame for frame in load_default().frames}
    if name in frames:
        frame = frames[name]
        lines = [f"{frame.id}: a rule for {frame.label}, said by the {frame.role}", "", frame.why]
        if frame.instead:
            lines += ["", f"Instead: {frame.instead}"]
        lines += [
            "",
            "Fires on:",
            *(f"  {hit}" for hit in frame.hits),
            "Not on:",
            *(f"  {miss}" for miss in frame.misses),
        ]
        return "\n".join(lines)
    near = difflib.get_close_matches(name, [*criteria, *(c.metric for c in rubric.criteria), *frames], 5)
    hint = f"; did you mean {', '.join(near)}?" if near else f"; criteria are {', '.join(criteria)}"
    raise ConfigError(f"nothing is called {name!r}{hint}")


def _criterion(criterion: Criterion, rubric: Rubric) -> str:
    weight = criterion.weight / sum(row.weight for row in rubric.criteria)
    lines = [
        f"{criterion.id}: {criterion.title} ({criterion.group})",
        "",
        *textwrap.wrap(criterion.why, 88),
        "",
        f"Judged on:  the metric {criterion.metric}",
        f"Full points: {criterion.band}",
        f"No points:   {_zero(criterion)}",
        f"Weight:      {weight:.0%} of rubric {rubric.id!r} when everything can be judged",
    ]
    if criterion.source:
        lines.append(f"Source:      {criterion.source}")
    return "\n".join(lines)


def _zero(criterion: Criterion) -> str:
    band = criterion.band
    ends = []
    if band.zero_below != float("-inf"):
        ends.append(f"at or below {band.zero_below:g}")
    if band.zero_above != float("inf"):
        ends.append(f"at or above {band.zero_above:g}")
    return " or ".join(ends) or "never"
