"""Offers that the call itself shows: a part of what is owed put to the customer, or a day that they had not named.

A line alone rarely tells "Could you do two hundred?" from "Could you do the two hundred?"; what was named before does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.on_the_line import on_the_line
from callscore.dialogue.sentences import sentence_around, sentences_in
from callscore.language.offers import offered_terms
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["CounterOffer", "counter_offers", "days_put"]

MOST_OF_IT = 0.95
"""Share of the highest sum named from which a sum is no part of it any more, but the whole with something taken off."""

LEAST_OF_IT = 0.01
"""Share below which a number is none of the debt: a day, an hour, a count."""

BARE_WORDS = 4
"""Words up to which a question may be no more than the sum ("Eighty?", "A hundred then?")."""

DAY_WORDS = 6
"""Words up to which a question that names a day is about nothing else ("So next week, sir?")."""

_PUTS = re.compile(
    r"\b(?:(?:can|could|would|will|might) (?:you|ye|we|u|it be)\b(?! (?:see|tell|confirm|explain|read|send me the)\b)|"
    r"(?:how|what) about|what if|(?:is|would|was) (?:it )?(?:\w+ ){0,3}(?:possible|doable|manageable|any good|easier|"
    r"help|work|okay|ok|alright|all right)|possible|make it|call it|let's (?:do|say|make)|shall we (?:do|say)|or even|"
    r"even|maybe|at least|suppose|say)\b",
    re.IGNORECASE,
)
"""How a sum is put to somebody."""

_GIVES_WAY = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| can| could|'d| would)(?: \w+){0,2}? (?:do|take(?! off)|accept|settle|close|"
    r"let (?:it|you)|split|divide|drop it|go (?:down|with|as low)|live with|work with|call it|approve|authori[sz]e|"
    r"bring it|get it)|(?:i've|i have|we have|we've)(?: got)? (?:an? )?(?:authority|approval|"
    r"permission|offer|settlement)|"
    r"(?:there's|there is|they(?:'re| are)|we(?:'re| are)) (?:an? )?(?:settlement|offer|offering|discount)|"
    r"settle(?:ment)?(?: \w+){0,3} (?:for|at|of)|knock(?:ed)? (?:it )?(?:down|off))\b",
    re.IGNORECASE,
)
"""How less than the whole is accepted."""

_URGES = re.compile(
    r"^\W*(?:(?:so|then|okay|ok|fine|well|look|alright|right|now|please|kindly|just|and|at least)\b\W+){0,3}"
    r"(?:make it|call it|say|give me|gimme|do|pay(?: me)?|send(?: me)?|bring(?: me)?|start with|let's say)\b",
    re.IGNORECASE,
)
"""A sum asked for by name: "Make it four fifty", "Give me one twenty"."""

_AND_THEN = re.compile(
    r"^(?: \w+){0,3}? (?:now|today|first|this (?:week|month|\w+day)|on \w+day|up ?front)\W+(?:and|then)(?: then)?"
    r"(?: do)?(?: the (?:rest|other|balance|remaining)|[^.?!]{0,25}\b(?:next|later|after)\b)",
    re.IGNORECASE,
)
"""After a sum: the rest of it later."""

_PART = re.compile(
    r"\b(?:half|a third|a quarter|(?:\w+ty|\w+teen|\d+)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))? ?"
    r"(?:percent|per cent|%)|part (?:of it|payment)|some of it|the (?:minimum|first one|older one|oldest one) "
    r"(?:only|alone|first|now|for now))(?!\w)",
    re.IGNORECASE,
)
"""A part of the whole without figures."""

_NO_OFFER = re.compile(
    r"\b(?:not|won't|can't|cannot|don't|isn't|never|no way|nothing less)\b[^.?!]{0,12}$|"
    r"\b(?:whole|all|full|entire|tak(?:e|ing) off|takes off|off the|that's)(?: (?:the|of the|a))? $|"
    r"\b(?:did|was|were|have|had|has|paid|sent|got|get|owe|owed|worth|until|till|over|under|above|limit|fee|charge)"
    r"(?: \w+){0,2} $",
    re.IGNORECASE,
)
"""Words before a sum by which it is refused, the whole, taken off, past, or a price."""

_PAST = re.compile(
    r"\b(?:did you|have you|were you|was it|you said|you told|you promised|you paid|or (?:must|do|will|should) i|"
    r"or not|or else|or we|or it)\b",
    re.IGNORECASE,
)
"""Questions about what was, and demands."""


_AT_ONCE = re.compile(r"\b(?:today|now|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
"""Days that leave no time."""


@dataclass(frozen=True, slots=True)
class CounterOffer:
    """A part of what is owed, or a day, that the agent puts to the customer: turn, and characters of the sentence."""

    turn: int
    first: int
    last: int


def counter_offers(conversation: Conversation) -> tuple[CounterOffer, ...]:
    """The first such offer of each of the agent's turns, in their order.

    A sum that the customer has named before is theirs, and no offer.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It's £480 in all.", "customer: I can't.", "agent: Could you do £200?")
    >>> [(offer.turn, call.turns[offer.turn].text[offer.first : offer.last]) for offer in counter_offers(call)]
    [(2, 'Could you do £200?')]
    """
    found: list[CounterOffer] = []
    owed = 0.0
    theirs: set[float] = set()
    for index, turn in enumerate(conversation.turns):
        if turn.flag is not None:
            continue
        sums = tuple(t for t in find_terms(turn.text) if t.kind is TermKind.AMOUNT and t.amounts)
        if turn.role is Role.AGENT and owed:
            place = _offered(turn.text, [t for t in sums if _is_part(t, owed, theirs)])
            if place is not None:
                found.append(CounterOffer(index, *place))
        elif turn.role is Role.CUSTOMER:
            theirs.update(value for term in sums for value in term.amounts)
        owed = max([owed, *(term.amounts[0] for term in sums if term.exact)])
    return tuple(found)


def days_put(conversation: Conversation) -> tuple[CounterOffer, ...]:
    """The agent's questions that put a day to the customer which they had not named, once the account was spoken of.

    Less sure than a sum: of 29 on 178 labelled calls, 18 were called options, and none stood on a call without any.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It's £480.", "customer: I can't.", "agent: I see. Would the twenty-eighth be better?")
    >>> [offer.turn for offer in days_put(call)]
    [2]
    """
    account = on_the_line(conversation).account
    found: list[CounterOffer] = []
    theirs: set[str] = set()
    for index, turn in enumerate(conversation.turns):
        if turn.flag is not None or account is None:
            continue
        terms = find_terms(turn.text)
        days = [term for term in terms if term.kind is TermKind.DATE]
        if turn.role is Role.CUSTOMER:
            theirs.update(word for day in days for word in day.text.lower().split())
        elif turn.role is Role.AGENT and index > account:
            put = offered_terms(turn.text, terms, live=True)
            fresh = [day for day in days if day in put and _new(day, theirs)]
            places = [sentence_around(turn.text, day.first, day.last) for day in fresh]
            found += [CounterOffer(index, *place) for place in places if _puts_a_day(turn.text[slice(*place)])][:1]
    return tuple(found)


def _new(day: Term, theirs: set[str]) -> bool:
    """Whether the customer has said none of the words of a day, and it is not at once."""
    return not _AT_ONCE.search(day.text) and not theirs & {*day.text.lower().split()}


def _puts_a_day(sentence: str) -> bool:
    if _PAST.search(sentence) or not _asks(sentence):
        return False
    return len(sentence.split()) <= DAY_WORDS or bool(_PUTS.search(sentence))


def _is_part(term: Term, owed: float, theirs: set[float]) -> bool:
    within = any(LEAST_OF_IT * owed <= value < MOST_OF_IT * owed for value in term.amounts)
    return within and theirs.isdisjoint(term.amounts)


def _offered(text: str, sums: list[Term]) -> tuple[int, int] | None:
    """Characters of the first sentence that puts one of the sums, or a part without figures, to the customer."""
    for term in sums:
        first, last = sentence_around(text, term.first, term.last)
        if _NO_OFFER.search(text[first : term.first]) or _PAST.search(text[first:last]):
            continue
        if _is_put(text[first:last], text[first : term.first]) or _AND_THEN.search(text[term.last : last]):
            return first, last
    for first, last in sentences_in(text):
        sentence = text[first:last]
        part = _PART.search(sentence)
        if part is None or _NO_OFFER.search(sentence[: part.start()]) or _PAST.search(sentence):
            continue
        if _GIVES_WAY.search(sentence) or (_PUTS.search(sentence) and _asks(sentence)):
            return first, last
    return None


def _is_put(sentence: str, before: str) -> bool:
    """Whether a sentence with a sum, `before` being what precedes it, puts the sum to the customer."""
    if _GIVES_WAY.search(before) or _URGES.search(before):
        return True
    short = len(sentence.split()) <= BARE_WORDS
    return _asks(sentence) and (short or bool(_PUTS.search(sentence)))


def _asks(sentence: str) -> bool:
    """Whether it is a question, by its mark or, where nothing is punctuated, by how it begins."""
    marked = re.search(r"[.?!,]", sentence)
    return sentence.rstrip().endswith("?") or (marked is None and bool(_PUTS.search(sentence)))
