"""Whether the agent lets the payment rest, and nothing is agreed: "keep it for now", "nothing to pay before May"."""

from __future__ import annotations

import re

from callscore.conversation import Conversation, Role
from callscore.language.terms import TermKind, find_terms

__all__ = ["payment_put_off"]

_LETS_REST = re.compile(
    r"\b(?:you|she|he|they) (?:(?:do|will|does)(?: not|n't)|won't) (?:have|need) to (?:pay|send|find|put in) "
    r"(?:us )?(?:anything|a (?:penny|cent|thing|shilling|rupee))\b|"
    r"\byou (?:don't|do not) owe (?:it|this|us|anything)\b|"
    r"\bi(?:'m| am) not (?:going to|gonna) (?:take|accept|let you pay|ask you for)\b(?! that (?:tone|as|for))|"
    r"\bi (?:won't|will not|can't in good conscience) (?:take|accept) (?:any|a|your|that|the) "
    r"(?:money|payment|penny|cent)\b|"
    r"\b(?:there(?:'s| is)|really) no need (?:for that|to pay)\b|"
    r"\b(?:please )?(?<!we )(?<!they )(?<!i )(?:don't|do not) (?:pay|send|put) (?:anything|any money|a penny|a cent)\b|"
    r"^\W*(?:no,? )?please don't(?: pay| send)?,? (?:not )?(?:today|yet|now)|"
    r"\bkeep (?:it|that|your money|the money|hold of it) "
    r"(?:by you|for (?:now|yourself|the \w+)|in your (?:purse|pocket))\b|"
    r"\bnothing (?:is |'s )?(?:due|to pay|owed|comes|coming|falls due) (?:from|by|to) you\b|"
    r"\bnothing(?:'s| is)? (?:to pay|due|owing) (?:until|till|before|for now|while|in the meantime)\b|"
    r"\bno (?:payments?|money) (?:is |are )?(?:due|needed|expected|asked for|wanted|to be made) "
    r"(?:today|now|until|till|before|while|for (?:now|the))\b|"
    r"\bno payments? (?:for now|until|till|before|on (?:the (?:system|account)|here|it)|in the meantime|while)\b|"
    r"\b(?:don't|do not|won't|not going to|wouldn't|rather not) (?:want to )?(?:take|set|ask you for) "
    r"(?:anything|any payment|a (?:number|figure|sum|payment))\b|"
    r"\b(?:don't|do not|won't) want to take [^.?!]{0,20} (?:off|from) you\b|"
    r"\b(?:put|place|pop|putting|placing) (?:(?:the|your|this|that|it|whole|account|everything|a) )*"
    r"(?:fully )?on hold\b",
    re.IGNORECASE,
)
"""The agent declines what is offered, or says that nothing need be paid for the time being."""

_ON_CONDITION = re.compile(r"\b(?:if|once|when|unless|after that|then)\b[^.;!?]*$", re.IGNORECASE)
"""Before it in its sentence: what follows from something else, as from a plan that is kept."""


def payment_put_off(conversation: Conversation) -> int | None:
    """Index of the agent's last turn that lets the payment rest; None where none does, or sums are named after it.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I could put twenty on it.", "agent: You don't have to pay anything before June.")
    >>> payment_put_off(call)
    1
    """
    rests = [index for index, turn in conversation.turns_of(Role.AGENT) if _lets_rest(turn.text)]
    if not rests:
        return None
    later = [turn.text for turn in conversation.turns[rests[-1] + 1 :]]
    return None if any(_names_a_sum(text) for text in later) else rests[-1]


def _lets_rest(text: str) -> bool:
    return any(not _ON_CONDITION.search(text[: match.start()]) for match in _LETS_REST.finditer(text))


def _names_a_sum(text: str) -> bool:
    return any(
        term.kind is TermKind.AMOUNT and term.amounts and (term.currency or term.exact) for term in find_terms(text)
    )
