"""What was agreed, corrected by the recap: small calls, what stands at their end, and how the recap is judged."""

from datetime import date

import pytest

from callscore.agreement import track_agreement
from callscore.testing import make_call

MONDAY = date(2026, 3, 2)


def track(*lines):
    return track_agreement(make_call(*lines, call_date=MONDAY))


def payments(agreement):
    return [(payment.amount, str(payment.date)) for payment in agreement.payments]


BALANCE = "agent: The balance is £310 in all, Mrs Hale."


def agreed(recap, *, asked="Could you pay £150 on Friday by card?", said="Yes, I'll pay £150 on Friday by card."):
    """A call in which £150 on Friday the sixth by card is agreed, and then read back."""
    return track(f"agent: {asked}", f"customer: {said}", f"agent: {recap}", "customer: Yes.")


@pytest.mark.parametrize(
    ("recap", "state"),
    [
        ("So to confirm, that's £150 on Friday by card.", "complete"),
        ("So that's £150 on Friday the sixth of March by card, is that right?", "complete"),
        ("So to confirm, that's £150 on Friday.", "partial"),
        ("So to confirm, that's £180 on Friday by card.", "contradicts"),
        ("So to confirm, that's £150 on Monday the ninth by card.", "contradicts"),
        ("So that's £150 on Friday by bank transfer, is that right?", "contradicts"),
        ("Thank you, take care now.", "absent"),
    ],
)
def test_what_was_settled_beyond_doubt_stands_whatever_the_recap_says(recap, state):
    agreement = agreed(recap)
    assert agreement.recap.state == state
    assert payments(agreement) == [(150.0, "2026-03-06")]
    assert agreement.method == "card"


def test_payments_that_a_recap_lists_are_believed_where_they_make_a_sum_named_before():
    agreement = track(
        BALANCE,
        "customer: I can do a hundred on Friday.",
        "agent: Then what about the rest?",
        "customer: Two hundred and something at the end of the month.",
        "agent: Okay, so I have £100 on Friday the sixth and £210 on Tuesday the thirty-first, by card.",
        "customer: Yes.",
    )
    assert payments(agreement) == [(100.0, "2026-03-06"), (210.0, "2026-03-31")]
    assert (agreement.recap.state, agreement.method) == ("complete", "card")


def test_payments_listed_with_the_day_first_take_their_own_days():
    agreement = track(
        BALANCE,
        "customer: I can do it in two, Friday and the twentieth.",
        "agent: How much each?",
        "customer: A hundred and ten, then two hundred.",
        "agent: So to confirm, Friday the sixth a hundred and ten, Friday the twentieth two hundred, by card.",
        "customer: Yes.",
    )
    assert payments(agreement) == [(110.0, "2026-03-06"), (200.0, "2026-03-20")]


def test_two_payments_that_make_what_is_owed_stand_side_by_side():
    agreement = track(
        "agent: There's £400 outstanding.",
        "customer: I'll pay £150 on Friday.",
        "agent: Good, and the other £250?",
        "customer: £250 on the twentieth.",
        "agent: Thank you, bye.",
    )
    assert payments(agreement) == [(150.0, "2026-03-06"), (250.0, "2026-03-20")]
    assert agreement.recap.state == "absent"


def test_a_payment_for_another_day_that_the_recap_leaves_out_still_stands():
    agreement = track(
        BALANCE,
        "customer: I'll pay £110 on Friday and £200 on the twentieth by card.",
        "agent: Good.",
        "agent: So that's £110 on Friday the sixth by card.",
        "customer: Yes.",
    )
    assert payments(agreement) == [(110.0, "2026-03-06"), (200.0, "2026-03-20")]
    assert agreement.recap.state == "partial"


@pytest.mark.parametrize(
    ("owed", "promised", "recap", "amount"),
    [
        ("48,217 rand", "The forty-eight two, yes. I'll send it on Friday by EFT.", "R48,217", 48_217.0),
        ("£84.60", "I'll pay the eighty-four on Friday by EFT.", "£84.60", 84.6),
        ("£84.60", "I'll pay £84.60 on Friday by EFT.", "£84", 84.6),
    ],
)
def test_sums_are_those_of_the_recap_to_the_penny(owed, promised, recap, amount):
    agreement = track(
        f"agent: What's open is {owed}.",
        f"customer: {promised}",
        "agent: Good.",
        f"agent: So to confirm, {recap} on Friday the sixth by EFT.",
        "customer: That's right.",
    )
    assert payments(agreement) == [(amount, "2026-03-06")]
    assert agreement.recap.state == "complete"


def test_a_fee_beside_the_sums_of_a_recap_is_no_rival_to_them():
    agreement = track(
        BALANCE,
        "customer: I'll pay £310 on Friday by card.",
        "agent: Good. So to confirm, £310 on Friday the sixth by card, and the £12 fee is waived.",
        "customer: Thanks.",
    )
    assert payments(agreement) == [(310.0, "2026-03-06")]
    assert agreement.recap.state == "complete"


def test_the_way_to_pay_is_the_one_settled_last():
    agreement = track(
        "agent: Could you pay the £150 on Friday by card?",
        "customer: Card is no good. I'll pay £150 on Friday by bank transfer.",
        "agent: Bank transfer is fine.",
        "agent: So that's £150 on Friday the sixth by bank transfer, is that right?",
        "customer: Yes.",
    )
    assert (agreement.method, agreement.recap.state) == ("bank transfer", "complete")


def test_a_way_to_pay_that_only_the_recap_names_is_taken_from_it():
    agreement = agreed(
        "So to confirm, that's £150 on Friday the sixth by debit card.",
        asked="Could you pay £150 on Friday?",
        said="Yes, I'll pay £150 on Friday.",
    )
    assert (agreement.method, agreement.recap.state) == ("debit card", "complete")


