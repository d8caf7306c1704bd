"""Diarization error (DER) and its parts: missed, false and confused speech over all speech, by one sweep in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callscore.spans import Span, merge

__all__ = ["SpeakerError", "speaker_error"]


@dataclass(frozen=True, slots=True)
class SpeakerError:
    """Seconds of speech that were missed, made up, or given to the wrong party, and of true speech in all.

    Overlapped speech counts once for each party. Sums over calls are sums of these.
    """

    missed: float = 0.0
    false_alarm: float = 0.0
    confusion: float = 0.0
    speech: float = 0.0

    def __add__(self, other: SpeakerError) -> SpeakerError:
        """Both together."""
        return SpeakerError(
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
            self.confusion + other.confusion,
            self.speech + other.speech,
        )

    @property
    def der(self) -> float | None:
        """Diarization error rate: the three parts over true speech; None when there is none."""
        if not self.speech:
            return None
        return (self.missed + self.false_alarm + self.confusion) / self.speech


def speaker_error(
    truth: Mapping[str, Sequence[Span]], heard: Mapping[str, Sequence[Span]], *, collar: float = 0.0
) -> SpeakerError:
    """Diarization error of one call, under the pairing of labels that serves it best (NIST RT, md-eval).

    Parameters
    ----------
    truth, heard
        Speech of each speaker in seconds, by label; labels needn't agree.
    collar
        Seconds on either side of each true boundary that are not counted; 0.25 is the custom where boundaries were
        set by hand. pyannote.metrics gives the width of both sides together.

    Examples
    --------
    >>> truth = {"agent": [Span(0, 4)], "customer": [Span(5, 9)]}
    >>> heard = {"A": [Span(0, 4.5)], "B": [Span(5, 8)]}
    >>> speaker_error(truth, heard)
    SpeakerError(missed=1.0, false_alarm=0.5, confusion=0.0, speech=8.0)
    """
    pieces = list(_pieces(truth, heard, collar))
    pairing = _pairing(truth, heard, pieces)
    missed = false_alarm = confusion = speech = 0.0
    for seconds, said, found in pieces:
        right = sum(1 for label in said if pairing.get(label) in found)
        speech += seconds * len(said)
        missed += seconds * max(0, len(said) - len(found))
        false_alarm += seconds * max(0, len(found) - len(said))
        confusion += seconds * (min(len(said), len(found)) - right)
    return SpeakerError(missed, false_alarm, confusion, speech)


Piece = tuple[float, frozenset[str], frozenset[str]]
"""Seconds during which nothing changes, who speaks in truth, and who was heard."""


def _pieces(truth: Mapping[str, Sequence[Span]], heard: Mapping[str, Sequence[Span]], collar: float) -> Iterator[Piece]:
    """The call cut at every boundary, collars left out."""
    changes: list[tuple[float, int, str, int]] = []
    for side, speech in enumerate((truth, heard)):
        for label, spans in speech.items():
            for span in merge(spans):
                changes += [(span.start, side, label, 1), (span.end, side, label, -1)]
    if collar > 0:
        edges = [edge for spans in truth.values() for span in merge(spans) for edge in (span.start, span.end)]
        for span in merge(Span(edge - collar, edge + collar) for edge in edges):
            changes += [(span.start, 2, "", 1), (span.end, 2, "", -1)]
    changes.sort()
    active: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    before = changes[0][0] if changes else 0.0
    for time, side, label, change in changes:
        if time > before and not active[2] and (active[0] or active[1]):
            yield time - before, frozenset(active[0]), frozenset(active[1])
        before = time
        if change > 0:
            active[side].add(label)
        else:
            active[side].discard(label)


def _pairing(
    truth: Mapping[str, Sequence[Span]], heard: Mapping[str, Sequence[Span]], pieces: Sequence[Piece]
) -> dict[str, str]:
    """Which heard label stands for which true one: the assignment with the most common speech."""
    from scipy.optimize import linear_sum_assignment

    names, labels = list(truth), list(heard)
    if not names or not labels:
        return {}
    rows = {name: i for i, name in enumerate(names)}
    columns = {label: j for j, label in enumerate(labels)}
    common = [[0.0] * len(labels) for _ in names]
    for seconds, said, found in pieces:
        for name in said:
            for label in found:
                common[rows[name]][columns[label]] += seconds
    chosen_rows, chosen_columns = linear_sum_assignment(common, maximize=True)
    return {names[i]: labels[j] for i, j in zip(chosen_rows, chosen_columns, strict=True)}
