"""Who said what, when, and how surely: the one structure that every later stage reads."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from html import escape

from callscore.metadata import CallMetadata
from callscore.spans import Span, merge
from callscore.trust import TimingSource, doubt_about_words, timing_confidence
from callscore.turn import Role, Turn, Word, shortened, speech_of

__all__ = [
    "Conversation",
    "Layout",
    "Party",
    "Quality",
    "Role",
    "Source",
    "TimingSource",
    "Turn",
    "Word",
    "speech_of",
]

SHOWN_TURNS = 30
"""Turns that a notebook cell shows."""


class Layout(StrEnum):
    """How the parties lie on the recording's channels."""

    DUAL = "dual"
    """One party a channel."""
    MONO = "mono"
    """One channel in the file, or one dead channel beside the live one."""
    MONO_AS_STEREO = "mono_as_stereo"
    """Two channels with the same sound (equal, inverted, or both parties on both)."""
    NONE = "none"
    """No audio: the call was read from a transcript."""


@dataclass(frozen=True, slots=True)
class Party:
    """One voice of the call: its role, the source's label for it, and when it speaks.

    Examples
    --------
    >>> Party(Role.AGENT, "left", (Span(0.0, 4.0), Span(9.0, 10.5))).speech[-1].duration
    1.5
    """

    role: Role
    label: str
    speech: tuple[Span, ...] = ()
    """Union of the party's speech, merged and in order; empty when timing isn't known."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file a conversation came from.

    Examples
    --------
    >>> Source("call.wav", duration=88.6, channels=2, sample_rate=8000).channels
    2
    """

    path: str | None = None
    sha256: str | None = None
    duration: float | None = None
    """Seconds."""
    channels: int | None = None
    sample_rate: int | None = None
    """Hz, as recorded."""
    codec: str | None = None
    container: str | None = None
    transcript_path: str | None = None
    transcript_format: str | None = None
    redacted: str | None = None
    """The copy of the recording in which private numbers are muted, where one was written: what pages play."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the recording and its reading can be trusted, in the words of the report.

    Examples
    --------
    >>> Quality(Layout.DUAL, snr_db=31.0, warnings=("the recording ends in mid-word",)).layout.value
    'dual'
    """

    layout: Layout = Layout.NONE
    layout_reason: str = ""
    role_confidence: float | None = None
    """0-1: how surely the agent was told from the customer."""
    role_reason: str = ""
    diarization_confidence: float | None = None
    """0-1 on mono recordings; None where the channel tells the party."""
    snr_db: float | None = None
    rough_times: bool = False
    """Whether a transcript's times look invented or rounded, so that overlaps and pauses can't be relied on."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A call as data: turns in order, speech spans of each party, and how surely each is known.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-4 agent: When can you pay?", "5-6 customer: On Friday.")
    >>> call.speech(Role.CUSTOMER), call.previous_line(1), call.timing_confidence
    ((Span(start=5.0, end=6.0),), 'When can you pay?', 0.85)
    """

    turns: tuple[Turn, ...]
    parties: tuple[Party, ...] = ()
    timing_source: TimingSource = TimingSource.NONE
    duration: float | None = None
    """Length of the recording in seconds; without audio, the end of the last turn."""
    call_id: str = "call"
    call_date: date | None = None
    language: str = "en"
    recogniser: str | None = None
    """Name of the speech recognition model, None when the words came from a transcript."""
    source: Source = field(default_factory=Source)
    quality: Quality = field(default_factory=Quality)
    metadata: CallMetadata = field(default_factory=CallMetadata)

    def speech(self, role: Role) -> tuple[Span, ...]:
        """Speech of all parties with this role, merged; empty when timing isn't known."""
        return merge(span for party in self.parties if party.role is role for span in party.speech)

    def turns_of(self, role: Role) -> tuple[tuple[int, Turn], ...]:
        """``(index, turn)`` of the turns with this role whose words may be scored."""
        return tuple((i, turn) for i, turn in enumerate(self.turns) if turn.role is role and turn.flag is None)

    def previous_line(self, index: int) -> str:
        """Text of the other party's last turn before turn `index`; empty when there is none."""
        role = self.turns[index].role
        for turn in reversed(self.turns[:index]):
            if turn.role is not role and turn.flag is None:
                return turn.text
        return ""

    def next_turn(self, index: int, role: Role) -> int | None:
        """Index of the first turn of `role` after turn `index`, or None."""
        for i in range(index + 1, len(self.turns)):
            if self.turns[i].role is role and self.turns[i].flag is None:
                return i
        return None

    @property
    def timing_confidence(self) -> float:
        """0-1: how far times can be trusted, from the timing source, the noise and, on mono, from the diarization."""
        quality = self.quality
        return timing_confidence(
            self.timing_source,
            rough=quality.rough_times,
            diarization=quality.diarization_confidence,
            snr_db=quality.snr_db,
        )

    @property
    def word_confidence(self) -> float | None:
        """0-1: mean confidence of the recognised words that are scored; None when the words came from a transcript."""
        if self.recogniser is None:
            return None
        known = [w.confidence for turn in self.turns for w in turn.words if w.flag is None and w.confidence is not None]
        return sum(known) / len(known) if known else None

    @property
    def doubt_about_words(self) -> str:
        """Why nothing that rests on words can be judged; empty when it can."""
        said = [turn.text for turn in self.turns if turn.flag is None]
        return doubt_about_words(
            said, language=self.language, recogniser=self.recogniser, confidence=self.word_confidence
        )

    def turn_at(self, role: Role, time: float) -> int:
        """Index of the turn of `role` under way at `time` (seconds), or else the one that begins nearest to it."""
        timed = [(i, span) for i, turn in enumerate(self.turns) if turn.role is role and (span := turn.span)]
        if not timed:
            return 0
        return min(timed, key=lambda item: (not item[1].contains(time), abs(item[1].start - time)))[0]

    def quote(self, role: Role, stretch: Span, *, characters: int = 200) -> str:
        """Words of `role` in a stretch, cut to `characters`; its turn's text where words have no times."""
        words = [
            word.text.strip()
            for _, turn in self.turns_of(role)
            for word in turn.words
            if word.flag is None and (span := word.span) is not None and stretch.contains(span.middle)
        ]
        text = " ".join(words)
        if not text and self.turns:
            text = self.turns[self.turn_at(role, stretch.start)].text
        return shortened(text, characters)

    def _repr_html_(self) -> str:
        """What a notebook cell shows: the first turns, escaped."""
        rows = "".join(
            f"<tr><td>{'' if turn.start is None else f'{turn.start:.1f} s'}</td><th>{turn.role.value}</th>"
            f'<td dir="auto" style="text-align:start">{escape(turn.text)}</td></tr>'
            for turn in self.turns[:SHOWN_TURNS]
        )
        left = len(self.turns) - SHOWN_TURNS
        more = f"<p>and {left} more turns</p>" if left > 0 else ""
        length = "" if self.duration is None else f", {self.duration:.0f} s"
        head = f"<p><b>{escape(self.call_id)}</b>{length}, {len(self.turns)} turns</p>"
        warnings = "".join(f"<p>{escape(warning)}</p>" for warning in self.quality.warnings)
        return f"<div>{head}{warnings}<table>{rows}</table>{more}</div>"

    def warn(self, *warnings: str) -> Conversation:
        """The same conversation with `warnings` added to its quality notes."""
        new = tuple(w for w in warnings if w not in self.quality.warnings)
        return replace(self, quality=replace(self.quality, warnings=self.quality.warnings + new))
