"""The recap as the first witness of what was agreed: found in its own words, corrected by what was settled later."""

from datetime import date

import pytest

from callscore.agreement import track_agreement
from callscore.agreement.acts import hear_acts
from callscore.agreement.heard_terms import call_terms
from callscore.agreement.settlements import NEVER, Settlements
from callscore.agreement.sums import read_amount
from callscore.language.references import find_references
from callscore.language.terms import TermKind, find_terms
from callscore.testing import make_call

MONDAY = date(2025, 11, 24)


def call_of(*lines):
    return make_call(*lines, call_date=MONDAY)


def track(*lines):
    return track_agreement(call_of(*lines))


def schedule(agreement):
    return [(payment.amount, str(payment.date)) for payment in agreement.payments]


OPENING = ("agent: There's £640 owing on the account. How are you fixed?", "customer: I could pay it on Friday week.")


@pytest.mark.parametrize(
    "line",
    [
        "So six hundred and forty all up, straight into our account by transfer, Friday week.",
        "Just so we've both got it down the same, that's the six forty by transfer on Friday the fifth.",
        "okay so you'll transfer us the six hundred and forty on friday the fifth have i got that",
    ],
)
def test_a_recap_in_own_words_is_found(line):
    recap = track(
        *OPENING, "agent: Grand. How?", "customer: By transfer.", f"agent: {line}", "customer: You have."
    ).recap
    assert (recap.state, recap.confirmed) == ("complete", True)


def test_a_sum_in_the_line_before_belongs_to_a_recap_of_day_and_way():
    lines = (
        *OPENING,
        "agent: Grand. How?",
        "customer: By transfer.",
        "agent: {}",
        "customer: Six forty, yes.",
        "agent: And it leaves your account on Friday the fifth by transfer, is that right?",
        "customer: It is.",
    )
    told = [line.format("So it's six hundred and forty you're sending.") for line in lines]
    asked = [line.format("Could you do the six hundred and forty?") for line in lines]
    assert [track(*told).recap.state, track(*asked).recap.state] == ["complete", "partial"]


def test_a_day_alone_is_a_recap_where_words_announce_one():
    recap = track(
        *OPENING,
        "agent: Grand. And the fee goes away?",
        "customer: It should.",
        "agent: So, we're on the same page here, right? You're coming in Friday, the fifth, and you bring me the note.",
        "customer: Yep. Friday.",
    ).recap
    assert recap.state == "partial"


def test_an_earlier_day_asked_for_takes_the_place_of_the_one_named():
    agreement = track(
        "agent: There's £640 owing. When can you pay?",
        "customer: I'll pay it on Friday the fifth.",
        "agent: Any chance of sooner?",
        "customer: I've a run this Friday as well.",
    )
    assert schedule(agreement) == [(640.0, "2025-11-28")]


def test_what_the_whole_is_made_up_of_is_no_payment_beside_it():
    agreement = track(
        "agent: It's five hundred and thirty-eight pounds forty.",
        "customer: I've about three fifty in cash, and I can get the rest on Monday.",
        "agent: All of it on Monday?",
        "customer: All of it, yeah. Can I bring it in? Because the three fifty's cash.",
    )
    assert schedule(agreement) == [(538.4, "2025-12-01")]


def test_a_last_offer_taken_is_no_further_payment():
    agreement = track(
        "agent: It's two thousand four hundred and eighty-five. How much on the fifth?",
        "customer: I could do four hundred.",
        "agent: Make it twelve hundred.",
        "customer: Twelve is too much.",
        "agent: Eight hundred and fifty then, on the fifth. That's my last one.",
        "customer: Okay. Okay, eight fifty on the fifth, fine.",
    )
    assert schedule(agreement) == [(850.0, "2025-12-05")]


def test_a_charge_spoken_of_is_not_the_sum_of_the_day_moved():
    agreement = track(
        "agent: It's two hundred and ninety-two dollars. When can you pay?",
        "customer: I'll pay the two ninety-two on the thirtieth.",
        "agent: We close the books on the twenty-eighth, so it'll get a finance charge. It's eleven dollars.",
        "customer: Well then make it the twenty-seventh.",
    )
    assert schedule(agreement) == [(292.0, "2025-11-27")]


