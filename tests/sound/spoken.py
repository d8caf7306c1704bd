"""How written words are said aloud: "£412.50" is one written token and four or five spoken words."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["SpokenToken", "number_words", "spoken_tokens"]

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_CURRENCIES = {
    "£": ("pound", "pounds", "p"),
    "$": ("dollar", "dollars", "cents"),
    "€": ("euro", "euros", "cents"),
    "₹": ("rupee", "rupees", "paise"),
    "R": ("rand", "rand", "cents"),
}
_ABBREVIATIONS = {
    "mr": ["mister"], "mrs": ["missus"], "ms": ["miz"], "dr": ["doctor"], "ltd": ["limited"], "inc": ["incorporated"],
    "plc": ["P", "L", "C"], "ref": ["reference"], "no.": ["number"], "vs": ["versus"], "etc": ["etcetera"],
    "p.m": ["P", "M"], "a.m": ["A", "M"], "pm": ["P", "M"], "am.": ["A", "M"], "&": ["and"], "%": ["percent"],
    "+": ["plus"], "mm": ["um"], "mm-hm": ["um", "hum"], "mhm": ["um", "hum"], "mm-hmm": ["um", "hum"],
    "hm": ["hum"], "hmm": ["hum"], "mmm": ["um"], "uh-huh": ["uh", "huh"], "ok": ["okay"], "y'all": ["yawl"],
}  # fmt: skip
_SHOUTED = frozenset(
    {"I", "A", "NO", "NOT", "YES", "AND", "THE", "YOU", "PAY", "NOW", "OH", "ALL", "ANY", "WILL", "ARE"}
)
"""Short words in capitals that are emphasis, not initials."""
_AMOUNT = re.compile(r"^([£$€₹R])(\d[\d,]*)(?:\.(\d{1,2}))?(k|m)?$")
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})(am|pm)?$", re.IGNORECASE)
_HOUR = re.compile(r"^(\d{1,2})(am|pm|k|p)$", re.IGNORECASE)
_PUNCTUATION = '.,;:!?…"()[]“”«»'
_PAUSES = {".": ".", "?": "?", "!": ".", "…": ".", ",": ",", ";": ",", ":": ","}


@dataclass(frozen=True, slots=True)
class SpokenToken:
    """One written token, the words that say it, and the pause mark after it (``""``, ``","``, ``"."`` or ``"?"``)."""

    written: str
    words: tuple[str, ...]
    pause: str = ""


def number_words(number: int) -> list[str]:
    """Cardinal number in words, the British "and" left out: 412 → four hundred twelve."""
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        return [_TENS[number // 10]] + ([_ONES[number % 10]] if number % 10 else [])
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number_words(number % size) if number % size else []
            return [*number_words(number // size), name, *rest]
    raise ValueError(f"a number of words is counted from zero, not {number}")


def spoken_tokens(text: str) -> tuple[SpokenToken, ...]:
    """Split `text` at spaces and say each token; tokens of punctuation only have no words of their own."""
    tokens: list[SpokenToken] = []
    raw = text.split()
    for i, written in enumerate(raw):
        following = raw[i + 1] if i + 1 < len(raw) else ""
        core = written.strip(_PUNCTUATION + "—–-'‘’") if not re.search(r"\d", written) else written.strip(_PUNCTUATION)
        tail = written[len(written.rstrip(_PUNCTUATION + "—–-'’")) :]
        pause = next((_PAUSES[mark] for mark in tail if mark in _PAUSES), "")
        if not pause and (tail.startswith(("—", "–", "--")) or following in {"-", "—", "–", "--"}):
            pause = ","
        if core.lower() in {"p.m", "a.m", "mr", "mrs", "ms", "dr", "st"} and not (i + 1 == len(raw) or "," in tail):
            pause = ""
        words = _say(core, following)
        if not words and tokens:
            continue
        tokens.append(SpokenToken(written, tuple(words), pause))
    return tuple(tokens)


def _say(core: str, following: str) -> list[str]:
    """Words for one token without its outer punctuation."""
    lowered = core.lower()
    if not core:
        return []
    if lowered in _ABBREVIATIONS:
        return list(_ABBREVIATIONS[lowered])
    if lowered == "st" and following[:1].isupper():
        return ["saint"]
    if not re.search(r"\d", core):
        parts = [part for part in re.split(r"[^A-Za-zÀ-ÿ']+", core) if part.strip("'")]
        return [word for part in parts for word in _say_letters(part)]
    amount = _AMOUNT.match(core)
    if amount and (core[0] != "R" or len(core) > 2):
        return _say_amount(amount)
    clock = _CLOCK.match(core)
    if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
        half = [] if clock[2] == "00" else _say_two_digits(clock[2])
        return number_words(int(clock[1])) + half + list((clock[3] or "").upper())
    hour = _HOUR.match(core)
    if hour:
        ends = {"am": ["A", "M"], "pm": ["P", "M"], "k": ["thousand"], "p": ["P"]}
        return number_words(int(hour[1])) + ends[hour[2].lower()]
    ordinal = re.match(r"^(\d+)(st|nd|rd|th)$", core, re.IGNORECASE)
    if ordinal:
        return _ordinal(int(ordinal[1]))
    pieces = re.findall(r"\d[\d,]*\.\d+|\d[\d,]*|[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ']*|[%£$€&+]", core)
    return [word for piece in pieces for word in _say_piece(piece)]


def _say_piece(piece: str) -> list[str]:
    """Words for a run of letters, a run of digits or one sign of a mixed token such as INV-2041 or 10%."""
    if not piece[0].isdigit():
        if piece in _ABBREVIATIONS or piece == "s":
            return list(_ABBREVIATIONS.get(piece, ["S"]))
        return list(piece.upper()) if piece.isupper() else _say_letters(piece)
    if "." in piece:
        whole, decimals = piece.replace(",", "").split(".")
        if len(decimals) == 2:
            return number_words(int(whole)) + _say_two_digits(decimals)
        return [*number_words(int(whole)), "point", *(_ONES[int(d)] for d in decimals)]
    if "," in piece:
        return number_words(int(piece.replace(",", "") or 0))
    if (piece[0] == "0" and len(piece) > 1) or len(piece) > 4:
        return [_ONES[int(d)] if d != "0" else "oh" for d in piece]
    if len(piece) == 4 and piece[2:] != "00":
        first, last = _say_two_digits(piece[:2]), _say_two_digits(piece[2:])
        return ["two", "thousand", *number_words(int(piece[2:]))] if piece.startswith("200") else first + last
    return number_words(int(piece))


def _say_two_digits(digits: str) -> list[str]:
    return ["oh", _ONES[int(digits[1])]] if digits[0] == "0" else number_words(int(digits))


def _say_amount(match: re.Match[str]) -> list[str]:
    """Pounds and pence, dollars and cents: "$286.40" → two hundred eighty six dollars forty."""
    one, many, small = _CURRENCIES[match[1]]
    whole = int(match[2].replace(",", ""))
    scale = {"k": ["thousand"], "m": ["million"]}.get(match[4] or "", [])
    fraction = int((match[3] or "0").ljust(2, "0"))
    if whole == 0 and fraction:
        return [*number_words(fraction), small]
    spoken = [*number_words(whole), *scale, one if whole == 1 and not scale else many]
    return spoken + (number_words(fraction) if fraction else [])


def _ordinal(number: int) -> list[str]:
    words = number_words(number)
    last = words[-1]
    if last in _ORDINALS:
        words[-1] = _ORDINALS[last]
    else:
        words[-1] = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return words


def _say_letters(part: str) -> list[str]:
    """A word as it is, or letter by letter when it is written in capitals like VAT or CCJ."""
    plain = part.replace("é", "e").replace("è", "e").replace("ê", "e").replace("ú", "u").replace("â", "a")
    plain = plain.strip("'") if plain.strip("'") else plain
    if plain.lower() in _ABBREVIATIONS:
        return list(_ABBREVIATIONS[plain.lower()])
    if plain.isupper() and plain not in _SHOUTED and (1 < len(plain) <= 4 or not set(plain) & set("AEIOUY")):
        return list(plain)
    return [plain]
