"""Amazon Bedrock Data Automation: audio segments that point at timed items, in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping

from callscore.conversation import Turn, Word
from callscore.transcripts.fields import confidence, first_of, language, mapping, objects, ordered, seconds, string
from callscore.transcripts.raw import UNKNOWN_SPEAKER, RawTranscript, piece, punctuated

__all__ = ["NAME", "matches", "read"]

NAME = "aws_bedrock_data_automation"
MILLISECONDS = 0.001
START, END = "start_timestamp_millis", "end_timestamp_millis"


def matches(document: object) -> bool:
    """Whether `document` has audio segments."""
    return isinstance(document, dict) and isinstance(document.get("audio_segments"), list)


def read(document: object) -> RawTranscript:
    """Pieces of the document, one a segment; the speaker label names the party, the channel where there is none."""
    head = mapping(document)
    facts = mapping(head.get("metadata"))
    items = objects(head.get("audio_items") or [], "'audio_items'")
    segments = objects(head.get("audio_segments"), "'audio_segments'")
    pieces = [_piece(segment, items, f"audio segment {index}") for index, segment in enumerate(segments)]
    return RawTranscript(
        tuple(turn for turn in pieces if turn.text),
        segmented=True,
        language=language(facts.get("dominant_asset_language")),
        duration=seconds(facts, "duration_millis", where="'metadata'", scale=MILLISECONDS),
    )


def _piece(segment: Mapping[str, object], items: list[Mapping[str, object]], where: str) -> Turn:
    """One segment with the items that it points at."""
    speaker = string(mapping(segment.get("speaker")), "speaker_label", where=where)
    channel = string(mapping(segment.get("channel")), "channel_label", where=where)
    indices = segment.get("audio_item_indices")
    words: list[Word] = []
    for index in indices if isinstance(indices, list) else []:
        if not isinstance(index, int) or not 0 <= index < len(items):
            continue
        item, spot = items[index], f"audio item {index}"
        content = string(item, "content", where=spot) or ""
        start = seconds(item, START, where=spot, scale=MILLISECONDS)
        end = seconds(item, END, where=spot, scale=MILLISECONDS)
        if start is not None and end is not None:
            words.append(Word(content, start, max(start, end), confidence(item, "confidence")))
        elif words:
            words[-1] = punctuated(words[-1], content)
    start = seconds(segment, START, where=where, scale=MILLISECONDS)
    end = seconds(segment, END, where=where, scale=MILLISECONDS)
    ordered(start, end, where=where)
    text = string(segment, "text", where=where) if first_of(segment, "text") is not None else None
    return piece(speaker or channel or UNKNOWN_SPEAKER, words, text=text, start=start, end=end)
