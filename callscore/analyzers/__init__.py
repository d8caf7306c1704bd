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

__all__ = ["DEFAULT_ANALYZERS", "TIMING_ANALYZERS", "WORD_ANALYZERS"]

TIMING_ANALYZERS: tuple[Analyzer, ...] = (talk, silence, interruptions)
"""Those that need to know who spoke when."""

WORD_ANALYZERS: tuple[Analyzer, ...] = (questions, question_mid_sentence, phrasing, manners, recap)
"""Those that need to know what was said; they say nothing where the words are not known surely enough."""

DEFAULT_ANALYZERS: tuple[Analyzer, ...] = (*TIMING_ANALYZERS, *WORD_ANALYZERS)
"""What `callscore.analyze` runs, in the order of the report."""
