"""Clipped sums in full: tables of what stood before and what a short one stands for, and of those left as they are."""

import pytest

from callscore.agreement.in_full import MOST_AROUND, in_full
from callscore.agreement.sums import same_amount
from callscore.language.terms import find_terms


def sums(*texts):
    """The likeliest reading of every sum, line by line."""
    return [[term.amounts[0] for term in line if term.amounts] for line in in_full([find_terms(t) for t in texts])]


MILLIONS = "You owe 2.6 million shillings."
LAKHS = "That's two lakh forty thousand rupees."
NAIRA = "It's 475,000 naira."


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ((MILLIONS, "I'll do one point one now."), 1_100_000.0),
        ((MILLIONS, "I'll do one point one now.", "Which leaves one point five."), 1_500_000.0),
        ((LAKHS, "I can do eighty thousand on Friday.", "Leaves one sixty for May."), 160_000.0),
        ((NAIRA, "Three seventy-five by Friday."), 375_000.0),
        (("You owe one hundred and eighty-five thousand.", "One eighty five on Friday."), 185_000.0),
        (("Six lakh rupees are open, two lakh of it from June.", "Two on Friday then."), 200_000.0),
    ],
)
def test_a_clipped_sum_stands_for_a_whole_one(lines, last):
    assert sums(*lines)[-1] == [last]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("It's a hundred and thirty-four eighty.", "So half, sixty-seven forty."), 67.4),
        (("It's a hundred and thirty-four eighty.", "So that's eight fifty."), 850.0),
        (("For sixty-four quid?", "It's sixty-four fifty.", "That's eighty-four fifty."), 84.5),
        (("For sixty-four quid?", "That's eighty-four fifty."), 8450.0),
        (("That's £9,200 in all.", "I'll send sixty-seven forty."), 6740.0),
        (("Sixty-seven forty is what's open.",), 6740.0),
    ],
)
def test_pounds_and_pence_are_told_from_hundreds_by_what_is_owed(lines, last):
    assert sums(*lines)[-1] == [last]


def test_sums_named_in_full_only_later_speak_for_those_before():
    first, *_ = sums("Two point six is what it says.", "Yes, 2.6 million shillings.")
    assert first == [2_600_000.0]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("The balance is 640 dollars.", "I could do one point two."), 1.2),
        (("The balance is £8,400.", "Then three and a half."), 3.5),
        (("It's 475,000 naira and a fee of £500.", "Three seventy-five by Friday."), 375.0),
        (("It was 36,500 rand.", "R250 today."), 250.0),
        (("It was 36,500 rand.", "Two hundred and fifty today."), 250.0),
        (("It was 36,500 rand.", "Thirty-six thousand five hundred, yes."), 36_500.0),
        ((NAIRA, "Four hundred and seventy-five thousand."), 475_000.0),
    ],
)
def test_sums_that_are_left_as_they_are(lines, last):
    assert sums(*lines)[-1] == [last]


def test_a_small_number_takes_up_only_a_sum_said_near():
    lines = ("Six lakh rupees are open, two lakh of it from June.", *["Let me look."] * 12, "Two on Friday then.")
    assert sums(*lines)[-1] == [2.0]


def test_the_literal_reading_is_kept_behind_the_full_one():
    terms = [find_terms(NAIRA), find_terms("Three seventy-five by Friday.")]
    (clipped, *_) = [term for term in in_full(terms)[1] if term.amounts]
    assert (clipped.amounts[:2], clipped.exact) == ((375_000.0, 375.0), True)


def test_lines_without_large_sums_come_back_as_they_were():
    lines = [find_terms("£60 a month"), find_terms("two fifty")]
    assert in_full(lines) == lines


def clipped_lines(count):
    """Terms of a long call in which three lines of four clip a sum that wasn't named before."""
    clipped = (f"Say {1 + i * 7919 % 80000 / 10000:.4f} then." if i % 4 else "Go on." for i in range(1, count))
    return [find_terms("That's 9.4 million naira outstanding."), *map(find_terms, clipped)]


def comparisons(monkeypatch, lines):
    """How many sums are compared for the lines of a call."""
    compared = []
    monkeypatch.setattr("callscore.agreement.sums.same_amount", lambda *both: compared.append(1) or same_amount(*both))
    in_full(lines)
    return len(compared)


def test_a_long_call_takes_no_longer_by_the_turn(monkeypatch):
    short, long = (comparisons(monkeypatch, clipped_lines(count)) / count for count in (200, 800))
    assert 0 < long < 1.5 * short


def test_sums_further_away_than_are_looked_at_change_nothing():
    far = ["That's 3.4 million naira."] * (2 * MOST_AROUND + 10)
    assert sums(*far, "One point two on Monday.")[-1] == [1_200_000.0]
