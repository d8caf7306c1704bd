"""What was agreed on a call about paying: promises, the terms that stand at the end, and how they were read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from callscore.agreement.day_words import is_known
from callscore.agreement.negotiation import follow
from callscore.agreement.payments import Payment, Promise, Standing
from callscore.agreement.promises import gather_promises
from callscore.agreement.readback import Recap, judge_recap
from callscore.agreement.recap_lines import SURE, ReadBack, find_read_back
from callscore.agreement.reconciling import reconcile
from callscore.agreement.settlements import NEVER, Settlements
from callscore.agreement.slots import Slot
from callscore.agreement.sums import same_amount
from callscore.conversation import Conversation, Role
from callscore.dialogue.put_off import payment_put_off
from callscore.language import commitments
from callscore.language.terms import TermKind, find_terms

__all__ = ["Agreement", "Payment", "Promise", "Recap", "Slot", "track_agreement"]


AT_ALL = 0.05
"""Probability of a promise that one line needs at least where neither a recap nor a settled sum speaks for one."""

SURELY = 0.5
"""Probability of a promise from which a later line makes an agreement of one that was put with a "maybe"."""

PROMISED = 0.5
"""Probability of a promise from which a line is one, where none of a refusal is as high."""

REFUSED = 0.8
"""Probability of a refusal from which a later line takes the agreement back, with another one like it."""

REFUSALS = 2
"""Such lines that it takes: a single one was as often a polite no to something else."""

NOTHING_TO_RECAP = Recap("not_applicable")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed about paying.

    `payments` is the schedule that stands at the end of the call, empty when nothing was agreed; `promises` are the
    customer's commitments on the way, taken back or not; `turn` is the index of the turn that changed it last.
    """

    payments: tuple[Payment, ...] = ()
    promises: tuple[Promise, ...] = ()
    recap: Recap = NOTHING_TO_RECAP
    currency: str | None = None
    method: str | None = None
    instalments: int | None = None
    turn: int | None = None

    @property
    def reached(self) -> bool:
        """Whether a payment was agreed."""
        return bool(self.payments)

    def to_notes(self) -> dict[str, Any]:
        """The parts `recap` and `promises` of the call's notes, as plain data.

        Examples
        --------
        >>> Agreement().to_notes()
        {'recap': {'state': 'not_applicable', 'slots': {}, 'confirmed': None}, 'promises': []}
        """
        return {
            "recap": {
                "state": self.recap.state,
                "slots": {
                    name: {"agreed": slot.agreed, "recapped": slot.recapped, "state": slot.state}
                    for name, slot in self.recap.slots.items()
                },
                "confirmed": self.recap.confirmed,
            },
            "promises": [
                {
                    "amount": promise.amount,
                    "currency": promise.currency,
                    "date": promise.date.isoformat() if promise.date else promise.when,
                    "method": promise.method,
                    "strength": promise.strength,
                    "quote": promise.quote,
                    "start": promise.start,
                    "turn": promise.turn,
                    "frequency": promise.frequency,
                    "instalments": promise.instalments,
                    "by": promise.by,
                    "stands": promise.stands,
                }
                for promise in self.promises
            ],
        }


@lru_cache(maxsize=4)
def track_agreement(conversation: Conversation) -> Agreement:
    """Follow a call's negotiation to what was agreed, and judge how it was read back.

    Examples
    --------
    >>> from datetime import date
    >>> from callscore.testing import make_call
    >>> call = make_call(
    ...     "agent: When could you pay the £150?",
    ...     "customer: I'll pay it Friday by card.",
    ...     "agent: Lovely, thank you. Bye.",
    ...     call_date=date(2025, 11, 24),
    ... )
    >>> agreement = track_agreement(call)
    >>> agreement.payments[0].amount, agreement.method, agreement.recap.state
    (150.0, 'card', 'absent')
    """
    standing = follow(conversation)
    currency = _currency(conversation, standing)
    said = [replace(promise, currency=currency) for promise in standing.promises]
    found = find_read_back(conversation, standing)
    if found is not None:
        standing = reconcile(conversation, standing, found)
    agreed = _stands(conversation, standing, found)
    said += _confirmed_payments(conversation, standing, said, currency) if agreed and found is not None else []
    promises = tuple(
        replace(promise, date=_real(promise.date))
        for promise in gather_promises(said, standing.payments, standing.method, standing.count, agreed=agreed)
    )
    if not agreed or payment_put_off(conversation) is not None:
        return Agreement((), promises, NOTHING_TO_RECAP, currency)
    recap = judge_recap(conversation, standing, found)
    payments = tuple(replace(payment, date=_real(payment.date)) for payment in standing.payments)
    return Agreement(payments, promises, recap, currency, standing.method, standing.count, standing.agreed_turn)


