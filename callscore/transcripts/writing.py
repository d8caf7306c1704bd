"""A Conversation as callscore's own transcript file, so that it reads back as it was."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path

from callscore.conversation import Conversation, Party, Turn, Word
from callscore.whole_files import save_text

__all__ = ["to_document", "write_transcript"]


def to_document(conversation: Conversation) -> dict[str, object]:
    """The conversation as plain data for JSON; what is unknown is left out.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> document = to_document(make_call("0.0-1.0 agent: Hello?"))
    >>> document["turns"][0]["speaker"], document["timing_source"]
    ('agent', 'words')
    """
    quality, source = conversation.quality, conversation.source
    document: dict[str, object] = {
        "call_id": conversation.call_id,
        "call_date": conversation.call_date.isoformat() if conversation.call_date else None,
        "language": conversation.language,
        "duration": conversation.duration,
        "timing_source": conversation.timing_source.value,
        "recogniser": conversation.recogniser,
        "parties": [_party(party) for party in conversation.parties],
        "source": _known({name.name: getattr(source, name.name) for name in fields(source)}),
        "quality": _known({name.name: getattr(quality, name.name) for name in fields(quality)}),
        "turns": [_turn(turn) for turn in conversation.turns],
    }
    return _known(document)


def write_transcript(conversation: Conversation, path: str | os.PathLike[str]) -> Path:
    """Write the conversation as JSON (UTF-8) and return the path; `read_transcript` gives the same conversation back.

    Only ``source.transcript_path`` and ``source.transcript_format`` differ after reading: they name the written file.

    Raises
    ------
    ConfigError
        When the file can't be written.
    """
    file = Path(path)
    save_text(file, json.dumps(to_document(conversation), ensure_ascii=False, indent=1) + "\n")
    return file


def _known(item: dict[str, object]) -> dict[str, object]:
    """Without what is unknown."""
    return {name: value for name, value in item.items() if value is not None}


def _turn(turn: Turn) -> dict[str, object]:
    return _known(
        {
            "speaker": turn.speaker or turn.role.value,
            "role": turn.role.value,
            "start": turn.start,
            "end": turn.end,
            "text": turn.text,
            "words": [_word(word) for word in turn.words] or None,
            "confidence": turn.confidence,
            "flag": turn.flag,
        }
    )


def _word(word: Word) -> dict[str, object]:
    return _known(
        {"text": word.text, "start": word.start, "end": word.end, "confidence": word.confidence, "flag": word.flag}
    )


def _party(party: Party) -> dict[str, object]:
    return {
        "role": party.role.value,
        "label": party.label,
        "speech": [[span.start, span.end] for span in party.speech],
    }
