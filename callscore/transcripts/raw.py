"""What a format's reader hands over: turns or pieces of turns with the file's own speaker labels, roles still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from callscore.conversation import Party, Quality, Role, Source, TimingSource, Turn, Word

__all__ = ["RawTranscript", "piece", "pieces_of_words", "punctuated"]

PIECE_GAP = 0.5
"""Seconds without a word that end a piece; pieces of one speaker are joined again unless the other took the floor."""

UNKNOWN_SPEAKER = ""
"""Label of what nobody is named for."""


@dataclass(frozen=True, slots=True)
class RawTranscript:
    """A transcript as its file tells it.

    `segmented` says that `turns` are pieces (segments, cues, runs of words) still to be joined to turns; otherwise they
    are the file's own turns, and their indexes stay. `roles` are the roles that the file itself gives its labels.
    """

    turns: tuple[Turn, ...]
    segmented: bool = False
    roles: Mapping[str, Role] = field(default_factory=dict)
    call_id: str | None = None
    call_date: date | None = None
    language: str = "en"
    duration: float | None = None
    recogniser: str | None = None
    parties: tuple[Party, ...] = ()
    timing_source: TimingSource | None = None
    source: Source | None = None
    quality: Quality | None = None
    warnings: tuple[str, ...] = ()


def piece(
    speaker: str,
    words: Sequence[Word] = (),
    *,
    text: str | None = None,
    start: float | None = None,
    end: float | None = None,
    confidence: float | None = None,
) -> Turn:
    """A turn of a yet unknown role; text and times come from the words where they aren't given."""
    timed = [span for word in words if (span := word.span) is not None]
    if text is None:
        text = " ".join(word.text for word in words)
    if start is None and timed:
        start = timed[0].start
    if end is None and timed:
        end = max(span.end for span in timed)
    return Turn(Role.OTHER, text, start, end, tuple(words), speaker, confidence)


def punctuated(word: Word, mark: str) -> Word:
    """`word` with a punctuation mark put at its end.

    Examples
    --------
    >>> punctuated(Word("bank", 0.1, 0.4), ".").text
    'bank.'
    """
    return replace(word, text=word.text + mark)


def pieces_of_words(words: Sequence[tuple[str, Word]]) -> tuple[Turn, ...]:
    """Pieces out of ``(speaker, word)`` in order of time: a new one at each change of speaker and each 0.5 s pause."""
    runs: list[tuple[str, list[Word]]] = []
    for speaker, word in words:
        if runs and runs[-1][0] == speaker and not _pause(runs[-1][1][-1], word):
            runs[-1][1].append(word)
        else:
            runs.append((speaker, [word]))
    return tuple(piece(speaker, run) for speaker, run in runs)


def _pause(one: Word, other: Word) -> bool:
    """Whether 0.5 s or more without a word lie between two neighbours."""
    return one.end is not None and other.start is not None and other.start - one.end >= PIECE_GAP