def test_a_recap_over_several_turns_takes_what_the_customer_supplies():
    recap = track(
        *OPENING,
        "agent: Grand. How?",
        "customer: By transfer.",
        "agent: Lovely. So just so we've both got it the same, that's the six hundred and forty in one go...",
        "customer: Yeah.",
        "agent: ...by transfer, and it'll be with us on...",
        "customer: Friday the fifth.",
        "agent: That's it exactly.",
    ).recap
    assert recap.state == "complete"


def test_an_ultimatum_is_no_recap():
    agreement = track(
        "agent: You owe £640. What can you do?",
        "customer: I can do two hundred on Thursday.",
        "agent: Make it two fifty. Two fifty on Thursday or I close the file now and send somebody round.",
        "customer: Fine! Two fifty, Thursday, by debit card.",
        "agent: There you go.",
    )
    assert agreement.recap.state == "absent"


def test_a_value_given_up_for_a_later_one_contradicts():
    recap = track(
        "agent: It's £783 for September. When suits?",
        "customer: Say Friday the fifth, the seven eighty-three.",
        "agent: Friday the fifth, sure. Oh, the £45 comes off, so it's the seven thirty-eight.",
        "customer: Lovely. I'll do it Thursday then, I'll transfer the seven thirty-eight.",
        "agent: Perfect.",
        "agent: So just so I've got it down, you're going to transfer us the seven eighty-three on Friday the fifth.",
        "customer: Bye!",
    ).recap
    assert recap.state == "contradicts"
    assert "amount" in recap.contradicting


def test_a_more_exact_form_of_the_same_sum_and_day_is_no_contradiction():
    recap = track(
        "agent: You're at three thousand four hundred and fifteen dollars twenty. When can we see that?",
        "customer: Thirty-four fifteen. I can do Tuesday by e-transfer.",
        "agent: Tuesday's good.",
        "agent: Okay, so I got you down for the thirty-four fifteen and change by e-transfer on the Tuesday. We good?",
        "customer: We're good.",
    ).recap
    assert recap.state == "complete"


def test_a_hold_that_is_summed_up_is_no_agreement():
    agreement = track(
        "agent: There's £1,946 on the account.",
        "customer: I could get three hundred off my son, he'd lend it to me.",
        "agent: I'm not going to take three hundred that you'd have to borrow. Denise can call you on Thursday.",
        "customer: Thursday's good. The nurse comes Wednesdays.",
        "agent: So it's all on hold until the 28th of February, and Denise calls on Thursday between ten and noon.",
        "customer: Thursday, ten to noon.",
    )
    assert not agreement.reached


def test_refusing_after_an_offer_leaves_nothing_agreed():
    agreement = track(
        "agent: You owe £900. Five hundred on Friday and the rest on the fifteenth.",
        "customer: Five hundred and then four hundred?",
        "agent: So give me a figure and a day.",
        "customer: I'm not giving you any figure and I'm not giving you a day.",
        "agent: So you refuse.",
        "customer: I'm not paying that. I said no, not Friday, not anything.",
    )
    assert not agreement.reached


def test_payments_of_the_recap_stand_where_the_talk_before_was_misheard():
    agreement = track(
        "agent: That's £412.36 all together.",
        "customer: I could do half now and half on the fifth.",
        "agent: Half is two oh six eighteen.",
        "customer: Hold on, my app says a hundred and eighty nine so that won't go. Let's say one fifty today.",
        "agent: One fifty. That leaves two sixty two thirty six for the fifth?",
        "customer: Yeah put the rest on that one.",
        "agent: Let me read that back. £150 today on your debit card and £262.36 on the same card on December 5.",
        "customer: Yep, that's right.",
    )
    assert schedule(agreement) == [(150.0, "2025-11-24"), (262.36, "2025-12-05")]


