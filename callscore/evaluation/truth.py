"""What a person (or a generator) says is true of a call: read from the files that lie beside the recording."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callscore.conversation import Conversation, Role, TimingSource, Turn
from callscore.errors import ConfigError, TranscriptError
from callscore.evaluation.counts import Event
from callscore.spans import Span, merge

__all__ = ["AGENT_LABELS", "Truth", "find_truths"]

TRUTH_SUFFIX = ".truth.json"
"""Ending of a truth file; what comes before it is the call's name."""

RECORDINGS = (".wav", ".mp3", ".m4a", ".ogg", ".opus", ".flac", ".webm", ".mp4", ".amr", ".wma", ".aac", ".gsm", ".au")
"""Endings of recordings, in the order in which they are looked for."""

TRANSCRIPTS = (".json", ".vtt", ".srt", ".txt")
"""Endings of transcripts, in the order in which they are looked for."""

AGENT_LABELS = (
    *("accusatory", "condescending", "threat", "empathy", "acknowledgement", "options", "next_step"),
    *("absolute_assumption", "false_urgency", "profanity", "overpromise", "jargon", "unprepared"),
)
"""Phrasing labels that truth may give as lists of agent turns."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth about one call. None means that the file doesn't say.

    Parameters
    ----------
    name, path
        The call's name, and the file that the truth was read from.
    recording, transcript
        What callscore is given to score.
    speech
        Seconds of speech of each speaker, by label.
    knows_roles
        Whether the labels are ``agent`` and ``customer``.
    conversation
        The true turns, None where only speaker times are known.
    interruptions, backchannels, questions, mid_sentence
        By whom and when: interruptions and backchannels of both parties, questions of the agent.
    labels
        Indexes of the true turns that carry a phrasing label.
    recap
        State of the recap.
    overall
        A person's mark of the whole call, 0 to 100.
    """

    name: str
    path: Path
    recording: Path | None = None
    transcript: Path | None = None
    speech: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    knows_roles: bool = False
    conversation: Conversation | None = None
    interruptions: tuple[Event, ...] | None = None
    backchannels: tuple[Event, ...] | None = None
    questions: tuple[Event, ...] | None = None
    mid_sentence: tuple[Event, ...] | None = None
    labels: Mapping[str, frozenset[int]] = field(default_factory=dict)
    recap: str | None = None
    overall: float | None = None


def find_truths(folder: Path) -> Iterator[Truth]:
    """Labelled calls in a folder and below: ``NAME.truth.json``, ``NAME.rttm``, or ``NAME.json`` with a ``truth``.

    Raises
    ------
    ConfigError
        When the folder doesn't exist or holds no labelled call; at a truth file that can't be read.
    """
    if not folder.is_dir():
        raise ConfigError(f"no folder at {folder}: give the folder that holds the labelled calls")
    named = {path: path.name.removesuffix(TRUTH_SUFFIX) for path in sorted(folder.rglob(f"*{TRUTH_SUFFIX}"))}
    taken = {path.with_name(name) for path, name in named.items()}
    found = 0
    for path, name in named.items():
        yield _labelled(path, name, _read(path))
        found += 1
    for path in sorted(folder.rglob("*.rttm")):
        if path.with_suffix("") not in taken:
            taken.add(path.with_suffix(""))
            yield _speaker_times(path)
            found += 1
    for path in sorted(folder.rglob("*.json")):
        if path.name.endswith(TRUTH_SUFFIX) or path.with_suffix("") in taken:
            continue
        content = _read(path)
        if isinstance(content, dict) and isinstance(content.get("truth"), dict):
            yield _labelled(path, path.stem, content)
            found += 1
    if not found:
        raise ConfigError(
            f"no labelled calls in {folder}: put NAME{TRUTH_SUFFIX} or NAME.rttm beside each recording NAME.wav"
        )


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} can't be read as JSON: {error}; mend it or take it out of the folder") from error


def _beside(path: Path, name: str, endings: Sequence[str]) -> Path | None:
    """The file NAME.ending beside `path` that isn't itself, None when there is none."""
    for ending in endings:
        candidate = path.with_name(name + ending)
        if candidate.is_file():
            return candidate
    return None


