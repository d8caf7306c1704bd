"""Whether the customer was given a choice: a plan, part of it, another date, another way to pay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person, with_an_agent
from callscore.dialogue.counter_offers import CounterOffer, counter_offers, days_put
from callscore.dialogue.on_the_line import on_the_line
from callscore.dialogue.sentences import sentence_around
from callscore.dialogue.spite import HARASSES, believable, is_spiteful
from callscore.evidence import credit, first_of_turns, moment
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
    r"option|choice|ways?|suppose|(?:i|we|you) (?:could|might)|over (?:two|three|four|five|six|\d+) (?:weeks|months)|"
    r"(?:a|per|each|every) (?:week|month)|what(?:ever)?|which(?:ever)?|how (?:much|about)|when|"
    r"start with|fortnight\w*|instal?ments?|you can (?:pay|do|send|give)|do one thing|"
    r"doable|manageable|possible|suits?|works? for|easier|make it|call it|let's say)\b",
    re.IGNORECASE,
)
"""What an offer has in its words; asked of sentences that only the classifier takes for one."""

SURE_WITHOUT_WORDS = 0.9
"""Confidence from which the classifier is believed without them (a judgement on few)."""

COUNTER_OFFER = 0.75
"""Confidence of an offer that the sums named before it show: 45 of 50 were called options on 178 labelled calls."""

DAY_PUT = 0.6
"""The same of a day, which is told only where nothing else was offered."""

AMID_SPITE = 0.6
"""Confidence that an offer needs where the agent is unkind again and again: even there, what sounds like one mostly
is."""

_SPARES = re.compile(
    r"\b(?:what (?:i|we) can do(?: \w+)? is|what i'?(?:d| would) (?:like to do|suggest|propose) is|"
    r"here's what i'?(?:d| would) like to do|shall i|would you like me to|(?:do you )?want me to|"
    r"i (?:can|could)|we (?:can|could)|i'd suggest)\b[^?]{0,80}?"
    r"\b(?:(?:hold|pause|freeze) (?:the|it|that|those|them|off|your|everything)|put (?:\w+ ){0,4}on hold|put a hold)\b|"
    r"\b(?:i|we)(?:'m| am|'re| are)? (?:(?:can|could|will|would|'ll|happy to|able to|don't mind) )+"
    r"(?:wait|leave (?:it|that|the \w+)) (?:till|until|for|a (?:week|month|fortnight))\b|"
    r"\b(?:i|we)(?:'ll| can| could| will)(?: \w+)? give you (?:till|until|to the|a (?:week|month|fortnight)|more time|"
    r"another (?!ring|call|buzz|bell|shout)|an extra|two|three)\b|"
    r"\b(?:a (?:bit|little) at a time|bit by bit|small small|in bits|little by little|in stages)\b|"
    r"\b(?:there's|there is|we have|we've(?: got)?|we do have|put you on|set you up (?:on|with)|qualify for|apply for) "
    r"(?:\w+ ){0,4}?(?:hardship|assistance|relief|payment|repayment|budget|support|deferral|help) (?:\w+ )?"
    r"(?:programme|program|scheme|plan|fund|option|arrangement|team)\b",
    re.IGNORECASE,
)
"""Offers to wait, to take it in small parts, or a scheme for those who can't pay."""


_DEMANDS = re.compile(
    r"\bor not\W*$|\band don't (?:you )?(?:say|tell me|give me|come back)\b|"
    r"\b(?:visa or master|debit or (?:a )?credit|credit or (?:a )?debit|"
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

SHOWN = "A part of it, or time: a way out for a customer who can't pay it all at once."

UNITS = {"options": "presence"}


@with_a_person(UNITS)
@with_an_agent(UNITS)
def options(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`options`: whether another amount, day, plan or way to pay was offered; None where paying wasn't hard.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I lost my job.", "agent: Would weekly or monthly be easier for you?")
    >>> [item.value for item in options(call) if isinstance(item, Metric)]
    [1.0]
    """
    said = [hit for hit in hits(conversation, Role.AGENT, "options") if _is_offer(hit)]
    heard = first_of_turns(said, "options")
    found = [credit("options", hit) for hit in believable(conversation, heard, amid_spite=AMID_SPITE)]
    found += _shown(conversation, {finding.turn for finding in found})
    line = on_the_line(conversation)
    told = tuple(
        hit
        for hit in first_of_turns(tuple(hits(conversation, Role.CUSTOMER, *CANNOT_PAY)), *CANNOT_PAY)
        if hit.match.label != "refusal" or _PAYING.search(hit.turn.text)
    )
    reason = "the customer did not say that paying is hard"
    if not line.right_person:
        told, reason = (), "the right person was not on the line"
    if found or told:
        yield Metric("options", float(bool(found)), "presence", base=1.0)
        yield from sorted(found, key=lambda finding: finding.turn)
    else:
        yield Metric("options", None, "presence", reason=reason)
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


def _shown(conversation: Conversation, known: Set[int]) -> list[Finding]:
    """Offers that no label sees, in turns not `known`: part of what is owed, that the account waits, or else a day."""
    found = list(_moments(conversation, counter_offers(conversation), known, COUNTER_OFFER))
    if not is_spiteful(conversation):
        told = known | {finding.turn for finding in found}
        found += _moments(conversation, _waits(conversation), told, COUNTER_OFFER)
    if not found and not known:
        found += _moments(conversation, days_put(conversation), known, DAY_PUT)
    return found


def _waits(conversation: Conversation) -> Iterator[CounterOffer]:
    for index, turn in conversation.turns_of(Role.AGENT):
        waits = _SPARES.search(turn.text)
        if waits is not None:
            yield CounterOffer(index, *sentence_around(turn.text, *waits.span()))


def _moments(
    conversation: Conversation, offers: Iterable[CounterOffer], known: Set[int], confidence: float
) -> Iterator[Finding]:
    for offer in offers:
        chars = (offer.first, offer.last)
        if offer.turn not in known and not _is_demand(conversation.turns[offer.turn].text[slice(*chars)]):
            yield moment(
                conversation, "options", "options.shown", offer.turn, SHOWN, chars=chars, confidence=confidence
            )


def _is_offer(hit: Hit) -> bool:
    if _is_demand(hit.quote):
        return False
    surely = hit.match.frame != CLASSIFIER or hit.match.confidence >= SURE_WITHOUT_WORDS
    return surely or bool(_OFFERS.search(hit.quote))


def _is_demand(words: str) -> bool:
    return bool(_DEMANDS.search(words) or _ASKS_INCOME.search(words) or HARASSES.search(words))
