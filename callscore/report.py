"""The report of one call: everything in one place, and its one versioned dictionary that all pages are made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.coaching import Advice
from callscore.conversation import Conversation
from callscore.findings import Analysis, Finding, Metric
from callscore.notes import Notes
from callscore.schema import document
from callscore.scorecard import Scorecard
from callscore.whole_files import checked_target, save_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure as MatplotlibFigure

    from callscore.audio.playback import Sound

__all__ = ["Report"]


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
    corrections: Mapping[str, Any] | None = None
    """What a person put right before it was scored, as their corrections file says it; None for nothing."""
    keep_private: bool = False
    """Whether names of files and texts of rubrics are written as they are, with the private numbers in them."""

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
        """The report as plain data: what ``callscore score --json`` prints, ready for `json.dumps`.

        Card numbers, security codes and the like were masked before the analysis (`callscore.privacy.masking`).
        """
        return document(self)

    def save(self, path: str | PathLike[str], *, audio: Sound = "embed") -> Path:
        """Write the report to a file, whole or not at all: ``.html`` a self-contained page, ``.json`` the dictionary.

        Parameters
        ----------
        path
            Where to; its ending tells the format.
        audio
            How a page carries the recording, when there is one: ``"embed"`` a copy inside (the page can be sent alone,
            and single voices of a stereo call can be muted), ``"link"`` the file where it lies, ``"none"`` not at all.

        Raises
        ------
        ConfigError
            When the ending is neither, or the folder doesn't exist or can't be written to.
        """
        target = checked_target(path, what="a report", endings=(".html", ".json"))
        if target.suffix.lower() == ".json":
            text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        else:
            text = self.to_html(audio=audio, beside=target.parent)
        save_text(target, text)
        return target

    def to_html(self, *, audio: Sound = "embed", beside: Path | None = None) -> str:
        """One self-contained HTML page; `audio` says how the recording comes with it, links start from `beside`."""
        from callscore.audio.playback import page_sound
        from callscore.render.page import render_page

        path = self.conversation.source.redacted or self.conversation.source.path
        sound = None if path is None else page_sound(path, audio, beside=beside)
        return render_page(self.to_dict(), audio=sound, words=self._word_times())

    def redact_audio(self, target: str | PathLike[str], *, source: str | PathLike[str] | None = None) -> Report:
        """Write a copy of the recording with its private numbers muted; the same report, whose pages play the copy.

        Parameters
        ----------
        target
            The copy: ``.flac``, or ``.wav``.
        source
            The recording, where it isn't at the path that the report names.

        Raises
        ------
        ConfigError, RecordingError, TranscriptError
            As `callscore.audio.muting.redact_audio` says.
        """
        from callscore.audio.muting import redact_audio

        redact_audio(self.conversation, target, source=source)
        source_of = replace(self.conversation.source, redacted=str(target))
        return replace(self, conversation=replace(self.conversation, source=source_of))

    def plot(self) -> MatplotlibFigure:
        """Points by criterion, for a slide: see `callscore.plots.plot_report`."""
        from callscore.plots import plot_report

        return plot_report(self.to_dict())

    def _word_times(self) -> list[list[tuple[float, float]]]:
        """Start and end of each word of each turn, in seconds; an empty list where a turn's words have no times."""
        times: list[list[tuple[float, float]]] = []
        for turn in self.conversation.turns:
            spans = [span for word in turn.words if (span := word.span) is not None]
            whole = len(spans) == len(turn.words) == len(turn.text.split())
            times.append([(round(span.start, 2), round(span.end, 2)) for span in spans] if whole else [])
        return times

    def _repr_html_(self) -> str:
        """What a notebook cell shows."""
        from callscore.render.page import render_cell

        return render_cell(self.to_dict())
