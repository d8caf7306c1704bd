"""How good callscore is on calls whose truth is known: DER, talk share, interruptions, questions, words, labels."""

from __future__ import annotations

from callscore.evaluation.comparing import CallEvaluation
from callscore.evaluation.counts import Counts, Event
from callscore.evaluation.document import evaluation_document
from callscore.evaluation.evaluating import Evaluation, evaluate
from callscore.evaluation.speaker_error import SpeakerError, speaker_error
from callscore.evaluation.withholding import Given
from callscore.evaluation.word_error import WordError, word_error

__all__ = [
    "CallEvaluation",
    "Counts",
    "Evaluation",
    "Event",
    "Given",
    "SpeakerError",
    "WordError",
    "evaluate",
    "evaluation_document",
    "speaker_error",
    "word_error",
]
