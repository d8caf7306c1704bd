"""Which phrasing labels hold for a line or a call, by frames and classifier, and what one label says about another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

from callscore.conversation import Conversation, Role, Turn
from callscore.language.classifier import thresholds, worth_a_listen
from callscore.language.frames import Match
from callscore.language.parsing import Parsed, parse
from callscore.language.tone import borne_out, tone
from callscore.language.verdicts import FIRM, judge, prepare, suspicion

__all__ = ["Hit", "hits", "label", "matches", "near_hits"]

MOST_QUOTED = 26
"""Words in a quote: a sentence that is longer, or was transcribed without marks, is cut around the hit."""

QUOTED_BEFORE = 8
"""Words kept before the hit when a quote is cut."""

UNKIND = frozenset({"accusatory", "condescending", "threat", "false_urgency"})
"""Labels beside which kind words are not kind: sympathy that belittles is no empathy (labels, ruling 3)."""

KIND = frozenset(
    {"empathy", "acknowledgement", "courtesy", "options", "next_step", "balance_explained", "consequence_explained"}
)
"""Labels that don't hold in a sentence that is unkind."""

CACHED_LINES = 8192
"""Lines whose matches are kept, for what asks line by line."""

KEPT_CALLS = 4
"""Calls and parties whose hits are kept: every analyzer asks for those of the call at hand."""

SURE_ALONE = 0.9
"""Confidence of a grave label below which the rest of the call has a say: on calls that are kind throughout, most of
what lay below was innocent."""

MOST_AGAINST = -10.0
"""Shift in log odds of a doubtful turn on a call without one that is surely unkind: it is offered to listen to, never
charged. On 48 calls (tuned there) that kept all 117 turns that were rightly charged and left out 2 of 30 wrong ones, on
calls that a person marked 70 or better."""

TURNS_AT_ONCE = 500
"""Turns that are classified in one go: fewer than the lines that are kept, so that none is classified twice."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A label that holds in a call: where, and the words to show for it."""

    index: int
    """Turn index."""
    turn: Turn
    match: Match
    quote: str
    start: float | None
    end: float | None


def label(text: str, *, role: str | Role = Role.AGENT, context: str = "") -> dict[str, float]:
    """The phrasing labels that hold for a line, with confidence 0-1, the surest first.

    Parameters
    ----------
    text
        The line, with or without capitals and punctuation.
    role
        Whose line it is: agent labels never hold for a customer, nor the other way round.
    context
        The other party's line before it.

    Returns
    -------
    dict
        Label to confidence: how probably it holds, by the classifier and the frames that fired, where that reaches
        the label's threshold.

    Examples
    --------
    >>> list(label("you haven't paid your bill since August"))
    ['accusatory']
    >>> label("you said you haven't paid yet")
    {}
    """
    found: dict[str, float] = {}
    for match in matches(text, Role(role), context):
        found[match.label] = max(match.confidence, found.get(match.label, 0.0))
    return dict(sorted(found.items(), key=lambda item: -item[1]))


@lru_cache(maxsize=CACHED_LINES)
def matches(text: str, role: Role, context: str = "") -> tuple[Match, ...]:
    """What holds for a line, kind labels left out in sentences that are unkind."""
    parsed = parse(text)
    found = judge(text, role, context)
    unkind = {_sentence(parsed, match) for match in found if match.label in UNKIND}
    return tuple(match for match in found if match.label not in KIND or _sentence(parsed, match) not in unkind)


def hits(conversation: Conversation, role: Role, *labels: str) -> Iterator[Hit]:
    """What holds in the turns of `role` that may be scored, in order; of the labels named, or of all.

    Hits on words that are flagged, a recogniser's invention say, are left out. Where several turns of the agent blame,
    talk down or threaten, others need less to count as well.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Right. You always pay late. Never mind.")
    >>> [hit.quote for hit in hits(call, Role.AGENT, "accusatory")]
    ['You always pay late.']
    """
    for hit in _all_hits(conversation, role)[0]:
        if not labels or hit.match.label in labels:
            yield hit


def near_hits(conversation: Conversation) -> Iterator[Hit]:
    """Agent turns that may blame, talk down or threaten, and don't surely enough to be held against anyone.

    At most one a turn, none in a turn of which one of the three is said.
    """
    yield from _all_hits(conversation, Role.AGENT)[1]


