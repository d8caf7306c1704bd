"""Amazon Transcribe Call Analytics and Contact Lens: turns with participant roles and items in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping

from callscore.conversation import Turn, Word
from callscore.errors import TranscriptError
from callscore.transcripts.fields import confidence, first_of, language, mapping, objects, ordered, seconds, string
from callscore.transcripts.raw import RawTranscript, piece, punctuated

__all__ = ["NAME", "matches", "read"]

NAME = "aws_call_analytics"
MILLISECONDS = 0.001
BEGIN, END = "BeginOffsetMillis", "EndOffsetMillis"


def matches(document: object) -> bool:
    """Whether `document` has a "Transcript" list whose turns name a participant."""
    if not isinstance(document, dict):
        return False
    turns = document.get("Transcript")
    return isinstance(turns, list) and (
        not turns or (isinstance(turns[0], dict) and ("ParticipantRole" in turns[0] or "ParticipantId" in turns[0]))
    )


def read(document: object) -> RawTranscript:
    """Pieces of the document in its order; redacted words stay as the vendor wrote them (``[PII]``)."""
    head = mapping(document)
    names: dict[str, str] = {}
    for item in objects(head.get("Participants") or [], "'Participants'"):
        label, role = (string(item, name, where="'Participants'") for name in ("ParticipantId", "ParticipantRole"))
        if label and role:
            names[label] = role
    pieces = tuple(
        _piece(item, names, f"turn {index}")
        for index, item in enumerate(objects(head.get("Transcript"), "'Transcript'"))
    )
    figures = mapping(head.get("ConversationCharacteristics"))
    return RawTranscript(
        tuple(turn for turn in pieces if turn.text),
        segmented=True,
        language=language(head.get("LanguageCode")),
        duration=seconds(figures, "TotalConversationDurationMillis", where="the call", scale=MILLISECONDS),
    )


def _piece(item: Mapping[str, object], names: Mapping[str, str], where: str) -> Turn:
    """One turn of the vendor's."""
    label = string(item, "ParticipantId", where=where)
    speaker = string(item, "ParticipantRole", where=where) or names.get(label or "", label)
    if not speaker:
        raise TranscriptError(f"{where}: 'ParticipantRole' is missing; export the analytics output again")
    words: list[Word] = []
    for index, entry in enumerate(objects(item.get("Items") or [], f"{where}: 'Items'"), start=1):
        spot = f"{where}, item {index}"
        content = string(entry, "Content", where=spot) or ""
        if entry.get("Type") == "punctuation" or first_of(entry, BEGIN) is None:
            if words:
                words[-1] = punctuated(words[-1], content)
            continue
        start, end = _time(entry, BEGIN, spot), _time(entry, END, spot)
        words.append(Word(content, start, end if end is None or start is None else max(start, end), _score(entry)))
    start, end = _time(item, BEGIN, where), _time(item, END, where)
    ordered(start, end, where=where)
    return piece(speaker, words, text=string(item, "Content", where=where), start=start, end=end)


def _time(item: Mapping[str, object], field: str, where: str) -> float | None:
    return seconds(item, field, where=where, scale=MILLISECONDS)


def _score(item: Mapping[str, object]) -> float | None:
    """Confidence of an item, of its redaction where the word itself is hidden."""
    own = confidence(item, "Confidence")
    return own if own is not None else confidence(mapping(item.get("Redaction")), "Confidence")
