"""Whether the agent's figures, deadlines and agreed terms stayed the same, or changed without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.agreement.contradictions import Contradiction, find_contradictions
from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_an_agent
from callscore.findings import Finding, Metric

__all__ = ["consistency"]

CONFIDENCE = {
    "balance": 0.75, "fee": 0.75, "deadline": 0.65, "age": 0.65, "callback": 0.7, "challenged": 0.7, "terms": 0.8,
}  # fmt: skip
"""0-1: how surely each kind is one. A judgement from the few that written calls hold; deadlines move for good reasons
that need not be said, and count for less."""

SEVERITY = {"balance": 2, "fee": 1, "deadline": 2, "age": 1, "callback": 1, "challenged": 2, "terms": 2}

_RULES = {
    "balance": "consistency.balance",
    "fee": "consistency.fee",
    "deadline": "consistency.deadline",
    "age": "consistency.age",
    "callback": "consistency.callback",
    "challenged": "consistency.challenged",
    "terms": "consistency.terms",
}

_WHAT = {
    "balance": "What is owed was given as {before} and here as {after}, with no reason for the change",
    "fee": "One and the same cost was given as {before} and here as {after}",
    "deadline": "The deadline was {before} and is {after} here, with no reason for the change",
    "age": "The debt was {before} overdue and is {after} overdue here, with no reason for the change",
    "callback": "Asked was “{before}”, and this says “{after}”",
    "challenged": "The customer noticed: it was “{before}” before and is “{after}” here, and nothing explained it",
    "terms": "Agreed was {before}, and this says {after}",
}

_CHECK = "I gave you a different figure earlier: let me check which is right and say why."
_INSTEAD = {"terms": None, "callback": "You asked for another hour: I'll ring you then."}


@with_an_agent({"consistency": "count"})
def consistency(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`consistency`: how many amounts, deadlines and agreed terms the agent contradicts; 0 when none were found.

    Both places are shown: the later one as the fault, the earlier one beside it without weight. What is negotiated,
    announced as a correction, explained or about another matter does not count.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: The balance is £1,900.", "customer: Right.", "agent: So your balance is £2,150.")
    >>> [item.value if isinstance(item, Metric) else (item.rule, item.turn) for item in consistency(call)]
    [1.0, ('consistency.balance', 2), ('consistency.earlier', 0)]
    """
    found = find_contradictions(conversation)
    yield Metric("consistency", float(len(found)), "count")
    for contradiction in found:
        yield _fault(conversation, contradiction)
        yield _earlier(conversation, contradiction)


def _fault(conversation: Conversation, contradiction: Contradiction) -> Finding:
    turn = conversation.turns[contradiction.second]
    what = _WHAT[contradiction.rule].format(before=contradiction.before, after=contradiction.after)
    return Finding(
        "consistency",
        _RULES[contradiction.rule],
        Role.AGENT,
        contradiction.second,
        turn.text,
        f"{what}.",
        turn.start,
        turn.end,
        CONFIDENCE[contradiction.rule],
        SEVERITY[contradiction.rule],
        _INSTEAD.get(contradiction.rule, _CHECK),
    )


def _earlier(conversation: Conversation, contradiction: Contradiction) -> Finding:
    """The place before, so that both can be played back."""
    turn = conversation.turns[contradiction.first]
    return Finding(
        "consistency",
        "consistency.earlier",
        turn.role,
        contradiction.first,
        turn.text,
        f"Here it was {contradiction.before}.",
        turn.start,
        turn.end,
        CONFIDENCE[contradiction.rule],
    )
