"""One file for each question that a QA person asks about a call; the default list, in report order."""

from __future__ import annotations

from callscore.analyzers.interruptions import interruptions
from callscore.analyzers.manners import manners
from callscore.analyzers.mid_sentence import question_mid_sentence
from callscore.analyzers.phrasing import phrasing
from callscore.analyzers.questions import questions
from callscore.analyzers.recap import recap
from callscore.analyzers.silence import silence
from callscore.analyzers.talk import talk
from callscore.findings import Analyzer

__all__ = ["DEFAULT_ANALYZERS"]

DEFAULT_ANALYZERS: tuple[Analyzer, ...] = (
    talk,
    silence,
    interruptions,
    questions,
    question_mid_sentence,
    phrasing,
    manners,
    recap,
)
"""What `callscore.analyze` runs, in the order of the report."""
