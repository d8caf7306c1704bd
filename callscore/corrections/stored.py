"""A call out of its report, to be scored again without its sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from callscore.conversation import Conversation, Layout, Party, Quality, Role, Source, TimingSource, Turn, Word
from callscore.errors import TranscriptError
from callscore.metadata import CallMetadata
from callscore.spans import Span

__all__ = ["is_report", "stored_conversation"]

ADDRESSES = ("path", "sha256", "duration", "channels", "sample_rate", "codec", "container", "transcript_path",
             "transcript_format")  # fmt: skip
"""Keys of a report's ``source`` that a `Source` has."""

KNOWN_OF_QUALITY = (
    "layout_reason",
    "role_confidence",
    "role_reason",
    "diarization_confidence",
    "snr_db",
    "rough_times",
)


def is_report(path: str | PathLike[str]) -> bool:
    """Whether a file is a report as ``Report.save`` and ``callscore score --json`` write it."""
    file = Path(path)
    if file.suffix.lower() != ".json":
        return False
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(document, dict) and {"schema_version", "turns", "scorecard", "source"} <= set(document)


def stored_conversation(report: Mapping[str, Any] | str | PathLike[str]) -> Conversation:
    """The conversation that a report was made from, as far as the report holds it.

    Turns, the speech of each party, the quality of the recording and the metadata are as they were; single words have
    no times any more (they are taken from their place in the turn), and voices are not measured again.

    Parameters
    ----------
    report
        `Report.to_dict`, or the path of the JSON file.

    Raises
    ------
    TranscriptError
        When it is no report, or can't be read.

    Examples
    --------
    >>> from callscore import Pipeline
    >>> from callscore.testing import make_call
    >>> report = Pipeline()(make_call("agent: hello", "customer: hello"))
    >>> [turn.text for turn in stored_conversation(report.to_dict()).turns]
    ['hello', 'hello']
    """
    where = "the report"
    if isinstance(report, str | PathLike):
        where = str(Path(report))
        try:
            report = json.loads(Path(report).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise TranscriptError(f"{where}: can't be read as a report ({error}); score the call again") from error
    try:
        return _conversation(report)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TranscriptError(
            f"{where}: can't be read as a report ({type(error).__name__}: {error}); score the call again"
        ) from error


def _conversation(report: Mapping[str, Any]) -> Conversation:
    source, quality = report["source"], report.get("quality") or {}
    day = report.get("call_date")
    recogniser = source.get("recogniser")
    return Conversation(
        turns=tuple(_turn(row, recognised=recogniser is not None) for row in report["turns"]),
        parties=tuple(party for role, row in report["speakers"].items() for party in _parties(Role(role), row)),
        timing_source=TimingSource(report["timing_source"]),
        duration=source.get("duration"),
        call_id=report["call_id"],
        call_date=date.fromisoformat(day) if day else None,
        language=source.get("language") or "en",
        recogniser=recogniser,
        source=Source(**{name: source.get(name) for name in ADDRESSES}),
        quality=Quality(
            layout=Layout(quality.get("layout", Layout.NONE)),
            warnings=tuple(quality.get("warnings", ())),
            **{name: quality[name] for name in KNOWN_OF_QUALITY if quality.get(name) is not None},
        ),
        metadata=_metadata(report.get("metadata") or {}),
    )


def _metadata(row: Mapping[str, Any]) -> CallMetadata:
    from pydantic import TypeAdapter

    return TypeAdapter(CallMetadata).validate_python(dict(row))


def _turn(row: Mapping[str, Any], *, recognised: bool) -> Turn:
    """A turn; recognised words keep how sure the turn is, which tells whether they can be judged."""
    role, text, sure = Role(row["role"]), row["text"], row.get("confidence")
    words = tuple(Word(word, confidence=sure) for word in text.split()) if recognised and sure is not None else ()
    speaker = row.get("speaker") or role.value
    return Turn(role, text, row.get("start"), row.get("end"), words, speaker, sure, row.get("flag"))


def _parties(role: Role, row: Mapping[str, Any]) -> list[Party]:
    """The parties of a role; a report holds their speech together, which the first of them is given."""
    speech = tuple(Span(start, end) for start, end in row.get("speech", ()))
    labels = row.get("labels", ())
    return [Party(role, label, speech if at == 0 else ()) for at, label in enumerate(labels)]
