"""The report of one call: everything in one place, and its one versioned dictionary that all pages are made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from callscore.coaching import Advice
from callscore.conversation import Conversation, Role, Turn
from callscore.errors import ConfigError
from callscore.findings import Analysis, Finding, Metric
from callscore.notes import Notes
from callscore.scoring import CriterionScore, Scorecard
from callscore.spans import Span, total

__all__ = ["SCHEMA_VERSION", "Report"]

SCHEMA_VERSION = "1.0"
"""Version of `Report.to_dict`: the first number changes when a reader would break."""


@dataclass(frozen=True, slots=True)
class Report:
    """What callscore has to say about one call.

    Examples
    --------
    >>> import callscore as cs
    >>> from callscore.testing import make_call
    >>> report = cs.Pipeline()(make_call("agent: you haven't paid", "customer: I lost my job"))
    >>> report.to_dict()["metrics"]["accusatory"]["value"]
    1.0
    """

    conversation: Conversation
    analysis: Analysis
    scorecard: Scorecard
    advice: tuple[Advice, ...]
    notes: Notes
    versions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def call_id(self) -> str:
        """Name of the call."""
        return self.conversation.call_id

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """Metrics by name."""
        return self.analysis.metrics

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings in order of time."""
        return self.analysis.findings

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data: what ``callscore score --json`` prints, ready for `json.dumps`."""
        conversation = self.conversation
        return {
            "schema_version": SCHEMA_VERSION,
            "call_id": conversation.call_id,
            "call_date": conversation.call_date.isoformat() if conversation.call_date else None,
            "source": _source(conversation),
            "timing_source": conversation.timing_source.value,
            "quality": _quality(conversation),
            "speakers": _speakers(conversation),
            "turns": [_turn(turn) for turn in conversation.turns],
            "metrics": {name: _metric(metric) for name, metric in self.metrics.items()},
            "findings": [_finding(finding) for finding in self.findings],
            "scorecard": {
                "total": _rounded(self.scorecard.total, 2),
                "judged_share": _rounded(self.scorecard.judged_share, 3),
                "rubric": self.scorecard.rubric,
                "criteria": [_criterion(row) for row in self.scorecard.criteria],
            },
            "advice": [_advice(advice) for advice in self.advice],
            "notes": self.notes.to_dict(),
            "versions": dict(self.versions),
        }

    def save(self, path: str | PathLike[str], *, audio: bool = True) -> Path:
        """Write the report to a file: ``.html`` a self-contained page, ``.json`` the dictionary.

        Parameters
        ----------
        path
            Where to; its ending tells the format.
        audio
            Whether a page carries the recording's sound for its player, when there is a recording.

        Raises
        ------
        ConfigError
            When the ending is neither, or the folder doesn't exist.
        """
        target = Path(path)
        if target.suffix.lower() not in (".html", ".json"):
            raise ConfigError(f"a report is saved as .html or .json, not as {target.name!r}")
        if not target.parent.is_dir():
            raise ConfigError(f"can't write {target}: the folder {target.parent} doesn't exist; make it first")
        if target.suffix.lower() == ".json":
            text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        else:
            text = self.to_html(audio=audio)
        try:
            target.write_text(text, encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"can't write {target}: {error.strerror}") from error
        return target

    def to_html(self, *, audio: bool = True) -> str:
        """One self-contained HTML page; with `audio`, the recording is in it for the player."""
        from callscore.render.page import render_page

        sound = None
        if audio and self.conversation.source.path is not None:
            from callscore.audio.playback import playable

            sound = playable(self.conversation.source.path)
        return render_page(self.to_dict(), audio=sound)

    def _repr_html_(self) -> str:
        """What a notebook cell shows."""
        from callscore.render.page import render_cell

        return render_cell(self.to_dict())


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _source(conversation: Conversation) -> dict[str, Any]:
    source = conversation.source
    return {
        "path": source.path,
        "sha256": source.sha256,
        "duration": _rounded(conversation.duration, 3),
        "channels": source.channels,
        "sample_rate": source.sample_rate,
        "codec": source.codec,
        "container": source.container,
        "transcript_path": source.transcript_path,
        "transcript_format": source.transcript_format,
        "recogniser": conversation.recogniser,
        "language": conversation.language,
    }


def _quality(conversation: Conversation) -> dict[str, Any]:
    quality = conversation.quality
    return {
        "layout": quality.layout.value,
        "layout_reason": quality.layout_reason,
        "role_confidence": _rounded(quality.role_confidence, 3),
        "role_reason": quality.role_reason,
        "diarization_confidence": _rounded(quality.diarization_confidence, 3),
        "snr_db": _rounded(quality.snr_db, 1),
        "word_confidence": _rounded(conversation.word_confidence, 3),
        "rough_times": quality.rough_times,
        "timing_confidence": _rounded(conversation.timing_confidence, 3),
        "warnings": list(quality.warnings),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[float]]:
    return [[round(span.start, 3), round(span.end, 3)] for span in spans]


def _speakers(conversation: Conversation) -> dict[str, Any]:
    speakers: dict[str, Any] = {}
    for role in Role:
        parties = [party for party in conversation.parties if party.role is role]
        if not parties and role is Role.OTHER:
            continue
        speech = conversation.speech(role)
        timed = bool(parties) and any(party.speech for party in conversation.parties)
        speakers[role.value] = {
            "labels": [party.label for party in parties],
            "seconds": _rounded(total(speech), 3) if timed else None,
            "speech": _spans(speech),
        }
    return speakers


def _turn(turn: Turn) -> dict[str, Any]:
    row: dict[str, Any] = {
        "role": turn.role.value,
        "speaker": turn.speaker,
        "start": _rounded(turn.start, 3),
        "end": _rounded(turn.end, 3),
        "text": turn.text,
        "confidence": _rounded(turn.confidence, 3),
    }
    if turn.flag:
        row["flag"] = turn.flag
    return row


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "value": _rounded(metric.value, 6),
        "unit": metric.unit,
        "base": _rounded(metric.base, 6),
        "confidence": _rounded(metric.confidence, 3),
        "reason": metric.reason,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "criterion": finding.criterion,
        "rule": finding.rule,
        "role": finding.role.value,
        "start": _rounded(finding.start, 3),
        "end": _rounded(finding.end, 3),
        "turn": finding.turn,
        "quote": finding.quote,
        "confidence": _rounded(finding.confidence, 3),
        "severity": finding.severity,
        "why": finding.why,
        "instead": finding.instead,
    }


def _criterion(row: CriterionScore) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "group": row.group,
        "metric": row.metric,
        "value": _rounded(row.value, 4),
        "unit": row.unit,
        "points": _rounded(row.points, 1),
        "weight": row.weight,
        "lost": _rounded(row.lost, 2),
        "judged": row.judged,
        "reason": row.reason,
        "why": row.why,
        "band": row.band,
        "detail": row.detail,
        "source": row.source,
    }


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "kind": advice.kind,
        "criterion": advice.criterion,
        "text": advice.text,
        "why": advice.why,
        "source": advice.source,
        "moments": [
            {
                "turn": moment.turn,
                "start": _rounded(moment.start, 3),
                "end": _rounded(moment.end, 3),
                "quote": moment.quote,
                "why": moment.why,
                "instead": moment.instead,
            }
            for moment in advice.moments
        ],
    }
