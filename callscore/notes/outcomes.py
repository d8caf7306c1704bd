"""What a call came to, from a fixed list: what was agreed, who was reached, and where the customer stood in the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.agreement import Agreement
from callscore.conversation import Conversation, Role
from callscore.dialogue.sentences import sentence_around
from callscore.dialogue.warmth import DISTRESS
from callscore.evidence import SURE
from callscore.language import commitments
from callscore.language.phrasing import Hit
from callscore.notes.contact import Contact
from callscore.notes.plans import is_plan

__all__ = ["DISPUTES", "OUTCOMES", "outcome_of"]

OUTCOMES = (
    "promise", "partial_plan", "paid", "dispute", "refusal", "hardship", "call_back", "cease_request", "wrong_party",
    "voicemail", "hang_up", "no_agreement",
)  # fmt: skip
"""Every outcome that notes can have, beside None where it isn't known."""

DECISIVE = 0.95
"""Confidence from which a single turn of the customer decides what the call came to."""

LIKELY = 0.9
"""Confidence from which a turn counts towards a dispute."""

DISPUTED_TURNS = 3
"""Likely turns of dispute or of having paid from which the call was about that, whatever was said last."""

TROUBLED_TURNS = 3
"""Turns of hardship or distress from which a call with no dispute was about that, whatever was said last."""

REFUSALS = 3
"""Likely refusals, more than there were turns of dispute, that make it one whatever else was said."""

LAST_TURNS = 2
"""Customer turns at the end in which a call is broken off."""

DISPUTES = ("dispute", "already_paid")
"""Customer labels that are disputes."""

_STANDS = {
    **dict.fromkeys(DISPUTES, "dispute"),
    "refusal": "refusal",
    "callback_request": "call_back",
    **dict.fromkeys(DISTRESS, "hardship"),
}
"""Customer label to the outcome that it makes where it is what was said last."""

_BREAKS_OFF = re.compile(
    r"\b(?:go to hell|we're done|i'm done|hanging up|hang up|ending this call|talking to you (?:any ?more|no more)"
    r"|disgusting|get lost)\b",
    re.IGNORECASE,
)
_BARE_GOODBYE = re.compile(r"^\W*(?:good ?bye|bye)\b(?:,? [\w']+){0,2}\W*$", re.IGNORECASE)
"""All that the customer says in the end."""

