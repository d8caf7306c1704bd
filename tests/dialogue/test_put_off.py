"""Payments that the agent lets rest, and words that only sound so."""

from __future__ import annotations

import pytest

from callscore.dialogue.put_off import payment_put_off
from callscore.testing import make_call

OFFERED = "customer: I could put a bit on it, I suppose."


@pytest.mark.parametrize(
    "line",
    [
        "You don't need to pay anything until the team has rung you.",
        "I'm not going to take money that you'd have to borrow.",
        "There's no need for that today, keep it by you.",
        "Please don't, not today.",
        "Nothing is due from you while we look at it.",
        "You don't owe it, it was never your account.",
        "No payment is needed while the hold is on.",
        "I won't take a payment from you this week.",
    ],
)
def test_a_payment_is_left_to_rest(line: str) -> None:
    assert payment_put_off(make_call(OFFERED, f"agent: {line}", "customer: Oh. Thank you.")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "If the plan is kept, you don't need to pay anything more.",
        "When the form is in, no payment is due until June.",
        "I'm not going to take that tone from you.",
        "There's nothing more I can take off.",
        "You need to pay something today.",
        "Keep it coming every month.",
    ],
)
def test_what_hangs_on_something_or_declines_something_else_puts_nothing_off(line: str) -> None:
    assert payment_put_off(make_call(OFFERED, f"agent: {line}", "customer: Oh.")) is None


def test_a_sum_that_is_named_afterwards_takes_it_up_again() -> None:
    rests = "agent: You don't need to pay anything today."
    assert payment_put_off(make_call(OFFERED, rests, "customer: I'd rather pay £20 on Friday.")) is None
    assert payment_put_off(make_call(OFFERED, rests, "customer: Ring me on the 0117 number.")) == 1
