"""Amounts, days, methods, rhythms and references in lines of calls: tables of hits and near misses."""

from datetime import date

import pytest

from callscore.language.amounts import find_amounts
from callscore.language.dates import find_clock_times, find_dates
from callscore.language.methods import same_method
from callscore.language.references import find_references
from callscore.language.terms import TermKind, find_terms

MONDAY = date(2025, 11, 24)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("it's £412.50", (412.5,)),
        ("four hundred and twelve fifty", (412.5,)),
        ("I could do four fifty", (450.0, 4.5)),
        ("two eighty six forty", (286.4,)),
        ("six eighteen forty on the sixth", (618.4,)),
        ("that's five grand", (5000.0,)),
        ("two lakh forty six thousand four hundred", (246400.0,)),
        ("two forty six four hundred", (246400.0,)),
        ("2 lakh 40 thousand", (240000.0,)),
        ("one lakh six on the tenth", (106000.0, 100006.0, 160000.0)),
        ("one lakh sixty on the tenth", (160000.0, 100060.0)),
        ("two lakh rtgs on Wednesday", (200000.0,)),
        ("I can give thirty sir", (30.0, 30000.0)),
        ("I can give thirty four sir", (34.0, 3400.0, 34000.0)),
        ("1.5 lakh", (150000.0,)),
        ("three crore", (3e7,)),
        ("R7 500 Friday", (7500.0,)),
        ("1,200 quid", (1200.0,)),
        ("$286.40", (286.4,)),
        ("three hundred and eleven dollars and forty two cents", (311.42,)),
        ("twelve pounds fifty", (12.5,)),
        ("eight thousand, seven hundred and forty pounds", (8740.0,)),
        ("the whole twenty four hundred", (2400.0,)),
        ("four thousand two fifty", (4250.0,)),
        ("six hundred six hundred i'm comfortable", (600.0,)),
        ("two and a half thousand", (2500.0,)),
        ("2,40,000 by neft", (240000.0,)),
        ("5k by Friday", (5000.0,)),
        ("two eight eighty on top", (2880.0,)),
        ("three eight sixty forty on the twenty ninth", (3860.4,)),
        ("£200 on the way", (200.0,)),
        ("the last four payments were 250", (250.0,)),
        ("call it 250", (250.0,)),
        ("a couple hundred dollars", (200.0,)),
        ("half a grand on Friday", (500.0,)),
        ("three to four hundred dollars", (300.0,)),
    ],
)
def test_amounts_in_figures_and_as_spoken(line, values):
    found = find_amounts(line)
    assert found[0].values == values


@pytest.mark.parametrize(
    "line",
    [
        "routing is zero four four one one five two two three",
        "the account's 118 220 764",
        "call me on 0161 555 0142",
        "it's thirty days overdue",
        "seven to ten days",
        "I'll ring at four",
        "nine of them came back",
        "seventy three years old",
        "it's invoice 11407",
        "about twenty percent",
        "one moment please",
        "extension 214",
        "these thirty-four are good",
        "it's 123 Maple Street",
        "twenty two church road",
        "4111 1111 1111 1111",
        "expiring 12/25, and the security code is 123",
        "the one ending in 3317",
        "and the last four digits are 4821",
        "the last four of my social is nine one seven two",
        "it's 11/28 and the cvv is 274",
        "for billing press two",
        "a few hundred dollars",
        "it's a 30-day notice",
        "the flat is apartment 12",
        "if it's an emergency, call 911",
    ],
)
def test_other_numbers_are_not_money(line):
    taken = [(first, last) for first, last, _ in find_references(line)]
    assert find_amounts(line, taken) == ()


def test_bare_number_keeps_its_scaled_readings():
    assert find_amounts("thirty four on Saturday")[0].values == (34.0, 3400.0, 34000.0)


def test_tens_are_short_for_thousands_and_not_for_hundreds():
    assert find_amounts("thirty on Saturday")[0].values == (30.0, 30000.0)


