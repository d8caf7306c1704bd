"""Sentences to train and to test on: the project's own lines, tidied into one written form, and how they are said."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "sound"))

from spoken import SpokenToken, number_words, spoken_tokens  # noqa: E402

__all__ = ["SpokenToken", "figures", "held_back", "line_for_engine", "read_lines", "said", "tidy", "written"]

CORPUS = ROOT / "models" / "phrasing" / "corpus"
HELD_FILE = "heldout.jsonl"
"""Lines of the corpus that no model of this project is trained on."""

HELD_SHARE = 40
"""Every line whose hash falls on one in so many is kept for testing too."""

LONGEST = 28
"""Words of a sentence at most: about 10 s of speech."""

_UNITS = {word: i for i, word in enumerate(
    ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
     "seventeen eighteen nineteen").split())}  # fmt: skip
_TENS = {word: 10 * (i + 2) for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_ORDINALS = {
    " ".join([*number_words(n)[:-1], last]): n
    for n in range(1, 32)
    for last in [
        {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
         "twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth"}.get(
            number_words(n)[-1], number_words(n)[-1] + "th")
    ]
}  # fmt: skip
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_CURRENCIES = {"dollar": "$", "dollars": "$", "pound": "£", "pounds": "£", "euro": "€", "euros": "€"}
_QUESTION = frozenset(
    "what what's who who's whose where where's when when's why how how's which do does did is are am was were can "
    "could would will should shall may have has had don't doesn't didn't isn't aren't can't won't wouldn't".split()
)
_SPELT = frozenset("i i'm i'll i'd i've".split())
_FOREIGN = {"₹": "rupees", "R": "rand"}


def tidy(text: str) -> str | None:
    """`text` in the one written form the recogniser learns, or None when it holds signs it has no form for.

    Capital at the start, a full stop or question mark at the end, "I" and names of days and months in capitals, times
    as "3.30 p.m.", no quotes, brackets, colons or dashes.

    >>> tidy("can you do £40 by friday at 3:30pm")
    'Can you do £40 by Friday at 3.30 p.m.?'
    >>> tidy("Well \\u2014 i'm not sure, \\u201cfinal notice\\u201d means final")
    "Well, I'm not sure, final notice means final."
    """
    text = re.sub(r"[’‘`]", "'", text)
    text = re.sub(r"[\"“”()\[\]]", "", text)
    text = re.sub(r"\s*(?:[—–]|--+|\s-\s)\s*|[;:](?=\s)|(?:\.\.\.|…)(?=\s+[a-z])", ", ", text)
    text = re.sub(r"\.\.\.|…", ".", text).replace("&", " and ")
    text = re.sub(r"(\d):(\d\d)", r"\1.\2", text)
    text = re.sub(r"(?<=\d) ?([ap])\.?m\b\.?", r" \1.m.", text)
    text = re.sub(r"([₹R])(\d[\d,.]*\d|\d)", lambda m: f"{m[2]} {_FOREIGN[m[1]]}", text)
    text = re.sub(r"\s+", " ", re.sub(r"\s+([,.?!])", r"\1", re.sub(r",\s*(?=[,.?!])", "", text))).strip(" ,-'")
    if not text or re.search(r"[^A-Za-z0-9 ,.?!'$£€%-]", text) or not re.search(r"[A-Za-z]", text):
        return None
    words = [_cased(word) for word in text.split()]
    words[0] = words[0][0].upper() + words[0][1:]
    if words[-1][-1] not in ".?!":
        words[-1] += "?" if words[0].lower().rstrip(",") in _QUESTION else "."
    elif words[-1] == "p.m." and words[0].lower() in _QUESTION:
        words[-1] += "?"
    return " ".join(words)


def _cased(word: str) -> str:
    bare = word.strip(",.?!").lower()
    capital = bare in _SPELT or bare in _DAYS or bare in _MONTHS - {"march", "may"}
    return word[0].upper() + word[1:] if capital else word


def said(text: str) -> tuple[SpokenToken, ...]:
    """The written tokens of a tidy sentence with the words that say them, number words written as figures.

    >>> [token.written for token in said("So four hundred and twelve dollars by March third, fifteen percent off.")]
    ['So', '$412', 'by', 'March', '3rd,', '15%', 'off.']
    """
    return figures(spoken_tokens(re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text) if _number_word(text) else text))


def _number_word(text: str) -> bool:
    return re.search(r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-[a-z]", text, re.I) is not None


def figures(tokens: Sequence[SpokenToken]) -> tuple[SpokenToken, ...]:
    """`tokens` with runs of number words joined and written as figures, from eleven up; dates and amounts always."""
    result: list[SpokenToken] = []
    i = 0
    while i < len(tokens):
        n_tokens, written = _figure(tokens, i)
        run = tokens[i : i + n_tokens]
        if written is None:
            result.append(tokens[i])
            i += 1
            continue
        tail = "".join(c for c in run[-1].written if c in ",.?!")
        result.append(SpokenToken(written + tail, tuple(word for token in run for word in token.words), run[-1].pause))
        i += n_tokens
    return tuple(result)


def _bare(tokens: Sequence[SpokenToken], i: int) -> str:
    """The token's word in lower case without punctuation, "" beyond either end or after a mark that parts a run."""
    return tokens[i].written.strip(",.?!").lower() if 0 <= i < len(tokens) else ""


