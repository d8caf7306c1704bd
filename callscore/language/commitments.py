"""What a line does in settling a payment: commit, accept, propose, ask, confirm, take back; and how firmly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.commitment_cues import (
    ABOUT_PAYING,
    ASKING,
    ASKS,
    ASKS_FOR_YES,
    ASKS_HOW_MUCH,
    CLAUSE,
    COMMIT,
    CONDITION,
    ELSEWHERE_CHEQUE,
    HABIT,
    NEGATED,
    NO,
    NOT_BEFORE,
    OTHER_ACT,
    OTHER_MATTER,
    OWN_MONEY,
    PAST,
    PAST_QUESTION,
    PAY,
    PROPOSE,
    READS_BACK,
    REJECTS,
    REOPENS,
    RESTATE,
    RETRACT,
    THEIRS,
    WEAK,
    YES,
    YES_LATER,
)
from callscore.language.terms import Term, TermKind

__all__ = [
    "accepts", "asks_for_terms", "asks_how_much", "committing_terms",
    "declines", "is_slot", "offered_terms", "restates", "retracts",
    "stated_terms",
    "strength_of",
]  # fmt: skip

ECHO_WORDS = 6
"""Words up to which an agent's line that names a term holds it out for a yes ("Friday the twenty-fourth")."""

ANSWER_LEAD = 12
"""Characters within which a clause that answers a question names what was asked for."""


def accepts(text: str) -> bool:
    """Whether a line opens as a yes.

    Examples
    --------
    >>> accepts("yeah that works"), accepts("no, I said Saturday")
    (True, False)
    """
    return not NO.match(text) and bool(YES.match(text) or YES_LATER.search(text))


def declines(text: str) -> bool:
    """Whether a line opens as a no or a correction ("No o, I said thirty")."""
    return bool(NO.match(text))


def retracts(text: str) -> bool:
    """Whether the customer takes a promise back or refuses to pay."""
    return bool(RETRACT.search(text))


def reads_back(text: str) -> bool:
    """Whether a line announces or closes a recap in so many words, beyond a mere "so"."""
    return bool(READS_BACK.search(text))


def reopens(text: str) -> bool:
    """Whether the customer calls what was agreed into question ("wait, Friday the rent goes out")."""
    return bool(REOPENS.search(text))


def rejects(text: str) -> bool:
    """Whether a line turns the other's offer down or breaks the talk off."""
    return bool(REJECTS.search(text))


def restates(text: str) -> bool:
    """Whether a line carries a cue of reading back what was agreed ("so that's", "just to confirm")."""
    return bool(RESTATE.search(text) or READS_BACK.search(text))


def asks_for_terms(text: str) -> bool:
    """Whether a line asks when, how much or how it will be paid."""
    return bool(ASKS.search(text)) and not PAST_QUESTION.search(text)


def asks_how_much(text: str) -> bool:
    """Whether a line asks for a sum."""
    return bool(ASKS_HOW_MUCH.search(text))


