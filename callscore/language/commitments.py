"""What a line does in settling a payment: commit, accept, propose, ask, confirm, take back; and how firmly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from callscore.language.commitment_cues import (
    ABOUT_PAYING,
    ASKING,
    ASKS,
    ASKS_ELSE,
    ASKS_FOR_YES,
    ASKS_HOW_MUCH,
    CLAUSE,
    COMMIT,
    CONDITION,
    DISPUTES,
    ELSEWHERE_CHEQUE,
    HABIT,
    HANDS_OVER,
    INFORMS,
    NAMES_PAYMENT,
    NEGATED,
    NO,
    NOT_BEFORE,
    OTHER_ACT,
    OTHER_DAY,
    OTHER_MATTER,
    OWN_MONEY,
    PAID,
    PAST,
    PAST_QUESTION,
    PAY,
    PAYS,
    PROPOSE,
    READS_BACK,
    REJECTS,
    REOPENS,
    RESTATE,
    RETRACT,
    SAVED,
    SMALL_LEAD,
    THEIRS,
    WEAK,
    WHOLE_SUM,
    YES,
    YES_ANYWAY,
    YES_LATER,
)
from callscore.language.terms import Term, TermKind

__all__ = [
    "Talk", "accepts", "asks_for_terms", "asks_how_much", "committing_terms",
    "declines", "is_slot", "offered_terms", "restates", "retracts",
    "stated_terms",
    "strength_of",
]  # fmt: skip

ECHO_WORDS = 6
"""Words up to which an agent's line that names a term holds it out for a yes ("Friday the twenty-fourth")."""

OFFER_WORDS = 14
"""Words up to which an agent's statement in a live negotiation may be an offer."""

SMALL_NUMBER = 12
"""Numbers up to this, clipped, are more often a count or an hour than thousands."""

SHORT_CLAUSE = 6
"""Words up to which a customer's clause with a term speaks of the payment under negotiation."""


def accepts(text: str) -> bool:
    """Whether a line opens as a yes.

    Examples
    --------
    >>> accepts("yeah that works"), accepts("no, I said Saturday")
    (True, False)
    """
    return bool(YES_ANYWAY.search(text)) or (not NO.match(text) and bool(YES.match(text) or YES_LATER.search(text)))


def declines(text: str) -> bool:
    """Whether a line opens as a no or a correction ("No o, I said thirty")."""
    return bool(NO.match(text)) and not YES_ANYWAY.search(text)


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
    return bool(ASKS.search(text)) and not PAST_QUESTION.search(text) and not ASKS_ELSE.search(text)


def asks_how_much(text: str) -> bool:
    """Whether a line asks for a sum."""
    return bool(ASKS_HOW_MUCH.search(text))


def offered_terms(text: str, terms: Sequence[Term], *, live: bool = False) -> tuple[Term, ...]:
    """Those of an agent's `terms` that are put to the customer for a yes or a no; balances are left out.

    `live` says that a payment is being negotiated, where a short statement is an offer as well ("and keep it at ninety").

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> line = "The balance is $640. Could you do $300 today?"
    >>> [term.text for term in offered_terms(line, find_terms(line)) if term.amounts]
    ['$300']
    """
    affirmed = tuple(term for term in stated_terms(text, terms) if not _is_count(text, term))
    if len(text.split()) <= ECHO_WORDS:
        return affirmed
    clauses = _clauses(text)
    closing = clauses[-1][0] if clauses else 0
    bare = not any(is_slot(term) and term.first >= closing for term in terms)
    if bare and ASKS_FOR_YES.search(text[closing:]) and not PAST_QUESTION.search(text):
        return affirmed
    kept: list[Term] = []
    for first, last in clauses:
        clause = text[first:last]
        elsewhere = OTHER_MATTER.search(clause) and not PAYS.search(clause)
        if elsewhere and (HANDS_OVER.search(clause) or not PROPOSE.search(clause)):
            continue
        if PAST_QUESTION.search(clause) or (OTHER_ACT.search(clause) and not about_paying(clause)):
            continue
        stated = live and len(text.split()) <= OFFER_WORDS and not INFORMS.search(clause)
        if stated or PROPOSE.search(clause):
            kept += [
                term
                for term in affirmed
                if first <= term.first < last and not (elsewhere and term.kind is TermKind.DATE)
            ]
    return tuple(kept)


def asks(text: str) -> bool:
    """Whether a line is a question of any kind."""
    return text.rstrip().endswith("?") or bool(ASKING.match(text))


def informs(text: str) -> bool:
    """Whether a line tells of the account, a notice or a fee."""
    return bool(INFORMS.search(text))


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
    """Those of `terms` that a line affirms: not what stands right after a "not", nor the day that something is due."""
    return tuple(
        term
        for term in terms
        if not _negated(text, term) and not (term.kind is TermKind.DATE and OTHER_DAY.search(text[: term.first]))
    )


def about_paying(text: str) -> bool:
    """Whether a line speaks of a payment at all."""
    return bool(ABOUT_PAYING.search(text))


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the talk stands when the customer answers.

    `line` is what the agent said, `offered` the terms that it put forward; `live` says that a payment is being
    negotiated.
    """

    line: str = ""
    offered: tuple[Term, ...] = ()
    live: bool = False


def names_payment(text: str) -> bool:
    """Whether a line names a payment in so many words, beyond "do it" and "that works"."""
    return bool(NAMES_PAYMENT.search(text))


def may_offer(text: str) -> bool:
    """Whether a customer's line with a sum may put it forward: nothing in it is refused, past, habit or income."""
    return not any(pattern.search(text) for pattern in (NEGATED, PAST, HABIT, OWN_MONEY, THEIRS, DISPUTES))


