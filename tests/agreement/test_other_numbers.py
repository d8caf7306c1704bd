"""Numbers and days that are no payment: tables of lines, what was said before them, and what may be paid."""

from datetime import date

import pytest

from callscore.agreement.other_numbers import without_other_numbers
from callscore.language.terms import TermKind, find_terms
from callscore.testing import make_call

MONDAY = date(2026, 3, 2)


def left(text, asked="", role="agent"):
    """The words of the sums and days of a line that may be about a payment."""
    (turn,) = make_call(f"{role}: {text}").turns
    terms = without_other_numbers(turn, asked, find_terms(text, MONDAY))
    return [term.text for term in terms if term.kind in (TermKind.AMOUNT, TermKind.DATE)]


@pytest.mark.parametrize(
    ("asked", "answer", "kept"),
    [
        ("And your date of birth, please?", "Fourth of June, seventy-one.", []),
        ("What's the house number?", "Two fifty.", []),
        ("The last four digits of the account?", "Eighty-one forty.", []),
        ("And when could you pay?", "Fourth of June, seventy-one pounds.", ["Fourth of June", "seventy-one pounds"]),
        ("How much could you do?", "Two fifty.", ["Two fifty"]),
        ("What's the house number?", "Twelve, and I'll pay £30.", ["£30"]),
    ],
)
def test_who_somebody_is(asked, answer, kept):
    assert left(answer, asked, "customer") == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("How much for the first?", []),
        ("The first payment, when?", []),
        ("In two halves, so the first on the first.", ["the first"]),
        ("So the first is £50 in two payments.", ["£50"]),
        ("Is it okay on the first?", ["the first"]),
    ],
)
def test_which_part_of_a_plan(line, kept):
    assert left(line) == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("There's a credit of £40 and you send £310.", ["£310"]),
        ("Thanks a million, and it's £310.", ["£310"]),
        ("It's a million rand.", ["million rand"]),
        ("That was 2019.", []),
        ("The bill was 2019 pounds.", ["2019 pounds"]),
        ("File number is D two oh six.", []),
        ("It's two oh six.", ["two oh six"]),
        ("Less a discount of 60, that's 540.", ["540"]),
        ("There's a 25 dollar credit on it, so £310.", ["£310"]),
        ("£60 is waived, leaving £200.", ["£200"]),
        ("I'm taking off the £15, so £185 is left.", ["£185"]),
        ("We go on until the 1,138 is cleared.", []),
        ("£200 before the 900 is cleared.", ["£200"]),
        ("Put it on your credit card, £40.", ["£40"]),
        ("Before the 15th, £200 is paid.", ["the 15th", "£200"]),
        ("Until the 15th £200 stays open.", ["the 15th", "£200"]),
    ],
)
def test_credits_and_what_a_plan_runs_down(line, kept):
    assert left(line) == kept


@pytest.mark.parametrize(
    ("role", "line", "kept"),
    [
        ("customer", "I've only got eighty dollars in there.", []),
        ("customer", "My account has £90 in it.", []),
        ("customer", "There's maybe £90 on the card.", []),
        ("customer", "I'll put £90 in the account.", ["£90"]),
        ("agent", "There's £90 in it for you.", ["£90"]),
    ],
)
def test_what_is_in_the_customers_account(role, line, kept):
    assert left(line, role=role) == kept


@pytest.mark.parametrize(
    ("asked", "line", "kept"),
    [
        ("Shall I ring you at three o'clock?", "Four thirty is better.", []),
        ("Shall I take the payment at three o'clock?", "Four thirty is better.", ["Four thirty"]),
        ("", "Can you ring me back, nine fifteen?", []),
        ("", "I'll call and you pay two thirty.", ["two thirty"]),
        ("", "I'll call you. Say two thirty on the card.", ["two thirty"]),
        ("", "I'll call you at half two.", []),
    ],
)
def test_times_to_talk_at(asked, line, kept):
    assert left(line, asked, "customer") == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("It's B, K, T, 442.", []),
        ("K for kilo, T, Q, 442 and then £30.", ["£30"]),
        ("Plan B is 442.", ["442"]),
        ("I, a and 442.", ["442"]),
        ("It's B, K, T, that's the code, and then we said three hundred and ten.", ["three hundred and ten"]),
    ],
)
def test_codes_that_are_spelled(line, kept):
    assert left(line) == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("From fifty-two, twenty goes to the house, so I'll pay £30.", ["£30"]),
        ("Out of the £400 I can give you £150.", ["£150"]),
        ("Somewhere from £50 to £60.", ["£50", "£60"]),
    ],
)
def test_money_that_a_payment_comes_out_of_is_no_payment(line, kept):
    assert left(line, role="customer") == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("So that's £312.40, off the business debit card, today.", ["£312.40", "today"]),
        ("So that's £312.40, off the Westpac debit, today.", ["£312.40", "today"]),
        ("That's £12 off the balance.", []),
    ],
)
def test_what_comes_off_a_card_is_paid_and_what_comes_off_the_bill_is_not(line, kept):
    assert left(line) == kept
