"""How good callscore is on your own labelled calls: each call scored and held against its truth, then all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from callscore.batch import Failure
from callscore.batch.outcomes import failure
from callscore.errors import CallscoreError, ConfigError
from callscore.evaluation.comparing import CallEvaluation, compare
from callscore.evaluation.counts import Counts
from callscore.evaluation.speaker_error import SpeakerError
from callscore.evaluation.truth import Truth, find_truths
from callscore.evaluation.withholding import Given, withheld
from callscore.evaluation.word_error import WordError

if TYPE_CHECKING:
    from callscore.pipeline import Pipeline

__all__ = ["Evaluation", "evaluate"]

EVENTS = ("interruptions", "backchannels", "questions", "mid_sentence")
"""Measures that are counts of events."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How near to the truth callscore came, call by call and in all.

    Parameters
    ----------
    calls
        One for each call that was scored.
    failures
        Calls that could not be, with the reason.

    Examples
    --------
    >>> found = Evaluation((), (Failure("a.wav", "a.wav: no audio stream", "RecordingError"),))
    >>> found.figures["calls"], len(found.failures)
    (0.0, 1)
    """

    calls: tuple[CallEvaluation, ...]
    failures: tuple[Failure, ...] = ()
    figures: Mapping[str, float | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "figures", _figures(self.calls))

    def counts(self, measure: str) -> Counts:
        """Sum over calls of a count: ``"interruptions"``, ``"questions"``, or a phrasing label."""
        found = [getattr(call, measure) if measure in EVENTS else call.labels.get(measure) for call in self.calls]
        return sum((own for own in found if own is not None), Counts())


def evaluate(
    folder: str | PathLike[str],
    *,
    pipeline: Pipeline | None = None,
    given: Given | str = Given.WORDS,
    unnamed: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Evaluation:
    """Score the labelled calls of a folder and compare.

    Parameters
    ----------
    folder
        Recordings with their truth beside them: ``NAME.wav`` (or another kind of recording) with ``NAME.truth.json``,
        or with ``NAME.rttm`` where only speaker times are known; a transcript ``NAME.json`` (``.vtt``, ``.srt``,
        ``.txt``) gives the words. A transcript alone, with ``"truth"`` in it or beside it, is scored on its words.

        A truth file holds ``turns`` as a transcript does, with speakers ``agent`` and ``customer``; and, where known,
        ``speech`` ``{role: [[start, end], ...]}``, ``interruptions`` ``[{by, start}]``, ``backchannels``,
        ``questions`` and ``mid_sentence_questions`` (turn indexes from 0, or ``{turn, text}``), lists of agent turns
        for phrasing labels (``accusatory``, ``empathy`` ...), ``recap`` ``{state}``, and ``overall`` 0 to 100.
    pipeline
        How calls are scored; by default ``Pipeline()``.
    given
        What is given of the transcript that lies beside a recording: ``"words"``, all of it; ``"turns"``, no times of
        words; ``"untimed"``, no times at all; ``"none"``: the words are recognised, which word error needs.
    unnamed
        Whether speakers of transcripts lose their names, so that the agent has to be told by what is said.
    progress
        Called with the name of each call before it is scored.

    Returns
    -------
    Evaluation
        ``figures`` has every total under one name. Rates are ratios of sums over calls.

    Raises
    ------
    ConfigError
        When there is no labelled call, a truth file can't be read, or `given` is no such kind.

    Examples
    --------
    >>> import json, tempfile
    >>> turns = [{"speaker": "agent", "text": "You never pay."}, {"speaker": "customer", "text": "Sorry."}]
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.json").write_text(json.dumps({"turns": turns, "truth": {"accusatory": [0]}}))
    >>> evaluate(place).figures["accusatory_recall"]
    1.0
    """
    from callscore.pipeline import Pipeline

    pipeline = pipeline or Pipeline()
    if given not in tuple(Given):
        raise ConfigError(f"given is one of {', '.join(Given)}, not {given!r}")
    calls: list[CallEvaluation] = []
    failures: list[Failure] = []
    with TemporaryDirectory() as scratch:
        for truth in list(find_truths(Path(folder))):  # all are read before an hour is spent on the first
            if progress is not None:
                progress(truth.name)
            try:
                calls.append(_one(truth, pipeline, Given(given), unnamed, Path(scratch)))
            except Exception as error:  # noqa: BLE001 - a call that can't be scored is a row, and the rest goes on
                failures.append(failure(str(truth.recording or truth.path), error))
    return Evaluation(tuple(calls), tuple(failures))


def _one(truth: Truth, pipeline: Pipeline, given: Given, unnamed: bool, scratch: Path) -> CallEvaluation:
    words = truth.transcript
    if truth.recording is not None:
        transcript = None if words is None else withheld(words, given, scratch, unnamed=unnamed)
        return compare(truth, pipeline(truth.recording, transcript=transcript))
    if words is None and truth.conversation is not None:
        words = truth.path
    if words is None:
        raise CallscoreError(f"{truth.path}: neither a recording nor a transcript called {truth.name} lies beside it")
    kept = withheld(words, given, scratch, unnamed=unnamed)
    if kept is None:
        raise CallscoreError(f"{truth.path}: no recording called {truth.name} lies beside it to recognise words from")
    return compare(truth, pipeline(kept))


def _figures(calls: tuple[CallEvaluation, ...]) -> dict[str, float | None]:
    """Every total under one name, in the order of a report; only what at least one call could be measured on."""
    figures: dict[str, float | None] = {"calls": float(len(calls))}
    _add_speech(figures, calls)
    for measure in EVENTS:
        own = [counts for call in calls if (counts := getattr(call, measure)) is not None]
        if own:
            _add_counts(figures, measure, sum(own, Counts()))
    mistaken = [call.backchannels_as_interruptions for call in calls if call.backchannels_as_interruptions is not None]
    if mistaken:
        figures["backchannels_as_interruptions"] = float(sum(mistaken))
    for name, verdicts in (
        ("role_accuracy", [call.roles_right for call in calls if call.roles_right is not None]),
        ("recap_accuracy", [call.recap_right for call in calls if call.recap_right is not None]),
    ):
        if verdicts:
            figures[name] = sum(verdicts) / len(verdicts)
    roles = [call for call in calls if call.roles_right is not None]
    if roles:
        figures["roles_wrong_unsaid"] = float(sum(not call.roles_right and call.roles_sure for call in roles))
    words = [call.words for call in calls if call.words is not None]
    if words:
        figures["wer"] = sum(words, WordError()).wer
    for label in dict.fromkeys(label for call in calls for label in call.labels):
        _add_counts(figures, label, sum((c.labels[label] for c in calls if label in c.labels), Counts()))
    figures.update(_marks(calls))
    return figures


def _add_speech(figures: dict[str, float | None], calls: tuple[CallEvaluation, ...]) -> None:
    errors = [call.speaker_error for call in calls if call.speaker_error is not None]
    if errors:
        every = sum(errors, SpeakerError())
        figures["der"] = every.der
        if every.speech:
            figures["der_missed"] = every.missed / every.speech
            figures["der_false_alarm"] = every.false_alarm / every.speech
            figures["der_confusion"] = every.confusion / every.speech
        collared = (call.speaker_error_collar for call in calls if call.speaker_error_collar is not None)
        figures["der_collar"] = sum(collared, SpeakerError()).der
    shares = [abs(call.talk_share_error) for call in calls if call.talk_share_error is not None]
    if shares:
        figures["talk_share_error_points"] = sum(shares) / len(shares)
        figures["talk_share_error_points_worst"] = max(shares)


def _add_counts(figures: dict[str, float | None], name: str, counts: Counts) -> None:
    figures[f"{name}_precision"] = counts.precision
    figures[f"{name}_recall"] = counts.recall
    figures[f"{name}_f1"] = counts.f1


def _marks(calls: tuple[CallEvaluation, ...]) -> dict[str, float | None]:
    """Spearman's correlation of the total with a person's marks, over at least three calls."""
    from callscore.evaluation.ranks import rank_correlation

    both = [(c.overall, c.score) for c in calls if c.overall is not None and c.score is not None]
    if len(both) < 3:
        return {}
    return {"rank_correlation": rank_correlation([mark for mark, _ in both], [score for _, score in both])}