@pytest.mark.parametrize(
    ("line", "currency"),
    [
        ("£40", "GBP"),
        ("forty quid", "GBP"),
        ("€300", "EUR"),
        ("R7 500", "ZAR"),
        ("Rs 500", "INR"),
        ("five hundred", None),
    ],
)
def test_currency_is_what_was_said_or_none(line, currency):
    assert find_amounts(line)[0].currency == currency


@pytest.mark.parametrize(
    ("line", "relative"),
    [
        ("half of it now", "half"),
        ("the rest in May", "rest"),
        ("I'll clear the lot", "full"),
        ("all at one go", "full"),
        ("the whole shot, eh", "full"),
    ],
)
def test_sums_without_figures(line, relative):
    found = find_amounts(line)[0]
    assert (found.relative, found.values) == (relative, ())


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Friday", "2025-11-28"),
        ("the 28th", "2025-11-28"),
        ("the twenty-eighth", "2025-11-28"),
        ("on twenty eighth i'll do it", "2025-11-28"),
        ("end of the month", "2025-11-30"),
        ("month end", "2025-11-30"),
        ("Friday week", "2025-12-05"),
        ("a week on Friday", "2025-12-05"),
        ("a week from tomorrow", "2025-12-02"),
        ("tomorrow", "2025-11-25"),
        ("first of December", "2025-12-01"),
        ("next Thursday", "2025-12-04"),
        ("in two weeks", "2025-12-08"),
        ("two weeks on Friday", "2025-12-12"),
        ("by tenth december", "2025-12-10"),
        ("28 November", "2025-11-28"),
        ("Nov 28", "2025-11-28"),
        ("28/11", "2025-11-28"),
        ("Friday the twenty-eighth", "2025-11-28"),
        ("friday the fifth january five ninety", "2025-12-05"),
        ("the fifth of next month", "2025-12-05"),
        ("the last working day of the month", "2025-11-28"),
        ("last Friday of December", "2025-12-26"),
        ("the first Monday of next month", "2025-12-01"),
        ("next tomorrow", "2025-11-26"),
        ("half now", "2025-11-24"),
        ("forty now and the rest later", "2025-11-24"),
        ("could you do £30 today", "2025-11-24"),
        ("thank you for making a payment today", "2025-11-24"),
        ("can you help me with £30 today", "2025-11-24"),
        ("I'll call you today", "2025-11-24"),
        ("I can do £30 right now", "2025-11-24"),
        ("can't you pay it right now?", "2025-11-24"),
        ("why don't we take £30 right now", "2025-11-24"),
        ("you last paid in May 2024", "2024-05-01"),
        ("the March 2025 statement", "2025-03-01"),
        ("nothing since April of last year", "2024-04-01"),
        ("by March 2000 rupees", "2026-03-01"),
        ("by March 20, 2026", "2026-03-20"),
        ("until April 15th", "2026-04-15"),
        ("the week of December 8th", "2025-12-08"),
        ("on 02/25/2026", "2026-02-25"),
        ("02/25/26", "2026-02-25"),
        ("it's 07-15-1985", "1985-07-15"),
        ("the third of May nineteen eighty-one", "1981-05-03"),
        ("May third, twenty twenty-six", "2026-05-03"),
        ("last Friday", "2025-11-21"),
        ("it was due on Friday", "2025-11-21"),
        ("you missed the 20th", "2025-11-20"),
        ("if it was paid by Friday", "2025-11-28"),
        ("yesterday", "2025-11-23"),
        ("within ten business days", "2025-12-08"),
        ("by the end of the day", "2025-11-24"),
        ("by close of business on Friday", "2025-11-28"),
        ("the first of the month", "2025-12-01"),
        ("this weekend", "2025-11-29"),
        ("the invoice dated March 2nd", "2025-03-02"),
        ("you missed the one in February", "2025-02-01"),
        ("it was due on 20 November", "2025-11-20"),
        ("the next is due on 2 March", "2026-03-02"),
        ("it was due last month on the 15th", "2025-10-15"),
        ("it was due on the 15th of last month", "2025-10-15"),
        ("I'll pay on the 15th", "2025-12-15"),
    ],
)
def test_days_relative_to_the_call(line, day):
    assert str(find_dates(line, MONDAY)[0].dates[0]) == day


