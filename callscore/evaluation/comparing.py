"""One call's report against its truth: every measure that the truth speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callscore.conversation import Conversation, Role, TimingSource
from callscore.evaluation.counts import Counts, Event, match
from callscore.evaluation.speaker_error import SpeakerError, speaker_error
from callscore.evaluation.truth import AGENT_LABELS, Truth, moment
from callscore.evaluation.word_error import WordError, word_error
from callscore.roles import LOW_CONFIDENCE
from callscore.spans import total

if TYPE_CHECKING:
    from callscore.findings import Finding
    from callscore.report import Report

__all__ = ["COLLAR", "CallEvaluation", "compare"]

COLLAR = 0.25
"""Seconds left out on either side of true boundaries for the second DER figure (NIST RT)."""

SAME_INTERRUPTION = 1.0
"""Seconds within which two interruptions, or two backchannels, by one party are the same."""

SAME_QUESTION = 3.0
"""Seconds within which two questions are the same: where one begins ("And, Mr Bell, for security, the last four of
your card?") is a matter of taste, and a transcript without word times places them by share of text."""

SAME_PLACE = 0.25
"""The same on calls without times, in turns."""

FAULTS = frozenset(AGENT_LABELS) - {"empathy", "acknowledgement", "options", "next_step"}
"""Labels whose findings count against the agent; what is merely worth a listen doesn't count as said."""

CRITERION_OF = {
    "threat": "threats",
    "false_urgency": "threats",
    "profanity": "threats",
    "absolute_assumption": "assumption",
    "overpromise": "overpromising",
}
"""Rubric ids of labels that are called differently there, or are one of several in a row."""


@dataclass(frozen=True, slots=True)
class CallEvaluation:
    """How near to the truth one call came; None where the truth doesn't say or the call doesn't show it.

    Parameters
    ----------
    name
        The call.
    speaker_error, speaker_error_collar
        Diarization error without a collar, and with 0.25 s.
    talk_share_error
        Agent talk share minus its truth, in points (hundredths of all speech).
    interruptions, backchannels, questions, mid_sentence
        Of both parties; of both; of the agent; of the agent.
    backchannels_as_interruptions
        True listening noises that were counted as interruptions.
    roles_right
        Whether agent and customer are the right way round.
    roles_sure
        Whether the report is sure enough of the roles not to warn.
    words
        Word errors, where speech was recognised.
    labels
        Agent turns of each phrasing label.
    recap_right
        Whether the recap's state is right.
    overall, score
        A person's mark, and callscore's total.
    """

    name: str
    speaker_error: SpeakerError | None = None
    speaker_error_collar: SpeakerError | None = None
    talk_share_error: float | None = None
    interruptions: Counts | None = None
    backchannels: Counts | None = None
    backchannels_as_interruptions: int | None = None
    questions: Counts | None = None
    mid_sentence: Counts | None = None
    roles_right: bool | None = None
    roles_sure: bool = True
    words: WordError | None = None
    labels: Mapping[str, Counts] = field(default_factory=dict)
    recap_right: bool | None = None
    overall: float | None = None
    score: float | None = None


def compare(truth: Truth, report: Report) -> CallEvaluation:
    """Every measure of one call."""
    call = report.conversation
    speech = {role.value: call.speech(role) for role in (Role.AGENT, Role.CUSTOMER)}
    timed = bool(truth.speech) and call.timing_source is TimingSource.AUDIO
    others = {party.label: party.speech for party in call.parties if party.role is Role.OTHER}
    cuts = _interruptions(call)
    same_turns = truth.conversation is not None and len(truth.conversation.turns) == len(call.turns)
    has_times = call.timing_source is not TimingSource.NONE
    mid_sentence = tuple(
        Event(moment(call.turns[f.turn], f.turn), f.role.value, f.quote)
        for f in report.analysis.of("question_mid_sentence")
        if f.role is Role.AGENT
    )
    near, place = (SAME_INTERRUPTION, SAME_QUESTION) if has_times else (SAME_PLACE, SAME_PLACE)
    return CallEvaluation(
        truth.name,
        speaker_error(truth.speech, {**speech, **others}) if timed else None,
        speaker_error(truth.speech, {**speech, **others}, collar=COLLAR) if timed else None,
        _talk_share_error(truth, report) if timed else None,
        match(cuts, truth.interruptions, tolerance=near) if truth.interruptions is not None and has_times else None,
        match(_backchannels(call), truth.backchannels, tolerance=near)
        if truth.backchannels is not None and has_times
        else None,
        match(cuts, truth.backchannels, tolerance=near).right if truth.backchannels is not None and has_times else None,
        match(_questions(call), truth.questions, tolerance=place) if truth.questions is not None else None,
        match(mid_sentence, truth.mid_sentence, tolerance=place) if truth.mid_sentence is not None else None,
        _roles_right(truth, call),
        call.quality.role_confidence is None or call.quality.role_confidence >= LOW_CONFIDENCE,
        word_error(truth.conversation, call) if truth.conversation is not None and call.recogniser else None,
        _labels(truth, report) if same_turns else {},
        report.notes.recap.get("state") == truth.recap if truth.recap is not None else None,
        truth.overall,
        report.scorecard.total,
    )


def _talk_share_error(truth: Truth, report: Report) -> float | None:
    if not truth.knows_roles:
        return None
    found = report.metrics.get("agent_talk_share")
    agent, customer = (total(truth.speech.get(role.value, ())) for role in (Role.AGENT, Role.CUSTOMER))
    if found is None or found.value is None or agent + customer == 0:
        return None
    return 100 * (found.value - agent / (agent + customer))


def _interruptions(call: Conversation) -> tuple[Event, ...]:
    from callscore.analyzers.interruptions import cut_ins

    return tuple(
        Event(cut.start, cut.role.value, call.turns[cut.turn].text) for cut in cut_ins(call) if cut.is_interruption
    )


def _backchannels(call: Conversation) -> tuple[Event, ...]:
    from callscore.turn_taking.backchannels import backchannels

    return tuple(
        Event(moment(call.turns[i], i), call.turns[i].role.value, call.turns[i].text)
        for i in sorted(backchannels(call))
    )


def _questions(call: Conversation) -> tuple[Event, ...]:
    from callscore.dialogue.asking import asked_by_agent

    return tuple(
        Event(
            moment(call.turns[asked.turn], asked.turn, asked.question.first, asked.question.last),
            Role.AGENT.value,
            asked.question.text,
        )
        for asked in asked_by_agent(call)
        if asked.question.kind != "backchannel"
    )


def _roles_right(truth: Truth, call: Conversation) -> bool | None:
    """By common speech; by turns where there are no times."""
    if not truth.knows_roles:
        return None
    if truth.speech and call.timing_source is not TimingSource.NONE:
        from callscore.spans import intersect

        straight = crossed = 0.0
        for role in (Role.AGENT, Role.CUSTOMER):
            spans = truth.speech.get(role.value, ())
            straight += total(intersect(spans, call.speech(role)))
            crossed += total(intersect(spans, call.speech(role.opposite)))
        return straight > crossed if straight or crossed else None
    if truth.conversation is None or len(truth.conversation.turns) != len(call.turns):
        return None
    same = sum(a.role is b.role for a, b in zip(truth.conversation.turns, call.turns, strict=True))
    return 2 * same > len(call.turns)


def _labels(truth: Truth, report: Report) -> dict[str, Counts]:
    """Agent turns of each label that the truth lists, against the turns of the findings."""
    call = report.conversation
    counted: dict[str, Counts] = {}
    for label in AGENT_LABELS:
        if label not in truth.labels or CRITERION_OF.get(label, label) not in report.metrics:
            continue
        said = {
            finding.turn
            for finding in report.findings
            if _label_of(finding) == label and finding.role is Role.AGENT and finding.is_fault == (label in FAULTS)
        }
        counted[label] = match(
            [Event(float(i), Role.AGENT.value, call.turns[i].text) for i in said],
            [Event(float(i), Role.AGENT.value, call.turns[i].text) for i in truth.labels[label]],
            tolerance=0.0,
        )
    return counted


def _label_of(finding: Finding) -> str:
    """The phrasing label behind a finding: the first part of its rule, or else its criterion."""
    label = finding.rule.split(".")[0]
    return label if label in AGENT_LABELS else finding.criterion
