"""What an analyzer says about a call: findings with their evidence, and metrics with their base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from callscore.conversation import Conversation, Role

__all__ = ["Analysis", "Analyzer", "Finding", "Metric"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One moment of a call that matters for a criterion, with the evidence to play back.

    Parameters
    ----------
    criterion
        Id from the rubric: ``"accusatory"``, ``"interruptions"``, ``"recap"`` ...
    rule
        What exactly fired: a lexicon frame's id, ``"attempted"``, ``"stacked"`` ...
    role
        Whose act it is.
    turn
        Index into ``conversation.turns``.
    quote
        The words, as said.
    start, end
        Seconds in the recording, None when the call has no times.
    confidence
        0-1.
    severity
        0 good or neutral evidence (a credit, a customer's act), 1 slight, 2 plain, 3 serious.
    why
        One sentence for the person who is coached.
    instead
        Words to say instead, or None.

    Examples
    --------
    >>> line = "You never pay on time."
    >>> finding = Finding("accusatory", "never", Role.AGENT, 4, line, "It judges the person.", 31.5, 33.0, severity=2)
    >>> finding.is_fault, finding.instead
    (True, None)
    """

    criterion: str
    rule: str
    role: Role
    turn: int
    quote: str
    why: str
    start: float | None = None
    end: float | None = None
    confidence: float = 1.0
    severity: int = 0
    instead: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether this counts against the agent."""
        return self.severity > 0 and self.role is Role.AGENT


@dataclass(frozen=True, slots=True)
class Metric:
    """One number about a call.

    `value` None means it could not be judged, and `reason` says why; 0 means looked for and not found.
    `base` is what the value was measured over (the denominator of a share or rate: seconds of speech, minutes,
    number of questions), so that many calls are summed and not averaged.

    Examples
    --------
    >>> Metric("agent_talk_share", 0.6, "share", base=120.0).value
    0.6
    """

    name: str
    value: float | None
    unit: str
    base: float | None = None
    confidence: float | None = None
    reason: str = ""


class Analyzer(Protocol):
    """Anything that reads a conversation and yields findings and metrics; a plain function is one.

    Examples
    --------
    >>> from callscore import analyze
    >>> from callscore.testing import make_call
    >>> def thanks(conversation):
    ...     said = [turn for _, turn in conversation.turns_of(Role.AGENT) if "thank" in turn.text.lower()]
    ...     yield Metric("thanks", float(len(said)), "count")
    >>> analyze(make_call("agent: Thank you.", "customer: Bye."), analyzers=[thanks]).metrics["thanks"].value
    1.0
    """

    def __call__(self, conversation: Conversation, /) -> Iterable[Finding | Metric]:
        """What there is to say about `conversation`."""
        ...


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the analyzers said about one conversation.

    Examples
    --------
    >>> from callscore import analyze
    >>> from callscore.testing import make_call
    >>> analysis = analyze(make_call("agent: You never pay on time.", "customer: I lost my job."))
    >>> analysis.metrics["accusatory"].value, [finding.quote for finding in analysis.of("accusatory")]
    (1.0, ['You never pay on time.'])
    """

    conversation: Conversation
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def of(self, criterion: str) -> tuple[Finding, ...]:
        """Findings of one criterion, in order of time."""
        return tuple(finding for finding in self.findings if finding.criterion == criterion)
