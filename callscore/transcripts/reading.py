"""Any supported transcript file to a Conversation: its format is told from its content, not from its name."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

from callscore.conversation import Conversation, Party, Quality, Role, Source, TimingSource, Turn, speech_of
from callscore.errors import TranscriptError
from callscore.privacy import mask
from callscore.spans import Span, merge
from callscore.transcripts import (
    bedrock,
    call_analytics,
    deepgram,
    own,
    plain,
    rttm,
    srt,
    transcribe,
    webvtt,
    whisper,
)
from callscore.transcripts.fields import one_line
from callscore.transcripts.files import read_text
from callscore.transcripts.merging import inherit_speakers, merge_pieces, own_overlaps_clipped
from callscore.transcripts.parties import roles_of, shared_roles
from callscore.transcripts.raw import RawTranscript
from callscore.transcripts.timing import rough_times, times_filled

__all__ = ["FORMATS", "read_transcript"]

JSON_FORMATS: tuple[ModuleType, ...] = (call_analytics, bedrock, deepgram, transcribe, whisper, own)
TEXT_FORMATS: tuple[ModuleType, ...] = (webvtt, rttm, srt, plain)
FORMATS: Mapping[str, ModuleType] = {module.NAME: module for module in (*JSON_FORMATS, *TEXT_FORMATS)}

KNOWN_SHAPES = (
    '"turns" (callscore), "segments" (whisper, WhisperX), "Transcript" (Call Analytics), "audio_segments" (Bedrock),'
    ' "results.channels" (Deepgram), "results.items" (Transcribe) or a list of turns'
)
KNOWN_TEXTS = 'WebVTT, SRT, RTTM and lines such as "Agent: hello"'


def read_transcript(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    call_date: date | None = None,
    agent: str | None = None,
) -> Conversation:
    r"""Read a transcript into a conversation.

    callscore's own JSON, a bare list of turns, whisper / faster-whisper / WhisperX JSON, Amazon Transcribe (plain and
    Call Analytics), Bedrock Data Automation, Deepgram, WebVTT, SRT, RTTM and plain ``Agent: ...`` lines are read.

    Parameters
    ----------
    path
        The file. Text may be UTF-8, UTF-16 or Windows-1252.
    format
        Name of the format (a key of ``callscore.transcripts.FORMATS``); told from the content by default.
    call_date
        Day of the call; goes before a date in the file.
    agent
        Who the agent is, where the labels don't say (``"first"`` or a label such as ``"SPEAKER_00"``).

    Returns
    -------
    Conversation
        Times in seconds. ``timing_source`` is ``words``, ``turns`` or ``none``; what is doubtful stands in
        ``quality.warnings``. The turns of callscore's own format keep their order and indexes.

    Raises
    ------
    TranscriptError
        One line with the path, the place in the file, the value and what to do.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "call.txt"
    >>> _ = file.write_text("Agent: Good morning, is that Mr Bell?\nCustomer: It is.")
    >>> call = read_transcript(file)
    >>> [turn.role.value for turn in call.turns], call.timing_source.value
    (['agent', 'customer'], 'none')
    """
    text, sha256 = read_text(path)
    try:
        name, raw = _parse(text, format)
        if not raw.turns:
            raise TranscriptError(f"there are no turns in this {name} file; export the transcript again")
        conversation = _conversation(raw, agent)
    except TranscriptError as error:
        raise TranscriptError(f"{os.fspath(path)}: {mask(str(error))}") from None
    except RecursionError:
        raise TranscriptError(f"{os.fspath(path)}: it is nested too deeply for a transcript; export it again") from None
    source = raw.source or Source(sha256=sha256)
    return replace(
        conversation,
        call_id=raw.call_id or one_line(Path(path).stem),
        call_date=call_date or raw.call_date,
        source=replace(source, transcript_path=one_line(os.fspath(path)), transcript_format=name),
    )


def _parse(text: str, format: str | None) -> tuple[str, RawTranscript]:
    """Name of the format and the file's content in its terms."""
    if format is not None and format not in FORMATS:
        raise TranscriptError(f"unknown transcript format {format!r}; known are {', '.join(FORMATS)}")
    looks_json = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and not _boxed_text(text)
    if format is not None:
        chosen = FORMATS[format]
        content: object = _json(text) if chosen in JSON_FORMATS else text
        if not chosen.matches(content):
            raise TranscriptError(f"this is not a {format} transcript; leave the format out to have it recognised")
        return format, _read(chosen, content)
    if looks_json:
        document = _json(text)
        for module in JSON_FORMATS:
            if module.matches(document):
                return module.NAME, _read(module, document)
        keys = (
            ", ".join(repr(key)[:30] for key in list(document)[:6])
            if isinstance(document, dict)
            else "a list of no turns"
        )
        raise TranscriptError(f"JSON of an unknown shape ({keys}); known are {KNOWN_SHAPES}")
    for module in TEXT_FORMATS:
        if module.matches(text):
            return module.NAME, _read(module, text)
    raise TranscriptError(
        f"no transcript was recognised in this text; known are {KNOWN_TEXTS}, and JSON with {KNOWN_SHAPES}"
    )


