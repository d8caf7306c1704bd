"""Segments as whisper, faster-whisper and WhisperX write them: seconds, words inside, speakers on either or on none."""

from __future__ import annotations

from collections.abc import Mapping

from callscore.conversation import Turn, Word
from callscore.errors import TranscriptError
from callscore.transcripts.fields import confidence, language, objects, ordered, seconds, string
from callscore.transcripts.raw import UNKNOWN_SPEAKER, RawTranscript, piece, pieces_of_words

__all__ = ["NAME", "matches", "read"]

NAME = "whisper"


def matches(document: object) -> bool:
    """Whether `document` has segments with text, or is a bare list of such segments."""
    if isinstance(document, dict):
        return isinstance(document.get("segments"), list)
    first = document[0] if isinstance(document, list) and document else None
    return (
        isinstance(first, dict) and "text" in first and ("tokens" in first or "avg_logprob" in first or "seek" in first)
    )


def read(document: object) -> RawTranscript:
    """Pieces of the document, one for each run of words of one speaker in a segment."""
    head: Mapping[str, object] = document if isinstance(document, dict) else {}
    pieces: list[Turn] = []
    for index, segment in enumerate(objects(head.get("segments", document), "'segments'")):
        pieces += _pieces(segment, f"segment {index}")
    return RawTranscript(
        tuple(pieces),
        segmented=True,
        language=language(head.get("language")),
        duration=seconds(head, "duration", where="the call"),
    )


def _pieces(segment: Mapping[str, object], where: str) -> tuple[Turn, ...]:
    """Pieces of one segment; none when it has no text."""
    owner = string(segment, "speaker", where=where) or UNKNOWN_SPEAKER
    text = string(segment, "text", where=where)
    start, end = seconds(segment, "start", where=where), seconds(segment, "end", where=where)
    ordered(start, end, where=where)
    items = objects(segment.get("words") or [], f"{where}: 'words'")
    if text is None and not items:
        raise TranscriptError(f"{where}: 'text' is missing; export the transcript again")
    words: list[tuple[str, Word]] = []
    for index, item in enumerate(items, start=1):
        word = _word(item, f"{where}, word {index}")
        if word.text:
            words.append((string(item, "speaker", where=where) or owner, word))
    words = _fill(words, start, end)
    speakers = {speaker for speaker, _ in words}
    if len(speakers) > 1 or (words and text is None):
        return pieces_of_words(words)
    if not text:
        return ()
    speaker = speakers.pop() if speakers else owner
    if len(words) > 1 and all(word.span is not None for _, word in words):
        return pieces_of_words(words)
    return (piece(speaker, [word for _, word in words], text=text, start=start, end=end),)


def _word(item: Mapping[str, object], where: str) -> Word:
    """One word; an end that drifts before the start is taken as the start."""
    start, end = seconds(item, "start", where=where), seconds(item, "end", where=where)
    if start is not None and end is not None:
        end = max(start, end)
    text = string(item, "word", "text", where=where) or ""
    return Word(text, start, end, confidence(item, "probability", "score", "confidence"))


def _fill(words: list[tuple[str, Word]], start: float | None, end: float | None) -> list[tuple[str, Word]]:
    """Times for words that have none (WhisperX leaves numbers untimed): the room between their timed neighbours."""
    if start is None or end is None or not any(word.span for _, word in words):
        return words
    filled = list(words)
    index = 0
    while index < len(filled):
        if filled[index][1].span is not None:
            index += 1
            continue
        last = index
        while last < len(filled) and filled[last][1].span is None:
            last += 1
        low = filled[index - 1][1].end if index else start
        high = filled[last][1].start if last < len(filled) else end
        low = start if low is None else low
        room = max(0.0, (end if high is None else high) - low)
        length = sum(len(word.text) for _, word in filled[index:last]) or 1
        for place in range(index, last):
            speaker, word = filled[place]
            after = low + room * len(word.text) / length
            filled[place] = (speaker, Word(word.text, low, after, word.confidence))
            low = after
        index = last
    return filled
