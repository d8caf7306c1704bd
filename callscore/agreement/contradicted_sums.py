"""Sums that the agent gives two values: what is owed, what is demanded, a named cost, an offer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from callscore.agreement.places import SENTENCE, Contradiction, announced, inside, sentence_of
from callscore.conversation import Conversation, Role
from callscore.dialogue.account_facts import stated_balances
from callscore.language.references import find_references
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["contradicted_sums"]

SAME_SHARE = 0.01
"""Share of the larger sum up to which two sums are one, rounded in speech."""

MOST_PARTS = 3
"""Named sums that may add up to a new figure and so explain it: a fee or two and a payment."""

MOST_NAMED = 40
"""Sums looked back to for such an explanation."""

_REASON = re.compile(
    r"\b(?:because|since (?:then|you|we|the|it)|as (?:of|you|the)|after|includ\w+|plus|on top|add(?:s|ed|ing)?|with the"
    r"|interest|fees?|charges?|costs?|credit(?:ed|s)?|less|minus|off|taken|applied|deduct\w*|received|paid|payments?"
    r"|discount\w*|reduc\w+|waiv\w+|settle\w*|offer|minimum|remain\w*|left|leaves?|another|other|second|separate"
    r"|both|together"
    r"|altogether|in total|total|combined|between them|clear(?:s|ed)?|instead|extend\w*|extension|extra|more time"
    r"|move[ds]?"
    r"|push(?:ed)?|allow|give you|as a one[- ]off|agreed|if you)\b",
    re.IGNORECASE,
)
"""Words in the line of the new value that say why it is another one, or that it is the value of something else."""

_FEE = re.compile(
    r"\b(?P<fee>(?:court|summons|late|admin\w*|legal|bailiff|enforcement|collection|reconnection|bounce|penalty"
    r"|default)"
    r" (?:costs?|fees?|charges?)|summons|deposit)\b",
    re.IGNORECASE,
)
"""Costs that have a name of their own, by which two mentions are of the same."""

_TOLD_OF = re.compile(
    r"[\w\s,'’]{0,20}\b(?:that's|that is|that’s|of|is|are|was|were|at)(?: the| an?)?(?: other| another| extra)?\s*",
    re.IGNORECASE,
)
"""What leads from a named cost to its sum."""

_ASKS_BEFORE = re.compile(
    r"\b(?:give me|i(?:'ll)? (?:want|need|have)|bring|pay(?: me| us)?|the (?:total |full "
    r"|whole )?amount (?:\w+ ){0,3}is)\s+"
    r"(?:the |that |full |all of the )*$",
    re.IGNORECASE,
)
_ASKS_AFTER = re.compile(r"^\s*,?(?:is what )?you (?:are eating|owe|must pay|have to pay|need to pay)\b", re.IGNORECASE)
"""Words around a sum by which it is demanded as what is owed."""


def contradicted_sums(conversation: Conversation) -> Iterator[Contradiction]:
    """Sums of one matter that differ, with nothing said that explains it.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: The late fee is £12.", "customer: Right.", "agent: And the £20 late fee stays on.")
    >>> [(found.rule, found.before, found.after) for found in contradicted_sums(call)]
    [('fee', '£12', '£20')]
    """
    yield from _balances(conversation)
    yield from _demands(conversation)
    yield from _fees(conversation)


def _balances(conversation: Conversation) -> Iterator[Contradiction]:
    """A balance that is another one later, with nothing said that explains it."""
    stated = [(s.index, s.term) for s in stated_balances(conversation) if not s.rough]
    yield from _changed(conversation, "balance", stated)


def _demands(conversation: Conversation) -> Iterator[Contradiction]:
    """A sum asked for that is above what was said to be owed, with nothing said that explains it."""
    stated = [(s.index, s.term) for s in stated_balances(conversation) if not s.rough]
    if not stated or any(conversation.turns[index].role is not Role.AGENT for index, _ in stated):
        return
    first, owed = max(stated, key=lambda place: place[1].amounts[0])
    for index, turn in conversation.turns_of(Role.AGENT):
        for term in find_terms(turn.text) if index > first else ():
            if term.kind is not TermKind.AMOUNT or not term.exact or not term.amounts:
                continue
            asked = _ASKS_BEFORE.search(turn.text[: term.first]) or _ASKS_AFTER.search(turn.text[term.last :])
            above = min(term.amounts) > owed.amounts[0] * (1 + SAME_SHARE) + 1.0
            if asked and above and not _explained(conversation, first, index, owed, term, named_fee=False):
                yield Contradiction("balance", first, index, owed.text, term.text)
                return


def _fees(conversation: Conversation) -> Iterator[Contradiction]:
    """A named cost, such as that of a summons, given as two sums."""
    named: dict[str, list[tuple[int, Term]]] = {}
    for index, turn in conversation.turns_of(Role.AGENT):
        for sentence in SENTENCE.finditer(turn.text):
            fee = _FEE.search(sentence[0])
            sums = [
                term
                for term in find_terms(turn.text)
                if term.kind is TermKind.AMOUNT and term.exact and term.amounts and inside(sentence, term)
            ]
            if fee is None:
                continue
            told = sums if len(sums) == 1 else [term for term in sums if _belongs(turn.text, sentence, fee, term)]
            if len(told) == 1:
                named.setdefault(fee["fee"].lower().split()[0], []).append((index, told[0]))
    for places in named.values():
        yield from _changed(conversation, "fee", places)


def _belongs(text: str, sentence: re.Match[str], fee: re.Match[str], term: Term) -> bool:
    """Whether one of several sums of a sentence is that of its named cost ("the court costs in it, that's £75")."""
    after = text[sentence.start() + fee.end() : term.first]
    before = text[term.last : sentence.start() + fee.start()]
    return (
        bool(_TOLD_OF.fullmatch(after))
        if after
        else before.strip(" ") == "" and term.last <= sentence.start() + fee.start()
    )


def _changed(conversation: Conversation, rule: str, stated: Sequence[tuple[int, Term]]) -> Iterator[Contradiction]:
    """The first later place whose sum differs from an earlier one and is not explained."""
    for (first, one), (second, other) in combinations(stated, 2):
        if first == second or _same_sum(one, other):
            continue
        if not _explained(conversation, first, second, one, other, named_fee=rule == "fee"):
            yield Contradiction(rule, first, second, one.text, other.text)
            return


def _same_sum(one: Term, other: Term) -> bool:
    """Whether two sums may be one: a reading in common, or the same but for rounding."""
    return any(abs(a - b) <= max(1.0, SAME_SHARE * max(a, b)) for a in one.amounts for b in other.amounts)


def _explained(conversation: Conversation, first: int, second: int, one: Term, other: Term, *, named_fee: bool) -> bool:
    """Whether something said makes two sums right at once: a correction, a reason, another matter, a reckoning."""
    line = sentence_of(conversation.turns[second].text, other)
    if announced(conversation, second) or (not named_fee and _REASON.search(_without_words_of_owing(line))):
        return True
    if one.currency and other.currency and one.currency != other.currency:
        return True
    matters = [{number for *_, number in find_references(conversation.turns[i].text)} for i in (first, second)]
    if all(matters) and not matters[0] & matters[1]:
        return True
    return not named_fee and _reckoned(conversation, second, one, other)


_OWING = re.compile(
    r"\b(?:outstanding|remaining balance|left (?:to pay|owing|outstanding)|total (?:balance|outstanding|owed|due"
    r"|amount)|balance)\b",
    re.IGNORECASE,
)


def _without_words_of_owing(line: str) -> str:
    """A line without the words that only name what is owed ("the total balance", "left to pay")."""
    return _OWING.sub(" ", line)


def _reckoned(conversation: Conversation, second: int, one: Term, other: Term) -> bool:
    """Whether the new sum is the old one more or less sums that were named by either party."""
    named: list[float] = []
    for turn in conversation.turns[: second + 1]:
        named += [t.amounts[0] for t in find_terms(turn.text) if t.kind is TermKind.AMOUNT and t.amounts and t.exact]
    parts = [value for value in dict.fromkeys(named[-MOST_NAMED:]) if value not in (one.amounts[0], other.amounts[0])]
    gap = abs(one.amounts[0] - other.amounts[0])
    for count in range(1, MOST_PARTS + 1):
        for some in combinations(parts, count):
            if abs(sum(some) - gap) < 1.0 or abs(sum(some) - other.amounts[0]) < 1.0:
                return True
    return False
