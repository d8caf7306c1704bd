"""A conversation out of its parts: turns and speech that were found on a recording, and how surely each is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from callscore.conversation import Conversation, Party, Quality, Role, Source, TimingSource, Turn
from callscore.listening.hearing import Heard
from callscore.roles import RoleDecision
from callscore.spans import Span

__all__ = ["assemble"]


def assemble(
    heard: Heard,
    turns: Sequence[Turn],
    labels: Sequence[str],
    speech: Sequence[tuple[Span, ...]],
    decision: RoleDecision,
    *,
    call_date: date | None,
    language: str,
    source: Source | None = None,
) -> Conversation:
    """The conversation of a heard recording.

    Parameters
    ----------
    heard
        What the sound alone told.
    turns
        Who said what when; their roles are set from `decision`.
    labels, speech
        For each voice its label, and when it speaks in seconds of the recording.
    decision
        Which label is the agent's.
    call_date
        Day of the call, None when it isn't known.
    language
        Language code of the words.
    source
        Where sound and words came from; by default the recording's.
    """
    roles = decision.roles
    source = source or heard.recording.source
    return Conversation(
        tuple(replace(turn, role=roles.get(turn.speaker, turn.role)) for turn in turns),
        tuple(
            Party(roles.get(label, Role.OTHER), label, tuple(spans))
            for label, spans in zip(labels, speech, strict=True)
        ),
        TimingSource.AUDIO,
        duration=source.duration,
        call_id=Path(source.path or "call").stem,
        call_date=call_date,
        language=language,
        source=source,
        quality=Quality(
            heard.layout.layout,
            heard.layout.reason,
            decision.confidence,
            decision.reason,
            heard.diarization_confidence,
            heard.snr_db,
            warnings=heard.warnings + heard.recording.warnings,
        ),
    )
