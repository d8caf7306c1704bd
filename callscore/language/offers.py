"""Which terms an agent's line puts to the customer, and which any line affirms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from callscore.language import commitments
from callscore.language.clauses import clauses
from callscore.language.commitment_cues import ELSEWHERE_CHEQUE
from callscore.language.offer_cues import (
    ASKS_FOR_YES,
    CLAUSE,
    CONTINUES,
    HANDS_OVER,
    INFORMS,
    NOT_BEFORE,
    OTHER_ACT,
    OTHER_DAY,
    OTHER_MATTER,
    OWN_CALL,
    PAST_QUESTION,
    PAYS,
    PROPOSE,
    SMALL_LEAD,
    SUMS_UP,
    WAY_GONE,
    WAY_REFUSED,
)
from callscore.language.terms import Term, TermKind

__all__ = [
    "ECHO_WORDS",
    "clauses_of",
    "informs",
    "is_another_act",
    "is_slot",
    "offered_terms",
    "proposes",
    "stated_terms",
]

ECHO_WORDS = 6
"""Words up to which an agent's line that names a term holds it out for a yes ("Friday the twenty-fourth")."""

OFFER_WORDS = 14
"""Words up to which an agent's statement in a live negotiation may be an offer."""

UNPUNCTUATED_WORDS = 10
"""Words from which a line without a mark inside it is taken apart by its grammar, as a recogniser may write it."""

PUNCTUATED = re.compile(r"[.!?;,](?=\s)")

THEN = re.compile(
    r"\b(?:for|by|on|till|until|from) (?:then|that day|that date|that one)\b|\bthat day\b"
    r"|\b(?:again|it|that) then,? (?:shall|should|will|if|okay|ok|yeah)\b",
    re.IGNORECASE,
)
"""Words that stand for the day just named ("next Friday's the tenth; shall I set it up for then?")."""

MOST_PARTS = 4
"""Bare numbers up to this are how many payments where they are allowed ("three is fine")."""

ALLOWED = re.compile(
    r"(?:'s| is| would be| works)(?: \w+ly)?(?: (?:fine|okay|ok|good|alright|all right|possible))?\b", re.IGNORECASE
)

AND_BALANCE = re.compile(r"\b(?:and|then|with) the balance\b", re.IGNORECASE)
"""What is left to pay in a plan, and no word of owing."""

EACH = re.compile(r" (?:each|apiece|a time|per)\b", re.IGNORECASE)
"""What follows the sum of each part of several; a bare number beside it is how many ("three is fine, ninety each")."""

AT_ONCE = re.compile(r"today|right now|now now|now|straight away|right away|this (?:morning|afternoon)", re.IGNORECASE)
PAYS_NOW = re.compile(
    r"\b(?:pay\w*|do|settle|clear|send|make|take|put|manage|afford|transfer|bring|sort|handle|cover|process|run)\b",
    re.IGNORECASE,
)
"""Words of paying that make "today" a day to pay on; a schedule or an answer is wanted today, too."""

CLOSED = re.compile(
    r"(?: is|'s| would be|'d be| falls on| being)(?: on)? an? (?:sunday|saturday|(?:bank |public )?holiday)\b"
    r"|(?:,? being| is) (?:sunday|saturday)\b",
    re.IGNORECASE,
)
CLOSES = re.compile(r"(?:\b(?:is|be|being|falls)|'s)(?: on)? an? $", re.IGNORECASE)
CLOSED_DAY = re.compile(r"sunday|saturday", re.IGNORECASE)
"""What is said of a day on which nothing is paid, and so another is taken."""

LIMIT = re.compile(
    r"\b(?:anything|everything|invoices?|orders?|cheques?|checks?) (?:over|under|above|below) $", re.IGNORECASE
)
"""Words before a sum by which it is a limit and no payment ("two approvals on anything over twenty-five hundred")."""

SMALL_NUMBER = 12
"""Numbers up to this, clipped, are more often a count or an hour than thousands."""

WHEN_OR_HOW = frozenset({TermKind.DATE, TermKind.FREQUENCY, TermKind.METHOD})
"""Kinds of terms that make a sum in the same clause a proposal."""


