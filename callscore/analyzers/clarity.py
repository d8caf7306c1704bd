"""Whether it was easy to follow: the balance and the consequences in plain words, and no trade words unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_an_agent, with_the_right_person
from callscore.dialogue.puzzled import puzzled_by
from callscore.dialogue.sentences import sentences_in
from callscore.dialogue.spite import PRESSURE
from callscore.evidence import abstain, credit, fault, first_of_turns, moment, presence
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit, hits
from callscore.language.terms import TermKind, find_terms
from callscore.phrases import said, shipped
from callscore.turn import shortened

__all__ = ["clarity"]

UNITS = {"balance_explained": "presence", "consequences_explained": "presence", "jargon": "count"}

SAID_CONFIDENCE = 0.6
"""Of a consequence that no rule of the lexicons names."""

QUOTED = 80
"""Characters of the customer's that a remark quotes."""

EXPLAINED_TURNS = 2
"""Agent turns, the one with the trade word among them, in which an explanation makes it good."""

_EXPLAINS = re.compile(
    r"\b(?:which means|that means|meaning|it means|means that|in other words|that is to say|that's to say|in plain|"
    r"stands? for|short for|"
    r"(?:so |that's |that is )?(?:basically|simply) (?:the|that|how|when|what|where)|what we call|i mean|"
    r"by that i mean|so that's (?:the|how|when|what))\b",
    re.IGNORECASE,
)
_SAYS_WHAT = re.compile(r"^\W*(?:it's|that's|it is|that is|oh,? (?:it|that)'s|just)\b", re.IGNORECASE)
_ASKS_MEANING = re.compile(
    r"\b(?:what(?:'s| is| does) (?:that|it|a|an|the) ?\w* ?(?:mean|stand for)?\??|what do you mean|never heard of|"
    r"don't know what)\b",
    re.IGNORECASE,
)
_SAYS_LATE = re.compile(
    r"\b(?:due|overdue|late|behind|since|outstanding|from (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|last)|"
    r"unpaid|came back|arrears|past|owing|open|missed|for (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december))\b",
    re.IGNORECASE,
)
_OWED = re.compile(r"\b(?:balance|owe|owed|owing|amount|total|bill|account|debt|outstanding)\b", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"\b(?:late fees?|court|legal|bailiffs?|enforcement|credit (?:file|score|rating|report)|default(?:ed)?|"
    r"disconnect\w*|cut off|repossess\w*|"
    r"evict\w*|suspend\w*|interest (?:runs|accrues|is added)|solicitors|debt collection agency)\b",
    re.IGNORECASE,
)
_FEE = re.compile(
    r"\b(?:(?:late|admin\w*|returned|reconnection|bounce|extension|collection|service|nsf|missed|court|penalty) "
    r"(?:payment )?(?:fees?|charges?|costs?)|fees?|penalt(?:y|ies)|surcharge|"
    r"interest (?:is|of|at|runs|will|gets|accrues)|no interest)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:if|unless|after|once|until|by|before|otherwise|every|each|per|would|will|won't|gets?|is added|are added|"
    r"goes|stops?|comes off|waive\w*)\b",
    re.IGNORECASE,
)
"""With a fee in one sentence: what it hangs on, so that it is told as information."""


