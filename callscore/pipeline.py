"""One call from end to end: listen, analyze, score, coach, report; configured once, used on many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from typing import TYPE_CHECKING

from callscore.conversation import Conversation
from callscore.findings import Analyzer
from callscore.metadata import CallMetadata
from callscore.rubric import Rubric

if TYPE_CHECKING:
    from callscore.listening import ListenOptions
    from callscore.report import Report

__all__ = ["Pipeline"]


@dataclass(frozen=True)
class Pipeline:
    """A recipe for scoring calls; it holds no model and pickles, so it travels to worker processes.

    Card numbers, security codes and the like are masked before anything is analyzed, so no report holds them.

    Parameters
    ----------
    rubric
        A rubric, the name of one that callscore ships, or the path of a TOML file.
    analyzers
        By default ``callscore.analyzers.DEFAULT_ANALYZERS``.
    options
        How recordings are heard: model, agent's channel, call date.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> report = Pipeline()(make_call("agent: Hello, it's Dana from Northgate Finance.", "customer: Hello."))
    >>> report.call_id
    'test'
    """

    rubric: Rubric | str | PathLike[str] = "default"
    analyzers: Sequence[Analyzer] | None = None
    options: ListenOptions | None = None
    _loaded: list[Rubric] = field(default_factory=list, init=False, repr=False, compare=False)

    def __call__(
        self,
        call: str | PathLike[str] | Conversation,
        *,
        transcript: str | PathLike[str] | None = None,
        metadata: CallMetadata | None = None,
    ) -> Report:
        """Score one call.

        Parameters
        ----------
        call
            A recording, a transcript file, or a conversation that was read before.
        transcript
            What was said, when it is known: recognition is skipped, times still come from the recording.
        metadata
            What the telephone system and the ledger know: agent, account, time of the call, what is owed.

        Raises
        ------
        CallscoreError
            When the call can't be read; one line that says what to do.
        """
        from callscore import __version__
        from callscore.analysis import analyze
        from callscore.coaching import coach
        from callscore.language.classifier import version as phrasing_version
        from callscore.listening import listen
        from callscore.masking import masked
        from callscore.notes import take_notes
        from callscore.report import Report
        from callscore.scoring import score

        if isinstance(call, Conversation):
            conversation = call
        else:
            conversation = listen(call, transcript=transcript, options=self.options)
        if metadata is not None:
            conversation = _with_metadata(conversation, metadata)
        conversation = masked(conversation)
        analysis = analyze(conversation, analyzers=self.analyzers)
        rubric = self._rubric()
        scorecard = score(analysis, rubric=rubric)
        return Report(
            conversation,
            analysis,
            scorecard,
            coach(analysis, scorecard, rubric=rubric),
            take_notes(analysis),
            {
                "callscore": __version__,
                "rubric": f"{rubric.id} {rubric.version}",
                "models": {"recogniser": conversation.recogniser, "phrasing": phrasing_version()},
            },
        )

    def _rubric(self) -> Rubric:
        if isinstance(self.rubric, Rubric):
            return self.rubric
        if not self._loaded:
            self._loaded.append(Rubric.load(self.rubric))
        return self._loaded[0]


def _with_metadata(conversation: Conversation, metadata: CallMetadata) -> Conversation:
    """The conversation with what is known beside its sound; the day of the call too, where nothing else told it."""
    started = metadata.started_at
    day = conversation.call_date or (started.date() if started is not None else None)
    return replace(conversation, metadata=metadata, call_date=day)
