"""What one party says until the other takes the floor: its words, when they were said, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from callscore.spans import Span, merge
from callscore.trust import TimingSource
from callscore.voice import TurnVoice

__all__ = ["Role", "Turn", "Word", "shortened", "speech_of", "straight"]

_TYPED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'", "“": '"', "”": '"'})


def straight(text: str) -> str:
    """`text` with typographic apostrophes and quotation marks as typed ones; every character keeps its place.

    Examples
    --------
    >>> straight("I can’t")
    "I can't"
    """
    return text if text.isascii() else text.translate(_TYPED)


def shortened(text: str, characters: int) -> str:
    """`text` cut between two words to at most `characters`, with a sign that it goes on.

    Examples
    --------
    >>> shortened("it was the driver who signed", 16), shortened("on Friday", 16)
    ('it was the …', 'on Friday')
    """
    return text if len(text) <= characters else text[: characters - 1].rsplit(" ", 1)[0] + " …"


WORD_GAP_BRIDGED = 0.3
"""Seconds of silence inside a turn that still count as speech when speech is measured on word times (definitions)."""


class Role(StrEnum):
    """Which side of the call a party is on.

    Examples
    --------
    >>> Role.AGENT.opposite, Role("customer")
    (<Role.CUSTOMER: 'customer'>, <Role.CUSTOMER: 'customer'>)
    """

    AGENT = "agent"
    CUSTOMER = "customer"
    OTHER = "other"

    @property
    def opposite(self) -> Role:
        """The other side of a two-party call; `OTHER` stays `OTHER`."""
        return {Role.AGENT: Role.CUSTOMER, Role.CUSTOMER: Role.AGENT}.get(self, self)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as said; times in seconds or None, confidence 0-1 or None; its apostrophe a typed one (`straight`).

    `flag` names why the word is left out of scoring (``"outside_speech"``, ``"guess"``, ``"loop"``,
    ``"stock_phrase"``), or is None.

    Examples
    --------
    >>> Word("Friday", 12.0, 12.5, confidence=0.9).span.duration
    0.5
    """

    text: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    flag: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", straight(self.text))

    @property
    def span(self) -> Span | None:
        """The word's time, or None when it isn't known."""
        return _span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one party says until the other takes the floor; backchannels of the other don't end it.

    Typographic apostrophes and quotation marks become typed ones (`straight`), so that a word is the same whoever wrote
    it down. `speaker` is the label of the source (``"left"``, ``"SPEAKER_00"``, ``"spk_1"``); `role` is what it was
    resolved to.

    Examples
    --------
    >>> turn = Turn(Role.CUSTOMER, "I can pay on Friday.", 10.0, 12.0)
    >>> turn.span.duration, turn.time_of(10, 20)
    (2.0, (11.0, 12.0))
    """

    role: Role
    text: str
    start: float | None = None
    end: float | None = None
    words: tuple[Word, ...] = ()
    speaker: str = ""
    confidence: float | None = None
    flag: str | None = None
    voice: TurnVoice | None = None
    """How it sounds, where there is a recording."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", straight(self.text))

    @property
    def span(self) -> Span | None:
        """The turn's time, or None when it isn't known."""
        return _span(self.start, self.end)

    @property
    def words_timed(self) -> bool:
        """Whether the turn has words, and each its time."""
        return bool(self.words) and all(word.span is not None for word in self.words)

    def time_of(self, first: int, last: int) -> tuple[float | None, float | None]:
        """Start and end in seconds of the characters ``text[first:last]``.

        From word times where the words spell the text, else by the share of characters inside the turn, else None.
        """
        if self.words_timed:
            position = 0
            touched: list[Word] = []
            for word in self.words:
                at = self.text.find(word.text.strip(), position)
                if at < 0:
                    touched = []
                    break
                position = at + len(word.text.strip())
                if position > first and at < last:
                    touched.append(word)
            if touched:
                return touched[0].start, touched[-1].end
        if self.start is None or self.end is None or not self.text:
            return self.start, self.end
        length = len(self.text)
        duration = self.end - self.start
        return self.start + duration * first / length, self.start + duration * min(last, length) / length


def _span(start: float | None, end: float | None) -> Span | None:
    return None if start is None or end is None else Span(start, max(start, end))


def speech_of(turns: Iterable[Turn]) -> tuple[tuple[Span, ...], TimingSource]:
    """Speech spans of one party from its turns, on the finest times that they have.

    Words where every turn has timed words (gaps up to 0.3 s inside a turn bridged), turn times otherwise.
    Overlaps among the party's own turns count once.
    """
    kept = [turn for turn in turns if turn.flag is None and (turn.text or turn.words)]
    words = [[s for word in turn.words if word.flag is None and (s := word.span) is not None] for turn in kept]
    if kept and all(words):
        return merge(span for spans in words for span in merge(spans, gap=WORD_GAP_BRIDGED)), TimingSource.WORDS
    timed = [span for turn in kept if (span := turn.span) is not None]
    if kept and len(timed) == len(kept):
        return merge(timed), TimingSource.TURNS
    return (), TimingSource.NONE
