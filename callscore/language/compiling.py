"""From a lexicon file's data to frames: its lists and blockers, and the shipped ones that it names, filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.conversation import Role
from callscore.errors import ConfigError
from callscore.language.frames import Blocker, Frame
from callscore.language.patterns import PatternError, Patterns, expand
from callscore.shipped import DATA
from callscore.toml_files import read_toml

if TYPE_CHECKING:
    from callscore.language.lexicon_schema import FrameData, LexiconData

__all__ = ["SHIPPED", "compiled_frames"]

SHIPPED = DATA / "lexicons" / "en"
"""Folder of the shipped lexicons for English."""

DEFAULT_CONFIDENCE = 0.75
"""Of a frame that was never measured on labelled lines and states no confidence of its own."""


def compiled_frames(path: Path, data: dict[str, Any]) -> list[Frame]:
    """Frames of one file, validated and compiled.

    Parameters
    ----------
    path
        The file, for errors.
    data
        What it says.

    Raises
    ------
    ConfigError
        File, frame, key and what would be right.
    """
    from callscore.language.lexicon_schema import validate

    valid = validate(path, data)
    lists, blockers, measured = _shared()
    lists = {**lists, **valid.lists}
    blockers = {**blockers, **valid.blockers}
    frames: list[Frame] = []
    for entry in valid.frames:
        try:
            frames.append(_frame(entry, valid, lists, blockers, measured))
        except PatternError as error:
            raise ConfigError(f"{path}: frame {entry.id!r}: {error}") from error
    return frames


@lru_cache(maxsize=1)
def _shared() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, float]]:
    """Shipped lists, shipped blockers, and each frame's precision as measured."""
    data, measured = read_toml(SHIPPED / "lists.toml"), SHIPPED / "measured.toml"
    precision = read_toml(measured).get("precision", {}) if measured.exists() else {}
    return data.get("lists", {}), data.get("blockers", {}), precision


def _frame(
    entry: FrameData,
    file: LexiconData,
    lists: Mapping[str, list[str]],
    blockers: Mapping[str, list[str]],
    measured: Mapping[str, float],
) -> Frame:
    unless = list(entry.unless)
    for name in entry.use_blockers if entry.use_blockers is not None else file.use_blockers:
        if name not in blockers:
            raise PatternError(f"blockers {name!r} are not known; known: {', '.join(sorted(blockers))}")
        unless += blockers[name]
    confidence = entry.confidence if entry.confidence is not None else measured.get(entry.id, DEFAULT_CONFIDENCE)
    return Frame(
        id=entry.id,
        label=entry.label or file.label or file.criterion or "",
        role=Role(entry.role or file.role),
        severity=entry.severity if entry.severity is not None else file.severity,
        confidence=confidence,
        why=entry.why or file.why,
        instead=entry.instead or file.instead,
        hits=tuple(entry.hits),
        misses=tuple(entry.misses),
        patterns=_patterns(entry.patterns, lists),
        blockers=tuple(_blocker(pattern, lists) for pattern in dict.fromkeys(unless)),
        after=_patterns(entry.after, lists) if entry.after else None,
        not_after=_patterns(entry.not_after, lists) if entry.not_after else None,
    )


def _patterns(patterns: Iterable[str], lists: Mapping[str, list[str]]) -> Patterns:
    return Patterns(sequence for pattern in patterns for sequence in expand(pattern, lists))


@lru_cache(maxsize=4096)
def _shared_blocker(pattern: str, lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Blocker:
    named = dict(lists)
    if "@" not in pattern:
        return Blocker(None, 0, None, 0, Patterns(expand(pattern, named)))
    before, _, after = (part.strip() for part in pattern.partition("@"))
    before, before_gap = _edge_gap(before, at_end=True)
    after, after_gap = _edge_gap(after, at_end=False)
    return Blocker(
        Patterns(expand(before, named)) if before else None,
        before_gap,
        Patterns(expand(after, named)) if after else None,
        after_gap,
        None,
    )


def _blocker(pattern: str, lists: Mapping[str, list[str]]) -> Blocker:
    """The blocker, compiled once however many frames use it."""
    return _shared_blocker(pattern, tuple((name, tuple(words)) for name, words in lists.items()))


def _edge_gap(part: str, *, at_end: bool) -> tuple[str, int]:
    """The pattern without the gap next to ``@``, and that gap's width."""
    words = part.split()
    if words and words[-1 if at_end else 0].startswith(".."):
        gap = words.pop(-1 if at_end else 0)
        return " ".join(words), 4 if gap == "..." else int(gap[2:])
    return part, 0
