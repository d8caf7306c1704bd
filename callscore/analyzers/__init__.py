"""One file for each question that a QA person asks about a call; the default list, in report order."""

from __future__ import annotations

from callscore.analyzers.answers import answers
from callscore.analyzers.call_time import CallTime
from callscore.analyzers.clarity import clarity
from callscore.analyzers.compliance import Compliance
from callscore.analyzers.confidence import confidence
from callscore.analyzers.consistency import consistency
from callscore.analyzers.courtesy import courtesy
from callscore.analyzers.empathy import empathy
from callscore.analyzers.facts import facts
from callscore.analyzers.interruptions import interruptions
from callscore.analyzers.listening import listening
from callscore.analyzers.mid_sentence import question_mid_sentence
from callscore.analyzers.next_step import next_step
from callscore.analyzers.online_help import online_help
from callscore.analyzers.opening import opening
from callscore.analyzers.options import options
from callscore.analyzers.pace import pace
from callscore.analyzers.phrasing import phrasing
from callscore.analyzers.preparation import preparation
from callscore.analyzers.questions import questions
from callscore.analyzers.recap import recap
from callscore.analyzers.retaliation import retaliation
from callscore.analyzers.right_party import RightParty
from callscore.analyzers.silence import silence
from callscore.analyzers.talk import talk
from callscore.analyzers.voice import voice
from callscore.findings import Analyzer
from callscore.profiles import Profile

__all__ = ["DEFAULT_ANALYZERS", "TIMING_ANALYZERS", "WORD_ANALYZERS", "default_analyzers"]

TIMING_ANALYZERS: tuple[Analyzer, ...] = (talk, silence, interruptions, voice)
"""Those that need to know who spoke when."""

WORD_ANALYZERS: tuple[Analyzer, ...] = (
    questions,
    question_mid_sentence,
    listening,
    answers,
    phrasing,
    empathy,
    courtesy,
    retaliation,
    confidence,
    preparation,
    facts,
    opening,
    clarity,
    pace,
    options,
    recap,
    consistency,
    next_step,
    online_help,
)
"""Those that need to know what was said; they say nothing where the words are not known surely enough."""


def default_analyzers(profile: Profile | str = "none") -> tuple[Analyzer, ...]:
    """What `callscore.analyze` runs, in the order of the report, under a jurisdiction's profile.

    Parameters
    ----------
    profile
        A profile, the name of one that callscore ships, or the path of a TOML file.
    """
    consumer = (profile if isinstance(profile, Profile) else Profile.load(profile)).consumer
    return (*TIMING_ANALYZERS, *WORD_ANALYZERS, RightParty(consumer), Compliance(profile), CallTime(profile))


DEFAULT_ANALYZERS: tuple[Analyzer, ...] = (*TIMING_ANALYZERS, *WORD_ANALYZERS, RightParty(), Compliance(), CallTime())
"""What `callscore.analyze` runs under no jurisdiction's profile, in the order of the report."""
