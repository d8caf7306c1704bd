"""Days read with those named before: tables of lines said one after another and the days that the last one names."""

from datetime import date

import pytest

from callscore.agreement.days_in_talk import DaysInTalk, is_bare_weekday, with_certain_days
from callscore.language.terms import TermKind, find_terms

MONDAY = date(2026, 3, 2)


def read(*texts):
    """The day terms of the last of lines said one after another."""
    days = DaysInTalk(MONDAY)
    terms = ()
    for text in texts:
        terms = days.read(text, find_terms(text, MONDAY))
    return [term for term in terms if term.kind is TermKind.DATE]


def likeliest(*texts):
    return [str(term.dates[0]) for term in read(*texts)]


NINETEENTH = "Could we say Thursday the nineteenth?"


@pytest.mark.parametrize(
    ("before", "line", "day"),
    [
        (NINETEENTH, "No, make it the Friday.", "2026-03-20"),
        (NINETEENTH, "I'd rather move it to Monday.", "2026-03-16"),
        (NINETEENTH, "I could have it for the Saturday.", "2026-03-21"),
        ("Say Tuesday the thirty-first of March.", "Bring it to Monday.", "2026-03-30"),
        (NINETEENTH, "Okay, Thursday.", "2026-03-19"),
        (NINETEENTH, "Friday suits me, this week.", "2026-03-06"),
        ("Could we say Wednesday?", "Make it the Friday.", "2026-03-06"),
        ("Shall we put Wednesday the fourth?", "Push it to Friday.", "2026-03-06"),
        ("When would suit?", "Make it Friday.", "2026-03-06"),
    ],
)
def test_a_weekday_is_in_the_week_that_something_is_moved_in(before, line, day):
    assert likeliest(before, line)[0] == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("No, the third of April is tricky. Make it the Monday.", "2026-04-06"),
        ("Not the thirteenth, I'm away. Make it the Monday.", "2026-03-16"),
        ("Make it the Monday, not the third of April.", "2026-03-16"),
    ],
)
def test_a_weekday_is_near_the_date_said_before_it_in_its_line(line, day):
    assert day in likeliest(NINETEENTH, line)


def test_a_weekday_taken_up_long_after_is_the_next_one_and_the_other_is_kept():
    (term,) = read(NINETEENTH, "Okay.", "Right.", "Fine.", "On Thursday I work.")
    assert term.dates == (date(2026, 3, 5), date(2026, 3, 19))


@pytest.mark.parametrize(
    ("before", "line", "day"),
    [
        ("Half on the tenth of April?", "And the other half then the twenty-fourth.", "2026-04-24"),
        ("It could go on the twentieth of April.", "So that's the twentieth.", "2026-04-20"),
        ("Half on the tenth of April?", "I'm off on the twenty-fourth.", "2026-03-24"),
        ("Half on the tenth of April?", "Could be the twelfth of May.", "2026-05-12"),
    ],
)
def test_a_bare_day_of_the_month_goes_on_in_the_month_spoken_of(before, line, day):
    assert likeliest(before, line) == [day]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Thursday 26 works", ["2026-03-26"]),
        ("Thursday twenty-six", ["2026-03-26"]),
        ("Thursday, 26 is fine", ["2026-03-26"]),
        ("Thursday 45 by card", ["2026-03-05"]),
        ("Thursday £26", ["2026-03-05"]),
        ("Thursday and 26", ["2026-03-05"]),
    ],
)
def test_a_weekday_and_a_number_are_one_day_where_the_calendar_has_it(line, days):
    assert likeliest(line) == days


def test_a_number_that_is_a_day_is_no_sum():
    days = DaysInTalk(MONDAY)
    terms = days.read("Thursday 26 then", find_terms("Thursday 26 then", MONDAY))
    assert [term.kind for term in terms] == [TermKind.DATE]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Friday next. The thirteenth then.", ["2026-03-13", "2026-03-13"]),
        ("Friday so that's the thirteenth", ["2026-03-13", "2026-03-13"]),
        ("the end of the month, the thirtieth", ["2026-03-30", "2026-03-30"]),
        ("month end, that's the twenty-seventh", ["2026-03-27", "2026-03-27"]),
        ("Friday or the twelfth", ["2026-03-06", "2026-03-12"]),
        ("Friday and the thirteenth", ["2026-03-06", "2026-03-13"]),
        ("the end of the month, the twelfth", ["2026-03-31", "2026-03-12"]),
    ],
)
def test_a_weekday_has_the_date_that_is_said_beside_it(line, days):
    assert likeliest(line) == days


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("Friday", True),
        ("on Friday", True),
        ("the Friday", True),
        ("next Friday", False),
        ("Friday the sixth", False),
        ("the sixth", False),
        (None, False),
    ],
)
def test_names_of_weekdays_and_no_more(words, bare):
    assert is_bare_weekday(words) is bare


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("So Friday the thirtieth?", "2026-10-30"),
        ("So the thirtieth of October?", "2026-10-30"),
        ("So Monday the thirtieth?", "2026-11-30"),
        ("In the next one, then.", "2026-11-30"),
    ],
)
def test_a_bare_day_is_the_one_that_another_line_names_with_its_weekday_or_month(line, day):
    days = DaysInTalk(date(2026, 10, 20))
    texts = ("Our runs are the fifteenth and the thirtieth.", line)
    lines = with_certain_days([days.read(text, find_terms(text, days.call_date)) for text in texts])
    assert str(lines[0][-1].dates[0]) == day
