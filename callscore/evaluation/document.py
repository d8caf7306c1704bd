"""An evaluation as plain data: what ``callscore evaluate --json`` prints and the table is made from."""

from __future__ import annotations

from typing import Any

from callscore.evaluation.comparing import CallEvaluation
from callscore.evaluation.counts import Counts, Event
from callscore.evaluation.evaluating import EVENTS, Evaluation
from callscore.evaluation.speaker_error import SpeakerError

__all__ = ["evaluation_document"]


def evaluation_document(evaluation: Evaluation) -> dict[str, Any]:
    """Totals, calls with the events behind each difference, and failures."""
    measures = (*EVENTS, *dict.fromkeys(label for call in evaluation.calls for label in call.labels))
    return {
        "figures": {name: _rounded(value) for name, value in evaluation.figures.items()},
        "counts": {name: _ratio(evaluation.counts(name)) for name in measures if _measured(evaluation, name)},
        "calls": [_call(call) for call in evaluation.calls],
        "failures": [{"path": f.path, "error": f.error, "kind": f.kind} for f in evaluation.failures],
    }


def _measured(evaluation: Evaluation, name: str) -> bool:
    return any(call.labels.get(name) if name in call.labels else getattr(call, name, None) for call in evaluation.calls)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _ratio(counts: Counts) -> dict[str, int]:
    return {"right": counts.right, "said": counts.said, "true": counts.true}


def _events(events: tuple[Event, ...]) -> list[dict[str, Any]]:
    return [{"at": round(event.at, 2), "role": event.role, "quote": event.quote} for event in events]


def _counts(counts: Counts | None) -> dict[str, Any] | None:
    if counts is None:
        return None
    return {**_ratio(counts), "missed": _events(counts.missed), "false": _events(counts.false)}


def _speech(error: SpeakerError | None) -> dict[str, Any] | None:
    if error is None:
        return None
    return {
        "der": _rounded(error.der),
        "missed_s": round(error.missed, 3),
        "false_alarm_s": round(error.false_alarm, 3),
        "confusion_s": round(error.confusion, 3),
        "speech_s": round(error.speech, 3),
    }


def _call(call: CallEvaluation) -> dict[str, Any]:
    words = call.words
    return {
        "name": call.name,
        "speech": _speech(call.speaker_error),
        "speech_collar": _speech(call.speaker_error_collar),
        "talk_share_error_points": _rounded(call.talk_share_error),
        **{name: _counts(getattr(call, name)) for name in EVENTS},
        "backchannels_as_interruptions": call.backchannels_as_interruptions,
        "roles_right": call.roles_right,
        "roles_sure": call.roles_sure,
        "wer": None if words is None else _rounded(words.wer),
        "labels": {label: _counts(counts) for label, counts in call.labels.items()},
        "recap_right": call.recap_right,
        "overall": call.overall,
        "score": _rounded(call.score),
    }
