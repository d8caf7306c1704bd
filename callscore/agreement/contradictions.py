"""Where the agent contradicts an earlier word: a balance, a fee, a deadline that changed without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from callscore.agreement.tracking import Agreement, track_agreement
from callscore.conversation import Conversation, Role
from callscore.dialogue.account_facts import stated_balances
from callscore.language.references import find_references
from callscore.language.terms import Term, TermKind, find_terms

__all__ = ["Contradiction", "find_contradictions"]

SAME_SHARE = 0.01
"""Share of the larger sum up to which two sums are one, rounded in speech."""

MOST_PARTS = 3
"""Named sums that may add up to a new figure and so explain it: a fee or two and a payment."""

MOST_NAMED = 40
"""Sums looked back to for such an explanation."""

_CORRECTS = re.compile(
    r"\b(?:sorry|apolog\w+|my mistake|my error|i misspoke|misread|misquoted|correct(?:ion|ing)|let me correct|i meant"
    r"|i should have said|that was wrong|wrong (?:account|figure|line|screen|one|file|loan)|not \S+,? (?:it's|it is)"
    r"|scratch that|i tell a lie|updated|refresh\w*|just (?:come|gone) (?:in|through))\b",
    re.IGNORECASE,
)
"""The agent announces that a figure is corrected: being unprepared, perhaps, but no contradiction."""

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

_MOVES = re.compile(
    r"\b(?:because|since|as (?:you|the)|extend\w*|extension|extra|more time|longer|move[ds]?|push(?:ed)?|allow|give you"
    r"|as a one[- ]off|agreed|if you|instead|weekend|bank holiday|another|other|second)\b",
    re.IGNORECASE,
)
"""Words in the line of a new deadline that say why it is another one."""

_ASKS_FOR_TIME = re.compile(
    r"\b(?:more time|a bit longer|longer|(?:give|need) (?:me|us)? ?(?:till|until|to)|can (?:i|we) (?:have|do"
    r"|make it)|could (?:i|we)"
    r"|what (?:about|if)|not (?:by|till|until)|extension)\b",
    re.IGNORECASE,
)

_FEE = re.compile(
    r"\b(?P<fee>(?:court|summons|late|admin\w*|legal|bailiff|enforcement|collection|reconnection|bounce|penalty"
    r"|default)"
    r" (?:costs?|fees?|charges?)|summons|deposit)\b",
    re.IGNORECASE,
)
"""Costs that have a name of their own, by which two mentions are of the same."""

_ASKS_BEFORE = re.compile(
    r"\b(?:give me|i(?:'ll)? (?:want|need|have)|bring|pay(?: me| us)?|the (?:total |full "
    r"|whole )?amount (?:\w+ ){0,3}is)\s+"
    r"(?:the |that |full |all of the )*$",
    re.IGNORECASE,
)
_ASKS_AFTER = re.compile(r"^\s*,?(?:is what )?you (?:are eating|owe|must pay|have to pay|need to pay)\b", re.IGNORECASE)
"""Words around a sum by which it is demanded as what is owed."""

_BY = re.compile(
    r"\b(?:by|before|until|till|no later than|deadline(?: is| of| for \w+ is)?|expires?|ends?|clos(?:es|ing)|through"
    r"|have"
    r"|is|due)\s+(?:on |at |the end of |close (?:of business )?(?:on )?)*$",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"\b(?:must|needs? to|ha(?:s|ve) to|deadline|expires?|last (?:day|date|chance)|final (?:day|date|deadline)|valid"
    r"|good (?:until|till|through)"
    r"|no later|latest|(?:is|are) open|stands|have (?:until|till)|runs? (?:out|until)|due)\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(r"\?|\b(?:could|would|can) (?:you|we|that)\b|\bhow about\b|\bwhat about\b", re.IGNORECASE)

_SUBJECTS = (
    ("offer", re.compile(r"\b(?:offer|discount|settle\w*|reduced|deal)\b", re.IGNORECASE)),
    ("step", re.compile(r"\b(?:court|legal|solicitor\w*|attorney\w*|agency|bailiff\w*|file|claim|disconnect\w*"
    r"|suspen\w*"
                        r"|cut off|stop|passed|transferred|terminat\w*)\b", re.IGNORECASE)),
    ("payment", re.compile(r"\b(?:pay\w*|money|amount|balance|sum|it|that|this)\b", re.IGNORECASE)),
)  # fmt: skip
"""What a deadline is for, the most telling word first."""

_SENTENCE = re.compile(r"[^.?!;]+[.?!;]?")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places of a call that can't both be right.

    `rule` is "balance", "fee", "deadline" or "terms"; `first` and `second` are indexes of turns, `before` and `after`
    the words said there.
    """

    rule: str
    first: int
    second: int
    before: str
    after: str


