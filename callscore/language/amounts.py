"""Sums of money in a line of a call, in digits and as spoken, with every reading that the words allow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from callscore.language.bare_sums import reads_as_money
from callscore.language.currencies import prefix_currency, suffix_currency
from callscore.language.number_words import NUMBER_KINDS, SCALES, Token, readings, tokenize, whole_number, words
from callscore.turn import straight

__all__ = ["Amount", "find_amounts"]


RELATIVE = (
    (
        "half",
        re.compile(
            r"\bhalf (?:of (?:it|that|the|them)|(?:right )?now|after|the|today|tomorrow|this|next|on|and|after|from"
            r"|up front"
            r"|straight away|in (?:a|two|three)|by|at the (?:end|start)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
            r"|two weeks|a week|a fortnight|(?:the )?(?:month|end|\d{1,2}(?:st|nd|rd|th))|pay ?day)\b"
            r"|\bhalf(?= (?:and )?half)|\bhalf$"
        ),
    ),
    (
        "rest",
        re.compile(
            r"\bthe (?:rest|remainder|remaining(?: one| amount| balance)?|other half|other one)\b"
            r"|\b(?:and|then|with) the balance(?= (?:on|by|at|in|next|month|end)\b"
            r"(?! (?:your|the account|the|my|our|this|it|full)\b(?! (?:end|\d|\w+th\b))))"
            r"|\band the other(?=[,.]| (?:on|by|at|in)\b)|"
            r"\b(?:rest|remainder) of (?:it|that)\b"
        ),
    ),
    (
        "full",
        re.compile(
            r"\bthe (?:full|whole) (?:amount|balance|lot|thing|sum|bill|payment)\b|\bin full\b|\ball of it\b|"
            r"\bthe whole(?=[.,!?]|$| (?:i|we|on|by|this|next|today|tomorrow)\b)|"
            r"\b(?:all|everything) (?:at once|once(?! (?:i|we|you|the|it|that|they|he|she)\b)"
            r"|(?:at|in) (?:one (?:go|shot|time|payment)|once))\b|\bthe (?:whole|full) shot\b|"
            r"\bthe lot\b|\b(?:clear|settle|pay) (?:the lot|it all|everything|the whole)\b|\bpay it off\b"
        ),
    ),
)

_PHONE = re.compile(
    r"\b\d{4}(?:[ -]\d{4}){2,3}\b|(?<![£$€₹₱₦\d,.])\b\(?0?\d{3,5}\)?[-. ]\d{3,4}(?:[-. ]\d{3,4})?\b(?![,.]\d)"
    r"|\b\d{2,4}(?:-\d{2,4})+\b"
)
_CARD = re.compile(
    r"\bexp(?:ir\w+|\.)?(?: date)?(?: is)?[,:]? \d{1,2}/\d{2,4}\b"
    r"|\b(?:code|pin|cvv|cvc|zip|postcode)(?:(?: number)?(?: is|:)|'s) \d{3,6}\b"
    r"|\b\d{1,2}/\d{2,4}(?=,?(?: and)?(?: the| my)? (?:cvv|cvc|cv2|security code)\b)"
    r"|\b(?:call|dial|ring|phone) (?:911|999|112|000)\b"
)
"""When a card expires, codes, and the numbers of the emergency services."""

_ADDRESS = re.compile(
    r"\b(?:\d{1,5}[a-d]?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|oh|[a-z]+ty))?)"
    r"(?:,? (?!(?:on|by|the|this|next|to|for|and|or|a|an|in|at|of|is|was|i|you|we|it|from|with|that|if|off|out|every"
    r"|per)\b)"
    r"[a-z']+){1,2} (?:street|st|road|rd|avenue|ave|lane|ln|drive|crescent|boulevard|blvd|terrace|gardens"
    r"|grove|mews)\b"
)
"""A house number with its street."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money at ``text[first:last]``.

    `values` holds every reading, the likeliest first: "four fifty" is 450 or 4.50; a bare "four" among thousands may be
    4,000. `currency` is an ISO 4217 code or None. `marked` says that a currency stands with it. `relative` is "half",
    "rest" or "full" for sums that are named and not numbered; `values` is empty then.
    """

    first: int
    last: int
    text: str
    values: tuple[float, ...] = ()
    currency: str | None = None
    marked: bool = False
    relative: str | None = None
    spelled_out: bool = True
    """Whether the number is whole as said ("three thousand", "£40"), not clipped ("four" for 4,000)."""


def find_amounts(text: str, taken: Iterable[tuple[int, int]] = ()) -> tuple[Amount, ...]:
    """Sums of money in `text`, in order.

    Parameters
    ----------
    text
        One line, with or without capitals and punctuation.
    taken
        Character ranges that are something else (dates, times of day) and not to be read as money.

    Examples
    --------
    >>> [(a.text, a.values) for a in find_amounts("call it two eighty six forty, or £150 if that's easier")]
    [('two eighty six forty', (286.4,)), ('£150', (150.0,))]
    """
    lowered = straight(text.lower() if len(text.lower()) == len(text) else text)
    elsewhere = (match.span() for pattern in (_PHONE, _CARD, _ADDRESS) for match in pattern.finditer(lowered))
    ranges = (*taken, *elsewhere)
    tokens = tokenize(lowered)
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        if tokens[i].kind not in NUMBER_KINDS or _inside(tokens[i], ranges):
            i += 1
            continue
        amount, i = _amount_at(lowered, tokens, i, ranges)
        if amount is not None:
            found.append(amount)
    for name, pattern in RELATIVE:
        for match in pattern.finditer(lowered):
            if not any(a.first < match.end() and match.start() < a.last for a in found):
                found.append(Amount(match.start(), match.end(), match[0], relative=name))
    return tuple(
        Amount(a.first, a.last, text[a.first : a.last], a.values, a.currency, a.marked, a.relative, a.spelled_out)
        for a in sorted(found, key=lambda a: a.first)
    )


def _inside(token: Token, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first < token.last and token.first < last for first, last in ranges)


def _amount_at(
    text: str, tokens: Sequence[Token], i: int, ranges: Sequence[tuple[int, int]]
) -> tuple[Amount | None, int]:
    """The sum that begins at token `i`, or None where the number is something else; and the next token's index."""
    if _is_pronoun(tokens, i):
        return None, i + 1
    begin, groups, scale, large = i, list[float](), float("inf"), False
    while i < len(tokens) and tokens[i].kind in NUMBER_KINDS and not _inside(tokens[i], ranges):
        between = text[tokens[i - 1].last : tokens[i].first] if groups else ""
        digits = tokens[i].kind == "digits"
        if groups and between.strip(" -") and not (between.strip() == "," and scale < float("inf") and not digits):
            break
        if groups and digits and not (tokens[i - 1].kind == "digits" and re.fullmatch(r"\d{3}", tokens[i].text)):
            break
        value, following, whole, last_scale = whole_number(tokens, i)
        if groups and value == groups[-1] and value >= 10:
            break
        if groups and between.strip() == ",":
            if value >= scale or scale == float("inf"):
                break
            groups[-1] += value / 100 if groups[-1] % 100 and value < 100 else value
        elif groups and digits and tokens[i - 1].kind == "digits":
            groups[-1] = groups[-1] * 1000 + value
        else:
            groups.append(value)
        large = large or whole
        scale = last_scale if len(groups) == 1 and last_scale < float("inf") else scale
        i = max(following, i + 1)
    run = tokens[begin:i]
    spaced = sum(token.kind == "digits" for token in run)
    currency, first = prefix_currency(text, run[0].first)
    suffix, last, cents = suffix_currency(text, run[-1].last)
    marked = currency is not None or suffix is not None
    values = readings(groups, scale if len(groups) == 1 else float("inf"))
    values = tuple(value * _times(text[: run[0].first], text[run[-1].last :], run) for value in values)
    if cents and values:
        values = (values[0] + cents,)
    if not values or not values[0] or (spaced > 1 and not marked and not large):
        return None, i
    while i < len(tokens) and tokens[i].first < last:
        i += 1
    whole_run = large or run[0].kind == "digits" or marked or values[0] >= 100
    if not marked and not reads_as_money(text, tokens, begin, i, values[0], large):
        return None, i
    if not marked and not large and not cents and values[0] < 100 and len(groups) == 1:
        hundreds = () if values[0] >= 10 and values[0] % 10 == 0 else (values[0] * 100,)
        values = (*values, *hundreds, values[0] * 1000)
        whole_run = False
    values = tuple(round(value, 2) for value in dict.fromkeys(values))
    return Amount(first, last, "", values, currency or suffix, marked, None, whole_run), i


