"""Promises, what stands at the end, and whether it was read back, on calls typed as text."""

from datetime import date

import pytest

from callscore.agreement import track_agreement
from callscore.testing import make_call

MONDAY = date(2025, 11, 24)


def track(*lines):
    return track_agreement(make_call(*lines, call_date=MONDAY))


BARGAIN = ("agent: When could you pay the £150?", "customer: I'll pay it on Friday by debit card.")


def test_promise_has_its_parts():
    (promise,) = track(*BARGAIN).promises
    assert (promise.amount, str(promise.date), promise.method) == (150.0, "2025-11-28", "debit card")
    assert (promise.currency, promise.strength, promise.turn) == ("GBP", "firm", 1)


def test_short_yes_inherits_the_proposal():
    (promise,) = track("agent: Could you do £200 on the 28th by card?", "customer: yeah that works").promises
    assert (promise.amount, str(promise.date), promise.method, promise.accepted) == (200.0, "2025-11-28", "card", True)


def test_short_day_inherits_the_amount():
    agreement = track("agent: Could you do £200 on Wednesday?", "customer: Thursday then.")
    assert (agreement.payments[0].amount, str(agreement.payments[0].date)) == (200.0, "2025-11-27")


def test_clipped_amount_is_read_in_the_calls_terms():
    agreement = track(
        "agent: there's six thousand four hundred on it what can you do",
        "customer: i could throw you three thousand friday",
        "agent: if it was four your order goes out",
        "customer: four so four on friday go on",
    )
    assert [payment.amount for payment in agreement.payments] == [4000.0]


def test_last_agreed_value_stands():
    agreement = track(
        "agent: What can you do this week?",
        "customer: I can do forty thousand on Friday by transfer.",
        "agent: Forty thousand on Friday, okay.",
        "customer: But wait, Friday is my contribution day. Let me do it on Saturday, and make it thirty thousand.",
    )
    assert [(payment.amount, str(payment.date)) for payment in agreement.payments] == [(30000.0, "2025-11-29")]


def test_two_payments_stand_side_by_side():
    agreement = track(
        "agent: How would you like to pay the £900?",
        "customer: I can do £400 on Friday and £500 on the fifth by card.",
    )
    assert [(p.amount, str(p.date)) for p in agreement.payments] == [(400.0, "2025-11-28"), (500.0, "2025-12-05")]


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        ("I'll pay £50 on Friday", "firm"),
        ("I'll pay £50 on Friday if my client pays", "conditional"),
        ("maybe I could do £50 on Friday", "weak"),
    ],
)
def test_strength(line, strength):
    assert track("agent: What could you manage?", f"customer: {line}").promises[0].strength == strength


@pytest.mark.parametrize(
    "line",
    [
        "I paid £50 on Friday",
        "I can't do £50 on Friday",
        "we normally pay on the thirtieth",
        "he owes me six thousand since Friday",
        "I'm not paying £50",
        "I'll ring you on Friday",
    ],
)
def test_no_promise(line):
    assert track("agent: What about the balance of £50?", f"customer: {line}").promises == ()


def test_promise_taken_back_leaves_no_agreement():
    agreement = track(*BARGAIN, "agent: Lovely.", "customer: No, I take it back. I'm not paying it.")
    assert not agreement.reached
    assert agreement.recap.state == "not_applicable"


def test_call_without_payment_has_nothing_to_recap():
    agreement = track("agent: Could I speak to Mr Bell?", "customer: He's at lunch, call at two.")
    assert (agreement.recap.state, agreement.promises) == ("not_applicable", ())


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("So that's £150 on Friday by card, have I got that right?", "complete"),
        ("so just to confirm one fifty on friday the twenty eighth by card", "complete"),
        ("So that's £150 on Friday, is that right?", "partial"),
        ("So that's £250 on Friday by card, is that right?", "contradicts"),
        ("So that's £150 on Thursday by card, is that right?", "contradicts"),
        ("So that's £150 on Friday by cheque, is that right?", "contradicts"),
        ("Thank you, have a good day.", "absent"),
        ("So once again you promised £150 on Friday by card.", "absent"),
    ],
)
def test_recap_states(line, state):
    assert track(*BARGAIN, f"agent: {line}", "customer: Okay.").recap.state == state


