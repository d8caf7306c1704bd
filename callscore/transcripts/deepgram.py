"""Deepgram: words with a speaker number, or one channel a party."""

from __future__ import annotations

from collections.abc import Mapping

from callscore.conversation import Turn, Word
from callscore.errors import TranscriptError
from callscore.transcripts.fields import confidence, language, mapping, objects, seconds, string
from callscore.transcripts.raw import UNKNOWN_SPEAKER, RawTranscript, pieces_of_words

__all__ = ["NAME", "matches", "read"]

NAME = "deepgram"


def matches(document: object) -> bool:
    """Whether `document` has "results" with channels."""
    return isinstance(document, dict) and isinstance(mapping(document.get("results")).get("channels"), list)


def read(document: object) -> RawTranscript:
    """Pieces of the document: the channel names the party when two or more hold words, the speaker number otherwise."""
    head = mapping(document)
    channels = objects(mapping(head.get("results")).get("channels"), "'channels'")
    words = [_words(channel, f"channel {index}") for index, channel in enumerate(channels)]
    if sum(bool(own) for own in words) > 1:
        words = [[(f"ch_{index}", word) for _, word in own] for index, own in enumerate(words)]
    pieces: list[Turn] = [turn for own in words for turn in pieces_of_words(own)]
    spoken = mapping(channels[0]).get("detected_language") if channels else None
    return RawTranscript(
        tuple(pieces),
        segmented=True,
        language=language(spoken),
        duration=seconds(mapping(head.get("metadata")), "duration", where="'metadata'"),
    )


def _words(channel: Mapping[str, object], where: str) -> list[tuple[str, Word]]:
    """``(speaker, word)`` of one channel's best alternative."""
    alternatives = objects(channel.get("alternatives") or [], f"{where}: 'alternatives'")
    best = alternatives[0] if alternatives else {}
    items = objects(best.get("words") or [], f"{where}: 'words'")
    if not items and string(best, "transcript", where=where):
        raise TranscriptError(f"{where}: there is a transcript but no 'words'; export it with words and diarization")
    words: list[tuple[str, Word]] = []
    for index, item in enumerate(items, start=1):
        spot = f"{where}, word {index}"
        start, end = seconds(item, "start", where=spot), seconds(item, "end", where=spot)
        if start is None or end is None:
            raise TranscriptError(f"{spot}: 'start' or 'end' is missing; export the transcript again")
        text = string(item, "punctuated_word", "word", where=spot) or ""
        speaker = string(item, "speaker", where=spot) or UNKNOWN_SPEAKER
        words.append((speaker, Word(text, start, max(start, end), confidence(item, "confidence"))))
    return words