def _figure(tokens: Sequence[SpokenToken], i: int) -> tuple[int, str | None]:
    """How many tokens from `i` make one number, and how it is written; (1, None) where they stay words."""
    for size in (2, 1):
        number = _ORDINALS.get(" ".join(_bare(tokens, j) for j in range(i, i + size)))
        if number and i + size <= len(tokens) and not (size == 2 and tokens[i].pause):
            before, after, then = _bare(tokens, i - 1), _bare(tokens, i + size), _bare(tokens, i + size + 1)
            dated = before in _MONTHS or after in _MONTHS or (after == "of" and then in _MONTHS)
            if dated or (number > 3 and before in {"the", *_DAYS} and size * number != 2):
                ending = "th" if 10 <= number <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
                return size, f"{number}{ending}"
    size, value = _cardinal(tokens, i)
    alone = size == 2 and _bare(tokens, i) in {"a", "an"}
    unit = _bare(tokens, i + size) if size and not tokens[i + size - 1].pause else ""
    before = _bare(tokens, i - 1) if i and not tokens[i - 1].pause else ""
    if not size or _small(unit) is not None or _small(before) is not None:
        return 1, None
    if unit in _CURRENCIES:
        return size + 1, f"{_CURRENCIES[unit]}{value:,}"
    if unit == "percent":
        return size + 1, f"{value}%"
    return (size, f"{value:,}") if value > 10 and not alone else (1, None)


def _cardinal(tokens: Sequence[SpokenToken], i: int) -> tuple[int, int]:
    """Length and value of the longest plain cardinal from token `i`, (0, 0) where there is none."""
    total = current = 0
    room = 100
    j = i
    if _bare(tokens, i) == "a" and _bare(tokens, i + 1) in {"hundred", "thousand"}:
        current, j = 1, i + 1
    while j < len(tokens):
        word, following = _bare(tokens, j), _small(_bare(tokens, j + 1))
        small = _small(word)
        if small is not None and (small < room if room < 100 else True) and room:
            current += small
            room = 10 if small >= 20 else 0
        elif word == "hundred" and 0 < current < 100:
            current, room = current * 100, 100
        elif word == "thousand" and 0 < current < 1000:
            total, current, room = total + current * 1000, 0, 100
        elif not (word == "and" and room == 100 and j > i and following):
            break
        j += 1
        if tokens[j - 1].pause:
            break
    return (j - i, total + current) if j > i else (0, 0)


def _small(word: str) -> int | None:
    return _UNITS.get(word, _TENS.get(word))


def written(tokens: Iterable[SpokenToken]) -> str:
    """The text of `tokens` as the recogniser should write it."""
    return " ".join(token.written for token in tokens)


def line_for_engine(tokens: Sequence[SpokenToken]) -> tuple[str, list[int]]:
    """The words of `tokens` as one line for a synthesiser, pause marks attached, and how many words each token has."""
    words = [word for token in tokens for word in (*token.words[:-1], token.words[-1] + token.pause)]
    if words[-1][-1] not in ".?":
        words[-1] = words[-1].rstrip(",") + "."
    return " ".join(words), [len(token.words) for token in tokens]


def held_back(text: str) -> bool:
    """Whether a line is kept for testing: decided by its own letters, so the same in every run and file."""
    bare = re.sub(r"[^a-z0-9]", "", text.lower())
    return int(hashlib.sha256(bare.encode()).hexdigest()[:8], 16) % HELD_SHARE == 0


def read_lines(*, held: bool = False) -> list[str]:
    """Tidy lines of the phrasing corpus and of what was said before them: to train on, or those held back."""
    kept: dict[str, None] = {}
    refused: set[str] = set()
    for path in sorted(CORPUS.glob("*.jsonl"), key=lambda p: p.name != HELD_FILE):
        for row in path.read_text("utf-8").splitlines():
            item = json.loads(row)
            for text in (item["text"], item.get("context") or ""):
                line = tidy(text)
                if line is None or not 1 <= len(line.split()) <= LONGEST:
                    continue
                if path.name == HELD_FILE or held_back(line):
                    refused.add(line)
                    if held and text == item["text"]:
                        kept[line] = None
                elif not held:
                    kept[line] = None
    return [line for line in kept if held or line not in refused]
