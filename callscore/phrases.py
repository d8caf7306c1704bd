"""Phrase lists: frames that count for a criterion of one's own, ours and yours, matched without the classifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import ClassVar

from callscore.conversation import Conversation, Role
from callscore.errors import ConfigError
from callscore.findings import Finding, Metric
from callscore.language.lexicon import Lexicon
from callscore.language.parsing import parse
from callscore.language.phrasing import Hit
from callscore.shipped import DATA
from callscore.toml_files import read_toml, shipped_names

__all__ = ["PhraseList", "phrase_list_names", "said", "shipped"]

KIND = "phrases/en"
"""Folder in callscore's data of the phrase lists that ship."""


@dataclass(frozen=True)
class PhraseList:
    """A criterion that counts phrases: an analyzer out of a TOML file, with no line of Python.

    The file is a lexicon with ``criterion = "your_name"`` at its top. Each sentence of the agent's (or of the
    customer's, with ``role = "customer"``) that a frame fires on is a finding with that criterion, and the metric of
    that name counts them. `severity` 0 makes it a credit, 1 to 3 a fault.

    Parameters
    ----------
    path
        The file.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> hedging = PhraseList(phrase_list_path("hedging"))
    >>> call = make_call("agent: I guess we could maybe do that.")
    >>> [item.value for item in hedging(call) if isinstance(item, Metric)]
    [1.0]
    """

    path: str
    rests_on_words: ClassVar[bool] = True

    @property
    def criterion(self) -> str:
        """Name of the metric, and of the criterion of the findings."""
        return _loaded(self.path)[0]

    def checked(self) -> PhraseList:
        """Itself, once its file has been read.

        Raises
        ------
        ConfigError
            When the file can't be read or is not valid: before any call is heard.
        """
        _loaded(self.path)
        return self

    def __call__(self, conversation: Conversation) -> Iterator[Finding | Metric]:
        """The phrases that were said, and how many."""
        criterion, lexicon = _loaded(self.path)
        roles = {frame.role for frame in lexicon.frames}
        turns = sum(len(conversation.turns_of(role)) for role in roles)
        if not turns:
            yield Metric(criterion, None, "count", reason="no turn can be scored")
            return
        found = [hit for role in roles for hit in said(conversation, role, lexicon)]
        yield Metric(criterion, float(len(found)), "count", base=float(turns))
        for hit in found:
            match = hit.match
            yield Finding(
                criterion,
                match.frame,
                hit.turn.role,
                hit.index,
                hit.quote,
                match.why,
                hit.start,
                hit.end,
                match.confidence,
                match.severity,
                match.instead,
            )


def said(conversation: Conversation, role: Role, lexicon: Lexicon, *labels: str) -> Iterator[Hit]:
    """Hits of a phrase list in the turns of `role` that may be scored, one a frame and sentence; `labels` choose."""
    for index, turn in conversation.turns_of(role):
        if not turn.text:
            continue
        parsed = parse(turn.text)
        seen: set[tuple[str, int]] = set()
        for match in lexicon.match(parsed, role, conversation.previous_line(index)):
            if labels and match.label not in labels:
                continue
            inside = [
                i for i in range(len(parsed.first)) if parsed.last[i] > match.first and parsed.first[i] < match.last
            ]
            first, last = parsed.clause(inside[0], inside[-1] + 1) if inside else (match.first, match.last)
            if (match.label, first) in seen:
                continue
            seen.add((match.label, first))
            start, end = turn.time_of(first, last)
            yield Hit(index, turn, match, turn.text[first:last].strip(), start, end)


def phrase_list_path(name: str) -> str:
    """Path of a phrase list that callscore ships."""
    return str(DATA / KIND / f"{name}.toml")


def phrase_list_names() -> tuple[str, ...]:
    """Names of the phrase lists that callscore ships."""
    return shipped_names(KIND)


def shipped(name: str) -> Lexicon:
    """A phrase list that callscore ships, compiled once per process.

    Examples
    --------
    >>> [match.label for match in shipped("people").match("this is his wife, he is at work", "customer")][:1]
    ['somebody_else']
    """
    return _loaded(phrase_list_path(name))[1]


@lru_cache(maxsize=64)
def _loaded(path: str | PathLike[str]) -> tuple[str, Lexicon]:
    """Criterion and frames of a phrase list.

    Raises
    ------
    ConfigError
        When it can't be read, isn't valid, or names no criterion.
    """
    file = Path(path)
    if not file.is_file():
        raise ConfigError(f"no phrase list at {file}; give the path of a TOML file with [[frames]]")
    data = read_toml(file)
    lexicon = Lexicon.read(data, file)
    criterion = data.get("criterion")
    if not isinstance(criterion, str):
        raise ConfigError(f"{file}: key 'criterion' is missing: the name of the criterion that its frames count for")
    return criterion, lexicon
