"""Where the agent takes up feeling or hardship, judged in its call: after trouble was told, thanked for, amid spite."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from callscore.conversation import Conversation, Role, Turn
from callscore.dialogue.spite import spiteful_turns
from callscore.evidence import SURE, first_of_turns
from callscore.language.lexicon import load_default
from callscore.language.parsing import parse
from callscore.language.phrasing import Hit, hits
from callscore.language.verdicts import likeliest

__all__ = ["DISTRESS", "troubles", "warm_words"]

DISTRESS = ("hardship", "vulnerable")
"""Customer labels that call for an answer; anger has a criterion of its own."""

TOLD_SURE = 0.75
"""Confidence from which a customer's turn calls for an answer: below it every second one was small talk (12 calls)."""

ORDINARY = -1.4
"""Shift, in log odds, of words that sound kind on a call on which nobody told of trouble or gave thanks. This and the
next three are rounded from a logistic regression on 48 labelled calls: fitted to either half of them, they brought as
much on the other."""

AFTER_TROUBLE = 1.8
"""Shift where the customer has told of hardship or distress by then."""

THANKED = 1.6
"""Shift where the customer's next words are thanks or relief."""

PER_SPITE = -1.3
"""Shift for each factor of e by which the share of unkind turns on the call goes over `USUAL_SHARE`."""

USUAL_SHARE = 0.02
"""Share of agent turns that are unkind in the labelled lines' ordinary calls, generously."""

PRIOR_UNKIND, PRIOR_TURNS = 0.3, 10
"""Turns, unkind and all, that every call is given beforehand, so that a short one is not judged by one turn."""

_THANKS = re.compile(
    r"\b(?:thank(?:s| you| god)?|cheers|ta|appreciate\w*|grateful|bless (?:you|your)|(?:kind|good|nice|decent|sweet|"
    r"thoughtful) of you|relie(?:f|ved)|(?:a )?weight off|you(?:'re| are) (?:very |so |too )?(?:kind|good|an angel)|"
    r"salamat|shukran|shukriya|dhanyavaad)\b",
    re.IGNORECASE,
)
"""Thanks and relief, in the words of those who speak English with others of their own."""


_TAKEN_BACK = re.compile(
    r"\bsorry\b[^.?!]{0,40}\bbut\b"
    r"(?! (?:don't|please|we can|i can|we'll|i'll|let|there|take|it's not|that's|thank))",
    re.IGNORECASE,
)
"""Pity that the same sentence takes back: of 4 such turns on 146 labelled calls none was empathy."""


def warm_words(conversation: Conversation) -> tuple[Hit, ...]:
    """What of the agent's shows empathy, at most one place a turn, with its confidence in this call.

    The same words are likelier to comfort where the customer has told of trouble, or thanks for them, than on a call
    without any; where the agent is unkind otherwise, they have to be surer.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I lost my job.", "agent: I'm so sorry to hear that.", "customer: Thank you.")
    >>> [hit.quote for hit in warm_words(call)]
    ["I'm so sorry to hear that."]
    """
    agents = conversation.turns_of(Role.AGENT)
    spite = spiteful_turns(conversation)
    told = min((hit.index for hit in troubles(conversation)), default=len(conversation.turns))
    said = _surest(hits(conversation, Role.AGENT, "empathy"))
    found: list[Hit] = []
    for index, turn in agents:
        if index in spite or _TAKEN_BACK.search(turn.text):
            continue
        hit = said.get(index) or _leaning(conversation, index, turn, by_rule=told < index)
        if hit is None:
            continue
        shift = ORDINARY + _spite_shift(len(spite), len(agents))
        shift += AFTER_TROUBLE * (told < index) + THANKED * _is_thanked(conversation, index)
        confidence = _shifted(hit.match.confidence, shift)
        if confidence >= SURE:
            found.append(replace(hit, match=replace(hit.match, confidence=confidence)))
    return tuple(found)


def troubles(conversation: Conversation) -> tuple[Hit, ...]:
    """The customer's tellings of hardship or distress that are sure enough, the first of each turn."""
    told = tuple(hits(conversation, Role.CUSTOMER, *DISTRESS))
    return first_of_turns(told, *DISTRESS, at_least=TOLD_SURE)


def _surest(said: Iterable[Hit]) -> dict[int, Hit]:
    surest: dict[int, Hit] = {}
    for hit in said:
        if hit.index not in surest or hit.match.confidence > surest[hit.index].match.confidence:
            surest[hit.index] = hit
    return surest


def _leaning(conversation: Conversation, index: int, turn: Turn, *, by_rule: bool) -> Hit | None:
    """The words of a turn that come nearest to empathy, where rule and classifier together don't say so yet.

    After trouble was told, a rule alone is taken at its word: the classifier has never seen the call.
    """
    if any(word.flag is not None for word in turn.words):
        return None
    before = conversation.previous_line(index)
    near = [match for match in (likeliest("empathy", turn.text, Role.AGENT, before),) if match is not None]
    if by_rule:
        rules = load_default().match(parse(turn.text), Role.AGENT, before)
        near += [match for match in rules if match.label == "empathy"]
    if not near:
        return None
    match = max(near, key=lambda match: match.confidence)
    start, end = turn.time_of(match.first, match.last)
    return Hit(index, turn, match, turn.text[match.first : match.last].strip(), start, end)


def _spite_shift(unkind: int, turns: int) -> float:
    share = (unkind + PRIOR_UNKIND) / (turns + PRIOR_TURNS)
    return PER_SPITE * math.log(share / USUAL_SHARE)


def _is_thanked(conversation: Conversation, index: int) -> bool:
    after = conversation.next_turn(index, Role.CUSTOMER)
    return after is not None and bool(_THANKS.search(conversation.turns[after].text))


def _shifted(probability: float, shift: float) -> float:
    bounded = min(max(probability, 1e-3), 1 - 1e-3)
    return 1 / (1 + math.exp(-(math.log(bounded / (1 - bounded)) + shift)))
