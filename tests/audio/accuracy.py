"""How near recognised calls come to their truth: words, their times, speech of each party, talk share."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from callscore import Conversation, Role
from callscore.spans import Span, total

PARTIES = (Role.AGENT, Role.CUSTOMER)


@dataclass(frozen=True)
class Accuracy:
    """Errors of one recognised call, as sums, so that several calls add up."""

    n_words: int
    """Words that were said."""
    n_wrong: int
    """Words substituted, left out or put in."""
    starts: tuple[float, ...]
    """Seconds by which each rightly recognised word begins too late; negative: too early."""
    spoken: float
    """Seconds of speech, of both parties together."""
    mistaken: float
    """Seconds missed, false, or given to the wrong party."""
    share_error: float
    """Agent talk share as measured minus the true one."""
    confidence: float
    """Mean confidence of the words."""

    @property
    def wer(self) -> float:
        """Word error rate, each party against its own words."""
        return self.n_wrong / self.n_words

    @property
    def der(self) -> float:
        """Diarization error rate, without a collar, overlaps counted."""
        return self.mistaken / self.spoken

    @property
    def start_error(self) -> float:
        """Median error of word starts in seconds."""
        return float(np.median(np.abs(self.starts)))


def plain(text: str) -> str:
    """Lower case words and figures, without punctuation around them."""
    words = (re.sub(r"^[^\w£$€]+|[^\w%]+$", "", word) for word in text.lower().replace("’", "'").split())
    return " ".join(word for word in words if word)


def measure(call: Conversation, truth_path: Path) -> Accuracy:
    """Errors of a call against the truth file that was rendered with it."""
    import jiwer

    truth = json.loads(truth_path.read_text(encoding="utf-8"))
    n_words = n_wrong = 0
    starts: list[float] = []
    for role in PARTIES:
        said = _words((w["text"], w["start"]) for t in truth["turns"] if t["speaker"] == role for w in t["words"])
        heard = _words((w.text, w.start) for _, t in call.turns_of(role) for w in t.words if w.flag is None)
        pair = jiwer.process_words(" ".join(w for w, _ in said), " ".join(w for w, _ in heard))
        n_words += len(said)
        n_wrong += pair.substitutions + pair.deletions + pair.insertions
        for part in pair.alignments[0]:
            if part.type == "equal":
                starts += [
                    heard[part.hyp_start_idx + i][1] - said[part.ref_start_idx + i][1]
                    for i in range(part.ref_end_idx - part.ref_start_idx)
                ]
    parts = speaker_error(
        {role.value: [Span(*pair) for pair in truth["speech"][role]] for role in PARTIES},
        {role.value: call.speech(role) for role in PARTIES},
    )
    mistaken = parts["missed detection"] + parts["false alarm"] + parts["confusion"]
    agent, customer = (total(call.speech(role)) for role in PARTIES)
    share_error = agent / (agent + customer) - truth["agent_talk_share"]
    confidence = call.word_confidence or 0.0
    return Accuracy(n_words, n_wrong, tuple(starts), parts["total"], mistaken, share_error, confidence)


def added(calls: Sequence[Accuracy]) -> Accuracy:
    """Several calls as one: sums, and means of share error (absolute) and confidence."""
    return Accuracy(
        sum(call.n_words for call in calls),
        sum(call.n_wrong for call in calls),
        tuple(start for call in calls for start in call.starts),
        sum(call.spoken for call in calls),
        sum(call.mistaken for call in calls),
        float(np.mean([abs(call.share_error) for call in calls])),
        float(np.mean([call.confidence for call in calls])),
    )


def speaker_error(truth: dict[str, Sequence[Span]], heard: dict[str, Sequence[Span]]) -> Any:
    """Components of the diarization error, by pyannote.metrics."""
    from pyannote.metrics.diarization import DiarizationErrorRate

    error = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    return error(_annotation(truth), _annotation(heard), detailed=True)


def _words(pairs: Any) -> list[tuple[str, float]]:
    return [(one, start) for text, start in pairs for one in plain(text).split()]


def _annotation(speech: dict[str, Sequence[Span]]) -> Any:
    from pyannote.core import Annotation, Segment

    found = Annotation()
    for label, spans in speech.items():
        for number, span in enumerate(spans):
            found[Segment(span.start, span.end), f"{label}{number}"] = label
    return found
