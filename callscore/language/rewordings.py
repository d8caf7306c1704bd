"""Better words for a line that blames, talks down, threatens or presumes: a pattern that fits, or general advice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from callscore.errors import ConfigError
from callscore.language.parsing import parse
from callscore.language.patterns import PatternError, Patterns, expand
from callscore.language.rewording import reword
from callscore.shipped import DATA
from callscore.toml_files import read_toml

__all__ = ["Rewording", "better_words", "load_rewordings", "reason"]


@dataclass(frozen=True)
class Rewording:
    """Words to say instead of a line of this label in which one of the patterns is found."""

    label: str
    when: Patterns
    instead: str


@lru_cache(maxsize=64)
def load_rewordings(label: str) -> tuple[Rewording, ...]:
    """The shipped rewordings of a label, in the order in which they are tried.

    Raises
    ------
    ConfigError
        When an entry lacks a key or a pattern can't be read.
    """
    data = _data()
    found = []
    for number, entry in enumerate(data["rewordings"], 1):
        if set(entry) != {"label", "when", "instead"}:
            raise ConfigError(f"rewordings.toml: entry {number} has {sorted(entry)}; give label, when and instead")
        if entry["label"] != label:
            continue
        try:
            when = Patterns(s for pattern in entry["when"] for s in expand(pattern, data.get("lists", {})))
        except PatternError as error:
            raise ConfigError(f"rewordings.toml: entry {number}: {error}") from error
        found.append(Rewording(label, when, entry["instead"]))
    return tuple(found)


def better_words(label: str, line: str) -> str | None:
    """What to say instead of `line`, or None for labels that are no fault.

    Examples
    --------
    >>> better_words("accusatory", "you haven't paid a penny of the £400 from March")
    "I see there's a balance of £400 from March still open. What is standing in the way?"
    >>> better_words("courtesy", "thank you") is None
    True
    """
    parsed = parse(line)
    for rewording in load_rewordings(label):
        if rewording.when.spans(parsed):
            return reword(rewording.instead, line)
    general = _data()["general"].get(label, {}).get("instead")
    return reword(general, line) if general else None


def reason(label: str) -> str:
    """Why a line of this label matters, in one sentence for the person who is coached."""
    return str(_data()["general"].get(label, {}).get("why", ""))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read_toml(DATA / "rewordings.toml")