def _confirmed_payments(
    conversation: Conversation, standing: Standing, said: Sequence[Promise], currency: str | None
) -> list[Promise]:
    """Promises for the payments of a recap that no line of the customer was heard to promise: where it was settled."""
    settled = Settlements(conversation, standing.lines, standing.acts)
    end = len(conversation.turns)
    missing: list[Promise] = []
    for payment in standing.payments:
        same = (p for p in said if payment.amount is None or p.amount is None or same_amount(p.amount, payment.amount))
        if any(payment.date is None or promise.date == payment.date for promise in same if promise.amount is not None):
            continue
        turns = [settled.of_sum(payment.amount, end) if payment.amount is not None else NEVER]
        turns.append(settled.of_day((payment.date,), end) if payment.date is not None else NEVER)
        near = [i for i in sorted(turns, reverse=True) if i != NEVER] or [standing.agreed_turn or 0]
        index = next((i for i in (near[0], near[0] + 1, near[0] + 2) if _is_customers(conversation, i)), near[0])
        turn = conversation.turns[index]
        missing.append(
            Promise(
                payment.amount,
                currency,
                payment.date,
                payment.method or standing.method,
                payment.strength,
                turn.text,
                index,
                turn.start,
                payment.when,
                accepted=True,
                frequency=payment.frequency,
                named=frozenset({"amount", "date"}),
            )
        )
    return missing


def _is_customers(conversation: Conversation, index: int) -> bool:
    return index < len(conversation.turns) and conversation.turns[index].role is Role.CUSTOMER


def _real(day: date | None) -> date | None:
    """A day, or None for the stand-in of one that has no date."""
    return day if is_known(day) else None


def _stands(conversation: Conversation, standing: Standing, found: ReadBack | None) -> bool:
    """Whether the negotiation ended in an agreement: a sum with a day, a rhythm or a way to pay."""
    priced = [p for p in standing.payments if p.amount is not None or p.relative is not None]
    if not priced or standing.agreed_turn is None:
        return False
    if not any(payment.when or payment.frequency or standing.method for payment in priced):
        return False
    if (
        not any(payment.when or payment.frequency for payment in priced)
        and len(priced) == 1
        and priced[0].strength != "firm"
    ):
        return False
    since = standing.agreed_turn if found is None else max(standing.agreed_turn, found.turns[-1])
    if any(commitments.rejects(turn.text) for turn in conversation.turns[since:]):
        return False
    if _refused_since(conversation, standing):
        return False
    if found is not None and found.sure >= SURE and (found.said.amounts or found.said.relatives):
        return True
    settled = Settlements(conversation, standing.lines, standing.acts)
    end = len(conversation.turns)
    promised = max((standing.acts.promise(p.turn) for p in standing.promises), default=0.0)
    if promised < AT_ALL and all(p.amount is None or settled.of_sum(p.amount, end) == NEVER for p in priced):
        return False
    firm = any(
        p.strength == "firm" and (p.amount is not None or p.when)
        for p in standing.promises
        if p.turn >= (standing.first_agreed_turn or 0)
    )
    rhythm = any(payment.frequency for payment in priced)
    conditional = any(p.strength == "conditional" and (p.when or rhythm) for p in standing.promises)
    weakly = max((p.turn for p in standing.promises), default=end)
    taken_up = any(standing.acts.promise(i) >= SURELY for i in range(weakly + 1, end))
    return firm or conditional or taken_up


def _refused_since(conversation: Conversation, standing: Standing) -> bool:
    """Whether the customer refused after the last line that promised anything."""
    acts = standing.acts
    customers = [i for i, _ in conversation.turns_of(Role.CUSTOMER)]
    promised = max((i for i in customers if acts.promise(i) >= PROMISED > acts.refusal(i)), default=-1)
    return sum(i > promised and acts.refusal(i) >= REFUSED for i in customers) >= REFUSALS


DOLLARS_BY_METHOD: Mapping[str, str] = {
    "PayID": "AUD",
    "BPAY": "AUD",
    "PayNow": "SGD",
    "GIRO": "SGD",
    "e-transfer": "CAD",
}
"""Countries' own ways to pay, which tell whose dollars are meant."""


def _currency(conversation: Conversation, standing: Standing) -> str | None:
    """ISO code of the currency named most often on the call; None when none was named."""
    named: Counter[str] = Counter()
    methods: set[str] = set()
    for turn in conversation.turns:
        for term in find_terms(turn.text):
            if term.kind is TermKind.AMOUNT and term.currency:
                named[term.currency] += 1
            elif term.kind is TermKind.METHOD and term.name:
                methods.add(term.name)
    currency = named.most_common(1)[0][0] if named else None
    if currency == "USD":
        return next((code for method, code in DOLLARS_BY_METHOD.items() if method in methods), "USD")
    return currency