def test_when_a_sum_was_settled():
    call = call_of(
        "agent: Could you do £150 on Friday?",
        "customer: I can't do £150, but I'll do £100.",
        "agent: £100 is fine.",
        "customer: Okay.",
    )
    lines = call_terms(call)
    settled = Settlements(call, lines, hear_acts(call, lines))
    assert settled.of_sum(100.0, before=4) >= 1
    assert settled.of_sum(90.0, before=4) == NEVER


def test_the_whole_settles_what_is_owed():
    call = call_of("agent: It's £1,340.", "customer: I'll just do the whole thing on Thursday.", "agent: Great.")
    lines = call_terms(call)
    assert Settlements(call, lines, hear_acts(call, lines)).of_sum(1340.0, before=3) == 1


def days(*lines):
    return [
        [str(term.dates[0]) for term in terms if term.kind is TermKind.DATE] for terms in call_terms(call_of(*lines))
    ]


def test_a_weekday_with_an_article_is_that_of_the_week_spoken_of():
    assert days("agent: Monday the eighth?", "customer: Say the Tuesday.", "agent: Okay, on the Tuesday.")[1:] == [
        ["2025-12-09"],
        ["2025-12-09"],
    ]


def test_a_weekday_without_one_is_the_next():
    assert days("agent: Monday the eighth?", "customer: No, Tuesday.")[1] == ["2025-11-25"]


def amounts(*lines):
    return [[term.text for term in terms if term.amounts] for terms in call_terms(call_of(*lines))]


@pytest.mark.parametrize(
    "lines",
    [
        ("agent: She's in at ten-fifteen.", "customer: Ten-fifteen."),
        ("agent: And did you put a PO number on that one?", "customer: Yeah, it's 8816."),
        ("agent: Put LL 2096 as the reference.", "customer: LL 2096."),
        ("agent: What's the number on your lane?", "customer: It's two seven one oh."),
        ("agent: She rings between ten and noon.", "customer: Do all three by transfer."),
        ("agent: It's two dockets from May, 8812 and 8830.", "customer: The 8830, is that the prawns?"),
        ("agent: Did you get the PO?", "customer: It has the PO on it, you know, the 7719."),
    ],
)
def test_numbers_that_are_no_sums(lines):
    assert amounts(*lines) == [[], []]


def test_a_sum_said_digit_by_digit_is_one_where_it_was_named():
    assert amounts("agent: It's £4,740.", "customer: Full amount, four seven four zero.") == [
        ["£4,740"],
        ["four seven four zero"],
    ]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("eleven oh two fifty", 1102.5),
        ("three two one eight forty", 3218.4),
        ("three one eight sixty", 318.6),
        ("one million and fifty", 1_050_000.0),
        ("one million two hundred", 1_200_000.0),
        ("two million three", 2_300_000.0),
        ("twenty-eight forty fifteen", 2840.15),
        ("two thousand eight hundred forty, fifteen", 2840.15),
    ],
)
def test_ways_to_say_a_sum(words, amount):
    assert [term.amounts[0] for term in find_terms(words)] == [amount]


@pytest.mark.parametrize(
    ("words", "named", "amount"),
    [
        ("the thirty-four", 3415.2, 3415.2),
        ("twelve", 26500.0, 12000.0),
        ("fifty", 640.0, 50.0),
    ],
)
def test_a_clipped_sum_is_read_by_what_is_owed(words, named, amount):
    assert read_amount(find_terms(f"{words} on Friday")[0], [named], []) == amount


@pytest.mark.parametrize("line", ["put KO 3381 on it", "the remark says 7691", "the card that ends in ninety-one"])
def test_references(line):
    assert len(find_references(line)) == 1


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        ("I could maybe do £50 on Friday if I get the hours", "weak"),
        ("I'll do £50 on Friday if I get the hours", "conditional"),
        ("So if I say Friday, that's £50", "firm"),
    ],
)
def test_how_firm_a_promise_is(line, strength):
    assert track("agent: What could you manage?", f"customer: {line}").promises[0].strength == strength