def find_contradictions(conversation: Conversation) -> tuple[Contradiction, ...]:
    """Every value that the agent changes without a reason, once for each thing that it is the value of.

    A value that is negotiated, corrected in so many words, explained by other sums or for another matter is none.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: The balance is £1,900.", "customer: Right.", "agent: So your balance is £2,150.")
    >>> [(c.rule, c.before, c.after) for c in find_contradictions(call)]
    [('balance', '£1,900', '£2,150')]
    """
    found = [
        *_balances(conversation),
        *_demands(conversation),
        *_fees(conversation),
        *_deadlines(conversation),
        *_terms(track_agreement(conversation)),
    ]
    return tuple(sorted(found, key=lambda one: (one.second, one.first)))


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
        for sentence in _SENTENCE.finditer(turn.text):
            fee = _FEE.search(sentence[0])
            sums = [
                term
                for term in find_terms(turn.text)
                if term.kind is TermKind.AMOUNT and term.exact and term.amounts and _inside(sentence, term)
            ]
            if fee is not None and len(sums) == 1:
                named.setdefault(fee["fee"].lower().split()[0], []).append((index, sums[0]))
    for places in named.values():
        yield from _changed(conversation, "fee", places)


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
    line = _sentence_of(conversation.turns[second].text, other)
    if _announced(conversation, second) or (not named_fee and _REASON.search(_without_words_of_owing(line))):
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


def _announced(conversation: Conversation, index: int) -> bool:
    """Whether a line, or the agent's one before it, announces a correction."""
    before = [i for i, _ in conversation.turns_of(Role.AGENT) if i < index][-1:]
    return any(_CORRECTS.search(conversation.turns[i].text) for i in (*before, index))


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


def _deadlines(conversation: Conversation) -> Iterator[Contradiction]:
    """A day that something must be done by, given as another one later."""
    stated: dict[str, list[tuple[int, Term]]] = {}
    for index, turn in conversation.turns_of(Role.AGENT):
        for sentence in _SENTENCE.finditer(turn.text):
            if _PROPOSES.search(sentence[0]) or not _DEMANDS.search(sentence[0]):
                continue
            for term in find_terms(turn.text, conversation.call_date):
                if term.kind is TermKind.DATE and term.exact and _inside(sentence, term):
                    if _BY.search(turn.text[sentence.start() : term.first]):
                        stated.setdefault(_subject(sentence[0]), []).append((index, term))
                    break
    for places in stated.values():
        for (first, one), (second, other) in combinations(places, 2):
            if first != second and not _same_day(one, other) and not _moved(conversation, first, second, other):
                yield Contradiction("deadline", first, second, one.text, other.text)
                break


def _subject(sentence: str) -> str:
    """What a deadline is for."""
    return next((name for name, pattern in _SUBJECTS if pattern.search(sentence)), "payment")


def _same_day(one: Term, other: Term) -> bool:
    """Whether two days may be one; days without a date are the same or can't be told apart unless both are weekdays."""
    if one.dates and other.dates:
        return bool(set(one.dates) & set(other.dates))
    weekdays = [_weekday(term.text) for term in (one, other)]
    return not all(weekdays) or weekdays[0] == weekdays[1]


def _weekday(words: str) -> str | None:
    match = re.search(r"(mon|tues|wednes|thurs|fri|satur|sun)day", words.lower())
    return match[0] if match else None


def _moved(conversation: Conversation, first: int, second: int, other: Term) -> bool:
    """Whether the new day was announced, given a reason, asked for or named by the customer."""
    if _announced(conversation, second) or _MOVES.search(_sentence_of(conversation.turns[second].text, other)):
        return True
    wanted: set[date] = set()
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        if first < index < second:
            if _ASKS_FOR_TIME.search(turn.text):
                return True
            wanted |= {day for term in find_terms(turn.text, conversation.call_date) for day in term.dates}
    return bool(wanted & set(other.dates))


def _terms(agreement: Agreement) -> Iterator[Contradiction]:
    """Agreed terms that the agent reads back with another value, and lets stand."""
    recap = agreement.recap
    if recap.state != "contradicts" or recap.turn is None or agreement.turn is None or agreement.turn >= recap.turn:
        return
    wrong = [recap.slots[name] for name in recap.contradicting]
    before, after = ", ".join(slot.agreed for slot in wrong), ", ".join(str(slot.recapped) for slot in wrong)
    yield Contradiction("terms", agreement.turn, recap.turn, before, after)


def _inside(sentence: re.Match[str], term: Term) -> bool:
    return sentence.start() <= term.first < sentence.end()


def _sentence_of(text: str, term: Term) -> str:
    return next((sentence[0] for sentence in _SENTENCE.finditer(text) if _inside(sentence, term)), text)