_NOBODY_THERE = re.compile(r"\bhello\b.*\b(?:hello|there)\b", re.IGNORECASE)
_CEASE = re.compile(
    r"\b(?<!or )(?:(?:do not|don't|dont|stop|quit) (?:ever )?(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)"
    r"|contact(?:ing)?)"
    r"|take (?:me|my|this)\b.{0,20}\boff"
    r"|remove my|(?:only )?in writing|can't be calling|never call)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"\b(?:(?:mark|log|record|put|note|treat|flag)\w* (?:it |this |that |the account )?(?:down )?(?:as |in "
    r"|on )?(?:a )?disputed?|(?:raise|open|log|lodge|file|start)\w* (?:you )?(?:a|the|this) dispute"
    r"|(?:under|in|as(?: being)?) disputed?\b|under query|query flag|dispute (?:form|team|department)"
    r"|(?:fraud|identity theft) (?:form|query|team|department|case)|query fraud|validation (?:letter|notice))\b",
    re.IGNORECASE,
)
"""The agent treats the account as disputed."""

_CHECKS = re.compile(
    r"\b(?:(?:open|rais|log|start|creat|fil)\w* (?:you )?(?:a|an|one|the|this) (?:\w+ )?"
    r"(?:case|ticket|query|investigation|trace|complaint)|under dispute|payment not reflected|"
    r"trac(?:e|ing) (?:it|the payment|your payment)|"
    r"not (?:on|in) (?:my|our|the) (?:side|screen|system|account|books|ledger))\b",
    re.IGNORECASE,
)
"""The agent has the payment looked for: it isn't found."""

_FOUND = re.compile(
    r"\b(?:i (?:can |do )?see (?:it|that|the|your)"
    r"(?= (?:payment|transfer|money|receipt|here|now|there|on|in|came|has|was)\b|"
    r"[,.!] ?(?:thank|sorry|my|that's our)|\W*$)|found (?:it|the|your)|there it is|it's (?:here|in|there|showing)"
    r"|it (?:came|went) (?:in|through)"
    r"|(?:was|been|is) (?:received|posted|applied|allocated|credited)|got your payment|the payment'?s? (?:is|was"
    r"|did)|paid in full)\b",
    re.IGNORECASE,
)
"""The agent has the payment in front of them."""

_ASKS_OR_SUPPOSES = re.compile(
    r"\?\W*$|\b(?:if|once|whether|unless)\b|^\W*(?:\w+\W+){0,2}(?:is|has|was|did) (?:it|that|the)\b", re.IGNORECASE
)
"""A sentence that only asks, or supposes, that the payment is there."""


def outcome_of(conversation: Conversation, agreement: Agreement, contact: Contact, heard: Sequence[Hit]) -> str | None:
    """What a call came to; None where nothing was said that decides it.

    Parameters
    ----------
    conversation, agreement, contact
        The call, what was agreed on it and who was reached.
    heard
        Labels of the customer's turns, in order.

    Examples
    --------
    >>> from callscore.agreement import track_agreement
    >>> from callscore.notes.contact import who_was_reached
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Could you do £50 on the 5th by card?", "customer: Yes, I can.")
    >>> outcome_of(call, track_agreement(call), who_was_reached(call), ())
    'promise'
    """
    if contact.who == "voicemail":
        return "voicemail"
    if contact.who == "wrong_party":
        return "wrong_party"
    if agreement.reached:
        return "partial_plan" if is_plan(conversation, agreement) else "promise"
    if contact.who == "third_party":
        told = ("callback_request", *DISTRESS)
        return next((_STANDS[label] for label in told if _is_told(heard, label)), "wrong_party")
    broken_off = _broken_off(conversation, heard)
    if broken_off is not None:
        return broken_off
    if _wants_no_calls(heard):
        return "cease_request"
    return _stance(conversation, heard)


def _wants_no_calls(heard: Sequence[Hit]) -> bool:
    """Whether the customer asks for the calls to end, and does not ask to be called at another time after that."""
    sure = [hit for hit in heard if hit.match.confidence >= DECISIVE]
    cease = [hit.index for hit in sure if hit.match.label == "stop_calling" and _CEASE.search(hit.quote)]
    later = [hit.index for hit in sure if hit.match.label == "callback_request"]
    return bool(cease) and (not later or max(later) < max(cease))


def _is_told(heard: Sequence[Hit], label: str) -> bool:
    return any(hit.match.label == label and hit.match.confidence >= LIKELY for hit in heard)


def _broken_off(conversation: Conversation, heard: Sequence[Hit]) -> str | None:
    """Whether the customer put the phone down on a quarrel, or asked for no more calls while doing so."""
    customers = conversation.turns_of(Role.CUSTOMER)
    quarrel = any(
        hit.match.label in ("stop_calling", "refusal", "dispute", "heated") and hit.match.confidence >= LIKELY
        for hit in heard
    )
    agents = conversation.turns_of(Role.AGENT)
    if not customers or not agents or not quarrel:
        return None
    ending = [turn.text for _, turn in customers[-LAST_TURNS:]]
    if _CEASE.search(ending[-1]) and _BREAKS_OFF.search(ending[-1]):
        return "cease_request"
    nobody = len(agents) > 1 and any(_NOBODY_THERE.search(turn.text) for _, turn in agents[-LAST_TURNS:])
    if nobody or _BREAKS_OFF.search(ending[-1]):
        return "hang_up"
    return "hang_up" if _BARE_GOODBYE.search(ending[-1]) and not _has_said_no(heard) else None


def _has_said_no(heard: Sequence[Hit]) -> bool:
    """Whether the customer surely refused to pay, and did not ask for the calls to end: the goodbye ends that."""
    refused = any(hit.match.label == "refusal" and hit.match.confidence >= DECISIVE for hit in heard)
    return refused and not _is_told(heard, "stop_calling")


def _stance(conversation: Conversation, heard: Sequence[Hit]) -> str | None:
    """Where the customer stood: paid, where the agent finds it; a dispute come back to; else what was said last.

    Who won't pay because the debt is contested disputes it.
    """
    disputed = [hit for hit in heard if hit.match.label in DISPUTES and hit.match.confidence >= LIKELY]
    paid = [hit.index for hit in heard if hit.match.label == "already_paid" and hit.match.confidence >= SURE]
    marked = any(_MARKED.search(turn.text) for _, turn in conversation.turns_of(Role.AGENT))
    if marked and any(hit.match.label == "dispute" for hit in disputed):
        return "dispute"
    if paid and _is_found(conversation, paid[0]):
        return "paid"
    if len(disputed) >= DISPUTED_TURNS or (paid and marked):
        return "dispute"
    refused = [hit for hit in heard if hit.match.label == "refusal" and hit.match.confidence >= LIKELY]
    if len(refused) >= REFUSALS and len(refused) > len(disputed):
        return "refusal"
    for least in (DECISIVE, LIKELY, SURE):
        sure = [hit for hit in heard if hit.match.label in _STANDS and hit.match.confidence >= least]
        needy = [hit for hit in sure if hit.match.label in DISTRESS]
        if sure:
            last = max(sure, key=lambda hit: hit.index)
            stance = _STANDS[last.match.label]
            if needy and stance == "dispute" and len(needy) >= len(disputed):
                return "hardship"
            if stance == "call_back" and not disputed and _is_in_trouble(heard):
                return "hardship"
            return "dispute" if stance == "refusal" and disputed else stance
    spoken = conversation.turns_of(Role.CUSTOMER)
    return "no_agreement" if len(spoken) > LAST_TURNS and _payment_was_sought(conversation) else None


def _is_in_trouble(heard: Sequence[Hit]) -> bool:
    """Whether the call was about the customer's trouble, whatever was asked for or turned down in the end."""
    told = {hit.index for hit in heard if hit.match.label in DISTRESS and hit.match.confidence >= SURE}
    return len(told) >= TROUBLED_TURNS


def _is_found(conversation: Conversation, told: int) -> bool:
    """Whether the agent says after turn `told` that the payment is there, and doesn't have it looked for later.

    What is asked or supposed is not said: "is it showing", "if it was received".
    """
    said = [
        index
        for index, turn in conversation.turns_of(Role.AGENT)
        for match in _FOUND.finditer(turn.text)
        if index > told and not _ASKS_OR_SUPPOSES.search(turn.text[slice(*sentence_around(turn.text, *match.span()))])
    ]
    sought = [index for index, turn in conversation.turns_of(Role.AGENT) if _CHECKS.search(turn.text)]
    return bool(said) and max(said) > max(sought, default=told)


def _payment_was_sought(conversation: Conversation) -> bool:
    """Whether the agent asked for a payment on a call."""
    return any(commitments.asks_for_terms(turn.text) for _, turn in conversation.turns_of(Role.AGENT))
