"""The report's one versioned dictionary: every page, table and file is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callscore.coaching import Advice
from callscore.conversation import Conversation, Role, Turn
from callscore.findings import Finding, Metric
from callscore.privacy.labels import mask_lines
from callscore.scorecard import CriterionScore, GroupScore
from callscore.spans import Span, total

if TYPE_CHECKING:
    from callscore.report import Report

__all__ = ["SCHEMA_VERSION", "document"]

SCHEMA_VERSION = "1.1"
"""Version of `Report.to_dict`: the first number changes when a reader would break."""


def document(report: Report) -> dict[str, Any]:
    """A report as plain data."""
    whole = _document(report)
    if report.keep_private:
        return whole
    # What was said is masked already, with what was said around it; here are names, rubrics and phrase lists.
    return {name: part if name in _SAID else mask_lines(part, leave=_QUOTES) for name, part in whole.items()}


_SAID = frozenset(("turns", "notes", "corrections", "schema_version", "call_date", "metadata"))
_QUOTES = frozenset(("quote", "sha256"))


def _document(report: Report) -> dict[str, Any]:
    conversation = report.conversation
    return {
        "schema_version": SCHEMA_VERSION,
        "call_id": conversation.call_id,
        "call_date": conversation.call_date.isoformat() if conversation.call_date else None,
        "metadata": conversation.metadata.to_dict(),
        "source": _source(conversation),
        "timing_source": conversation.timing_source.value,
        "quality": _quality(conversation),
        "speakers": _speakers(conversation),
        "turns": [_turn(turn) for turn in conversation.turns],
        "metrics": {name: _metric(metric) for name, metric in report.metrics.items()},
        "findings": [_finding(finding) for finding in report.findings],
        "scorecard": {
            "total": _rounded(report.scorecard.total, 2),
            "reason": report.scorecard.reason,
            "judged_share": _rounded(report.scorecard.judged_share, 3),
            "rubric": report.scorecard.rubric,
            "mean": _rounded(report.scorecard.mean, 2),
            "failed": list(report.scorecard.failed),
            "fail_cap": report.scorecard.cap,
            "groups": [_group(group) for group in report.scorecard.groups],
            "criteria": [_criterion(row) for row in report.scorecard.criteria],
        },
        "advice": [_advice(advice) for advice in report.advice],
        "notes": report.notes.to_dict(),
        "corrections": None if report.corrections is None else dict(report.corrections),
        "versions": dict(report.versions),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _source(conversation: Conversation) -> dict[str, Any]:
    source = conversation.source
    return {
        "path": source.path,
        "redacted_path": source.redacted,
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
        "voice": turn.voice.to_dict() if turn.voice else None,
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
        "reasoning": row.reasoning,
        "failed": row.failed,
    }


def _group(group: GroupScore) -> dict[str, Any]:
    return {
        "group": group.group,
        "points": _rounded(group.points, 1),
        "weight": group.weight,
        "lost": _rounded(group.lost, 2),
        "judged": group.judged,
        "rows": group.rows,
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
