"""Sentences made by chance: templates with slots for amounts, dates, times, numbers and names, written and spoken."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

from names import BUSINESSES, COMPANIES, FIRST_NAMES, LAST_NAMES
from text import SpokenToken, number_words, spoken_tokens

__all__ = ["SLOTS", "sentence", "slot", "templates"]

FOLDER = Path(__file__).parent

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LETTERS = {"A": "ay", "B": "bee", "C": "see", "D": "dee", "E": "ee", "G": "gee", "K": "kay", "M": "em", "N": "en",
           "P": "pea", "R": "are", "S": "ess", "T": "tea", "V": "vee", "X": "ex"}  # fmt: skip
CURRENCIES = (
    *(("$", "dollars", "cents"), ("£", "pounds", "pence"), ("€", "euros", "cents")),
    *(("", "rupees", ""), ("", "rand", "")),
)
"""Sign before the figure, unit, its hundredth; those without a sign are written out after it."""
ORDINALS = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}

Tokens = list[SpokenToken]


@cache
def templates() -> tuple[str, ...]:
    """Every template of `templates.txt`: "(a|b)" is a choice, nested if need be, "{amount}" a slot."""
    lines = (FOLDER / "templates.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def sentence(random: Random) -> Tokens:
    """A random sentence of the grammar."""
    return fill(choose(random.choice(templates()), random), random)


def choose(template: str, random: Random) -> str:
    """`template` with every choice made.

    >>> choose("(I|we) (can|could) pay{only}.", Random(3))
    'we could pay{only}.'
    """
    while match := re.search(r"\(([^()]*)\)", template):
        template = template[: match.start()] + random.choice(match[1].split("|")) + template[match.end() :]
    return re.sub(r"\s+([,.?!])", r"\1", re.sub(r"\s+", " ", template)).strip()


def fill(line: str, random: Random) -> Tokens:
    """The tokens of `line`, its slots filled."""
    tokens: Tokens = []
    for word in line.split():
        match = re.match(r"^\{(\w+)\}(\w*)([,.?!]*)$", word)
        if match is None:
            tokens += spoken_tokens(word)
            continue
        made = slot(match[1], random)
        last = made[-1]
        marks = match[3] if not last.written.endswith(".") else match[3].lstrip(".")
        pause = {"!": "."}.get(match[3][:1], match[3][:1])
        made[-1] = SpokenToken(last.written + match[2] + marks, _with_ending(last.words, match[2]), pause)
        tokens += made
    first = tokens[0]
    tokens[0] = SpokenToken(first.written[:1].upper() + first.written[1:], first.words, first.pause)
    return tokens


def _with_ending(words: tuple[str, ...], ending: str) -> tuple[str, ...]:
    if ending == "th":
        return (*words[:-1], ordinal_words(words[-1]))
    return (*words[:-1], words[-1] + ending)


def ordinal_words(word: str) -> str:
    """The ordinal of a number's last word: "twenty" → "twentieth"."""
    number = next((n for n in ORDINALS if number_words(n)[-1] == word), None)
    if number:
        return ORDINALS[number]
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


def cardinal(number: int, *, with_and: bool = False) -> tuple[str, ...]:
    """Words of a number, British "and" after the hundreds if wanted."""
    words = number_words(number)
    if with_and and "hundred" in words[:-1] and words[-2:] != ["hundred", "thousand"]:
        at = len(words) - 1 - words[::-1].index("hundred")
        if at + 1 < len(words) and words[at + 1] != "thousand":
            words.insert(at + 1, "and")
    return tuple(words)


def plain(text: str) -> Tokens:
    """Words that are said as they are written."""
    return [SpokenToken(word, (word,)) for word in text.split()]


