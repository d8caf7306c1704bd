"""Which phrasing labels hold for a line or a call, by frames and classifier, and what one label says about another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from callscore.conversation import Conversation, Role, Turn
from callscore.language.lexicon import Match
from callscore.language.parsing import Parsed, parse
from callscore.language.verdicts import judge, prepare

__all__ = ["Hit", "hits", "label", "matches"]

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
"""Lines whose matches are kept: each turn is asked for by several analyzers."""


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

    Hits on words that are flagged, a recogniser's invention say, are left out.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Right. You always pay late. Never mind.")
    >>> [hit.quote for hit in hits(call, Role.AGENT, "accusatory")]
    ['You always pay late.']
    """
    turns = conversation.turns_of(role)
    prepare((turn.text, role, conversation.previous_line(index)) for index, turn in turns)
    for index, turn in turns:
        for match in matches(turn.text, role, conversation.previous_line(index)):
            if (labels and match.label not in labels) or _is_flagged(turn, match):
                continue
            first, last = _quoted(parse(turn.text), match)
            start, end = turn.time_of(first, last)
            yield Hit(index, turn, match, turn.text[first:last].strip(), start, end)


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
