"""Numbers as they are spoken and written: tokens, whole numbers, and the sums that numbers in a row may mean.

text2num (3.1.0) was tried in its place, on the spans that `callscore.language.amounts` finds: it is right on 2 of the
24 sums of ``tests/language/test_terms.py``. It knows neither lakh, crore, grand and k nor figures ("1,200",
"1.5 lakh"), stops at numbers in a row ("four fifty", "two eighty six forty"), which is how sums are said, reads "four
thousand two fifty" as 4002 and 50, and gives one reading where both must be kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["NUMBER_KINDS", "SCALES", "Token", "readings", "tokenize", "whole_number", "words"]


def words(text: str) -> list[str]:
    """The words of a list written as one string."""
    return text.split()


UNITS = {w: i for i, w in enumerate(words("zero one two three four five six seven eight nine"))} | {
    "oh": 0,
    "nought": 0,
}
TEENS = {
    w: i + 10
    for i, w in enumerate(words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"))
}
TENS = {w: (i + 2) * 10 for i, w in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"))}
TENS["fourty"] = 40
SCALES = {
    "thousand": 1e3, "thousands": 1e3, "grand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5,
    "million": 1e6, "mil": 1e6, "crore": 1e7, "crores": 1e7,
}  # fmt: skip


PRICE_CENTS = 99
"""Cents of a price: "seventy nine ninety nine" is one, and no 7,999."""

MILLION = 1e6
"""After it, bare tens and hundreds are thousands ("one million and fifty"), a bare unit hundreds of them."""

MOST_DECIMALS = 2
"""Figures after a spoken "point"."""

_TOKEN = re.compile(
    r"(?:(?:us|au?|ca?|s|nz|tt|j)?\$|gh[₵¢]|[£€₹₱₦₵])|\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or figure at ``text[first:last]``: its kind, and its value where it is part of a number."""

    kind: str
    value: float
    first: int
    last: int
    text: str


