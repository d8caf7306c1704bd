"""Run the analyzers over a conversation and gather what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callscore.conversation import Conversation
from callscore.errors import CallscoreError
from callscore.findings import Analysis, Analyzer, Finding, Metric

__all__ = ["analyze"]


def analyze(conversation: Conversation, *, analyzers: Sequence[Analyzer] | None = None) -> Analysis:
    """Everything that the analyzers find in a conversation.

    Parameters
    ----------
    conversation
        The call.
    analyzers
        Callables ``Conversation -> Iterable[Finding | Metric]``; by default ``callscore.analyzers.DEFAULT_ANALYZERS``.
        Pass ``(*DEFAULT_ANALYZERS, ours)`` to add one.

    Raises
    ------
    CallscoreError
        When an analyzer fails, yields something else, names a turn that doesn't exist, or two yield a metric of one
        name; it names the analyzer.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> analysis = analyze(make_call("agent: you haven't paid", "customer: I lost my job"))
    >>> analysis.metrics["accusatory"].value
    1.0
    """
    from callscore.analyzers import DEFAULT_ANALYZERS, WORD_ANALYZERS

    analyzers = DEFAULT_ANALYZERS if analyzers is None else analyzers
    doubt = conversation.doubt_about_words
    metrics: dict[str, Metric] = {}
    findings: list[Finding] = []
    for analyzer in analyzers:
        for item in _checked(analyzer, conversation):
            if doubt and analyzer in WORD_ANALYZERS:
                if isinstance(item, Finding):
                    continue
                item = Metric(item.name, None, item.unit, reason=doubt)
            if isinstance(item, Finding):
                findings.append(item)
            elif item.name in metrics:
                raise CallscoreError(f"two analyzers yield the metric {item.name!r}: the second is {_name(analyzer)}")
            else:
                metrics[item.name] = item
    findings.sort(key=lambda finding: (finding.start is None, finding.start or 0.0, finding.turn))
    return Analysis(conversation, metrics, tuple(findings))


def _name(analyzer: Analyzer) -> str:
    return getattr(analyzer, "__name__", type(analyzer).__name__)


def _run(analyzer: Analyzer, conversation: Conversation) -> list[Finding | Metric]:
    try:
        return list(analyzer(conversation))
    except CallscoreError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise CallscoreError(f"analyzer {_name(analyzer)} failed on call {conversation.call_id!r}: {what}") from error


def _checked(analyzer: Analyzer, conversation: Conversation) -> Iterable[Finding | Metric]:
    for item in _run(analyzer, conversation):
        if not isinstance(item, Finding | Metric):
            raise CallscoreError(f"analyzer {_name(analyzer)} yields {type(item).__name__}, not a Finding or a Metric")
        if isinstance(item, Finding) and not 0 <= item.turn < max(1, len(conversation.turns)):
            raise CallscoreError(
                f"analyzer {_name(analyzer)} names turn {item.turn}; the call has turns 0-{len(conversation.turns) - 1}"
            )
        yield item
