"""Where the agent contradicts an earlier word: a balance, a fee, a deadline that changed without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callscore.agreement.contradicted_sums import contradicted_sums
from callscore.agreement.contradicted_times import contradicted_times
from callscore.agreement.places import CORRECTS, SPAN, Contradiction
from callscore.agreement.tracking import Agreement, track_agreement
from callscore.conversation import Conversation, Role
from callscore.language.terms import TermKind, find_terms

__all__ = ["Contradiction", "find_contradictions"]

CHALLENGES = re.compile(
    r"\b(?:(?:i thought )?you (?:just |only |already )?(?:said|told (?:me|us)|quoted)|(?:just now|a (?:minute|moment"
    r"|second) ago)"
    r" you|which is it|that's not what you|before you said)\b",
    re.IGNORECASE,
)
"""Words by which the customer holds an earlier word against the agent."""

ALREADY = re.compile(r"\balready (?:had|gone|sent|been|has|have)\b", re.IGNORECASE)
"""What is said to be done that was announced for a day to come."""


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
        *contradicted_sums(conversation),
        *contradicted_times(conversation),
        *_terms(track_agreement(conversation)),
    ]
    known = {(one.first, one.second) for one in found}
    found += [one for one in _challenged(conversation) if (one.first, one.second) not in known]
    return tuple(sorted(found, key=lambda one: (one.second, one.first)))


def _challenged(conversation: Conversation) -> Iterator[Contradiction]:
    """A value that the customer holds against the agent's last words, and that the agent did give before."""
    turns = conversation.turns
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        challenge = CHALLENGES.search(turn.text)
        last = next((i for i in range(index - 1, max(index - 3, -1), -1) if turns[i].role is Role.AGENT), None)
        if challenge is None or last is None or _owned_up(conversation, index):
            continue
        for quoted in _values(turn.text[challenge.start() :]):
            earlier = next(
                (i for i, other in conversation.turns_of(Role.AGENT) if i < last and quoted in _values(other.text)),
                None,
            )
            if earlier is not None and quoted not in _values(turns[last].text) and _other(quoted, turns[last].text):
                yield Contradiction("challenged", earlier, last, quoted[1], _other(quoted, turns[last].text) or "")
                return


def _owned_up(conversation: Conversation, index: int) -> bool:
    """Whether the agent's next turn corrects what the customer took up."""
    answer = conversation.next_turn(index, Role.AGENT)
    return answer is not None and bool(CORRECTS.search(conversation.turns[answer].text))


def _values(text: str) -> list[tuple[str, str]]:
    """Sums, days and spans of a line: their kind, and what they say in a form in which two can be compared."""
    spans = [("span", match[0].lower()) for match in re.finditer(rf"\b{SPAN}\b", text, re.IGNORECASE)]
    terms = [
        (term.kind.value, str(term.amounts[0]) if term.amounts else term.text.lower())
        for term in find_terms(text)
        if term.exact and (term.amounts or term.kind is TermKind.DATE)
    ]
    return [*spans, *terms]


def _other(quoted: tuple[str, str], text: str) -> str | None:
    """The value of the same kind in a line, or the word that says it is done; None where there is neither."""
    same = [said for kind, said in _values(text) if kind == quoted[0]]
    if same:
        return same[0]
    done = ALREADY.search(text)
    return done[0] if done and quoted[0] == TermKind.DATE.value else None


def _terms(agreement: Agreement) -> Iterator[Contradiction]:
    """Agreed terms that the agent reads back with another value, and lets stand."""
    recap = agreement.recap
    if recap.state != "contradicts" or recap.turn is None or agreement.turn is None or agreement.turn >= recap.turn:
        return
    wrong = [recap.slots[name] for name in recap.contradicting]
    before, after = ", ".join(slot.agreed for slot in wrong), ", ".join(str(slot.recapped) for slot in wrong)
    yield Contradiction("terms", agreement.turn, recap.turn, before, after)
