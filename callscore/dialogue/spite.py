"""Calls on which the agent is unkind again and again: what sounds helpful there has to be surer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from callscore.conversation import Conversation, Role
from callscore.evidence import SURE
from callscore.language.phrasing import Hit, hits

__all__ = ["HARASSES", "PRESSURE", "SPITE", "believable", "is_spiteful", "spiteful_turns"]

SPITE = ("accusatory", "condescending", "threat", "profanity")
"""Labels of turns that are unkind."""

PRESSURE = ("threat", "false_urgency", "profanity")
"""Labels of turns that frighten or rush: what the criterion `threats` counts, and no information or next step."""

SPITEFUL_SHARE = 0.2
"""Share of the agent's turns, unkind, from which a call is a spiteful one: every fifth (of 102 labelled calls, 23 of
the 27 marked 30 or less have it, and 2 of the 75 others)."""

SURE_AMID_SPITE = 0.75
"""Confidence that a helpful turn must have there: below it, most of what a call was credited with
was a demand or a jeer."""

HARASSES = re.compile(
    r"\b(?:every (?:single )?(?:hour|day|five minutes|ten minutes|minute)|on the hour|middle of the|(?:till|"
    r"until) (?:you|it's|it is) (?:pay|paid|cough|settle|sort)|"
    r"when i like|as (?:often|many times) as|(?:call|ring|phone|tell|contact|visit) (?:your|her|his|"
    r"that) (?:\w+ )?(?:md|boss|employer|work|job|mum|mam|mam's|"
    r"mom|mother|father|dad|wife|husband|family|neighbou?rs?|landlord|hospital|school|friends|pastor|in-laws|"
    r"leader|hr|payroll|principal|colleagues|co-?workers|contacts|references?|barangay)|"
    r"(?:come|coming|be|send|have) .{0,25}"
    r"(?:round|over) (?:there|to your|your)|locksmith|lads|the boys|"
    r"(?:to|call|ring|phone) the police|have you arrested|at (?:four|five|six|4|5|6) ?a\.?m)\b",
    re.IGNORECASE,
)
"""Announcements that harass, whatever the labels say."""


def spiteful_turns(conversation: Conversation) -> frozenset[int]:
    """Turns in which the agent blames, talks down, threatens or swears, surely enough.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> sorted(spiteful_turns(make_call("agent: You people never pay.", "customer: Oh.", "agent: Right, thank you.")))
    [0]
    """
    return frozenset(hit.index for hit in hits(conversation, Role.AGENT, *SPITE) if hit.match.confidence >= SURE)


def is_spiteful(conversation: Conversation) -> bool:
    """Whether the agent is unkind again and again.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> is_spiteful(make_call("agent: You people never pay.", "customer: Oh."))
    True
    """
    agents = len(conversation.turns_of(Role.AGENT))
    return agents > 0 and len(spiteful_turns(conversation)) / agents >= SPITEFUL_SHARE


def believable(
    conversation: Conversation, found: Iterable[Hit], *, amid_spite: float = SURE_AMID_SPITE
) -> tuple[Hit, ...]:
    """Those of the agent's helpful turns that are sure enough on this call, in their order.

    Parameters
    ----------
    conversation, found
        The call, and its turns that are helpful by their labels.
    amid_spite
        Confidence needed where the agent is unkind again and again.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> believable(make_call("agent: Right, thank you."), ())
    ()
    """
    least = amid_spite if is_spiteful(conversation) else SURE
    return tuple(hit for hit in found if hit.match.confidence >= least)