def _read(module: ModuleType, content: object) -> RawTranscript:
    """What the format's reader makes of the content."""
    raw = module.read(content)
    if not isinstance(raw, RawTranscript):
        raise TypeError(f"{module.__name__}.read must return a RawTranscript, not {type(raw).__name__}")
    return raw


def _boxed_text(text: str) -> bool:
    """Whether a file that begins with a bracket is plain text such as ``[00:12] Agent: hello``."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return first.lstrip().startswith("[") and "]" in first and plain.matches(first)


def _json(text: str) -> object:
    """The JSON document, or the list of objects of a JSON-lines file."""
    text = text.removeprefix("\ufeff")
    try:
        document: object = json.loads(text)
        return document
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and error.msg == "Extra data" and all(line.lstrip().startswith("{") for line in lines):
            return [_json(line) for line in lines]
        raise TranscriptError(
            f"line {error.lineno}, column {error.colno}: this is not valid JSON ({error.msg});"
            " export the transcript again"
        ) from None
    except ValueError as error:
        raise TranscriptError(f"this is not valid JSON ({str(error)[:80]}); export the transcript again") from None


def _conversation(raw: RawTranscript, agent: str | None) -> Conversation:
    """Turns merged, times checked, roles given, parties with their speech."""
    turns, inherited = inherit_speakers(raw.turns)
    if raw.segmented:
        turns = merge_pieces(turns)
    given = turns
    turns, estimated = times_filled(turns)
    cut = 0
    if raw.timing_source is not TimingSource.AUDIO:
        turns, cut = own_overlaps_clipped(turns)
    decision = roles_of(turns, raw.roles, agent=agent)
    turns = tuple(replace(turn, role=decision.roles.get(turn.speaker, Role.OTHER)) for turn in turns)
    parties, timing = _parties(turns)
    if raw.parties:
        parties = tuple(replace(party, role=decision.roles.get(party.label, party.role)) for party in raw.parties)
    timing = raw.timing_source or timing
    quality = raw.quality or Quality(role_confidence=decision.confidence, role_reason=decision.reason)
    if agent is not None:
        quality = replace(quality, role_confidence=decision.confidence, role_reason=decision.reason)
    conversation = Conversation(
        turns,
        parties,
        timing,
        duration=_duration(turns, raw.duration),
        language=raw.language,
        recogniser=raw.recogniser,
        quality=quality,
    )
    if raw.quality is not None:
        return conversation
    notes = list(raw.warnings) + list(estimated)
    if inherited:
        notes.append(f"{inherited} pieces without a speaker were given to the speaker before them")
    notes += shared_roles(turns)
    if len(parties) < 2:
        notes.append(
            "the transcript tells only one speaker apart: give the recording as well, or a transcript with speakers"
        )
    rough = timing is TimingSource.TURNS and rough_times(given, turns, clipped=cut)
    conversation = replace(conversation, quality=replace(quality, rough_times=rough)).warn(*notes)
    from callscore.doubts import doubts

    return conversation.warn(*doubts(conversation))


def _parties(turns: tuple[Turn, ...]) -> tuple[tuple[Party, ...], TimingSource]:
    """A party for each label in order of appearance, and the coarsest timing among them."""
    parties: list[Party] = []
    sources: list[TimingSource] = []
    for label in dict.fromkeys(turn.speaker for turn in turns):
        own_turns = [turn for turn in turns if turn.speaker == label]
        speech, source = speech_of(own_turns)
        if not any(turn.text for turn in own_turns):
            speech = merge(Span(t.start, t.end) for t in own_turns if t.start is not None and t.end is not None)
            source = TimingSource.TURNS if speech else TimingSource.NONE
        parties.append(Party(own_turns[0].role, label, speech))
        sources.append(source)
    order = list(TimingSource)
    return tuple(parties), max(sources, key=order.index, default=TimingSource.NONE)


def _duration(turns: tuple[Turn, ...], stated: float | None) -> float | None:
    """Length of the call in seconds: as stated, and no shorter than the last turn; None without times."""
    latest = max((turn.end for turn in turns if turn.end is not None), default=None)
    if latest is None or stated is None:
        return stated if latest is None else latest
    return max(stated, latest)
