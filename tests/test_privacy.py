"""Numbers that must not be written, and those that must stay."""

import time

import pytest

from callscore.privacy import mask, masked_turns

CARDS = [
    ("4242 4242 4242 4242", "•••• •••• •••• 4242"),
    ("It's 4242424242424242.", "It's ••••••••••••4242."),
    ("4242-4242-4242-4242 on the Visa", "••••-••••-••••-4242 on the Visa"),
    ("3782 822463 10005", "•••• •••••• •0005"),
    ("42 42 42 42 42 42 42 42", "•• •• •• •• •• •• 42 42"),
    ("4242, 4242, 4242, 4242", "••••, ••••, ••••, 4242"),
    ("4242 um 4242 and then 4242 4242", "•••• um •••• and then •••• 4242"),
    ("1234 5678 9012 3456", "•••• •••• •••• 3456"),
    ("Card number 4242 4242 4242 424", "Card number •••• •••• •••2 424"),
    ("My card number is 4242 4242 4242", "My card number is •••• •••• 4242"),
    ("I want to pay with 5555 5555 5555 4444", "I want to pay with •••• •••• •••• 4444"),
    ("4222 2222 2222 2", "•••• •••• •222 2"),
    ("5105 1051 0510 5100 12 27 123", "•••• •••• •••• 5100 •• •• •••"),
    (
        "four two four two four two four two four two four two four two four two",
        "•••• ••• •••• ••• •••• ••• •••• ••• •••• ••• •••• ••• four two four two",
    ),
    (
        "double four one two, triple zero one, oh five six, seven eight nine one two",
        "•••••• •••• ••• •••, •••••• •••• •••, •• •••• •••, ••••• eight nine one two",
    ),
    ("forty-two forty-two forty-two 42 4242 4242", "•••••-••• •••••-••• •••••-••• •• •••• 4242"),
]

CODES = [
    ("The security code is 123.", "The security code is •••."),
    ("CVV 123", "CVV •••"),
    ("cvc: 9876", "cvc: ••••"),
    ("And the three digits on the back? 123", "And the three digits on the back? •••"),
    (
        "the three digits on the back of the card are one two three",
        "the three digits on the back of the card are ••• ••• •••••",
    ),
    ("Security code is oh four two, please", "Security code is •• •••• •••, please"),
    ("The code printed on the back is one twenty-three", "The code printed on the back is ••• ••••••-•••••"),
    ("123 on the back", "••• on the back"),
    ("one two three is the security code", "••• ••• ••••• is the security code"),
    ("My PIN is 4821", "My PIN is ••••"),
]

BANKS = [
    ("123-45-6789", "•••-••-••••"),
    ("My social is 123 45 6789.", "My social is ••• •• ••••."),
    ("social security number, 123456789", "social security number, •••••••••"),
    ("social: one two three four five six seven eight nine", "social: ••• ••• ••••• •••• •••• ••• ••••• ••••• ••••"),
    ("Sort code 12-34-56, account number 12345678", "Sort code ••-••-••, account number ••••5678"),
    ("sort code is 12-10-26", "sort code is ••-••-••"),
    ("the routing number is 021000021", "the routing number is •••••••••"),
    ("the routing number is 064 000 … hold on. 064 000 059", "the routing number is ••• ••• … hold on. ••• ••• •••"),
    ("my checking account is 000123456789", "my checking account is ••••••••6789"),
    ("bank account number 12 34 56 78", "bank account number •• •• 56 78"),
    ("GB29 NWBK 6016 1331 9268 19", "GB•• NWBK •••• •••• ••68 19"),
    ("IBAN DE89370400440532013000", "IBAN DE••••••••••••••••3000"),
]

NEAR_MISSES = [
    "You owe $1,234,567,890,123.45.",
    "£200, £300, £400, £500 and £600",
    "the balance is 1250.00 and 340.50",
    "Invoice 4242424242424242",
    "reference number 4242 4242 4242 4242",
    "your reference is four two four two four two four two four two four two four two",
    "2021 2022 2023 2024",
    "from 2026-03-12 to 2026-04-12",
    "born on 12 March 1980",
    "date of birth 01 02 1980",
    "Call us on 020 7946 0123 or 020 7946 0124",
    "my mobile is 07700 900123",
    "+44 7700 900123",
    "555-867-5309",
    "it's double oh four four one four eight four five five five oh one nine two",
    "the card ending 4242",
    "Your account number with us is 12345678",
    "invoice INV-2026-00123-45",
    "the security code was sent, and I can pay 200 dollars on the 12th of March 2026",
    "I have no CVV. I owe 250.",
    "What's the security code? I pay $123.",
    "the card expires 12/27",
    "social worker at 9 Elm Road",
    "the last four of the card, 4242",
    "one of two, three at most, four if I must",
    "fifty on Friday and then two hundred and fifty",
    "1500, 1600, 1700, 1800",
    "1234567890123",
    "order number 4242 4242 4242 4242",
]


@pytest.mark.parametrize(("text", "expected"), [*CARDS, *CODES, *BANKS])
def test_what_must_not_be_kept_is_masked(text, expected):
    assert mask(text) == expected
    assert len(expected) == len(text)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_other_numbers_stay(text):
    assert mask(text) == text


def test_masking_twice_changes_nothing():
    for text, expected in [*CARDS, *CODES, *BANKS]:
        assert mask(expected) == expected, text


def test_the_line_before_introduces_a_number():
    assert mask("It's 123.", before="And the security code?") == "It's •••."
    assert mask("It's 123.", before="And the house number?") == "It's 123."


def test_a_number_read_out_over_several_turns():
    turns = (
        "Could I take the long number on the front?",
        "Sure, 4242.",
        "Mm-hm.",
        "4242 4242.",
        "Yes?",
        "4242.",
        "And the three digits\non the back?",
        "One two three.",
        "Thank you. So that is 250 pounds today.",
    )
    masked = masked_turns(turns)
    assert masked[1:8:2] == ("Sure, ••••.", "•••• ••••.", "4242.", "••• ••• •••••.")
    assert masked[8] == turns[8]
    assert [len(text) for text in masked] == [len(text) for text in turns]
    assert masked_turns(()) == ()


def test_ten_minutes_take_less_than_50_ms():
    turns = ["So I can pay two hundred and fifty on the 12th, and 4242 4242 4242 4242 is the card, one two three."] * 90
    taken = []
    for _ in range(3):
        begin = time.process_time()
        masked_turns(turns)
        taken.append(time.process_time() - begin)
    assert min(taken) < 0.05