@pytest.mark.parametrize(
    "line",
    [
        "the first one",
        "second reminder",
        "it may be late",
        "I'm on the third floor",
        "every Fridays run",
        "expiry date 12/27",
        "11/28 and the security code is 274",
        "Hi there, how are you doing today?",
        "How's everything today?",
        "I hope you're keeping well today",
        "how may I help you this morning",
        "anything else I can assist you with today?",
        "thanks ever so much for your patience today",
        "Thank you for speaking with me today.",
        "I appreciate your help today",
        "I'm ringing you today about the rent",
        "who am I speaking to today",
        "How’s everything been today?",
        "I can't manage all of it right now",
        "I don’t have the card on me right now",
        "let me help you with that right away",
        "at the end of the day you owe it",
        "I can see your identity now",
    ],
)
def test_not_days(line):
    assert find_dates(line, MONDAY) == ()


def test_typographic_apostrophes_are_read_and_kept_in_the_words():
    (when,) = find_dates("that’s at the month’s end", MONDAY)
    assert (when.text, str(when.dates[0])) == ("month’s end", "2025-11-30")
    terms = find_terms("It’s £40, two weeks’ time", MONDAY)
    assert [term.text for term in terms if term.kind.value == "amount"] == ["£40"]
    assert "two weeks’ time" in [term.text for term in terms]


def test_without_the_calls_day_words_are_kept_and_not_guessed():
    (when,) = find_dates("by the twenty-eighth")
    assert (when.text, when.dates) == ("the twenty-eighth", ())


def test_a_month_with_its_year_needs_no_day_of_the_call():
    (when,) = find_dates("you last paid in May 2024")
    assert (when.text, [str(day) for day in when.dates], when.precision) == ("in May 2024", ["2024-05-01"], "month")


def test_event_keeps_its_words():
    (when,) = find_dates("when it comes in", MONDAY)
    assert (when.dates, when.precision) == ((), "event")


def test_month_before_an_amount_is_no_day():
    (when,) = find_dates("december six eighteen forty", MONDAY)
    assert when.text == "december"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("by debit card", "debit card"),
        ("my card", "card"),
        ("bank transfer same as always", "bank transfer"),
        ("set up a direct debit", "direct debit"),
        ("I'll send a cheque", "cheque"),
        ("mail you a check", "check"),
        ("neft is better", "NEFT"),
        ("I'll pay with M-Pesa", "M-Pesa"),
        ("by EFT", "EFT"),
        ("BPAY tonight", "BPAY"),
        ("I'll Zelle it", "Zelle"),
        ("out of checking", "checking account"),
        ("a standing order", "standing order"),
        ("pay on your website", "online"),
        ("send me the payment link", "payment link"),
    ],
)
def test_methods(line, name):
    assert [term.name for term in find_terms(line) if term.kind is TermKind.METHOD] == [name]


@pytest.mark.parametrize(
    "line", ["let me check that", "I'll pay now", "can I transfer you to a colleague", "check check"]
)
def test_not_methods(line):
    assert not [term for term in find_terms(line) if term.kind is TermKind.METHOD]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("EFT", "bank transfer", True),
        ("debit card", "card", True),
        ("card", "cheque", False),
        ("M-Pesa", "cash", False),
    ],
)
def test_methods_that_may_be_the_same(one, other, same):
    assert same_method(one, other) is same


