"""A report as the page needs it: what an older or cut document lacks is filled with unknowns, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["completed"]

REPORT: Mapping[str, Any] = {
    "schema_version": "?",
    "call_id": "call",
    "call_date": None,
    "timing_source": "none",
    "corrections": None,
}
SOURCE: Mapping[str, Any] = dict.fromkeys(
    (
        "path", "sha256", "duration", "channels", "sample_rate", "codec", "container", "transcript_path",
        "transcript_format", "recogniser", "language",
    )
)  # fmt: skip
QUALITY: Mapping[str, Any] = {"layout": "none", "layout_reason": "", "warnings": ()}
CARD: Mapping[str, Any] = {
    "total": None,
    "reason": "",
    "judged_share": None,
    "rubric": "?",
    "groups": (),
    "failed": (),
    "fail_cap": None,
    "criteria": (),
}
ROW: Mapping[str, Any] = {
    "id": "", "title": "", "group": "Criteria", "value": None, "unit": "", "points": None, "lost": None,
    "judged": False, "reason": "", "why": "", "band": "", "detail": "", "source": "",
}  # fmt: skip
GROUP: Mapping[str, Any] = {"group": "", "points": None, "lost": 0.0, "judged": 0, "rows": 0}
TURN: Mapping[str, Any] = {"role": "other", "start": None, "end": None, "text": "", "voice": None}
FINDING: Mapping[str, Any] = {
    "criterion": "", "rule": "", "role": "other", "start": None, "end": None, "turn": 0, "quote": "", "severity": 0,
    "why": "", "instead": None,
}  # fmt: skip
ADVICE: Mapping[str, Any] = {"kind": "improve", "text": "", "why": "", "moments": ()}
MOMENT: Mapping[str, Any] = {"turn": 0, "start": None, "quote": "", "why": "", "instead": None}
LISTED = ("disputes", "hardship", "requests", "next_steps")
NOTES: Mapping[str, Any] = {"outcome": None, **dict.fromkeys(("promises", *LISTED), ())}
METRIC: Mapping[str, Any] = {"value": None}
PROMISE: Mapping[str, Any] = dict.fromkeys(("amount", "currency", "date", "method", "strength", "quote", "start"))
RECAP: Mapping[str, Any] = {"state": "not known", "confirmed": None, "slots": {}}
NOTE: Mapping[str, Any] = {"quote": "", "start": None, "turn": 0}


def completed(report: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with every key that the page reads; a value that is there is left as it is.

    Examples
    --------
    >>> made = completed({"call_id": "a", "turns": [{"text": "hello"}]})
    >>> made["turns"][0]["role"], made["scorecard"]["total"], made["findings"]
    ('other', None, [])
    """
    card = _with(CARD, report.get("scorecard"))
    notes = _with(NOTES, report.get("notes"))
    turns = _rows(TURN, report.get("turns"))
    return {
        **REPORT,
        **report,
        "source": _with(SOURCE, report.get("source")),
        "quality": _with(QUALITY, report.get("quality")),
        "speakers": {
            role: _with({"labels": (), "speech": ()}, row) for role, row in _with({}, report.get("speakers")).items()
        },
        "turns": turns,
        "metrics": {name: _with(METRIC, row) for name, row in _with({}, report.get("metrics")).items()},
        "findings": _rows(FINDING, report.get("findings")),
        "scorecard": {**card, "criteria": _rows(ROW, card["criteria"]), "groups": _rows(GROUP, card["groups"])},
        "advice": [
            {**advice, "moments": _rows(MOMENT, advice["moments"])} for advice in _rows(ADVICE, report.get("advice"))
        ],
        "notes": {
            **notes,
            "promises": _rows(PROMISE, notes["promises"]),
            "recap": _with(RECAP, notes.get("recap")),
            **{name: _rows(NOTE, notes[name]) for name in LISTED},
        },
        "versions": _with({"callscore": "?", "rubric": "?"}, report.get("versions")),
    }


def _with(defaults: Mapping[str, Any], given: Any) -> dict[str, Any]:
    return {**defaults, **(given if isinstance(given, Mapping) else {})}


def _rows(defaults: Mapping[str, Any], given: Any) -> list[dict[str, Any]]:
    return [_with(defaults, row) for row in given] if isinstance(given, list | tuple) else []