def offered_terms(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of an agent's `terms` that are put to the customer for a yes or a no; balances are left out.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> line = "The balance is $640. Could you do $300 today?"
    >>> [term.text for term in offered_terms(line, find_terms(line)) if term.amounts]
    ['$300']
    """
    kept: list[Term] = []
    clauses = _clauses(text)
    if len(text.split()) <= ECHO_WORDS:
        return tuple(term for term in terms if not _negated(text, term))
    closing = clauses[-1][0] if clauses else 0
    bare = not any(is_slot(term) and term.first >= closing for term in terms)
    if bare and ASKS_FOR_YES.search(text[closing:]) and not PAST_QUESTION.search(text):
        return tuple(term for term in terms if not _negated(text, term))
    for first, last in clauses:
        clause = text[first:last]
        if OTHER_ACT.search(clause) and not about_paying(clause):
            continue
        if PROPOSE.search(clause) and not PAST_QUESTION.search(clause):
            kept += [term for term in terms if first <= term.first < last and not _negated(text, term)]
    return tuple(kept)


def is_slot(term: Term) -> bool:
    """Whether a term is an amount, a date or a method."""
    return term.kind in (TermKind.AMOUNT, TermKind.DATE, TermKind.METHOD)


def _clauses(text: str) -> list[tuple[int, int]]:
    edges = [0, *(position for match in CLAUSE.finditer(text) for position in match.span()), len(text)]
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if last > first]


def _negated(text: str, term: Term) -> bool:
    """Whether "not" stands right before a term ("not the cheque")."""
    return bool(NOT_BEFORE.search(text[: term.first]))


def stated_terms(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of `terms` that a line affirms: what stands right after a "not" is left out."""
    return tuple(term for term in terms if not _negated(text, term))


def about_paying(text: str) -> bool:
    """Whether a line speaks of a payment at all."""
    return bool(ABOUT_PAYING.search(text))


def committing_terms(
    text: str, terms: Sequence[Term], context: str, context_terms: Sequence[Term], *, bargaining: bool = False
) -> tuple[tuple[Term, ...], str]:
    """Those of a customer's `terms` that are committed to, and the words of the clauses that commit.

    What is refused, past or habit is left out. `context` is the agent's line before,
    `context_terms` its terms; `bargaining`
    says that sums have been put forward already.
    """
    asked = asks_for_terms(context)
    offered = {term.kind for term in offered_terms(context, context_terms)}
    if HABIT.search(text) or re.search(r"\b(?:i don't know about|i'd love to)\b", text, re.IGNORECASE):
        return (), ""
    kept: list[Term] = []
    words: list[str] = []
    carried = False
    for first, last in _clauses(text):
        clause = text[first:last]
        own = [
            term for term in terms
            if first <= term.first < last and term.kind is not TermKind.REFERENCE and not _negated(text,
            term) and not _others_money(text, term)
        ]  # fmt: skip
        refused = bool(NEGATED.search(clause)) and not _saved(clause)
        commits = bool(COMMIT.search(clause)) and not refused
        if not own:
            carried = carried or (commits and bool(PAY.search(clause)))
            if carried or WEAK.search(clause) or CONDITION.search(clause):
                words.append(clause)
            continue
        if refused or (PAST.search(clause) and not _saved(clause)):
            continue
        kinds = {term.kind for term in own}
        money = any(
            term.kind is TermKind.METHOD or (term.kind is TermKind.AMOUNT and (term.exact or term.name)) for term in own
        )
        answers = asked or bool(kinds & offered) or (bool(offered) and accepts(text))
        whole = (
            TermKind.DATE in kinds
            and len(kinds) > 1
            and (answers or bargaining or (money and (commits or not context)))
        )
        if THEIRS.search(clause) or (OWN_MONEY.search(clause) and not _saved(clause)):
            continue
        if not commits and not whole:
            own = [term for term in own if term.name not in ("full", "half", "rest")]
        question = (
            clause.rstrip().endswith("?") and len(clause.split()) > 4 and not (asked and not ASKING.match(clause))
        )
        if not money and not (answers or bargaining or carried or not context):
            continue
        if (OTHER_ACT.search(clause) or OTHER_MATTER.search(clause) or OTHER_MATTER.search(context)) and not (
            money or whole
        ):
            continue
        if (
            (commits and (money or whole or PAY.search(clause)))
            or (whole and not question)
            or (
                (carried or answers)
                and not question
                and ((own and own[0].first - first <= ANSWER_LEAD) or len(clause.split()) <= 10 + 3 * len(own))
            )
        ):
            kept += own
            words.append(clause)
            carried = True
    return tuple(kept), " ".join(words)


def _others_money(text: str, term: Term) -> bool:
    """Whether a cheque is one that the customer gets and not one that pays."""
    return (
        term.kind is TermKind.METHOD
        and term.name in ("cheque", "check")
        and bool(ELSEWHERE_CHEQUE.search(text[: term.first]))
    )


def _saved(clause: str) -> bool:
    """Whether a clause commits in spite of a negation or a past in it ("I can't do 200 but I'll do 150")."""
    return bool(
        re.search(
            r"\b(?:i'll|i will|i can|i could|we'll|we can|let me|make it|put me|you'll have)\b(?! not"
            r"|['’]t\b)(?!.*\b(?:can't|won't|not|don't)\b)",
            clause,
            re.IGNORECASE,
        )
    )


def strength_of(text: str) -> str:
    """How firmly a commitment is put: "weak" when hedged, "conditional" when it hangs on something, else "firm".

    Examples
    --------
    >>> strength_of("I'll send it Friday"), strength_of("Friday, if my client pays me"), strength_of("maybe Friday")
    ('firm', 'conditional', 'weak')
    """
    if CONDITION.search(text):
        return "conditional"
    return "weak" if WEAK.search(text) else "firm"