_COUPLE = re.compile(r"\bcouple(?: of)? $")
_HALF = re.compile(r"\bhalf an? $")
_FEW = re.compile(r"\b(?:few|several|many) $")
_UP_TO_SCALE = re.compile(r" ?(?:to|or|-) ?(?:[a-z]+|\d) (?P<scale>hundred|thousand|grand|lakhs?|crores?)\b")
"""What a scale is counted by ("a couple hundred"), and the upper end by which a lower one is scaled ("three to four
hundred")."""


def _times(before: str, after: str, run: Sequence[Token]) -> float:
    """By what a number is to be taken: 2 in "a couple hundred", 100 for the three in "three to four hundred"."""
    if run[0].kind == "hundred" or run[0].text in SCALES:
        return 2.0 if _COUPLE.search(before) else 0.5 if _HALF.search(before) else 0.0 if _FEW.search(before) else 1.0
    upper = _UP_TO_SCALE.match(after) if len(run) == 1 and 0 < run[0].value < 10 else None
    return (SCALES.get(upper["scale"], 100.0)) if upper else 1.0


_ONES = frozenset(words("first second third last next other middle big bigger small smaller final old new which this"))
"""Words after which "one" stands for a thing: "the middle one three fifty" is 350."""


def _is_pronoun(tokens: Sequence[Token], i: int) -> bool:
    """Whether "one" stands for a thing before a whole sum; "the first one fifty" is 150."""
    after = tokens[i + 1 : i + 3]
    whole = len(after) == 2 and all(token.kind in NUMBER_KINDS for token in after) and after[0].kind != "hundred"
    return tokens[i].text == "one" and whole and i > 0 and tokens[i - 1].text in _ONES