def test_recap_names_its_slots():
    recap = track(*BARGAIN, "agent: So that's £150 on Friday, is that right?", "customer: Yes.").recap
    assert {name: slot.state for name, slot in recap.slots.items()} == {
        "amount": "present",
        "date": "present",
        "method": "missing",
    }


@pytest.mark.parametrize(("answer", "confirmed"), [("Yes, that's right.", True), ("No, I said Thursday.", False)])
def test_confirmation(answer, confirmed):
    line = "agent: So that's £150 on Friday by card, is that right?"
    assert track(*BARGAIN, line, f"customer: {answer}").recap.confirmed is confirmed


def test_unanswered_recap_is_neither_confirmed_nor_not():
    assert track(*BARGAIN, "agent: So that's £150 on Friday by card, is that right?").recap.confirmed is None


def test_proposal_is_no_recap():
    agreement = track(
        "agent: So can I put down £150 on Friday by card?", "customer: You can, yes.", "agent: Thank you."
    )
    assert agreement.recap.state == "absent"


def test_corrected_recap_is_complete():
    recap = track(
        *BARGAIN,
        "agent: So that's £250 on Friday by card, is that right?",
        "customer: No, I said one fifty.",
        "agent: Sorry, so that's £150 on Friday by card.",
        "customer: That's right.",
    ).recap
    assert (recap.state, recap.confirmed) == ("complete", True)


def test_agents_own_duties_are_not_terms():
    line = "agent: So that's £150 on Friday by card, and I'll email you the statement tomorrow. Is that right?"
    assert track(*BARGAIN, line).recap.state == "complete"


def test_without_the_calls_date_words_are_compared():
    agreement = track_agreement(make_call(*BARGAIN, "agent: So that's £150 on Friday by card."))
    assert (agreement.payments[0].date, agreement.payments[0].when, agreement.recap.state) == (
        None,
        "Friday",
        "complete",
    )


def test_notes_are_plain_data():
    notes = track(*BARGAIN, "agent: So that's £150 on Friday, is that right?").to_notes()
    assert notes["recap"]["slots"]["method"] == {"agreed": "debit card", "recapped": None, "state": "missing"}
    assert notes["promises"][0]["date"] == "2025-11-28"
    assert {"amount", "currency", "date", "method", "strength", "quote", "start"} <= set(notes["promises"][0])


@pytest.mark.parametrize(
    ("offer", "answer", "amount", "day"),
    [
        ("So what could you manage on Friday?", "Forty five's about my limit.", 45.0, "2025-11-28"),
        ("Could you do £60 on Friday?", "go on then", 60.0, "2025-11-28"),
        ("Would £60 on Friday be too much?", "No, I can manage that.", 60.0, "2025-11-28"),
        ("What if we said £60 on Friday?", "It's tight, but okay.", 60.0, "2025-11-28"),
        ("If you could go to £60 it'd stop the next letter.", "Sixty then. Friday.", 60.0, "2025-11-28"),
    ],
)
def test_ways_to_agree(offer, answer, amount, day):
    agreement = track("agent: The balance is £90.", "customer: I know.", f"agent: {offer}", f"customer: {answer}")
    assert [payment.amount for payment in agreement.payments] == [amount]
    assert str(agreement.payments[0].date) == day or agreement.payments[0].date is None


@pytest.mark.parametrize(
    ("offer", "answer"),
    [
        ("Would £60 on Friday be too much?", "Yes, it would."),
        ("Could you do £60 on Friday?", "We'll see when I've got it."),
        ("I'll ring you on Friday about the £90.", "Okay."),
        ("The notice says £90 is due on Friday.", "Right."),
    ],
)
def test_ways_not_to_agree(offer, answer):
    assert not track(
        "agent: The balance is £90.", "customer: I know.", f"agent: {offer}", f"customer: {answer}"
    ).reached


def test_agreement_grows_slot_by_slot():
    agreement = track(
        "agent: Could you do anything this week?",
        "customer: I could do eighty five.",
        "agent: Eighty five, okay. When would that be?",
        "customer: Friday.",
        "agent: And is that by card?",
        "customer: Yeah.",
    )
    payment = agreement.payments[0]
    assert (payment.amount, str(payment.date), agreement.method) == (85.0, "2025-11-28", "card")


