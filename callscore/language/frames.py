"""A frame: wordings that are a fault or a credit, what makes the same words innocent, and whether a line holds it."""

from __future__ import annotations

from dataclasses import dataclass

from callscore.conversation import Role
from callscore.language.parsing import Parsed, parse
from callscore.language.patterns import Patterns

__all__ = ["Blocker", "Frame", "Match"]

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
class Blocker:
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
    blockers: tuple[Blocker, ...]
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