@pytest.mark.parametrize(
    ("line", "frequency"),
    [
        ("200 a month", "monthly"),
        ("forty every two weeks", "fortnightly"),
        ("fifty a week", "weekly"),
        ("on Friday", None),
    ],
)
def test_frequency(line, frequency):
    assert next((term.name for term in find_terms(line) if term.kind is TermKind.FREQUENCY), None) == frequency


def test_instalments():
    (term,) = [term for term in find_terms("three payments of 200") if term.kind is TermKind.INSTALMENTS]
    assert term.count == 3


def test_offsets_point_into_the_line():
    line = "So that's £150 on Friday by card"
    assert [line[term.first : term.last] for term in find_terms(line)] == ["£150", "Friday", "card"]


@pytest.mark.parametrize(
    ("line", "amounts"),
    [
        ("If you could go to four fifty it'd stop the letter", [450.0]),
        ("ninety five's fine", [95.0]),
        ("One six five, wasn't it?", [165.0]),
        ("grand so friday then", []),
        ("three hundred eighty guests", []),
        ("routing is zero four four, one one five", []),
        ("two fifty. Two hundred and fifty", [250.0, 250.0]),
    ],
)
def test_sums_in_running_speech(line, amounts):
    assert [term.amounts[0] for term in find_terms(line) if term.amounts] == amounts


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("fifty next thursday and fifty the thursday after", ["2026-03-19", "2026-03-26"]),
        ("on the twelfth and then two weeks after that", ["2026-03-12", "2026-03-26"]),
        ("may the sixteenth's a saturday so say the eighteenth", ["2026-05-16", "2026-03-14", "2026-05-18"]),
        ("next week, Friday", ["2026-03-16", "2026-03-20"]),
        ("this afternoon", ["2026-03-12"]),
    ],
)
def test_days_that_lean_on_the_day_before(line, days):
    found = find_terms(line, date(2026, 3, 12))
    assert [str(term.dates[0]) for term in found if term.dates] == days


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("the twelfth of December, January and February", ["2025-12-12", "2026-01-12", "2026-02-12"]),
        ("from January, on the twentieth", ["2026-01-01", "2026-01-20"]),
        ("on seventh and seven hundred on twenty first", ["2025-12-07", "2025-12-21"]),
        ("it was the twelfth of May 1990", ["1990-05-12"]),
        ("the day after tomorrow", ["2025-11-26"]),
        ("I'll pay day after tomorrow", ["2025-11-26"]),
    ],
)
def test_days_in_lists_and_years(line, days):
    assert [str(when.dates[0]) for when in find_dates(line, MONDAY)] == days


def test_later_counts_from_the_day_spoken_of_before():
    (when,) = find_dates("give me two weeks after that one", MONDAY, date(2025, 11, 28))
    assert str(when.dates[0]) == "2025-12-12"


@pytest.mark.parametrize("line", ["it's Good Friday", "I'm paid every second Friday"])
def test_near_misses_of_days_and_rhythms(line):
    terms = find_terms(line, MONDAY)
    assert not [term for term in terms if term.kind is TermKind.DATE]


@pytest.mark.parametrize(
    ("line", "frequency"),
    [
        ("in a fortnight", None),
        ("in a week", None),
        ("forty pound a fortnight on top of the rent", "fortnightly"),
        ("every second Friday", "fortnightly"),
        ("once a month", "monthly"),
    ],
)
def test_rhythm_and_near_misses(line, frequency):
    assert next((t.name for t in find_terms(line) if t.kind is TermKind.FREQUENCY), None) == frequency


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("three payments of sixty", 3),
        ("three of a hundred and twenty", 3),
        ("four at fifty", 4),
        ("over six months", 6),
    ],
)
def test_number_of_instalments(line, count):
    assert [t.count for t in find_terms(line) if t.kind is TermKind.INSTALMENTS] == [count]


@pytest.mark.parametrize(
    ("line", "number"),
    [("invoice 11407", "11407"), ("put 2207 in the reference", "2207"), ("use 88412 as your reference", "88412")],
)
def test_references(line, number):
    assert [name for *_, name in find_references(line)] == [number]


