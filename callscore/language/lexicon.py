"""Lexicons: TOML frames of phrasing with their blockers, checked, compiled and matched against a line.

A frame says in data what an expert knows: which wordings (`patterns`) are a fault or a credit, what makes the same
words innocent (`unless`, `blockers`), why it matters and what to say instead; its `hits` and `misses` are its tests.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.conversation import Role
from callscore.errors import ConfigError
from callscore.language.parsing import Parsed, parse
from callscore.language.patterns import PatternError, Patterns, expand

if TYPE_CHECKING:
    from callscore.language.frames import FrameData, LexiconData

__all__ = ["Frame", "Lexicon", "Match", "load_default"]

DEFAULT_CONFIDENCE = 0.75
"""Of a frame that was never measured on labelled lines and states no confidence of its own."""

BLOCKER_REACH = 12
"""Words before and after a hit in which a blocker without ``@`` counts, inside the sentence."""


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that holds for a line; `first` and `last` are characters of the line, half-open."""

    frame: str
    label: str
    role: Role
    first: int
    last: int
    severity: int
    confidence: float
    why: str
    instead: str | None


@dataclass(frozen=True)
class _Blocker:
    """What makes a hit innocent: something before it, after it, or (neither) near it."""

    before: Patterns | None
    before_gap: int
    after: Patterns | None
    after_gap: int
    near: Patterns | None

    def holds(self, parsed: Parsed, start: int, end: int) -> bool:
        """Whether the hit on tokens ``[start, end)`` is blocked."""
        sentence = parsed.sentence
        if self.near is not None:
            return any(
                sentence[b - 1] >= sentence[start] and sentence[a] <= sentence[end - 1]
                and b > start - BLOCKER_REACH and a < end + BLOCKER_REACH
                for a, b in self.near.spans(parsed)
            )  # fmt: skip
        if self.before is not None and not any(
            sentence[a] == sentence[start] and 0 <= start - b <= self.before_gap for a, b in self.before.spans(parsed)
        ):
            return False
        return self.after is None or any(
            sentence[a] == sentence[end - 1] and 0 <= a - end <= self.after_gap for a, b in self.after.spans(parsed)
        )


@dataclass(frozen=True)
class Frame:
    """One compiled frame of a lexicon."""

    id: str
    label: str
    role: Role
    severity: int
    confidence: float
    why: str
    instead: str | None
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    patterns: Patterns
    blockers: tuple[_Blocker, ...]
    after: Patterns | None
    not_after: Patterns | None

    def match(self, parsed: Parsed, context: str = "") -> Match | None:
        """The first, longest hit that nothing blocks, or None."""
        for start, end in sorted(self.patterns.spans(parsed), key=lambda span: (span[0], -span[1])):
            if any(blocker.holds(parsed, start, end) for blocker in self.blockers):
                continue
            if self.after is not None and not self.after.spans(parse(context)):
                return None
            if self.not_after is not None and self.not_after.spans(parse(context)):
                return None
            first, last = parsed.characters(start, end)
            return Match(
                self.id, self.label, self.role, first, last, self.severity, self.confidence, self.why, self.instead
            )
        return None


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
        return cls.of(_compile(p, _read(p)) for p in paths if p.name not in {"lists.toml", "measured.toml"})

    @classmethod
    def read(cls, data: Mapping[str, Any], where: str | Path) -> Lexicon:
        """A lexicon out of data that was read from `where`, a file whose name errors give.

        Raises
        ------
        ConfigError
            File, frame, key and what would be right.
        """
        return cls.of([_compile(Path(where), dict(data))])

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
    return Lexicon.load(Path(str(files("callscore"))) / "data" / "lexicons" / "en")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text: {error}; save it as UTF-8") from error


@lru_cache(maxsize=1)
def _shared() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, float]]:
    """Shipped lists, shipped blockers, and each frame's precision as measured."""
    folder = Path(str(files("callscore"))) / "data" / "lexicons" / "en"
    data = _read(folder / "lists.toml")
    measured = _read(folder / "measured.toml").get("precision", {}) if (folder / "measured.toml").exists() else {}
    return data.get("lists", {}), data.get("blockers", {}), measured


def _compile(path: Path, data: dict[str, Any]) -> list[Frame]:
    """Frames of one file, validated and compiled."""
    from callscore.language.frames import validate

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
def _shared_blocker(pattern: str, lists: tuple[tuple[str, tuple[str, ...]], ...]) -> _Blocker:
    named = dict(lists)
    if "@" not in pattern:
        return _Blocker(None, 0, None, 0, Patterns(expand(pattern, named)))
    before, _, after = (part.strip() for part in pattern.partition("@"))
    before, before_gap = _edge_gap(before, at_end=True)
    after, after_gap = _edge_gap(after, at_end=False)
    return _Blocker(
        Patterns(expand(before, named)) if before else None,
        before_gap,
        Patterns(expand(after, named)) if after else None,
        after_gap,
        None,
    )


def _blocker(pattern: str, lists: Mapping[str, list[str]]) -> _Blocker:
    """The blocker, compiled once however many frames use it."""
    return _shared_blocker(pattern, tuple((name, tuple(words)) for name, words in lists.items()))


def _edge_gap(part: str, *, at_end: bool) -> tuple[str, int]:
    """The pattern without the gap next to ``@``, and that gap's width."""
    words = part.split()
    if words and words[-1 if at_end else 0].startswith(".."):
        gap = words.pop(-1 if at_end else 0)
        return " ".join(words), 4 if gap == "..." else int(gap[2:])
    return part, 0
