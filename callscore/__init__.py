"""callscore scores recorded collection calls for coaching: what was said, when, why it matters, what to say instead."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from callscore import cluster as cluster
    from callscore.analysis import analyze
    from callscore.batch import Failure, run
    from callscore.conversation import Conversation, Party, Quality, Role, Source, TimingSource, Turn, Word
    from callscore.day import Day, read_day
    from callscore.errors import CallscoreError, ConfigError, ModelError, RecordingError, TranscriptError
    from callscore.evaluation import Evaluation, evaluate
    from callscore.findings import Analysis, Analyzer, Finding, Metric
    from callscore.language.phrasing import label
    from callscore.listening import ListenOptions, listen
    from callscore.metadata import CallMetadata
    from callscore.pipeline import Pipeline
    from callscore.profiles import Profile
    from callscore.report import Report
    from callscore.rubric import Rubric
    from callscore.scorecard import Scorecard
    from callscore.scoring import score
    from callscore.spans import Span
    from callscore.transcripts import read_transcript

__version__ = "0.1.0"

_HOMES = {
    "Analysis": "findings",
    "Analyzer": "findings",
    "CallMetadata": "metadata",
    "CallscoreError": "errors",
    "ConfigError": "errors",
    "Conversation": "conversation",
    "Day": "day",
    "Evaluation": "evaluation",
    "Failure": "batch",
    "Finding": "findings",
    "ListenOptions": "listening",
    "Metric": "findings",
    "ModelError": "errors",
    "Party": "conversation",
    "Pipeline": "pipeline",
    "Profile": "profiles",
    "Quality": "conversation",
    "RecordingError": "errors",
    "Report": "report",
    "Role": "conversation",
    "Rubric": "rubric",
    "Scorecard": "scorecard",
    "Source": "conversation",
    "Span": "spans",
    "TimingSource": "conversation",
    "TranscriptError": "errors",
    "Turn": "conversation",
    "Word": "conversation",
    "analyze": "analysis",
    "evaluate": "evaluation",
    "label": "language.phrasing",
    "listen": "listening",
    "read_day": "day",
    "read_transcript": "transcripts",
    "run": "batch",
    "score": "scoring",
}

__all__ = [
    "Analysis",
    "Analyzer",
    "CallMetadata",
    "CallscoreError",
    "ConfigError",
    "Conversation",
    "Day",
    "Evaluation",
    "Failure",
    "Finding",
    "ListenOptions",
    "Metric",
    "ModelError",
    "Party",
    "Pipeline",
    "Profile",
    "Quality",
    "RecordingError",
    "Report",
    "Role",
    "Rubric",
    "Scorecard",
    "Source",
    "Span",
    "TimingSource",
    "TranscriptError",
    "Turn",
    "Word",
    "__version__",
    "analyze",
    "evaluate",
    "label",
    "listen",
    "read_day",
    "read_transcript",
    "run",
    "score",
]


def __getattr__(name: str) -> Any:
    if name == "cluster":
        return import_module("callscore.cluster")
    if name in _HOMES:
        return getattr(import_module(f"callscore.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'callscore' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
