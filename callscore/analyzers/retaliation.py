"""Whether heat was answered with heat, in words; calming an angry customer is credited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from callscore.conversation import Conversation, Role
from callscore.dialogue.heat import HeatedMoment, heated_moments
from callscore.evidence import abstain, credit, fault
from callscore.findings import Finding, Metric

__all__ = ["retaliation"]


def retaliation(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`retaliation`: how often the agent's answer to an angry turn blames, belittles, threatens or swears.

    None where the customer was never angry. The agent's fault and the customer's turn before it are both shown.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: Are you deaf, I said no!", "agent: I'm sorry, I can hear that I've upset you.")
    >>> [item.value for item in retaliation(call) if isinstance(item, Metric)]
    [0.0]
    """
    moments = heated_moments(conversation) if conversation.turns_of(Role.AGENT) else ()
    if not moments:
        yield from abstain({"retaliation": "count"}, "the customer was not heated")
        return
    answers = {moment.answer: moment for moment in moments}
    heated = [moment for moment in answers.values() if moment.heat is not None]
    yield Metric("retaliation", float(len(heated)), "count", base=float(len(answers)))
    for moment in answers.values():
        if moment.heat is not None or moment.calm is not None:
            yield _told(moment)
        if moment.heat is not None:
            why = f"Heat answered with heat: the customer had said “{moment.told.quote}”."
            said = fault("retaliation", moment.heat, severity=max(1, moment.heat.match.severity))
            yield replace(said, rule="retaliation.words", why=why)
        elif moment.calm is not None:
            yield credit("retaliation", moment.calm, rule="retaliation.calmed", why="Anger met with calm.")


def _told(moment: HeatedMoment) -> Finding:
    """The customer's turn, so that both can be played back."""
    return credit("retaliation", moment.told, rule="retaliation.heated", why="The customer was heated here.")
