"""Diarization error agrees with pyannote.metrics, with and without a collar."""

from __future__ import annotations

import random
import warnings

import pytest

from callscore.evaluation import speaker_error
from callscore.spans import Span

Speech = dict[str, list[Span]]


def drawn(chance: random.Random, labels: str) -> Speech:
    """A call of a minute with overlaps."""
    speech: Speech = {}
    for label in labels:
        time, spans = chance.uniform(0, 4), []
        while time < 55:
            end = time + chance.uniform(0.3, 6)
            spans.append(Span(time, end))
            time = end + chance.uniform(0.2, 7)
        speech[label] = spans
    return speech


def pyannote_parts(truth: Speech, heard: Speech, collar: float) -> tuple[float, float, float, float]:
    from pyannote.core import Annotation, Segment
    from pyannote.metrics.diarization import DiarizationErrorRate

    def annotation(speech: Speech) -> Annotation:
        found = Annotation()
        for label, spans in speech.items():
            for number, span in enumerate(spans):
                found[Segment(span.start, span.end), f"{label}{number}"] = label
        return found

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parts = DiarizationErrorRate(collar=2 * collar)(annotation(truth), annotation(heard), detailed=True)
    return parts["missed detection"], parts["false alarm"], parts["confusion"], parts["total"]


@pytest.mark.parametrize("collar", [0.0, 0.25])
@pytest.mark.parametrize("labels", [("ac", "xy"), ("ac", "x"), ("ac", "xyz"), ("a", "xy")])
def test_parts_agree_with_pyannote(labels: tuple[str, str], collar: float) -> None:
    chance = random.Random(labels[0] + labels[1])
    for _ in range(5):
        truth, heard = drawn(chance, labels[0]), drawn(chance, labels[1])
        ours = speaker_error(truth, heard, collar=collar)
        parts = (ours.missed, ours.false_alarm, ours.confusion, ours.speech)
        assert parts == pytest.approx(pyannote_parts(truth, heard, collar), abs=1e-6)


def test_swapped_labels_cost_nothing_since_labels_have_no_meaning_here() -> None:
    truth = {"agent": [Span(0, 4)], "customer": [Span(5, 9)]}
    assert speaker_error(truth, {"customer": truth["agent"], "agent": truth["customer"]}).der == 0.0


def test_no_true_speech_is_unknown_and_false_speech_still_adds_up() -> None:
    nothing = speaker_error({}, {"A": [Span(0, 2)]})
    assert nothing.der is None
    assert (nothing + speaker_error({"a": [Span(0, 4)]}, {"A": [Span(0, 4)]})).der == pytest.approx(0.5)


def test_a_collar_forgives_boundaries_and_nothing_else() -> None:
    truth, late = {"a": [Span(1, 5)]}, {"A": [Span(1.2, 5.2)]}
    assert speaker_error(truth, late).der == pytest.approx(0.1)
    assert speaker_error(truth, late, collar=0.25).der == 0.0
    assert speaker_error(truth, {"A": [Span(3, 5)]}, collar=0.25).der == pytest.approx(1.75 / 3.5)
