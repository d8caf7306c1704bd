"""Whether the agent was sure of their own position: hedging and vagueness, where nothing was offered or looked up."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_an_agent
from callscore.evidence import fault
from callscore.findings import Finding, Metric
from callscore.language.phrasing import hits
from callscore.phrases import said, shipped

__all__ = ["confidence"]

OTHERWISE = ("options", "empathy", "unprepared")
"""Labels of sentences whose "maybe" is no hedging: choices offered, feelings taken up; slips are counted elsewhere."""


@with_an_agent({"confidence": "count"})
def confidence(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`confidence`: how many sentences of the agent's hedge about their own side.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It's nothing to do with me, I just work here.")
    >>> [item.value for item in confidence(call) if isinstance(item, Metric)]
    [1.0]
    """
    turns = len(conversation.turns_of(Role.AGENT))
    other = {(hit.index, hit.quote) for hit in hits(conversation, Role.AGENT, *OTHERWISE)}
    found = [
        hit
        for hit in said(conversation, Role.AGENT, shipped("hedging"))
        if not any(hit.index == i and hit.quote in quote for i, quote in other)
    ]
    yield Metric("confidence", float(len(found)), "count", base=float(turns))
    for hit in found:
        yield fault("confidence", hit)
