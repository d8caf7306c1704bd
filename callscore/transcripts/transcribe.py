"""Plain Amazon Transcribe: items with times written as text, speakers by label or by channel."""

from __future__ import annotations

from collections.abc import Mapping

from callscore.conversation import Word
from callscore.errors import TranscriptError
from callscore.transcripts.fields import confidence, language, mapping, objects, seconds, string
from callscore.transcripts.raw import UNKNOWN_SPEAKER, RawTranscript, pieces_of_words, punctuated

__all__ = ["NAME", "matches", "read"]

NAME = "aws_transcribe"


def matches(document: object) -> bool:
    """Whether `document` has "results" with items."""
    return isinstance(document, dict) and isinstance(mapping(document.get("results")).get("items"), list)


def read(document: object) -> RawTranscript:
    """Pieces of the document: the channel names the party where the job split channels, else the speaker label."""
    results = mapping(mapping(document).get("results"))
    channels = objects(mapping(results.get("channel_labels")).get("channels") or [], "'channels'")
    if len(channels) > 1:
        lists = [
            _words(
                objects(channel.get("items"), f"channel {i}: 'items'"),
                {},
                string(channel, "channel_label", where="") or f"ch_{i}",
            )
            for i, channel in enumerate(channels)
        ]
    else:
        lists = [_words(objects(results.get("items"), "'items'"), _labels(results), UNKNOWN_SPEAKER)]
    return RawTranscript(
        tuple(turn for own in lists for turn in pieces_of_words(own)),
        segmented=True,
        language=language(results.get("language_code")),
    )


def _labels(results: Mapping[str, object]) -> dict[str, str]:
    """Speaker label of each start time, as text, from the job's speaker segments."""
    labels: dict[str, str] = {}
    for segment in objects(mapping(results.get("speaker_labels")).get("segments") or [], "'segments'"):
        owner = string(segment, "speaker_label", where="a speaker segment")
        for item in objects(segment.get("items") or [], "a speaker segment: 'items'"):
            start = string(item, "start_time", where="a speaker segment")
            label = string(item, "speaker_label", where="a speaker segment") or owner
            if start and label:
                labels[start] = label
    return labels


def _words(items: list[Mapping[str, object]], labels: Mapping[str, str], default: str) -> list[tuple[str, Word]]:
    """``(speaker, word)`` of a list of items; punctuation goes to the word before."""
    words: list[tuple[str, Word]] = []
    for index, item in enumerate(items):
        where = f"item {index}"
        alternatives = objects(item.get("alternatives") or [], f"{where}: 'alternatives'")
        best = alternatives[0] if alternatives else {}
        text = string(best, "content", where=where) or ""
        start, end = seconds(item, "start_time", where=where), seconds(item, "end_time", where=where)
        if item.get("type") == "punctuation":
            if words:
                words[-1] = (words[-1][0], punctuated(words[-1][1], text))
            continue
        if start is None or end is None:
            raise TranscriptError(f"{where}: 'start_time' or 'end_time' is missing; export the transcript again")
        key = string(item, "start_time", where=where) or ""
        speaker = string(item, "speaker_label", where=where) or labels.get(key) or (words[-1][0] if words else default)
        words.append((speaker, Word(text, start, max(start, end), confidence(best, "confidence"))))
    return words