_kept: OrderedDict[tuple[int, Role], tuple[Conversation, tuple[Hit, ...], tuple[Hit, ...]]] = OrderedDict()
_lock = Lock()


def _all_hits(conversation: Conversation, role: Role) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """What holds in the turns of `role` and what nearly does, found once per call.

    The call itself is kept with it, so that its id stays its own.
    """
    key = (id(conversation), role)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key][1:]
    sure, near = _found(conversation, role)
    with _lock:
        _kept[key] = (conversation, sure, near)
        while len(_kept) > KEPT_CALLS:
            _kept.popitem(last=False)
    return sure, near


def _found(conversation: Conversation, role: Role) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    turns = conversation.turns_of(role)
    held: list[tuple[int, Turn, tuple[Match, ...], Match | None]] = []
    for first in range(0, len(turns), TURNS_AT_ONCE):
        part = [(i, turn, conversation.previous_line(i)) for i, turn in turns[first : first + TURNS_AT_ONCE]]
        prepare((turn.text, role, before) for _, turn, before in part)
        for i, turn, before in part:
            found = tuple(match for match in matches(turn.text, role, before) if not _is_flagged(turn, match))
            doubtful = None if _unkind(found) else suspicion(turn.text, role, before)
            held.append((i, turn, found, doubtful if doubtful and not _is_flagged(turn, doubtful) else None))
    surely_unkind = sum(_unkind(found, SURE_ALONE) for _, _, found, _ in held)
    shift = tone(surely_unkind, len(turns))
    against = shift if surely_unkind else MOST_AGAINST
    sure: list[Hit] = []
    near: list[Hit] = []
    for i, turn, found, doubtful in held:
        if against < 0 and _unkind(found) and not _unkind(found, SURE_ALONE):
            found, doubtful = _beside_kindness(found, against)
        sure += (_hit(i, turn, match) for match in found)
        if doubtful is None:
            continue
        surer = borne_out(doubtful, shift)
        if shift > 0 and surer.confidence >= thresholds()[surer.label]:
            sure.append(_hit(i, turn, surer))
        elif surer.confidence >= worth_a_listen()[surer.label]:
            near.append(_hit(i, turn, replace(surer, severity=0)))
    return tuple(sure), tuple(near)


def _beside_kindness(found: tuple[Match, ...], shift: float) -> tuple[tuple[Match, ...], Match | None]:
    """`found` without grave labels that the call's other turns speak against, and the likeliest when all of them go."""
    grave = [match for match in found if match.label in FIRM]
    if any(borne_out(match, shift).confidence >= thresholds()[match.label] for match in grave):
        return found, None
    return tuple(match for match in found if match.label not in FIRM), max(grave, key=lambda match: match.confidence)


def _unkind(found: tuple[Match, ...], least: float = 0.0) -> bool:
    return any(match.label in FIRM and match.confidence >= least for match in found)


def _hit(index: int, turn: Turn, match: Match) -> Hit:
    first, last = _quoted(parse(turn.text), match)
    start, end = turn.time_of(first, last)
    return Hit(index, turn, match, turn.text[first:last].strip(), start, end)


def _sentence(parsed: Parsed, match: Match) -> int:
    """Number of the sentence in which the match begins."""
    return next((n for n, last in zip(parsed.sentence, parsed.last, strict=True) if last > match.first), 0)


def _quoted(parsed: Parsed, match: Match) -> tuple[int, int]:
    """Characters of the sentence around the match, at most `MOST_QUOTED` words of it."""
    hit = [i for i in range(len(parsed.first)) if parsed.last[i] > match.first and parsed.first[i] < match.last]
    if not hit:
        return match.first, match.last
    numbers = {parsed.sentence[i] for i in hit}
    inside = [i for i, number in enumerate(parsed.sentence) if number in numbers]
    first, last = inside[0], inside[-1]
    if last - first >= MOST_QUOTED:
        first = max(first, hit[0] - QUOTED_BEFORE)
        last = max(hit[-1], min(last, first + MOST_QUOTED))
    return parsed.first[first], parsed.last[last]


def _is_flagged(turn: Turn, match: Match) -> bool:
    """Whether a word under the match is left out of scoring."""
    position = 0
    for word in turn.words:
        at = turn.text.find(word.text.strip(), position)
        if at < 0:
            return False
        position = at + len(word.text.strip())
        if word.flag is not None and position > match.first and at < match.last:
            return True
    return False