@with_an_agent(UNITS)
def clarity(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`balance_explained`, `consequences_explained` and `jargon`.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It's 480 pounds for the June invoices, about six weeks overdue.")
    >>> {item.name: item.value for item in clarity(call) if isinstance(item, Metric)}["balance_explained"]
    1.0
    """
    yield from _balance(conversation)
    yield from _consequences(conversation)
    yield from _jargon(conversation)


@with_the_right_person({"balance_explained": "presence"}, "so the balance was not due")
def _balance(conversation: Conversation) -> Iterator[Finding | Metric]:
    """What is owed, and how late or for what, in one turn; due only where the right person is there."""
    found = first_of_turns(tuple(hits(conversation, Role.AGENT, "balance_explained")), "balance_explained")
    if found:
        yield from presence("balance_explained", found)
        return
    for index, turn in conversation.turns_of(Role.AGENT):
        amount = next((t for t in find_terms(turn.text) if t.kind is TermKind.AMOUNT and t.amounts), None)
        late = _SAYS_LATE.search(turn.text)
        if amount and late and "?" not in turn.text[amount.first :]:
            chars = (min(amount.first, late.start()), max(amount.last, late.end()))
            why = "Amount and age are said in one breath, in plain words."
            yield Metric("balance_explained", 1.0, "presence", base=1.0)
            yield moment(conversation, "balance_explained", "balance.said", index, why, chars=chars, confidence=0.7)
            return
    yield from _amount_only(conversation)


def _amount_only(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Half where the sum of what is owed is said, and neither since when nor what for."""
    for index, turn in conversation.turns_of(Role.AGENT):
        amount = next((t for t in find_terms(turn.text) if t.kind is TermKind.AMOUNT and t.amounts), None)
        if amount and _OWED.search(turn.text):
            why = "The sum is said, but not since when it is due, or what it is for."
            yield Metric(
                "balance_explained", 0.5, "presence", base=1.0, reason="the sum, but not since when or what for"
            )
            chars = (amount.first, amount.last)
            yield moment(conversation, "balance_explained", "balance.sum_only", index, why, chars=chars, confidence=0.7)
            return
    yield Metric("balance_explained", 0.0, "presence", base=1.0)


def _consequences(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Judged where fees or consequences come up: explained as information, or only hinted at and threatened."""
    explained = first_of_turns(tuple(hits(conversation, Role.AGENT, "consequence_explained")), "consequence_explained")
    threats = {hit.index for hit in hits(conversation, Role.AGENT, *PRESSURE)}
    calm = [credit("consequences_explained", hit) for hit in explained if hit.index not in threats]
    calm += _said_plainly(conversation, threats | {finding.turn for finding in calm})
    asked = list(said(conversation, Role.CUSTOMER, shipped("people"), "asks_consequence"))
    raised = bool(asked) or any(_CONSEQUENCE.search(conversation.turns[index].text) for index in threats)
    if calm or raised:
        yield Metric("consequences_explained", float(bool(calm)), "presence", base=1.0)
        yield from calm
    else:
        reason = "nobody asked what follows, and the agent held nothing over the customer"
        yield from abstain({"consequences_explained": "presence"}, reason)
    if not calm and raised:
        yield from _unexplained(conversation, asked, sorted(threats))


def _said_plainly(conversation: Conversation, without: Set[int]) -> list[Finding]:
    """The first sentence of each turn of the agent's that says a fee with its sum, or with what it hangs on."""
    found: list[Finding] = []
    for index, turn in conversation.turns_of(Role.AGENT):
        if index in without:
            continue
        for chars in sentences_in(turn.text):
            words = turn.text[slice(*chars)]
            fee = _FEE.search(words)
            sums = any(term.kind is TermKind.AMOUNT and term.amounts for term in find_terms(words))
            if fee and (sums or _TO_COME.search(words)) and not words.endswith("?"):
                why = "Said with its sum, or with what it hangs on: information, and no threat."
                rule = "consequences.said"
                found.append(
                    moment(
                        conversation,
                        "consequences_explained",
                        rule,
                        index,
                        why,
                        chars=chars,
                        confidence=SAID_CONFIDENCE,
                    )
                )
                break
    return found


def _unexplained(conversation: Conversation, asked: list[Hit], threats: list[int]) -> Iterator[Finding]:
    instead = "If it isn't paid by the 30th, a late fee of 12 dollars is added. I'd like to help you avoid that."
    why = "The customer asked what happens, or it was held over them, and nobody explained it as it is."
    answer = conversation.next_turn(asked[0].index, Role.AGENT) if asked else None
    index = answer if answer is not None else next(iter(threats), None)
    if index is not None:
        yield moment(
            conversation,
            "consequences_explained",
            "consequences.unexplained",
            index,
            why,
            confidence=0.6,
            severity=1,
            instead=instead,
        )


def _jargon(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Trade words; explained afterwards, in the same turn or when the customer asks, they are no fault."""
    found = first_of_turns(tuple(hits(conversation, Role.AGENT, "jargon")), "jargon")
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    named = {hit.index for hit in found}
    unexplained: list[Finding] = []
    explained: list[Finding] = []
    for hit in found:
        place = order.index(hit.index)
        if _is_explained(conversation, hit, order[place : place + EXPLAINED_TURNS]):
            explained.append(credit("jargon", hit, why="A trade word, and explained at once."))
        else:
            unexplained.append(fault("jargon", hit, severity=1))
    unexplained += [
        _not_known(conversation, index)
        for place, index in enumerate(order)
        if index not in named
        and puzzled_by(conversation, index)
        and not _explains_after(conversation, index, order[place + 1 : place + EXPLAINED_TURNS])
    ]
    unexplained.sort(key=lambda finding: finding.turn)
    yield Metric("jargon", float(len(unexplained)), "count", base=float(len(order)))
    yield from unexplained
    yield from explained


def _not_known(conversation: Conversation, index: int) -> Finding:
    asked = conversation.turns[index + 1].text
    why = f"The customer did not know a word of it (“{shortened(asked, QUOTED)}”), and it was not explained."
    instead = "Say it as you would to a neighbour: “six weeks late” for “in bucket two”."
    return moment(
        conversation, "jargon", "jargon.not_known", index, why, confidence=SAID_CONFIDENCE, severity=1, instead=instead
    )


def _explains_after(conversation: Conversation, index: int, turns: list[int]) -> bool:
    """Whether the agent's next turns say what was meant, once the customer had asked."""
    return any(
        _EXPLAINS.search(conversation.turns[after].text) or _SAYS_WHAT.search(conversation.turns[after].text)
        for after in turns
        if after > index
    )


def _is_explained(conversation: Conversation, hit: Hit, turns: list[int]) -> bool:
    own = conversation.turns[hit.index].text
    if _EXPLAINS.search(own[hit.match.first :]):
        return True
    after = [index for index in turns if index > hit.index]
    if not after:
        return False
    between = [turn.text for turn in conversation.turns[hit.index + 1 : after[0]] if turn.role is Role.CUSTOMER]
    asked = any(_ASKS_MEANING.search(text) for text in between)
    text = conversation.turns[after[0]].text
    return asked and bool(_EXPLAINS.search(text) or _SAYS_WHAT.search(text))
