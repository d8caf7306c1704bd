"""How the agent asks: spaced or in a row, stacked in one breath, open or closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from callscore.certainty import onset_certainty
from callscore.conversation import Conversation, Role
from callscore.dialogue.asking import Asked, asked_by_agent
from callscore.findings import Finding, Metric
from callscore.spans import total

__all__ = ["questions"]

RAPID_SECONDS = 10.0
"""Seconds from onset to onset below which two questions are a rapid pair (definitions, "Spacing")."""

MIN_STEPS = 2
"""Steps from question to question below which spacing is not judged."""

RUN_QUESTIONS = 3
"""Questions in rapid succession that make a run (definitions)."""


def questions(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Spacing of the agent's information questions, runs and stacks of them, and the share of open ones.

    Spacing needs times and is None without them; stacked and open questions are read from the text alone.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0 agent: when can you pay", "3 customer: friday", "5 agent: how much can you pay")
    >>> {m.name: m.value for m in questions(call) if isinstance(m, Metric)}["question_spacing"]
    5.0
    """
    if not conversation.turns_of(Role.AGENT):
        for name, unit in _UNITS.items():
            yield Metric(name, None, unit, reason="the agent was not heard")
        return
    informing = [asked for asked in asked_by_agent(conversation) if asked.question.kind == "information"]
    stacks = _stacks(informing)
    onsets = _onsets(informing, stacks)
    minutes = total(conversation.speech(Role.AGENT)) / 60
    yield Metric("questions", len(informing), "count", base=minutes or None)
    yield from _spacing_metrics(conversation, onsets, sum(len(stack) - 1 for stack in stacks))
    yield Metric("question_stacked", len(stacks), "count", base=len({asked.turn for asked in informing}))
    openly = [asked for asked in informing if asked.question.open]
    if informing:
        yield Metric("open_questions", len(openly) / len(informing), "share", base=len(informing))
    else:
        yield Metric("open_questions", None, "share", base=0, reason="the agent asked nothing to learn something")
    in_runs: set[int] = set()
    for run in _runs(onsets):
        in_runs.update(asked.turn for asked in run)
        yield _run_finding(run, stacks, _certainty(conversation, run))
    for stack in stacks:
        if stack[0].turn not in in_runs:
            yield _stack_finding(stack)
    for asked in openly:
        why = "An open question lets the customer tell it in their own words."
        yield _finding("open_questions", "open", asked, why, confidence=asked.question.confidence)


_UNITS = {
    "questions": "count",
    "question_spacing": "s",
    "question_rapid_pairs": "count",
    "question_rapid_share": "share",
    "question_stacked": "count",
    "open_questions": "share",
}


def _spacing_metrics(conversation: Conversation, onsets: Sequence[Asked], stacks: int) -> Iterator[Metric]:
    """Median seconds between onsets (base: intervals), how many of them are rapid, and the share of hurried steps.

    A step leads from one question to the next; it is hurried when the onsets are a rapid pair, or when the next
    question came in the same breath (`stacks` counts those).
    """
    if not any(turn.span is not None for turn in conversation.turns):
        for name in ("question_spacing", "question_rapid_pairs", "question_rapid_share"):
            yield Metric(name, None, _UNITS[name], reason="the transcript has no times")
        return
    gaps = _gaps(onsets)
    confidence = _certainty(conversation, onsets)
    if gaps:
        yield Metric("question_spacing", round(median(gaps), 2), "s", base=len(gaps), confidence=confidence)
    else:
        yield Metric("question_spacing", None, "s", base=0, reason="fewer than two questions to space")
    rapid = sum(gap < RAPID_SECONDS for gap in gaps)
    yield Metric("question_rapid_pairs", rapid, "count", base=len(gaps), confidence=confidence)
    steps = len(gaps) + stacks
    if steps >= MIN_STEPS:
        detail = f"{rapid + stacks} of {steps + 1} questions"
        share = (rapid + stacks) / steps
        yield Metric("question_rapid_share", share, "share", base=steps, confidence=confidence, reason=detail)
    else:
        reason = f"fewer than {MIN_STEPS + 1} questions to space"
        yield Metric("question_rapid_share", None, "share", base=steps, reason=reason)


