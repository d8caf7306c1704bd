"""What was agreed, read from the recap: its values stand unless another was settled later than they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf

from callscore.agreement.after_recap import changed_since
from callscore.agreement.before_recap import BeforeRecap
from callscore.agreement.beside_recap import are_parts, left_out, stands_beside, totals
from callscore.agreement.grouping import group_payments
from callscore.agreement.payments import Payment, Standing
from callscore.agreement.recap_lines import SURE, ReadBack
from callscore.agreement.settlements import NEVER, Settlements
from callscore.agreement.slots import same_day
from callscore.agreement.sums import is_among, same_amount
from callscore.conversation import Conversation
from callscore.language.methods import same_method

__all__ = ["reconcile"]

LEAST_RIVAL = 0.1
"""Share of the highest sum of a recap from which another one may stand in its place: fees and change lie below."""

MOST_OF_OWED = 0.6
"""Share of what is owed up to which a sum of the recap that was settled is a part: the whole is then no rival to it."""

LEAST_ROUNDED = 1000
"""Sum from which one in round hundreds may be short for another."""


def reconcile(conversation: Conversation, standing: Standing, found: ReadBack) -> Standing:
    """What stands, corrected by the recap: the negotiation is easily misheard, the recap says it in one place.

    What the recap says is what was agreed, unless something else was settled later than it was. A value that was
    never settled, or was given up for a later one, contradicts the agreement; one that stands beside those of the
    recap, for another day, is left out of it.
    """
    if changed_since(conversation, standing, found):
        return standing
    talk = BeforeRecap(conversation, standing, found, Settlements(conversation, standing.lines, standing.acts))
    if not standing.payments:
        return _from_recap(talk) if talk.anything_settled() else standing
    payments = _with_days(_with_sums(_in_its_words(standing.payments, found), talk), talk)
    if not payments:
        return _from_recap(talk)
    return replace(standing, payments=payments, method=_with_method(talk))


def _in_its_words(payments: Iterable[Payment], found: ReadBack) -> tuple[Payment, ...]:
    """Payments with the sums as the recap says them, to the penny, where they were rounded before."""
    said = found.said.amounts
    return tuple(
        p
        if p.amount is None
        else replace(p, amount=next((amount for amount in said if _rounds(p.amount, amount)), p.amount))
        for p in payments
    )


def _rounds(rounded: float, amount: float) -> bool:
    """Whether a sum is another one without pence, or in round hundreds ("forty-eight two" for 48,217)."""
    if same_amount(rounded, amount):
        return rounded == int(rounded) or amount != int(amount)
    return rounded >= LEAST_ROUNDED and rounded % 100 == 0 and 0 < amount - rounded < 100


def _with_method(talk: BeforeRecap) -> str | None:
    """The way to pay that was settled last, or that the recap names where none was settled later."""
    names = [str(term.name) for term in talk.found.said.methods]
    if _is_named(talk.standing.method, names):
        return talk.standing.method
    last, since = talk.settled.method(talk.first)
    if not names:
        return talk.standing.method
    if last is None or any(same_method(name, last) for name in names):
        return names[0]
    rejected = all(talk.settled.of_method(name, talk.first) < since for name in names)
    return last if rejected and not any(talk.customer_named(name) for name in names) else names[0]


def _is_named(method: str | None, names: Sequence[str]) -> bool:
    return method is not None and any(same_method(method, name) for name in names)


def _payments_said(standing: Standing, found: ReadBack) -> tuple[Payment, ...]:
    """The payments that a recap lists."""
    grouped = group_payments(found.said.terms, standing.amounts_named, (), series=True, listed=True)
    return tuple(p for p in grouped if p.amount is not None or p.relative is not None)


def _from_recap(talk: BeforeRecap) -> Standing:
    """An agreement that only its recap told of, with the sum that the customer holds against it."""
    standing, found = talk.standing, talk.found
    if not (found.sure >= SURE or found.cued) or not (found.said.amounts or found.said.relatives):
        return standing
    payments = _payments_said(standing, found)
    if len(payments) == 1 and (amount := talk.held_against()) is not None:
        payments = (replace(payments[0], amount=amount, relative=None),)
    method = next((term.name for term in found.said.methods), None)
    first = found.turns[0]
    return replace(
        standing,
        payments=payments,
        method=standing.method or method,
        agreed_turn=first if standing.agreed_turn is None else standing.agreed_turn,
        first_agreed_turn=first if standing.first_agreed_turn is None else standing.first_agreed_turn,
    )


def _with_sums(payments: Sequence[Payment], talk: BeforeRecap) -> tuple[Payment, ...]:
    """Payments with the sums of the recap, but for those that another one, settled later, speaks against."""
    said = talk.found.said.amounts
    if not said:
        return tuple(payments)
    listed = _listed_in_full(talk)
    if listed:
        return _dated(listed, payments, talk)
    standing = [p.amount for p in payments if p.amount is not None]
    known = [amount for amount in said if is_among(amount, (*standing, *totals(standing)))]
    rivals = [amount for amount in _rivals(standing, talk) if not is_among(amount, (*said, *totals(said)))]
    if all(talk.was_named(amount) for amount in said):
        rivals = [amount for amount in rivals if talk.surely(amount)]
    beside = [rival for rival in rivals if are_parts(rival, talk)]
    rivals = [rival for rival in rivals if rival not in beside]
    latest = max(talk.since(amount) for amount in said)
    doubtful = [amount for amount in said if amount not in known]
    if all(talk.said_together(amount) for amount in doubtful):
        rivals = [amount for amount in rivals if talk.changes_to(amount)]
    against = [
        rival
        for rival in rivals
        if any(
            talk.since(amount) < talk.since(rival) or not talk.was_named(amount)
            if is_among(rival, standing)
            else latest < talk.since(rival)
            for amount in doubtful
        )
    ]
    if against:
        if any(is_among(rival, standing) for rival in against):
            return tuple(p for p in payments if p.amount is None or p.amount in against or is_among(p.amount, said))
        return tuple(replace(p, amount=against[-1], relative=None) for p in payments[:1])
    if beside and not known:
        return (*_dated(_read_back(talk, standing), payments, talk), *left_out(beside, payments, talk))
    kept = [p for p in payments if p.amount is None or is_among(p.amount, said) or stands_beside(p, payments, talk)]
    read_back = _read_back(talk, standing)
    sums = [p.amount for p in kept if p.amount is not None]
    more = [p.amount or 0.0 for p in read_back]
    covered = all(is_among(amount, more) for amount in sums)
    newer = len(more) > len(sums) or (len(more) == len(sums) and not all(is_among(amount, sums) for amount in more))
    if read_back and (not known or (covered and newer)):
        return _dated(read_back, payments, talk)
    return tuple(kept) or tuple(payments)


def _listed_in_full(talk: BeforeRecap) -> tuple[Payment, ...]:
    """The payments that a recap lists where together, or those with a day, they make a sum named before; none else."""
    listed = [p for p in _payments_said(talk.standing, talk.found) if p.amount is not None]
    for some in (listed, [p for p in listed if p.when]):
        amounts = [p.amount for p in some if p.amount is not None]
        if len(set(amounts)) > 1 and any(talk.was_named(sum(values)) for values in (amounts, set(amounts))):
            return tuple(some)
    return ()


def _read_back(talk: BeforeRecap, standing: Sequence[float]) -> tuple[Payment, ...]:
    """The payments that the recap itself names; sums that were never settled only where no other was."""
    said = [p for p in _payments_said(talk.standing, talk.found) if p.amount is not None]
    held = bool(standing) and all(is_among(amount, [p.amount or 0.0 for p in said]) for amount in standing)
    surest = [
        p
        for p in said
        if p.amount
        and (
            is_among(p.amount, standing)
            or talk.since(p.amount) != NEVER
            or (held and p.when is not None and talk.was_named(p.amount))
        )
    ]
    whole = len(said) > 1 and talk.was_named(sum(p.amount or 0.0 for p in said))
    some = said if whole else surest or said
    wholes = totals([p.amount or 0.0 for p in some])
    return tuple(p for p in some if not is_among(p.amount or 0.0, wholes))


def _dated(read_back: tuple[Payment, ...], payments: Sequence[Payment], talk: BeforeRecap) -> tuple[Payment, ...]:
    """Payments of a recap that it names no day for: on the day of that sum, or on the one that was settled last."""
    dated = [p for p in payments if p.date is not None]
    if not dated:
        return read_back
    day = max(dated, key=talk.since_day)
    if any(p.when for p in read_back) and not (len(read_back) == 1 and _only_in_recap(read_back[0], day, talk)):
        return tuple(_on_own_day(p, dated) for p in read_back)
    return tuple(replace(p, date=day.date, when=day.when, exact_date=day.exact_date) for p in read_back)


def _only_in_recap(payment: Payment, settled: Payment, talk: BeforeRecap) -> bool:
    """Whether the recap alone names its day, while another one was settled beyond doubt."""
    if payment.date is None or settled.date is None or not payment.exact_date:
        return False
    return not talk.was_named_day(payment.date) and talk.surely_on(settled.date)


def _on_own_day(payment: Payment, dated: Sequence[Payment]) -> Payment:
    """A payment without a day on the day that was agreed for its sum."""
    if payment.when or payment.amount is None:
        return payment
    own = next((p for p in dated if p.amount is not None and same_amount(p.amount, payment.amount)), None)
    return replace(payment, date=own.date, when=own.when, exact_date=own.exact_date) if own else payment


def _rivals(standing: Sequence[float], talk: BeforeRecap) -> list[float]:
    """Sums that may have been agreed in place of those of the recap, in the order in which they were settled."""
    settled = {amount: index for amount, index in talk.settled.sums(talk.first).items() if talk.promised(index)} | {
        amount: talk.since(amount) for amount in standing
    }
    said = talk.found.said.amounts
    least = LEAST_RIVAL * max(said)
    owed = max(talk.standing.amounts_named, default=inf)
    part = max(said) < MOST_OF_OWED * owed and any(talk.since(amount) != NEVER for amount in said)
    return sorted(
        (amount for amount in settled if amount >= least and not (part and same_amount(amount, owed))),
        key=lambda amount: settled[amount],
    )


def _with_days(payments: tuple[Payment, ...], talk: BeforeRecap) -> tuple[Payment, ...]:
    said = [term for term in talk.found.said.days if term.dates]
    if any(p.amount is not None and p.date is not None for p in payments):
        payments = tuple(p for p in payments if p.amount is not None or p.relative or p.frequency)
    new = [term for term in said if term.exact and not any(same_day(p, term) for p in payments if p.date)]
    left = [p for p in payments if p.date is not None and not any(same_day(p, term) for term in said)]
    if said and any(p.amount is not None or p.relative for p in payments):
        stray = [p for p in left if p.amount is None and not p.relative and not p.frequency]
        payments = tuple(p for p in payments if p not in stray) or payments
        left = [p for p in left if p in payments]
    for term in new:
        if not left:
            break
        rival = max(left, key=talk.since_day)
        since = talk.settled.of_day(term.dates, talk.first)
        doubtful = rival.date is not None and (
            not talk.surely_on(rival.date) or talk.may_mean(rival.date, term.dates[0])
        )
        if (since >= talk.since_day(rival) and since != NEVER) or doubtful:
            payments = tuple(replace(p, date=term.dates[0], when=term.text) if p is rival else p for p in payments)
            left.remove(rival)
    return payments
