"""The machine at which a call ends: a recorded greeting that nobody answers after, or a message left to nobody."""

from __future__ import annotations

import re

from callscore.conversation import Conversation, Role
from callscore.phrases import shipped

__all__ = ["answering_machine"]

_GOES_ON = re.compile(
    r"\b(?:press(?: \w+)? (?:one|two|three|zero|\d)|at the tone|(?:leave|include|state|indicate) (?:a|your|me a) \w+"
    r"|(?:get|be) back to you|return (?:it|your call)|thank(?:s| you) for (?:calling|your (?:call|message|information)"
    r"|the information|reaching out)|your call is important|(?:not |un)(?:available|able)"
    r"|emergency|urgent|immediate assistance|quicker|faster|other options|more options|reach me)\b|"
    r"^\W*(?:(?:have a \w+ \w+|good ?bye|bye)\W*)+$",
    re.IGNORECASE,
)
"""What a machine goes on to say after its greeting."""

_LEAVES_MESSAGE = re.compile(
    r"\b(?:(?:this is )?a message for|(?:leaving|leave) (?:you |him |her )?(?:a|this) message|(?:please )?(?:call"
    r"|ring|phone) (?:me|us) back (?:on|at)|when you get this|return (?:my|this|our) call)\b",
    re.IGNORECASE,
)


def answering_machine(conversation: Conversation) -> int | None:
    """Index of the turn that shows the machine at which a call ends; None where a person is there to the end.

    That is the recorded greeting after which nobody answers the agent; where nobody but the agent speaks, the turn in
    which a message is left.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> greeting = "customer: You've reached Dana's voicemail, leave a message."
    >>> answering_machine(make_call(greeting, "agent: It's Priya, please ring me."))
    0
    >>> answering_machine(make_call(greeting, "agent: It's Priya.", "customer: Hello? I was in the garden."))
    """
    machine: int | None = None
    agent_spoke = False
    for index, turn in enumerate(conversation.turns):
        if turn.flag is not None:
            continue
        if turn.role is Role.AGENT:
            agent_spoke = True
        elif _greets(turn.text):
            machine, agent_spoke = index if machine is None else machine, False
        elif turn.role is Role.CUSTOMER and agent_spoke:
            machine, agent_spoke = machine if _goes_on(turn.text) else None, False
    if machine is None and not conversation.turns_of(Role.CUSTOMER):
        return next((i for i, turn in conversation.turns_of(Role.AGENT) if _LEAVES_MESSAGE.search(turn.text)), None)
    return machine


def _greets(text: str) -> bool:
    """Whether a line is a recorded greeting."""
    return any(match.label == "machine" for match in shipped("people").match(text, Role.CUSTOMER))


def _goes_on(text: str) -> bool:
    return "?" not in text and bool(_GOES_ON.search(text))