def amount(random: Random) -> Tokens:
    """Money: round sums often, cents sometimes, dollars mostly."""
    kind = random.random()
    whole = (
        random.choice([*range(20, 100, 5), *range(100, 1000, 50)])
        if kind < 0.35
        else random.randrange(21, 1000)
        if kind < 0.62
        else random.randrange(10, 100) * 100
        if kind < 0.78
        else random.randrange(1000, 20000)
        if kind < 0.94
        else random.randrange(2, 95) * 1000
    )
    sign, unit, small = random.choices(
        CURRENCIES,
        [0.6, 0.26, 0.08, 0.03, 0.03],
    )[0]
    if 1100 <= whole < 10000 and whole % 100 == 0 and whole % 1000 and random.random() < 0.5:
        words = (*number_words(whole // 100), "hundred")
    else:
        words = cardinal(whole, with_and=random.random() < 0.35)
    if not sign:
        return [SpokenToken(f"{whole:,}", words), SpokenToken(unit, (unit,))]
    if random.random() > 0.32:
        return [SpokenToken(f"{sign}{whole:,}", (*words, unit))]
    cents = random.choice([50, 75, 25, 99, 20, 40, 80, 10, *[random.randrange(1, 100)] * 6])
    said = ("oh", *number_words(cents)) if cents < 10 and random.random() < 0.3 else tuple(number_words(cents))
    tail = random.choice([("and", *said, small), said, said] if cents >= 10 else [("and", *number_words(cents), small)])
    return [SpokenToken(f"{sign}{whole:,}.{cents:02d}", (*words, unit, *tail))]


def date(random: Random) -> Tokens:
    """A day of the month in the many ways in which people say one."""
    number = random.randrange(1, 32)
    words = tuple(number_words(number))
    ordinal = SpokenToken(
        f"{number}{'th' if 10 <= number <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}",
        (*words[:-1], ordinal_words(words[-1])),
    )
    month, day = plain(random.choice(MONTHS)), plain(random.choice(DAYS))
    the, of = plain("the"), plain("of")
    ways = [
        [*month, ordinal],
        [*month, ordinal],
        [*the, ordinal],
        [*day, *the, ordinal],
        [*the, ordinal, *of, *month],
        [ordinal, *of, *month],
        [SpokenToken(f"{day[0].written},", day[0].words, ","), *month, ordinal],
        [*month, SpokenToken(str(number), words)],
    ]
    return random.choice(ways)


def clock(random: Random) -> Tokens:
    """A time of day."""
    hour, kind = random.randrange(1, 13), random.random()
    half, said = random.choice([("a.m.", ("A", "M")), ("p.m.", ("P", "M"))])
    if kind < 0.4:
        return [SpokenToken(str(hour), tuple(number_words(hour))), SpokenToken(half, said)]
    if kind < 0.6:
        minute = random.choice([15, 30, 45, 10, 20])
        words = (*number_words(hour), *number_words(minute))
        return [SpokenToken(f"{hour}.{minute}", words), *([SpokenToken(half, said)] if random.random() < 0.6 else [])]
    if kind < 0.8:
        return [SpokenToken(str(hour), tuple(number_words(hour))), *plain("o'clock")]
    return plain(random.choice(["noon", "end of day", "close of business", "lunch", "the morning", "midday"]))


def digits(random: Random, size: int) -> SpokenToken:
    """A number read digit by digit, or one of four digits in pairs."""
    text = str(random.randrange(1, 10)) + "".join(str(random.randrange(10)) for _ in range(size - 1))
    if size == 4 and random.random() < 0.35 and text[1:3] != "00" and text[2] != "0":
        return SpokenToken(text, (*number_words(int(text[:2])), *number_words(int(text[2:]))))
    nought = random.choice(["zero", "oh"])
    return SpokenToken(text, tuple(nought if c == "0" else number_words(int(c))[0] for c in text))


def reference(random: Random) -> Tokens:
    """Letters and digits."""
    letters = [SpokenToken(c, (LETTERS[c],)) for c in random.choices(list(LETTERS), k=random.choice([1, 2, 2, 3]))]
    return [*letters, digits(random, random.choice([3, 4, 4, 5]))]


def phone(random: Random) -> Tokens:
    """A local number: three digits, a breath, four digits."""
    first, second = digits(random, 3).written, digits(random, 4).written
    words = [number_words(int(c))[0] for c in first + second]
    words[2] += ","
    return [SpokenToken(f"{first}-{second}", tuple(words))]


def count(random: Random) -> Tokens:
    """A small count: figures from eleven up."""
    number = random.choice([*range(2, 13), 14, 15, 18, 20, 21, 24, 25, 28, 30, 35, 36, 40, 45, 48, 60, 72, 75, 90, 120])
    return [SpokenToken(str(number) if number > 10 else number_words(number)[0], tuple(number_words(number)))]


def name(random: Random) -> Tokens:
    """A person: first and last name, or title and last name."""
    if random.random() < 0.7:
        return plain(f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}")
    title, said = random.choice([*[("Mr", "mister")] * 2, ("Mrs", "missus"), ("Ms", "miz"), ("Dr", "doctor")])
    return [SpokenToken(title, (said,)), *plain(random.choice(LAST_NAMES))]


def percent(random: Random) -> Tokens:
    """A share in per cent."""
    number = random.choice([2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 80])
    return [SpokenToken(f"{number}%", (*number_words(number), "percent"))]


def year(random: Random) -> Tokens:
    """A year of this century or the last decades of the one before."""
    number = random.randrange(2010, 2030) if random.random() < 0.8 else random.randrange(1950, 2000)
    return [SpokenToken(str(number), (*number_words(number // 100), *number_words(number % 100)))]


SLOTS = {
    "amt": amount, "date": date, "time": clock, "ref": reference, "phone": phone, "n": count, "name": name,
    "pct": percent, "year": year,
    "inv": lambda r: [digits(r, r.choice([3, 4, 4, 4, 5, 5, 6]))],
    "four": lambda r: [digits(r, 4)],
    "long": lambda r: [digits(r, r.choice([6, 7, 8, 8, 9, 10]))],
    "thirty": lambda r: [SpokenToken("30", ("thirty",))],
    "day": lambda r: plain(r.choice(DAYS)),
    "month": lambda r: plain(r.choice(MONTHS)),
    "first": lambda r: plain(r.choice(FIRST_NAMES)),
    "last": lambda r: plain(r.choice(LAST_NAMES)),
    "co": lambda r: plain(f"{r.choice(COMPANIES)} {r.choice(BUSINESSES)}"),
    "s": lambda r: plain(r.choice("two three four five six seven eight ten".split())),
}  # fmt: skip
"""What a template may ask for between braces."""


def slot(kind: str, random: Random) -> Tokens:
    """Random tokens of one kind: a key of `SLOTS`."""
    return list(SLOTS[kind](random))