def offered_terms(text: str, terms: Sequence[Term], *, live: bool = False, settled: bool = False) -> tuple[Term, ...]:
    """Those of an agent's `terms` that are put to the customer for a yes or a no; balances are left out.

    `live` says that a payment is being negotiated, where a short statement is an
    offer as well ("and keep it at ninety").

    `settled` that one is agreed, which a mere statement does not change.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> line = "The balance is $640. Could you do $300 today?"
    >>> [term.text for term in offered_terms(line, find_terms(line)) if term.amounts]
    ['$300']
    """
    affirmed = tuple(term for term in stated_terms(text, terms) if not _is_count(text, term))
    if any(term.kind is TermKind.AMOUNT and EACH.match(text, term.last) for term in affirmed):
        affirmed = tuple(term for term in affirmed if not _is_small(term) or EACH.match(text, term.last))
    if len(text.split()) <= ECHO_WORDS:
        informs = INFORMS.search(AND_BALANCE.sub(" ", text)) and not any(term.kind in WHEN_OR_HOW for term in affirmed)
        return () if informs and not text.rstrip().endswith("?") else affirmed
    days = sum(term.kind is TermKind.DATE and term.exact for term in affirmed)
    if (
        live
        and not settled
        and days
        and len(affirmed) > 1
        and SUMS_UP.match(text)
        and not INFORMS.search(AND_BALANCE.sub(" ", text))
    ):
        return affirmed
    clauses = clauses_of(text)
    closing = clauses[-1][0] if clauses else 0
    bare = not any(is_slot(term) and term.first >= closing for term in terms)
    if bare and ASKS_FOR_YES.search(text[closing:]) and not PAST_QUESTION.search(text):
        return affirmed
    kept: list[Term] = []
    proposed = live
    for first, last in clauses:
        clause = text[first:last]
        elsewhere = OTHER_MATTER.search(clause) and not PAYS.search(clause)
        if elsewhere and (HANDS_OVER.search(clause) or not PROPOSE.search(clause)):
            continue
        if PAST_QUESTION.search(clause) or (
            OTHER_ACT.search(clause) and (OWN_CALL.search(clause) or not commitments.about_paying(clause))
        ):
            continue
        kinds = {term.kind for term in affirmed if first <= term.first < last}
        whole = len(kinds & {TermKind.AMOUNT, *WHEN_OR_HOW}) > 1 and bool(kinds & {TermKind.AMOUNT, TermKind.DATE})
        length = len((clause if whole else text).split())
        goes_on = proposed and bool(CONTINUES.search(clause))
        proposed = proposed or bool(PROPOSE.search(clause))
        leans = PROPOSE.search(clause) and THEN.search(clause) and TermKind.DATE not in kinds
        if leans:
            kept += [t for t in affirmed if t.kind is TermKind.DATE and t.exact and t.first < first][-1:]
        stated = (live or whole) and not settled and length <= OFFER_WORDS and not INFORMS.search(clause)
        each = any(EACH.match(text, t.last) for t in affirmed if first <= t.first < last) and not INFORMS.search(clause)
        if stated or goes_on or each or PROPOSE.search(clause):
            paying = bool(kinds & {TermKind.AMOUNT, TermKind.METHOD})
            kept += [
                term
                for term in affirmed
                if first <= term.first < last
                and not (elsewhere and term.kind is TermKind.DATE)
                and (paying or not AT_ONCE.fullmatch(term.text) or PAYS_NOW.search(_lead(text[first : term.first])))
            ]
    return tuple(kept)


def stated_terms(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of `terms` that a line affirms: not what stands right after a "not", nor the day that something is due."""
    return tuple(
        term
        for term in terms
        if not _negated(text, term)
        and not _others_money(text, term)
        and not (term.kind is TermKind.AMOUNT and LIMIT.search(text[: term.first]))
        and not (term.kind is TermKind.DATE and (OTHER_DAY.search(text[: term.first]) or _is_closed(text, term)))
    )


def informs(clause: str) -> bool:
    """Whether a clause tells of what is owed and since when."""
    return bool(INFORMS.search(clause))


def is_another_act(clause: str) -> bool:
    """Whether a clause tells of something else than paying: ringing, sending a letter, coming by."""
    return bool(OTHER_ACT.search(clause))


def proposes(clause: str) -> bool:
    """Whether a clause puts something forward."""
    return bool(PROPOSE.search(clause))


def _is_closed(text: str, term: Term) -> bool:
    """Whether a day is said to be no day to pay on, or is the name of such a day ("the fifteenth is a Sunday")."""
    return bool(
        CLOSED.match(text, term.last) or (CLOSES.search(text[: term.first]) and CLOSED_DAY.match(text, term.first))
    )


def is_slot(term: Term) -> bool:
    """Whether a term is an amount, a date or a method."""
    return term.kind in (TermKind.AMOUNT, TermKind.DATE, TermKind.METHOD)


def clauses_of(text: str) -> list[tuple[int, int]]:
    """First and last character of each clause of a line."""
    edges = [0, *(position for match in CLAUSE.finditer(text) for position in match.span()), len(text)]
    spans = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if last > first]
    if PUNCTUATED.search(text) or len(text.split()) < UNPUNCTUATED_WORDS:
        return spans
    starts = sorted({first for first, _ in spans} | {clause.first for clause in clauses(text)})
    return list(pairwise([*starts, len(text)]))


def _lead(words: str) -> str:
    """The words before a term from the last conjunction on ("if we can get a schedule")."""
    return re.split(r"\b(?:if|and|but|so|because)\b", words)[-1]


def _negated(text: str, term: Term) -> bool:
    """Whether "not" stands right before a term ("not the cheque"), or a way to pay is one that isn't used."""
    before = text[: term.first]
    unused = term.kind is TermKind.METHOD and (WAY_REFUSED.search(before) or WAY_GONE.match(text, term.last))
    return bool(NOT_BEFORE.search(before) or unused)


def _others_money(text: str, term: Term) -> bool:
    """Whether a cheque is one that the customer gets and not one that pays."""
    cheque = term.kind is TermKind.METHOD and term.name in ("cheque", "check")
    return cheque and bool(ELSEWHERE_CHEQUE.search(text[: term.first]))


def _is_small(term: Term) -> bool:
    """Whether a term is a bare number that may be a count."""
    return term.kind is TermKind.AMOUNT and not term.exact and term.amounts[0] <= SMALL_NUMBER


def _is_count(text: str, term: Term) -> bool:
    """Whether a small bare number counts things: one that no word of paying leads up to."""
    if _is_small(term) and term.amounts[0] <= MOST_PARTS and ALLOWED.match(text, term.last):
        return True
    return _is_small(term) and len(text.split()) > ECHO_WORDS and not SMALL_LEAD.search(text[: term.first])
