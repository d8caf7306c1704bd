"""How the agent asks: spaced or in a row, stacked in one breath, into an unfinished sentence, open or closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from callscore.asking import Asked, asked_by_agent
from callscore.conversation import Conversation, Role
from callscore.findings import Finding, Metric
from callscore.floor import Exchange, exchanges, is_backchannel, words_before, words_of
from callscore.language.clauses import clauses, is_unfinished, unfinished_confidence
from callscore.spans import Span, total

__all__ = ["question_mid_sentence", "questions"]

RAPID_SECONDS = 10.0
"""Seconds from onset to onset below which two questions are a rapid pair (definitions, "Spacing")."""

RUN_QUESTIONS = 3
"""Questions in rapid succession that make a run (definitions)."""

TERMINAL_SECONDS = 0.5
"""Seconds before the end of a complete turn in which an overlap is terminal, not mid-sentence (definitions)."""

PAUSE_SECONDS = 1.0
"""Seconds of pause after an unfinished clause below which a question still comes mid-sentence (definitions)."""

ASKS_WITHIN_SECONDS = 8.0
"""Seconds after the cut-in in which its question must begin; later the agent holds the floor with something else."""

HELD_WORDS = 2
"""Words that the customer must have said: a single word is no sentence to cut into."""

OVERLAPPED = 0.8
"""Confidence for an overlap longer than a terminal one, however the sentence ends."""

PLAINLY_UNFINISHED = 0.7
"""Confidence of an unfinished clause that is asked for where nobody overlapped."""

RESUMED = 0.7
"""Confidence where only the customer's starting again shows that the clause was unfinished."""

AFTER_A_PAUSE = 0.8
"""Factor on that confidence where nobody overlapped."""

BROKEN_OFF = 0.9
"""Confidence of an unfinished clause that text alone must show where there are no times: a written dash."""


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
    yield from _spacing_metrics(conversation, onsets)
    yield Metric("question_stacked", len(stacks), "count", base=len({asked.turn for asked in informing}))
    openly = [asked for asked in informing if asked.question.open]
    if informing:
        yield Metric("open_questions", len(openly) / len(informing), "share", base=len(informing))
    else:
        yield Metric("open_questions", None, "share", base=0, reason="the agent asked nothing to learn something")
    in_runs: set[int] = set()
    for run in _runs(onsets):
        in_runs.update(asked.turn for asked in run)
        yield _run_finding(run, stacks, conversation.timing_confidence)
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
    "question_stacked": "count",
    "open_questions": "share",
}


