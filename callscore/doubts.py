"""What a reader must know before trusting a call's numbers, in one line each."""

from __future__ import annotations

from callscore.conversation import Conversation, Role
from callscore.roles import LOW_CONFIDENCE
from callscore.trust import DEMO_RECOGNISER

__all__ = ["DEMO_WARNING", "doubts"]

DIARIZATION_WEAK = 0.5
"""Diarization confidence below which the voices are called hard to tell apart."""

DEMO_WARNING = (
    "the words come from the demo recogniser, which knows synthetic voices only and is not for real calls: "
    "name another --model for your own recordings"
)
"""What every report says whose words came from the recogniser that callscore ships."""


def doubts(conversation: Conversation) -> tuple[str, ...]:
    """Warnings that follow from a conversation itself: its roles, its times, its words, who was heard.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> doubts(make_call("agent: please call me back"))
    ('only the agent was heard: nothing can be said about how the customer was treated',)
    """
    quality = conversation.quality
    found: list[str] = [DEMO_WARNING] if conversation.recogniser == DEMO_RECOGNISER else []
    if quality.role_confidence is not None and quality.role_confidence < LOW_CONFIDENCE:
        found.append(
            f"agent and customer may be the wrong way round (confidence {quality.role_confidence:.2f}: "
            f"{quality.role_reason}); say which is which with --agent"
        )
    if quality.rough_times:
        found.append(
            "the times of this transcript are rough: overlaps, interruptions and question timing can't be relied on "
            "and are not judged"
        )
    if quality.diarization_confidence is not None and quality.diarization_confidence < DIARIZATION_WEAK:
        found.append(
            "the voices on this mono recording are hard to tell apart (confidence "
            f"{quality.diarization_confidence:.2f}): talk share, interruptions and question timing are rough"
        )
    if conversation.doubt_about_words:
        found.append(f"{conversation.doubt_about_words}: what rests on words is not judged")
    agent, customer = conversation.turns_of(Role.AGENT), conversation.turns_of(Role.CUSTOMER)
    if agent and not customer:
        found.append("only the agent was heard: nothing can be said about how the customer was treated")
    elif customer and not agent:
        found.append("only the customer was heard: nothing can be said about the agent")
    return tuple(found)
