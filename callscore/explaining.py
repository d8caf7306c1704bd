"""What a name in a report means: criterion, metric or rule, how it is scored, and where it comes from."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from callscore.errors import ConfigError
from callscore.rubric import Criterion, Rubric
from callscore.scoring import band_in_words
from callscore.shipped import DATA
from callscore.toml_files import read_toml
from callscore.wording import in_words

if TYPE_CHECKING:
    from callscore.language.frames import Frame
    from callscore.profiles import Profile, Rule

__all__ = ["Entry", "entries", "explain"]

WIDTH = 88
"""Columns that an explanation is wrapped at."""

UNITS = {
    "share": "share, 0 to 100 %",
    "s": "seconds",
    "count": "count",
    "presence": "yes or no",
    "words/min": "words a minute",
    "per customer minute": "times for each minute that the customer speaks",
}
"""Units of metrics in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A metric or rule as ``data/metrics.toml`` explains it.

    Parameters
    ----------
    id
        As the report names it.
    title
        What a person calls it.
    meaning
        One to three sentences.
    unit
        Unit of a metric; empty for a rule.
    criterion
        Criterion of the findings that a rule stands in; empty for a metric, and for a rule of several.
    source
        Where the figures in it come from.
    """

    id: str
    title: str
    meaning: str
    unit: str = ""
    criterion: str = ""
    source: str = ""


@cache
def entries(kind: str) -> Mapping[str, Entry]:
    """Everything of a kind, ``"metric"`` or ``"rule"``, that has an explanation, by id.

    Examples
    --------
    >>> entries("metric")["silence"].unit, entries("rule")["stacked"].criterion
    ('s', 'question_spacing')
    """
    return {row["id"]: Entry(**row) for row in read_toml(DATA / "metrics.toml")[kind]}


def explain(name: str, *, rubric: Rubric | None = None) -> str:
    """A few lines on a criterion, a metric or a rule; on all of them where they share the name.

    Raises
    ------
    ConfigError
        When nothing has this name; the nearest names are given.

    Examples
    --------
    >>> explain("recap").splitlines()[0]
    'recap: Recap of agreed terms (Agreement)'
    >>> explain("silence").splitlines()[0]
    'silence: Silence (a metric, in seconds)'
    """
    from callscore.language.lexicon import load_default
    from callscore.phrases import phrase_list_names, shipped
    from callscore.profiles import Profile, profile_names

    rubric = rubric or Rubric.load()
    frames = {frame.id: frame for frame in load_default().frames}
    for phrase_list in phrase_list_names():
        frames |= {frame.id: frame for frame in shipped(phrase_list).frames}
    profiles = [Profile.load(profile) for profile in dict.fromkeys((*profile_names(), rubric.profile))]
    found = [*_explanations(name, rubric, frames), *_of_profiles(name, profiles)]
    if found:
        return "\n\n".join("\n".join(lines) for lines in found)
    known = [*(c.id for c in rubric.criteria), *(c.metric for c in rubric.criteria)]
    known += [*entries("metric"), *entries("rule"), *frames]
    known += [name for profile in profiles for name in (profile.id, *(rule.id for rule in profile.rules))]
    near = difflib.get_close_matches(name, dict.fromkeys(known), 5)
    criteria = ", ".join(criterion.id for criterion in rubric.criteria)
    hint = f"; did you mean {', '.join(near)}?" if near else f"; criteria are {criteria}"
    raise ConfigError(f"nothing is called {name!r}{hint}")


def _explanations(name: str, rubric: Rubric, frames: Mapping[str, Frame]) -> Iterator[list[str]]:
    """The paragraphs on each thing that is called `name`."""
    scored = [criterion for criterion in rubric.criteria if criterion.metric == name and criterion.id != name]
    for criterion in rubric.criteria:
        if criterion.id == name:
            yield _criterion(criterion, rubric)
    if name in entries("metric"):
        yield _metric(entries("metric")[name], scored)
    elif scored:
        yield _criterion(scored[0], rubric)
    if name in entries("rule"):
        yield _rule(entries("rule")[name])
    if name in frames:
        yield _frame(frames[name])


def _criterion(criterion: Criterion, rubric: Rubric) -> list[str]:
    weight = criterion.weight / sum(row.weight for row in rubric.criteria)
    metric = entries("metric").get(criterion.metric)
    unit = metric.unit if metric else ""
    facts = {
        "Judged on": f"the metric {criterion.metric}",
        "Full points": band_in_words(criterion.band, unit) if metric else str(criterion.band),
        "No points": _zero(criterion, unit),
        "Counted by": "severity: 1 slight, 2 plain, 3 serious, summed" if criterion.count_by == "severity" else "",
        "Weight": f"{100 * weight:.1f} % of rubric {rubric.id!r} when everything can be judged",
        "Because": criterion.reasoning,
        "Fails a call": _fails(rubric) if criterion.auto_fail else "",
        "Source": criterion.source,
    }
    head = f"{criterion.id}: {criterion.title} ({criterion.group})"
    return [head, "", *textwrap.wrap(criterion.why, WIDTH), "", *_aligned(facts)]


def _fails(rubric: Rubric) -> str:
    cap = f"its total is at most {rubric.fail_cap:g}" if rubric.fail_cap is not None else "flagged, the total stays"
    return f"a fault of severity 3, until a person has reviewed it: {cap}"


def _of_profiles(name: str, profiles: Sequence[Profile]) -> Iterator[list[str]]:
    """A jurisdiction's profile with its rules, or one of its rules."""
    for profile in profiles:
        if name == profile.id:
            head = f"{profile.id}: {profile.title} (a jurisdiction's profile)"
            note = "What it flags is for review by a person; it is never a legal finding."
            rules = [f"  {rule.id}: {rule.title} (judged by {rule.judged_by})" for rule in profile.rules]
            yield [head, "", *textwrap.wrap(profile.description, WIDTH), note, "", *rules]
        for rule in profile.rules:
            if name == rule.id:
                yield _profile_rule(rule, profile)


