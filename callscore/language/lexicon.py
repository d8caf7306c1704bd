"""Lexicons: TOML frames of phrasing with their blockers, matched against a line and checked by their own examples.

A frame says in data what an expert knows: which wordings (`patterns`) are a fault or a credit, what makes the same
words innocent (`unless`, `blockers`), why it matters and what to say instead; its `hits` and `misses` are its tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from callscore.conversation import Role
from callscore.errors import ConfigError
from callscore.language.compiling import SHIPPED, compiled_frames
from callscore.language.frames import Frame, Match
from callscore.language.parsing import Parsed, parse
from callscore.toml_files import read_toml

__all__ = ["Lexicon", "load_default"]


@dataclass(frozen=True)
class Lexicon:
    """Frames of one file or of several.

    Examples
    --------
    >>> [match.frame for match in load_default().match("you haven't paid your bill since August")][:1]
    ['accusatory.have_not_done']
    """

    frames: tuple[Frame, ...]

    @classmethod
    def load(cls, path: str | Path) -> Lexicon:
        """Read one lexicon file, or all of a folder; lists and blockers of the shipped lexicons may be used by name.

        Raises
        ------
        ConfigError
            File, frame, key and what would be right.
        """
        path = Path(path)
        if not path.exists():
            raise ConfigError(f"lexicon not found: {path}; give a .toml file or a folder of them")
        paths = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        return cls.of(compiled_frames(p, read_toml(p)) for p in paths if p.name not in {"lists.toml", "measured.toml"})

    @classmethod
    def read(cls, data: Mapping[str, Any], where: str | Path) -> Lexicon:
        """A lexicon out of data that was read from `where`, a file whose name errors give.

        Raises
        ------
        ConfigError
            File, frame, key and what would be right.
        """
        return cls.of([compiled_frames(Path(where), dict(data))])

    @classmethod
    def of(cls, groups: Iterable[Iterable[Frame]]) -> Lexicon:
        """A lexicon of compiled frames, whose ids must all differ."""
        frames = tuple(frame for group in groups for frame in group)
        seen: set[str] = set()
        for frame in frames:
            if frame.id in seen:
                raise ConfigError(
                    f"two frames have the id {frame.id!r}; ids are stable names, give one of them another"
                )
            seen.add(frame.id)
        return cls(frames)

    def match(self, line: str | Parsed, role: Role | str = Role.AGENT, context: str = "") -> tuple[Match, ...]:
        """Frames of `role` that hold for `line`, by place; `context` is the other party's previous line."""
        parsed = parse(line) if isinstance(line, str) else line
        role = Role(role)
        matches = [
            match for frame in self.frames if frame.role is role and (match := frame.match(parsed, context)) is not None
        ]
        return tuple(sorted(matches, key=lambda match: match.first))

    def check(self) -> tuple[str, ...]:
        """What the frames' own examples say is wrong, a line each; empty when all hits hit and all misses miss."""
        problems: list[str] = []
        for frame in self.frames:
            for example in frame.hits:
                if _try(frame, example) is None:
                    problems.append(f"{frame.id}: does not match its hit {example!r}")
            for example in frame.misses:
                if (match := _try(frame, example)) is not None:
                    line = _example(example)[1]
                    problems.append(f"{frame.id}: matches its miss {example!r} at {line[match.first : match.last]!r}")
        return tuple(problems)


def _example(example: str) -> tuple[str, str]:
    """``(context, line)`` of an example such as ``"[When can you pay?] Friday."``."""
    if example.startswith("[") and "]" in example:
        context, _, line = example[1:].partition("]")
        return context, line.strip()
    return "", example


def _try(frame: Frame, example: str) -> Match | None:
    context, line = _example(example)
    return frame.match(parse(line), context)


@lru_cache(maxsize=1)
def load_default() -> Lexicon:
    """The shipped lexicons for English, compiled once per process."""
    return Lexicon.load(SHIPPED)