@pytest.mark.parametrize("line", ["over the next four checks", "on each check", "a pay check"])
def test_paychecks_are_no_way_to_pay(line):
    assert not [term for term in find_terms(line) if term.kind is TermKind.METHOD]


def test_mixed_currencies_keep_their_own():
    assert [(a.values[0], a.currency) for a in find_amounts("£40 or €45, or 60 dollars")] == [
        (40.0, "GBP"), (45.0, "EUR"), (60.0, "USD"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("the middle one three fifty", 350.0),
        ("the last one two eighty", 280.0),
        ("this one four hundred and ten", 410.0),
        ("the first one fifty", 150.0),
        ("one three fifty", 1350.0),
        ("the other one sixty", 160.0),
    ],
)
def test_one_is_a_thing_before_a_whole_sum(line, value):
    assert find_amounts(line)[0].values[0] == value


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("seventy-nine ninety-nine a month", (79.99, 7999.0)),
        ("twenty ninety-nine", (20.99, 2099.0)),
        ("nine ninety nine", (999.0, 9.99)),
        ("seventy-nine ninety-eight", (7998.0, 79.98)),
    ],
)
def test_prices_that_end_in_ninety_nine(line, values):
    assert find_amounts(line)[0].values == values


@pytest.mark.parametrize(
    ("line", "words", "values"),
    [
        ("three forty eight and sixty cents", "three forty eight and sixty cents", (348.6,)),
        ("two ten and thirty kobo", "two ten and thirty kobo", (210.3,)),
        ("ninety and five pence", "ninety and five pence", (90.05,)),
        ("twelve sixty and some cents", "twelve sixty", (1260.0, 12.6)),
        ("four hundred and ten and a coffee", "four hundred and ten", (410.0,)),
    ],
)
def test_cents_without_a_currency(line, words, values):
    found = find_amounts(line)[0]
    assert (found.text, found.values, found.currency) == (words, values, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Fifth okay.", "2025-12-05"),
        ("Fifth I'll do it.", "2025-12-05"),
        ("Third works", "2025-12-03"),
        ("so fourth means fifth for me", "2025-12-05"),
        ("by third it's there", "2025-12-03"),
        ("fifth of them came", None),
        ("Third reminder now", None),
        ("That means second class", None),
        ("on second thoughts, no", None),
        ("it's for first timers", None),
        ("pay by second post", None),
    ],
)
def test_a_bare_ordinal_is_a_day_where_it_is_taken_up(line, day):
    assert next((str(when.dates[0]) for when in find_dates(line, MONDAY)), None) == day


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("I'll ring at half two", "at half two"),
        ("before half ten then", "before half ten"),
        ("I'll pay half by Friday", None),
        ("half ten of them", None),
    ],
)
def test_half_hours(line, said):
    assert next((line[first:last] for first, last in find_clock_times(line)), None) == said


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("I'll send it by LINX", ["debit card"]),
        ("set it up with Centrepay", ["direct debit"]),
        ("on my Revolut", ["Revolut"]),
        ("what's your IBAN", ["SEPA transfer"]),
        ("do an IBG from Maybank", ["bank transfer"]),
        ("I'll JomPAY it tonight", ["JomPAY"]),
        ("through the Kiwibank", ["bank transfer"]),
        ("FAST from the DBS account", ["bank transfer"]),
        ("I'll do it through the bank", ["bank transfer"]),
        ("on Apple Pay at the desk", ["Apple Pay"]),
        ("take it by pre-authorized debit", ["direct debit"]),
        ("it's fast from here", []),
        ("the bank was shut", []),
        ("it was a revolution", []),
        ("my big one", []),
        ("the central office", []),
        ("a lynx", []),
    ],
)
def test_ways_to_pay_of_one_country(line, names):
    assert [term.name for term in find_terms(line) if term.kind is TermKind.METHOD] == names
