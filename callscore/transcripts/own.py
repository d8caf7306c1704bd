"""callscore's own JSON: an object with "turns", or a bare list of turns; seconds; unknown keys are left alone."""

from __future__ import annotations

from collections.abc import Mapping

from callscore.conversation import Layout, Party, Quality, Role, Source, TimingSource, Turn, Word
from callscore.errors import TranscriptError
from callscore.spans import Span
from callscore.transcripts.fields import (
    as_date,
    confidence,
    describe,
    language,
    mapping,
    number,
    objects,
    one_line,
    ordered,
    seconds,
    string,
)
from callscore.transcripts.raw import RawTranscript

__all__ = ["NAME", "matches", "read"]

NAME = "callscore"

SPEAKER = ("speaker", "role", "speaker_label", "participant")
TEXT = ("text", "content", "transcript", "utterance")
START = ("start", "stime", "start_time", "begin")
END = ("end", "etime", "end_time", "stop")


def matches(document: object) -> bool:
    """Whether `document` is an object with a list of turns, or a list whose first item reads like a turn."""
    if isinstance(document, dict):
        return "turns" in document
    if not isinstance(document, list):
        return False
    if not document:
        return True
    first = document[0]
    return isinstance(first, dict) and any(name in first for name in (*SPEAKER, *TEXT))


def read(document: object) -> RawTranscript:
    """Turns of the document in file order; raises `TranscriptError` naming the turn and field that can't be read."""
    head: Mapping[str, object] = document if isinstance(document, dict) else {}
    items = objects(head["turns"] if isinstance(document, dict) else document, "'turns'")
    turns = tuple(_turn(item, f"turn {index}") for index, item in enumerate(items))
    roles = {t.speaker: t.role for t, item in zip(turns, items, strict=True) if _role(item.get("role")) is not None}
    return RawTranscript(
        turns,
        roles=roles,
        call_id=string(head, "call_id", "id", where="the call"),
        call_date=as_date(head.get("call_date"), where="the call", field="call_date"),
        language=language(head.get("language")),
        duration=seconds(head, "duration", where="the call"),
        recogniser=string(head, "recogniser", where="the call"),
        parties=_parties(head.get("parties")),
        timing_source=_timing(head.get("timing_source")),
        source=_source(head.get("source")),
        quality=_quality(head.get("quality")),
    )


def _turn(item: Mapping[str, object], where: str) -> Turn:
    """One turn, checked."""
    speaker = string(item, *SPEAKER, where=where)
    if not speaker:
        raise TranscriptError(f"{where}: 'speaker' is missing; name who speaks (agent, customer or any label)")
    words = tuple(
        _word(word, f"{where}, word {index}")
        for index, word in enumerate(_list(item.get("words"), f"{where}: 'words'"), start=1)
    )
    text = string(item, *TEXT, where=where)
    if text is None and words:
        text = " ".join(word.text for word in words)
    if text is None:
        raise TranscriptError(f"{where}: 'text' is missing; give the words that {speaker} says")
    start, end = seconds(item, *START, where=where), seconds(item, *END, where=where)
    ordered(start, end, where=where)
    timed = [span for word in words if (span := word.span) is not None]
    if timed and len(timed) == len(words):
        start = timed[0].start if start is None else start
        end = max(span.end for span in timed) if end is None else end
    if not text and start is None:
        raise TranscriptError(f"{where}: 'text' is empty and there are no times; give the words or remove the turn")
    flag = string(item, "flag", where=where)
    role = _role(item.get("role")) or Role.OTHER
    return Turn(role, text, start, end, words, speaker, confidence(item, "confidence"), flag)


def _word(item: object, where: str) -> Word:
    """One word: an object with text and perhaps times, or just its text."""
    if isinstance(item, str):
        return Word(one_line(item))
    if not isinstance(item, dict):
        raise TranscriptError(f"{where}: {describe(item)} is not a word; give an object with 'text', 'start', 'end'")
    text = string(item, "text", "word", "content", where=where)
    if text is None:
        raise TranscriptError(f"{where}: 'text' is missing; give the word as said")
    start, end = seconds(item, *START, where=where), seconds(item, *END, where=where)
    ordered(start, end, where=where)
    return Word(text, start, end, confidence(item, "confidence"), string(item, "flag", where=where))


def _list(value: object, where: str) -> list[object]:
    """`value` when it is a list, nothing when it is null."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise TranscriptError(f"{where} is {describe(value)}, not a list; give a list of words or leave it out")
    return value


def _role(value: object) -> Role | None:
    """The role that one of our own files names, or None."""
    return Role(value) if isinstance(value, str) and value in tuple(Role) else None


def _timing(value: object) -> TimingSource | None:
    return TimingSource(value) if isinstance(value, str) and value in tuple(TimingSource) else None


def _parties(value: object) -> tuple[Party, ...]:
    """Parties with their measured speech, as `write_transcript` stores them."""
    if value is None:
        return ()
    parties: list[Party] = []
    for index, item in enumerate(objects(value, "'parties'"), start=1):
        where = f"party {index}"
        role, label = _role(item.get("role")), string(item, "label", where=where)
        if role is None or label is None:
            raise TranscriptError(f"{where}: 'role' or 'label' is missing; correct it or remove 'parties'")
        spans: list[Span] = []
        for span in _list(item.get("speech"), f"{where}: 'speech'"):
            if not isinstance(span, list) or len(span) != 2:
                raise TranscriptError(f"{where}: {describe(span)} in 'speech' is no span; give [start, end] in seconds")
            start, end = (number(edge, where=where, field="speech") for edge in span)
            ordered(start, end, where=where)
            spans.append(Span(start, end))
        parties.append(Party(role, label, tuple(spans)))
    return tuple(parties)


def _source(value: object) -> Source | None:
    """Where the conversation came from, when the file says so."""
    item, where = mapping(value), "'source'"
    if not item:
        return None
    counts = [item.get(name) for name in ("channels", "sample_rate")]
    channels, rate = (None if count is None else int(number(count, where=where, field="channels")) for count in counts)
    texts = [string(item, name, where=where) for name in ("path", "sha256", "codec", "container")]
    return Source(texts[0], texts[1], seconds(item, "duration", where=where), channels, rate, texts[2], texts[3])


def _quality(value: object) -> Quality | None:
    """How far the reading could be trusted, when the file says so."""
    item, where = mapping(value), "'quality'"
    if not item:
        return None
    layout = item.get("layout")
    snr = item.get("snr_db")
    warnings = [one_line(w) for w in _list(item.get("warnings"), "'quality': 'warnings'") if isinstance(w, str)]
    return Quality(
        Layout(layout) if isinstance(layout, str) and layout in tuple(Layout) else Layout.NONE,
        string(item, "layout_reason", where=where) or "",
        confidence(item, "role_confidence"),
        string(item, "role_reason", where=where) or "",
        confidence(item, "diarization_confidence"),
        None if snr is None else number(snr, where=where, field="snr_db"),
        item.get("rough_times") is True,
        tuple(warnings),
    )