def disputes(text: str) -> bool:
    """Whether the customer contests owing what the agent asks for."""
    return bool(DISPUTES.search(text))


def committing_terms(text: str, terms: Sequence[Term], talk: Talk) -> tuple[tuple[Term, ...], str]:
    """Those of a customer's `terms` that are committed to, and the words of the clauses that commit.

    What is refused, past or habit is left out, and days of other matters ("I'll ring you Friday").

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> line = "I can't do 200 but I'll do 150"
    >>> [term.text for term in committing_terms(line, find_terms(line), Talk("How much could you do?"))[0]]
    ['150']
    """
    if HABIT.search(text):
        return (), ""
    asked = asks_for_terms(talk.line)
    answers = asked or not talk.line
    past = bool(PAID.search(talk.line))
    agrees = bool(talk.offered) and accepts(text)
    kept: list[Term] = []
    words: list[str] = []
    parts: list[tuple[list[Term], bool]] = []
    carried = False
    for first, last in _clauses(text):
        clause = text[first:last]
        saved = bool(SAVED.search(clause))
        own = [t for t in stated_terms(text, terms) if first <= t.first < last and not _others_money(text, t)]
        own = [t for t in own if t.kind is not TermKind.REFERENCE]
        if (NEGATED.search(clause) or (own and PAST.search(clause))) and not saved:
            continue
        theirs = THEIRS.search(clause)
        if theirs:
            own = [t for t in own if t.last - first <= theirs.start()]
            if not own:
                continue
        commits = bool(COMMIT.search(clause))
        if not own:
            carried = carried or (commits and bool(PAY.search(clause)))
            if carried or WEAK.search(clause) or CONDITION.search(clause):
                words.append(clause)
            continue
        if past and not commits:
            continue
        asking = clause.rstrip().endswith("?") or bool(ASKING.match(clause))
        if asking and not commits and len(clause.split()) > ECHO_WORDS:
            continue
        affirms = (accepts(clause) and len({t.kind for t in own}) > 1) or bool(WHOLE_SUM.search(clause))
        speaks = answers or carried or affirms or (agrees and not kept and len(clause.split()) <= OFFER_WORDS)
        income = OWN_MONEY.search(clause)
        if income and not saved:
            before = [t for t in own if t.last - first <= income.start()]
            dated = any(t.kind is TermKind.DATE and t.exact for t in (*kept, *before))
            own = before + [t for t in own if t not in before and t.kind is TermKind.DATE and asked and not dated]
        own = _of_payment(own, clause, commits=commits, speaks=speaks, talk=talk)
        if own:
            parts.append((own, commits))
            kept += own
            words.append(clause)
            carried = True
    return _without_reasons(parts), " ".join(words)


def _without_reasons(parts: Sequence[tuple[list[Term], bool]]) -> tuple[Term, ...]:
    """Terms of clauses without the bare days of those that lead up to a commitment to another ("Friday is rent day")."""
    last = max((i for i, (own, commits) in enumerate(parts) if commits and _days(own)), default=-1)
    return tuple(
        term
        for i, (own, commits) in enumerate(parts)
        if commits or i > last or not all(t.kind is TermKind.DATE for t in own)
        for term in own
    )


def _days(terms: Sequence[Term]) -> bool:
    return any(term.kind is TermKind.DATE for term in terms)


def _of_payment(own: list[Term], clause: str, *, commits: bool, speaks: bool, talk: Talk) -> list[Term]:
    """The terms of a customer's clause that are about the payment; `speaks` says that it answers for one."""
    pays = bool(PAY.search(clause))
    money = any(t.kind is TermKind.METHOD or (t.kind is TermKind.AMOUNT and (t.exact or t.name)) for t in own)
    elsewhere = OTHER_MATTER.search(talk.line) and not talk.offered and not asks_for_terms(talk.line)
    if (OTHER_ACT.search(clause) or OTHER_MATTER.search(clause) or elsewhere) and not money:
        return []
    if not (commits or speaks):
        own = [t for t in own if t.name not in ("full", "half", "rest")]
    if speaks or (commits and (money or pays or talk.live)):
        return own
    if not talk.live and not talk.offered:
        return []
    offered = {term.kind for term in talk.offered}
    terse = len(clause.split()) <= SHORT_CLAUSE
    known = [t for t in own if t.kind in offered or (terse and t.kind in (TermKind.DATE, TermKind.FREQUENCY))]
    return own if known and len({t.kind for t in own}) > 1 else known


def _is_count(text: str, term: Term) -> bool:
    """Whether a small bare number counts things: one that no word of paying leads up to."""
    small = term.kind is TermKind.AMOUNT and not term.exact and term.amounts[0] <= SMALL_NUMBER
    return small and len(text.split()) > ECHO_WORDS and not SMALL_LEAD.search(text[: term.first])


def _others_money(text: str, term: Term) -> bool:
    """Whether a cheque is one that the customer gets and not one that pays."""
    return (
        term.kind is TermKind.METHOD
        and term.name in ("cheque", "check")
        and bool(ELSEWHERE_CHEQUE.search(text[: term.first]))
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