def test_a_sum_corrected_after_the_recap_takes_its_place():
    agreement = track(
        "agent: Could you pay the £150 on Friday by card?",
        "customer: Yes, I'll pay £150 on Friday by card.",
        "agent: So that's £150 on Friday by card, is that right?",
        "customer: No, I can only pay £120.",
        "agent: £120 on Friday then, fine.",
        "customer: Thank you.",
    )
    assert payments(agreement) == [(120.0, "2026-03-06")]


@pytest.mark.parametrize(
    "lines",
    [
        ("customer: I'm not paying a penny of that.", "agent: So you owe £310 and it was due on Friday."),
        ("customer: I'd have to ask my wife.", "agent: So that's £310, and I'll ring you on Friday."),
    ],
)
def test_what_is_read_out_where_nothing_was_settled_is_no_agreement(lines):
    agreement = track(BALANCE, *lines, "customer: No.")
    assert (agreement.payments, agreement.recap.state) == ((), "not_applicable")


@pytest.mark.parametrize(
    ("close", "reached"),
    [
        ("I'll put the whole account on hold, and there's no payment until we have the answer.", False),
        ("I won't take anything today, let's wait for the answer first.", False),
        ("Would you hold for a moment while I put that in?", True),
        ("There's nothing to pay on top of that.", True),
    ],
)
def test_an_agreement_that_the_agent_lets_rest_is_none(close, reached):
    agreement = track(
        "agent: Could you pay the £150 on Friday by card?",
        "customer: Yes, I'll pay £150 on Friday by card. But that delivery was never complete.",
        f"agent: {close}",
        "customer: Thank you.",
    )
    assert agreement.reached is reached


def test_a_plan_whose_dated_payments_make_what_is_owed_is_believed_beside_other_prices():
    agreement = track(
        "agent: It's £310 in all.",
        "customer: I'm selling the trailer on Friday for £200, so I can give you £110 then.",
        "agent: And the rest?",
        "customer: On the twentieth.",
        "agent: So that's £110 on Friday the sixth and £200 on Friday the twentieth, by card, and feed is £18 a bag.",
        "customer: That's how I have it.",
    )
    assert payments(agreement) == [(110.0, "2026-03-06"), (200.0, "2026-03-20")]
    assert agreement.recap.state == "complete"


def test_a_sum_that_goes_with_the_recaps_to_make_the_whole_is_left_out_of_it_and_no_contradiction():
    agreement = track(
        "agent: It's £310 in all.",
        "customer: I'll pay £110 on Friday.",
        "agent: £110 on Friday, good. And the other £200?",
        "customer: I'll pay £200 on the twentieth.",
        "agent: £200, good. So to confirm, that's £110 on Friday by card.",
        "customer: Yes.",
    )
    assert agreement.recap.state == "partial"


def test_a_recap_that_goes_on_after_a_nod_is_one_recap():
    agreement = track(
        BALANCE,
        "customer: I can do a hundred and ten on Friday and two hundred on the twentieth, by card.",
        "agent: So I'm putting it in by card, stop me if one's wrong: Friday the sixth, a hundred and ten.",
        "customer: Mm.",
        "agent: And Friday the twentieth, two hundred, and then you're up to date.",
        "customer: That's right.",
    )
    assert agreement.recap.state == "complete"


def test_a_recap_with_sums_settled_since_takes_the_place_of_an_earlier_one():
    agreement = track(
        BALANCE,
        "customer: Two hundred on Friday and the rest on the twentieth, by card.",
        "agent: Okay, so I've got two hundred on Friday and a hundred and ten on the twentieth by card?",
        "customer: No, hold on, that's too much at once. Make it a hundred and fifty on Friday.",
        "agent: A hundred and fifty, and a hundred and sixty on the twentieth then.",
        "customer: Yes, that's better.",
        "agent: So that's a hundred and fifty on Friday the sixth and a hundred and sixty on the twentieth, by card.",
        "customer: That's it.",
    )
    assert agreement.recap.state == "complete"
    assert [amount for amount, _ in payments(agreement)] == [150.0, 160.0]


def test_words_about_something_else_before_a_confirmed_recap_take_nothing_back():
    agreement = track(
        BALANCE,
        "customer: I'll pay £310 on Friday by card.",
        "agent: Good. And the call-out fee I'll ask about.",
        "customer: Do, because that one I won't pay.",
        "agent: Understood. So to confirm, that's £310 on Friday the sixth by card.",
        "customer: Correct.",
    )
    assert (agreement.recap.state, payments(agreement)) == ("complete", [(310.0, "2026-03-06")])


def test_a_day_by_which_the_customer_needs_something_is_no_day_to_pay():
    agreement = track(
        BALANCE,
        "customer: I'll pay the £310 on the twentieth by card.",
        "agent: The twentieth, good.",
        "customer: And I need the delivery by Monday the ninth.",
        "agent: I'll ask. So to confirm, £310 on Friday the twentieth by card.",
        "customer: Yes.",
    )
    assert (agreement.recap.state, payments(agreement)) == ("complete", [(310.0, "2026-03-20")])


def test_a_recap_stands_before_a_so_in_what_the_agent_will_send():
    agreement = track(
        BALANCE,
        "customer: I'll pay £310 on Friday by card.",
        "agent: Good, let me check I've got us both right.",
        "customer: £310 on Friday, by card.",
        "agent: That's it exactly, £310 on Friday the sixth by card. I'll post it Monday so you're not going by me.",
        "customer: Fine.",
    )
    assert agreement.recap.state == "complete"
