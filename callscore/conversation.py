"""Who said what, when, and how surely: the one structure that every later stage reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from html import escape

from callscore.metadata import CallMetadata
from callscore.spans import Span, merge
from callscore.voice import TurnVoice

__all__ = ["Conversation", "Layout", "Party", "Quality", "Role", "Source", "TimingSource", "Turn", "Word"]

WORD_GAP_BRIDGED = 0.3
"""Seconds of silence inside a turn that still count as speech when speech is measured on word times (definitions)."""


class Role(StrEnum):
    """Which side of the call a party is on."""

    AGENT = "agent"
    CUSTOMER = "customer"
    OTHER = "other"

    @property
    def opposite(self) -> Role:
        """The other side of a two-party call; `OTHER` stays `OTHER`."""
        return {Role.AGENT: Role.CUSTOMER, Role.CUSTOMER: Role.AGENT}.get(self, self)


class TimingSource(StrEnum):
    """What the times were measured on, from best to none."""

    AUDIO = "audio"
    WORDS = "words"
    TURNS = "turns"
    NONE = "none"


TIMING_CONFIDENCE = {
    TimingSource.AUDIO: 0.95,
    TimingSource.WORDS: 0.85,
    TimingSource.TURNS: 0.5,
    TimingSource.NONE: 0.0,
}
"""How far a time measured on each source is trusted when nothing finer is known (a judgement, not a measurement)."""

ROUGH_TIMING_CONFIDENCE = 0.2
"""The same where a transcript's times are rough: below what a rubric judges on by default."""

NOISY_DB = 10.0
NOISE_LOSS = 0.16
NOISE_LEAST = 0.2
"""Below 10 dB of speech over noise each dB takes 0.16 of that trust, down to a fifth: on rendered calls among the
voices of an office a quarter of the speech was wrong at 9 dB, half of it at 4 dB, and talk shares were up to 23 points
off."""

MIN_WORD_CONFIDENCE = 0.5
"""Mean confidence of recognised words below which nothing that rests on words is judged. A recogniser out of its depth
gave 0.42 on a real call (one word in ten right); where it was half right it gave 0.55 to 0.62."""

DEMO_RECOGNISER = "demo"
"""The recogniser that ships with callscore: very small, and taught by synthetic voices only."""

MIN_DEMO_CONFIDENCE = 0.8
"""Mean confidence of the demo recogniser's words below which nothing that rests on them is judged. Its guesses sound
surer than a large model's: it gave 0.51 to 0.58 to three real calls, where nearly every word was wrong, and 0.91 to
0.94 to the sample calls, where one in ten was (`tests/benchmarks/measure_recognition.py` says what it gives now)."""

SHOWN_TURNS = 30
"""Turns that a notebook cell shows."""

MIN_LATIN_SHARE = 0.8
"""Share of plain Latin letters below which a text can't be English."""


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
class Word:
    """One word as said; times in seconds or None, confidence 0-1 or None.

    `flag` names why the word is left out of scoring (``"outside_speech"``, ``"guess"``, ``"loop"``,
    ``"stock_phrase"``), or is None.
    """

    text: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    flag: str | None = None

    @property
    def span(self) -> Span | None:
        """The word's time, or None when it isn't known."""
        if self.start is None or self.end is None:
            return None
        return Span(self.start, max(self.start, self.end))


@dataclass(frozen=True, slots=True)
class Turn:
    """What one party says until the other takes the floor; backchannels of the other don't end it.

    `speaker` is the label of the source (``"left"``, ``"SPEAKER_00"``, ``"spk_1"``); `role` is what it was resolved to.
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

    @property
    def span(self) -> Span | None:
        """The turn's time, or None when it isn't known."""
        if self.start is None or self.end is None:
            return None
        return Span(self.start, max(self.start, self.end))

    def time_of(self, first: int, last: int) -> tuple[float | None, float | None]:
        """Start and end in seconds of the characters ``text[first:last]``.

        From word times where the words spell the text, else by the share of characters inside the turn, else None.
        """
        if self.words and all(word.span is not None for word in self.words):
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


@dataclass(frozen=True, slots=True)
class Party:
    """One voice of the call: its role, the source's label for it, and when it speaks."""

    role: Role
    label: str
    speech: tuple[Span, ...] = ()
    """Union of the party's speech, merged and in order; empty when timing isn't known."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file a conversation came from."""

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
    """How far the recording and its reading can be trusted, in the words of the report."""

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
    """A call as data: turns in order, speech spans of each party, and how surely each is known."""

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
        confidence = ROUGH_TIMING_CONFIDENCE if self.quality.rough_times else TIMING_CONFIDENCE[self.timing_source]
        diarization, snr = self.quality.diarization_confidence, self.quality.snr_db
        confidence = confidence if diarization is None else min(confidence, diarization)
        if snr is None or snr >= NOISY_DB or self.timing_source is not TimingSource.AUDIO:
            return confidence
        return confidence * max(NOISE_LEAST, 1 - NOISE_LOSS * (NOISY_DB - snr))

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
        if not any(turn.text.strip() for turn in self.turns if turn.flag is None):
            return "no words are known"
        if self.language.split("-")[0].lower() != "en":
            return f"the call is in {self.language!r}, and phrasing is known for English only"
        letters = [c for turn in self.turns if turn.flag is None for c in turn.text if c.isalpha()]
        if letters and sum(c.isascii() for c in letters) < MIN_LATIN_SHARE * len(letters):
            return "the words are not in Latin letters, and phrasing is known for English only"
        demo = self.recogniser == DEMO_RECOGNISER
        least = MIN_DEMO_CONFIDENCE if demo else MIN_WORD_CONFIDENCE
        confidence = self.word_confidence
        if confidence is None:
            return "the demo recogniser's words come without confidence" if demo else ""
        if confidence < least:
            by = " by the demo recogniser" if demo else ""
            return f"the words were recognised too unsurely{by}: mean confidence {confidence:.2f}, needs {least:.2f}"
        return ""

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
        return text if len(text) <= characters else text[: characters - 1].rsplit(" ", 1)[0] + " …"

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