def _spacing_metrics(conversation: Conversation, onsets: Sequence[Asked]) -> Iterator[Metric]:
    """Median seconds between onsets (base: intervals) and how many of them are rapid."""
    if not any(turn.span is not None for turn in conversation.turns):
        for name in ("question_spacing", "question_rapid_pairs"):
            yield Metric(name, None, _UNITS[name], reason="the transcript has no times")
        return
    gaps = _gaps(onsets)
    confidence = conversation.timing_confidence
    if gaps:
        yield Metric("question_spacing", round(median(gaps), 2), "s", base=len(gaps), confidence=confidence)
    else:
        yield Metric("question_spacing", None, "s", base=0, reason="fewer than two questions to space")
    rapid = sum(gap < RAPID_SECONDS for gap in gaps)
    yield Metric("question_rapid_pairs", rapid, "count", base=len(gaps), confidence=confidence)


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
    seconds = (run[-1].start or 0.0) - (run[0].start or 0.0)
    turns = {asked.turn for asked in run}
    extra = sum(len(stack) - 1 for stack in stacks if stack[0].turn in turns)
    count = len(run) + extra
    rule = "run" if len(run) >= RUN_QUESTIONS else "rapid_pair"
    stacked = ", some of them stacked in one turn" if extra else ""
    return _finding(
        "question_spacing",
        rule,
        run[0],
        f"{count} questions within {seconds:.0f} s{stacked}: asked this fast they feel like an interrogation, "
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


def question_mid_sentence(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Agent questions that begin before the customer has finished: overlapping, or right after an unfinished clause.

    Terminal overlaps of a complete turn and backchannels don't count. Without times the metric is None; an unfinished
    clause that the text itself shows (a dash, then the question) is still reported, with severity 0.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("0-5 customer: I was going to pay it but my", "4.5-7 agent: when are you going to pay")
    >>> next(m.value for m in question_mid_sentence(call) if isinstance(m, Metric))
    1
    """
    if not any(turn.span is not None for turn in conversation.turns):
        yield Metric("question_mid_sentence", None, "count", reason="the transcript has no times")
        yield from _broken_off_in_text(conversation)
        return
    by_turn: dict[int, list[Asked]] = {}
    for asked in asked_by_agent(conversation):
        if asked.question.kind != "backchannel":
            by_turn.setdefault(asked.turn, []).append(asked)
    speech = conversation.speech(Role.CUSTOMER)
    found: list[Finding] = []
    for exchange in exchanges(conversation):
        turn = conversation.turns[exchange.turn]
        if turn.role is not Role.AGENT or turn.start is None or exchange.turn not in by_turn:
            continue
        soon = [a for a in by_turn[exchange.turn] if a.start is None or a.start - turn.start <= ASKS_WITHIN_SECONDS]
        sure = _cut(conversation, exchange, turn.start, speech)
        if soon and sure > 0:
            found.append(_cut_finding(conversation, exchange, soon[0], sure * conversation.timing_confidence))
    minutes = total(speech) / 60
    yield Metric(
        "question_mid_sentence", len(found), "count", base=minutes or None, confidence=conversation.timing_confidence
    )
    yield from found


def _cut(conversation: Conversation, exchange: Exchange, start: float, speech: Sequence[Span]) -> float:
    """How surely the customer's turn was unfinished when the agent began at `start`, 0-1; 0.0 when it wasn't."""
    holder = conversation.turns[exchange.other]
    if words_before(holder, start) < HELD_WORDS or is_backchannel(holder.text):
        return 0.0
    silence = _silence_before(start, speech)
    if silence is not None and silence >= PAUSE_SECONDS:
        return 0.0
    unfinished = unfinished_confidence(holder.text) if is_unfinished(holder.text) else 0.0
    if not unfinished and exchange.overlap > 0 and _resumed(conversation, exchange):
        unfinished = RESUMED
    if exchange.overlap > TERMINAL_SECONDS:
        return max(OVERLAPPED, unfinished)
    if exchange.overlap > 0:
        return unfinished
    plain = unfinished >= PLAINLY_UNFINISHED and -exchange.overlap < PAUSE_SECONDS
    return AFTER_A_PAUSE * unfinished if plain else 0.0


def _resumed(conversation: Conversation, exchange: Exchange) -> bool:
    """Whether the customer takes the cut clause up again: the next turn opens with its first or last two words."""
    following = conversation.next_turn(exchange.turn, Role.CUSTOMER)
    last = clauses(conversation.turns[exchange.other].text)[-1:]
    if following is None or not last:
        return False
    opening, cut = words_of(conversation.turns[following].text)[:2], words_of(last[0].text)
    return len(opening) == 2 and len(cut) > 1 and opening in (cut[:2], cut[-2:])


def _silence_before(time: float, speech: Sequence[Span]) -> float | None:
    """Seconds since a party's speech ended; 0.0 while it speaks, None when it hasn't spoken yet."""
    before = [span for span in speech if span.start <= time]
    return max(0.0, time - before[-1].end) if before else None


def _cut_finding(conversation: Conversation, exchange: Exchange, asked: Asked, confidence: float) -> Finding:
    holder = conversation.turns[exchange.other]
    cut_off = " ".join(holder.text.split()[-8:])
    overlap = exchange.overlap
    how = (
        f"{overlap:.1f} s before the customer stopped" if overlap > 0 else f"{-overlap:.1f} s after a broken-off clause"
    )
    return _finding(
        "question_mid_sentence",
        "overlap" if overlap > 0 else "pause",
        asked,
        f"The question came {how}; the customer was saying “… {cut_off}”.",
        confidence=confidence,
        severity=2 if overlap > 0 and is_unfinished(holder.text) else 1,
        instead="Let the sentence end and count to two; then take it up before asking: “You were saying … . Thank you. "
        + _as_sentence(asked.question.text)
        + "”",
    )


def _as_sentence(text: str) -> str:
    """The question as one would write it, shortened where it runs on."""
    words = text.strip(" ,.?!—–-").split()
    shown = " ".join(words[:14]) + (" …" if len(words) > 14 else "")
    return f"{shown[:1].upper()}{shown[1:]}?"


def _broken_off_in_text(conversation: Conversation) -> Iterator[Finding]:
    """Questions right after a customer line that its writer ended with a dash: shown, but not held against anybody."""
    for asked in asked_by_agent(conversation):
        previous = conversation.turns[asked.turn - 1] if asked.turn else None
        if previous is None or previous.role is not Role.CUSTOMER or asked.question.kind == "backchannel":
            continue
        confidence = unfinished_confidence(previous.text)
        if confidence >= BROKEN_OFF and not conversation.turns[asked.turn].text[: asked.question.first].strip(" ,.—-"):
            cut_off = " ".join(previous.text.split()[-8:])
            why = (
                f"The transcript shows the customer broken off at “… {cut_off}” before this question; it has no times."
            )
            yield _finding("question_mid_sentence", "text", asked, why, confidence=confidence / 2)
