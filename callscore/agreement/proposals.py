"""What the agent puts on the table: sums, days and ways to pay that wait for the customer's answer."""

from __future__ import annotations

import re
from dataclasses import replace

from callscore.agreement.bargaining import Floor, clear, settled
from callscore.agreement.day_words import is_known
from callscore.agreement.days_in_talk import is_bare_weekday
from callscore.agreement.schedule import days_in_rhythm
from callscore.agreement.sums import read_amount, same_amount
from callscore.conversation import Turn
from callscore.language import commitments, offers
from callscore.language.date_patterns import WEEKDAYS
from callscore.language.terms import Term, TermKind

__all__ = ["breaks_down", "hear_agent", "repeats"]

_LEAVES = re.compile(
    r"\b(?:so (?:it's|its|that's|that is|it is|you|we)|leav(?:es|ing)|down to|comes to|makes it|off|left|less|minus)\b",
    re.IGNORECASE,
)
"""Words by which one sum of a line is what remains of the whole after the other."""

_CHARGE = re.compile(r"\b(?:charges?|fees?|penalt(?:y|ies)|interest)\b[^?!]{0,40}$", re.IGNORECASE)
"""Words before a sum that make it what comes on top, once a payment stands."""

SHORT_LINE = 8
"""Words up to which an agent's line without terms leaves its question before it open ("sorry, on you go")."""


def hear_agent(floor: Floor, turn: Turn, terms: tuple[Term, ...]) -> None:
    """Keep what the agent puts on the table until the customer answers."""
    if commitments.calls_off(turn.text):
        clear(floor)
    floor.since += " " + turn.text.lower()
    floor.live = floor.live or bool(floor.payments)
    offered = offers.offered_terms(
        turn.text, terms, live=floor.live, settled=settled(floor) and floor.method is not None
    )
    offered = (
        *offered,
        *(term for term in _next_days(floor, offers.stated_terms(turn.text, terms)) if term not in offered),
    )
    asks = commitments.asks_for_terms(turn.text)
    floor.verifying = commitments.verifies(turn.text) and not any(term.amounts or term.dates for term in offered)
    rest = commitments.turns_to_rest(turn.text) if settled(floor) else None
    if rest is not None:
        offered = tuple(term for term in offered if term.first >= rest)
    breakdown = breaks_down(floor, turn.text, terms)
    if breakdown and not any(term.kind in (TermKind.DATE, TermKind.FREQUENCY) for term in terms):
        offered = tuple(term for term in offered if term.kind is not TermKind.AMOUNT)
    more = any(term.kind is TermKind.AMOUNT and term.amounts for term in offered)
    floor.pressed = more and len(floor.payments) == 1 and commitments.presses_for_more(turn.text)
    floor.live = floor.live or asks or any(term.kind is TermKind.AMOUNT for term in offered)
    if terms or len(turn.text.split()) > SHORT_LINE or commitments.asks(turn.text):
        if repeats(offered, floor.offered):
            offered = floor.offered
        kinds = {term.kind for term in offered}
        kept = [term for term in floor.offered if term.kind not in kinds] if kinds and not asks else []
        floor.offered = (*kept, *offered)
        floor.pending, floor.pending_text = terms, turn.text
    for term in terms:
        if term.kind is not TermKind.AMOUNT or not term.amounts:
            continue
        value = read_amount(term, floor.named, floor.bargained)
        if value is None or (value in floor.customers and floor.ceiling and value > floor.ceiling):
            continue
        on_top = settled(floor) and bool(_CHARGE.search(turn.text, 0, term.first))
        if term.exact and not on_top:
            floor.ceiling = max(floor.ceiling, value)
            floor.topic = floor.topic if breakdown else value
            floor.subjects.append(value)
        if term in offered:
            floor.bargained.append(value)
    rhythms = [term.name for term in offered if term.kind is TermKind.FREQUENCY]
    floor.offered_frequency = rhythms[0] if rhythms else floor.offered_frequency
    floor.rhythm_age = 0 if rhythms else floor.rhythm_age + 1
    parts = [term.count for term in (terms if floor.live else offered) if term.kind is TermKind.INSTALMENTS]
    floor.offered_count = parts[0] if parts else floor.offered_count
    if parts and settled(floor) and floor.count is None and commitments.restates(turn.text):
        floor.count = parts[0] if any(payment.frequency for payment in floor.payments) else None
    if floor.changed is not None and len(turn.text.split()) > 2:
        _complete_day(floor, turn.text, terms)
        floor.changed = None


def _next_days(floor: Floor, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Days of a line that go on with the plan that stands ("and then May first and June fifth"), two at least."""
    if len(floor.payments) != 1 or any(term.kind is TermKind.AMOUNT for term in terms):
        return ()
    dated = [term for term in terms if term.kind is TermKind.DATE and term.exact and term.dates]
    days = days_in_rhythm(floor.payments[0], (term.dates[0] for term in dated))
    return tuple(term for term in dated if term.dates[0] in days) if len(days) > 1 else ()


def breaks_down(floor: Floor, text: str, terms: tuple[Term, ...]) -> bool:
    """Whether the sums of a line are the parts that make up the highest sum named, and no new subject."""
    if _LEAVES.search(text):
        return False
    sums = [term.amounts[0] for term in terms if term.kind is TermKind.AMOUNT and term.amounts]
    return len(sums) > 1 and floor.ceiling > 0 and same_amount(sum(sums), floor.ceiling)


def repeats(offered: tuple[Term, ...], before: tuple[Term, ...]) -> bool:
    """Whether a line repeats some of what was held out before and adds nothing ("yes, the twenty sixth")."""
    values = {(term.kind, *term.dates[:1], *term.amounts[:1], term.name) for term in before}
    said = {(term.kind, *term.dates[:1], *term.amounts[:1], term.name) for term in offered}
    return bool(said) and said < values


def _complete_day(floor: Floor, text: str, terms: tuple[Term, ...]) -> None:
    """Take the agent's full date for a bare weekday that the customer just named ("so Tuesday the seventh, then")."""
    short = len(text.split()) <= offers.ECHO_WORDS
    for i, payment in enumerate(floor.payments):
        if (
            payment != floor.changed
            or payment.date is None
            or not is_known(payment.date)
            or not is_bare_weekday(payment.when)
        ):
            continue
        if any(payment.date in term.dates[:1] and not is_bare_weekday(term.text) for term in terms):
            continue
        for term in terms:
            fits = [d for d in term.dates if d.weekday() == payment.date.weekday() and d > payment.date]
            weekday = WEEKDAYS[payment.date.weekday()]
            echoes = short or weekday in text.lower()[max(0, term.first - len(weekday) - 6) : term.last]
            if term.kind is TermKind.DATE and term.exact and fits and echoes and not is_bare_weekday(term.text):
                floor.payments[i] = replace(payment, date=fits[0], when=term.text)
                return
