"""Where the agent reads the agreement back: the turns of the recap, as the classifier and announcing words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from callscore.agreement.payments import Standing
from callscore.agreement.places import CORRECTS
from callscore.agreement.recap_goes_on import LIKELY, MOST_TURNS, gone_on
from callscore.agreement.restated import SLOTS, names_again, opens_anew, restates_agreement, said_in
from callscore.agreement.slots import Said, joined, restated
from callscore.agreement.sums import may_be
from callscore.conversation import Conversation, Role
from callscore.language import commitments
from callscore.language.terms import Term, TermKind
from callscore.language.verdicts import lines_heard

__all__ = ["ReadBack", "find_read_back"]

SURE = 0.8
"""Probability of a recap from which its line is one whatever words it uses. On 76 complete calls, 48 of them tuned on,
the recap was found in 34 of the 37 that have one; told by its label alone, on 24 calls not tuned on, in 12 of 14."""

SURELY_ONE = 0.95
"""Probability of a recap from which announcing words make one of a line that names the day alone, or the sum."""

PROMISED = 0.3
"""Probability of a promise from which the customer has agreed to something before the recap."""

PRESSES = 0.5
"""Probability of a threat or false urgency from which a line is an ultimatum and no recap."""

SHORT_LINE = 8
"""Words up to which a line without words of reading back only takes up what was just said."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The turns of a recap and what they say; `sure` is the classifier's probability, `cued` that words announce it."""

    turns: tuple[int, ...]
    said: Said
    sure: float
    cued: bool


def find_read_back(conversation: Conversation, standing: Standing) -> ReadBack | None:
    """The recap of a call, or None: of several lines the one that says most, and of two that say as much the later.

    Examples
    --------
    >>> from callscore.agreement.negotiation import follow
    >>> from callscore.testing import make_call
    >>> call = make_call(
    ...     "agent: Could you do £150 on Friday?",
    ...     "customer: Yeah, by card.",
    ...     "agent: So that's £150 on Friday, have I got that right?",
    ... )
    >>> find_read_back(call, follow(call)).turns
    (2,)
    """
    best: ReadBack | None = None
    for index, turn in conversation.turns_of(Role.AGENT):
        if turn.text.rstrip().endswith("...?") or not _something_agreed(conversation, standing, index):
            continue
        found = _read_on(conversation, standing, index)
        if found is None or (best is not None and best.turns[-1] >= index):
            continue
        if best is None or _weight(found) >= _weight(best):
            best = found
        elif _overturns(conversation, standing, found, best):
            best = _with_method_of(best, found)
    return best


def _something_agreed(conversation: Conversation, standing: Standing, index: int) -> bool:
    """Whether anything was agreed before a turn that could be read back."""
    if standing.first_agreed_turn is not None and standing.first_agreed_turn < index:
        return True
    return any(standing.acts.promise(i) > PROMISED for i, _ in conversation.turns_of(Role.CUSTOMER) if i < index)


def _read_on(conversation: Conversation, standing: Standing, index: int) -> ReadBack | None:
    """The recap that begins in a turn, with the turns that go on with it while the customer only nods."""
    acts, cued = standing.acts, commitments.reads_back(conversation.turns[index].text)
    said = said_in(conversation, standing, index)
    if not cued and acts.pressure(index) > PRESSES:
        return None
    pieces = _pieces(conversation, index)
    if len(pieces) > 1:
        return _of_pieces(conversation, standing, pieces)
    restated_only = not (cued or acts.recap(index) >= LIKELY)
    if restated_only and not restates_agreement(conversation, standing, said):
        return None
    turns, said = gone_on(conversation, standing, [index], said, cued=cued)
    found = ReadBack(turns, said, max(acts.recap(i) for i in turns), cued)
    found = _with_sum_before(conversation, standing, found)
    return found if restated_only or _is_recap(conversation, standing, found) else None


_BEGINS = re.compile(r"\b(?:so|then|right|okay|that(?:'s| is| makes)|it's)\b", re.IGNORECASE)
"""Words with which the sum of a recap is said before its day."""


def _with_sum_before(conversation: Conversation, standing: Standing, found: ReadBack) -> ReadBack:
    """A recap that has a day and no sum, with the agent's line before it where that one settles the sum."""
    first = found.turns[0]
    before = next((i for i, _ in conversation.turns_of(Role.AGENT) if first - 2 <= i < first), None)
    if before is None or not found.said.days or found.said.amounts or found.said.relatives:
        return found
    said = said_in(conversation, standing, before)
    agreed = [payment.amount for payment in standing.payments if payment.amount is not None]
    text = conversation.turns[before].text
    between = [turn.text for turn in conversation.turns[before + 1 : first]]
    if (
        not said.amounts
        or said.days
        or not all(restated(amount, agreed) for amount in said.amounts)
        or not _BEGINS.search(text)
        or commitments.asks_for_terms(text)
        or any(commitments.declines(line) for line in between)
    ):
        return found
    return replace(found, turns=(before, *found.turns), said=joined(said, found.said))


_OPEN_END = re.compile(r"(?<!\bor)(?<!\bor )(?:\.\.\.|…|,|-|—)\s*$")
"""How a line ends that its speaker means to go on with."""


