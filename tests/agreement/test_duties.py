"""Days by which the agent is to do something else: told from days to pay on, and never taken for one."""

from datetime import date

import pytest

from callscore.agreement import track_agreement
from callscore.agreement.duties import days_of_duties
from callscore.language.terms import find_terms
from callscore.testing import make_call

WEDNESDAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("agent: I'll email the invoice tomorrow, and you pay on Friday.", ["2026-05-07"]),
        ("agent: If I have it today I'll have an answer from claims by next Wednesday.", ["2026-05-06", "2026-05-13"]),
        ("agent: I'll take the payment on Friday.", []),
        ("agent: Could you pay it tomorrow?", []),
        ("customer: You have to send me the fixed invoice today, and I'll pay on Friday.", ["2026-05-06"]),
        ("customer: If I have it by Monday it can go in the run on the fourteenth.", ["2026-05-11"]),
        ("customer: I'll send it today.", []),
        ("customer: You'll get it tomorrow.", []),
    ],
)
def test_days_of_what_the_agent_is_to_do(line, days):
    [turn] = make_call(line).turns
    assert sorted(str(day) for day in days_of_duties(turn, find_terms(turn.text, WEDNESDAY))) == days


def paid_on(*lines):
    return [str(payment.date) for payment in track_agreement(make_call(*lines, call_date=WEDNESDAY)).payments]


def test_a_day_to_send_something_by_moves_no_payment():
    agreed = (
        "agent: It's 5,832 dollars. I'll have the corrected invoice to you by tomorrow, so can we say the fourteenth?",
        "customer: Then yeah, I'll pay it on the fourteenth.",
        "agent: So just so we're on the same page, 5,832 on Thursday the fourteenth, and I send the fixed invoice.",
    )
    assert paid_on(*agreed, "customer: Correct. By tomorrow.") == ["2026-05-14"]
    changed = ("customer: Actually no, make it tomorrow, I'll pay it tomorrow.", "agent: Tomorrow, then. Lovely.")
    assert paid_on(*agreed, *changed) == ["2026-05-07"]
