"""Whether the customer changed the agreement after it was read back, so that the recap no longer speaks for it."""

from __future__ import annotations

from callscore.agreement.bargaining import CHANGES
from callscore.agreement.payments import Standing
from callscore.agreement.recap_lines import ReadBack
from callscore.conversation import Conversation, Role
from callscore.language import commitments

__all__ = ["changed_since"]


def changed_since(conversation: Conversation, standing: Standing, found: ReadBack) -> bool:
    """Whether the last change came after the recap and was put as one ("actually, make it tomorrow, I'll pay then").

    Who says its day again keeps to it, whatever else changes.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.agreement.negotiation import follow
    >>> from callscore.agreement.recap_lines import find_read_back
    >>> from callscore.testing import make_call
    >>> call = make_call(
    ...     "agent: Could you do £150 on Friday?",
    ...     "customer: Yeah, by card.",
    ...     "agent: So that's £150 on Friday by card, have I got that right?",
    ...     "customer: Actually no, make it Monday, I'll pay it Monday.",
    ...     "agent: Monday, then.",
    ...     call_date=date(2025, 11, 24),
    ... )
    >>> standing = follow(call)
    >>> changed_since(call, standing, find_read_back(call, standing))
    True
    """
    last = standing.agreed_turn
    if last is None or last <= found.turns[-1]:
        return False
    turn = conversation.turns[last]
    if turn.role is not Role.CUSTOMER or not (CHANGES.search(turn.text.lower()) and commitments.commits(turn.text)):
        return False
    read_back = {day for term in found.said.days for day in term.dates[:1]}
    if any(set(term.dates[:1]) & read_back for term in standing.lines[last]):
        return False
    answer = conversation.next_turn(last, Role.AGENT)
    return answer is None or not commitments.declines(conversation.turns[answer].text)