def _certainty(conversation: Conversation, onsets: Sequence[Asked]) -> float:
    """How surely the onsets are questions, and where they are said to be."""
    placed = onset_certainty(conversation, tuple(conversation.turns[asked.turn] for asked in onsets))
    sure = [asked.question.confidence for asked in onsets]
    return placed * (sum(sure) / len(sure) if sure else 1.0)


def _gaps(onsets: Sequence[Asked]) -> list[float]:
    times = [asked.start for asked in onsets if asked.start is not None]
    return [later - earlier for earlier, later in pairwise(times)]


def _stacks(informing: Sequence[Asked]) -> list[list[Asked]]:
    """Questions of one turn that follow each other within 10 s: asked without leaving room to answer."""
    stacks: list[list[Asked]] = []
    for asked in informing:
        last = stacks[-1][-1] if stacks else None
        if last is not None and last.turn == asked.turn and _close(last, asked):
            stacks[-1].append(asked)
        else:
            stacks.append([asked])
    return [stack for stack in stacks if len(stack) > 1]


def _close(earlier: Asked, later: Asked) -> bool:
    return earlier.start is None or later.start is None or later.start - earlier.start < RAPID_SECONDS


def _onsets(informing: Sequence[Asked], stacks: Sequence[Sequence[Asked]]) -> list[Asked]:
    """One question for each onset: of a stack only the first."""
    followers = {id(asked) for stack in stacks for asked in stack[1:]}
    return [asked for asked in informing if id(asked) not in followers and asked.start is not None]


def _runs(onsets: Sequence[Asked]) -> list[list[Asked]]:
    """Longest stretches of onsets less than 10 s apart; two questions at least."""
    runs: list[list[Asked]] = []
    for asked in onsets:
        if runs and _close(runs[-1][-1], asked):
            runs[-1].append(asked)
        else:
            runs.append([asked])
    return [run for run in runs if len(run) > 1]


def _run_finding(run: Sequence[Asked], stacks: Sequence[Sequence[Asked]], timing_confidence: float) -> Finding:
    turns = {asked.turn for asked in run}
    stacked = [asked for stack in stacks if stack[0].turn in turns for asked in stack[1:]]
    run = sorted([*run, *stacked], key=lambda asked: (asked.turn, asked.question.first))
    seconds = (run[-1].start or 0.0) - (run[0].start or 0.0)
    count = len(run)
    rule = "run" if len(run) - len(stacked) >= RUN_QUESTIONS else "rapid_pair"
    in_one_turn = ", some of them in one turn" if stacked else ""
    return _finding(
        "question_spacing",
        rule,
        run[0],
        f"{count} questions within {seconds:.0f} s{in_one_turn}: asked this fast they feel like an interrogation, "
        "and the answers stay short.",
        quote=" … ".join(asked.question.text for asked in run),
        end=run[-1].end,
        confidence=min(timing_confidence, *(asked.question.confidence for asked in run)),
        severity=1,
        instead="Take up the answer before you ask again: “Thank you, that helps. So it was … ”, then a breath, "
        "then the next question.",
    )


def _stack_finding(stack: Sequence[Asked]) -> Finding:
    first = stack[0].question.text.rstrip("?.,! ")
    return _finding(
        "question_spacing",
        "stacked",
        stack[0],
        f"{len(stack)} questions in one turn: the customer can answer only one, usually the last.",
        quote=" … ".join(asked.question.text for asked in stack),
        end=stack[-1].end,
        confidence=min(asked.question.confidence for asked in stack),
        severity=1,
        instead=f"Ask one and wait for the answer: “{first[:1].upper()}{first[1:]}?”",
    )


def _finding(
    criterion: str,
    rule: str,
    asked: Asked,
    why: str,
    *,
    quote: str | None = None,
    end: float | None = None,
    confidence: float = 1.0,
    severity: int = 0,
    instead: str | None = None,
) -> Finding:
    """A finding about the agent's question `asked`; quote and end are its own unless given."""
    return Finding(
        criterion,
        rule,
        Role.AGENT,
        asked.turn,
        asked.question.text if quote is None else quote,
        why,
        asked.start,
        asked.end if end is None else end,
        round(confidence, 2),
        severity,
        instead,
    )