def _profile_rule(rule: Rule, profile: Profile) -> list[str]:
    facts = {
        "Basis": rule.basis,
        "Judged by": "what neither call nor metadata shows" if rule.judged_by == "neither" else f"the {rule.judged_by}",
        "Watched by": f"the criterion {rule.criterion}" if rule.criterion else "",
        "Instead": rule.instead or "",
    }
    head = f"{rule.id}: {rule.title} (a rule of profile {profile.id}; for review, never a legal finding)"
    return [*textwrap.wrap(head, WIDTH), "", *textwrap.wrap(rule.why, WIDTH), "", *_aligned(facts)]


def _metric(metric: Entry, scored: Sequence[Criterion]) -> list[str]:
    facts = {"Scored as": ", ".join(criterion.id for criterion in scored), "Source": metric.source}
    head = f"{metric.id}: {metric.title} (a metric, in {UNITS.get(metric.unit, metric.unit)})"
    if metric.unit in ("count", "presence", "share"):
        head = f"{metric.id}: {metric.title} (a metric; {UNITS[metric.unit]})"
    tail = _aligned(facts)
    return [head, "", *textwrap.wrap(metric.meaning, WIDTH), *([""] if tail else []), *tail]


def _rule(rule: Entry) -> list[str]:
    where = f"a rule of {rule.criterion}" if rule.criterion else "a rule"
    return [f"{rule.id}: {rule.title} ({where})", "", *textwrap.wrap(rule.meaning, WIDTH)]


def _frame(frame: Frame) -> list[str]:
    lines = [f"{frame.id}: a rule for {frame.label}, said by the {frame.role}", "", *textwrap.wrap(frame.why, WIDTH)]
    if frame.instead:
        lines += ["", f"Instead: {frame.instead}"]
    hits, misses = (f"  {hit}" for hit in frame.hits), (f"  {miss}" for miss in frame.misses)
    return [*lines, "", "Fires on:", *hits, "Not on:", *misses]


def _aligned(facts: Mapping[str, str]) -> list[str]:
    """Names and facts in two columns; a fact that wraps stays in its own, one that is empty has no line."""
    width = max((len(name) for name, fact in facts.items() if fact), default=0) + 3
    lines: list[str] = []
    for name, fact in facts.items():
        if fact:
            indent = " " * width
            lines += textwrap.wrap(fact, WIDTH, initial_indent=f"{name}:".ljust(width), subsequent_indent=indent)
    return lines


def _zero(criterion: Criterion, unit: str) -> str:
    low, high = criterion.band.zero_below, criterion.band.zero_above
    ends = []
    if low != float("-inf"):
        ends.append(f"at or below {_value(low, unit)}" if low > 0 else _value(low, unit))
    if high != float("inf"):
        ends.append(f"at or above {_value(high, unit)}")
    return " or ".join(ends) or "never"


def _value(value: float, unit: str) -> str:
    return in_words(value, unit) if unit else f"{value:g}"