def test_sum_taken_up_by_the_agent_is_agreed():
    agreement = track(
        "agent: Could you pay on Friday?",
        "customer: Friday, yes. It was one sixty five, wasn't it?",
        "agent: One hundred and sixty five, that's right.",
        "customer: Okay.",
    )
    assert [payment.amount for payment in agreement.payments] == [165.0]


def test_days_in_a_row_are_a_plan():
    agreement = track(
        "agent: Three lots of seventy five?",
        "customer: Every two weeks, yeah.",
        "agent: So the fifth, the nineteenth and then the second of January.",
        "customer: Yeah, that works.",
    )
    assert [payment.amount for payment in agreement.payments] == [75.0, 75.0, 75.0]


def test_statement_after_the_agreement_does_not_change_it():
    recap = track(*BARGAIN, "agent: I'm updating the system. £250 by card on Friday.", "customer: Okay.").recap
    assert recap.state == "contradicts"


def test_arrangement_called_off_is_none():
    agreement = track(*BARGAIN, "customer: Hang on, don't set anything up.", "agent: No problem, nothing's set up.")
    assert not agreement.reached


def test_dispute_needs_its_sum_named_anew():
    agreement = track(
        "agent: The £150 is overdue.", "customer: We don't owe that, it was cancelled.",
        "agent: When was that?", "customer: On the ninth. I'll send you the letter on Friday.",
    )  # fmt: skip
    assert not agreement.reached


def test_recap_over_two_turns():
    recap = track(
        *BARGAIN, "agent: Let me check I've got it. One hundred and fifty.", "customer: Yes.",
        "agent: On Friday by card.", "customer: That's it.",
    ).recap  # fmt: skip
    assert recap.state == "complete"


def test_a_promise_made_in_several_lines_is_one():
    promises = track(
        "agent: When could you pay the £150?", "customer: I can do it Friday.", "agent: Friday's fine. How?",
        "customer: On my debit card.", "agent: The whole £150?", "customer: Yes, all of it.",
    ).promises  # fmt: skip
    assert [(p.amount, str(p.date), p.method, p.stands) for p in promises] == [
        (150.0, "2025-11-28", "debit card", True)
    ]


def test_a_promise_that_was_changed_is_kept_as_given_up():
    promises = track(
        "agent: When could you pay the £150?", "customer: I'll pay it on Friday.", "agent: Friday, lovely.",
        "customer: Actually, make it Monday, I'm away.",
    ).promises  # fmt: skip
    assert [(str(p.date), p.stands) for p in promises] == [("2025-12-01", True), ("2025-11-28", False)]


def test_instalments_of_a_plan_are_written_out():
    promises = track(
        "agent: Could you do three payments of £50?", "customer: Yeah, every two weeks.",
        "agent: When would you start?", "customer: The 28th, by card.",
    ).promises  # fmt: skip
    assert [(p.amount, str(p.date)) for p in promises] == [
        (50.0, "2025-11-28"), (50.0, "2025-12-12"), (50.0, "2025-12-26"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["I could do fifty on the first of Dec-", "I'll pay fifty on Fri—"])
def test_an_offer_cut_off_in_its_terms_is_no_promise(line):
    assert track("agent: What could you do?", f"customer: {line}", "agent: Sorry, go on?").promises == ()


def test_the_rest_is_counted_from_what_is_owed():
    agreement = track(
        "agent: It's £640 all told. What can you do?", "customer: I'll pay £300 on Friday by card.",
        "agent: And the rest?", "customer: The rest on the 12th.",
    )  # fmt: skip
    assert [(p.amount, str(p.date)) for p in agreement.promises] == [(300.0, "2025-11-28"), (340.0, "2025-12-12")]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Could you confirm your date of birth?", "Yes, the fifth of June 1990."),
        ("What are the last four digits of your social?", "Sure, 6620."),
        ("Can you read me the card number?", "Okay, it's four four one."),
    ],
)
def test_answers_to_identity_questions_are_no_promises(question, answer):
    assert (
        track("agent: It's about the £900.", "customer: Okay.", f"agent: {question}", f"customer: {answer}").promises
        == ()
    )


