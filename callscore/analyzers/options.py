"""Whether the customer was given a choice: a plan, part of it, another date, another way to pay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person
from callscore.dialogue.on_the_line import on_the_line
from callscore.dialogue.spite import HARASSES, SPITE, believable
from callscore.evidence import abstain, first_of_turns, moment, presence
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit, hits
from callscore.language.verdicts import CLASSIFIER

__all__ = ["options"]

CANNOT_PAY = ("hardship", "vulnerable", "refusal")
"""Customer labels after which a choice is called for."""

_PAYING = re.compile(r"\b(?:pay\w*|money|afford|cents?|penny|dime|settle|owe|cash|instal?ments?)\b", re.IGNORECASE)
"""What a refusal is about when it is one to pay: who won't give a date of birth needs no plan."""

_OFFERS = re.compile(
    r"\b(?:or|either|(?:could|can|would|might|shall|should) (?:you|we|that|it|weekly|monthly|half|part|a|"
    r"the)(?! do it)|"
    r"i (?:can|could|will|would|'ll|'d) (?:offer|do|take|put|split|spread|give|move|hold|accept|leave|set|look|see|"
    r"send|wait|freeze|stop|reduce|lower|"
    r"waive|extend)|i'll (?:take|knock|drop|split|spread|hold|leave)|if|another|instead|rather|plan|split|spread|"
    r"half|part|smaller|later|extend|different|"
    r"option|choice|what(?:ever)?|which(?:ever)?|how (?:much|about)|when|start with|fortnight\w*|instal?ments?|"
    r"you can (?:pay|do|send|give)|do one thing|"
    r"doable|manageable|possible|suits?|works? for|easier|make it|call it|let's say)\b",
    re.IGNORECASE,
)
"""What an offer has in its words; asked of sentences that only the classifier takes for one."""


_DEMANDS = re.compile(
    r"\bor not\W*$|\b(?:visa or master|debit or (?:a )?credit|credit or (?:a )?debit|"
    r"card or (?:checking|savings|a? ?che(?:ck|que))|"
    r"or (?:must|do|will) i (?:have to )?(?:just )?(?:hand|pass|refer|escalate|report|file)\b|"
    r"you can (?:(?:call|say|think) (?:it |me |them )?what|dispute|complain|cry|moan)\b)|"
    r"\bright now (?:on|by|with) (?:a|your|the) card|"
    r"\b(?:what|how much) (?:can|could|will|are) you (?:going to |gonna )?(?:put|pay|give|send)\b[^.?!]{0,25}"
    r"\b(?:right now|(?:here and )?now|this minute|today)\W*$",
    re.IGNORECASE,
)
"""Demands and retorts that leave no choice: "can you pay it or not", "Visa or Mastercard?", "must I hand it over"."""

_ASKS_INCOME = re.compile(
    r"\b(?:(?:do|does|did|when do) (?:you|he|she|they) get|are you|is (?:that|it)|you(?:'re| get)?) paid\b|"
    r"\b(?:pay ?day|wages?|salary) (?:is |are |come )?(?:\w+ )?(?:weekly|monthly|every)\b",
    re.IGNORECASE,
)
"""Asks after the customer's income: "do you get paid weekly or monthly" offers neither."""

UNITS = {"options": "presence"}


@with_a_person(UNITS)
def options(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`options`: whether another amount, day, plan or way to pay was offered; None where paying wasn't hard.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I lost my job.", "agent: Would weekly or monthly be easier for you?")
    >>> [item.value for item in options(call) if isinstance(item, Metric)]
    [1.0]
    """
    if not conversation.turns_of(Role.AGENT):
        yield from abstain(UNITS, "no turn of the agent can be scored")
        return
    # "The easy way or the hard way" are no choices.
    unkind = {hit.index for hit in hits(conversation, Role.AGENT, *SPITE)}
    said = [hit for hit in hits(conversation, Role.AGENT, "options") if hit.index not in unkind and _is_offer(hit)]
    found = believable(conversation, first_of_turns(said, "options"))
    line = on_the_line(conversation)
    told = tuple(
        hit
        for hit in first_of_turns(tuple(hits(conversation, Role.CUSTOMER, *CANNOT_PAY)), *CANNOT_PAY)
        if hit.match.label != "refusal" or _PAYING.search(hit.turn.text)
    )
    reason = "the customer did not say that paying is hard"
    if not line.right_person:
        told, reason = (), "the right person was not on the line"
    yield from presence("options", found, applies=bool(told), reason=reason)
    if told and not found:
        answer = conversation.next_turn(told[0].index, Role.AGENT)
        if answer is not None:
            why = f"The customer had said “{told[0].quote}”, and no other way was offered here or later."
            instead = "Would part of it now and the rest on your pay day be manageable?"
            yield moment(
                conversation,
                "options",
                "options.none",
                answer,
                why,
                confidence=told[0].match.confidence,
                severity=1,
                instead=instead,
            )


def _is_offer(hit: Hit) -> bool:
    if _DEMANDS.search(hit.quote) or _ASKS_INCOME.search(hit.quote) or HARASSES.search(hit.quote):
        return False
    return hit.match.frame != CLASSIFIER or bool(_OFFERS.search(hit.quote))
