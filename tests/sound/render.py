"""A typed call becomes sound with exact truth: when each party really is heard, who cut in, who only listened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from channel import Sound, hold_music, ring_back
from voices import FRAME, RATE, Utterance, Voice, audible, say

from callscore.spans import Span, intersect, merge, total

__all__ = ["Call", "Line", "RenderedTurn", "render", "rttm", "transcript", "truth"]

BRIDGED = 0.3
"""Seconds of pause inside a turn that still count as speech (definitions)."""

FIRST_WORD = 0.6
"""Seconds before the first turn when nothing rings."""

TAIL = 0.8
"""Seconds after the last turn."""

OWN_GAP = 0.05
"""Seconds between two lines of the same party at least."""

OUTLASTS = 0.35
"""Seconds by which an interruption goes on after the turn that it cuts (definitions: at least 0.3)."""

LEAST_OVERLAP = 0.15
"""Seconds of overlap that remain when an interruption is too short to outlast a longer one."""

KINDS = ("turn", "interruption", "backchannel", "terminal_overlap")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script.

    A text that ends in a dash is cut off there; a ``|`` in its last word marks where ("on Fri|day—").
    """

    speaker: str
    text: str
    gap: float = 0.4
    """Seconds after the latest end of the turns so far, negative to overlap it."""
    inside: str | float | None = None
    """Backchannels: the word of the turn before after which they are heard, or the share of its length."""
    kind: str = "turn"
    mid_sentence_question: bool = False
    gain_db: float = 0.0
    tempo: float = 1.0
    pitch: float = 1.0
    cut_off: bool = False
    """Cut off although the text doesn't end in a dash."""
    music_before: bool = False
    """Hold music on the agent's channel in the gap before this line."""
    source: int | None = None
    """Index of the turn in the script that the line came from."""

    @property
    def unfinished(self) -> bool:
        """Whether the speaker is cut off."""
        return self.cut_off or self.text.rstrip().endswith(("—", "–", "-"))


@dataclass(frozen=True, slots=True)
class RenderedTurn:
    """A line with the times at which it is heard; words are ``(text, start, end)`` in seconds of the recording."""

    line: Line
    text: str
    start: float
    end: float
    words: tuple[tuple[str, float, float], ...]
    speech: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A rendered call before any channel: the two clean voices at 8 kHz, and its turns by start."""

    agent: Sound
    customer: Sound
    turns: tuple[RenderedTurn, ...]
    call_id: str = "call"
    call_date: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.agent) / RATE


class Speak(Protocol):
    """Something that speaks a line, as `voices.say` does."""

    def __call__(self, text: str, voice: Voice, /, *, unfinished: bool) -> Utterance: ...


def render(
    lines: Sequence[Line],
    voices: dict[str, Voice],
    *,
    call_id: str = "call",
    call_date: str | None = None,
    ring_s: float = 0.0,
    country: str = "uk",
    seed: int = 0,
    speak: Speak = say,
) -> Call:
    """Speak `lines` with a voice for ``agent`` and one for ``customer`` and lay them out in time.

    Parameters
    ----------
    lines
        The script, in the order in which lines begin.
    voices
        Who speaks for each party.
    call_id, call_date
        Name of the files, and day of the call (ISO).
    ring_s, country
        Seconds of ring-back tone before the answer, and whose tone ("uk" or "us").
    seed
        Of the hold music.
    speak
        What synthesises a line; `voices.say` unless told otherwise.
    """
    random = np.random.default_rng(seed)
    turns: list[RenderedTurn] = []
    sounds: list[tuple[str, float, Sound]] = []
    if ring_s:
        sounds.append(("agent", 0.0, ring_back(ring_s, country)))
    floor_end = ring_s + FIRST_WORD - lines[0].gap
    own_end = {"agent": 0.0, "customer": 0.0}
    for line in lines:
        voice = voices[line.speaker]
        voice = replace(voice, pitch=voice.pitch * line.pitch, tempo=voice.tempo * line.tempo)
        spoken = speak(line.text, voice, unfinished=line.unfinished)
        start = _start(line, spoken.duration, turns, floor_end)
        start = round(max(start, own_end[line.speaker] + OWN_GAP) * RATE) / RATE
        if line.music_before and line.gap > 2.0:
            sounds.append(("agent", floor_end + 0.7, hold_music(line.gap - 1.4, random)))
        sounds.append((line.speaker, start, spoken.sound * np.float32(10 ** (line.gain_db / 20))))
        words = tuple((w.text, start + w.start, start + w.end) for w in spoken.words)
        heard = merge(Span(start + i * FRAME, start + (i + 1) * FRAME) for i in np.flatnonzero(audible(spoken.sound)))
        end = start + spoken.duration
        text = line.text if "|" not in line.text else f"{line.text[: line.text.index('|')]}—"
        turns.append(RenderedTurn(line, text, start, end, words, merge(heard, gap=BRIDGED)))
        own_end[line.speaker] = end
        if line.kind != "backchannel":
            floor_end = max(floor_end, end)
    n_samples = int((max(turn.end for turn in turns) + TAIL) * RATE)
    clean = {"agent": np.zeros(n_samples, np.float32), "customer": np.zeros(n_samples, np.float32)}
    for speaker, start, sound in sounds:
        at = round(start * RATE)
        clean[speaker][at : at + len(sound)] += sound
    order = tuple(sorted(turns, key=lambda turn: turn.start))
    return Call(clean["agent"], clean["customer"], order, call_id, call_date)


def _start(line: Line, duration: float, turns: Sequence[RenderedTurn], floor_end: float) -> float:
    """When a line begins: at its gap, inside the turn before, or where an interruption still is one.

    One that cuts in leaves the other at least half of its turn or 1 s, and outlasts it by `OUTLASTS` where it can.
    """
    host = next((t for t in reversed(turns) if t.line.speaker != line.speaker and t.line.kind != "backchannel"), None)
    if host is None:
        return floor_end + line.gap
    if line.inside is not None:
        return _place(line.inside, host)
    if line.kind != "interruption":
        return floor_end + line.gap
    earliest = max(host.start + min(1.0, (host.end - host.start) / 2), host.end + OUTLASTS - duration)
    return min(max(floor_end + line.gap, earliest), max(floor_end + line.gap, host.end - LEAST_OVERLAP))


def _place(inside: str | float, host: RenderedTurn) -> float:
    """Time of the end of the host's word nearest to the place that `inside` names."""
    if isinstance(inside, str):
        for text, _, end in host.words:
            if text.strip(".,;:?!").lower() == inside.strip(".,;:?!").lower():
                return end
        raise ValueError(f"no word {inside!r} in {host.text!r}")
    wanted = host.start + inside * (host.end - host.start)
    ends = [end for _, _, end in host.words[:-1]] or [wanted]
    return min(ends, key=lambda end: abs(end - wanted))