def _pieces(conversation: Conversation, index: int) -> tuple[int, ...]:
    """The agent's turns over which one sentence runs, each but the last left open, and the customer's answers between.

    What the customer supplies to an open end ("it'll be with us on..." "Thursday the nineteenth") is part of it.
    """
    turns = conversation.turns
    found = [index]
    while len(found) < 2 * MOST_TURNS:
        last = found[-1]
        if turns[last].role is Role.AGENT and not _OPEN_END.search(turns[last].text):
            break
        if last + 1 >= len(turns) or turns[last + 1].role is turns[last].role:
            break
        if turns[last + 1].role is Role.CUSTOMER and commitments.declines(turns[last + 1].text):
            break
        found.append(last + 1)
    return tuple(found)


def _of_pieces(conversation: Conversation, standing: Standing, pieces: tuple[int, ...]) -> ReadBack | None:
    """The recap that a sentence over several turns makes, heard as one line."""
    turns = conversation.turns
    own = [i for i in pieces if turns[i].role is Role.AGENT]
    text = " ".join(_OPEN_END.sub("", turns[i].text) for i in pieces if standing.lines[i])
    [heard] = lines_heard([(text, Role.AGENT, conversation.previous_line(pieces[0]))])
    sure = max(heard.get("recap", 0.0), *(standing.acts.recap(i) for i in own))
    cued = any(commitments.reads_back(turns[i].text) for i in own)
    said = said_in(conversation, standing, pieces[0])
    for i in pieces[1:]:
        more = said_in(conversation, standing, i)
        said = more if turns[i].role is Role.AGENT and CORRECTS.search(turns[i].text) else joined(said, more)
    turns_read, said = gone_on(conversation, standing, own, said, cued=cued)
    found = _with_sum_before(conversation, standing, ReadBack(turns_read, said, sure, cued))
    return found if (cued or sure >= LIKELY) and _is_recap(conversation, standing, found) else None


def _is_recap(conversation: Conversation, standing: Standing, found: ReadBack) -> bool:
    """Whether words that read something back read this agreement back, and put nothing new forward."""
    index, text = found.turns[0], conversation.turns[found.turns[0]].text
    rhythm = {TermKind.FREQUENCY, TermKind.INSTALMENTS} if found.cued else {TermKind.FREQUENCY}
    kinds = {term.kind for term in found.said.terms if term.kind in SLOTS | rhythm}
    if (
        len(kinds) < (1 if found.cued and found.sure >= SURELY_ONE else 2)
        or not kinds & {TermKind.AMOUNT, TermKind.DATE}
        or opens_anew(text)
    ):
        return False
    if not found.cued and commitments.asks_for_terms(text):
        return False
    if restates_agreement(conversation, standing, found.said, found.turns[-1]) or found.cued:
        return True
    before = [term for terms in standing.lines[:index] for term in terms]
    said = [term for term in found.said.terms if term.kind in SLOTS]
    whole = kinds >= SLOTS and all(names_again(term, before) for term in said)
    if (found.sure < SURE and not (whole or _makes_a_named_sum(found.said, before))) or len(text.split()) <= SHORT_LINE:
        return False
    if not commitments.restates(text) and not all(names_again(term, before) for term in said):
        return False
    settled_later = {term.kind for terms in standing.lines[found.turns[-1] + 1 :] for term in terms} & SLOTS
    known = kinds | {term.kind for term in before}
    return settled_later <= known and any(names_again(term, before) for term in said)


def _makes_a_named_sum(said: Said, before: Sequence[Term]) -> bool:
    """Whether several sums of a line come together to one that was named before, as the payments of a plan do."""
    total = sum(said.amounts)
    return len(set(said.amounts)) > 1 and any(may_be(term, total) for term in before)


def _weight(found: ReadBack) -> int:
    """How much a recap says, and how surely it is one."""
    kinds = {term.kind for term in found.said.terms} & SLOTS
    return len(kinds) + (found.sure >= SURE) + found.cued


def _with_method_of(earlier: ReadBack, later: ReadBack) -> ReadBack:
    """A recap that corrects an earlier one: the way to pay that it leaves unsaid is the one said before."""
    if later.said.methods or not earlier.said.methods:
        return later
    terms = (*later.said.terms, *earlier.said.methods)
    return replace(later, said=replace(later.said, methods=earlier.said.methods, terms=terms))


def _overturns(conversation: Conversation, standing: Standing, found: ReadBack, best: ReadBack) -> bool:
    """Whether a later line takes a recap's place: the customer objected to it, it has other sums, or newer ones."""
    answer = conversation.next_turn(best.turns[-1], Role.CUSTOMER)
    if answer is not None and answer < found.turns[0] and commitments.declines(conversation.turns[answer].text):
        return True
    later, before = found.said.amounts, best.said.amounts
    if found.cued and later and before and not any(restated(amount, before) for amount in later):
        return True
    since = [term for terms in standing.lines[best.turns[-1] + 1 : found.turns[0]] for term in terms]
    new = [amount for amount in later if not restated(amount, before)]
    return found.sure >= SURE and any(may_be(term, amount) for term in since for amount in new)