def _speaker_times(path: Path) -> Truth:
    """Truth that only tells who speaks when."""
    from callscore.transcripts import read_transcript

    conversation = read_transcript(path, format="rttm")
    speech = {party.label: party.speech for party in conversation.parties}
    return Truth(
        path.stem,
        path,
        _beside(path, path.stem, RECORDINGS),
        _beside(path, path.stem, TRANSCRIPTS),
        speech,
        {"agent", "customer"} <= set(speech),
    )


def _labelled(path: Path, name: str, content: Any) -> Truth:
    """Truth with turns, and whatever else the file says."""
    from callscore.transcripts import read_transcript

    if not isinstance(content, dict) or not isinstance(content.get("turns"), list):
        raise ConfigError(f'{path}: a truth file holds an object with "turns"; see the README, "How good is it"')
    try:
        conversation = read_transcript(path, format="callscore")
    except TranscriptError as error:
        raise ConfigError(str(error)) from error
    said = content["truth"] if isinstance(content.get("truth"), dict) else content
    try:
        return _told(path, name, content, said, conversation)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ConfigError(
            f"{path}: {type(error).__name__}: {error}; turns are named by their index from 0, times are seconds"
        ) from error


def _told(
    path: Path, name: str, content: Mapping[str, Any], said: Mapping[str, Any], conversation: Conversation
) -> Truth:
    speech = {
        str(role): merge(Span(float(start), float(end)) for start, end in spans)
        for role, spans in (content.get("speech") or {}).items()
    }
    if not speech and conversation.timing_source is not TimingSource.NONE:
        speech = {role.value: conversation.speech(role) for role in (Role.AGENT, Role.CUSTOMER)}
    recap = said.get("recap")
    overall = said.get("overall")
    return Truth(
        name,
        path,
        _beside(path, name, RECORDINGS),
        _beside(path, name, TRANSCRIPTS),
        speech,
        True,
        conversation,
        _events(conversation, said.get("interruptions")),
        _events(conversation, said.get("backchannels")),
        _events(conversation, said.get("questions", said.get("questions_agent"))),
        _cutting_in(conversation, said.get("mid_sentence_questions")),
        {
            label: frozenset(_turn_index(conversation, i) for i in said[label])
            for label in AGENT_LABELS
            if isinstance(said.get(label), list)
        },
        str(recap["state"]) if isinstance(recap, dict) and recap.get("state") else None,
        float(overall) if overall is not None else None,
    )


def _events(conversation: Conversation, listed: Any) -> tuple[Event, ...] | None:
    """Events of a list of turn indexes or of objects with ``turn`` or ``start``; by role where it is such an object."""
    if listed is None:
        return None
    if isinstance(listed, dict):
        return tuple(
            event for role, own in listed.items() for event in (_event(conversation, item, str(role)) for item in own)
        )
    return tuple(_event(conversation, item, None) for item in listed)


def _cutting_in(conversation: Conversation, listed: Any) -> tuple[Event, ...] | None:
    """Questions asked into the other's turn, each where its own turn begins: that is where it cuts in."""
    if listed is None:
        return None
    return _events(conversation, [item.get("turn", item) if isinstance(item, dict) else item for item in listed])


def _turn_index(conversation: Conversation, value: Any) -> int:
    """The index of a turn that is there."""
    index = int(value)
    if not 0 <= index < len(conversation.turns):
        raise IndexError(f"there is no turn {index} among {len(conversation.turns)}")
    return index


def _event(conversation: Conversation, item: Any, role: str | None) -> Event:
    if isinstance(item, int):
        turn = conversation.turns[_turn_index(conversation, item)]
        return Event(moment(turn, item), role or turn.role.value, turn.text)
    index = item.get("turn")
    by = item.get("by") or role
    if item.get("start") is not None:
        return Event(float(item["start"]), str(by or Role.AGENT.value), str(item.get("text", "")))
    turn = conversation.turns[_turn_index(conversation, index)]
    text = str(item.get("text", ""))
    first = max(0, turn.text.find(text)) if text else 0
    return Event(moment(turn, int(index), first, first + len(text)), str(by or turn.role.value), text or turn.text)


def moment(turn: Turn, index: int, first: int = 0, last: int | None = None) -> float:
    """When the character `first` of a turn is said: seconds, or turns and a share of one where there are no times."""
    if turn.start is None:
        return index + first / max(1, len(turn.text))
    start, _ = turn.time_of(first, len(turn.text) if last is None else last)
    return turn.start if start is None or first == 0 else start