def tokenize(text: str) -> list[Token]:
    """Words, figures and currency signs of `text`, in order."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match[0].lower()
        first, last = match.span()
        stem = word.removesuffix("'s")
        if stem != word and (stem in UNITS or stem in TEENS or stem in TENS or stem in SCALES or stem == "hundred"):
            word, last = stem, last - 2
        if word[0].isdigit():
            kind, value = "digits", _digits_value(word)
        elif word in UNITS:
            kind, value = "unit", float(UNITS[word])
        elif word in TEENS:
            kind, value = "teen", float(TEENS[word])
        elif word in TENS:
            kind, value = "tens", float(TENS[word])
        elif word in ("hundred", "hundreds"):
            kind, value = "hundred", 100.0
        elif word in SCALES:
            kind, value = "scale", SCALES[word]
        else:
            kind, value = "word", 0.0
        tokens.append(Token(kind, value, first, last, word))
    return _with_decimals(tokens)


def _with_decimals(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with decimals in words ("three point four") as figures."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        digits = i + 1
        while digits < len(tokens) and tokens[digits].kind == "unit" and digits - i <= MOST_DECIMALS:
            digits += 1
        if token.text != "point" or digits == i + 1 or not found or found[-1].kind not in ("unit", "teen", "tens"):
            found.append(token)
            i += 1
            continue
        whole = [found.pop()]
        if whole[0].kind == "unit" and found and found[-1].kind == "tens" and whole[0].first - found[-1].last <= 1:
            whole.insert(0, found.pop())
        said = f"{sum(part.value for part in whole):.0f}." + "".join(f"{t.value:.0f}" for t in tokens[i + 1 : digits])
        found.append(Token("digits", float(said), whole[0].first, tokens[digits - 1].last, said))
        i = digits
    return found


def _digits_value(word: str) -> float:
    """Value of written digits: "1,200.50", "2,40,000", "412.5"; a comma before one or two last digits is decimal."""
    if re.fullmatch(r"\d+,\d{1,2}", word):
        return float(word.replace(",", "."))
    if word.count(".") > 1:
        return float(word.replace(".", "").replace(",", "."))
    return float(word.replace(",", ""))


NUMBER_KINDS = frozenset(words("digits unit teen tens hundred scale"))


def whole_number(tokens: Sequence[Token], i: int) -> tuple[float, int, bool, float]:
    """One conventional number from token `i`: value, next index, whether it holds a scale or "hundred", last scale."""
    total, current, before = 0.0, -1.0, ""
    scale, large = float("inf"), False
    while i < len(tokens):
        token = tokens[i]
        if before and token.first - tokens[i - 1].last > 1:
            break
        following = tokens[i + 1].kind if i + 1 < len(tokens) else ""
        if token.kind == "digits":
            if before and not (before == "scale" and token.value < scale):
                break
            current = token.value
        elif token.kind == "unit":
            if before == "scale" and following in ("tens", "teen"):
                current, large = token.value * 100, True
                before, i = "hundred", i + 1
                continue
            if before in ("hundred", "and") and following == "hundred":
                break
            if not (before in ("", "scale", "hundred", "and") or (before == "tens" and token.value)):
                break
            current = max(current, 0) + token.value
        elif token.kind in ("teen", "tens"):
            if before not in ("", "scale", "hundred", "and"):
                break
            current = max(current, 0) + token.value
        elif token.kind == "hundred":
            if current >= 100 or before == "hundred":
                break
            current, large = (current if current > 0 else 1) * 100, True
        elif token.kind == "scale":
            if token.value >= scale or (current < 0 and before == "scale"):
                break
            total += (current if current > 0 else 1) * token.value
            current, scale, large = -1.0, token.value, True
        elif token.text == "and" and before in ("hundred", "scale") and following in ("unit", "teen", "tens"):
            before, i = "and", i + 1
            continue
        elif _is_and_a_half(tokens, i) and before in ("unit", "digits", "hundred", "scale", "teen", "tens"):
            half = {"hundred": 50.0, "scale": scale / 2}.get(before, 0.5)
            current = max(current, 0) + half
            i += 3
            before = "half"
            continue
        else:
            break
        before, i = token.kind, i + 1
    return total + max(current, 0), i, large, scale


def _is_and_a_half(tokens: Sequence[Token], i: int) -> bool:
    return [token.text for token in tokens[i : i + 3]] == ["and", "a", "half"]


def readings(groups: Sequence[float], scale: float) -> tuple[float, ...]:
    """Every sum that numbers said in a row may mean, the likeliest first.

    Examples
    --------
    >>> readings([4, 50], float("inf")), readings([2, 86, 40], float("inf")), readings([11, 0, 2, 50], float("inf"))
    ((450.0, 4.5), (286.4,), (1102.5,))
    """
    head = float(groups[0])
    if len(groups) == 1:
        base = head - head % scale if scale < float("inf") else 0.0
        rest = head - base
        if base and 0 < rest < 1000 and scale == MILLION:
            thousands = base + rest * 1000
            tenths = (base + rest * scale / 10,) if rest < 10 else ()
            hundredths = (base + rest * scale / 100,) if 10 <= rest < 100 else ()
            return (*tenths, thousands, head, *hundredths)
        if base and 0 < rest < 100 and scale in (1e5, 1e7):
            return (base + rest * scale / 100, head, *((base + rest * scale / 10,) if rest < 10 else ()))
        if base and 0 < rest < 100:
            return head, base + rest * scale / (10 if rest < 10 else 100)
        return (head,)
    second = groups[1]
    if len(groups) == 2:
        if head >= 100:
            return (head + second / 100,) if second < 100 else (head * 1000 + second, head + second)
        if second >= 100:
            return (second,) if head == 1 or second in (head * 100, head * 1000) else (head * 1000 + second,)
        if second == PRICE_CENTS and head >= 10:
            return head + second / 100, head * 100 + second
        if second >= 10:
            return head * 100 + second, head + second / 100
        return head * 1000 + second * 100, head * 10 + second, head + second / 10
    third = groups[2]
    if len(groups) == 3 and head < 100 and second < 100:
        if second == 0:
            return (head * 100 + third,)
        if third >= 100:
            return ((head * 100 + second) * 1000 + third,)
        if second >= 10:
            return (head * 100 + second + third / 100,)
        if head < 10 <= third:
            return (head * 1000 + second * 100 + third,)
        if 0 < head < 10 and second < 10:
            return (head * 100 + second * 10 + third,)
    if len(groups) == 4 and head and max(groups) < 10:
        return (head * 1000 + second * 100 + third * 10 + groups[3],)
    if len(groups) == 5 and head and max(groups[:4]) < 10 <= groups[4] < 100:
        return (head * 1000 + second * 100 + third * 10 + groups[3] + groups[4] / 100,)
    if len(groups) == 4 and head and max(groups[:3]) < 10 <= groups[3] < 100:
        return (head * 100 + second * 10 + third + groups[3] / 100,)
    if len(groups) == 4 and head < 100 and second == 0 and third < 10 <= groups[3] < 100:
        return (head * 100 + third + groups[3] / 100,)
    if len(groups) == 4 and head < 10 and second < 10 and third >= 10 and third % 10 == 0 and groups[3] < 100:
        return (head * 1000 + second * 100 + third + groups[3] / 100,)
    return ()