@pytest.mark.parametrize(
    "line",
    [
        "My sister gives me sixty on Monday.",
        "I'll forward you the photos on Friday.",
        "I'm driving right now.",
        "What's the hundred and forty for?",
    ],
)
def test_other_matters_are_no_promises(line):
    assert track("agent: It's about the £900.", f"customer: {line}").promises == ()


def test_a_visit_on_another_day_does_not_move_the_payment():
    agreement = track(
        *BARGAIN, "agent: Lovely. Our engineer could visit on Tuesday, is that all right?", "customer: Tuesday's fine."
    )
    assert str(agreement.payments[0].date) == "2025-11-28"


def schedule(agreement):
    return [(payment.amount, str(payment.date)) for payment in agreement.payments]


@pytest.mark.parametrize("line", ["I could do like forty on the first of-", "maybe fifty on Fri—"])
def test_an_offer_that_is_cut_off_is_no_promise(line):
    agreement = track(
        "agent: What could you manage?", f"customer: {line}", "agent: Go on.", "customer: I can't say now."
    )
    assert not any(promise.stands for promise in agreement.promises)


def test_what_is_unpromised_in_the_same_breath_is_no_promise():
    line = "customer: I'd hope the middle of December, but I can't promise it."
    assert track("agent: When might we see the £150?", line, "agent: Right.").promises == ()


def test_a_sum_that_is_pressed_for_takes_the_place_of_the_one_before():
    agreement = track(
        "agent: What can you do on the £900?",
        "customer: I could do three hundred tomorrow.",
        "agent: I need the five hundred.",
        "customer: Okay, five hundred, but on Friday by card.",
    )
    assert schedule(agreement) == [(500.0, "2025-11-28")]


def test_the_same_again_is_a_further_payment():
    agreement = track(
        "agent: There's £660 on it. What would suit you?",
        "customer: I could do two twenty this Friday.",
        "agent: Two twenty Friday's great.",
        "customer: And then the same again on the fifth, and the last lot on the nineteenth.",
    )
    assert schedule(agreement) == [(220.0, "2025-11-28"), (220.0, "2025-12-05"), (220.0, "2025-12-19")]


def test_the_day_just_named_is_offered_as_then():
    agreement = track(
        "agent: There's £60 outstanding. Would you want to clear it today?",
        "customer: Not today.",
        "agent: Friday week's the fifth. Shall I set it up for then on your card?",
        "customer: Aye, do that.",
        "agent: So sixty pounds off your card on Friday the 28th.",
        "customer: Okay.",
    )
    assert schedule(agreement) == [(60.0, "2025-12-05")]
    assert agreement.recap.state == "contradicts"


def test_the_parts_of_a_bill_are_no_offer():
    agreement = track(
        "agent: It's nine hundred and fifty outstanding.",
        "customer: I have a note of eight fifty.",
        "agent: Eight fifty was the goods, there's a hundred for the pallets.",
        "customer: Fair enough. I'll pay it on Friday by card.",
    )
    assert schedule(agreement) == [(950.0, "2025-11-28")]


def test_a_plan_with_a_number_of_parts_is_written_out():
    agreement = track(
        "agent: It's £140. What could you manage each week?",
        "customer: Thirty five a week, starting this Friday, by card.",
        "agent: That'd be four payments.",
        "customer: Yes.",
    )
    days = [str(promise.date) for promise in agreement.promises]
    assert days == ["2025-11-28", "2025-12-05", "2025-12-12", "2025-12-19"]
    assert {promise.instalments for promise in agreement.promises} == {1}


def test_recap_in_pieces_is_one():
    recap = track(
        *BARGAIN,
        "agent: Let me go back over it then. A hundred and fifty pounds.",
        "customer: Yep.",
        "agent: This Friday, the twenty eighth.",
        "customer: Yep.",
        "agent: And on the debit card. Have I got that right?",
        "customer: You have.",
    ).recap
    assert (recap.state, recap.confirmed) == ("complete", True)


def test_a_later_read_back_with_another_sum_spoils_the_good_one():
    recap = track(
        *BARGAIN,
        "agent: So that's £150 on Friday by debit card.",
        "customer: Yes.",
        "agent: And I'll email you. I have noted £250 for Friday.",
        "customer: Bye now.",
    ).recap
    assert recap.state == "contradicts"