def speech(call: Call) -> dict[str, tuple[Span, ...]]:
    """When each party is heard, pauses up to 0.3 s inside a turn bridged."""
    return {
        role: merge(span for turn in call.turns if turn.line.speaker == role for span in turn.speech)
        for role in ("agent", "customer")
    }


def transcript(call: Call) -> dict[str, Any]:
    """The call as a word-timed transcript in callscore's own format."""
    turns = [
        {
            "speaker": turn.line.speaker,
            "start": round(turn.start, 3),
            "end": round(turn.end, 3),
            "text": turn.text,
            "words": [{"text": text, "start": round(a, 3), "end": round(b, 3)} for text, a, b in turn.words],
        }
        for turn in call.turns
    ]
    about = {"call_id": call.call_id, "call_date": call.call_date, "duration": round(call.duration, 3)}
    return {**{key: value for key, value in about.items() if value is not None}, "turns": turns}


def truth(call: Call) -> dict[str, Any]:
    """What a perfect listener would report; turns are named by their index in the transcript."""
    spoken = speech(call)
    share = total(spoken["agent"]) / (total(spoken["agent"]) + total(spoken["customer"]))
    of_kind = {kind: [i for i, turn in enumerate(call.turns) if turn.line.kind == kind] for kind in KINDS}
    return {
        **transcript(call),
        "speech": {role: [[round(s.start, 3), round(s.end, 3)] for s in spans] for role, spans in spoken.items()},
        "agent_talk_share": round(share, 4),
        "overlap_s": round(total(intersect(spoken["agent"], spoken["customer"])), 3),
        "interruptions": [_interruption(call, i) for i in of_kind["interruption"]],
        "backchannels": of_kind["backchannel"],
        "terminal_overlaps": of_kind["terminal_overlap"],
        "mid_sentence_questions": [i for i, turn in enumerate(call.turns) if turn.line.mid_sentence_question],
        **call.extra,
    }


def _interruption(call: Call, index: int) -> dict[str, Any]:
    """Who cut in with which turn, whose turn it cut, for how long both spoke, and whether the other gave way."""
    turn = call.turns[index]
    before = [
        (i, other)
        for i, other in enumerate(call.turns[:index])
        if other.line.speaker != turn.line.speaker and other.line.kind != "backchannel"
    ]
    victim, cut = before[-1]
    return {
        "by": turn.line.speaker,
        "turn": index,
        "victim_turn": victim,
        "start": round(turn.start, 3),
        "end": round(turn.end, 3),
        "overlap": round(max(0.0, min(cut.end, turn.end) - turn.start), 3),
        "successful": cut.line.unfinished,
    }


def rttm(call: Call) -> str:
    """Speaker times of the call in NIST's RTTM."""
    rows = [(span, role) for role, spans in speech(call).items() for span in spans]
    return "".join(
        f"SPEAKER {call.call_id} 1 {span.start:.3f} {span.duration:.3f} <NA> <NA> {role} <NA> <NA>\n"
        for span, role in sorted(rows)
    )


def write_truth(call: Call, folder: Path) -> None:
    """Write NAME.json (transcript), NAME.truth.json and NAME.rttm into `folder`."""
    texts = {
        "json": json.dumps(transcript(call), ensure_ascii=False, indent=1),
        "truth.json": json.dumps(truth(call), ensure_ascii=False, indent=1),
        "rttm": rttm(call),
    }
    for ending, text in texts.items():
        (folder / f"{call.call_id}.{ending}").write_text(text if text.endswith("\n") else text + "\n", "utf-8")
